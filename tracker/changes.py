"""Which editions follow each other, and what differs between them? One file of differences for each pair.

    compared/<reader>-<version>-<comparison>/<old digest>-<digest>.parquet

`<comparison>` stands for the text of sql/compare. Like parsed cells, these can be deleted at any time: they are made
again. Versions of keyed releases are compared as they are read (see `tracker.histories`).
"""

from __future__ import annotations

import hashlib
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import msgspec

from tracker import parsed, warehouse
from tracker.places import travelling
from tracker.readers import READERS

Row = dict[str, Any]


class Held(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A file whose bytes are here: which edition it is, and what reads it. Ordered as editions follow each other."""

    release: str
    period_end: str
    published_by: str
    edition: str
    digest: str
    reader: str


def chains(held: list[Held]) -> list[list[Held]]:
    """The held files of each release in their order."""
    return [list(group) for _, group in groupby(sorted(held), key=lambda x: x.release)]


def pairs(held: list[Held]) -> list[tuple[Held, Held]]:
    """Each held file with the one held before it, within a release and a reader."""
    return [
        (old, new)
        for files in chains(held)
        for old, new in pairwise(files)
        if old.reader == new.reader and new.reader in READERS
    ]


def ensure(workspace: Path, wanted: list[tuple[Held, Held]]) -> list[Row]:
    """The files of differences of these pairs, compared now where they are not there yet."""
    rows = []
    for old, new in wanted:
        target = _path(workspace, old, new)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            sides = [parsed.paths(workspace, x.reader, x.digest) for x in (old, new)]
            warehouse.compare(sides[0], sides[1], target)
        rows.append(
            {"file": str(target), "edition": new.edition, "previous": old.edition}
            | {"digest": new.digest, "old_digest": old.digest}
        )
    return rows


def _path(workspace: Path, old: Held, new: Held) -> Path:
    folder = f"{new.reader}-{READERS[new.reader].version}-{_comparison()}"
    return workspace / "compared" / folder / f"{old.digest}-{new.digest}.parquet"


def _comparison() -> str:
    """Stands for the rules by which editions are compared: another text, another name."""
    total = hashlib.sha256()
    for path in sorted((travelling("sql") / "compare").glob("*.sql")):
        total.update(path.read_bytes())
    return total.hexdigest()[:8]
