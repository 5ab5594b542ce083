"""Which documents, bodies, measures, scopes, populations and series does the record speak of?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from tracker.model.entry import Entry, Grade


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
