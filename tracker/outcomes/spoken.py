"""Which periods do words name? Months, quarters, years and days with a year of this century, in the forms in use.

Where words can be read in two ways (October of a calendar or of a fiscal year) both are given: what is named only ever
leaves a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker import period
from tracker.outcomes.page import MONTHS

MONTH = (
    r"(jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|sep|sept|september"
    r"|oct|october|nov|november|dec|december)"
)
SHORT_YEAR = re.compile(  # Jan '24, Jan-24; not 15-Jan-24, which is a day
    rf"(?<![\d\w-])\b{MONTH}(?:\.?\s?['`\u2018\u2019]\s?|\.?-)(\d\d)\b(?!-?\d)", re.IGNORECASE
)
SHORT_DAY = re.compile(rf"(?<![\d-])(\d\d?)-{MONTH}-(\d\d)\b(?!-?\d)", re.IGNORECASE)  # 31-Jan-24
QUOTED_YEAR = re.compile(rf"\b{MONTH}(\.? \d\d?),? ?['`\u2018\u2019](\d\d)\b", re.IGNORECASE)  # Jan 31, '24
DAY_FIRST = re.compile(r"(?<![\d/.])(1[3-9]|2\d|3[01])[/.](\d{1,2})[/.](20\d\d)\b")  # 31/1/2024, 31.01.2024
SHORT_MONTH = re.compile(r"(?<![\d/])(0[1-9]|1[0-2])/(2\d)(?![\d/])")  # 01/24
YEAR_AND_MONTH = re.compile(r"(?<![\d/-])(20\d\d)[/-]([1-9])(?![\d/-])")  # 2024-1
SHORT_SLASHED = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(2\d)\b(?!/)")  # 1/31/24
YEAR, DIGITS = r"(20\d\d)", r"(0[1-9]|1[0-2])"
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(?:(\d{1,2})/)?(20\d\d)\b")  # 1/2024, 1/31/2024
FISCAL = re.compile(r"\b(?:ff?y|fiscal year) ?(?:20)?(\d\d)(?!\d)")  # FY24, FY 2024, fiscal year 2024
CALENDAR = re.compile(r"\b(?:cy|calendar year)[ -]?(?:20)?(\d\d)(?!\d)", re.IGNORECASE)  # CY24
QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
NTH_QUARTER = re.compile(rf"\b({'|'.join(QUARTERS)}) (?:quarter|qtr)\b|\b(?:quarter|qtr) ?([1-4])\b")
SHORT_QUARTER = re.compile(r"\b(?:q([1-4])|([1-4])q) ?(?:20)?(2\d)\b")  # 1q24, q1 24
LAST_OF = re.compile(  # October 2023 through January: of the same year or the next
    rf"\b{MONTH} {YEAR} (?:to|through|thru) {MONTH}\b(?! (?:of )?\d)"
)
FIRST_OF = re.compile(  # January to March 2024: of the year that the last one has
    rf"\b{MONTH} (?=(?:(?:to|through|thru|and) )?{MONTH} (?:of )?{YEAR}\b)"
)
SPOKEN = (  # of words in small letters with one blank between them: the form, and how its groups make a label
    (rf"\b{MONTH} ?(?:of )?{YEAR}\b", "{1}-{0}"),
    (rf"\b{MONTH} \d\d? (?:(?:to|through|thru) )?\d\d? {YEAR}\b", "{1}-{0}"),
    (rf"\b{YEAR} ?m{DIGITS}\b", "{0}-{1}"),
    (rf"\b{MONTH}(2\d)\b", "20{1}-{0}"),
    (rf"\b{YEAR} ?{MONTH}\b", "{0}-{1}"),
    (rf"\b{YEAR} ?{DIGITS}\b(?! ?\d)", "{0}-{1}"),
    (rf"(?<!\d )\b{DIGITS} {YEAR}\b", "{1}-{0}"),
    (rf"\b{YEAR} ?q([1-4])\b", "{0}Q{1}"),
    (rf"\bfy{YEAR} ?q([1-4])\b", "FY{0}Q{1}"),
    (rf"\bq([1-4]) (?:of )?fy{YEAR}\b", "FY{1}Q{0}"),
    (rf"\bfy{YEAR} (?:(?:ytd|through|to) )?{MONTH}\b", "{0}-{1}"),
    (rf"\b{MONTH} fy{YEAR}\b", "{1}-{0}"),
    (rf"\bq([1-4]) ?(?:of )?{YEAR}\b", "{1}Q{0}"),
    (rf"\bfy{YEAR}\b(?! q[1-4])", "FY{0}"),
    (rf"\b{YEAR}\b", "{0}"),
    (rf"\b{MONTH} (\d\d?)(?:st|nd|rd|th)? {YEAR}\b", "{2}-{0}-{1:0>2}"),
    (rf"\b{YEAR} ?{DIGITS} ?(\d\d)\b", "{0}-{1}-{2}"),
    (rf"\b{DIGITS} ?(\d\d) ?{YEAR}\b", "{2}-{0}-{1}"),
)


def spoken(text: str, most: int = 1000) -> Iterator[str]:
    """The periods that a text names: months, quarters, years and days with a year of this century."""
    words = _plain(text[:most])
    for form, label in SPOKEN:
        for match in re.finditer(form, words):
            groups = [f"{MONTHS.index(each[:3]) + 1:02d}" if each[:3] in MONTHS else each for each in match.groups()]
            try:
                found = period.parse(label.format(*groups))
            except ValueError:  # such as the 31st of June
                continue
            if found.grain == "month" and "fy" in match[0]:  # of October to December the calendar or the fiscal year
                yield f"{found.start.year - (found.start.month >= 10)}-{found.start.month:02d}"
            yield found.label


def _plain(text: str) -> str:
    """Words in small letters with one blank between them; fy2024 for a fiscal year, q1 for a quarter."""
    text = SHORT_SLASHED.sub(r"\1/\2/20\3", SHORT_DAY.sub(r"\2 \1 20\3", QUOTED_YEAR.sub(r"\1\2 20\3", text)))
    text = SHORT_MONTH.sub(r"20\2-\1", YEAR_AND_MONTH.sub(r"\1-0\2", DAY_FIRST.sub(r"\2/\1/\3", text)))
    text = CALENDAR.sub(lambda x: f"20{x[1]} ", text)
    text = SLASHED.sub(lambda x: "-".join(each.zfill(2) for each in x.groups() if each), text)
    words = re.sub(r"[\W_]+", " ", SHORT_YEAR.sub(r"\1 20\2", text)).casefold()
    words = NTH_QUARTER.sub(lambda x: f"q{x[2] or QUARTERS[x[1]]}", words)
    words = SHORT_QUARTER.sub(lambda x: f"q{x[1] or x[2]} 20{x[3]}", words)
    words = FISCAL.sub(r"fy20\1 ", words)
    words = LAST_OF.sub(_with_year, words)
    words = FIRST_OF.sub(lambda x: f"{x[1]} {x[3]} ", words)
    return re.sub(r" +", " ", words)


def _with_year(match: re.Match[str]) -> str:
    """Two months of which only the first had a year: "october 2023 january 2024"."""
    first, last = (MONTHS.index(match[each][:3]) for each in (1, 3))
    return f"{match[1]} {match[2]} {match[3]} {int(match[2]) + (last < first)} "
