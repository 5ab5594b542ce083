"""What the tracker speaks of: the domain as typed structs, one for each word of the glossary.

The record (TOML and CSV) is decoded straight into these: an unknown key, a missing key or a value of the wrong
type is an error that names its path. Periods are labels that `tracker.period` reads. Rules that reach across
entries (unknown ids, doubles, grades, word counts) are in `tracker.lint`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Grade = Literal["A", "B", "C"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all entries: immutable, keyword-only, strict about keys."""


class Source(Entry, frozen=True, kw_only=True):
    """A document. `published_on` is the date resolved; when only a bound is known it is the latest day it can be.

    Grade A: the primary document was opened. B: a reputable account of it was opened. C: an excerpt was seen, or
    an address cited elsewhere.
    """

    id: str
    publisher: str
    title: str
    grade: Grade
    published_on: date
    seen: str  # how and where this project saw it: "opened", "excerpt", "address cited by ..."
    recorded_on: date
    printed_date: str = ""  # the date as the document prints it
    date_reason: str = ""  # why published_on differs from printed_date, or how it was bounded
    url: str = ""
    archived_url: str = ""
    digest: str = ""  # sha256 of the bytes, where they were held
    note: str = ""


class Agency(Entry, frozen=True, kw_only=True):
    """A body that publishes, or one that it is part of."""

    id: str
    name: str
    short: str
    parent: str = ""
    url: str = ""


class Measure(Entry, frozen=True, kw_only=True):
    """What is counted. `contains` names its parts; `may_mean` the measures that a vague word can stand for."""

    id: str
    title: str
    definition: str  # in our words
    source: str  # where the definition stands
    nature: Literal["flow", "stock", "rate", "ratio"]
    counts: Literal[
        "events", "people", "people or events", "money", "staff", "beds", "percent", "cases", "countries", "offices"
    ]
    contains: tuple[str, ...] = ()
    may_mean: tuple[str, ...] = ()
    note: str = ""


class Scope(Entry, frozen=True, kw_only=True):
    """Whose acts, or which place, a figure covers. Unlike scopes are never one line."""

    id: str
    title: str
    definition: str
    contains: tuple[str, ...] = ()
    may_mean: tuple[str, ...] = ()  # for words that leave the scope open: what they can stand for


class Series(Entry, frozen=True, kw_only=True):
    """What is measured, and where its release prints it: table and member as the reader names them."""

    id: str
    title: str
    release: str
    measure: str
    scope: str
    population: str
    frequency: Literal["month", "fiscal_year", "fiscal_year_to_date", "year", "day"]
    unit: str
    rounding: float = 0  # values are printed rounded to this; 10 means within 5 either way
    table: str = ""
    member: str = ""
    cumulative: bool = False
    headline: bool = False  # carried in the packaged record, shown on pages
    note: str = ""


class Promise(Entry, frozen=True, kw_only=True):
    """Why an edition is to be expected at all."""

    basis: Literal["statute", "directive", "agency_statement", "observed_practice", "none"]
    source: str
    text: str  # what is promised, in our words


class Due(Entry, frozen=True, kw_only=True):
    """When each edition falls due: `lag_days` after the period, `rrule` (RFC 5545), `listed` dates or `interval_days`.

    `first` is the first reference period expected; `last` ends the promise. With `interval_days`, an edition is due
    that many days after the one before. `reading` says how the rule was read in the agency's favour.
    """

    first: str = ""
    last: str = ""
    lag_days: int | None = None
    lag_from: str = ""  # the edition whose lag was the longest kept
    rrule: str = ""
    listed: dict[str, date] = {}
    interval_days: int | None = None
    reading: str = ""


class Edition(Entry, frozen=True, kw_only=True):
    """One issue of a release. `published_on` is the earliest day it can have appeared, `published_by` the latest."""

    ref: str  # reference period: "2024-08", "FY2023", or the day for a release by interval
    published_on: date
    source: str
    published_by: date | None = None  # when only a bound is known
    date_basis: Literal["printed", "file name", "address", "archive", "statement"] = "printed"
    covers_from: str = ""  # first reference period carried, where an edition carries more than its own
    previous: str = ""  # the edition it followed in the same list (needed for lateness by interval)
    file: str = ""
    digest: str = ""
    data_through: date | None = None
    note: str = ""


class Event(Entry, frozen=True, kw_only=True):
    """A sourced fact about a release, or about one of its editions or series.

    The kinds `suspended`, `refused` and `reported_ceased` are stops: a ground of `withheld`, only at a look that
    shows nothing newer than `stopped_after`. `known_on` is the date of the source.
    """

    id: str
    kind: Literal[
        "suspended",
        "refused",
        "reported_ceased",
        "resumed",
        "discontinued",
        "proposed_end",
        "cancelled",
        "reduced",
        "removed",
        "corrected",
        "method_changed",
        "rescheduled",
        "notice",
        "started",
    ]
    effective_on: date
    source: str
    text: str  # what happened, in our words, neutral
    by_agency: bool  # True where the publishing agency itself says so
    quote: str = ""
    ref: str = ""  # the one edition it concerns
    series: str = ""  # the one series it concerns
    stopped_after: str = ""  # for stops: the last reference period that had appeared
    cause: str = ""  # why, as stated by somebody; never ours
    cause_by: str = ""
    date_reason: str = ""


class Look(Entry, frozen=True, kw_only=True):
    """Somebody checked whether a thing was there.

    `seen`: the page or list was read; `shows_through` is the newest reference period on it. `gone`: 404 or 410.
    `blocked`, `unreachable` and `unreadable` are about the looker, never about the agency.
    """

    looked_on: date
    observer: str
    outcome: Literal["seen", "gone", "blocked", "unreachable", "unreadable"]
    source: str
    shows_through: str = ""
    url: str = ""
    text: str = ""


class Release(Entry, frozen=True, kw_only=True):
    """A promise to publish: a product with a frequency, a due rule and the basis of that promise."""

    id: str
    agency: str
    title: str
    description: str
    frequency: Literal["daily", "weekly", "semimonthly", "monthly", "quarterly", "semiannual", "annual", "irregular"]
    promise: Promise
    due: Due = Due()
    url: str = ""
    reader: str = ""
    family: str = ""  # releases shown together, e.g. the parts of the Yearbook
    measures: tuple[str, ...] = ()  # measures it tabulates, for which a stated figure proves that data exist
    scopes: tuple[str, ...] = ()
    edition: tuple[Edition, ...] = ()
    event: tuple[Event, ...] = ()
    look: tuple[Look, ...] = ()
    note: str = ""


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
    value: float | None = None
    low: float | None = None
    high: float | None = None
    range_reason: str = ""
    quote: str = ""
    period: str = ""  # label; empty where none was stated
    period_reason: str = ""
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


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record, validated."""

    agencies: tuple[Agency, ...]
    measures: tuple[Measure, ...]
    scopes: tuple[Scope, ...]
    series: tuple[Series, ...]
    sources: tuple[Source, ...]
    releases: tuple[Release, ...]
    figures: tuple[ReportedFigure, ...]
    left_out: tuple[LeftOut, ...]
    relations: tuple[Relation, ...]
    observations: tuple[Observation, ...]
