"""Are the pages and the database there, and do they hold rows? Run after `make report`; exit status 1 says what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

PAGES = ("index.html", "homeland-security.html", "figures.html", "methods.html", "data.html")
TABLES = (
    "release",
    "edition",
    "expected_edition",
    "reported_figure",
    "observation",
    "source",
    "release_status",
    "evidence",
)


def problems(workspace: Path) -> list[str]:
    """Everything that is missing or empty."""
    site = workspace / "site"
    found = [f"{page}: missing or short" for page in PAGES if not _long_enough(site / page)]
    with duckdb.connect(str(workspace / "tracker.duckdb"), read_only=True) as database:
        for table in TABLES:
            (count,) = database.execute(f"select count(*) from {table}").fetchone()
            if not count:
                found.append(f"{table}: no rows")
        for (release,) in database.execute("select release from release").fetchall():
            if not _long_enough(site / "release" / f"{release}.html"):
                found.append(f"release/{release}.html: missing or short")
    return found


def _long_enough(page: Path) -> bool:
    return page.is_file() and page.stat().st_size > 2_000


if __name__ == "__main__":
    missing = problems(Path(sys.argv[1]))
    print("\n".join(missing) or "The pages and the database are there and hold rows.")
    sys.exit(bool(missing))
