"""Each check of sql/checks returns nothing on a clean record, and the planted fault where there is one."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import database, rows
from worlds import edition, figure, look, small, stop

from tracker import warehouse

CLEAN = small(
    release={
        "edition": (edition("2024-01", date(2024, 3, 1)), edition("2024-02", date(2024, 5, 1))),
        "look": (look(date(2024, 9, 30), shows="2024-02"),),
        "event": (stop(date(2024, 6, 1), "2024-02"),),
    },
    figures=(figure("f", date(2024, 8, 1), "2024-03/2024-05"),),
)

SERIES = "insert into series values ('x', 'X', 'r', 'removal', 'dhs', 'all', 'month', 'removals', 0, 'T', 'M', false, true, null);"
HELD = "update edition set ingested = true, digest = 'd' where ref = '2024-01';"
CELL = "insert into cell values ('d', 'r/2024-01', 'S', 'B2', 'T', 'M', 'month', '2024-01-01', '2024-01-31', 5, null);"
SEEN = (
    "insert into observation values ('x', 'r/2024-01', '2024-01-01', '2024-01-31', 5, null, 5, 5, 'read', 'd', 'S', 'B2', 's',"
    " '2024-03-01');"
)
PACKED = "insert into record_observation values ('x', 'r/2024-01', '2024-01-01', '2024-01-31', {}, null, 'read', 'd', 'S', '{}', 's');"

COMPARED = (
    "insert into {} by name select 'r/2024-02' as edition, 'r/2024-01' as previous, 'cell' as what, 'changed' as how, 'T' as table_title,"
    " 5 as old_value, {} as value, 'd' as old_digest, 'e' as digest, '{}' as method;"
)
CORRECTION = "insert into correction values ('r', 'r/2024-01', 'T', 'M', 'month', '2024-01-01', '2024-01-31', 6, null, 7, 'a slip', 's');"

# Each fault replaces a view by a table of rows, or changes rows, so that the check has something to find.
FAULTS = {
    "accusation_without_evidence": "create or replace table edition_status as select 'r' as release, "
    "'2024-03' as ref, 'overdue' as status, []::varchar[] as evidence;",
    "withheld_without_look_and_ground": "create or replace table edition_status as select 'r' as release, '2024-03' as ref, "
    "date '2024-05-10' as due_on, 'withheld' as status, ['stop'] as grounds, ['event:stop-2024-06-01'] as evidence;",
    "our_failure_as_evidence": "update look set outcome = 'blocked'; create or replace table edition_status as select 'r' as release, "
    "'2024-03' as ref, 'overdue' as status, ['look:r/2024-09-30/1'] as evidence;",
    "evidence_without_document": "create or replace table edition_status as select 'r' as release, '2024-03' as ref, "
    "'overdue' as status, ['look:nowhere'] as evidence;",
    "figure_source_missing": "update reported_figure set sources = ['nobody'];",
    "packaged_observation_differs_from_file": SERIES + HELD + SEEN + PACKED.format(6, "B2"),
    "packaged_observation_not_in_file": SERIES + HELD + CELL + PACKED.format(5, "C9"),
    "packaged_difference_differs_from_file": COMPARED.format("difference", 6, "compared")
    + COMPARED.format("record_difference", 7, "packaged"),
    "difference_of_unknown_edition": COMPARED.format("difference", 6, "compared")
    + "update difference set previous = 'r/2023-12';",
    "correction_guard": HELD + CELL + CORRECTION,
    "status_intervals_overlap": "create or replace table status_interval as select * from (values ('r', date '2024-01-01', "
    "date '2024-02-01', 'on_time'), ('r', date '2024-01-15', null, 'late')) as t (release, from_on, through_on, status);",
    "status_contradicts_interval": "update status_interval set status = 'late';",
    "accusation_after_it_appeared": "update edition_status set status = 'overdue' where ref = '2024-01';",
    "undescribed_column": "create table surprise (x integer);",
    "fiscal_year_to_date_not_from_october": SERIES
    + HELD
    + SEEN
    + "update series set frequency = 'fiscal_year_to_date';",
    "edition_before_its_period_ends": "update edition set published_on = '2024-01-15', published_by = '2024-01-15' where ref = '2024-01';",
}


def names() -> set[str]:
    return {path.stem for path in (warehouse.SQL / "checks").glob("*.sql")}


def test_a_clean_record_passes_every_check() -> None:
    with database(CLEAN) as connection:
        assert warehouse.check(connection) == {}


def test_every_check_has_a_planted_fault() -> None:
    assert names() == set(FAULTS)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_planted_fault_is_found(name) -> None:
    with database(CLEAN) as connection:
        connection.execute(FAULTS[name])
        assert rows(connection, (warehouse.SQL / "checks" / f"{name}.sql").read_text())
