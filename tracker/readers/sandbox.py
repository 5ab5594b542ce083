"""How is a file read that may be hostile? In a process of its own, with limits on memory and time.

calamine can abort the process or ask for gigabytes, so it never runs here. Whatever happens to the child, the caller
gets a Reading or one ReadError that says what is wrong, in which file, sheet and cell, and what to do.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import zipfile
from ast import literal_eval
from importlib import import_module
from pathlib import Path

import msgspec

from tracker.errors import ReadError, UsageError
from tracker.readers import READERS
from tracker.readers.base import Reading
from tracker.readers.child import REFUSED
from tracker.readers.names import name_warnings

_UNPACKED = 300_000_000
_RATIO, _RATIO_FROM = 200, 50_000_000
_TEXT = 100_000_000
_OLE = b"\xd0\xcf\x11\xe0"
# msgspec takes typing_extensions where it is there, and does without: importing it takes longer than msgspec itself.
_START = "import sys; sys.modules['typing_extensions'] = None; from tracker.readers.child import run; run()"
_FETCH = "Fetch it again from the publisher"


class Limits(msgspec.Struct, frozen=True):
    """What one file may take to read. The largest official workbook seen needs 128 MiB and 1.5 seconds."""

    memory: int = 1024 * 1024 * 1024
    cpu_seconds: int = 60
    wall_seconds: float = 90


LIMITS = Limits()


def read_file(reader_name: str, path: Path, *, name: str = "", limits: Limits = LIMITS) -> Reading:
    """Read an official file with the named reader. `name` is the name it was published under, if not the path's."""
    if reader_name not in READERS:
        raise UsageError(f"no reader is named '{reader_name}'", hint=f"Readers: {', '.join(sorted(READERS))}")
    name = name or path.name
    inspect(reader_name, path, name)
    status, output, errors = _run(reader_name, path, name, limits)
    if status == 0:
        reading = msgspec.json.decode(output, type=Reading)
        return msgspec.structs.replace(reading, warnings=(*reading.warnings, *name_warnings(name, reading)))
    if status == REFUSED:
        error = msgspec.json.decode(output)["error"]
        what, where, hint = (_line(error[key]) for key in ("what", "where", "hint"))
        raise ReadError(what, f"{name}, {where}" if where else name, hint)
    raise _death(status, errors, name, limits)


def inspect(reader_name: str, path: Path, name: str) -> None:
    """Cheap checks before anything is unpacked."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise ReadError(f"can not be opened ({error.strerror})", name) from error
    if size == 0:
        raise ReadError("the file is empty", name, _FETCH)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head.lower():
        raise ReadError(
            "is an HTML page", name, "The server may have answered with an error or a bot check; look at it"
        )
    if start.startswith(b"%pdf"):
        raise ReadError("is a PDF", name, _FETCH)
    if reader_name in READERS and ".xlsx" in READERS[reader_name].suffixes:
        _inspect_workbook(path, name, head)
    elif head.startswith((b"PK", _OLE)):
        raise ReadError(f"is a workbook or archive where {reader_name} reads text", name, "Name the right release")
    elif size > _TEXT:
        raise ReadError(f"has {size:,} bytes; more than {_TEXT:,} are not read", name)


def _inspect_workbook(path: Path, name: str, head: bytes) -> None:
    if head.startswith(_OLE):
        raise ReadError("is an old binary workbook (.xls), or is encrypted", name, "Save it as .xlsx")
    if not head.startswith(b"PK"):
        raise ReadError("is not a workbook: it does not start as .xlsx files do", name, _FETCH)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError("is damaged or cut short: its directory can not be read", name, _FETCH) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > _UNPACKED or (unpacked > _RATIO_FROM and unpacked > _RATIO * max(packed, 1)):
        raise ReadError(
            f"would unpack from {packed:,} to {unpacked:,} bytes and is refused as a zip bomb", name, "Do not open it"
        )
    if not any(entry.filename.replace("\\", "/").lower().lstrip("/") == "xl/workbook.xml" for entry in entries):
        raise ReadError("is a zip archive but not a workbook", name, _FETCH)


def _run(reader: str, path: Path, name: str, limits: Limits) -> tuple[int, bytes, str]:
    """Start the child without shell, input or environment; exit status, output, and what it wrote to stderr."""
    import_module(
        f"tracker.readers.{reader}"
    )  # only this process can keep the compiled module: the child writes nothing
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-S", "-P", "-c", _START, reader, str(path.resolve())]
    command += [str(limits.memory), str(limits.cpu_seconds)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.wall_seconds,
            check=False,
            env=_environment(root),
            cwd=root,
        )
    except subprocess.TimeoutExpired as error:
        stderr = (error.stderr or b"").decode("utf-8", "replace")
        raise ReadError(
            f"reading it took more than {limits.wall_seconds:g} seconds and was stopped", _place(name, stderr)
        ) from error
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def _environment(root: str) -> dict[str, str]:
    """What the child needs: where modules are (the site module, which would find them, is left out), and UTF-8."""
    places = [root, *(place for place in sys.path if place and place != root)]
    environment = {"PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if sys.pycache_prefix:
        environment["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    return environment | {"PATH": os.defpath}


def _place(name: str, stderr: str) -> str:
    """The file, and the sheet that was last begun."""
    begun = re.findall(r"^sheet (['\"].*['\"])$", stderr, re.MULTILINE)
    return f"{name}, sheet '{_line(literal_eval(begun[-1]))}'" if begun else name


def _line(text: str) -> str:
    """Words from a file as part of one line."""
    return " ".join(str(text).split())[:400]


def _death(status: int, stderr: str, name: str, limits: Limits) -> ReadError:
    """Why a child died without an answer, in one line."""
    place = _place(name, stderr)
    if "memory allocation" in stderr or "MemoryError" in stderr or "capacity overflow" in stderr:
        return ReadError(
            f"reading it needs more than {limits.memory // 1024**2} MiB of memory",
            place,
            "A cell may stand far outside the tables, so that the used range reaches the end of the sheet",
        )
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return ReadError(f"reading it took more than {limits.cpu_seconds} processor seconds and was stopped", place)
    lines = [line for line in stderr.splitlines() if line.strip() and not line.startswith("sheet ")]
    reason = _line(lines[-1]) if lines else f"ended with status {status}"
    return ReadError(f"the reader stopped: {reason}", place, "The file may be damaged; please report it")
