"""What does a workbook hold that its reader does not claim? Every sheet, hidden ones too, and every titled block.

The list errs on the long side: a table that stands in it was not read, and can not be said to have been dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tracker.readers.base import Unread
from tracker.readers.sheet import Sheet, address

Region = tuple[int, int, int, int]  # first row and column, last row and column

_WORD = re.compile(r"[^\W\d_]{2,}")
_FIRST_LINES = 4  # a title can stand right below a link or a letterhead
_LONGEST = 160  # a sentence is no title


def unread_sheet(sheet: Sheet) -> list[Unread]:
    """A sheet that nothing is read from: its name, and the titles in it."""
    return [Unread(sheet.name, "", sheet.name.strip()), *titled_blocks(sheet)]


def titled_blocks(
    sheet: Sheet, regions: Collection[Region] = (), headings: Collection[tuple[int, int]] = ()
) -> list[Unread]:
    """The titles outside of the regions that are read, and other than the given headings of the sheet."""
    return [
        Unread(sheet.name, address(row, column), sheet.text(row, column))
        for row, column in _titles(sheet)
        if (row, column) not in headings
        and not any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in regions)
    ]


def _titles(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Three words or more, with blanks above (or among the first lines) and to the left, and something close below."""
    for row in range(len(sheet.rows)):
        for column in sheet.filled(row):
            first = row < _FIRST_LINES or sheet.blank(row - 1, column)
            if not first or not isinstance(sheet.value(row, column), str):
                continue
            text = sheet.text(row, column)
            alone = sheet.blank(row, column - 1) and any(sheet.filled(row + below, column) for below in (1, 2))
            if alone and len(text) <= _LONGEST and not text.endswith(".") and len(_WORD.findall(text)) >= 3:
                yield row, column
