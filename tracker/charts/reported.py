"""What was reported against what is official since a day? One panel per scope, never one line over unlike scopes.

A reported figure is drawn as the range that its words allow: a diamond at the number as stated, a bar for "nearly" or
"about", an arrow upward for "over". Official bounds are drawn edition by edition; nothing is joined across a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.charts.labels import place
from tracker.charts.scales import Plot, Row, corner_row, counts_axis, frame, round_top, short_number
from tracker.charts.sheet import Sheet, Spec, labelled
from tracker.charts.style import INK, NARROW, OFFICIAL, REPORTED, STRETCH

ARROW = 16  # pixels of stem above a figure that is open upward


def words_of(row: Row) -> str:
    """The number with the qualifier that was said: "over 100,000", "nearly 150,000"; for vague words the range."""
    if row["value"] is None:
        low = short_number(row["low"] or 0)
        return f"{low} or more" if row["high"] is None else f"{low} to {short_number(row['high'])}"
    number = short_number(row["value"])
    return number if row["qualifier"] in ("exact", "vague") else f"{row['qualifier']} {number}"


def mark_label(row: Row, narrow: bool) -> str:
    """The direct label of a figure: who and how much; on a small screen only how much."""
    return words_of(row) if narrow else f"{row['speaker_short']}: {words_of(row)}"


def reported_panels(
    panels: Sequence[Row], official: Sequence[Row], stretch: Row | None, first: date, last: date, width: int
) -> Spec:
    """All panels on one time axis and one scale; panels with few figures stand two in a row.

    `panels`: title, note, note_narrow, official, figures (rows of `reported_since` with speaker_short). `official`: rows
    of `removals_since`, drawn in the panel whose `official` is true. `stretch`: from_on, through_on, label.
    """
    import altair as alt

    tops = [row["high"] or row["low"] or 0 for panel in panels for row in panel["figures"]]
    tops += [row["high"] or row["low"] for row in official]
    top = round_top(max(tops, default=0) * 1.08)
    narrow = width <= NARROW
    sheet = Sheet()
    large = [panel for panel in panels if panel["official"] or len(panel["figures"]) > 3]
    small = [panel for panel in panels if not (panel["official"] or len(panel["figures"]) > 3)]
    whole, half = (width - 54, width - 54) if narrow else (width - 64, (width - 64) // 2 - 40)
    rows = [_panel(sheet, panel, official, stretch, Plot(whole, 240, first, last, top), narrow) for panel in large]
    pairs = [_panel(sheet, panel, [], stretch, Plot(half, 150, first, last, top), narrow) for panel in small]
    if pairs:
        rows.append(alt.concat(*pairs, columns=1 if narrow else 2, spacing={"row": 24, "column": 36}))
    return sheet.finish(alt.vconcat(*rows, spacing=26))


def _panel(sheet: Sheet, panel: Row, official: Sequence[Row], stretch: Row | None, plot: Plot, narrow: bool) -> Any:
    import altair as alt

    x, y = alt.X("x:T", scale=alt.Scale(type="utc")), alt.Y("y:Q")
    short = plot.width < 500
    shown = official if panel["official"] else []
    layers = [frame(sheet.chart(corner_row(plot)), plot, 4 if short else 8, counts_axis(4))]
    layers += _stretch(sheet, stretch, x, y, plot) + _official(sheet, shown, x, y)
    layers += _marks(sheet, panel["figures"], x, y, plot) + _texts(sheet, panel["figures"], shown, x, y, plot, narrow)
    note = panel["note_narrow"] if short else panel["note"]
    title = alt.TitleParams(panel["title"], subtitle=note, frame="group", subtitleFontSize=11)
    return alt.layer(*layers).properties(width=plot.width, height=plot.height, title=title)


def _stretch(sheet: Sheet, stretch: Row | None, x: Any, y: Any, plot: Plot) -> list[Any]:
    """The time in which the tables were withheld: shaded, with its label at the top."""
    if stretch is None:
        return []
    label = stretch["label_narrow"] if plot.width < 320 else stretch["label"]
    start, end = max(stretch["from_on"], plot.first), min(stretch["through_on"], plot.last)
    base = sheet.chart([{"x": start, "end": end, "y": plot.value_at(9), "label": label}])
    return [
        base.mark_rect(color=STRETCH, opacity=0.09).encode(x=x, x2="end:T"),
        base.mark_text(align="left", dx=5, color=STRETCH, fontSize=10).encode(x=x, y=y, text="label:N"),
    ]


def _official(sheet: Sheet, official: Sequence[Row], x: Any, y: Any) -> list[Any]:
    """ICE's own bounds, one mark per edition; open above, only the lower bound is drawn."""
    import altair as alt

    if not official:
        return []
    rows = [
        {
            "x": row["through_on"],
            "y": row["low"],
            "high": row["high"] if row["high"] is not None else row["low"],
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
    base = sheet.chart(rows)
    return [
        base.mark_rule(color=OFFICIAL, strokeWidth=4, opacity=0.55).encode(x=x, y=y, y2="high:Q"),
        base.mark_circle(color=OFFICIAL, size=22, opacity=1).encode(x=x, y=y, tooltip=tip),
    ]


def _stated(row: Row) -> float:
    """Where the diamond stands: the number, or for vague words the low end."""
    found = next(value for value in (row["value"], row["low"], row["high"]) if value is not None)
    return float(found)


def _end(row: Row, plot: Plot) -> float:
    """The upper end of the mark of a figure; open above, the tip of its arrow."""
    return float(row["high"]) if row["high"] is not None else _stated(row) + plot.top * ARROW / plot.height


def _marks(sheet: Sheet, figures: Sequence[Row], x: Any, y: Any, plot: Plot) -> list[Any]:
    import altair as alt

    if not figures:
        return []
    base = sheet.chart(
        [
            {
                "x": row["period_end"],
                "y": _stated(row),
                "low": row["low"] or 0,
                "end": _end(row, plot),
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
        base.mark_rule(color=REPORTED, strokeWidth=3).encode(x=x, y=alt.Y("low:Q"), y2="end:Q"),
        arrow.encode(x=x, y=alt.Y("end:Q")),
        base.mark_point(shape="diamond", size=46, **point).encode(x=x, y=y, tooltip=tip),
    ]


def _texts(
    sheet: Sheet, figures: Sequence[Row], official: Sequence[Row], x: Any, y: Any, plot: Plot, narrow: bool
) -> list[Any]:
    """Direct labels, placed clear of marks and of each other."""
    points = [(plot.x(row["period_end"]), plot.y(_stated(row)), mark_label(row, narrow)) for row in figures]
    own = []
    if official:
        newest = official[-1]
        number = f": {'at least ' if newest['high'] is None else ''}{short_number(newest['low'])}"
        own = [(plot.x(newest["through_on"]), plot.y(newest["low"]), f"ICE’s own count{'' if narrow else number}")]
    obstacles = [(plot.x(row["through_on"]), plot.y(row["low"])) for row in official]
    for row in figures:
        upper, lower = plot.y(_end(row, plot)), plot.y(row["low"] or 0)
        obstacles += [(plot.x(row["period_end"]), upper + step) for step in range(0, int(lower - upper) + 1, 8)]
    texts = [
        {
            "x": plot.day_at(label.x),
            "y": plot.value_at(label.y),
            "label": label.text,
            "align": label.align,
            "colour": OFFICIAL if number < len(own) else INK,
        }
        for number, label in enumerate(place([*own, *points], plot.width, plot.height, obstacles=obstacles))
    ]
    return labelled(sheet, texts, x, y)
