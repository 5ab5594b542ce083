"""Three years of the practice agency in little more than a minute: what does the tracker see month by month, and what does it say?

`make demo`. Plays on loopback only and writes into a new folder under the system's temporary folder: record, evidence,
database and site of an agency that does not exist. Nothing of it goes into any other workspace.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time as clock
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from workbooks import MONTHS, OhssTable, ohss_workbook

from practice import Agency
from practice.agency import ohss_path
from tracker import building, record, reporting, warehouse
from tracker.checking import Options, Second, Summary, check
from tracker.evidence import Store
from tracker.evidence.verify import verify
from tracker.fetch import Policy

NAMES = {"tables": "monthly tables", "detention": "detention"}
YEARS = (2024, 2025, 2026)
WORST = (2026, 2)  # the month of which a second site is kept
ALARMS = {"late", "overdue", "withheld", "reduced", "removed", "resumed", "blocked", "unreachable", "unreadable"}
RECORD = Path(__file__).parent / "record"  # start, and what is added by a day
WRITTEN = (
    (date(2025, 12, 5), "the agency stated a figure for months that it had not published"),
    (date(2026, 2, 2), "a newspaper reported that the tables have ceased"),
    (date(2026, 4, 10), "the agency said that publication goes on"),
)


def figure(number: int) -> int:
    """What is printed of the month with this number, counted from October 2022: 15,000, 15,150, 15,300, ..."""
    return 15_000 + 150 * number


def workbook(title: str, year: int, month: int, revised: bool = False, lost: bool = False) -> bytes:
    """A workbook with data from October 2022 through a month; figures revised, or a column lost."""
    last = (year - 2022) * 12 + month - 10
    values = [figure(number) + (600 if revised and number == last - 3 else 0) for number in range(last + 1)]
    rows: list[tuple[object, object, list[object]]] = []
    for start in range(0, last + 1, 12):
        part = values[start : start + 12]
        fiscal = 2023 + start // 12
        label: object = fiscal if start + 12 <= last else f"{fiscal} YTD"
        for index, (name, value) in enumerate(zip(("Total", *MONTHS), [sum(part), *part], strict=False)):
            rows.append((label if index == 0 else None, name, [value] if lost else [value, value // 2]))
    through = f": Fiscal Years 2023 to {2023 + last // 12} YTD ({date(year, month, 1):%B %Y})"
    headers = ("Total",) if lost else ("Total", "Convicted Criminals")
    out = io.BytesIO()
    ohss_workbook(out, [OhssTable(title, through, headers=headers, rows=rows)])  # type: ignore[arg-type]
    return out.getvalue()


def months() -> Iterator[tuple[int, int]]:
    """The months that are played."""
    for year in YEARS:
        for month in range(1, 13):
            yield year, month


def schedule(agency: Agency) -> None:
    """What the agency publishes in three years, and what it plays."""
    for year, month in months():
        on = date(year, month, 12)
        data = (on - timedelta(days=45)).replace(day=1)
        named = date(2024, 9, 2) if (year, month) == (2024, 8) else on
        label = f"{data:%B-%Y}".lower()
        lost = date(2025, 1, 1) <= on < date(2025, 3, 1)
        revised = (year, month) == (2024, 11)
        body = workbook("Removals", data.year, data.month, revised, lost)
        agency.ohss.publish(on, body, label, ohss_path(named, label))
        agency.ice.publish(
            on, workbook("Book-Ins", data.year, data.month), path=f"/doclib/detention/detentionStats_{on:%m%d%Y}.xlsx"
        )
    ohss, ice = agency.ohss, agency.ice
    ohss.play("late", date(2024, 8, 1), date(2024, 9, 1), days=21)
    ohss.play("moved file", date(2024, 10, 25))
    ohss.play("403 akamai", date(2025, 4, 1), date(2025, 7, 1))
    ice.play("503", date(2025, 5, 1), date(2025, 6, 1), of="all")
    ohss.play("silent stop", date(2025, 9, 1))
    ohss.play("resume", date(2026, 4, 1))


@dataclass
class Demo:
    """One demonstration in a folder of its own."""

    folder: Path
    agency: Agency
    written: list[str] = field(default_factory=list)  # what was added to the record as time went by
    before: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)  # statuses of the board before

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def record(self) -> Path:
        return self.folder / "record"

    def write(self) -> None:
        """The record at the beginning."""
        shutil.copytree(RECORD / "start", self.record)
        for name, site in (("tables", self.agency.ohss), ("detention", self.agency.ice)):
            path = self.record / "releases" / f"{name}.toml"
            text = path.read_text(encoding="utf-8").replace("PAGE", site.url()).replace("HOST", site.server.netloc)
            path.write_text(text, encoding="utf-8")

    def add(self, day: date) -> str:
        """What somebody writes into the record by a day; says so."""
        for on, text in WRITTEN:
            if day >= on and text not in self.written:
                self.written.append(text)
                for part in sorted((RECORD / str(on)).rglob("*.toml")):
                    self._append(part.relative_to(RECORD / str(on)), part.read_text(encoding="utf-8"))
                return f"written into the record: {on}, {text}"
        return ""

    def _append(self, name: Path, text: str) -> None:
        path = self.record / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as out:
            out.write("\n" + text)

    def month(self, day: date) -> list[str]:
        """One check run, and what it saw; each quarter, and where something was written, the board as well."""
        self.agency.at(day)
        said = self.add(day)
        policy = Policy("demo@example.org", pace_seconds=0, retries=0)
        moment = datetime.combine(day, time(12), UTC)
        options = Options(second=Second(ask=False))
        summary = check(self.workspace, record.load(self.record), policy=policy, now=lambda: moment, options=options)
        lines = [f"{day:%Y-%m}  {looked(summary)}", *([f"         {said}"] if said else [])]
        return lines + (self.board() if day.month % 3 == 2 or said else [])

    def board(self) -> list[str]:
        """A build, and what it says: a line, and one more for each thing that turned."""
        now = statuses(building.current(self.workspace, self.record))
        board = (f"{title}: {now[name, ''][0].replace('_', ' ')}" for name, title in NAMES.items())
        lines = [f"         = {'   '.join(board)}"]
        for (name, ref), (status, since, basis) in now.items():
            was = self.before.get((name, ref), ("",))[0]
            if was and was != status and status in (ALARMS if not ref else ("late",)):
                lines.append(
                    f"         ! {NAMES[name]} {ref}".rstrip() + f": {was} -> {status}, since {since}: {basis}"
                )
        self.before = now
        return lines


def statuses(database: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    """What the database says of each release (no period) and of each edition: status, since when, on what basis."""
    found = {}
    with warehouse.reading(database) as connection:
        releases = ({"ref": ""} | row for row in warehouse.query(connection, "release_board"))
        for each in (*releases, *warehouse.query(connection, "release_editions")):
            found[each["release"], each["ref"]] = (each["status"], str(each["since_on"]), each["basis"])
    return found


def looked(summary: Summary) -> str:
    """What a run saw."""
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in summary.counts().items())
    return f"{len(summary.looks)} looks: {counts}; {len(summary.taken)} read"


def main() -> int:
    """Play, print, and leave the folder behind."""
    began = clock.monotonic()
    os.environ.pop("TRACKER_WORKSPACE", None)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="tracker-demo-"))
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is not empty: name a new folder, or none", file=sys.stderr)
        return 2
    print(f"Three years of an agency that does not exist, looked at on the 20th of each month; all of it in {folder}\n")
    print("= what the board says, each quarter and when something was written into the record; ! what turned\n")
    then = folder / f"site-in-{WORST[0]}-{WORST[1]:02}" / "index.html"
    with Agency() as agency:
        schedule(agency)
        demo = Demo(folder, agency)
        demo.write()
        for year, month in months():
            print("\n".join(demo.month(date(year, month, 20))), flush=True)
            if (year, month) == WORST:
                reporting.report(demo.workspace, demo.record)
                shutil.copytree(demo.workspace / "site", then.parent)
    reporting.report(demo.workspace, demo.record)
    problems = verify(Store(demo.workspace)).problems
    print(f"\nThe evidence is {'damaged' if problems else 'whole'}. {clock.monotonic() - began:.0f} seconds. Look at:")
    print(f"  {then}   (while the tables were withheld)\n  {demo.workspace / 'site' / 'index.html'}")
    print(f"  .venv/bin/tracker --workspace {demo.workspace} --record {demo.record} status tables")
    print(f"  .venv/bin/tracker --workspace {demo.workspace} --record {demo.record} compare")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
