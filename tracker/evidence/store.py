"""Where do the bytes stand, and who may write? Bytes by digest under one lock, and the log beside them."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import EvidenceError, TrackerError
from tracker.evidence import disk
from tracker.evidence.facts import AnyFact, Ingest, Look, Run, Stamp
from tracker.evidence.log import Kind, Log

MARK = b"writing\n"  # stands in the lock while somebody writes, and after a writer that was cut off


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class Store:
    """The evidence of one workspace. `now` is the clock that dates the lines."""

    def __init__(self, workspace: Path, now: Callable[[], datetime] = utc_now) -> None:
        self.folder = workspace / "evidence"
        self.log = self.folder / "log.jsonl"
        self.warcs = self.folder / "warc"
        self.torn = self.folder / "torn"
        self.lock = self.folder / "lock"
        self.told = self.folder / "told"  # check runs that were told, one a line; without it, more is told again
        self.now = now
        self.chain = Log(self.log)
        self._held = self._unfinished = False

    # What was recorded

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest stand."""
        return self.folder / "bytes" / digest[:2] / digest

    def stamp_path(self, token: str) -> Path:
        """Where the answer of a time-stamp authority stands, by its digest."""
        return self.folder / "stamps" / f"{token}.tsr"

    def entries(self) -> list[AnyFact]:
        """All facts in the order of writing; EvidenceError where a line was altered, moved or removed."""
        return [fact for fact, _ in self.chain.lines()]

    def ingests(self) -> list[Ingest]:
        """The files taken in."""
        return [fact for fact in self.entries() if isinstance(fact, Ingest)]

    def looks(self) -> list[Look]:
        """The looks, of all runs."""
        return [fact for fact in self.entries() if isinstance(fact, Look)]

    def runs(self) -> list[Run]:
        """The check runs."""
        return [fact for fact in self.entries() if isinstance(fact, Run)]

    def stamps(self) -> list[Stamp]:
        """The time stamps."""
        return [fact for fact in self.entries() if isinstance(fact, Stamp)]

    def head(self) -> str:
        """The hash of the last line: whoever holds it can prove the whole log."""
        return self.chain.end().head

    def holds(self, digest: str) -> bool:
        """Whether the bytes of a digest are here, and are those bytes."""
        place = self.path(digest)
        return place.exists() and disk.digest_of(place) == digest

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write; EvidenceError where another process has it or the folder can not be written.

        The lock is marked from before the first write until all has ended well. So what no line names stands here
        for a reason only where the lock is marked: the next writer sets it aside.
        """
        with disk.writing_to(self.folder):
            disk.make_folder(self.folder)
        with _opened_lock(self.lock) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise EvidenceError(
                    "another tracker is writing here", str(self.folder), "Try again when it is done"
                ) from error
            with disk.writing_to(self.folder):
                self._recover()
            with disk.writing_to(self.lock):
                if not self.is_marked():
                    os.write(lock, MARK)
                    os.fsync(lock)
                    disk.sync_folder(self.folder)
            self._held, self._unfinished = True, False
            try:
                yield
            except TrackerError:
                with suppress(OSError, EvidenceError):  # then the next writer does it
                    self._recover()
                    os.truncate(lock, 0)
                raise
            finally:
                self._held = False
            if not self._unfinished:
                with suppress(OSError):  # then the next writer looks for what is left, and finds nothing
                    os.truncate(lock, 0)

    def is_marked(self) -> bool:
        """Whether somebody writes, or was cut off: then bytes and records may stand here that no line names."""
        with suppress(OSError):
            return self.lock.lstat().st_size > 0
        return False

    def leave_marked(self) -> None:
        """What is being written does not end well, though no error goes on to `writing`."""
        self._unfinished = True

    def _recover(self) -> None:
        """Set aside what a crash left half written: no line names it, so it is no fact."""
        for left in self.folder.glob("incoming-*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        self.chain.recover(self.torn)
        if not self.is_marked():
            return
        entries = self.entries()
        ends = warc_ends(entries)
        for path in _plain_files(self.warcs.glob("*.warc.gz")):
            if path.name not in ends:
                disk.move_aside(path, self.torn)
            elif path.stat().st_size > ends[path.name]:
                disk.set_aside(path, ends[path.name], self.torn)
        named = {self.path(digest) for digest in digests(entries)}
        named |= {self.stamp_path(fact.token) for fact in entries if isinstance(fact, Stamp)}
        for path in _plain_files((*self.folder.glob("bytes/*/*"), *self.folder.glob("stamps/*"))):
            if path not in named:
                disk.move_aside(path, self.torn)

    def append(self, fact: Kind) -> Kind:
        """Write one fact; it is recorded when this returns. Only inside `writing()`."""
        return self.append_all([fact])[0]

    def append_all(self, new: Sequence[Kind]) -> list[Kind]:
        """Write facts with one flush; all of them are recorded when this returns, or none. Only inside `writing()`."""
        if not self._held:
            raise EvidenceError("is not held for writing", str(self.folder), "Write only inside `writing()`")
        return self.chain.append_all(new, self.now(), self.torn)

    @contextmanager
    def incoming(self, source: Path) -> Iterator[Path]:
        """A private copy of a file, on the same disk as the evidence, gone at the end unless it was kept."""
        copy = self.folder / f"incoming-{os.getpid()}"
        try:
            shutil.copyfile(source, copy)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise _cannot_copy(error, source, self.folder) from error
        try:
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    @contextmanager
    def spool(self) -> Iterator[Path]:
        """A folder for bodies on their way in, on the same disk as the evidence, gone at the end."""
        with disk.writing_to(self.folder):
            folder = Path(tempfile.mkdtemp(prefix=f"incoming-{os.getpid()}-", dir=self.folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, copy: Path, digest: str) -> None:
        """Put the bytes of an incoming copy in their place, once."""
        self.keep_all([(copy, digest)])

    def keep_all(self, copies: Iterable[tuple[Path, str]]) -> list[Path]:
        """Put the bytes of many files in their places, once each; they have reached the disk when this returns.

        The files are moved. Returns the places that were not there before. If the disk refuses, they are gone again.
        """
        new: list[Path] = []
        place = self.folder
        try:
            wanted: dict[Path, Path] = {}  # place → copy
            for copy, digest in copies:
                place = self.path(digest)
                if place not in wanted and not self.holds(digest):
                    wanted[place] = copy
            disk.sync_all(disk.sync_file, list(wanted.values()))
            folders = {place.parent for place in wanted}
            disk.make_folders(folders)
            for place, copy in wanted.items():
                if not place.exists():
                    new.append(place)
                _move(copy, place)
            disk.sync_all(disk.sync_folder, sorted(folders))
        except OSError as error:
            for path in new:
                path.unlink(missing_ok=True)
            raise disk.cannot_write(error, place) from error
        return new


def digests(entries: Iterable[AnyFact]) -> dict[str, int]:
    """Each digest of bytes that the log names, and the first line that names it."""
    lines: dict[str, int] = {}
    for fact in entries:
        if isinstance(fact, Ingest | Look) and fact.digest:
            lines.setdefault(fact.digest, fact.seq)
    return lines


def warc_ends(entries: Iterable[AnyFact]) -> dict[str, int]:
    """For each WARC file, how many of its bytes the log vouches for."""
    ends: dict[str, int] = {}
    for fact in entries:
        if isinstance(fact, Run) and fact.warc:
            ends[fact.warc] = fact.warc_length
        elif isinstance(fact, Look) and fact.warc:
            ends[fact.warc] = fact.warc_offset + fact.warc_length
    return ends


@contextmanager
def _opened_lock(path: Path) -> Iterator[int]:
    """The lock, opened as it is. What is no lock of ours is not written to: it may be a link to something else."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise EvidenceError("is a link, and no lock", str(path), "Look where it came from; remove it") from error
        raise disk.cannot_write(error, path) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or not MARK.startswith(os.pread(handle, len(MARK) + 1, 0)):
            raise EvidenceError("is something else than a lock", str(path), "Look where it came from; remove it")
        yield handle
    finally:
        os.close(handle)


def _plain_files(paths: Iterable[Path]) -> list[Path]:
    """Those that are files and no links, whatever their targets are."""
    return sorted(path for path in paths if path.is_file() and not path.is_symlink())


def _move(copy: Path, place: Path) -> None:
    """Rename a file; across file systems, copy it beside its place first."""
    try:
        copy.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = place.parents[2] / f"incoming-{os.getpid()}-near"
        try:
            shutil.copyfile(copy, near)
            disk.sync_file(near)
            near.replace(place)
        finally:
            near.unlink(missing_ok=True)


def _cannot_copy(error: OSError, source: Path, folder: Path) -> EvidenceError:
    if error.errno in (errno.ENOSPC, errno.EROFS, errno.EDQUOT) or not os.access(folder, os.W_OK):
        return disk.cannot_write(error, folder)
    return EvidenceError(f"can not be read ({error.strerror or error})", str(source), "Name a file that you may read")
