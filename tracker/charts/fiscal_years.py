"""How many removals, returns and expulsions does each vintage print per fiscal year? Small panels on one scale.

A panel holds one measure in one scope; its lines are vintages of that one thing. Years that a vintage does not print
are gaps. Stated targets stand in a panel of their own: their measure is not that of any official series.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.charts.labels import place
from tracker.charts.scales import Row, counts_axis, round_top, short_number
from tracker.charts.style import INK, NARROW, OFFICIAL, OLDER, REPORTED

COLOURS = (OFFICIAL, OLDER, "#8a5a00", "#5d3a73")
DASHES = ([1, 0], [5, 3], [2, 2], [7, 2])


def fiscal_year_panels(panels: Sequence[Row], targets: Sequence[Row], width: int) -> Any:
    """`panels`: title, lines (label, points: fiscal_year, value). `targets`: target_year, value, speaker_short, said."""
    import altair as alt

    values = [point["value"] for panel in panels for line in panel["lines"] for point in line["points"]]
    years = [point["fiscal_year"] for panel in panels for line in panel["lines"] for point in line["points"]]
    years += [row["target_year"] for row in targets]
    top = round_top(max([*values, *(row["value"] for row in targets), 0]))
    domain = (min(years, default=2000), max(years, default=2001))
    narrow = width <= NARROW
    columns = 1 if narrow else 3
    plot_width = (width - 60) if narrow else (width - 40) // 3 - 52
    height = 150 if narrow else 190
    charts = [_panel(panel, domain, top, plot_width, height) for panel in panels]
    if targets:
        charts.append(_targets(targets, domain, top, plot_width, height))
    return alt.concat(*charts, columns=columns, spacing={"row": 26, "column": 20})


def _axes(domain: tuple[int, int], top: float) -> tuple[Any, Any]:
    import altair as alt

    ticks = [year for year in range(domain[0], domain[1] + 1) if year % 5 == 0]
    x = alt.X(
        "fiscal_year:Q",
        scale=alt.Scale(domain=[domain[0] - 0.5, domain[1] + 0.5], nice=False, zero=False),
        axis=alt.Axis(title=None, values=ticks, labelExpr="'FY' + datum.value", grid=False),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=counts_axis(4),
    )
    return x, y


def _panel(panel: Row, domain: tuple[int, int], top: float, width: float, height: float) -> Any:
    import altair as alt

    x, y = _axes(domain, top)
    layers: list[Any] = []
    points: list[tuple[float, float, str]] = []
    span = domain[1] - domain[0] + 1
    ends: list[tuple[float, float]] = []
    for number, line in enumerate(panel["lines"]):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        tip = [
            alt.Tooltip("year:N", title="fiscal year"),
            alt.Tooltip("value:Q", format=","),
            alt.Tooltip("label:N", title="vintage"),
        ]
        base = alt.Chart(alt.Data(values=_segments(line)))
        layers.append(
            base.mark_line(color=colour, strokeWidth=2, strokeDash=dash).encode(x=x, y=y, detail="segment:N")
        )
        layers.append(
            base.mark_circle(color=colour, size=20 if number else 26, opacity=1).encode(x=x, y=y, tooltip=tip)
        )
        pixels = [
            ((p["fiscal_year"] - domain[0] + 0.5) / span * width, height - p["value"] / top * height)
            for p in line["points"]
        ]
        ends += pixels
        anchor = max(range(len(pixels)), key=lambda n: (line["points"][n]["value"], n)) if number == 0 else 0
        points.append((*pixels[anchor], line["label"]))
    for number, label in enumerate(place(points, width, height, obstacles=ends)):
        text = [
            {
                "fiscal_year": round(label.x / width * span + domain[0] - 0.5, 3),
                "value": round((height - label.y) / height * top, 3),
                "label": label.text,
            }
        ]
        mark = alt.Chart(alt.Data(values=text)).mark_text(align=label.align, color=COLOURS[number % len(COLOURS)])
        layers.append(mark.encode(x=x, y=y, text="label:N"))
    title = alt.TitleParams(panel["title"], fontSize=12, frame="group", subtitle=panel["subtitle"], subtitleFontSize=11)
    return alt.layer(*layers).properties(width=width, height=height, title=title)


def _segments(line: Row) -> list[dict[str, Any]]:
    """Points with the number of the unbroken run of years that they belong to."""
    rows: list[dict[str, Any]] = []
    segment = 0
    for point in line["points"]:
        if rows and point["fiscal_year"] != rows[-1]["fiscal_year"] + 1:
            segment += 1
        year = f"FY{point['fiscal_year']}"
        rows.append(
            {
                "fiscal_year": point["fiscal_year"],
                "value": point["value"],
                "segment": segment,
                "year": year,
                "label": line["label"],
            }
        )
    return rows


def _targets(targets: Sequence[Row], domain: tuple[int, int], top: float, width: float, height: float) -> Any:
    import altair as alt

    x, y = _axes(domain, top)
    span = domain[1] - domain[0] + 1
    merged: dict[tuple[int, float], list[str]] = {}
    for row in targets:
        merged.setdefault((row["target_year"], row["value"]), []).append(row["speaker_short"])
    rows = [{"fiscal_year": year, "value": value} for year, value in merged]
    points = []
    for (year, value), speakers in merged.items():
        who = "; ".join(sorted(set(speakers)))
        text = f"{short_number(value)}" if len(who) > 22 else f"{short_number(value)} ({who})"
        points.append(((year - domain[0] + 0.5) / span * width, height - value / top * height, text))
    base = alt.Chart(alt.Data(values=rows))
    layers = [base.mark_tick(color=REPORTED, thickness=3, size=16, orient="horizontal").encode(x=x, y=y)]
    for label in place(points, width, height):
        at = {
            "fiscal_year": round(label.x / width * span + domain[0] - 0.5, 3),
            "value": round((height - label.y) / height * top, 3),
            "label": label.text,
        }
        mark = alt.Chart(alt.Data(values=[at])).mark_text(align=label.align, color=INK)
        layers.append(mark.encode(x=x, y=y, text="label:N"))
    title = alt.TitleParams(
        "Targets as stated", fontSize=12, frame="group", subtitle="“deportations”, per year", subtitleFontSize=11
    )
    return alt.layer(*layers).properties(width=width, height=height, title=title)
