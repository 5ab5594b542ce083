"""`tracker check` where other bytes come to stand at an address: since when, and what of bytes that come back?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
import tiny
from practice import Agency, Answer, pages
from practice.network import Network
from test_keyed import RELEASE, TEXAS
from watching import Watched, answering, book, write_record

from tracker import ingest
from tracker.evidence import Ingest, Refused

ADDRESS = "/data/counts.csv"


@pytest.fixture(autouse=True)
def network(monkeypatch) -> Network:
    return Network(monkeypatch)


@pytest.fixture
def counts(tmp_path) -> Iterator[Watched]:
    """An agency whose page links one table under one name; nothing is there yet."""
    with Agency() as agency:
        folder = tiny.write(tmp_path / "record")
        site = agency.ohss
        watch = f"""
[watch]
pages = ["{site.url()}"]
files = 'counts\\.csv'
allow_private = {list(agency.netlocs)}
archive = false
"""
        (folder / "releases" / "counts.toml").write_text(RELEASE.partition("[keyed]")[0] + watch + "\n[keyed]\n"
            + re.sub(r"file_date = .*\n", "", RELEASE.partition("[keyed]")[2]), encoding="utf-8")  # fmt: skip
        with (folder / "series.toml").open("a", encoding="utf-8") as file:
            file.write(TEXAS)
        yield Watched(tmp_path / "work", agency, folder)


def serves(watched: Watched, number: int, age: int = 0, status: int = 200) -> None:
    """The one number that the table holds from now on; `age`: seconds for which a cache kept it."""
    given = answering(watched.agency.ohss)
    links = [(ADDRESS, "Counts by state")]
    body = f"state,month,deaths\nTexas,2024-01,{number}\n".encode() if status == 200 else b"down"
    given[watched.agency.ohss.page] = lambda seen: Answer.of(pages.landing("Office", "Tables", links))
    given[ADDRESS] = lambda seen: Answer.of(body, status, "text/csv", Age=str(age))


def looked(watched: Watched, *looks: tuple[int, ...]) -> Watched:
    """One look on each of these days of March: day, number, and what else `serves` takes."""
    for day, *served in looks:
        serves(watched, *served)
        watched.at(date(2024, 3, day)).check("counts")
    return watched


def by_hand(watched: Watched, number: int, day: date) -> None:
    """Somebody takes in a version of a day."""
    file = watched.workspace.parent / "old.csv"
    file.write_text(f"state,month,deaths\nTexas,2024-01,{number}\n", encoding="utf-8")
    release = next(x for x in watched.record.releases if x.id == "counts")
    ingest.take(watched.workspace, ingest.Offer(file, release, published_on=day))


def listed(watched: Watched, *each: tuple[str, int]) -> None:
    """The record lists editions with the digests of their bytes: the day of each, and its number."""
    path = watched.folder / "releases" / "counts.toml"
    for day, number in each:
        digest = hashlib.sha256(f"state,month,deaths\nTexas,2024-01,{number}\n".encode()).hexdigest()
        entry = f'\n[[edition]]\nref = "{day}"\npublished_on = {day}\nsource = "s1"\ndigest = "{digest}"\n'
        path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")


def known(watched: Watched) -> list[tuple[str, float]]:
    """From when each number held."""
    found = watched.ask("select known_on, value from observation where series = 'texas' order by known_on")
    return [(str(row["known_on"]), row["value"]) for row in found]


def test_bytes_that_come_back_to_an_address_hold_from_that_day(counts) -> None:
    looked(counts, (1, 10), (2, 10), (5, 12), (6, 12), (9, 10), (10, 10))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 10.0)]
    kinds = counts.ask("select edition, kind, old_value, value from finding where kind = 'revised' order by edition")
    assert [tuple(row.values()) for row in kinds] == [
        ("counts/2024-03-05", "revised", 10.0, 12.0),
        ("counts/2024-03-09", "revised", 12.0, 10.0),
    ]
    assert len([fact for fact in counts.store.entries() if isinstance(fact, Ingest)]) == 3


BEFORE = "/old/counts.csv"


def both_looked(watched: Watched, *looks: tuple[int, int, int], linked: bool = True) -> Watched:
    """Looks at two addresses: day of March, number at the first, number at the second."""
    links = [(ADDRESS, "Counts by state"), (BEFORE, "Counts by state, the edition before")]
    for day, *both in looks:
        given = answering(watched.agency.ohss)
        page = pages.landing("Office", "Tables", links if linked else links[:1])
        given[watched.agency.ohss.page] = lambda seen, page=page: Answer.of(page)
        for (address, _), stands in zip(links, both, strict=True):
            body = f"state,month,deaths\nTexas,2024-01,{stands}\n".encode()
            given[address] = lambda seen, body=body: Answer.of(body, 200, "text/csv")
        watched.at(date(2024, 3, day)).check("counts")
    return watched


def test_an_edition_before_at_an_address_of_its_own_takes_nothing_back(counts) -> None:
    """The second address always holds what stood at the first one before, a day or more after it changed there."""
    looked(counts, (1, 10))
    both_looked(counts, (2, 10, 10), (5, 12, 10), (6, 12, 10), (9, 14, 10), (10, 14, 12), (12, 14, 12))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 14.0)]


@pytest.mark.parametrize("linked", [True, False])
def test_of_two_addresses_without_a_day_the_one_that_was_read_before_goes_on(counts, linked) -> None:
    """Where it is linked alone as well, though the other one is still visited."""
    looked(counts, (1, 10))
    both_looked(counts, (2, 10, 9))
    both_looked(counts, (5, 12, 9), (6, 12, 8), linked=linked)
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]
    refused = [fact for fact in counts.store.entries() if isinstance(fact, Refused)]
    assert len(refused) == 2
    assert all(fact.url.endswith(BEFORE) for fact in refused)
    assert "which of them is kept up is not known" in refused[0].why


def test_and_where_the_page_does_not_answer(counts) -> None:
    looked(counts, (1, 10))
    both_looked(counts, (2, 10, 9))
    given = answering(counts.agency.ohss)
    given[counts.agency.ohss.page] = lambda seen: Answer.of(b"no", 403)
    for address, stands in ((ADDRESS, 12), (BEFORE, 9)):
        body = f"state,month,deaths\nTexas,2024-01,{stands}\n".encode()
        given[address] = lambda seen, body=body: Answer.of(body, 200, "text/csv")
    counts.at(date(2024, 3, 5)).check("counts")
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_figures_that_are_taken_back_where_a_copy_of_them_stays_are_taken_back(counts) -> None:
    looked(counts, (1, 10))
    both_looked(counts, (2, 10, 10), (5, 12, 12), (9, 10, 12), (10, 10, 12))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 10.0)]


def test_a_file_that_alone_is_linked_in_the_place_of_the_one_before_goes_on(counts) -> None:
    looked(counts, (1, 10))
    for day, number in ((5, 12), (9, 10), (10, 10)):
        given = answering(counts.agency.ohss)
        page = pages.landing("Office", "Tables", [("/new/counts.csv", "Counts by state")])
        body, old = (f"state,month,deaths\nTexas,2024-01,{each}\n".encode() for each in (number, 10))
        given[counts.agency.ohss.page] = lambda seen, page=page: Answer.of(page)
        given["/new/counts.csv"] = lambda seen, body=body: Answer.of(body, 200, "text/csv")
        given[ADDRESS] = lambda seen, old=old: Answer.of(old, 200, "text/csv")
        counts.at(date(2024, 3, day)).check("counts")
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-09", 10.0)]


def test_of_two_addresses_without_a_day_neither_is_read_where_none_was_before(counts) -> None:
    both_looked(counts, (1, 10, 9), (2, 10, 9))
    assert known(counts) == []
    told = [urlsplit(fact.url).path for fact in counts.store.entries() if isinstance(fact, Refused)]
    assert sorted(told) == [ADDRESS, BEFORE]


def test_an_old_copy_from_a_cache_takes_nothing_back(counts) -> None:
    looked(counts, (1, 10), (2, 10), (5, 12), (6, 10, 400_000), (7, 12))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_nor_does_one_that_is_the_same_to_us_after_others_were_brought_by_hand(counts) -> None:
    looked(counts, (1, 10))
    by_hand(counts, 12, date(2024, 3, 5))
    looked(counts, (6, 10, 4 * 86_400), (7, 12))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0)]


def test_a_copy_made_after_others_were_brought_by_hand_stands_again(counts) -> None:
    """A cache that keeps all for two days: the copy of the 11th was made on the 9th."""
    looked(counts, (1, 10))
    by_hand(counts, 12, date(2024, 3, 5))
    looked(counts, (11, 10, 2 * 86_400))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-11", 10.0)]


def test_a_copy_made_after_the_last_look_that_worked_is_read(counts) -> None:
    """12 was made on the 3rd; the looks of the 4th and 6th met nothing."""
    looked(counts, (1, 10), (2, 10), (4, 0, 0, 503), (6, 0, 0, 503), (8, 12, 5 * 86_400))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-08", 12.0)]


def test_a_copy_made_after_what_a_copy_before_showed_is_read(counts) -> None:
    """The copy that was met on the 6th was made on the 1st; 12 was made on the 4th."""
    looked(counts, (1, 10), (2, 10), (6, 10, 5 * 86_400), (8, 12, 4 * 86_400), (9, 12, 5 * 86_400))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-08", 12.0)]


def test_a_copy_made_before_what_a_look_met_is_not(counts) -> None:
    """Nor after a copy that is older still: 10 of the 5th was met."""
    looked(counts, (1, 12), (5, 10), (6, 10, 4 * 86_400), (8, 12, 4 * 86_400))
    assert known(counts) == [("2024-03-01", 12.0), ("2024-03-05", 10.0)]


@pytest.mark.parametrize(
    ("editions", "looks", "told"),
    [
        ([("2024-03-01", 10)], [(9, 10), (15, 12)], [("2024-03-01", 10.0), ("2024-03-15", 12.0)]),
        (
            [("2024-03-01", 10), ("2024-03-05", 12)],
            [(9, 12)],
            [("2024-03-05", 12.0)],
        ),  # the bytes of the first are not here
        ([("2024-03-01", 10), ("2024-03-05", 12)], [(9, 10)], [("2024-03-09", 10.0)]),  # 12 came between
        ([("2024-03-01", 10)], [(9, 10), (9, 12)], [("2024-03-01", 10.0), ("2024-03-09", 12.0)]),  # later that day
    ],
)
def test_bytes_met_days_after_the_record_lists_them_are_that_edition(counts, editions, looks, told) -> None:
    listed(counts, *editions)
    looked(counts, *looks)
    assert known(counts) == told


def test_other_bytes_under_a_name_with_a_day_appeared_after_the_look_that_saw_the_first(tmp_path) -> None:
    first, second = book(2), book(2, start=900)
    with Agency() as agency:
        agency.ohss.publish(date(2024, 3, 8), first, "november-2023")
        folder = write_record(tmp_path / "record", agency.ohss.url(), agency.netlocs)
        watched = Watched(tmp_path / "work", agency, folder).at(date(2024, 3, 9))
        watched.check()
        path = watched.agency.ohss.posted()[0].path
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answering(agency.ohss)[path] = lambda seen: Answer.of(second, 200, sheet)
        watched.at(date(2024, 3, 20)).check()
        found = watched.told("select digest, published_on, published_by, known_on from edition order by known_on")
        assert [[str(each) for each in row.values()] for row in found] == [
            [hashlib.sha256(first).hexdigest(), "2024-03-08", "2024-03-08", "2024-03-08"],
            [hashlib.sha256(second).hexdigest(), "2024-03-08", "2024-03-20", "2024-03-20"],
        ]
        told = watched.told("select edition, status from edition_status where status <> 'scheduled'")
        assert {row["status"] for row in told} == {"on_time"}


def test_two_looks_of_one_day_leave_what_stands_to_the_next_day(counts) -> None:
    for day, hour, number in ((1, 12, 10), (5, 9, 12), (5, 18, 10), (6, 12, 10), (20, 12, 10)):
        serves(counts, number)
        counts.at(date(2024, 3, day), hour).check("counts")
    assert known(counts)[-1] == ("2024-03-06", 10.0)


def test_what_a_look_sees_comes_after_what_was_brought_by_hand(counts) -> None:
    looked(counts, (1, 10))
    by_hand(counts, 12, date(2024, 3, 5))
    looked(counts, (13, 10), (20, 10))
    assert known(counts) == [("2024-03-01", 10.0), ("2024-03-05", 12.0), ("2024-03-13", 10.0)]
