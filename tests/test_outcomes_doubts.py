"""What leaves a doubt? A file that was renamed is not gone, and an edition that is out in another form is not missing."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from test_outcomes import AUGUST, FILES, KNOWN, LISTING, NAME, NAMES, PATTERN, site, visit  # noqa: F401 -- a fixture

from tracker.checking.pages import Pages
from tracker.evidence import Look
from tracker.outcomes import Judged, Known, Listing, judge

NOT_FOUND = "<h1>Page not found</h1>"
WITHOUT_AUGUST = site("landing_without_august.html").read_text()


def judged_page(visit, html: str, listing: Listing = LISTING) -> Judged:  # noqa: F811
    return judge(visit(html), None, "page", listing)


def judged_file(visit, page: Judged | None, listing: Listing = LISTING) -> Judged:  # noqa: F811
    """The file of August, which answers 404, beside a page."""
    return judge(visit(NOT_FOUND, 404, url=AUGUST), None, "file", listing, page)


# --- a file that is gone from its address -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f'<a href="{AUGUST[:-5]}_0.xlsx">August 2024</a>', "not read yet, such as"),
        ('<a href="/media/12/download">August 2024</a>', "of unknown form"),
        (f'<a href="{AUGUST[:-5]}.zip">August 2024</a>', "of unknown form"),
        ('<a href="/node/77">August 2024</a>', "/node/77, which names 2024-08"),
        ('<a href="?page=2">2</a>', "not the whole list"),
        ('<button onclick="get(77)">August 2024</button>', "the page names 2024-08 all the same"),
    ],
)
def test_a_file_that_may_stand_elsewhere_is_suspect_and_not_gone(visit, row, why):  # noqa: F811
    page = judged_page(visit, WITHOUT_AUGUST.replace("</ul>", f"<li>{row}</li></ul>"))
    judged = judged_file(visit, page)
    assert (judged.outcome, judged.recorded) == ("suspect", "unreadable")
    assert why in judged.why
    assert judged.why.endswith("it may stand elsewhere")


def test_a_file_that_a_page_read_whole_names_no_more_is_gone(visit):  # noqa: F811
    assert judged_file(visit, judged_page(visit, WITHOUT_AUGUST)).outcome == "gone"
    set_aside = replace(LISTING, known=replace(KNOWN, aside=frozenset({"https://practice.example/node/77", "2024-08"})))
    html = WITHOUT_AUGUST.replace("</ul>", '<li><a href="/node/77">August 2024, a note</a></li></ul>')
    assert judged_file(visit, judged_page(visit, html, set_aside), set_aside).outcome == "gone"


def test_a_file_is_gone_where_its_page_is_gone_or_links_it_all_the_same(visit):  # noqa: F811
    assert judged_file(visit, judge(visit(NOT_FOUND, 404), None, "page", LISTING)).outcome == "gone"
    linked = judged_file(visit, judged_page(visit, site("landing.html").read_text()))
    assert (linked.outcome, "links it all the same" in linked.why) == ("gone", True)


@pytest.mark.parametrize("status", [403, 503])
def test_a_file_is_suspect_where_its_page_kept_us_out(visit, status):  # noqa: F811
    assert judged_file(visit, judge(visit("no", status), None, "page", LISTING)).outcome == "suspect"


def together(*found: tuple[str, Judged], wanted: tuple[str, ...]) -> Pages:
    """The pages of a release as one run met them."""
    pages = Pages(wanted)
    pages.seen += [(Look(release="r", url=url, role="page", outcome=judged.outcome), judged) for url, judged in found]
    return pages


def test_of_several_pages_all_must_be_gone_or_read(visit):  # noqa: F811
    gone, blocked = judge(visit(NOT_FOUND, 404), None, "page", LISTING), Judged(outcome="blocked")
    read = judged_page(visit, WITHOUT_AUGUST)
    both = "https://practice.example/a", "https://practice.example/b"
    outcomes = {
        name: judged_file(visit, together(*zip(both, met, strict=False), wanted=both).one).outcome
        for name, met in {
            "gone, gone": (gone, gone), "gone, kept out": (gone, blocked), "gone, not visited": (gone,),
            "none visited": (), "read, kept out": (read, blocked), "read, read": (read, read),
        }.items()
    }  # fmt: skip
    assert outcomes == {
        "gone, gone": "gone", "gone, kept out": "suspect", "gone, not visited": "suspect",
        "none visited": "suspect", "read, kept out": "suspect", "read, read": "gone",
    }  # fmt: skip


# --- an edition that is out in another form ---------------------------------------------------------------------------------

LANDING_PAGE = site("landing.html").read_text()  # its newest edition is that of November 2024


def with_more(visit, html: str, listing: Listing = LISTING) -> Judged:  # noqa: F811
    return judged_page(visit, LANDING_PAGE.replace("</ul>", f"</ul>{html}", 1), listing)


@pytest.mark.parametrize(
    "html",
    [
        '<p>December 2024 <a href="https://share.example/:x:/abc">Excel</a></p>',
        '<li>December 2024: <a href="/f/dec.pdf">PDF</a></li>',
        '<a href="#" onclick="get(77)">December 2024 (Excel)</a>',
        '<button onclick="get(77)">December 2024</button>',
        '<form><input type="submit" value="December 2024 (XLSX)"></form>',
        '<select><option value="77">December 2024</option></select>',
        "<a href='/node/77'>Dec '24</a>",
        "<a href='/node/77'>Dec-24</a>",
        "<a href='/node/77'>Tables through December 31, 2024</a>",
        "<a href='/node/77'>Tables through 2024-12-31</a>",
        "<a href='/december-2024/overview'>Tables</a>",
        "<a href='/get.aspx?id=77&period=2024-12'>Tables</a>",
        "<a href='/f/77' title='December 2024'>Download</a>",
        "<a href='/f/77' aria-label='December 2024'><svg></svg></a>",
        "<a href='/f/77'><img alt='December 2024' src='/i.png'></a>",
        "<iframe src='https://app.example/view' title='Tables, December 2024'></iframe>",
        "<h3>Fiscal Year 2025 Tables</h3><ul><li>October</li><li>December</li></ul>",
        "<h3>FY 2025 monthly data</h3><ul><li>October</li><li>December</li></ul>",
        "<h3>2024 reports</h3><ul><li>December</li></ul>",
        "<button>Tables through 31.12.2024</button>",
        "<button>October 2024 through December</button>",
        "<button>2024/12</button>",
        "<button>12/24</button>",
    ],
)
def test_a_page_that_names_the_period_awaited_in_any_form_shows_through_nothing(visit, html):  # noqa: F811
    judged = with_more(visit, html)
    assert (judged.outcome, judged.shows_through, judged.complete) == ("new", "", False)
    assert "2024-12" in judged.why
    assert judged.shown(KNOWN).through == ""


def test_a_link_to_the_latest_tables_that_is_none_of_the_files_leaves_a_doubt(visit):  # noqa: F811
    judged = with_more(visit, "<p><a href='/new/latest'>Latest monthly tables</a></p>")
    assert (judged.shows_through, "latest" in judged.why) == ("", True)
    newest = LANDING_PAGE.replace(">November 2024<", ">Latest tables: November 2024<")
    assert newest != LANDING_PAGE
    assert judged_page(visit, newest).shows_through == "2024-11"


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href='/news'>Latest news</a> <a href='/x'>Our latest data release plan</a></p>",
        "<p>Posted January 16, 2025. Reviewed 2025-01-17. Updated 15-Dec-24.</p>",
        "<p>In 2025 we publish more. Plans for fiscal year 2025.</p>",
        "<a href='/sites/default/files/2024-12/methods.pdf'>Methods</a>",
        "<p>October 2024, and December 2023</p>",
        "<h3>Fiscal Year 2024 Tables</h3><ul><li>October</li><li>November</li></ul>",
        "<h3>2024 newsletters</h3><ul><li>December</li></ul>",
        "<a href='?year=2024'>2024</a> <a href='?year=2023'>2023</a>",
    ],
)
def test_days_of_posting_folders_and_other_periods_hide_nothing(visit, html):  # noqa: F811
    assert with_more(visit, html).shows_through == "2024-11"


def named(label: str) -> str:
    """The name of an OHSS file of a month, such as december-2024."""
    return f"2025_0207{NAME}{label}.xlsx"


@pytest.mark.parametrize("html", ["<a href='?year=2025'>2025</a>", "<li>2025</li>", "<button>FY 2025</button>"])
def test_a_tab_of_the_year_that_begins_after_the_newest_edition_leaves_a_doubt(visit, html):  # noqa: F811
    page = f"<title>Tables</title><h1>Tables</h1><a href='/f/{named('december-2024')}'>x</a>{html}</body>"
    last = Known(names={named("december-2024"): "2024-12"}, newest="2024-12")
    told = judged_page(visit, page, Listing(pattern=PATTERN, known=last))
    assert told.shows_through == ("2024-12" if "FY" in html else "")  # fiscal year 2025 began in October 2024
    assert with_more(visit, html).shows_through == "2024-11"  # December 2024 is awaited


@pytest.mark.parametrize(
    "words",
    [
        "This page is no longer updated.",
        "This product is no longer being maintained.",
        "ARCHIVED CONTENT. Information here may be out of date.",
        "This page was archived on 3 May.",
        "This page has moved.",
        "The monthly tables have been moved to the data portal.",
        "Current tables are published on the data portal.",
        "The latest monthly data are now available at data.example.",
        "Please visit our new data portal.",
        "Previous Next This page is archived.",
        "This page and all previous editions are archived.",
        "<a href='/p'>Previous</a> Tables have been moved to the portal.",
        "<h2>Historical data</h2><p>No longer updated.</p>",
        "<a href='/what'>ARCHIVED CONTENT</a>",
        "This website was made under the previous administration and is archived.",
        "For the latest data, visit the portal.",
        "We've moved to stats.example.",
        "This page will not be updated.",
        "<a href='/about'>Archived Content</a> The archive holds outdated information.",
        "Earlier the tables stood here. This section has been moved to the library.",
    ],
)
def test_a_page_that_says_that_it_is_not_kept_up_shows_through_nothing(visit, words):  # noqa: F811
    judged = with_more(visit, f"<p class=banner>{words}</p>")
    assert (judged.shows_through, judged.complete) == ("", False)
    assert "name these words under `aside`" in judged.why
    told = judged.beside.not_kept_up
    known = replace(KNOWN, aside=frozenset({told.casefold()}))
    assert with_more(visit, f"<p>{words}</p>", replace(LISTING, known=known)).shows_through == "2024-11"


@pytest.mark.parametrize(
    "words",
    [
        "Publication is on hold. The most recent data remain those posted earlier. This page will be updated later.",
        "<a href='/archive'>Archive</a> <a href='/news'>Latest news</a>",
        "Current tables are available on this page. The tables replace those of earlier editions.",
        "People who moved to another state are counted there.",
        "<footer><a href='/archive'>Archive</a> &copy; 2024</footer>",
        "New data are published on the first Friday of the month, at 10 a.m.",
        "The latest data are available through November 2024.",
        "See the current list of definitions.",
    ],
)
def test_other_words_of_a_page_hide_nothing(visit, words):  # noqa: F811
    assert with_more(visit, f"<p>{words}</p>").shows_through == "2024-11"


def test_a_period_that_is_only_announced_can_be_set_aside(visit):  # noqa: F811
    html = "<p>The tables of December 2024 are to follow.</p>"
    assert "name '2024-12' under `aside`" in with_more(visit, html).why
    listing = replace(LISTING, known=replace(KNOWN, aside=frozenset({"2024-12"})))
    assert with_more(visit, html, listing).shows_through == "2024-11"


# --- catalogues -------------------------------------------------------------------------------------------------------------

ENTRIES = [{"title": f"Tables of {ref}", "url": FILES + name} for name, ref in NAMES.items()]


def listed(visit, body, **headers: str) -> Judged:  # noqa: F811
    sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return judge(visit(json.dumps(body), headers=sent), None, "catalogue", LISTING)


@pytest.mark.parametrize(
    "head",
    [
        {}, {"page": 1, "total_pages": 1}, {"truncated": False}, {"last": True}, {"links": [{"rel": "self", "href": "x"}]},
    ],
)  # fmt: skip
def test_a_catalogue_that_says_nothing_of_more_is_whole(visit, head):  # noqa: F811
    judged = listed(visit, {"results": ENTRIES} | head, X_Total_Count="5", X_WP_TotalPages="1")
    assert (judged.shows_through, judged.complete) == ("2024-11", True)


@pytest.mark.parametrize(
    "head",
    [
        {"page": 1, "total_pages": 5}, {"meta": {"current_page": 1, "last_page": 3}}, {"truncated": True}, {"last": False},
        {"links": [{"rel": "self", "href": "x"}, {"rel": "next", "href": "y"}]}, {"exceededTransferLimit": True},
    ],
)  # fmt: skip
def test_a_catalogue_that_is_one_of_several_pages_shows_through_nothing(visit, head):  # noqa: F811
    judged = listed(visit, {"results": ENTRIES} | head)
    assert (judged.shows_through, judged.complete) == ("", False)
    assert "not the whole list" in judged.why


@pytest.mark.parametrize("header", ["X_Total_Count", "X_Total", "X_WP_Total", "X_WP_TotalPages", "X_Total_Pages"])
def test_a_catalogue_whose_header_counts_more_shows_through_nothing(visit, header):  # noqa: F811
    assert listed(visit, ENTRIES, **{header: "6"}).shows_through == ""


@pytest.mark.parametrize(
    "entry",
    [
        {"url": f"/sites/default/files/2025-02/{named('december-2024')}"},
        {"title": "December 2024", "id": 77},
        {"title": "December 2024", "accessURL": "https://portal.example/d/77"},
        {"title": "Tables", "resources": [{"name": "January 2025", "url": "https://portal.example/d/78"}]},
        {"title": "December 2024", "distribution": {"accessURL": "/d/77"}},
    ],
)
def test_a_catalogue_with_an_entry_that_may_be_the_edition_awaited_shows_through_nothing(visit, entry):  # noqa: F811
    judged = listed(visit, [*ENTRIES, entry])
    assert (judged.outcome, judged.shows_through) == ("new", "")
    assert listed(visit, [*ENTRIES, {"title": "About the tables", "url": "/about", "id": 9}]).shows_through == "2024-11"
