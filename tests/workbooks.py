"""Small workbooks with the layouts and traps of the official ones, written with openpyxl for the reader tests."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

MONTHS = (
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
)
_NOT_THERE = "the official files are not at ../shared/official nor at TRACKER_OFFICIAL"


def official(pattern: str) -> list[Path]:
    """Official files for tests, or nothing where the folder is not there."""
    root = Path(os.environ.get("TRACKER_OFFICIAL") or Path(__file__).resolve().parents[2] / "shared" / "official")
    return sorted(root.glob(pattern)) if root.is_dir() else []


def needs_official(pattern: str) -> tuple[bool, str]:
    """Arguments for pytest.mark.skipif."""
    return not official(pattern), _NOT_THERE


def xml_numbers(path: Path) -> dict[str, dict[str, float]]:
    """Sheet name -> address -> number, straight from the XML: a count that owes nothing to the readers."""
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode()
        links = archive.read("xl/_rels/workbook.xml.rels").decode()
        targets = {}
        for tag in re.findall(r"<Relationship [^>]*>", links):
            targets[_attribute(tag, "Id")] = _attribute(tag, "Target").lstrip("/").removeprefix("xl/")
        found = {}
        for tag in re.findall(r"<sheet [^>]*>", book):
            text = archive.read(f"xl/{targets[_attribute(tag, 'r:id')]}").decode()
            found[_attribute(tag, "name").replace("&amp;", "&")] = dict(_numbers(text))
    return found


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    assert match, tag
    return match[1]


def _numbers(text: str) -> Iterator[tuple[str, float]]:
    for tag, content in re.findall(r"<c ([^>]*[^/])>(.*?)</c>", text, re.DOTALL):
        value = re.search(r"<v>([^<]*)</v>", content)
        if value and not re.search(r't="(?!n")', tag):
            match = re.search(r'r="([A-Z]+\d+)"', tag)
            assert match
            yield match[1], float(value[1])


@dataclass
class OhssTable:
    """One sheet of an OHSS workbook. A row is (fiscal year or None, month or 'Total' or None, values)."""

    title: str = "DHS Removals by Criminality"
    years: str = ": Fiscal Years 2023 to 2024 YTD (November 2023)"
    groups: Sequence[tuple[str, int]] = ()
    headers: Sequence[str] = ("Total", "Convicted Criminals")
    rows: Sequence[tuple[object, object, Sequence[object]]] = ()
    notes: Sequence[str] = ("Source: Office of Homeland Security Statistics Persist Dataset.",)
    sheet: str = ""
    state: str = "visible"
    merged: bool = True
    edit: Callable[[Worksheet], None] | None = None


def ohss_rows(columns: int = 2, last: int = 2, start: int = 100) -> list[tuple[object, object, list[object]]]:
    """Fiscal year 2023 whole and 2024 to date, every number once: 100, 101, ..."""
    rows: list[tuple[object, object, list[object]]] = []
    number = start
    for label, months in ((2023, 12), ("2024 YTD", last)):
        for index, month in enumerate(("Total", *MONTHS[:months])):
            rows.append((label if index == 0 else None, month, list(range(number, number + columns))))
            number += columns
    return rows


def ohss_workbook(
    path: Path, tables: Sequence[OhssTable] = (OhssTable(),), contents: Sequence[str] | None = None
) -> Path:
    """Write an OHSS workbook with a table of contents (of all visible tables, unless given)."""
    book = openpyxl.Workbook()
    listing = book.active
    assert listing is not None
    listing.title = "TOC"
    listing.append(["Table of Contents"])
    listing.append([])
    listing.append(["Category", "Table", "Starting Date"])
    for title in [table.title for table in tables if table.state == "visible"] if contents is None else contents:
        listing.append(["Any", title, 2023])
    for number, table in enumerate(tables):
        _ohss_sheet(book.create_sheet(table.sheet or f"T{number}"), table)
    book.save(path)
    return path


def _ohss_sheet(sheet: Worksheet, table: OhssTable) -> None:
    sheet.sheet_state = table.state
    sheet.append(["Return to Table of Contents.", None, '* Please click on the "plus" sign.'])
    sheet.append([table.title + table.years])
    if table.groups:
        sheet.append([])
        column = 3
        for label, width in table.groups:
            if label:
                sheet.cell(3, column, label)
            if label and table.merged and width > 1:
                sheet.merge_cells(start_row=3, start_column=column, end_row=3, end_column=column + width - 1)
            column += width
    with_months = any(month is not None for _, month, _ in table.rows) or not table.rows
    row = 4 if table.groups else 3
    labels = ["Fiscal Year", "Month"] if with_months else ["Fiscal Year"]
    for column, text in enumerate([*labels, *table.headers], start=1):
        sheet.cell(row, column, text)
    for year, month, values in table.rows or ohss_rows(len(table.headers)):
        row += 1
        for column, value in enumerate([year, month, *values] if with_months else [year, *values], start=1):
            if value is not None:
                sheet.cell(row, column, value)
    for note in table.notes:
        row += 1
        sheet.cell(row, 1, note)
    if table.edit:
        table.edit(sheet)


SHORT = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")


@dataclass
class IceSheet:
    """One detention sheet. Monthly blocks hold `month` numbers, then 0 for months to come."""

    fiscal: int = 2026
    name: str = ""
    label: str = ""  # "FY2026" unless given
    state: str = "visible"
    months: int = 5
    removals: object = 162192
    detained: object = 68289
    edit: Callable[[Worksheet], None] | None = None


@dataclass
class IceBook:
    """An ICE workbook: its detention sheets, and the days that its footnotes state."""

    sheets: Sequence[IceSheet] = field(default_factory=lambda: [IceSheet()])
    through: date = date(2026, 2, 7)
    stated: dict[str, date | None] = field(default_factory=dict)  # by heading, where other than `through`
    footnotes: bool = True
    source_line: date | None = None


HEADINGS = {
    "ICE Average Daily Population and ICE Average Length of Stay": "ICE Detention data are updated through",
    "ICE Final Book Outs": "ICE Final Book Out data are updated through",
    "ICE Removals": "ICE Removals data are updated through",
    "ICE Currently Detained Population Breakdown": "ICE National Docket data are a snapshot as of",
    "ICE Initial Book-Ins": "ICE Book-ins data is updated through",
}


def ice_workbook(path: Path, made: IceBook | None = None) -> Path:
    """Write an ICE detention workbook."""
    made = made or IceBook()
    book = openpyxl.Workbook()
    header = book.active
    assert header is not None
    header.title = "Header"
    header.append(["ICE Detention Statistics"])
    for spec in made.sheets:
        _ice_sheet(book.create_sheet(spec.name or f"Detention FY{spec.fiscal % 100}"), spec)
    if made.source_line:
        facilities = book.create_sheet("Facilities FY26")
        facilities.append([f"Source: ICE Integrated Decision Support (IIDS), {made.source_line:%m/%d/%Y}"])
    if made.footnotes:
        notes = book.create_sheet("Footnotes ")
        for heading, text in HEADINGS.items():
            day = made.stated.get(heading, made.through)
            prefix = "" if "Currently" in heading else f"FY{made.sheets[-1].fiscal} "
            stated = (
                f"{text} {day:%m/%d/%Y} (IIDS Run Date {day:%m/%d/%Y}; EID as of {day:%m/%d/%Y})." if day else "None."
            )
            notes.append([prefix + heading, stated])
            notes.append([None, "ICE Detention data exclude ORR transfers/facilities."])
    book.save(path)
    return path


def _ice_sheet(sheet: Worksheet, spec: IceSheet) -> None:
    sheet.sheet_state = spec.state
    label = spec.label or f"FY{spec.fiscal}"
    months = [10 + index if index < spec.months else 0 for index in range(12)]
    sheet["A1"] = "U.S. Immigration and Customs Enforcement"
    sheet["A3"] = f"ICE DETENTION DATA, {label}"
    for (row, column), title, rows in (*_ice_people(spec), *_ice_flows(months)):
        for down, values in enumerate([[title.format(label)], *rows]):
            for right, value in enumerate(values):
                if value is not None:
                    sheet.cell(row + down, column + right, value)
    sheet.merge_cells("N28:O28")
    if spec.edit:
        spec.edit(sheet)


Block = tuple[tuple[int, int], str, list[list[object]]]  # row and column of its first cell, title, rows


def _ice_people(spec: IceSheet) -> list[Block]:
    """Blocks without months."""
    return [
        ((8, 1), "ICE Currently Detained by Processing Disposition and Detention Facility Type: {}", [
            ["Processing Disposition", "FSC", "Adult", "Total"],
            ["Total", 622, 67667, spec.detained],
            ["Expedited Removal (I-860)", 178, 5728, 5906],
        ]),
        ((8, 7), "Average Time from USCIS Fear Decision Service Date to ICE Release (In Days)", [
            ["FY", "x", "Total"],
            ["FY2026", None, 90.7],
        ]),
        ((18, 1), "ICE Currently Detained by Criminality and Arresting Agency: {}", [
            ["Criminality", "ICE", "Percent ICE", "CBP", "Percent CBP", "Total"],
            ["Total", 57501, 0.842, 10788, 0.158, 68289],
            ["Convicted Criminal", 16909, 0.938, 1121, 0.062, 18030],
        ]),
        ((27, 1), "ICE Initial Book-Ins by Facility Type and Criminality: {}", [
            ["Facility Type", "Convicted Criminal", "Total"],
            ["Total", 47670, 169794],
            ["FSC", None, 43],
        ]),
        ((27, 14), "ICE Removals: {}", [
            ["Removals", None, "Total"],
            ["Total", None, spec.removals],
            ["Removals with a FAMU Identifier", None, 15725],
        ]),
    ]  # fmt: skip


def _ice_flows(months: list[int]) -> list[Block]:
    """Blocks by month."""
    agencies: list[list[object]] = [
        ["Total", *months, sum(months)],
        ["CBP", *[value or None for value in months], sum(months)],
        ["ICE  ", *months, sum(months)],
    ]
    population: list[list[object]] = []
    for parent in ("CBP Average", "ICE Average  ", "Average "):
        population.append([parent, *months, 33])
        population += [[child, *months, 11] for child in ("Convicted Criminal", "Other Immigration Violator")]
    return [
        ((18, 9), "ICE Initial Book-Ins by Arresting Agency and Month: {}", [["Agency", *SHORT, "Total"], *agencies]),
        ((40, 1), "ICE Average Daily Population by Arresting Agency, Month and Criminality: {}", [
            ["Agency", *SHORT, "FY Overall"], *population,
        ]),
    ]  # fmt: skip


def flat_workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook of plain sheets, such as those of the Key Homeland Security Metrics."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    book.save(path)
    return path


CBP_HEADER = (
    "Fiscal Year,Month Grouping,Month (abbv),Component,Demographic,Citizenship Grouping,Title of Authority,"
    "Encounter Type,Encounter Count"
)


def cbp_csv(path: Path, rows: Sequence[str], header: str = CBP_HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path
