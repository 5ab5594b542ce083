"""Record and evidence → the DuckDB file: gathers what goes into it, and hands it to the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker import changes, histories, inputs, model, parsed, record, tables, warehouse
from tracker.editions import Editions, as_appeared
from tracker.errors import RecordError
from tracker.evidence import Ingest, Store, cannot_write

ALL: frozenset[str] = frozenset()


def database_path(workspace: Path) -> Path:
    """Where the database of a workspace stands."""
    return workspace / "tracker.duckdb"


def build(
    workspace: Path, record_folder: Path = record.PACKAGED, *, target: Path | None = None, only: frozenset[str] = ALL
) -> Path:
    """Build the database; returns its path. `target`: elsewhere than in its place. `only`: the files of these editions.

    Raises RecordError, EvidenceError, ReadError or BuildError; in every case the old file stays as it was.
    """
    contents = record.load(record_folder)
    facts = Store(workspace).entries()
    ingests = [fact for fact in facts if isinstance(fact, Ingest)]
    rows = tables.rows(contents, ingests, inputs.digest(workspace, record_folder), facts)
    held = _held(ingests, {row["edition"]: row for row in rows["edition"]})
    if only:
        held = [x for x in held if x.edition in only]
        for row in rows["edition"]:
            row["ingested"] = row["edition"] in {x.edition for x in held}
    target = target or database_path(workspace)
    wanted = {x.digest: x for x in ingests if x.digest in {each.digest for each in held}}
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        files = parsed.ensure(workspace, [x for x in wanted.values() if x.reader != model.KEYED])
        compared = changes.ensure(workspace, changes.pairs(held))
        versions = _versions(workspace, contents, held, {x.digest: x.file for x in ingests})
    except OSError as error:
        raise cannot_write(error, target) from error
    known = [{"digest": x.digest, "edition": x.edition} for x in held]
    warehouse.write(target, warehouse.Contents(rows, known, files, compared, versions))
    return target


def _versions(
    workspace: Path, contents: model.Record, held: list[changes.Held], names: dict[str, str]
) -> list[dict[str, Any]]:
    """The versions of keyed releases, and where what each of them changed stands."""
    layouts = {release.id: release.keyed for release in contents.releases}
    found: list[dict[str, Any]] = []
    for files in changes.chains([x for x in held if x.reader == model.KEYED]):
        layout = layouts.get(files[0].release)
        if layout is None:
            raise RecordError("files of it are here, and it has no [keyed]", files[0].release, "Say how they are read")
        versions = [histories.Version(x.digest, names[x.digest]) for x in files]
        kept = histories.ensure(workspace, layout, versions)
        for previous, new, row in zip([None, *files], files, kept, strict=False):
            edition = {"edition": new.edition, "previous": previous.edition if previous else None}
            place = {"place": len(found), "table_title": layout.title, "grain": layout.grain}
            found.append(row | edition | place)
    return found


def _held(ingests: list[Ingest], editions: dict[str, dict[str, Any]]) -> list[changes.Held]:
    """The files that are here, as the comparison of editions wants to know them; each once."""
    found: dict[changes.Held, None] = {}
    known = Editions(editions, ingests)
    for ingest in as_appeared(ingests):
        edition = editions[known.of(ingest)]
        found[changes.Held(
            release=ingest.release,
            period_end=str(edition["period_end"]),
            published_by=str(edition["published_by"]),
            edition=edition["edition"],
            digest=ingest.digest,
            reader=ingest.reader,
        )] = None  # fmt: skip
    return list(found)


def current(workspace: Path, record_folder: Path = record.PACKAGED) -> Path:
    """The database, built first where it is missing or something that went into it has changed."""
    path = database_path(workspace)
    if path.exists() and warehouse.built_from(path) == inputs.digest(workspace, record_folder):
        return path
    return build(workspace, record_folder)
