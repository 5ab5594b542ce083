"""Does a page name the period that is awaited, or say that it is not kept up? Either can mean that an edition is out.

An edition can stand behind a button, a form, a frame or a portal, where no link names its file. Then the page mostly
names the period: in its text, in what an element is called (title, alt, aria-label, value), or in an address. And a
page that says that it is archived, or that the data are elsewhere now, does not tell what is out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from tracker import period
from tracker.outcomes.page import Link, Page
from tracker.outcomes.spoken import MONTH, spoken
from tracker.outcomes.words import plain

LONGEST_TEXT = 1_000_000
YEARS = ("year", "fiscal_year")
YEAR_ALONE = re.compile(r"[^\w\u00a9]*(?:(fy|fiscal year) ?)?(20\d\d)(?:\W*to date)?\W*", re.IGNORECASE)
YEAR_OF_LIST = re.compile(  # Fiscal Year 2024 tables
    YEAR_ALONE.pattern + r"(?:(?:monthly|data|editions?|files?|releases?|reports?|statistics|tables?)\W*)*",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(rf"\W*{MONTH}\W*", re.IGNORECASE)
THING = r"(page|site|website|section|content|information|data|tables?|reports?|series|product|list|statistics)"
NOT_KEPT_UP = (
    r"\bno longer (being )?(updated|maintained|kept up)\b",
    r"\b(is|are|was|were|being|been) archived\b|\barchived? (content|page|site|website|material|information|version)\b",
    rf"\b{THING} (has|have|was|were|is|are) (now )?(been |being )?(moved|migrated|relocated|transferred|replaced)\b",
    r"\b(has|have) (been )?(moved|migrated|relocated|transferred) to\b",
    r"\bwe('ve| have) moved\b|\b(has|have) a new home\b|\barchived (copy|snapshot|web ?page)\b|^\W*archived\b",
    r"\bthis (page|site|website) (is|was|has been|will) (an archive|retired|frozen)\b",
    r"\bthis (page|site|website) (is|was|has been|will) (no longer|not) (be )?(being )?(updated|maintained)\b",
    rf"\b(for|looking for) (the )?(latest|newest|newer|current|more recent|most recent|up-to-date) ([\w-]+ ){{0,3}}"
    rf"{THING}\W{{1,3}}(please )?(visit|see|use|go to|click|consult)\b",
    rf"\b(current|latest|new|newest|newer|more recent|up-to-date|future) ([\w-]+ ){{0,3}}{THING}"
    r" (is|are|can be|will be|may be) (now )?((published|posted|available|found|released|hosted) )?"
    rf"(on|at|through|via|from) (?!this page\b|the (first|second|third|fourth|last)\b|\d|{MONTH}\b|\w+day\b)",
    rf"\b(visit|see|use|go to) (the|our|its) (new|current) ([\w-]+ ){{0,2}}(?!list\b)({THING}|portal|dashboard)\b",
)


def periods_said(page: Page, files: Iterable[str] = ()) -> tuple[str, ...]:
    """The periods that a page names anywhere; years only where they stand alone, as on a tab.

    `files` are the addresses of the release's files, of which the folder is mostly named for the day of posting.
    """
    own = set(files)
    addresses = [part for link in page.links if link.url not in own for part in _parts(link)]
    texts = [page.title, page.text, *page.labels, *addresses]
    named = periods_in(texts)
    alone = {ref for text in (*page.pieces, *page.labels) for ref in spoken(text) if _is_year_alone(text)}
    return tuple(sorted(named | alone | set(_months_under_years(page.pieces))))


def _months_under_years(pieces: Iterable[str]) -> Iterator[str]:
    """The months that stand alone after a year that does, as in a list under its heading.

    Under a plain year they may be of the calendar or of the fiscal year, and both are given.
    """
    year, fiscal = "", False
    for text in pieces:
        if found := YEAR_OF_LIST.fullmatch(text):
            fiscal, year = bool(found[1]), found[2]
        elif year and MONTH_ALONE.fullmatch(text):
            both = [ref for ref in spoken(f"{text} FY{year}") if period.parse(ref).grain == "month"]
            yield from both[:1] if fiscal else both


def periods_in(texts: Iterable[str]) -> set[str]:
    """The months, quarters and days that texts name: a year may be of anything."""
    return {ref for text in texts for ref in spoken(text, LONGEST_TEXT) if period.parse(ref).grain not in YEARS}


def _parts(link: Link) -> Iterator[str]:
    """What an address names beside its last part: /january-2024/overview, ?period=2024-01. Of a file's, the query."""
    address = urlsplit(link.url)
    parts = [unquote(part) for part in address.path.rstrip("/").split("/")]
    if len(parts) > 1 and "." not in parts[-1]:
        yield parts[-2]
    yield from (value for _, value in parse_qsl(address.query))


def _is_year_alone(text: str) -> bool:
    """As on a tab; "© 2024" stands at the foot of each page."""
    return bool(YEAR_ALONE.fullmatch(text))


def not_kept_up(page: Page) -> str:
    """The words by which a page says that it is not kept up, or that the data stand elsewhere now; else empty.

    Of older editions, or at the foot of every page, they are said as well: then somebody sets them aside.
    """
    text = plain(f"{page.title} {page.text}"[:LONGEST_TEXT])
    found = [re.search(words, text, re.IGNORECASE) for words in NOT_KEPT_UP]
    return next((match[0].strip() for match in found if match), "")


def next_said(said: Iterable[str], newest: str) -> str:
    """What of the periods said may be the edition after the newest one.

    That is the period that follows, its last day ("through January 31, 2024"), or the year in which it begins where
    the newest edition lies before that year. Of an edition named by its day nothing follows from words.
    """
    last = period.parse(newest)
    if last.grain == "day":
        return ""
    following = period.following(last)
    for ref in said:
        each = period.parse(ref)
        new_year = each.grain in YEARS and each.start > last.end and each.start <= following.start <= each.end
        quarter = each.grain.endswith("quarter")
        holds = quarter and each.start <= following.start <= following.end <= each.end and each.end > last.end
        if ref == following.label or new_year or holds or (each.grain == "day" and each.end == following.end):
            return ref
    return ""
