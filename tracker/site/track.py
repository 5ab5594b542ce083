"""Where do the ranges of a figure and of official series lie on one scale? Shares of a width, for a plain drawing.

A range that is open ends in an arrow at the edge. All values are those of the query rows; nothing is rounded but the
place on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.charts.scales import round_top
from tracker.site import wording

Row = dict[str, Any]
EDGE = 96.0  # per cent of the width; what lies beyond is kept for arrows


def track(figure: Row, comparisons: Sequence[Row], roles: Row) -> Row | None:
    """The rows of the drawing and its scale; None where no official range is held, or no range is stated."""
    official = [row for row in comparisons if row["printed_low"] is not None or row["printed_high"] is not None]
    if not official or (figure["low"] is None and figure["high"] is None):
        return None
    bars: list[Row] = [
        {
            "label": "Stated",
            "note": figure["speaker"],
            "low": figure["low"],
            "high": figure["high"],
            "is_stated": True,
        }
    ]
    bars += [
        {
            "label": row["series_title"],
            "note": roles.get(row["role"], row["role"]),
            "low": row["printed_low"],
            "high": row["printed_high"],
            "is_stated": False,
        }
        for row in official
    ]
    ends: list[float] = [bar[key] for bar in bars for key in ("low", "high") if bar[key] is not None]
    top, bottom = round_top(max(ends)), min(0.0, *ends)

    def place(value: float) -> float:
        return (value - bottom) / (top - bottom) * EDGE

    for bar in bars:
        first = place(bar["low"]) if bar["low"] is not None else 0.0
        last = place(bar["high"]) if bar["high"] is not None else EDGE
        bar |= {
            "x": f"{first:.2f}%",
            "width": f"{max(last - first, 0):.2f}%",
            "end": f"{last:.2f}%",
            "is_open": bar["high"] is None,
            "words": wording.value_range(bar["low"], bar["high"]),
        }
    ticks = [{"x": f"{place(value):.2f}%", "value": value} for value in (bottom, (bottom + top) / 2, top)]
    title = f"Stated: {bars[0]['words']}; {bars[1]['label']} ({bars[1]['note']}): {bars[1]['words']}"
    return {"bars": bars, "ticks": ticks, "title": title}
