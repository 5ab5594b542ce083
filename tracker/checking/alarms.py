"""What turned since the last run that was told: late, overdue, withheld, reduced, removed, or out of our reach?"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tracker import warehouse
from tracker.evidence import Store, cannot_write

KINDS = ("late", "overdue", "withheld", "reduced", "removed", "gone", "blocked", "unreachable", "unreadable")


class Changes(msgspec.Struct, frozen=True):
    """What turned between two days."""

    since_on: date
    as_of_on: date
    rows: list[dict[str, Any]]

    @property
    def alarms(self) -> list[dict[str, Any]]:
        """Those that say that something did not come, was lost, or could not be looked at."""
        return [row for row in self.rows if row["alarm"]]


def changes(workspace: Path, database: Path, since_on: date | None = None) -> Changes:
    """What turned since a day, or since the last day before this one of a check run that was told."""
    with warehouse.reading(database) as connection:
        as_of_on: date = warehouse.query(connection, "clock")[0]["as_of_on"]
        since = since_on or last_told_before(workspace, as_of_on)
        rows = warehouse.query(connection, "status_changes", since_on=since, as_of_on=as_of_on)
    return Changes(since, as_of_on, rows)


def told(workspace: Path, run: str) -> None:
    """Note that what turned by a run was told. Only then may the next telling begin after it: what a run saw that was
    cut off before it told is told by the next one."""
    path = Store(workspace).told
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"{run}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise cannot_write(error, path) from error


def last_told_before(workspace: Path, day: date) -> date:
    """The last day before this one of a check run that was told; where there was none, the day before the first run."""
    path = Store(workspace).told
    known = set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()
    runs = [(run.id, date.fromisoformat(run.at[:10])) for run in Store(workspace).runs()]
    last = max((number for number, (name, on) in enumerate(runs) if name in known and on < day), default=None)
    if last is None:
        return min([day, *(on for _, on in runs)]) - timedelta(days=1)
    told_on = runs[last][1]
    more = any(on <= told_on for _, on in runs[last + 1 :])  # on the same day, and not told
    return told_on - timedelta(days=1) if more else told_on
