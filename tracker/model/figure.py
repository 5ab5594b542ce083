"""What was stated, how figures hang together, and what was printed?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from tracker.model.entry import Entry


class ReportedFigure(Entry, frozen=True, kw_only=True):
    """A number that somebody stated. The range follows from value and qualifier by rule, unless low and high are given.

    `kind`: level (a count), rate (per day or month), target, maximum, change (per cent), share, ordinal (a claim of
    order), derived (computed by us from the figures in `derived_from`).
    """

    id: str
    speaker: str
    role: str
    organization: str
    official: bool  # spoke for the government body that holds the data
    stated_on: date
    measure: str
    scope: str
    kind: Literal["level", "rate", "target", "maximum", "change", "share", "ordinal", "derived"]
    unit: str
    sources: tuple[str, ...]
    text: str  # what was stated, in our words
    qualifier: Literal["exact", "about", "nearly", "over", "at least", "under", "up to", "vague"]
    population: str = "all"  # which of the people or cases that measure and scope cover
    value: float | None = None
    low: float | None = None
    high: float | None = None
    range_reason: str = ""
    quote: str = ""
    quote_seen: Literal["", "document", "excerpt"] = ""  # "excerpt": no source of grade A or B carries the words
    period: str = ""  # label; empty where none was stated
    period_reason: str = ""
    base: str = ""  # for a change: label of the period it is stated against
    printed_date: str = ""
    date_reason: str = ""
    seeds: tuple[str, ...] = ()  # lines of the seed list it answers
    derived_from: tuple[str, ...] = ()
    supersedes: str = ""
    note: str = ""


class Term(Entry, frozen=True, kw_only=True):
    """One term of a replayed sum: a printed value, added or taken away."""

    series: str
    edition: str  # release/ref
    sign: Literal[1, -1]
    period: str = ""  # label; needed where the edition prints several values of the series


class Reading(Entry, frozen=True, kw_only=True):
    """One way to read a claim of order: series whose yearly values are added and compared."""

    label: str
    series: tuple[str, ...]


class Relation(Entry, frozen=True, kw_only=True):
    """Arithmetic between figures that anyone could have done; the outcome is computed, never written.

    sum, product: the figures together should give `result`. replay: the printed values in `terms` should give it.
    same_day: the figures speak of one period and should overlap. pace: from the first figure to the second, per day.
    net_and_gross: the figures count unlike things and can not be added. exceeds: the claim of order in `result`
    says that the years `subject` exceed the years `against`, under each reading.
    """

    id: str
    kind: Literal["sum", "product", "replay", "same_day", "pace", "net_and_gross", "exceeds"]
    text: str  # what is related, in our words
    source: str
    figures: tuple[str, ...] = ()
    result: str = ""
    terms: tuple[Term, ...] = ()
    gap: str = ""  # what no printed value covers
    subject: tuple[str, ...] = ()  # fiscal years
    against: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


class LeftOut(Entry, frozen=True, kw_only=True):
    """Something that was read and left out, with the reason."""

    id: str
    source: str
    text: str
    reason: str
    seeds: tuple[str, ...] = ()


class Observation(Entry, frozen=True, kw_only=True):
    """One value of a series for a period in one edition, with its address; read by our reader, or transcribed."""

    series: str
    edition: str  # release/ref
    period: str
    method: Literal["read", "transcribed"]
    source: str
    value: float | None = None
    code: str = ""
    digest: str = ""
    sheet: str = ""
    cell: str = ""
