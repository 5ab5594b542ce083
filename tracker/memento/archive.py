"""What does the Internet Archive answer about an address? Captured, never captured, and each reason for no answer.

    /cdx/search/cdx?url=...&output=json     which captures there are
    /web/<timestamp>id_/<url>               a capture as it was sent; carries Memento-Datetime where it plays
    /save/<url>                             takes a new capture; only where that was asked for

From the archive's own description of its index and from reports of those who use it (2013 to 2026): a refusal names its
reason in X-Archive-Wayback-Runtime-Error or in the body (RobotAccessControlException, for a takedown
AdministrativeAccessControlException); a capture of a page that answered 429 is itself answered with 429, and only
Memento-Datetime tells it from a refusal by the archive; /save/ can answer with an error and have taken the capture all
the same. The index was reported in 2026 to allow 24 requests a minute.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from tracker.errors import UsageError
from tracker.exchange import Exchange, Hop
from tracker.fetch import Ask
from tracker.memento.index import FIELDS, Capture, capture_of, iso, moment_of, read_index, stamp
from tracker.outcomes import BodyProblem, content_of

OBSERVER = "Internet Archive"
BASE = "https://web.archive.org"
WINDOW = timedelta(days=31)  # captures looked for on either side of our look
LARGEST_INDEX = 5_000_000  # bytes of an answer of CDX
LARGEST_CAPTURE = 1_000_000  # bytes of a capture that are waited for: that it plays is known from its head
ROW_LIMIT = 2000

Answer = Literal[
    "captured",
    "accepted",  # only of save: the archive has taken the order, and names no capture yet
    "never_captured",
    "does_not_play",  # the index names a capture that the archive can not show
    "blocked_by_robots",
    "blocked_by_takedown",
    "rate_limited",
    "unreachable",
    "malformed",
]


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """What the second observer answered. `exchanges` are the visits that were made, to be kept as evidence."""

    url: str
    around: str  # UTC, ISO 8601: the moment that was asked about
    answer: Answer
    why: str = ""
    observer: str = OBSERVER
    capture: Capture | None = None  # the one nearest in time
    archived_url: str = ""
    plays: bool | None = None  # None where that was not tried, or could not be
    retry_after: int | None = None  # seconds, where the archive said when to come back
    exchanges: tuple[Exchange, ...] = ()


class Visitor(Protocol):
    """Whoever makes the requests: tracker.fetch.Fetcher, or a stand-in."""

    def visit(self, ask: Ask) -> Exchange:
        """Ask for one address."""
        ...


class Archive:
    """The Internet Archive, or a server that answers as it does."""

    def __init__(self, visitor: Visitor, base: str = BASE, *, saving: bool = False, playing: bool = True) -> None:
        self.visitor, self.base, self.saving, self.playing = visitor, base.rstrip("/"), saving, playing

    def observe(self, url: str, around: datetime) -> Witness:
        """What the archive has of an address near a moment; if nothing near, the newest that it has."""
        moment = around.astimezone(UTC)
        near = {"from": stamp(moment - WINDOW), "to": stamp(moment + WINDOW), "limit": str(ROW_LIMIT)}
        witness = self._index(url, moment, near)
        if witness.answer == "never_captured":
            first = witness.exchanges
            witness = self._index(url, moment, {"limit": "-1"})
            witness = replace(witness, exchanges=first + witness.exchanges)
        if witness.answer != "captured" or not self.playing:
            return witness
        return self._played(witness)

    def _index(self, url: str, moment: datetime, more: dict[str, str]) -> Witness:
        query = urlencode({"url": url, "output": "json", "fl": ",".join(FIELDS), **more})
        exchange = self.visitor.visit(Ask(url=f"{self.base}/cdx/search/cdx?{query}", largest=LARGEST_INDEX))
        asked = Witness(url=url, around=iso(moment), answer="unreachable", exchanges=(exchange,))
        if (refused := _refusal(exchange)) is not None:
            return _with(asked, refused)
        try:
            captures, skipped = read_index(_text(exchange))
        except ValueError as error:
            return replace(asked, answer="malformed", why=str(error))
        left_out = f"{skipped} row(s) of the index could not be read" if skipped else ""
        if not captures:
            answer: Answer = "malformed" if skipped else "never_captured"
            return replace(asked, answer=answer, why=left_out or "the index has no capture")
        nearest = min(captures, key=lambda each: (abs(moment_of(each.captured_at) - moment), each.timestamp))
        archived = f"{self.base}/web/{nearest.timestamp}/{nearest.original}"
        return replace(asked, answer="captured", why=left_out, capture=nearest, archived_url=archived)

    def _played(self, witness: Witness) -> Witness:
        """Whether the capture can be shown. Where that can not be tried, the index's word stays as it is."""
        capture = witness.capture
        if capture is None:
            return witness
        url = f"{self.base}/web/{capture.timestamp}id_/{capture.original}"
        exchange = self.visitor.visit(Ask(url=url, largest=LARGEST_CAPTURE))
        witness = replace(witness, exchanges=(*witness.exchanges, exchange))
        if exchange.hops and _is_memento(exchange.hops[0]):
            return replace(witness, plays=True)
        refused = _refusal(exchange)
        if refused is not None and refused.answer in ("blocked_by_robots", "blocked_by_takedown"):
            return _with(replace(witness, plays=False), refused)
        if refused is not None and refused.answer in ("rate_limited", "unreachable"):
            why = f"whether it plays could not be tried: {refused.answer.replace('_', ' ')}, {refused.why}"
            return replace(witness, why=why, retry_after=refused.retry_after)
        where = exchange.last.url if exchange.last else ""
        why = refused.why if refused is not None else "no Memento-Datetime"
        if where and where != url:
            why = f"led to {where}"
        return replace(witness, answer="does_not_play", why=f"capture of {capture.captured_at}: {why}", plays=False)

    def save(self, url: str, around: datetime) -> Witness:
        """Ask the archive to capture an address now."""
        if not self.saving:
            raise UsageError("captures are asked for only when you say so", url, "Run it again with --save")
        exchange = self.visitor.visit(Ask(url=f"{self.base}/save/{url}", largest=LARGEST_CAPTURE))
        asked = Witness(url=url, around=iso(around.astimezone(UTC)), answer="accepted", exchanges=(exchange,))
        if (taken := _taken(exchange)) is not None:
            return replace(asked, answer="captured", capture=taken, archived_url=self._address(taken))
        if (refused := _refusal(exchange)) is not None:
            later = "; it may have been captured all the same: ask the index later"
            why = refused.why + (later if refused.answer == "unreachable" else "")
            return _with(asked, replace(refused, why=why))
        return replace(asked, why="the archive names no capture yet: ask the index later")

    def _address(self, capture: Capture) -> str:
        return f"{self.base}/web/{capture.timestamp}/{capture.original}"


class _Refused(msgspec.Struct, frozen=True):
    answer: Answer
    why: str
    retry_after: int | None = None


def _with(witness: Witness, refused: _Refused) -> Witness:
    return replace(witness, answer=refused.answer, why=refused.why, retry_after=refused.retry_after)


def _refusal(exchange: Exchange) -> _Refused | None:
    """Why the archive did not answer, or would not; None where it did."""
    status = exchange.status
    if status == 429 or (status == 503 and exchange.header("retry-after")):
        return _Refused("rate_limited", f"status {status}", _retry_after(exchange))
    stated = exchange.header("x-archive-wayback-runtime-error")
    text = _text(exchange)[:20_000]
    said = stated or (text if status != 200 or text.startswith("org.archive.") else "")
    if "AdministrativeAccessControlException" in said or "has been excluded from the Wayback Machine" in said:
        return _Refused("blocked_by_takedown", stated[:200] or f"status {status}")
    if "RobotAccessControlException" in said or "due to robots.txt" in said:
        return _Refused("blocked_by_robots", stated[:200] or f"status {status}")
    if exchange.failure:
        return _Refused("unreachable", f"{exchange.failure}: {exchange.failure_text}".rstrip(": "))
    if stated:
        return _Refused("malformed", stated[:200])
    if status >= 500 or not status:
        return _Refused("unreachable", f"status {status}")
    return None if status == 200 else _Refused("malformed", f"status {status}")


def _retry_after(exchange: Exchange) -> int | None:
    """Seconds to wait, as the archive said: a number, or a moment that is held against the answer's own Date."""
    value = exchange.header("retry-after").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return int(value)
    try:
        moment, sent = parsedate_to_datetime(value), parsedate_to_datetime(exchange.header("date"))
        return max(0, round((moment - sent).total_seconds()))
    except (ValueError, TypeError):  # absent, no date, or one with and one without a zone
        return None


def _is_memento(hop: Hop) -> bool:
    return any(name.casefold() == "memento-datetime" for name, _ in hop.headers)


def _taken(exchange: Exchange) -> Capture | None:
    """The capture that an answer of /save/ names, in a header or by leading there."""
    if exchange.failure and not exchange.hops:
        return None
    places = [exchange.header("content-location"), exchange.header("link"), *(hop.url for hop in exchange.hops[1:])]
    for place in places:
        if match := re.search(r"/web/(\d{14})[a-z_]*/(https?://[^>\s\"]+)", place):
            return capture_of({"timestamp": match[1], "original": match[2]})
    return None


def _text(exchange: Exchange) -> str:
    try:
        content = content_of(exchange)
    except BodyProblem as problem:
        return f"({problem.why})"
    if isinstance(content, Path):
        with content.open("rb") as file:
            content = file.read(LARGEST_INDEX)
    return content[:LARGEST_INDEX].decode("utf-8", errors="replace")
