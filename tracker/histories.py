"""What do the versions of keyed releases hold and change? Kept as Parquet, each value once.

    parsed/keyed-<reader version>-<layout>/<pairs>.parquet   cells that are new or not what they were, and differences
    parsed/keyed-<reader version>-<layout>/<pairs>.json      which versions, and after which each of them was read

`<layout>` stands for the columns that the record names. Like other parsed files, these can be deleted at any time:
they are made again from the evidence. One more version adds one file; it reads itself and its neighbours.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from tracker import model, warehouse
from tracker.errors import EvidenceError, ReadError
from tracker.evidence import Store
from tracker.readers.keyed import VERSION
from tracker.readers.keyed_child import Answer, Ask
from tracker.readers.keyed_lanes import read_versions
from tracker.readers.keyed_process import refused

Row = dict[str, Any]
FIRST = ""  # the digest before the first version


class Kept(msgspec.Struct, frozen=True):
    """One version in a file of changes: its number there, its bytes, and those of the version before."""

    number: int
    digest: str
    old_digest: str


class Version(msgspec.Struct, frozen=True):
    """A version whose bytes are here."""

    digest: str
    file: str


def ensure(workspace: Path, layout: model.Keyed, versions: list[Version]) -> list[Row]:
    """For each version the file that holds what it changed; versions are read now where there is none yet."""
    digests = [each.digest for each in versions]
    pairs = list(zip([FIRST, *digests], digests, strict=False))
    there = _there(workspace, layout)
    missing = [pair for pair in dict.fromkeys(pairs) if pair not in there]
    if missing:
        store = Store(workspace)
        names = {each.digest: each.file for each in versions}
        asks, numbered = _asks(store, missing)
        with changes_file(workspace) as rows:
            answers = read_versions(layout, asks, len(asks), rows)
            for ask in asks:
                _refuse(answers[ask.number], ask, names[numbered[ask.number].digest])
            keep(workspace, layout, [numbered[ask.number] for ask in asks if ask.wanted], rows)
        there = _there(workspace, layout)
    return [
        {"file": str(there[pair][0]), "number": there[pair][1], "digest": pair[1], "old_digest": pair[0]}
        for pair in pairs
    ]


def _asks(store: Store, missing: list[tuple[str, str]]) -> tuple[list[Ask], dict[int, Kept]]:
    """What to read, in order: each version that is missing, after the one before it."""
    asks: list[Ask] = []
    numbered: dict[int, Kept] = {}
    at = None
    for old, new in missing:
        for digest, wanted in ((old, False), (new, True)):
            if not wanted and (digest in (FIRST, at)):
                continue
            number = len(asks)
            afresh = not wanted or old == FIRST
            asks.append(Ask(number, str(path_of(store, digest)), wanted, afresh, accepted=True))
            numbered[number] = Kept(number, digest, old if wanted else FIRST)
        at = new
    return asks, numbered


def path_of(store: Store, digest: str) -> Path:
    """The bytes of a version that was taken in."""
    path = store.path(digest)
    if not path.exists():
        raise EvidenceError("the bytes are missing", str(path), "A line of the log names them")
    return path


def _refuse(answer: Answer, ask: Ask, file: str) -> None:
    if refused(answer, ask):
        what, where, hint = answer.refused or ("", "", "")
        raise ReadError(what, f"{file}, {where}" if where else file, hint)


@contextmanager
def changes_file(workspace: Path) -> Iterator[BinaryIO]:
    """A file for what the reader tells, gone at the end."""
    workspace.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="parsing-", dir=workspace) as scratch,
        (Path(scratch) / "changes.csv").open("w+b") as rows,
    ):
        yield rows


def keep(workspace: Path, layout: model.Keyed, kept: Iterable[Kept], rows: BinaryIO) -> None:
    """Write what versions changed as Parquet, and which versions they are."""
    content = msgspec.json.encode(list(kept))
    target = folder(workspace, layout) / f"{hashlib.sha256(content).hexdigest()[:24]}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    rows.flush()
    warehouse.keep_parsed("history", Path(rows.name), target)
    index = target.with_suffix(".json")
    fresh = target.with_suffix(".tmp")
    fresh.write_bytes(content)
    fresh.replace(index)


def folder(workspace: Path, layout: model.Keyed) -> Path:
    """Where the files of a layout stand; when a file appeared is no part of it."""
    content = msgspec.json.encode(msgspec.structs.replace(layout, file_date="", title=""))
    return workspace / "parsed" / f"keyed-{VERSION}-{hashlib.sha256(content).hexdigest()[:12]}"


def _there(workspace: Path, layout: model.Keyed) -> dict[tuple[str, str], tuple[Path, int]]:
    """Each pair of versions whose changes are kept, with file and number."""
    found = {}
    for index in sorted(folder(workspace, layout).glob("*.json")):
        target = index.with_suffix(".parquet")
        if target.exists():
            for kept in msgspec.json.decode(index.read_bytes(), type=list[Kept]):
                found[kept.old_digest, kept.digest] = target, kept.number
    return found
