"""How are many addresses visited at once: one worker per host, hosts in parallel, and an end at Ctrl-C?"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from tracker.errors import EvidenceError, UsageError
from tracker.exchange import Exchange
from tracker.fetch.address import host_of, url_problem
from tracker.fetch.gates import Stopped
from tracker.fetch.policy import Ask, Policy
from tracker.fetch.visit import Visitor

_WORKERS = 64  # hosts visited at the same time; the rest wait
_GOODBYE = 2.0  # seconds that interrupted workers get to end

Done = Callable[[Exchange], None]
_Result = tuple[int, Exchange | BaseException]


class Fetcher:
    """Visits addresses within a policy; bodies are files in `folder`, which the caller keeps or removes.

    Thread-safe. Use as a context manager: leaving it closes the connections.
    """

    def __init__(self, policy: Policy, folder: Path) -> None:
        policy.check()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EvidenceError(f"can not be made ({error.strerror})", str(folder)) from error
        self.policy, self._visitor = policy, Visitor(policy, folder)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends what is under way and closes the connections."""
        self._visitor.stop.set()
        self._visitor.sockets.shut_down()
        self._visitor.adapter.close()

    def visit(self, ask: Ask) -> Exchange:
        """One visit. Raises nothing for what a server does, and EvidenceError where the body can not be written."""
        try:
            return self._visitor.visit(ask)
        except Stopped as error:
            raise UsageError("no visits with a fetcher that was closed", ask.url) from error

    def post(self, url: str, body: bytes, content_type: str) -> bytes:
        """Send bytes to an address that the user named, such as a time-stamp authority; the bytes that it answers.

        The same guards hold as for a visit. Raises EvidenceError where no whole answer with status 200 came.
        """
        try:
            exchange = self._visitor.post(url, body, content_type)
        except Stopped as error:
            raise UsageError("no visits with a fetcher that was closed", url) from error
        try:
            if exchange.failure or exchange.status != 200 or exchange.body is None:
                told = exchange.failure_text or f"status {exchange.status}"
                raise EvidenceError(f"did not answer as asked: {told}", url, "Look at the address")
            return exchange.body.read_bytes()
        finally:
            if exchange.body is not None:
                exchange.body.unlink(missing_ok=True)

    def visit_all(self, asks: Iterable[Ask], on_done: Done | None = None) -> list[Exchange]:
        """All visits, in the order asked. `on_done` is called in this thread as each one ends, in the order of ends.

        Ctrl-C, and an error of `on_done`, end the run: the workers stop, and the error goes on to the caller.
        """
        wanted = list(asks)
        work = _by_host(wanted)
        results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        workers = [
            threading.Thread(target=self._work, args=(work, results), name=f"fetch {number}", daemon=True)
            for number in range(min(_WORKERS, work.qsize()))
        ]
        done: dict[int, Exchange] = {}
        try:
            for worker in workers:
                worker.start()
            while len(done) < len(wanted):
                number, result = results.get()
                if isinstance(result, BaseException):
                    raise result
                done[number] = result
                if on_done is not None:
                    on_done(result)
        except BaseException:
            self._end(workers)
            raise
        for worker in workers:
            worker.join()
        return [done[number] for number in range(len(wanted))]

    def _work(self, work: queue.SimpleQueue[list[tuple[int, Ask]]], results: queue.SimpleQueue[_Result]) -> None:
        """Takes one host after the other, and visits its addresses one after the other."""
        while not self._visitor.stop.is_set():
            try:
                batch = work.get_nowait()
            except queue.Empty:
                return
            for number, ask in batch:
                try:
                    results.put((number, self._visitor.visit(ask)))
                except Stopped:
                    return
                except BaseException as error:
                    results.put((number, error))
                    return

    def _end(self, workers: list[threading.Thread]) -> None:
        self._visitor.stop.set()
        until = time.monotonic() + _GOODBYE
        for worker in workers:
            while worker.is_alive() and time.monotonic() < until:
                self._visitor.sockets.shut_down()
                worker.join(0.05)


def _by_host(asks: list[Ask]) -> queue.SimpleQueue[list[tuple[int, Ask]]]:
    """The asks with their places, those of one host together."""
    hosts: dict[str, list[tuple[int, Ask]]] = {}
    for number, ask in enumerate(asks):
        hosts.setdefault("" if url_problem(ask.url) else host_of(ask.url), []).append((number, ask))
    work: queue.SimpleQueue[list[tuple[int, Ask]]] = queue.SimpleQueue()
    for batch in sorted(hosts.values(), key=len, reverse=True):
        work.put(batch)
    return work
