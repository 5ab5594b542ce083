"""What does an answer show, with all that is known of its address? It is judged, and put down as a look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

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


class Judging:
    """Judges by what the run knows so far: it is given what grows, not a copy of it."""

    def __init__(  # noqa: PLR0913
        self,
        releases: Mapping[str, model.Release],
        states: Mapping[Key, State],
        holdings: Mapping[str, Holdings],
        pages: Mapping[str, Pages],
        *,
        now: Callable[[], datetime],
        digest_of: Callable[[Content, str], str],
    ) -> None:
        self._releases, self._states, self._holdings, self._pages = releases, states, holdings, pages
        self._now, self._digest_of = now, digest_of

    def judge(self, exchange: Exchange, address: Address) -> Judged:
        """What an answer shows, with what the looks before, the record and the pages of this run say of its address."""
        release, holdings = self._releases[address.release], self._holdings[address.release]
        state = self._states.get((address.release, address.url))
        listing = Listing(pattern=release.watch.files, known=holdings.known(), others=self._others(address))
        expect: Expect = "file" if address.role == "file" else "catalogue" if address.role == "catalogue" else "page"
        page = self._pages[address.release].one if expect == "file" else None
        now = self._now()
        at = now.isoformat(timespec="seconds")
        found = judge(exchange, state.before if state else None, expect, listing, page, at=at)
        return clock.judged(exchange, found, now, expect == "file", state.met_at if state else "")

    def _others(self, address: Address) -> tuple[str, ...]:
        """The forms of the files of other releases that have the same page."""
        return tuple(
            release.watch.files
            for name, release in self._releases.items()
            if name != address.release and release.watch.files
            and any(each.url == address.url for each in plan.pages(release))
        )  # fmt: skip

    def look(self, exchange: Exchange, address: Address, judged: Judged) -> Look:
        """What was judged, as the log keeps it."""
        found = Found(
            content=judged.content, form=judged.kind, key=judged.key, text_length=judged.text_length,
            count=judged.count, complete=judged.complete,
            digest=self._content_digest(exchange, judged, address.release),
            age=clock.age(exchange) // timedelta(seconds=1),
        )  # fmt: skip
        return Look(
            release=address.release, url=address.url, role=address.role, outcome=judged.outcome, why=judged.why,
            observer=OBSERVER, file_name=name_of(address.url) if address.role == "file" else "",
            links=judged.links, found=found,
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
