"""Whatever a file does, the caller gets a Reading or one clear error, and this process never opens a workbook."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import IceBook, OhssTable, cbp_csv, flat_workbook, ice_workbook, needs_official, official, ohss_workbook

from tracker import parsed
from tracker.errors import ReadError, TrackerError, UsageError
from tracker.readers import READERS
from tracker.readers.base import Reading, parts_of
from tracker.readers.child import limit
from tracker.readers.names import name_warnings
from tracker.readers.sandbox import LIMITS, Limits, inspect, read_file

WORKBOOKS = ["ohss_monthly", "ice_detention", "khsm_encounters"]
FLAT = {"Monthly Count": [["Fiscal Year", "Month", "Quantity"], [2025, "01 October", 6]]}


def refused(reader: str, path: Path, name: str = "", limits: Limits = LIMITS) -> str:
    """The one line that the user reads."""
    with pytest.raises(ReadError) as caught:
        read_file(reader, path, name=name, limits=limits)
    line = str(caught.value)
    assert "\n" not in line and "Traceback" not in line
    assert line.startswith(name or path.name)
    return line


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Change the XML of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_reading_comes_back_whole_from_the_child(tmp_path: Path) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx", [OhssTable(headers=["Total", "</script>"])])
    assert read_file("ohss_monthly", path) == READERS["ohss_monthly"].read(path)


def test_each_layout_is_registered_with_a_version() -> None:
    assert set(READERS) == {"ohss_monthly", "ice_detention", "khsm_encounters", "cbp_southwest"}
    assert all(layout.version >= 1 and layout.name == name for name, layout in READERS.items())
    with pytest.raises(UsageError, match="no reader is named 'x'"):
        read_file("x", Path("y"))


def test_this_process_never_loads_calamine(tmp_path: Path) -> None:
    path = flat_workbook(tmp_path / "w.xlsx", FLAT)
    program = (
        "import sys; from pathlib import Path; from tracker.readers.sandbox import read_file;"
        "read_file('khsm_encounters', Path(sys.argv[1])); sys.exit('python_calamine' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=root, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(*needs_official("ohss/*august-2024.xlsx")[:1], reason=needs_official("ohss/*")[1])
def test_the_largest_real_workbook_is_read_in_time_and_in_a_quarter_of_the_memory() -> None:
    begun = time.monotonic()
    reading = read_file("ohss_monthly", official("ohss/*august-2024.xlsx")[0], limits=Limits(memory=256 * 1024**2))
    assert len(reading.cells) == 105_020
    assert time.monotonic() - begun < 10
    assert reading.warnings == ()  # the name agrees with the content


# Bad input: one clear line each --------------------------------------------------------------------------------------


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    path.touch()
    for reader in READERS:
        assert "the file is empty" in refused(reader, path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "can not be opened (No such file or directory)" in refused("ohss_monthly", tmp_path / "none.xlsx")


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html><body>Access denied", "\ufeff \n<html>", "<?xml version='1.0'?>\n<html xmlns='x'>"]
)
def test_a_web_page_named_as_a_workbook(tmp_path: Path, page: str) -> None:
    path = tmp_path / "FY26_detentionStats.xlsx"
    path.write_text(page, encoding="utf-8")
    for reader in READERS:
        assert "is an HTML page" in refused(reader, path)


def test_other_kinds_of_files(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    for content, words in (
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old binary workbook"),
        (b"Fiscal Year,Month", "is not a workbook"),
    ):
        path.write_bytes(content)
        assert words in refused("ice_detention", path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "is a zip archive but not a workbook" in refused("ice_detention", path)
    assert "is a workbook or archive where cbp_southwest reads text" in refused("cbp_southwest", path)


@pytest.mark.parametrize("keep", [10, 400, 3000])
def test_a_truncated_workbook(tmp_path: Path, keep: int) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx")
    path.write_bytes(path.read_bytes()[:keep])
    assert "is damaged or cut short" in refused("ohss_monthly", path)


def test_a_workbook_damaged_inside(tmp_path: Path) -> None:
    path = rewrite(ohss_workbook(tmp_path / "w.xlsx"), "xl/workbook.xml", b"<sheets>", b"<sheets")
    assert "w.xlsx" in refused("ohss_monthly", path)
    path = rewrite(ohss_workbook(tmp_path / "w.xlsx"), "xl/worksheets/sheet2.xml", b"</row>", b"</raw>")
    assert "sheet 'T0': its part of the workbook is damaged" in refused("ohss_monthly", path)
    path = rewrite(ohss_workbook(tmp_path / "w.xlsx"), "xl/worksheets/sheet2.xml", b"</sheetData>", b"")
    assert "sheet 'T0': its part of the workbook is damaged" in refused("ohss_monthly", path)


SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize("mark", [b'<c r="C10"', b"</v></c>", b"</row>", b"</sheetData>"])
def test_a_sheet_that_was_cut_before_it_was_packed_is_refused(tmp_path: Path, mark: bytes) -> None:
    """calamine reads such a sheet up to the cut and says nothing."""
    path = ohss_workbook(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as archive:
        text = archive.read(SHEET)
    path = rewrite(path, SHEET, text, text[: text.index(mark) + len(mark)])
    assert "sheet 'T0': its part of the workbook is damaged" in refused("ohss_monthly", path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'r="C10"', b'r="C10', "damaged"),  # the attribute swallows what follows up to the next quote
        (b"</v></c>", b"</w></c>", "damaged"),
        (b"</row>", b"</raw>", "damaged"),
        (b'<row r="9"', b'<raw r="9"', "damaged"),
        (b'r="C11"', b'r="C10"', "cell C10: the cell is stored twice"),
        (b"<v>110</v>", b"<v>110</v><!--", "damaged"),
    ],
)
def test_markup_that_hides_a_value_is_refused(tmp_path: Path, old: bytes, new: bytes, words: str) -> None:
    line = refused("ohss_monthly", rewrite(ohss_workbook(tmp_path / "w.xlsx"), SHEET, old, new))
    assert "sheet 'T0'" in line and words in line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</row>", b"</row><!-- a comment -->"),
        (b"<v>110</v>", b"<f>55+55</f><v>110</v>"),
        (b"<v>110</v></c>", b"<v>110</v></c >"),
        (b"</worksheet>", b"</worksheet>\n"),
    ],
)
def test_markup_that_is_only_unusual_is_read(tmp_path: Path, old: bytes, new: bytes) -> None:
    expected = read_file("ohss_monthly", ohss_workbook(tmp_path / "w.xlsx"))
    assert read_file("ohss_monthly", rewrite(ohss_workbook(tmp_path / "w.xlsx"), SHEET, old, new)) == expected


def test_a_part_that_does_not_match_its_checksum_is_refused(tmp_path: Path) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as archive:
        sum_of_it = struct.pack("<L", archive.getinfo(SHEET).CRC)
    path.write_bytes(path.read_bytes().replace(sum_of_it, b"\1\2\3\4"))
    assert "sheet 'T0'" in refused("ohss_monthly", path)


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert path.stat().st_size < 200_000
    assert "is refused as a zip bomb" in refused("ohss_monthly", path)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 1,000 bytes; the part unpacks to 2 GB at most as far as the memory limit lets it."""
    path = ohss_workbook(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts["xl/sharedStrings.xml"] = b"<sst>" + b"<si><t>" + b"a" * 60_000_000 + b"</t></si></sst>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    raw = path.read_bytes().replace(struct.pack("<L", len(parts["xl/sharedStrings.xml"])), struct.pack("<L", 1000))
    path.write_bytes(raw)
    try:
        read_file("ohss_monthly", path, limits=Limits(memory=192 * 1024**2))
    except TrackerError as error:
        assert str(error).startswith("w.xlsx")


@pytest.mark.parametrize("reader", WORKBOOKS)
def test_a_cell_at_the_end_of_the_sheet(tmp_path: Path, reader: str) -> None:
    make = {"ohss_monthly": ohss_workbook, "ice_detention": ice_workbook}.get(
        reader, lambda path: flat_workbook(path, FLAT)
    )
    path = make(tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = next(one for one in book.worksheets if one.title in ("T0", "Detention FY26", "Monthly Count"))
    sheet["XFD1048576"] = 1
    book.save(path)
    line = refused(reader, path)
    assert f"w.xlsx, sheet '{sheet.title}': reading it needs more than 1024 MiB of memory" in line
    assert "used range reaches the end of the sheet" in line


def test_a_used_range_that_reaches_the_last_column_is_no_obstacle(tmp_path: Path) -> None:
    """Seen in real workbooks: stray blanks far to the right."""

    def edit(sheet: Worksheet) -> None:
        sheet["XFD5"] = " "

    reading = read_file("ohss_monthly", ohss_workbook(tmp_path / "w.xlsx", [OhssTable(edit=edit)]))
    assert len(reading.cells) == 32


@pytest.mark.parametrize("number", [b"NaN", b"nan", b"inf", b"-INF", b"1e999"])
def test_numbers_that_are_none(tmp_path: Path, number: bytes) -> None:
    path = rewrite(
        ohss_workbook(tmp_path / "w.xlsx"), "xl/worksheets/sheet2.xml", b"<v>110</v>", b"<v>" + number + b"</v>"
    )
    assert "sheet 'T0'" in refused("ohss_monthly", path)


def test_names_and_labels_with_line_breaks_stay_on_one_line(tmp_path: Path) -> None:
    part, old = "xl/workbook.xml", b'name="T0"'
    path = ohss_workbook(tmp_path / "w.xlsx", [OhssTable(edit=lambda sheet: sheet.cell(5, 3, "many\nwords"))])
    assert "sheet 'T 0', cell C5: 'many words' is neither" in refused(
        "ohss_monthly", rewrite(path, part, old, b'name="T&#10;0"')
    )


def test_a_formula_that_gives_an_empty_text_is_a_blank_and_an_error_is_not(tmp_path: Path) -> None:
    part, old = "xl/worksheets/sheet2.xml", b't="n"><v>110</v>'
    path = rewrite(ohss_workbook(tmp_path / "w.xlsx"), part, old, b't="str"><f>IF(1,"",2)</f><v></v>')
    assert len([cell for cell in read_file("ohss_monthly", path).cells if cell.code == ""]) == 1
    path = rewrite(ohss_workbook(tmp_path / "w.xlsx"), part, old, b't="e"><f>1/0</f><v>#DIV/0!</v>')
    assert "#DIV/0! where a number should stand" in refused("ohss_monthly", path)


def test_a_workbook_of_another_release_given_to_each_reader(tmp_path: Path) -> None:
    files = {
        "ohss_monthly": ohss_workbook(tmp_path / "o.xlsx"),
        "ice_detention": ice_workbook(tmp_path / "i.xlsx"),
        "khsm_encounters": flat_workbook(tmp_path / "k.xlsx", FLAT),
    }
    for reader in WORKBOOKS:
        for owner, path in files.items():
            if owner != reader:
                assert "this is not " in refused(reader, path)
    text = tmp_path / "t.csv"
    text.write_text("a,b\n1,2\n")
    assert "this is not the southwest border CSV" in refused("cbp_southwest", text)


@pytest.mark.skipif(*needs_official("ice/*.xlsx")[:1], reason=needs_official("ice/*.xlsx")[1])
def test_real_workbooks_of_other_releases_are_refused() -> None:
    files = {
        "ohss_monthly": official("ohss/*august-2024.xlsx")[0],
        "ice_detention": official("ice/*.xlsx")[0],
        "khsm_encounters": official("cbp/KHSM*.xlsx")[0],
    }
    for reader in WORKBOOKS:
        for owner, path in files.items():
            if owner != reader:
                assert "this is not " in refused(reader, path)


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx")
    assert "took more than 0.01 seconds and was stopped" in refused(
        "ohss_monthly", path, limits=Limits(wall_seconds=0.01)
    )


def test_a_child_without_memory_dies_with_one_line(tmp_path: Path) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx")
    assert path.name in refused("ohss_monthly", path, limits=Limits(memory=8 * 1024**2))


def test_the_child_limits_itself() -> None:
    program = (
        "import resource; from tracker.readers.child import limit; limit(2**30, 60);"
        "print([resource.getrlimit(k) for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == str([(2**30, 2**30), (60, 60), (0, 0)])
    assert limit.__doc__


def test_a_name_with_blanks_quotes_and_dashes_is_only_a_name(tmp_path: Path) -> None:
    path = flat_workbook(tmp_path / "--help; $(touch x) 'q'.xlsx", FLAT)
    assert len(read_file("khsm_encounters", path).cells) == 1
    assert list(tmp_path.iterdir()) == [path]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 0.999), bits=st.integers(1, 255), length=st.integers(1, 40))
def test_damaged_bytes_give_a_reading_or_one_error(tmp_path: Path, at: float, bits: int, length: int) -> None:
    path = ohss_workbook(tmp_path / "w.xlsx")
    raw = bytearray(path.read_bytes())
    for index in range(int(at * len(raw)), min(len(raw), int(at * len(raw)) + length)):
        raw[index] ^= bits
    path.write_bytes(bytes(raw))
    try:
        assert isinstance(read_file("ohss_monthly", path), Reading)
    except ReadError as error:
        assert str(error).startswith("w.xlsx") and "\n" not in str(error)


# Kept as Parquet -----------------------------------------------------------------------------------------------------


def kept(workspace: Path, found: Reading) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Cells and notes of a reading, out of the Parquet files."""
    parsed.keep(workspace, "d1", found)
    paths = parsed.paths(workspace, found.reader, "d1")
    with duckdb.connect() as connection:
        cells, notes = (connection.read_parquet(str(one)).fetchall() for one in paths)
    return cells, notes


def test_every_cell_is_kept_as_it_was_read_and_in_its_order(tmp_path: Path) -> None:
    rows = [(2023, "Total", ["X", 0.1]), (None, "October", ["--", None]), (None, "November", [0, 1234567.5])]
    grid = read_file("ohss_monthly", ohss_workbook(tmp_path / "o.xlsx", [OhssTable(rows=rows), OhssTable(title="B 2")]))
    flat = read_file("khsm_encounters", flat_workbook(tmp_path / "k.xlsx", FLAT))
    both = read_file("ice_detention", ice_workbook(tmp_path / "i.xlsx"))
    text = cbp_csv(tmp_path / "w.csv", ["2025,FYTD,AUG,U.S. Border Patrol,UAC,Mexico,Title 8,Apprehensions,5"])
    for found in (grid, flat, both, read_file("cbp_southwest", text)):
        cells, _ = kept(tmp_path, found)
        assert cells == [msgspec.structs.astuple(cell) for cell in found.cells]
        assert len(cells) == found.size > 0
        again = msgspec.structs.replace(found, parts=parts_of(found.cells))
        assert again.cells == found.cells and kept(tmp_path, again)[0] == cells


def test_what_is_not_read_is_kept_among_the_notes_under_a_mark_of_its_own(tmp_path: Path) -> None:
    found = read_file("khsm_encounters", flat_workbook(tmp_path / "k.xlsx", FLAT | {"Other": [["A b"], ["Source: x"]]}))
    assert kept(tmp_path, found)[1] == [("Other", "", "", "unclaimed", "Other")]


# Names -----------------------------------------------------------------------------------------------------------


def reading(through: date, fiscal: int) -> Reading:
    return Reading(reader="r", version=1, data_through=through, ref="", fiscal_year=fiscal, title="", parts=())


@pytest.mark.parametrize(
    ("name", "through", "fiscal", "words"),
    [
        ("FY26_detentionStats_02122026.xlsx", date(2026, 2, 7), 2026, ""),
        ("FY24_detentionStats.xlsx", date(2024, 9, 30), 2024, ""),
        ("2024_1206_ohss_tables-august-2024.xlsx", date(2024, 8, 31), 2024, ""),
        ("24-0607_ohss_tables-february-2024.xlsx", date(2024, 2, 29), 2024, ""),
        ("2025_0116_ohss_tables-november-2024.xlsx", date(2024, 11, 30), 2025, ""),
        ("KHSM Encounters (USBP) fy25m11.xlsx", date(2024, 11, 30), 2025, ""),
        ("sbo-encounters-fy22-fy25-aug.csv", date(2025, 8, 31), 2025, ""),
        ("FY23_detentionStats01192022.xlsx", date(2023, 1, 12), 2023, "holds the day 2022-01-19"),
        ("FY25_detentionStats.xlsx", date(2026, 2, 7), 2026, "says fiscal year 2025, the content is of 2026"),
        ("2024_1206_ohss_tables-july-2024.xlsx", date(2024, 8, 31), 2024, "says 2024-07, the data run to 2024-08"),
    ],
)
def test_a_name_that_says_otherwise_than_the_content_is_reported(
    name: str, through: date, fiscal: int, words: str
) -> None:
    warnings = name_warnings(name, reading(through, fiscal))
    assert len(warnings) == bool(words)
    assert words in "".join(warnings)


def test_the_warning_reaches_the_reading(tmp_path: Path) -> None:
    path = ice_workbook(tmp_path / "abc123", IceBook())
    found = read_file("ice_detention", path, name="FY25_detentionStats02122026.xlsx")
    assert "the file name says fiscal year 2025, the content is of 2026" in found.warnings


def test_a_csv_is_read_through_the_sandbox_and_checked_before(tmp_path: Path) -> None:
    path = cbp_csv(tmp_path / "w.csv", ["2025,FYTD,AUG,U.S. Border Patrol,UAC,Mexico,Title 8,Apprehensions,5"])
    inspect("cbp_southwest", path, "w.csv")
    found = read_file("cbp_southwest", path)
    assert [cell.value for cell in found.cells] == [5]
    assert msgspec.json.decode(msgspec.json.encode(found), type=Reading) == found
