"""What does a reader hand back? The typed cells, notes and passed-over cells of one official file.

A reader turns bytes into a `Reading`. Every non-blank cell of a table that it claims is a `Cell`, a `Note`, a title or
header that was used, or `Ignored` by a written rule; anything else is a `ReadError` that names sheet and cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from tracker.errors import ReadError

Grain = Literal["month", "fiscal_year", "fiscal_year_to_date", "day", "none"]


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One data cell with its address. Exactly one of value and code is set; a blank cell in a table has the code ''.

    `table` is the printed title without fiscal years, dates and footnote marks; `member` the headers other than the
    period, joined by ' > '. The period is inclusive.
    """

    sheet: str
    cell: str
    table: str
    member: str
    grain: Grain
    period_start: date | None
    period_end: date | None
    value: float | None = None
    code: str | None = None


class Note(msgspec.Struct, frozen=True):
    """A note under a table: `mark` is its footnote digit, its code, 'Notes', 'Source', or empty."""

    sheet: str
    cell: str
    table: str
    mark: str
    text: str


class Ignored(msgspec.Struct, frozen=True):
    """Cells that were passed over, and the rule that says why."""

    sheet: str
    cell: str  # an address or a range
    rule: str


class Unread(msgspec.Struct, frozen=True):
    """A visible sheet (without address), or the title of a block, that the reader does not claim."""

    sheet: str
    cell: str
    title: str


Stretch = tuple[Grain, date | None, date | None]  # grain, first day, last day


_NO_PERIOD: Stretch = ("none", None, None)


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A row or a column of a part: its place ('12' or 'AB'), its label, and its period where it has one."""

    place: str
    label: str = ""
    period: Stretch | None = None


class Part(msgspec.Struct, frozen=True):
    """Cells of one table as they stand in its sheet, row by row: a workbook has 100,000 of them.

    The member is the labels of row and column; the period that of the row, else that of the column. Each value is a
    number, or the code that is printed instead.
    """

    sheet: str
    table: str
    rows: list[Line]
    columns: list[Line]
    values: list[float | str]

    def cells(self) -> Iterator[Cell]:
        """The same as one `Cell` each."""
        sheet, table, values = self.sheet, self.table, iter(self.values)
        columns = [(column.place, column.label, column.period) for column in self.columns]
        for row in self.rows:
            place, label = row.place, row.label
            for (letters, header, period), value in zip(columns, values):  # noqa: B905 (a row of them)
                member = f"{label} > {header}" if label and header else label or header
                grain, start, end = row.period or period or _NO_PERIOD
                if isinstance(value, str):
                    yield Cell(sheet, letters + place, table, member, grain, start, end, None, value)
                else:
                    yield Cell(sheet, letters + place, table, member, grain, start, end, value)

    def labels(self) -> Iterator[tuple[str, str]]:
        """Title and labels, each with the address of the first cell that carries it."""
        for number, row in enumerate(self.rows):
            for column in self.columns if number == 0 else self.columns[:1]:
                place = f"{self.sheet}!{column.place}{row.place}"
                yield self.table, place
                yield row.label, place
                yield column.label, place


class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that a reader took from one file."""

    reader: str
    version: int
    data_through: date | None
    ref: str  # reference period: "2024-08" for monthly releases, the day for those that state one
    fiscal_year: int | None
    title: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unread: tuple[Unread, ...] = ()  # every sheet, hidden ones too, and titled block that this reader does not claim
    warnings: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, made when first asked for."""
        return tuple(cell for part in self.parts for cell in part.cells())

    @property
    def unclaimed(self) -> tuple[str, ...]:
        """The titles of what is not read."""
        return tuple(one.title for one in self.unread)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return sum(len(part.values) for part in self.parts)


class Layout(msgspec.Struct, frozen=True):
    """A reader as the registry lists it: the module of its name, imported when first used."""

    name: str
    suffixes: tuple[str, ...]

    @property
    def version(self) -> int:
        """Goes into cache keys: it changes whenever the cells can change."""
        return int(import_module(f"tracker.readers.{self.name}").VERSION)

    def read(self, path: Path) -> Reading:
        """Read a file in this process; `tracker.readers.sandbox.read_file` does so in one of its own."""
        reading: Reading = import_module(f"tracker.readers.{self.name}").read(path)
        return reading


def parts_of(cells: Iterable[Cell]) -> tuple[Part, ...]:
    """Cells as parts, for what is not read as a grid: one to a row, under a column that adds nothing."""
    parts = []
    for (sheet, table), group in groupby(cells, key=lambda cell: (cell.sheet, cell.table)):
        ours = list(group)
        lines = [Line(one.cell, one.member, (one.grain, one.period_start, one.period_end)) for one in ours]
        values = [one.value if one.value is not None else one.code or "" for one in ours]
        parts.append(Part(sheet, table, lines, [Line("")], values))
    return tuple(parts)


def refuse_doubles(reading: Reading) -> None:
    """Two cells can not be one value: the same table, member and period twice is a ReadError that names both."""
    first: dict[tuple[object, ...], Cell] = {}
    for cell in reading.cells:
        key = (cell.table, cell.member, cell.grain, cell.period_start, cell.period_end)
        other = first.setdefault(key, cell)
        if other is not cell and cell.grain != "none":
            what = (
                f"'{cell.member}' of '{cell.table}' stands for {cell.period_end} here and at {other.sheet}!{other.cell}"
            )
            raise ReadError(what, f"sheet '{cell.sheet}', cell {cell.cell}", "Look which of the two is the value")
