"""What surrounds a chart on a page? Title, units, source, last look, alt text, and its numbers as table and CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.charts import Drawn, Renderer
from tracker.charts.render import Build, canonical
from tracker.site.files import Output

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of the table under a chart: the key in the query row, and its header with the unit.

    `is_link`: the value leads to the page of the reported figure of the row.
    """

    key: str
    header: str
    is_link: bool = False


@dataclass(frozen=True)
class Figure:
    """One chart as a template needs it. With no rows there is no drawing, and `empty` says what is missing."""

    id: str
    title: str
    subtitle: str
    source: str
    looked: str
    alt: str
    rows: Sequence[Row]
    columns: Sequence[Column]
    statuses: Sequence[str] = ()
    stretch: Row | None = None
    empty: str = ""
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    drawing: Callable[[], Drawn] | None = None


def publish(figure: Figure, out: Output, renderer: Renderer, depends: Any, build: Build | None) -> Figure:
    """Write the CSV of a figure and start drawing it; `finished` waits for the drawing.

    `depends` is everything that `build` uses. Without rows there is no drawing.
    """
    csv_rows = [dict(row) for row in figure.rows]
    out.csv(f"csv/{figure.id}.csv", csv_rows, () if csv_rows else [column.key for column in figure.columns])
    if build is None or not figure.rows:
        return figure
    return replace(figure, drawing=renderer.draw(figure.id, depends, figure.alt, build))


def finished(figure: Figure | None, out: Output) -> Figure | None:
    """The figure with its drawings written and their sizes known."""
    if figure is None or figure.drawing is None:
        return figure
    drawn = figure.drawing()
    out.text(f"charts/{figure.id}-wide.svg", drawn.wide_svg)
    out.text(f"charts/{figure.id}-narrow.svg", drawn.narrow_svg)
    out.text(f"charts/{figure.id}.js", script(figure.id, drawn))
    return replace(figure, sizes={"wide": svg_size(drawn.wide_svg), "narrow": svg_size(drawn.narrow_svg)})


def script(name: str, drawn: Drawn) -> str:
    """The specifications as a script that a page without a server can load; `</` can not end a script element."""
    specs = canonical({"wide": drawn.wide_spec, "narrow": drawn.narrow_spec}).replace("</", "<\\/")
    return (
        f"window.trackerCharts = window.trackerCharts || {{}};\nwindow.trackerCharts[{json.dumps(name)}] = {specs};\n"
    )


def svg_size(svg: str) -> tuple[int, int]:
    """Width and height of a drawing in pixels."""
    found = re.search(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"', svg)
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)
