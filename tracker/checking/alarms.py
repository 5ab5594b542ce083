"""What turned since the last run: late, overdue, withheld, reduced, removed, or out of our reach?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tracker import warehouse
from tracker.evidence import Store

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
    """What turned since a day, or since the last day before this one on which a check run was made."""
    with warehouse.reading(database) as connection:
        as_of_on: date = warehouse.query(connection, "clock")[0]["as_of_on"]
        since = since_on or last_run_before(workspace, as_of_on)
        rows = warehouse.query(connection, "status_changes", since_on=since, as_of_on=as_of_on)
    return Changes(since, as_of_on, rows)


def last_run_before(workspace: Path, day: date) -> date:
    """The last day before this one on which a check run was made; the day before where there was none."""
    days = [date.fromisoformat(run.at[:10]) for run in Store(workspace).runs()]
    return max((each for each in days if each < day), default=day - timedelta(days=1))
