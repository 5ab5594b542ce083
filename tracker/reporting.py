"""The main job: record and evidence → database → site, skipped where nothing went into it since the last time."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from tracker import record
from tracker.evidence import Store, cannot_write
from tracker.places import PACKAGE, travelling


def report(workspace: Path, record_folder: Path = record.PACKAGED) -> str:
    """Build database and site; returns a line that says what came of it.

    The site carries the digest of everything that went into it: record, evidence log, code, SQL and templates. The
    same digest means that nothing changed, and nothing is done.
    """
    site = workspace / "site"
    digest = inputs_digest(workspace, record_folder)
    stamp = site / ".inputs"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest and (site / "index.html").exists():
        return f"Nothing changed since the last report: {site / 'index.html'}"
    from tracker import site as pages
    from tracker import warehouse

    database = warehouse.build(workspace, record_folder)
    try:
        with warehouse.reading(database) as connection:
            written = pages.write_site(
                lambda name, **parameters: warehouse.query(connection, name, **parameters),
                site,
                cache_dir=workspace / "charts",
            )
        shutil.copyfile(database, site / "tracker.duckdb")
        stamp.write_text(digest, encoding="utf-8")
    except OSError as error:
        raise cannot_write(error, site) from error
    return f"Wrote {len(written)} files; open {site / 'index.html'}"


def inputs_digest(workspace: Path, record_folder: Path) -> str:
    """SHA-256 over the names and bytes of everything that a report is made from."""
    total = hashlib.sha256()
    folders = [travelling("sql"), travelling("reports")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    paths += PACKAGE.rglob("*.py")
    paths += record.files(record_folder)
    for path in sorted(paths):
        total.update(str(path).encode())
        total.update(path.read_bytes())
    total.update(Store(workspace).head().encode())
    return total.hexdigest()
