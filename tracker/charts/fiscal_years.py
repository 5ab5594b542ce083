"""How many removals, returns and expulsions does each vintage print per fiscal year? Small panels on one scale.

A panel holds one measure in one scope; its lines are vintages of that one thing. Years that a vintage does not print
are gaps. Stated targets stand in a panel of their own: their measure is not that of any official series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.labels import place
from tracker.charts.scales import Row, along, round_top, short_number
from tracker.charts.sheet import Panel, Sheet, counts_axis, labelled
from tracker.charts.style import INK, NARROW, OFFICIAL, OLDER, REPORTED, Spec

COLOURS = (OFFICIAL, OLDER, "#8a5a00", "#5d3a73")
DASHES = ([1, 0], [5, 3], [2, 2], [7, 2])


@dataclass(frozen=True)
class _Years:
    """The inside of one panel: pixels, first and last fiscal year, top value."""

    width: float
    height: float
    first: int
    last: int
    top: float

    @property
    def span(self) -> int:
        return self.last - self.first + 1

    def pixel(self, year: int, value: float) -> tuple[float, float]:
        return ((year - self.first + 0.5) / self.span * self.width, self.height - value / self.top * self.height)

    def text(self, label: Any, colour: str) -> dict[str, Any]:
        return {
            "fiscal_year": round(label.x / self.width * self.span + self.first - 0.5, 3),
            "value": round((self.height - label.y) / self.height * self.top, 3),
            "label": label.text,
            "align": label.align,
            "colour": colour,
        }


def fiscal_year_panels(panels: Sequence[Row], targets: Sequence[Row], width: int) -> Spec:
    """`panels`: title, subtitle, lines (label, points: fiscal_year, value). `targets`: target_year, value, speaker.

    Panels stand three in a row, on a small screen one.
    """
    points = [point for panel in panels for line in panel["lines"] for point in line["points"]]
    years = [point["fiscal_year"] for point in points] + [row["target_year"] for row in targets]
    top = round_top(max([*(point["value"] for point in points), *(row["value"] for row in targets), 0]))
    narrow = width <= NARROW
    plot_width = (width - 60) if narrow else (width - 40) // 3 - 52
    plot = _Years(plot_width, 140 if narrow else 180, min(years, default=2000), max(years, default=2001), top)
    sheet = Sheet()
    lines = max((len(panel["lines"]) for panel in panels), default=0)
    made = [_panel(sheet, panel, plot, lines) for panel in panels]
    if targets:
        made.append(_targets(sheet, targets, plot, lines))
    grids = [sheet.grid(made, (plot.width, plot.height), 1 if narrow else 3, 62)] if made else []
    return sheet.finish_grids(grids)


def _frame(sheet: Sheet, plot: _Years) -> Any:
    """The layer that sets both scales of a panel."""
    ticks = [year for year in range(plot.first, plot.last + 1) if year % 5 == 0]
    x = alt.X(
        "fiscal_year:Q",
        scale=alt.Scale(domain=[plot.first - 0.5, plot.last + 0.5], nice=False, zero=False),
        axis=alt.Axis(title=None, values=ticks, labelExpr="'FY' + datum.value", grid=False),
    )
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, plot.top], nice=False), axis=counts_axis(4))
    return sheet.chart([{"fiscal_year": plot.first, "value": 0}]).mark_point(opacity=0).encode(x=x, y=y)


def _channels() -> tuple[Any, Any]:
    return alt.X("fiscal_year:Q", scale=alt.Scale(zero=False)), alt.Y("value:Q")


def _panel(sheet: Sheet, panel: Row, plot: _Years, lines: int) -> Panel:
    obstacles: list[tuple[float, float]] = []
    points: list[tuple[float, float, str]] = []
    for number, line in enumerate(panel["lines"]):
        pixels = [plot.pixel(point["fiscal_year"], point["value"]) for point in line["points"]]
        obstacles += along(pixels)
        points.append((*_anchor(pixels, number), line["label"]))
    placed = place(points, plot.width, plot.height, obstacles=obstacles, right_margin=8)
    texts = [plot.text(label, COLOURS[number % len(COLOURS)]) for number, label in enumerate(placed)]
    layers = [_frame(sheet, plot), *_lines(sheet, panel["lines"], lines), _ticks(sheet, [])]
    return Panel(panel["title"], panel["subtitle"], [*layers, *labelled(sheet, texts, *_channels())])


def _lines(sheet: Sheet, lines: Sequence[Row], wanted: int) -> list[Any]:
    """Line and points of each vintage; `wanted` layers of each, the last ones perhaps empty."""
    x, y = _channels()
    tip = [
        alt.Tooltip("year:N", title="fiscal year"),
        alt.Tooltip("value:Q", title="people or events", format=","),
        alt.Tooltip("label:N", title="vintage"),
    ]
    layers = []
    for number in range(wanted):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        base = sheet.chart(_segments(lines[number]) if number < len(lines) else [])
        mark = base.mark_line(color=colour, strokeWidth=2, strokeDash=dash)
        layers.append(mark.encode(x=x, y=y, detail=alt.Detail("segment:N")))
        layers.append(base.mark_circle(color=colour, size=26, opacity=1).encode(x=x, y=y, tooltip=tip))
    return layers


def _ticks(sheet: Sheet, rows: Sequence[Row]) -> Any:
    x, y = _channels()
    mark = sheet.chart(rows).mark_tick(color=REPORTED, opacity=1, thickness=3, size=12, orient="horizontal")
    return mark.encode(x=x, y=y)


def _anchor(pixels: Sequence[tuple[float, float]], number: int) -> tuple[float, float]:
    """Where the label of a line belongs: at the highest point of the first line, at the start of the others."""
    return min(pixels, key=lambda pixel: pixel[1]) if number == 0 else pixels[0]


def _segments(line: Row) -> list[dict[str, Any]]:
    """Points with the number of the unbroken run of years of one edition that they belong to."""
    rows: list[dict[str, Any]] = []
    segment = 0
    before: Row = {}
    for point in line["points"]:
        year = point["fiscal_year"]
        if rows and (year != rows[-1]["fiscal_year"] + 1 or point.get("edition") != before.get("edition")):
            segment += 1
        before = point
        names = {"year": f"FY{year}", "label": line["label"]}
        rows.append({"fiscal_year": year, "value": point["value"], "segment": segment, **names})
    return rows


def _targets(sheet: Sheet, targets: Sequence[Row], plot: _Years, lines: int) -> Panel:
    """Targets as ticks at their year; one label per value, with those who stated it."""
    ticks = sorted({(row["target_year"], row["value"]) for row in targets})
    points = []
    for value in sorted({value for _, value in ticks}):
        who = "; ".join(sorted({row["speaker_short"] for row in targets if row["value"] == value}))
        text = f"{short_number(value)}, {who}"
        text = text if len(text) * 6 < plot.width else short_number(value)
        points.append((*plot.pixel(min(year for year, other in ticks if other == value), value), text))
    obstacles = [plot.pixel(year, value) for year, value in ticks]
    placed = place(points, plot.width, plot.height, obstacles=obstacles)
    marks = _ticks(sheet, [{"fiscal_year": year, "value": value} for year, value in ticks])
    texts = labelled(sheet, [plot.text(label, INK) for label in placed], *_channels())
    layers = [_frame(sheet, plot), *_lines(sheet, [], lines), marks, *texts]
    return Panel("Targets as stated", "“deportations”, per year", layers)
