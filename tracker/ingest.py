"""A file that somebody has: keep its bytes, read it, add its edition. All of it happens, or nothing does."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker import model, parsed, period
from tracker.errors import EvidenceError, ReadError, TrackerError, UsageError
from tracker.evidence import Ingest, Store, digest_of
from tracker.readers.base import Reading
from tracker.readers.sandbox import read_file

MARKUP = re.compile(r"</?[A-Za-z!]")


@dataclass(frozen=True)
class Taken:
    """What came of taking in a file."""

    entry: Ingest
    new: bool
    reading: Reading | None = None


@dataclass(frozen=True)
class Offer:
    """A file, and what the one who brings it says of it.

    `published_on`: the day on which it appeared, if known; else bounds are used (after its data end, by today).
    `accept`: the start of the file's digest, by which a person accepts the warnings that were shown.
    """

    file: Path
    release: model.Release
    published_on: date | None = None
    url: str = ""
    accept: str = ""


def take(workspace: Path, offer: Offer) -> Taken:
    """Take in one official file of a release.

    Raises UsageError, ReadError or EvidenceError; then everything is as it was before.
    """
    file, release = offer.file, offer.release
    if not release.reader:
        raise UsageError(f"no reader exists for {release.id}", str(file), "Its files can be kept, but not read yet")
    if not file.is_file():
        raise UsageError("is no file" if file.exists() else "no such file", str(file), "Name a file that you have")
    store = Store(workspace)
    new_folders = [folder for folder in (store.folder, workspace) if not folder.exists()]
    try:
        with store.writing(), store.incoming(file) as copy:
            return _take(store, copy, offer)
    except TrackerError:
        _remove_empty(new_folders)
        raise


def _take(store: Store, copy: Path, offer: Offer) -> Taken:
    file, release = offer.file, offer.release
    digest = digest_of(copy)
    for entry in store.entries():
        if entry.digest == digest and entry.release == release.id:
            store.keep(copy, digest)  # puts the bytes back where they were lost or damaged
            return Taken(entry, new=False)
        if entry.digest == digest:
            where = f"{entry.release}/{entry.ref}"
            raise UsageError(f"these bytes are already here as {where}", str(file), "A file belongs to one release")
    reading = read_file(release.reader, copy, name=file.name)
    odd = (*reading.warnings, *markup_in(reading))
    _refuse_unless_accepted(odd, file, digest, offer.accept)
    known = _edition_with(release, digest)
    ref, earliest, latest, basis = _dates(reading, file, known, offer.published_on)
    size = copy.stat().st_size
    undo = ExitStack()  # used where the disk refuses; after an interruption, bytes without a line do no harm
    for path in (*parsed.paths(store.folder.parent, release.reader, digest), store.path(digest)):
        if not path.exists():
            undo.callback(path.unlink, missing_ok=True)
    try:
        parsed.keep(store.folder.parent, digest, reading)
        store.keep(copy, digest)
        entry = store.append(
            release=release.id, ref=ref, digest=digest, size=size, file=_text(file.name), reader=release.reader,
            published_on=earliest, published_by=latest, date_basis=basis, data_through=reading.data_through,
            url=offer.url, accepted=odd,
        )  # fmt: skip
    except EvidenceError:
        undo.close()
        raise
    return Taken(entry, new=True, reading=reading)


def markup_in(reading: Reading) -> list[str]:
    """Labels and notes that hold markup such as </script>: harmless to our pages, and no statistic has them."""
    labels = {label: f"{x.sheet}!{x.cell}" for x in reversed(reading.cells) for label in (x.table, x.member)}
    labels |= {x.text: f"{x.sheet}!{x.cell}" for x in reading.notes}
    found = [(where, label) for label, where in labels.items() if MARKUP.search(label)]
    return [f"a label near {where} holds markup: {label[:80]!r}" for where, label in sorted(found)]


def _refuse_unless_accepted(odd: Sequence[str], file: Path, digest: str, accept: str) -> None:
    """A file with something odd about it goes in only when a person has looked at it and names its digest."""
    if not odd or (len(accept) >= 8 and digest.startswith(accept)):
        return
    more = f" (and {len(odd) - 1} more)" if len(odd) > 1 else ""
    hint = f"Look at the file; if it is what it should be, run again with --accept {digest[:12]}"
    raise ReadError(odd[0] + more, str(file), hint)


def _edition_with(release: model.Release, digest: str) -> model.Edition | None:
    """The edition of the record that is this file, by digest (whole, or the part that was cited)."""
    matches = [edition for edition in release.edition if edition.digest and digest.startswith(edition.digest)]
    return matches[0] if matches else None


def _dates(
    reading: Reading, file: Path, known: model.Edition | None, published_on: date | None
) -> tuple[str, date, date, str]:
    """Reference period, earliest and latest day of publication, and what these rest on."""
    if known is not None:
        if published_on is not None and not known.published_on <= published_on <= (
            known.published_by or known.published_on
        ):
            told = f"the record says that this file appeared on {known.published_on}, not on {published_on}"
            raise UsageError(told, str(file), "Leave --published-on out, or correct the record")
        latest = known.published_by or known.published_on
        return known.ref, known.published_on, latest, known.date_basis
    ref = reading.ref or (published_on.isoformat() if published_on else "")
    if not ref and reading.data_through:
        ref = reading.data_through.isoformat()
    if not ref:
        raise UsageError("the file does not say which period it is for", str(file), "Give --published-on DATE")
    end = period.parse(ref).end
    if published_on is not None:
        if published_on < end:
            raise UsageError(f"--published-on {published_on} is before its data end ({end})", str(file))
        return ref, published_on, published_on, "statement"
    today = datetime.now(UTC).date()
    if end >= today:
        raise ReadError(
            f"its reference period {ref} is not over yet", str(file), "Look whether it is what it should be"
        )
    return ref, min(end + timedelta(days=1), today), max(today, end), "archive"


def _text(name: str) -> str:
    """A file name as text, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _remove_empty(folders: list[Path]) -> None:
    """Take away the folders that this attempt made, as far as they are empty."""
    for folder in folders:
        with suppress(OSError):
            (folder / "lock").unlink(missing_ok=True)
            folder.rmdir()
