"""How is one chart put together? Layers name their data; the rows are added once, when the specification is finished.

Altair copies a chart each time it is combined: with the rows inside, that copying is most of the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.charts.scales import Row, records
from tracker.charts.style import INK, config

Spec = dict[str, Any]


class Sheet:
    """The data of one chart, and its specification at the end."""

    def __init__(self) -> None:
        self._datasets: dict[str, list[dict[str, Any]]] = {}

    def chart(self, rows: Sequence[Row]) -> Any:
        """A chart on these rows."""
        import altair as alt

        name = f"rows-{len(self._datasets) + 1}"
        self._datasets[name] = records(rows)
        return alt.Chart(alt.NamedData(name=name))

    def finish(self, chart: Any) -> Spec:
        """The Vega-Lite specification, with rows and shared configuration."""
        spec: Spec = chart.to_dict(validate=False)
        spec["datasets"] = self._datasets
        spec["config"] = config()
        return spec


def labelled(sheet: Sheet, texts: Sequence[Row], x: Any, y: Any, **style: Any) -> list[Any]:
    """The text layers for placed labels: rows with label and align, perhaps colour, at x and y."""
    import altair as alt

    layers = []
    for align in ("left", "right"):
        rows = [{"colour": INK, **row} for row in texts if row["align"] == align]
        if rows:
            mark = sheet.chart(rows).mark_text(align=align, **style)
            layers.append(mark.encode(x=x, y=y, text="label:N", color=alt.Color("colour:N", scale=None)))
    return layers
