"""What stands in the body of a visit: looked into once, for all that is judged of it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from tracker.exchange import Exchange
from tracker.outcomes import files
from tracker.outcomes.blocks import Block, look_for_block
from tracker.outcomes.body import Content, content_key, content_of, kind_of, page_of, size_of
from tracker.outcomes.files import Linked
from tracker.outcomes.outcome import Before, Judged, Listing
from tracker.outcomes.page import Link, Page


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A body looked into."""

    kind: str
    content: Content
    page: Page = Page()
    files: tuple[Linked, ...] = ()
    block: Block = Block()


def look_into(exchange: Exchange, listing: Listing) -> Seen:
    """Read a body as far as it can be; BodyProblem where it can not."""
    content = content_of(exchange)
    kind = kind_of(content)
    url = exchange.last.url if exchange.last else exchange.url
    page = Page()
    found: tuple[Linked, ...] = ()
    if kind == "html":
        page = page_of(content, url, exchange.header("content-type"))
        found = files_of(page.links, listing)
    elif kind in ("json", "text", "xml") and size_of(content) < 65_536:  # a refusal can come as JSON or plain text
        text = page_of(content, url, exchange.header("content-type")).source
        page = Page(text=text if kind != "xml" else "", source=text)
    return Seen(kind=kind, content=content, page=page, files=found, block=look_for_block(exchange, page, len(found)))


def files_of(links: tuple[Link, ...], listing: Listing) -> tuple[Linked, ...]:
    """The files of the release among links."""
    return files.matching(links, listing.pattern) if listing.pattern else ()


def unreadable(seen: Seen, why: str) -> Judged:
    """It came, and nothing can be said of it."""
    return Judged(outcome="unreadable", why=why, kind=seen.kind)


def compared(exchange: Exchange, seen: Seen, before: Before | None) -> Judged:
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


def soft_gone(seen: Seen, score: float, found: tuple[str, ...]) -> Judged:
    """A page that says "not found" with status 200."""
    why = f"status 200, and the page says: {', '.join(found)}"
    return Judged(outcome="soft_gone", why=why, score=score, features=found, kind=seen.kind)


def joined(*pieces: str) -> str:
    """Reasons as one line."""
    return "; ".join(piece for piece in pieces if piece)
