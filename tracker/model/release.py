"""What is a release: promise, due rule, editions, events, looks, and where to look?"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from tracker.model.entry import Entry
from tracker.model.tables import Agreement, Correction, Expectation, Keyed, SumRule, TableRule


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
    listed: dict[str, date] = msgspec.field(default_factory=dict)
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


class Watch(Entry, frozen=True, kw_only=True):
    """Where to look for a release. `files` is a regular expression for the names of its files, as its pages link them,
    or for their whole addresses where it has a slash.

    Its named groups say what a name says: the day of publication (year, month, day), the reference period (ref_year,
    ref_month, ref_day, ref_quarter, ref_fy; ref_fy with ref_month is that month of that fiscal year).
    """

    pages: tuple[str, ...] = ()  # landing pages; the release's url where none is given
    catalogues: tuple[str, ...] = ()  # lists for machines, such as data.json
    files: str = ""
    aside: tuple[str, ...] = ()  # names, addresses, link words, periods or words of a page: no edition of its own
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
