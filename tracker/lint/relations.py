"""Has each relation the parts that its kind needs, and does no figure follow from itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tracker import model, period
from tracker.lint.entries import unreadable
from tracker.lint.names import Found

NEEDS_RESULT = {"sum", "product", "replay", "exceeds"}
YEAR = re.compile(r"FY\d{4}")


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
        yield from (("Relation", relation.id, "figures", message) for message in _with_itself(relation))
        yield from (("Relation", relation.id, "figures", message) for message in _of_two_bodies(relation, record))
    for entry, circle, key in _circles(record):
        yield entry, circle, key, "goes in a circle: a figure would follow from itself"


def _with_itself(relation: model.Relation) -> Iterator[str]:
    for name in sorted({name for name in relation.figures if relation.figures.count(name) > 1}):
        yield f"{name} is put together with itself"
    if relation.result and relation.result in relation.figures:
        yield f"{relation.result} would follow from itself"
    if relation.result and relation.kind not in NEEDS_RESULT:
        yield f"a {relation.kind} gives no figure, so it has no result"


def _of_two_bodies(relation: model.Relation, record: model.Record) -> Iterator[str]:
    """One speaker in one document on one day is of one organization, or its spelling would tell accounts apart."""
    if relation.kind not in ("sum", "product", "same_day"):
        return
    names = {*relation.figures, relation.result}
    for one, other in combinations((figure for figure in record.figures if figure.id in names), 2):
        alike = one.speaker == other.speaker and one.stated_on == other.stated_on
        if alike and set(one.sources) & set(other.sources) and one.organization != other.organization:
            yield (
                f"{one.id} and {other.id} are of one document, day and speaker, and of {one.organization!r} and "
                f"{other.organization!r}: spell the organization alike, or tell the speakers apart"
            )


def like_readings(record: model.Record) -> Found:
    """The series of a claim of order, or of a replay, count what the claim speaks of, or what its words may mean."""
    figures = {figure.id: figure for figure in record.figures}
    series = {each.id: each for each in record.series}
    for relation in record.relations:
        claim = figures.get(relation.result)
        if claim is None or relation.kind not in ("exceeds", "replay"):
            continue
        meant = [_meant(record.measures, claim.measure), _meant(record.scopes, claim.scope)]
        read = [series[name] for each in relation.readings for name in each.series if name in series]
        read += [series[term.series] for term in relation.terms if term.series in series]
        for each in read:
            key = "readings" if relation.kind == "exceeds" else "terms"
            for message in _unlike(each, claim, *meant):
                yield "Relation", relation.id, key, message
        direct = [each for each in read if each.measure in meant[0][0] and each.scope in meant[1][0]]
        if relation.kind == "exceeds" and read and not direct:
            message = "each reads a part of what the claim speaks of; one reading at least is of the whole"
            yield "Relation", relation.id, "readings", message


def _meant(words: Sequence[model.Measure | model.Scope], name: str) -> tuple[set[str], set[str]]:
    """What a word stands for (itself and what it may mean), and that with the parts of it."""
    entries = {word.id: word for word in words}
    direct = {name, *(entries[name].may_mean if name in entries else ())}
    parts = {part for each in direct if each in entries for part in entries[each].contains}
    return direct, direct | parts


def _unlike(
    series: model.Series,
    claim: model.ReportedFigure,
    measures: tuple[set[str], set[str]],
    scopes: tuple[set[str], set[str]],
) -> Iterator[str]:
    if series.population != claim.population:
        yield f"{series.id} counts {series.population!r}, and the claim is about {claim.population!r}"
    for key, allowed in (("measure", measures[1]), ("scope", scopes[1])):
        if (own := getattr(series, key)) not in allowed:
            yield f"{series.id} has the {key} {own!r}, which is not in {getattr(claim, key)!r} of {claim.id}"


def whole_orders(record: model.Record) -> Found:
    """A claim of order compares fiscal years, those of its own period, by series of fiscal years."""
    figures = {figure.id: figure for figure in record.figures}
    frequency = {series.id: series.frequency for series in record.series}
    for relation in record.relations:
        if relation.kind != "exceeds":
            continue
        for key, message in _order_problems(relation, figures.get(relation.result), frequency):
            yield "Relation", relation.id, key, message
        for message in _added_twice(record, relation, figures.get(relation.result)):
            yield "Relation", relation.id, "readings", message


def _order_problems(
    relation: model.Relation, claim: model.ReportedFigure | None, frequency: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for key, years in (("subject", relation.subject), ("against", relation.against)):
        for year in years:
            if not YEAR.fullmatch(year) or unreadable(year):
                yield key, f"{year!r} is no fiscal year, such as FY2024"
        for year in sorted({year for year in years if years.count(year) > 1}):
            yield key, f"{year} stands twice"
    for year in sorted(set(relation.subject) & set(relation.against)):
        yield "subject", f"{year} can not exceed itself"
    yield from (("readings", message) for message in _reading_problems(relation, frequency))
    if claim is None:
        return
    years_of = _years(claim.period)
    if claim.kind != "ordinal":
        yield "result", f"{claim.id} is a {claim.kind} and claims no order"
    elif claim.value not in (None, 1):
        yield "result", f"{claim.id} claims the rank {claim.value:g}, and only the first exceeds all others"
    elif years_of not in (set(relation.subject), {*relation.subject, *relation.against}):
        yield "subject", f"are not the years of {claim.id}, which speaks of {claim.period or 'no period'}"


def _reading_problems(relation: model.Relation, frequency: Mapping[str, str]) -> Iterator[str]:
    for reading in relation.readings:
        if not reading.series or len(set(reading.series)) < len(reading.series):
            yield f"{reading.label!r} names no series, or one of them twice"
        for name in reading.series:
            if frequency.get(name, "fiscal_year") != "fiscal_year":
                yield f"{name} is no series of fiscal years"
    labels = [reading.label for reading in relation.readings]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield f"{label!r} stands twice"


def _added_twice(record: model.Record, relation: model.Relation, claim: model.ReportedFigure | None) -> Iterator[str]:
    """Series of one reading that count the same thing twice, or two things of which the words mean one."""
    series = {each.id: each for each in record.series}
    words: tuple[tuple[str, Sequence[model.Measure | model.Scope]], ...] = (
        ("measure", record.measures),
        ("scope", record.scopes),
    )
    for reading in relation.readings:
        known = [series[name] for name in dict.fromkeys(reading.series) if name in series]
        for one, other in combinations(known, 2):
            pairs = [(getattr(one, key), getattr(other, key), entries) for key, entries in words]
            if all(a == b or a in _parts(entries, b) or b in _parts(entries, a) for a, b, entries in pairs):
                yield f"{reading.label!r} adds {one.id} and {other.id}, of which one holds the other"
            for key, entries in words if claim else ():
                meanings = {name for word in entries if word.id == getattr(claim, key) for name in word.may_mean}
                if getattr(one, key) != getattr(other, key) and {getattr(one, key), getattr(other, key)} <= meanings:
                    yield f"{reading.label!r} adds {one.id} and {other.id}, two meanings of {getattr(claim, key)!r}"


def _parts(words: Sequence[model.Measure | model.Scope], name: str) -> set[str]:
    """All that a measure or scope contains, and what that contains."""
    contains = {word.id: word.contains for word in words}
    found: set[str] = set()
    waiting = {*contains.get(name, ())}
    while waiting:
        found |= waiting
        waiting = {part for each in waiting for part in contains.get(each, ())} - found
    return found


def _years(label: str) -> set[str]:
    """The fiscal years that a period wholly holds."""
    if not label or unreadable(label):
        return set()
    each = period.parse(label)
    years = (period.parse(f"FY{year}") for year in range(each.start.year, each.end.year + 2))
    return {year.label for year in years if each.start <= year.start and year.end <= each.end}


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


def _circles(record: model.Record) -> Iterator[tuple[str, str, str]]:
    """Figures and relations (sums and products) through which a figure leads back to itself."""
    made_from: dict[str, set[str]] = {figure.id: set(figure.derived_from) for figure in record.figures}
    in_record = dict(made_from)
    for relation in record.relations:
        if relation.kind in ("sum", "product") and relation.result:
            made_from[relation.result] = made_from.get(relation.result, set()) | set(relation.figures)

    def circular(start: str, before: dict[str, set[str]]) -> bool:
        seen: set[str] = set()
        waiting = set(before.get(start, ()))
        while waiting:
            each = waiting.pop()
            seen.add(each)
            waiting |= before.get(each, set()) - seen
        return start in seen

    yield from (("ReportedFigure", x.id, "derived_from") for x in record.figures if circular(x.id, in_record))
    for relation in record.relations:
        if relation.kind in ("sum", "product") and circular(relation.result, made_from):
            yield "Relation", relation.id, "figures"
