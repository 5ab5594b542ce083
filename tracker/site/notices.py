"""What announced a finding, as a page can show it? The words of notes and events once each, with numbers to link to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


class Notices:
    """Announcements of the findings of one release, and the tables whose notes changed."""

    def __init__(self, rows: Sequence[Row], notes: Sequence[Row], words: Mapping[str, str], most: int) -> None:
        self._words = words
        self._found: dict[tuple[str, str, str], Row] = {}
        same: dict[tuple[str, ...], Row] = {}
        for row in rows:
            key = (row["edition"], row["previous"], row["by_what"], row["text"] or row["place"])
            notice = same.setdefault(key, self._fresh(row, len(same) + 1))
            notice["places"].append(row["place"])
            notice["count"] += row["findings"]
            self._found[(row["edition"], row["previous"], row["announced_by"])] = notice
        told = list(same.values())
        self.listed, self.not_listed = told[:most], max(0, len(told) - most)
        self._noted = {
            (row["edition"], row["previous"], table)
            for row in notes
            if row["weight"] != "routine"
            for table in row["tables"]
        }

    def _fresh(self, row: Row, number: int) -> Row:
        by_words = self._words.get(row["by_what"], row["by_what"])
        return {**row, "places": [], "count": 0, "number": number, "by_words": by_words}

    def of(self, row: Mapping[str, Any]) -> Row | None:
        """What announced a finding: its words, and the number to link to; None where nothing is to be announced."""
        if row["announced_by"] is None:
            return None
        if row["announced_by"] == "none found":
            return {"words": self._words["none"], "number": None}
        notice = self._found[(row["edition"], row["previous"], row["announced_by"])]
        is_listed = notice["number"] <= len(self.listed)
        return {"words": notice["by_what"], "number": notice["number"] if is_listed else None}

    def has_note(self, row: Mapping[str, Any]) -> bool:
        """Whether a note of the table changed between the same editions, by more than its dates."""
        return (row["edition"], row["previous"], row["table_title"]) in self._noted
