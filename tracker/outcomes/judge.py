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
from tracker.outcomes.blocks import REFUSED, Block
from tracker.outcomes.body import BodyProblem
from tracker.outcomes.files import Places
from tracker.outcomes.lists import catalogue, landing
from tracker.outcomes.outcome import (
    ABOUT_THEM,
    WORKED,
    Before,
    Expect,
    Judged,
    Listing,
    Outcome,
    asked_at,
    bare_host,
    host_of,
)
from tracker.outcomes.page import Link, absolute, name_of, same_address
from tracker.outcomes.seen import Seen, compared, joined, look_into, soft_gone, unreadable
from tracker.outcomes.through import doubt, shows_through
from tracker.outcomes.words import (
    NOT_FOUND_FROM,
    about_us,
    moved_to,
    no_site,
    not_found,
    says_missing,
    sentence,
    trouble,
)

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


def judge(  # noqa: PLR0913, PLR0917 -- all that is known of a visit
    exchange: Exchange,
    before: Before | None,
    expect: Expect,
    listing: Listing | None = None,
    page: Judged | None = None,
    at: str = "",
) -> Judged:
    """Judge one visit.

    `before` is what the last look that worked left behind (see `remember`). `listing` says which links of a page or
    catalogue are the release's files. `page` is the landing page as judged in the same run: a file is moved or unlinked
    only where that page was read and understood. `at` is the time of the visit, UTC in ISO 8601, by the clock that
    `before` was dated with; that of its last request where none is given.
    """
    listing = listing or Listing()
    if exchange.failure:
        return Judged(outcome=FAILED[exchange.failure], why=exchange.failure_text or exchange.failure)
    if not exchange.status:
        return Judged(outcome="unreachable", why="no answer came")
    asked = _Asked(expect=expect, listing=listing, page=page, at=at or asked_at(exchange))
    if exchange.status == 304:
        judged = _not_modified(exchange, before, listing)
        return _placed(exchange, judged, asked) if expect == "file" and judged.content else judged
    try:
        seen = look_into(exchange, listing)
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
    at: str


def _not_modified(exchange: Exchange, before: Before | None, listing: Listing) -> Judged:
    asked = {name.casefold() for hop in exchange.hops for name, _ in hop.request_headers}
    if before is None or not asked & {"if-none-match", "if-modified-since"}:
        return Judged(outcome="unreadable", why="304 to a request that named no version we hold")
    found = files.matching((Link(url) for url in before.links), listing.pattern) if listing.pattern else ()
    shown = shows_through(found, listing.known, before.complete)
    return Judged(
        outcome="unchanged", why=joined("304", shown.why if found else ""), content="unchanged", kind=before.kind,
        key=before.key, text_length=before.text_length, count=before.count, files=found, whole=before.complete,
        complete=before.complete, shows_through=shown.through,
    )  # fmt: skip


def _refused(exchange: Exchange, block: Block) -> Judged | None:
    """About us: a refusal to our client, or a server in trouble."""
    status = exchange.status
    if status in REFUSED:
        why = joined(f"status {status}", str(block))
        return Judged(outcome="blocked", why=why, score=1.0, features=(f"status {status}", *block.features))
    if block.blocked:
        why = f"status {status}, but looks like a gatekeeper's page: {block}"
        return Judged(outcome="blocked", why=why, score=block.score, features=block.features)
    if status >= 500:
        return Judged(outcome="unreachable", why=f"status {status}: the server could not answer")
    if status >= 400 and status not in (404, 410):
        return Judged(outcome="blocked", why=f"status {status}: our request was refused", score=1.0)
    return None


def _answered(exchange: Exchange, seen: Seen, before: Before | None, asked: _Asked) -> Judged:
    """About them: what the site itself answered. Where a gatekeeper's mark stands in it all the same, it is suspect."""
    if exchange.status in (404, 410):
        judged = _gone(exchange, seen, before, asked)
    elif exchange.status not in (200, 203):
        judged = unreadable(seen, f"status {exchange.status} is no answer to our request")
    elif seen.kind == "empty":
        judged = unreadable(seen, f"status {exchange.status} and an empty body")
    elif asked.expect == "file":
        judged = _file(exchange, seen, before, asked)
    elif asked.expect == "catalogue" and seen.kind in ("json", "xml", "text"):
        judged = catalogue(exchange, seen, before, asked.listing, asked.at)
    else:
        judged = landing(exchange, seen, before, asked.listing, asked.at)
    if judged.outcome in ABOUT_THEM and seen.block.marked:
        why = f"{judged.outcome}, but with marks of a gatekeeper: {seen.block}"
        return replace(judged, outcome="suspect", why=why, features=seen.block.features)
    return judged


def _gone(exchange: Exchange, seen: Seen, before: Before | None, asked: _Asked) -> Judged:
    why = f"status {exchange.status}"
    said_so = not_found(seen.page).score
    if seen.page.script_only and said_so <= NOT_FOUND_FROM:  # said by the title alone
        return Judged(outcome="suspect", why=f"{why}, with nothing but script in the body", kind=seen.kind)
    here = _here(exchange)
    if others := [each for each in seen.files if same_address(each.url) not in here]:  # "skip to the content" is none
        why = f"{why}, and the page links {len(others)} of the files all the same"
        return Judged(outcome="suspect", why=why, kind=seen.kind)
    if said := no_site(seen.page):
        why = f"{why}, and the page says {said!r}: the host has no site"
        return Judged(outcome="suspect", why=why, kind=seen.kind)
    if said := about_us(seen.page):
        return Judged(outcome="suspect", why=f"{why}, and the page says {said!r}", kind=seen.kind)
    if (said := trouble(seen.page)) and said_so < NOT_FOUND_FROM:  # "Oops, something went wrong"
        return Judged(outcome="suspect", why=f"{why}, and the page says {said!r}", kind=seen.kind)
    if seen.kind != "empty" and not says_missing(seen.page):
        why = f"{why}, and a body that does not say that anything is missing: a gatekeeper may have sent it"
        return Judged(outcome="suspect", why=why, kind=seen.kind)
    if said := moved_to(seen.page, exchange.last.url if exchange.last else exchange.url):
        return Judged(
            outcome="suspect", why=f"{why}, and the page says {said!r}: it may stand elsewhere", kind=seen.kind
        )
    if other := _led_away(exchange, before):
        why = f"{why}, and it leads or led to another host, {other}: it may stand there"
        return Judged(outcome="suspect", why=why, kind=seen.kind)
    if asked.expect == "file" and (elsewhere := _elsewhere(exchange, asked)):
        return Judged(outcome="moved", why=f"{why}; the page links {elsewhere}", kind=seen.kind)
    if asked.expect == "file" and (doubt := _may_stand_elsewhere(exchange, asked)):
        return Judged(outcome="suspect", why=f"{why}; {doubt}: it may stand elsewhere", kind=seen.kind)
    still = "the page links it all the same" if asked.page and _linked(exchange, asked) else ""
    return Judged(outcome="gone", why=joined(why, still), kind=seen.kind)


def _led_away(exchange: Exchange, before: Before | None) -> str:
    """The host, other than the one that answered, to which an address led when it last worked; or to which it leads now
    and from which it never brought anything. Empty where there is none."""
    last = host_of(exchange)
    own = bare_host(exchange.url)
    if before and before.host:
        return "" if last == before.host else before.host if last == own else last
    return "" if last == own else last


def _here(exchange: Exchange) -> set[str]:
    """The address that was asked for, and those to which it led."""
    return {same_address(absolute("", url)) for url in (exchange.url, *(hop.url for hop in exchange.hops))}


def _elsewhere(exchange: Exchange, asked: _Asked) -> str:
    """The other address under which the landing page links the same file."""
    if asked.page is None or asked.page.outcome not in WORKED:
        return ""
    here = _here(exchange)
    name = name_of(exchange.url).casefold()
    places, ref = Places(asked.listing.known), _own_ref(exchange, asked)
    others = [file for file in asked.page.files if same_address(file.url) not in here]
    same = [file for file in others if file.name.casefold() == name]
    same += [file for file in others if ref and places.ref(file) == ref]
    return same[0].url if same else ""


def _may_stand_elsewhere(exchange: Exchange, asked: _Asked) -> str:
    """Why a file that is gone from its address may stand at another one; empty where the pages speak against it.

    They do where they are gone as well, still link this very address, or were read whole and hold nothing unknown. A
    notice in their place does not: where it leads is for a person to read.
    """
    page, known = asked.page, asked.listing.known
    if page is None or page.outcome == "gone" or _linked(exchange, asked):
        return ""
    if page.outcome not in WORKED:
        return f"the page that could link it elsewhere was {page.outcome.replace('_', ' ')}"
    places = Places(known)
    if unknown := [file.name for file in page.files if places.ref(file) is None]:
        return f"the page links {len(unknown)} file(s) not read yet, such as {unknown[0]}"
    if not page.whole:
        return "the page may not be the whole list"
    ref = _own_ref(exchange, asked)
    if named := [each.url for each in page.beside.named if ref and ref in each.refs and not places.set_aside(each.url)]:
        return f"the page links {named[0]}, which names {ref}"
    if why := doubt(replace(page.beside, said=()), known, known.newest):
        return why
    names_it = ref in page.beside.said and ref.casefold() not in places.aside
    return f"the page names {ref} all the same" if names_it else ""


def _own_ref(exchange: Exchange, asked: _Asked) -> str:
    """The reference period of the edition known by the name of the address asked for; empty where none is."""
    own = files.matching((Link(exchange.url),), asked.listing.pattern) if asked.listing.pattern else ()
    return (Places(asked.listing.known).ref(own[0]) if own else "") or ""


def _linked(exchange: Exchange, asked: _Asked) -> bool:
    addresses = {same_address(file.url) for file in asked.page.files} if asked.page else set()
    return not addresses.isdisjoint(_here(exchange))


def _file(exchange: Exchange, seen: Seen, before: Before | None, asked: _Asked) -> Judged:
    name = name_of(exchange.url)
    ending = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    allowed = KINDS.get(ending, {before.kind} if before and before.kind else set())
    if seen.kind == "html" and "html" not in allowed:
        words = not_found(seen.page)
        if words.score >= NOT_FOUND_FROM:
            return soft_gone(seen, words.score, words.found)
        return unreadable(seen, f"a page in place of the file {name}: {seen.page.title[:80]!r}")
    if seen.kind == "text" and (said := sentence(seen.page)):
        return unreadable(seen, f"{name}: a sentence in place of the file: {said!r}")
    if seen.kind == "unknown" or (allowed and seen.kind not in allowed):
        return unreadable(seen, f"{name}: the first bytes are those of {seen.kind}")
    return _placed(exchange, compared(exchange, seen, before), asked)


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
