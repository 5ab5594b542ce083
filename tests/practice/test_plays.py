"""Does the practice agency do what its plays say? Each is visited as the tracker visits, and gives facts known beforehand."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from workbooks import ohss_workbook

from practice import PLAYS, Agency, plays
from practice.network import Network
from tracker.exchange import Exchange
from tracker.fetch import Ask, Fetcher, Policy

OCTOBER, NOVEMBER, DECEMBER, JANUARY = date(2024, 10, 11), date(2024, 11, 8), date(2024, 12, 6), date(2025, 1, 16)


@pytest.fixture(autouse=True)
def network(monkeypatch) -> Network:
    return Network(monkeypatch)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> bytes:
    return ohss_workbook(tmp_path_factory.mktemp("book") / "book.xlsx").read_bytes()


@pytest.fixture
def agency(book):
    """Four monthly workbooks of OHSS and two of ICE; today is the day after the third."""
    with Agency() as made:
        for on, label in ((OCTOBER, "june"), (NOVEMBER, "july"), (DECEMBER, "august"), (JANUARY, "november")):
            made.ohss.publish(on, book + label.encode(), f"{label}-2024")
        made.ice.publish(date(2025, 9, 24), book + b"25")
        made.ice.publish(date(2026, 2, 2), book + b"26a")
        made.ice.publish(date(2026, 2, 12), book + b"26b")
        yield made.at(date(2024, 12, 7))


def visit(agency: Agency, url: str, folder: Path, **changes) -> Exchange:
    quick = {"pace_seconds": 0.01, "first_byte_timeout": 5.0, "total_timeout": 10.0, "largest": 1_000_000, "retries": 0}
    with Fetcher(Policy("tests@example.org", allow_private=agency.netlocs, **{**quick, **changes}), folder) as fetcher:
        return fetcher.visit(Ask(url))


def links(agency: Agency, folder: Path, site: str = "ohss") -> list[str]:
    """The file names that the landing page links, first one first."""
    office = getattr(agency, site)
    exchange = visit(agency, office.url(), folder)
    assert (exchange.failure, exchange.status) == ("", 200)
    return [path.rsplit("/", 1)[1] for path in re.findall(r'<li><a href="([^"]+)"', exchange.body.read_text())]


def months(agency: Agency, folder: Path) -> list[str]:
    return [re.search(r"tables-(\w+)-2024", name)[1] for name in links(agency, folder)]


def test_every_play_that_the_issue_names_is_there() -> None:
    named = (
        "on time, late, silent stop, stop with notice, resume, moved file, renamed file, unlinked, 404 once, 404 for good, 429, "
        "503, cut short, length too large, length too small, gzip that does not end, redirect loop, redirect to 127.0.0.1, "
        "redirect to 169.254.169.254, html named xlsx, 3 GB body, slow drip, generated anew, empty list once, soft 404, "
        "page replaced by a notice, 403 akamai, 403 cloudflare, 200 imperva, 403 human"
    )
    assert set(named.split(", ")) <= set(PLAYS)
    with pytest.raises(KeyError, match="no play"):
        Agency().ohss.play("a play nobody wrote", NOVEMBER)


def test_files_come_out_on_their_day_under_dated_names(agency, tmp_path) -> None:
    assert months(agency, tmp_path) == ["august", "july", "june"]
    assert links(agency, tmp_path)[0] == (
        "2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx"
    )
    assert visit(agency, agency.ohss.url(agency.ohss.publications[3].path), tmp_path).status == 404
    assert months(agency.at(JANUARY), tmp_path) == ["november", "august", "july", "june"]
    assert visit(agency, agency.ohss.url(agency.ohss.publications[3].path), tmp_path).status == 200


def test_ice_links_the_latest_file_of_each_fiscal_year_and_leaves_the_others(agency, tmp_path) -> None:
    agency.at(date(2026, 2, 13))
    assert links(agency, tmp_path, "ice") == ["FY26_detentionStats_02122026.xlsx", "FY25_detentionStats_09242025.xlsx"]
    assert visit(agency, agency.ice.url("/doclib/detention/FY26_detentionStats_02022026.xlsx"), tmp_path).status == 200


@pytest.mark.parametrize(
    ("name", "options", "december", "january"),
    [
        ("on time", {}, ["august", "july", "june"], ["november", "august", "july", "june"]),
        ("late", {"days": 35}, ["july", "june"], ["august", "july", "june"]),
        ("silent stop", {}, ["july", "june"], ["july", "june"]),
        ("stop with notice", {}, ["july", "june"], ["july", "june"]),
    ],
)
def test_the_schedule_may_slip_or_stop(agency, name, options, december, january, tmp_path) -> None:
    agency.ohss.play(name, date(2024, 12, 1), **options)
    assert months(agency, tmp_path) == december
    assert months(agency.at(JANUARY), tmp_path) == january
    page = visit(agency, agency.ohss.url(), tmp_path).body.read_text()
    assert ("is on hold" in page) == (name == "stop with notice")


def test_what_stopped_may_resume_without_what_was_missed(agency, tmp_path) -> None:
    agency.ohss.play("stop with notice", date(2024, 12, 1))
    agency.ohss.play("resume", date(2025, 1, 10))
    assert months(agency.at(date(2025, 1, 11)), tmp_path) == ["july", "june"]
    assert months(agency.at(JANUARY), tmp_path) == ["november", "july", "june"]
    assert "is on hold" not in visit(agency, agency.ohss.url(), tmp_path).body.read_text()


@pytest.mark.parametrize(
    ("name", "path", "linked"),
    [
        ("moved file", ("/sites/default/files/", "/system/files/"), True),
        ("renamed file", (".xlsx", "_0.xlsx"), True),
        ("unlinked", ("", ""), False),
    ],
)
def test_a_file_may_move_change_its_name_or_lose_its_link(agency, name, path, linked, tmp_path) -> None:
    latest = agency.ohss.publications[2]
    agency.ohss.play(name, date(2024, 12, 10))
    assert agency.ohss.posted()[-1].path == latest.path
    agency.at(date(2024, 12, 11))
    new = latest.path.replace(*path) if path[0] else latest.path
    assert visit(agency, agency.ohss.url(new), tmp_path).body.read_bytes() == latest.body
    assert visit(agency, agency.ohss.url(latest.path), tmp_path).status == (404 if new != latest.path else 200)
    page = visit(agency, agency.ohss.url(), tmp_path).body.read_text()
    assert (f'href="{new}"' in page) == linked
    assert "july-2024.xlsx" in page
    agency.at(JANUARY)  # the play stays with the file that was latest when it began
    assert f'href="{agency.ohss.publications[3].path}"' in visit(agency, agency.ohss.url(), tmp_path).body.read_text()


FACTS = {  # status, failure, marks of the body
    "404 once": (404, "", "Page not found"),
    "404 for good": (404, "", "Page not found"),
    "410": (410, "", "Page not found"),
    "soft 404": (200, "", "Page not found"),
    "403 akamai": (403, "", "Access Denied"),
    "403 cloudflare": (403, "", "Just a moment"),
    "200 imperva": (200, "", "Incapsula incident ID"),
    "403 human": (403, "", "px-captcha"),
    "429": (429, "", "Try again later"),
    "503": (503, "", "Try again later"),
    "cut short": (200, "cut_short", "PK"),
    "length too large": (200, "cut_short", "PK"),
    "length too small": (200, "cut_short", "PK"),
    "gzip": (200, "", "\x1f\x8b"),
    "gzip that does not end": (200, "cut_short", "\x1f\x8b"),
    "gzip bomb": (200, "too_large", "\x1f\x8b"),
    "redirect": (302, "redirect_loop", ""),
    "redirect loop": (302, "redirect_loop", ""),
    "redirect to 127.0.0.1": (302, "address_refused", ""),
    "redirect to 169.254.169.254": (302, "address_refused", ""),
    "html named xlsx": (200, "", "<!DOCTYPE html>"),
    "3 GB body": (200, "too_large", "PK"),
    "slow drip": (200, "timed_out", "P"),
    "generated anew": (200, "", "PK"),
    "empty list once": (200, "", "<ul></ul>"),
    "page replaced by a notice": (200, "", "is on hold"),
    "silence": (0, "timed_out", ""),
    "hang up": (0, "unreachable", ""),
    "no http": (0, "malformed", ""),
}


@pytest.mark.parametrize("name", plays.ANSWERS)
def test_each_misbehaviour_gives_its_facts(agency, name, tmp_path) -> None:
    options = {"size": 5_000_000} if name == "gzip bomb" else {}
    act = agency.ohss.play(name, NOVEMBER, **{"slow drip": {"gap": 0.1}}.get(name, options))
    latest = agency.ohss.posted()[-1]
    path = agency.ohss.page if act.of == "page" else latest.path
    slow = {"first_byte_timeout": 0.4, "total_timeout": 0.8} if name in {"slow drip", "silence"} else {}
    exchange = visit(agency, agency.ohss.url(path), tmp_path, **slow)
    status, failure, marks = FACTS[name]
    assert (exchange.status, exchange.failure) == (status, failure)
    assert marks in (exchange.body.read_bytes().decode("latin-1") if exchange.body else "")
    if act.of != "all":  # the rest is served as ever
        other = visit(agency, agency.ohss.url(latest.path if act.of == "page" else agency.ohss.page), tmp_path)
        assert (other.status, other.failure) == (200, "")


@pytest.mark.parametrize("name", ["404 once", "empty list once"])
def test_once_is_once(agency, name, tmp_path) -> None:
    act = agency.ohss.play(name, NOVEMBER)
    url = agency.ohss.url(agency.ohss.page if act.of == "page" else agency.ohss.posted()[-1].path)
    first, second = visit(agency, url, tmp_path), visit(agency, url, tmp_path)
    assert second.status == 200
    assert second.size > first.size


def test_a_play_ends_on_its_day(agency, tmp_path) -> None:
    agency.ohss.play("404 for good", NOVEMBER, until=date(2024, 12, 8))
    url = agency.ohss.url(agency.ohss.posted()[-1].path)
    assert visit(agency, url, tmp_path).status == 404
    assert visit(agency.at(date(2024, 12, 8)), url, tmp_path).status == 200


def test_a_file_generated_anew_has_other_bytes_and_the_same_parts(agency, tmp_path) -> None:
    agency.ohss.play("generated anew", NOVEMBER)
    url = agency.ohss.url(agency.ohss.posted()[-1].path)
    first, second = visit(agency, url, tmp_path), visit(agency, url, tmp_path)
    assert first.digest != second.digest
    assert first.header("etag") == ""
    parts = [zipfile.ZipFile(io.BytesIO(one.body.read_bytes())) for one in (first, second)]
    one, two = ({name: packed.read(name) for name in packed.namelist()} for packed in parts)
    assert one == two
    assert "xl/workbook.xml" in one


def test_it_notes_what_it_was_asked(agency, tmp_path) -> None:
    visit(agency, agency.ice.url(), tmp_path)
    assert [(seen.site, seen.path) for seen in agency.requests] == [
        ("ice", "/robots.txt"),
        ("ice", "/detain/detention-management"),
    ]
    assert agency.requests[1].at > agency.requests[0].at
    assert "tests@example.org" in agency.requests[1].headers["user-agent"]
