"""What does a reader hand back? The typed cells, notes and passed-over cells of one official file.

A reader turns bytes into a `Reading`. Every non-blank cell of a table that it claims is a `Cell`, a `Note`, a title or
header that was used, or `Ignored` by a written rule; anything else is a `ReadError` that names sheet and cell.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a reader took from one file."""

    reader: str
    version: int
    data_through: date | None
    ref: str  # reference period: "2024-08" for monthly releases, the day for those that state one
    fiscal_year: int | None
    title: str
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unclaimed: tuple[str, ...] = ()  # titles of sheets and blocks that this reader does not claim
    warnings: tuple[str, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """A reader as the registry lists it. `version` goes into cache keys: it changes whenever the cells can change."""

    name: str
    version: int
    suffixes: tuple[str, ...]
    read: Callable[[Path], Reading]


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
            raise ReadError(what, f"{cell.sheet}!{cell.cell}", "Look which of the two is the value")
