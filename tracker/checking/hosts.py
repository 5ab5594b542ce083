"""Has the host of what is not there a site at all? What of it was seen in this run, or else its front page, tells.

A host that was given up answers 404 to everything, and so does a site that is closed for a while or to us. A 404 speaks
of a page or file only where its host is known to serve something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from tracker.checking import clock, plan
from tracker.checking.asking import Asking
from tracker.checking.judging import Visit
from tracker.checking.plan import Address
from tracker.checking.state import OBSERVER
from tracker.checking.summary import NotVisited
from tracker.evidence import Look
from tracker.evidence.looks import Looking
from tracker.exchange import Exchange
from tracker.fetch import Fetcher
from tracker.outcomes import BodyProblem, Judged, Listing, judge
from tracker.outcomes.outcome import WORKED
from tracker.outcomes.page import same_address
from tracker.outcomes.seen import look_into
from tracker.outcomes.words import no_front

FEW_PAGES = 3  # of its host that a front page links at least: what a new server or a registrar shows links fewer
OF_SERVER = re.compile(r"/(manual|cgi-(bin|sys)|icons|favicon\.\w+|wp-(login|admin)|privacy)\b", re.IGNORECASE)


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What a front page says of its host."""

    why: str = ""  # it does not show that the host has a site; empty where it does
    unclear: bool = False  # it was there and could not be read, or we did not ask for it: a file may speak for the host
    onward: str = ""  # the page of the same host to which it sends its readers on


class Hosts:
    """What a run has seen of each host."""

    def __init__(self, looks: Looking, fetcher: Fetcher, asking: Asking) -> None:
        self._looks, self._fetcher, self._asking = looks, fetcher, asking
        self._with_pages: set[str] = set()
        self._with_files: set[str] = set()
        self._fronts: dict[str, Front] = {}  # by the address asked for

    def saw(self, visit: Visit, judged: Sequence[Judged]) -> None:
        """What was asked for came, as judged for each who wants it: a page or file that worked shows that its host has
        a site; not an old copy, which shows that it had one. A front page that is watched counts as a front page."""
        exchange, worked = visit.exchange, next((each for each in judged if each.outcome in WORKED), None)
        if not visit.is_file and _is_front(exchange.url):
            again = worked if exchange.status == 304 else None
            self._fronts[_front(exchange.url)] = _said(exchange, again or _as_front(exchange))
        elif worked and not clock.is_old(exchange):
            (self._with_files if visit.is_file else self._with_pages).add(plan.host(_last(exchange)))

    def ask(self, missing: Iterable[Visit]) -> list[NotVisited]:
        """Ask for the front pages of hosts of which nothing was seen, each once, and for what they send their readers
        on to. Returns those that the budget left out."""
        wanted: dict[str, dict[Address, None]] = {}
        for each in missing:
            if not self._serves(each) and not _is_front(_last(each.exchange)):
                who = wanted.setdefault(_front(_last(each.exchange)), {})
                who.update((Address(x.release, "", "front"), None) for x in each.addresses)
        left_out = self._visit({url: who for url, who in wanted.items() if url not in self._fronts})
        onward = {self._fronts[url].onward: who for url, who in wanted.items()}
        return left_out + self._visit({url: who for url, who in onward.items() if url and url not in self._fronts})

    def doubt(self, missing: Visit) -> str:
        """Why its 404 says nothing of the page or file; empty where its host has a site."""
        if self._serves(missing):
            return ""
        url = _last(missing.exchange)
        if _is_front(url):
            return "this is the front page of its host, which may have no site"
        front = self._fronts.get(_front(url))
        if front is None:
            return f"the front page of its host, {_front(url)}, was not asked for"
        front = self._fronts.get(front.onward, front)
        if not front.why or (front.unclear and plan.host(url) in self._with_files):
            return ""
        return f"the front page of its host, {_front(url)}, shows no site ({front.why})"

    def _serves(self, missing: Visit) -> bool:
        """Whether a page of the host was seen, or for a file another file of it."""
        host = plan.host(_last(missing.exchange))
        return host in self._with_pages or (missing.is_file and host in self._with_files)

    def _visit(self, wanted: Mapping[str, Mapping[Address, None]]) -> list[NotVisited]:
        left_out: list[NotVisited] = []

        def came(exchange: Exchange) -> None:
            judged = _as_front(exchange)
            front = self._fronts[exchange.url] = _said(exchange, judged)
            releases = [address.release for address in wanted[exchange.url]]
            if exchange.failure == "budget":  # nothing was asked: no look
                left_out.extend(NotVisited(release=x, url=exchange.url, why=front.why) for x in releases)
                return
            if front.why and judged.outcome in WORKED:
                judged = msgspec.structs.replace(judged, outcome="suspect", why=front.why)
            look = Look(role="front", outcome=judged.outcome, why=judged.why, observer=OBSERVER, release="", url="")
            looks = [msgspec.structs.replace(look, release=release, url=exchange.url) for release in releases]
            self._looks.record_all([(exchange, each) for each in looks])

        asks = [self._asking.ask(url, list(addresses), {}) for url, addresses in wanted.items()]
        self._fetcher.visit_all(asks, on_done=came)
        return left_out


def _as_front(exchange: Exchange) -> Judged:
    return judge(exchange, None, "page", Listing())


def _said(exchange: Exchange, judged: Judged) -> Front:
    """What came in place of a front page: of a site, of a new server or a registrar, or nothing that can be read."""
    told = f"{judged.outcome.replace('_', ' ')}: {judged.why}"
    here = _bare_host(_last(exchange))
    if judged.outcome == "robots":
        return Front(why=told, unclear=True)
    if exchange.failure == "budget":
        return Front(why=exchange.failure_text, unclear=True)
    if exchange.failure or clock.is_old(exchange):
        return Front(why=told)
    if here != _bare_host(exchange.url):
        return Front(why=f"it leads to another host, {here}")
    if judged.outcome not in (*WORKED, "unreadable") or exchange.status == 304:
        return Front(why="" if judged.outcome in WORKED else told)
    try:
        seen = look_into(exchange, Listing())
    except BodyProblem as problem:
        return Front(why=problem.why)
    if said := no_front(seen.page):
        return Front(why=f"it says {said!r}")
    if judged.outcome not in WORKED:  # scripts alone, or what an interface for machines answers
        return Front(why=told, unclear=seen.kind in ("html", "json", "xml"))
    inner = {same_address(link.url) for link in seen.page.links if _is_inner(link.url, here)}
    if len(inner) >= FEW_PAGES:
        return Front()
    onward = next((url for url in seen.page.more if _is_inner(url, here)), "")
    return Front(why=f"it links {len(inner) or 'no'} other page(s) of its host", onward=onward)


def _is_inner(url: str, host: str) -> bool:
    """Whether an address is a page of a host other than its front page, and none that every server has."""
    path = urlsplit(url).path
    return _bare_host(url) == host and path not in ("", "/") and OF_SERVER.match(path) is None


def _bare_host(url: str) -> str:
    return plan.host(url).removeprefix("www.")


def _front(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _last(exchange: Exchange) -> str:
    return exchange.last.url if exchange.last else exchange.url
