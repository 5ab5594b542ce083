"""How do dates and numbers become positions? Pixel arithmetic for charts whose labels are placed by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Plot:
    """The inside of one panel: pixels across and down, the days it spans, the top value. Zero is at the bottom."""

    width: float
    height: float
    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        return (day - self.first).days / max(1, (self.last - self.first).days) * self.width

    def y(self, value: float) -> float:
        return self.height - value / self.top * self.height

    def day_at(self, x: float) -> str:
        """The moment at a pixel, to the hour, as ISO text."""
        hours = round(x / self.width * max(1, (self.last - self.first).days) * 24)
        days, hour = divmod(hours, 24)
        return f"{(self.first + timedelta(days=days)).isoformat()}T{hour:02d}:00:00Z"

    def value_at(self, y: float) -> float:
        return round((self.height - y) / self.height * self.top, 3)


def moment(day: date) -> str:
    """A day as Vega reads it, in UTC; the time scales of these charts are of type utc."""
    return f"{day.isoformat()}T00:00:00Z"


def round_top(value: float) -> float:
    """A round number a little above the largest value, for the top of an axis that starts at zero."""
    if value <= 0:
        return 1.0
    step: float = 10 ** math.floor(math.log10(value)) / 2
    return float(math.ceil(value * 1.02 / step) * step)


def records(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as JSON records; dates become moments."""
    return [{key: moment(value) if isinstance(value, date) else value for key, value in row.items()} for row in rows]


def along(pixels: Sequence[tuple[float, float]], step: float = 7.0) -> list[tuple[float, float]]:
    """Points along a line, close enough that a label can not stand between them."""
    points: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in pairwise(pixels):
        parts = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step))
        points += [(x1 + (x2 - x1) * n / parts, y1 + (y2 - y1) * n / parts) for n in range(parts)]
    return [*points, *pixels[-1:]]


def short_number(value: float) -> str:
    """Thousands separators; no decimals where there are none."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def shortened(text: str, most: float) -> str:
    """Text of at most so many characters; what is cut ends in an ellipsis. Cheaper than a limit that Vega measures."""
    return text if len(text) <= most else text[: int(most) - 1].rstrip() + "…"


def corner_row(plot: Plot) -> list[Row]:
    """The row on which the frame of a panel stands."""
    return [{"x": plot.first, "y": 0}]


def words_of(row: Row) -> str:
    """The number with the qualifier that was said: "over 100,000", "nearly 150,000"; for vague words the range."""
    if row["value"] is None:
        low = short_number(row["low"] or 0)
        return f"{low} or more" if row["high"] is None else f"{low} to {short_number(row['high'])}"
    number = short_number(row["value"])
    return number if row["qualifier"] in ("exact", "vague") else f"{row['qualifier']} {number}"
