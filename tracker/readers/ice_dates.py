"""Up to which day do the data of each block of an ICE detention workbook run?

The Footnotes sheet has a heading in its first column for each group of blocks, and beside it "data are updated through
02/07/2026" or "a snapshot as of 02/07/2026". Blocks can run to different days: in the year-end file of 2024 removals
run to 2024-09-30, and the people detained are those of 2024-10-03. A footnote can be that of another year, or not have
been brought up to date; then the day of the other blocks, or of the Facilities sheet, stands in, with a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

import msgspec

from tracker.errors import ReadError
from tracker.period import fiscal_year
from tracker.readers.sheet import Book, Sheet, address

SECTIONS = {
    "removals": re.compile(r"^((EO)?FY\s?\d{2,4}\b.{0,20})?ICE Removals", re.IGNORECASE),
    "detained": re.compile(r"Currently Detained", re.IGNORECASE),
    "book_ins": re.compile(r"Initial Book[- ]?Ins", re.IGNORECASE),
    "book_outs": re.compile(r"Final (Book[- ]?Outs|Releases)", re.IGNORECASE),
    "average_daily_population": re.compile(r"Average Daily Population", re.IGNORECASE),
}
_DAY = r"(\d{1,2}/\d{1,2}/(?:20)?\d{2})\b"
_STATED = re.compile(rf"(?:updated (?:through|as of)|snapshot as(?: of)?|through)\s+{_DAY}", re.IGNORECASE)
_EID = re.compile(rf"EID as of {_DAY}", re.IGNORECASE)
_RUN = re.compile(rf"IIDS.*?{_DAY}", re.IGNORECASE)
_IN_TITLE = re.compile(rf"(?:as of|through|EID as of|data (?:as of|through))\s+{_DAY}", re.IGNORECASE)
KNOWN = (
    "Known wordings are 'updated through 02/07/2026', 'updated as of ...', 'through ...', 'snapshot as of ...' and "
    "'EID as of ...', below a heading with Removals, Currently Detained, Initial Book-Ins, Final Book Outs or Average "
    "Daily Population in the first column of a sheet named Footnotes"
)
_AFTER = timedelta(days=31)  # a year-end file is run some days after the year: that of 2024 on October 4

MOST_APART = timedelta(days=10)  # year-end files date flows 30 September and people detained some days later


class Stated(msgspec.Struct, frozen=True):
    """A day that a footnote states."""

    section: str
    day: date
    sheet: str
    cell: str
    text: str


class Settled(msgspec.Struct):
    """The day for each section, as used, and the footnote that states it."""

    fiscal: int
    days: dict[str, date]
    main: date
    notes: dict[str, Stated]
    warnings: list[str]

    def flow(self, section: str) -> date:
        """The last day of a flow: never after the end of its fiscal year."""
        return min(self.days[section], fiscal_year(self.fiscal).end)


class Dates(msgspec.Struct):
    """Every day stated for a section, and the days on which the Facilities sheet was run."""

    stated: list[Stated]
    runs: list[Stated]

    def fit(self, fiscal: int) -> bool:
        return any(_within(one.day, fiscal) for one in self.stated + self.runs)

    def described(self) -> str:
        days = sorted({one.day for one in self.stated})
        return ", ".join(day.isoformat() for day in days[-3:])

    def settle(self, fiscal: int, year_end: bool, sections: set[str]) -> Settled:
        """Choose a day for each section; a section without a fitting footnote takes the day that most others state."""
        notes: dict[str, Stated] = {}
        fitting = [one for one in self.stated if _within(one.day, fiscal)]
        for section in sorted(sections):
            if own := [one for one in fitting if one.section == section]:
                notes[section] = max(own, key=lambda one: one.day)
        days = {section: one.day for section, one in notes.items()}
        standing = self._standing(fitting, fiscal)
        warnings = []
        for section in sorted(sections - set(days)):
            days[section] = standing
            wrong = next((one for one in self.stated if one.section == section), None)
            why = f"footnote {wrong.cell} says {wrong.day}" if wrong else "no footnote dates them"
            warnings.append(f"data of '{section}' are taken to run to {standing}: {why}")
        warnings += [
            f"footnote {one.cell} says that data of '{section}' run to {one.day}, most others say {standing}"
            for section, one in notes.items()
            if abs(one.day - standing) > MOST_APART
        ]
        whole = fiscal_year(fiscal)
        main = min(days.get("removals", standing), whole.end)
        if not year_end and days.get("removals", standing) > whole.end:
            warnings.append(
                f"data run past fiscal year {fiscal}, and no title says end of year; taken as the whole year"
            )
        if year_end and main < whole.end:
            warnings.append(f"titled end of fiscal year {fiscal}, but the data run to {main}")
        return Settled(fiscal, days, main, notes, warnings)

    def _standing(self, fitting: list[Stated], fiscal: int) -> date:
        """The day that most footnotes of the year state, else the day before the Facilities sheet was run."""
        usual = Counter(one.day for one in fitting).most_common()
        if usual:
            return max(day for day, count in usual if count == usual[0][1])
        return max(one.day for one in self.runs if _within(one.day, fiscal)) - timedelta(days=1)


def contradictions(stated: Stated) -> list[str]:
    """Days of one footnote that can not all be right: data up to a day after the extract, or long before it."""
    extract, run = _EID.search(stated.text), _RUN.search(stated.text)
    days = [day for match in (extract, run) if match and (day := _day(match[1]))]
    year_end = stated.day == fiscal_year(stated.day.year).end
    odd = [day for day in days if day < stated.day or (day - stated.day > MOST_APART and not year_end)]
    return [f"footnote {stated.cell} says data through {stated.day}, and {day} in the same line" for day in odd[:1]]


def against_title(sheet: Sheet, place: tuple[int, int], days: Collection[date]) -> list[str]:
    """A day printed in a title or heading that is none of those that its data are taken to run to."""
    found = _IN_TITLE.search(sheet.text(*place))
    day = _day(found[1]) if found else None
    if day is None or day in days:
        return []
    told = ", ".join(sorted({one.isoformat() for one in days}))
    return [f"{sheet.where(*place)}: the title says {day}, the footnotes {told}"]


def _within(day: date, fiscal: int) -> bool:
    whole = fiscal_year(fiscal)
    return whole.start <= day <= whole.end + _AFTER


def is_footnotes(sheet: str) -> bool:
    return "footnote" in sheet.casefold()


def find_dates(book: Book) -> Dates:
    """Read the Footnotes sheets, and the source line of the Facilities sheets."""
    stated: list[Stated] = []
    runs: list[Stated] = []
    for name in book.visible:
        if is_footnotes(name):
            stated += _footnotes(book.sheet(name))
        elif name.strip().casefold().startswith("facilities"):
            runs += _runs(book.sheet(name))
    return Dates(stated, runs)


def _footnotes(sheet: Sheet) -> list[Stated]:
    found: list[Stated] = []
    heading = ""
    for row in range(len(sheet.rows)):
        first = sheet.text(row, 0)
        heading = first if first and not _STATED.search(first) else heading
        for column in sheet.filled(row):
            text = sheet.text(row, column)
            match = _STATED.search(text) or _EID.search(text)
            section = next((key for key, pattern in SECTIONS.items() if pattern.search(heading)), "")
            if match and section and (day := _day(match[1])):
                found.append(Stated(section, day, sheet.name, address(row, column), text))
    return found


def _runs(sheet: Sheet) -> list[Stated]:
    found = []
    for row in range(min(8, len(sheet.rows))):
        for column in sheet.filled(row, 0, 3):
            match = _RUN.search(sheet.text(row, column))
            if match and (day := _day(match[1])):
                found.append(Stated("", day, sheet.name, address(row, column), sheet.text(row, column)))
    return found


def _day(text: str) -> date | None:
    month, day, year = (int(part) for part in text.split("/"))
    try:
        return date(year % 100 + 2000, month, day)
    except ValueError as error:
        raise ReadError(f"a footnote states the impossible day {text}") from error
