"""Does each entry say what it must, in dates, periods and words that can be?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker import model, period
from tracker.lint.names import Found, release_names

REMEMBERED = re.compile(
    r"remember|recall|recollect|\bmemor(?:y|ies)\b|by heart|\b(?:common|general|own|prior) knowledge|hearsay"
    r"|\bguess|\bassum|\bbeliev",
    re.IGNORECASE,
)
SEEN = re.compile(r"\b(?:opened|read|seen|excerpts?|cop(?:y|ies)|cited|notes?|words|fetched|held)\b", re.IGNORECASE)
STOPS = {"suspended", "refused", "reported_ceased"}


def nothing_without_source(record: model.Record) -> Found:
    """A figure, an edition, an event and a look each name a source."""
    for figure in record.figures:
        if not figure.sources:
            yield "ReportedFigure", figure.id, "sources", "names no source"
    for release in record.releases:
        for key, _, name in release_names(release):
            if key.endswith("source") and not name:
                yield "Release", release.id, key, "names no source"


def seen_sources(record: model.Record) -> Found:
    """A source says how it was seen; what is only remembered is no source."""
    for source in record.sources:
        if found := REMEMBERED.search(source.seen):
            yield "Source", source.id, "seen", f"{found[0]!r}: what is only remembered does not go into the record"
        elif not SEEN.search(source.seen):
            yield (
                "Source",
                source.id,
                "seen",
                "does not say how: opened, read, an excerpt, an address cited",
            )
        elif source.grade in ("A", "B") and not re.search(r"\b(?:opened|read)\b", source.seen):
            yield "Source", source.id, "grade", f"grade {source.grade} is for what was opened; this was {source.seen!r}"


def readable_periods(record: model.Record) -> Found:
    """Each period label can be read, and ends no earlier than it starts."""
    labels = [("ReportedFigure", x.id, key, getattr(x, key)) for x in record.figures for key in ("period", "base")]
    labels += [("Observation", x.series, "period", x.period) for x in record.observations]
    labels += [("Relation", x.id, "terms period", term.period) for x in record.relations for term in x.terms]
    for release in record.releases:
        due = release.due
        labels += [("Release", release.id, "due.first", due.first), ("Release", release.id, "due.last", due.last)]
        labels += [("Release", release.id, "due.listed", label) for label in due.listed]
        for edition in release.edition:
            labels.append(("Release", release.id, "edition.ref", edition.ref))
            labels.append(("Release", release.id, f"edition {edition.ref} covers_from", edition.covers_from))
        labels += [("Release", release.id, f"event {x.id} stopped_after", x.stopped_after) for x in release.event]
        labels += [("Release", release.id, f"look {x.looked_on} shows_through", x.shows_through) for x in release.look]
    for kind, entry, key, label in labels:
        if label and (message := unreadable(label)):
            yield kind, entry, key, message


def unreadable(label: str) -> str:
    try:
        period.parse(label)
    except ValueError as error:
        return str(error)
    return ""


def last_day(label: str) -> date:
    """The last day of a period; the first day there is where there is none."""
    return date.min if not label or unreadable(label) else period.parse(label).end


def possible_dates(record: model.Record) -> Found:
    """Nothing was published before its period ended, seen before it was there, or written down before it was known."""
    sources = {source.id: source for source in record.sources}
    for source in record.sources:
        if source.published_on > source.recorded_on:
            yield (
                "Source",
                source.id,
                "published_on",
                f"{source.published_on} is after recorded_on {source.recorded_on}",
            )
    for release in record.releases:
        for edition in release.edition:
            yield from (("Release", release.id, *found) for found in _edition_dates(edition))
        for look in release.look:
            if look.source in sources and look.looked_on > sources[look.source].recorded_on:
                yield "Release", release.id, f"look {look.looked_on}", "was made after its source was written down"
    for figure in record.figures:
        written = [sources[name].recorded_on for name in figure.sources if name in sources]
        if written and figure.stated_on > max(written):
            yield "ReportedFigure", figure.id, "stated_on", f"{figure.stated_on} is after its sources were written down"


def _edition_dates(edition: model.Edition) -> Iterator[tuple[str, str]]:
    key = f"edition {edition.ref}"
    if edition.published_by and edition.published_by < edition.published_on:
        yield f"{key} published_by", f"{edition.published_by} is before published_on {edition.published_on}"
    if not unreadable(edition.ref) and edition.published_on < period.parse(edition.ref).end:
        yield f"{key} published_on", f"{edition.published_on} is before its period ends"
    if not edition.covers_from or unreadable(edition.covers_from) or unreadable(edition.ref):
        return
    if period.parse(edition.covers_from).start > period.parse(edition.ref).start:
        yield f"{key} covers_from", f"{edition.covers_from} is after {edition.ref}"


def whole_observations(record: model.Record) -> Found:
    """An observation has a value or a code, its address if read, and days that its series can have."""
    to_date = {series.id for series in record.series if series.frequency == "fiscal_year_to_date"}
    for line in record.observations:
        if line.series in to_date and not _from_october(line.period):
            message = f"{line.edition} {line.period} counts to date, so it begins on 1 October and ends within a year"
            yield "Observation", line.series, "period", message
        if (line.value is None) == (not line.code):
            yield "Observation", line.series, "value", f"{line.edition} {line.period} needs either a value or a code"
        if line.method == "read" and not (line.digest and line.sheet and line.cell):
            yield (
                "Observation",
                line.series,
                "cell",
                f"{line.edition} {line.period} was read, so it needs digest, sheet, cell",
            )


def _from_october(label: str) -> bool:
    """True where a stretch lies within one fiscal year from its first day on; of what can not be read, elsewhere."""
    if unreadable(label):
        return True
    each = period.parse(label)
    return (each.start.month, each.start.day) == (10, 1) and each.end < date(each.start.year + 1, 10, 1)


def whole_words(record: model.Record) -> Found:
    """No measure, scope or population is a part of itself; none stands for itself; no population contains `all`."""
    words: tuple[Sequence[model.Measure | model.Scope | model.Population], ...]
    words = (record.measures, record.scopes, record.populations)
    for each in words:
        parts = {word.id: set(word.contains) for word in each}
        for word in each:
            kind, inside = type(word).__name__, _inside(word.id, parts)
            if word.id in inside:
                yield kind, word.id, "contains", f"goes in a circle: a {kind.lower()} would be a part of itself"
            elif kind == "Population" and "all" in inside:
                yield kind, word.id, "contains", "'all' is everybody and a part of nothing"
            if not isinstance(word, model.Population) and word.id in word.may_mean:
                yield kind, word.id, "may_mean", f"a {kind.lower()} stands for itself without saying so"


def _inside(name: str, parts: Mapping[str, set[str]]) -> set[str]:
    """All parts of a word, and their parts."""
    inside: set[str] = set()
    while more := parts[name].union(*(parts.get(each, set()) for each in inside)) - inside:
        inside |= more
    return inside


def one_due_rule(record: model.Record) -> Found:
    """A release has one due rule or none (listed dates may stand beside it); a lag is the one that `lag_from` kept."""
    for release in record.releases:
        due = release.due
        given = [name for name in ("lag_days", "rrule", "interval_days") if getattr(due, name) not in (None, "")]
        if len(given) > 1:
            yield "Release", release.id, "due", f"has {' and '.join(given)}; one rule at most"
        if (due.lag_days or 0) < 0 or (due.interval_days or 1) < 1:
            yield "Release", release.id, "due", "a lag is not negative, and an interval is a day at least"
        if due.first and not unreadable(due.first) and period.parse(due.first).grain == "range":
            yield "Release", release.id, "due.first", f"{due.first!r} is a stretch of days; nothing follows from it"
        if due.lag_days is not None and not due.first:
            yield "Release", release.id, "due.first", "a lag needs the first reference period"
        if due.rrule and not due.first:
            yield "Release", release.id, "due.first", "an RFC 5545 rule needs the first reference period"
        if due.rrule and (message := _unreadable_rule(due.rrule)):
            yield "Release", release.id, "due.rrule", message
        if due.lag_from:
            yield from (("Release", release.id, "due.lag_from", message) for message in _lag_problems(release))


def _unreadable_rule(rule: str) -> str:
    from dateutil.rrule import rrulestr

    try:
        if "DTSTART" not in rule:
            return "the rule needs a DTSTART"
        rrulestr(rule)
    except ValueError as error:
        return f"is no RFC 5545 rule: {error}"
    return ""


def _lag_problems(release: model.Release) -> Iterator[str]:
    editions = {edition.ref: edition for edition in release.edition}
    model_edition = editions.get(release.due.lag_from)
    if model_edition is None:
        yield f"no edition has the ref {release.due.lag_from!r}"
        return
    latest = model_edition.published_by or model_edition.published_on
    lag = (latest - period.parse(model_edition.ref).end).days
    if lag != release.due.lag_days:
        kept = f"the edition {model_edition.ref} came at the latest {lag} days after its period"
        yield f"{kept}, not {release.due.lag_days}"


def whole_events(record: model.Record) -> Found:
    """A stop says after which period; a cause says whose words it is; an event of one edition names it; looks fit."""
    for release in record.releases:
        for event in release.event:
            if event.kind in STOPS and not event.stopped_after:
                yield (
                    "Release",
                    release.id,
                    f"event {event.id} stopped_after",
                    "a stop names the last period that appeared",
                )
            if event.cause and not event.cause_by:
                yield "Release", release.id, f"event {event.id} cause_by", "a cause needs the one who stated it"
            if event.kind == "cancelled" and not event.ref:
                yield "Release", release.id, f"event {event.id} ref", "a cancellation names its edition"
            if event.kind == "reduced" and not (event.ref or event.series):
                yield "Release", release.id, f"event {event.id} ref", "a reduction names its edition or its series"
            if event.kind == "rescheduled" and event.ref not in release.due.listed:
                yield "Release", release.id, f"event {event.id} ref", "a new date stands in due.listed as well"
        for look in release.look:
            if look.shows_through and look.outcome != "seen":
                yield (
                    "Release",
                    release.id,
                    f"look {look.looked_on} shows_through",
                    "only a look that was seen shows any",
                )
