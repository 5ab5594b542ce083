"""What do the charts look like? Sizes, typeface, colours, and one shape for each status, the same in charts and pages.

Shapes are SVG paths in a box from -1 to 1, so that a Vega scale and an HTML icon draw the same thing. Statuses about
the agency are dark or filled; statuses about this tracker (nobody looked, we were refused, ...) are hollow and grey.
No two statuses differ by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]  # a Vega-Lite specification

WIDE = 900
NARROW = 328

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK = "#1c2733"
MUTED = "#5a6673"
PAPER = "#ffffff"
OFFICIAL = "#1f5f8b"
OLDER = "#7a8794"
REPORTED = "#a4480b"
STRETCH = "#6b2340"

CIRCLE = "M-0.8,0A0.8,0.8,0,1,0,0.8,0A0.8,0.8,0,1,0,-0.8,0Z"
SQUARE = "M-0.75,-0.75L0.75,-0.75L0.75,0.75L-0.75,0.75Z"
DIAMOND = "M0,-1L0.9,0L0,1L-0.9,0Z"
SALTIRE = "M-1,-0.6L-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0Z"
UP = "M0,-0.9L0.95,0.7L-0.95,0.7Z"
DOWN = "M0,0.9L0.95,-0.7L-0.95,-0.7Z"
RIGHT = "M0.9,0L-0.7,0.95L-0.7,-0.95Z"
LEFT = "M-0.9,0L0.7,0.95L0.7,-0.95Z"
BAR = "M-0.28,-1L0.28,-1L0.28,1L-0.28,1Z"
DASH = "M-1,-0.3L1,-0.3L1,0.3L-1,0.3Z"
LEVEL = "M-0.9,-0.6L0.9,-0.6L0.9,-0.15L-0.9,-0.15ZM-0.9,0.15L0.9,0.15L0.9,0.6L-0.9,0.6Z"
UNLIKE = "M-0.9,-0.6L0.9,-0.6L0.9,-0.15L-0.9,-0.15ZM-0.9,0.15L0.9,0.15L0.9,0.6L-0.9,0.6ZM0.45,-1L0.7,-1L-0.45,1L-0.7,1Z"


@dataclass(frozen=True)
class StatusStyle:
    """How one status is drawn: its shape, its line colour, what fills it, and whom it is about."""

    shape: str
    colour: str
    fill: str
    about_us: bool


def _them(shape: str, colour: str, filled: bool = True) -> StatusStyle:
    return StatusStyle(shape, colour, colour if filled else PAPER, about_us=False)


def _us(shape: str) -> StatusStyle:
    return StatusStyle(shape, "#7a838c", PAPER, about_us=True)


STATUS_STYLE: dict[str, StatusStyle] = {
    "scheduled": _them(DASH, "#3f6f8f", filled=False),
    "published": _them(BAR, "#1f5f8b"),
    "on_time": _them(CIRCLE, "#1f5f8b"),
    "late": _them(DIAMOND, "#b3750a"),
    "overdue": _them(SQUARE, "#a4480b", filled=False),
    "withheld": _them(SALTIRE, "#7d1337"),
    "reduced": _them(LEFT, "#6b4a8a"),
    "removed": _them(DOWN, "#7d1337"),
    "cancelled": _them(DASH, "#3a3f47"),
    "discontinued": _them(SQUARE, "#3a3f47"),
    "proposed_end": _them(RIGHT, "#6b4a8a", filled=False),
    "resumed": _them(UP, "#2f7258"),
    "unchecked": _us(CIRCLE),
    "blocked": _us(SQUARE),
    "unreachable": _us(DIAMOND),
    "unreadable": _us(UP),
}


def status_style(status: str | None) -> StatusStyle:
    """The style of a status; of a word not known here, that of `unchecked`."""
    return STATUS_STYLE.get(status or "unchecked", STATUS_STYLE["unchecked"])


@dataclass(frozen=True)
class Mark:
    """How a verdict, or a group of statements, is drawn: a word, a shape, its line and what fills it."""

    label: str
    shape: str
    colour: str
    fill: str


def _ink(label: str, shape: str, filled: bool = True) -> Mark:
    return Mark(label, shape, INK, INK if filled else PAPER)


# Verdicts are told apart by shape and word; none has a colour that could stand for good or bad.
VERDICT_STYLE: dict[str, Mark] = {
    "consistent": _ink("consistent", LEVEL),
    "above": _ink("above", UP),
    "below": _ink("below", DOWN),
    "inconsistent_with_itself": _ink("inconsistent with itself", UNLIKE),
    "not_comparable": _ink("not comparable", DIAMOND, filled=False),
    "uncheckable": Mark("uncheckable", SQUARE, MUTED, PAPER),
    "target": _ink("target", RIGHT, filled=False),
}

# Groups of statements by whether they could be checked on the day (query checkable_by_month), in order of the chart.
CHECKABLE_STYLE: dict[str, Mark] = {
    "drawn": Mark("a verdict\nwas drawn", CIRCLE, OFFICIAL, OFFICIAL),
    "arithmetic": Mark("arithmetic,\nno series", UNLIKE, INK, INK),
    "not_comparable": Mark("numbers not\ncomparable", DIAMOND, INK, PAPER),
    "undecided": Mark("left open\nas stated", BAR, INK, INK),
    "not_yet_due": Mark("edition not\nyet due", DASH, "#3f6f8f", PAPER),
    "missing": Mark("withheld\nor overdue", SALTIRE, "#7d1337", "#7d1337"),
    "no_series": Mark("no official\nseries", SQUARE, INK, PAPER),
    "not_held": Mark("not held\nhere", CIRCLE, "#7a838c", PAPER),
    "goal": Mark("a goal:\nno verdict", RIGHT, INK, PAPER),
}


def config() -> dict[str, Any]:
    """The Vega-Lite configuration that every chart shares."""
    return {
        "font": FONT,
        "background": PAPER,
        "view": {"stroke": None},
        "axis": {
            "labelColor": MUTED,
            "labelFontSize": 11,
            "titleColor": MUTED,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
            "gridColor": "#e8ebed",
            "domainColor": "#9aa4ad",
            "tickColor": "#9aa4ad",
            "tickSize": 4,
        },
        "title": {"color": INK, "fontSize": 13, "anchor": "start", "fontWeight": "bold", "subtitleColor": MUTED},
        "text": {"color": INK, "fontSize": 11},
    }
