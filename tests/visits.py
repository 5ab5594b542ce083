"""Exchanges and evidence made up for tests: what a fetch would hand over, without a network."""

from __future__ import annotations

import hashlib
import random
import sys
from datetime import date
from pathlib import Path

import msgspec

from tracker.evidence import Ingest, Look, Run, Store, digest_of
from tracker.evidence.looks import looking
from tracker.exchange import Exchange, Hop

URL = "https://agency.example/tables.xlsx"
ASKED = (("User-Agent", "statistics-tracker/0 (+mailto:me@example.org)"), ("Accept-Encoding", "gzip"))
RUN = Run(version="0", policy={"pace_seconds": 1.0}, vantage="a test")


def hop(
    url: str = URL, status: int = 200, *headers: tuple[str, str], asked_at: str = "2026-01-02T03:04:05.678Z"
) -> Hop:
    reason = {200: "OK", 302: "Found", 304: "Not Modified", 404: "Not Found"}.get(status, "")
    return Hop(
        url=url,
        asked_at=asked_at,
        request_headers=ASKED,
        status=status,
        reason=reason,
        headers=headers,
        peer="192.0.2.1",
    )


def visit(folder: Path, body: bytes = b"", *hops: Hop, **more) -> Exchange:
    """A visit whose last hop brought these bytes."""
    made = hops or (hop(URL, 200, ("Content-Length", str(len(body))), ("ETag", '"e"')),)
    facts = {"url": made[0].url, "hops": made, "elapsed": 0.25}
    if body:
        path = folder / f"body-{len(list(folder.iterdir()))}"
        path.write_bytes(body)
        facts |= {"body": path, "digest": hashlib.sha256(body).hexdigest(), "size": len(body)}
    return Exchange(**facts | more)


def look(outcome: str = "new", **more) -> Look:
    return Look(**{"release": "r", "role": "file", "outcome": outcome, **more})


def ingest(digest: str, **more) -> Ingest:
    facts = {
        "release": "r", "ref": "2024-01", "size": 3, "file": "f.xlsx", "reader": "ohss_monthly",
        "published_on": date(2024, 3, 1), "published_by": date(2024, 3, 1), "date_basis": "printed",
    }  # fmt: skip
    return Ingest(digest=digest, **facts | more)


def record(store: Store, *bodies: bytes, run: Run = RUN) -> list[Look]:
    """One check run that saw these bodies, one look each."""
    with store.writing(), store.spool() as folder, looking(store, run) as looks:
        return [looks.record(visit(folder, body), look()) for body in bodies]


def take_in(store: Store, source: Path) -> Ingest:
    """Take in one file, without reading it."""
    with store.writing(), store.incoming(source) as copy:
        digest = digest_of(copy)
        store.keep(copy, digest)
        return store.append(ingest(digest))


def write_without_end(workspace: Path, seed: int) -> None:
    """Keep bytes, look one by one and many at once, start runs anew; print each look once it is recorded."""
    draw, store = random.Random(seed), Store(workspace)
    for _ in range(200):
        with store.writing(), store.spool() as folder, looking(store, RUN) as looks:
            for _ in range(draw.randrange(1, 12)):
                many = draw.choice((1, 1, 1, 6))
                made = [(visit(folder, body(draw)), look()) for _ in range(many)]
                for each in looks.record_all(made):
                    print(msgspec.json.encode(each).decode(), flush=True)


def body(draw: random.Random) -> bytes:
    """Nothing, something seen before, something small, or something that takes a while to write."""
    return draw.choice((b"", b"an old page", draw.randbytes(50), draw.randbytes(400_000)))


if __name__ == "__main__":
    write_without_end(Path(sys.argv[1]), int(sys.argv[2]))
