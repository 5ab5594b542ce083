"""What lifts an accusation: evidence that it appeared, that it went on, or that the statement came too late to prove anything."""

from __future__ import annotations

from datetime import date

import pytest
from worlds import SERIES, edition, figure, look, small, source, stop

from tracker import model

JANUARY = edition("2024-01", date(2024, 3, 1))
STOP = stop(date(2024, 4, 15), "2024-01")
MAY_LOOK = look(date(2024, 5, 1), shows="2024-01")


def release(query, known: date | None = None, figures=(), sources=(), **parts):
    """The status of a release that tabulates removals."""
    record = small(release=parts, figures=figures, sources=sources, series=(SERIES,))
    return query(record, "from release_status_as_of(?)", known or date(2024, 12, 1))[0]


def editions(query, known: date | None = None, figures=(), sources=(), **parts):
    record = small(release=parts, figures=figures, sources=sources)
    return {x["ref"]: x for x in query(record, "from edition_status_as_of(?)", known or date(2024, 12, 1))}


def test_a_later_look_that_shows_the_editions_lifts_the_accusation(query) -> None:
    later = look(date(2024, 9, 30), shows="2024-08")
    found = release(query, edition=(JANUARY,), look=(MAY_LOOK, later), event=(STOP,), known=date(2024, 9, 30))
    assert found["status"] == "published"
    assert not {
        x["status"] for x in editions(query, edition=(JANUARY,), look=(MAY_LOOK, later), event=(STOP,)).values()
    } & {"overdue", "withheld"}


def test_a_look_that_shows_this_very_edition_makes_it_published_though_no_file_is_held(query) -> None:
    found = editions(query, edition=(JANUARY,), look=(look(date(2024, 5, 1), shows="2024-02"),))["2024-02"]
    assert (found["status"], found["edition"], found["published_by"]) == ("published", None, date(2024, 5, 1))
    assert found["evidence"][0].startswith("look:r/2024-05-01/")


def test_a_stop_is_no_ground_once_a_later_look_shows_more(query) -> None:
    march = edition("2024-03", date(2024, 6, 20))
    looks = (look(date(2024, 6, 10), shows="2024-01"), look(date(2024, 9, 30), shows="2024-03"))
    found = editions(query, edition=(JANUARY, march), look=looks, event=(stop(date(2024, 5, 1), "2024-01"),))
    assert {found[ref]["status"] for ref in ("2024-04", "2024-05")} == {"overdue"}


def test_a_stop_is_no_ground_after_a_stated_resumption(query) -> None:
    again = stop(date(2024, 4, 20), "", kind="resumed", id="again")
    assert release(query, edition=(JANUARY,), look=(MAY_LOOK,), event=(STOP,))["status"] == "withheld"
    assert release(query, edition=(JANUARY,), look=(MAY_LOOK,), event=(STOP, again))["status"] == "overdue"


def test_a_stop_is_no_ground_at_a_stale_look_when_a_newer_edition_is_known(query) -> None:
    march = edition("2024-03", date(2024, 6, 1))
    stale = look(date(2024, 9, 30), shows="2024-01")
    found = editions(query, edition=(JANUARY, march), look=(stale,), event=(stop(date(2024, 5, 1), "2024-01"),))
    assert found["2024-04"]["status"] == "overdue"


def test_a_statement_after_the_last_look_proves_nothing_about_that_look(query) -> None:
    early = look(date(2024, 4, 12), shows="2024-01")
    stated = figure("f", date(2024, 8, 1), "2024-02/2024-03")
    assert release(query, edition=(JANUARY,), look=(early,), figures=(stated,))["status"] == "overdue"
    late = look(date(2024, 8, 1), shows="2024-01")
    assert release(query, edition=(JANUARY,), look=(early, late), figures=(stated,))["status"] == "withheld"


@pytest.mark.parametrize("changed", [{"value": None, "low": 0.0, "range_reason": "x"}, {"period": "2024-02/2024-09"}])
def test_a_figure_without_a_number_or_for_months_to_come_proves_nothing(query, changed) -> None:
    stated = figure("f", date(2024, 8, 1), changed.pop("period", "2024-02/2024-03"), **changed)
    assert (
        release(query, edition=(JANUARY,), look=(look(date(2024, 9, 30), shows="2024-01"),), figures=(stated,))[
            "status"
        ]
        == "overdue"
    )


def test_a_superseded_statement_proves_nothing_from_the_day_of_its_correction_on(query) -> None:
    stated = figure("f", date(2024, 8, 1), "2024-02/2024-03")
    corrected = figure("g", date(2024, 10, 1), "2023-02/2023-03", supersedes="f", sources=("october",))
    parts = {"edition": (JANUARY,), "look": (look(date(2024, 9, 30), shows="2024-01"),)}
    sources = (source("october", date(2024, 10, 1)),)
    assert release(query, date(2024, 9, 30), (stated, corrected), sources, **parts)["status"] == "withheld"
    assert release(query, date(2024, 10, 1), (stated, corrected), sources, **parts)["status"] == "overdue"


def test_gone_is_not_removed_once_an_edition_appeared_afterwards_or_the_looks_were_at_two_addresses(query) -> None:
    seen = look(date(2024, 3, 10), shows="2024-01", url="x")
    gone = tuple(look(date(2024, 3, day), "gone", url="x") for day in (20, 22))
    other = look(date(2024, 3, 21), "gone", observer="other", url="x")
    known = date(2024, 4, 5)
    assert release(query, known, edition=(JANUARY,), look=(seen, *gone, other))["status"] == "removed"
    after = edition("2024-02", date(2024, 4, 1))
    assert release(query, known, edition=(JANUARY, after), look=(seen, *gone, other))["status"] == "on_time"
    apart = look(date(2024, 3, 21), "gone", observer="other", url="y")
    assert release(query, known, edition=(JANUARY,), look=(seen, *gone, apart))["status"] == "on_time"
    assert release(query, known, edition=(JANUARY,), look=(seen, *gone))["status"] == "on_time"
    assert release(query, known, edition=(JANUARY,), look=(seen, gone[0], other))["status"] == "on_time"
    assert release(query, known, edition=(JANUARY,), look=(*gone, other))["status"] == "on_time"


def test_removed_and_discontinued_end_when_it_is_seen_or_stated_to_go_on(query) -> None:
    removed = model.Event(
        id="gone", kind="removed", effective_on=date(2024, 3, 5), source="s", text="Taken down.", by_agency=True
    )
    known = date(2024, 4, 5)
    assert release(query, known, edition=(JANUARY,), event=(removed,))["status"] == "removed"
    back = look(date(2024, 3, 30), shows="2024-01")
    assert release(query, known, edition=(JANUARY,), event=(removed,), look=(back,))["status"] == "on_time"
    ended = stop(date(2024, 3, 5), "", kind="discontinued", by_agency=True, id="end")
    again = stop(date(2024, 3, 20), "", kind="resumed", id="again")
    assert release(query, known, edition=(JANUARY,), event=(ended,))["status"] == "discontinued"
    assert release(query, known, edition=(JANUARY,), event=(ended, again))["status"] != "discontinued"


def test_an_end_announced_for_later_does_not_hold_before(query) -> None:
    announced = stop(date(2025, 6, 1), "", kind="discontinued", by_agency=True, id="end")
    assert release(query, date(2024, 3, 5), edition=(JANUARY,), event=(announced,))["status"] == "on_time"


def test_a_period_that_was_out_in_time_as_part_of_another_edition_is_not_late(query) -> None:
    march = edition("2024-03", date(2024, 4, 5), covers_from="2023-10")
    own = edition("2024-02", date(2024, 4, 20))  # due on 9 April
    assert editions(query, edition=(JANUARY, march, own))["2024-02"]["status"] == "published"


def test_an_edition_of_the_same_days_under_another_label_counts(query) -> None:
    due = model.Due(first="2024Q1", lag_days=40)
    known = date(2024, 9, 30)
    record = {
        "due": due,
        "edition": (edition("FY2024Q2", date(2024, 5, 1)),),
        "look": (look(date(2024, 8, 1), shows="2023Q4"),),
    }
    assert editions(query, known, **record)["2024Q1"]["status"] == "on_time"


def test_by_interval_an_edition_known_in_between_takes_lateness_away(query) -> None:
    due = model.Due(interval_days=21)
    first, third = (
        edition("2024-01-10", date(2024, 1, 10)),
        edition("2024-02-10", date(2024, 2, 10), previous="2024-01-10"),
    )
    between = edition("2024-01-25", date(2024, 1, 25))
    assert editions(query, due=due, edition=(first, third))["after 2024-01-10"]["status"] == "late"
    assert editions(query, due=due, edition=(first, between, third))["after 2024-01-10"]["status"] == "published"


def test_bounds_on_both_sides_of_the_due_date_say_nothing_of_lateness(query) -> None:
    unsure = edition("2024-01", date(2024, 3, 10), published_by=date(2024, 3, 31))  # due on 11 March
    found = editions(query, edition=(unsure,))["2024-01"]
    assert found["status"] == "published"
    assert "between 2024-03-10 and 2024-03-31" in found["basis"]


def test_a_look_not_yet_known_does_not_speak(query) -> None:
    parts = {"edition": (JANUARY,), "look": (look(date(2024, 5, 1), shows="2024-01", source="august"),)}
    sources = (source("august", date(2024, 8, 1)),)
    assert release(query, date(2024, 7, 31), sources=sources, **parts)["status"] == "unchecked"
    assert release(query, date(2024, 8, 1), sources=sources, **parts)["status"] == "overdue"


def test_a_stop_that_begins_after_the_look_is_no_ground(query) -> None:
    later = stop(date(2024, 6, 1), "2024-01")
    assert release(query, edition=(JANUARY,), look=(MAY_LOOK,), event=(later,))["status"] == "overdue"


def test_a_stop_of_one_edition_or_one_series_is_no_ground_for_others(query) -> None:
    one = stop(date(2024, 4, 15), "2024-01", ref="2024-05")
    found = editions(query, edition=(JANUARY,), look=(look(date(2024, 9, 30), shows="2024-01"),), event=(one,))
    assert (found["2024-05"]["status"], found["2024-04"]["status"]) == ("withheld", "overdue")


def test_a_removal_or_an_end_that_only_others_report_is_not_said_as_the_agencys(query) -> None:
    reported = stop(date(2024, 3, 5), "", kind="discontinued", id="end")
    assert release(query, date(2024, 4, 5), edition=(JANUARY,), event=(reported,))["status"] == "on_time"
    said = model.Event(
        id="gone", kind="removed", effective_on=date(2024, 3, 5), source="s", text="Reported.", by_agency=False
    )
    assert release(query, date(2024, 4, 5), edition=(JANUARY,), event=(said,))["status"] == "on_time"


def test_withheld_begins_when_both_the_due_date_has_passed_and_a_ground_holds(query) -> None:
    later = stop(date(2024, 6, 1), "2024-01")
    found = editions(query, edition=(JANUARY,), look=(look(date(2024, 9, 30), shows="2024-01"),), event=(later,))
    # February was due on 9 April, before the stop; June was due on 9 August (30 June + 40 days), after it.
    assert (found["2024-02"]["withheld_from_on"], found["2024-06"]["withheld_from_on"]) == (
        date(2024, 6, 1),
        date(2024, 8, 10),
    )


def test_a_proposed_end_and_a_resumption_are_said_as_such(query) -> None:
    proposed = stop(date(2024, 3, 5), "", kind="proposed_end", id="p")
    assert release(query, date(2024, 3, 30), edition=(JANUARY,), event=(proposed,))["status"] == "proposed_end"
    back = edition("2024-03", date(2024, 5, 1))
    assert release(query, date(2024, 5, 2), edition=(JANUARY, back), event=(STOP,))["status"] == "resumed"


def test_a_stop_of_a_series_is_no_ground_for_the_release(query) -> None:
    record = small(
        release={
            "edition": (JANUARY,),
            "look": (MAY_LOOK,),
            "event": (stop(date(2024, 4, 15), "2024-01", series=SERIES.id),),
        },
        series=(SERIES,),
    )
    assert query(record, "from release_status")[0]["status"] == "overdue"
