"""A check run: how does what was seen become evidence? WARC records, then bytes, then the line of the log.

    with store.writing(), store.spool() as folder, looking(store, Run(...)) as run:
        exchange = Fetcher(policy, folder).visit(ask)
        run.record(exchange, Look(release=..., role=..., outcome=...))

A run that is cut off leaves at most one half-written look behind, which no line names; the next writer sets it aside.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

import msgspec

from tracker.errors import EvidenceError
from tracker.evidence import disk
from tracker.evidence.facts import Look, Run
from tracker.evidence.store import Store
from tracker.evidence.warc import CONFORMS_TO, Sight, Span, WarcFile, body_of
from tracker.exchange import Exchange


@contextmanager
def looking(store: Store, run: Run) -> Iterator[Looking]:
    """One check run, from its line in the log to its last look. Only inside `store.writing()`."""
    seen: dict[str, Sight] = {}
    for look in store.looks():
        if look.digest and look.warc:
            seen.setdefault(look.digest, Sight(look.final_url, look.asked_at))
    warc, run = _begin(store, run)
    looks = Looking(store, run, warc, seen)
    try:
        yield looks
    finally:
        warc.close()
        if warc.path.stat().st_size != looks.end:
            store.leave_marked()


class Looking:
    """A check run that is going on. Its methods can be called from many threads: one writes at a time."""

    def __init__(self, store: Store, run: Run, warc: WarcFile, seen: dict[str, Sight]) -> None:
        self.run, self.end = run, run.warc_length
        self._store, self._warc, self._seen = store, warc, seen
        self._lock = threading.Lock()
        self._whole = True

    def record(self, exchange: Exchange, look: Look) -> Look:
        """Keep one visit and what was judged of it; the look is recorded when this returns. Takes the body over."""
        return self.record_all([(exchange, look)])[0]

    def record_all(self, visits: Sequence[tuple[Exchange, Look]]) -> list[Look]:
        """Keep many visits with one flush: all of them are recorded when this returns, or none. Takes bodies over.

        A body has reached its place under bytes/ then: `store.path(look.digest)`.
        """
        with self._lock:
            if not self._whole:
                raise EvidenceError("this run was interrupted", str(self._warc.path), "Start another run")
            self._whole = False
            try:
                looks = self._record_all(visits)
            except (OSError, EvidenceError) as error:
                self._warc.cut(self.end)
                self._whole = True
                if isinstance(error, OSError):
                    raise disk.cannot_write(error, self._warc.path) from error
                raise
            self.end = looks[-1].warc_offset + looks[-1].warc_length if looks else self.end
            self._whole = True
            return looks

    def _record_all(self, visits: Sequence[tuple[Exchange, Look]]) -> list[Look]:
        now, new, looks = self._store.now(), dict[str, Sight](), list[Look]()
        bodies: list[tuple[Path, str]] = []
        for exchange, judged in visits:
            body = body_of(exchange)
            if body is not None and disk.digest_of(body) != exchange.digest:
                raise EvidenceError("its bytes are not those that came", str(body), "Nothing else may write there")
            sight = new.get(exchange.digest) or self._seen.get(exchange.digest) if body else None
            look = _filled(judged, exchange, self.run, self._warc.write(exchange, now, sight))
            if body is not None:
                bodies.append((body, exchange.digest))
                new.setdefault(exchange.digest, sight or Sight(look.final_url, look.asked_at))
            looks.append(look)
        self._warc.sync()
        placed = self._store.keep_all(bodies)
        try:
            recorded = self._store.append_all(looks)
        except EvidenceError:
            for path in placed:
                path.unlink(missing_ok=True)
            raise
        self._seen |= new
        for body, _ in bodies:
            body.unlink(missing_ok=True)
        return recorded


def _begin(store: Store, run: Run) -> tuple[WarcFile, Run]:
    """The WARC file of a run with its first record, and then the line of the run."""
    now = store.now()
    name = run.id or now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    path, number = store.warcs / f"{name}.warc.gz", 1
    while path.exists() and not run.id:
        number += 1
        path = store.warcs / f"{name}-{number}.warc.gz"
    if path.exists():
        raise EvidenceError("this run was recorded before", str(path), "Give a run an id of its own")
    try:
        disk.make_folder(store.warcs)
        warc = WarcFile(path)
        try:
            first = warc.begin(now, _info(run))
            warc.sync()
            disk.sync_folder(store.warcs)
            facts = {"warc": path.name, "warc_length": first.length, "warc_digest": first.digest}
            return warc, store.append(msgspec.structs.replace(run, id=path.name.removesuffix(".warc.gz"), **facts))
        except (OSError, EvidenceError):
            warc.close()
            path.unlink()
            raise
    except OSError as error:
        raise disk.cannot_write(error, path) from error


def _info(run: Run) -> dict[str, str]:
    return {
        "software": f"statistics-tracker/{run.version}",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "description": "Visits to official statistics. Transfer codings are taken off, bodies of redirects left out.",
        "policy": msgspec.json.encode(run.policy).decode(),
        "vantage": run.vantage,
    }


def _filled(look: Look, exchange: Exchange, run: Run, span: Span) -> Look:
    """What was judged, and beside it the facts of the exchange."""
    last, kept = exchange.last, body_of(exchange) is not None
    return msgspec.structs.replace(
        look,
        run=run.id,
        url=look.url or exchange.url,
        status=exchange.status,
        final_url=last.url if last else "",
        asked_at=last.asked_at if last else "",
        elapsed_ms=round(exchange.elapsed * 1000),
        digest=exchange.digest if kept else "",
        size=exchange.size,
        etag=exchange.header("ETag"),
        last_modified=exchange.header("Last-Modified"),
        warc=run.warc,
        warc_offset=span.offset,
        warc_length=span.length,
        warc_digest=span.digest,
    )
