"""What does an answer show, with all that is known of its address? It is judged, and put down as a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from tracker import model
from tracker.checking import clock, plan
from tracker.checking.known import Holdings
from tracker.checking.pages import Pages
from tracker.checking.plan import Address
from tracker.checking.state import OBSERVER, Key, State
from tracker.evidence import Found, Look
from tracker.exchange import Exchange
from tracker.outcomes import BodyProblem, Judged, Listing, content_of, judge
from tracker.outcomes.body import Content
from tracker.outcomes.outcome import Expect
from tracker.outcomes.page import name_of


class Visit(msgspec.Struct, frozen=True):
    """An answer, when it came, and who wants it: one address is asked for as page or as file, not as both at once."""

    exchange: Exchange
    addresses: Sequence[Address]
    came: datetime

    @property
    def is_file(self) -> bool:
        """A file, and no page or catalogue."""
        return self.addresses[0].role == "file"


class Judging:
    """Judges by what the run knows so far: it is given what grows, not a copy of it."""

    def __init__(
        self,
        releases: Mapping[str, model.Release],
        states: Mapping[Key, State],
        holdings: Mapping[str, Holdings],
        pages: Mapping[str, Pages],
        *,
        digest_of: Callable[[Content, str], str],
    ) -> None:
        self._releases, self._states, self._holdings, self._pages = releases, states, holdings, pages
        self._digest_of = digest_of

    def judged(self, visit: Visit) -> list[Judged]:
        """What an answer shows to each who wants it, with what the looks before, the record and the pages of this run
        say of its address."""
        return [self._judged(visit.exchange, address, visit.came) for address in visit.addresses]

    def looks(self, visit: Visit, judged: Sequence[Judged]) -> list[Look]:
        """What was judged, as the log keeps it."""
        return [self._look(visit, address, each) for address, each in zip(visit.addresses, judged, strict=True)]

    def _judged(self, exchange: Exchange, address: Address, came: datetime) -> Judged:
        release, holdings = self._releases[address.release], self._holdings[address.release]
        state = self._states.get((address.release, address.url))
        listing = Listing(pattern=release.watch.files, known=holdings.known(), others=self._others(address))
        expect: Expect = "file" if address.role == "file" else "catalogue" if address.role == "catalogue" else "page"
        page = self._pages[address.release].one if expect == "file" else None
        found = judge(exchange, state.before if state else None, expect, listing, page, at=written(came))
        return clock.judged(exchange, found, came, expect == "file", state.met_at if state else "")

    def _others(self, address: Address) -> tuple[str, ...]:
        """The forms of the files of other releases that have the same page."""
        return tuple(
            release.watch.files
            for name, release in self._releases.items()
            if name != address.release and release.watch.files
            and any(each.url == address.url for each in plan.pages(release))
        )  # fmt: skip

    def _look(self, visit: Visit, address: Address, judged: Judged) -> Look:
        exchange = visit.exchange
        found = Found(
            content=judged.content, form=judged.kind, key=judged.key, text_length=judged.text_length,
            count=judged.count, complete=judged.complete,
            digest=self._content_digest(exchange, judged, address.release),
            age=clock.age(exchange) // timedelta(seconds=1),
        )  # fmt: skip
        return Look(
            release=address.release, url=address.url, role=address.role, outcome=judged.outcome, why=judged.why,
            observer=OBSERVER, file_name=name_of(address.url) if address.role == "file" else "",
            links=judged.links, found=found, came_at=written(visit.came),
        )  # fmt: skip

    def _content_digest(self, exchange: Exchange, judged: Judged, release: str) -> str:
        if not judged.content:
            return ""
        state = self._states.get((release, exchange.url))
        held = state.content_digest if state else ""
        if exchange.status == 304 or exchange.body is None:
            return held
        if judged.content == "unchanged" and state and self._holdings[release].holds(held):
            return held  # written anew at each request: other bytes, the same content
        try:
            return self._digest_of(content_of(exchange), exchange.digest)
        except BodyProblem:
            return ""


def written(moment: datetime) -> str:
    """A moment as the log writes it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def doubted(judged: Iterable[Judged], doubt: str) -> list[Judged]:
    """What was judged, and nothing said to be gone: why it may not be stands beside."""
    return [replace(x, outcome="suspect", why=f"{x.why}; {doubt}") if x.outcome == "gone" else x for x in judged]
