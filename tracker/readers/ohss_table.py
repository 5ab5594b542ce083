"""What does one OHSS monthly table say? Its title, members, rows, notes, and the period of each row.

The layout is described in `tracker.readers.ohss_monthly`.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import msgspec

from tracker.errors import ReadError
from tracker.period import fiscal_year
from tracker.readers.base import Cell, Grain, Ignored, Note
from tracker.readers.labels import (
    FiscalLabel,
    month_number,
    month_of,
    read_fiscal_year,
    split_marks,
    split_note,
    unexplained_mark,
)
from tracker.readers.sheet import CODES, Sheet, address, clean

HEADER_WITHIN = 15  # rows
_YEARS_IN_TITLE = re.compile(
    r"\s*[:,–—-]?\s*\(?\b(?:Fiscal Years?|FYs?)\s*(?:19|20)\d{2}.*$", re.IGNORECASE | re.DOTALL
)
MONTH_IN_TITLE = re.compile(r"\(\s*(?:through |as of |data through )?([A-Z][a-z]+) ((?:19|20)\d{2})\s*\)")
_NAVIGATION = re.compile(r"^(return to (the )?table of contents|\*?\s*(please )?click )", re.IGNORECASE)
_YEAR_LABEL = re.compile(r"(FY|Fiscal Year)?\s*(19|20)\d{2}.{0,24}$", re.IGNORECASE)
_TOTALS = {"total", "fy total", "year total", "fiscal year total", "total ytd", "ytd total", "ytd"}


class Periods(msgspec.Struct, frozen=True):
    """The columns that hold fiscal years and, where there are any, months."""

    year: int
    month: int | None

    @property
    def last(self) -> int:
        return max(self.year, self.year if self.month is None else self.month)


class Row(msgspec.Struct):
    """A data row: its fiscal year, whether that is printed as 'to date', and its month (None: the year's total)."""

    row: int
    fiscal: int
    to_date: bool
    month: int | None


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


def title_key(title: str) -> str:
    """Titles are compared without case and punctuation; the contents page abbreviates Southwest now and then."""
    words = re.sub(r"[^a-z0-9]+", " ", title.casefold()).replace("southwest", "sw")
    return " ".join(words.split())


def header_row(sheet: Sheet) -> int | None:
    """The lowest header row: that of 'Fiscal Year', or the one below where the columns have theirs further down."""
    for row in range(min(HEADER_WITHIN, len(sheet.rows))):
        for column in sheet.filled(row, 0, 5):
            if sheet.text(row, column).casefold() != "fiscal year":
                continue
            header = sheet.merge(row, column)[2]
            below = sheet.filled(header + 1)
            labels = [sheet.text(header + 1, one) for one in below if isinstance(sheet.value(header + 1, one), str)]
            only_labels = len(labels) == len(below) and not CODES & set(labels)
            return header + 1 if below and below[0] > column + 1 and only_labels else header
    return None


def plain_title(text: str) -> str:
    return _YEARS_IN_TITLE.sub("", text).rstrip(" :,")


def title_cell(sheet: Sheet, header: int, contents: dict[str, str]) -> tuple[int, int] | None:
    """The cell with the table's title: it names fiscal years, or the table of contents lists it."""
    for row in range(header):
        for column in sheet.filled(row):
            text = sheet.text(row, column)
            if not _NAVIGATION.match(text) and (_YEARS_IN_TITLE.search(text) or title_key(text) in contents):
                return row, column
    return None


def read_table(sheet: Sheet, header: int, found: tuple[int, int]) -> Table:
    """Read the table with the given header row and title cell, and account for every cell of its sheet."""
    printed = sheet.text(*found)
    sheet.take(*found)
    ignored = []
    for row in range(header):
        for column in sheet.filled(row):
            if (row, column) != found and _NAVIGATION.match(sheet.text(row, column)):
                sheet.take(row, column)
                ignored.append(Ignored(sheet.name, address(row, column), "navigation link or reading instruction"))
    periods = _periods(sheet, found[0] + 1, header)
    last = _last_data_row(sheet, header, periods)
    marks, pending = _notes(sheet, last + 1)
    title, _ = split_marks(plain_title(printed), marks)
    members, warnings = _members(sheet, found[0] + 1, header, periods.last + 1, marks)
    rows = _rows(sheet, (header, last), periods, marks)
    for one in rows:
        for column in members:
            sheet.take(one.row, column)
    sheet.account(0, 0, len(sheet.rows) - 1, sheet.width - 1)
    if stated := MONTH_IN_TITLE.search(printed):
        warnings += _against_title(sheet, rows, members, stated)
    notes = [Note(note.sheet, note.cell, title, note.mark, note.text) for note in pending]
    return Table(sheet, title, printed, rows, members, notes, ignored, warnings)


def _periods(sheet: Sheet, top: int, header: int) -> Periods:
    columns: dict[str, int] = {}
    for row in range(top, header + 1):
        for column in sheet.filled(row):
            label = sheet.text(row, column).casefold()
            if label in ("fiscal year", "month") and label not in columns:
                columns[label] = column
                sheet.take(row, column)
    return Periods(columns["fiscal year"], columns.get("month"))


def _last_data_row(sheet: Sheet, header: int, periods: Periods) -> int:
    """Data rows end before the first row whose label is no fiscal year, or that has neither year nor month."""
    last = header
    for row in range(header + 1, len(sheet.rows)):
        if not sheet.filled(row):
            continue
        year = sheet.text(row, periods.year)
        month = sheet.text(row, periods.month) if periods.month is not None else ""
        if not (year or month) or (year and not _YEAR_LABEL.match(year)):
            break
        last = row
    if last == header:
        raise ReadError("the table has no data rows", sheet.where(header, periods.year))
    return last


def _notes(sheet: Sheet, first: int) -> tuple[set[str], list[Note]]:
    """Everything below the data is text; a number there is an error (it is left for `account` to find)."""
    notes = []
    for row in range(first, len(sheet.rows)):
        for column in sheet.filled(row):
            if isinstance(sheet.value(row, column), str):
                mark, text = split_note(clean(sheet.value(row, column)))
                notes.append(Note(sheet.name, address(row, column), "", mark, text))
                sheet.take(row, column)
    return {note.mark for note in notes if note.mark}, notes


def _members(sheet: Sheet, top: int, header: int, first: int, marks: set[str]) -> tuple[dict[int, str], list[str]]:
    """Column -> member, from the header row and the group rows above it."""
    members: dict[int, str] = {}
    seen: dict[str, int] = {}
    warnings: list[str] = []
    groups = [_groups(sheet, row, first) for row in range(top, header) if sheet.filled(row, first)]
    for column in range(first, sheet.width):
        leaf, holder = sheet.merged_text(header, column)
        if holder[0] < top:
            leaf = ""
        if leaf and not isinstance(sheet.value(*holder), str):
            raise ReadError(f"'{leaf}' where a column header should stand", sheet.where(*holder))
        printed = [group[column] for group in groups if group.get(column)] + ([leaf] if leaf else [])
        if not printed:
            continue  # a column without any header: `account` finds what stands in it
        labels = [split_marks(label, marks)[0] for label in printed]
        member = " > ".join(dict.fromkeys(labels))
        if member in seen:
            raise ReadError(
                f"two columns make the same member '{member}', the other is {address(header, seen[member])}",
                sheet.where(header, column),
            )
        seen[member] = column
        members[column] = member
        sheet.take(header, column)
        warnings += [
            f"sheet '{sheet.name}': label '{label}' ends in a digit that no note below the table explains"
            for label in labels
            if unexplained_mark(label)
        ]
    if not members:
        raise ReadError("the table has no columns but its periods", sheet.where(header, 0))
    return members, warnings


def _groups(sheet: Sheet, row: int, first: int) -> dict[int, str]:
    """Column -> group label: by merged cells; a label that is not merged reaches on to the next label."""
    labels: dict[int, str] = {}
    reaching = ""
    for column in range(first, sheet.width):
        top, left, bottom, right = sheet.merge(row, column)
        if (left, top) != (right, bottom):
            labels[column] = sheet.text(top, left)
            reaching = ""
        elif not sheet.blank(row, column):
            labels[column] = reaching = sheet.text(row, column)
        else:
            labels[column] = reaching
        if isinstance(sheet.value(row, column), str):
            sheet.take(row, column)
    return labels


def _rows(sheet: Sheet, extent: tuple[int, int], periods: Periods, marks: set[str]) -> list[Row]:
    """The data rows with their years: a blank year is filled from the total above, or below where totals come last."""
    found: list[tuple[int, FiscalLabel | None, int | None]] = []
    for row in range(extent[0] + 1, extent[1] + 1):
        if not sheet.filled(row):
            continue
        text = sheet.merged_text(row, periods.year)[0]
        label = split_marks(text, marks)[0]
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


def _month(sheet: Sheet, row: int, periods: Periods, year: FiscalLabel | None, marks: set[str]) -> int | None:
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


def _has_value(sheet: Sheet, row: Row, members: dict[int, str]) -> bool:
    return any(sheet.number(row.row, column)[0] is not None for column in members)


def last_month(table: Table, fiscal: int | None = None) -> date | None:
    """Last day of the last month with a number in a table (or in one of its fiscal years)."""
    months = [
        month_of(row.fiscal, row.month)[1]
        for row in table.rows
        if row.month and (fiscal is None or row.fiscal == fiscal) and _has_value(table.sheet, row, table.members)
    ]
    return max(months, default=None)


def _against_title(sheet: Sheet, rows: list[Row], members: dict[int, str], stated: re.Match[str]) -> list[str]:
    number = month_number(stated[1])
    months = [month_of(row.fiscal, row.month)[1] for row in rows if row.month and _has_value(sheet, row, members)]
    if number is None or not months:
        return []
    last = max(months)
    if (last.year, last.month) == (int(stated[2]), number):
        return []
    return [f"sheet '{sheet.name}': the title says {stated[1]} {stated[2]}, the last month with data is {last:%Y-%m}"]


def table_cells(table: Table, through: date) -> list[Cell]:
    """The cells of a table; `through` is the end of the month that the workbook runs to."""
    sheet, cells = table.sheet, []
    for row in table.rows:
        grain, start, end = _period(table, row, through)
        for column, member in table.members.items():
            value, code = sheet.number(row.row, column)
            cells.append(
                Cell(sheet.name, address(row.row, column), table.title, member, grain, start, end, value, code)
            )
    return cells


def _period(table: Table, row: Row, through: date) -> tuple[Grain, date, date]:
    """A total is of the whole fiscal year unless it is the last one and its months are not complete."""
    if row.month:
        start, end = month_of(row.fiscal, row.month)
        return "month", start, end
    whole = fiscal_year(row.fiscal)
    newest = row.fiscal == max(one.fiscal for one in table.rows)
    end = last_month(table, row.fiscal) or (through if whole.start <= through <= whole.end else whole.end)
    if (row.to_date or newest) and end < whole.end:
        return "fiscal_year_to_date", whole.start, end
    return "fiscal_year", whole.start, whole.end
