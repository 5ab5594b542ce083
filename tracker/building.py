"""Record and evidence → the DuckDB file: gathers what goes into it, and hands it to the warehouse."""

from __future__ import annotations

from pathlib import Path

from tracker import inputs, parsed, record, tables, warehouse
from tracker.evidence import Store, cannot_write


def database_path(workspace: Path) -> Path:
    """Where the database of a workspace stands."""
    return workspace / "tracker.duckdb"


def build(workspace: Path, record_folder: Path = record.PACKAGED) -> Path:
    """Build the database; returns its path.

    Raises RecordError, EvidenceError, ReadError or BuildError; in every case the old file stays as it was.
    """
    contents = record.load(record_folder)
    ingests = Store(workspace).entries()
    rows = tables.rows(contents, ingests, inputs.digest(workspace, record_folder))
    editions = {row["edition"]: row for row in rows["edition"]}
    held = [{"digest": x.digest, "edition": tables.edition_of(x, editions)} for x in ingests]
    target = database_path(workspace)
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        files = parsed.ensure(workspace, ingests)
    except OSError as error:
        raise cannot_write(error, target) from error
    warehouse.write(target, warehouse.Contents(rows, held, files))
    return target


def current(workspace: Path, record_folder: Path = record.PACKAGED) -> Path:
    """The database, built first where it is missing or something that went into it has changed."""
    path = database_path(workspace)
    if path.exists() and warehouse.built_from(path) == inputs.digest(workspace, record_folder):
        return path
    return build(workspace, record_folder)
