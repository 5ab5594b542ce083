"""What does a printed label say: which month, which fiscal year, which footnotes?

Footnote digits are glued to labels ("Total Repatriations3"). They are stripped only where the sheet has a note with
that mark; the digits of "Title 42", "FY 2024" or "Notice to Appear (I-862)" belong to the label.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from tracker.period import month_end

MONTHS = (
    "october", "november", "december", "january", "february", "march",
    "april", "may", "june", "july", "august", "september",
)  # fmt: skip
_MONTH = {name[:length]: (index + 9) % 12 + 1 for index, name in enumerate(MONTHS) for length in (3, len(name))}
_MONTH["sept"] = 9
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKS = re.compile(r"(?<=[^\s\d,.\-/])(\d{1,2}(?:\s?,\s?\d{1,2})*)$")
_FISCAL_YEAR = re.compile(
    r"(?:FY\s*|Fiscal Year\s*)?((?:19|20)\d{2})\s*"
    r"(\(?\s*(?:F?YTD|FY YTD|(?:Fiscal )?Year[ -]to[ -]Date)\b.*?\)?)?\s*(Total)?",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\(?(\d{1,2}|[*†‡])(?:[.)/:]\s+(?=\D)|(?=[^\d\s,.%/)\-]|\s+[A-Z(“\"])\s*)(.+)", re.DOTALL)
_CODE_NOTE = re.compile(
    r"(X|NA|N/A|D|S|Z|--?|–|—)\s*[:=]?\s+(Not |Data |Disclosure|Represents|Rounds|Withheld|No |Zero|Suppress)(.*)",
    re.DOTALL,
)


@lru_cache(maxsize=1024)
def month_number(text: str) -> int | None:
    """'October', 'Oct', 'OCT' or '01 October' (numbered within the fiscal year) -> 10; None for anything else."""
    words = text.rstrip(".").casefold().split()
    if len(words) == 2 and words[0].isdigit():
        number = _MONTH.get(words[1])
        return number if number and (number + 2) % 12 + 1 == int(words[0]) else None
    return _MONTH.get(words[0]) if len(words) == 1 else None


@lru_cache(maxsize=4096)
def month_of(fiscal: int, number: int) -> tuple[date, date]:
    """First and last day of a month of a fiscal year (October belongs to the calendar year before)."""
    year = fiscal - 1 if number >= 10 else fiscal
    return date(year, number, 1), month_end(year, number)


def fiscal_year_of(day: date) -> int:
    return day.year + 1 if day.month >= 10 else day.year


FiscalLabel = tuple[int, bool, bool]  # the year, whether it is printed as to date, whether as a total


@lru_cache(maxsize=1024)
def read_fiscal_year(text: str) -> FiscalLabel | None:
    """'2024 YTD' -> (2024, to date: True, a total: False); None where the label is no fiscal year."""
    match = _FISCAL_YEAR.fullmatch(text)
    return (int(match[1]), bool(match[2]), bool(match[3])) if match else None


@lru_cache(maxsize=4096)
def split_marks(label: str, marks: frozenset[str]) -> tuple[str, str]:
    """A label without its footnote marks, and the marks. Only marks that a note explains are taken off."""
    label = label.strip()
    while label and label[-1] in "*†‡" and label[-1] in marks:
        label = label[:-1].rstrip()
    plain = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+$", lambda found: found[0].translate(_SUPERSCRIPT), label)
    match = _MARKS.search(plain)
    if not match or not all(mark.strip() in marks for mark in match[1].split(",")):
        return label, ""
    return plain[: match.start()].strip(), match[1]


def unexplained_mark(label: str) -> bool:
    """Does a label end in a digit glued to a lower-case letter (it looks like a footnote mark)?"""
    return re.search(r"[a-z)]\d{1,2}$", label) is not None


def split_note(text: str) -> tuple[str, str]:
    """The mark of a note ('1', 'X', 'Notes', 'Source', or '') and its text."""
    for word in ("Notes", "Note", "Sources", "Source"):
        if text.casefold().startswith(f"{word.casefold()}:"):
            return word.rstrip("s") if word.startswith("Source") else "Notes", text[len(word) + 1 :].strip()
    if match := _CODE_NOTE.match(text):
        return match[1], (match[2] + match[3]).strip()
    if match := _NOTE.match(text.translate(_SUPERSCRIPT)[:4] + text[4:]):
        return match[1], match[2].strip()
    return "", text
