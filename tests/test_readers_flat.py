"""The flat files: Key Homeland Security Metrics workbooks and CBP's southwest border CSV."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from workbooks import CBP_HEADER, cbp_csv, flat_workbook, needs_official, official, xml_numbers

from tracker.errors import ReadError
from tracker.readers import cbp_southwest, khsm_encounters
from tracker.readers.base import Reading

KHSM = "cbp/KHSM*.xlsx"
CBP = "cbp/sbo-encounters*.csv"

MONTHLY = [
    ["Fiscal\nYear", "Month", "Quantity"],
    [2024, "12 September", 5],
    [2025, "01 October", 6],
    [2025, "02 November", 7],
]
ANNUAL = [["Fiscal\nYear", "Region", "Quantity"], [2024, "Coast", 50], [2025, "Coast", 13]]


@pytest.fixture(scope="module")
def khsm() -> Reading:
    return khsm_encounters.read(official(KHSM)[0])


@pytest.mark.skipif(*needs_official(KHSM)[:1], reason=needs_official(KHSM)[1])
def test_all_16_sheets_are_read_whole(khsm: Reading) -> None:
    """Compared with the numbers in the XML: every one is a quantity that was read, or a fiscal year."""
    numbers = xml_numbers(official(KHSM)[0])
    assert len({cell.table for cell in khsm.cells}) == len(numbers) == 16
    for sheet, places in numbers.items():
        taken = {cell.cell: cell.value for cell in khsm.cells if cell.sheet == sheet}
        rest = {place: number for place, number in places.items() if place not in taken}
        assert taken == {place: number for place, number in places.items() if place in taken}
        assert all(place[0] == "A" and 2000 <= number <= 2025 for place, number in rest.items())
        assert len(rest) == len(taken)


@pytest.mark.skipif(*needs_official(KHSM)[:1], reason=needs_official(KHSM)[1])
@pytest.mark.parametrize(
    ("key", "expected"),
    [  # read off the sheets by eye
        (("Annual Count", "Total", "fiscal_year", "2024-09-30"), ("B26", 1557320)),
        (("Annual Count", "Total", "fiscal_year_to_date", "2024-11-30"), ("B27", 105660)),
        (("Monthly Count", "Total", "month", "2024-11-30"), ("C303", 47540)),
        (("Monthly Rgn and Citp", "Coastal Border > Cuba", "month", "1999-10-31"), ("E2", 110)),
        (
            ("Annual Rgn and Sector", "Southwest Land Border > Yuma, AZ", "fiscal_year_to_date", "2024-11-30"),
            ("D527", 3960),
        ),
    ],
)
def test_metrics_read_by_hand(khsm: Reading, key: tuple[str, ...], expected: tuple[str, int]) -> None:
    (found,) = [cell for cell in khsm.cells if (cell.table, cell.member, cell.grain, str(cell.period_end)) == key]
    assert (found.cell, found.value) == expected
    assert (khsm.ref, khsm.warnings, khsm.unclaimed) == ("2024-11", (), ())


def metrics(tmp_path: Path, hidden: tuple[str, ...] = (), **sheets: list[list[object]]) -> Reading:
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return khsm_encounters.read(flat_workbook(tmp_path / "w.xlsx", named, hidden))


def test_an_annual_sheet_ends_where_the_monthly_ones_do(tmp_path: Path) -> None:
    reading = metrics(tmp_path, Annual_Region_=ANNUAL, Monthly_Count=MONTHLY, About=[["Words only"]])
    assert [(cell.table, cell.grain, cell.period_end) for cell in reading.cells[:2]] == [
        ("Annual Region", "fiscal_year", date(2024, 9, 30)),
        ("Annual Region", "fiscal_year_to_date", date(2024, 11, 30)),
    ]
    assert reading.unclaimed == ("About",)


def test_every_sheet_that_is_not_read_is_listed_with_its_titles(tmp_path: Path) -> None:
    other: list[list[object]] = [["Encounters by sector and month"], ["Sector", "Count"], ["Yuma", 1]]
    reading = metrics(tmp_path, Monthly_Count=MONTHLY, Other=other, Empty=[])
    assert reading.unclaimed == ("Other", "Encounters by sector and month", "Empty")


def test_notes_below_and_hidden_sheets_are_reported(tmp_path: Path) -> None:
    reading = metrics(
        tmp_path, ("Old",), Monthly_Count=[*MONTHLY, [], ["Source: OHSS"]], Old=[["Fiscal Year", "Quantity"], [1, 2]]
    )
    assert [(note.mark, note.text) for note in reading.notes] == [("Source", "OHSS")]
    assert reading.warnings == ("hidden sheet 'Old'; not read",)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*MONTHLY, [2025, "02 November", 8]], r"cell C5: the row repeats that of C4"),
        ([*MONTHLY, [2025, "02 December", 8]], r"cell B5: '02 December' is not a month"),
        ([*MONTHLY, ["x", "03 December", 8]], r"cell A5: 'x' is not a fiscal year"),
        ([*MONTHLY, [2025, "03 December", "many"]], r"cell C5: 'many' is neither"),
        ([*MONTHLY, [2025, "03 December", 8, 9]], r"cell D5: no rule covers"),
        ([*MONTHLY, [], [2025, "03 December", 8]], r"cell A6: no rule covers"),
        ([["Fiscal Year", "Month", "Quantity", "Quantity"], [2024, "01 October", 1, 1]], "two columns are headed"),
    ],
)
def test_a_planted_fault_in_a_metrics_sheet_is_found(tmp_path: Path, rows: list[list[object]], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        metrics(tmp_path, Monthly_Count=rows)


def test_another_workbook_is_no_metrics_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="this is not a Key Homeland Security Metrics file"):
        metrics(tmp_path, Sheet=[["a"]])
    with pytest.raises(ReadError, match="no monthly sheet shows how far the data run"):
        metrics(tmp_path, Annual_Region=ANNUAL)


# The southwest border CSV -------------------------------------------------------------------------------------------


@pytest.mark.skipif(*needs_official(CBP)[:1], reason=needs_official(CBP)[1])
def test_every_row_of_the_real_csv_is_one_cell() -> None:
    path = official(CBP)[0]
    reading = cbp_southwest.read(path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [cell.value for cell in reading.cells] == [float(row["Encounter Count"]) for row in rows]
    assert [int(cell.cell[1:]) for cell in reading.cells] == list(range(2, len(rows) + 2))
    first = reading.cells[0]
    assert (first.cell, first.value, first.period_start) == ("I2", 1, date(2021, 10, 1))
    assert first.member == "Office of Field Operations > Accompanied Minors > El Salvador > Title 42 > Expulsions"
    assert (reading.ref, reading.fiscal_year) == ("2025-08", 2025)


ROW = "2025 (FYTD),FYTD,AUG,U.S. Border Patrol,UAC,Mexico,Title 8,Apprehensions"


def test_a_year_to_date_label_and_another_order_of_columns_are_understood(tmp_path: Path) -> None:
    (cell,) = cbp_southwest.read(cbp_csv(tmp_path / "w.csv", [f'{ROW},"1,234"'])).cells
    assert (cell.value, cell.period_end, cell.table) == (1234, date(2025, 8, 31), "Southwest border encounters")
    turned = ",".join(reversed(CBP_HEADER.split(",")))
    (again,) = cbp_southwest.read(
        cbp_csv(tmp_path / "w.csv", ["7," + ",".join(reversed(ROW.split(",")))], turned)
    ).cells
    assert (again.member, again.value, again.cell) == (cell.member, 7, "A2")


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ([f"{ROW},1", f"{ROW},2"], CBP_HEADER, r"cell I3: the row repeats the combination of I2"),
        ([f"{ROW},x"], CBP_HEADER, r"cell I2: 'x' is not a count"),
        ([f"{ROW},1,2"], CBP_HEADER, r"line 2: the row has 10 fields where the header has 9"),
        ([f"{ROW},1".replace("AUG", "MMM")], CBP_HEADER, r"cell C2: 'MMM' is not a month"),
        ([f"{ROW},1".replace("2025", "25")], CBP_HEADER, r"cell A2: '25 \(FYTD\)' is not a fiscal year"),
        ([f"{ROW},1".replace("UAC", "")], CBP_HEADER, r"cell E2: 'Demographic' is blank"),
        ([f"{ROW},1".replace("FYTD,AUG", "Rest,AUG")], CBP_HEADER, r"cell B2: 'Rest' is neither FYTD nor Remaining"),
        ([f"{ROW},1"], CBP_HEADER.replace("Demographic", "Sex"), r"cell E1: column 'Sex' is not known"),
        (
            ["2025,FYTD,AUG,a,b,c,d,1"],
            CBP_HEADER.replace("Demographic,", ""),
            r"line 1: there is no column 'Demographic'",
        ),
        (["1,2"], "a,b", "this is not the southwest border CSV"),
        ([], CBP_HEADER, "the file has a header and no rows"),
    ],
)
def test_a_planted_fault_in_the_csv_is_found(tmp_path: Path, rows: list[str], header: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        cbp_southwest.read(cbp_csv(tmp_path / "w.csv", rows, header))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_bytes(b"\xff\xfe\x00a")
    with pytest.raises(ReadError, match="is not a text file in UTF-8"):
        cbp_southwest.read(tmp_path / "w.csv")
