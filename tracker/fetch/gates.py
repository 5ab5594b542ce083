"""When may the next request to a host start? One at a time, no faster than its pace, no more than its budget."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class NoTurn(Exception):
    """This host is asked for nothing more, for now or in this run; the text says why."""


class Stopped(Exception):
    """The run was told to stop."""


class Gate:
    """The way to one host. `turn` is held for the whole of a request, so two workers never ask one host at once."""

    def __init__(self, gap: float, budget: int) -> None:
        self.gap, self.budget, self.spent = gap, budget, 0
        self._lock = threading.Lock()
        self._started = self._next = time.monotonic() - gap
        self._closed, self._why = self._next, ""

    @contextmanager
    def turn(self, stop: threading.Event) -> Iterator[None]:
        """Waits until a request may start; the next one may after the gap, and not before this one has ended."""
        with self._lock:
            if time.monotonic() < self._closed:
                raise NoTurn(self._why)
            if self.spent >= self.budget:
                raise NoTurn(f"the budget of {self.budget} requests to this host was used up")
            while (wait := self._next - time.monotonic()) > 0 and not stop.is_set():
                stop.wait(wait)
            if stop.is_set():
                raise Stopped
            self.spent += 1
            self._started = time.monotonic()
            try:
                yield
            finally:
                self._next = max(self._next, self._started + self.gap)

    def sent(self, at: float) -> None:
        """The request went out at that time: the gap counts from there, so that making a connection does not shorten
        what the server sees of it."""
        self._started = max(self._started, at)

    def postpone(self, seconds: float) -> None:
        """No request to this host starts before so many seconds from now (Retry-After, backoff)."""
        self._next = max(self._next, time.monotonic() + seconds)

    def close(self, seconds: float, why: str) -> None:
        """No request to this host for so many seconds, and nobody waits for it."""
        self._closed, self._why = time.monotonic() + seconds, why

    def slow_down(self, gap: float) -> None:
        """A longer gap, from the last start on (crawl-delay)."""
        if gap > self.gap:
            self.gap = gap
            self._next = max(self._next, self._started + gap)


class Gates:
    """The gates of a run, by host."""

    def __init__(self, gap: float, budget: int) -> None:
        self._gap, self._budget = gap, budget
        self._lock = threading.Lock()
        self._gates: dict[str, Gate] = {}

    def of(self, host: str) -> Gate:
        """The gate of a host, always the same one."""
        with self._lock:
            return self._gates.setdefault(host, Gate(self._gap, self._budget))
