"""How many removals, returns and expulsions does each vintage print per fiscal year? Small panels on one scale.

A panel holds one measure in one scope; its lines are vintages of that one thing. Years that a vintage does not print
are gaps. Stated targets stand in a panel of their own: their measure is not that of any official series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.charts.labels import place
from tracker.charts.scales import Row, along, counts_axis, round_top, short_number
from tracker.charts.sheet import Sheet, Spec, labelled
from tracker.charts.style import INK, NARROW, OFFICIAL, OLDER, REPORTED

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
    """`panels`: title, subtitle, lines (label, points: fiscal_year, value). `targets`: target_year, value, speaker_short."""
    import altair as alt

    points = [point for panel in panels for line in panel["lines"] for point in line["points"]]
    years = [point["fiscal_year"] for point in points] + [row["target_year"] for row in targets]
    top = round_top(max([*(point["value"] for point in points), *(row["value"] for row in targets), 0]))
    narrow = width <= NARROW
    plot_width = (width - 60) if narrow else (width - 40) // 3 - 52
    plot = _Years(plot_width, 140 if narrow else 180, min(years, default=2000), max(years, default=2001), top)
    sheet = Sheet()
    charts = [_panel(sheet, panel, plot) for panel in panels]
    if targets:
        charts.append(_targets(sheet, targets, plot))
    columns = 1 if narrow else 3
    return sheet.finish(alt.concat(*charts, columns=columns, spacing={"row": 26, "column": 20}))


def _frame(sheet: Sheet, plot: _Years) -> Any:
    """The layer that sets both scales of a panel."""
    import altair as alt

    ticks = [year for year in range(plot.first, plot.last + 1) if year % 5 == 0]
    x = alt.X(
        "fiscal_year:Q",
        scale=alt.Scale(domain=[plot.first - 0.5, plot.last + 0.5], nice=False, zero=False),
        axis=alt.Axis(title=None, values=ticks, labelExpr="'FY' + datum.value", grid=False),
    )
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, plot.top], nice=False), axis=counts_axis(4))
    return sheet.chart([{"fiscal_year": plot.first, "value": 0}]).mark_point(opacity=0).encode(x=x, y=y)


def _panel(sheet: Sheet, panel: Row, plot: _Years) -> Any:
    import altair as alt

    x, y = alt.X("fiscal_year:Q", scale=alt.Scale(zero=False)), alt.Y("value:Q")
    layers: list[Any] = [_frame(sheet, plot)]
    obstacles: list[tuple[float, float]] = []
    points: list[tuple[float, float, str]] = []
    for number, line in enumerate(panel["lines"]):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        base = sheet.chart(_segments(line))
        tip = [
            alt.Tooltip("year:N", title="fiscal year"),
            alt.Tooltip("value:Q", title="people or events", format=","),
            alt.Tooltip("label:N", title="vintage"),
        ]
        mark = base.mark_line(color=colour, strokeWidth=2, strokeDash=dash)
        layers.append(mark.encode(x=x, y=y, detail="segment:N"))
        layers.append(base.mark_circle(color=colour, size=26, opacity=1).encode(x=x, y=y, tooltip=tip))
        pixels = [plot.pixel(point["fiscal_year"], point["value"]) for point in line["points"]]
        obstacles += along(pixels)
        points.append((*_anchor(pixels, number), line["label"]))
    placed = place(points, plot.width, plot.height, obstacles=obstacles, right_margin=8)
    texts = [plot.text(label, COLOURS[number % len(COLOURS)]) for number, label in enumerate(placed)]
    title = alt.TitleParams(panel["title"], fontSize=12, frame="group", subtitle=panel["subtitle"], subtitleFontSize=11)
    layers += labelled(sheet, texts, x, y)
    return alt.layer(*layers).properties(width=plot.width, height=plot.height, title=title)


def _anchor(pixels: Sequence[tuple[float, float]], number: int) -> tuple[float, float]:
    """Where the label of a line belongs: at the highest point of the first line, at the start of the others."""
    return min(pixels, key=lambda pixel: pixel[1]) if number == 0 else pixels[0]


def _segments(line: Row) -> list[dict[str, Any]]:
    """Points with the number of the unbroken run of years that they belong to."""
    rows: list[dict[str, Any]] = []
    segment = 0
    for point in line["points"]:
        year = point["fiscal_year"]
        if rows and year != rows[-1]["fiscal_year"] + 1:
            segment += 1
        names = {"year": f"FY{year}", "label": line["label"]}
        rows.append({"fiscal_year": year, "value": point["value"], "segment": segment, **names})
    return rows


def _targets(sheet: Sheet, targets: Sequence[Row], plot: _Years) -> Any:
    """Targets as ticks at their year; one label per value, with those who stated it."""
    import altair as alt

    x, y = alt.X("fiscal_year:Q", scale=alt.Scale(zero=False)), alt.Y("value:Q")
    ticks = sorted({(row["target_year"], row["value"]) for row in targets})
    points = []
    for value in sorted({value for _, value in ticks}):
        who = "; ".join(sorted({row["speaker_short"] for row in targets if row["value"] == value}))
        text = f"{short_number(value)}, {who}"
        text = text if len(text) * 6 < plot.width else short_number(value)
        points.append((*plot.pixel(min(year for year, other in ticks if other == value), value), text))
    base = sheet.chart([{"fiscal_year": year, "value": value} for year, value in ticks])
    layers = [
        _frame(sheet, plot),
        base.mark_tick(color=REPORTED, opacity=1, thickness=3, size=12, orient="horizontal").encode(x=x, y=y),
    ]
    obstacles = [plot.pixel(year, value) for year, value in ticks]
    placed = place(points, plot.width, plot.height, obstacles=obstacles)
    layers += labelled(sheet, [plot.text(label, INK) for label in placed], x, y)
    title = alt.TitleParams(
        "Targets as stated", fontSize=12, frame="group", subtitle="“deportations”, per year", subtitleFontSize=11
    )
    return alt.layer(*layers).properties(width=plot.width, height=plot.height, title=title)
