"""What do the OHSS Key Homeland Security Metrics encounter files say?

One flat table to a sheet, named by the sheet; seen in the file of February 2025 (data through November
2024, 16 sheets):

    Fiscal Year | Month       | Region         | Citizenship | Quantity
    2000        | 01 October  | Coastal Border | Cuba        | 110

Annual sheets have no month column. Their last year is to date where the monthly sheets show fewer than twelve months of
it. A combination without a row was not printed; it is not zero.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from tracker.errors import ReadError
from tracker.period import fiscal_year
from tracker.readers.base import Line, Note, Part, Reading, Stretch, Unread
from tracker.readers.labels import fiscal_year_of, month_number, month_of, read_fiscal_year, split_note
from tracker.readers.sheet import Book, Sheet, address, column_letters
from tracker.readers.unread import unread_sheet

NAME = "khsm_encounters"
VERSION = 3


class Columns(msgspec.Struct, frozen=True):
    """Where the columns stand; all that are no period and no quantity are dimensions."""

    year: int
    month: int | None
    quantity: int
    dimensions: tuple[int, ...]


class Row(msgspec.Struct):
    """One row: its place, period and value, before the end of the last year is known."""

    row: int
    fiscal: int
    month: int | None
    member: str
    value: float | str


class Table(msgspec.Struct):
    """One sheet that was read."""

    sheet: Sheet
    title: str
    column: int  # of the quantity
    rows: list[Row]
    notes: list[Note]


def read(path: Path) -> Reading:
    """Read every flat table of the workbook."""
    book = Book(path)
    tables: list[Table] = []
    unread = [Unread(name, "", name.strip()) for name in (*book.charts, *book.hidden)]
    for sheet in book.sheets():
        header = next((row for row in range(min(5, len(sheet.rows))) if sheet.filled(row)), None)
        labels = {sheet.text(header, column): column for column in sheet.filled(header)} if header is not None else {}
        if header is not None and "Fiscal Year" in labels and "Quantity" in labels:
            tables.append(_table(sheet, header))
        else:
            unread += unread_sheet(sheet)
    if not tables:
        raise ReadError(
            "this is not a Key Homeland Security Metrics file: no sheet with columns 'Fiscal Year' and 'Quantity' "
            "was found",
            hint="Name the release that the file belongs to",
        )
    _titles_are_unique(tables)
    through = _through(tables)
    return Reading(
        reader=NAME,
        version=VERSION,
        data_through=through,
        ref=f"{through:%Y-%m}",
        fiscal_year=fiscal_year_of(through),
        title="OHSS Key Homeland Security Metrics: encounters",
        parts=tuple(_part(table, through) for table in tables),
        notes=tuple(note for table in tables for note in table.notes),
        unread=tuple(unread),
        warnings=tuple(f"hidden sheet '{name}'; not read" for name in book.hidden),
    )


def _table(sheet: Sheet, header: int) -> Table:
    columns = _columns(sheet, header)
    quantity = columns.quantity
    rows: list[Row] = []
    seen: dict[tuple[int, int | None, str], int] = {}
    end = len(sheet.rows)
    for row in range(header + 1, len(sheet.rows)):
        if _is_end(sheet, row):
            end = row
            break
        found = _row(sheet, row, columns)
        key = (found.fiscal, found.month, found.member)
        if key in seen:
            raise ReadError(f"the row repeats that of {address(seen[key], quantity)}", sheet.where(row, quantity))
        seen[key] = row
        rows.append(found)
    if not rows:
        raise ReadError("the table has no data rows", sheet.where(header, quantity))
    title = sheet.name.strip()
    notes = _notes(sheet, end, title)
    sheet.account(0, 0, len(sheet.rows) - 1, sheet.width - 1)
    return Table(sheet, title, quantity, rows, notes)


def _is_end(sheet: Sheet, row: int) -> bool:
    """Rows end with a blank one, or with one that holds a single text."""
    filled = sheet.filled(row)
    return not filled or (len(filled) == 1 and isinstance(sheet.value(row, filled[0]), str))


def _columns(sheet: Sheet, header: int) -> Columns:
    columns: dict[str, int] = {}
    for column in sheet.filled(header):
        label = sheet.text(header, column)
        if label in columns:
            raise ReadError(f"two columns are headed '{label}'", sheet.where(header, column))
        columns[label] = column
        sheet.take(header, column)
    year, quantity, month = columns.pop("Fiscal Year"), columns.pop("Quantity"), columns.pop("Month", None)
    return Columns(year, month, quantity, tuple(columns.values()))


def _row(sheet: Sheet, row: int, columns: Columns) -> Row:
    year, month = columns.year, columns.month
    fiscal = read_fiscal_year(sheet.text(row, year))
    if fiscal is None:
        raise ReadError(f"'{sheet.text(row, year)[:60]}' is not a fiscal year", sheet.where(row, year))
    number = month_number(sheet.text(row, month)) if month is not None else None
    if month is not None and number is None:
        raise ReadError(f"'{sheet.text(row, month)[:60]}' is not a month", sheet.where(row, month))
    labels = []
    for column in columns.dimensions:
        label = sheet.text(row, column)
        if not label or not isinstance(sheet.value(row, column), str):
            raise ReadError(f"'{label[:60]}' where a label should stand", sheet.where(row, column))
        labels.append(label)
    value = sheet.number(row, columns.quantity)
    for column in (year, columns.quantity, *columns.dimensions, *(() if month is None else (month,))):
        sheet.take(row, column)
    return Row(row, fiscal[0], number, " > ".join(labels) or "Total", value)


def _notes(sheet: Sheet, first: int, title: str) -> list[Note]:
    notes = []
    for row in range(first, len(sheet.rows)):
        for column in sheet.filled(row):
            if isinstance(sheet.value(row, column), str):
                mark, text = split_note(sheet.text(row, column))
                notes.append(Note(sheet.name, address(row, column), title, mark, text))
                sheet.take(row, column)
    return notes


def _through(tables: list[Table]) -> date:
    counted = {(row.fiscal, row.month) for table in tables for row in table.rows if not isinstance(row.value, str)}
    months = [month_of(fiscal, month)[1] for fiscal, month in counted if month]
    if not months:
        raise ReadError("no monthly sheet shows how far the data run")
    return max(months)


def _part(table: Table, through: date) -> Part:
    """The cells of a table: one column, with a label in each row."""
    periods: dict[tuple[int, int | None], Stretch] = {}
    for row in table.rows:
        if (row.fiscal, row.month) not in periods:
            periods[row.fiscal, row.month] = _period(table, row, through)
    lines = [Line(str(row.row + 1), row.member, periods[row.fiscal, row.month]) for row in table.rows]
    values = [row.value for row in table.rows]
    return Part(table.sheet.name, table.title, lines, [Line(column_letters(table.column))], values)


def _period(table: Table, row: Row, through: date) -> Stretch:
    """The last year of an annual sheet is to date where the monthly sheets end within it."""
    whole = fiscal_year(row.fiscal)
    if row.month:
        return "month", *month_of(row.fiscal, row.month)
    if whole.start > through:
        raise ReadError(
            f"fiscal year {row.fiscal} lies after the last month with data, {through:%Y-%m}",
            table.sheet.where(row.row, table.column),
        )
    if through < whole.end:
        return "fiscal_year_to_date", whole.start, through
    return "fiscal_year", whole.start, whole.end


def _titles_are_unique(tables: list[Table]) -> None:
    seen: dict[str, str] = {}
    for table in tables:
        if table.title.casefold() in seen:
            raise ReadError(
                f"two visible sheets are named '{table.title}' but for blanks and case", f"sheet '{table.sheet.name}'"
            )
        seen[table.title.casefold()] = table.sheet.name
