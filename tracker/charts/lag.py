"""How long after its period did each edition appear? One bar per edition, from zero; a tick where it fell due.

An edition that has not appeared gets an open bar up to the last look that worked, with an arrow: it takes at least
that long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from tracker.charts.scales import Row, round_top
from tracker.charts.sheet import Sheet, panel_of
from tracker.charts.style import INK, NARROW, PAPER, Spec, status_style


def publication_lag(rows: Sequence[Row], width: int) -> Spec:
    """`rows`: ref, period_end, status, appeared, lag_days, waited_days, allowed_days, in order of period_end."""
    narrow = width <= NARROW
    bars = [_bar(row) for row in rows]
    top = round_top(max([*(bar["days"] for bar in bars), *(row["allowed_days"] or 0 for row in rows), 1]))
    plot_width = width - 62
    thick = max(1.5, min(16.0, plot_width / max(1, len(bars)) * 0.62))
    x = alt.X(
        "x:O",
        sort=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2),
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            values=_ticks([bar["x"] for bar in bars], 4 if narrow else 10),
            labelExpr="datum.value",
            labelOverlap=True,
            labelPadding=6,
            ticks=False,
        ),
    )
    y = alt.Y(
        "days:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(
            title="days after the edition before"
            if rows and rows[0]["by_interval"]
            else "days after the end of the period",
            format=",.0f",
            tickCount=5,
            domain=False,
            ticks=False,
        ),
    )
    sheet = Sheet()
    base = sheet.chart(bars)
    tip = [
        alt.Tooltip("x:N", title="edition"),
        alt.Tooltip("status:N", title="status"),
        alt.Tooltip("days:Q", title="days", format=","),
        alt.Tooltip("due:Q", title="allowed", format=","),
    ]
    seen = (
        base.transform_filter("datum.appeared")
        .mark_bar(size=thick)
        .encode(x=x, y=y, tooltip=tip, color=alt.Color("colour:N", scale=None))
    )
    missing = base.transform_filter("!datum.appeared && datum.days > 0")
    waiting = missing.mark_bar(fill=PAPER, strokeWidth=1.2, size=thick).encode(
        x=x, y=y, tooltip=tip, stroke=alt.Stroke("colour:N", scale=None)
    )
    arrows = missing.mark_point(shape="triangle-up", size=max(8.0, thick * 3), opacity=1, yOffset=-5).encode(
        x=x, y=y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("colour:N", scale=None)
    )
    due = (
        base.transform_filter("isValid(datum.due)")
        .mark_tick(color=INK, thickness=1.6, size=thick + 3, orient="horizontal")
        .encode(x=x, y=alt.Y("due:Q"))
    )
    layers = [seen, waiting, arrows, due]
    return sheet.finish(panel_of(layers, plot_width, 220 if narrow else 260))


def _bar(row: Row) -> dict[str, Any]:
    days = row["lag_days"] if row["appeared"] else row["waited_days"]
    return {
        "x": row["ref"],
        "days": max(0, days or 0),
        "due": row["allowed_days"],
        "appeared": bool(row["appeared"]),
        "status": row["status"],
        "colour": status_style(row["status"] or "published").colour,
    }


def _ticks(labels: Sequence[str], wanted: int) -> list[str]:
    """Some of the labels, evenly spread, the first and the last among them."""
    if len(labels) <= wanted:
        return list(labels)
    step = (len(labels) - 1) / (wanted - 1)
    return list(dict.fromkeys(labels[round(number * step)] for number in range(wanted)))
