"""What the tracker speaks of: the domain as typed structs, one for each word of the glossary.

The record (TOML and CSV) is decoded straight into these: an unknown key, a missing key or a value of the wrong
type is an error that names its path. Periods are labels that `tracker.period` reads. Rules that reach across
entries (unknown ids, doubles, grades, word counts) are in `tracker.lint`.
"""

from __future__ import annotations

import msgspec

from tracker.model.entry import Entry, Grade
from tracker.model.figure import LeftOut, Observation, Reading, Relation, ReportedFigure, Term
from tracker.model.release import Due, Edition, Event, Look, Promise, Release, Watch
from tracker.model.tables import (
    KEYED,
    Agreement,
    Correction,
    Difference,
    Expectation,
    Keyed,
    SumRule,
    TableRule,
)
from tracker.model.words import Agency, Measure, Population, Scope, Series, Source


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


__all__ = [
    "KEYED",
    "Agency",
    "Agreement",
    "Correction",
    "Difference",
    "Due",
    "Edition",
    "Entry",
    "Event",
    "Expectation",
    "Grade",
    "Keyed",
    "LeftOut",
    "Look",
    "Measure",
    "Observation",
    "Population",
    "Promise",
    "Reading",
    "Record",
    "Relation",
    "Release",
    "ReportedFigure",
    "Scope",
    "Series",
    "Source",
    "SumRule",
    "TableRule",
    "Term",
    "Watch",
]
