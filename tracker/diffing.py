"""Which two editions are meant, and what was found between them?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker import warehouse
from tracker.errors import UsageError

Row = dict[str, Any]


def diff(database: Path, release: str, old: str = "", new: str = "") -> tuple[Row, list[Row]]:
    """The pair of editions and its findings, the weightiest first; without OLD and NEW the two newest.

    OLD and NEW are reference periods ("2024-07") or identifiers of editions ("ohss-monthly-tables/2024-07").
    Raises UsageError where the release is unknown, or these two were not compared.
    """
    with warehouse.reading(database) as connection:
        if not warehouse.query(connection, "release_named", release=release):
            raise UsageError(f"no release has the id {release!r}", "diff", "`tracker status` lists all")
        pairs = warehouse.query(connection, "diff_pairs", release=release)
        pair = _choose(pairs, release, old, new)
        return pair, warehouse.query(connection, "diff_findings", edition=pair["edition"], previous=pair["previous"])


def _choose(pairs: list[Row], release: str, old: str, new: str) -> Row:
    """The pair that is meant."""
    if not pairs:
        hint = f"`tracker ingest FILE --release {release}` takes in a file that you have"
        raise UsageError(f"no two editions of {release} are held, so nothing can be compared", "diff", hint)
    if not (old or new):
        return pairs[0]
    for pair in pairs:
        if old in (pair["previous_ref"], pair["previous"]) and new in (pair["ref"], pair["edition"], ""):
            return pair
    listed = "; ".join(f"{x['previous_ref']} {x['ref']}" for x in pairs[:8])
    what = f"{old} and {new} were not compared" if new else f"nothing was compared with {old}"
    raise UsageError(what, f"diff {release}", f"Compared were: {listed}")
