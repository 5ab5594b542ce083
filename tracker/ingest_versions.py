"""Many versions of a keyed release at once: in the order in which they appeared, each held against the one before.

One process reads them all, while the next ones are copied and their digests taken. Of the versions that are here
already only the neighbours of new ones are read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tracker import editions, histories, model
from tracker.errors import ReadError, TrackerError, UsageError
from tracker.evidence import Ingest, Store, disk
from tracker.ingest import Known, Offer, Taken, again, refuse_unless_accepted, text_of
from tracker.readers.keyed_child import Answer, Ask
from tracker.readers.keyed_lanes import read_versions
from tracker.readers.keyed_process import refused
from tracker.readers.sandbox import inspect

_PIECE = 1 << 16
Dates = tuple[str, date, date, str]  # reference period, earliest and latest day, what these rest on


class _New(msgspec.Struct, frozen=True):
    """A version that is offered: its number among the offers, its copy, and what is known of it unread."""

    offer: int
    copy: Path
    digest: str
    size: int
    dates: Dates


def take(store: Store, known: Known, offers: Sequence[Offer], outcomes: list[Taken | TrackerError | None]) -> None:
    """Take in versions; `outcomes` says of each what came of it, and holds already those that are refused unseen."""
    layout = offers[0].release.keyed
    if layout is None:
        raise UsageError("has no table [keyed]", offers[0].release.id, "Say which columns are key, period and values")
    workspace = store.folder.parent
    with store.spool() as spool, histories.changes_file(workspace) as rows:
        batch = _Batch(store, known, offers, outcomes, spool)
        answers = read_versions(layout, batch.asks(), len(offers), rows)
        new, kept = batch.judged(answers)
        batch.judge_doubles({x.digest: answer for x, answer in new})
        if kept:
            histories.keep(workspace, layout, kept, rows)
        copies = [(x.copy, x.digest) for x in (*batch.repeated, *(each for each, _ in new))]
        appearances = [(number, taken) for number, taken in batch.appearances if taken.new]
        entries = [*(batch.entry(x, answer) for x, answer in new), *(taken.entry for _, taken in appearances)]
        store.keep_all(copies)
        written = store.append_all(entries) if entries else []
        for (each, answer), entry in zip(new, written, strict=False):
            outcomes[each.offer] = Taken(entry, new=True, cells=answer.cells)
        for (number, _), entry in zip(appearances, written[len(new) :], strict=True):
            outcomes[number] = Taken(entry, new=True)


class _Batch:
    """The versions of one call, on their way in."""

    def __init__(
        self,
        store: Store,
        known: Known,
        offers: Sequence[Offer],
        outcomes: list[Taken | TrackerError | None],
        spool: Path,
    ) -> None:
        self.store, self.known, self.offers, self.outcomes, self.spool = store, known, offers, outcomes, spool
        self.repeated: list[_New] = []
        self.appearances: list[tuple[int, Taken]] = []
        self._asked: list[tuple[Ask, _New | Ingest]] = []
        self._first: dict[str, _New] = {}
        self._piece = memoryview(bytearray(_PIECE))
        self._doubles: list[tuple[_New, _New]] = []  # bytes that come twice in one call

    def asks(self) -> Iterator[Ask]:
        """New versions in their place among those that are here, after the one before and before the one after."""
        release = self.offers[0].release.id
        here = editions.versions_in_order(x for x in self.known.ingests if x.release == release)
        place, holds, follows = 0, "", False
        for number, offer, dates in self._dated():
            day = editions.day(dates[0], dates[2])
            while place < len(here) and editions.day(here[place].ref, here[place].published_by) <= day:
                if follows:
                    yield self._ask(here[place], wanted=True)
                    holds, follows = here[place].digest, False
                place += 1
            new = self._copied(number, offer, dates)
            if new is None:
                continue
            before = here[place - 1] if place else None
            if before is not None and not follows and holds != before.digest:
                yield self._ask(before, wanted=False)
            yield self._ask(new, wanted=True, afresh=before is None and not follows)
            follows = True
        if follows and place < len(here):
            yield self._ask(here[place], wanted=True)

    def _ask(self, version: _New | Ingest, wanted: bool, afresh: bool = False) -> Ask:
        if isinstance(version, Ingest):
            path, accepted, afresh = histories.path_of(self.store, version.digest), True, not wanted
        else:
            accept = self.offers[version.offer].accept
            path, accepted = version.copy, len(accept) >= 8 and version.digest.startswith(accept)
        ask = Ask(len(self._asked), str(path.resolve()), wanted, afresh, accepted)
        self._asked.append((ask, version))
        return ask

    def _dated(self) -> list[tuple[int, Offer, Dates]]:
        """The offers in order of their days; those that have none are refused."""
        found = []
        for number, offer in enumerate(self.offers):
            if self.outcomes[number] is None:
                try:
                    found.append((number, offer, _dates(offer, self.known.today)))
                except TrackerError as error:
                    self.outcomes[number] = error
        return sorted(found, key=lambda x: (editions.day(x[2][0], x[2][2]), x[1].file.name))

    def _copied(self, number: int, offer: Offer, dates: Dates) -> _New | None:
        """The private copy of a version and its digest; None where it is not to be read."""
        copy = self.spool / str(number)
        try:
            digest, size = _copied(offer.file, copy, self._piece)
            dates = _listed(offer.release, digest, dates)
            new = _New(number, copy, digest, size, dates)
            if (taken := again(self.known, _on(offer, dates), digest)) is not None:
                if taken.new:
                    entry = msgspec.structs.replace(taken.entry, ref=dates[0], date_basis=dates[3])
                    taken = Taken(entry, new=self._untold(entry))
                self.repeated.append(new)
                self.appearances.append((number, taken))
                self.outcomes[number] = taken
                return None
            if (first := self._first.setdefault(digest, new)) is not new:
                self._doubles.append((first, new))
                return None
            inspect(model.KEYED, copy, offer.file.name)
        except OSError as error:
            self.outcomes[number] = UsageError(f"can not be read ({error.strerror})", str(offer.file))
            return None
        except TrackerError as error:
            self.outcomes[number] = error
            return None
        return new

    def _untold(self, entry: Ingest) -> bool:
        """Whether no other offer of this call is the same appearance."""
        return all(entry != told.entry for _, told in self.appearances)

    def judged(self, answers: dict[int, Answer]) -> tuple[list[tuple[_New, Answer]], list[histories.Kept]]:
        """The versions that were read, and after which each was; the outcome of those that were refused."""
        new: list[tuple[_New, Answer]] = []
        kept: list[histories.Kept] = []
        before = histories.FIRST
        for ask, version in self._asked:
            answer = answers[ask.number]
            before = histories.FIRST if ask.afresh else before
            if refused(answer, ask):
                self._refuse(version, answer)
                continue
            if ask.wanted:
                kept.append(histories.Kept(ask.number, version.digest, before))
            before = version.digest
            if isinstance(version, _New):
                new.append((version, answer))
        return new, kept

    def _refuse(self, version: _New | Ingest, answer: Answer) -> None:
        what, where, hint = answer.refused or ("", "", "")
        name = version.file if isinstance(version, Ingest) else str(self.offers[version.offer].file)
        error = ReadError(what, f"{name}, {where}" if where else name, hint)
        if isinstance(version, Ingest):
            raise error
        if answer.refused is None:
            offer = self.offers[version.offer]
            try:
                refuse_unless_accepted(answer.odd, offer.file, version.digest, offer.accept)
            except ReadError as odd:
                error = odd
        self.outcomes[version.offer] = error

    def judge_doubles(self, taken: dict[str, Answer]) -> None:
        """Bytes that came twice: another appearance, or refused as they were the first time."""
        for first, second in self._doubles:
            if first.digest not in taken:
                self.outcomes[second.offer] = self.outcomes[first.offer]
                continue
            entry = self.entry(second, taken[first.digest])
            same = text_of(self.offers[first.offer].file.name) == entry.file and first.dates == second.dates
            self.appearances.append((second.offer, Taken(entry, new=not same and self._untold(entry))))
            if same:
                self.outcomes[second.offer] = Taken(entry, new=False)

    def entry(self, version: _New, answer: Answer) -> Ingest:
        """The line of the log."""
        offer = self.offers[version.offer]
        ref, earliest, latest, basis = version.dates
        through = date.fromisoformat(answer.data_through) if answer.data_through else None
        return Ingest(
            release=offer.release.id, ref=ref, digest=version.digest, size=version.size,
            file=text_of(offer.file.name), reader=model.KEYED, published_on=earliest, published_by=latest,
            date_basis=basis, data_through=through, url=offer.url,
            accepted=answer.odd,
        )  # fmt: skip


def _copied(source: Path, target: Path, piece: memoryview) -> tuple[str, int]:
    """Copy a file by pieces; digest and size of what was copied."""
    total, size = hashlib.sha256(), 0
    with source.open("rb", buffering=0) as reading, target.open("wb", buffering=0) as writing:
        while length := reading.readinto(piece):
            total.update(piece[:length])
            disk.write_all(writing, piece[:length])
            size += length
        disk.begin_writing(writing)
    return total.hexdigest(), size


def _on(offer: Offer, dates: Dates) -> Offer:
    """An offer with the day that its name gives."""
    return Offer(offer.file, offer.release, published_on=dates[1], url=offer.url, accept=offer.accept)


def _dates(offer: Offer, today: date) -> Dates:
    """The day of a version, as told or as its name says; it is the reference period as well."""
    keyed, day, basis = offer.release.keyed, offer.published_on, "statement"
    if day is None and keyed is not None and keyed.file_date:
        day, basis = _day_in(keyed.file_date, offer.file), "file name"
    if day is None:
        day, basis = offer.says_published, "file name"
    if day is None:
        raise UsageError("on which day did this version appear?", str(offer.file), "Give --published-on DATE")
    if day > today:
        raise UsageError(f"the day on which it appeared, {day}, is to come", str(offer.file))
    return day.isoformat(), day, day, basis


def _listed(release: model.Release, digest: str, dates: Dates) -> Dates:
    """As the record says, where it lists these bytes on that day; on other days they are another appearance."""
    for each in release.edition:
        latest = each.published_by or each.published_on
        if each.digest and digest.startswith(each.digest) and each.published_on <= dates[2] <= latest:
            return each.ref, each.published_on, latest, each.date_basis
    return dates


def _day_in(pattern: str, file: Path) -> date | None:
    found = re.search(pattern, file.name)
    if found is None:
        return None
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError as error:
        raise UsageError(f"its name holds no day ({error})", str(file), "Give --published-on DATE") from error
