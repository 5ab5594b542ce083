"""What differs between two versions of a keyed table? Rows in the shape of the table `difference`, and each new cell.

The rules are those of sql/compare, with labels that are the same or are not: the members of a key or a column that only
one version has, the periods that only one has, and of what both have, each cell that is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from tracker.readers.keyed_columns import Columns, Fields, Figure
from tracker.readers.keyed_copies import copies, member, numbers, worth_looking
from tracker.readers.keyed_counts import Counts, Identity, Record, Row, by_key, parts
from tracker.readers.sheet import address, column_letters

_MANY = 3  # members that are gone at once
_DIGIT = re.compile(r"\d")
_TOTAL = re.compile(r"^(grand |sub)?total\b|^all\b", re.IGNORECASE)


class Change(NamedTuple):
    """What changed, in the columns of `difference`.

    A `new` cell is no difference: a member or a period entered with it. A code is written after '=', so that a blank is
    not nothing.
    """

    what: str
    how: str
    member: str = ""
    label: str = ""
    period_start: str = ""
    period_end: str = ""
    old_value: float | None = None
    old_code: str = ""
    value: float | None = None
    code: str = ""
    old_cell: str = ""
    cell: str = ""
    old_cells: int | None = None
    cells: int | None = None
    equal_cells: int | None = None
    text: str = ""


def first(fields: Fields, columns: Columns, came: dict[Identity, Row]) -> list[Change]:
    """Every cell of a version that follows none."""
    return [
        _cell("new", key, name, row, old=None, new=(fields.figure(row.fields[place], row.line, place, columns), place))
        for (key, _), row in came.items()
        for name, place in columns.values.items()
    ]


def _cell(  # noqa: PLR0913, PLR0917
    how: str, key: str, name: str, row: Row, old: tuple[Figure, int, int] | None, new: tuple[Figure, int] | None
) -> Change:
    """A cell: `old` and `new` are figure and place, the old with its line."""
    old_value, old_code, old_cell, value, code, cell = None, "", "", None, "", ""
    if old:
        (old_value, printed), place, line = old
        old_code, old_cell = "" if printed is None else f"={printed}", f"{_letters(place)}{line}"
    if new:
        (value, printed), place = new
        code, cell = "" if printed is None else f"={printed}", f"{_letters(place)}{row.line}"
    start, end = row.period
    return Change("cell", how, member(key, name), "", start, end, old_value, old_code, value, code, old_cell, cell)


_letters = lru_cache(maxsize=4096)(column_letters)


class Comparison:
    """Two versions of which only the rows that are not the same are given.

    They are those that left and those that came; `edited` are rows that stand in both, with other values.
    """

    def __init__(
        self,
        fields: Fields,
        counts: Counts,
        columns: tuple[Columns, Columns],
        rows: tuple[dict[Identity, Row], dict[Identity, Row]],
        edited: list[tuple[Record, Record]],
    ) -> None:
        self.fields, self.counts, self.edited = fields, counts, edited
        self.old_columns, self.columns = columns
        self.gone, self.came = rows
        self.moved = counts.moved(*rows)
        old, new = self.old_columns.values, self.columns.values
        self.kept = [(name, old[name], place) for name, place in new.items() if name in old]
        self.names = {place: name for name, _, place in self.kept}
        self.added = {name: place for name, place in new.items() if name not in old}
        self.dropped = {name: place for name, place in old.items() if name not in new}
        self.turned = {key for key in self.moved.keys if self._had(key) != self._has(key)}  # entered or left
        if self.added or self.dropped:
            self.turned = {key for key, _ in (*self.gone, *self.came)}
        self.left = self._left()

    def changes(self, standing: Callable[[], Iterable[Row]], beside: tuple[str, ...] = ()) -> list[Change]:
        """All of it, the whole first. `standing`: all rows of the newer version; `beside`: what else is in its file."""
        cells = [*self._edited(), *self._came(), *self._gone()]
        members = [*self._members()]
        found = [*members, *self._dimensions(), *self._periods(), *self._withdrawn(cells), *self._tail()]
        found += [*self._copies(standing), *self._unread(beside), *cells]
        old_total = self.counts.size * len(self.old_columns.values)
        total = (self.counts.size + self.moved.size) * len(self.columns.values)
        old_cells = old_total - sum(x.old_cells or 0 for x in members)  # of members that both have
        now_cells = total - sum(x.cells or 0 for x in members if x.how == "entered")
        met = sum(1 for (key, _), _ in self._only_came() if self._had(key)) * len(self.kept)
        equal = now_cells - met - sum(1 for x in cells if x.how == "changed")
        how = "same" if 0 < equal == old_cells == now_cells else "changed"
        counted = Change("edition", how, old_cells=old_total, cells=total, equal_cells=equal)
        table = Change("table", "same", old_cells=old_total, cells=total, equal_cells=equal)
        return [counted, table, *found]

    def _had(self, key: str) -> bool:
        return key in self.counts.keys

    def _has(self, key: str) -> bool:
        return self.counts.keys.get(key, 0) + self.moved.keys.get(key, 0) > 0

    def _had_period(self, start: str) -> bool:
        return start in self.counts.periods

    def _has_period(self, start: str) -> bool:
        return self.counts.periods.get(start, 0) + self.moved.periods.get(start, 0) > 0

    def _only_came(self) -> Iterator[tuple[Identity, Row]]:
        return (found for found in self.came.items() if found[0] not in self.gone)

    def _only_gone(self) -> Iterator[tuple[Identity, Row]]:
        return (found for found in self.gone.items() if found[0] not in self.came)

    def _edited(self) -> Iterator[Change]:
        """Cells of rows that stand in both versions."""
        fields, at, names = self.fields, self.columns, self.names
        read = fields.figure
        for (old_line, old), (line, new) in self.edited:
            for place in compress(count(), map(ne, old, new)):
                if place not in names:
                    continue
                was, now = read(old[place], old_line, place, at), read(new[place], line, place, at)
                if was != now:
                    row = Row(line, new, fields.period(new, line, at))
                    key = fields.key(new, line, at)
                    yield _cell("changed", key, names[place], row, (was, place, old_line), (now, place))

    def _came(self) -> Iterator[Change]:
        """Cells that are new or not what they were."""
        read, at = self.fields.figure, self.columns
        for identity, row in self.came.items():
            key, start = identity
            old = self.gone.get(identity)
            for name, place in self.added.items():
                yield _cell("new", key, name, row, None, (read(row.fields[place], row.line, place, at), place))
            if old is None:
                how = "entered" if self._had(key) and self._had_period(start) else "new"
                for name, _, place in self.kept:
                    yield _cell(how, key, name, row, None, (read(row.fields[place], row.line, place, at), place))
                continue
            for place, old_place in self._unlike(old.fields, row.fields):
                was = read(old.fields[old_place], old.line, old_place, self.old_columns)
                now = read(row.fields[place], row.line, place, at)
                if was != now:
                    yield _cell("changed", key, self.names[place], row, (was, old_place, old.line), (now, place))

    def _unlike(self, old: list[str], new: list[str]) -> Iterable[tuple[int, int]]:
        """New and old places of the values of a row that are not written alike."""
        if self.columns is self.old_columns:
            return ((place, place) for place in compress(count(), map(ne, old, new)) if place in self.names)
        return ((place, old_place) for _, old_place, place in self.kept if old[old_place] != new[place])

    def _gone(self) -> Iterator[Change]:
        """Cells that are gone, though member and period are there."""
        for (key, start), row in self._only_gone():
            if self._has(key) and self._has_period(start):
                for name, place, _ in self.kept:
                    was = self.fields.figure(row.fields[place], row.line, place, self.old_columns)
                    yield _cell("left", key, name, row, (was, place, row.line), None)

    def _withdrawn(self, cells: list[Change]) -> Iterator[Change]:
        """Members of which nine in ten rows, three at least, printed a number other than 0 and now print none.

        Not where this version prints numbers of it where there were none.
        """
        gone: dict[str, list[Change]] = {}
        came = {cell.member for cell in cells if cell.old_value is None and cell.value is not None}
        for cell in cells:
            if cell.how == "changed" and cell.old_value and cell.value is None and cell.member not in came:
                gone.setdefault(cell.member, []).append(cell)
        for one, mine in gone.items():
            names = (f" > {name}" for name in self.columns.values)
            key = next((one.removesuffix(name) for name in names if one.endswith(name)), "")
            rows = self.counts.keys.get(key, 0) + self.moved.keys.get(key, 0)
            if len(mine) >= max(3, 0.9 * rows):
                yield Change(
                    "withdrawn", "left", one, old_cell=mine[0].old_cell, cell=mine[0].cell,
                    old_cells=len(mine), cells=max(rows - len(mine), 0),
                )  # fmt: skip

    def _tail(self) -> Iterator[Change]:
        """Rows that are gone though their period stands: the last ones (`left`), or those of many members.

        So a file looks that was cut short. A period that is gone as a whole is told as such, unless it was the newest.
        """
        gone = dict(self._only_gone())
        newest = max(self.counts.periods, default="") if gone else ""
        if not any(self._has_period(start) or start == newest for _, start in gone):
            return
        lines = [row.line for row in gone.values()]
        how = "left" if min(lines) >= self.counts.size + 2 - len(lines) else "changed"
        left = [key for key, _ in gone if not self._has(key)]
        if how == "left" or len(set(left)) >= _MANY:
            yield Change("tail", how, old_cells=len(left) * len(self.old_columns.values))

    def _unread(self, beside: tuple[str, ...]) -> Iterator[Change]:
        """What came beside the values: other lists of the file, ignored columns that are new or hold other digits."""
        places = [*beside, *(f"column '{name[:60]}'" for name in self._ignored())]
        if places:
            yield Change("unread", "same", cells=len(places), text="; ".join(places)[:400])

    def _ignored(self) -> Iterator[str]:
        """Columns the record ignores: those that are new, and those of which a kept row holds other digits."""
        pairs = [(old, new) for (_, old), (_, new) in self.edited]
        pairs += [(self.gone[x].fields, row.fields) for x, row in self.came.items() if x in self.gone]
        old_names = self.old_columns.names
        for place, name in enumerate(self.columns.names):
            if name not in self.fields.layout.ignore:
                continue
            was = old_names.index(name) if name in old_names else None
            if was is None or any(old[was] != new[place] and _DIGIT.search(new[place]) for old, new in pairs):
                yield name

    def _members(self) -> Iterator[Change]:
        for key, (line, rows) in by_key(self.came, self.turned).items():
            for name, place in (self.added if self._had(key) else self.columns.values).items():
                whole = member(key, name)
                label = next((x for x in parts(whole) if not self._known_before(x)), whole)
                yield Change("member", "entered", whole, label, cell=address(line - 1, place), cells=rows)
        for key, (line, rows) in by_key(self.gone, self.turned).items():
            for name, place in (self.dropped if self._has(key) else self.old_columns.values).items():
                whole = member(key, name)
                label = next((x for x in parts(whole) if not self._known_now(x)), whole)
                yield Change(
                    "member", "left", whole, label, old_cell=address(line - 1, place),
                    old_cells=rows, cells=len(self.left.get((key, name), ())),
                )  # fmt: skip

    def _left(self) -> dict[tuple[str, str], dict[str, float]]:
        """The numbers of members that left, of periods that this version has: key and column → first day → number."""
        found: dict[tuple[str, str], dict[str, float]] = {}
        at = self.old_columns
        for (key, start), row in self.gone.items() if self.turned else ():
            if key in self.turned and self._has_period(start):
                for name, place in (self.dropped if self._has(key) else at.values).items():
                    value, _ = self.fields.figure(row.fields[place], row.line, place, at)
                    if value is not None:
                        found.setdefault((key, name), {})[start] = value
        return found

    def _copies(self, standing: Callable[[], Iterable[Row]]) -> Iterator[Change]:
        """Members that left and whose figures stand elsewhere in this version."""
        left = {member(*names): figures for names, figures in self.left.items()}
        found = copies(left, numbers(self.fields, self.columns, standing())) if worth_looking(left) else {}
        for gone, copy in found.items():
            yield Change("copy", "same", gone, cells=copy.figures, equal_cells=copy.equal, text=copy.member)

    def _known_before(self, label: str) -> bool:
        return label in self.counts.labels or label in self._names(self.old_columns)

    def _known_now(self, label: str) -> bool:
        rows = self.counts.labels.get(label, 0) + self.moved.labels.get(label, 0)
        return rows > 0 or label in self._names(self.columns)

    def _names(self, columns: Columns) -> set[str]:
        return {part for name in columns.values for part in parts(name)}

    def _dimensions(self) -> Iterator[Change]:
        """Keys of which one version has at least two columns of values, totals aside, and the other none."""
        for key in sorted(self.turned):
            old = [x for x in self.old_columns.values if not _TOTAL.search(x)] if self._had(key) else []
            new = [x for x in self.columns.values if not _TOTAL.search(x)] if self._has(key) else []
            names = sorted(old or new)
            if bool(old) == bool(new) or len(names) < 2:
                continue
            if not key or (self._known_before(parts(key)[-1]) and self._known_now(parts(key)[-1])):
                how = "left" if old else "entered"
                held = sum(len(self.left.get((key, name), ())) for name in names) if old else None
                yield Change("dimension", how, label=key, old_cells=held, cells=len(names), text="; ".join(names))

    def _periods(self) -> Iterator[Change]:
        for start in sorted(self.moved.periods):
            if not start or self._had_period(start) == self._has_period(start):
                continue
            entered = not self._had_period(start)
            all_rows = self.came if entered else self.gone
            end = next(row.period[1] for (_, first), row in all_rows.items() if first == start)
            mine = [(key, row.line) for (key, first), row in all_rows.items() if first == start]
            both = [line for key, line in mine if self._had(key) and self._has(key)]
            places = [new if entered else old for _, old, new in self.kept]
            cell = address(min(both) - 1, places[0]) if both and places else ""
            count = len(both) * len(self.kept)
            yield Change(
                "period", "entered" if entered else "left", "", "", start, end,
                old_cell="" if entered else cell, cell=cell if entered else "",
                old_cells=0 if entered else count, cells=count if entered else 0,
            )  # fmt: skip
