"""Which days does a reference period cover?

A period is written the way official statistics write it, and always means inclusive first and last days:

    2024-11        the month of November 2024
    2024Q3         the third quarter of calendar year 2024
    2024           calendar year 2024
    FY2024         US federal fiscal year 2024: 2023-10-01 to 2024-09-30 (31 U.S.C. 1102)
    FY2024Q4       its fourth quarter: 2024-07-01 to 2024-09-30
    2025-02-12     one day
    2025-01-20/2025-03-31   any other stretch, first and last day

The grain (month, quarter, year, fiscal_year, fiscal_quarter, day, range) is part of the period: October to
September as a range is not the fiscal year of a table that says "FY".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import msgspec


class Period(msgspec.Struct, frozen=True, order=True):
    """First and last day (both inclusive), the grain, and the label as it was written."""

    start: date
    end: date
    grain: str
    label: str


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _month(year: int, month: int, label: str) -> Period:
    return Period(date(year, month, 1), month_end(year, month), "month", label)


def _quarter(year: int, quarter: int, label: str) -> Period:
    return Period(date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), "quarter", label)


def _fiscal_quarter(year: int, quarter: int, label: str) -> Period:
    start_month = (quarter * 3 + 6) % 12 + 1
    start_year = year - 1 if quarter == 1 else year
    start = date(start_year, start_month, 1)
    return Period(start, month_end(start_year, start_month + 2), "fiscal_quarter", label)


def fiscal_year(year: int) -> Period:
    """US federal fiscal year: October of the year before to September."""
    return Period(date(year - 1, 10, 1), date(year, 9, 30), "fiscal_year", f"FY{year}")


@lru_cache(maxsize=16384)
def parse(text: str) -> Period:
    """Read a period label; ValueError says which forms there are."""
    label = text.strip()
    if "/" in label:
        first, last = (parse(part) for part in label.split("/", 1))
        if last.end < first.start:
            raise ValueError(f"period {text!r} ends before it starts")
        return Period(first.start, last.end, "range", label)
    if match := re.fullmatch(r"FY(\d{4})", label):
        return fiscal_year(int(match[1]))
    if match := re.fullmatch(r"FY(\d{4})Q([1-4])", label):
        return _fiscal_quarter(int(match[1]), int(match[2]), label)
    if match := re.fullmatch(r"(\d{4})Q([1-4])", label):
        return _quarter(int(match[1]), int(match[2]), label)
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", label):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Period(day, day, "day", label)
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", label):
        return _month(int(match[1]), int(match[2]), label)
    if match := re.fullmatch(r"(\d{4})", label):
        year = int(match[1])
        return Period(date(year, 1, 1), date(year, 12, 31), "year", label)
    raise ValueError(f"{text!r} is no period; write 2024-11, 2024Q3, 2024, FY2024, FY2024Q4, 2025-02-12 or FIRST/LAST")


def following(period: Period) -> Period:
    """The next period of the same grain; ValueError for a range."""
    start = period.end + timedelta(days=1)
    if period.grain == "month":
        return parse(f"{start:%Y-%m}")
    if period.grain == "quarter":
        return parse(f"{start.year}Q{(start.month + 2) // 3}")
    if period.grain == "year":
        return parse(f"{start.year}")
    if period.grain == "fiscal_year":
        return fiscal_year(start.year + 1)
    if period.grain == "fiscal_quarter":
        fiscal = start.year + 1 if start.month >= 10 else start.year
        return parse(f"FY{fiscal}Q{((start.month - 10) % 12) // 3 + 1}")
    if period.grain == "day":
        return parse(start.isoformat())
    raise ValueError(f"a stretch of days such as {period.label!r} has no following period")
