"""Do the figures of a member that left a keyed table still stand in it, under another key or in another column?

The rule is that of sql/compare/45_copy.sql: nineteen in twenty of its figures of periods that still stand, six
different ones besides 0, each beside the same period; or all of them, where the members of which all stand hold six
different ones together.
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


def worth_looking(left: Mapping[str, Figures]) -> bool:
    """Whether figures enough left to be known again."""
    return len({value for figures in left.values() for value in figures.values() if value}) >= _DIFFERENT


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
    whole = {(one, other) for (one, other), values in met.items() if len(values) == len(left[one])}
    together = len({value for pair in whole for value in met[pair] if value}) >= _DIFFERENT
    found: dict[str, Copy] = {}
    for (one, other), values in sorted(met.items()):
        most = len(values) >= _SHARE * len(left[one]) and len({x for x in values if x}) >= _DIFFERENT
        enough = most or (together and (one, other) in whole)
        if enough and (one not in found or len(values) >= found[one].equal):
            found[one] = Copy(len(left[one]), len(values), other)
    return found
