"""Which two editions are meant, and what was found between them?"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tracker import building, record, warehouse
from tracker.errors import UsageError

Row = dict[str, Any]


def diff(
    workspace: Path, release: str, old: str = "", new: str = "", *, record_folder: Path = record.PACKAGED
) -> tuple[Row, list[Row]]:
    """The pair of editions and its findings, the weightiest first; without OLD and NEW the newest two compared.

    OLD and NEW are reference periods ("2024-07") or identifiers of editions ("ohss-monthly-tables/2024-07"); two
    editions that do not follow each other are compared now, from their files. Raises UsageError where the release is
    unknown or a file is not held.
    """
    pairs, editions = _known(building.current(workspace, record_folder), release)
    if not old and not new:
        return _findings(building.database_path(workspace), _newest(pairs, release))
    hint = "Name two editions, the older first, or none"
    if not old:
        raise UsageError("OLD is empty", f"diff {release}", hint)
    names = [_edition(editions, release, name) for name in ((old, new) if new else (old,))]
    if len(set(names)) < len(names):
        raise UsageError(f"{old} is named twice", f"diff {release}", hint)
    for pair in pairs:
        if names == [pair["previous"], pair["edition"]][: len(names)]:
            return _findings(building.database_path(workspace), pair)
    if not new:
        raise UsageError(f"nothing later was compared with {old}", f"diff {release}", "Name the older edition, or both")
    return _compared_now(workspace, record_folder, release, names)


def _known(database: Path, release: str) -> tuple[list[Row], list[Row]]:
    with warehouse.reading(database) as connection:
        if not warehouse.query(connection, "release_named", release=release):
            raise UsageError(f"no release has the id {release!r}", "diff", "`tracker status` lists all")
        pairs = warehouse.query(connection, "diff_pairs", release=release)
        return pairs, warehouse.query(connection, "diff_editions", release=release)


def _newest(pairs: list[Row], release: str) -> Row:
    if not pairs:
        hint = f"`tracker ingest FILE --release {release}` takes in a file that you have"
        raise UsageError(f"no two editions of {release} are held, so nothing can be compared", "diff", hint)
    return pairs[0]


def _edition(editions: list[Row], release: str, name: str) -> str:
    """The edition of that name."""
    found = [str(row["edition"]) for row in editions if name in (row["ref"], row["edition"])]
    if len(found) == 1 or name in found:
        return name if name in found else found[0]
    if found:
        raise UsageError(f"{release} has {len(found)} files of {name}", "diff", f"Name one: {', '.join(sorted(found))}")
    held = [row["ref"] for row in editions if row["ingested"]]
    listed = f"Held here: {', '.join(held)}" if held else "None of its files is held here"
    raise UsageError(f"{release} has no edition {name!r}", "diff", listed)


def _compared_now(workspace: Path, record_folder: Path, release: str, names: list[str]) -> tuple[Row, list[Row]]:
    """Two editions that do not follow each other: their files are compared in a database of their own."""
    with tempfile.TemporaryDirectory(prefix="diff-", dir=workspace) as folder:
        target = building.build(workspace, record_folder, target=Path(folder) / "pair.duckdb", only=frozenset(names))
        pairs, editions = _known(target, release)
        for pair in pairs:
            if [pair["previous"], pair["edition"]] == names:
                return _findings(target, pair)
    missing = [row["ref"] for row in editions if row["edition"] in names and not row["ingested"]]
    if missing:
        hint = f"`tracker ingest FILE --release {release}` takes in a file that you have"
        raise UsageError(f"the file of {' and '.join(missing)} is not held here", f"diff {release}", hint)
    what = f"{' and '.join(names)} can not be compared in this order"
    raise UsageError(what, f"diff {release}", "Name the older first")


def _findings(database: Path, pair: Row) -> tuple[Row, list[Row]]:
    with warehouse.reading(database) as connection:
        return pair, warehouse.query(connection, "diff_findings", edition=pair["edition"], previous=pair["previous"])
