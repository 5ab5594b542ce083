"""`tracker check` where a keyed file stands at several addresses: which of them is its history read from?"""

from __future__ import annotations

import re
from datetime import date

import pytest
from practice import Answer, pages
from test_check_versions import ADDRESS, BEFORE, by_hand, counts, known, looked, network  # noqa: F401
from watching import Watched, answering

BOTH = ((ADDRESS, "Counts"), (BEFORE, "Counts, the edition before"))


def gives(watched: Watched, day: int, served: dict, *linked: tuple[tuple[str, str], ...] | int) -> None:
    """A look on a day of March: number by address (or None for all queries), and what each page links or answers."""
    given = answering(watched.agency.ohss)
    for path, links in zip((watched.agency.ohss.page, "/other"), linked, strict=False):
        page = (
            Answer.of(b"no", links) if isinstance(links, int) else Answer.of(pages.landing("Office", "Tables", links))
        )
        given[path] = lambda seen, page=page: page
    for path, number in served.items():
        body = f"state,month,deaths\nTexas,2024-01,{number}\n".encode()
        given[path] = lambda seen, body=body: Answer.of(body, 200, "text/csv")
    watched.at(date(2024, 3, day)).check("counts")


def watches(watched: Watched, key: str, value: str) -> None:
    path = watched.folder / "releases" / "counts.toml"
    path.write_text(re.sub(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", path.read_text()))


@pytest.mark.parametrize("missed", [BOTH[1:], 403])
def test_a_look_that_misses_the_link_or_the_page_takes_no_other_address(counts, missed) -> None:  # noqa: F811
    looked(counts, (1, 10))
    for day, links, *both in (
        (2, BOTH, 10, 9),
        (5, BOTH, 12, 9),
        (6, missed, 12, 9),
        (7, BOTH, 12, 9),
        (9, BOTH, 14, 9),
    ):
        gives(counts, day, dict(zip((ADDRESS, BEFORE), both, strict=True)), links)
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 14.0)]


def test_nor_does_one_of_two_pages_that_fails(counts) -> None:  # noqa: F811
    site = counts.agency.ohss
    watches(counts, "pages", f'["{site.url()}", "{site.url("/other")}"]')
    for day, first, *both in ((1, BOTH[:1], 10, 9), (5, BOTH[:1], 12, 9), (6, 403, 12, 9), (7, BOTH[:1], 12, 9)):
        gives(counts, day, dict(zip((ADDRESS, BEFORE), both, strict=True)), first, BOTH[1:] if day > 1 else ())
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_snapshots_with_a_day_leave_the_address_that_is_kept_up(counts) -> None:  # noqa: F811
    watches(counts, "files", r"'counts(_(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))?\.csv'")
    looked(counts, (1, 10))
    shot = "/s/counts_2024-03-05.csv"
    for day, *both in ((5, 12, 10), (8, 14, 12), (9, 14, 12)):
        gives(counts, day, {ADDRESS: both[0], BEFORE: both[1], shot: 12}, (*BOTH, (shot, "Snapshot")))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-08", 14.0)]


@pytest.mark.parametrize("address", ["/data/counts.csv?t={}", "/media/{}/counts.csv"])
def test_bytes_that_come_back_under_another_address_hold_from_that_day(counts, address) -> None:  # noqa: F811
    for day, number in ((1, 10), (5, 12), (9, 10), (10, 10)):
        path = address.format(day)
        gives(counts, day, {path.partition("?")[0]: number}, ((path, "Counts"),))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 10.0)]


def test_an_older_file_that_is_corrected_takes_nothing_back(counts) -> None:  # noqa: F811
    watches(counts, "files", r"'counts_(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\.csv'")
    first, second = "/d/counts_2024-03-01.csv", "/d/counts_2024-03-05.csv"
    links = ((first, "1 March"), (second, "5 March"))
    for day, one in ((1, 10), (5, 10), (9, 11), (10, 11)):
        gives(counts, day, {first: one, second: 12}, links[: 1 if day == 1 else 2])
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_a_name_that_says_a_year_is_not_odd_for_a_day_of_it(counts) -> None:  # noqa: F811
    watches(counts, "files", r"'counts_(?P<ref_year>\d{4})\.csv'")
    path = "/d/counts_2024.csv"
    for day, number in ((1, 10), (5, 12), (6, 12), (9, 10), (10, 10)):
        gives(counts, day, {path: number}, ((path, "Counts"),))
    assert not [fact for fact in counts.store.entries() if type(fact).__name__ == "Refused"]
    assert known(counts)[-1] == ("2024-03-09", 10.0)


def test_a_link_with_a_new_query_each_time_that_is_missed_once_takes_no_other_address(counts) -> None:  # noqa: F811
    for day, one, two in ((1, 10, None), (5, 12, 10), (7, 12, 10), (8, 12, 10), (9, 12, 10)):
        links = [(f"{ADDRESS}?t={day}", "Counts")] if day != 8 else []
        links += [(f"{BEFORE}?t={day}", "the edition before")] if two else []
        gives(counts, day, {ADDRESS: one, BEFORE: two or 9}, tuple(links))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_a_dated_file_does_not_hold_again_after_what_was_brought_by_hand(counts) -> None:  # noqa: F811
    watches(counts, "files", r"'counts_(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\.csv'")
    first, second = "/d/counts_2024-03-01.csv", "/d/counts_2024-03-05.csv"
    links = ((first, "1 March"), (second, "5 March"))
    for day in (1, 5, 9, 10):
        if day == 9:
            by_hand(counts, 14, date(2024, 3, 7))
        gives(counts, day, {first: 10, second: 12}, links[: 1 if day == 1 else 2])
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-07", 14.0)]
