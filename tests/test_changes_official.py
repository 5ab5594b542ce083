"""What changed from the July to the August 2024 workbook, and between ICE workbooks: looked up in the official files.

The drawn samples are checked by a second, plain reading of both workbooks with openpyxl, which shares no code with the
readers: it fills fiscal years down, reads headers through merged cells, and knows nothing of periods or members.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import official, rows

from tracker import building, warehouse
from tracker.ingest import Offer, take
from tracker.record import load

JULY = "2024_1108_ohss_immigration-enforcement-and-legal-processes-tables-july-2024.xlsx"
AUGUST = "2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx"
ICE = ("FY25_detentionStats09242025.xlsx", "FY26_detentionStats02022026.xlsx", "FY26_detentionStats_02122026.xlsx")
MONTHS = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
PAIR = "edition = 'ohss-monthly-tables/2024-08' and previous = 'ohss-monthly-tables/2024-07'"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the two monthly workbooks and three of ICE, built."""
    folder = tmp_path_factory.mktemp("official")
    releases = {x.id: x for x in load().releases}
    for name in (JULY, AUGUST):
        take(folder, Offer(official("ohss", name), releases["ohss-monthly-tables"]))
    for name in ICE:
        take(folder, Offer(official("ice", name), releases["ice-detention-statistics"]))
    building.build(folder)
    return folder


@pytest.fixture
def ask(workspace: Path) -> Iterator[Any]:
    with warehouse.reading(building.database_path(workspace)) as connection:
        yield lambda statement, *values: rows(connection, statement, *values)


# Read off the two workbooks by hand: sheet, cell in July, cell in August, July's number, August's.
LOOKED_UP = [
    ("DHS Repatriations by Type", "DHS Removals > Total Removals", date(2024, 7, 31), "month", 27560, 29200),
    ("DHS Repatriations by Type", "DHS Removals > Total Removals", date(2023, 9, 30), "fiscal_year", 177900, 177770),
    ("ICE ERO Removals and Returns by Initial Arresting Agency", "Total", date(2024, 7, 31), "month", 22940, 24990),
    ("CBP SW Border Encounters Book-Outs by Family Status", "Single Adults > Total Encounters", date(2014, 9, 30), "fiscal_year", 341480, 430230),
]  # fmt: skip


@pytest.mark.parametrize("case", LOOKED_UP, ids=[f"{x[0][:20]}-{x[2]}" for x in LOOKED_UP])
def test_the_revisions_that_were_looked_up_are_found(ask: Any, case: tuple) -> None:
    table, member, end, grain, old, new = case
    found = ask(f"select old_value, value, kind from finding where {PAIR} and table_title = ? and member = ? and period_end = ? and grain = ? "
                "and kind = 'revised'", table, member, end, grain)  # fmt: skip
    assert found == [{"old_value": old, "value": new, "kind": "revised"}]


def test_the_sister_table_had_the_right_number_in_both_editions_and_july_alone_shows_it(ask: Any) -> None:
    sister = ask("select edition, value from cell where table_title = 'CBP SW Border Encounters by Agency and Family Status' and "
                 "member = 'Total CBP > Single Adults' and grain = 'fiscal_year' and period_end = '2014-09-30' order by edition")  # fmt: skip
    assert [x["value"] for x in sister] == [430230, 430230]
    [found] = ask("select previous, old_value, value from finding where kind = 'tables_disagree' and edition = 'ohss-monthly-tables/2024-07' "
                  "and member = 'Single Adults > Total Encounters' and grain = 'fiscal_year' and period_end = '2014-09-30'")  # fmt: skip
    assert found == {"previous": "ohss-monthly-tables/2024-07", "old_value": 430230, "value": 341480}
    assert not ask("select 1 from finding where kind = 'tables_disagree' and edition = 'ohss-monthly-tables/2024-08'")


def test_the_members_that_came_and_went_are_rotations_and_no_loss(ask: Any) -> None:
    found = ask(
        f"select table_title, old_member, member, weight from finding where {PAIR} and kind = 'rotation' order by 1"
    )
    assert [(x["table_title"], x["old_member"], x["member"]) for x in found] == [
        ("CBP SW Border Encounters Book-Outs by Selected Citizenship", "Peru", "China, People's Republic"),
        ("CBP SW Border Encounters by Agency and Selected Citizenship", "Peru", "China, People's Republic"),
        ("DHS Administrative Returns by Selected Citizenship", "Mexico", "Honduras"),
        ("DHS Enforcement Returns by Selected Citizenship", "Guatemala", "Korea, South"),
        ("Nationwide OFO Enforcement Encounters by Top 100 Citizenships", "Mali", "Mauritania"),
        ("Nationwide USBP Encounters by Top 100 Citizenships", "Belarus", "Algeria"),
    ]
    assert {x["weight"] for x in found} == {"routine"}
    assert not ask(f"select 1 from finding where {PAIR} and weight = 'loss'")
    assert not ask("select 1 from release_status where status = 'reduced'")


def test_no_other_is_compared_across_a_rotation(ask: Any) -> None:
    compared = ask(f"select table_title, member from finding where {PAIR} and kind in ('revised', 'code_changed', 'cumulative_fell') and "
                   f"table_title in (select table_title from finding where {PAIR} and kind = 'rotation') and "
                   "list_has_any(string_split(member, ' > '), ['Other', 'Others'])")  # fmt: skip
    assert compared == []
    left_out = ask(f"select sum(cells) as cells from finding where {PAIR} and kind = 'residual_not_compared'")
    assert left_out[0]["cells"] > 500


def test_the_note_that_was_added_to_three_sheets_is_found_word_for_word(ask: Any) -> None:
    found = ask(
        f"select sheet, cell, old_text, text from finding where {PAIR} and kind = 'note_changed' order by sheet"
    )
    assert [x["sheet"] for x in found] == [
        "CBP SWB Book-Outs by Agency",
        "CBP SWB Book-Outs by Citp",
        "CBP SWB Book-Outs by Family",
    ]
    for x in found:
        assert "disposition rules" in x["text"] and "disposition rules" not in x["old_text"]
        assert " ".join(str(book(AUGUST)[x["sheet"]][x["cell"]].value).split()).endswith(x["text"])


def test_the_ice_workbook_of_september_2025_was_posted_again(ask: Any) -> None:
    [found] = ask(
        "select detail, weight from finding where kind = 'posted_again' and release = 'ice-detention-statistics'"
    )
    assert "09242025" in found["detail"] and "09252025" in found["detail"] and found["weight"] == "suspect"


def test_the_ice_workbooks_of_february_2026_differ_as_they_do(ask: Any) -> None:
    values = ask("select period_end, value from cell where table_title = 'ICE Removals' and member = 'Total' and "
                 "period_end >= '2026-01-01' order by 1")  # fmt: skip
    assert [(x["period_end"], x["value"]) for x in values] == [(date(2026, 1, 25), 144378), (date(2026, 2, 7), 162192)]
    kinds = {
        x["kind"]
        for x in ask("select distinct kind from finding where edition = 'ice-detention-statistics/2026-02-12'")
    }
    assert kinds == {"cumulative_fell", "new_period", "note_redated", "period_extended", "period_passed", "revised"}
    fell = ask(
        "select member, old_value, value from finding where kind = 'cumulative_fell' and member = 'Transferred > Total'"
    )
    assert fell == [{"member": "Transferred > Total", "old_value": 2901, "value": 2578}]


# -- drawn at random -----------------------------------------------------------------------------------------------------


@cache
def book(name: str) -> Any:
    return openpyxl.load_workbook(official("ohss", name), data_only=True)


def plain(text: Any) -> str:
    """A label without case, blanks, punctuation and digits glued to its end."""
    return re.sub(r"[^a-z]+", "", re.sub(r"(?<=[a-zA-Z)])[\d, ]+$", "", " ".join(str(text or "").split())).casefold())


@cache
def grid(name: str, sheet: str) -> dict[str, tuple[tuple[str, str, str], Any]]:
    """Address -> fiscal year as printed, month, headers from top to bottom; and the value. Of one sheet."""
    page = book(name)[sheet]
    merged = {}
    for area in page.merged_cells.ranges:
        for row, column in (
            (r, c) for r in range(area.min_row, area.max_row + 1) for c in range(area.min_col, area.max_col + 1)
        ):
            merged[row, column] = page.cell(area.min_row, area.min_col).value
    value = lambda r, c: merged.get((r, c), page.cell(r, c).value)  # noqa: E731
    header = max(r for r in range(1, 12) for c in range(1, 4) if plain(value(r, c)) == "fiscalyear")
    top = min(r for r in range(1, header + 1) for c in range(1, 4) if plain(value(r, c)) == "fiscalyear")
    has_month = plain(value(header, 2)) == "month"
    found, year = {}, ""
    for row in range(header + 1, page.max_row + 1):
        label = value(row, 1)
        if label is not None and not re.match(r"^(FY ?)?\d{4}", str(label).strip()):
            break
        year = re.sub(r"\D", "", str(label))[:4] if label is not None else year
        month = plain(value(row, 2))[:3] if has_month else ""
        for column in range(3 if has_month else 2, page.max_column + 1):
            heads = [plain(value(r, column)) for r in range(top, header + 1)]
            key = ">".join(dict.fromkeys(x for x in heads if x))
            if key and page.cell(row, column).value is not None:
                labels = (year, "tot" if month.startswith("tot") or not month else month, key)
                found[page.cell(row, column).coordinate] = (labels, page.cell(row, column).value)
    return found


def named(name: str, sheet: str) -> dict[tuple[str, str, str], tuple[Any, str]]:
    """The cells whose year, month and headers are theirs alone (a group label that is not merged reads as none)."""
    cells = grid(name, sheet)
    count = Counter(labels for labels, _ in cells.values())
    return {labels: (value, place) for place, (labels, value) in cells.items() if count[labels] == 1}


def key_of(row: dict[str, Any]) -> tuple[str, str]:
    """Year and month of a finding, as the sheets print them."""
    end = row["period_end"]
    year = str(end.year + (end.month >= 10))
    return (year, end.strftime("%b").lower()) if row["grain"] == "month" else (year, "tot")


def test_forty_findings_drawn_at_random_are_right_in_both_workbooks(ask: Any) -> None:
    """Drawn: 40 of all findings with two numbers (seed 4), whatever table; looked up by address and by labels."""
    found = ask(f"select * from finding where {PAIR} and kind in ('revised', 'code_changed') order by finding")
    for row in random.Random(4).sample(found, 40):
        year, month = key_of(row)
        leaf = plain(row["member"].split(" > ")[-1])
        for name, side in ((JULY, "old_"), (AUGUST, "")):
            printed = book(name)[row[f"{side}sheet"]][row[f"{side}cell"]].value
            assert printed == row[f"{side}value"], (row["finding"], name)
            seen_year, seen_month, heads = grid(name, row[f"{side}sheet"])[row[f"{side}cell"]][0]
            assert (seen_year, seen_month) == (year, month), (row["finding"], name)
            assert heads.endswith(leaf) or leaf in heads, (row["finding"], heads, leaf)


def test_forty_changed_cells_drawn_from_the_workbooks_are_all_found(ask: Any) -> None:
    """Drawn: 40 of all cells that the plain reading finds under the same sheet, year, month and headers with other numbers
    (seed 8). Each must be a finding, or stand in a residual of a rotated table, which is not compared."""
    changed = []
    for sheet in book(AUGUST).sheetnames:
        if sheet not in book(JULY).sheetnames or not re.search(r"CBP|DHS|ICE|ERO|CF|SWB|Nationwide|CHNV", sheet):
            continue
        old, new = named(JULY, sheet), named(AUGUST, sheet)
        changed += [
            (sheet, key, old[key], new[key])
            for key in old.keys() & new.keys()
            if old[key][0] != new[key][0] and key[:2] != ("2024", "tot")
        ]  # the year to date runs through July, then through August
    assert len(changed) > 1000
    by_place = {
        (x["sheet"], x["cell"]): x
        for x in ask(f"select * from finding where {PAIR} and kind in ('revised', 'code_changed')")
    }
    not_compared = {
        x["member"]: x for x in ask(f"select member from finding where {PAIR} and kind = 'residual_not_compared'")
    }
    for sheet, key, (before, _), (after, place) in random.Random(8).sample(sorted(changed, key=str), 40):
        heads = key[2]
        row = by_place.get((sheet, place))
        if row is None:
            assert (
                any(
                    plain(part) in ("other", "others") or plain(part).startswith("allother")
                    for part in heads.split(">")
                )
                and not_compared
            ), (sheet, key)
            continue
        assert (row["old_value"], row["value"]) == (before, after), (sheet, key)


@pytest.mark.parametrize(
    ("name", "on"), [("FY26_detentionStats_02202026.xlsx", None), ("download.xlsx", date(2026, 2, 20))]
)
def test_an_edition_by_interval_is_named_and_ordered_by_the_day_on_which_it_appeared(tmp_path, name, on) -> None:
    """Not by the day to which its data run: that of the file of 12 February is 7 February."""
    book = openpyxl.load_workbook(official("ice", ICE[2]), data_only=True)
    sheet = next(x for x in book if x.title.startswith("Detention"))
    sheet["A1"] = f"{sheet['A1'].value} "
    book.save(tmp_path / name)
    release = next(x for x in load().releases if x.id == "ice-detention-statistics")
    for offer in (Offer(official("ice", ICE[2]), release), Offer(tmp_path / name, release, published_on=on)):
        taken = take(tmp_path / "ws", offer)
    assert (taken.entry.ref, taken.entry.published_on) == ("2026-02-20", date(2026, 2, 20))
    with warehouse.reading(building.build(tmp_path / "ws")) as connection:
        found = rows(
            connection,
            "select distinct edition, previous from difference where edition = 'ice-detention-statistics/2026-02-20'",
        )
    assert found == [
        {"edition": "ice-detention-statistics/2026-02-20", "previous": "ice-detention-statistics/2026-02-12"}
    ]
