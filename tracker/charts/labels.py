"""Where can a direct label stand without covering a point or another label?

Text width is estimated from the character count: labels must stay put when a font differs a little. Positions are in
pixels from the top left of the plot; the caller turns them into values of its scales. A label may have several lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CHARACTER = 5.9  # mean advance of the 11 px face, a little generous
LINE = 13.0


@dataclass(frozen=True)
class Placed:
    """A label with its anchor: `align` is left or right, `y` the middle of its line, or of its lines together."""

    text: str
    x: float
    y: float
    align: str

    @property
    def lines(self) -> list[tuple[str, float]]:
        """Each line, and the middle of it."""
        texts = self.text.split("\n")
        first = self.y - (len(texts) - 1) * LINE / 2
        return [(text, first + number * LINE) for number, text in enumerate(texts)]


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: _Box) -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


def text_width(text: str) -> float:
    """Estimated width in pixels of a label, which is that of its longest line."""
    return max(len(line) for line in text.split("\n")) * CHARACTER


def _box(text: str, x: float, y: float, align: str) -> _Box:
    width = text_width(text)
    left = x if align == "left" else x - width
    half = LINE * (text.count("\n") + 1) / 2
    return _Box(left, y - half, left + width, y + half)


def place(
    points: Sequence[tuple[float, float, str]],
    width: float,
    height: float,
    *,
    obstacles: Sequence[tuple[float, float]] = (),
    right_margin: float = 0,
) -> list[Placed]:
    """A place for each label: beside its point where that is free, else stepwise lower right or upper left."""
    marks = [_Box(x - 4, y - 4, x + 4, y + 4) for x, y in [*((x, y) for x, y, _ in points), *obstacles]]
    taken: list[_Box] = []
    done: list[Placed] = []
    for x, y, text in points:
        choices: list[tuple[float, Placed, _Box]] = []
        for rank, (dx, dy) in enumerate(_OFFSETS):
            for align in ("left", "right"):
                side = dx if align == "left" else -dx
                placed = Placed(text, x + side, y + dy, align)
                box = _box(text, placed.x, placed.y, align)
                outside = max(0.0, -box.left) + max(0.0, box.right - width - right_margin)
                outside += max(0.0, -box.top) + max(0.0, box.bottom - height)
                cost = sum(box.overlap(other) for other in taken) * 6 + outside * 60 + rank * 7 + (align == "right") * 3
                cost += sum(box.overlap(other) for other in marks) * 2
                choices.append((cost, placed, box))
        _, placed, box = min(choices, key=lambda choice: choice[0])
        taken.append(box)
        done.append(placed)
    return done


_OFFSETS = [
    (7.0, float(dy)) for dy in (0, 9, -9, 14, -14, 20, -20, 27, -27, 34, -34, 42, -42, 52, -52, 64, -64, 78, -78)
]
