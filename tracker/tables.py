"""Which rows do record and evidence put into which table? Plain values, in the columns of sql/schema.

Periods become first and last days here; everything that is a judgement (status, ranges, lags) is left to sql/views.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from tracker import looked, model, period, schedule
from tracker.editions import Editions, as_appeared
from tracker.evidence import Ingest
from tracker.evidence.facts import AnyFact

Row = dict[str, Any]
RULES = ("expect", "table", "sum", "agreement", "correction", "keyed", "watch")  # have tables of their own or none
YEARS_AHEAD = 3  # how far past the newest known date expectations run


def rows(
    record: model.Record, ingests: list[Ingest], inputs: str = "", facts: Sequence[AnyFact] = ()
) -> dict[str, list[Row]]:
    """All rows of the tables that stand on record and evidence log, by table; `inputs` is the digest of both.

    `facts` are all lines of the log: the looks among them are rows of `look`.
    """
    own_looks = looked.rows(facts)
    sources = {source.id: source for source in record.sources}
    editions = edition_rows(record, ingests)
    return {
        "built_from": [{"inputs": inputs}],
        "agency": [_renamed(x, agency="id") for x in record.agencies],
        "measure": [_renamed(x, measure="id") for x in record.measures],
        "scope": [_renamed(x, scope="id") for x in record.scopes],
        "population": [_renamed(x, population="id") for x in record.populations],
        "source": [_renamed(x, source="id") for x in record.sources],
        "release": [_release_row(x) for x in record.releases],
        "series": [_renamed(x, series="id", table_title="table") for x in record.series],
        "event": [_event_row(x, e, sources) for x in record.releases for e in x.event],
        "look": [row for x in record.releases for row in _look_rows(x, sources)] + own_looks,
        "reported_figure": [_figure_row(x, sources) for x in record.figures],
        "left_out": [_renamed(x, left_out="id") for x in record.left_out],
        "relation": [_relation_row(x) for x in record.relations],
        "relation_term": [row for x in record.relations for row in _term_rows(x)],
        "relation_reading": [row for x in record.relations for row in _reading_rows(x)],
        "expected_edition": _expected_rows(record, editions, [row["known_on"] for row in own_looks]),
        "edition": editions,
        "record_observation": [_observation_row(x) for x in record.observations],
        "record_difference": [_renamed(x) | {"method": "packaged"} for x in record.differences],
        "appearance": _appearance_rows(record, ingests, {row["edition"]: row for row in editions}),
        **_rule_rows(record),
    }


def _renamed(entry: model.Entry, **columns: str) -> Row:
    """The fields of an entry, some under the name of their column; empty text is no value."""
    fields = {key: value for key, value in msgspec.structs.asdict(entry).items() if value != ""}
    for column, key in columns.items():
        fields[column] = fields.pop(key, None)
    return fields


def _span(label: str) -> tuple[date | None, date | None]:
    if not label:
        return None, None
    each = period.parse(label)
    return each.start, each.end


def _release_row(release: model.Release) -> Row:
    row = _renamed(release, release="id")
    for key in ("promise", "due", "edition", "event", "look", *RULES):
        row.pop(key)
    due, promise = release.due, release.promise
    return row | {
        "promise_basis": promise.basis,
        "promise_text": promise.text,
        "promise_source": promise.source,
        "due_rule": due_rule(due),
        "due_reading": due.reading or None,
        "due_interval_days": due.interval_days,
    }


def due_rule(due: model.Due) -> str:
    """A due rule in words."""
    if due.lag_days is not None:
        return f"{due.lag_days} days after the end of the reference period"
    if due.rrule:
        return f"on the dates of {due.rrule}".replace("\n", " ")
    if due.interval_days is not None:
        return f"{due.interval_days} days after the edition before"
    return "on the dates announced" if due.listed else "no due date can be derived"


def _event_row(release: model.Release, event: model.Event, sources: dict[str, model.Source]) -> Row:
    return _renamed(event, event="id") | {
        "release": release.id,
        "known_on": sources[event.source].published_on,
        "stopped_after_on": _span(event.stopped_after)[1],
    }


def _look_rows(release: model.Release, sources: dict[str, model.Source]) -> Iterable[Row]:
    for look in release.look:
        content = "|".join((look.observer, look.outcome, look.source, look.shows_through, look.url))
        yield _renamed(look) | {
            "look": f"{release.id}/{look.looked_on}/{hashlib.sha256(content.encode()).hexdigest()[:6]}",
            "release": release.id,
            "known_on": max(look.looked_on, sources[look.source].published_on),
            "shows_through_on": _span(look.shows_through)[1],
        }


def _figure_row(figure: model.ReportedFigure, sources: dict[str, model.Source]) -> Row:
    start, end = _span(figure.period)
    base_start, base_end = _span(figure.base)
    first_seen = min(sources[name].published_on for name in figure.sources)
    return _renamed(figure, figure="id", written_low="low", written_high="high") | {
        "known_on": max(figure.stated_on, first_seen),
        "period_start": start,
        "period_end": end,
        "base_start": base_start,
        "base_end": base_end,
    }


def _relation_row(relation: model.Relation) -> Row:
    row = _renamed(relation, relation="id")
    for key in ("terms", "readings"):
        row.pop(key)
    return row


def _term_rows(relation: model.Relation) -> Iterable[Row]:
    for position, term in enumerate(relation.terms, start=1):
        start, end = _span(term.period)
        row = {"relation": relation.id, "position": position, "period_start": start, "period_end": end}
        yield row | {"series": term.series, "edition": term.edition, "sign": term.sign}


def _reading_rows(relation: model.Relation) -> Iterable[Row]:
    for reading in relation.readings:
        yield {"relation": relation.id, **msgspec.structs.asdict(reading)}


def edition_rows(record: model.Record, ingests: list[Ingest]) -> list[Row]:
    """Editions of the record, those whose bytes are here marked, and then those known from the bytes alone."""
    rows = {f"{x.id}/{e.ref}": _edition_row(x.id, e) for x in record.releases for e in x.edition}
    editions = Editions(rows, ingests)
    for ingest in as_appeared(ingests):
        key = editions.of(ingest)
        known = rows.setdefault(key, _ingested_row(key, ingest))
        through = ingest.data_through
        if through and ingest.reader == model.KEYED and through > known["published_by"]:
            through = None  # a month that had begun: its end does not say how far the data run
        known.update(digest=ingest.digest, ingested=True, data_through_on=through)
        known["file"] = known.get("file") or ingest.file
        editions.add(key, known)
    return list(rows.values())


def _edition_row(release: str, edition: model.Edition) -> Row:
    start, end = _span(edition.ref)
    published_by = edition.published_by or edition.published_on
    return _renamed(edition) | {
        "edition": f"{release}/{edition.ref}",
        "release": release,
        "period_start": start,
        "period_end": end,
        "published_by": published_by,
        "known_on": published_by,
        "covers_from_on": _span(edition.covers_from)[0] or start,
        "data_through_on": edition.data_through,
        "ingested": False,
    }


def _ingested_row(key: str, ingest: Ingest) -> Row:
    start, end = _span(ingest.ref)
    return {
        "edition": key,
        "release": ingest.release,
        "ref": ingest.ref,
        "period_start": start,
        "period_end": end,
        "published_on": ingest.published_on,
        "published_by": ingest.published_by,
        "known_on": ingest.published_by,
        "date_basis": ingest.date_basis,
        "covers_from_on": start,
    }


def _expected_rows(record: model.Record, editions: list[Row], looked_on: Sequence[date]) -> list[Row]:
    newest = max([newest_date(record, editions), *looked_on])
    horizon = newest + timedelta(days=366 * YEARS_AHEAD)
    releases = [_with_ingested(release, editions) for release in record.releases]
    return [vars(each) for release in releases for each in schedule.expected(release, horizon)]


def _with_ingested(release: model.Release, editions: list[Row]) -> model.Release:
    """By interval, an edition that was taken in and is not in the record leads one to expect the next as well."""
    if release.due.interval_days is None:
        return release
    refs = {edition.ref for edition in release.edition}
    more: dict[str, model.Edition] = {}
    for row in editions:
        if row["release"] == release.id and row["ref"] not in refs:
            more[row["ref"]] = model.Edition(
                ref=row["ref"], published_on=row["published_on"], published_by=row["published_by"], source=""
            )
    return msgspec.structs.replace(release, edition=(*release.edition, *more.values()))


def newest_date(record: model.Record, editions: list[Row]) -> date:
    """The newest date that record and evidence speak of; the first day of 2000 for an empty record."""
    days = [date(2000, 1, 1)]
    days += [row["known_on"] for row in editions]
    days += [source.published_on for source in record.sources]
    days += [look.looked_on for release in record.releases for look in release.look]
    return max(days)


def _appearance_rows(record: model.Record, ingests: list[Ingest], editions: dict[str, Row]) -> list[Row]:
    """Each time that a file appeared: as the record lists it, and as it was taken in."""
    rows = [
        {"release": x.id, "edition": f"{x.id}/{e.ref}", "digest": e.digest, "file": e.file or None, "basis": "record"}
        | {"published_on": e.published_on, "published_by": e.published_by or e.published_on}
        for x in record.releases
        for e in x.edition
        if e.digest
    ]
    known = Editions(editions, ingests)
    for ingest in as_appeared(ingests):
        row = msgspec.structs.asdict(ingest) | {"edition": known.of(ingest), "basis": "evidence"}
        wanted = ("release", "edition", "digest", "file", "published_on", "published_by", "url", "basis")
        rows.append({key: row[key] or None for key in wanted})
    return rows


def _rule_rows(record: model.Record) -> dict[str, list[Row]]:
    """What the record expects of the tables of each release."""
    releases = record.releases
    return {
        "expectation": [{"release": x.id, **msgspec.structs.asdict(x.expect)} for x in releases],
        "table_rule": [
            {"release": x.id, "position": position, **msgspec.structs.asdict(rule)}
            for x in releases
            for position, rule in enumerate(x.table, start=1)
        ],
        "sum_rule": [{"release": x.id, **msgspec.structs.asdict(rule)} for x in releases for rule in x.sum],
        "agreement_rule": [
            {"release": x.id, **_renamed(rule, table_title="table", other_table_title="other_table")}
            for x in releases
            for rule in x.agreement
        ],
        "correction": [_correction_row(x, rule) for x in releases for rule in x.correction],
    }


def _correction_row(release: model.Release, correction: model.Correction) -> Row:
    start, end = _span(correction.period)
    row = _renamed(correction, table_title="table") | {"release": release.id, "period_start": start, "period_end": end}
    row.pop("period")
    return row | {"edition": f"{release.id}/{correction.edition}"}


def _observation_row(line: model.Observation) -> Row:
    start, end = _span(line.period)
    row = _renamed(line)
    row.pop("period")
    return row | {"period_start": start, "period_end": end}
