"""Which editions are to be expected, and by when? Turns the due rule of a release into dated expectations.

Four rules, all read in the agency's favour:

    lag_days       so many days after the reference period ends (the longest lag kept before)
    rrule          the n-th date of an RFC 5545 rule belongs to the n-th reference period
    listed         dates that the agency announced; beside another rule they take its place for those periods
    interval_days  so many days after the edition before, counted from the latest day on which that can have appeared

The due date is the last day on which an edition is still on time. Nothing here looks at a clock: expectations run to
a horizon that the caller gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from tracker import model, period
from tracker.period import Period


@dataclass(frozen=True)
class Expected:
    """An edition to be expected: its reference period and the last day on which it is on time."""

    release: str
    ref: str
    period_start: date
    period_end: date
    due_on: date
    due_basis: str


def expected(release: model.Release, horizon: date) -> list[Expected]:
    """The editions of a release that fall due up to the horizon, oldest first; none without a due rule."""
    return [each for each in _by_rule(release, horizon) if each.due_on <= horizon]


def _by_rule(release: model.Release, horizon: date) -> Iterator[Expected]:
    due = release.due
    if due.lag_days is not None:
        yield from _by_lag(release, due.lag_days, horizon)
    elif due.rrule:
        yield from _by_calendar(release, horizon)
    elif due.listed:
        for label, day in due.listed.items():
            yield _expected(release, period.parse(label), day, "")
    elif due.interval_days is not None:
        yield from _by_interval(release, due.interval_days)


def _by_lag(release: model.Release, lag: int, horizon: date) -> Iterator[Expected]:
    for each in _periods(release, horizon):
        basis = f"{lag} days after {each.end}"
        if release.due.lag_from:
            basis += f", the longest lag kept (edition {release.due.lag_from})"
        yield _expected(release, each, each.end + timedelta(days=lag), basis)


def _by_calendar(release: model.Release, horizon: date) -> Iterator[Expected]:
    days = (moment.date() for moment in rrulestr(release.due.rrule))
    for each, day in zip(_periods(release, horizon), islice(days, 10_000), strict=False):
        yield _expected(release, each, day, f"release calendar: {day}")


def _by_interval(release: model.Release, interval: int) -> Iterator[Expected]:
    for edition in sorted(release.edition, key=lambda each: each.published_on):
        after = period.parse(edition.ref).end + timedelta(days=1)
        base = edition.published_by or edition.published_on
        yield Expected(
            release.id, f"after {edition.ref}", after, after, base + timedelta(days=interval),
            f"{interval} days after the edition of {edition.ref}, which had appeared by {base}",
        )  # fmt: skip


def _periods(release: model.Release, horizon: date) -> Iterator[Period]:
    each = period.parse(release.due.first)
    last = period.parse(release.due.last).end if release.due.last else horizon
    while each.end <= min(last, horizon):
        yield each
        each = period.following(each)


def _expected(release: model.Release, each: Period, day: date, basis: str) -> Expected:
    if each.label in release.due.listed:
        day = release.due.listed[each.label]
        basis = f"date announced: {day}"
    return Expected(release.id, each.label, each.start, each.end, day, basis)
