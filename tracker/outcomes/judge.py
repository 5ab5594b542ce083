"""What does a visit show? From its facts, and from what was there before, to an outcome that keeps them and us apart.

The order of the questions is what keeps a fault of ours from becoming theirs: first whether a whole answer came, then
whether a gatekeeper gave it, only then what it says. Nothing here looks at a clock or a network; the body is read where
it stands.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from tracker.exchange import Exchange
from tracker.outcomes import files
from tracker.outcomes.blocks import REFUSED, Block, look_for_block
from tracker.outcomes.body import (
    BodyProblem,
    Content,
    catalogue_of,
    content_key,
    content_of,
    kind_of,
    page_of,
    size_of,
)
from tracker.outcomes.files import Linked, Places
from tracker.outcomes.outcome import ABOUT_THEM, WORKED, Before, Expect, Judged, Listing, Outcome
from tracker.outcomes.page import Link, Page, absolute, name_of, same_address
from tracker.outcomes.words import NOT_FOUND_FROM, NOTICE_FROM, not_found, notice, notice_words

FAILED: dict[str, Outcome] = {
    "unreachable": "unreachable",
    "timed_out": "timed_out",
    "cut_short": "cut_short",
    "too_large": "too_large",
    "robots": "robots",
    "redirect_loop": "unreachable",
    "address_refused": "unreachable",
    "malformed": "unreachable",
    "budget": "unreachable",
}
KINDS = {  # what a file's name says about its first bytes
    "xlsx": {"zip"}, "xlsm": {"zip"}, "docx": {"zip"}, "zip": {"zip"}, "ods": {"zip"}, "xls": {"ole", "zip"},
    "pdf": {"pdf"}, "csv": {"text", "json"}, "txt": {"text", "json"}, "json": {"json"}, "xml": {"xml"}, "gz": {"gzip"},
}  # fmt: skip


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A body looked into."""

    kind: str
    content: Content
    page: Page = Page()
    files: tuple[Linked, ...] = ()
    block: Block = Block()


def judge(
    exchange: Exchange,
    before: Before | None,
    expect: Expect,
    listing: Listing | None = None,
    page: Judged | None = None,
) -> Judged:
    """Judge one visit.

    `before` is what the last look that worked left behind (see `remember`). `listing` says which links of a page or
    catalogue are the release's files. `page` is the landing page as judged in the same run: a file is moved or unlinked
    only where that page was read and understood.
    """
    listing = listing or Listing()
    if exchange.failure:
        return Judged(outcome=FAILED[exchange.failure], why=exchange.failure_text or exchange.failure)
    if not exchange.status:
        return Judged(outcome="unreachable", why="no answer came")
    asked = _Asked(expect=expect, listing=listing, page=page)
    if exchange.status == 304:
        judged = _not_modified(exchange, before, listing)
        return _placed(exchange, judged, asked) if expect == "file" and judged.content else judged
    try:
        seen = _look_into(exchange, expect, listing)
        if (refusal := _refused(exchange, seen.block)) is not None:
            return refusal
        return _answered(exchange, seen, before, asked)
    except BodyProblem as problem:
        if exchange.status in REFUSED:
            return Judged(outcome="blocked", why=f"status {exchange.status}", score=1.0)
        return Judged(outcome=problem.outcome, why=problem.why)


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    expect: Expect
    listing: Listing
    page: Judged | None


def _not_modified(exchange: Exchange, before: Before | None, listing: Listing) -> Judged:
    asked = {name.casefold() for hop in exchange.hops for name, _ in hop.request_headers}
    if before is None or not asked & {"if-none-match", "if-modified-since"}:
        return Judged(outcome="unreadable", why="304 to a request that named no version we hold")
    found = files.matching((Link(url) for url in before.links), listing.pattern) if listing.pattern else ()
    shown = files.shows_through(found, listing.known, before.complete)
    return Judged(
        outcome="unchanged", why=_joined("304", shown.why if found else ""), content="unchanged", kind=before.kind,
        key=before.key, text_length=before.text_length, count=before.count, files=found, complete=before.complete,
        shows_through=shown.through,
    )  # fmt: skip


def _look_into(exchange: Exchange, expect: Expect, listing: Listing) -> _Seen:
    content = content_of(exchange)
    kind = kind_of(content)
    url = exchange.last.url if exchange.last else exchange.url
    page = Page()
    found: tuple[Linked, ...] = ()
    if kind == "html":
        page = page_of(content, url, exchange.header("content-type"))
        found = _files(page.links, listing)
    elif kind in ("json", "text", "xml") and size_of(content) < 65_536:  # a refusal can come as JSON or plain text
        text = page_of(content, url, exchange.header("content-type")).source
        page = Page(text=text if kind != "xml" else "", source=text)
    return _Seen(kind=kind, content=content, page=page, files=found, block=look_for_block(exchange, page, len(found)))


def _files(links: tuple[Link, ...], listing: Listing) -> tuple[Linked, ...]:
    return files.matching(links, listing.pattern) if listing.pattern else ()


def _refused(exchange: Exchange, block: Block) -> Judged | None:
    """About us: a refusal to our client, or a server in trouble."""
    status = exchange.status
    if status in REFUSED:
        why = _joined(f"status {status}", str(block))
        return Judged(outcome="blocked", why=why, score=1.0, features=(f"status {status}", *block.features))
    if block.blocked:
        why = f"status {status}, but looks like a gatekeeper's page: {block}"
        return Judged(outcome="blocked", why=why, score=block.score, features=block.features)
    if status >= 500:
        return Judged(outcome="unreachable", why=f"status {status}: the server could not answer")
    if status >= 400 and status not in (404, 410):
        return Judged(outcome="blocked", why=f"status {status}: our request was refused", score=1.0)
    return None


def _answered(exchange: Exchange, seen: _Seen, before: Before | None, asked: _Asked) -> Judged:
    """About them: what the site itself answered. Where a gatekeeper's mark stands in it all the same, it is suspect."""
    if exchange.status in (404, 410):
        judged = _gone(exchange, seen, asked)
    elif exchange.status not in (200, 203):
        judged = _unreadable(seen, f"status {exchange.status} is no answer to our request")
    elif seen.kind == "empty":
        judged = _unreadable(seen, f"status {exchange.status} and an empty body")
    elif asked.expect == "file":
        judged = _file(exchange, seen, before, asked)
    elif asked.expect == "catalogue" and seen.kind in ("json", "xml", "text"):
        judged = _catalogue(exchange, seen, before, asked.listing)
    else:
        judged = _page(exchange, seen, before, asked.listing)
    if judged.outcome in ABOUT_THEM and seen.block.marked:
        why = f"{judged.outcome}, but with marks of a gatekeeper: {seen.block}"
        return replace(judged, outcome="suspect", why=why, features=seen.block.features)
    return judged


def _unreadable(seen: _Seen, why: str) -> Judged:
    return Judged(outcome="unreadable", why=why, kind=seen.kind)


def _gone(exchange: Exchange, seen: _Seen, asked: _Asked) -> Judged:
    why = f"status {exchange.status}"
    if seen.page.script_only:
        return Judged(outcome="suspect", why=f"{why}, with nothing but script in the body", kind=seen.kind)
    if seen.files:
        why = f"{why}, and the page links {len(seen.files)} of the files all the same"
        return Judged(outcome="suspect", why=why, kind=seen.kind)
    if asked.expect == "file" and (elsewhere := _elsewhere(exchange, asked)):
        return Judged(outcome="moved", why=f"{why}; the page links {elsewhere}", kind=seen.kind)
    still = "the page links it all the same" if asked.page and _linked(exchange, asked) else ""
    return Judged(outcome="gone", why=_joined(why, still), kind=seen.kind)


def _elsewhere(exchange: Exchange, asked: _Asked) -> str:
    """The other address under which the landing page links the same file."""
    if asked.page is None or asked.page.outcome not in WORKED:
        return ""
    here = {same_address(absolute("", url)) for url in (exchange.url, *(hop.url for hop in exchange.hops))}
    name = name_of(exchange.url).casefold()
    own = files.matching((Link(exchange.url),), asked.listing.pattern) if asked.listing.pattern else ()
    places = Places(asked.listing.known)
    ref = places.ref(own[0]) if own else None
    others = [file for file in asked.page.files if same_address(file.url) not in here]
    same = [file for file in others if file.name.casefold() == name]
    same += [file for file in others if ref and places.ref(file) == ref]
    return same[0].url if same else ""


def _linked(exchange: Exchange, asked: _Asked) -> bool:
    addresses = {same_address(file.url) for file in asked.page.files} if asked.page else set()
    return any(same_address(absolute("", url)) in addresses for url in (exchange.url, *(x.url for x in exchange.hops)))


def _file(exchange: Exchange, seen: _Seen, before: Before | None, asked: _Asked) -> Judged:
    name = name_of(exchange.url)
    ending = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    allowed = KINDS.get(ending, {before.kind} if before and before.kind else set())
    if seen.kind == "html" and "html" not in allowed:
        words = not_found(seen.page)
        if words.score >= NOT_FOUND_FROM:
            return _soft_gone(seen, words.score, words.found)
        return _unreadable(seen, f"a page in place of the file {name}: {seen.page.title[:80]!r}")
    if seen.kind == "unknown" or (allowed and seen.kind not in allowed):
        return _unreadable(seen, f"{name}: the first bytes are those of {seen.kind}")
    return _placed(exchange, _compared(exchange, seen, before), asked)


def _placed(exchange: Exchange, judged: Judged, asked: _Asked) -> Judged:
    """A file that is there, held against the landing page: linked, linked elsewhere (moved), or not (unlinked)."""
    if asked.page is None or asked.page.outcome not in WORKED or not asked.page.files or _linked(exchange, asked):
        return judged
    if elsewhere := _elsewhere(exchange, asked):
        why = f"the page links {elsewhere} and not this address ({judged.why})"
        return replace(judged, outcome="moved", why=why)
    if not asked.page.complete:
        return judged
    return replace(judged, outcome="unlinked", why=f"there, but the page does not link it ({judged.why})")


def _compared(exchange: Exchange, seen: _Seen, before: Before | None) -> Judged:
    """New, unchanged or changed: by bytes, then by content."""
    key = content_key(seen.content, seen.kind)
    judged = Judged(outcome="new", why="not seen before", content="new", kind=seen.kind, key=key)
    if before is None:
        return judged
    if exchange.digest and exchange.digest == before.digest:
        return replace(judged, outcome="unchanged", why="the same bytes", content="unchanged")
    if key and key == before.key:
        return replace(judged, outcome="unchanged", why="other bytes, same content", content="unchanged")
    return replace(judged, outcome="changed", why="other content", content="changed")


def _soft_gone(seen: _Seen, score: float, found: tuple[str, ...]) -> Judged:
    why = f"status 200, and the page says: {', '.join(found)}"
    return Judged(outcome="soft_gone", why=why, score=score, features=found, kind=seen.kind)


def _lost_most(count: int, before: Before | None) -> bool:
    return before is not None and before.count > 0 and (count == 0 or (before.count >= 4 and count * 2 < before.count))


def _page(exchange: Exchange, seen: _Seen, before: Before | None, listing: Listing) -> Judged:
    if seen.kind != "html":
        return _unreadable(seen, f"{seen.kind} in place of a page")
    page, found = seen.page, seen.files
    words = not_found(page)
    if words.score >= NOT_FOUND_FROM:
        if not found:
            return _soft_gone(seen, words.score, words.found)
        why = f"says {', '.join(words.found)}, and links {len(found)} of the files all the same"
        return Judged(outcome="suspect", why=why, score=words.score, features=words.found, kind="html")
    if not found:
        told = notice(page, before.text_length if before else 0)
        if told.score >= NOTICE_FROM:
            why = f"a shorter page with the words: {', '.join(told.found)}"
            return Judged(outcome="notice", why=why, score=told.score, features=told.found, kind="html")
    if page.script_only:
        return _unreadable(seen, "a page that shows nothing without running its scripts")
    key = content_key(seen.content, "html")
    if listing.pattern and (odd := _odd_list(len(found), before, key, page)):
        return replace(odd, kind="html", key=key, files=found, count=len(found))
    complete = page.closed and not page.more
    shown = files.shows_through(found, listing.known, complete) if listing.pattern else files.Shown()
    judged = _compared(exchange, seen, before)
    return replace(
        judged, why=_joined(judged.why, shown.why), files=found, count=len(found), text_length=len(page.text),
        complete=complete, more=page.more, shows_through=shown.through,
    )  # fmt: skip


def _odd_list(count: int, before: Before | None, key: str, page: Page | None) -> Judged | None:
    """A list that can not be taken for what it seems: empty, or with most of its entries lost."""
    confirmed = before is not None and bool(before.suspect_key) and before.suspect_key == key
    words = notice_words(page).found if page else ()
    said = f"; it has the words: {', '.join(words)}" if words else ""
    if _lost_most(count, before) and before is not None and not confirmed:
        return Judged(outcome="suspect", why=f"{count} entries where {before.count} were: needs a second visit{said}")
    if count == 0 and page is not None:
        return Judged(outcome="unreadable", why=f"no link has the form of the release's file names{said}")
    return None


def _catalogue(exchange: Exchange, seen: _Seen, before: Before | None, listing: Listing) -> Judged:
    catalogue = catalogue_of(seen.content, seen.kind)
    key = content_key(seen.content, seen.kind)
    found = _files(tuple(Link(url) for each in catalogue.addresses if (url := absolute("", each))), listing)
    if catalogue.count == 0 and (before is None or before.suspect_key != key):
        return Judged(outcome="suspect", why="an empty list: needs a second visit", kind=seen.kind, key=key)
    if odd := _odd_list(catalogue.count, before, key, None):
        return replace(odd, kind=seen.kind, key=key, files=found, count=catalogue.count)
    shown = files.shows_through(found, listing.known, True) if listing.pattern else files.Shown()
    judged = _compared(exchange, seen, before)
    return replace(
        judged, why=_joined(judged.why, shown.why), files=found, count=catalogue.count, complete=True,
        shows_through=shown.through,
    )  # fmt: skip


def _joined(*pieces: str) -> str:
    return "; ".join(piece for piece in pieces if piece)
