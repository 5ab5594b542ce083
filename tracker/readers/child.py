"""The process that opens official files: `python -m tracker.readers.child READER FILE MEMORY CPU`.

It limits its own memory and time before it touches the bytes, runs one reader, and prints the Reading as JSON. A file
that can not be read is reported as {"error": {...}} with exit status 3. Before each sheet its name goes to stderr, so
that `tracker.readers.sandbox` can say where an abort happened.
"""

from __future__ import annotations

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


def main(arguments: list[str]) -> int:
    """Run one reader on one file."""
    name, path, memory, cpu = arguments
    limit(int(memory), int(cpu))
    from tracker.errors import TrackerError
    from tracker.readers import READERS, sheet

    def report(title: str) -> None:
        sys.stderr.write(f"sheet {msgspec.json.encode(title).decode()}\n")

    sheet.on_sheet = report
    try:
        output, status = msgspec.json.encode(READERS[name].read(Path(path))), 0
    except TrackerError as error:
        refusal = {"what": error.what, "where": error.where, "hint": error.hint}
        output, status = msgspec.json.encode({"error": refusal}), REFUSED
    sys.stdout.buffer.write(output)
    sys.stdout.buffer.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
