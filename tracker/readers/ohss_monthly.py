"""What do the OHSS monthly tables say? ("Immigration Enforcement and Legal Processes Monthly Tables", DHS OHSS)

One table to a sheet. Seen in the editions of July and August 2024 (34 tables each):

    Return to Table of Contents.          <- navigation, ignored
    DHS Repatriations by Type: Fiscal Years 2014 to 2024 YTD (August 2024)
                        Total Repatriations  | DHS Removals1 ...      <- groups, merged over their columns
    Fiscal Year | Month | Total Repatriations3 | ... | Total Removals ...
    2014        | Total | 568,250 | ...                                <- the year stands in its Total row only
                | October | 50,770 | ...
    1Removals are the compulsory and confirmed movement ...            <- notes
    Source: ...

Quirks: footnote digits are glued to labels; the last year is "2024 YTD"; some tables have no group row; X, NA, D and -
are printed for cells without a count; a total may stand below its months in other editions; sheet names change from
edition to edition and are not relied on. A visible sheet that claims no table is listed as unclaimed, but a table that
the table of contents lists must be there.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tracker.errors import ReadError
from tracker.readers.base import Ignored, Reading, Unread
from tracker.readers.labels import fiscal_year_of, month_number, month_of
from tracker.readers.ohss_headers import HEADER_WITHIN, header_row, plain_title, title_cell, title_key
from tracker.readers.ohss_table import MONTH_IN_TITLE, Table, last_month, read_table, table_part
from tracker.readers.sheet import Book, Sheet, span
from tracker.readers.unread import unread_sheet

NAME = "ohss_monthly"
VERSION = 3

_OURS = re.compile(r"^return to (the )?table of contents|Office of Homeland Security Statistics", re.IGNORECASE)


def read(path: Path) -> Reading:
    """Read every table of the workbook."""
    book = Book(path)
    contents: dict[str, str] = {}
    tables: list[Table] = []
    ignored: list[Ignored] = []
    unread = [Unread(name, "", name.strip()) for name in (*book.charts, *book.hidden)]
    sheets = list(book.sheets())
    if not any(_is_ours(sheet) for sheet in sheets):
        raise _not_ours()
    for sheet in sheets:
        if (listed := _contents(sheet)) is not None:
            contents |= listed
            ignored.append(Ignored(sheet.name, _extent(sheet), "table of contents"))
        elif (header := header_row(sheet)) is not None and (found := title_cell(sheet, header, contents)):
            tables.append(read_table(sheet, header, found))
        else:
            unread += unread_sheet(sheet)
    if not tables:
        raise _not_ours()
    _titles_are_unique(tables)
    warnings = [warning for table in tables for warning in table.warnings]
    warnings += _hidden(book, tables)
    warnings += _against_contents(contents, tables)
    through = _latest_month(tables)
    return Reading(
        reader=NAME,
        version=VERSION,
        data_through=through,
        ref=f"{through:%Y-%m}",
        fiscal_year=fiscal_year_of(through),
        title="OHSS Immigration Enforcement and Legal Processes Monthly Tables",
        parts=tuple(table_part(table, through) for table in tables),
        notes=tuple(note for table in tables for note in table.notes),
        ignored=tuple(ignored + [one for table in tables for one in table.ignored]),
        unread=tuple(unread),
        warnings=tuple(warnings),
    )


def _is_ours(sheet: Sheet) -> bool:
    """Does the sheet list the tables, link to the list, or name the office as its source?"""
    if _contents(sheet) is not None:
        return True
    ends = [*range(min(3, len(sheet.rows))), *range(max(0, len(sheet.rows) - 4), len(sheet.rows))]
    texts = [sheet.text(row, column) for row in ends for column in sheet.filled(row, 0, 3)]
    return any(_OURS.search(text) for text in texts)


def _not_ours() -> ReadError:
    return ReadError(
        "this is not the OHSS monthly tables workbook: no table titled '...: Fiscal Years ...' "
        "over a 'Fiscal Year' column was found",
        hint="Name the release that the file belongs to",
    )


def _extent(sheet: Sheet) -> str:
    return span(0, 0, max(len(sheet.rows) - 1, 0), max(sheet.width - 1, 0))


def _contents(sheet: Sheet) -> dict[str, str] | None:
    """The titles that a table of contents lists, by their key; None where the sheet is no table of contents."""
    head = [sheet.text(row, column).casefold() for row in range(5) for column in range(3)]
    if "table of contents" not in head:
        return None
    for row in range(min(HEADER_WITHIN, len(sheet.rows))):
        labels = [sheet.text(row, column).casefold() for column in range(sheet.width)]
        if "table" in labels:
            column = labels.index("table")
            titles = [sheet.text(below, column) for below in range(row + 1, len(sheet.rows))]
            return {title_key(plain_title(title)): title for title in titles if title}
    return {}


def _latest_month(tables: list[Table]) -> date:
    """The month that the edition runs to: the last with a number in any table, else the one that titles name."""
    months = [month for table in tables if (month := last_month(table.rows))]
    if not months:
        for table in tables:
            if (stated := MONTH_IN_TITLE.search(table.printed)) and (number := month_number(stated[1])):
                return month_of(int(stated[2]) + (number >= 10), number)[1]
        raise ReadError("no table shows by its months or its title how far the data run")
    return max(months)


def _titles_are_unique(tables: list[Table]) -> None:
    seen: dict[str, Sheet] = {}
    for table in tables:
        other = seen.setdefault(title_key(table.title), table.sheet)
        if other is not table.sheet:
            raise ReadError(
                f"two visible sheets hold a table titled '{table.title}': '{other.name}' and '{table.sheet.name}'",
                f"sheet '{table.sheet.name}'",
            )


def _hidden(book: Book, tables: list[Table]) -> list[str]:
    """Hidden sheets are never read; those that hold a table are reported."""
    warnings = []
    titles = {title_key(table.title): table.title for table in tables}
    for name in book.hidden:
        sheet = book.sheet(name)
        header = header_row(sheet)
        cell = title_cell(sheet, header, {key: key for key in titles}) if header is not None else None
        title = plain_title(sheet.text(*cell)) if cell else ""
        if title_key(title) in titles:
            warnings.append(
                f"hidden sheet '{name}' holds a table of the same title as a visible one ('{title}'); not read"
            )
        else:
            warnings.append(f"hidden sheet '{name}'{_holding(title)}; not read")
    return warnings


def _against_contents(contents: dict[str, str], tables: list[Table]) -> list[str]:
    """A listed table that is missing is an error; one that is only worded otherwise is a warning."""
    if not contents:
        return ["the workbook has no table of contents with a column 'Table' to check the tables against"]
    read_titles = {title_key(table.title): table.title for table in tables}
    missing = [title for key, title in contents.items() if key not in read_titles and not _is_note(title)]
    extra = [title for key, title in read_titles.items() if key not in contents]
    if len(missing) > len(extra):
        raise ReadError(
            f"the table of contents lists '{missing[0]}', and no visible sheet holds a table of that title",
            hint="The sheet may be hidden, or its layout may have changed",
        )
    warnings = [f"no table is titled as the table of contents lists it: '{title}'" for title in missing]
    return warnings + [f"the table of contents does not list '{title}'" for title in extra]


def _is_note(text: str) -> bool:
    return re.match(r"(notes?|sources?)\s*:", text, re.IGNORECASE) is not None


def _holding(title: str) -> str:
    return f" holds a table titled '{title}'" if title else ""
