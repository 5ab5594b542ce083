"""What was seen, and can it be shown that nobody changed it since? Bytes by digest, an append-only log, WARC files.

    evidence/log.jsonl                    one line per fact; each line carries the hash of the line before
    evidence/bytes/<first two>/<sha256>   the bytes as they came, stored once
    evidence/warc/<run>.warc.gz           what passed between us and the servers in one check run
    evidence/stamps/<sha256>.tsr          answers of time-stamp authorities over a head of the log
    evidence/torn/<sha256>                what a crash cut short: no fact, set aside, never silently dropped
    evidence/lock                         held while something is written; not empty until that has ended well

A fact counts as recorded when its line has reached the disk. What a line names (bytes, WARC records, a time stamp) has
reached the disk before it.

    facts.py the lines   log.py the chain   store.py bytes and lock   warc.py, looks.py a check run
    stamps.py time stamps   verify.py proves all of it
"""

from tracker.evidence.disk import cannot_write, digest_of
from tracker.evidence.facts import START, Captured, Fact, Found, Ingest, Look, Refused, Run, Shown, Stamp
from tracker.evidence.store import Store

__all__ = [
    "START", "Captured", "Fact", "Found", "Ingest", "Look", "Refused", "Run", "Shown", "Stamp", "Store", "cannot_write",
    "digest_of",
]  # fmt: skip
