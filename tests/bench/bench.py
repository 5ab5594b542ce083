"""How fast, beside the alternatives, in the same run? `make bench`. Ratios and medians; never a test.

Numbers of one run can be compared with each other, not with those of another machine or day.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tracker import warehouse  # noqa: E402

OFFICIAL = Path(os.environ.get("TRACKER_OFFICIAL", HERE.parents[2] / "shared" / "official"))
TRACKER = [sys.executable, "-m", "tracker"]


def timed(work: Callable[[], object], runs: int = 3) -> float:
    """Median seconds."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def command(*words: str) -> None:
    subprocess.run([*TRACKER, *words], check=True, capture_output=True)


def line(what: str, seconds: float, beside: str = "", other: float = 0) -> None:
    ratio = f"   {seconds / other:5.2f} × {beside} ({other:.2f} s)" if other else ""
    print(f"{what:<58} {seconds:7.2f} s{ratio}", flush=True)


def commands() -> None:
    """The whole process, as a user starts it."""
    python = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
    line("tracker --help", timed(lambda: command("--help"), 5), "an empty Python", python)
    with tempfile.TemporaryDirectory() as folder:
        cold = timed(lambda: command("--workspace", str(Path(folder) / str(time.perf_counter_ns())), "report"))
        place = str(Path(folder) / "warm")
        command("--workspace", place, "report")
        line("tracker report, empty workspace", cold)
        line(
            "tracker report, nothing changed", timed(lambda: command("--workspace", place, "report")), "the first", cold
        )
        line("tracker build", timed(lambda: command("--workspace", place, "build")))


BARE = """
import resource, sys
memory, cpu = int(sys.argv[2]), int(sys.argv[3])
for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_FSIZE, 0)):
    resource.setrlimit(kind, (most, most))
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def processor_seconds(work: Callable[[], object]) -> float:
    """Of the processes that the work starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reading() -> None:
    """A workbook read, checked and aligned by our reader, beside calamine alone in a process with the same limits.

    Calamine alone opens the workbook, makes Python lists of every sheet, and ends. The runs take turns, so that a busy
    machine slows both; processor seconds are less moved by it than the time on the clock.
    """
    from tracker import parsed
    from tracker.readers.sandbox import LIMITS, read_file

    books = sorted(OFFICIAL.glob("ohss/*.xlsx"))
    if not books:
        print(f"reading: the official files are not here ({OFFICIAL})")
        return
    bare = [sys.executable, "-c", BARE, str(books[-1]), str(LIMITS.memory), str(LIMITS.cpu_seconds)]
    works: dict[str, Callable[[], object]] = {
        "calamine alone, same limits": lambda: subprocess.run(bare, check=True),
        "read the OHSS workbook, 34 tables, in the sandbox": lambda: read_file("ohss_monthly", books[-1]),
        "the same, and a row made for each of its cells": lambda: read_file("ohss_monthly", books[-1]).cells,
    }
    for work in works.values():  # compiles what is not compiled yet
        work()
    clock: dict[str, list[float]] = {name: [] for name in works}
    processor: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(11):
        for name, work in works.items():
            start = time.perf_counter()
            seconds = processor_seconds(work)
            clock[name].append(time.perf_counter() - start)
            processor[name].append(seconds)
    alone, *others = works
    base, base_processor = statistics.median(clock[alone]), statistics.median(processor[alone])
    for name in others:
        line(name, statistics.median(clock[name]), alone, base)
    mine = statistics.median(processor[others[0]])
    print(f"    processor time of the process that reads: {mine:.2f} s, {mine / base_processor:.2f} × calamine alone")
    found = read_file("ohss_monthly", books[-1])
    with tempfile.TemporaryDirectory() as folder:
        kept = timed(lambda: parsed.keep(Path(folder), "bench", found), 5)
    line("keep its cells as Parquet", kept, alone, base)


def engine() -> None:
    """100,000 reported figures against 5,000 series: the engine, a query by hand, and pandas."""
    connection = duckdb.connect()
    warehouse.prepare(connection)
    connection.execute((HERE / "synthetic.sql").read_text())
    warehouse.answer(connection, through="60")
    views = {path.name[:2]: path.read_text() for path in sorted((warehouse.SQL / "views").glob("9*.sql"))}
    connection.execute(views["90"] + views["91"] + views["92"])

    def whole() -> None:
        connection.execute("drop table if exists official_range; drop table if exists comparison")
        connection.execute(views["93"])
        connection.execute(views["94"])

    ours = timed(whole, 1)
    by_hand = timed(lambda: connection.execute((HERE / "by_hand.sql").read_text()), 1)
    (count,) = connection.execute("select count(*) from comparison").fetchone() or (0,)
    line(
        f"the engine: {count:,} comparisons, two bases, all roles",
        ours,
        "the same joins by hand, months alone",
        by_hand,
    )
    try:
        import pandas
    except ImportError:
        print("pandas is not installed here: pip install pandas")
        return
    figures, series, values = (
        connection.execute(f"from {name}").df() for name in ("reported_figure", "series", "observation")
    )

    def with_pandas() -> None:
        for day in ("stated_on", None):
            joined = figures.merge(series[["series", "measure", "scope"]], on=["measure", "scope"]).merge(
                values, on="series", suffixes=("_f", "")
            )
            joined = joined[(joined.period_start <= joined.period_end_f) & (joined.period_end >= joined.period_start_f)]
            if day:
                joined = joined[joined.known_on <= joined[day]]
            inside = joined[(joined.period_start >= joined.period_start_f) & (joined.period_end <= joined.period_end_f)]
            pandas.concat(
                [inside.groupby(["figure", "series"]).low.sum(), joined.groupby(["figure", "series"]).high.sum()],
                axis=1,
            )

    line("the engine", ours, "pandas, months alone", timed(with_pandas, 1))
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def comparing() -> None:
    """Two OHSS editions laid side by side, beside an outer merge of the same cells in pandas (no labels, no notes)."""
    files = sorted((OFFICIAL / "ohss").glob("*.xlsx"))
    if len(files) < 2:
        print(f"comparing: two official workbooks are not here ({OFFICIAL})")
        return
    from tracker import parsed
    from tracker.readers.sandbox import read_file

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        for number, file in enumerate(files[:2]):
            parsed.keep(workspace, str(number) * 64, read_file("ohss_monthly", file))
        old, new = (parsed.paths(workspace, "ohss_monthly", str(number) * 64) for number in range(2))
        ours = timed(lambda: warehouse.compare(old, new, workspace / "found.parquet"), 7)
        try:
            import pandas
        except ImportError:
            line("two OHSS editions, 209,000 cells: aligned and compared", ours)
            return
        keys = ["table", "member", "grain", "period_start", "period_end"]
        read = "select * from read_parquet(?)"
        sides = [duckdb.connect().execute(read, [str(side[0])]).df() for side in (old, new)]
        merge = timed(lambda: pandas.merge(*sides, how="outer", on=keys, suffixes=("_old", "")), 3)
        line(
            "two OHSS editions, 209,000 cells: aligned and compared",
            ours,
            "an outer merge in pandas, cells in memory",
            merge,
        )


if __name__ == "__main__":
    comparing()
    commands()
    reading()
    engine()
