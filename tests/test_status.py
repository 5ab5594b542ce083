"""What the status of an edition and a release promises: the invariants of the design, example by example."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import database, rows
from worlds import SERIES, edition, figure, look, small, source, stop

from tracker import model as m
from tracker import warehouse

SEPTEMBER = date(2024, 9, 30)
# The first edition covers January 2024 and is due 40 days after it: 31 January + 40 days = 11 March 2024.
JANUARY = edition("2024-01", date(2024, 3, 1))
DUE_FEBRUARY = date(2024, 4, 9)  # 29 February + 40 days


def status(query, record, known=None):
    if known:
        return query(record, "from release_status_as_of(?)", known)[0]
    return query(record, "from release_status")[0]


def test_an_edition_by_its_due_date_is_on_time(query) -> None:
    found = query(small(release={"edition": (JANUARY,)}), "from edition_status where ref = '2024-01'")[0]
    assert (found["status"], found["due_on"], found["lag_days"]) == ("on_time", date(2024, 3, 11), 30)


def test_the_due_date_itself_is_still_on_time(query) -> None:
    record = small(release={"edition": (edition("2024-01", date(2024, 3, 11)),)})
    assert query(record, "from edition_status where ref = '2024-01'")[0]["status"] == "on_time"


def test_a_day_after_the_due_date_is_late(query) -> None:
    record = small(release={"edition": (edition("2024-01", date(2024, 3, 12)),)})
    found = query(record, "from edition_status where ref = '2024-01'")[0]
    assert (found["status"], found["days_late"], found["evidence"]) == ("late", 1, ["edition:r/2024-01"])


def test_nobody_looked_is_unchecked_however_long_ago(query) -> None:
    found = status(query, small(release={"edition": (JANUARY,)}), date(2026, 1, 1))
    assert (found["status"], found["since_on"]) == ("unchecked", DUE_FEBRUARY)


@pytest.mark.parametrize("outcome", ["blocked", "unreachable", "unreadable"])
def test_our_failure_is_never_their_withholding(query, outcome) -> None:
    record = small(
        release={
            "edition": (JANUARY,),
            "look": (look(SEPTEMBER, outcome),),
            "event": (stop(date(2024, 5, 1), "2024-01"),),
        },
        series=(SERIES,),
        figures=(figure("f", date(2024, 8, 1), "2024-01/2024-07"),),
    )
    found = status(query, record, date(2024, 12, 1))
    assert found["status"] == outcome
    statuses = {x["status"] for x in query(record, "from edition_status_as_of(date '2024-12-01')")}
    assert not statuses & {"overdue", "withheld", "removed"}


def test_a_look_that_worked_makes_it_overdue(query) -> None:
    found = status(query, small(release={"edition": (JANUARY,), "look": (look(SEPTEMBER, shows="2024-01"),)}))
    # February (due 9 April) to July (31 July + 40 days = 9 September) were due and missing on 30 September: six editions.
    assert (found["status"], found["since_on"], found["missing_editions"]) == ("overdue", DUE_FEBRUARY, 6)
    assert found["observed_through_on"] == SEPTEMBER


def test_a_look_before_the_due_date_shows_nothing(query) -> None:
    record = small(release={"edition": (JANUARY,), "look": (look(DUE_FEBRUARY, shows="2024-01"),)})
    assert status(query, record, date(2024, 12, 1))["status"] == "unchecked"


def test_a_look_that_does_not_say_what_is_newest_shows_nothing(query) -> None:
    record = small(release={"edition": (JANUARY,), "look": (look(SEPTEMBER),)})
    assert status(query, record)["status"] == "unchecked"


def test_overdue_and_a_sourced_stop_is_withheld(query) -> None:
    event = stop(date(2024, 5, 1), "2024-01")
    found = status(
        query, small(release={"edition": (JANUARY,), "look": (look(SEPTEMBER, shows="2024-01"),), "event": (event,)})
    )
    assert (found["status"], found["grounds"], found["since_on"]) == ("withheld", ["stop"], DUE_FEBRUARY)
    assert "event:stop-2024-05-01" in found["evidence"]


def test_overdue_and_a_stated_figure_of_that_measure_and_period_is_withheld(query) -> None:
    record = small(
        release={"edition": (JANUARY,), "look": (look(SEPTEMBER, shows="2024-01"),)},
        series=(SERIES,),
        figures=(figure("f", date(2024, 8, 1), "2024-03-15/2024-05-15"),),
    )
    found = {x["ref"]: x for x in query(record, "from edition_status where due_on < date '2024-09-30'")}
    # Only April lies whole within 15 March to 15 May.
    assert {ref for ref, x in found.items() if x["status"] == "withheld"} == {"2024-04"}
    assert found["2024-04"]["grounds"] == ["data exist"]
    assert status(query, record)["status"] == "withheld"


@pytest.mark.parametrize(
    "changed",
    [
        {"official": False},
        {"measure": "deportation"},
        {"scope": "ice"},
        {"kind": "target"},
        {"qualifier": "under"},
        {"qualifier": "vague", "value": None, "low": 2000.0, "high": 9999.0, "range_reason": "Thousands."},
        {"value": 0.0},
        {"unit": "planes"},
        {"period": "2024-03-02/2024-03-30"},
    ],
)
def test_other_statements_prove_nothing(query, changed) -> None:
    label = changed.pop("period", "2024-01/2024-08")
    record = small(
        release={"edition": (JANUARY,), "look": (look(SEPTEMBER, shows="2024-01"),)},
        series=(SERIES,),
        figures=(figure("f", date(2024, 8, 1), label, **changed),),
    )
    assert status(query, record)["status"] == "overdue"


def test_a_stop_without_a_look_is_unchecked(query) -> None:
    record = small(release={"edition": (JANUARY,), "event": (stop(date(2024, 5, 1), "2024-01"),)})
    assert status(query, record, date(2024, 12, 1))["status"] == "unchecked"


def test_a_stop_is_no_ground_at_a_look_that_shows_something_newer(query) -> None:
    """The release went on after the stop: what is missing now is overdue, not withheld."""
    newer = edition("2024-03", date(2024, 6, 1))
    record = small(
        release={
            "edition": (JANUARY, newer),
            "look": (look(SEPTEMBER, shows="2024-03"),),
            "event": (stop(date(2024, 4, 1), "2024-01"),),
        }
    )
    assert status(query, record)["status"] == "overdue"


def test_past_the_last_look_the_status_says_so(query) -> None:
    record = small(
        release={
            "edition": (JANUARY,),
            "look": (look(SEPTEMBER, shows="2024-01"),),
            "event": (stop(date(2024, 5, 1), "2024-01"),),
        }
    )
    now, later = status(query, record, SEPTEMBER), status(query, record, date(2026, 6, 1))
    assert (later["status"], later["since_on"], later["observed_through_on"]) == ("withheld", DUE_FEBRUARY, SEPTEMBER)
    assert later["unchecked_since_on"] == SEPTEMBER + timedelta(days=1)
    assert now["unchecked_since_on"] is None
    last = query(record, "from status_interval order by from_on")[-1]
    assert (last["status"], last["from_on"], last["through_on"]) == ("unchecked", date(2024, 10, 1), None)


def resumed_after(*more, **parts):
    """Stopped on 1 May 2024, missing at a look on 30 September, and February out again on 1 November."""
    back = edition("2024-02", date(2024, 11, 1))
    stopped = (stop(date(2024, 5, 1), "2024-01"), *more)
    looks = (look(date(2024, 4, 20), shows="2024-01"), look(SEPTEMBER, shows="2024-01"))
    return small(release={"edition": (JANUARY, back), "look": looks, "event": stopped, **parts})


def test_what_was_withheld_stays_so_for_its_days_when_the_tables_come_back(query) -> None:
    """Due 9 April, seen missing on 20 April, stopped from 1 May, seen missing on 30 September, out on 1 November."""
    found = query(
        resumed_after(), "select from_on, through_on, status, grounds, evidence from status_interval order by 1"
    )
    held = {(x["status"], x["from_on"], x["through_on"]) for x in found}
    assert ("overdue", date(2024, 4, 10), date(2024, 4, 30)) in held
    assert ("withheld", date(2024, 5, 1), SEPTEMBER) in held
    assert ("overdue", date(2024, 10, 1), date(2024, 10, 31)) in held  # from its day we know that it was not out
    withheld = next(x for x in found if x["status"] == "withheld")
    assert withheld["grounds"] == ["stop"]
    assert "event:stop-2024-05-01" in withheld["evidence"]


def test_what_was_seen_missing_stays_so_when_only_something_newer_came(query) -> None:
    """September came in time on 1 November and February to August are nowhere: what was seen on 30 September was seen."""
    newer = edition("2024-09", date(2024, 11, 1))
    record = small(release={"edition": (JANUARY, newer), "look": (look(SEPTEMBER, shows="2024-01"),)})
    found = query(record, "select from_on, through_on, status from status_interval order by 1")
    held = {(x["status"], x["from_on"], x["through_on"]) for x in found}
    assert ("overdue", date(2024, 4, 10), SEPTEMBER) in held
    assert ("unchecked", date(2024, 10, 1), date(2024, 10, 31)) in held


def test_a_ground_counts_only_at_looks_while_it_held(query) -> None:
    """Said to go on from 1 August: what is missing on 30 September is overdue, and nobody looked while the stop held."""
    again = m.Event(id="again", kind="resumed", effective_on=date(2024, 8, 1), source="s", text="T.", by_agency=True)
    found = query(resumed_after(again), "select distinct status from status_interval")
    assert "withheld" not in {x["status"] for x in found}


def test_a_resumption_that_was_stated_is_resumed_at_the_next_edition(query) -> None:
    """January's table, out on 1 June, months after the period that it covers: the lag is no reason to miss it."""
    again = m.Event(id="again", kind="resumed", effective_on=date(2024, 5, 20), source="s", text="T.", by_agency=True)
    record = small(release={"edition": (JANUARY, edition("2024-04", date(2024, 6, 1))), "event": (again,)})
    assert status(query, record, date(2024, 6, 2))["status"] == "resumed"
    assert status(query, record, date(2024, 6, 2))["evidence"][0] == "event:again"


def test_as_of_replays_by_what_could_be_known(query) -> None:
    record = small(
        release={
            "edition": (JANUARY,),
            "look": (look(date(2024, 5, 1), shows="2024-01", source="may"),),
            "event": (stop(date(2024, 4, 15), "2024-01", source="august"),),
        },
        sources=(source("may", date(2024, 5, 1)), source("august", date(2024, 8, 1))),
    )
    assert status(query, record, date(2024, 3, 31))["status"] == "on_time"
    assert status(query, record, date(2024, 4, 20))["status"] == "unchecked"
    assert status(query, record, date(2024, 5, 1))["status"] == "overdue"
    assert status(query, record, date(2024, 7, 31))["status"] == "overdue"
    assert status(query, record, date(2024, 8, 1))["status"] == "withheld"


def test_a_month_carried_by_a_later_edition_is_published_and_not_called_late(query) -> None:
    later = edition("2024-03", date(2024, 6, 1), covers_from="2023-10")
    record = small(release={"edition": (JANUARY, later)})
    found = query(record, "from edition_status where ref = '2024-02'")[0]
    assert (found["status"], found["published_by"], found["published_on"]) == ("published", date(2024, 6, 1), None)


def test_without_a_due_rule_nothing_is_late(query) -> None:
    record = small(
        release={"due": {}, "edition": (edition("2020", date(2023, 1, 1)),)}
        | {"due": small().releases[0].due.__class__()}
    )
    assert query(record, "from edition_status")[0]["status"] == "published"


def test_removed_needs_two_looks_of_one_observer_a_day_apart_and_a_second_observer(query) -> None:
    def with_looks(*looks, before=True):
        there = (look(date(2024, 3, 15), "seen", "2024-01"),) if before else ()
        return status(query, small(release={"edition": (JANUARY,), "look": (*there, *looks)}), date(2024, 3, 30))[
            "status"
        ]

    day = date(2024, 3, 20)
    next_day = date(2024, 3, 21)
    ours = (look(day, "gone"), look(next_day, "gone"))
    assert with_looks(*ours, look(next_day, "gone", observer="other")) == "removed"
    assert with_looks(*ours, look(day, "gone", observer="other")) == "removed"
    assert with_looks(*ours) == "on_time"
    assert with_looks(look(day, "gone"), look(next_day, "gone", observer="other")) == "on_time"  # one look each
    assert with_looks(look(day, "gone"), look(day, "gone", observer="other")) == "on_time"
    assert with_looks(*ours, look(next_day, "blocked", observer="other")) == "on_time"
    back = look(date(2024, 3, 25), "seen", "2024-01")
    assert with_looks(*ours, look(next_day, "gone", observer="other"), back) == "on_time"


def test_removed_needs_an_address_that_was_seen_and_no_other_page_that_kept_us_out(query) -> None:
    """A slip in the record's address was never there; one of two pages says nothing of the release while the other fails."""
    first, second, day, next_day = "https://a.example/x", "https://a.example/y", date(2024, 3, 20), date(2024, 3, 21)

    def with_looks(*looks):
        found = status(query, small(release={"edition": (JANUARY,), "look": looks}), date(2024, 3, 30))
        return found["status"], found["basis"]

    there = look(date(2024, 3, 15), "seen", "2024-01", url=first)
    gone = tuple(look(*x, url=first) for x in ((day, "gone"), (next_day, "gone")))
    other = look(next_day, "gone", observer="other", url=first)
    assert with_looks(there, *gone, other)[0] == "removed"
    assert "whether it stands elsewhere is not known" in with_looks(there, *gone, other)[1]
    assert with_looks(look(date(2024, 3, 15), "seen", "2024-01", url=second), *gone, other)[0] == "on_time"
    assert with_looks(there, *gone, other, look(next_day, "blocked", url=second))[0] == "on_time"
    assert with_looks(there, *gone, other, look(date(2024, 3, 19), "blocked", url=second))[0] == "removed"  # before
    assert with_looks(there, *gone, other, look(next_day, "gone", url=second))[0] == "removed"


def test_the_due_date_is_over_where_it_is_over_everywhere(query) -> None:
    """February is due on 9 April, which ends on 10 April 12:00 UTC in the last time zone. What came until 11 April 12:00
    may be a day old: from a cache, or by a clock of ours that is ahead."""
    record = small(release={"edition": (JANUARY,), "look": (look(date(2024, 4, 11), shows="2024-01"),)})
    for moment, expected in (("2024-04-11 11:59:00", "unchecked"), ("2024-04-11 12:00:00", "overdue")):
        with database(record, through="0") as connection:
            connection.execute("update look set looked_at = cast(? as timestamp)", [moment])
            warehouse.answer(connection, "33")
            assert rows(connection, "from edition_status where ref = '2024-02'")[0]["status"] == expected


def test_by_interval_only_a_named_predecessor_makes_an_edition_late(query) -> None:
    due = small().releases[0].due.__class__(interval_days=21)
    first, second = (
        edition("2024-01-10", date(2024, 1, 10)),
        edition("2024-02-10", date(2024, 2, 10), previous="2024-01-10"),
    )
    unlinked = edition("2024-02-10", date(2024, 2, 10))
    linked = query(
        small(release={"due": due, "edition": (first, second)}), "from edition_status where ref = 'after 2024-01-10'"
    )[0]
    # Due 21 days after 10 January: 31 January; it came on 10 February, ten days later.
    assert (linked["status"], linked["due_on"], linked["days_late"]) == ("late", date(2024, 1, 31), 10)
    assert (
        query(
            small(release={"due": due, "edition": (first, unlinked)}),
            "from edition_status where ref = 'after 2024-01-10'",
        )[0]["status"]
        == "published"
    )


def test_cancelled_and_discontinued_are_said_as_such(query) -> None:
    cancelled = stop(date(2024, 3, 20), "", kind="cancelled", by_agency=True, ref="2024-02", id="c")
    found = query(
        small(release={"edition": (JANUARY,), "event": (cancelled,), "look": (look(SEPTEMBER, shows="2024-01"),)}),
        "from edition_status where ref = '2024-02'",
    )[0]
    assert (found["status"], found["evidence"]) == ("cancelled", ["event:c"])
    ended = stop(date(2024, 3, 20), "", kind="discontinued", by_agency=True, id="d")
    assert (
        status(query, small(release={"edition": (JANUARY,), "event": (ended,)}), date(2024, 12, 1))["status"]
        == "discontinued"
    )


def test_two_releases_of_one_agency_have_each_their_own_status(query) -> None:
    import msgspec

    withheld = small(
        release={
            "edition": (JANUARY,),
            "look": (look(SEPTEMBER, shows="2024-01"),),
            "event": (stop(date(2024, 5, 1), "2024-01"),),
        }
    )
    other = small(
        release={
            "id": "other",
            "edition": (edition("2024-07", date(2024, 9, 1)),),
            "due": small().releases[0].due.__class__(first="2024-07", lag_days=40),
        }
    )
    both = msgspec.structs.replace(withheld, releases=(*withheld.releases, *other.releases))
    assert {x["release"]: x["status"] for x in query(both, "from release_status")} == {
        "r": "withheld",
        "other": "on_time",
    }
