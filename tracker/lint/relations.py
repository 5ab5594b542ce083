"""Has each relation the parts that its kind needs, and does no figure follow from itself?"""

from __future__ import annotations

from collections.abc import Iterator

from tracker import model, period
from tracker.lint.entries import unreadable
from tracker.lint.names import Found

NEEDS_RESULT = {"sum", "product", "replay", "exceeds"}


def whole_relations(record: model.Record) -> Found:
    """A relation has the parts that its kind needs, and no figure follows from itself."""
    named = {figure.id: (figure.measure, figure.scope, figure.population) for figure in record.figures}
    for relation in record.relations:
        kind = relation.kind
        if kind in NEEDS_RESULT and not relation.result:
            yield "Relation", relation.id, "result", f"a {kind} needs the figure that it should give"
        if kind == "replay" and not relation.terms:
            yield "Relation", relation.id, "terms", "a replay needs the printed values that it adds"
        if kind == "exceeds" and not (relation.subject and relation.against and relation.readings):
            yield "Relation", relation.id, "readings", "a claim of order needs subject, against and readings"
        if kind not in ("replay", "exceeds") and len(relation.figures) < 2:
            yield "Relation", relation.id, "figures", f"a {kind} needs two figures at least"
        if kind in ("pace", "same_day") and len({named[name] for name in relation.figures if name in named}) > 1:
            yield "Relation", relation.id, "figures", f"a {kind} needs figures of one measure, scope and population"
    for circle in _circles(record):
        yield "Relation", circle, "figures", "goes in a circle: a figure would follow from itself"


def like_readings(record: model.Record) -> Found:
    """The series of a reading count the people or cases of which the claim speaks."""
    claimed = {figure.id: figure.population for figure in record.figures}
    counted = {series.id: series.population for series in record.series}
    for relation in record.relations:
        for name in (name for each in relation.readings for name in each.series):
            if relation.result in claimed and name in counted and counted[name] != claimed[relation.result]:
                message = f"{name} counts {counted[name]!r}, and the claim is about {claimed[relation.result]!r}"
                yield "Relation", relation.id, "readings", message


def single_terms(record: model.Record) -> Found:
    """Each term of a replay is one printed value: where an edition prints several, the term names its period."""
    printed: dict[tuple[str, str], set[str]] = {}
    for line in record.observations:
        printed.setdefault((line.series, line.edition), set()).add(line.period)
    for relation in record.relations:
        for term in relation.terms:
            labels = printed.get((term.series, term.edition), set())
            if message := _term_problem(term, labels):
                yield "Relation", relation.id, "terms", f"{term.series} in {term.edition}: {message}"


def _term_problem(term: model.Term, labels: set[str]) -> str:
    if not term.period:
        return f"prints {len(labels)} values; name the period of the one that is meant" if len(labels) > 1 else ""
    if unreadable(term.period) or not labels:
        return ""
    days = {_days(label) for label in labels if not unreadable(label)}
    return "" if _days(term.period) in days else f"prints no value for {term.period}"


def _days(label: str) -> tuple[object, object]:
    each = period.parse(label)
    return each.start, each.end


def _circles(record: model.Record) -> Iterator[str]:
    """Relations (sums and products) through which a figure leads back to itself."""
    made_from: dict[str, set[str]] = {figure.id: set(figure.derived_from) for figure in record.figures}
    for relation in record.relations:
        if relation.kind in ("sum", "product") and relation.result:
            made_from.setdefault(relation.result, set()).update(relation.figures)

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        before = made_from.get(start, set()) - seen
        return goal in before or any(reaches(each, goal, seen | before) for each in before)

    yield from (x.id for x in record.relations if x.kind in ("sum", "product") and reaches(x.result, x.result, set()))
