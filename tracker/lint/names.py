"""Does each id stand once, and does each id that an entry names exist?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tracker import model

Found = Iterator[tuple[str, str, str, str]]  # kind of entry, its id, key, message


def no_doubles(record: model.Record) -> Found:
    """Each id stands once."""
    kinds: dict[str, Iterable[str]] = {
        "Agency": (x.id for x in record.agencies),
        "Measure": (x.id for x in record.measures),
        "Scope": (x.id for x in record.scopes),
        "Population": (x.id for x in record.populations),
        "Series": (x.id for x in record.series),
        "Source": (x.id for x in record.sources),
        "Release": (x.id for x in record.releases),
        "ReportedFigure": (x.id for x in record.figures),
        "LeftOut": (x.id for x in record.left_out),
        "Relation": (x.id for x in record.relations),
    }
    for kind, ids in kinds.items():
        for entry, times in Counter(ids).items():
            if times > 1:
                yield kind, entry, "id", f"stands {times} times"
    events = Counter(event.id for release in record.releases for event in release.event)
    for release in record.releases:
        for event in release.event:
            if events[event.id] > 1:
                yield "Release", release.id, "event.id", f"{event.id!r} stands {events[event.id]} times"
        for ref, times in Counter(edition.ref for edition in release.edition).items():
            if times > 1:
                yield "Release", release.id, "edition.ref", f"{ref!r} stands {times} times"
        looks = Counter((look.looked_on, look.observer, look.outcome, look.source) for look in release.look)
        for (day, observer, _, _), times in looks.items():
            if times > 1:
                yield "Release", release.id, f"look {day}", f"that of {observer} stands {times} times"
    lines = Counter((x.series, x.edition, x.period) for x in record.observations)
    for (series, edition, label), times in lines.items():
        if times > 1:
            yield "Observation", "", "series", f"{series} for {label} in {edition} stands {times} times"


def no_unknown_ids(record: model.Record) -> Found:
    """Each id that an entry names exists."""
    ids = {
        "source": {x.id for x in record.sources},
        "agency": {x.id for x in record.agencies},
        "measure": {x.id for x in record.measures},
        "scope": {x.id for x in record.scopes},
        "population": {x.id for x in record.populations},
        "series": {x.id for x in record.series},
        "release": {x.id for x in record.releases},
        "figure": {x.id for x in record.figures},
        "edition": {f"{x.id}/{edition.ref}" for x in record.releases for edition in x.edition},
    }
    for kind, entry, key, target, name in _names(record):
        if name and name not in ids[target]:
            yield kind, entry, key, f"no {target} has the id {name!r}"


def _names(record: model.Record) -> Iterator[tuple[str, str, str, str, str]]:
    """Every naming of one entry by another: kind, id, key, kind of target, name."""
    yield from (("Agency", agency.id, "parent", "agency", agency.parent) for agency in record.agencies)
    yield from (("Measure", measure.id, "source", "source", measure.source) for measure in record.measures)
    words: tuple[model.Measure | model.Scope, ...] = (*record.measures, *record.scopes)
    for word in words:
        kind = type(word).__name__
        for key, names in (("contains", word.contains), ("may_mean", word.may_mean)):
            yield from ((kind, word.id, key, kind.lower(), name) for name in names)
    for population in record.populations:
        yield from (("Population", population.id, "contains", "population", name) for name in population.contains)
    for series in record.series:
        for target in ("release", "measure", "scope", "population"):
            yield "Series", series.id, target, target, getattr(series, target)
    for release in record.releases:
        yield from (("Release", release.id, *name) for name in release_names(release))
    for figure in record.figures:
        yield from (("ReportedFigure", figure.id, *name) for name in _figure_names(figure))
    for left in record.left_out:
        yield "LeftOut", left.id, "source", "source", left.source
    for relation in record.relations:
        yield from (("Relation", relation.id, *name) for name in _relation_names(relation))
    for line in record.observations:
        for target in ("series", "edition", "source"):
            yield "Observation", "", target, target, getattr(line, target)


def _figure_names(figure: model.ReportedFigure) -> Iterator[tuple[str, str, str]]:
    for target in ("measure", "scope", "population"):
        yield target, target, getattr(figure, target)
    yield "supersedes", "figure", figure.supersedes
    yield from (("sources", "source", name) for name in figure.sources)
    yield from (("derived_from", "figure", name) for name in figure.derived_from)


def _relation_names(relation: model.Relation) -> Iterator[tuple[str, str, str]]:
    yield "source", "source", relation.source
    yield "result", "figure", relation.result
    yield from (("figures", "figure", name) for name in relation.figures)
    yield from (("terms", "series", term.series) for term in relation.terms)
    yield from (("terms", "edition", term.edition) for term in relation.terms)
    yield from (("readings", "series", name) for each in relation.readings for name in each.series)


def release_names(release: model.Release) -> Iterator[tuple[str, str, str]]:
    yield "agency", "agency", release.agency
    yield "promise.source", "source", release.promise.source
    yield from (("measures", "measure", name) for name in release.measures)
    yield from (("scopes", "scope", name) for name in release.scopes)
    yield from ((f"edition {edition.ref} source", "source", edition.source) for edition in release.edition)
    yield from ((f"look {look.looked_on} source", "source", look.source) for look in release.look)
    yield from ((f"correction {each.edition} source", "source", each.source) for each in release.correction)
    for event in release.event:
        yield f"event {event.id} source", "source", event.source
        yield f"event {event.id} series", "series", event.series
