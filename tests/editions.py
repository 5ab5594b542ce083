"""Editions for tests: cells written by hand, parsed, compared and answered as `tracker build` does it, in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
from conftest import prepared, rows
from worlds import edition, small

from tracker import changes, model, parsed, period, tables, warehouse
from tracker.readers.base import Cell, Note, Reading, parts_of

READER = "ohss_monthly"
DAYS = {
    "2024-01": date(2024, 3, 1),
    "2024-02": date(2024, 4, 1),
    "2024-03": date(2024, 5, 1),
    "2024-04": date(2024, 6, 1),
}
FIXED = model.TableRule(match=".", members="fixed", cumulative=True, rounding=10)
MONTHS = tuple(f"2023-{number:02}" for number in range(1, 13))


def cell(table: str, member: str, label: str, printed: float | str, **more: Any) -> Cell:
    """A cell: a number, or a text that is a printed code. Periods ending within a year starting in October are to date."""
    each = period.parse(label)
    grain = "month" if len(label) == 7 else "fiscal_year" if label.startswith("FY") else "fiscal_year_to_date"
    value, code = (None, printed) if isinstance(printed, str) else (float(printed), None)
    place = more.pop("cell", f"{member[:1]}{label}")
    return Cell(
        more.pop("sheet", table), place, table, member, more.pop("grain", grain), each.start, each.end, value, code
    )


def months(table: str, member: str, start: float = 100, step: float = 10, labels: Sequence[str] = MONTHS) -> list[Cell]:
    """A member with a value for each month, rising by a step."""
    return [cell(table, member, label, start + step * number) for number, label in enumerate(labels)]


def note(table: str, text: str, mark: str = "Notes", place: str = "A99") -> Note:
    return Note(table, place, table, mark, text)


def digest(ref: str) -> str:
    return (ref.replace("-", "") * 11)[:64]


@contextmanager
def answered(
    held: dict[str, Sequence[Cell | Note]], through: str = "33", record: model.Record | None = None, **release: Any
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of a release `r` whose files of these reference periods are held; keys of the release, and series, may be given.

    `days`: the first and the last day on which each may have appeared.
    """
    days = release.pop("days", None) or {ref: (DAYS[ref], DAYS[ref]) for ref in held}
    editions = tuple(
        edition(ref, days[ref][0], published_by=days[ref][1], digest=digest(ref), file=f"{ref}.xlsx") for ref in held
    )
    release.setdefault("table", (FIXED,))
    series = release.pop("series", ())
    record = record or small(release={"edition": editions, **release}, series=series)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        contents = _contents(workspace, record, held, {ref: by for ref, (_, by) in days.items()})
        with prepared() as connection:
            warehouse.load(connection, contents, workspace)
            connection.execute("update edition set ingested = true")
            warehouse.answer(connection, through)
            yield connection


def _contents(
    workspace: Path, record: model.Record, held: dict[str, Sequence[Cell | Note]], published_by: dict[str, date]
) -> warehouse.Contents:
    files: list[changes.Held] = []
    for ref, items in held.items():
        found = {kind: tuple(x for x in items if isinstance(x, kind)) for kind in (Cell, Note)}
        through = max((x.period_end for x in found[Cell] if x.period_end), default=None)
        reading = Reading(
            reader=READER, version=1, data_through=through, ref=ref, fiscal_year=None, title="", parts=parts_of(found[Cell]), notes=found[Note]
        )  # fmt: skip
        parsed.keep(workspace, digest(ref), reading)
        files.append(
            changes.Held(
                release="r", period_end=str(period.parse(ref).end), published_by=str(published_by[ref]), edition=f"r/{ref}",
                digest=digest(ref), reader=READER,
            )
        )  # fmt: skip
    compared = changes.ensure(workspace, changes.pairs(files))
    paths = [path for x in files for path in parsed.paths(workspace, READER, x.digest)]
    return warehouse.Contents(
        tables.rows(record, []), [{"digest": x.digest, "edition": x.edition} for x in files], paths, compared
    )


def findings(held: dict[str, Sequence[Cell | Note]], **release: Any) -> list[dict[str, Any]]:
    """All findings, the routine ones too."""
    with answered(held, **release) as connection:
        return rows(
            connection,
            "from finding order by edition, kind, table_title, coalesce(member, old_member), period_end, grain",
        )


def told(
    held: dict[str, Sequence[Cell | Note]], *keys: str, routine: bool = False, **release: Any
) -> list[tuple[Any, ...]]:
    """Kind and the keys asked for, of each finding that is not routine."""
    return [
        (row["kind"], *(row[key] for key in keys))
        for row in findings(held, **release)
        if routine or row["weight"] != "routine"
    ]


def with_changed(cells: Sequence[Cell], member: str, label: str, printed: float | str) -> list[Cell]:
    """The cells, one of them printed otherwise."""
    end = period.parse(label).end
    value, code = (None, printed) if isinstance(printed, str) else (float(printed), None)
    return [
        msgspec.structs.replace(x, value=value, code=code) if (x.member, x.period_end) == (member, end) else x
        for x in cells
    ]
