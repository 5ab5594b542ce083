"""What was seen, and can it be shown that nobody changed it since? Bytes by digest, and an append-only log.

    evidence/bytes/<first two>/<sha256>   the bytes as they came, stored once
    evidence/log.jsonl                    one line per fact; each line carries the hash of the line before
    evidence/lock                         held while something is written

A fact counts as recorded when its line has reached the disk. A line that was cut short by a crash is not a fact: it
is set aside under evidence/torn/ at the next write, never silently dropped.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from tracker.errors import EvidenceError

START = "0" * 64


class Ingest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file taken in by hand: what it is, when it appeared, and who reads it."""

    seq: int
    at: str  # UTC timestamp of writing, ISO 8601
    release: str
    ref: str  # reference period
    digest: str
    size: int  # bytes
    file: str
    reader: str
    published_on: date  # earliest day on which it can have appeared
    published_by: date  # latest
    date_basis: str
    previous_line: str  # sha256 of the line before
    data_through: date | None = None
    url: str = ""
    accepted: tuple[str, ...] = ()  # warnings that somebody looked at and accepted


class Store:
    """The evidence of one workspace."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / "evidence"
        self.log = self.folder / "log.jsonl"

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest stand."""
        return self.folder / "bytes" / digest[:2] / digest

    def entries(self) -> list[Ingest]:
        """All facts in the order of writing; EvidenceError where a line was altered, moved or removed."""
        return [entry for entry, _ in self._lines()]

    def _lines(self) -> Iterator[tuple[Ingest, str]]:
        expected = START
        for number, line in enumerate(self._whole_lines(), start=1):
            where = f"{self.log}: line {number}"
            try:
                entry = msgspec.json.decode(line, type=Ingest)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise EvidenceError(f"can not be read: {error}", where, "Restore the log from a copy") from error
            if entry.previous_line != expected or entry.seq != number:
                raise EvidenceError("does not follow from the line before", where, "Restore the log from a copy")
            expected = hashlib.sha256(line).hexdigest()
            yield entry, expected

    def _whole_lines(self) -> list[bytes]:
        if not self.log.exists():
            return []
        return self.log.read_bytes().split(b"\n")[:-1]

    def head(self) -> str:
        """The hash of the last line: whoever holds it can prove the whole log."""
        lines = self._whole_lines()
        return hashlib.sha256(lines[-1]).hexdigest() if lines else START

    def verify(self) -> list[str]:
        """Everything that is wrong with log and bytes, in words; empty if all is whole."""
        problems: list[str] = []
        entries: list[Ingest] = []
        try:
            entries.extend(entry for entry, _ in self._lines())
        except EvidenceError as error:
            problems.append(str(error))
        if self.log.exists() and not self.log.read_bytes().endswith(b"\n") and self.log.stat().st_size:
            problems.append(f"{self.log}: the last line was cut short")
        for entry in entries:
            path = self.path(entry.digest)
            if not path.exists():
                problems.append(f"{path}: missing, named by line {entry.seq}")
            elif digest_of(path) != entry.digest:
                problems.append(f"{path}: its bytes are not those that line {entry.seq} names")
        return problems

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write; EvidenceError where another process has it or the folder can not be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("w")
        except OSError as error:
            raise cannot_write(error, self.folder) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise EvidenceError(
                    "another tracker is writing here", str(self.folder), "Try again when it is done"
                ) from error
            self._set_torn_line_aside()
            yield

    def _set_torn_line_aside(self) -> None:
        if not self.log.exists():
            return
        content = self.log.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole == len(content):
            return
        torn = self.folder / "torn" / hashlib.sha256(content[whole:]).hexdigest()
        torn.parent.mkdir(exist_ok=True)
        torn.write_bytes(content[whole:])
        with self.log.open("r+b") as log:
            log.truncate(whole)
            os.fsync(log.fileno())

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

    def holds(self, digest: str) -> bool:
        """Whether the bytes of a digest are here, and are those bytes."""
        place = self.path(digest)
        return place.exists() and digest_of(place) == digest

    def keep(self, copy: Path, digest: str) -> None:
        """Put the bytes of an incoming copy in their place, once."""
        place = self.path(digest)
        if self.holds(digest):
            return
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("rb") as stream:
                os.fsync(stream.fileno())
            copy.replace(place)
            _sync_folder(place.parent)
        except OSError as error:
            raise cannot_write(error, place) from error

    def append(self, **facts: object) -> Ingest:
        """Write one fact; it is recorded when this returns. Only inside `writing()`."""
        number = len(self._whole_lines()) + 1
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = msgspec.convert({"seq": number, "at": now, "previous_line": self.head(), **facts}, Ingest)
        before = self.log.stat().st_size if self.log.exists() else 0
        try:
            with self.log.open("ab") as log:
                log.write(msgspec.json.encode(entry) + b"\n")
                log.flush()
                os.fsync(log.fileno())
            _sync_folder(self.folder)
        except OSError as error:
            if self.log.exists():
                os.truncate(self.log, before)
            raise cannot_write(error, self.log) from error
        return entry


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def cannot_write(error: OSError, where: Path) -> EvidenceError:
    """The error that a failed write deserves: what, where, and what to do."""
    reason = error.strerror or str(error)
    hint = "Free some space" if error.errno == errno.ENOSPC else "Choose a folder you may write to with --workspace"
    return EvidenceError(f"can not be written ({reason}); nothing was changed", str(where), hint)


def _cannot_copy(error: OSError, source: Path, folder: Path) -> EvidenceError:
    if error.errno in (errno.ENOSPC, errno.EROFS, errno.EDQUOT) or not os.access(folder, os.W_OK):
        return cannot_write(error, folder)
    return EvidenceError(f"can not be read ({error.strerror or error})", str(source), "Name a file that you may read")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
