"""Which headline values do the files held here give? CSV in the columns of record/observations.

This is how the packaged record gets its observations: ingest the official files, export, commit the CSV.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from tracker import period, warehouse
from tracker.errors import UsageError

COLUMNS = ("series", "edition", "period", "method", "source", "value", "code", "digest", "sheet", "cell")


def export(database: Path, release: str) -> str:
    """The headline observations of one release, read from files, as CSV text."""
    with warehouse.reading(database) as connection:
        rows = warehouse.query(connection, "headline_observations", release=release)
    if not rows:
        raise UsageError(f"no file of {release} is held here", str(database), "Ingest one, then run `tracker build`")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if row["value"] is not None and float(row["value"]).is_integer():
            row["value"] = int(row["value"])
        writer.writerow(row | {"period": label(row["period_start"], row["period_end"])})
    return out.getvalue()


def label(start: date, end: date) -> str:
    """The shortest period label that means exactly these days."""
    candidates = [f"{start:%Y-%m}", f"FY{end.year}", f"{start.year}", start.isoformat()]
    for candidate in candidates:
        each = period.parse(candidate)
        if (each.start, each.end) == (start, end):
            return candidate
    return f"{start}/{end}"
