"""Does the record keep its own rules? The rules that reach across entries; types and keys are checked on reading.

Each rule is a function that yields problems; each problem names file, entry and key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker import model
from tracker.lint import entries, figures, keyed, names, relations, tables, watch
from tracker.lint.names import Found

Located = dict[str, list[str]]


@dataclass(frozen=True)
class Problem:
    """Something wrong in one entry."""

    file: str
    entry: str
    key: str
    message: str

    @property
    def where(self) -> str:
        """File, entry and key in one string."""
        return " ".join(part for part in (f"{self.file}:", self.entry, self.key) if part).rstrip(":")

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def check(record: model.Record, located: Located) -> list[Problem]:
    """All problems of a record that could be read, in the order of the rules."""
    problems = []
    for rule in RULES:
        for kind, entry, key, message in rule(record):
            files = located.get(f"{kind}:{entry}", [""])
            problems.append(Problem(_short(files[-1]), entry, key, message))
    return problems


def _short(path: str) -> str:
    """The path from the record's folder on."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-2:]) if len(parts) > 1 and parts[-2] != "record" else parts[-1]


Rule = Callable[[model.Record], Found]
RULES: tuple[Rule, ...] = (
    names.no_doubles,
    names.no_unknown_ids,
    entries.nothing_without_source,
    entries.seen_sources,
    figures.short_quotes,
    figures.seen_quotes,
    entries.readable_periods,
    entries.possible_dates,
    figures.ordered_ranges,
    figures.finite_numbers,
    figures.true_corrections,
    entries.whole_observations,
    entries.one_due_rule,
    entries.whole_events,
    keyed.whole_layouts,
    entries.whole_words,
    relations.whole_relations,
    relations.like_readings,
    relations.whole_orders,
    relations.single_terms,
    tables.readable_patterns,
    tables.whole_rules,
    tables.known_differences,
    watch.readable_watches,
)
