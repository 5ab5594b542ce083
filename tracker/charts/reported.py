"""What was reported against what is official since a day? One panel per scope, never one line over unlike scopes.

A reported figure is drawn as the range that its words allow: a dot for a number said as exact, a bar for "nearly" or
"about", an arrow upward for "over". Official bounds are drawn edition by edition; nothing is joined across a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.charts.labels import place
from tracker.charts.scales import Plot, Row, counts_axis, frame, moment, records, round_top, short_number
from tracker.charts.style import INK, NARROW, OFFICIAL, REPORTED, STRETCH

ARROW = 18  # pixels of stem above a figure that is open upward


def words_of(row: Row) -> str:
    """The number with the qualifier that was said: "over 100,000", "nearly 150,000", "139,000"."""
    value = row["value"] if row["value"] is not None else row["low"]
    number = short_number(value)
    return number if row["qualifier"] in ("exact", "vague") else f"{row['qualifier']} {number}"


def mark_label(row: Row, narrow: bool) -> str:
    """The direct label of a figure: who and how much; on a small screen only how much."""
    return words_of(row) if narrow else f"{row['speaker_short']}: {words_of(row)}"


def reported_panels(
    panels: Sequence[Row], official: Sequence[Row], stretch: Row | None, first: date, last: date, width: int
) -> Any:
    """All panels under each other, on one time axis and one scale.

    `panels`: scope, scope_title, note, figures (rows of `reported_since` with speaker_short). `official`: rows of
    `removals_since`, drawn in the panel whose `official` is true. `stretch`: from_on, through_on, label.
    """
    import altair as alt

    largest = max(
        [row["high"] or row["low"] or 0 for panel in panels for row in panel["figures"]]
        + [row["high"] or row["low"] for row in official]
        + [0]
    )
    top = round_top(largest * 1.08)
    narrow = width <= NARROW
    plot_width = width - (52 if narrow else 64)
    charts = []
    for panel in panels:
        height = (170 if len(panel["figures"]) < 4 else 250) + (40 if narrow else 0)
        plot = Plot(plot_width, height, first, last, top)
        charts.append(_panel(panel, official if panel["official"] else [], stretch, plot, narrow))
    return alt.vconcat(*charts, spacing=26)


def _panel(panel: Row, official: Sequence[Row], stretch: Row | None, plot: Plot, narrow: bool) -> Any:
    import altair as alt

    x, y = alt.X("x:T", scale=alt.Scale(type="utc")), alt.Y("y:Q")
    layers = [frame(plot, 4 if narrow else 8, counts_axis(4))]
    layers += _stretch(stretch, x, y, plot, narrow) + _official(official, x, y)
    layers += _figures(panel["figures"], official, x, y, plot, narrow)
    title = alt.TitleParams(panel["title"], subtitle=panel["note_narrow"] if narrow else panel["note"], frame="group")
    return alt.layer(*layers).properties(width=plot.width, height=plot.height, title=title)


def _stretch(stretch: Row | None, x: Any, y: Any, plot: Plot, narrow: bool) -> list[Any]:
    """The time in which the tables were withheld: shaded, with its label at the top."""
    import altair as alt

    if stretch is None:
        return []
    start = max(stretch["from_on"], plot.first)
    data = alt.Data(
        values=[
            {
                "x": moment(start),
                "end": moment(min(stretch["through_on"], plot.last)),
                "y": plot.value_at(9),
                "label": stretch["label_narrow"] if narrow else stretch["label"],
            }
        ]
    )
    base = alt.Chart(data)
    return [
        base.mark_rect(color=STRETCH, opacity=0.09).encode(x=x, x2="end:T"),
        base.mark_text(align="left", dx=5, color=STRETCH, fontSize=10).encode(x=x, y=y, text="label:N"),
    ]


def _official(official: Sequence[Row], x: Any, y: Any) -> list[Any]:
    """ICE's own bounds, one mark per edition."""
    import altair as alt

    if not official:
        return []
    rows = [
        {
            "x": row["through_on"],
            "y": row["low"],
            "high": row["high"] if row["high"] is not None else row["low"],
            "low": row["low"],
            "edition": row["edition"],
            "day": row["through_on"].isoformat(),
        }
        for row in official
    ]
    base = alt.Chart(alt.Data(values=records(rows)))
    tip = [alt.Tooltip("day:N", title="data through"), alt.Tooltip("low:Q", title="at least", format=",")]
    return [
        base.mark_rule(color=OFFICIAL, strokeWidth=4, opacity=0.55).encode(x=x, y=y, y2="high:Q"),
        base.mark_circle(color=OFFICIAL, size=22, opacity=1).encode(x=x, y=y, tooltip=tip),
    ]


def _official_label(official: Sequence[Row], plot: Plot, narrow: bool) -> list[tuple[float, float, str]]:
    if not official:
        return []
    newest = official[-1]
    text = "ICE’s own count"
    if not narrow:
        text += f": {'at least ' if newest['high'] is None else ''}{short_number(newest['low'])}"
    return [(plot.x(newest["through_on"]), plot.y(newest["low"]), text)]


def _figures(figures: Sequence[Row], official: Sequence[Row], x: Any, y: Any, plot: Plot, narrow: bool) -> list[Any]:
    import altair as alt

    marks: list[dict[str, Any]] = []
    points: list[tuple[float, float, str]] = []
    for row in figures:
        stated = row["value"] if row["value"] is not None else (row["low"] if row["low"] is not None else row["high"])
        open_above = row["high"] is None
        end = stated + plot.top * ARROW / plot.height if open_above else row["high"]
        marks.append(
            {
                "x": row["period_end"],
                "y": stated,
                "low": row["low"] if row["low"] is not None else 0,
                "end": end,
                "open": open_above,
                "speaker": row["speaker"],
                "said": words_of(row),
                "stated_on": row["stated_on"].isoformat(),
                "through": row["period_end"].isoformat(),
                "measure": row["measure_title"],
            }
        )
        points.append((plot.x(row["period_end"]), plot.y(stated), mark_label(row, narrow)))
    obstacles = [(plot.x(row["through_on"]), plot.y(row["low"])) for row in official]
    for mark in marks:
        top, bottom = plot.y(mark["end"]), plot.y(mark["low"])
        obstacles += [(plot.x(mark["x"]), top + step) for step in range(0, int(bottom - top) + 1, 8)]
    base = alt.Chart(alt.Data(values=records(marks)))
    tip = [
        alt.Tooltip("speaker:N", title="speaker"),
        alt.Tooltip("said:N", title="stated"),
        alt.Tooltip("stated_on:N", title="on"),
        alt.Tooltip("through:N", title="for the time to"),
        alt.Tooltip("measure:N", title="measure"),
    ]
    layers = [
        base.mark_rule(color=REPORTED, strokeWidth=3).encode(x=x, y=alt.Y("low:Q"), y2="end:Q"),
        base.transform_filter("datum.open")
        .mark_point(shape="triangle-up", color=REPORTED, fill=REPORTED, size=36, opacity=1)
        .encode(x=x, y=alt.Y("end:Q")),
        base.mark_point(shape="diamond", color=REPORTED, fill=REPORTED, size=46, opacity=1).encode(
            x=x, y=y, tooltip=tip
        ),
    ]
    own = _official_label(official, plot, narrow)
    placed = place([*own, *points], plot.width, plot.height, obstacles=obstacles, right_margin=4)
    for align in ("left", "right"):
        texts = [
            {
                "x": plot.day_at(label.x),
                "y": plot.value_at(label.y),
                "label": label.text,
                "colour": OFFICIAL if number < len(own) else INK,
            }
            for number, label in enumerate(placed)
            if label.align == align
        ]
        if texts:
            mark = alt.Chart(alt.Data(values=texts)).mark_text(align=align)
            layers.append(mark.encode(x=x, y=y, text="label:N", color=alt.Color("colour:N", scale=None)))
    return layers


