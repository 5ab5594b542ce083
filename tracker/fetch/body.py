"""How do the bytes of an answer get to disk, as sent, and were they all there?"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from pathlib import Path
from typing import IO, Any

import msgspec
import urllib3.exceptions

from tracker.coding import CODINGS, Inflater
from tracker.errors import EvidenceError
from tracker.exchange import Failure
from tracker.fetch.connect import Transfer

_PIECE = 65_536


class Spooled(msgspec.Struct, frozen=True, kw_only=True):
    """A body on disk, and what was wrong with it."""

    path: Path | None = None
    digest: str = ""
    size: int = 0
    failure: Failure = ""
    text: str = ""
    lost: bool = False  # the connection ended early: worth another try


class _Ending:
    """Whether a coded body ended where its coding says so. A coding that is damaged is for the readers to say."""

    def __init__(self, coding: str, limit: int) -> None:
        self._inflater = Inflater(CODINGS[coding]) if coding in CODINGS else None
        self._limit, self._size = limit, 0

    def feed(self, data: bytes) -> bool:
        """False where the decoded body is past the limit."""
        if self._inflater is not None:
            try:
                for piece in self._inflater.feed(data):
                    self._size += len(piece)
                    if self._size > self._limit:
                        return False
            except zlib.error:
                self._inflater = None
        return True

    @property
    def open(self) -> bool:
        return self._inflater is not None and not self._inflater.ended


class _Spool:
    """A file that takes bytes in, counts and digests them. What the disk refuses is our error, not the server's."""

    def __init__(self, folder: Path) -> None:
        try:
            handle, name = tempfile.mkstemp(prefix="body-", dir=folder)
            self._file: IO[bytes] = os.fdopen(handle, "wb")
        except OSError as error:
            raise EvidenceError(f"can not be written ({error.strerror})", str(folder)) from error
        self.path, self.size, self._sha = Path(name), 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise EvidenceError(f"can not be written ({error.strerror})", str(self.path)) from error
        self.size += len(data)
        self._sha.update(data)

    def close(self) -> None:
        try:
            self._file.close()
        except OSError as error:
            raise EvidenceError(f"can not be written ({error.strerror})", str(self.path)) from error

    def done(self, failure: Failure = "", text: str = "", lost: bool = False) -> Spooled:
        """Closes the file and says what is in it."""
        self.close()
        return Spooled(
            path=self.path, digest=self._sha.hexdigest(), size=self.size, failure=failure, text=text, lost=lost
        )


def spool(raw: Any, transfer: Transfer, folder: Path, largest: int, start_only: bool = False) -> Spooled:
    """Reads the body of a urllib3 response into a file of `folder`, as sent, up to the limit.

    A body that is announced to be larger is not begun, unless its start is all that is wanted.
    """
    length = raw.length_remaining
    if length is not None and length > largest and not start_only:
        raw.close()
        return Spooled(failure="too_large", text=f"Content-Length says {length} bytes; the limit is {largest}")
    file = _Spool(folder)
    try:
        return _spool(raw, transfer, file, largest)
    except BaseException:
        raw.close()
        file.path.unlink(missing_ok=True)
        raise


def _spool(raw: Any, transfer: Transfer, file: _Spool, largest: int) -> Spooled:
    ending = _Ending(raw.headers.get("content-encoding", "").strip().lower(), largest)
    announced = raw.length_remaining
    while True:
        try:
            piece = raw.read1(_PIECE, decode_content=False)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raw.close()
            return _broken(error, transfer, file, announced)
        if not piece:
            break
        room = largest - file.size
        file.write(piece[:room])
        if len(piece) > room or not ending.feed(piece):
            raw.close()
            coded = "" if len(piece) > room else " once its coding is undone"
            return file.done("too_large", f"more than {largest} bytes{coded}")
    raw.close()
    if transfer.longer:
        return file.done("cut_short", f"more bytes came than the {file.size} that the answer announced")
    if file.size and ending.open:
        return file.done("cut_short", f"the coded body does not end: {file.size} bytes came")
    return file.done()


def _broken(error: Exception, transfer: Transfer, file: _Spool, announced: int | None) -> Spooled:
    """What came until the connection broke, or time was up."""
    if any(isinstance(found, TimeoutError) for found in causes(error)):
        return file.done("timed_out", f"{transfer.timeout_text()}: {file.size} bytes came")
    expected = "more" if announced is None else str(announced)
    return file.done("cut_short", f"{file.size} bytes came where {expected} were announced", lost=True)


def causes(error: BaseException) -> list[BaseException]:
    """An error and all that it was made from: requests and urllib3 wrap what happened several times."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, BaseException) and not any(item is known for known in found):
            found.append(item)
            waiting += [*item.args, getattr(item, "reason", None), item.__cause__, item.__context__]
    return found
