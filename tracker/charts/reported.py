"""What was reported against what is official since a day? One panel per scope, never one line over unlike scopes.

A reported figure is drawn as the range that its words allow: a diamond at the number as stated, a bar for "nearly" or
"about", an arrow upward for "over". Official bounds are drawn edition by edition, as a bar from least to most, or
with an arrow upward where only the least is known; nothing is joined across a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from tracker.charts.labels import place, text_width
from tracker.charts.scales import Plot, Row, corner_row, round_top, short_number, words_of
from tracker.charts.sheet import Panel, Sheet, counts_axis, frame, labelled
from tracker.charts.style import INK, NARROW, OFFICIAL, REPORTED, STRETCH, Spec


@dataclass(frozen=True)
class _Panel:
    """What all layers of a panel share: the sheet, its pixels, its two channels, and whether labels must be short."""

    sheet: Sheet
    plot: Plot
    narrow: bool
    x: Any
    y: Any


@dataclass(frozen=True)
class Stretch:
    """The time in which an official series was withheld, with its label in two lengths."""

    from_on: date
    through_on: date
    label: str
    label_narrow: str


ARROW = 16  # pixels of stem above a figure that is open upward
OFFICIAL_ARROW = 9  # and above an official bound, of which there are many
LONG = 120  # pixels: a label that is longer takes two lines on a small screen
THINNEST = 5  # pixels: a range that is less high is drawn so high
OFFICIAL_WIDTH = 11  # pixels across: editions lie some 19 pixels apart, on a small screen some 6
OFFICIAL_WIDTH_NARROW = 5


def mark_label(row: Row, narrow: bool) -> str:
    """The direct label of a figure: who and how much; on a small screen on two lines where one would be long."""
    label = f"{row['speaker_short']}: {words_of(row)}"
    return label.replace(": ", ":\n", 1) if narrow and text_width(label) > LONG else label


def reported_panels(
    panels: Sequence[Row], official: Sequence[Row], stretch: Stretch | None, days: tuple[date, date], width: int
) -> Spec:
    """All panels on one time axis and one scale; panels with few figures stand two in a row.

    `panels`: title, note, note_narrow, official, figures (rows of `reported_since` with speaker_short).
    `official`: rows of `removals_since`, drawn in the panel whose `official` is true. `days`: ends of the time axis.
    """
    tops = [row["high"] or row["low"] or 0 for panel in panels for row in panel["figures"]]
    tops += [row["high"] or row["low"] for row in official]
    top = round_top(max(tops, default=0) * 1.2)
    narrow = width <= NARROW
    sheet = Sheet()
    large = [panel for panel in panels if panel["official"] or len(panel["figures"]) > 3]
    small = [panel for panel in panels if not (panel["official"] or len(panel["figures"]) > 3)]
    whole, half = (width - 54, width - 54) if narrow else (width - 64, (width - 64 - 52) // 2)
    x, y = alt.X("x:T", scale=alt.Scale(type="utc")), alt.Y("y:Q")
    tall = _Panel(sheet, Plot(whole, 240, *days, top), narrow, x, y)
    low = _Panel(sheet, Plot(half, 150, *days, top), narrow, x, y)
    first = [_panel(tall, panel, official if panel["official"] else [], stretch) for panel in large]
    second = [_panel(low, panel, [], stretch) for panel in small]
    grids = [sheet.grid(first, (whole, 240), 1, 0)] if first else []
    if second:
        grids.append(sheet.grid(second, (half, 150), 1 if narrow else 2, 52))
    return sheet.finish_grids(grids)


def _panel(at: _Panel, panel: Row, official: Sequence[Row], stretch: Stretch | None) -> Panel:
    plot, short = at.plot, at.plot.width < 500
    layers = [frame(at.sheet.chart(corner_row(plot)), plot, 4 if short else 8, counts_axis(4))]
    layers += _stretch(at, stretch) + _official(at, official)
    layers += _marks(at, panel["figures"]) + _texts(at, panel["figures"], official)
    note = panel["note_narrow"] if short else panel["note"]
    return Panel(panel["title"], note, layers)


def _stretch(at: _Panel, stretch: Stretch | None) -> list[Any]:
    """The time in which the tables were withheld: shaded, with its label at the top."""
    rows = []
    if stretch is not None:
        label = stretch.label_narrow if at.plot.width < 320 else stretch.label
        start, end = max(stretch.from_on, at.plot.first), min(stretch.through_on, at.plot.last)
        rows = [{"x": start, "end": end, "y": at.plot.value_at(9), "label": label}]
    base = at.sheet.chart(rows)
    text = base.mark_text(align="left", dx=5, color=STRETCH, fontSize=10)
    return [
        base.mark_rect(color=STRETCH, opacity=0.09).encode(x=at.x, x2=alt.X2("end:T")),
        text.encode(x=at.x, y=at.y, text=alt.Text("label:N")),
    ]


def _official(at: _Panel, official: Sequence[Row]) -> list[Any]:
    """ICE's own bounds, one bar per edition from the least to the most; open above, it ends in an arrow."""
    pixel = at.plot.top / at.plot.height
    rows = [
        {
            "x": row["through_on"],
            "y": row["low"],
            "end": row["low"] + OFFICIAL_ARROW * pixel
            if row["high"] is None
            else max(row["high"], row["low"] + THINNEST * pixel),
            "open": row["high"] is None,
            "most": "not known" if row["high"] is None else short_number(row["high"]),
            "day": row["through_on"].isoformat(),
        }
        for row in official
    ]
    tip = [
        alt.Tooltip("day:N", title="data through"),
        alt.Tooltip("y:Q", title="at least", format=","),
        alt.Tooltip("most:N", title="at most"),
    ]
    base = at.sheet.chart(rows)
    across = OFFICIAL_WIDTH_NARROW if at.narrow else OFFICIAL_WIDTH
    stem = base.mark_rule(color=OFFICIAL, strokeWidth=3)
    return [
        base.transform_filter("!datum.open")
        .mark_rule(color=OFFICIAL, strokeWidth=across)
        .encode(x=at.x, y=at.y, y2=alt.Y2("end:Q"), tooltip=tip),
        stem.transform_filter("datum.open").encode(x=at.x, y=at.y, y2=alt.Y2("end:Q"), tooltip=tip),
        base.transform_filter("datum.open")
        .mark_point(shape="triangle-up", size=24 if at.narrow else 60, color=OFFICIAL, fill=OFFICIAL, opacity=1)
        .encode(x=at.x, y=alt.Y("end:Q"), tooltip=tip),
    ]


def _stated(row: Row) -> float:
    """Where the diamond stands: the number, or for vague words the low end."""
    found = next(value for value in (row["value"], row["low"], row["high"]) if value is not None)
    return float(found)


def _end(row: Row, plot: Plot) -> float:
    """The upper end of the mark of a figure; open above, the tip of its arrow."""
    return float(row["high"]) if row["high"] is not None else _stated(row) + plot.top * ARROW / plot.height


def _marks(at: _Panel, figures: Sequence[Row]) -> list[Any]:
    base = at.sheet.chart(
        [
            {
                "x": row["period_end"],
                "y": _stated(row),
                "low": row["low"] or 0,
                "end": _end(row, at.plot),
                "open": row["high"] is None,
                "speaker": row["speaker"],
                "said": words_of(row),
                "stated_on": row["stated_on"].isoformat(),
                "through": row["period_end"].isoformat(),
                "measure": row["measure_title"],
            }
            for row in figures
        ]
    )
    tip = [
        alt.Tooltip("speaker:N", title="speaker"),
        alt.Tooltip("said:N", title="stated"),
        alt.Tooltip("stated_on:N", title="on"),
        alt.Tooltip("through:N", title="for the time to"),
        alt.Tooltip("measure:N", title="measure"),
    ]
    point = {"color": REPORTED, "fill": REPORTED, "opacity": 1}
    arrow = base.transform_filter("datum.open").mark_point(shape="triangle-up", size=36, **point)
    return [
        base.mark_rule(color=REPORTED, strokeWidth=3).encode(x=at.x, y=alt.Y("low:Q"), y2=alt.Y2("end:Q")),
        arrow.encode(x=at.x, y=alt.Y("end:Q")),
        base.mark_point(shape="diamond", size=46, **point).encode(x=at.x, y=at.y, tooltip=tip),
    ]


def _texts(at: _Panel, figures: Sequence[Row], official: Sequence[Row]) -> list[Any]:
    """Direct labels, placed clear of marks and of each other."""
    points = [(at.plot.x(row["period_end"]), at.plot.y(_stated(row)), mark_label(row, at.narrow)) for row in figures]
    own = []
    if official:
        newest = official[-1]
        number = f": {'at least ' if newest['high'] is None else ''}{short_number(newest['low'])}"
        own = [
            (at.plot.x(newest["through_on"]), at.plot.y(newest["low"]), f"ICE’s own count{'' if at.narrow else number}")
        ]
    obstacles = [
        (at.plot.x(row["through_on"]), at.plot.y(row["low"]) - step)
        for row in official
        for step in ((0,) if row["high"] is not None else (0, OFFICIAL_ARROW))
    ]
    for row in figures:
        upper, lower = at.plot.y(_end(row, at.plot)), at.plot.y(row["low"] or 0)
        obstacles += [(at.plot.x(row["period_end"]), upper + step) for step in range(0, int(lower - upper) + 1, 8)]
    texts = [
        {
            "x": at.plot.day_at(label.x),
            "y": at.plot.value_at(middle),
            "label": line,
            "align": label.align,
            "colour": OFFICIAL if number < len(own) else INK,
        }
        for number, label in enumerate(place([*own, *points], at.plot.width, at.plot.height, obstacles=obstacles))
        for line, middle in label.lines
    ]
    return labelled(at.sheet, texts, at.x, at.y)
