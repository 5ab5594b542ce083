"""The packaged record says of the halted tables what the evidence allows, and no more."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from conftest import database, rows

from tracker import model, record

TABLES = "ohss-monthly-tables"
LAST_EDITION = date(2025, 1, 16)


@pytest.fixture(scope="module")
def packaged() -> model.Record:
    return record.load()


def changed(packaged: model.Record, **parts: object) -> model.Record:
    """The packaged record with some parts of the monthly tables replaced."""
    releases = tuple(msgspec.structs.replace(x, **parts) if x.id == TABLES else x for x in packaged.releases)
    return msgspec.structs.replace(packaged, releases=releases)


def tables(packaged: model.Record) -> model.Release:
    return next(release for release in packaged.releases if release.id == TABLES)


def status(of: model.Record, statement: str = "from release_status", *values: object) -> dict[str, object]:
    with database(of) as connection:
        return next(row for row in rows(connection, statement, *values) if row["release"] == TABLES)


def test_the_monthly_tables_are_withheld_on_both_grounds_and_say_when_last_looked(packaged) -> None:
    found = status(packaged)
    # December 2024 is the first month that never came: 31 December 2024 + 122 days = 2 May 2025.
    assert (found["status"], found["since_on"], found["observed_through_on"]) == (
        "withheld",
        date(2025, 5, 2),
        date(2026, 9, 19),
    )
    assert found["grounds"] == ["data exist", "stop"]
    # December 2024 to April 2026 (30 April 2026 + 122 days = 30 August 2026): seventeen months were due on 19 September 2026.
    assert found["missing_editions"] == 17


def test_without_the_looks_after_the_last_edition_it_is_unchecked(packaged) -> None:
    kept = tuple(look for look in tables(packaged).look if look.looked_on <= LAST_EDITION)
    assert status(changed(packaged, look=kept))["status"] == "unchecked"


def test_with_a_refusal_as_the_only_look_it_is_blocked(packaged) -> None:
    refused = model.Look(looked_on=date(2026, 9, 19), observer="us", outcome="blocked", source="seed-001", text="403")
    assert status(changed(packaged, look=(refused,)))["status"] == "blocked"


def test_without_stop_and_statements_it_is_only_overdue(packaged) -> None:
    quiet = changed(packaged, event=())
    assert status(quiet)["grounds"] == ["data exist"]
    assert status(msgspec.structs.replace(quiet, figures=()))["status"] == "overdue"


def test_on_the_31st_of_january_2025_no_release_was_withheld(packaged) -> None:
    with database(packaged) as connection:
        found = rows(connection, "from release_status_as_of(date '2025-01-31')")
    assert len(found) >= 15
    assert not [row["release"] for row in found if row["status"] in ("withheld", "overdue", "removed")]


def test_other_products_of_the_same_office_appeared_after_the_stop(packaged) -> None:
    with database(packaged) as connection:
        found = rows(
            connection,
            "select release, status, last_published_on from release_status join release using (release) where agency = 'dhs-ohss'",
        )
    after = {
        x["release"]: x["status"]
        for x in found
        if x["last_published_on"] and x["last_published_on"] > date(2025, 4, 13)
    }
    assert {"ohss-yearbook-lpr", "ohss-legal-immigration", "ohss-yearbook-refugees"} <= set(after)
    assert not set(after.values()) & {"withheld", "overdue"}


def test_thirteen_gaps_of_more_than_21_days_in_the_detention_workbooks(packaged) -> None:
    """The list of workbooks from 2021 on: lateness did not begin in 2025."""
    with database(packaged) as connection:
        late = rows(connection, "from edition_status where release = 'ice-detention-statistics' and status = 'late'")
    refs = {row["ref"] for row in late}
    assert {"after 2025-04-16", "after 2025-09-25", "after 2026-02-12"} <= refs
    assert [ref for ref in refs if ref < "after 2025-01-20"], "lateness before 2025 is shown as well"


def test_every_line_of_the_seed_list_and_every_statement_has_its_place(packaged) -> None:
    answered = {line for entry in (*packaged.figures, *packaged.left_out) for line in entry.seeds}
    expected = {"0": 5, "1": 10, "2": 8, "3": 11, "4": 9}
    assert answered == {f"{seed}.{line}" for seed, lines in expected.items() for line in range(1, lines + 1)}
