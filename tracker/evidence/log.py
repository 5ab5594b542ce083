"""Which facts were recorded, in which order, and does each line follow from the line before? The append-only log.

Writing a line reads the last line and nothing else, however long the log is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from tracker.errors import EvidenceError
from tracker.evidence import disk, facts
from tracker.evidence.facts import START, AnyFact

BLOCK = 1 << 16
RESTORE = "Restore the log from a copy"
Kind = TypeVar("Kind", bound=facts.Fact)


@dataclass(frozen=True)
class End:
    """The end of the log: its last whole line, what stands after it, and how many bytes the whole lines have."""

    line: bytes = b""
    torn: bytes = b""
    size: int = 0

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return hashlib.sha256(self.line).hexdigest() if self.line else START


class Log:
    """One file of lines. Only who holds the right to write calls `recover` and `append_all`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: tuple[int, str] | None = None  # number and hash of the last line, while they are known

    def lines(self) -> Iterator[tuple[AnyFact, str]]:
        """Each fact with the hash of its line, in the order of writing.

        EvidenceError at the first line that was altered, moved or removed. A last line that was cut short is no fact.
        """
        if not self.path.exists():
            return
        expected, offset = START, 0
        with _opened(self.path) as stream:
            for number, line in enumerate(stream, start=1):
                where = f"{self.path}: line {number} (byte {offset})"
                if not line.endswith(b"\n"):
                    _refuse_altered_end(line, where)
                    return
                fact = _fact(line[:-1], where)
                if fact.previous_line != expected or fact.seq != number:
                    raise EvidenceError("does not follow from the line before", where, RESTORE)
                expected = hashlib.sha256(line[:-1]).hexdigest()
                offset += len(line)
                yield fact, expected

    def end(self) -> End:
        """The end of the log, found by seeking from the end."""
        if not self.path.exists():
            return End()
        with _opened(self.path) as stream:
            start = size = stream.seek(0, os.SEEK_END)
            tail = b""
            while start and tail.count(b"\n") < 2:
                step = min(BLOCK, start)
                start = stream.seek(start - step)
                tail = stream.read(step) + tail
        whole, newline, torn = tail.rpartition(b"\n")
        return End(whole.rpartition(b"\n")[2] if newline else b"", torn, size - len(torn))

    def recover(self, torn: Path) -> None:
        """Read the end anew, and set aside a last line that a crash cut short.

        EvidenceError where it was not cut short but altered.
        """
        end = self.end()
        where = f"{self.path}: the last line"
        if end.torn:
            _refuse_altered_end(end.torn, where)
            disk.set_aside(self.path, end.size, torn)
        self._last = (_fact(end.line, where).seq, end.head) if end.line else (0, START)

    def append_all(self, new: Sequence[Kind], at: datetime, torn: Path) -> list[Kind]:
        """Write facts with one flush; they are recorded when this returns. All of them are written, or none."""
        if self._last is None:
            self.recover(torn)
        number, head = self._last or (0, START)
        time = at.isoformat(timespec="seconds")
        filled: list[Kind] = []
        lines: list[bytes] = []
        for each in new:
            number += 1
            fact = msgspec.structs.replace(each, seq=number, at=time, previous_line=head)
            lines.append(facts.written(fact))
            head = hashlib.sha256(lines[-1]).hexdigest()
            filled.append(fact)
        self._last = None  # known again only when all has reached the disk
        self._write(b"".join(line + b"\n" for line in lines))
        self._last = number, head
        return filled

    def _write(self, content: bytes) -> None:
        before = self.path.stat().st_size if self.path.exists() else None
        try:
            with self.path.open("ab", buffering=0) as stream:
                disk.write_all(stream, content)
                os.fsync(stream.fileno())
            if before is None:
                disk.sync_folder(self.path.parent)
        except OSError as error:
            if before is None:
                self.path.unlink(missing_ok=True)
            else:
                os.truncate(self.path, before)
            raise disk.cannot_write(error, self.path) from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise EvidenceError(f"can not be read ({error.strerror})", str(path), RESTORE) from error


def _fact(line: bytes, where: str) -> AnyFact:
    try:
        return facts.read(line)
    except ValueError as error:  # msgspec's errors are ValueErrors too
        raise EvidenceError(f"can not be read: {error}", where, RESTORE) from error


def _refuse_altered_end(torn: bytes, where: str) -> None:
    """A whole line and one byte more is no line cut short: somebody changed its newline."""
    if facts.is_sealed(torn[:-1]):
        raise EvidenceError("can not be read: its end was altered", where, RESTORE)
