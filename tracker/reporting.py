"""The main job: record and evidence → database → site, skipped where nothing went into it since the last time."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from tracker import inputs, record
from tracker.evidence import cannot_write


def report(workspace: Path, record_folder: Path = record.PACKAGED) -> str:
    """Build database and site; returns a line that says what came of it.

    The site carries the digest of everything that went into it: record, evidence log, code, SQL and templates. The
    same digest means that nothing changed, and nothing is done.
    """
    site = workspace / "site"
    digest = inputs.digest(workspace, record_folder)
    stamp = site / ".inputs"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest and (site / "index.html").exists():
        return f"Nothing changed since the last report: {site / 'index.html'}"
    from tracker import building, warehouse
    from tracker import site as pages
    from tracker.charts import Renderer

    with Renderer(workspace / "charts") as renderer:
        renderer.prepare()  # the drawing processes get ready while the database is built
        database = building.build(workspace, record_folder)
        try:
            with warehouse.reading(database) as connection:
                written = pages.write_site(partial(warehouse.query, connection), site, renderer=renderer)
            shutil.copyfile(database, site / "tracker.duckdb")
            stamp.write_text(digest, encoding="utf-8")
        except OSError as error:
            raise cannot_write(error, site) from error
    return f"Wrote {len(written)} files; open {site / 'index.html'}"
