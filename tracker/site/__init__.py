"""How do queries, charts and templates become pages? The same database gives the same bytes.

`write_site` is a function of its queries alone: it asks no clock, no locale and no network. It writes into a folder
beside the old site and puts that in its place; a failure leaves the old site as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.charts import Renderer
from tracker.site import pages
from tracker.site.files import Output, replacing
from tracker.site.warmup import bundle_ahead

Query = Callable[..., list[dict[str, Any]]]

__all__ = ["Query", "write_site"]


def write_site(query: Query, out_dir: Path, *, cache_dir: Path | None = None) -> list[Path]:
    """Write all pages, charts, CSV files and SQL texts; returns their paths. `cache_dir` keeps drawings between runs."""
    renderer = Renderer(cache_dir)
    with bundle_ahead(renderer) as bundle, replacing(out_dir) as folder:
        out = Output(folder)
        pages.write_all(query, out, renderer)
        out.text("assets/vega.js", bundle())
    renderer.sweep()
    return [out_dir / name for name in sorted(out.written)]
