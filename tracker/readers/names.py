"""Does a file's name agree with what the file holds? Names of official files have carried the wrong year.

The content decides; a name that says otherwise is only reported. Understood are "FY26", "02122026", "2024_1206",
"august-2024" and "fy25m11".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.readers.base import Reading
from tracker.readers.labels import month_number

_SLACK = timedelta(days=400)  # a file posted longer after its data than this was probably not meant


def name_warnings(name: str, reading: Reading) -> tuple[str, ...]:
    """What the name says otherwise than the content."""
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", name)
    through = reading.data_through
    if through is None:
        return ()
    warnings = []
    years = [int(found[-2:]) + 2000 for found in re.findall(r"(?i)(?<![a-z])(?:eo)?fy[ _-]?((?:20)?\d{2})(?!\d)", stem)]
    if years and reading.fiscal_year and max(years) != reading.fiscal_year:
        warnings.append(f"the file name says fiscal year {max(years)}, the content is of {reading.fiscal_year}")
    for year, month in _months(stem):
        if (year, month) != (through.year, through.month):
            warnings.append(f"the file name says {year}-{month:02}, the data run to {through:%Y-%m}")
    for day in _days(stem):
        if not through <= day <= through + _SLACK:
            warnings.append(f"the file name holds the day {day}, the data run to {through}")
    return tuple(warnings)


def _months(stem: str) -> list[tuple[int, int]]:
    """'august-2024' in a name."""
    found = []
    for word, year in re.findall(r"(?i)(?<![a-z])([a-z]{3,9})[ _-]+(20\d{2})(?!\d)", stem):
        if number := month_number(word):
            found.append((int(year), number))
    return found


def _days(stem: str) -> list[date]:
    """'02122026' (month, day, year), '2024_1206' and '2024-12-06' in a name."""
    found = []
    for digits in re.findall(r"(?<!\d)(\d{8})(?!\d)", stem):
        orders = ((digits[4:], digits[:2], digits[2:4]), (digits[:4], digits[4:6], digits[6:]))
        found += [day for order in orders if (day := _day(*order))][:1]
    for year, month, day_of_month in re.findall(r"(?<!\d)(20\d{2})[_-](\d{2})[_-]?(\d{2})(?!\d)", stem):
        if day := _day(year, month, day_of_month):
            found.append(day)
    return found


def _day(year: str, month: str, day: str) -> date | None:
    if not 2000 <= int(year) < 2100:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
