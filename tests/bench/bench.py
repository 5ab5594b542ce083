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


def reading() -> None:
    """A workbook through our reader in its sandbox, beside calamine alone in a process of its own."""
    from tracker.readers.sandbox import read_file

    books = sorted(OFFICIAL.glob("ohss/*.xlsx"))
    if not books:
        print(f"reading: the official files are not here ({OFFICIAL})")
        return
    bare = (
        "import sys, python_calamine as c\nb = c.CalamineWorkbook.from_path(sys.argv[1])\n"
        "for n in b.sheet_names: b.get_sheet_by_name(n).to_python(skip_empty_area=False)"
    )
    alone = timed(lambda: subprocess.run([sys.executable, "-c", bare, str(books[-1])], check=True))
    line(
        "read the OHSS workbook, 34 tables, in the sandbox",
        timed(lambda: read_file("ohss_monthly", books[-1])),
        "calamine alone",
        alone,
    )


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


if __name__ == "__main__":
    commands()
    reading()
    engine()
