"""What does CBP's southwest land border encounters CSV say?

One row to a combination of its columns; seen in the file of September 2025 (fiscal years 2022 to August 2025):

    Fiscal Year,Month Grouping,Month (abbv),Component,Demographic,Citizenship Grouping,Title of Authority,
        Encounter Type,Encounter Count    (one line)
    2022,FYTD,OCT,Office of Field Operations,Accompanied Minors,El Salvador,Title 42,Expulsions,1
    2025 (FYTD),FYTD,...

A combination without a row was not printed; it is not zero. There is no total row. 'Month Grouping' says whether the
month lies in the part of the year that the running year has reached; it adds nothing to year and month. The file of
September 2025 has no combination twice, so a combination that comes twice is an error: nothing says that the two are to
be added.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tracker.errors import ReadError
from tracker.readers.base import Ignored, Line, Part, Reading
from tracker.readers.labels import fiscal_year_of, month_number, month_of, read_fiscal_year
from tracker.readers.sheet import CODES, address, clean, column_letters

_PRINTED_COUNT = re.compile(r"\d+|[1-9]\d{0,2}(,\d{3})+", re.ASCII)
NAME = "cbp_southwest"
VERSION = 1
TABLE = "Southwest border encounters"

_YEAR, _MONTH, _COUNT, _GROUPING = "Fiscal Year", "Month (abbv)", "Encounter Count", "Month Grouping"
_DIMENSIONS = ("Component", "Demographic", "Citizenship Grouping", "Title of Authority", "Encounter Type")
_COLUMNS = (_YEAR, _GROUPING, _MONTH, *_DIMENSIONS, _COUNT)


def read(path: Path) -> Reading:
    """Read every row of the file."""
    rows = _rows(path)
    columns = _header(rows[0]) if rows else {}
    if not columns:
        raise ReadError(
            f"this is not the southwest border CSV: no header with the columns {', '.join(_COLUMNS)} was found",
            hint="Name the release that the file belongs to",
        )
    letters = column_letters(columns[_COUNT])
    lines: list[Line] = []
    counts: list[float | str] = []
    seen: dict[tuple[object, str], str] = {}
    for number, row in enumerate(rows[1:], start=1):
        if not any(clean(value) for value in row):
            continue
        if len(row) != len(columns):
            raise ReadError(f"the row has {len(row)} fields where the header has {len(columns)}", f"line {number + 1}")
        line, count = _line(row, columns, number)
        key = (line.period, line.label)
        if key in seen:
            what = f"the row repeats the combination of {letters}{seen[key]}: '{line.label}'"
            raise ReadError(what, f"cell {letters}{line.place}")
        seen[key] = line.place
        lines.append(line)
        counts.append(count)
    through = max((line.period[2] for line in lines if line.period and line.period[2]), default=None)
    if through is None:
        raise ReadError("the file has a header and no rows")
    grouping = address(1, columns[_GROUPING]) + ":" + address(len(rows) - 1, columns[_GROUPING])
    return Reading(
        reader=NAME,
        version=VERSION,
        data_through=through,
        ref=f"{through:%Y-%m}",
        fiscal_year=fiscal_year_of(through),
        title="CBP southwest land border encounters",
        parts=(Part("", TABLE, lines, [Line(letters)], counts),),
        ignored=(Ignored("", grouping, "month grouping: follows from fiscal year and month"),),
    )


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        raise ReadError(f"is not a text file in UTF-8 (byte {error.start})") from error
    except csv.Error as error:
        raise ReadError(f"is not a well-formed CSV file ({error})") from error


def _header(row: list[str]) -> dict[str, int]:
    """Column by name. A missing, doubled or unknown column is an error: a breakdown was lost or added."""
    names = [clean(value) for value in row]
    if len(set(names) & set(_COLUMNS)) < 3:
        return {}
    for index, name in enumerate(names):
        if name not in _COLUMNS or names.index(name) != index:
            what = "comes twice" if name in _COLUMNS else "is not known to this reader"
            raise ReadError(f"column '{name[:60]}' {what}", f"cell {address(0, index)}")
    for name in _COLUMNS:
        if name not in names:
            raise ReadError(f"there is no column '{name}'", "line 1", "A breakdown may have been dropped")
    return {name: names.index(name) for name in _COLUMNS}


def _line(row: list[str], columns: dict[str, int], number: int) -> tuple[Line, float | str]:
    def text(name: str) -> str:
        return clean(row[columns[name]])

    def where(name: str) -> str:
        return f"cell {address(number, columns[name])}"

    fiscal, month = read_fiscal_year(text(_YEAR)), month_number(text(_MONTH))
    if fiscal is None:
        raise ReadError(f"'{text(_YEAR)[:60]}' is not a fiscal year", where(_YEAR))
    if month is None:
        raise ReadError(f"'{text(_MONTH)[:60]}' is not a month", where(_MONTH))
    if text(_GROUPING) not in ("FYTD", "Remaining"):
        raise ReadError(f"'{text(_GROUPING)[:60]}' is neither FYTD nor Remaining", where(_GROUPING))
    for name in _DIMENSIONS:
        if not text(name):
            raise ReadError(f"'{name}' is blank", where(name))
    member = " > ".join(text(name) for name in _DIMENSIONS)
    return Line(str(number + 1), member, ("month", *month_of(fiscal[0], month))), _count(text(_COUNT), where(_COUNT))


def _count(text: str, where: str) -> float | str:
    if not text or text in CODES:
        return text
    if not _PRINTED_COUNT.fullmatch(text):
        raise ReadError(f"'{text[:60]}' is not a count", where)
    return float(text.replace(",", ""))
