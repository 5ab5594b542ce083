"""When an edition falls due: a lag, a release calendar, announced dates, or an interval."""

from __future__ import annotations

from datetime import date

from worlds import edition, small

from tracker import model, schedule

FAR = date(2024, 12, 31)


def due(rule: model.Due, *editions: model.Edition) -> list[tuple[str, date]]:
    release = small(release={"due": rule, "edition": editions}).releases[0]
    return [(each.ref, each.due_on) for each in schedule.expected(release, FAR)]


def test_a_lag_counts_from_the_last_day_of_the_period() -> None:
    # 30 June 2024 + 103 days = 11 October 2024.
    assert due(model.Due(first="2024-06", last="2024-07", lag_days=103)) == [
        ("2024-06", date(2024, 10, 11)),
        ("2024-07", date(2024, 11, 11)),
    ]


def test_a_calendar_rule_gives_the_nth_date_to_the_nth_period() -> None:
    rule = model.Due(first="2024-01", last="2024-03", rrule="DTSTART:20240220\nRRULE:FREQ=MONTHLY;BYDAY=+3TH")
    # Third Thursdays from 20 February on: 21 March, 18 April, 16 May (15 February lies before the start).
    assert due(rule) == [("2024-01", date(2024, 3, 21)), ("2024-02", date(2024, 4, 18)), ("2024-03", date(2024, 5, 16))]


def test_announced_dates_take_the_place_of_the_rule() -> None:
    rule = model.Due(first="2024-01", last="2024-02", lag_days=10, listed={"2024-02": date(2024, 6, 1)})
    assert due(rule) == [("2024-01", date(2024, 2, 10)), ("2024-02", date(2024, 6, 1))]


def test_an_interval_counts_from_the_latest_day_of_the_edition_before() -> None:
    first = edition("2024-01-10", date(2024, 1, 10), published_by=date(2024, 1, 12))
    assert due(model.Due(interval_days=21), first) == [("after 2024-01-10", date(2024, 2, 2))]


def test_without_a_rule_nothing_is_expected() -> None:
    assert due(model.Due(), edition("2024-01", date(2024, 3, 1))) == []
