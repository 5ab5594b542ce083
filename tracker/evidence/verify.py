"""Is the evidence whole and unaltered? Everything is computed anew: chain, bytes, WARC records, time stamps.

A problem is something that a line names and that is not so, and something kept that no line names though no writer was
cut off: then lines were taken away. A remark is what a crash leaves behind, or a file that has nothing to do with us.

What this can not find by itself: lines taken away from the end together with all that they name, or lines at the end
that name nothing else. For that somebody must have kept a head (`expect_head`), or had one stamped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tracker.errors import EvidenceError
from tracker.evidence import disk
from tracker.evidence.facts import START, AnyFact, Look, Run, Stamp
from tracker.evidence.store import Store, digests

KEPT = ("bytes", "warc", "stamps")  # the folders whose files a line names


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

    With `expect_head`, a head that was printed and kept at some time, the log must still lead to it.
    """
    found, marked = Findings(), store.is_marked()
    entries, whole = _lines(store, found)
    if expect_head and expect_head not in (START, *found.heads):
        found.problems.append(f"{store.log}: no line has the hash {expect_head}; lines were removed or rewritten")
    found.problems += _bytes(store, entries)
    named = {store.log, store.lock, store.told} | {store.path(digest) for digest in digests(entries)}
    warcs, stamps = _Warcs(store, entries), _Stamps(store, entries, found.heads)
    found.problems += warcs.problems + stamps.problems
    named |= warcs.named | stamps.named
    unnamed = sorted(path for path in store.folder.rglob("*") if path.is_file() and path not in named)
    more = warcs.longer + _unnamed(store, unnamed, found)
    if whole:
        _without_line(store, more, marked, found)
    return found


def _lines(store: Store, found: Findings) -> tuple[list[AnyFact], bool]:
    """The facts of the log, and whether all of it could be read."""
    entries: list[AnyFact] = []
    try:
        for fact, head in store.chain.lines():
            found.heads.append(head)
            entries.append(fact)
            if len(entries) > 1 and fact.at < entries[-2].at:
                found.remarks.append(f"{store.log}: line {fact.seq} is dated before the line before it")
    except EvidenceError as error:
        found.problems.append(str(error))
        return entries, False
    return entries, True


def _without_line(store: Store, more: list[str], marked: bool, found: Findings) -> None:
    """What is kept and no line vouches for: a writer left it that was cut off, or its line was taken away."""
    end = store.chain.end()
    if end.torn:
        more = [f"{store.log}: the last line was cut short", *more]
    if marked or store.is_marked() or end.head != found.head:  # the last: a writer came and went meanwhile
        found.remarks += [f"{each}; a run was cut off, or is still writing" for each in more]
    elif more:
        others = f" (and {len(more) - 1} more like it)" if len(more) > 1 else ""
        found.problems.append(f"{more[0]}{others}, and no run was cut off: lines were taken away, or bytes added")


def _wrong(path: Path, line: int, digest: str, what: str, computed: Callable[[Path], str]) -> str:
    """What is wrong with a file, or a part of it, that a line names; empty where nothing is."""
    try:
        if os.path.lexists(path) and not path.is_file():
            return f"{path}: is no file, named by line {line}"
        return "" if computed(path) == digest else f"{path}: {what} are not those that line {line} names"
    except (FileNotFoundError, NotADirectoryError):
        return f"{path}: missing, named by line {line}"
    except OSError as error:
        return f"{path}: can not be read ({error.strerror}), named by line {line}"


def _bytes(store: Store, entries: list[AnyFact]) -> Iterator[str]:
    for digest, line in digests(entries).items():
        if problem := _wrong(store.path(digest), line, digest, "its bytes", disk.digest_of):
            yield problem


class _Warcs:
    """The WARC files: every byte is vouched for by the line of the run or of a look."""

    def __init__(self, store: Store, entries: list[AnyFact]) -> None:
        self.problems: list[str] = []
        self.longer: list[str] = []  # files with more behind what the log vouches for
        self.named: set[Path] = set()
        ends: dict[str, int] = {}
        gone: set[Path] = set()
        for fact in entries:
            if not isinstance(fact, Run | Look) or not fact.warc:
                continue
            path = store.warcs / fact.warc
            start = fact.warc_offset if isinstance(fact, Look) else 0
            self.named.add(path)
            if start != ends.get(fact.warc, 0):
                self.problems.append(f"{path}: line {fact.seq} does not go on at byte {ends.get(fact.warc, 0)}")
            ends[fact.warc] = start + fact.warc_length
            if path in gone:
                continue
            span, part = f"bytes {start} to {ends[fact.warc] - 1}", partial(_part, start, fact.warc_length)
            if problem := _wrong(path, fact.seq, fact.warc_digest, span, part):
                self.problems.append(problem)
                gone |= set() if os.access(path, os.R_OK) and path.is_file() else {path}
        for name, end in ends.items():
            path = store.warcs / name
            if path not in gone and path.stat().st_size > end:
                self.longer.append(f"{path}: the log has no line for what stands from byte {end} on")


class _Stamps:
    """The time stamps: the answers are those that came, and speak of a head that this log had before."""

    def __init__(self, store: Store, entries: list[AnyFact], heads: list[str]) -> None:
        self.problems: list[str] = []
        self.named: set[Path] = set()
        for fact in entries:
            if not isinstance(fact, Stamp):
                continue
            path = store.stamp_path(fact.token)
            self.named.add(path)
            if problem := _wrong(path, fact.seq, fact.token, "its bytes", disk.digest_of):
                self.problems.append(problem)
            elif fact.head not in heads[: fact.seq - 1] or bytes.fromhex(fact.head) not in path.read_bytes():
                self.problems.append(f"{path}: not a time stamp of a line before line {fact.seq}, which names it")


def _is_digest_of(path: Path) -> bool:
    try:
        return disk.digest_of(path) == path.name
    except OSError:
        return False


def _part(start: int, length: int, path: Path) -> str:
    return disk.digest_of_part(path, start, length)


def _unnamed(store: Store, paths: list[Path], found: Findings) -> list[str]:
    """Says of files that no line names what they are; returns those that only what a line names can be, in words."""
    kept: list[str] = []
    for path in paths:
        if path.parent == store.torn:
            if not _is_digest_of(path):
                found.problems.append(f"{path}: its bytes are not those that were set aside")
        elif path.name.startswith("incoming-") or path.parent.name.startswith("incoming-"):
            found.remarks.append(f"{path}: left by a run that was cut off, or still being written")
        elif path.relative_to(store.folder).parts[0] in KEPT:
            kept.append(f"{path}: the log has no line for it")
        else:
            found.remarks.append(f"{path}: no line names it")
    return kept
