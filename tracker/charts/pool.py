"""How do two processes draw at once? Each thread of a small pool talks to a drawing process of its own.

The processes start with the first request and end with the pool. A request whose process fails is answered in this
process instead, so that a chart is never missing for lack of a second process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from tracker.charts.worker import answer
from tracker.errors import BuildError

WORKERS = 2


class Pool:
    """Takes requests and gives futures of their answers."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(WORKERS)
        self._own = threading.local()
        self._processes: list[subprocess.Popen[str]] = []
        self._here = threading.Lock()

    def submit(self, request: dict[str, Any]) -> Future[str]:
        """Send a request to whichever process is free next."""
        return self._threads.submit(self._ask, request)

    def close(self) -> None:
        """End the processes; requests that wait are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.kill()
        self._threads.shutdown(wait=True)
        for process in self._processes:
            process.communicate()

    def _ask(self, request: dict[str, Any]) -> str:
        try:
            reply = _exchange(self._process(), request)
        except (OSError, ValueError):  # no process to be had, or it died: draw here
            with self._here:
                return answer(request)
        if "error" in reply:
            raise BuildError("can not be drawn: " + str(reply["error"]).split("\n")[0], "chart")
        return str(reply["text"])

    def _process(self) -> subprocess.Popen[str]:
        process: subprocess.Popen[str] | None = getattr(self._own, "process", None)
        if process is None:
            process = subprocess.Popen(
                [sys.executable, "-m", "tracker.charts.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            self._own.process = process
            self._processes.append(process)
        return process


def _exchange(process: subprocess.Popen[str], request: dict[str, Any]) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the drawing process has no pipes")
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    reply: dict[str, Any] = json.loads(process.stdout.readline())
    return reply
