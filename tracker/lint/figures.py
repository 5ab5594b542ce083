"""Does each reported figure give a range that the rules can read, and words that somebody saw?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from tracker import model, period
from tracker.lint.entries import last_day, unreadable
from tracker.lint.names import Found

MOST_QUOTED_WORDS = 25
GREATEST = 1e15  # beyond it a number is no count, and its digits are no longer held one by one
RATE = re.compile(r"\b(?:per|a) (?:day|month|year)$")
ADDRESS_ONLY = re.compile(r"^(?:address(?:es)? cited|names\b)", re.IGNORECASE)  # nobody saw the words themselves


def short_quotes(record: model.Record) -> Found:
    """No quote has more than 25 words."""
    quotes = [("ReportedFigure", x.id, "quote", x.quote) for x in record.figures]
    quotes += [("Release", x.id, f"event {event.id} quote", event.quote) for x in record.releases for event in x.event]
    for kind, entry, key, quote in quotes:
        if (words := len(quote.split())) > MOST_QUOTED_WORDS:
            yield kind, entry, key, f"has {words} words; at most {MOST_QUOTED_WORDS} may be quoted"


def seen_quotes(record: model.Record) -> Found:
    """A quote stands in a source whose words were seen; if none of grade A or B was opened, the figure says so."""
    sources = {source.id: source for source in record.sources}
    for figure in record.figures:
        named = [sources[name] for name in figure.sources if name in sources]
        graded = any(source.grade in ("A", "B") for source in named)
        if not figure.quote:
            if figure.quote_seen:
                yield "ReportedFigure", figure.id, "quote_seen", "is of no use without a quote"
        elif named and all(ADDRESS_ONLY.match(source.seen) for source in named):
            yield "ReportedFigure", figure.id, "quote", "of its sources only the address was seen, no words"
        elif not graded and figure.quote_seen != "excerpt":
            message = 'no source of grade A or B carries the words; write quote_seen = "excerpt"'
            yield "ReportedFigure", figure.id, "quote_seen", message
    for release in record.releases:
        for event in release.event:
            if event.quote and event.source in sources and ADDRESS_ONLY.match(sources[event.source].seen):
                yield "Release", release.id, f"event {event.id} quote", "of its source only the address was seen"


def ordered_ranges(record: model.Record) -> Found:
    """A range is in order, says why it is written, or is one that value and qualifier settle; the unit fits."""
    for figure in record.figures:
        if endless := list(_endless(figure, "value", "low", "high")):
            yield from (("ReportedFigure", figure.id, *found) for found in endless)
            continue
        for key, message in (*_range_problems(figure), *_rule_problems(figure), *_written_problems(figure)):
            yield "ReportedFigure", figure.id, key, message
        if message := _too_early(figure):
            yield "ReportedFigure", figure.id, "period", message
        if message := _base_problem(figure):
            yield "ReportedFigure", figure.id, "base", message
        if (figure.kind == "rate") != bool(RATE.search(figure.unit)) and figure.kind in ("rate", "level"):
            yield "ReportedFigure", figure.id, "unit", "a rate ends in per day, month or year, and a count does not"
        if figure.kind == "derived" and not figure.derived_from:
            yield "ReportedFigure", figure.id, "derived_from", "a derived figure names what it is computed from"


def true_corrections(record: model.Record) -> Found:
    """No figure corrects itself, neither at once nor by way of others."""
    corrected = {figure.id: figure.supersedes for figure in record.figures}
    for figure in record.figures:
        each, seen = figure.supersedes, set[str]()
        while each and each != figure.id and each not in seen:
            seen.add(each)
            each = corrected.get(each, "")
        if each == figure.id:
            yield "ReportedFigure", figure.id, "supersedes", "goes in a circle: a figure would correct itself"


def finite_numbers(record: model.Record) -> Found:
    """Each number that the record holds is one: neither nan nor inf, nor beyond all counts."""
    for series in record.series:
        yield from (("Series", series.id, *found) for found in _endless(series, "rounding"))
    for line in record.observations:
        for key, message in _endless(line, "value"):
            yield "Observation", line.series, key, f"{line.edition} {line.period}: {message}"
    for release in record.releases:
        for rule in release.table:
            yield from (("Release", release.id, f"table.{key}", text) for key, text in _endless(rule, "rounding"))
        for each in release.correction:
            for key, message in _endless(each, "value", "expect"):
                yield "Release", release.id, f"correction {each.edition} {key}", message


def _endless(entry: object, *keys: str) -> Iterator[tuple[str, str]]:
    for key in keys:
        number = getattr(entry, key)
        if number is not None and not math.isfinite(number):
            yield key, f"{number} is no number"
        elif number is not None and abs(number) > GREATEST:
            yield key, f"{number:g} is beyond {GREATEST:g}; nothing that is counted is"


def _too_early(figure: model.ReportedFigure) -> str:
    """What was stated of days to come is a goal; a rate may be stated of a period that is running."""
    if figure.kind == "target" or not figure.period or unreadable(figure.period):
        return ""
    if figure.kind == "rate":
        begins = period.parse(figure.period).start
        return f"begins after it was stated, on {figure.stated_on}" if begins > figure.stated_on else ""
    return f"ends after it was stated, on {figure.stated_on}" if last_day(figure.period) > figure.stated_on else ""


def _base_problem(figure: model.ReportedFigure) -> str:
    """A change says what it is against: up 20 per cent is one thing against February, another against a year ago."""
    if figure.kind != "change":
        return "is of use for a change alone" if figure.base else ""
    if not figure.base:
        return 'a change names the period that it is stated against, such as base = "2024-02"'
    if not figure.period or unreadable(figure.period) or unreadable(figure.base):
        return ""
    before, stated = period.parse(figure.base), period.parse(figure.period)
    return "" if before.end < stated.start else f"does not end before {figure.period}, which is held against it"


def _written_problems(figure: model.ReportedFigure) -> Iterator[tuple[str, str]]:
    """A written range holds the value that was stated, and reaches no further than its words."""
    value, low, high = figure.value, figure.low, figure.high
    if value is None or not _is_written(figure):
        return
    words = f"{figure.qualifier} {value:g}"
    if figure.qualifier in ("over", "at least"):
        if low != value or high is not None:
            yield "low", f"{words!r} begins at {value:g} and is open above; this range is another"
    elif figure.qualifier in ("under", "up to"):
        if high != value:
            yield "high", f"{words!r} ends at {value:g}; this range is another"
    elif figure.qualifier != "vague":
        quarter = max(abs(value) / 4, 1.0)
        most = min(_reach(value), quarter) if figure.qualifier == "exact" else quarter
        above = 0.0 if figure.qualifier == "nearly" else most
        if low is None or high is None or not (value - most <= low <= value <= high <= value + above):
            yield "low", f"a range of {words!r} holds it, and lies from {value - most:,g} to {value + above:,g}"
    elif not (low is None or low <= value) or not (high is None or value <= high):
        yield "low", f"the range does not hold the value {value:g}"


def _reach(value: float) -> float:
    """Half a unit of the last digit that is printed and no zero: 139,000 can be rounded to the thousand."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(Decimal(10) ** int(exponent)) / 2


def _is_written(figure: model.ReportedFigure) -> bool:
    return figure.low is not None or figure.high is not None


def _range_problems(figure: model.ReportedFigure) -> Iterator[tuple[str, str]]:
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        yield "low", f"{figure.low} is above high {figure.high}"
    if _is_written(figure) and not figure.range_reason:
        yield "range_reason", "a written range needs its reason"
    if figure.value is None and not _is_written(figure) and figure.kind != "ordinal":
        yield "value", "has neither a value nor a range"
    if figure.kind != "change":
        for key in ("value", "low", "high"):
            number = getattr(figure, key)
            if number is not None and number < 0:
                yield key, f"{number:g} is below 0; only a change can be"


def _rule_problems(figure: model.ReportedFigure) -> Iterator[tuple[str, str]]:
    """Words whose range no rule can tell: it has to be written, with its reason."""
    if _is_written(figure) or figure.value is None or figure.kind == "ordinal":
        return
    words = f"{figure.qualifier} {figure.value:g}"
    if figure.qualifier == "vague":
        yield "low", "vague words have no range by rule; write low and high"
    elif figure.value < 0 and figure.qualifier not in ("exact", "about"):
        yield "low", f"{words!r} can be read in two ways, as a greater or a lesser fall; write low and high"
    elif figure.value == 0 and figure.qualifier in ("about", "nearly", "under", "up to"):
        yield "low", f"{words!r} has no width by rule; write low and high"
