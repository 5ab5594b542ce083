"""Which cells does a sheet hold, and has each of them been accounted for?

`Sheet` wraps the cells of one worksheet. Readers `take` the cells they use; `account` then raises a ReadError for the
first non-blank cell of a region that nothing has taken. Workbooks are opened with calamine, which must only ever run
in the child process of `tracker.readers.sandbox`: a hostile file can abort the process.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.errors import ReadError
from tracker.readers.faults import Fault, Faults

CODES = frozenset({"X", "NA", "N/A", "-", "--", "–", "—", "D", "S", "Z"})
_LEAST, _MOST = -1e300, 1e300  # neither NaN nor infinite lies between
_PLAIN_CODES = CODES | {""}
_PRINTED_NUMBER = re.compile(r"-?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?")
_LARGEST = 50_000_000  # cells of a used range; a dense copy of more would not fit the memory limit

# Called with the name of each sheet before it is loaded, so that an abort can be traced to it.
on_sheet: Callable[[str], None] = lambda name: None  # noqa: E731


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Zero-based row and column as a spreadsheet address."""
    return f"{column_letters(column)}{row + 1}"


def span(row: int, column: int, last_row: int, last_column: int) -> str:
    """A range of cells as an address."""
    first, last = address(row, column), address(last_row, last_column)
    return first if first == last else f"{first}:{last}"


def clean(value: object) -> str:
    """Printed text with every run of blanks, line breaks and no-break spaces as one blank."""
    if isinstance(value, str):
        return _clean(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


class Sheet:
    """The cells of one worksheet and the record of which have been taken."""

    def __init__(self, name: str, rows: Iterable[list[Any]], merged: Iterable[Any] = ()) -> None:
        self.name = name
        self.rows = [_trim(row) for row in rows]
        self.width = max((len(row) for row in self.rows), default=0)
        self.merged = [(first[0], first[1], last[0], last[1]) for first, last in merged]
        self._taken: set[tuple[int, int]] = set()
        self._stretches: dict[int, tuple[int, int]] = {}  # row -> first and last column of cells taken together
        self._spans = {
            (row, column): (top, left, bottom, right)
            for top, left, bottom, right in self.merged
            if (bottom - top + 1) * (right - left + 1) < 100_000
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def value(self, row: int, column: int) -> Any:
        """The stored value; '' when blank or outside the used range."""
        if row < 0 or column < 0:
            return ""
        try:
            return self.rows[row][column]
        except IndexError:
            return ""

    def blank(self, row: int, column: int) -> bool:
        value = self.value(row, column)
        return value == "" or (isinstance(value, str) and not value.strip())

    def text(self, row: int, column: int) -> str:
        return clean(self.value(row, column))

    def merged_text(self, row: int, column: int) -> tuple[str, tuple[int, int]]:
        """The text that stands over a cell, following merged cells, with the cell that holds it."""
        top, left, _, _ = self._spans.get((row, column), (row, column, row, column))
        return self.text(top, left), (top, left)

    def merge(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged range that covers a cell, or the cell itself."""
        return self._spans.get((row, column), (row, column, row, column))

    def empty(self, row: int) -> bool:
        """Is nothing in the row but blanks?"""
        return not self.rows[row]

    def filled(self, row: int, first: int = 0, last: int | None = None) -> list[int]:
        """Columns of a row that are not blank."""
        if not 0 <= row < len(self.rows):
            return []
        end = len(self.rows[row]) if last is None else min(last + 1, len(self.rows[row]))
        cells = enumerate(self.rows[row][first:end], start=first)
        return [column for column, value in cells if value != "" and not (isinstance(value, str) and value.isspace())]

    def where(self, row: int, column: int) -> str:
        return f"sheet '{self.name}', cell {address(row, column)}"

    def take(self, row: int, column: int) -> None:
        """Mark a cell as accounted for."""
        self._taken.add((row, column))

    def take_stretch(self, row: int, first: int, last: int) -> None:
        """Mark the cells of a row, from first to last, as accounted for; one stretch to a row."""
        self._stretches[row] = (first, last)

    def taken(self, row: int, column: int) -> bool:
        first, last = self._stretches.get(row, (0, -1))
        return first <= column <= last or (row, column) in self._taken

    def numbers(self, row: int, first: int, last: int) -> list[float | str]:
        """The data cells of a stretch, each as `number` gives it."""
        stored = self.rows[row][first : last + 1]
        if {*map(type, stored)} != {float} or not math.isfinite(sum(stored)):
            stored = [
                value
                if (type(value) is float and _LEAST < value < _MOST) or (type(value) is str and value in _PLAIN_CODES)
                else self.number(row, column)
                for column, value in enumerate(stored, start=first)
            ]
        return stored + [""] * (last + 1 - first - len(stored))

    def number(self, row: int, column: int) -> float | str:
        """Value or printed code of a data cell ('' where it is blank); ReadError for anything that is neither."""
        value = self.value(row, column)
        if type(value) is float and _LEAST < value < _MOST:
            return value
        if isinstance(value, Fault):
            raise ReadError(f"{value} where a number should stand", self.where(row, column))
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ReadError(f"{type(value).__name__} {value} where a number should stand", self.where(row, column))
        if not isinstance(value, str):
            if not math.isfinite(value):
                raise ReadError(f"{value} where a number should stand", self.where(row, column))
            return float(value)
        text = clean(value)
        if not text or text in CODES:
            return text
        if _PRINTED_NUMBER.fullmatch(text):
            return float(text.replace(",", ""))
        raise ReadError(
            f"'{text[:60]}' is neither a number nor a known code",
            self.where(row, column),
            f"Known codes: {', '.join(sorted(CODES))}",
        )

    def account(self, top: int, left: int, bottom: int, right: int) -> None:
        """ReadError for the first non-blank cell of the region that nothing has taken."""
        for row in range(top, min(bottom, len(self.rows) - 1) + 1):
            end = min(right, len(self.rows[row]) - 1)
            first, last = self._stretches.get(row, (end + 1, end))
            if first <= left and end <= last:
                continue
            for column in (*range(left, min(first, end + 1)), *range(max(last + 1, left), end + 1)):
                if (row, column) not in self._taken and not self.blank(row, column):
                    raise ReadError(
                        f"no rule covers this cell, which holds '{self.text(row, column)[:60]}'",
                        self.where(row, column),
                        "The layout has changed, or a value stands outside its table",
                    )


def _trim(row: list[Any]) -> list[Any]:
    """A row without the blanks at its end."""
    end = len(row)
    while end and (row[end - 1] == "" or row[end - 1] is None or _white(row[end - 1])):
        end -= 1
    return row if end == len(row) else row[:end]


def _white(value: Any) -> bool:
    return isinstance(value, str) and value.isspace()


class Book:
    """A workbook: its worksheets by name, visible and hidden, each loaded only when asked for."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, ZipError

        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except (CalamineError, ZipError, OSError) as error:
            raise ReadError(
                f"can not be opened as a workbook ({clean(error)})", hint="The file may be damaged; fetch it again"
            ) from error
        self._faults = Faults(path)
        sheets = [meta for meta in self._book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        self.visible = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
        self.hidden = [meta.name for meta in sheets if meta.visible != SheetVisibleEnum.Visible]
        others = [meta for meta in self._book.sheets_metadata if meta.typ != SheetTypeEnum.WorkSheet]
        self.charts = [meta.name for meta in others if meta.visible == SheetVisibleEnum.Visible]  # no cells in them

    def sheet(self, name: str) -> Sheet:
        from python_calamine import CalamineError

        on_sheet(name)
        try:
            raw = self._book.get_sheet_by_name(name)
        except CalamineError as error:
            self._faults.of(name, 0, 0)  # tells more, where the sheet is damaged
            raise ReadError(f"can not be read ({clean(error)})", f"sheet '{name}'") from error
        if raw.height * raw.width > _LARGEST:
            raise ReadError(
                f"its used range has {raw.height} rows and {raw.width} columns",
                f"sheet '{name}'",
                "A stray cell stands far outside the tables",
            )
        rows = raw.to_python(skip_empty_area=False)
        merged = raw.merged_cell_ranges or ()
        values = sum(len(row) - row.count("") for row in rows)
        for (row, column), fault in self._faults.of(name, values, len(merged)).items():
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = fault
        return Sheet(name, rows, merged)

    def sheets(self) -> Iterator[Sheet]:
        """All visible worksheets in order."""
        for name in self.visible:
            yield self.sheet(name)
