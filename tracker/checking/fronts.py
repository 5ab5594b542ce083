"""Has the host of a page that is not there a site at all? Its front page is asked for, once in a run.

A host that was given up answers 404 to everything, and so does a site that is closed for a while or to us. A 404 speaks
of the page only where the front page of its host is there, or another page that this run saw on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from tracker.checking import plan
from tracker.checking.asking import Asking
from tracker.checking.plan import Address
from tracker.checking.state import OBSERVER
from tracker.evidence import Look
from tracker.evidence.looks import Looking
from tracker.exchange import Exchange
from tracker.fetch import Fetcher
from tracker.outcomes import Judged, Listing, judge
from tracker.outcomes.outcome import WORKED
from tracker.outcomes.seen import look_into
from tracker.outcomes.words import about_us


class Missing(msgspec.Struct, frozen=True):
    """A page that was not there, not yet recorded. `doubt`: why that says nothing of the page."""

    exchange: Exchange
    addresses: Sequence[Address]
    doubt: str = ""


class Fronts:
    """Pages that were not there, and the front pages of their hosts."""

    def __init__(self, looks: Looking, fetcher: Fetcher, asking: Asking) -> None:
        self._looks, self._fetcher, self._asking = looks, fetcher, asking
        self._missing: list[Missing] = []
        self._fronts: dict[str, Judged] = {}

    def wait(self, exchange: Exchange, addresses: Sequence[Address]) -> None:
        """A page was not there. It is recorded when its host is known."""
        self._missing.append(Missing(exchange, addresses))

    def known(self, working: Collection[str], at: str) -> Iterator[Missing]:
        """Each page that waits, once its host is known: one that `working` names, or asked for its front page."""
        wanted: dict[str, dict[Address, None]] = {}
        for each in self._missing:
            front = _front(each.exchange)
            if plan.host(front) not in working and not _is_front(each.exchange):
                wanted.setdefault(front, {}).update((Address(x.release, front, "front"), None) for x in each.addresses)
        asks = [self._asking.ask(front, list(addresses), {}) for front, addresses in wanted.items()]
        self._fetcher.visit_all(asks, on_done=lambda exchange: self._came(exchange, list(wanted[exchange.url]), at))
        while self._missing:
            each = self._missing.pop(0)
            yield msgspec.structs.replace(each, doubt=self._doubt(each.exchange))

    def left(self) -> Iterator[Missing]:
        """Pages that still wait where a run was stopped."""
        while self._missing:
            yield msgspec.structs.replace(self._missing.pop(0), doubt="the front page of its host was not asked for")

    def _came(self, exchange: Exchange, addresses: Sequence[Address], at: str) -> None:
        judged = judge(exchange, None, "page", Listing(), None, at=at)
        if judged.outcome in WORKED and (why := _no_site(exchange)):
            judged = msgspec.structs.replace(judged, outcome="suspect", why=why)
        self._fronts[exchange.url] = judged
        if exchange.failure != "budget":  # else nothing was asked: no look
            look = Look(role="front", outcome=judged.outcome, why=judged.why, observer=OBSERVER, release="", url="")
            looks = [msgspec.structs.replace(look, release=x.release, url=x.url) for x in addresses]
            self._looks.record_all([(exchange, each) for each in looks])

    def _doubt(self, exchange: Exchange) -> str:
        front = _front(exchange)
        if _is_front(exchange):
            return "this is the front page of its host, which may have no site"
        judged = self._fronts.get(front)
        if judged is None or judged.outcome in WORKED:
            return ""
        return f"the front page of its host, {front}, was not seen ({judged.outcome.replace('_', ' ')}: {judged.why})"


def _no_site(exchange: Exchange) -> str:
    """Why what came is no front page of a site, as what a new server or a registrar shows; empty where it is one."""
    here = _bare_host(_last(exchange))
    if here != _bare_host(exchange.url):
        return f"it leads to another host, {here}"
    page = look_into(exchange, Listing()).page
    if said := about_us(page):
        return f"it says {said!r}"
    if not any(_bare_host(link.url) == here and urlsplit(link.url).path not in ("", "/") for link in page.links):
        return "it links no other page of its host"
    return ""


def _bare_host(url: str) -> str:
    return plan.host(url).removeprefix("www.")


def _front(exchange: Exchange) -> str:
    parts = urlsplit(_last(exchange))
    return f"{parts.scheme}://{parts.netloc}/"


def _is_front(exchange: Exchange) -> bool:
    parts = urlsplit(_last(exchange))
    return parts.path in ("", "/") and not parts.query


def _last(exchange: Exchange) -> str:
    return exchange.last.url if exchange.last else exchange.url
