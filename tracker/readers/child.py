"""The process that opens official files: READER FILE MEMORY CPU, started by `tracker.readers.sandbox`.

It limits its own memory and time before it touches the bytes, runs one reader, and prints the Reading as JSON. A file
that can not be read is reported as {"error": {...}} with exit status 3. Before each sheet its name goes to stderr, so
that `tracker.readers.sandbox` can say where an abort happened.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

REFUSED = 3


def limit(memory: int, cpu: int) -> None:
    """Hard limits on address space, processor seconds, and what the process may write."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):  # a limit that is already lower, or that the system does not know
            resource.setrlimit(kind, (most, most))


def report(title: str) -> None:
    """Say which sheet is begun."""
    sys.stderr.write("sheet " + ascii(title) + "\n")


def main(arguments: list[str]) -> int:
    """Run one reader on one file."""
    name, path, memory, cpu = arguments
    limit(int(memory), int(cpu))
    gc.disable()  # the process ends with its one file
    from tracker.errors import TrackerError
    from tracker.readers import READERS, sheet

    sheet.on_sheet = report
    try:
        output, status = msgspec.json.encode(READERS[name].read(Path(path))), 0
    except TrackerError as error:
        refusal = {"what": error.what, "where": error.where, "hint": error.hint}
        output, status = msgspec.json.encode({"error": refusal}), REFUSED
    sys.stdout.buffer.write(output)
    return status


def run() -> None:
    """Run, and end the process without taking its objects down one by one."""
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
