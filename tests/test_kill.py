"""SIGKILL at random moments: the evidence verifies, nothing reported as recorded is missing, the next run goes on.

TRACKER_KILLS=200 for the full number; the suite makes do with 25.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import tiny
import visits
import workbooks
from test_warc import warcio_check
from workbooks import OhssTable, ohss_rows

from tracker.evidence import Look, Store, digest_of
from tracker.evidence.verify import verify

KILLS = int(os.environ.get("TRACKER_KILLS", "25"))


def killed(words: list[str], after: float, output: Path, begun: bool = False) -> str:
    """What a process had printed when it was killed; it must still have been running, or have ended well.

    With `begun`, the time counts from its first word on, however slow the machine is to start it.
    """
    with output.open("w") as told, output.with_suffix(".err").open("w") as errors:
        process = subprocess.Popen(words, stdout=told, stderr=errors)
        latest = time.monotonic() + 30
        while begun and not output.stat().st_size and process.poll() is None and time.monotonic() < latest:
            time.sleep(0.005)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
    assert process.returncode in {-signal.SIGKILL, 0}, output.with_suffix(".err").read_text()
    return output.read_text()


def test_a_killed_check_run_loses_nothing_that_it_reported(tmp_path) -> None:
    draw = random.Random(17)
    left, recorded = Counter[str](), 0
    for number in range(KILLS):
        workspace = tmp_path / str(number // 10)  # a log that grows over ten runs
        store = Store(workspace)
        before = store.entries()
        words = [sys.executable, visits.__file__, str(workspace), str(number)]
        told = killed(words, draw.uniform(0.0, 0.3), tmp_path / "told", begun=number % 5 > 0)
        reported = [msgspec.json.decode(line, type=Look) for line in told.splitlines() if line.endswith("}")]
        found = verify(store)
        assert found.problems == [], f"kill {number}"
        entries = store.entries()
        assert entries[: len(before)] == before
        missing = [look for look in reported if entries[look.seq - 1] != look]
        assert not missing, f"kill {number}"
        left.update({remark.rpartition(": ")[2].split(" from ")[0].split(";")[0] for remark in found.remarks})
        recorded += len(reported)
        if number % 10 == 9 or number == KILLS - 1:
            visits.record(store, b"the next run goes on")
            after = verify(store)
            assert after.problems == after.remarks == []
            warcio_check(*store.warcs.glob("*.gz"))
    print(f"{KILLS} kills, {recorded} looks reported; left behind: {dict(left)}")
    assert recorded > KILLS
    assert left["the log has no line for what stands"]


def test_a_killed_ingest_leaves_evidence_that_the_next_one_goes_on_with(tmp_path) -> None:
    draw = random.Random(18)
    record, workspace = tiny.write(tmp_path / "record"), tmp_path / "work"
    words = [sys.executable, "-m", "tracker", "--record", str(record), "--workspace", str(workspace)]
    store = Store(workspace)
    ended = 0
    for number in range(max(5, KILLS // 5)):
        file = workbooks.ohss_workbook(
            tmp_path / f"{number}.xlsx", [OhssTable(rows=ohss_rows(start=1000 + 10 * number))]
        )
        told = killed([*words, "ingest", str(file), "--release", "tables"], draw.uniform(0.0, 1.2), tmp_path / "told")
        assert verify(store).problems == [], f"kill {number}"
        if told:
            ended += 1
            assert digest_of(file) in {each.digest for each in store.ingests()}, f"kill {number}"
    done = subprocess.run([*words, "ingest", str(file), "--release", "tables"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert verify(store).problems == verify(store).remarks == []
    assert subprocess.run([*words, "verify"]).returncode == 0
    assert subprocess.run([*words, "build"], capture_output=True).returncode == 0
    print(f"{max(5, KILLS // 5)} kills, {ended} of them after it was done")


def test_two_runs_at_once_the_second_says_why_it_will_not(tmp_path) -> None:
    record = tiny.write(tmp_path / "record")
    file = workbooks.ohss_workbook(tmp_path / "a.xlsx", [OhssTable(rows=ohss_rows())])
    store = Store(tmp_path / "work")
    with store.writing():
        second = subprocess.run(
            [sys.executable, "-m", "tracker", "--record", str(record), "--workspace", str(tmp_path / "work"),
             "ingest", str(file), "--release", "tables"],
            capture_output=True, text=True,
        )  # fmt: skip
    assert second.returncode == 2
    assert second.stderr == f"tracker: {store.folder}: another tracker is writing here. Try again when it is done\n"
    assert store.entries() == []


def test_a_killed_writer_gives_the_right_to_write_back(tmp_path) -> None:
    killed([sys.executable, visits.__file__, str(tmp_path), "1"], 0.5, tmp_path / "told")
    with Store(tmp_path).writing():
        pass
