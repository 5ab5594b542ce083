"""`tracker check` on the practice agency: what a look finds is in the next build, and our failures accuse nobody."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
import tiny
from click.testing import CliRunner
from conftest import ROOT
from msgspec import structs
from practice import Agency, Answer, pages
from practice.network import Network
from watching import ALONE, QUICK, Watched, answering, book, write_record
from werkzeug import Request, Response

from tracker import record
from tracker.checking import Second, words
from tracker.checking.alarms import changes, last_told_before, told
from tracker.cli import main
from tracker.errors import EvidenceError, UsageError
from tracker.evidence import Refused, Shown
from tracker.evidence.verify import verify
from tracker.fetch import Policy
from tracker.outcomes import matching
from tracker.outcomes.page import Link

FIRST, SECOND = date(2024, 3, 8), date(2024, 4, 5)  # data of November (due 9 March) and December 2023 (due 9 April)
DAY = date(2024, 3, 9)
SPRING = date(2024, 6, 20)  # January (due 10 May) and February 2024 (due 8 June) are due by then
ACCUSING = {"overdue", "withheld", "removed", "late", "reduced"}


@pytest.fixture(autouse=True)
def network(monkeypatch) -> Network:
    return Network(monkeypatch)


@pytest.fixture(scope="module")
def books() -> tuple[bytes, bytes]:
    return book(2), book(3)


@pytest.fixture
def watched(books, tmp_path):
    """The agency has published November; December comes on 5 April. We look on the day after the first."""
    with Agency() as agency:
        agency.ohss.publish(FIRST, books[0], "november-2023")
        agency.ohss.publish(SECOND, books[1], "december-2023")
        folder = write_record(tmp_path / "record", agency.ohss.url(), agency.netlocs)
        yield Watched(tmp_path / "work", agency, folder).at(DAY)


def outcomes(summary, role: str) -> list[str]:
    return [look.outcome for look in summary.looks if look.role == role]


def test_a_first_visit_reads_the_workbook_and_the_next_build_has_it(watched) -> None:
    summary = watched.check()
    assert [(x.release, x.ref) for x in summary.taken] == [("tables", "2023-11")]
    assert (outcomes(summary, "page"), outcomes(summary, "file")) == (["new"], ["new"])
    found = watched.told("select ref, published_on, published_by, date_basis, ingested from edition")
    assert found == [
        {"ref": "2023-11", "published_on": FIRST, "published_by": FIRST, "date_basis": "file name", "ingested": True}
    ]
    # 12 months of fiscal year 2023 and 2 of 2024, each printed once for the one series of the record
    assert watched.ask("select count(*) as n from observation")[0]["n"] == 14
    assert watched.status() == "on_time"
    assert verify(watched.store).problems == []


def test_a_look_of_ours_leads_to_its_line_its_bytes_and_its_warc(watched) -> None:
    watched.check(vantage="a test bench")
    page = watched.ask("select * from look where role = 'page'")[0]
    line = json.loads(watched.store.log.read_text().splitlines()[page["log_line"] - 1])
    assert (line["kind"], line["url"], line["digest"]) == ("look", page["url"], page["digest"])
    assert (page["observer"], page["vantage"]) == ("statistics-tracker", "a test bench")
    assert (page["looked_on"], page["known_on"], page["looked_at"]) == (DAY, DAY, datetime(2024, 3, 9, 12))
    assert (page["outcome"], page["shows_through"], page["source"]) == ("seen", "2023-11", None)
    assert watched.store.path(page["digest"]).exists()
    assert (watched.store.warcs / page["warc"]).exists()


def test_the_evidence_of_a_status_resolves_to_the_log(watched) -> None:
    watched.check()
    watched.at(SPRING).check()
    found = watched.told("select * from evidence where ref = '2024-01' and kind = 'look'")
    assert len(found) == 1
    assert found[0]["log_line"] and found[0]["digest"] and found[0]["warc"]
    assert found[0]["url"] == watched.agency.ohss.url()


def test_an_unchanged_second_visit_transfers_no_file(watched) -> None:
    watched.check()
    before = len(watched.agency.requests)
    summary = watched.later().check()
    assert summary.counts() == {"unchanged": 2}
    asked = {seen.path: seen.headers for seen in watched.agency.requests[before:]}
    file = next(path for path in asked if path.endswith(".xlsx"))
    assert "if-none-match" in asked[file]
    assert [(look.status, look.size) for look in watched.looks() if look.role == "file"][1] == (304, 0)
    assert summary.taken == ()
    assert watched.told("select max(known_on) as day from look")[0]["day"] == date(2024, 3, 10)


def test_what_comes_later_is_read_at_the_look_that_finds_it(watched) -> None:
    watched.check()
    summary = watched.at(date(2024, 4, 12)).check()
    assert [x.ref for x in summary.taken] == ["2023-12"]
    assert watched.editions() == {"2023-11": "on_time", "2023-12": "on_time"}


def test_a_name_that_an_earlier_look_speaks_against_gives_bounds(watched) -> None:
    """The page was read on 12 April and did not link the file whose name says 5 April."""
    late = replace(watched.agency.ohss.publications[1], on=date(2024, 4, 14))
    watched.agency.ohss.publications[1] = late
    watched.check()
    watched.at(date(2024, 4, 12)).check()
    watched.at(date(2024, 4, 20)).check()
    found = watched.told("select published_on, published_by, date_basis from edition where ref = '2023-12'")
    assert found == [{"published_on": SECOND, "published_by": date(2024, 4, 20), "date_basis": "file name"}]
    assert watched.editions()["2023-12"] == "published"  # due on 9 April: whether in time can not be said


def test_what_does_not_come_is_overdue_at_the_look_and_not_before(watched) -> None:
    watched.check()
    watched.at(SECOND).check()
    assert watched.status() == "on_time"
    watched.at(SPRING).check()
    assert watched.editions() == {
        "2023-11": "on_time",
        "2023-12": "on_time",
        "2024-01": "overdue",
        "2024-02": "overdue",
    }
    found = watched.told("select since_on, observed_through_on from release_status")[0]
    assert (found["since_on"], found["observed_through_on"]) == (date(2024, 5, 10), SPRING)


PLAYS_ABOUT_US = {
    "403 akamai": "blocked", "403 cloudflare": "blocked", "200 imperva": "blocked", "403 human": "blocked", "429": "blocked",
    "503": "unreachable", "silence": "unreachable", "slow drip": "unreachable", "cut short": "unreachable",
    "length too large": "unreachable", "gzip that does not end": "unreachable", "redirect loop": "unreachable",
    "redirect to 127.0.0.1": "unreachable", "redirect to 169.254.169.254": "unreachable", "hang up": "unreachable",
    "no http": "unreachable", "soft 404": "unreadable", "page replaced by a notice": "unreadable",
}  # fmt: skip


@pytest.mark.parametrize(("play", "status"), PLAYS_ABOUT_US.items())
def test_our_failure_is_never_their_withholding(watched, play, status) -> None:
    watched.check()
    watched.at(SECOND).check()
    watched.agency.ohss.play(play, date(2024, 4, 6), of="page", **({"seconds": 1000} if play == "429" else {}))
    for day in (SPRING, SPRING + timedelta(days=2), SPRING + timedelta(days=9)):
        watched.at(day).check()
    assert watched.status() == status
    assert not set(watched.editions().values()) & ACCUSING
    assert verify(watched.store).problems == []


# Several pages, servers that do not tell the day or the news, wrong bytes


@pytest.fixture(scope="module")
def january() -> bytes:
    return book(4)


def landing(site, *months: str) -> Answer:
    """The landing page with the files of some months."""
    links = [(x.path, "Tables") for x in site.posted() if any(f"{month}-20" in x.path for month in months)]
    return Answer.of(pages.landing(site.owner, site.title, links))


def two_pages(watched, january: bytes, older: tuple[str, ...] = ("november", "december")):
    """The page, and an archive that never links January, which comes out on 3 May; both read on 9 March and 5 April."""
    site = watched.agency.ohss
    site.publish(date(2024, 5, 3), january, "january-2024")
    given = answering(site)
    given["/archive"] = lambda _: landing(site, *older)
    write_record(watched.folder, site.url(), watched.agency.netlocs, pages=[site.url(), site.url("/archive")])
    watched.check()
    watched.at(SECOND).check()
    return site, given


MAY = date(2024, 5, 22)
FAILS = {"403": "blocked", "503": "unreachable", "404": "gone", "bot": "blocked", "empty": "suspect"}


@pytest.mark.parametrize(("fails", "outcome"), FAILS.items())
def test_a_page_that_failed_may_show_what_the_other_does_not(watched, january, fails, outcome) -> None:
    site, given = two_pages(watched, january)
    failed = pages.page(site.owner, "Error", "<h1>Error</h1>")
    answers = {
        "bot": lambda _: Answer.of(pages.BOT_PAGES["imperva"][2].encode(), 404),
        "empty": lambda _: landing(site),
        "404": lambda _: Answer.of(pages.not_found(site.owner), 404),
    }
    given[site.page] = answers.get(fails, lambda _: Answer.of(failed, int(fails)))
    summary = watched.at(MAY).check()
    found = {look.url: look for look in summary.looks if look.role == "page"}
    assert found[site.url()].outcome == outcome
    archive = found[site.url("/archive")]
    assert (archive.outcome, archive.shows_through) == ("unchanged", "")
    assert f"another page of the release could not be read: {site.url()} was {outcome}" in archive.shown_why
    assert f"shows no period: tables {archive.url}: another page" in "\n".join(words.summary(summary))
    assert not set(watched.editions().values()) & ACCUSING


def test_a_page_that_was_not_visited_may_show_what_the_other_does_not(watched, january) -> None:
    site, _ = two_pages(watched, january)
    write_record(watched.folder, site.url(), watched.agency.netlocs, pages=[site.url("/archive"), site.url()])
    summary = watched.at(MAY).check(policy=Policy("tests@example.org", **{**QUICK, "budget": 2}))  # and robots.txt
    [look] = summary.looks
    assert (look.url, look.shows_through) == (site.url("/archive"), "")
    assert look.shown_why == f"another page of the release could not be read: {site.url()} was not visited"
    assert not set(watched.editions().values()) & ACCUSING


def test_pages_that_were_all_read_show_the_newest_of_them_together(watched, january) -> None:
    site, given = two_pages(watched, january)
    given[site.page] = lambda _: landing(site, "january")
    summary = watched.at(MAY).check()
    assert [x.ref for x in summary.taken] == ["2024-01"]
    assert {x.url: x.shows_through for x in summary.looks if x.role == "page"} == {
        site.url(): "2024-01",
        site.url("/archive"): "2024-01",
    }
    # the first of them to be read says nothing by itself, should the run be cut off before the other one was
    assert {look.shows_through for look in watched.looks()} == {""}
    given[site.page] = lambda _: landing(site, "december")  # February is due on 8 June
    assert watched.at(SPRING).check().looks[0].shows_through == ""  # January is known to be out, and not linked


def test_a_name_is_not_spoken_against_by_one_page_where_another_links_it(watched, january) -> None:
    site, given = two_pages(watched, january)
    path = site.publications[-1].path
    given[path] = lambda _: Answer.of(b"", 503)
    watched.at(date(2024, 5, 4)).check()
    del given[path]
    watched.at(MAY).check()
    found = watched.told("select published_on, published_by from edition where ref = '2024-01'")
    assert found == [{"published_on": date(2024, 5, 3), "published_by": date(2024, 5, 3)}]


def steadfast(site, given) -> list[bool]:
    """A landing page that says "not modified" whenever it is asked conditionally; whether it was, at each request."""
    asked: list[bool] = []

    def answer(seen) -> Answer:
        asked.append("if-none-match" in seen.headers)
        if asked[-1]:
            return Answer(304, [("ETag", '"old"')])
        made = landing(site, "november", "december", "january")
        made.headers.append(("ETag", '"old"'))
        return made

    given[site.page] = answer
    return asked


def test_a_page_is_asked_for_in_full_where_not_modified_would_accuse(watched, january) -> None:
    site = watched.agency.ohss
    asked = steadfast(site, answering(site))
    site.publish(date(2024, 5, 3), january, "january-2024")
    watched.check()
    assert watched.later().check().counts() == {"unchanged": 2}
    watched.at(SECOND).check()  # more than 7 days after the last whole body
    watched.at(date(2024, 4, 12)).check()  # 7 days after it, and December is held
    assert asked == [False, True, False, True]
    watched.at(MAY).check()
    watched.later().check()  # January is held, and February is not due yet
    assert asked[4:] == [False, True]
    assert watched.editions()["2024-01"] == "on_time"
    watched.at(date(2024, 6, 8)).check()  # February is due on 8 June
    watched.at(date(2024, 6, 8), hour=15).check()
    assert asked[6:] == [False, False]


def test_caches_are_asked_for_nothing_old_while_an_edition_is_awaited(watched) -> None:
    asked = steadfast(watched.agency.ohss, answering(watched.agency.ohss))
    watched.check()  # the first one due is awaited
    watched.later().check()
    watched.at(MAY).check()
    requests = [seen for seen in watched.agency.requests if seen.path == watched.agency.ohss.page]
    assert (asked, [seen.headers.get("cache-control") for seen in requests]) == (
        [False, True, False],
        ["no-cache", None, "no-cache"],
    )


def test_a_clock_that_is_wrong_accuses_nobody(watched) -> None:
    watched.check()
    watched.agency.ohss.play("404 once", date(2024, 3, 12), of=watched.agency.ohss.publications[0].path)
    watched.at(date(2025, 9, 1))
    watched.agency.at(date(2024, 3, 12))
    summary = watched.check()  # our clock says 1 September 2025: 538 days later
    assert summary.counts() == {"unreadable": 2}
    why = "the server's clock and ours are 538 days apart: which day it is can not be said"
    assert {look.why for look in summary.looks} == {why}
    assert not set(watched.editions().values()) & ACCUSING
    assert watched.at(date(2024, 3, 13)).check().counts() == {"unchanged": 2}
    assert not set(watched.editions().values()) & ACCUSING


@pytest.mark.parametrize(
    ("made_at", "age", "why"),
    [
        ("Fri, 08 Mar 2024 13:00:00 GMT", 23 * 3600, ""),
        ("Wed, 06 Mar 2024 12:00:00 GMT", 3 * 86400, "an old copy: it lay in a cache for 3 days"),
        ("Sat, 09 Mar 2024 12:00:00 GMT", 25 * 3600, "an old copy: it lay in a cache for 25 hours"),
        ("Wed, 06 Mar 2024 12:00:00 GMT", 3600, "the server's clock and ours are 3 days apart"),
    ],
)
def test_an_answer_that_lay_in_a_cache_for_more_than_a_day_tells_nothing(watched, made_at, age, why) -> None:
    site = watched.agency.ohss

    def cached(_) -> Answer:
        made = landing(site, "november")
        made.headers += [("Date", made_at), ("Age", str(age))]
        return made

    answering(site)[site.page] = cached
    [look] = [look for look in watched.check().looks if look.role == "page"]  # on 9 March at 12:00
    assert (look.outcome, why in look.why) == ("unreadable" if why else "new", True)


@pytest.mark.parametrize("led", [False, True])
def test_known_bytes_under_a_name_that_says_another_period_are_refused(watched, january, books, led) -> None:
    site = watched.agency.ohss
    watched.check()
    watched.at(SECOND).check()
    path = site.publish(date(2024, 5, 3), books[0], "january-2024").path
    if led:
        answering(site)[path] = lambda _: Answer(
            302, [("Location", site.publications[1].path), ("Content-Length", "0")]
        )
    for new in (True, False):
        summary = watched.at(MAY).check()
        [refused] = summary.refused
        assert (refused.new, refused.url) == (new, site.url(path))
        ref = "2023-12" if led else "2023-11"
        assert refused.why.startswith(f"the file name says 2024-01, the bytes are those of {ref}")
        assert ("it led to" in refused.why) == led
        page = next(x for x in summary.looks if x.role == "page")
        assert (page.shows_through, "not read yet" in page.shown_why) == ("", True)
        assert watched.editions()["2024-01"] == "unchecked"


def test_files_beyond_the_budget_are_asked_for_on_the_next_days(watched, january) -> None:
    """20 old files stand before the newest on the page; a run may ask for 10 addresses of the host."""
    site = watched.agency.ohss
    watched.check()
    watched.at(SECOND).check()
    site.publish(date(2024, 5, 3), january, "january-2024")
    old = [f"/f/{2000 + number}_0101_ohss_x-tables-may-{2000 + number}.xlsx" for number in range(20)]
    given = answering(site)
    given[site.page] = lambda _: Answer.of(
        pages.landing(site.owner, site.title, [(x, "Old") for x in (*old, *(x.path for x in site.posted()))])
    )
    given |= {path: lambda _: Answer.of(pages.not_found(site.owner), 404) for path in old}
    policy = Policy("tests@example.org", **{**QUICK, "budget": 10})
    asked: list[set[str]] = []
    for day in (MAY, MAY + timedelta(days=1), MAY + timedelta(days=2)):
        summary = watched.at(day).check(policy=policy)
        asked.append({look.url for look in summary.looks if look.role == "file"})
        if day == MAY:  # robots.txt, the page, January, and the newest 7 of the old ones
            assert [x.ref for x in summary.taken] == ["2024-01"]
            assert asked[0] == {site.url(site.publications[-1].path), *(site.url(path) for path in old[-7:])}
        [line] = [line for line in words.summary(summary) if "not visited" in line]
        assert line == (  # 15 files, and the address that can not exist beside those that are not there
            f"  not visited: 16 address(es) on {site.server.netloc}: the budget of 10 requests to this host was used up"
        )
    assert asked[1] == {site.url(path) for path in old[5:13]}
    # the last 5 that were never asked for, and the 3 whose look was longest ago: November and December were last seen
    # on 5 April, before January and the others of 22 May
    longest_ago = {site.url(x.path) for x in site.publications[:2]}
    assert asked[2] > {*(site.url(path) for path in old[:5]), *longest_ago}
    assert len(asked[2]) == 8


def test_a_page_that_shows_no_period_says_why_in_one_line(watched) -> None:
    site = watched.agency.ohss
    site.publish(date(2024, 2, 9), book(1), "october-2023")
    watched.check()
    watched.at(SECOND).check()
    answering(site)[site.page] = lambda _: landing(site, "october", "november")
    found = words.summary(watched.later(5).check())
    assert [line for line in found if "shows no period" in line] == [
        f"  shows no period: tables {site.url()}: the newest edition known, 2023-12, is not linked: not a full list, "
        "or an old copy"
    ]
    assert "  unlinked: tables: 1 file(s) stand where they stood, and no page links them" in found
    assert len(found) == 3


def test_a_page_that_led_elsewhere_is_told_where_its_files_are_not_asked_for(watched) -> None:
    watched.check()
    watched.agency.ohss.play("redirect to 169.254.169.254", date(2024, 3, 10), of="page")
    [each] = watched.later().check().not_visited
    assert each.why.startswith("its host was asked for the page, and that came to nothing: ")
    assert "169.254.169.254" in each.why


def other_release(watched, allowed: tuple[str, ...], page: str = "") -> None:
    """A second release, which may have its own page and allows its own hosts."""
    path = watched.folder / "releases" / "tables.toml"
    text = path.read_text().replace('id = "tables"', 'id = "other"').replace("tables-stop", "other-stop")
    head = text.partition("[[event]]")[0].partition("[watch]")[0].replace('reader = "ohss_monthly"\n', "")
    watch = f"pages = ['{page or watched.agency.ohss.url()}']\nallow_private = {list(allowed)}\narchive = false\n"
    path.with_name("other.toml").write_text(f"{head}[watch]\n{watch}")


def test_what_one_release_allows_is_not_opened_for_another(watched) -> None:
    ohss, ice = (site.server.netloc for site in watched.agency.sites)
    write_record(watched.folder, watched.agency.ohss.url(), (ohss,))
    other_release(watched, (ice,), watched.agency.ice.url())
    to = watched.agency.ice.url("/secret")
    watched.agency.ohss.play("redirect", DAY, of="page", to=to)
    summary = watched.check()
    assert {x.release: x.outcome for x in summary.looks if x.role == "page"} == {
        "tables": "unreachable",
        "other": "new",
    }
    assert "/secret" not in [seen.path for seen in watched.agency.requests]


def test_a_shared_address_gets_only_what_all_its_releases_allow(watched) -> None:
    other_release(watched, ())
    assert {x.outcome for x in watched.check().looks} == {"unreachable"}
    assert watched.agency.requests == []


def test_a_host_that_does_not_answer_is_not_asked_for_its_files(watched) -> None:
    watched.check()
    watched.agency.ohss.play("503", date(2024, 3, 10), of="all")
    before = len(watched.agency.requests)
    summary = watched.later().check()
    assert outcomes(summary, "page") == ["unreachable"]
    assert [x.why for x in summary.not_visited] == [
        "its host was asked for the page, and that came to nothing: status 503: the server could not answer"
    ]
    assert not any(seen.path.endswith(".xlsx") for seen in watched.agency.requests[before:])


def test_an_empty_list_once_is_suspect_and_says_nothing(watched) -> None:
    watched.check()
    watched.at(SECOND).check()
    watched.agency.ohss.play("empty list once", SPRING)
    summary = watched.at(SPRING).check()
    assert outcomes(summary, "page") == ["suspect"]
    assert not set(watched.editions().values()) & ACCUSING
    assert outcomes(watched.later().check(), "page") == ["unchanged"]
    assert watched.editions()["2024-01"] == "overdue"  # the list is back, and January is not on it


def test_a_file_that_the_reader_refuses_is_kept_told_and_stops_nothing(watched, books) -> None:
    odd = books[0][:200] + b"no workbook"
    watched.agency.ohss.publish(
        date(2024, 4, 4), odd, "odd-2023", path="/sites/default/files/2024-04/2024_0404_ohss_x-tables-october-2023.xlsx"
    )
    summary = watched.at(SECOND).check()
    assert sorted(x.ref for x in summary.taken) == ["2023-11", "2023-12"]
    assert outcomes(summary, "file").count("unreadable") == 1  # starts like a zip file and is none: never read at all
    assert verify(watched.store).problems == []


def test_a_workbook_with_other_contents_is_refused_and_told_once(watched, tmp_path) -> None:
    from openpyxl import Workbook

    other = Workbook()
    other.active.append(["nothing", "of this release"])
    path = tmp_path / "other.xlsx"
    other.save(path)
    name = "/sites/default/files/2024-04/2024_0404_ohss_x-tables-october-2023.xlsx"
    watched.agency.ohss.publish(date(2024, 4, 4), path.read_bytes(), "odd", path=name)
    summary = watched.at(SECOND).check()
    assert sorted(x.ref for x in summary.taken) == ["2023-11", "2023-12"]
    [refused] = summary.refused
    assert (refused.new, refused.url) == (True, watched.agency.ohss.url(name))
    assert watched.store.path(refused.digest).read_bytes() == path.read_bytes()
    again = watched.later().check()
    assert [x.new for x in again.refused] == [False]
    assert sum(isinstance(x, Refused) for x in watched.store.entries()) == 1
    # a file that nobody has read may be the one that is missing: the page shows through nothing
    watched.at(SPRING).check()
    assert watched.status() not in ACCUSING
    assert watched.editions().get("2024-01") == "unchecked"


def test_a_known_name_with_other_bytes_that_no_reader_takes_says_nothing_more(watched, tmp_path) -> None:
    """The file of December is written over with something else: it may be the edition that is missing."""
    from openpyxl import Workbook

    watched.check()
    watched.at(SECOND).check()
    other = Workbook()
    other.active.append(["another", "layout"])
    other.save(tmp_path / "other.xlsx")
    last = watched.agency.ohss.publications[1]
    watched.agency.ohss.publications[1] = replace(last, body=(tmp_path / "other.xlsx").read_bytes())
    summary = watched.at(SPRING).check()
    assert outcomes(summary, "file") == ["changed", "unchanged"]
    assert len(summary.refused) == 1
    assert not set(watched.editions().values()) & ACCUSING


def test_a_file_generated_anew_is_unchanged_and_read_once(watched) -> None:
    watched.agency.ohss.play("generated anew", FIRST)
    watched.check()
    summary = watched.later().check()
    assert outcomes(summary, "file") == ["unchanged"]
    assert watched.told("select count(*) as n from edition")[0]["n"] == 1


# Taken down


def gone(watched, page: bool, second: Second = ALONE, policy: Policy | None = None) -> list[str]:
    """November is read, then its file, or everything, is 404 for good; the status after each of three looks."""
    watched.check(second=second, policy=policy)
    watched.agency.ohss.play(
        "404 for good", date(2024, 3, 10), of="all" if page else watched.agency.ohss.posted()[0].path
    )
    found = []
    for hours in (24, 23, 2):  # 10 March 12:00, 11 March 11:00, 11 March 13:00
        watched.later(0, hours).check(second=second, policy=policy)
        found.append(watched.editions()["2023-11"] if not page else watched.status())
    return found


@pytest.mark.parametrize("page", [True, False])
def test_gone_by_us_alone_is_never_removed(watched, page) -> None:
    assert gone(watched, page) == ["on_time"] * 3
    kept = [look.outcome for look in watched.looks() if look.role in ("page", "file")]
    assert kept.count("gone") == (6 if page else 3)


@pytest.fixture
def archive(httpserver):
    """An archive whose index holds what `captures` says: status and moment, of whatever it is asked about."""
    captures: dict[str, int] = {}

    def index(request: Request) -> Response:
        names = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
        found = [
            [at, request.args["url"], "text/html", str(status), "A" * 32, "500"] for at, status in captures.items()
        ]
        return Response(json.dumps([names, *found] if found else []), content_type="application/json")

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/cdx/search/cdx").respond_with_handler(index)
    httpserver.expect_request(re.compile("^/save/")).respond_with_data("", status=200)
    httpserver.captures = captures
    return httpserver


def asking(watched, archive, **more) -> tuple[Second, Policy]:
    """The archive as second observer; also in the record, which allows it for the release."""
    path = watched.folder / "releases" / "tables.toml"
    path.write_text(path.read_text().replace("archive = false", "archive = true"))
    allowed = f"{archive.host}:{archive.port}"
    archive.expect_request(re.compile("^/web/")).respond_with_data(
        "", headers={"Memento-Datetime": "Sun, 10 Mar 2024 12:00:00 GMT"}
    )
    return Second(base=archive.url_for(""), **more), Policy("tests@example.org", allow_private=(allowed,), **QUICK)


@pytest.mark.parametrize("page", [True, False])
def test_gone_at_looks_a_day_apart_and_by_two_observers_is_removed(watched, archive, page) -> None:
    second, policy = asking(watched, archive)
    archive.captures |= {"20240310180000": 404}
    # on the 10th ours alone; the archive's own look of 10 March 18:00 is known from the first question on, but the two
    # are 6 hours apart; on the 11th at 11:00 ours are 23 hours apart; at 13:00 they are 25
    assert gone(watched, page, second, policy) == ["on_time", "on_time", "removed"]
    found = watched.told("select distinct observer from look where outcome = 'gone' order by observer")
    assert [x["observer"] for x in found] == ["Internet Archive", "statistics-tracker"]
    row = watched.ask("select since_on, evidence, basis from release_status")[0]  # a whole build, with its checks
    assert row["since_on"] == date(2024, 3, 10)
    assert len(row["evidence"]) >= 3
    assert watched.told("from status_interval where status = 'removed'")[0]["from_on"] == date(2024, 3, 10)


@pytest.mark.parametrize("captures", [{}, {"20240310180000": 200}, {"20240101000000": 404}, {"20240310180000": 403}])
def test_a_second_observer_who_saw_something_else_confirms_nothing(watched, archive, captures) -> None:
    second, policy = asking(watched, archive)
    archive.captures |= captures
    assert gone(watched, True, second, policy) == ["on_time"] * 3
    told = watched.told("select distinct second_observer from look where outcome = 'gone' and role = 'page'")
    assert all("Internet Archive" in x["second_observer"] for x in told)


def test_a_page_that_is_gone_while_its_files_stand_is_not_removed(watched, archive) -> None:
    second, policy = asking(watched, archive)
    archive.captures |= {"20240310180000": 404}
    watched.check(second=second, policy=policy)
    watched.agency.ohss.play("404 for good", date(2024, 3, 10), of="page")
    for hours in (24, 48):
        watched.later(0, hours).check(second=second, policy=policy)
    assert [look.outcome for look in watched.looks() if look.role == "page"].count("gone") == 2
    assert (watched.status(), watched.editions()) == ("on_time", {"2023-11": "on_time"})


def test_what_is_seen_again_is_not_removed(watched, archive) -> None:
    second, policy = asking(watched, archive)
    archive.captures |= {"20240310180000": 404}
    assert gone(watched, False, second, policy)[-1] == "removed"
    watched.agency.ohss.acts.clear()
    watched.later().check(second=second, policy=policy)
    assert watched.editions()["2023-11"] == "on_time"


def test_a_moved_file_is_not_removed(watched, archive) -> None:
    second, policy = asking(watched, archive)
    archive.captures |= {"20240310180000": 404}
    watched.check(second=second, policy=policy)
    watched.agency.ohss.play("moved file", date(2024, 3, 10))
    for hours in (24, 23, 2):
        summary = watched.later(0, hours).check(second=second, policy=policy)
    assert "moved" in outcomes(summary, "file")
    assert watched.editions() == {"2023-11": "on_time"}
    assert watched.told("select count(*) as n from edition")[0]["n"] == 1


def test_the_archive_is_asked_about_an_address_once_however_many_releases_share_it(watched, archive) -> None:
    second, policy = asking(watched, archive)
    other_release(watched, watched.agency.netlocs)
    path = watched.folder / "releases" / "other.toml"
    path.write_text(path.read_text().replace("archive = false", "archive = true"))
    watched.agency.ohss.play("404 for good", DAY, of="all")
    archive.captures |= {"20240309110000": 404}
    summary = watched.check(second=second, policy=policy)
    assert len([seen for seen, _ in archive.log if seen.path == "/cdx/search/cdx"]) == 1
    assert {(x.release, x.answer, x.agrees) for x in summary.second} == {
        ("tables", "captured", "agree"),
        ("other", "captured", "agree"),
    }
    gone = watched.told("select distinct release from look where observer = 'Internet Archive' and outcome = 'gone'")
    assert {row["release"] for row in gone} == {"tables", "other"}
    assert sum("second observer" in line for line in words.summary(summary)) == 1
    assert verify(watched.store).problems == []


def test_what_the_archive_was_not_asked_is_told_with_the_reason(watched, archive) -> None:
    second, policy = asking(watched, archive, most=1)
    watched.at(SECOND).check(second=second, policy=policy)
    watched.agency.ohss.play("404 for good", SECOND, of="all")
    summary = watched.later().check(second=second, policy=policy)  # the page and two files are gone
    assert [(x.number, x.why) for x in summary.not_asked] == [(2, "no more than 1 in one run")]
    assert "  second observer not asked about 2 address(es): no more than 1 in one run" in words.summary(summary)
    busy = structs.replace(second, most=40)
    archive.clear()
    archive.expect_request("/robots.txt").respond_with_data("", status=404)
    archive.expect_request("/cdx/search/cdx").respond_with_data("", status=429)
    summary = watched.later().check(second=busy, policy=policy)
    [left] = summary.not_asked
    assert (left.number, "429" in left.why) == (2, True)


def test_captures_are_asked_for_only_with_save(watched, archive) -> None:
    second, policy = asking(watched, archive)
    watched.check(second=second, policy=policy)
    assert not [seen for seen, _ in archive.log if seen.path.startswith("/save/")]
    watched.at(SECOND).check(second=asking(watched, archive, save=True)[0], policy=policy)
    saved = [seen.path for seen, _ in archive.log if seen.path.startswith("/save/")]
    assert len(saved) == 2  # the page that changed, and the new file


# The record


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("pages", "['ftp://agency.example/']", "is no http or https address"),
        ("pages", "['https://me:secret@agency.example/']", "holds a user or password"),
        ("pages", "['https://a.example/', 'https://a.example/']", "is named twice"),
        ("files", "'(unclosed'", "is no regular expression"),
        ("files", "'(?P<weekday>x)'", "has the group 'weekday'"),
        ("files", "'(?P<year>x)'", "needs the groups year, month and day"),
        ("aside", "['x.xlsx']", "sets files aside"),
        ("allow_private", "['localhost']", "is no host:port"),
    ],
)
def test_a_watch_that_can_not_be_is_told(tmp_path, key, value, message) -> None:
    tiny.write(tmp_path)
    path = tmp_path / "releases" / "tables.toml"
    path.write_text(f"{path.read_text()}\n[watch]\n{key} = {value}\n")
    _, problems = record.read(tmp_path)
    assert [problem.key for problem in problems] == [f"watch.{key}"]
    assert message in problems[0].message


@pytest.mark.parametrize(
    ("release", "known"),
    [
        ("ohss-monthly-tables", 7),
        ("ohss-khsm-encounters", 1),
        ("ice-detention-statistics", 137),
        ("cbp-southwest-encounters", 2),
    ],
)
def test_the_packaged_patterns_find_every_file_name_of_the_record(release, known) -> None:
    entry = {each.id: each for each in record.load().releases}[release]
    names = {edition.file for edition in entry.edition if edition.file}
    found = matching([Link(f"https://agency.example/{quote(name)}") for name in names], entry.watch.files)
    assert {each.name for each in found} == names
    assert len(names) == known
    refs = {edition.file: edition.ref for edition in entry.edition}
    assert all(each.says_ref in ("", refs[each.name]) for each in found)


# What a run is


def test_pages_shown_through_are_concluded_once_the_files_were_read(watched) -> None:
    watched.check()
    [shown] = [x for x in watched.store.entries() if isinstance(x, Shown)]
    assert (shown.shows_through, shown.why) == ("2023-11", "")


def test_due_visits_only_what_could_have_something_new(watched) -> None:
    watched.check()
    summary = watched.later(5).check(due=True)
    assert (summary.releases, summary.not_due, summary.looks) == ((), ("tables",), ())
    # monthly: from 28 days after the edition of 8 March on
    assert watched.at(SECOND).check(due=True).releases == ("tables",)
    assert [x.ref for x in watched.check().taken] == []


def test_a_look_that_failed_is_due_again(watched) -> None:
    watched.check()
    watched.agency.ohss.play("403 human", date(2024, 3, 10), date(2024, 3, 11), of="page")
    watched.later().check()
    assert watched.later().check(due=True).releases == ("tables",)


def test_a_spent_budget_is_no_look(watched) -> None:
    watched.check()
    before = len(watched.looks())
    policy = Policy("tests@example.org", **{**QUICK, "budget": 2})  # robots.txt and the page
    summary = watched.later().check(policy=policy)
    assert len(summary.looks) == len(watched.looks()) - before == 1
    assert "budget" in summary.not_visited[0].why


def test_two_releases_of_one_page_visit_it_once(watched) -> None:
    path = watched.folder / "releases" / "tables.toml"
    text = path.read_text().replace('id = "tables"', 'id = "other"').partition("[[event]]")[0]
    path.with_name("other.toml").write_text(text.replace('reader = "ohss_monthly"\n', ""))
    summary = watched.check()
    pages = [seen for seen in watched.agency.requests if seen.path == watched.agency.ohss.page]
    assert len(pages) == 1
    assert sorted(look.release for look in summary.looks if look.role == "page") == ["other", "tables"]
    assert verify(watched.store).problems == []
    assert watched.later().check().counts() == {"unchanged": 4}


def test_a_second_run_at_once_says_why_it_will_not(watched) -> None:
    with watched.store.writing(), pytest.raises(EvidenceError, match="another tracker is writing here"):
        watched.check()
    assert watched.looks() == []


def test_a_run_needs_a_contact_and_known_releases(watched) -> None:
    with pytest.raises(UsageError, match="contact"):
        watched.check(policy=Policy(""))
    with pytest.raises(UsageError, match="no release has the id"):
        watched.check("nothing")
    assert not watched.workspace.exists()


def test_a_private_address_that_the_release_does_not_allow_is_not_visited(watched) -> None:
    path = watched.folder / "releases" / "tables.toml"
    path.write_text("\n".join(x for x in path.read_text().splitlines() if not x.startswith("allow_private")))
    summary = watched.check()
    assert outcomes(summary, "page") == ["unreachable"]
    assert watched.agency.requests == []


def test_a_look_counts_though_its_file_was_not_read_before_the_run_ended(watched, monkeypatch) -> None:
    """Killed between the look at a file and its reading: the next run reads it, though it is unchanged."""
    from tracker.checking import reading

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reading, "take_held", killed)
        with pytest.raises(KeyboardInterrupt):
            watched.check()
    assert [look.role for look in watched.looks()] == ["page", "file"]
    assert verify(watched.store).problems == []
    assert [x.ref for x in watched.later().check().taken] == ["2023-11"]


# Alarms


def test_alarms_say_what_turned_since_the_run_before(watched) -> None:
    from tracker import building

    def turned() -> list[tuple]:
        found = changes(watched.workspace, building.current(watched.workspace, watched.folder))
        told(watched.workspace, watched.store.runs()[-1].id)
        return [(x["level"], x["ref"], x["was"], x["status"]) for x in found.alarms]

    watched.check()
    assert turned() == []
    watched.at(SECOND).check()
    assert turned() == []
    watched.at(SPRING).check()
    assert turned() == [
        ("release", None, "on_time", "overdue"),
        ("edition", "2024-01", "scheduled", "overdue"),
        ("edition", "2024-02", "scheduled", "overdue"),
    ]
    watched.later().check()
    assert turned() == []
    watched.agency.ohss.play("403 human", watched.moment.date(), of="page")
    watched.later().check()
    assert turned() == [("address", None, "seen", "blocked")]
    assert last_told_before(watched.workspace, SPRING) == SECOND


def test_what_turned_in_a_run_that_was_cut_off_is_told_by_the_next(watched) -> None:
    from tracker import building

    told(watched.workspace, watched.check().run)
    told(watched.workspace, watched.at(SECOND).check().run)
    watched.at(date(2024, 5, 22)).check()  # January, due on 10 May, is overdue; nobody is told: the process is killed
    watched.at(date(2024, 5, 23)).check()
    found = changes(watched.workspace, building.current(watched.workspace, watched.folder))
    assert (found.since_on, found.as_of_on) == (SECOND, date(2024, 5, 23))
    assert [(x["level"], x["ref"], x["status"]) for x in found.alarms] == [
        ("release", None, "overdue"),
        ("edition", "2024-01", "overdue"),
    ]


def test_a_run_that_was_cut_off_on_a_day_that_was_told_is_told_all_the_same(watched) -> None:
    told(watched.workspace, watched.check().run)
    told(watched.workspace, watched.at(SECOND, hour=10).check().run)
    watched.at(SECOND, hour=14).check()  # cut off before it told: that day is told once more
    third = watched.later().check()
    assert last_told_before(watched.workspace, date(2024, 4, 6)) == date(2024, 4, 4)
    told(watched.workspace, third.run)
    assert last_told_before(watched.workspace, date(2024, 4, 7)) == date(2024, 4, 6)


def test_where_no_run_was_told_all_since_the_first_is_told(watched) -> None:
    watched.check()
    watched.at(SECOND).check()
    assert last_told_before(watched.workspace, SECOND) == date(2024, 3, 8)
    assert last_told_before(watched.workspace / "new", SECOND) == date(2024, 4, 4)


def invoke(watched, *words: str):
    return CliRunner().invoke(main, ["--workspace", str(watched.workspace), "--record", str(watched.folder), *words])


def test_the_verb_prints_what_came_and_what_turned(watched) -> None:
    del watched.agency.ohss.publications[1]
    watched.agency.at(datetime.now(UTC).date())
    words = ["check", "--contact", "tests@example.org", "--pace", "0"]
    done = invoke(watched, *words, "--fail-on", "changed")
    assert done.exit_code == 1, done.output
    assert "taken in: tables/2023-11" in done.output
    assert "1 release(s), 2 look(s): 2 new" in done.output
    done = invoke(watched, *words, "--json", "--fail-on", "changed")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)[0]
    assert found["counts"] == {"unchanged": 2}
    assert set(found["turned"]) == {"since_on", "as_of_on", "rows"}
    assert invoke(watched, "check").exit_code == 2
    assert invoke(watched, *words, "nothing").exit_code == 2


def test_status_changed_has_an_exit_code(watched) -> None:
    told(watched.workspace, watched.at(SECOND).check().run)
    watched.at(SPRING).check()
    done = invoke(watched, "status", "--changed", "--exit-code")
    assert (done.exit_code, "release tables: on_time -> overdue, since 2024-05-10" in done.output) == (1, True), (
        done.output
    )
    assert invoke(watched, "status", "--changed").exit_code == 0
    done = invoke(watched, "status", "--changed", "--exit-code", "--since", "2024-06-20")
    assert (done.exit_code, "Nothing turned" in done.output) == (0, True)
    found = json.loads(invoke(watched, "status", "--changed", "--json").stdout)
    assert {row["status"] for row in found if row["alarm"]} == {"overdue"}
    assert invoke(watched, "status", "--exit-code").exit_code == 2


def test_ctrl_c_leaves_what_was_recorded(watched) -> None:
    """The page is recorded, then its file drips; the interrupt comes from outside, as from a terminal."""
    watched.agency.ohss.play("silence", FIRST, of="latest", seconds=30)
    words = [sys.executable, "-m", "tracker", "--workspace", str(watched.workspace), "--record", str(watched.folder)]
    words += ["check", "--contact", "tests@example.org", "--pace", "0"]
    watched.agency.at(datetime.now(UTC).date())
    process = subprocess.Popen(
        words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ}
    )
    first = process.stderr.readline()
    assert "new" in first and "monthly-tables" in first
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert errors.strip() == "tracker: interrupted; 1 look(s) of this run are recorded and stay"
    assert [look.role for look in watched.looks()] == ["page"]
    assert verify(watched.store).problems == []


def test_a_killed_check_loses_no_look_that_it_reported_and_the_next_goes_on(watched, tmp_path) -> None:
    """SIGKILL at random moments; TRACKER_KILLS=200 for the full number."""
    draw = random.Random(5)
    words = [sys.executable, "-m", "tracker", "--workspace", str(watched.workspace), "--record", str(watched.folder)]
    words += ["check", "--contact", "tests@example.org", "--pace", "0"]
    watched.agency.at(datetime.now(UTC).date())
    for number in range(int(os.environ.get("TRACKER_KILLS", "6"))):
        told = tmp_path / "told"
        with told.open("w") as errors:
            process = subprocess.Popen(words, stderr=errors, stdout=subprocess.DEVNULL, cwd=ROOT)
            until = time.monotonic() + 30
            while number % 3 and not told.stat().st_size and process.poll() is None and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(draw.uniform(0.0, 0.4))
            process.kill()
            process.wait(timeout=30)
        reported = [line.split()[2] for line in told.read_text().splitlines() if line.count(" ") > 1]
        found = verify(watched.store)
        assert found.problems == [], f"kill {number}"
        assert set(reported) <= {look.url for look in watched.looks()}, told.read_text()
    watched.moment = datetime.now(UTC)
    watched.check()
    assert {x.ref for x in watched.store.ingests()} == {"2023-11", "2023-12"}
    assert verify(watched.store).problems == []
