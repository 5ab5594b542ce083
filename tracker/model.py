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


class Population(Entry, frozen=True, kw_only=True):
    """Which people or cases, among those that measure and scope cover. `all` is everybody.

    Only what `contains` lists is known to be a part: populations that neither is listed under are unlike, and
    nothing is concluded from one to the other.
    """

    id: str
    title: str
    definition: str
    contains: tuple[str, ...] = ()


class Series(Entry, frozen=True, kw_only=True):
    """What is measured, and where its release prints it: table and member as the reader names them."""

    id: str
    title: str
    release: str
    measure: str
    scope: str
    population: str  # "all": everybody whom measure and scope cover
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


class Expectation(Entry, frozen=True, kw_only=True):
    """What a whole file of a release holds at least; one that holds less is suspect of being cut short."""

    minimum_tables: int = 0


class TableRule(Entry, frozen=True, kw_only=True):
    """What the record expects of the tables whose title `match` finds; the first rule that matches holds.

    members: `fixed`, each member is expected in each edition; `top`, the N largest, which come and go but for the labels
    in `fixed`; `open`, nothing is expected. `residual` labels (Other) are never compared across a rotation. history:
    each edition carries the `whole` of it, the periods of its `fiscal_year`, or the `latest` only.
    """

    match: str  # regular expression, in the words of the title
    members: Literal["fixed", "top", "open"] = "open"
    fixed: tuple[str, ...] = ()
    residual: tuple[str, ...] = ()
    history: Literal["whole", "fiscal_year", "latest"] = "whole"
    cumulative: bool = False  # a year to date can only grow
    rounding: float = 0  # values are printed rounded to this
    minimum_cells: int = 0
    note: str = ""


class SumRule(Entry, frozen=True, kw_only=True):
    """Members of a table that must add up to another, within what rounding allows."""

    match: str
    total: str
    parts: tuple[str, ...]


class Agreement(Entry, frozen=True, kw_only=True):
    """Two members of two tables of one edition that print the same thing."""

    table: str
    member: str
    other_table: str
    other_member: str
    text: str  # why they are the same thing


class Correction(Entry, frozen=True, kw_only=True):
    """A printed value that is known to be in error. `expect` is what the edition prints: where it does not, the build fails."""

    edition: str  # reference period
    table: str
    member: str
    grain: Literal["month", "fiscal_year", "fiscal_year_to_date", "day"]
    period: str
    value: float
    text: str
    source: str
    expect: float | None = None
    expect_code: str = ""


KEYED = "keyed"  # the reader of releases that have a table [keyed]


class Keyed(Entry, frozen=True, kw_only=True):
    """How to read a CSV or JSON file that is one table with a key: its columns, by the names in its header.

    A member is the key's values and the name of the value column: "Texas > deaths". Without `values`, every column is one
    that is not named here, and a new column is a new member; with them, a new column is an error until it is named.
    """

    title: str  # of the table
    key: tuple[str, ...] = ()
    period: str = ""
    grain: Literal["month", "day", "fiscal_year", "none"] = "none"
    period_format: str = ""  # where periods are not written 2024-08, 2024-08-31 or FY2024: as strptime reads them
    values: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # what may stand instead of a number; a blank always may
    format: Literal["csv", "json"] = "csv"
    path: str = ""  # for JSON: keys that lead to the list of objects, joined by dots
    delimiter: str = ","
    encoding: str = "utf-8"
    file_date: str = ""  # regular expression with groups year, month and day: when a file appeared, by its name


class Watch(Entry, frozen=True, kw_only=True):
    """Where to look for a release. `files` is a regular expression for the names of its files, as its pages link them,
    or for their whole addresses where it has a slash.

    Its named groups say what a name says: the day of publication (year, month, day), the reference period (ref_year,
    ref_month, ref_day, ref_quarter, ref_fy; ref_fy with ref_month is that month of that fiscal year).
    """

    pages: tuple[str, ...] = ()  # landing pages; the release's url where none is given
    catalogues: tuple[str, ...] = ()  # lists for machines, such as data.json
    files: str = ""
    aside: tuple[str, ...] = ()  # names or addresses of files that are no editions of their own
    archive: bool = True  # ask the Internet Archive as second observer
    allow_private: tuple[str, ...] = ()  # "host:port" that may be visited though not public (intranets, tests)


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
    expect: Expectation = Expectation()
    table: tuple[TableRule, ...] = ()
    sum: tuple[SumRule, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    correction: tuple[Correction, ...] = ()
    keyed: Keyed | None = None  # for `reader = "keyed"`
    watch: Watch = Watch()
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
    population: str = "all"  # which of the people or cases that measure and scope cover
    value: float | None = None
    low: float | None = None
    high: float | None = None
    range_reason: str = ""
    quote: str = ""
    quote_seen: Literal["", "document", "excerpt"] = ""  # "excerpt": no source of grade A or B carries the words
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


class Difference(Entry, frozen=True, kw_only=True):
    """What differs between two editions, as the comparison of their files found it (see sql/compare)."""

    edition: str  # release/ref, the newer
    previous: str  # release/ref, the older
    what: Literal[
        "edition",
        "table",
        "grain",
        "dimension",
        "member",
        "period",
        "cell",
        "cumulative",
        "note",
        "agreement",
        "sum",
    ]
    how: str
    digest: str
    old_digest: str
    table_title: str = ""
    old_table_title: str = ""
    member: str = ""
    old_member: str = ""
    label: str = ""
    grain: str = ""
    period_start: date | None = None
    period_end: date | None = None
    old_value: float | None = None
    old_code: str | None = None
    value: float | None = None
    code: str | None = None
    old_sheet: str = ""
    old_cell: str = ""
    sheet: str = ""
    cell: str = ""
    old_cells: int | None = None
    cells: int | None = None
    equal_cells: int | None = None
    old_text: str = ""
    text: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record, validated."""

    agencies: tuple[Agency, ...]
    measures: tuple[Measure, ...]
    scopes: tuple[Scope, ...]
    populations: tuple[Population, ...]
    series: tuple[Series, ...]
    sources: tuple[Source, ...]
    releases: tuple[Release, ...]
    figures: tuple[ReportedFigure, ...]
    left_out: tuple[LeftOut, ...]
    relations: tuple[Relation, ...]
    observations: tuple[Observation, ...]
    differences: tuple[Difference, ...] = ()
