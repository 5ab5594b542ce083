"""Two invariants over drawn worlds: our failure is never their withholding, and less evidence never accuses more.

A world fixes when each edition truly appeared. Its evidence (editions, looks, a stop, statements) is truthful. Any part
of the evidence may be missing.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from conftest import database, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import LAG, START, World, without, worlds

from tracker import model, period, warehouse

# How much a status says against an agency. What is said to have ended for good weighs as much as what is withheld.
WEIGHT = {
    "scheduled": 0, "unchecked": 0, "blocked": 0, "unreachable": 0, "unreadable": 0, "on_time": 0, "published": 0, "resumed": 0,
    "late": 1, "proposed_end": 1, "overdue": 2, "reduced": 2, "withheld": 3, "removed": 3, "cancelled": 3, "discontinued": 3,
}  # fmt: skip
slow = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)


def days_accused(record) -> dict[tuple[str, str], int]:
    """For each release and day of an interval's start, the weight of what is said of it."""
    with database(record, through="50") as connection:
        intervals = rows(
            connection,
            "select from_on, through_on, status, (select as_of_on from record_clock) as clock from status_interval",
        )
    weights = {}
    for each in intervals:
        day, last = each["from_on"], each["through_on"] or each["clock"]
        while day <= last:
            weights[day] = WEIGHT[each["status"]]
            day += timedelta(days=1)
    return weights


@slow
@given(world=worlds(), data=st.data())
def test_taking_evidence_away_never_makes_an_accusation_stronger(world: World, data) -> None:
    dropped = set(data.draw(st.lists(st.sampled_from(world.names), unique=True)) if world.names else [])
    full, less = days_accused(world.record), days_accused(without(world.record, dropped))
    for day, weight in less.items():
        assert weight <= full.get(day, 0), (day, sorted(dropped))


@slow
@given(world=worlds(), data=st.data())
def test_no_accusation_is_false(world: World, data) -> None:
    """Whatever part of the evidence is known: what is called late was late, what is called missing was missing."""
    dropped = set(data.draw(st.lists(st.sampled_from(world.names), unique=True)) if world.names else [])
    with database(without(world.record, dropped), through="50") as connection:
        found = rows(connection, "from edition_status")
    for each in found:
        due = period.parse(each["ref"]).end + timedelta(days=LAG)
        appeared = world.appeared.get(each["ref"])
        if each["status"] == "late":
            assert appeared and appeared > due
        if each["status"] in ("overdue", "withheld"):
            assert appeared is None or appeared > each["observed_through_on"]
            assert each["observed_through_on"] > due
        if each["status"] == "withheld" and each["grounds"] == ["stop"]:
            assert world.stopped_on is not None


@slow
@given(world=worlds(), data=st.data())
def test_no_day_is_called_missing_on_which_all_was_out(world: World, data) -> None:
    """On each day of an interval that accuses, some edition had fallen due and had not appeared, whatever came later."""
    dropped = set(data.draw(st.lists(st.sampled_from(world.names), unique=True)) if world.names else [])
    with database(without(world.record, dropped), through="50") as connection:
        held = rows(connection, "from status_interval where status in ('overdue', 'withheld')")
        due = {x["ref"]: x["due_on"] for x in rows(connection, "from expected_edition")}
    for each in held:
        day = each["from_on"]
        while day <= each["through_on"]:
            assert any(day > due[ref] and (world.appeared.get(ref) or date.max) > day for ref in due), (each, day)
            day += timedelta(days=1)


@slow
@given(world=worlds(), data=st.data())
def test_no_evidence_stops_a_build(world: World, data) -> None:
    """Whatever was seen, and in whichever order looks fail: the answers do not contradict each other."""
    dropped = set(data.draw(st.lists(st.sampled_from(world.names), unique=True)) if world.names else [])
    with database(without(world.record, dropped)) as connection:
        assert warehouse.check(connection) == {}


@slow
@given(world=worlds())
def test_failed_looks_alone_say_nothing_of_the_agency(world: World) -> None:
    worked = {look.source for look in world.record.releases[0].look if look.outcome == "seen"}
    with database(without(world.record, worked), through="50") as connection:
        assert not rows(connection, "from edition_status where status in ('overdue', 'withheld', 'removed')")
        assert not rows(connection, "from release_status where status in ('overdue', 'withheld', 'removed')")


@slow
@given(world=worlds(), ahead=st.integers(1, 900))
def test_the_date_of_today_changes_nothing_but_what_is_unchecked(world: World, ahead: int) -> None:
    with database(world.record, through="50") as connection:
        clock = rows(connection, "from record_clock")[0]["as_of_on"]
        now = rows(connection, "from release_status_as_of(?)", clock)[0]
        later = rows(connection, "from release_status_as_of(?)", clock + timedelta(days=ahead))[0]
    assert later["status"] in (now["status"], "unchecked")
    assert later["observed_through_on"] == now["observed_through_on"] or later["status"] != now["status"]
    if WEIGHT[now["status"]] >= 2:
        assert later["status"] == now["status"]
        assert later["since_on"] == now["since_on"]


def known_by(record: model.Record, day: date) -> model.Record:
    """The record as it could be known on a day."""
    dates = {source.id: source.published_on for source in record.sources}
    release = record.releases[0]
    cut = msgspec.structs.replace(
        release,
        edition=tuple(x for x in release.edition if (x.published_by or x.published_on) <= day),
        event=tuple(x for x in release.event if dates[x.source] <= day),
        look=tuple(x for x in release.look if max(x.looked_on, dates[x.source]) <= day),
    )
    figures = tuple(x for x in record.figures if max(x.stated_on, min(dates[name] for name in x.sources)) <= day)
    return msgspec.structs.replace(record, releases=(cut,), figures=figures)


@slow
@given(world=worlds(), after=st.integers(1, 420))
def test_as_of_a_day_is_what_a_record_of_that_day_says(world: World, after: int) -> None:
    day = START + timedelta(days=after)
    answers = []
    for record in (world.record, known_by(world.record, day)):
        with database(record, through="50") as connection:
            editions = rows(connection, "from edition_status_as_of(?) where due_on <= ?", day, day)
            answers.append((editions, rows(connection, "from release_status_as_of(?)", day)))
    assert answers[0] == answers[1]
