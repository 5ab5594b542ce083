"""How is one check run done? Pages first, then the files that they link; each look is recorded as it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tracker import __version__, model
from tracker.checking import plan, second
from tracker.checking.known import Holdings
from tracker.checking.plan import Address
from tracker.checking.reading import Reader
from tracker.checking.second import Second
from tracker.checking.state import OBSERVER, Key, after, states
from tracker.checking.summary import NotVisited, Summary, Visited, visited
from tracker.evidence import Found, Look, Run, Shown, Store
from tracker.evidence.facts import AnyFact
from tracker.evidence.looks import Looking, looking
from tracker.evidence.store import utc_now
from tracker.exchange import Exchange
from tracker.fetch import Ask, Fetcher, Policy
from tracker.outcomes import BodyProblem, Judged, Listing, content_of, judge
from tracker.outcomes.outcome import WORKED, Expect
from tracker.outcomes.page import name_of

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
    allowed = {each for release in chosen for each in release.watch.allow_private}
    policy = msgspec.structs.replace(policy, allow_private=(*policy.allow_private, *sorted(allowed)))
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
        self.pages: dict[str, list[tuple[Look, Judged]]] = {}
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
            if not plan.pages(release):
                self.not_visited.append(NotVisited(release=release.id, url="", why="the record names no address"))
        self._visit([address for release in due for address in plan.pages(release)])
        self._visit([address for release in due for address in self._files(release)])
        self._conclude()
        said = second.ask(self.tools.looks, self.tools.fetcher, self.options.second, self._doubtful(), self.tools.store)
        return Summary(
            run=self.tools.looks.run.id,
            at=self.tools.looks.run.at,
            releases=tuple(release.id for release in due),
            looks=tuple(self.seen),
            taken=tuple(self.reader.taken),
            refused=tuple(self.reader.refused),
            second=tuple(said),
            not_visited=tuple(self.not_visited),
            not_due=tuple(release.id for release in chosen if release not in due),
        )

    def _files(self, release: model.Release) -> list[Address]:
        """The files to visit, now that the pages are known; none on a host that did not answer a moment ago."""
        judged = self.pages.get(release.id, [])
        silent = {plan.host(look.url) for look, each in judged if each.outcome in SILENT}
        linked = [file.url for _, each in judged for file in each.files]
        wanted: list[Address] = []
        for address in plan.files(release, linked, self.states, self.sources):
            if plan.host(address.url) in silent:
                why = "its host did not answer for the page"
                self.not_visited.append(NotVisited(release=release.id, url=address.url, why=why))
            else:
                wanted.append(address)
        return wanted

    def _visit(self, addresses: list[Address]) -> None:
        """Ask for addresses, each once however many releases want it, and record what came."""
        wanted: dict[str, list[Address]] = {}
        for address in dict.fromkeys(addresses):
            wanted.setdefault(address.url, []).append(address)
        self.planned += sum(len(each) for each in wanted.values())
        asks = [self._ask(url, each) for url, each in wanted.items()]
        self.tools.fetcher.visit_all(asks, on_done=lambda exchange: self._came(exchange, wanted[exchange.url]))

    def _ask(self, url: str, addresses: list[Address]) -> Ask:
        """A request, conditional where we hold what the validators speak of."""
        held = [self.states.get((each.release, url)) for each in addresses]
        first = held[0]
        if first is None or first.before is None or any(each is None or each.etag != first.etag for each in held):
            return Ask(url)
        if any(each is None or each.before is None or each.before.digest != first.before.digest for each in held):
            return Ask(url)
        if not first.before.digest or not self.tools.store.path(first.before.digest).exists():
            return Ask(url)
        if first.role == "file" and not self._readable(addresses, first.content_digest):
            return Ask(url)
        return Ask(url, etag=first.etag, last_modified=first.last_modified)

    def _readable(self, addresses: list[Address], digest: str) -> bool:
        """Whether nothing more is needed of a file: it was taken in, or its content is here to be read."""
        taken = all(self.holdings[each.release].holds(digest) for each in addresses)
        return taken or (bool(digest) and self.tools.store.path(digest).exists())

    def _came(self, exchange: Exchange, addresses: list[Address]) -> None:
        if exchange.failure == "budget":  # nothing was asked: no look
            text = exchange.failure_text
            self.not_visited += [NotVisited(release=x.release, url=x.url, why=text) for x in addresses]
            return
        judged = [self._judge(exchange, address) for address in addresses]
        made = [self._look(exchange, address, each) for address, each in zip(addresses, judged, strict=True)]
        recorded = self.tools.looks.record_all([(exchange, look) for look in made])
        for look, each in zip(recorded, judged, strict=True):
            self._recorded(exchange, look, each)

    def _judge(self, exchange: Exchange, address: Address) -> Judged:
        release, holdings = self.releases[address.release], self.holdings[address.release]
        state = self.states.get((address.release, address.url))
        listing = Listing(pattern=release.watch.files, known=holdings.known())
        expect: Expect = "file" if address.role == "file" else "catalogue" if address.role == "catalogue" else "page"
        page = self._page(address.release) if expect == "file" else None
        return judge(exchange, state.before if state else None, expect, listing, page)

    def _page(self, release: str) -> Judged | None:
        """The pages of a release as one: a file is linked where any links it, and not linked where all were read."""
        judged = [each for _, each in self.pages.get(release, [])]
        worked = [each for each in judged if each.outcome in WORKED]
        if len(judged) == 1 or not worked:
            return judged[0] if judged else None
        files = tuple({file.url: file for each in worked for file in each.files}.values())
        complete = len(worked) == len(judged) and all(each.complete for each in worked)
        return msgspec.structs.replace(worked[0], files=files, count=len(files), complete=complete)

    def _look(self, exchange: Exchange, address: Address, judged: Judged) -> Look:
        found = Found(
            content=judged.content, form=judged.kind, key=judged.key, text_length=judged.text_length,
            count=judged.count, complete=judged.complete,
            digest=self._content_digest(exchange, judged, address.release),
        )  # fmt: skip
        return Look(
            release=address.release, url=address.url, role=address.role, outcome=judged.outcome, why=judged.why,
            observer=OBSERVER, file_name=name_of(address.url) if address.role == "file" else "",
            links=judged.links, shows_through=judged.shows_through, found=found,
        )  # fmt: skip

    def _content_digest(self, exchange: Exchange, judged: Judged, release: str) -> str:
        if not judged.content:
            return ""
        state = self.states.get((release, exchange.url))
        held = state.content_digest if state else ""
        if exchange.status == 304 or exchange.body is None:
            return held
        if judged.content == "unchanged" and state and self.holdings[release].holds(held):
            return held  # written anew at each request: other bytes, the same content
        try:
            return self.reader.digest_of(content_of(exchange), exchange.digest)
        except BodyProblem:
            return ""

    def _recorded(self, exchange: Exchange, look: Look, judged: Judged) -> None:
        key: Key = look.release, look.url
        self.states[key] = after(self.states.get(key), look)
        self.exchanges[look.seq] = msgspec.structs.replace(exchange, body=None)
        self.looks.append(look)
        ref = ""
        if look.role != "file":
            self.pages.setdefault(look.release, []).append((look, judged))
        elif judged.content and look.found is not None:
            holdings = self.holdings[look.release]
            self.reader.take(exchange, look, holdings, self._says(look))
            ref = holdings.saw(look.url, look.found.digest)
        self.seen.append(visited(look, ref))
        if self.options.on_step is not None:
            self.options.on_step(Step(len(self.seen), self.planned, look))

    def _says(self, look: Look) -> plan.Says:
        return plan.says(self.releases[look.release], look.url, self.today, self.facts)

    def _conclude(self) -> None:
        """Now that its files were read: through which period does each page show its release?"""
        for name, pages in self.pages.items():
            known = self.holdings[name].known()
            for look, judged in pages:
                shown = judged.shown(known) if self.releases[name].watch.files else None
                if shown is None or shown.through == look.shows_through:
                    continue
                self.tools.store.append(Shown(
                    run=look.run, release=name, url=look.url, look=look.seq, shows_through=shown.through, why=shown.why,
                ))  # fmt: skip
                self.seen = [
                    msgspec.structs.replace(each, shows_through=shown.through) if each.line == look.seq else each
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
