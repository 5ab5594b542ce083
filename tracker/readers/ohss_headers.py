"""Which rows head an OHSS monthly table, and which member does each of its columns stand for?

The layout is described in `tracker.readers.ohss_monthly`.
"""

from __future__ import annotations

import re

import msgspec

from tracker.errors import ReadError
from tracker.readers.base import Ignored
from tracker.readers.labels import split_marks, unexplained_mark
from tracker.readers.sheet import CODES, Sheet, address, span

HEADER_WITHIN = 15  # rows
YEARS_IN_TITLE = re.compile(r"\s*[:,–—-]?\s*\(?\b(?:Fiscal Years?|FYs?)\s*(?:19|20)\d{2}.*$", re.IGNORECASE | re.DOTALL)
NAVIGATION = re.compile(r"^(return to (the )?table of contents|\*?\s*(please )?click )", re.IGNORECASE)
_UNITS = re.compile(
    r"\(?(numbers?|counts?|persons?|people|events?|percent(age)?|per ?cent|share|rate|%|pct|no\.|#|n)\)?", re.IGNORECASE
)
_COUNTS = re.compile(r"\(?(numbers?|counts?|no\.|#|n)\)?", re.IGNORECASE)
_SUM = re.compile(r"\b(total|overall|all)\b", re.IGNORECASE)


class Periods(msgspec.Struct, frozen=True):
    """The columns that hold fiscal years and, where there are any, months."""

    year: int
    month: int | None

    @property
    def columns(self) -> list[int]:
        return [self.year] if self.month is None else [self.year, self.month]


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
    return YEARS_IN_TITLE.sub("", text).rstrip(" :,")


def title_cell(sheet: Sheet, header: int, contents: dict[str, str]) -> tuple[int, int] | None:
    """The cell with the table's title: it names fiscal years, or the table of contents lists it."""
    for row in range(header):
        for column in sheet.filled(row):
            text = sheet.text(row, column)
            if not NAVIGATION.match(text) and (YEARS_IN_TITLE.search(text) or title_key(text) in contents):
                return row, column
    return None


def find_periods(sheet: Sheet, top: int, header: int) -> Periods:
    columns: dict[str, int] = {}
    for row in range(top, header + 1):
        for column in sheet.filled(row):
            label = sheet.text(row, column).casefold()
            if label in ("fiscal year", "month") and label not in columns:
                columns[label] = column
                sheet.take(row, column)
    return Periods(columns["fiscal year"], columns.get("month"))


def unit_row(sheet: Sheet, header: int, first: int) -> int | None:
    """The row that says what the columns count, where one stands below the headers: it is no part of the members."""
    for row in (header, header + 1):
        texts = [sheet.text(row, column) for column in sheet.filled(row, first)]
        if row > header and sheet.filled(row, 0, first - 1):
            continue  # a data row
        if texts and sheet.filled(row - 1, first) and all(_UNITS.fullmatch(text) for text in texts):
            return row
    return None


def passed_units(sheet: Sheet, row: int, first: int) -> Ignored:
    """Units are passed over where all columns are counts; a share among counts is an error."""
    columns = sheet.filled(row, first)
    for column in columns:
        if not _COUNTS.fullmatch(sheet.text(row, column)):
            raise ReadError(
                f"a row of units stands below the headers, and '{sheet.text(row, column)}' is no count",
                sheet.where(row, column),
                "This reader takes every column for a count; a share or rate needs a rule of its own",
            )
        sheet.take(row, column)
    return Ignored(sheet.name, span(row, columns[0], row, columns[-1]), "units below the headers: counts")


def read_members(
    sheet: Sheet, top: int, header: int, first: int, marks: frozenset[str]
) -> tuple[dict[int, str], list[str]]:
    """Column -> member, from the header row and the group rows above it."""
    members: dict[int, str] = {}
    seen: dict[str, int] = {}
    warnings: list[str] = []
    groups = [_groups(sheet, row, first, header) for row in range(top, header) if sheet.filled(row, first)]
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


def _groups(sheet: Sheet, row: int, first: int, header: int) -> dict[int, str]:
    """Column -> group label: by merged cells; in a row without any, a label reaches on to the next one.

    Where it can not be told how far a label reaches, the table is refused.
    """
    labels: dict[int, str] = {}
    reaching, since = "", first
    spans = {column: sheet.merge(row, column) for column in range(first, sheet.width)}
    wide = any(left < right for _, left, _, right in spans.values())
    for column, (top, left, bottom, right) in spans.items():
        if (left, top) != (right, bottom):
            labels[column] = sheet.text(top, left)
            reaching = ""
        elif not sheet.blank(row, column):
            labels[column] = reaching = sheet.text(row, column)
            since = column
        else:
            leaf = sheet.merged_text(header, column)[0]
            if reaching and leaf and (wide or _SUM.search(leaf)):
                what = f"it can not be told whether '{reaching[:40]}', which is not merged, covers '{leaf[:40]}' too"
                hint = f"It is at {address(row, since)}; other labels of the row are merged, or the column is a total"
                raise ReadError(what, sheet.where(row, column), hint)
            labels[column] = reaching
        if isinstance(sheet.value(row, column), str):
            sheet.take(row, column)
    return labels
