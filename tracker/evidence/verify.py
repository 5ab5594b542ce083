"""Is the evidence whole and unaltered? Everything is computed anew: chain, bytes, WARC records, time stamps.

A problem is something that a line names and that is not so. A remark is something that no line names: it proves nothing
and harms nothing, as what a crash leaves behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import EvidenceError
from tracker.evidence import disk
from tracker.evidence.facts import START, AnyFact, Ingest, Look, Run, Stamp
from tracker.evidence.store import Store


@dataclass
class Findings:
    """What came of a proof. `heads` are the hashes of the lines, in order."""

    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return self.heads[-1] if self.heads else START


def verify(store: Store, expect_head: str = "") -> Findings:
    """Prove log, bytes, WARC files and time stamps.

    Lines taken away from the end can not be seen from the log alone. With `expect_head`, a head that was printed and
    kept at some time, the log must still lead to it.
    """
    found = Findings()
    entries: list[AnyFact] = []
    try:
        for fact, head in store.chain.lines():
            found.heads.append(head)
            entries.append(fact)
            if len(entries) > 1 and fact.at < entries[-2].at:
                found.remarks.append(f"{store.log}: line {fact.seq} is dated before the line before it")
    except EvidenceError as error:
        found.problems.append(str(error))
    else:
        if store.chain.end().torn:
            found.remarks.append(f"{store.log}: the last line was cut short; the next write sets it aside")
    if expect_head and expect_head not in (START, *found.heads):
        found.problems.append(f"{store.log}: no line has the hash {expect_head}; lines were removed or rewritten")
    found.problems += _bytes(store, entries)
    named = {store.log, store.folder / "lock", store.open_run} | {store.path(digest) for digest in _digests(entries)}
    for part in (_Warcs(store, entries), _Stamps(store, entries, found.heads)):
        found.problems += part.problems
        found.remarks += part.remarks
        named |= part.named
    for path in sorted(path for path in store.folder.rglob("*") if path.is_file() and path not in named):
        _unnamed(store, path, found)
    return found


def _digests(entries: list[AnyFact]) -> dict[str, int]:
    """Each digest that is named, and the first line that names it."""
    lines: dict[str, int] = {}
    for fact in entries:
        if isinstance(fact, Ingest | Look) and fact.digest:
            lines.setdefault(fact.digest, fact.seq)
    return lines


def _bytes(store: Store, entries: list[AnyFact]) -> Iterator[str]:
    for digest, line in _digests(entries).items():
        path = store.path(digest)
        if not path.exists():
            yield f"{path}: missing, named by line {line}"
        elif disk.digest_of(path) != digest:
            yield f"{path}: its bytes are not those that line {line} names"


class _Warcs:
    """The WARC files: every byte is vouched for by the line of the run or of a look."""

    def __init__(self, store: Store, entries: list[AnyFact]) -> None:
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.named: set[Path] = set()
        ends: dict[str, int] = {}
        for fact in entries:
            if not isinstance(fact, Run | Look) or not fact.warc:
                continue
            path = store.warcs / fact.warc
            start = fact.warc_offset if isinstance(fact, Look) else 0
            if path not in self.named and not path.exists():
                self.problems.append(f"{path}: missing, named by line {fact.seq}")
            self.named.add(path)
            if start != ends.get(fact.warc, 0):
                self.problems.append(f"{path}: line {fact.seq} does not go on at byte {ends.get(fact.warc, 0)}")
            ends[fact.warc] = start + fact.warc_length
            if path.exists() and disk.digest_of_part(path, start, fact.warc_length) != fact.warc_digest:
                span = f"bytes {start} to {ends[fact.warc] - 1}"
                self.problems.append(f"{path}: {span} are not those that line {fact.seq} names")
        for name, end in ends.items():
            path = store.warcs / name
            if path.exists() and path.stat().st_size > end:
                self.remarks.append(f"{path}: no line names what stands from byte {end} on; a run was cut off")


class _Stamps:
    """The time stamps: the answers are those that came, and speak of a head that this log had before."""

    def __init__(self, store: Store, entries: list[AnyFact], heads: list[str]) -> None:
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.named: set[Path] = set()
        for fact in entries:
            if not isinstance(fact, Stamp):
                continue
            path = store.stamp_path(fact.token)
            self.named.add(path)
            if not path.exists():
                self.problems.append(f"{path}: missing, named by line {fact.seq}")
            elif disk.digest_of(path) != fact.token:
                self.problems.append(f"{path}: its bytes are not those that line {fact.seq} names")
            elif fact.head not in heads[: fact.seq - 1] or bytes.fromhex(fact.head) not in path.read_bytes():
                self.problems.append(f"{path}: not a time stamp of a line before line {fact.seq}, which names it")


def _unnamed(store: Store, path: Path, found: Findings) -> None:
    """A file that no line names."""
    if path.parent == store.torn:
        if disk.digest_of(path) != path.name:
            found.problems.append(f"{path}: its bytes are not those that were set aside")
    elif path.name.startswith("incoming-") or path.parent.name.startswith("incoming-"):
        found.remarks.append(f"{path}: left by a run that was cut off, or still being written")
    else:
        found.remarks.append(f"{path}: no line names it")
