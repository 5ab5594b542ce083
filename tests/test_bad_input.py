"""Bad input: one clear line, exit status 2, and everything as it was before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import tiny
import workbooks
from workbooks import OhssTable, ohss_rows

TABLES = tiny.FILES["releases/tables.toml"]


def run(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker", *map(str, words)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        env=os.environ | more,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A record with an OHSS-like and an ICE-like release, and a workspace that holds one file and a database."""
    folder = tiny.write(tmp_path / "record")
    ice = (
        TABLES.replace('"tables"', '"ice"').replace("ohss_monthly", "ice_detention").replace("tables-stop", "ice-stop")
    )
    ice = ice[: ice.index("[due]")] + "[due]\ninterval_days = 21\n"
    (folder / "releases" / "ice.toml").write_text(ice)
    work = tmp_path / "work"
    good = workbooks.ohss_workbook(tmp_path / "good.xlsx", [OhssTable(rows=ohss_rows())])

    def tracker(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return run("--record", folder, "--workspace", work, *words)

    assert tracker("ingest", good, "--release", "tables").returncode == 0
    assert tracker("build").returncode == 0
    return tracker


def truncated(path: Path) -> None:
    workbooks.ohss_workbook(path, [OhssTable(rows=ohss_rows(start=5000))])
    path.write_bytes(path.read_bytes()[:-900])


def html(path: Path) -> None:
    path.write_text("<!DOCTYPE html><html><title>Page not found</title></html>")


def bomb(path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 400_000_000)


def far_corner(path: Path) -> None:
    workbooks.ohss_workbook(
        path, [OhssTable(rows=ohss_rows(start=5000), edit=lambda sheet: sheet.cell(1048576, 16384, 1))]
    )


def empty(path: Path) -> None:
    path.touch()


def another_release(path: Path) -> None:
    workbooks.ice_workbook(path)


def hidden_stale_sheet(path: Path) -> None:
    stale, real = (
        OhssTable(rows=ohss_rows(start=900), state="hidden", sheet="old"),
        OhssTable(rows=ohss_rows(start=5000), sheet="new"),
    )
    workbooks.ohss_workbook(path, [stale, real])


def markup(path: Path) -> None:
    workbooks.ohss_workbook(
        path, [OhssTable(rows=ohss_rows(start=5000), headers=("Total", "</script><script>alert(1)</script>"))]
    )


def not_text(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing", "of", "the", "kind"])
    book.save(path)


CASES = [
    (truncated, "tables", "file.xlsx", ["truncated", "not a whole", "cut short", "damaged"]),
    (html, "tables", "file.xlsx", ["HTML"]),
    (bomb, "tables", "file.xlsx", ["bomb", "unpack"]),
    (far_corner, "tables", "file.xlsx", ["memory", "XFD1048576", "too large"]),
    (empty, "tables", "file.xlsx", ["empty"]),
    (another_release, "tables", "file.xlsx", ["not a", "no table"]),
    (not_text, "tables", "file.xlsx", ["not a", "no table"]),
    (hidden_stale_sheet, "tables", "file.xlsx", ["hidden"]),
    (markup, "tables", "file.xlsx", ["markup", "<"]),
    (another_release, "ice", "FY2019_detentionStats.xlsx", ["2019"]),
]


@pytest.mark.parametrize(
    ("make", "release", "name", "words"), CASES, ids=[f"{case[0].__name__}-{case[1]}" for case in CASES]
)
def test_a_bad_file_is_refused_in_one_line_and_changes_nothing(place, tmp_path, make, release, name, words) -> None:
    file = tmp_path / name
    make(file)
    before = contents(tmp_path)
    done = place("ingest", file, "--release", release)
    assert done.returncode == 2, done.stderr + done.stdout
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert name in done.stderr
    assert any(word in done.stderr for word in words), done.stderr
    assert contents(tmp_path) == before


def test_what_was_odd_can_be_accepted_by_digest_and_is_kept_in_the_log(place, tmp_path) -> None:
    file = tmp_path / "odd.xlsx"
    hidden_stale_sheet(file)
    refused = place("ingest", file, "--release", "tables")
    digest = refused.stderr.split("--accept ")[1].strip()
    assert place("ingest", file, "--release", "tables", "--accept", "0" * 12).returncode == 2
    taken = place("ingest", file, "--release", "tables", "--accept", digest)
    assert taken.returncode == 0, taken.stderr
    assert "accepted: " in taken.stdout
    assert "hidden" in (tmp_path / "work" / "evidence" / "log.jsonl").read_text()


def test_the_same_bytes_again_change_nothing_and_say_so(place, tmp_path) -> None:
    before = contents(tmp_path)
    done = place("ingest", tmp_path / "good.xlsx", "--release", "tables")
    assert done.returncode == 0
    assert "already here" in done.stdout
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ingest", "nowhere.xlsx", "--release", "tables"), "no such file"),
        (("ingest", "nowhere.xlsx", "--release", "tabels"), "no release has the id 'tabels'"),
        (("status", "tabels"), "no release has the id 'tabels'"),
        (("status", "--as-of", "2090-01-01"), "past"),
        (("sql", "select nothing from nowhere"), "nowhere"),
        (("sql", "drop table edition"), "read-only"),
        (("export", "--format", "observations", "--release", "ice"), "no file of ice is held"),
    ],
)
def test_a_wrong_word_is_one_clear_line(place, tmp_path, words, told) -> None:
    before = contents(tmp_path)
    done = place(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(tmp_path) == before


def test_a_query_can_not_reach_outside_the_database(place, tmp_path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    done = place("sql", f"select * from read_csv('{tmp_path / 'secret.csv'}')")
    assert done.returncode == 2
    assert "disabled" in done.stderr


def test_a_broken_record_leaves_the_old_database(place, tmp_path) -> None:
    tiny.edit(tmp_path / "record", "sources/all.toml", 'grade = "A"', 'grade = "D"')
    before = contents(tmp_path)
    done = place("build")
    assert done.returncode == 2
    assert "sources/all.toml" in done.stderr
    assert "grade" in done.stderr
    assert contents(tmp_path) == before


def test_a_database_open_elsewhere_is_replaced_without_harm_and_a_locked_one_is_named(place, tmp_path) -> None:
    """A reader keeps the old file while a new one takes its place; a writer in another process is told by name."""
    import duckdb

    path = tmp_path / "work" / "tracker.duckdb"
    with duckdb.connect(str(path)) as writer:
        locked = place("sql", "select 1")
        assert locked.returncode == 2
        assert str(path) in locked.stderr
        assert locked.stderr.count("\n") == 1
        assert place("build").returncode == 0
        assert writer.execute("select count(*) from release").fetchall() == [(2,)]
    assert place("sql", "select 1").returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 64 KiB that fills up; needs the right to mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_one_clear_line_and_changes_nothing(place, tmp_path, small_disk) -> None:
    file = workbooks.ohss_workbook(tmp_path / "file.xlsx", [OhssTable(rows=ohss_rows(columns=2, start=5000))])
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 58_000)
    for words in (("ingest", file, "--release", "tables"), ("build",)):
        before = contents(small_disk)
        done = run("--record", tmp_path / "record", "--workspace", small_disk / "work", *words)
        assert done.returncode == 2, done.stdout
        assert done.stderr.count("\n") == 1, done.stderr
        assert "No space left" in done.stderr
        assert contents(small_disk) == before


def test_a_read_only_workspace_is_one_clear_line(place, tmp_path, small_disk) -> None:
    file = workbooks.ohss_workbook(tmp_path / "file.xlsx", [OhssTable(rows=ohss_rows(start=5000))])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for words in (("ingest", file, "--release", "tables"), ("build",), ("report",)):
        done = run("--record", tmp_path / "record", "--workspace", small_disk / "work", *words)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Read-only" in done.stderr


def test_bytes_that_were_lost_or_damaged_are_put_back_by_the_same_file(place, tmp_path) -> None:
    (kept,) = (path for path in (tmp_path / "work" / "evidence" / "bytes").rglob("*") if path.is_file())
    original = kept.read_bytes()
    for harm in (kept.unlink, lambda: kept.write_bytes(b"something else")):
        harm()
        assert place("verify").returncode == 1
        assert place("ingest", tmp_path / "good.xlsx", "--release", "tables").returncode == 0
        assert kept.read_bytes() == original
        assert place("verify").returncode == 0


def test_one_file_belongs_to_one_release(place, tmp_path) -> None:
    before = contents(tmp_path)
    done = place("ingest", tmp_path / "good.xlsx", "--release", "ice")
    assert done.returncode == 2
    assert "already here as tables/" in done.stderr
    assert contents(tmp_path) == before


def test_a_changed_record_is_taken_up_without_being_told(place, tmp_path) -> None:
    tiny.edit(tmp_path / "record", "agencies.toml", "Agency of Tables", "Office of Tables")
    assert "Office of Tables" in place("sql", "select name from agency", "--csv").stdout


def test_a_file_name_that_is_no_text_is_taken_in(place, tmp_path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.xlsx")
    workbooks.ohss_workbook(file, [OhssTable(rows=ohss_rows(start=5000))])
    done = place("ingest", file, "--release", "tables")
    assert done.returncode == 0, done.stderr
    assert place("build").returncode == 0
