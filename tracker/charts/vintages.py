"""How did printed figures move from edition to edition, and how much do figures move as they age? Small panels.

A panel of paths holds one series: figures of unlike scopes are never in one panel. Zero is the first value held.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from tracker.charts.scales import Row, moment, round_top, short_number, shortened
from tracker.charts.sheet import Panel, Sheet
from tracker.charts.style import INK, MUTED, NARROW, OFFICIAL, PAPER, Spec

LINE = 14.0


def figure_paths(panels: Sequence[Row], width: int) -> Spec:
    """`panels`: title, note, lines (label, points: day, change, value, ref, in order of day)."""
    narrow = width <= NARROW
    points = [point for panel in panels for line in panel["lines"] for point in line["points"]]
    first, last = min(point["day"] for point in points), max(point["day"] for point in points)
    changes = [0.0, *(point["change"] for point in points)]
    room = max(max(changes) - min(changes), 0.001) * 0.12
    bounds = (min(changes) - room, max(changes) + room)
    size = (width - 52.0, 130.0) if narrow else ((width - 60) / 2 - 52, 150.0)
    sheet = Sheet()
    made = [_path_panel(sheet, panel, (first, last), bounds, size) for panel in panels]
    return sheet.finish_grids([sheet.grid(made, size, 1 if narrow else 2, 70)])


def _path_panel(
    sheet: Sheet, panel: Row, days: tuple[date, date], bounds: tuple[float, float], size: tuple[float, float]
) -> Panel:
    first, last = days
    span = max(1, (last - first).days)
    share = min(0.62, max(0.3, 1 - 172 / size[0]))  # of the width; the rest is for the labels
    edge = first + timedelta(days=round(span / share))
    scale = alt.Scale(type="utc", domain=[moment(first - timedelta(days=round(span * 0.04))), moment(edge)])
    axis = alt.Axis(
        title=None, values=_days(first, last), format="%Y-%m-%d", grid=False, labelAlign="left", labelBound=8
    )
    percent = "datum.value == 0 ? '0' : format(datum.value, '+.1~%')"
    frame_y = alt.Axis(title=None, labelExpr=percent, tickCount=4, domain=False, ticks=False)
    corner = sheet.chart([{"x": first, "y": 0}]).mark_point(opacity=0)
    x, y = alt.X("x:T", scale=alt.Scale(type="utc")), alt.Y("y:Q")
    marks, labels, leaders = [], [], []
    ends = []
    for number, line in enumerate(panel["lines"]):
        rows = [_point(point, line["label"], number) for point in line["points"]]
        marks += rows
        ends.append((rows[-1]["y"], rows[-1]["x"], line["label"]))
    label_day = last + timedelta(days=max(1, round(span * 0.09)))
    for (value, day, text), place in zip(sorted(ends, reverse=True), _apart(ends, bounds, size[1]), strict=True):
        labels.append({"x": label_day, "y": place, "label": text})
        leaders.append({"x": day, "y": value, "x2": moment(label_day), "y2": place})
    tip = [
        alt.Tooltip("label:N", title="figure"),
        alt.Tooltip("ref:N", title="edition"),
        alt.Tooltip("value:N", title="printed"),
    ]
    base = sheet.chart(marks)
    layers = [
        corner.encode(
            x=alt.X("x:T", scale=scale, axis=axis),
            y=alt.Y("y:Q", scale=alt.Scale(domain=list(bounds), nice=False, zero=False), axis=frame_y),
        ),
        sheet.chart([{"x": first, "y": 0, "x2": moment(last)}])
        .mark_rule(color="#9aa4ad")
        .encode(x=x, y=y, x2=alt.X2("x2:T")),
        sheet.chart(leaders)
        .mark_rule(color=MUTED, strokeWidth=0.6)
        .encode(x=x, y=y, x2=alt.X2("x2:T"), y2=alt.Y2("y2:Q")),
        base.mark_line(color=OFFICIAL, strokeWidth=1.6).encode(x=x, y=y, detail=alt.Detail("line:N")),
        base.mark_circle(color=OFFICIAL, size=30, opacity=1).encode(x=x, y=y, tooltip=tip),
        sheet.chart(labels)
        .mark_text(align="left", dx=3, baseline="middle", color=INK)
        .encode(x=x, y=y, text=alt.Text("label:N")),
    ]
    return Panel(shortened(panel["title"], size[0] / 7), shortened(panel["note"], size[0] / 5.6), layers)


def _point(point: Row, label: str, line: int) -> dict[str, Any]:
    return {
        "x": point["day"],
        "y": point["change"],
        "line": line,
        "label": label,
        "ref": point["ref"],
        "value": short_number(point["value"]),
    }


def _days(first: date, last: date) -> list[str]:
    """The first and the last day, once where they are the same."""
    return list(dict.fromkeys([moment(first), moment(last)]))


def _apart(ends: Sequence[tuple[float, date, str]], bounds: tuple[float, float], height: float) -> list[float]:
    """Heights for labels, from the top down, a line apart and inside the panel."""
    per_pixel = (bounds[1] - bounds[0]) / height
    places: list[float] = []
    for value, _, _ in sorted(ends, reverse=True):
        wanted = (bounds[1] - value) / per_pixel
        places.append(max(wanted, places[-1] + LINE) if places else max(wanted, LINE / 2))
    over = places[-1] - (height - LINE / 2)
    for number in range(len(places) - 1, -1, -1):
        limit = places[number] - over if number == len(places) - 1 else places[number + 1] - LINE
        places[number] = min(places[number], limit) if over > 0 else places[number]
    return [round(bounds[1] - place * per_pixel, 6) for place in places]


def revision_ages(panels: Sequence[Row], width: int) -> Spec:
    """`panels`: title, note, ages (age, up, down, median_up, median_down, in order of age)."""
    narrow = width <= NARROW
    top = round_top(max([1, *(age[way] for panel in panels for age in panel["ages"] for way in ("up", "down"))]) * 1.35)
    size = (width - 44.0, 190.0) if narrow else ((width - 60) / 2 - 52, 210.0)
    sheet = Sheet()
    most = max(len(panel["ages"]) for panel in panels)
    made = [_age_panel(sheet, panel, top, min(44.0, size[0] / most * 0.6)) for panel in panels]
    return sheet.finish_grids([sheet.grid(made, size, 1 if narrow else 2, 70)])


def _age_panel(sheet: Sheet, panel: Row, top: float, thick: float) -> Panel:
    names = [age["age"] for age in panel["ages"]]
    x = alt.X(
        "age:N",
        sort=None,
        scale=alt.Scale(domain=names, paddingInner=0.35, paddingOuter=0.2),
        axis=alt.Axis(
            title="months from the end of the period to the newer edition", labelAngle=0, grid=False, ticks=False
        ),
    )
    axis = alt.Axis(title=None, labelExpr="format(abs(datum.value), ',')", tickCount=5, domain=False, ticks=False)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-top, top], nice=False), axis=axis)
    layers: list[Any] = []
    for way, sign, fill in (("up", 1, OFFICIAL), ("down", -1, PAPER)):
        rows = [_age(age, way, sign) for age in panel["ages"] if age[way]]
        tip = [alt.Tooltip("age:N", title="age in months"), alt.Tooltip("what:N", title="revised")]
        bars = sheet.chart(rows).mark_bar(fill=fill, stroke=OFFICIAL, strokeWidth=1.2, size=thick)
        layers.append(bars.encode(x=x, y=y, tooltip=tip))
        for field, colour, line in (("number", INK, 2), ("size", MUTED, 1)):
            dy = -9 - 12 * (line - 1) if sign > 0 else 9 + 12 * (2 - line)
            text = sheet.chart(rows).mark_text(dy=dy, color=colour, fontSize=11, baseline="middle")
            layers.append(text.encode(x=x, y=y, text=alt.Text(f"{field}:N")))
    layers.append(sheet.chart([{"y": 0}]).mark_rule(color="#5a6673").encode(y=alt.Y("y:Q")))
    return Panel(panel["title"], panel["note"], layers)


def _age(age: Row, way: str, sign: int) -> dict[str, Any]:
    size = age[f"median_{way}"]
    return {
        "age": age["age"],
        "y": sign * age[way],
        "number": f"{age[way]:,} {way}",
        "size": "" if size is None else _share(size),
        "what": f"{age[way]:,} {way}" + ("" if size is None else f", median {_share(size)}"),
    }


def _share(size: float) -> str:
    return f"{size:.1%}" if size >= 0.001 or size == 0 else "under 0.1%"
