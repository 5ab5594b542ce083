"""Do the figures of a member that left a keyed table still stand in it, under another key or in another column?

The rule is that of sql/compare/45_copy.sql: nineteen in twenty of its figures of periods that still stand, six
different ones besides 0, each beside the same period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.readers.keyed_columns import Columns, Fields
from tracker.readers.keyed_counts import Row

_SHARE = 0.95
_DIFFERENT = 6

Figures = dict[str, float]  # first day of the period → number


class Copy(NamedTuple):
    """How many figures left, how many of them stand elsewhere, and under which member most of them do."""

    figures: int
    equal: int
    member: str


def member(key: str, name: str) -> str:
    """The member that the values of a key and a column of values are."""
    return f"{key} > {name}" if key else name


def numbers(fields: Fields, at: Columns, rows: Iterable[Row]) -> Iterator[tuple[str, str, float]]:
    """Member, first day of the period and value of each number of these rows."""
    for row in rows:
        key = fields.key(row.fields, row.line, at)
        for name, place in at.values.items():
            value, _ = fields.figure(row.fields[place], row.line, place, at)
            if value is not None:
                yield member(key, name), row.period[0], value


def worth_looking(left: Mapping[str, Figures]) -> dict[str, Figures]:
    """The members with figures enough to be known again."""
    return {one: found for one, found in left.items() if len({x for x in found.values() if x}) >= _DIFFERENT}


def copies(left: Mapping[str, Figures], standing: Iterable[tuple[str, str, float]]) -> dict[str, Copy]:
    """For each member that left, where its figures stand, if they do; `standing`: member, first day and number."""
    wanted: dict[tuple[str, float], list[str]] = defaultdict(list)
    for one, figures in left.items():
        for start, value in figures.items():
            wanted[start, value].append(one)
    met: dict[tuple[str, str], list[float]] = defaultdict(list)
    for other, start, value in standing:
        for one in wanted.get((start, value), ()):
            met[one, other].append(value)
    found: dict[str, Copy] = {}
    for (one, other), values in sorted(met.items()):
        all_of_it = len(left[one])
        enough = len(values) >= _SHARE * all_of_it and len({x for x in values if x}) >= _DIFFERENT
        if enough and (one not in found or len(values) >= found[one].equal):
            found[one] = Copy(all_of_it, len(values), other)
    return found
