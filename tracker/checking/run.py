"""How is one check run done? Pages first, then the files that they link; each look is recorded as it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tracker import __version__, model
from tracker.checking import clock, plan, second
from tracker.checking.asking import Asking
from tracker.checking.extra import Extra
from tracker.checking.hosts import Hosts
from tracker.checking.judging import Judging, Visit
from tracker.checking.known import Holdings
from tracker.checking.made_up import MadeUp
from tracker.checking.missing import Missing
from tracker.checking.pages import Pages
from tracker.checking.plan import Address
from tracker.checking.reading import Reader
from tracker.checking.second import Second
from tracker.checking.state import Key, after, states
from tracker.checking.summary import NotVisited, Summary, Visited, visited
from tracker.evidence import Look, Run, Shown, Store
from tracker.evidence.facts import AnyFact
from tracker.evidence.looks import Looking, looking
from tracker.evidence.store import utc_now
from tracker.exchange import Exchange
from tracker.fetch import Fetcher, Policy
from tracker.outcomes import Judged
from tracker.outcomes.outcome import WORKED

ABSENT = frozenset({404, 410})
SILENT = frozenset({"unreachable", "timed_out"})  # a host that did not answer is not asked for more in the same run


class Step(msgspec.Struct, frozen=True):
    """How far a run has come: one more look was recorded."""

    done: int
    planned: int  # as far as it is known: pages tell which files there are
    look: Look


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller may ask for."""

    due: bool = False  # only releases that could have something new
    vantage: str = ""  # where we look from, as far as it is to be stated
    second: Second = Second()
    on_step: Callable[[Step], None] | None = None


def check(  # noqa: PLR0913 -- what a caller may choose
    workspace: Path,
    record: model.Record,
    releases: Iterable[str] = (),
    *,
    policy: Policy,
    now: Callable[[], datetime] = utc_now,
    options: Options = Options(),  # noqa: B008 -- immutable
) -> Summary:
    """Visit the pages and files of releases (all where none are named), record each look, read what is new.

    Raises EvidenceError where another run is under way here or nothing can be written. What was recorded stays,
    whatever ends the run. `now` dates the lines of the log; nothing else here looks at a clock.
    """
    chosen = plan.chosen(record, releases)
    policy.check()
    store = Store(workspace, now)
    with ExitStack() as stack:
        stack.enter_context(store.writing())
        facts = store.entries()
        spool = stack.enter_context(store.spool())
        told = Run(version=__version__, policy=msgspec.to_builtins(policy), vantage=options.vantage)
        looks = stack.enter_context(looking(store, told))
        fetcher = stack.enter_context(Fetcher(policy, spool))
        run = CheckRun(_Tools(store, looks, fetcher, spool), record, facts, options)
        return run.done(chosen)


class _Tools(msgspec.Struct, frozen=True):
    store: Store
    looks: Looking
    fetcher: Fetcher
    spool: Path


class CheckRun:
    """One run: what it has met so far."""

    def __init__(self, tools: _Tools, record: model.Record, facts: list[AnyFact], options: Options) -> None:
        self.tools, self.options, self.facts = tools, options, facts
        self.sources = {source.id: source for source in record.sources}
        self.releases = {release.id: release for release in record.releases}
        self.states = states(facts)
        self.today = tools.store.now().astimezone(UTC).date()
        ingests = tools.store.ingests()
        self.holdings = {name: Holdings(release, ingests) for name, release in self.releases.items()}
        self.reader = Reader(tools.store, tools.spool, tools.looks.run.id, facts)
        self.asking = Asking(tools.store, self.releases, self.holdings, self.today)
        extra = Extra(tools.looks, tools.fetcher, self.asking, tools.store.now)
        self.hosts = Hosts(extra)
        self.linked = {name: self._linked(release) for name, release in self.releases.items()}
        self.pages: dict[str, Pages] = {}
        self.judging = Judging(self.releases, self.states, self.holdings, self.pages, digest_of=self.reader.digest_of)
        self.missing = Missing(self.judging, self.hosts, MadeUp(extra), self._record)
        self.exchanges: dict[int, Exchange] = {}  # by line: without their bodies, for the second observer
        self.seen: list[Visited] = []
        self.looks: list[Look] = []
        self.not_visited: list[NotVisited] = []
        self.planned = 0

    def done(self, chosen: list[model.Release]) -> Summary:
        """The whole run."""
        ingests = self.tools.store.ingests()
        due = [
            each
            for each in chosen
            if not self.options.due
            or plan.is_due(each, ingests, self.states, self.today, self.holdings[each.id].newest_end)
        ]
        for release in due:
            self.pages[release.id] = Pages(address.url for address in plan.pages(release))
            if not plan.pages(release):
                self.not_visited.append(NotVisited(release=release.id, url="", why="the record names no address"))
        try:
            self._visit([address for release in due for address in plan.pages(release)])
            self.not_visited += self.missing.ask_hosts()
            files = [address for release in due for address in self._files(release)]
            self._visit(plan.in_turn(files, self.states, self.releases))
            self.not_visited += self.missing.settle()
        except BaseException as error:
            self.missing.left(error)
            raise
        self._conclude()
        said = second.ask(self.tools.looks, self.tools.fetcher, self.options.second, self._doubtful(), self.tools.store)
        return Summary(
            run=self.tools.looks.run.id,
            at=self.tools.looks.run.at,
            releases=tuple(release.id for release in due),
            looks=tuple(self.seen),
            taken=tuple(self.reader.taken),
            refused=tuple(self.reader.refused),
            second=tuple(said.answers),
            not_asked=tuple(said.not_asked),
            not_visited=tuple(self.not_visited),
            not_due=tuple(release.id for release in chosen if release not in due),
        )

    def _files(self, release: model.Release) -> list[Address]:
        """The files to visit, now that the pages are known; none on a host that did not answer a moment ago."""
        seen = self.pages[release.id].seen
        silent = {plan.host(look.url): look.why for look, each in seen if each.outcome in SILENT}
        linked = [file.url for _, each in seen for file in each.files]
        wanted: list[Address] = []
        known = plan.files(release, linked, self.states, self.sources)
        before, self.linked[release.id] = self.linked[release.id], self._linked(release)
        self.holdings[release.id].kept_up.places([x.url for x in known], self.linked[release.id], before)
        for address in known:
            if (told := silent.get(plan.host(address.url))) is not None:
                why = f"its host was asked for the page, and that came to nothing: {told}"
                self.not_visited.append(NotVisited(release=release.id, url=address.url, why=why))
            else:
                wanted.append(address)
        return wanted

    def _linked(self, release: model.Release) -> set[str]:
        """The files that the pages of a release link: each page as a look read it last."""
        found = [self.states.get((release.id, page.url)) for page in plan.pages(release)]
        return {url for state in found if state and state.before for url in state.before.links}

    def _visit(self, addresses: list[Address]) -> None:
        """Ask for addresses, each once however many releases want it, and record what came."""
        wanted: dict[str, list[Address]] = {}
        for address in dict.fromkeys(addresses):
            wanted.setdefault(address.url, []).append(address)
        self.planned += sum(len(each) for each in wanted.values())
        asks = [self.asking.ask(url, each, self.states) for url, each in wanted.items()]
        self.tools.fetcher.visit_all(asks, on_done=lambda exchange: self._came(exchange, wanted[exchange.url]))

    def _came(self, exchange: Exchange, addresses: list[Address]) -> None:
        if exchange.failure == "budget":  # nothing was asked: no look
            text = exchange.failure_text
            self.not_visited += [NotVisited(release=x.release, url=x.url, why=text) for x in addresses]
            for address in addresses:
                self.holdings[address.release].missed(address.url)
            return
        visit = Visit(exchange, addresses, self.tools.store.now())
        judged = self.judging.judged(visit)
        self.hosts.saw(visit, judged)
        if exchange.status in ABSENT:
            self.missing.add(visit)
        else:
            self._record(visit, judged)

    def _record(self, visit: Visit, judged: Sequence[Judged]) -> None:
        made = self.judging.looks(visit, judged)
        recorded = self.tools.looks.record_all([(visit.exchange, look) for look in made])
        for look, each in zip(recorded, judged, strict=True):
            self._recorded(visit.exchange, look, each)

    def _recorded(self, exchange: Exchange, look: Look, judged: Judged) -> None:
        key: Key = look.release, look.url
        self.states[key] = after(self.states.get(key), look)
        self.exchanges[look.seq] = msgspec.structs.replace(exchange, body=None)
        self.looks.append(look)
        ref = ""
        if look.role != "file":
            self.pages[look.release].seen.append((look, judged))
        elif judged.content and look.found is not None:
            holdings = self.holdings[look.release]
            self.reader.take(exchange, look, holdings, self._says(look))
            if clock.is_old(exchange) and plan.named_day(self.releases[look.release], look.url) is None:
                holdings.missed(look.url)  # a name without a date is used again: another file may stand there by now
            else:
                ref = holdings.saw(look.url, look.found.digest)
        elif judged.outcome != "gone":  # where there is nothing, nothing was put in its place
            self.holdings[look.release].missed(look.url)
        self.seen.append(visited(look, ref))
        if self.options.on_step is not None:
            self.options.on_step(Step(len(self.seen), self.planned, look))

    def _says(self, look: Look) -> plan.Says:
        return plan.says(self.releases[look.release], look.url, self.today, self.facts)

    def _conclude(self) -> None:
        """Now that its files were read: through which period do the pages show each release?"""
        told: dict[int, Shown] = {}
        for name, pages in self.pages.items():
            shown = pages.shown(self.holdings[name].known()) if self.releases[name].watch.files else None
            for look, judged in pages.seen:
                if shown is not None and judged.outcome in WORKED:
                    told[look.seq] = Shown(
                        run=look.run, release=name, url=look.url, look=look.seq,
                        shows_through=shown.through, why=shown.why,
                    )  # fmt: skip
        if told:
            self.tools.store.append_all(list(told.values()))
        self.seen = [
            msgspec.structs.replace(each, shows_through=found.shows_through, shown_why=found.why)
            if (found := told.get(each.line)) is not None
            else each
            for each in self.seen
        ]

    def _doubtful(self) -> list[second.Question]:
        """What the second observer is asked about: what was not there, and what we could not see."""
        return [
            second.Question(look, self.exchanges[look.seq], self._held(look))
            for look in self.looks
            if self.releases[look.release].watch.archive
        ]

    def _held(self, look: Look) -> Path | None:
        path = self.tools.store.path(look.digest) if look.digest else None
        return path if path and path.exists() else None
