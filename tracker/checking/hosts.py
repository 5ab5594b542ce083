"""Has the host of what is not there a site at all? What of it was seen at that time, or else its front page, tells.

A host that was given up answers 404 to everything, and so does a site that is closed for a while or to us. A 404 speaks
of a page or file only where its host is known to serve something. A front page is known to be that of a site where one
of two pages that it links is there: what a closed or moved site shows has links as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from tracker.checking import clock, fronts, plan
from tracker.checking.extra import Extra
from tracker.checking.fronts import Front
from tracker.checking.judging import Visit, doubted, written
from tracker.checking.summary import NotVisited
from tracker.exchange import Exchange
from tracker.outcomes import Judged
from tracker.outcomes.outcome import WORKED
from tracker.outcomes.own import called
from tracker.outcomes.page import same_address

NEAR = timedelta(minutes=30)  # from a 404 to what is seen of its host: a site may be closed for an hour of the night


class Hosts:
    """What a run has seen of each host."""

    def __init__(self, extra: Extra) -> None:
        self._extra = extra
        self._pages: dict[str, list[tuple[datetime, str]]] = {}  # by host: when one was seen, and its address
        self._files: dict[str, list[tuple[datetime, str]]] = {}
        self._fronts: dict[str, tuple[Front, datetime]] = {}  # and pages that they link, by the address asked for
        self._linked: dict[str, list[str]] = {}  # by front page: the pages that it links and that were asked for

    def saw(self, visit: Visit, judged: Sequence[Judged]) -> None:
        """What was asked for came, as judged for each who wants it: a page or file that worked shows that its host has
        a site; not an old copy, which shows that it had one. A front page that is watched counts as a front page."""
        exchange, worked = visit.exchange, any(each.outcome in WORKED for each in judged)
        if not visit.is_file and fronts.is_front(exchange.url):
            self._fronts[fronts.address(exchange.url)] = fronts.read(exchange, fronts.judged(exchange)), visit.came
        elif worked and not clock.is_old(exchange):
            of_host = self._files if visit.is_file else self._pages
            of_host.setdefault(plan.host(fronts.last(exchange)), []).append((visit.came, exchange.url))

    def ask(self, missing: Sequence[Visit]) -> list[NotVisited]:
        """Ask for the front pages of hosts of which nothing was seen, each once; for what they send their readers on
        to; and for two pages that they link. Returns those that the budget left out."""
        wanted: dict[str, dict[str, None]] = {}
        for each in missing:
            url = fronts.last(each.exchange)
            if not self._serves(each) and not fronts.is_front(url):
                wanted.setdefault(fronts.address(url), {}).update((x.release, None) for x in each.addresses)
        left_out = self._visit(wanted)
        left_out += self._visit({self._fronts[url][0].onward: who for url, who in wanted.items()})
        absent = {same_address(each.exchange.url) for each in missing}
        for url in wanted:
            links = [each for each in self._landed(url).links if same_address(each) not in absent]
            self._linked.setdefault(url, list(dict.fromkeys([*links[:1], *links[len(links) // 2 :][:1]])))
        return left_out + self._visit({link: who for url, who in wanted.items() for link in self._linked[url]})

    def told(self, missing: Visit, judged: Sequence[Judged]) -> list[Judged]:
        """What a 404 says, with what shows that its host has a site; suspect where nothing does."""
        if doubt := self._doubt(missing) or self._stands_elsewhere(missing):
            return doubted(judged, doubt)
        shown = f"its host has a site: {self._evidence(missing)} was there"
        return [replace(x, why=f"{x.why}; {shown}") if x.outcome == "gone" else x for x in judged]

    def _doubt(self, missing: Visit) -> str:
        """Why its 404 says nothing of the page or file; empty where its host has a site."""
        if self._serves(missing):
            return ""
        url = fronts.last(missing.exchange)
        if fronts.is_front(url):
            return "this is the front page of its host, which may have no site"
        front = fronts.address(url)
        if front not in self._fronts or (front not in self._linked and not self._landed(front).why):
            return f"the front page of its host, {front}, was not asked for"
        if not (why := self._no_site(missing, front)):
            return ""
        return f"the front page of its host, {front}, shows no site ({why})"

    def _stands_elsewhere(self, missing: Visit) -> str:
        """Why it may stand at another address: a front page that this run read, or a page that it links, names one with
        the same name; else empty."""
        url, last = missing.exchange.url, fronts.last(missing.exchange)
        name, here = called(url), {same_address(each.rstrip("/")) for each in (url, last)}
        for read in (fronts.address(last), *self._linked.get(fronts.address(last), ())) if name else ():
            for other in self._fronts[read][0].named if read in self._fronts else ():
                if called(other) == name and same_address(other.rstrip("/")) not in here:
                    return f"{read} links {other}: it may stand there"
        return ""

    def _no_site(self, missing: Visit, url: str) -> str:
        """Why a front page, and the pages that it links, do not show that the host has a site; else empty."""
        front, at = self._landed(url), self._fronts[url][1]
        linked = [self._fronts[each][0] for each in self._linked.get(url, ())]
        found = [front] if front.why else [each for each in linked if not each.there]
        if any(each.unclear for each in found) and self._near(missing, self._files):
            return ""
        if front.why:
            return front.why
        if not any(each.there for each in linked):
            return "the pages that it links are not there either"
        return "" if abs(at - missing.came) <= NEAR else f"it was asked for at {written(at)}, not when this was"

    def _evidence(self, missing: Visit) -> str:
        """The address that shows that its host has a site."""
        linked = self._linked.get(fronts.address(fronts.last(missing.exchange)), ())
        there = next((each for each in linked if self._fronts[each][0].there), "")
        return self._serves(missing) or there or self._near(missing, self._files)

    def _landed(self, url: str) -> Front:
        """A front page, or the one to which it sends its readers on."""
        front = self._fronts[url][0]
        return self._fronts[front.onward][0] if front.onward in self._fronts else front

    def _serves(self, missing: Visit) -> str:
        """A page of the host that was seen, or for a file another file of it; empty where there is none."""
        return self._near(missing, self._pages) or (self._near(missing, self._files) if missing.is_file else "")

    def _near(self, missing: Visit, seen: Mapping[str, Iterable[tuple[datetime, str]]]) -> str:
        host = plan.host(fronts.last(missing.exchange))
        return next((url for at, url in seen.get(host, ()) if abs(at - missing.came) <= NEAR), "")

    def _visit(self, wanted: Mapping[str, Collection[str]]) -> list[NotVisited]:
        """Ask for front pages that were not asked for yet, and record what came."""

        def came(exchange: Exchange, at: datetime) -> Judged:
            judged = fronts.judged(exchange)
            front = fronts.read(exchange, judged)
            self._fronts[exchange.url] = front, at
            if front.why and not front.there and judged.outcome in WORKED:
                return replace(judged, outcome="suspect", why=front.why)
            return judged

        new = {url: releases for url, releases in wanted.items() if url and url not in self._fronts}
        return self._extra.ask("front", new, came)
