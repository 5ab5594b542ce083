"""When did the editions of each release appear, and which did not? One row per release, one mark per edition.

An edition that appeared stands on the day it appeared; one that did not stands on the day it fell due. Shape and
colour are those of its status, as everywhere on the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from tracker.charts.scales import Row, moment
from tracker.charts.sheet import Sheet, panel_of
from tracker.charts.style import INK, MUTED, NARROW, Spec, status_style


def publication_calendar(rows: Sequence[Row], names: Sequence[Row], first: date, last: date, width: int) -> Spec:
    """`rows`: release, ref, status, shown_on, appeared. `names`: release, label, looked, in the order of the rows."""
    narrow = width <= NARROW
    row_height = 40 if narrow else 28
    plot_width = width - (20 if narrow else 340)
    order = [name["release"] for name in names]
    statuses = sorted({row["status"] or "unchecked" for row in rows})
    styles = [status_style(status) for status in statuses]
    y = alt.Y("release:N", sort=order, axis=None, scale=alt.Scale(domain=order))
    x = alt.X(
        "x:T",
        scale=alt.Scale(type="utc", domain=[moment(first), moment(last)]),
        axis=alt.Axis(title=None, format="%b %Y", tickCount=4 if narrow else 8, labelOverlap=True, grid=True),
    )
    sheet = Sheet()
    marks = [
        {
            "x": row["shown_on"],
            "release": row["release"],
            "status": row["status"] or "unchecked",
            "ref": row["ref"],
            "day": row["shown_on"].isoformat(),
            "what": "appeared" if row["appeared"] else "due, not seen",
        }
        for row in rows
    ]
    scale = {
        name: alt.Scale(domain=statuses, range=[getattr(style, name) for style in styles])
        for name in ("shape", "colour", "fill")
    }
    tip = [
        alt.Tooltip("ref:N", title="edition"),
        alt.Tooltip("status:N", title="status"),
        alt.Tooltip("what:N", title="on this day"),
        alt.Tooltip("day:N", title="day"),
    ]
    points = (
        sheet.chart(marks)
        .mark_point(size=46 if narrow else 62, strokeWidth=1.4, opacity=1, yOffset=8 if narrow else 0)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("status:N", legend=None, scale=scale["shape"]),
            stroke=alt.Stroke("status:N", legend=None, scale=scale["colour"]),
            fill=alt.Fill("status:N", legend=None, scale=scale["fill"]),
            tooltip=tip,
        )
    )
    layers = [points, *_names(sheet, names, y, plot_width, narrow)]
    height = row_height * max(1, len(order))
    return sheet.finish(panel_of(layers, plot_width, height))


def _names(sheet: Sheet, names: Sequence[Row], y: Any, plot_width: float, narrow: bool) -> list[Any]:
    """Names beside the rows, or above them on a small screen, with the day of the last look."""
    values = [
        {
            "release": name["release"],
            "label": f"{name['label']} · {name['looked']}" if narrow else name["label"],
            "looked": name["looked"],
        }
        for name in names
    ]
    base = sheet.chart(values).encode(y=y)
    if narrow:
        return [
            base.mark_text(align="left", baseline="middle", dy=-8, fontSize=11, color=INK, limit=plot_width).encode(
                x=alt.value(0), text=alt.Text("label:N")
            )
        ]
    return [
        base.mark_text(align="right", fontSize=12, color=INK, limit=236).encode(
            x=alt.value(-10), text=alt.Text("label:N")
        ),
        base.mark_text(align="left", fontSize=10, color=MUTED).encode(
            x=alt.value(plot_width + 8), text=alt.Text("looked:N")
        ),
    ]
