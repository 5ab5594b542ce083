"""How are hundreds of versions read that may be hostile? In one process of their own, with limits for each version.

The caller asks for versions in order and gets an answer for each; where the process dies over one, that version is
refused, and another process goes on from the version before.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from tracker import model
from tracker.errors import ReadError
from tracker.readers.keyed_child import Answer, Ask
from tracker.readers.sandbox import LIMITS, Limits

_TICK = 0.5
_AFTER = -1  # the number of the version that the first one asked for follows


def in_order(  # noqa: PLR0913
    layout: model.Keyed,
    asks: Iterable[Ask],
    rows: BinaryIO,
    limits: Limits = LIMITS,
    *,
    after: Ask | None = None,
    stop: threading.Event | None = None,
) -> dict[int, Answer]:
    """Read versions in the order asked; their answers by number. What changed is written to `rows` as CSV.

    `asks` is drawn while earlier versions are being read. The first of them follows `after`, which can be read; where
    it can not, ReadError. Once `stop` is set, no more is read, and what comes back is of no use.
    """
    answers: dict[int, Answer] = {}
    rest = iter(asks)
    again: list[Ask] = []
    while True:
        process = _Process(layout, rows, limits, stop)
        if after is not None:
            process.ask(msgspec.structs.replace(after, number=_AFTER, wanted=False, afresh=True, accepted=True))
        asked: list[Ask] = []
        for ask in chain(again, rest):
            asked.append(ask)
            if not process.ask(ask):
                break
        death = process.finish()
        base = process.answers.pop(_AFTER, None)
        answers |= process.answers
        if stop is not None and stop.is_set():
            return answers
        if after is not None and (base is None or base.refused):
            why = death or (base.refused[0] if base and base.refused else "")
            raise ReadError(f"could be read once and not again: {why}", after.path, "Is there memory enough?")
        taken = [ask for ask in asked if ask.number in process.answers and not refused(answers[ask.number], ask)]
        after = taken[-1] if taken else after
        if death is None:
            return answers
        left = [ask for ask in asked if ask.number not in process.answers]
        if not left:
            raise RuntimeError(death)
        answers[left[0].number] = Answer(left[0].number, refused=(death, "", "The file may be damaged"), died=True)
        again = left[1:]


def refused(answer: Answer, ask: Ask) -> bool:
    """Whether a version is as if it had not been."""
    return answer.refused is not None or (bool(answer.odd) and not ask.accepted)


class _Process:
    """One child, and the threads that take its answers, so that neither side waits for the other's pipe."""

    def __init__(
        self, layout: model.Keyed, rows: BinaryIO, limits: Limits, stop: threading.Event | None = None
    ) -> None:
        self._stop = stop
        self.answers: dict[int, Answer] = {}
        self._rows, self._limits = rows, limits
        self._moved = time.monotonic()
        self._asked = 0
        self._told: list[bytes] = []
        self._error: Exception | None = None
        self._child = _started(limits)
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._take, self._listen)]
        for thread in self._threads:
            thread.start()
        self._send(msgspec.json.encode(layout))

    def ask(self, ask: Ask) -> bool:
        """Ask for a version; False where the process has died."""
        if self._asked == len(self.answers):
            self._moved = time.monotonic()
        self._asked += 1
        return self._send(msgspec.json.encode(ask))

    def finish(self) -> str | None:
        """Wait for the last answer; why the process died, None where it did not.

        OSError where what it told could not be written.
        """
        with suppress(BrokenPipeError):
            _pipe(self._child.stdin).close()
        late = False
        while self._threads[0].is_alive():
            self._threads[0].join(_TICK)
            if self._stop is not None and self._stop.is_set():
                self._child.kill()
            if time.monotonic() - self._moved > self._limits.wall_seconds:
                late = True
                self._child.kill()
        status = self._child.wait()
        self._threads[1].join()
        _pipe(self._child.stdout).close()
        _pipe(self._child.stderr).close()
        if self._error is not None:
            raise self._error
        return None if status == 0 else self._death(status, late)

    def _death(self, status: int, late: bool) -> str:
        told = b"".join(self._told).decode("utf-8", "replace")
        if late:
            return f"reading it took more than {self._limits.wall_seconds:g} seconds and was stopped"
        if status == -signal.SIGXCPU:
            return f"reading it took more than {self._limits.cpu_seconds} processor seconds and was stopped"
        if "MemoryError" in told:
            return f"reading it needs more than {self._limits.memory // 1024**2} MiB of memory"
        lines = [line for line in told.splitlines() if line.strip()]
        return f"the reader stopped: {lines[-1][:400] if lines else f'ended with status {status}'}"

    def _send(self, line: bytes) -> bool:
        pipe = _pipe(self._child.stdin)
        try:
            pipe.write(line + b"\n")
            pipe.flush()
        except (BrokenPipeError, ValueError):
            return False
        return True

    def _take(self) -> None:
        """Take answers as they come; the changes go to `rows` once they are whole."""
        pipe = _pipe(self._child.stdout)
        while line := pipe.readline():
            answer = msgspec.json.decode(line, type=Answer)
            content = pipe.read(answer.size)
            if len(content) < answer.size:
                return
            try:
                self._rows.write(content)
            except (OSError, ValueError) as error:
                self._error = error
                self._child.kill()
                return
            self.answers[answer.number] = answer
            self._moved = time.monotonic()

    def _listen(self) -> None:
        pipe = _pipe(self._child.stderr)
        while piece := pipe.read(1 << 16):
            self._told = [*self._told, piece][-2:]


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    """The child, without shell or environment."""
    root = str(Path(__file__).resolve().parents[2])
    environment = {"PYTHONPATH": root, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}
    command = [sys.executable, "-m", "tracker.readers.keyed_child", str(limits.memory), str(limits.cpu_seconds)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd=root)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child has no such pipe")
    return stream
