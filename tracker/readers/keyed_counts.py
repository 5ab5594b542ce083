"""How many rows of a keyed table stand for each key, period and label? What do rows that leave and come do to that?"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tracker.readers.keyed_columns import Period

Identity = tuple[str, str]  # key and first day of the period
Record = tuple[int, list[str]]  # its number in the file, and its fields


class Row(NamedTuple):
    """One row of a file: the number of its record, its fields and its period."""

    line: int
    fields: list[str]
    period: Period


class Counts:
    """How many rows stand for each key and period, and how many keys carry each label."""

    def __init__(self) -> None:
        self.size = 0
        self.keys: Counter[str] = Counter()
        self.periods: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()

    def moved(self, gone: dict[Identity, Row], came: dict[Identity, Row]) -> Counts:
        """What leaving and coming rows do to these counts."""
        moved = Counts()
        moved.size = len(came) - len(gone)
        for rows, sign in ((came.keys() - gone.keys(), 1), (gone.keys() - came.keys(), -1)):
            for key, start in rows:
                moved.keys[key] += sign
                moved.periods[start] += sign
        for key, more in moved.keys.items():
            before = self.keys.get(key, 0)
            if (before > 0) != (before + more > 0):
                for label in set(parts(key)):
                    moved.labels[label] += 1 if before == 0 else -1
        return moved

    def add(self, moved: Counts) -> None:
        """Take up what moved."""
        self.size += moved.size
        for mine, other in ((self.keys, moved.keys), (self.periods, moved.periods), (self.labels, moved.labels)):
            for name, rows in other.items():
                mine[name] += rows
                if not mine[name]:
                    del mine[name]


def parts(label: str) -> list[str]:
    return label.split(" > ") if label else []


def by_key(rows: dict[Identity, Row], wanted: set[str]) -> dict[str, tuple[int, int]]:
    """The first line of each key that is wanted, and how many rows it has."""
    found: dict[str, tuple[int, int]] = {}
    for (key, _), row in rows.items() if wanted else ():
        if key not in wanted:
            continue
        line, count = found.get(key, (row.line, 0))
        found[key] = min(line, row.line), count + 1
    return found
