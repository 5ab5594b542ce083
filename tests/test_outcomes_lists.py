"""When does a page or catalogue show its whole list? Whatever could be a newer edition leaves the period empty."""

from __future__ import annotations

import json
import time

import pytest
from msgspec.structs import replace
from test_outcomes import FILES, KNOWN, LANDING, LISTING, NAME, NAMES, PATTERN, site, visit  # noqa: F401 -- a fixture

from tracker.outcomes import Known, Listing, judge, remember
from tracker.outcomes.beside import after
from tracker.outcomes.datafile import data_name, named_in
from tracker.outcomes.page import read_page
from tracker.outcomes.spoken import spoken

NEWEST = f"2025_0116{NAME}november-2024.xlsx"
NEW = f"2025_0515{NAME}january-2025.xlsx"


def with_more(html: str) -> str:
    """The landing page, whose newest file is that of November 2024, with something more on it."""
    return site("landing.html").read_text().replace("</ul>", f"</ul>{html}", 1)


def shown(visit, html: str, listing: Listing = LISTING):  # noqa: F811
    return judge(visit(with_more(html)), None, "page", listing)


# --- an edition of another form -------------------------------------------------------------------------------------------

ELSEWHERE = {
    "another name": '<a href="/f/ohss-monthly-tables-jan2025.xlsx">Tables</a>',
    "a revision": f'<a href="/f/{NEW[:-5]}-revised.xlsx">Tables</a>',
    "another format": f'<a href="/f/{NEW[:-5]}.csv">Tables</a>',
    "a download without a name": '<a href="/media/5123/download">Tables</a>',
    "a download with a query": '<a href="/media/5123/download?attachment">Tables</a>',
    "a name in a query": f'<a href="/get?file={NEW}&amp;x=1">Tables</a>',
    "an attribute": '<a href="/node/5" download>Tables</a>',
    "words of a link": '<a href="/node/5">Tables (XLSX)</a>',
    "a menu": f'<select><option value="/f/{NEW}">January</option></select>',
    "a button": f"<button onclick=\"location.href='/f/{NEW}'\">January</button>",
    "a script": f'<script>var files = ["\\/f\\/{NEW}"]</script>',
    "settings": f'<script type="application/json">{{"list": "[\\"/f/{NEW}\\"]"}}</script>',
    "a template": f'<template><a href="/f/{NEW}">January</a></template>',
    "an attribute with a list": f"<div data-files='[&quot;/f/{NEW}&quot;]'></div>",
    "a viewer": f'<iframe src="https://viewer.example/embed?src=https%3A%2F%2Fpractice.example%2Ff%2F{NEW}"></iframe>',
}


@pytest.mark.parametrize("html", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_data_file_that_nobody_knows_leaves_the_period_empty_and_is_named(visit, html):  # noqa: F811
    judged = shown(visit, html)
    assert (judged.outcome, judged.shows_through, judged.complete) == ("new", "", False)
    assert "data file(s) of unknown form or without a link, such as" in judged.why
    assert "name it under `aside`, or mend `files`, of [watch]" in judged.why
    assert judged.shown(KNOWN).through == ""


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://get.adobe.com/reader/download/">Download Adobe Reader</a>',
        '<a href="https://www.microsoft.com/en-us/download/details.aspx?id=10">Viewer</a>',
        '<a href="/foia/library">FOIA library</a> <a href="/about">View all topics</a>',
        '<a href="/sites/default/files/privacy.pdf">Privacy (PDF)</a>',
        '<script>window.types = "xls|xlsx|csv|zip"; if (/\\.xlsx$/.test(x)) d3.csv("/a"); a.zip(b)</script>',
        '<script>{"trackDownloadExtensions": "7z|csv|xls(x|m|b)?|zip"}</script><input type=file accept=".xlsx,.csv">',
        f'<div data-file="{NEWEST}"></div><script>var files = ["/sites/default/files/2025-01/{NEWEST}"]</script>',
        f'<a href="/get?file={NEWEST}">November 2024</a>',
        f"<!-- <a href='/f/{NEW}'>not yet</a> --><p>Tables come as .xlsx</p>",
        "<h2>About the tables</h2><a href='/news/2025'>News of 2025</a> <a href='/x'>As of January 16, 2025</a>",
    ],
)
def test_page_furniture_and_what_is_known_by_its_name_hide_nothing(visit, html):  # noqa: F811
    assert shown(visit, html).shows_through == "2024-11"


def test_a_stranger_set_aside_by_name_or_address_or_of_another_release_hides_nothing(visit):  # noqa: F811
    html = '<a href="/f/dictionary.xlsx">Dictionary</a> <a href="/media/7/download">Codes</a>'
    aside = frozenset({"Dictionary.xlsx", "https://practice.example/media/7/download"})
    assert shown(visit, html).shows_through == ""
    assert shown(visit, html, replace(LISTING, known=replace(KNOWN, aside=aside))).shows_through == "2024-11"
    known = Known(names=NAMES, newest="2024-11", aside=frozenset({"https://practice.example/media/7/download"}))
    other = Listing(pattern=PATTERN, known=known, others=(r"dictionary\.xlsx",))
    assert shown(visit, html, other).shows_through == "2024-11"


def test_a_name_without_a_date_is_not_known_by_it(visit):  # noqa: F811
    known = Known(names=NAMES | {"tables.xlsx": "2024-11"}, newest="2024-11")
    assert shown(visit, '<a href="/f/tables.xlsx">x</a>', Listing(pattern=PATTERN, known=known)).shows_through == ""
    known = Known(names=NAMES | {"tables-november-2024-b.xlsx": "2024-11"}, newest="2024-11")
    html = '<a href="/f/tables-november-2024-b.xlsx">x</a>'
    assert shown(visit, html, Listing(pattern=PATTERN, known=known)).shows_through == "2024-11"


# --- a link that names a later period ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/node/9">January 2025 tables</a>',
        '<a href="/tables/2025-01">Tables</a>',
        '<a href="/tables-december-2024">Tables</a>',
        '<a href="/x">2025 Q1</a>',
        '<a href="/x">March 2025</a> <a href="/x">June 2024</a>',
    ],
)
def test_a_link_that_names_a_later_period_leaves_the_period_empty(visit, html):  # noqa: F811
    judged = shown(visit, html)
    assert judged.shows_through == ""
    assert "a link names" in judged.why
    later = Known(names=NAMES, read={f"{FILES}2025-01/{NEWEST}": "2025-03"}, newest="2025-03")
    assert judged.shown(later).through == "2025-03"  # once a later edition is known to be linked, it hides none


def test_a_link_that_names_a_later_period_can_be_set_aside(visit):  # noqa: F811
    known = replace(KNOWN, aside=frozenset({"https://practice.example/node/9"}))
    listing = replace(LISTING, known=known)
    assert shown(visit, '<a href="/node/9">January 2025 plan</a>', listing).shows_through == "2024-11"


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("Tables – January 2025 (XLSX)", ["2025-01", "2025"]), ("tables_jan2025-final", ["2025-01"]),
        ("2025-01", ["2025-01", "2025"]), ("01/2025", ["2025-01", "2025"]), ("FY 2025", ["FY2025"]),
        ("2025 Q1", ["2025Q1", "2025"]), ("FY2025Q1", ["FY2025Q1"]), ("FY26", ["FY2026"]), ("Form 2050", ["2050"]),
        ("February 30, 2025", ["2025"]), ("Marching 2025 on", ["2025"]), ("202501", ["2025-01"]),
        ("June 3, 2025", ["2025", "2025-06-03"]), ("02122026", ["2026-02-12"]), ("phone 555 2025 99", ["2025"]),
        ("Fiscal Year 2025, Quarter 2", ["FY2025Q2"]), ("Second Quarter of FY25", ["FY2025Q2", "FY2025"]),
        ("January FY24", ["2024-01", "2024-01", "FY2024"]), ("October FY24", ["2023-10", "2024-10", "FY2024"]),
        ("1/2024", ["2024-01", "2024"]), ("1/31/2024", ["2024", "2024-01-31"]),
        ("January–March 2024", ["2024-01", "2024-03", "2024-03", "2024", "2024"]),
        ("January 1-31, 2024", ["2024-01", "2024"]), ("January 31st, 2024", ["2024", "2024-01-31"]),
        ("2024 M01", ["2024-01", "2024"]), ("January of 2024", ["2024-01", "2024"]), ("jan24", ["2024-01"]),
        ("31.01.2024", ["2024", "2024-01-31"]), ("31/1/2024", ["2024", "2024-01-31"]), ("4.5.2024", ["2024"]),
        ("Jan 31, '24", ["2024", "2024-01-31"]), ("Jan. 31 ’24", ["2024", "2024-01-31"]), ("01/24", ["2024-01", "2024"]),
        ("2024-1", ["2024-01", "2024"]), ("2024/1", ["2024-01", "2024"]), ("2024-1-5", ["2024"]), ("page 1/24", []),
        ("January 1 to 31, 2024", ["2024-01", "2024"]), ("first quarter of 2024", ["2024Q1", "2024"]),
        ("1Q24", ["2024Q1", "2024"]), ("1Q 2024", ["2024Q1", "2024"]), ("Q1 '24", ["2024Q1", "2024"]),
        ("Q1 2024", ["2024Q1", "2024"]), ("Q1 FY24", ["FY2024Q1", "FY2024"]),
        ("October 2023 through January", ["2023-10", "2024-01", "2023-01", "2023", "2024"]),
        ("May 2024 to August", ["2024-05", "2024-08", "2024-08", "2024", "2024"]),
        ("October 2023 through January 2024", ["2023-10", "2024-01", "2023", "2024"]),
    ],
)  # fmt: skip
def test_the_periods_that_words_name(text, refs):
    assert list(spoken(text)) == refs


def test_years_count_for_yearly_releases_and_days_for_daily_ones():
    assert after(["2025", "FY2026", "2025-01-16"], "2024-11") == ""
    assert after(["2024"], "FY2023") == "2024"
    assert after(["FY2024"], "FY2023") == "FY2024"
    assert after(["2026-02-12", "2026-02"], "2026-02-12") == ""
    assert after(["2026-02-26"], "2026-02-12") == "2026-02-26"
    assert after(["2026-03"], "2026-02-12") == "2026-03"


# --- a list that goes on elsewhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<a href="?start=10">10-20</a>', '<a href="?offset=10">2</a>', '<a href="?page=%2C1">2</a>', '<a href="?p=2">2</a>',
        f'<a href="{LANDING}/page/2/">2</a>', '<a href="/archive">Older posts</a>', '<a href="/all">View all »</a>',
        '<a href="javascript:more()">Load more</a>', '<button data-url="/api">Show more (12)</button>',
        '<input type=button value="Load more">', '<a href="/list2">Next page</a>', '<a href="/list2" rel="next">→</a>',
        '<meta http-equiv="refresh" content="5; url=/new-list">', '<a role=button>Load more</a>',
    ],
)  # fmt: skip
def test_a_list_that_goes_on_elsewhere_leaves_the_period_empty(visit, html):  # noqa: F811
    judged = shown(visit, html)
    assert (judged.shows_through, judged.complete) == ("", False)
    assert judged.more
    assert "not the whole list" in judged.why


@pytest.mark.parametrize(
    "html",
    ['<a href="?page=0">1</a>', '<a href="/news?page=2">News</a>', '<a href="/news/page/2">News</a>', '<button>Menu</button>',
     '<a href="/next-steps">Next steps</a>', '<a href="?start=0">All</a>', '<button>More</button>', '<a href="/x">See all news</a>',
     f'<meta http-equiv="refresh" content="300; url={LANDING}">'],
)  # fmt: skip
def test_a_list_of_something_else_that_goes_on_hides_nothing(visit, html):  # noqa: F811
    assert shown(visit, html).shows_through == "2024-11"


def test_what_goes_on_can_be_set_aside(visit):  # noqa: F811
    known = replace(KNOWN, aside=frozenset({"https://practice.example/all"}))
    assert shown(visit, '<a href="/all">View all</a>', replace(LISTING, known=known)).shows_through == "2024-11"


def test_a_304_of_a_page_that_left_a_doubt_leaves_it_still(visit):  # noqa: F811
    first = visit(with_more(ELSEWHERE["a menu"]))
    before = remember(first, judge(first, None, "page", LISTING), None)
    judged = judge(visit(b"", 304, asked={"If-None-Match": "1"}), before, "page", LISTING)
    assert (judged.outcome, judged.shows_through, judged.shown(KNOWN).through) == ("unchanged", "", "")


# --- a list that lost its entries, a site in trouble ------------------------------------------------------------------------


def test_a_list_of_two_that_links_only_the_newest_is_suspect_for_a_day(visit):  # noqa: F811
    def page(*names: str) -> str:
        links = "".join(f'<a href="/f/{name}">{name[:9]}</a>' for name in names)
        return f"<html><title>Tables</title><body><h1>Tables</h1>{links}</body></html>"

    earlier = f"2024_1206{NAME}august-2024.xlsx"
    two, one, new = visit(page(earlier, NEWEST)), visit(page(NEWEST)), visit(page(NEW))
    before = remember(two, judge(two, None, "page", LISTING), None)
    first = judge(one, before, "page", LISTING, at="2026-11-21T12:00:00Z")
    assert (first.outcome, first.shows_through) == ("suspect", "")
    again = remember(one, first, before, "2026-11-21T12:00:00Z")
    assert again is not None
    assert again.suspect_since == "2026-11-21T12:00:00Z"
    kept = remember(one, judge(one, again, "page", LISTING, at="2026-11-21T18:00:00Z"), again, "2026-11-21T18:00:00Z")
    assert kept == again  # the first such look counts, not the last
    assert judge(one, kept, "page", LISTING, at="2026-11-21T18:00:00Z").outcome == "suspect"
    day_after = judge(one, kept, "page", LISTING, at="2026-11-22T12:00:00+00:00")
    assert (day_after.outcome, day_after.shows_through) == ("changed", "2024-11")
    unknown_time = replace(kept, suspect_since="")
    assert judge(one, unknown_time, "page", LISTING, at="2026-12-22T12:00:00Z").outcome == "suspect"
    assert (
        judge(new, before, "page", LISTING).outcome == "changed"
    )  # it shows something newer: that is read, not doubted


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Site maintenance", "<h1>Back soon</h1>"), ("Tables", "<h1>Temporarily unavailable</h1>"), ("Tables", "<h2>Scheduled outage</h2>"),
     ("Technical Difficulties", ""), ("Tables", "<h1>We are experiencing technical difficulties</h1>"),
     ("Service currently unavailable", ""), ("Tables", "<h2>Please try again later</h2>"),
     ("Under construction", ""), ("Tables", "<h3>We’ll be back soon</h3>"), ("Tables", "<h1>This page is under construction</h1>"),
     ("Error", "<h1>Sorry, something went wrong</h1>")],
)  # fmt: skip
def test_a_page_whose_title_or_heading_says_that_the_site_is_in_trouble_shows_nothing(visit, title, heading):  # noqa: F811
    page = site("landing.html").read_text().replace("<h1>Monthly Tables</h1>", heading)
    page = page.replace("Monthly Tables | Practice Agency", title)
    judged = judge(visit(page), None, "page", LISTING)
    assert (judged.outcome, judged.recorded, judged.shows_through) == ("suspect", "unreadable", "")
    assert (
        judge(visit(page), remember(visit(page), judged, None), "page", LISTING, at="2027-01-01T00:00:00Z").outcome
        == "suspect"
    )


@pytest.mark.parametrize(
    "heading",
    ["Maintenance of records", "Units under construction", "Power outages", "Back to top",
     "Technical difficulties reported by schools", "Tables currently unavailable by race"],
)  # fmt: skip
def test_a_heading_about_something_else_is_no_trouble(visit, heading):  # noqa: F811
    assert shown(visit, f"<h2>{heading}</h2>").shows_through == "2024-11"


def test_next_to_nothing_in_place_of_a_page_is_suspect_for_a_day(visit):  # noqa: F811
    page = visit("<title>Notes</title><h1>Notes on the tables</h1><p>" + "A note on how the cases are counted. " * 20)
    before = remember(page, judge(page, None, "page"), None)
    little = visit("<title>Welcome</title><p>Welcome, program! Ask our sales office for terms.</p>")
    first = judge(little, before, "page", at="2026-11-21T12:00:00Z")
    assert (first.outcome, first.recorded) == ("suspect", "unreadable")
    again = remember(little, first, before, "2026-11-21T12:00:00Z")
    assert judge(little, again, "page", at="2026-11-21T20:00:00Z").outcome == "suspect"
    assert judge(little, again, "page", at="2026-11-22T12:00:00Z").outcome == "changed"
    links = "".join(f'<a href="/{number}">Note {number}</a>' for number in range(5))
    assert judge(visit(f"<title>Notes</title>{links}"), before, "page").outcome == "changed"


# --- catalogues -------------------------------------------------------------------------------------------------------------

ENTRIES = [{"url": FILES + name} for name in NAMES]
JSON = {"Content-Type": "application/json"}


def listed(visit, body, headers=JSON):  # noqa: F811
    return judge(
        visit(body if isinstance(body, str) else json.dumps(body), headers=headers), None, "catalogue", LISTING
    )


@pytest.mark.parametrize(
    "body",
    [ENTRIES, {"success": True, "result": {"count": 5, "results": ENTRIES}}, {"results": ENTRIES, "next": None, "limit": 100, "offset": 0},
     {"@context": "https://x.example/schema", "dataset": ENTRIES, "error": None}],
)  # fmt: skip
def test_a_catalogue_that_is_whole_shows_through_the_newest(visit, body):  # noqa: F811
    judged = listed(visit, body)
    assert (judged.outcome, judged.shows_through, judged.complete) == ("new", "2024-11", True)


@pytest.mark.parametrize(
    "body",
    [{"success": True, "result": {"count": 500, "results": ENTRIES}}, {"results": ENTRIES, "next": "https://x.example/?page=2"},
     {"results": ENTRIES, "links": {"next": {"href": "/2"}}}, {"items": ENTRIES, "hasMore": True}, {"items": ENTRIES, "limit": 5},
     {"items": ENTRIES, "offset": 5}, {"data": ENTRIES, "meta": {"total_count": 6}}, [*ENTRIES, {"url": f"{FILES}{NEW[:-5]}-revised.xlsx"}]],
)  # fmt: skip
def test_a_catalogue_that_is_a_part_or_lists_a_stranger_shows_through_nothing(visit, body):  # noqa: F811
    judged = listed(visit, body)
    assert (judged.outcome, judged.shows_through, judged.complete) == ("new", "", False)
    assert "[watch]" in judged.why


def test_a_catalogue_with_a_next_page_in_its_header_shows_through_nothing(visit):  # noqa: F811
    assert listed(visit, ENTRIES, {**JSON, "Link": '<https://x.example/?page=2>; rel="next"'}).shows_through == ""


@pytest.mark.parametrize("body", [{"success": False, "results": ENTRIES}, {"error": "timed out", "results": ENTRIES}])
def test_a_catalogue_that_says_that_it_failed_is_unreadable(visit, body):  # noqa: F811
    assert (listed(visit, body).outcome, listed(visit, body).shows_through) == ("unreadable", "")


def test_a_catalogue_in_xml_is_whole_only_where_its_root_is_closed(visit):  # noqa: F811
    items = "".join(f"<item><link>{FILES}{name}</link></item>" for name in NAMES)
    whole = f"<?xml version='1.0'?><!-- x --><rss><channel>{items}</channel></rss>\n<!-- made today --><?x y?>\n"
    xml = {"Content-Type": "application/xml"}
    assert listed(visit, whole, xml).shows_through == "2024-11"
    for part in (whole.partition("</channel>")[0], whole.replace("</rss>", "</channel>"), whole.replace("rss>", "sitemapindex>"),
                 whole.replace("<channel>", "<channel><link rel='next' href='/2'/>")):  # fmt: skip
        assert (listed(visit, part, xml).shows_through, listed(visit, part, xml).complete) == ("", False)


def test_a_plain_list_is_whole_only_where_its_length_was_stated(visit):  # noqa: F811
    text = "\n".join(FILES + name for name in NAMES)
    assert listed(visit, text, {"Content-Type": "text/plain"}).shows_through == ""
    stated = {"Content-Type": "text/plain", "Content-Length": str(len(text))}
    assert listed(visit, text, stated).shows_through == "2024-11"


def test_a_catalogue_that_lost_the_release_s_files_is_suspect(visit):  # noqa: F811
    rest = [{"url": f"https://practice.example/{n}.html"} for n in range(50)]
    full, less = visit(json.dumps(ENTRIES + rest)), visit(json.dumps(ENTRIES[:1] + rest))
    before = remember(full, judge(full, None, "catalogue", LISTING), None)
    judged = judge(less, before, "catalogue", LISTING)
    assert (judged.outcome, judged.shows_through) == ("suspect", "")


# --- words ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://x.example/a%20b%20(c).xlsx", "a b (c).xlsx"), ("/get?f=%2Fy%2Fa.csv%3Fx", "a.csv"), ("/a.CSV?x=1", "a.CSV"), ("/.csv", ""),
     ("/a.csv.html", ""), ("/a.pdf", ""), ("/a.csv/view", ""), ("http://[::1", "")],
)  # fmt: skip
def test_the_name_of_the_data_file_to_which_an_address_leads(url, name):
    assert data_name(url) == name


def test_the_data_files_that_a_text_quotes():
    assert list(named_in(r"""x("\/f\/a b.xlsx", 'c.csv?d=1') + `e.zip`; "f.xlsx is here"; t.csv("g")""")) == ["/f/a b.xlsx", "c.csv?d=1", "e.zip"]  # fmt: skip
    assert list(named_in(r'"\u002ff\u002fa.ods"')) == ["/f/a.ods"]


@pytest.mark.parametrize("piece", ["a.csv", ".csv ", "\\", "a.csv?b&", "(]).csv", "&quot;"])
def test_a_long_script_takes_no_time(piece):
    started = time.perf_counter()
    text = piece * (400_000 // len(piece))
    read_page(f"<script>'x.csv' {text}</script><p data-x='{text}'>".encode(), LANDING)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    ["FY 2024 YTD through January 31", "FY 2024 to date (through January)", "calendar year 2024 through January",
     "10/2023 - 01/2024", "October 2023-January", "FY2024 (Oct-Jan)", "Jan 24", "January 31, FY2024"],
)  # fmt: skip
def test_january_2024_is_named(text) -> None:
    assert "2024-01" in set(spoken(text))
