"""A small agency that is watched: a record of one release, the practice agency that publishes it, and a clock to turn."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import tiny
import workbooks
from conftest import prepared, rows
from practice import Agency, Answer, Seen, Site

from tracker import building, model, record, tables, warehouse
from tracker.checking import Options, Second, Summary, check
from tracker.evidence import Ingest, Look, Store
from tracker.fetch import Policy

RELEASE = "tables"
PATTERN = r"(?P<year>\d{4})_(?P<month>\d{2})(?P<day>\d{2})_ohss_.*-tables-(?P<ref_month>[a-z]+)-(?P<ref_year>\d{4})(_\d)?\.xlsx"
QUICK = {"pace_seconds": 0.0, "connect_timeout": 1.0, "first_byte_timeout": 0.5, "total_timeout": 1.0, "retries": 0}
MONTHS = ("October", "November", "December", "January", "February", "March", "April", "May", "June", "July", "August")


def book(last: int = 2, start: int = 100, headers: tuple[str, ...] = ("Total", "Convicted Criminals")) -> bytes:
    """An OHSS workbook with data of fiscal year 2024 through its `last` month (2: November 2023)."""
    table = workbooks.OhssTable(
        title="Removals",
        years=f": Fiscal Years 2023 to 2024 YTD ({MONTHS[last - 1]} {2023 if last < 4 else 2024})",
        headers=headers,
        rows=workbooks.ohss_rows(len(headers), last, start),
    )
    stream = io.BytesIO()
    workbooks.ohss_workbook(stream, [table])  # type: ignore[arg-type]
    return stream.getvalue()


def write_record(folder: Path, page: str, netlocs: tuple[str, ...], **watch: Any) -> Path:
    """The tiny record with its release watched, and nothing in it but what a look may find."""
    tiny.write(folder)
    keys = {"pages": [page], "files": PATTERN, "allow_private": list(netlocs), "archive": False} | watch
    lines = "\n".join(f"{key} = {_toml(value)}" for key, value in keys.items())
    path = folder / "releases" / "tables.toml"
    head = path.read_text().partition("[[edition]]")[0]
    head = head.replace('first = "2024-01"\nlag_days = 40', 'first = "2023-11"\nlag_days = 100')
    path.write_text(f"{head}\n[watch]\n{lines}\n")
    (folder / "figures" / "all.toml").unlink()
    (folder / "observations" / "all.csv").unlink()
    return folder


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'"
    return "[" + ", ".join(f"'{each}'" for each in value) + "]"


ALONE = Second(ask=False)  # no second observer


def answering(site: Site) -> dict[str, Callable[[Seen], Answer | None]]:
    """What a site answers in place of its honest answer: to be filled, by path, or "*" for all that are not named."""
    honest, given = site.server.handler, dict[str, Callable[[Seen], Answer | None]]()

    def answer(seen: Seen) -> Answer:
        make = given.get(seen.path.partition("?")[0], given.get("*"))
        return (make(seen) if make else None) or honest(seen)

    site.server.handler = answer
    return given


@dataclass
class Watched:
    """One workspace that watches the practice agency."""

    workspace: Path
    agency: Agency
    folder: Path
    moment: datetime = datetime(2024, 3, 9, 12, tzinfo=UTC)

    @property
    def record(self) -> model.Record:
        return record.load(self.folder)

    def at(self, day: date, hour: int = 12) -> Watched:
        """Turn the clock, ours and the agency's."""
        self.agency.at(day)
        self.moment = datetime.combine(day, time(hour), UTC)
        return self

    def check(
        self,
        *releases: str,
        second: Second = ALONE,
        policy: Policy | None = None,
        now: Callable[[], datetime] | None = None,
        **options: Any,
    ) -> Summary:
        """One check run, at the moment of the clock, which stands still unless `now` lets time go by."""
        return check(
            self.workspace, self.record, releases,
            now=now or (lambda: self.moment), policy=policy or Policy("tests@example.org", **QUICK),
            options=Options(second=second, **options),
        )  # fmt: skip

    def ask(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Build, and run a statement."""
        with warehouse.reading(building.current(self.workspace, self.folder)) as connection:
            names, rows = warehouse.ask(connection, query)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def told(self, query: str) -> list[dict[str, Any]]:
        """As `ask`, of a database in memory without cells: what record and log say of editions, looks and statuses."""
        facts = self.store.entries()
        ingests = [fact for fact in facts if isinstance(fact, Ingest)]
        contents = warehouse.Contents(tables.rows(self.record, ingests, "", facts))
        with prepared() as connection, tempfile.TemporaryDirectory() as scratch:
            warehouse.load(connection, contents, Path(scratch))
            warehouse.answer(connection, "80")
            return rows(connection, query)

    def status(self) -> str:
        """The status of the release."""
        return str(self.told("select status from release_status")[0]["status"])

    def editions(self) -> dict[str, str]:
        """The status of each edition."""
        found = self.told("select ref, status from edition_status where status <> 'scheduled'")
        return {row["ref"]: row["status"] for row in found}

    @property
    def store(self) -> Store:
        return Store(self.workspace)

    def looks(self) -> list[Look]:
        return self.store.looks()

    def later(self, days: int = 1, hours: int = 0) -> Watched:
        moment = self.moment + timedelta(days=days, hours=hours)
        self.agency.at(moment.date())
        self.moment = moment
        return self
