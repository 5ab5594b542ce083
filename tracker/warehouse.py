"""The only module that executes SQL: writes the DuckDB file, runs named queries, keeps parsed cells as Parquet.

The database is a product. It is built from nothing in a file beside the old one, checked, and put in its place in one
rename; a build that fails leaves the old file as it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from tracker.errors import BuildError, EvidenceError, UsageError
from tracker.evidence import cannot_write
from tracker.places import travelling

Row = dict[str, Any]
SQL = travelling("sql")
READABLE_SINCE = "v1.2.0"  # older clients of DuckDB open the file


@dataclass(frozen=True)
class Contents:
    """What a database is made from: rows by table, which edition each held file is, parsed files, compared pairs.

    `versions` are those of keyed releases: which edition each is, and where what it changed stands.
    """

    rows: dict[str, list[Row]]
    held: list[Row] = field(default_factory=list)
    parsed: Sequence[Path] = ()
    compared: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)


def write(target: Path, contents: Contents) -> None:
    """Build the database beside the old one, check it, and put it in its place in one rename.

    Raises BuildError or EvidenceError; then the old file is as it was.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="building-", dir=target.parent) as scratch:
            fresh = Path(scratch) / target.name
            _fill(fresh, contents)
            _publish(fresh, target)
    except OSError as error:
        raise cannot_write(error, target) from error
    except duckdb.IOException as error:
        raise BuildError(_one_line(error), str(target), "Free some space, or choose another --workspace") from error


def built_from(path: Path) -> str:
    """The digest of what a database was built from; empty for a file of an older version, which has none."""
    with reading(path) as connection, suppress(duckdb.CatalogException):
        return str(query(connection, "built_from")[0]["inputs"])
    return ""


def _fill(path: Path, contents: Contents) -> None:
    with duckdb.connect(str(path), config={"storage_compatibility_version": READABLE_SINCE}) as connection:
        connection.execute("begin")
        fill(connection, contents, path.parent)
        connection.execute("commit")
        if found := check(connection):
            name, offending = next(iter(found.items()))
            first = f"{len(offending)} row(s), the first: {_plain(offending[0])}"
            raise BuildError(first, f"check {name}", "Nothing was replaced")
        connection.execute("checkpoint")


def fill(connection: duckdb.DuckDBPyConnection, contents: Contents, scratch: Path) -> None:
    """Tables, rows and answers in an empty database; `scratch` is a folder for passing files."""
    prepare(connection)
    load(connection, contents, scratch)
    answer(connection)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables, and the words that notes are read by."""
    for script in (*_scripts("words"), *_scripts("schema")):
        connection.execute(script.read_text(encoding="utf-8"))


def answer(connection: duckdb.DuckDBPyConnection, through: str = "99") -> None:
    """The views, macros and kept answers of sql/views, in order; `through` stops after that number."""
    for script in _scripts("views"):
        if script.name[:2] <= through:
            connection.execute(script.read_text(encoding="utf-8"))


def load(connection: duckdb.DuckDBPyConnection, contents: Contents, scratch: Path) -> None:
    """Rows into prepared tables."""
    columns: dict[str, dict[str, str]] = {}
    for row in query(connection, "columns"):
        columns.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    for script in _scripts("load"):
        _load(connection, script, contents, columns, scratch)


def _load(
    connection: duckdb.DuckDBPyConnection,
    script: Path,
    contents: Contents,
    columns: dict[str, dict[str, str]],
    scratch: Path,
) -> None:
    """Run one script of sql/load: the rows of a table, or what stands on parsed files."""
    table = script.stem.partition("_")[2]
    parameters: Row = {}
    if table in contents.rows:
        parameters = {"rows": _json(scratch / f"{table}.json", contents.rows[table]), "columns": columns[table]}
    elif table in ("cells", "notes"):
        files = [str(path) for path in contents.parsed if path.name.endswith(f".{table}.parquet")]
        if not files:
            return
        parameters = {"editions": _json(scratch / "held.json", contents.held), "parsed": files}
    elif table == "differences":
        if not contents.compared:
            return
        parameters = {
            "pairs": _json(scratch / "pairs.json", contents.compared),
            "differences": [row["file"] for row in contents.compared],
        }
    elif table in ("keyed_cells", "keyed_differences"):
        if not contents.versions:
            return
        files = sorted({row["file"] for row in contents.versions})
        parameters = {"versions": _json(scratch / "versions.json", contents.versions), "changes": files}
    _execute(connection, script, parameters)


def _execute(connection: duckdb.DuckDBPyConnection, script: Path, parameters: Row) -> None:
    try:
        connection.execute(script.read_text(encoding="utf-8"), parameters)
    except duckdb.IOException:
        raise
    except duckdb.InvalidInputException as error:
        hint = "Delete the folder `parsed` of the workspace; it is made again"
        raise BuildError(_one_line(error), f"loading {script.stem}", hint) from error
    except duckdb.ConstraintException as error:
        raise BuildError(_one_line(error), f"loading {script.stem}", "`tracker lint` tells more") from error


def check(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    """Run every check of sql/checks; the offending rows by name of the check, only where there are any."""
    results = {path.stem: _rows(connection.execute(path.read_text(encoding="utf-8"))) for path in _scripts("checks")}
    return {name: rows for name, rows in results.items() if rows}


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database, opened for reading; UsageError where there is none or another process writes to it."""
    if not path.exists():
        raise UsageError("no database here yet", str(path), "Run `tracker build` first")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UsageError(
            f"can not be opened: {_one_line(error)}", str(path), "Close what holds it, or run `tracker build`"
        ) from error
    with connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection


def query(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[Row]:
    """Run sql/queries/<name>.sql with its named parameters; UsageError where there is no such query."""
    path = SQL / "queries" / f"{name}.sql"
    if not path.exists():
        raise UsageError(f"no query is named {name!r}", str(path.parent))
    return _rows(connection.execute(path.read_text(encoding="utf-8"), parameters))


def ask(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run a statement that the user wrote, read-only; column names and rows."""
    try:
        result = connection.execute(statement)
    except duckdb.Error as error:
        raise UsageError(_one_line(error), "query", "`tracker sql 'show tables'` lists what there is") from error
    return [column[0] for column in result.description or []], result.fetchall()


def keep_parsed(kind: str, rows: Path, target: Path) -> None:
    """Write parsed cells or notes (a JSON array) as Parquet, in one rename."""
    statement = (SQL / "parsed" / f"{kind}.sql").read_text(encoding="utf-8")
    fresh = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        duckdb.connect().execute(statement, {"rows": str(rows), "target": str(fresh)})
        _publish(fresh, target)
    except (OSError, duckdb.Error) as error:
        raise EvidenceError(f"can not be written ({_one_line(error)})", str(target), "Free some space") from error
    finally:
        fresh.unlink(missing_ok=True)


def compare(old: tuple[Path, Path], new: tuple[Path, Path], target: Path) -> None:
    """Hold two parsed files (cells, notes) against each other by sql/compare; write what differs, in one rename."""
    fresh = target.with_suffix(f".{os.getpid()}.tmp")
    paths = {"old_cells": old[0], "old_notes": old[1], "new_cells": new[0], "new_notes": new[1], "target": fresh}
    try:
        with duckdb.connect() as connection:
            for script in (*_scripts("words"), *_scripts("compare")):
                for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
                    wanted = {name: str(paths[name]) for name in statement.named_parameters}
                    connection.execute(statement, wanted)
        _publish(fresh, target)
    except (OSError, duckdb.Error) as error:
        raise EvidenceError(f"can not be written ({_one_line(error)})", str(target), "Free some space") from error
    finally:
        fresh.unlink(missing_ok=True)


def _rows(result: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _scripts(folder: str) -> list[Path]:
    return sorted((SQL / folder).glob("*.sql"))


def _json(path: Path, rows: list[Row]) -> str:
    path.write_bytes(msgspec.json.encode(rows))
    return str(path)


def _publish(fresh: Path, target: Path) -> None:
    with fresh.open("rb") as stream:
        os.fsync(stream.fileno())
    fresh.replace(target)


def _plain(row: Row) -> str:
    return ", ".join(f"{key}={value}" for key, value in row.items())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())
