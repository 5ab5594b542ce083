"""Does each entry say what it must, in dates, periods and words that can be?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker import model, period
from tracker.lint.names import Found, release_names

MOST_QUOTED_WORDS = 25
RATE = re.compile(r"\b(?:per|a) (?:day|month|year)$")
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


def short_quotes(record: model.Record) -> Found:
    """No quote has more than 25 words."""
    quotes = [("ReportedFigure", x.id, "quote", x.quote) for x in record.figures]
    quotes += [("Release", x.id, f"event {event.id} quote", event.quote) for x in record.releases for event in x.event]
    for kind, entry, key, quote in quotes:
        if (words := len(quote.split())) > MOST_QUOTED_WORDS:
            yield kind, entry, key, f"has {words} words; at most {MOST_QUOTED_WORDS} may be quoted"


def readable_periods(record: model.Record) -> Found:
    """Each period label can be read, and ends no earlier than it starts."""
    labels = [("ReportedFigure", x.id, "period", x.period) for x in record.figures]
    labels += [("Observation", x.series, "period", x.period) for x in record.observations]
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
        if label and (message := _unreadable(label)):
            yield kind, entry, key, message


def _unreadable(label: str) -> str:
    try:
        period.parse(label)
    except ValueError as error:
        return str(error)
    return ""


def _last_day(label: str) -> date:
    """The last day of a period; the first day there is where there is none."""
    return date.min if not label or _unreadable(label) else period.parse(label).end


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
    if not _unreadable(edition.ref) and edition.published_on < period.parse(edition.ref).end:
        yield f"{key} published_on", f"{edition.published_on} is before its period ends"
    if not edition.covers_from or _unreadable(edition.covers_from) or _unreadable(edition.ref):
        return
    if period.parse(edition.covers_from).start > period.parse(edition.ref).start:
        yield f"{key} covers_from", f"{edition.covers_from} is after {edition.ref}"


def ordered_ranges(record: model.Record) -> Found:
    """Low is not above high; a written range says why; a figure without a number has a range or is ordinal."""
    for figure in record.figures:
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            yield "ReportedFigure", figure.id, "low", f"{figure.low} is above high {figure.high}"
        if (figure.low is not None or figure.high is not None) and not figure.range_reason:
            yield "ReportedFigure", figure.id, "range_reason", "a written range needs its reason"
        if figure.value is None and figure.low is None and figure.kind != "ordinal":
            yield "ReportedFigure", figure.id, "value", "has neither a value nor a range"
        if figure.kind == "level" and _last_day(figure.period) > figure.stated_on:
            yield "ReportedFigure", figure.id, "period", f"ends after it was stated, on {figure.stated_on}"
        if (figure.kind == "rate") != bool(RATE.search(figure.unit)) and figure.kind in ("rate", "level"):
            yield "ReportedFigure", figure.id, "unit", "a rate ends in per day, month or year, and a count does not"
        if figure.kind == "derived" and not figure.derived_from:
            yield "ReportedFigure", figure.id, "derived_from", "a derived figure names what it is computed from"


def whole_observations(record: model.Record) -> Found:
    """An observation has a value or a code, and if our reader made it, its address."""
    for line in record.observations:
        if (line.value is None) == (not line.code):
            yield "Observation", line.series, "value", f"{line.edition} {line.period} needs either a value or a code"
        if line.method == "read" and not (line.digest and line.sheet and line.cell):
            yield (
                "Observation",
                line.series,
                "cell",
                f"{line.edition} {line.period} was read, so it needs digest, sheet, cell",
            )


def one_due_rule(record: model.Record) -> Found:
    """A release has one due rule or none (listed dates may stand beside it); a lag is the one that `lag_from` kept."""
    for release in record.releases:
        due = release.due
        given = [name for name in ("lag_days", "rrule", "interval_days") if getattr(due, name) not in (None, "")]
        if len(given) > 1:
            yield "Release", release.id, "due", f"has {' and '.join(given)}; one rule at most"
        if (due.lag_days or 0) < 0 or (due.interval_days or 1) < 1:
            yield "Release", release.id, "due", "a lag is not negative, and an interval is a day at least"
        if due.first and not _unreadable(due.first) and period.parse(due.first).grain == "range":
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


NEEDS_RESULT = {"sum", "product", "replay", "exceeds"}


def whole_relations(record: model.Record) -> Found:
    """A relation has the parts that its kind needs, and no figure follows from itself."""
    named = {figure.id: (figure.measure, figure.scope) for figure in record.figures}
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
            yield "Relation", relation.id, "figures", f"a {kind} needs figures of one measure and scope"
    for circle in _circles(record):
        yield "Relation", circle, "figures", "goes in a circle: a figure would follow from itself"


def _circles(record: model.Record) -> list[str]:
    """Relations (sums and products) through which a figure leads back to itself."""
    made_from: dict[str, set[str]] = {figure.id: set(figure.derived_from) for figure in record.figures}
    for relation in record.relations:
        if relation.kind in ("sum", "product") and relation.result:
            made_from.setdefault(relation.result, set()).update(relation.figures)

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        before = made_from.get(start, set()) - seen
        return goal in before or any(reaches(each, goal, seen | before) for each in before)

    return [x.id for x in record.relations if x.kind in ("sum", "product") and reaches(x.result, x.result, set())]
