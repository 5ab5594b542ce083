"""What can come of a visit, what that is in the record, and what one visit hands to the next."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

import msgspec

from tracker.exchange import Exchange
from tracker.outcomes.beside import Beside
from tracker.outcomes.files import Known, Linked
from tracker.outcomes.through import Shown, shows_through

Expect = Literal["page", "file", "catalogue"]
Outcome = Literal[
    "new", "unchanged", "changed", "moved", "unlinked", "gone", "soft_gone", "notice",
    "blocked", "robots", "unreachable", "timed_out", "cut_short", "too_large", "unreadable", "suspect",
]  # fmt: skip
RecordOutcome = Literal["seen", "gone", "blocked", "unreachable", "unreadable"]

RECORDED: dict[Outcome, RecordOutcome] = {
    "new": "seen",
    "unchanged": "seen",
    "changed": "seen",
    "moved": "seen",
    "unlinked": "seen",
    "gone": "gone",
    "soft_gone": "unreadable",
    "notice": "unreadable",
    "suspect": "unreadable",
    "unreadable": "unreadable",
    "too_large": "unreadable",
    "blocked": "blocked",
    "robots": "blocked",
    "unreachable": "unreachable",
    "timed_out": "unreachable",
    "cut_short": "unreachable",
}
WORKED: frozenset[Outcome] = frozenset({"new", "unchanged", "changed", "moved", "unlinked"})
ABOUT_THEM: frozenset[Outcome] = frozenset({"gone", "soft_gone", "moved", "unlinked", "notice"})


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What the last look that worked found at an address, and whether a look since was suspect."""

    digest: str = ""  # of the body as sent
    key: str = ""  # of its content
    kind: str = ""
    text_length: int = 0
    count: int = 0  # entries of a catalogue, files of the release linked by a page
    links: tuple[str, ...] = ()  # addresses of these files
    complete: bool = False
    host: str = ""  # that answered, after redirects
    suspect_key: str = ""  # the content of a suspect look since then
    suspect_since: str = ""  # when a look met this content first: UTC, ISO 8601


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a release's pages are to link: the form of its file names, and what is known of its files."""

    pattern: str = ""
    known: Known = Known()
    others: tuple[str, ...] = ()  # the forms of the files of other releases that the same pages link


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a visit and its reasons, and what was found there."""

    outcome: Outcome
    why: str = ""
    score: float = 0.0  # of blocked, soft_gone and notice: 0 to 1
    features: tuple[str, ...] = ()  # what the score comes from
    content: Literal["", "new", "unchanged", "changed"] = ""  # of the bytes, whatever is said of their address
    kind: str = ""
    key: str = ""
    text_length: int = 0
    count: int = 0
    files: tuple[Linked, ...] = ()  # of the release, linked here
    whole: bool = False  # was not cut short
    complete: bool = False  # whole, and nothing says that an edition could stand elsewhere or under another name
    beside: Beside = Beside()  # what says so
    more: tuple[str, ...] = ()  # where the list goes on
    shows_through: str = ""

    @property
    def recorded(self) -> RecordOutcome:
        """The outcome in the words of the record."""
        return RECORDED[self.outcome]

    def shown(self, known: Known) -> Shown:
        """Through which period the page shows the release, once more is known: after its new files were read."""
        if self.outcome not in WORKED:
            return Shown("", f"the look was {self.outcome}")
        return shows_through(self.files, known, self.whole, self.beside)

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses of the release's files, sorted."""
        return tuple(sorted(file.url for file in self.files))


def remember(exchange: Exchange, judged: Judged, before: Before | None, at: str = "") -> Before | None:
    """What to hand to the next visit: what this one found if it worked, else what was known, with the suspicion.

    `at` is the time of the visit, as in `judge`.
    """
    if judged.outcome == "suspect":
        before = before or Before()
        same = bool(judged.key) and before.suspect_key == judged.key
        since = before.suspect_since if same else at or asked_at(exchange)
        return msgspec.structs.replace(before, suspect_key=judged.key, suspect_since=since)
    if not judged.content:
        return before
    digest = before.digest if before and exchange.status == 304 else exchange.digest
    return Before(
        digest=digest, key=judged.key, kind=judged.kind, text_length=judged.text_length, count=judged.count,
        links=judged.links, complete=judged.complete, host=host_of(exchange),
    )  # fmt: skip


def host_of(exchange: Exchange) -> str:
    """The host that answered a visit in the end, "www." aside; empty where none did."""
    return bare_host(exchange.last.url) if exchange.last else ""


def bare_host(url: str) -> str:
    """Host and port of an address, "www." aside."""
    return urlsplit(url).netloc.casefold().removeprefix("www.")


def asked_at(exchange: Exchange) -> str:
    """When the last request of a visit was made; empty where there was none."""
    return exchange.last.asked_at if exchange.last else ""
