"""What does a list for machines hold, and does it say that there is more of it elsewhere?

Read are JSON (data.json, CKAN, and what has its entries under a usual key), XML and plain text. A catalogue tells of
what is not in it only where it is whole: no count in it or in its headers is above the entries or pages that came, it
names no next page, and its end came with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from tracker.exchange import Exchange
from tracker.outcomes.body import LARGEST_DECODED, BodyProblem, Content, whole

LIST_KEYS = ("dataset", "datasets", "results", "result", "items", "entries", "data")
TOTALS = {
    "count", "total", "totalcount", "totalresults", "totalitems", "totalrecords", "recordstotal", "numfound", "found",
    "itemcount", "resultcount", "totalelements", "totalsize",
}  # fmt: skip
ON_A_PAGE = {"limit", "rows", "perpage", "pagesize", "itemsperpage"}  # as many entries as fit: more may follow
FROM = {"offset": 0, "skip": 0, "startindex": 1}
NEXT_KEYS = {
    "next", "nextpage", "nextlink", "nexturl", "nextpageurl", "nextcursor", "nexttoken", "nextpagetoken",
    "odatanextlink", "hasnext", "hasnextpage", "hasmore", "more", "truncated", "istruncated", "exceededtransferlimit",
    "incompleteresults",
}  # fmt: skip
PAGES = {"totalpages", "lastpage", "pagecount", "numpages", "pages"}  # more than one: this is one of them
LAST = {"last", "islast", "islastpage", "complete"}  # false: this is not the last one
TOTAL_HEADERS = ("x-total-count", "x-total", "x-wp-total")  # as WordPress and others send them
PAGES_HEADERS = ("x-total-pages", "x-wp-totalpages")
TITLES = ("title", "name", "label")
FAILED = ("error", "errors", "exception")
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)[\s/>]")
NEXT = re.compile(r"\brel\s*=\s*[\"']?next\b", re.IGNORECASE)


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """A list for machines: how many entries it has, which addresses stand in it, and why it may not be all."""

    count: int
    addresses: tuple[str, ...]
    titles: tuple[str, ...] = ()  # of each address, what its entry is called; empty where nothing names it
    called: tuple[str, ...] = ()  # what all entries are called, those without an address as well
    part: str = ""  # why it may be a part only; empty where nothing says so


def catalogue_of(exchange: Exchange, content: Content, kind: str) -> Catalogue:
    """Read a catalogue; BodyProblem where it is none, or says itself that it failed."""
    text = whole(content, LARGEST_DECODED).decode("utf-8", errors="replace")
    linked = "its header names a next page" if NEXT.search(exchange.header("link")) else ""
    if kind == "json":
        return _of_json(text, linked, exchange)
    found = tuple(dict.fromkeys(ADDRESS.findall(text)))
    part = _part_of_xml(text) if kind == "xml" else _part_of_text(exchange)
    return Catalogue(count=len(found), addresses=found, part=linked or part)


def _part_of_xml(text: str) -> str:
    root = ROOT.search(text)
    if root and not re.search(rf"</{re.escape(root[1])}\s*>\s*$", _without_rest(text)):
        return f"its root <{root[1]}> is not closed"
    if root and root[1].rsplit(":", 1)[-1].casefold() == "sitemapindex":
        return "it lists other lists"
    return "it names a next page" if NEXT.search(text) else ""


def _without_rest(text: str) -> str:
    """Without the comments and instructions that may follow the root."""
    tail = text[-2_000:].rstrip()
    while (kept := re.sub(r"(<!--(?:(?!-->).)*-->|<\?[^<]*\?>)\s*$", "", tail, flags=re.DOTALL).rstrip()) != tail:
        tail = kept
    return tail


def _part_of_text(exchange: Exchange) -> str:
    """A plain list has no end that could be seen: only a length stated beforehand says that it is all here."""
    stated = exchange.header("content-length") or exchange.header("transfer-encoding")
    return "" if stated else "a plain list without a stated length may be cut"


def _counted(exchange: Exchange, entries: int) -> str:
    """Why a list is a part only, by the headers that count entries or pages."""
    for names, enough, what in ((TOTAL_HEADERS, entries, "entries"), (PAGES_HEADERS, 1, "pages")):
        for name in names:
            number = exchange.header(name).strip()
            if number.isascii() and number.isdigit() and int(number[:9]) > enough:
                return f"its header {name} tells of {number[:9]} {what}"
    return ""


def _of_json(text: str, linked: str, exchange: Exchange) -> Catalogue:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BodyProblem("unreadable", f"starts like JSON and is none: {error}") from error
    heads = list(_heads(value))
    for head in heads:
        if head.get("success") is False or any(head.get(key) for key in FAILED):
            raise BodyProblem("unreadable", "the catalogue says itself that it failed")
    entries = _entries(value)
    if entries is None:
        raise BodyProblem("unreadable", f"JSON without a list of entries under {', '.join(LIST_KEYS)}")
    part = next((why for head in heads if (why := _part_of_json(head, len(entries)))), "")
    named = dict(reversed(list(_addresses(entries))))  # of doubles the first one counts
    return Catalogue(
        count=len(entries), addresses=tuple(named), titles=tuple(named.values()), called=tuple(_titles(entries)),
        part=linked or part or _counted(exchange, len(entries)),
    )  # fmt: skip


def _heads(value: object) -> Iterator[dict[str, object]]:
    """What stands around the list: the objects that are reached without entering one."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
            listed = [link for key in ("links", "link", "_links") if isinstance(link := each.get(key), list)]
            if any(isinstance(link, dict) and link.get("rel") == "next" for links in listed for link in links):
                yield {"next": True}


def _part_of_json(head: dict[str, object], entries: int) -> str:
    for key, value in head.items():
        plain = re.sub(r"[^a-z]", "", key.casefold())
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
        if value and plain in NEXT_KEYS:
            return f"it names a next page: {key}"
        if number is not None and plain in PAGES and number > 1:
            return f"it is one of {number} pages: {key}"
        if value is False and plain in LAST:
            return f"it says that it is not the last page: {key}"
        if number is not None and plain in TOTALS and number > entries:
            return f"{entries} of {number} entries came: {key}"
        if number is not None and ((plain in ON_A_PAGE and number == entries) or number > FROM.get(plain, number)):
            return f"it is one page of a list: {key} is {number}"
    return ""


def _entries(value: object) -> list[object] | None:
    while isinstance(value, dict):
        inner = next((value[key] for key in LIST_KEYS if isinstance(value.get(key), (list, dict))), None)
        if inner is None:
            return None
        value = inner
    return value if isinstance(value, list) else None


def _addresses(value: object) -> Iterator[tuple[str, str]]:
    """The addresses in entries, whole or from the root of the site, and what the object around each is called."""
    waiting = [(value, "")]
    while waiting:
        each, title = waiting.pop()
        if isinstance(each, str):
            if each.startswith(("http://", "https://", "/")):
                yield each, title
        elif isinstance(each, dict):
            title = " ".join(_called(each)) or title
            waiting.extend((inner, title) for inner in each.values())
        elif isinstance(each, list):
            waiting.extend((inner, title) for inner in each)


def _called(entry: dict[str, object]) -> list[str]:
    return [text for key in TITLES if isinstance(text := entry.get(key), str)]


def _titles(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from _called(each)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
