"""How many statements could be checked on the day they were made? One unit mark per statement, months down.

Each group has a column of its own with its name above it; on a small screen the groups stand in blocks, one under the
other. Under each month stands its share. Nothing is stacked, so that no group has to be read as a difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tracker.charts.scales import Row
from tracker.charts.sheet import Sheet, panel_of
from tracker.charts.style import CHECKABLE_STYLE, INK, MUTED, NARROW, Spec

UNIT = 11.0  # pixels from mark to mark
HEAD = 40.0
LABEL = 62.0
LABEL_WIDE = 128.0  # with the share under the month on one line
BLOCK = 3  # groups beside each other on a small screen
SHARE = 13.0  # pixels for each line of a share
GAP = 22.0  # for the number beside the marks

Months = Sequence[tuple[str, Mapping[str, int]]]


def checkable_months(months: Months, width: int, shares: Mapping[str, str] | None = None) -> Spec:
    """`months`: each month with its number of statements by group; `shares`: what stands under each month, in words."""
    groups = list(CHECKABLE_STYLE)
    narrow = width <= NARROW
    blocks = [groups[at : at + BLOCK] for at in range(0, len(groups), BLOCK)] if narrow else [groups]
    lines = {month: _lines((shares or {}).get(month, ""), narrow) for month, _ in months}
    label = LABEL if narrow else LABEL_WIDE
    rows: dict[str, list[dict[str, Any]]] = {"marks": [], "numbers": [], "months": [], "heads": [], "lines": []}
    top = 0.0
    for number, block in enumerate(blocks):
        at = _Block(top, label, (width - label) / (BLOCK if narrow else len(block)))
        top = _block(rows, months, block, at, lines if number == 0 else {}) + 24
    return _drawn(rows, width, top - 24)


@dataclass(frozen=True)
class _Block:
    """Where a block of columns stands: its upper edge, where its columns begin, and how wide each is."""

    top: float
    left: float
    column: float


def _lines(share: str, narrow: bool) -> list[str]:
    """A share for the place under its month; on a small screen on two lines."""
    return (share.replace(" (", "\n(", 1) if narrow else share).replace(" per cent", " %").split("\n") if share else []


def _block(
    rows: dict[str, list[dict[str, Any]]],
    months: Months,
    groups: Sequence[str],
    at: _Block,
    shares: Mapping[str, Sequence[str]],
) -> float:
    """Place the marks of some groups, from the top down; returns where they end."""
    column, across = at.column, max(1, int((at.column - GAP) // UNIT))
    for place, group in enumerate(groups):
        for number, line in enumerate(CHECKABLE_STYLE[group].label.split("\n")):
            rows["heads"].append({"x": at.left + place * column, "y": at.top + 10 + 13 * number, "label": line})
    y = at.top + HEAD
    for month, counts in months:
        deep = max((math.ceil(counts.get(group, 0) / across) for group in groups), default=1) or 1
        rows["lines"].append({"x": 0.0, "y": y})
        rows["months"].append({"x": 0.0, "y": y + 11, "label": month})
        beneath = shares.get(month, ())
        for number, line in enumerate(beneath, start=1):
            rows["heads"].append({"x": 0.0, "y": y + 11 + SHARE * number, "label": line})
        for place, group in enumerate(groups):
            left, count = at.left + place * column, counts.get(group, 0)
            for unit in range(count):
                x, down = left + 5 + UNIT * (unit % across), y + 11 + UNIT * (unit // across)
                rows["marks"].append({"x": x, "y": down, "group": group, "month": month, "statements": count})
            if count:
                x = left + 5 + UNIT * min(count, across)
                rows["numbers"].append({"x": x, "y": y + 11, "label": str(count)})
        y += max(UNIT * deep, UNIT + SHARE * len(beneath)) + 11
    return y


def _drawn(rows: Mapping[str, Sequence[Row]], width: float, height: float) -> Spec:
    sheet = Sheet()
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    names = list(CHECKABLE_STYLE)
    scale = {
        key: alt.Scale(domain=names, range=[getattr(CHECKABLE_STYLE[name], key) for name in names])
        for key in ("shape", "colour", "fill")
    }
    tip = [
        alt.Tooltip("month:N", title="month"),
        alt.Tooltip("group:N", title="group"),
        alt.Tooltip("statements:Q", title="statements"),
    ]
    lines = sheet.chart(rows["lines"]).mark_rule(color="#e8ebed").encode(x=x, y=y, x2=alt.value(width))
    marks = sheet.chart(rows["marks"]).mark_point(size=46, strokeWidth=1.2, opacity=1)
    layers = [
        lines,
        marks.encode(
            x=x,
            y=y,
            shape=alt.Shape("group:N", legend=None, scale=scale["shape"]),
            stroke=alt.Stroke("group:N", legend=None, scale=scale["colour"]),
            fill=alt.Fill("group:N", legend=None, scale=scale["fill"]),
            tooltip=tip,
        ),
    ]
    for name, colour, size in (("numbers", INK, 11), ("months", INK, 12), ("heads", MUTED, 11)):
        text = sheet.chart(rows[name]).mark_text(align="left", baseline="middle", color=colour, fontSize=size)
        layers.append(text.encode(x=x, y=y, text=alt.Text("label:N")))
    return sheet.finish(panel_of(layers, width, height))
