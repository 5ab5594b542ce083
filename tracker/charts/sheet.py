"""How is one chart put together? Layers name their data; the rows are added once, when the specification is finished.

Altair writes the layers. Combining them here, and naming the data, avoids the copying that is most of Altair's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.scales import Plot, Row, moment, records
from tracker.charts.style import INK, MUTED, Spec, config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Panel:
    """One panel of a grid: its title, a note under it, and its layers."""

    title: str
    note: str
    layers: Sequence[Any]


class Sheet:
    """The data of one chart, and its specification at the end."""

    def __init__(self) -> None:
        self._datasets: dict[str, list[dict[str, Any]]] = {}

    def chart(self, rows: Sequence[Row]) -> Any:
        """A chart on these rows."""
        name = f"rows-{len(self._datasets) + 1}"
        self._datasets[name] = records(rows)
        return alt.Chart(alt.NamedData(name=name))

    def finish(self, panel: Spec) -> Spec:
        """The specification of a chart of one panel, with rows and shared configuration."""
        return self._complete(panel)

    def finish_grids(self, grids: Sequence[Spec]) -> Spec:
        """The specification of grids of panels, one under the other."""
        return self._complete({"vconcat": list(grids), "spacing": 22})

    def grid(self, panels: Sequence[Panel], size: tuple[float, float], columns: int, gap: int) -> Spec:
        """Panels of one size as a grid. All have the same layers, perhaps empty, so that one facet draws them all:
        Vega sets up each mark and axis once, and not once per panel.
        """
        rows: list[dict[str, Any]] = []
        for number, panel in enumerate(panels):
            for place, name in enumerate(_names(panel.layers)):
                rows += [{**row, "panel": number, "rows": place} for row in self._datasets.pop(name)]
            rows.append({"panel": number, "rows": -1, "label": panel.title, "note": panel.note})
        name = f"panels-{len(self._datasets) + 1}"
        self._datasets[name] = rows
        order = _names(panels[0].layers)
        layers = [_only(layer, order.index(layer.data.name)) for layer in panels[0].layers] + _heads()
        return {
            "data": {"name": name},
            "facet": {"field": "panel", "type": "ordinal", "header": {"labelExpr": "''", "title": None}},
            "columns": columns,
            "spacing": {"row": 68, "column": gap},
            "resolve": {"axis": {"x": "independent", "y": "independent"}},
            "bounds": "flush",
            "spec": {"layer": layers, "width": size[0], "height": size[1]},
        }

    def _complete(self, spec: Spec) -> Spec:
        return {"$schema": SCHEMA, **spec, "datasets": self._datasets, "config": config()}


def _plain(layer: Any) -> Spec:
    spec: Spec = layer.to_dict(validate=False, context={"top_level": False})
    return spec


def _names(layers: Sequence[Any]) -> list[str]:
    """The data that layers use, in order of first use."""
    return list(dict.fromkeys(layer.data.name for layer in layers))


def _only(layer: Any, place: int) -> Spec:
    """A layer of a grid: it draws its own rows of the shared data."""
    spec = _plain(layer)
    del spec["data"]
    return {**spec, "transform": [{"filter": f"datum.rows === {place}"}, *spec.get("transform", [])]}


def _heads() -> list[Spec]:
    """Title and note above each panel."""
    heads: list[Spec] = []
    styles: tuple[tuple[str, int, Spec], ...] = (
        ("label", -22, {"fontSize": 12, "fontWeight": "bold", "color": INK}),
        ("note", -8, {"fontSize": 11, "color": MUTED}),
    )
    for field, y, style in styles:
        mark: Spec = {"type": "text", "align": "left"}
        mark.update(style)
        place: Spec = {"x": {"value": 0}, "y": {"value": y}, "text": {"field": field, "type": "nominal"}}
        heads.append({"transform": [{"filter": "datum.rows === -1"}], "mark": mark, "encoding": place})
    return heads


def panel_of(layers: Sequence[Any], width: float, height: float) -> Spec:
    """One panel: Altair layers over each other.

    Layers are put together here and not by Altair, which copies all parts at each step.
    """
    return {"layer": [_plain(layer) for layer in layers], "width": width, "height": height}


def counts_axis(ticks: int) -> Any:
    """An axis of counts: 0, 200k, 1.5M."""
    label = "datum.value == 0 ? '0' : format(datum.value, '~s')"
    return alt.Axis(title=None, labelExpr=label, tickCount=ticks, domain=False, ticks=False)


def frame(corner: Any, plot: Plot, ticks: int, axis: Any) -> Any:
    """The layer that sets both scales of a panel: days in UTC, and values from zero to the top.

    `corner` is a chart on the one row that `corner_row` gives.
    """
    x = alt.X(
        "x:T",
        scale=alt.Scale(type="utc", domain=[moment(plot.first), moment(plot.last)]),
        axis=alt.Axis(title=None, format="%b %Y", grid=False, tickCount=ticks, labelOverlap=True),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, plot.top], nice=False), axis=axis)
    return corner.mark_point(opacity=0).encode(x=x, y=y)


def labelled(sheet: Sheet, texts: Sequence[Row], x: Any, y: Any, **style: Any) -> list[Any]:
    """The two text layers for placed labels: rows with label and align, perhaps colour, at x and y."""
    layers = []
    for align in ("left", "right"):
        mark = sheet.chart([{"colour": INK, **row} for row in texts if row["align"] == align])
        text = mark.mark_text(align=align, **style)
        layers.append(text.encode(x=x, y=y, text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None)))
    return layers
