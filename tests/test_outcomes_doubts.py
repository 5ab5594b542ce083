"""What leaves a doubt? A file that was renamed is not gone, and an edition that is out in another form is not missing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from test_outcomes import AUGUST, FILES, KNOWN, LANDING, LISTING, NAME, NAMES, site, visit  # noqa: F401 -- a fixture

from tracker.checking.pages import Pages
from tracker.evidence import Look
from tracker.outcomes import Judged, Listing, judge

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
    set_aside = replace(LISTING, known=replace(KNOWN, aside=frozenset({"https://practice.example/node/77"})))
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
