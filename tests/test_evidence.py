"""The evidence: bytes once, a log that nobody can alter unseen, and nothing lost when something fails."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import visits
from click.testing import CliRunner

from tracker.cli import main
from tracker.errors import EvidenceError
from tracker.evidence import START, Look, Run, Store, digest_of, facts
from tracker.evidence.looks import looking
from tracker.evidence.verify import verify


def filled(folder: Path, count: int = 3) -> Store:
    store = Store(folder)
    for number in range(count):
        source = folder / f"in-{number}"
        source.write_bytes(b"bytes %d" % number)
        visits.take_in(store, source)
    return store


def problems(store: Store) -> list[str]:
    return verify(store).problems


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_written_is_read_back_and_whole(tmp_path) -> None:
    store = filled(tmp_path)
    visits.record(store, b"a page")
    assert [(fact.seq, type(fact).__name__) for fact in store.entries()] == [
        (1, "Ingest"), (2, "Ingest"), (3, "Ingest"), (4, "Run"), (5, "Look"),
    ]  # fmt: skip
    assert len(store.ingests()) == 3
    assert len(store.looks()) == len(store.runs()) == 1
    found = verify(store)
    assert (found.problems, found.remarks) == ([], [])
    assert found.head == store.head()


def test_a_line_says_its_kind_first_and_seals_itself_last(tmp_path) -> None:
    store = filled(tmp_path, 1)
    line = store.log.read_text()
    assert line.startswith('{"kind":"ingest","seq":1,"at":"')
    assert f'"previous_line":"{START}","release":"r"' in line
    assert list(msgspec.json.decode(line))[-1] == "seal"


def test_the_clock_can_be_set(tmp_path) -> None:
    store = Store(tmp_path, now=lambda: datetime(2024, 5, 6, tzinfo=UTC))
    visits.record(store, b"a page")
    assert {fact.at for fact in store.entries()} == {"2024-05-06T00:00:00+00:00"}
    assert store.runs()[0].id == "20240506T000000Z"


def test_the_same_bytes_are_stored_once(tmp_path) -> None:
    store = filled(tmp_path, 1)
    with store.writing(), store.incoming(tmp_path / "in-0") as copy:
        store.keep(copy, digest_of(copy))
    assert len(files(store.folder / "bytes")) == 1
    assert not list(store.folder.glob("incoming-*"))


def varied(folder: Path) -> Store:
    """Evidence with every kind of file: log, bytes, a WARC of a run that ended, one of a killed run, torn pieces."""
    store = filled(folder, 2)
    visits.record(store, b"a page", b"a file" * 50, b"a page")
    with store.writing(), store.spool() as spool, looking(store, visits.RUN) as looks:
        looks.record(visits.visit(spool, b"seen before the kill"), visits.look())
        left = store.warcs / looks.run.warc
    left.write_bytes(left.read_bytes() + b"half a rec")
    store.open_run.touch()
    with store.log.open("ab") as log:
        log.write(b'{"kind":"look","se')
    with store.writing():
        pass
    return store


def test_every_flipped_bit_is_found(tmp_path) -> None:
    store = varied(tmp_path)
    assert verify(store).problems == verify(store).remarks == []
    content = {path: path.read_bytes() for path in files(store.folder) if path.stat().st_size}
    assert {path.relative_to(store.folder).parts[0] for path in content} == {"bytes", "log.jsonl", "torn", "warc"}
    places = [(path, offset) for path, data in content.items() for offset in range(len(data))]
    draw = random.Random(4)
    last_line = content[store.log].rindex(b"\n", 0, -1)
    drawn = [*draw.choices(places, k=1000), (store.log, draw.randrange(last_line, len(content[store.log])))]
    # Each kind of file gets its share, whatever its size; the newline of the last line is tried with each of its bits.
    drawn += [(path, draw.randrange(len(data))) for path, data in content.items() for _ in range(10)]
    flips = [(path, offset, 1 << draw.randrange(8)) for path, offset in drawn]
    flips += [(store.log, len(content[store.log]) - 1, 1 << bit) for bit in range(8)]
    for path, offset, bit in flips:
        changed = bytearray(content[path])
        changed[offset] ^= bit
        path.write_bytes(changed)
        found = verify(store).problems
        assert found, f"{path}, byte {offset}, bit {bit}"
        assert str(path) in found[0]
        path.write_bytes(content[path])
    assert problems(store) == []


def test_the_line_and_byte_that_are_wrong_are_named(tmp_path) -> None:
    store = filled(tmp_path)
    lines = store.log.read_bytes().splitlines(keepends=True)
    store.log.write_bytes(lines[0] + lines[1].replace(b"f.xlsx", b"g.xlsx") + lines[2])
    assert problems(store)[0].startswith(f"{store.log}: line 2 (byte {len(lines[0])}): can not be read")


@pytest.mark.parametrize("change", ["remove", "swap", "repeat", "add"])
def test_a_line_removed_moved_repeated_or_added_is_found(tmp_path, change) -> None:
    store = filled(tmp_path)
    lines = store.log.read_bytes().splitlines(keepends=True)
    forged = facts.written(msgspec.structs.replace(store.ingests()[1], seq=2)) + b"\n"
    changed = {
        "remove": lines[1:],
        "swap": [lines[1], lines[0], lines[2]],
        "repeat": [*lines, lines[-1]],
        "add": [lines[0], forged, *lines[1:]],
    }[change]
    store.log.write_bytes(b"".join(changed))
    assert "line" in problems(store)[0]
    with pytest.raises(EvidenceError, match="does not follow"):
        store.entries()


def test_a_line_rewritten_with_a_seal_of_its_own_breaks_the_chain(tmp_path) -> None:
    store = filled(tmp_path)
    lines = store.log.read_bytes().splitlines(keepends=True)
    forged = facts.written(msgspec.structs.replace(store.ingests()[1], file="another.xlsx")) + b"\n"
    store.log.write_bytes(lines[0] + forged + lines[2])
    assert "line 3" in problems(store)[0]


def test_lines_removed_at_the_end_are_found_against_a_head_that_was_kept(tmp_path) -> None:
    store = filled(tmp_path)
    kept = store.head()
    assert verify(store, kept).problems == []
    visits.record(store, b"later")
    assert verify(store, kept).problems == [], "a log that went on still leads to the head"
    store.log.write_bytes(b"".join(store.log.read_bytes().splitlines(keepends=True)[:2]))
    assert verify(store).problems == []
    assert "no line has the hash" in verify(store, kept).problems[0]


def test_the_verb_verify_says_what_is_wrong_and_its_exit_status(tmp_path) -> None:
    (tmp_path / "work").mkdir()
    store = filled(tmp_path / "work")

    def run(*words: str):
        return CliRunner().invoke(main, ["--workspace", str(tmp_path / "work"), "verify", *words])

    assert run("--head").output.strip() == store.head()
    whole = run("--expect-head", store.head())
    assert (whole.exit_code, whole.output) == (0, f"Whole: 3 line(s), head {store.head()}\n")
    assert run("--expect-head", "f" * 64).exit_code == 1
    (store.folder / "note.txt").write_text("mine")
    assert run().exit_code == 0
    assert f"Remark: {store.folder / 'note.txt'}: no line names it\n" in run().output
    store.path(store.ingests()[0].digest).write_bytes(b"other")
    assert run().exit_code == 1


def test_what_no_line_names_is_a_remark_and_no_fault(tmp_path) -> None:
    store = filled(tmp_path, 1)
    (store.folder / "bytes" / "00").mkdir()
    (store.folder / "bytes" / "00" / ("0" * 64)).write_bytes(b"?")
    (store.folder / "incoming-1").write_bytes(b"?")
    found = verify(store)
    assert found.problems == []
    assert [remark.rpartition(": ")[2] for remark in found.remarks] == [
        "no line names it",
        "left by a run that was cut off, or still being written",
    ]
    with store.writing():
        pass
    assert len(verify(store).remarks) == 1, "the next write removes what was on its way in"


def test_a_line_cut_short_by_a_crash_is_set_aside_not_lost(tmp_path) -> None:
    store = filled(tmp_path)
    with store.log.open("ab") as log:
        log.write(b'{"seq": 4, "half a li')
    found = verify(store)
    assert found.problems == []
    assert "cut short" in found.remarks[0]
    visits.record(store, b"the next run goes on")
    assert (verify(store).problems, verify(store).remarks) == ([], [])
    assert [path.read_bytes() for path in files(store.folder / "torn")] == [b'{"seq": 4, "half a li']


def test_a_recorded_line_whose_newline_was_altered_is_not_taken_for_a_torn_one(tmp_path) -> None:
    store = filled(tmp_path)
    content = store.log.read_bytes()
    store.log.write_bytes(content[:-1] + b"\x0b")
    with pytest.raises(EvidenceError, match="its end was altered"), store.writing():
        pass
    assert store.log.read_bytes() == content[:-1] + b"\x0b"


def test_nothing_is_added_to_a_log_whose_last_line_was_altered(tmp_path) -> None:
    store = filled(tmp_path)
    store.log.write_bytes(store.log.read_bytes().replace(b'"seq":3', b'"seq":4'))
    with pytest.raises(EvidenceError, match="the last line: can not be read"), store.writing():
        pass


def test_a_fact_is_written_only_by_who_holds_the_right(tmp_path) -> None:
    store = filled(tmp_path, 1)
    with pytest.raises(EvidenceError, match="not held for writing"):
        store.append(visits.ingest("0" * 64))


def bytes_read() -> int:
    """How many bytes this process has read so far, as the kernel counts them."""
    if not Path("/proc/self/io").exists():
        pytest.skip("this system does not count the bytes that a process reads")
    return int(Path("/proc/self/io").read_text().splitlines()[0].removeprefix("rchar: "))


def test_one_more_line_costs_the_same_however_long_the_log_is(tmp_path) -> None:
    cost = {}
    for count in (100, 20_000):
        store = Store(tmp_path / str(count))
        with store.writing():
            store.append_all([visits.ingest("0" * 64)] * count)
        before = bytes_read()
        with store.writing():
            first = bytes_read() - before
            before = bytes_read()
            store.append(visits.ingest("0" * 64))
        cost[count] = (first, bytes_read() - before)
        assert len(store.entries()) == count + 1
    size = store.log.stat().st_size
    assert size > 9_000_000
    for reading in range(2):
        assert cost[20_000][reading] <= cost[100][reading] + 66_000, f"{cost}: one block, not {size} bytes"


def test_many_lines_are_flushed_once_and_chained(tmp_path, monkeypatch) -> None:
    store = filled(tmp_path, 1)
    flushed = []
    monkeypatch.setattr("tracker.evidence.log.os.fsync", flushed.append)
    with store.writing():
        written = store.append_all([visits.look(why=str(number)) for number in range(50)])
    assert len(flushed) == 1
    assert [fact.seq for fact in written] == list(range(2, 52))
    assert store.entries()[1:] == written


def test_a_second_writer_is_told_so(tmp_path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    with first.writing(), pytest.raises(EvidenceError, match="another tracker is writing"), second.writing():
        pass


def test_two_writers_by_turns_do_not_break_the_chain(tmp_path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    for store in (first, second, first, second):
        with store.writing():
            store.append_all([visits.ingest("0" * 64)] * 2)
    assert [entry.seq for entry in first.entries()] == list(range(1, 9))


def test_a_missing_file_is_named(tmp_path) -> None:
    store = filled(tmp_path, 1)
    path = store.path(store.ingests()[0].digest)
    path.unlink()
    assert str(path) in problems(store)[0]


def test_an_interrupted_write_leaves_a_log_that_goes_on(tmp_path, monkeypatch) -> None:
    """Control-C after some bytes of a line: what was half written is set aside by the next line of the same run."""
    store = filled(tmp_path, 1)

    def interrupted(stream, content):
        stream.write(content[:40])
        raise KeyboardInterrupt

    with store.writing():
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("tracker.evidence.disk.write_all", interrupted)
            store.append(visits.look())
        store.append(visits.look("changed"))
    assert [look.outcome for look in store.looks()] == ["changed"]
    assert [len(path.read_bytes()) for path in files(store.torn)] == [40]


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 128 KiB that fills up; needs the right to mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill_up(disk: Path, left: int) -> None:
    """Leave so many bytes free, in whole pages."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "filler").write_bytes(b"x" * (free - left))


def test_a_full_disk_is_a_clear_error_and_damages_nothing(small_disk, tmp_path) -> None:
    """The disk fills up at another step each time: at the start of the run, in the WARC file, the bytes or the log.

    Bodies come from the same file system, where they are renamed, and from another one, where they are copied.
    """
    refused_at = set()
    for left, elsewhere in itertools.product(range(0, 60_000, 4096), (False, True)):
        store = Store(small_disk / str(left))
        visits.record(store, b"first")
        recorded = store.entries()
        spool = (tmp_path if elsewhere else small_disk) / str(left) / "spool"
        spool.mkdir(parents=True)
        made = [visits.visit(spool, random.Random(number).randbytes(6_000)) for number in range(2)]
        fill_up(small_disk, left)
        try:
            with store.writing(), looking(store, visits.RUN) as looks:
                for batch in [made] if elsewhere else [[each] for each in made]:
                    recorded = store.entries()
                    recorded += looks.record_all([(exchange, visits.look(why="w" * 3000)) for exchange in batch])
        except EvidenceError as error:
            assert "No space left" in str(error)
            refused_at.add(Path(error.where).relative_to(store.folder).parts[0])
        assert verify(store).problems == verify(store).remarks == []
        assert store.entries()[: len(recorded)] == recorded
        (small_disk / "filler").unlink()
        visits.record(store, b"the next run goes on")
        assert verify(store).problems == verify(store).remarks == []
        shutil.rmtree(small_disk / str(left))
    assert refused_at == {"warc", "bytes", "log.jsonl"}


def test_a_read_only_folder_is_a_clear_error_and_can_be_verified(small_disk) -> None:
    store = Store(small_disk)
    visits.record(store, b"first")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(EvidenceError, match="Read-only"), store.writing():
        pass
    assert problems(store) == []


def test_facts_of_all_kinds_survive_writing_and_reading() -> None:
    for fact in (visits.ingest("0" * 64), visits.look(links=("a", "b")), visits.RUN):
        assert facts.read(facts.written(fact)) == fact
    assert isinstance(facts.read(facts.written(visits.look())), Look)
    assert isinstance(facts.read(facts.written(visits.RUN)), Run)
