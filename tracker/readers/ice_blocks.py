"""Where does a block of the ICE detention sheet end, and what do its cells say?

A block is a title, a header row below it, and rows until the first blank one. Its columns are those with a header
(merged headers cover their columns) up to the first gap. A number beside or below the block that no header covers is an
error.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

import msgspec

from tracker.errors import ReadError
from tracker.period import fiscal_year
from tracker.readers.base import Ignored, Line, Part, Stretch
from tracker.readers.ice_claimed import Block
from tracker.readers.ice_dates import Settled
from tracker.readers.labels import month_number, month_of
from tracker.readers.sheet import CODES, Sheet, address, column_letters

_TOTALS = {"total", "fy overall", "fy total", "overall", "ytd", "fytd"}
_SHARE = re.compile(r"^(percent|%|pct)\b|\bpercent$|%$", re.IGNORECASE)


class Found(msgspec.Struct):
    """One block: its extent, its label and value columns, and the member of each row."""

    block: Block
    sheet: Sheet
    region: tuple[int, int, int, int]
    headers: dict[int, str]  # value column -> header
    members: dict[int, str]  # row -> member

    def part(self, settled: Settled) -> tuple[Part, list[Ignored], list[str]]:
        """The cells with their periods. Months still to come must be blank or 0, and shares are passed over."""
        sheet, block = self.sheet, self.block
        through, warnings = self._through(settled)
        stored = {(row, column): sheet.number(row, column) for row in self.members for column in self.headers}
        columns: dict[int, Line] = {}
        rules: dict[int, str] = {}
        for column, header in self.headers.items():
            number = month_number(header)
            if _SHARE.search(header):
                rules[column] = "share derived from two other cells"
            elif number and month_of(settled.fiscal, number)[0] > through:
                rules[column] = "month still to come"
            else:
                period = self._period(number, settled.fiscal, through)
                columns[column] = Line(column_letters(column), header if block.columns else "", period)
        ignored: list[Ignored] = []
        for (row, column), value in stored.items():
            if rule := rules.get(column):
                if rule == "month still to come":
                    rule += f" (printed {self._to_come(row, column, value, through)})"
                ignored.append(Ignored(sheet.name, address(row, column), rule))
        warnings += self._months_against_total(stored, columns, through)
        rows = [Line(str(row + 1), member) for row, member in self.members.items()]
        values = [stored[row, column] for row in self.members for column in columns]
        return Part(sheet.name, block.title, rows, list(columns.values()), values), ignored, warnings

    def _months_against_total(
        self, stored: dict[tuple[int, int], float | str], columns: Collection[int], through: date
    ) -> list[str]:
        """Do the months of a flow add up to its printed total, and does the last month hold anything?"""
        months = [column for column in columns if month_number(self.headers[column])]
        totals = [column for column in columns if self.headers[column].casefold() in _TOTALS]
        if not months:
            return []
        warnings = []
        last = months[-1]
        if not any(_counted(stored[row, last]) for row in self.members) and any(
            _counted(stored[row, column]) for row in self.members for column in months[:-1]
        ):
            warnings.append(
                f"{self.sheet.where(self.region[0], last)}: {self.headers[last]} is printed 0 or blank in every row of "
                f"'{self.block.title}', and the footnotes say that the data run to {through}"
            )
        if self.block.section == "average_daily_population":
            return warnings  # an average of days does not add up
        for row, member in self.members.items():
            numbers = [value for column in months if not isinstance(value := stored[row, column], str)]
            for total in totals:
                printed = stored[row, total]
                if not isinstance(printed, str) and abs(sum(numbers) - printed) > 0.5:
                    warnings.append(
                        f"{self.sheet.where(row, total)}: the months of '{member}' add up to {sum(numbers):,.0f}, the "
                        f"printed total is {printed:,.0f}"
                    )
        return warnings

    def _period(self, month: int | None, fiscal: int, through: date) -> Stretch:
        """A month that the data stop in ends there; other flows run from the start of the fiscal year."""
        if month:
            start, end = month_of(fiscal, month)
            return "month", start, min(end, through)
        if self.block.kind == "snapshot":
            return "day", through, through
        whole = fiscal_year(fiscal)
        return "fiscal_year" if through >= whole.end else "fiscal_year_to_date", whole.start, min(through, whole.end)

    def _through(self, settled: Settled) -> tuple[date, list[str]]:
        """The block's day; where later months hold data, its footnote is stale and the newest of the others counts."""
        if self.block.kind == "snapshot":
            return settled.days[self.block.section], []
        through = settled.flow(self.block.section)
        months = [
            month_of(settled.fiscal, number)[0]
            for row in self.members
            for column, header in self.headers.items()
            if (number := month_number(header)) and _counted(self.sheet.number(row, column))
        ]
        newest = max((settled.flow(other) for other in settled.days), default=through)
        if not months or not through < max(months) <= newest:
            return through, []
        place = self.sheet.where(self.region[0], self.region[1])
        return newest, [
            f"{place}: the footnote says data through {through}, later months hold data; "
            f"taken to run to {newest} as other blocks do"
        ]

    def _to_come(self, row: int, column: int, value: float | str, through: date) -> str:
        """What is printed in a month still to come."""
        if _counted(value):
            raise ReadError(
                f"a month still to come holds {value:g}; the footnotes say that the data run to {through}",
                self.sheet.where(row, column),
            )
        return "0" if value == 0 else str(value) or "blank"


def _counted(value: float | str) -> bool:
    """Is it a number other than 0?"""
    return not isinstance(value, str) and value != 0


def read_block(sheet: Sheet, row: int, column: int, block: Block) -> Found:
    """Find the extent of the block titled in the given cell and account for every cell in it."""
    sheet.take(row, column)
    header = next((below for below in range(row + 1, row + 4) if not sheet.blank(below, column)), None)
    if header is None:
        raise ReadError("no header row stands below the title", sheet.where(row, column))
    last_column = _last_column(sheet, row, header, column)
    last = header
    while any(not sheet.blank(last + 1, one) for one in range(column, last_column + 1)):
        last += 1
    if last == header:
        raise ReadError("no rows stand below the header", sheet.where(header, column))
    labels, headers = _columns(sheet, header, last, column, last_column)
    members = _members(sheet, header, last, labels, block.parents)
    for data in members:
        for one in headers:
            sheet.take(data, one)
    sheet.account(row, column, last, last_column)
    _nothing_beside(sheet, header, last, last_column)
    _nothing_below(sheet, last, column, last_column)
    return Found(block, sheet, (row, column, last, last_column), headers, members)


def _last_column(sheet: Sheet, title: int, header: int, first: int) -> int:
    """The block's last column: headers without a gap, not reaching into the block titled to the right."""
    others = [column for column in sheet.filled(title) if column > first]
    bound = min(others) - 1 if others else sheet.width - 1
    column = first
    while column <= bound:
        right = sheet.merge(header, column)[3]
        nearest = right + 1
        if nearest > bound or sheet.blank(header, nearest):
            return min(right, bound)
        column = nearest
    return bound


def _columns(sheet: Sheet, header: int, last: int, first: int, last_column: int) -> tuple[list[int], dict[int, str]]:
    """Label columns stand first and hold text only; all others hold values and have a header of their own."""
    labels: list[int] = []
    headers: dict[int, str] = {}
    for column in range(first, last_column + 1):
        if sheet.blank(header, column):
            continue  # covered by a merged header; anything in it is found by `account`
        text = sheet.text(header, column)
        if not isinstance(sheet.value(header, column), str):
            raise ReadError(f"'{text}' where a column header should stand", sheet.where(header, column))
        stored = [sheet.value(row, column) for row in range(header + 1, last + 1) if not sheet.blank(row, column)]
        words = [value for value in stored if isinstance(value, str) and value.strip() not in CODES]
        known = month_number(text) or text.casefold() in _TOTALS
        if not headers and not known and (column == first or (words and len(words) == len(stored))):
            labels.append(column)
        elif text in headers.values():
            raise ReadError(f"two columns are headed '{text}'", sheet.where(header, column))
        else:
            headers[column] = text
        sheet.take(header, column)
    if not headers:
        raise ReadError("the table has no value columns", sheet.where(header, first))
    return labels, headers


def _members(sheet: Sheet, header: int, last: int, labels: list[int], parents: str) -> dict[int, str]:
    """Row -> member. A blank first label repeats the one above; rows that match `parents` head those below them."""
    members: dict[int, str] = {}
    first = ""
    parent = ""
    for row in range(header + 1, last + 1):
        texts = [sheet.text(row, column) for column in labels]
        for column in labels:
            if isinstance(sheet.value(row, column), str):
                sheet.take(row, column)
        if len(labels) > 1 and not texts[0] and any(texts[1:]):
            texts[0] = first
        first = texts[0]
        if not first:
            raise ReadError("the row has no label", sheet.where(row, labels[0]))
        if parents and re.fullmatch(parents, first, re.IGNORECASE):
            parent = first
        elif parent:
            texts.insert(0, parent)
        member = " > ".join(text for text in texts if text)
        if member in members.values():
            raise ReadError(f"a second row is labelled '{member}'", sheet.where(row, labels[0]))
        members[row] = member
    return members


def _nothing_beside(sheet: Sheet, header: int, last: int, last_column: int) -> None:
    """A number right beside the rows, in a column without header, belongs to no table."""
    beside = last_column + 1
    for row in range(header + 1, last + 1):
        value = sheet.value(row, beside)
        if isinstance(value, (int, float)) and not sheet.taken(row, beside):
            raise ReadError(
                f"no header covers this cell, which holds '{sheet.text(row, beside)}'", sheet.where(row, beside)
            )


def _nothing_below(sheet: Sheet, last: int, first: int, last_column: int) -> None:
    """After the blank row, numbers may only come under a title of their own."""
    for row in range(last + 1, len(sheet.rows)):
        filled = sheet.filled(row, first, last_column)
        if not filled:
            continue
        numbers = [column for column in filled if isinstance(sheet.value(row, column), (int, float))]
        if numbers and not sheet.taken(row, numbers[0]):
            raise ReadError(
                f"a number stands below the table without a title, '{sheet.text(row, numbers[0])}'",
                sheet.where(row, numbers[0]),
            )
        return
