"""`tracker check` where an agency did what it should in another way: renamed, moved, carried on, replaced. It accuses nobody."""

# ruff: noqa: F811 -- fixtures of other files
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from practice import Agency, Answer, pages
from practice.network import Network
from test_check import archive, asking  # noqa: F401 -- a fixture
from watching import Watched, answering, book, write_record

from tracker.checking.made_up import NAMES, at_root, beside

FIRST, SECOND = date(2024, 3, 8), date(2024, 4, 5)  # data of November (due 9 March) and December 2023 (due 9 April)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def network(monkeypatch) -> Network:
    return Network(monkeypatch)


@pytest.fixture(scope="module")
def books() -> dict[int, bytes]:
    """Workbooks by the number of months of the fiscal year that they hold: 3 is through December 2023."""
    return {last: book(last) for last in (2, 3, 4)}


@pytest.fixture
def watched(books, tmp_path) -> Iterator[Watched]:
    """November and December 2023 are out; we looked after each of them."""
    with Agency() as agency:
        agency.ohss.publish(FIRST, books[2], "november-2023")
        agency.ohss.publish(SECOND, books[3], "december-2023")
        folder = write_record(tmp_path / "record", agency.ohss.url(), agency.netlocs)
        yield Watched(tmp_path / "work", agency, folder)


def landing(watched, *more: tuple[str, str], without: str = "", tail: str = "") -> Answer:
    """The page of the agency, with other links (address, words), without those whose address has a word, or with more."""
    links = [(x.path, x.publication.text) for x in watched.agency.ohss.posted() if not without or without not in x.path]
    html = pages.landing("Office", "Tables", [*links, *more]).decode()
    return Answer.of(html.replace("</ul>", f"</ul>{tail}").encode())


NOT_FOUND = Answer.of(pages.not_found("Office"), 404)


# --- renamed, moved, taken down ---------------------------------------------------------------------------------------------


def missing_december(
    watched, archive, *more: tuple[str, str], page: Answer | None = None, made_up: Answer | None = None
) -> str:
    """The status of December, whose file two observers meet 404 for two days, beside a page with other links. Where
    that page is a 404, it is the one of its host, which has `made_up` for an address beside it that can not exist."""
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    archive.captures |= {"20240410180000": 404}
    path = watched.agency.ohss.posted()[1].path
    given = answering(watched.agency.ohss)
    given[path] = lambda seen: NOT_FOUND
    given[watched.agency.ohss.page] = lambda seen: page or landing(watched, *more, without="december")
    of_host = made_up or (page if page and page.status == 404 else None)
    for url in (beside(watched.agency.ohss.url(), NAMES[0]), at_root(watched.agency.ohss.url())):
        given[urlsplit(url).path] = lambda seen: of_host
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        watched.at(date(2024, 4, day), hour).check(second=second, policy=policy)
    return watched.editions()["2023-12"]


def test_a_file_that_is_truly_taken_down_is_removed(watched, archive) -> None:
    assert missing_december(watched, archive) == "removed"


@pytest.mark.parametrize("name", ["december-2023_0.xlsx", "december-2023.zip", "12/download"])
def test_a_file_that_the_page_links_in_another_form_is_not_removed(watched, archive, name) -> None:
    path = "/f/2024_0405_ohss_x-tables-december-2023_0.xlsx" if "_0" in name else f"/media/{name}"
    assert missing_december(watched, archive, (path, "December 2023")) == "on_time"


def test_a_file_is_not_removed_while_the_page_keeps_us_out(watched, archive) -> None:
    assert missing_december(watched, archive, page=Answer.of(b"<title>Access Denied</title>", 403)) == "on_time"


def test_what_was_seen_for_one_release_was_there_for_the_other(watched, archive) -> None:
    second, policy = asking(watched, archive)
    path = watched.folder / "releases" / "tables.toml"
    text = path.read_text().replace('id = "tables"', 'id = "other"').replace("tables-stop", "other-stop")
    path.with_name("other.toml").write_text(text)
    archive.captures |= {"20240410180000": 404}
    watched.at(date(2024, 4, 6)).check(second=second, policy=policy)
    given = answering(watched.agency.ohss)
    for day, there in ((10, False), (11, True), (12, False)):
        given["*"] = lambda seen, there=there: (
            None if there or seen.path in ("/", "/robots.txt", *pages.INNER) else NOT_FOUND
        )
        watched.at(date(2024, 4, day), day).check(*(["tables"] if there else []), second=second, policy=policy)
    assert "removed" not in {x["status"] for x in watched.told("select status from release_status")}


# --- the day that a name says -----------------------------------------------------------------------------------------------

JANUARY = (
    "/sites/default/files/2024-06/2024_0601_ohss_immigration-enforcement-and-legal-processes-tables-january-2024.xlsx"
)


def put_up_again(watched, books) -> None:
    """The workbook of January (due 10 May) stands under a name that says 1 June."""
    given = answering(watched.agency.ohss)
    given[JANUARY] = lambda seen: Answer.of(books[4], kind=SHEET)
    given[watched.agency.ohss.page] = lambda seen: landing(watched, (JANUARY, "January 2024"))


def test_by_the_name_of_a_file_alone_an_edition_is_not_late(watched, books) -> None:
    watched.at(date(2024, 4, 6)).check()
    put_up_again(watched, books)
    watched.at(date(2024, 6, 5)).check()
    found = watched.told("select status, days_late, basis from edition_status where ref = '2024-01'")
    assert (found[0]["status"], found[0]["days_late"]) == ("published", None)
    assert found[0]["basis"].startswith("only the name of its file says when it appeared (2024-06-01)")


def test_an_edition_is_late_where_a_look_after_its_due_date_did_not_find_it(watched, books) -> None:
    watched.at(date(2024, 4, 6)).check()
    watched.at(date(2024, 5, 22)).check()
    assert watched.editions()["2024-01"] == "overdue"
    put_up_again(watched, books)
    watched.at(date(2024, 6, 5)).check()
    found = watched.told("select status, days_late from edition_status where ref = '2024-01'")
    assert found == [{"status": "late", "days_late": 22}]  # from 10 May to 1 June


# --- a file in the place of another -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "of", "january"),
    [
        (403, "december", "unchecked"), (503, "december", "unchecked"),
        (403, "november", "overdue"),  # nobody puts an edition under the name of an old one
        (404, "december", "overdue"),  # where there is nothing, nothing was put
    ],
)  # fmt: skip
def test_the_newest_name_shows_nothing_where_its_bytes_were_wanted_and_did_not_come(
    watched, status, of, january
) -> None:
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check()
    answer = NOT_FOUND if status == 404 else Answer.of(b"no", status)
    answering(watched.agency.ohss)["*"] = lambda seen: answer if of in seen.path else None
    watched.at(date(2024, 5, 22)).check()
    assert watched.editions()["2024-01"] == january


# --- superseded -------------------------------------------------------------------------------------------------------------


def test_an_edition_whose_months_a_later_one_carries_is_not_removed_with_its_file(watched, archive, books) -> None:
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    archive.captures |= {"20240410180000": 404}
    given = answering(watched.agency.ohss)
    given["*"] = lambda seen: NOT_FOUND if "november" in seen.path else None
    given[watched.agency.ohss.page] = lambda seen: landing(watched, without="november")
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        watched.at(date(2024, 4, day), hour).check(second=second, policy=policy)
    assert watched.told("select edition from removed_edition_as_of(date '2024-04-12')") == [
        {"edition": "tables/2023-11"}
    ]
    assert watched.editions()["2023-11"] == "removed"  # that the one of December carries November stands nowhere yet
    record = watched.folder / "releases" / "tables.toml"
    digest = hashlib.sha256(books[3]).hexdigest()
    source = re.search(r'source = "([^"]+)"', record.read_text())[1]
    record.write_text(
        f'{record.read_text()}\n[[edition]]\nref = "2023-12"\npublished_on = 2024-04-05\ncovers_from = "2023-10"\n'
        f'digest = "{digest}"\nsource = "{source}"\n'
    )
    [found] = watched.told("select status, basis, evidence from edition_status where ref = '2023-11'")
    assert (found["status"], found["basis"]) == (
        "published",
        "its own file is gone from its address; tables/2023-12 carries its period",
    )
    assert any(each.startswith("look:") for each in found["evidence"])


@pytest.mark.parametrize(
    ("page", "december"),
    [("links it elsewhere, where we are refused", "on_time"), ("links nothing", "removed"), ("refuses us", "removed")],
)
def test_what_was_removed_is_not_any_more_once_a_page_may_link_it_elsewhere(watched, archive, page, december) -> None:
    second, policy = asking(watched, archive)
    assert missing_december(watched, archive) == "removed"
    given = answering(watched.agency.ohss)
    there = "/f/2024_0412_ohss_x-tables-december-2023.xlsx"
    given[there] = lambda seen: Answer.of(b"no", 403)
    if page.startswith("links it"):
        given[watched.agency.ohss.page] = lambda seen: landing(watched, (there, "December 2023"), without="december")
    elif page == "refuses us":
        given[watched.agency.ohss.page] = lambda seen: Answer.of(b"no", 403)
    for day in (14, 16):
        watched.at(date(2024, 4, day)).check(second=second, policy=policy)
    assert watched.editions()["2023-12"] == december


@pytest.mark.parametrize("captures", [("10",), ("10", "11")])  # 404 for the second observer, on these days of April
def test_a_page_that_answers_again_is_not_removed_nor_by_one_404_after(watched, archive, captures) -> None:
    """In another form, so that it can not be read; what was met before it answered counts no more, for no observer."""
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    archive.captures |= {f"202404{day}180000": 404 for day in captures}
    given = answering(watched.agency.ohss)
    page = pages.landing("Office", "Tables", [("/data/tables?m=2023-12", "December 2023")])
    told = []
    for day, there in ((10, False), (11, False), (12, False), (14, True), (30, False)):
        given["*"] = lambda seen: None if seen.path in ("/", "/robots.txt", *pages.INNER) else NOT_FOUND
        given[watched.agency.ohss.page] = lambda seen, there=there: Answer.of(page) if there else NOT_FOUND
        watched.at(date(2024, 4, day), 12 + day % 2).check(second=second, policy=policy)
        told.append((watched.status(), watched.editions()["2023-12"]))
    assert told[2][0] == "removed"
    assert told[3:] == [("on_time", "on_time")] * 2


def test_a_run_that_goes_on_past_midnight_is_one_run(watched, archive) -> None:
    second, policy = asking(watched, archive)
    assert missing_december(watched, archive) == "removed"
    given = answering(watched.agency.ohss)
    there = "/f/2024_0412_ohss_x-tables-december-2023.xlsx"
    given[there] = lambda seen: Answer.of(b"no", 403)

    def past_midnight(seen) -> Answer:
        watched.moment = datetime(2024, 4, 15, 0, 0, 30, tzinfo=UTC)
        return NOT_FOUND

    given[watched.agency.ohss.page] = lambda seen: landing(watched, (there, "December 2023"), without="december")
    given[watched.agency.ohss.posted()[1].path] = past_midnight
    watched.at(date(2024, 4, 14))
    watched.moment = datetime(2024, 4, 14, 23, 59, 50, tzinfo=UTC)
    watched.check(second=second, policy=policy)
    assert watched.editions()["2023-12"] == "on_time"


def test_a_404_that_says_in_its_title_that_the_page_is_not_found_is_gone_whatever_else_it_says(watched) -> None:
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check()
    said = b"<h1>Oops! Something went wrong</h1><h2>Scheduled maintenance on Sunday</h2>"
    body = b"<html><title>Page not found</title><body>" + said + b"</body></html>"
    given = answering(watched.agency.ohss)
    given["*"] = lambda seen: Answer.of(body, 404) if "december" in seen.path or NAMES[0] in seen.path else None
    found = watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in found.looks if "december" in look.url] == ["gone"]


# --- caches -----------------------------------------------------------------------------------------------------------------


def test_a_file_that_a_cache_kept_for_days_is_read_and_a_page_tells_nothing(watched) -> None:
    honest = watched.agency.ohss.server.handler

    def kept(seen, of: str) -> Answer:
        answer = honest(seen)
        if of in seen.path:
            answer.headers.append(("Age", "200000, 3"))
        return answer

    watched.agency.ohss.server.handler = lambda seen: kept(seen, ".xlsx")
    for day in (date(2024, 3, 9), date(2024, 4, 6), date(2024, 5, 22)):
        watched.at(day).check()
    assert watched.editions() == {"2023-11": "on_time", "2023-12": "on_time", "2024-01": "overdue"}
    watched.agency.ohss.server.handler = lambda seen: kept(seen, watched.agency.ohss.page)
    watched.at(date(2024, 6, 12)).check()
    assert watched.editions()["2024-02"] == "unreadable"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "The tables have been moved to the portal.",
        "Our sister agency continues the series.",
        '<a href="/node/5">Tables of December 2023</a>',
    ],
)
def test_files_that_are_gone_beside_a_notice_are_for_a_person_to_judge(watched, archive, words) -> None:
    """Where a notice leads, no list of words can say."""
    notice = pages.page("Office", "Tables", f"<h1>Tables</h1><p>This product is no longer available. {words}</p>")
    assert missing_december(watched, archive, page=Answer.of(notice)) == "on_time"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("We could not find that page.", "removed"),
        ("The page may have been moved or deleted. Use the search.", "removed"),
        ("The page you requested may have moved to a new location or has been renamed.", "removed"),
        ('This page has moved to <a href="https://x.example.gov/">x.example.gov</a>.', "on_time"),
        ('This page has moved here: <a href="https://x.example.gov/new">new page</a>', "on_time"),
        ("The tables can be found at https://data.example.gov.", "on_time"),
        ("Please visit data.example.gov for the monthly tables.", "on_time"),
        ("The tables are now published by another office.", "on_time"),
        ("If you are looking for the monthly tables, they are now available at data.example.gov.", "on_time"),
        ("In May 2024 the tables were moved to the data portal.", "on_time"),
        ("The page has been moved. Update your bookmarks.", "on_time"),
        ("You can find the monthly tables on the OHSS site.", "on_time"),
        ("The tables have been archived at archive.example.gov.", "on_time"),
        ("Your bookmark may be out of date because this page has moved to ohss.example.gov.", "on_time"),
        ("Old links may no longer work since the statistics were transferred to another office.", "on_time"),
        ("Statistics are published on the website of another office.", "on_time"),
        ("The site you are looking for could not be found.", "on_time"),
        ("Nothing was found at this location. Please update your bookmark. Visit USA.gov", "removed"),
        ("The page is no longer available at this address.", "removed"),
        ("The page has been moved, renamed or deleted. You can find help by searching.", "removed"),
        ("The page you are looking for doesn't exist or has been moved.", "removed"),
        ("Unfortunately the page you are looking for has been renamed, moved or deleted.", "removed"),
        ("The page you requested could not be found and has been moved to https://data.example.gov.", "on_time"),
        ("If you have bookmarked this page please note that it has moved to https://data.example.gov.", "on_time"),
        ("The page may have moved to our new website, https://data.example.gov.", "on_time"),
        ("Please use our new data portal.", "on_time"),
        ("Due to a lapse in appropriations this website is not available.", "on_time"),
        ("The page does not exist or you don't have permission to view it.", "on_time"),
        ("This content is not available in your region.", "on_time"),
        ("The web app is not available in this Microsoft Azure App Service region.", "on_time"),
        ("Nothing here. It looks like nothing was found at this location.", "removed"),
        ("It could not be found. The series became part of another one.", "on_time"),
        ("Gone. The newest tables: https://tables.example.io/monthly", "on_time"),
        ("<nav>Data Portal. Visit data.example.gov</nav>It could not be found.", "removed"),
        ("It could not be found. <footer>A site of the ministry at www.ministry.example.gov</footer>", "removed"),
        ("<nav>Menu. It could not be found. It stands at https://data.example.gov", "on_time"),
    ],
)
def test_a_404_that_says_where_it_moved_or_what_hides_it(watched, archive, words, status) -> None:
    gone = pages.page("Office", "Page not found", f"<h1>Page not found</h1><p>{words}</p>")
    assert missing_december(watched, archive, page=Answer.of(gone, 404)) == status
