"""Where do the revised figures of two editions lie? A strip of cells for each table, periods from left to right.

The shade of a cell stands for the number of figures revised in it: one hue, from light to dark, so that print without
colour keeps the order. Titles stand above their strips, so that a small screen shows the same picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from tracker.charts.scales import Row, shortened
from tracker.charts.sheet import Sheet, panel_of
from tracker.charts.style import INK, MUTED, NARROW, Spec

STEPS = (
    (1, "1", "#c3d8e8"),
    (2, "2 to 4", "#8fb6d3"),
    (5, "5 to 9", "#568eb9"),
    (10, "10 to 24", "#2a6a9a"),
    (25, "25 or more", "#0f3350"),
)
GRAINS = {
    "fiscal_year": "fiscal-year figures",
    "month": "monthly figures",
    "fiscal_year_to_date": "figures of a year to date",
    "day": "figures of a day",
    "none": "figures without a period",
}
UNITS = ((1, "month"), (3, "quarter"), (12, "fiscal year"))  # months that one cell covers
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROW, STRIP, GAP, LEAST = 30.0, 11.0, 14.0, 4.0


@dataclass
class _Block:
    """The periods of one grain: where its cells start, how wide they are, how many months each covers."""

    grain: str
    first: int  # months since year 0, or the fiscal year
    count: int
    months: int = 1
    unit: str = "month"
    left: float = 0.0
    cell: float = 0.0

    @property
    def width(self) -> float:
        return self.count * self.cell

    def place(self, row: Row) -> int:
        """Which cell a period belongs to."""
        return (_ordinal(row) - self.first) // self.months

    def head(self) -> str:
        """What its cells are."""
        if self.grain == "none":
            return GRAINS["none"]
        unit = "fiscal year" if self.grain == "fiscal_year" else self.unit
        last = self.first + (self.count - 1) * self.months
        return (
            f"{GRAINS.get(self.grain, self.grain)}, a cell per {unit}, {self._name(self.first)} to {self._name(last)}"
        )

    def _name(self, ordinal: int) -> str:
        if self.grain == "fiscal_year":
            return f"FY{ordinal}"
        return f"{MONTHS[ordinal % 12]} {ordinal // 12}"

    def name(self, place: int) -> str:
        """The period of one cell."""
        return GRAINS["none"] if self.grain == "none" else self._name(self.first + place * self.months)


def _ordinal(row: Row) -> int:
    day: date | None = row["period_end"]
    if day is None:
        return 0
    if row["grain"] == "fiscal_year":
        return day.year + (day.month > 9)
    return day.year * 12 + day.month - 1


def change_map(rows: Sequence[Row], width: int) -> Spec:
    """`rows`: table_title, table_cells, table_revised, grain, period_end, revised, in the order of the tables."""
    narrow = width <= NARROW
    strip = width - (40 if narrow else 104)
    blocks = _blocks([row for row in rows if row["revised"]], strip, narrow)
    tables = {row["table_title"]: row for row in rows}
    legend = _legend(width)
    top = 26.0 + 18.0 * (len({mark["y"] for mark in legend}) - 1) + 15.0 * len(blocks) + 16
    parts: dict[str, list[dict[str, Any]]] = {"cells": [*legend], "heads": [], "lines": [], "years": []}
    parts["heads"] = [{"x": mark["x2"] + 5, "y": mark["y"] + 6, "label": mark["step"]} for mark in legend]
    bottom = top + ROW * len(tables)
    for number, block in enumerate(blocks.values()):
        place = top - 16 - 15.0 * (len(blocks) - number) + 6
        parts["heads"].append({"x": block.left, "y": place, "label": block.head()})
        parts["lines"].append({"x": block.left, "y": place + 8, "y2": bottom})
        parts["years"] += _years(block, top, bottom, parts["lines"])
    titles, counts = [], []
    for number, (title, table) in enumerate(tables.items()):
        y = top + ROW * number
        titles.append({"x": 0.0, "y": y + 8, "label": shortened(title, width / 5.5)})
        whole = "" if narrow or table["table_cells"] is None else f" of {table['table_cells']:,}"
        counts.append({"x": strip + 6, "y": y + 21, "label": f"{table['table_revised']:,}{whole}"})
        parts["lines"].append({"x": 0.0, "y": y + 16 + STRIP, "x2": strip})
    parts["cells"] += _cells(rows, blocks, {title: top + ROW * number + 16 for number, title in enumerate(tables)})
    return _drawn(parts, titles, counts, width, bottom + 4)


def _blocks(rows: Sequence[Row], strip: float, narrow: bool) -> dict[str, _Block]:
    """A block of cells for each grain; months become quarters or years where there is no room for them."""
    blocks: dict[str, _Block] = {}
    order = [*GRAINS, *sorted({row["grain"] or "none" for row in rows} - set(GRAINS))]
    for grain in order:
        places = [_ordinal(row) for row in rows if (row["grain"] or "none") == grain]
        if places:
            blocks[grain] = _Block(grain, min(places), max(places) - min(places) + 1)
    room = strip - GAP * (len(blocks) - 1)
    for block in blocks.values():
        block.cell = 5.0 if narrow else 9.0
        if block.grain in ("fiscal_year", "none"):
            room -= block.width
    monthly = [block for block in blocks.values() if block.grain not in ("fiscal_year", "none")]
    for months, unit in UNITS:
        if sum(block.count for block in monthly) * LEAST <= room or not monthly:
            break
        for block in monthly:
            _merge(block, months, unit)
    for block in monthly:
        block.cell = min(36.0, max(1.0, room / sum(other.count for other in monthly)))
    left = 0.0
    for block in blocks.values():
        block.left = left
        left += block.width + GAP
    return blocks


def _merge(block: _Block, months: int, unit: str) -> None:
    """Let one cell cover some months: calendar quarters, or fiscal years from October."""
    last = block.first + block.count * block.months - 1
    shift = 9 if months == 12 else 0
    first = (block.first - shift) // months * months + shift
    block.first, block.months, block.unit = first, months, unit
    block.count = (last - first) // months + 1


def _cells(rows: Sequence[Row], blocks: Mapping[str, _Block], tops: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    sums: dict[tuple[str, str, int], int] = {}
    for row in rows:
        if row["revised"]:
            grain = row["grain"] or "none"
            key = (row["table_title"], grain, blocks[grain].place(row))
            sums[key] = sums.get(key, 0) + row["revised"]
    for (title, grain, place), revised in sums.items():
        block = blocks[grain]
        x = block.left + place * block.cell
        step = [step for step in STEPS if step[0] <= revised][-1]
        yield {
            "x": x,
            "x2": x + max(0.8, block.cell - 0.6),
            "y": tops[title],
            "y2": tops[title] + STRIP,
            "colour": step[2],
            "table": title,
            "period": block.name(place),
            "revised": revised,
        }


def _legend(width: float) -> list[dict[str, Any]]:
    """The shades and what they stand for, on one line or two."""
    marks = []
    x, y = 0.0, 0.0
    for least, words, colour in STEPS:
        label = f"{words} figure{'s' if least > 1 else ''} revised" if least == 1 else words
        room = 13 + 5 + len(label) * 6 + 12
        if x + room > width:
            x, y = 0.0, y + 18
        mark = {"x": x, "x2": x + 13, "y": y + 1, "y2": y + 1 + STRIP, "colour": colour, "step": label}
        marks.append({**mark, "table": label, "period": "", "revised": least})
        x += room
    return marks


def _years(block: _Block, top: float, bottom: float, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Names of years above a block of months, and a thin line down from each that is named."""
    if block.grain in ("fiscal_year", "none") or block.count * block.months < 13:
        return []
    year = block.cell * 12 / block.months
    every = next((step for step in (1, 2, 5, 10, 20) if year * step >= 34), 50)
    names = []
    for place in range(block.count):
        ordinal = block.first + place * block.months
        starts = ordinal % 12 < block.months if block.months < 12 else True
        number = ordinal // 12 + (block.months == 12)
        if starts and number % every == 0:
            x = block.left + place * block.cell
            if x + 26 <= block.left + block.width + 10:
                prefix = "FY" if block.months == 12 else ""
                names.append({"x": x + 2, "y": top - 7, "label": f"{prefix}{number}"})
                lines.append({"x": x, "y": top - 12, "y2": bottom})
    return names


def _drawn(
    parts: Mapping[str, Sequence[Row]], titles: Sequence[Row], counts: Sequence[Row], width: float, height: float
) -> Spec:
    sheet = Sheet()
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    lines = sheet.chart([{"x2": row["x"], "y2": row["y"], **row} for row in parts["lines"]])
    cells = sheet.chart(parts["cells"]).mark_rect()
    tip = [
        alt.Tooltip("table:N", title="table"),
        alt.Tooltip("period:N", title="period"),
        alt.Tooltip("revised:Q", title="figures revised", format=","),
    ]
    layers = [
        lines.mark_rule(color="#dfe3e6").encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")),
        cells.encode(
            x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), color=alt.Color("colour:N", scale=None), tooltip=tip
        ),
    ]
    texts = ((titles, INK, 11), (counts, INK, 11), (parts["heads"], MUTED, 11), (parts["years"], MUTED, 10))
    for rows, colour, size in texts:
        text = sheet.chart(rows).mark_text(align="left", baseline="middle", color=colour, fontSize=size)
        layers.append(text.encode(x=x, y=y, text=alt.Text("label:N")))
    return sheet.finish(panel_of(layers, width, height))
