"""The OHSS monthly tables are read by titles and labels, whole, and every value keeps its address."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import MONTHS, OhssTable, needs_official, official, ohss_rows, ohss_workbook, xml_numbers

from tracker.errors import ReadError
from tracker.readers import ohss_monthly
from tracker.readers.base import Cell, Reading
from tracker.readers.labels import split_marks, split_note

AUGUST = "ohss/*august-2024.xlsx"
JULY = "ohss/*july-2024.xlsx"


def read(path: Path) -> Reading:
    return ohss_monthly.read(path)


def made(tmp_path: Path, *tables: OhssTable, contents: list[str] | None = None) -> Reading:
    return read(ohss_workbook(tmp_path / "w.xlsx", tables or (OhssTable(),), contents))


def one(reading: Reading, table: str, member: str, grain: str, end: str) -> Cell:
    found = [
        cell
        for cell in reading.cells
        if (cell.table, cell.member, cell.grain, str(cell.period_end)) == (table, member, grain, end)
    ]
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="module")
def august() -> Reading:
    return read(official(AUGUST)[0])


# The real files -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(*needs_official(AUGUST)[:1], reason=needs_official(AUGUST)[1])
def test_the_august_edition_has_34_tables_and_runs_to_august(august: Reading) -> None:
    assert len({cell.table for cell in august.cells}) == 34
    assert (august.ref, august.data_through, august.fiscal_year) == ("2024-08", date(2024, 8, 31), 2024)
    assert august.warnings == () and august.unclaimed == ()


# Read off the sheets by eye: table, member, grain, last day, sheet, cell, value.
REPATRIATIONS = "DHS Repatriations by Type"
REMOVALS = "DHS Removals > Total Removals"
ENCOUNTERS = "Nationwide CBP Encounters by Encounter Type and Region"
TYPES = "CBP Encounter by Type + Region"
BY_HAND = [
    ((REPATRIATIONS, REMOVALS, "fiscal_year", "2023-09-30"), ("DHS Repats by Type", "G122", 177770)),
    ((REPATRIATIONS, REMOVALS, "month", "2024-07-31"), ("DHS Repats by Type", "G145", 29200)),
    ((REPATRIATIONS, REMOVALS, "fiscal_year_to_date", "2024-08-31"), ("DHS Repats by Type", "G135", 315480)),
    ((ENCOUNTERS, "Enforcement Encounters > SW Land Border", "month", "2013-10-31"), (TYPES, "I6", 39840)),
    ((ENCOUNTERS, "Administrative Encounters > Air Ports of Entry", "month", "2024-08-31"), (TYPES, "Q146", 19240)),
    (
        ("SW Border USBP Encounters by Top 100 Citizenships", "Guatemala", "fiscal_year", "2014-09-30"),
        ("SWB USBP", "AP4", 80470),
    ),
]


@pytest.mark.skipif(*needs_official(AUGUST)[:1], reason=needs_official(AUGUST)[1])
@pytest.mark.parametrize(("key", "expected"), BY_HAND)
def test_values_and_addresses_read_by_hand(
    august: Reading, key: tuple[str, str, str, str], expected: tuple[str, str, float]
) -> None:
    found = one(august, *key)
    assert (found.sheet, found.cell, found.value) == expected
    assert found.code is None


@pytest.mark.skipif(*needs_official(JULY)[:1], reason=needs_official(JULY)[1])
def test_the_july_edition_had_another_value_for_the_same_month() -> None:
    july = read(official(JULY)[0])
    found = one(july, "DHS Repatriations by Type", "DHS Removals > Total Removals", "month", "2024-07-31")
    assert (found.value, july.ref) == (27560, "2024-07")
    assert len({cell.table for cell in july.cells}) == 34


@pytest.mark.skipif(*needs_official(AUGUST)[:1], reason=needs_official(AUGUST)[1])
def test_every_number_of_the_workbook_is_a_cell_or_a_fiscal_year(august: Reading) -> None:
    """Compared with the numbers in the XML itself, sheet by sheet, address by address."""
    read_numbers: dict[str, dict[str, float]] = {}
    for cell in august.cells:
        if cell.value is not None:
            read_numbers.setdefault(cell.sheet, {})[cell.cell] = cell.value
    for sheet, numbers in xml_numbers(official(AUGUST)[0]).items():
        if sheet == "TOC":
            continue
        years = {place: number for place, number in numbers.items() if place.startswith("A") and place[1:].isdigit()}
        assert all(2014 <= year <= 2024 for year in years.values())
        assert {place: number for place, number in numbers.items() if place not in years} == read_numbers[sheet], sheet


ORACLE = {
    "Title 42 Expulsions": "Total Repatriations > Title 42 Expulsions",
    "Administrative Returns": "DHS Administrative Returns > Total Administrative Returns",
    "Enforcement Returns": "DHS Enforcement Returns > Total Enforcement Returns",
    "Removals": REMOVALS,
    "Total": "Total Repatriations",
}


def counterpart(column: str) -> tuple[str, str]:
    if column.startswith("Repatriations:"):
        return REPATRIATIONS, ORACLE[column.partition(":")[2]]
    agency, outcome = column.removeprefix("Southwest Border Book-outs/").split(":")
    group = {"CBP": "Total CBP"}.get(agency, agency)
    leaf = "Total Encounters" if outcome == "Total" else outcome
    return "CBP SW Border Encounters Book-Outs by Agency", f"{group} > {leaf}"


@pytest.mark.skipif(*needs_official("ohss/ielp-table-202408.csv")[:1], reason=needs_official("ohss/*.csv")[1])
def test_every_column_of_the_published_flat_table_agrees_in_every_cell(august: Reading) -> None:
    """A flat table of the same edition, made by OHSS for its site: 30 columns of 142 rows."""
    by_key = {(cell.table, cell.member, cell.grain == "month", cell.period_start): cell for cell in august.cells}
    compared = 0
    with official("ohss/ielp-table-202408.csv")[0].open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            fiscal, month = int(row["Fiscal Year"]), int(row["Month"])
            start = date(fiscal - (month >= 10), month, 1) if month else date(fiscal - 1, 10, 1)
            for column, printed in row.items():
                if column in ("Calendar Year", "Fiscal Year", "Month"):
                    continue
                cell = by_key[(*counterpart(column), bool(month), start)]
                assert (cell.code if cell.value is None else str(int(cell.value))) == printed, (column, fiscal, month)
                compared += 1
    assert compared == 142 * 30


# Built workbooks: what each rule promises ----------------------------------------------------------------------------


def test_a_whole_year_is_a_fiscal_year_and_the_running_one_is_to_date(tmp_path: Path) -> None:
    reading = made(tmp_path)
    assert one(reading, "DHS Removals by Criminality", "Total", "fiscal_year", "2023-09-30").value == 100
    running = one(reading, "DHS Removals by Criminality", "Total", "fiscal_year_to_date", "2023-11-30")
    assert (running.value, running.period_start, reading.ref) == (126, date(2023, 10, 1), "2023-11")


def test_marks_are_stripped_only_where_a_note_explains_them(tmp_path: Path) -> None:
    headers = ["Total Repatriations3", "Title 42", "FY 2024", "Withdrawals7", "Removals1,3"]
    notes = ["1Includes returns.", "3The sum of all.", "2024 is not over.", "Source: OHSS."]
    reading = made(tmp_path, OhssTable(headers=headers, notes=notes))
    members = list(dict.fromkeys(cell.member for cell in reading.cells))
    assert members == ["Total Repatriations", "Title 42", "FY 2024", "Withdrawals7", "Removals"]
    assert any("Withdrawals7" in warning for warning in reading.warnings)
    assert [(note.mark, note.text) for note in reading.notes][:2] == [
        ("1", "Includes returns."),
        ("3", "The sum of all."),
    ]


@pytest.mark.parametrize(
    ("label", "marks", "expected"),
    [
        ("Enforcement Encounters1", {"1"}, "Enforcement Encounters"),
        ("Enforcement Encounters¹", {"1"}, "Enforcement Encounters"),
        ("Title 42", {"2", "42"}, "Title 42"),
        ("FY 2024", {"4", "24"}, "FY 2024"),
        ("T42", {"2"}, "T42"),
        ("Total*", {"*"}, "Total"),
        ("Total*", set(), "Total*"),
        ("Accompanied Minors (OFO)4", {"4"}, "Accompanied Minors (OFO)"),
        ("Notice to Appear (I-862)", {"2"}, "Notice to Appear (I-862)"),
    ],
)
def test_footnote_marks_of_a_label(label: str, marks: set[str], expected: str) -> None:
    assert split_marks(label, frozenset(marks))[0] == expected


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("NA Not available.", "NA"), ("X Not applicable.", "X"), ("D Data withheld to limit disclosure.", "D"),
        ("- Represents zero.", "-"), ("9Includes withdrawn", "9"), ("1 Includes", "1"), ("Notes: rounded", "Notes"),
        ("Source: OHSS", "Source"), ("2024 figures are preliminary.", ""), ("1. Includes", "1"), ("(2) Excludes", "2"),
        ("⁶Includes", "6"), ("3.5 per cent", ""), ("12 months", ""), ("NA = Not available", "NA"), ("Data are current.", ""),
    ],
)  # fmt: skip
def test_marks_of_notes(text: str, mark: str) -> None:
    assert split_note(text)[0] == mark


def test_codes_are_kept_as_printed_and_never_turn_into_zero(tmp_path: Path) -> None:
    rows = [(2023, "Total", ["X", "NA"]), (None, "October", ["-", "D"]), (None, "November", [0, None])]
    reading = made(tmp_path, OhssTable(rows=rows))
    assert [(cell.value, cell.code) for cell in reading.cells] == [
        (None, "X"), (None, "NA"), (None, "-"), (None, "D"), (0.0, None), (None, ""),
    ]  # fmt: skip


def test_group_headers_reach_over_their_columns_merged_or_not(tmp_path: Path) -> None:
    headers = ["Total CBP", "Total", "Tucson", "Total", "Tucson"]
    for merged in (True, False):
        reading = made(tmp_path, OhssTable(groups=[("", 1), ("USBP", 2), ("OFO", 2)], headers=headers, merged=merged))
        members = list(dict.fromkeys(cell.member for cell in reading.cells))
        assert members == ["Total CBP", "USBP > Total", "USBP > Tucson", "OFO > Total", "OFO > Tucson"]


def test_headers_of_periods_may_stand_beside_the_groups(tmp_path: Path) -> None:
    """'Fiscal Year' in the group row, over the header row by merged cells or by a blank below it."""

    def lift(sheet: Worksheet) -> None:
        for column in "AB":
            sheet[f"{column}3"] = sheet[f"{column}4"].value
            sheet[f"{column}4"] = None

    def merge(sheet: Worksheet) -> None:
        lift(sheet)
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")

    plain = OhssTable(groups=[("USBP", 2), ("OFO", 2)], headers=["Total", "Tucson", "Total", "Laredo"])
    expected = made(tmp_path, plain)
    for edit in (lift, merge):
        table = OhssTable(groups=plain.groups, headers=plain.headers, edit=edit)
        assert made(tmp_path, table).cells == expected.cells


def test_two_columns_that_make_the_same_member_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"T0', cell D3: two columns make the same member 'Total', the other is C3"):
        made(tmp_path, OhssTable(headers=["Total", "Total"]))


def test_totals_below_their_months_are_not_given_to_the_wrong_year(tmp_path: Path) -> None:
    rows = []
    for year in (2022, 2023):
        rows += [(None, month, [year + index]) for index, month in enumerate(MONTHS)]
        rows.append((year, "Total", [year * 10]))
    reading = made(tmp_path, OhssTable(headers=["Total"], rows=rows))
    assert one(reading, "DHS Removals by Criminality", "Total", "month", "2021-10-31").value == 2022
    assert one(reading, "DHS Removals by Criminality", "Total", "fiscal_year", "2022-09-30").value == 20220


def test_a_year_repeated_in_each_row_or_merged_downwards_reads_the_same(tmp_path: Path) -> None:
    repeated = [
        (year or (2023 if number < 13 else "2024 YTD"), month, values)
        for number, (year, month, values) in enumerate(ohss_rows())
    ]
    first = made(tmp_path, OhssTable(rows=repeated))
    second = made(tmp_path, OhssTable(edit=lambda sheet: sheet.merge_cells("A4:A16")))
    assert first.cells == second.cells == made(tmp_path).cells


def test_a_table_of_years_only_ends_with_the_month_of_the_others(tmp_path: Path) -> None:
    yearly = OhssTable(title="Removals", headers=["Total"], rows=[(2023, None, [7]), ("2024 YTD", None, [8])])
    reading = made(tmp_path, OhssTable(), yearly)
    assert one(reading, "Removals", "Total", "fiscal_year", "2023-09-30").value == 7
    assert one(reading, "Removals", "Total", "fiscal_year_to_date", "2023-11-30").value == 8


def test_months_to_come_are_not_data(tmp_path: Path) -> None:
    rows = [*ohss_rows(), (None, "December", [None, None])]
    reading = made(tmp_path, OhssTable(rows=rows))
    assert reading.ref == "2023-11"
    assert one(reading, "DHS Removals by Criminality", "Total", "fiscal_year_to_date", "2023-11-30").value == 126
    assert one(reading, "DHS Removals by Criminality", "Total", "month", "2023-12-31").code == ""


def test_sheet_names_do_not_matter(tmp_path: Path) -> None:
    reading = made(tmp_path, OhssTable(sheet="  Tab <script> 7 "))
    assert {cell.table for cell in reading.cells} == {"DHS Removals by Criminality"}


def test_markup_in_a_label_passes_through_as_text(tmp_path: Path) -> None:
    reading = made(tmp_path, OhssTable(headers=["Total", "</script><b>x"]))
    assert "</script><b>x" in {cell.member for cell in reading.cells}


def test_a_hidden_stale_sheet_before_the_real_one_is_reported_and_not_read(tmp_path: Path) -> None:
    stale = OhssTable(rows=ohss_rows(start=9000), state="hidden", sheet="Old")
    very = OhssTable(title="Other", state="veryHidden", sheet="Older")
    reading = made(tmp_path, stale, very, OhssTable(sheet="New"))
    assert {cell.sheet for cell in reading.cells} == {"New"}
    assert "hidden sheet 'Old' holds a table of the same title as a visible one" in reading.warnings[0]
    assert reading.warnings[1] == "hidden sheet 'Older' holds a table titled 'Other'; not read"


def test_two_visible_sheets_with_one_title_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"two visible sheets hold a table titled .* 'T0' and 'T1'"):
        made(tmp_path, OhssTable(), OhssTable())


def test_a_table_that_the_contents_list_must_be_there(tmp_path: Path) -> None:
    listed = ["DHS Removals by Criminality", "DHS Repatriations by Type"]
    with pytest.raises(ReadError, match="lists 'DHS Repatriations by Type', and no visible sheet"):
        made(tmp_path, OhssTable(), contents=listed)
    with pytest.raises(ReadError, match="lists 'DHS Repatriations by Type'"):
        made(tmp_path, OhssTable(), OhssTable(title="DHS Repatriations by Type", state="hidden"), contents=listed)
    (warning,) = made(tmp_path, OhssTable(), contents=[]).warnings
    assert "no table of contents" in warning
    reworded = made(tmp_path, OhssTable(), contents=["DHS Removals per Criminality"])
    assert len(reworded.warnings) == 2


def test_a_sheet_without_a_table_is_listed_as_unclaimed(tmp_path: Path) -> None:
    plain = OhssTable(title="Glossary", years="", sheet="Words ")
    reading = made(tmp_path, OhssTable(), plain, contents=["DHS Removals by Criminality"])
    assert reading.unclaimed == ("Words",)


def test_everything_that_is_not_read_is_listed_with_its_titles(tmp_path: Path) -> None:
    """A table whose sheet is not claimed is named, so that nobody takes it for dropped."""
    reworded = OhssTable(title="DHS Book-outs by Agency and Sex", years="", sheet="Book-outs")
    path = ohss_workbook(tmp_path / "w.xlsx", [OhssTable(), reworded], ["DHS Removals by Criminality"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Empty ")
    book.create_chartsheet("Picture")
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(path)
    reading = read(path)
    assert reading.unclaimed == ("Picture", "Old", "Book-outs", "DHS Book-outs by Agency and Sex", "Empty")
    assert [(one.sheet, one.cell) for one in reading.unread][3:] == [("Book-outs", "A2"), ("Empty ", "")]


# Rows of units, group labels, second tables -------------------------------------------------------------------------


def with_units(*texts: str, row: int = 4) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(row)
        for column, text in enumerate(texts, start=3):
            sheet.cell(row, column, text)

    return edit


def test_a_row_that_says_number_below_the_headers_is_no_part_of_the_members(tmp_path: Path) -> None:
    plain = made(tmp_path)
    reading = made(tmp_path, OhssTable(edit=with_units("Number", "(Number)")))
    assert [(cell.member, cell.value) for cell in reading.cells] == [(cell.member, cell.value) for cell in plain.cells]
    assert [cell.cell for cell in reading.cells[:2]] == ["C5", "D5"]
    assert ("C4:D4", "units below the headers: counts") in [(one.cell, one.rule) for one in reading.ignored]
    grouped = OhssTable(groups=[("Removals", 1), ("Returns", 1)], headers=["Number", "Number"])
    assert {cell.member for cell in made(tmp_path, grouped).cells} == {"Removals", "Returns"}


def test_units_below_a_table_of_years_only(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(4)
        sheet["B4"] = "Number"

    yearly = OhssTable(
        title="Removals", headers=["Total"], rows=[(2023, None, [7]), ("2024 YTD", None, [8])], edit=edit
    )
    cells = [cell for cell in made(tmp_path, OhssTable(), yearly).cells if cell.table == "Removals"]
    assert [(cell.cell, cell.member, cell.value) for cell in cells] == [("B5", "Total", 7), ("B6", "Total", 8)]


def test_a_share_in_a_row_of_units_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"cell D4: a row of units stands below the headers, and 'Percent' is no count"):
        made(tmp_path, OhssTable(edit=with_units("Number", "Percent")))


def test_a_group_label_whose_reach_is_uncertain_is_an_error(tmp_path: Path) -> None:
    """No borders are known here: a total behind an unmerged label may be of the group or of the table."""
    headers = ["Total", "Tucson", "Total", "Laredo", "Grand Total"]
    unmerged = OhssTable(groups=[("USBP", 2), ("OFO", 3)], headers=headers, merged=False)
    with pytest.raises(ReadError, match=r"cell G3: it can not be told whether 'OFO', .* covers 'Grand Total' too"):
        made(tmp_path, unmerged)
    mixed = OhssTable(groups=[("USBP", 2), ("OFO", 1), ("", 1)], headers=["Total", "Tucson", "Laredo", "Air"])
    with pytest.raises(ReadError, match=r"cell F3: it can not be told whether 'OFO', .* covers 'Air' too. It is at E3"):
        made(tmp_path, mixed)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"A22": "DHS Returns: Fiscal Years 2023 to 2024 YTD (November 2023)"}, "cell A22: what looks like the title"),
        ({"A23": "Fiscal Year", "B23": "Month"}, "cell A23: 'Fiscal Year' and 'Month' stand side by side"),
        ({"A23": "Guatemala", "B23": "X", "C23": "NA"}, "cell A23: 'Guatemala' and 'X' stand side by side"),
    ],
)
def test_a_second_table_of_text_is_not_taken_for_notes(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    def edit(sheet: Worksheet) -> None:
        for place, text in cells.items():
            sheet[place] = text

    with pytest.raises(ReadError, match=message):
        made(tmp_path, OhssTable(edit=edit))


def test_a_mark_in_a_cell_of_its_own_and_its_note_are_notes(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A25"], sheet["B25"] = "1", "Removals are compulsory."

    reading = made(tmp_path, OhssTable(edit=edit))
    assert [note.text for note in reading.notes][-2:] == ["1", "Removals are compulsory."]


# Planted faults: nothing is dropped in silence -----------------------------------------------------------------------


def put(place: str, value: object) -> OhssTable:
    def edit(sheet: Worksheet) -> None:
        sheet[place] = value

    return OhssTable(edit=edit)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("F9", 5, "cell F9: no rule covers this cell, which holds '5'"),
        ("F9", "five", "cell F9: no rule covers this cell"),
        ("C40", 12, "cell C40: no rule covers this cell, which holds '12'"),
        ("A2000", 7, "cell A2000: no rule covers this cell"),
        ("E1", 3, "cell E1: no rule covers this cell"),
        ("C10", "about 5", "cell C10: 'about 5' is neither a number nor a known code"),
        ("C10", "#REF!", "cell C10: #REF! where a number should stand"),
        ("C10", "=1/0", "cell C10: a formula without a result where a number should stand"),
        ("F10", "#REF!", "cell F10: no rule covers this cell, which holds '#REF!'"),
        ("C10", True, "cell C10: bool True where a number should stand"),
        ("C10", date(2024, 1, 1), "cell C10: .* where a number should stand"),
        ("B10", "Octember", "cell B10: 'Octember' is neither a month nor 'Total'"),
        ("B10", None, "cell C10: no rule covers this cell, which holds '112'"),
        ("B10", "October", "months of fiscal year 2023 do not follow each other"),
        ("A17", 2023, "the total of fiscal year 2023 comes twice"),
        ("A17", 2021, "the fiscal years do not follow each other"),
    ],
)
def test_a_planted_fault_is_found_and_named(tmp_path: Path, place: str, value: object, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        made(tmp_path, put(place, value))


def test_numbers_printed_as_text_are_numbers(tmp_path: Path) -> None:
    reading = made(tmp_path, put("C10", "1,234"))
    assert [cell.value for cell in reading.cells if cell.cell == "C10"] == [1234.0]


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="this is not the OHSS monthly tables workbook: no table titled"):
        made(tmp_path, OhssTable(years=""), contents=[])


# Properties ----------------------------------------------------------------------------------------------------------

LABELS = st.text("abcdefghij -<>/&é", min_size=3, max_size=12).map(lambda text: f"L{' '.join(text.split())}x")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headers=st.lists(LABELS, min_size=1, max_size=5, unique=True),
    months=st.integers(1, 12),
    split=st.integers(0, 5),
    data=st.data(),
)
def test_every_number_put_in_comes_out_once_with_its_address(
    tmp_path: Path, headers: list[str], months: int, split: int, data: st.DataObject
) -> None:
    values = st.one_of(st.integers(0, 10**7), st.sampled_from(["X", "NA", "-", "D"]), st.none())
    rows = [
        (year, month, data.draw(st.lists(values, min_size=len(headers), max_size=len(headers))))
        for year, month, _ in ohss_rows(1, months)
    ]
    rows[-1] = (*rows[-1][:2], [1] * len(headers))
    split = min(split, len(headers))
    groups = [("", split), ("Group", len(headers) - split)] if split < len(headers) else []
    reading = made(tmp_path, OhssTable(headers=headers, rows=rows, groups=[one for one in groups if one[1]]))
    first = 5 if groups else 4
    expected = {
        f"{'CDEFGHI'[column]}{first + number}": (float(value), None) if isinstance(value, int) else (None, value or "")
        for number, row in enumerate(rows)
        for column, value in enumerate(row[2])
    }
    assert {cell.cell: (cell.value, cell.code) for cell in reading.cells} == expected
    assert len(reading.cells) == len(expected)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.integers(1, 40), column=st.integers(1, 9))
def test_a_stray_number_anywhere_is_an_error_or_a_cell(tmp_path: Path, row: int, column: int) -> None:
    """Overwrite any cell with a number: it is read from there, or refused; never dropped."""
    place = f"{'ABCDEFGHI'[column - 1]}{row}"
    try:
        reading = made(tmp_path, put(place, 987654))
    except ReadError as error:
        assert place in str(error) or "sheet" in str(error) or "not the OHSS" in str(error)
    else:
        assert [cell.cell for cell in reading.cells if cell.value == 987654] == [place]
