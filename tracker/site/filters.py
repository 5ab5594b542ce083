"""How can a reader narrow the list of figures without a script? Lists of choices, and style rules that hide the rest.

Each choice has a number, and each row the classes of its own choices; text of the record becomes no class or rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, Any]


class Filter:
    """One list of choices over the rows: its letter, its name, and which words a row has."""

    def __init__(self, letter: str, label: str, rows: Sequence[Row], of: Callable[[Row], str]) -> None:
        self.letter, self.label, self._of = letter, label, of
        found = Counter(of(row) for row in rows)
        self._class = {words: f"{letter}{place}" for place, words in enumerate(sorted(found))}
        self.choices = [
            {"id": f"f-{name}", "words": words, "rows": found[words]} for words, name in self._class.items()
        ]

    def class_of(self, row: Row) -> str:
        """The class that a row has for this list."""
        return self._class[self._of(row)]

    def rules(self) -> list[str]:
        """One rule for each choice: rows without its class are not shown while it is chosen."""
        return [
            f"body:has(#f-{name}:checked) .sifted:not(.{name}) {{ display: none; }}" for name in self._class.values()
        ]


def style_sheet(filters: Sequence[Filter]) -> str:
    """The style sheet of all lists; a row is shown where each list allows it."""
    head = "/* Choices in the list of figures; made with the page. */\n"
    return head + "\n".join(rule for one in filters for rule in one.rules()) + "\n"
