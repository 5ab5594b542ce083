"""Files that somebody has: keep their bytes, read them, add their editions. All of it, or nothing, for each."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from pathlib import Path

import msgspec

from tracker import model, parsed, period
from tracker.errors import EvidenceError, ReadError, TrackerError, UsageError
from tracker.evidence import Ingest, Store, digest_of
from tracker.readers.base import Reading
from tracker.readers.sandbox import read_file

MARKUP = re.compile(r"</?[A-Za-z!]")


@dataclass(frozen=True)
class Taken:
    """What came of taking in a file: its line of the log, whether that is new, and the reading or its cells."""

    entry: Ingest
    new: bool
    reading: Reading | None = None
    cells: int = 0


@dataclass(frozen=True)
class Offer:
    """A file, and what the one who brings it says of it.

    `published_on`: the day on which it appeared, if known; else bounds are used (after its data end, by today).
    `says_published`, `published_by`: of a file found by a look, the day that its name says (never later than the look),
    and the latest day, if a look since that day did not find it.
    `accept`: the start of the file's digest, by which a person accepts the warnings that were shown.
    """

    file: Path
    release: model.Release
    published_on: date | None = None
    says_published: date | None = None
    published_by: date | None = None
    url: str = ""
    accept: str = ""


def take(workspace: Path, offer: Offer) -> Taken:
    """Take in one official file of a release.

    Raises UsageError, ReadError or EvidenceError; then everything is as it was before.
    """
    outcome = take_all(workspace, [offer])[0]
    if isinstance(outcome, TrackerError):
        raise outcome
    return outcome


def take_all(workspace: Path, offers: Sequence[Offer]) -> list[Taken | TrackerError]:
    """Take in official files of one release; for each what came of it, or why it was refused.

    A file that is refused leaves everything as it was, and does not stop the others. Raises EvidenceError where nothing
    can be written or the evidence is damaged; files taken in before stay.
    """
    store = Store(workspace)
    outcomes: list[Taken | TrackerError | None] = [_refused_unseen(offer) for offer in offers]
    if all(outcomes):
        return [x for x in outcomes if x is not None]
    new_folders = [folder for folder in (store.folder, workspace) if not folder.exists()]
    try:
        with store.writing():
            _take_each(store, offers, outcomes)
    finally:
        if not any(isinstance(x, Taken) for x in outcomes):
            _remove_empty(new_folders)
    return [x for x in outcomes if x is not None]


def take_held(store: Store, offer: Offer) -> Taken:
    """Take in one file, where the evidence is held for writing already. Raises as `take` does."""
    outcomes = [_refused_unseen(offer)]
    if outcomes[0] is None:
        _take_each(store, [offer], outcomes)
    outcome = outcomes[0]
    if not isinstance(outcome, Taken):
        raise outcome or UsageError("was not read", str(offer.file))
    return outcome


def _take_each(store: Store, offers: Sequence[Offer], outcomes: list[Taken | TrackerError | None]) -> None:
    known = Known(store.ingests(), store.now().astimezone(UTC).date())
    if offers[0].release.reader == model.KEYED:
        from tracker import ingest_versions

        ingest_versions.take(store, known, offers, outcomes)
        return
    for number, offer in enumerate(offers):
        if outcomes[number] is None:
            outcomes[number] = _outcome(store, known, offer)


def _refused_unseen(offer: Offer) -> Taken | TrackerError | None:
    file, release = offer.file, offer.release
    if not release.reader:
        return UsageError(f"no reader exists for {release.id}", str(file), "Its files can be kept, but not read yet")
    if not file.is_file():
        return UsageError("is no file" if file.exists() else "no such file", str(file), "Name a file that you have")
    return None


class Known:
    """The files that are here, by their bytes."""

    def __init__(self, ingests: Sequence[Ingest], today: date) -> None:
        self.ingests, self.today = list(ingests), today
        self._by_digest: dict[str, list[Ingest]] = {}
        for each in ingests:
            self._by_digest.setdefault(each.digest, []).append(each)

    def of(self, digest: str) -> list[Ingest]:
        """Each time that these bytes were taken in."""
        return self._by_digest.get(digest, [])

    def add(self, entry: Ingest) -> None:
        """One more."""
        self.ingests.append(entry)
        self._by_digest.setdefault(entry.digest, []).append(entry)


def again(known: Known, offer: Offer, digest: str) -> Taken | None:
    """What comes of bytes that are here: nothing new, or another appearance; None where they are not here.

    Raises UsageError where another release has them. An appearance is not written yet: its entry has no number.
    """
    entries = known.of(digest)
    if not entries:
        return None
    first = entries[0]
    if first.release != offer.release.id:
        where = f"{first.release}/{first.ref}"
        raise UsageError(f"these bytes are already here as {where}", str(offer.file), "A file belongs to one release")
    name, day = text_of(offer.file.name), offer.published_on
    for entry in entries:
        if entry.file == name and (day is None or entry.published_on <= day <= entry.published_by):
            return Taken(entry, new=False)
    listed = [x for x in offer.release.edition if x.file == name and x.digest and digest.startswith(x.digest)]
    if day is not None:
        dates = day, day, "statement"
    elif listed:
        dates = listed[0].published_on, listed[0].published_by or listed[0].published_on, listed[0].date_basis
    else:
        dates = first.published_on, max(first.published_by, known.today), "archive"
    entry = msgspec.structs.replace(
        first, seq=0, file=name, published_on=dates[0], published_by=dates[1], date_basis=dates[2],
        url=offer.url,
    )  # fmt: skip
    return Taken(entry, new=True)


def _outcome(store: Store, known: Known, offer: Offer) -> Taken | TrackerError:
    try:
        with store.incoming(offer.file) as copy:
            taken = _take(store, known, copy, offer)
    except (UsageError, ReadError) as error:
        return error
    if taken.new:
        known.add(taken.entry)
    return taken


def _take(store: Store, known: Known, copy: Path, offer: Offer) -> Taken:
    file, release = offer.file, offer.release
    digest = digest_of(copy)
    if (taken := again(known, offer, digest)) is not None:
        store.keep(copy, digest)  # puts the bytes back where they were lost or damaged
        return Taken(store.append(taken.entry), new=True) if taken.new else taken
    reading = read_file(release.reader, copy, name=file.name)
    odd = (*reading.warnings, *markup_in(reading))
    refuse_unless_accepted(odd, file, digest, offer.accept)
    listed = edition_with(release, digest)
    ref, earliest, latest, basis = _dates(reading, offer, listed, known.today)
    size = copy.stat().st_size
    undo = ExitStack()  # used where the disk refuses; after an interruption, bytes without a line do no harm
    for path in (*parsed.paths(store.folder.parent, release.reader, digest), store.path(digest)):
        if not path.exists():
            undo.callback(path.unlink, missing_ok=True)
    try:
        parsed.keep(store.folder.parent, digest, reading)
        store.keep(copy, digest)
        entry = store.append(Ingest(
            release=release.id, ref=ref, digest=digest, size=size, file=text_of(file.name), reader=release.reader,
            published_on=earliest, published_by=latest, date_basis=basis, data_through=reading.data_through,
            url=offer.url, accepted=odd,
        ))  # fmt: skip
    except EvidenceError:
        undo.close()
        raise
    return Taken(entry, new=True, reading=reading)


def markup_in(reading: Reading) -> list[str]:
    """Labels and notes that hold markup such as </script>: harmless to our pages, and no statistic has them."""
    labels: dict[str, str] = {}
    for label, where in (pair for part in reading.parts for pair in part.labels()):
        labels.setdefault(label, where)
    labels |= {x.text: f"{x.sheet}!{x.cell}" for x in reading.notes}
    found = [(where, label) for label, where in labels.items() if MARKUP.search(label)]
    return [f"a label near {where} holds markup: {label[:80]!r}" for where, label in sorted(found)]


def refuse_unless_accepted(odd: Sequence[str], file: Path, digest: str, accept: str) -> None:
    """A file with something odd about it goes in only when a person has looked at it and names its digest."""
    if not odd or (len(accept) >= 8 and digest.startswith(accept)):
        return
    more = f" (and {len(odd) - 1} more)" if len(odd) > 1 else ""
    hint = f"Look at the file; if it is what it should be, run again with --accept {digest[:12]}"
    raise ReadError(odd[0] + more, str(file), hint)


def edition_with(release: model.Release, digest: str) -> model.Edition | None:
    """The edition of the record that is this file, by digest (whole, or the part that was cited)."""
    matches = [edition for edition in release.edition if edition.digest and digest.startswith(edition.digest)]
    return matches[0] if matches else None


def _dates(reading: Reading, offer: Offer, known: model.Edition | None, today: date) -> tuple[str, date, date, str]:
    """Reference period, earliest and latest day of publication, and what these rest on."""
    file, published_on = offer.file, offer.published_on
    if known is not None:
        return listed_dates(known, file, published_on)
    by_interval = offer.release.due.interval_days is not None
    says = offer.says_published or (_day_of_name(offer) if by_interval else None)
    if says and ((reading.data_through and says < reading.data_through) or says > today):
        says = None  # names are known to lie about the year
    ref = reading.ref or (reading.data_through.isoformat() if reading.data_through else "")
    end = period.parse(ref).end if ref else date.min
    day = published_on or (says if by_interval else None)
    if day and (by_interval or not reading.ref):  # by interval, an edition is named by its day
        ref = day.isoformat()
    if not ref:
        raise UsageError("the file does not say which period it is for", str(file), "Give --published-on DATE")
    if published_on is not None:
        if published_on < end:
            raise UsageError(f"--published-on {published_on} is before its data end ({end})", str(file))
        return ref, published_on, published_on, "statement"
    if says is not None and end <= says <= today:
        return ref, says, offer.published_by or says, "file name"
    end = max(end, period.parse(ref).end)
    if end >= today:
        raise ReadError(
            f"its reference period {ref} is not over yet", str(file), "Look whether it is what it should be"
        )
    return ref, min(end + timedelta(days=1), today), max(today, end), "archive"


def _day_of_name(offer: Offer) -> date | None:
    """The day that a file's name says, where the record tells the form of the names."""
    from tracker.outcomes.files import day_in

    return day_in(text_of(offer.file.name), offer.release.watch.files)


def listed_dates(known: model.Edition, file: Path, published_on: date | None) -> tuple[str, date, date, str]:
    """Reference period and days of an edition that the record lists."""
    latest = known.published_by or known.published_on
    if published_on is not None and not known.published_on <= published_on <= latest:
        told = f"the record says that this file appeared on {known.published_on}, not on {published_on}"
        raise UsageError(told, str(file), "Leave --published-on out, or correct the record")
    return known.ref, known.published_on, latest, known.date_basis


def text_of(name: str) -> str:
    """A file name as text, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _remove_empty(folders: list[Path]) -> None:
    """Take away the folders that this attempt made, as far as they are empty."""
    for folder in folders:
        with suppress(OSError):
            (folder / "lock").unlink(missing_ok=True)
            folder.rmdir()
