"""The same input gives the same bytes; nothing is done twice; a failure leaves the old report."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from tracker import record, warehouse


def report(workspace: Path, folder: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    words = ["--record", str(folder)] if folder else []
    return subprocess.run(
        [sys.executable, "-m", "tracker", *words, "--workspace", str(workspace), "report"],
        capture_output=True, text=True, timeout=300, env=os.environ | more,
    )  # fmt: skip


def digests(site: Path) -> dict[str, str]:
    """SHA-256 of every page, drawing and table; the copy of the database is compared by content instead."""
    files = (
        path
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb" and path.name != ".inputs"
    )
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def content(database: Path) -> dict[str, object]:
    """All rows of all tables."""
    with warehouse.reading(database) as connection:
        names = [row[0] for row in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        return {name: connection.execute(f"from {name}").fetchall() for name in names}


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    workspace = tmp_path_factory.mktemp("first") / "work"
    done = report(workspace, TZ="UTC", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    return workspace


def test_same_input_same_bytes_whatever_clock_locale_or_order_of_files(first, tmp_path) -> None:
    copy = tmp_path / "elsewhere"
    for path in sorted(record.files(), reverse=True):
        target = copy / path.relative_to(record.PACKAGED)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    done = report(tmp_path / "work", copy, TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "work" / "tracker.duckdb") == content(first / "tracker.duckdb")
    assert digests(tmp_path / "work" / "site") == digests(first / "site")


def test_a_second_report_with_nothing_changed_does_nothing_and_says_so(first) -> None:
    before = digests(first / "site")
    done = report(first)
    assert "Nothing changed" in done.stdout
    assert digests(first / "site") == before


def test_a_report_that_fails_leaves_the_old_one(first, tmp_path) -> None:
    before = digests(first / "site")
    broken = tmp_path / "broken"
    shutil.copytree(record.PACKAGED, broken)
    (broken / "agencies.toml").write_text("[[agency]]\nid = 3\n")
    done = report(first, broken)
    assert done.returncode == 2
    assert "agencies.toml" in done.stderr
    assert done.stderr.count("\n") == 1
    assert digests(first / "site") == before


def test_pages_and_database_are_there_and_hold_rows(first) -> None:
    done = subprocess.run([sys.executable, ROOT / "tests" / "look_at_report.py", first], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
