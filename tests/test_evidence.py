"""The evidence: bytes once, a log that nobody can alter unseen, and nothing lost when something fails."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import visits
from click.testing import CliRunner
from conftest import ROOT

from tracker.cli import main
from tracker.errors import EvidenceError
from tracker.evidence import START, Look, Run, Store, digest_of, facts
from tracker.evidence.looks import looking
from tracker.evidence.store import MARK
from tracker.evidence.verify import verify


def filled(folder: Path, count: int = 3) -> Store:
    store = Store(folder)
    for number in range(count):
        source = folder / f"in-{number}"
        source.write_bytes(b"bytes %d" % number)
        visits.take_in(store, source)
    return store


def cut_off(store: Store) -> None:
    """Mark the lock, as a writer does before its first write, and leaves it where it is killed."""
    store.lock.write_bytes(MARK)


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
    cut_off(store)
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
    assert store.lock.read_bytes() == b""
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
    content = store.log.read_bytes()
    store.log.write_bytes(b"".join(content.splitlines(keepends=True)[:2]))
    assert "no line has the hash" in verify(store, kept).problems[0]
    store.log.write_bytes(b"".join(content.splitlines(keepends=True)[:3]))
    (problem,) = verify(store, kept).problems
    assert "the log has no line for it" in problem, "the later run is gone, and the log leads to the head as before"


def test_a_line_and_its_bytes_taken_away_together_are_found_only_against_a_head(tmp_path) -> None:
    store = filled(tmp_path)
    kept = store.head()
    store.path(store.ingests()[-1].digest).unlink()
    store.log.write_bytes(b"".join(store.log.read_bytes().splitlines(keepends=True)[:2]))
    assert verify(store).problems == []
    assert "no line has the hash" in verify(store, kept).problems[0]


@pytest.mark.parametrize("lines", [0, 1, 2, 3, 4])
def test_lines_taken_away_are_found_where_what_they_name_stands(tmp_path, lines) -> None:
    """Five lines: two files taken in, a run, two looks. The first file without a line, by name, is told."""
    store = filled(tmp_path, 2)
    visits.record(store, b"a page", b"another")
    entries = store.entries()
    content = store.log.read_bytes().splitlines(keepends=True)
    store.log.write_bytes(b"".join(content[:lines]))
    found = verify(store)
    assert found.remarks == []
    (problem,) = found.problems
    left = {store.path(fact.digest) for fact in entries[lines:] if not isinstance(fact, Run)}
    warc = store.warcs / store.runs()[0].warc if lines > 2 else next(store.warcs.iterdir())
    longer = f"{warc}: the log has no line for what stands from byte"
    assert problem.startswith(longer if lines > 2 else f"{min(left)}: the log has no line for it")
    assert f"(and {len(left)} more like it)" in problem
    assert problem.endswith("and no run was cut off: lines were taken away, or bytes added")
    cut_off(store)
    assert (verify(store).problems, len(verify(store).remarks)) == ([], len(left) + 1)
    store.lock.write_bytes(b"")
    store.log.unlink()
    assert len(verify(store).problems) == 1


def test_a_line_cut_short_is_a_problem_where_no_writer_was_cut_off(tmp_path) -> None:
    store = filled(tmp_path, 1)
    content = store.log.read_bytes()
    store.path(store.ingests()[0].digest).unlink()
    store.log.write_bytes(content[:-30])
    assert problems(store)[0].startswith(f"{store.log}: the last line was cut short, and no run was cut off")


def test_a_verify_during_a_run_takes_nothing_for_a_fault(tmp_path, monkeypatch) -> None:
    """Lines come while it reads: the log was read before them, what they name is met after."""
    store = filled(tmp_path, 1)
    with store.writing(), store.spool() as folder, looking(store, visits.RUN):
        visits.visit(folder, b"on its way in")
        store.log.rename(tmp_path / "log")
        store.log.write_bytes(b"")
        assert problems(store) == []
        (tmp_path / "log").rename(store.log)
    real = Store.is_marked

    def meanwhile(self: Store) -> bool:
        monkeypatch.setattr(Store, "is_marked", real)
        lines = list(store.chain.lines())
        monkeypatch.setattr(store.chain, "lines", lambda: iter(lines))
        visits.record(store, b"another run")
        return False

    monkeypatch.setattr(Store, "is_marked", meanwhile)
    assert problems(store) == []


@pytest.mark.parametrize("kind", ["bytes", "warc", "stamps"])
def test_what_can_not_be_read_is_named_and_no_traceback(tmp_path, kind) -> None:
    store = filled(tmp_path, 1)
    visits.record(store, b"a page")
    with store.writing():
        store.stamp_path("0" * 64).parent.mkdir()
        store.stamp_path("0" * 64).write_bytes(b"a stamp")
        store.append(
            facts.Stamp(tsa="t", head=store.head(), stamped_at="", token=digest_of(store.stamp_path("0" * 64)))
        )
        store.stamp_path("0" * 64).rename(store.stamp_path(store.stamps()[0].token))
    path, line = {
        "bytes": (store.path(store.ingests()[0].digest), 1),
        "warc": (store.warcs / store.runs()[0].warc, 2),
        "stamps": (store.stamp_path(store.stamps()[0].token), 4),
    }[kind]
    path.unlink()
    path.mkdir()
    assert f"{path}: is no file, named by line {line}" in problems(store)
    path.rmdir()
    path.symlink_to(path.name)
    assert f"{path}: is no file, named by line {line}" in problems(store)
    path.unlink()
    assert f"{path}: missing, named by line {line}" in problems(store)


def test_a_log_that_is_no_file_is_said(tmp_path) -> None:
    store = filled(tmp_path, 1)
    store.log.unlink()
    store.log.mkdir()
    assert problems(store)[0] == f"{store.log}: can not be read (Is a directory). Restore the log from a copy"


@pytest.mark.parametrize("kind", ["link", "hard link", "folder", "text"])
def test_what_is_no_lock_is_neither_followed_nor_emptied(tmp_path, kind) -> None:
    store = filled(tmp_path, 1)
    content = store.log.read_bytes()
    store.lock.unlink()
    if kind == "link":
        store.lock.symlink_to(store.log.name)
    elif kind == "hard link":
        store.lock.hardlink_to(store.log)
    elif kind == "folder":
        store.lock.mkdir()
    else:
        store.lock.write_text("mine")
    with pytest.raises(EvidenceError) as refused, store.writing():
        pass
    assert refused.value.where == str(store.lock)
    assert store.log.read_bytes() == content
    assert kind != "text" or store.lock.read_text() == "mine"


def test_the_verb_verify_says_what_is_wrong_and_its_exit_status(tmp_path) -> None:
    (tmp_path / "work").mkdir()
    store = filled(tmp_path / "work")

    def run(*words: str):
        return CliRunner().invoke(main, ["--workspace", str(tmp_path / "work"), "verify", *words])

    assert run("--head").output.strip() == store.head()
    whole = run("--expect-head", store.head())
    assert (whole.exit_code, whole.output) == (0, f"Whole: 3 line(s), head {store.head()}\n")
    assert run("--expect-head", "f" * 64).exit_code == 1
    assert run("--expect-head", store.head().upper()).output == whole.output
    for word in ("", "f" * 63, "g" * 64, f" {store.head()}"):
        refused = run("--expect-head", word)
        assert refused.exit_code == 2
        assert refused.output == (
            f"tracker: --expect-head: {word!r} is no head: 64 hexadecimal digits."
            " Give what `tracker verify --head` printed\n"
        )
    (store.folder / "note.txt").write_text("mine")
    assert run().exit_code == 0
    assert f"Remark: {store.folder / 'note.txt'}: no line names it\n" in run().output
    store.path(store.ingests()[0].digest).write_bytes(b"other")
    assert run().exit_code == 1


def step_of_the_workflow(name: str, folder: Path) -> int:
    """Run one step of docs/workflows/check.yml as it stands there, without git; its exit status."""
    text = (ROOT / "docs" / "workflows" / "check.yml").read_text()
    step = text.partition(f"- name: {name}\n")[2].partition("\n\n")[0]
    words = textwrap.dedent(step.partition("run: |\n")[2])
    environment = {**os.environ, "TRACKER_WORKSPACE": "workspace"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    return subprocess.run(["bash", "-e", "-c", f"git() {{ :; }}\n{words}"], cwd=folder, env=environment).returncode


def test_the_workflow_goes_on_only_from_a_log_that_leads_to_the_head_of_the_last_run(tmp_path) -> None:
    store, head = Store(tmp_path / "workspace"), tmp_path / "head.txt"

    def whole() -> bool:
        return step_of_the_workflow("The evidence is whole and goes on from the last run", tmp_path) == 0

    assert whole(), "the first run has nothing yet"
    (tmp_path / "workspace").mkdir(exist_ok=True)
    filled(tmp_path / "workspace")
    assert step_of_the_workflow("Keep the evidence", tmp_path) == 0
    assert head.read_text() == f"{store.head()}\n"
    assert whole()
    visits.record(store, b"a page")
    assert whole(), "a log that went on"
    content, kept = store.log.read_bytes(), head.read_text()
    store.log.write_bytes(content.splitlines(keepends=True)[0])
    cut_off(store)
    assert not whole(), "lines taken away, though it looks like a crash"
    store.log.unlink()
    assert not whole()
    store.log.write_bytes(content)
    assert whole()
    head.unlink()
    assert not whole(), "a log without a head that was kept"
    head.write_text("")
    assert not whole()
    head.write_text(kept)
    assert whole()


def test_what_a_writer_that_was_cut_off_leaves_is_a_remark_and_set_aside_by_the_next(tmp_path) -> None:
    store = filled(tmp_path, 1)
    left = store.path("0" * 64)
    left.parent.mkdir()
    left.write_bytes(b"?")
    (store.folder / "incoming-1").write_bytes(b"?")
    (outside := tmp_path / "outside").write_bytes(b"not ours")
    cut_off(store)
    found = verify(store)
    assert found.problems == []
    assert [remark.rpartition(": ")[2] for remark in found.remarks] == [
        "left by a run that was cut off, or still being written",
        "the log has no line for it; a run was cut off, or is still writing",
    ]
    left.with_name("link").symlink_to(outside)
    (store.folder / "warc").mkdir()
    (store.warcs / "link.warc.gz").symlink_to(outside)
    with store.writing():
        pass
    assert [path.read_bytes() for path in files(store.torn)] == [b"?"]
    assert outside.read_bytes() == b"not ours", "links are left alone"
    left.with_name("link").unlink()
    (store.warcs / "link.warc.gz").unlink()
    assert verify(store).problems == verify(store).remarks == []


def test_a_writer_that_ends_by_an_error_leaves_the_lock_marked(tmp_path) -> None:
    store = filled(tmp_path, 1)
    assert not store.is_marked()
    with pytest.raises(KeyboardInterrupt), store.writing():
        assert store.is_marked()
        raise KeyboardInterrupt
    assert store.is_marked()
    filled(tmp_path, 1)
    assert not store.is_marked()


def test_a_writer_that_is_refused_leaves_all_as_it_was(tmp_path) -> None:
    store = filled(tmp_path, 1)
    before = {path: path.read_bytes() for path in files(store.folder)}
    with pytest.raises(EvidenceError, match="no more room"), store.writing():
        raise EvidenceError("no more room")
    assert {path: path.read_bytes() for path in files(store.folder)} == before


def test_a_run_that_was_interrupted_unseen_leaves_the_lock_marked(tmp_path, monkeypatch) -> None:
    """Control-C while records are written, and the caller goes on to a clean end all the same."""
    store = filled(tmp_path, 1)
    with store.writing(), store.spool() as folder, looking(store, visits.RUN) as looks:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Store, "keep_all", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            looks.record(visits.visit(folder, b"a page"), visits.look())
        with pytest.raises(EvidenceError, match="was interrupted"):
            looks.record(visits.visit(folder, b"more"), visits.look())
    assert (problems(store), len(verify(store).remarks)) == ([], 1)
    filled(tmp_path, 1)
    assert verify(store).problems == verify(store).remarks == []


def test_a_line_cut_short_by_a_crash_is_set_aside_not_lost(tmp_path) -> None:
    store = filled(tmp_path)
    with store.log.open("ab") as log:
        log.write(b'{"seq": 4, "half a li')
    cut_off(store)
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
    with store.writing():
        monkeypatch.setattr("tracker.evidence.log.os.fsync", flushed.append)
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
            assert "(No space left on device); what was recorded before stays" in str(error)
            refused_at.add(Path(error.where).relative_to(store.folder).parts[0])
        assert verify(store).problems == verify(store).remarks == []
        assert store.entries()[: len(recorded)] == recorded
        (small_disk / "filler").unlink()
        visits.record(store, b"the next run goes on")
        assert verify(store).problems == verify(store).remarks == []
        shutil.rmtree(small_disk / str(left))
    assert refused_at == {"lock", "warc", "bytes", "log.jsonl"}


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
