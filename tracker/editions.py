"""Which edition is a file, and when did a version of a keyed file begin?

A keyed file is printed over: what stands at its address on a day is what the agency says on that day. Bytes that go on
are one version, under whatever names; bytes that come back after others are a version of their own, so that what was
taken back is taken back from that day on. Other files are editions of a period, and the same bytes are one edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from tracker import model, period
from tracker.evidence import Ingest

Row = dict[str, Any]


def as_appeared(ingests: Iterable[Ingest]) -> list[Ingest]:
    """Files as they appeared, whenever they were taken in."""
    return sorted(ingests, key=lambda x: (x.published_by, x.published_on, x.release, x.digest, x.file, x.seq))


class Editions:
    """Which edition a file is: the one of the record with its digest or reference period, else one of its own.

    The same bytes are one edition; of a keyed file, as long as no others came between (see `beginnings`). Ask for
    each file in the order in which they appeared.
    """

    def __init__(self, rows: dict[str, Row], ingests: list[Ingest]) -> None:
        self._rows = rows
        self._begun = beginnings(ingests)
        self._versions: dict[int, str] = {}  # keyed: the appearance with which a version began → key
        self._taken: set[str] = set()  # keys of versions
        self._places: dict[str, int] = {}  # key → its place among the rows
        self._digests: dict[tuple[str, str], list[str]] = {}  # release and digest, whole or a part → keys
        self._lengths: dict[str, set[int]] = {}
        for key, row in rows.items():
            self.add(key, row)

    def add(self, key: str, row: Row) -> None:
        """Take up a row, or that its digest is another."""
        self._places.setdefault(key, len(self._places))
        if digest := row.get("digest"):
            keys = self._digests.setdefault((row["release"], digest), [])
            if key not in keys:
                keys.append(key)
            self._lengths.setdefault(row["release"], set()).add(len(digest))

    def of(self, ingest: Ingest) -> str:
        """The edition that a file is."""
        begun = self._begun.get(ingest.seq)
        if begun is None:
            return self._with_bytes(ingest)
        if begun.seq not in self._versions:
            self._versions[begun.seq] = self._with_bytes(begun)
            self._taken.add(self._versions[begun.seq])
        return self._versions[begun.seq]

    def _with_bytes(self, ingest: Ingest) -> str:
        parts = [ingest.digest[:length] for length in self._lengths.get(ingest.release, ())]
        found = [
            key
            for part in parts
            for key in self._digests.get((ingest.release, part), ())
            if self._rows[key]["digest"] in (part, ingest.digest) and key not in self._taken
        ]
        if ingest.reader == model.KEYED:
            found = [each for each in found if self._meant(each, ingest)]
        if found:
            return min(found, key=self._places.__getitem__)
        key = f"{ingest.release}/{ingest.ref}"
        if key in self._rows and self._rows[key].get("digest"):
            return f"{key}#{ingest.digest[:8]}"
        return key

    def _meant(self, key: str, ingest: Ingest) -> bool:
        """Whether a version is this edition: it began on its days, or stood since and no others came before its day."""
        row = self._rows[key]
        first, last, now = row["published_on"], row["published_by"], ingest.published_by
        if key == f"{ingest.release}/{ingest.ref}" or first <= now <= last:
            return True
        others = [(x.digest, x.published_by) for x in self._begun.values() if x.release == ingest.release]
        others += [
            (x["digest"], x["published_on"])
            for x in self._rows.values()
            if x["release"] == ingest.release and x.get("digest")
        ]
        return first <= now and not any(
            first <= on < now and not ingest.digest.startswith(digest) for digest, on in others
        )


def day(ref: str, published_by: date) -> tuple[date, date]:
    """Where a version stands among the others, but for those of the same day."""
    return period.parse(ref).end, published_by


def beginnings(ingests: Iterable[Ingest]) -> dict[int, Ingest]:
    """For each appearance of a keyed file, by its number in the log, the one with which its version began.

    In the order in which they appeared. Of several files of one day the one that goes on comes first, and the others by
    their digests: which of them came first is not known.
    """
    found: dict[int, Ingest] = {}
    keyed = sorted((x for x in ingests if x.reader == model.KEYED), key=_order)
    for _, files in groupby(keyed, key=lambda x: x.release):
        now: Ingest | None = None
        for _, together in groupby(files, key=lambda x: day(x.ref, x.published_by)):
            of_day = [list(each) for _, each in groupby(together, key=lambda x: x.digest)]
            of_day.sort(key=lambda each: now is None or each[0].digest != now.digest)  # keeps the order of digests
            for same in of_day:
                now = now if now is not None and same[0].digest == now.digest else same[0]
                found.update({each.seq: now for each in same})
    return found


def versions_in_order(ingests: Iterable[Ingest]) -> list[Ingest]:
    """The appearances with which versions began, as they follow each other."""
    return list({each.seq: each for each in beginnings(ingests).values()}.values())


def _order(ingest: Ingest) -> tuple[str, tuple[date, date], str, str, int]:
    return ingest.release, day(ingest.ref, ingest.published_by), ingest.digest, ingest.file, ingest.seq
