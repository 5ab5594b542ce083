"""Which column of a keyed file is what, and what does a field of it say? The layout that the record gives, applied.

Strict: a column that the layout does not know, a row without key, a field that is neither number nor declared code is
an error that names line and column.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from math import isfinite

import msgspec

from tracker import model
from tracker.errors import ReadError
from tracker.readers.sheet import address, clean

_NUMBER = re.compile(r"[-+]?((\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_COMMAS = re.compile(r"[-+]?[\d,.]+", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?)?", re.ASCII)
_YEAR = re.compile(r"(?:FY ?)?(\d{4})", re.ASCII)

_REMEMBERED = 100_000  # texts of keys
_LARGEST = 2**53  # from here on, not every whole number is one that a computer holds

Period = tuple[str, str]  # first and last day; two empty texts where the table has no periods
Figure = tuple[float | None, str | None]  # value or code


class Columns(msgspec.Struct, frozen=True):
    """The places of the columns of one header."""

    width: int
    key: tuple[int, ...]
    period: int | None
    values: dict[str, int]  # name → place
    names: tuple[str, ...]


def columns(header: list[str], layout: model.Keyed) -> Columns:
    """The columns of a header; ReadError where one is unknown, doubled, or missing though key or period."""
    names = [clean(name) for name in header]
    for place, name in enumerate(names):
        if not name or names.index(name) != place:
            what = f"column '{name[:60]}' comes twice" if name else "a column has no name"
            raise ReadError(what, f"cell {address(0, place)}")
    for name in (*layout.key, *((layout.period,) if layout.period else ())):
        if name not in names:
            raise ReadError(f"there is no column '{name}'", "line 1", "Key and period are needed; correct [keyed]")
    taken = {*layout.key, layout.period, *layout.ignore}
    values = {name: place for place, name in enumerate(names) if name not in taken}
    if layout.values:
        for name, place in values.items():
            if name not in layout.values:
                hint = f"Add {name[:60]!r} to `values` or to `ignore` of [keyed]"
                raise ReadError(f"column '{name[:60]}' is not declared", f"cell {address(0, place)}", hint)
    if not values:
        raise ReadError("there is no column of values", "line 1", "Correct [keyed]")
    key = tuple(names.index(name) for name in layout.key)
    period = names.index(layout.period) if layout.period else None
    return Columns(len(names), key, period, values, tuple(names))


class Fields:
    """Reads fields by one layout; texts that come again are read once."""

    def __init__(self, layout: model.Keyed) -> None:
        self.layout = layout
        self._codes = {clean(code) for code in layout.codes} | {""}
        self._periods: dict[str, Period] = {}
        self._keys: dict[str, str] = {}
        self.starts: list[int] | None = None  # the line on which each record begins, where that is not its number

    def line(self, record: int) -> int:
        """The line of a file on which a record begins."""
        return self.starts[record - 1] if self.starts else record

    def where(self, record: int, place: int, at: Columns) -> str:
        """A field in words, and its address."""
        return f"line {self.line(record)}, column '{at.names[place][:60]}' (cell {address(record - 1, place)})"

    def last_day(self, start: str) -> str:
        """The last day of the period that begins on a day."""
        return next((end for first, end in self._periods.values() if first == start), "")

    def key(self, row: list[str], line: int, at: Columns) -> str:
        """The key of a row, its parts joined."""
        raw = row[at.key[0]] if len(at.key) == 1 else "\0".join([row[place] for place in at.key])
        found = self._keys.get(raw)
        if found is None:
            parts = [clean(row[place]) for place in at.key]
            if "" in parts:
                raise ReadError("the row has no key", self.where(line, at.key[parts.index("")], at))
            if len(self._keys) > _REMEMBERED:
                self._keys.clear()
            found = self._keys[raw] = " > ".join(parts)
        return found

    def period(self, row: list[str], line: int, at: Columns) -> Period:
        """First and last day of a row's period."""
        if at.period is None:
            return "", ""
        text = row[at.period]
        found = self._periods.get(text)
        if found is None:
            found = self._span(clean(text))
            if found is None:
                what = f"'{clean(text)[:60]}' is no {self.layout.grain.replace('_', ' ')}"
                raise ReadError(what, self.where(line, at.period, at), "Correct `grain` or `period_format` of [keyed]")
            self._periods[text] = found
        return found

    def _span(self, text: str) -> Period | None:
        day: date | None
        try:
            if self.layout.period_format:
                day = datetime.strptime(text, self.layout.period_format).date()
            elif self.layout.grain == "fiscal_year":
                match = _YEAR.fullmatch(text)
                day = date(int(match[1]), 1, 1) if match else None
            else:
                match = _MONTH.fullmatch(text)
                if match is None or (self.layout.grain == "day" and not match[3]):
                    return None
                day = date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return None
        if day is None or day.year < 2:
            return None
        if self.layout.grain == "fiscal_year":
            return date(day.year - 1, 10, 1).isoformat(), date(day.year, 9, 30).isoformat()
        if self.layout.grain == "month":
            return day.replace(day=1).isoformat(), day.replace(day=monthrange(day.year, day.month)[1]).isoformat()
        return day.isoformat(), day.isoformat()

    def figure(self, text: str, line: int, place: int, at: Columns) -> Figure:
        """The number or the code that a field holds."""
        if text.isdecimal() and text.isascii() and len(text) < 16:
            return float(text), None
        text = clean(text)
        if text in self._codes:
            return None, text
        if self.layout.delimiter == ";" and "," in text and _COMMAS.fullmatch(text):
            hint = "In such a file a comma may be a decimal sign; a file with decimal points is needed"
            raise ReadError(f"'{text[:60]}' has a comma", self.where(line, place, at), hint)
        if _NUMBER.fullmatch(text) and isfinite(number := float(text.replace(",", ""))):
            if abs(number) >= _LARGEST:
                what = f"'{text[:60]}' is larger than a number can be told from the next one"
                raise ReadError(what, self.where(line, place, at), "Name the column in `ignore` of [keyed]")
            return number, None
        codes = ", ".join(sorted(self._codes - {""}))
        hint = f"Declared codes: {codes}" if codes else "Add it to `codes` of [keyed], or the column to `ignore`"
        raise ReadError(f"'{text[:60]}' is neither a number nor a declared code", self.where(line, place, at), hint)
