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

Query = Callable[..., list[dict[str, Any]]]

__all__ = ["Query", "write_site"]


def write_site(
    query: Query, out_dir: Path, *, cache_dir: Path | None = None, renderer: Renderer | None = None
) -> list[Path]:
    """Write all pages, charts, CSV files and SQL texts; returns their paths.

    `cache_dir` keeps drawings between runs. A caller that has work to do first can make the `Renderer` itself and call
    its `prepare` early.
    """
    with renderer or Renderer(cache_dir) as drawing, replacing(out_dir) as folder:
        drawing.prepare()
        out = Output(folder)
        pages.write_all(query, out, drawing)
        out.text("assets/vega.js", drawing.bundle())
        drawing.sweep()
        return [out_dir / name for name in sorted(out.written)]
