"""What did the comparison of the editions held here find? CSV in the columns of record/differences.

This is how the packaged record gets its differences: ingest the official files, export, commit the CSV.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tracker import warehouse
from tracker.errors import UsageError


def export(database: Path, release: str) -> str:
    """The differences between the editions of one release whose files are held, as CSV text."""
    with warehouse.reading(database) as connection:
        rows = warehouse.query(connection, "export_differences", release=release)
    if not rows:
        hint = "Ingest two editions, then run `tracker build`"
        raise UsageError(f"no two editions of {release} are held here", str(database), hint)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: int(x) if isinstance(x, float) and x.is_integer() else x for key, x in row.items()})
    return out.getvalue()
