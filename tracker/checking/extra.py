"""Asking for addresses that the record does not name, to understand what came of those that it names.

What comes is kept like any other answer, as a look of its role, and is no look at the release.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from tracker.checking.asking import Asking
from tracker.checking.judging import written
from tracker.checking.plan import Address
from tracker.checking.state import OBSERVER
from tracker.checking.summary import NotVisited
from tracker.evidence import Look
from tracker.evidence.facts import Role
from tracker.evidence.looks import Looking
from tracker.exchange import Exchange
from tracker.fetch import Fetcher
from tracker.outcomes import Judged

Came = Callable[[Exchange, datetime], Judged]


class Extra:
    """Asks, and records what came."""

    def __init__(self, looks: Looking, fetcher: Fetcher, asking: Asking, now: Callable[[], datetime]) -> None:
        self._looks, self._fetcher, self._asking, self._now = looks, fetcher, asking, now

    def ask(self, role: Role, wanted: Mapping[str, Collection[str]], came: Came) -> list[NotVisited]:
        """Ask for addresses, for releases, each once; `came` judges what came. Returns what the budget left out."""
        left_out: list[NotVisited] = []

        def done(exchange: Exchange) -> None:
            at = self._now()
            judged = came(exchange, at)
            if exchange.failure == "budget":  # nothing was asked: no look
                why = exchange.failure_text
                left_out.extend(NotVisited(release=each, url=exchange.url, why=why) for each in wanted[exchange.url])
                return
            looks = [
                Look(
                    role=role, outcome=judged.outcome, why=judged.why, observer=OBSERVER, release=release,
                    url=exchange.url, came_at=written(at),
                )
                for release in wanted[exchange.url]
            ]  # fmt: skip
            self._looks.record_all([(exchange, each) for each in looks])

        asks = [
            self._asking.ask(url, [Address(each, url, role) for each in releases], {})
            for url, releases in wanted.items()
        ]
        self._fetcher.visit_all(asks, on_done=done)
        return left_out
