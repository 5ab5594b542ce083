"""What does one OHSS monthly table say? Its title, members, rows, notes, and the period of each row.

The layout is described in `tracker.readers.ohss_monthly`.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import chain, pairwise

import msgspec

from tracker.errors import ReadError
from tracker.period import fiscal_year
from tracker.readers.base import Ignored, Line, Note, Part, Stretch
from tracker.readers.labels import (
    FiscalLabel,
    month_number,
    month_of,
    read_fiscal_year,
    split_marks,
    split_note,
)
from tracker.readers.ohss_headers import (
    NAVIGATION,
    Periods,
    find_periods,
    passed_units,
    plain_title,
    read_members,
    unit_row,
)
from tracker.readers.sheet import Sheet, address, clean, column_letters

MONTH_IN_TITLE = re.compile(r"\(\s*(?:through |as of |data through )?([A-Z][a-z]+) ((?:19|20)\d{2})\s*\)")
_WHOLE_TITLE = re.compile(r": (Fiscal Years?|FYs?) (19|20)\d{2}\b.{0,40}\([A-Z][a-z]+ (19|20)\d{2}\)$", re.IGNORECASE)
_YEAR_LABEL = re.compile(r"(FY|Fiscal Year)?\s*(19|20)\d{2}.{0,24}$", re.IGNORECASE)
_NOTE_MARK = re.compile(r"(\S{1,3}|notes?:?|sources?:?)", re.IGNORECASE)
_TOTALS = {"total", "fy total", "year total", "fiscal year total", "total ytd", "ytd total", "ytd"}


class Row(msgspec.Struct):
    """A data row: its fiscal year, whether that is printed as 'to date', and its month (None: the year's total)."""

    row: int
    fiscal: int
    to_date: bool
    month: int | None
    values: list[float | str] = []
    end: date | None = None  # the last day of its month, where that has a number


class Table(msgspec.Struct):
    """One table, found and read, before the periods of its totals are settled."""

    sheet: Sheet
    title: str
    printed: str
    rows: list[Row]
    members: dict[int, str]  # column -> member
    notes: list[Note]
    ignored: list[Ignored]
    warnings: list[str]


def read_table(sheet: Sheet, header: int, found: tuple[int, int]) -> Table:
    """Read the table with the given header row and title cell, and account for every cell of its sheet."""
    printed = sheet.text(*found)
    sheet.take(*found)
    ignored: list[Ignored] = []
    for row in range(header):
        for column in sheet.filled(row):
            if (row, column) != found and NAVIGATION.match(sheet.text(row, column)):
                sheet.take(row, column)
                ignored.append(Ignored(sheet.name, address(row, column), "navigation link or reading instruction"))
    periods = find_periods(sheet, found[0] + 1, header)
    units = unit_row(sheet, header, max(periods.columns) + 1)
    above = header if units is None else units  # of the data rows
    last = _last_data_row(sheet, above, periods)
    if units is not None:
        header = units - 1
        ignored.append(passed_units(sheet, units, max(periods.columns) + 1))
    marks, pending = _notes(sheet, last + 1)
    title, _ = split_marks(plain_title(printed), marks)
    members, warnings = read_members(sheet, found[0] + 1, header, max(periods.columns) + 1, marks)
    rows = _rows(sheet, (above, last), periods, marks)
    _values(sheet, rows, list(members), periods)
    sheet.account(0, 0, len(sheet.rows) - 1, sheet.width - 1)
    if stated := MONTH_IN_TITLE.search(printed):
        warnings += _against_title(sheet, rows, stated)
    notes = [Note(note.sheet, note.cell, title, note.mark, note.text) for note in pending]
    return Table(sheet, title, printed, rows, members, notes, ignored, warnings)


def _last_data_row(sheet: Sheet, header: int, periods: Periods) -> int:
    """Data rows end before the first row whose label is no fiscal year, or that has neither year nor month."""
    last = header
    for row in range(header + 1, len(sheet.rows)):
        if sheet.empty(row):
            continue
        year = sheet.text(row, periods.year)
        month = sheet.text(row, periods.month) if periods.month is not None else ""
        if not (year or month) or (year and not _YEAR_LABEL.match(year)):
            break
        last = row
    if last == header:
        raise ReadError("the table has no data rows", sheet.where(header, periods.year))
    return last


def _notes(sheet: Sheet, first: int) -> tuple[frozenset[str], list[Note]]:
    """Everything below the data is text; a number there is an error (it is left for `account` to find)."""
    notes = []
    for row in range(first, len(sheet.rows)):
        _no_second_table(sheet, row)
        for column in sheet.filled(row):
            if isinstance(sheet.value(row, column), str):
                mark, text = split_note(clean(sheet.value(row, column)))
                notes.append(Note(sheet.name, address(row, column), "", mark, text))
                sheet.take(row, column)
    return frozenset(note.mark for note in notes if note.mark), notes


def _no_second_table(sheet: Sheet, row: int) -> None:
    """A note is one text to a row, with its mark in a cell before it at most; more, or a title, is another table."""
    filled = sheet.filled(row)
    texts = [sheet.text(row, column) for column in filled]
    noted = texts[1:] if len(texts) == 2 and _NOTE_MARK.fullmatch(texts[0]) else texts
    titled = [text for text in texts if _WHOLE_TITLE.search(text) and not split_note(text)[0]]
    if len(noted) > 1 and all(isinstance(sheet.value(row, column), str) for column in filled):
        what = f"'{texts[0][:40]}' and '{texts[1][:40]}' stand side by side below the table, where notes are expected"
    elif titled:
        what = f"what looks like the title of a second table stands below the first: '{titled[0][:80]}'"
    else:
        return
    raise ReadError(what, sheet.where(row, filled[0]), "A second table in the sheet is not read; please report it")


def _rows(sheet: Sheet, extent: tuple[int, int], periods: Periods, marks: frozenset[str]) -> list[Row]:
    """The data rows with their years: a blank year is filled from the total above, or below where totals come last."""
    found: list[tuple[int, FiscalLabel | None, int | None]] = []
    for row in range(extent[0] + 1, extent[1] + 1):
        if sheet.empty(row):
            continue
        text = sheet.merged_text(row, periods.year)[0]
        label = split_marks(text, marks)[0] if text else ""
        year = read_fiscal_year(label) if label else None
        if label and not year:
            raise ReadError(f"'{text[:60]}' is not a fiscal year", sheet.where(row, periods.year))
        found.append((row, year, _month(sheet, row, periods, year, marks)))
        sheet.take(row, periods.year)
    backward = found[0][1] is None
    current: FiscalLabel | None = None
    rows: list[Row] = []
    for row, year, month in reversed(found) if backward else found:
        current = year or current
        if current is None:
            raise ReadError("the row belongs to no fiscal year", sheet.where(row, periods.year))
        rows.append(Row(row, current[0], current[1], month))
    rows.sort(key=lambda one: one.row)
    _rows_are_whole(sheet, rows, periods.year)
    return rows


def _month(sheet: Sheet, row: int, periods: Periods, year: FiscalLabel | None, marks: frozenset[str]) -> int | None:
    """The month of a row; None for the total of its year."""
    if periods.month is None:
        return None
    text = sheet.text(row, periods.month)
    label = split_marks(text, marks)[0]
    if not label and not (year and year[2]):
        raise ReadError("the row names neither a month nor 'Total'", sheet.where(row, periods.month))
    sheet.take(row, periods.month)
    if not label or label.casefold() in _TOTALS:
        return None
    number = month_number(label)
    if number is None:
        raise ReadError(f"'{text[:60]}' is neither a month nor 'Total'", sheet.where(row, periods.month))
    return number


def _rows_are_whole(sheet: Sheet, rows: list[Row], column: int) -> None:
    """Years rise, months run from October on, and nothing comes twice: else a year was filled in wrongly."""
    for before, after in pairwise(rows):
        if not before.month or not after.month or before.fiscal != after.fiscal:
            continue
        if (after.month + 2) % 12 != (before.month + 2) % 12 + 1:
            raise ReadError(
                f"the months of fiscal year {after.fiscal} do not follow each other", sheet.where(after.row, column)
            )
    twice = [key for key, count in Counter((one.fiscal, one.month) for one in rows).items() if count > 1]
    if twice:
        again = next(one.row for one in reversed(rows) if (one.fiscal, one.month) == twice[0])
        what = f"month {twice[0][1]}" if twice[0][1] else "the total"
        raise ReadError(f"{what} of fiscal year {twice[0][0]} comes twice", sheet.where(again, column))
    steps = {after.fiscal - before.fiscal for before, after in pairwise(rows)} - {0}
    if len(steps) > 1 or not steps <= {1, -1}:
        raise ReadError("the fiscal years do not follow each other", sheet.where(rows[0].row, column))


def _values(sheet: Sheet, rows: list[Row], columns: list[int], periods: Periods) -> None:
    """Read the numbers of all rows, in one stretch each where the columns stand side by side."""
    first, last = columns[0], columns[-1]
    together = last + 1 - first == len(columns)
    start = min(first, *periods.columns) if {*periods.columns} == {*range(min(periods.columns), first)} else first
    for row in rows:
        if together:
            row.values = sheet.numbers(row.row, first, last)
            sheet.take_stretch(row.row, start, last)
        else:
            row.values = [sheet.number(row.row, column) for column in columns]
            for column in columns:
                sheet.take(row.row, column)
        if row.month and float in map(type, row.values):
            row.end = month_of(row.fiscal, row.month)[1]


def last_month(rows: list[Row]) -> date | None:
    """Last day of the last month with a number."""
    return max((row.end for row in rows if row.end), default=None)


def _against_title(sheet: Sheet, rows: list[Row], stated: re.Match[str]) -> list[str]:
    number, last = month_number(stated[1]), last_month(rows)
    if number is None or last is None or (last.year, last.month) == (int(stated[2]), number):
        return []
    return [f"sheet '{sheet.name}': the title says {stated[1]} {stated[2]}, the last month with data is {last:%Y-%m}"]


def table_part(table: Table, through: date) -> Part:
    """The cells of a table; `through` is the end of the month that the workbook runs to."""
    periods = _periods_of(table, through)
    return Part(
        table.sheet.name,
        table.title,
        [Line(str(row.row + 1), period=period) for row, period in zip(table.rows, periods, strict=True)],
        [Line(column_letters(column), member) for column, member in table.members.items()],
        list(chain.from_iterable(row.values for row in table.rows)),
    )


def _periods_of(table: Table, through: date) -> list[Stretch]:
    """The period of each row: a total is of the whole year unless it is the last and its months are not complete."""
    newest = max(row.fiscal for row in table.rows)
    ends: dict[int, date] = {}
    for row in table.rows:
        if row.end:
            ends[row.fiscal] = max(row.end, ends.get(row.fiscal, row.end))
    years = {fiscal: fiscal_year(fiscal) for fiscal in {row.fiscal for row in table.rows}}
    found: list[Stretch] = []
    for row in table.rows:
        whole = years[row.fiscal]
        end = ends.get(row.fiscal) or (through if whole.start <= through <= whole.end else whole.end)
        if row.month:
            found.append(("month", *month_of(row.fiscal, row.month)))
        elif (row.to_date or row.fiscal == newest) and end < whole.end:
            found.append(("fiscal_year_to_date", whole.start, end))
        else:
            found.append(("fiscal_year", whole.start, whole.end))
    return found
