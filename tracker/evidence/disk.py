"""How do bytes reach the disk for certain? The few steps that everything under evidence/ is written with."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from tracker.errors import EvidenceError

PIECE = 1 << 20
_AT_ONCE = 16


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_part(path: Path, offset: int, length: int) -> str:
    """SHA-256 of some bytes of a file; empty where the file ends before them."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        stream.seek(offset)
        while length and (piece := stream.read(min(length, PIECE))):
            total.update(piece)
            length -= len(piece)
    return "" if length else total.hexdigest()


def cannot_write(error: OSError, where: Path) -> EvidenceError:
    """The error that a failed write deserves: what, where, and what to do."""
    reason = error.strerror or str(error)
    hint = "Free some space" if error.errno == errno.ENOSPC else "Choose a folder you may write to with --workspace"
    return EvidenceError(f"can not be written ({reason}); what was recorded before stays", str(where), hint)


@contextmanager
def writing_to(where: Path) -> Iterator[None]:
    """Turn a write that the disk refuses into the error that it deserves."""
    try:
        yield
    except OSError as error:
        raise cannot_write(error, where) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder, and let its name and those of the folders above it reach the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def make_folders(folders: Iterable[Path]) -> None:
    """Make folders that stand side by side; where some are new, what stands above them is written once."""
    new = {folder for folder in folders if not folder.is_dir()}
    for above in {folder.parent for folder in new}:
        make_folder(above)
    for folder in new:
        folder.mkdir(exist_ok=True)
    for above in {folder.parent for folder in new}:
        sync_folder(above)


def sync_file(path: Path) -> None:
    """Make the bytes of a file reach the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_all(sync: Callable[[Path], None], paths: Sequence[Path]) -> None:
    """Make many files or folders reach the disk; the disk takes those that wait together in one go."""
    if len(paths) < 2:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done in [pool.submit(sync, path) for path in paths]:
            done.result()


def write_all(stream: FileIO, content: bytes | memoryview) -> None:
    """Write all of it to an unbuffered file."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def begin_writing(stream: FileIO) -> None:
    """Let what was written to a file set out for the disk now, so that `sync_file` need not wait for it later."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def cut(path: Path, size: int) -> None:
    """Take away what stands after `size` bytes."""
    with path.open("r+b") as stream:
        stream.truncate(size)
        os.fsync(stream.fileno())


def set_aside(path: Path, start: int, folder: Path) -> Path:
    """Move what stands after `start` bytes into a file of its own, named by its digest; returns that file."""
    make_folder(folder)
    scratch = folder.parent / f"incoming-{os.getpid()}"
    total = hashlib.sha256()
    with path.open("rb") as source, scratch.open("wb") as target:
        source.seek(start)
        while piece := source.read(PIECE):
            total.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    place = folder / total.hexdigest()
    scratch.replace(place)
    sync_folder(folder)
    cut(path, start)
    return place


def move_aside(path: Path, folder: Path) -> None:
    """Move a whole file to where it is named by its digest."""
    make_folder(folder)
    path.replace(folder / digest_of(path))
    sync_folder(folder)
    sync_folder(path.parent)
