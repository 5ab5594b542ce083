"""What does ICE's detention statistics workbook say? (FYxx_detentionStats*.xlsx, ICE ERO, about every two weeks)

Blocks lie side by side and below each other in one sheet, each under its own title; seen in the files of fiscal years
2024 (year end), 2025 and 2026:

    ICE DETENTION DATA, FY2026
    ICE Currently Detained by Processing Disposition and Detention Facility Type: FY2026 |  | ICE ... : FY2026
    Processing Disposition | FSC | Adult | Total                                         |  | ...
    Total                  | 622 | 67,667 | 68,289

The day the data run to stands in the sheet Footnotes, under a heading for each block ("FY2026 ICE Removals" ... "data
are updated through 02/07/2026"); heads of older years can stand beside it. Quirks: months to come hold 0, not blank;
"ICE  " and "Average " carry blanks; the year-end file says EOFY2024 and leaves words out of titles ("ICE Initial
Book-Ins by Criminality", so blocks carry one name here); a stale sheet of another year can stand before the real one,
sometimes hidden; sheet and file names can hold the wrong year, so the year is taken from the titles and held against
the day the data run to. "-" is printed for cells without a count.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from tracker.errors import ReadError
from tracker.readers.base import Ignored, Note, Part, Reading, Unread, refuse_doubles
from tracker.readers.ice_blocks import read_block
from tracker.readers.ice_claimed import BLOCKS, Block
from tracker.readers.ice_dates import KNOWN, Dates, Settled, against_title, contradictions, find_dates, is_footnotes
from tracker.readers.sheet import Book, Sheet, address
from tracker.readers.unread import Region, titled_blocks, unread_sheet

NAME = "ice_detention"
VERSION = 3

_NEEDED = {"ICE Removals", "ICE Currently Detained by Processing Disposition"}
_YEAR = re.compile(r"\b(?P<end>EO)?FY\s?(?P<year>\d{4}|\d{2})\b(?:\s*YTD)?", re.IGNORECASE)
_YEAR_WORDS = re.compile(rf"{_YEAR.pattern}|\b(EOFY|YTD|Year to Date)\b|\b(as of|through)\b.*$", re.IGNORECASE)
_HEADING = re.compile(r"^(ICE )?DETENTION (DATA|STATISTICS)\b.*FY", re.IGNORECASE)


class Taken(msgspec.Struct):
    """What the blocks of a sheet gave."""

    parts: list[Part]
    notes: list[Note]
    ignored: list[Ignored]
    warnings: list[str]
    regions: list[Region]


class Candidate(msgspec.Struct):
    """A visible sheet that holds claimed blocks, with the fiscal year that its own titles state."""

    sheet: Sheet
    fiscal: int
    year_end: bool
    blocks: list[tuple[Block, int, int]]
    other_years: list[tuple[Block, int, int, int]]
    warnings: list[str]


def read(path: Path) -> Reading:
    """Read the claimed blocks of the newest detention sheet."""
    book = Book(path)
    candidates = _candidates(book)
    if not candidates:
        raise ReadError(
            "this is not an ICE detention statistics workbook: no visible sheet holds a table titled 'ICE Removals' "
            "or 'ICE Currently Detained by Processing Disposition'",
            hint="Name the release that the file belongs to",
        )
    dates = find_dates(book)
    chosen = _choose(candidates, dates)
    warnings = [f"hidden sheet '{name}'; not read" for name in book.hidden]
    warnings += [
        f"visible sheet '{one.sheet.name}' holds the tables of fiscal year {one.fiscal}; not read"
        for one in candidates
        if one is not chosen
    ]
    settled = dates.settle(chosen.fiscal, chosen.year_end, {block.section for block, _, _ in chosen.blocks})
    warnings += _names(chosen) + settled.warnings + _printed_days(chosen, settled)
    taken = _blocks(chosen, settled)
    through = settled.main
    reading = Reading(
        reader=NAME,
        version=VERSION,
        data_through=through,
        ref=through.isoformat(),
        fiscal_year=chosen.fiscal,
        title="ICE detention statistics",
        parts=tuple(taken.parts),
        notes=tuple(taken.notes),
        ignored=tuple(taken.ignored),
        unread=tuple(_unread(book, chosen, taken.regions)),
        warnings=tuple(warnings + taken.warnings),
    )
    refuse_doubles(reading)  # two columns of totals, say
    return reading


def _candidates(book: Book) -> list[Candidate]:
    """Sheets with claimed blocks: first those named for detention, else any."""
    named = [name for name in book.visible if "detention" in name.casefold()]
    others = [name for name in book.visible if name not in named]
    for names in (named, others):
        if found := [candidate for name in names if (candidate := _candidate(book.sheet(name)))]:
            return found
    return []


def _candidate(sheet: Sheet) -> Candidate | None:
    heading: tuple[int, bool] | None = None
    blocks: list[tuple[Block, int, int]] = []
    for row in range(len(sheet.rows)):
        for column in sheet.filled(row):
            if not isinstance(sheet.value(row, column), str):
                continue
            text = sheet.text(row, column)
            if heading is None and row < 10 and _HEADING.match(text):
                heading = _year(text)
            if block := _block_titled(text):
                blocks.append((block, row, column))
    if not _NEEDED & {block.title for block, _, _ in blocks}:
        return None
    years = [_year(sheet.text(row, column)) for _, row, column in blocks]
    stated = [year[0] for year in years if year]
    if heading is None and not stated:
        raise ReadError("no title in the sheet states a fiscal year", f"sheet '{sheet.name}'")
    warnings = []
    fiscal = heading[0] if heading else 0
    if stated and fiscal not in stated:
        fiscal = max(sorted(set(stated)), key=stated.count)
        if heading:
            warnings.append(f"sheet '{sheet.name}' is headed fiscal year {heading[0]}, its tables {fiscal}")
    own = [one for one, year in zip(blocks, years, strict=True) if year is None or year[0] == fiscal]
    foreign = [(*one, year[0]) for one, year in zip(blocks, years, strict=True) if year and year[0] != fiscal]
    year_end = any(year == (fiscal, True) for year in [heading, *years])
    return Candidate(sheet, fiscal, year_end, own, foreign, warnings)


def _block_titled(text: str) -> Block | None:
    """The block whose title this is: without year, year-to-date words, day and footnote marks."""
    title = _YEAR_WORDS.sub("", text).strip(" :,-–*()")
    return next((block for block in BLOCKS if re.fullmatch(block.pattern, title, re.IGNORECASE)), None)


def _year(text: str) -> tuple[int, bool] | None:
    match = _YEAR.search(text)
    return (int(match["year"][-2:]) + 2000, bool(match["end"])) if match else None


def _choose(candidates: list[Candidate], dates: Dates) -> Candidate:
    """The newest sheet whose year holds the day the data run to; two visible sheets of that year are an error."""
    fitting = [one for one in candidates if dates.fit(one.fiscal)]
    if not fitting:
        one = max(candidates, key=lambda candidate: candidate.fiscal)
        raise ReadError(
            f"the tables are of fiscal year {one.fiscal}, and no footnote dates their data within it "
            f"({dates.described() or 'none states a day'})",
            f"sheet '{one.sheet.name}'",
            f"The sheet or the footnotes may be those of another year, or worded otherwise. {KNOWN}",
        )
    newest = max(one.fiscal for one in fitting)
    same = [one for one in fitting if one.fiscal == newest]
    if len(same) > 1:
        raise ReadError(
            f"two visible sheets hold the tables of fiscal year {newest}: "
            f"'{same[0].sheet.name}' and '{same[1].sheet.name}'"
        )
    return same[0]


def _names(chosen: Candidate) -> list[str]:
    """Where sheet name, heading and titles disagree, and which blocks are missing."""
    warnings = list(chosen.warnings)
    named = _year(chosen.sheet.name)
    if named and named[0] != chosen.fiscal:
        warnings.append(f"sheet '{chosen.sheet.name}' is named for fiscal year {named[0]} and holds {chosen.fiscal}")
    for block, row, column, year in chosen.other_years:
        warnings.append(
            f"{chosen.sheet.where(row, column)}: '{block.title}' is titled fiscal year {year} in a sheet of "
            f"{chosen.fiscal}; not read"
        )
    present = {block.title for block, _, _ in chosen.blocks}
    warnings += [f"no table titled '{block.title}' was found" for block in BLOCKS if block.title not in present]
    return warnings


def _printed_days(chosen: Candidate, settled: Settled) -> list[str]:
    """Days in titles, headings and footnotes that contradict each other."""
    warnings = [warning for stated in settled.notes.values() for warning in contradictions(stated)]
    for block, row, column in chosen.blocks:
        warnings += against_title(chosen.sheet, (row, column), [settled.days[block.section]])
    for place in _headings(chosen.sheet):
        warnings += against_title(chosen.sheet, place, [settled.main, *settled.days.values()])
    return list(dict.fromkeys(warnings))


def _blocks(chosen: Candidate, settled: Settled) -> Taken:
    """Read the blocks of the chosen sheet."""
    taken = Taken([], [], [], [], [])
    seen: dict[str, str] = {}
    for block, row, column in chosen.blocks:
        if block.title in seen:
            raise ReadError(
                f"a second table is titled '{block.title}', the first at {seen[block.title]}",
                chosen.sheet.where(row, column),
            )
        seen[block.title] = address(row, column)
        found = read_block(chosen.sheet, row, column, block)
        part, ignored, warnings = found.part(settled)
        taken.parts.append(part)
        taken.ignored += ignored
        taken.warnings += warnings
        taken.regions.append(found.region)
        if stated := settled.notes.get(block.section):
            taken.notes.append(Note(stated.sheet, stated.cell, block.title, "", stated.text))
    return taken


def _unread(book: Book, chosen: Candidate, regions: list[Region]) -> list[Unread]:
    """The blocks of the sheet that are not read, those of other years in it, and every other sheet with its titles."""
    sheet = chosen.sheet
    unread = titled_blocks(sheet, regions, _headings(sheet))
    listed = {one.cell for one in unread}
    for _, row, column, _ in chosen.other_years:
        if address(row, column) not in listed:
            unread.append(Unread(sheet.name, address(row, column), sheet.text(row, column)))
    for name in book.visible:
        if name != sheet.name and not is_footnotes(name):
            unread += unread_sheet(book.sheet(name))
    return unread + [Unread(name, "", name.strip()) for name in (*book.charts, *book.hidden)]


def _headings(sheet: Sheet) -> list[tuple[int, int]]:
    """The lines above the first block: those down to 'ICE DETENTION DATA'."""
    lines = [(row, column) for row in range(min(10, len(sheet.rows))) for column in sheet.filled(row)]
    last = next((row for row, column in lines if _HEADING.match(sheet.text(row, column))), -1)
    return [(row, column) for row, column in lines if row <= last]
