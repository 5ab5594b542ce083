"""Three years of the practice agency in a minute: what does the tracker see month by month, and what does it say?

`make demo`. Plays on loopback only and writes into a new folder under the system's temporary folder: record, evidence,
database and site of an agency that does not exist. Nothing of it goes into any other workspace.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time as clock
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from practice import Agency  # noqa: E402
from practice.agency import ice_path, ohss_path  # noqa: E402
from workbooks import MONTHS, IceBook, IceSheet, OhssTable, ice_workbook, ohss_workbook  # noqa: E402

from tracker import building, record, reporting  # noqa: E402
from tracker.checking import Options, Second, Summary, check  # noqa: E402
from tracker.checking.alarms import changes  # noqa: E402
from tracker.evidence import Store  # noqa: E402
from tracker.evidence.verify import verify  # noqa: E402
from tracker.fetch import Policy  # noqa: E402

NAMES = {"tables": "monthly tables", "detention": "detention"}
YEARS = (2024, 2025, 2026)
TOLD = {"late", "overdue", "withheld", "reduced", "removed", "resumed", "blocked", "unreachable", "unreadable"}

RECORD = {
    "agencies.toml": '[[agency]]\nid = "practice"\nname = "Practice Agency (does not exist)"\nshort = "Practice"\n',
    "scopes.toml": '[[scope]]\nid = "all"\ntitle = "All"\ndefinition = "All acts of the practice agency."\n',
    "populations.toml": '[[population]]\nid = "all"\ntitle = "All"\ndefinition = "Everybody."\n',
    "measures.toml": """[[measure]]
id = "removal"
title = "Removals"
definition = "A number that the practice agency prints."
source = "plan"
nature = "flow"
counts = "events"

[[measure]]
id = "detained"
title = "Detained"
definition = "Another number that the practice agency prints."
source = "plan"
nature = "stock"
counts = "people"
""",
    "series.toml": """[[series]]
id = "removals-month"
title = "Removals by month"
release = "tables"
measure = "removal"
scope = "all"
population = "all"
frequency = "month"
unit = "removals"
rounding = 10
table = "Removals"
member = "Total"
headline = true
""",
    "sources/all.toml": """[[source]]
id = "plan"
publisher = "Practice Agency"
title = "Publication plan"
grade = "A"
published_on = 2023-12-01
seen = "opened"
recorded_on = 2023-12-01
""",
    "releases/tables.toml": """id = "tables"
agency = "practice"
title = "Monthly tables"
description = "Removals and arrests by month. An imitation for practice."
frequency = "monthly"
measures = ["removal"]
scopes = ["all"]
reader = "ohss_monthly"

[promise]
basis = "agency_statement"
source = "plan"
text = "Tables of each month, within 48 days of its end."

[due]
first = "2023-11"
lag_days = 48

[watch]
pages = ["{page}"]
files = '(?P<year>\\d{{4}})_(?P<month>\\d{{2}})(?P<day>\\d{{2}})_ohss_.*-tables-(?P<ref_month>[a-z]+)-(?P<ref_year>\\d{{4}})(_\\d)?\\.xlsx'
allow_private = ["{host}"]
archive = false

[[table]]
match = "."
members = "fixed"
cumulative = true
rounding = 10
""",
    "releases/detention.toml": """id = "detention"
agency = "practice"
title = "Detention statistics"
description = "People detained, by fiscal year to date. An imitation for practice."
frequency = "monthly"
measures = ["detained"]
scopes = ["all"]
reader = "ice_detention"

[promise]
basis = "agency_statement"
source = "plan"
text = "A workbook each month."

[due]
interval_days = 40

[watch]
pages = ["{page}"]
files = 'FY\\d{{2}}_detentionStats_(?P<month>\\d{{2}})(?P<day>\\d{{2}})(?P<year>\\d{{4}})\\.xlsx'
allow_private = ["{host}"]
archive = false
""",
}
STATED = """
[[source]]
id = "statement"
publisher = "Practice Agency"
title = "Statement of the spokesperson"
grade = "A"
published_on = 2025-12-05
seen = "opened"
recorded_on = 2025-12-05
"""
FIGURE = """[[figure]]
id = "over-60000"
speaker = "A spokesperson"
role = "spokesperson"
organization = "Practice Agency"
official = true
stated_on = 2025-12-05
measure = "removal"
scope = "all"
kind = "level"
unit = "removals"
sources = ["statement"]
text = "Over 60,000 removals from August to October 2025."
qualifier = "over"
value = 60000
quote = "over 60,000 removals"
period = "2025-08/2025-10"
"""
NOTICE = """
[[source]]
id = "notice"
publisher = "Practice Agency"
title = "Notice on the page of the tables"
grade = "A"
published_on = 2026-04-10
seen = "opened"
recorded_on = 2026-04-10
"""
RESUMED = """
[[event]]
id = "tables-resumed"
kind = "resumed"
effective_on = 2026-04-10
by_agency = true
source = "notice"
text = "The agency says that publication goes on."
"""


def figure(number: int) -> int:
    """What is printed of the month with this number, counted from October 2022: 15,000, 15,150, 15,300, ..."""
    return 15_000 + 150 * number


def tables(year: int, month: int, revised: bool = False, lost: bool = False) -> bytes:
    """The workbook with data from October 2022 through a month."""
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
    return _bytes(lambda out: ohss_workbook(out, [OhssTable("Removals", through, headers=headers, rows=rows)]))


def detention(on: date) -> bytes:
    """The workbook of a day: the fiscal year to date."""
    fiscal, months = on.year + (on.month >= 10), (on.month - 10) % 12 + 1
    sheet = IceSheet(fiscal=fiscal, months=months, removals=1000 * months, detained=38_000 + 400 * (12 * on.year + on.month - 24_280))
    return _bytes(lambda out: ice_workbook(out, IceBook([sheet], through=on - timedelta(days=5))))


def _bytes(write: Callable) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def months() -> Iterator[tuple[int, int]]:
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
        body = tables(data.year, data.month, revised=(year, month) == (2024, 11), lost=lost)
        agency.ohss.publish(on, body, label, ohss_path(named, label))
        agency.ice.publish(on, detention(on), path=ice_path(on))
    ohss, ice = agency.ohss, agency.ice
    ohss.play("late", date(2024, 8, 1), date(2024, 9, 1), days=21)
    ice.play("moved file", date(2024, 10, 14))
    ohss.play("403 akamai", date(2025, 4, 1), date(2025, 7, 1))
    ice.play("503", date(2025, 5, 1), date(2025, 6, 1), of="all")
    ohss.play("silent stop", date(2025, 9, 1))
    ohss.play("resume", date(2026, 4, 1))


@dataclass
class Demo:
    """One demonstration in a folder of its own."""

    folder: Path
    agency: Agency
    written: list[str] = field(default_factory=list)  # what is added to the record as time goes by

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def record(self) -> Path:
        return self.folder / "record"

    def write(self) -> None:
        """The record at the beginning."""
        sites = {"releases/tables.toml": self.agency.ohss, "releases/detention.toml": self.agency.ice}
        for name, text in RECORD.items():
            path = self.record / name
            path.parent.mkdir(parents=True, exist_ok=True)
            site = sites.get(name)
            path.write_text(text.format(page=site.url(), host=site.server.netloc) if site else text, encoding="utf-8")

    def add(self, day: date) -> str:
        """What somebody writes into the record by a day; says so."""
        if day >= date(2025, 12, 5) and "figure" not in self.written:
            self._append("sources/all.toml", STATED)
            self._append("figures/all.toml", FIGURE)
            self.written.append("figure")
            return "the record gains a source: on 2025-12-05 the agency stated a figure for months that it had not published"
        if day >= date(2026, 4, 10) and "resumed" not in self.written:
            self._append("sources/all.toml", NOTICE)
            self._append("releases/tables.toml", RESUMED)
            self.written.append("resumed")
            return "the record gains a source: on 2026-04-10 the agency said that publication goes on"
        return ""

    def _append(self, name: str, text: str) -> None:
        path = self.record / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(text)

    def month(self, day: date) -> list[str]:
        """One check run, a build, and what they say: a line, and one more for each thing that turned."""
        self.agency.at(day)
        said = self.add(day)
        policy = Policy("demo@example.org", pace_seconds=0, retries=0)
        moment = datetime.combine(day, time(12), UTC)
        options = Options(second=Second(ask=False))
        summary = check(self.workspace, record.load(self.record), policy=policy, now=lambda: moment, options=options)
        database = building.current(self.workspace, self.record)
        turned = changes(self.workspace, database)
        board = "   ".join(f"{NAMES[name]}: {status.replace('_', ' '):11}" for name, status in statuses(database))
        lines = [f"{day:%Y-%m}  {board} {looked(summary)}"]
        lines += [f"           {said}"] if said else []
        for row in turned.rows:
            release = row["level"] == "release" and row["status"] in TOLD
            if (release and row["was"]) or (row["level"] == "edition" and row["status"] == "late"):
                name = "/".join(filter(None, (NAMES[row["release"]], row["ref"])))
                lines.append(f"         ! {name}: {row['was']} -> {row['status']}, since {row['since_on']}: {row['basis']}")
        return lines


def statuses(database: Path) -> list[tuple[str, str]]:
    """What the status board says of each release."""
    from tracker import warehouse

    with warehouse.reading(database) as connection:
        board = {row["release"]: row["status"] for row in warehouse.query(connection, "release_board")}
    return [(name, board[name]) for name in NAMES]


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
    with Agency() as agency:
        schedule(agency)
        demo = Demo(folder, agency)
        demo.write()
        for year, month in months():
            print("\n".join(demo.month(date(year, month, 20))), flush=True)
    reporting.report(demo.workspace, demo.record)
    problems = verify(Store(demo.workspace)).problems
    print(f"\nThe evidence is {'damaged' if problems else 'whole'}. {clock.monotonic() - began:.0f} seconds. Look at:")
    print(f"  {demo.workspace / 'site' / 'index.html'}")
    print(f"  .venv/bin/tracker --workspace {demo.workspace} --record {demo.record} status tables")
    print(f"  .venv/bin/tracker --workspace {demo.workspace} --record {demo.record} compare")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
