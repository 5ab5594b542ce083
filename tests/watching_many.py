"""Many small agencies, each watched for one release: one record, one calendar, one check a day, one build at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import tiny
from practice import Agency, Server, Site
from practice.agency import ohss_path
from watching import ALONE, PATTERN, QUICK, book

from tracker import building, record, warehouse
from tracker.checking import Options, Second, check
from tracker.evidence import Store
from tracker.fetch import Policy

DECEMBER, JANUARY, FEBRUARY = (
    date(2024, 4, 5),
    date(2024, 5, 3),
    date(2024, 6, 7),
)  # published; due 9 April, 10 May, 8 June
TABLES = "\n[[table]]\nmatch = '.'\nmembers = \"fixed\"\ncumulative = true\nrounding = 10\n"
QUICKEST = {**QUICK, "first_byte_timeout": 1.2, "total_timeout": 1.6, "largest": 2_000_000, "budget": 20_000}
SOURCE = """
[[source]]
id = "s3"
publisher = "Agency of Tables"
title = "Notice"
grade = "A"
published_on = 2024-05-02
seen = "opened"
recorded_on = 2026-11-21
"""
SUSPENDED = """
[[event]]
id = "{release}-suspended"
kind = "suspended"
effective_on = 2024-05-01
stopped_after = "2023-12"
source = "s3"
text = "Publication is on hold."
by_agency = true
"""


@dataclass
class World:
    """One agency with one release, what it plays, and what the record says of it beside."""

    name: str
    acts: Sequence[Callable[[Site], Any]] = ()
    said: str = ""  # more of the record
    archive: bool = False
    agency: Agency = field(default_factory=Agency)
    acts_drawn: Sequence[Any] = ()  # as told where a test fails

    @property
    def site(self) -> Site:
        return self.agency.ohss

    def publish(self, on: date, ref: str, body: bytes, named: date | None = None) -> None:
        """A workbook for a period; its name says the day `named`, where that is another."""
        label = f"{date.fromisoformat(f'{ref}-01'):%B-%Y}".lower()
        self.site.publish(on, body, label, ohss_path(named or on, label))


class Worlds:
    """All of them, and the clock."""

    def __init__(
        self, folder: Path, worlds: Iterable[World], second: Second = ALONE, allowed: Sequence[str] = ()
    ) -> None:
        self.folder, self.workspace = folder / "record", folder / "work"
        self.worlds = {world.name: world for world in worlds}
        self.second, self.allowed = second, allowed
        self.days: list[date] = []
        self._stack = ExitStack()

    def __enter__(self) -> Worlds:
        for number, world in enumerate(self.worlds.values(), start=1):
            world.site.server = own_server(world.site, number)
            self._stack.enter_context(world.site.server)
            for act in world.acts:
                act(world.site)
        self._write()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _write(self) -> None:
        tiny.write(self.folder)
        for name in ("figures/all.toml", "observations/all.csv"):
            (self.folder / name).unlink()
        with (self.folder / "sources" / "all.toml").open("a") as sources:
            sources.write(SOURCE)
        head = (self.folder / "releases" / "tables.toml").read_text().partition("[[edition]]")[0]
        head = head.replace('first = "2024-01"\nlag_days = 40', 'first = "2023-12"\nlag_days = 100')
        for name, world in {"tables": World("tables"), **self.worlds}.items():
            text = head.replace('id = "tables"', f'id = "{name}"') + TABLES
            if name != "tables":  # the release of the record's series, which nobody publishes
                text += (
                    f"{world.said.format(release=name)}\n[watch]\npages = ['{world.site.url()}']\nfiles = '{PATTERN}'\n"
                )
                text += f"allow_private = ['{world.site.server.netloc}']\narchive = {str(world.archive).lower()}\n"
            (self.folder / "releases" / f"{name}.toml").write_text(text)

    @property
    def store(self) -> Store:
        return Store(self.workspace)

    def check(self, day: date) -> None:
        """One run over all, at noon of a day."""
        for world in self.worlds.values():
            world.agency.at(day)
        self.days.append(day)
        check(
            self.workspace, record.load(self.folder), list(self.worlds),
            now=lambda: datetime.combine(day, time(12), UTC), policy=Policy("tests@example.org", allow_private=tuple(self.allowed), **QUICKEST),
            options=Options(second=self.second),
        )  # fmt: skip

    def seen(self, *days: date) -> Seen:
        """Build with what is known by now; everything that was seen, and what is concluded as of these days (or of all)."""
        looks: dict[tuple[str, date, str], list[str]] = {}
        for look in self.store.looks():
            if look.role != "archive":
                looks.setdefault((look.release, date.fromisoformat(look.at[:10]), look.role), []).append(look.outcome)
        editions: dict[tuple[str, date], dict[str, str]] = {}
        releases: dict[tuple[str, date], str] = {}
        with warehouse.reading(building.build(self.workspace, self.folder)) as connection:
            for day in days or self.days:
                for row in _rows(connection, f"from edition_status_as_of(date '{day}') where status <> 'scheduled'"):
                    editions.setdefault((row["release"], day), {})[row["ref"]] = row["status"]
                for row in _rows(connection, f"from release_status_as_of(date '{day}')"):
                    releases[row["release"], day] = row["status"]
        return Seen(looks, editions, releases)


def own_server(site: Site, number: int) -> Server:
    """A server on a loopback address of its own, where the system has more than one: hosts are visited in parallel."""
    try:
        return Server(site.answer, site.name, f"127.0.{1 + number // 250}.{1 + number % 250}")
    except OSError:
        return Server(site.answer, site.name)


def _rows(connection: Any, query: str) -> list[dict[str, Any]]:
    names, rows = warehouse.ask(connection, query)
    return [dict(zip(names, row, strict=True)) for row in rows]


@dataclass(frozen=True)
class Seen:
    """What came back on each day by role, and the statuses as of each day."""

    looks: dict[tuple[str, date, str], list[str]]
    editions: dict[tuple[str, date], dict[str, str]]
    releases: dict[tuple[str, date], str]


def unique_books(number: int, last: int) -> bytes:
    """The workbook through the `last` month, with figures of its own: the bytes of a file belong to one release."""
    return book(last, start=1000 * (number + 1))
