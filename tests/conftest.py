"""Fixtures: small records built in code, databases in memory, and the official files where they are at hand."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tracker import model, tables, warehouse

ROOT = Path(__file__).parent.parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a job in the background has it, and would hand it on
    signal.signal(signal.SIGINT, signal.default_int_handler)


def official(*parts: str) -> Path:
    """An official file; the test is skipped, with the reason printed, where the folder is not there."""
    folder = Path(os.environ.get("TRACKER_OFFICIAL", ROOT.parent / "shared" / "official"))
    if not folder.is_dir():
        pytest.skip(f"the official files are not here ({folder}); set TRACKER_OFFICIAL to their folder")
    return folder.joinpath(*parts)


_prepared: list[duckdb.DuckDBPyConnection] = []


@contextmanager
def database(record: model.Record, through: str = "90") -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory made from a record; `through` says how far sql/views is run. Taken back at the end."""
    with prepared() as connection:
        with tempfile.TemporaryDirectory() as scratch:
            warehouse.load(connection, warehouse.Contents(tables.rows(record, [])), Path(scratch))
        warehouse.answer(connection, through)
        yield connection


@contextmanager
def prepared() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with empty tables; what is done to it is taken back at the end."""
    if not _prepared:
        _prepared.append(duckdb.connect())
        warehouse.prepare(_prepared[0])
    connection = _prepared[0].cursor()
    connection.execute("begin")
    try:
        yield connection
    finally:
        connection.execute("rollback")
        connection.close()


def whole_database(record: model.Record) -> duckdb.DuckDBPyConnection:
    """A database in memory of its own, with every answer; for tests that ask it many things."""
    connection = duckdb.connect()
    with tempfile.TemporaryDirectory() as scratch:
        warehouse.fill(connection, warehouse.Contents(tables.rows(record, [])), Path(scratch))
    return connection


def rows(connection: duckdb.DuckDBPyConnection, statement: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of a statement as dictionaries."""
    result = connection.execute(statement, list(values))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.fixture
def query() -> Callable[..., list[dict[str, Any]]]:
    """Run a statement on the database of a record."""

    def run(record: model.Record, statement: str, *values: Any) -> list[dict[str, Any]]:
        with database(record) as connection:
            return rows(connection, statement, *values)

    return run
