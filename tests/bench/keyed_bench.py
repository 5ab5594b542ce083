"""How long does a history of a table with a key take, beside a dictionary diff and git-history?

    .venv/bin/python tests/bench/keyed_bench.py [--full] [--git-history COMMAND] [--folder FOLDER]

A made history (seeded): rows of two key columns and values; in each version 0.2 % of the values change and two rows are
added. Ours is `tracker ingest` of all versions and `tracker build`, with all findings; the dictionary diff reads each
version with csv.DictReader and compares it field by field with the one before; git-history reads the same versions from
a git repository. Seconds of processor and of the clock are printed for each, and the ratios; then what one more version
costs after 10, 100, 1000 others. `--full` is 1,455 versions of 16,000 rows and 8 columns of values.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import tiny

RELEASE = """id = "history"
agency = "a"
title = "History"
description = "A made table."
frequency = "daily"
measures = ["removal"]
scopes = ["all"]
reader = "keyed"

[promise]
basis = "none"
source = "s1"
text = "None."

[keyed]
title = "Values"
key = ["area"]
period = "day"
grain = "day"
file_date = 'table-(?P<year>\\d{4})-(?P<month>\\d\\d)-(?P<day>\\d\\d)'
"""
AREAS = 100


def make(folder: Path, versions: int, rows: int, columns: int) -> list[Path]:
    """Write the history; the files in order."""
    draw = random.Random(20261121)

    def row(number: int) -> list[str]:
        day = date(2010, 1, 1) + timedelta(days=number // AREAS)
        return [f"Area {number % AREAS:03}", day.isoformat(), *(str(draw.randrange(100_000)) for _ in range(columns))]

    table = [row(number) for number in range(rows)]
    header = ",".join(["area", "day", *(f"value {number}" for number in range(columns))])
    folder.mkdir(parents=True)
    files = []
    for version in range(versions):
        if version:
            for _ in range(round(len(table) * columns * 0.002)):
                table[draw.randrange(len(table))][2 + draw.randrange(columns)] = str(draw.randrange(100_000))
            table += [row(len(table)), row(len(table) + 1)]
        files.append(folder / f"table-{date(2015, 1, 1) + timedelta(days=version)}.csv")
        files[-1].write_text("\n".join([header, *map(",".join, table)]) + "\n", encoding="utf-8")
    return files


def by_dictionary(files: list[Path]) -> int:
    """The plain way: each version as a dictionary by key, compared with the one before."""
    changes, before = 0, {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            now = {(row["area"], row["day"]): row for row in csv.DictReader(lines)}
        for key, row in now.items():
            old = before.get(key)
            changes += 1 if old is None else sum(1 for name, value in row.items() if old[name] != value)
        changes += sum(1 for key in before if key not in now)
        before = now
    return changes


def repository(folder: Path, files: list[Path]) -> None:
    """The versions as commits of one file."""
    folder.mkdir()
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}

    def git(*words: str, **more: str) -> None:
        subprocess.run(["git", "-C", str(folder), *words], check=True, env=os.environ | who | more)

    git("init", "--quiet", "--initial-branch", "main")
    for path in files:
        shutil.copyfile(path, folder / "table.csv")
        day = f"{path.stem.removeprefix('table-')}T12:00:00Z"
        git("add", "table.csv")
        git("commit", "--quiet", "-m", path.stem, GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor, children included."""
    start, used = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - start, _processor() - used


def _processor() -> float:
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        total += used.ru_utime + used.ru_stime
    return total


def tracker(place: Path, *words: object) -> None:
    """One call of the command line."""
    command = [sys.executable, "-m", "tracker", "--workspace", place / "ws", "--record", place / "record", *words]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def ours(place: Path, files: list[Path]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Ingest and build."""
    (tiny.write(place / "record") / "releases" / "history.toml").write_text(RELEASE, encoding="utf-8")
    yield "tracker ingest", timed(lambda: tracker(place, "ingest", "--release", "history", *files))
    yield "tracker build", timed(lambda: tracker(place, "build"))


def one_more(place: Path, files: list[Path], counts: list[int]) -> None:
    """What the next version costs after some others."""
    (tiny.write(place / "record") / "releases" / "history.toml").write_text(RELEASE, encoding="utf-8")
    done = 0
    for count in counts:
        tracker(place, "ingest", "--release", "history", *files[done:count])
        clock, processor = timed(lambda at=count: tracker(place, "ingest", "--release", "history", files[at]))
        print(f"  one more after {count:>5}: {clock:6.2f} s, processor {processor:6.2f} s")
        done = count + 1


def main() -> None:
    """Make, run, print."""
    words = argparse.ArgumentParser()
    words.add_argument("--full", action="store_true")
    words.add_argument("--versions", type=int, default=60)
    words.add_argument("--rows", type=int, default=4000)
    words.add_argument("--columns", type=int, default=8)
    words.add_argument("--git-history", default="", metavar="COMMAND", help="where the git-history command is")
    words.add_argument("--git-versions", type=int, default=20, help="how many of the versions git-history is given")
    words.add_argument("--folder", type=Path, default=None, help="where to work; else a folder that is gone at the end")
    chosen = words.parse_args()
    if chosen.full:
        chosen.versions, chosen.rows = 1455, 16_000
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        run(chosen, Path(scratch))


def run(chosen: argparse.Namespace, scratch: Path) -> None:
    """All works on one history."""
    files = make(scratch / "files", chosen.versions, chosen.rows, chosen.columns)
    os.sync()  # writing the history to the disk is nobody's work
    print(f"{len(files)} versions, {chosen.rows} rows, {chosen.columns} columns of values")
    parts = dict(ours(scratch / "all", files))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    whole = tuple(sum(part[number] for part in parts.values()) for number in (0, 1))
    works = parts | {"ours, together": whole, "dictionary diff": timed(lambda: by_dictionary(files))}
    for name, (clock, processor) in works.items():
        each = f"{1000 * processor / len(files):6.1f} ms a version"
        print(f"  {name:<16} {clock:8.2f} s, processor {processor:8.2f} s, {each}", flush=True)
    ratio = [works["dictionary diff"][number] / whole[number] for number in (0, 1)]
    print(
        f"  ours is {ratio[0]:.1f} times as fast as the dictionary diff by the clock, {ratio[1]:.1f} by processor time"
    )
    print(f"  most memory of one process: {most} MB")
    if chosen.git_history:
        some = files[: chosen.git_versions]
        repository(scratch / "git", some)
        command = [chosen.git_history, "file", scratch / "git.db", "table.csv", "--repo", scratch / "git"]
        command += ["--csv", "--id", "area", "--id", "day", "--silent"]
        clock, processor = timed(lambda: subprocess.run(list(map(str, command)), check=True, cwd=scratch / "git"))
        mine = dict(ours(scratch / "some", some))
        together = [sum(part[number] for part in mine.values()) for number in (0, 1)]
        print(f"  git-history, {len(some)} versions: {clock:.2f} s, processor {processor:.2f} s; ours {together[0]:.2f} s: "
              f"{clock / together[0]:.1f} times as fast ({processor / together[1]:.1f} by processor time)")  # fmt: skip
    one_more(scratch / "more", files, [count for count in (10, 100, 1000) if count < len(files)])


if __name__ == "__main__":
    main()
