"""What do the kept files hold? Parsed cells and notes as Parquet, by reader version and digest.

    parsed/<reader>-<version>/<digest>.cells.parquet, <digest>.notes.parquet

A rebuild reads only what is new. The folder can be deleted at any time: it is made again from the evidence.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from tracker import warehouse
from tracker.errors import EvidenceError
from tracker.evidence import Ingest, Store
from tracker.readers import READERS
from tracker.readers.base import Note, Reading
from tracker.readers.sandbox import read_file

UNCLAIMED = "unclaimed"  # the mark of a note that is the title of a sheet or block which no reader claims


def ensure(workspace: Path, ingests: list[Ingest]) -> list[Path]:
    """The Parquet files of all kept files, read now where they are not there yet."""
    store = Store(workspace)
    files: list[Path] = []
    for ingest in ingests:
        cells, notes = paths(workspace, ingest.reader, ingest.digest)
        if not (cells.exists() and notes.exists()):
            bytes_at = store.path(ingest.digest)
            if not bytes_at.exists():
                raise EvidenceError("the bytes are missing", str(bytes_at), f"Line {ingest.seq} of the log names them")
            keep(workspace, ingest.digest, read_file(ingest.reader, bytes_at, name=ingest.file))
        files += [cells, notes]
    return files


def paths(workspace: Path, reader: str, digest: str) -> tuple[Path, Path]:
    """Where cells and notes of a digest stand."""
    folder = workspace / "parsed" / f"{reader}-{READERS[reader].version}"
    return folder / f"{digest}.cells.parquet", folder / f"{digest}.notes.parquet"


def keep(workspace: Path, digest: str, reading: Reading) -> None:
    """Write the cells and notes of one reading; titles that it does not claim stand among the notes."""
    cells, notes = paths(workspace, reading.reader, digest)
    cells.parent.mkdir(parents=True, exist_ok=True)
    parts = [{"part": number, **msgspec.structs.asdict(part)} for number, part in enumerate(reading.parts)]
    unread = [Note(one.sheet, one.cell, "", UNCLAIMED, one.title) for one in reading.unread]
    with tempfile.TemporaryDirectory(prefix="parsing-", dir=workspace) as scratch:
        for kind, rows, target in (("cells", parts, cells), ("notes", [*reading.notes, *unread], notes)):
            path = Path(scratch) / f"{kind}.json"
            path.write_bytes(msgspec.json.encode(rows))
            warehouse.keep_parsed(kind, path, target)
