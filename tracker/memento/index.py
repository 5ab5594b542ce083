"""Which captures does the archive's index (CDX) name? Reads its answer in JSON.

The first row names the columns, each other row is a capture. Traps: a repeated capture has the type warc/revisit and
the status "-"; some time stamps are no dates (month 00); no capture at all is `[]` or nothing.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest", "length")


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One capture as the index has it."""

    captured_at: str  # UTC, ISO 8601
    timestamp: str  # as the archive writes it: 14 digits
    original: str
    status: int = 0  # 0 where the index does not say (a repeated capture)
    digest: str = ""  # SHA-1 of the stored body, base32
    length: int = 0  # of the compressed record, not of the file
    mimetype: str = ""


def read_index(text: str) -> tuple[list[Capture], int]:
    """Its captures, and how many rows could not be read; ValueError where it is no answer of the index."""
    if not text.strip():
        return [], 0
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the index did not answer in JSON: {text.strip()[:80]!r}") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError("the index did not answer with a table")
    if not rows:
        return [], 0
    names = rows[0]
    if any(name not in names for name in ("timestamp", "original", "statuscode", "digest")):
        raise ValueError(f"the index named other columns than those asked for: {str(names)[:80]}")
    found = [capture_of(dict(zip(names, row, strict=False))) for row in rows[1:] if row]
    captures = [each for each in found if each is not None]
    known = {each.digest: each.status for each in captures if each.status}
    # a repeated capture has no status of its own: that of the capture it repeats
    captures = [each if each.status else replace(each, status=known.get(each.digest, 0)) for each in captures]
    return captures, len(found) - len(captures)


def capture_of(row: dict[str, object]) -> Capture | None:
    """A row of the index; None where it has no readable moment."""
    cells = {name: str(value) for name, value in row.items()}
    try:
        moment = datetime.strptime(cells["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (KeyError, ValueError):  # such as 20000800241213: seen in the index
        return None
    digest = cells.get("digest", "")
    return Capture(
        captured_at=iso(moment), timestamp=cells["timestamp"], original=cells.get("original", ""),
        status=int(cells["statuscode"]) if re.fullmatch(r"[1-9]\d\d", cells.get("statuscode", "")) else 0,
        digest=digest if re.fullmatch(r"[A-Z2-7]{32}", digest) else "",
        length=int(cells["length"]) if re.fullmatch(r"\d{1,15}", cells.get("length", "")) else 0,
        mimetype=cells.get("mimetype", ""),
    )  # fmt: skip


def stamp(moment: datetime) -> str:
    """A moment as the archive writes it."""
    return moment.strftime("%Y%m%d%H%M%S")


def iso(moment: datetime) -> str:
    """A moment in UTC as this project writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """An ISO 8601 moment; UTC where no zone is given."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
