"""How are long histories read in half the time? Their later part by a process of its own, at the same time.

It begins with the last version of the earlier part. Where that one turns out to be refused, or can not be read twice,
all is read once more, in order; and where a process died, as for want of memory for two. So the outcome is always that
of reading in order.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO

from tracker import model
from tracker.errors import ReadError
from tracker.readers.keyed_child import Answer, Ask
from tracker.readers.keyed_process import in_order, refused
from tracker.readers.sandbox import LIMITS, Limits

_MANY = 64  # versions
_EARLIER = 0.6  # the earlier part: the later one waits until the versions before it are copied


def read_versions(
    layout: model.Keyed, asks: Iterable[Ask], expected: int, rows: BinaryIO, limits: Limits = LIMITS
) -> dict[int, Answer]:
    """Read versions in the order asked; their answers by number. What changed is written to `rows` as CSV.

    `asks` is drawn while earlier versions are being read; about how many there will be is `expected`.
    """
    if expected < _MANY or (os.cpu_count() or 1) < 2:
        return in_order(layout, asks, rows, limits)
    waiting = iter(asks)
    with tempfile.TemporaryFile(dir=Path(rows.name).parent) as apart:
        first = _Lane(layout, rows, limits, None)
        lanes = [first]
        try:
            earlier = first.take(islice(waiting, int(expected * _EARLIER)))
            seam = earlier[-1] if earlier else None
            second = _Lane(layout, apart, limits, seam)
            lanes.append(second)
            later = second.take(waiting)
            answers = first.finish()
            found = second.finish_after() if seam is not None and not refused(answers[seam.number], seam) else None
            if found is not None and not any(x.died for x in (*answers.values(), *found.values())):
                apart.seek(0)
                shutil.copyfileobj(apart, rows)
                return answers | found
        finally:
            for lane in lanes:
                lane.stop()
    rows.seek(0)
    rows.truncate()
    return in_order(layout, [*earlier, *later], rows, limits)


class _Lane:
    """A part of a history, read by a thread with a process of its own."""

    def __init__(self, layout: model.Keyed, rows: BinaryIO, limits: Limits, after: Ask | None) -> None:
        self._queue: SimpleQueue[Ask | None] = SimpleQueue()
        self._stop = threading.Event()
        self._answers: dict[int, Answer] = {}
        self._error: Exception | None = None
        asks = iter(self._queue.get, None)
        self._work = partial(in_order, layout, asks, rows, limits, after=after, stop=self._stop)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._answers = self._work()
        except Exception as error:
            self._error = error

    def take(self, asks: Iterable[Ask]) -> list[Ask]:
        """Hand over all that the lane is to read; which they were."""
        taken = []
        for ask in asks:
            taken.append(ask)
            self._queue.put(ask)
        self._queue.put(None)
        return taken

    def finish(self) -> dict[int, Answer]:
        """Wait until all is read; what went wrong is raised here."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._answers

    def finish_after(self) -> dict[int, Answer] | None:
        """As `finish`; None where the version before could not be read once more, as in want of memory for two."""
        try:
            return self.finish()
        except ReadError:
            return None

    def stop(self) -> None:
        """Where something went wrong or the answers are not needed: no more is read."""
        self._stop.set()
        with suppress(Empty):
            while True:
                self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join()
