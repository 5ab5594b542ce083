"""What does a series show edition by edition? One point per edition; a thin line only where editions follow closely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import altair as alt

from tracker.charts.labels import place
from tracker.charts.scales import Plot, Row, along, corner_row, round_top, short_number
from tracker.charts.sheet import Sheet, frame, labelled, panel_of
from tracker.charts.style import NARROW, OFFICIAL, Spec


def point_series(rows: Sequence[Row], *, join_days: int, width: int) -> Spec:
    """`rows`: day, value, edition, in order of day. Points more than `join_days` apart are not joined."""
    narrow = width <= NARROW
    top = round_top(max(row["value"] for row in rows) * 1.05)
    first, last = rows[0]["day"], rows[-1]["day"] + timedelta(days=1)
    plot = Plot(width - 56, 230 if narrow else 300, first, last, top)
    sheet = Sheet()
    values = []
    segment = 0
    for number, row in enumerate(rows):
        if number and (row["day"] - rows[number - 1]["day"]).days > join_days:
            segment += 1
        values.append({"x": row["day"], "y": row["value"], "segment": segment, "day": row["day"].isoformat()})
    axis = alt.Axis(title=None, format=",.0f", tickCount=5, domain=False, ticks=False)
    x, y = alt.X("x:T", scale=alt.Scale(type="utc")), alt.Y("y:Q")
    base = sheet.chart(values)
    tip = [alt.Tooltip("day:N", title="day"), alt.Tooltip("y:Q", title="people", format=",")]
    layers = [
        frame(sheet.chart(corner_row(plot)), plot, 4 if narrow else 8, axis),
        base.mark_line(color=OFFICIAL, strokeWidth=1, opacity=0.5).encode(x=x, y=y, detail=alt.Detail("segment:N")),
        base.mark_circle(color=OFFICIAL, size=26, opacity=1).encode(x=x, y=y, tooltip=tip),
    ]
    largest = max(rows, key=lambda row: (row["value"], row["day"]))
    noted = {row["day"]: row for row in (rows[0], largest, rows[-1])}
    points = [
        (plot.x(day), plot.y(row["value"]), f"{short_number(row['value'])} on {day.isoformat()}")
        for day, row in sorted(noted.items())
    ]
    obstacles = along([(plot.x(row["day"]), plot.y(row["value"])) for row in rows])
    texts = [
        {"x": plot.day_at(label.x), "y": plot.value_at(label.y), "label": label.text, "align": label.align}
        for label in place(points, plot.width, plot.height, obstacles=obstacles)
    ]
    layers += labelled(sheet, texts, x, y, fontWeight="bold")
    return sheet.finish(panel_of(layers, plot.width, plot.height))
