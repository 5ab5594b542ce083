"""What does one version of a table with a key say that the version before did not?

Any CSV or JSON file that is one table, a row to a key and a period, read by the columns that the record names (see
`tracker.model.Keyed`). Versions are read in the order in which they appeared. Of each, only lines that differ from
the version before are parsed; all others were parsed when they came. What comes out is the same as if each version had
been read whole and the two compared cell by cell, as sql/compare does with workbooks.

A member is the values of the key and the name of a value column, joined by ' > '. Members, periods and cells are the
same where their labels are. A combination without a row was not printed; it is not zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

import msgspec

from tracker import model
from tracker.errors import ReadError
from tracker.readers import keyed_text, keyed_walk
from tracker.readers.keyed_columns import Columns, Fields
from tracker.readers.keyed_columns import columns as columns_of
from tracker.readers.keyed_counts import Counts, Identity, Record, Row
from tracker.readers.keyed_difference import Change, Comparison, first
from tracker.readers.keyed_walk import Lines

NAME = "keyed"
VERSION = 4
MARKUP = re.compile(r"</?[A-Za-z!]")


class Step(msgspec.Struct, frozen=True):
    """What one version brought: its size, the day its data run to, what is odd about its labels, and what changed."""

    cells: int
    data_through: str
    odd: tuple[str, ...]
    changes: list[Change]


class _Before(msgspec.Struct, frozen=True):
    """The version before: its text, where its header ends, and its columns."""

    text: bytes
    header: bytes
    columns: Columns


class History:
    """Reads versions one after the other. A version that is refused leaves everything as it was."""

    def __init__(self, layout: model.Keyed) -> None:
        self.layout = layout
        self.fields = Fields(layout)
        self.counts = Counts()
        self.rows: set[Identity] = set()
        self._before: _Before | None = None
        self._accepted, self._wanted = False, True
        self._beside: tuple[str, ...] = ()  # lists of a JSON file that are not read

    def step(self, data: bytes, accepted: bool = False, wanted: bool = True) -> Step:
        """Read the next version; ReadError names line and column of what no rule covers.

        A version that is odd is not taken in either, unless it is accepted. Where what changed is not `wanted`, only
        keys and periods are taken up, which the next version is held against.
        """
        self._accepted, self._wanted = accepted, wanted
        text, self._beside = keyed_text.lines(data, self.layout)
        self.fields.starts = None
        found = self._step(text)
        if found is None:
            text, self.fields.starts = keyed_text.single(text, self.layout)
            found = self._step(text)
        if found is None:
            raise ReadError("is not a well-formed CSV file")
        return found

    def _step(self, text: bytes) -> Step | None:
        """One version of which each line is a record; None where they are not."""
        header = text[: text.index(b"\n")]
        names = keyed_text.records([header], self.layout)
        if names is None:
            return None
        before = self._before
        same = before is not None and before.header == header
        columns = before.columns if before and same else columns_of(names[0], self.layout)
        lines = self._lines(text, same)
        if lines is None:
            if b'"' not in text or self.fields.starts is not None:
                self._refuse_twice(text)
            return None
        gone_lines, came_lines = lines
        fields = keyed_text.records(came_lines, self.layout)
        if fields is None:
            return None
        old = list(zip(gone_lines.values(), keyed_text.records(gone_lines, self.layout) or [], strict=True))
        new = list(zip(came_lines.values(), fields, strict=True))
        edited = _edited(old, new, columns) if same else []
        gone = self._known_rows(old)
        came = self._rows(new, columns, gone)
        if len(self.rows) - len(gone) + len(came) == 0:
            raise ReadError("the file has a header and no rows")
        return self._taken(_Before(text, header, columns), gone, came, edited)

    def _lines(self, text: bytes, same: bool) -> tuple[Lines, Lines] | None:
        """The lines that are gone and those that came, without headers; None where a line comes twice."""
        if self._before and same:
            return keyed_walk.differing(self._before.text, text)
        gone = keyed_walk.numbered(self._before.text if self._before else b"\n")
        came = keyed_walk.numbered(text)
        if gone is None or came is None:
            return None
        return {line: at for line, at in gone.items() if at > 1}, {line: at for line, at in came.items() if at > 1}

    def _refuse_twice(self, text: bytes) -> None:
        seen: Lines = {}
        for number, line in enumerate(text.split(b"\n")[:-1], start=1):
            if line and line in seen:
                places = [self.fields.line(at) for at in (seen[line], number)]
                raise ReadError(f"the row repeats line {places[0]}", f"line {places[1]}", "A key stands once")
            seen[line] = number

    def _standing(self, now: _Before, came: dict[Identity, Row]) -> Iterable[Row]:
        """All rows of a version. Where the header is another one, all of them came."""
        if self._before is None or self._before.header != now.header:
            return came.values()
        lines = [line for line in now.text.split(b"\n")[1:] if line]
        records = enumerate(keyed_text.records(lines, self.layout) or [], start=2)
        return (Row(line, row, self.fields.period(row, line, now.columns)) for line, row in records)

    def _known_rows(self, lines: list[Record]) -> dict[Identity, Row]:
        """Rows of the version before."""
        if not lines or self._before is None:
            return {}
        at, fields = self._before.columns, self.fields
        rows = (Row(line, row, fields.period(row, line, at)) for line, row in lines)
        return {(fields.key(row.fields, row.line, at), row.period[0]): row for row in rows}

    def _rows(self, lines: list[Record], at: Columns, gone: dict[Identity, Row]) -> dict[Identity, Row]:
        """Rows of this version; each key stands once."""
        found: dict[Identity, Row] = {}
        fields = self.fields
        for line, row in lines:
            if len(row) != at.width:
                what = f"the row has {len(row)} fields where the header has {at.width}"
                raise ReadError(what, f"line {fields.line(line)}")
            period = fields.period(row, line, at)
            identity = fields.key(row, line, at), period[0]
            if identity in found or (identity in self.rows and identity not in gone):
                other = f" of line {fields.line(found[identity].line)}" if identity in found else " of another line"
                key = " ".join(x for x in identity if x)
                raise ReadError(f"the row repeats the key{other}: '{key[:80]}'", f"line {fields.line(line)}")
            found[identity] = Row(line, row, period)
        return found

    def _taken(
        self, now: _Before, gone: dict[Identity, Row], came: dict[Identity, Row], edited: list[tuple[Record, Record]]
    ) -> Step:
        """What changed; from here on this version is the one before."""
        if self._before is None:
            changes = first(self.fields, now.columns, came) if self._wanted else []
            moved = self.counts.moved({}, came)
            labels = {*now.columns.values, *moved.labels}
        else:
            comparison = Comparison(self.fields, self.counts, (self._before.columns, now.columns), (gone, came), edited)
            changes, moved = comparison.changes(lambda: self._standing(now, came), self._beside), comparison.moved
            labels = {change.label for change in changes if change.what == "member" and change.how == "entered"}
        odd = tuple(f"a label holds markup: {label[:80]!r}" for label in sorted(labels) if MARKUP.search(label))
        if not odd or self._accepted:
            self._before = now
            self.counts.add(moved)
            self.rows.difference_update(gone)
            self.rows.update(came)
        cells = (self.counts.size if self._before is now else 0) * len(now.columns.values)
        return Step(cells, self.fields.last_day(max(self.counts.periods, default="")), odd, changes)


def _edited(old: list[Record], new: list[Record], at: Columns) -> list[tuple[Record, Record]]:
    """Takes out of both the rows that stand in each other's place with key and period written alike."""
    places = (*at.key, *(() if at.period is None else (at.period,)))
    if not places or not old:
        return []
    identity = itemgetter(*places)
    found: list[tuple[Record, Record]] = []
    rest: list[tuple[Record, Record]] = []
    for pair in zip(old, new, strict=False):
        row = pair[1][1]
        alike = len(row) == at.width and identity(row) == identity(pair[0][1])
        (found if alike else rest).append(pair)
    paired = len(found) + len(rest)
    old[:paired], new[:paired] = [each for each, _ in rest], [each for _, each in rest]
    return found
