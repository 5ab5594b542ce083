"""Which sentence stands for a verdict and its reason? From reports/pages/reasons.toml, the same for every speaker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.site.templates import page

VERDICTS = ("consistent", "above", "below", "inconsistent_with_itself", "not_comparable", "uncheckable", "target")


def sentence(verdict: str, reason: str) -> str:
    """The sentence of a verdict and reason; of a pair without one, the words themselves, never nothing."""
    sentences: Mapping[str, Any] = page("reasons").get(verdict, {})
    return str(sentences.get(reason) or f"{verdict}: {reason}.".replace("_", " ").capitalize())


def codes() -> list[str]:
    """The codes of all reasons that a verdict can have."""
    return sorted({code for verdict in VERDICTS for code in page("reasons").get(verdict, {})})


def short(status: str | None) -> str:
    """How an edition stood on a day, in words."""
    names: Mapping[str, str] = page("reasons")["edition"]
    return names.get(status or "", (status or "–").replace("_", " "))
