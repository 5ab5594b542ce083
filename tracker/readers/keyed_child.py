"""The process that reads the versions of a keyed table: `python -m tracker.readers.keyed_child MEMORY CPU`.

It limits its own memory, takes a layout and then one version after the other on standard input, a JSON line each, and
answers each with a JSON line (`Answer`), followed by `size` bytes: its changes as CSV. It writes no file. A version
that is refused is as if it had not been; the next is compared with the one before it.
"""

from __future__ import annotations

import csv
import gc
import io
import os
import re
import resource
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tracker import model
from tracker.readers.child import limit

if TYPE_CHECKING:
    from tracker.readers.keyed_difference import Change


_QUOTED = re.compile(r"[^\w >.:()-]")  # what a text may hold that has to stand in quotes, and more


class Ask(msgspec.Struct, frozen=True):
    """A version to read: which one, where its bytes are, and whether what it changes is wanted."""

    number: int
    path: str
    wanted: bool
    afresh: bool = False  # it follows none
    accepted: bool = False  # somebody looked at what is odd about it


class Answer(msgspec.Struct, frozen=True):
    """What came of a version. `refused`: what, where and what to do; `died`: the process did, over this version."""

    number: int
    cells: int = 0
    data_through: str = ""
    odd: tuple[str, ...] = ()
    refused: tuple[str, str, str] | None = None
    died: bool = False
    size: int = 0


def main(arguments: list[str]) -> int:
    """Answer until the input ends."""
    memory, cpu = (int(each) for each in arguments)
    limit(memory, resource.RLIM_INFINITY)
    gc.disable()  # nothing here refers to itself, and looking for it takes a fifth of the time
    layout = msgspec.json.decode(sys.stdin.buffer.readline(), type=model.Keyed)
    reader = Reader(layout)
    decoder = msgspec.json.Decoder(Ask)
    for line in sys.stdin.buffer:
        _allow(cpu)
        answer, rows = reader.read(decoder.decode(line))
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n" + rows)
        sys.stdout.buffer.flush()
    return 0


def _allow(seconds: int) -> None:
    """Processor seconds for one version more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    with suppress(ValueError, OSError):
        most = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


class Reader:
    """One history, and the files of its versions."""

    def __init__(self, layout: model.Keyed) -> None:
        from tracker.readers.keyed import History

        self.begin = partial(History, layout)
        self.history = self.begin()

    def read(self, ask: Ask) -> tuple[Answer, bytes]:
        """Read one version; the answer, and its changes."""
        from tracker.errors import TrackerError

        if ask.afresh:
            self.history = self.begin()
        try:
            step = self.history.step(_bytes_of(Path(ask.path)), ask.accepted, ask.wanted)
        except TrackerError as error:
            return Answer(ask.number, refused=(error.what, error.where, error.hint)), b""
        if step.odd and not ask.accepted:
            return Answer(ask.number, odd=step.odd), b""
        written = _written(ask.number, step.changes).encode() if ask.wanted else b""
        return Answer(ask.number, step.cells, step.data_through, step.odd, size=len(written)), written


def _bytes_of(path: Path) -> bytes:
    """A file that is read once. The memory in which the kernel keeps it may serve the next one."""
    with path.open("rb", buffering=0) as stream:
        content = stream.readall()
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return content


def _written(number: int, changes: list[Change]) -> str:
    """Changes as CSV, each after the number of its version. Most are cells that hold numbers."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    for change in changes:
        what, how, member, _, start, end, old_value, old_code, value, code, old_cell, cell, *_ = change
        if what != "cell" or old_code or code or _QUOTED.search(member):
            write((number, *change))
            continue
        old, new = "" if old_value is None else old_value, "" if value is None else value
        out.write(f"{number},cell,{how},{member},,{start},{end},{old},,{new},,{old_cell},{cell},,,,\n")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
