"""Which periods do words name? Months, quarters, years and days with a year of this century, in the forms in use.

Where words can be read in two ways (October of a calendar or of a fiscal year) both are given: what is named only ever
leaves a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tracker import period
from tracker.outcomes.page import MONTHS

MONTH = (
    r"(jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|sep|sept|september"
    r"|oct|october|nov|november|dec|december)"
)
YEAR, DIGITS = r"(20\d\d)", r"(0[1-9]|1[0-2])"
QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
SO_FAR = r"(?:(?:ytd|through|thru|to|date|as|of) )*"  # FY 2024 to date through January


def _zeroed(match: re.Match[str]) -> str:
    return "-".join(each.zfill(2) for each in match.groups() if each)


def _quarter(match: re.Match[str]) -> str:
    return f"q{match[2] or QUARTERS[match[1]]}"


def _with_year(match: re.Match[str]) -> str:
    """Two months of which only the first had a year: "october 2023 january 2024"."""
    first, last = (MONTHS.index(match[each][:3]) for each in (1, 3))
    return f"{match[1]} {match[2]} {match[3]} {int(match[2]) + (last < first)} "


Form = tuple[str, str | Callable[[re.Match[str]], str]]
WRITTEN: tuple[Form, ...] = (  # forms that live by their punctuation, and what they are read as, one after the other
    (rf"\b{MONTH}(\.? \d\d?),? ?['`\u2018\u2019](\d\d)\b", r"\1\2 20\3"),  # Jan 31, '24
    (rf"(?<![\d-])(\d\d?)-{MONTH}-(\d\d)\b(?!-?\d)", r"\2 \1 20\3"),  # 31-Jan-24
    (r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(2\d)\b(?!/)", r"\1/\2/20\3"),  # 1/31/24
    (  # 1-31-2024, 1.31.24
        r"(?<![\d./-])(\d{1,2})(?:([-_])(?=\d\d?\2)|\.(?=[123]\d\.))(\d{1,2})[-_.](?:20)?(2\d)(?![\d./-])",
        r"\1/\3/20\4",
    ),
    (r"(?<![\d/.])(1[3-9]|2\d|3[01])[/.](\d{1,2})[/.](20\d\d)\b", r"\2/\1/\3"),  # 31/1/2024, 31.01.2024
    (r"(?<![\d/-])(20\d\d)[/-]([1-9])(?![\d/-])", r"\1-0\2"),  # 2024-1
    (r"(?<![\d/])(0[1-9]|1[0-2])/(2\d)(?![\d/])", r"20\2-\1"),  # 01/24
    (r"\b(?:cy|calendar year)[ -]?(?:20)?(\d\d)(?!\d)", r"20\1 "),  # CY24
    (r"(?<![\d/])(\d{1,2})/(?:(\d{1,2})/)?(20\d\d)\b", _zeroed),  # 1/2024, 1/31/2024
    (  # Jan '24, Jan-24; not 15-Jan-24, which is a day
        rf"(?<![\d\w-])\b{MONTH}(?:\.?\s?['`\u2018\u2019]\s?|\.?-)(\d\d)\b(?!-?\d)",
        r"\1 20\2",
    ),
)
SAID: tuple[Form, ...] = (  # the same, of words in small letters with one blank between them
    (rf"\b({'|'.join(QUARTERS)}) (?:quarter|qtr)\b|\b(?:quarter|qtr) ?([1-4])\b", _quarter),
    (r"\b(?:q([1-4])|([1-4])q) ?(?:20)?(2\d)\b", r"q\1\2 20\3"),  # 1q24, q1 24
    (r"\b(?:ff?y|fiscal year) ?(?:20)?(\d\d)(?!\d)", r"fy20\1 "),  # FY24, FY 2024, fiscal year 2024
    # October 2023 through January: of the same year or the next
    (rf"\b{MONTH} {YEAR} (?:(?:to|through|thru) )?{MONTH}\b(?! (?:of )?\d)", _with_year),
    # January to March 2024: of the year that the last one has
    (rf"\b{MONTH} (?=(?:(?:to|through|thru|and) )?{MONTH} (?:of )?{YEAR}\b)", r"\1 \3 "),
)
SPOKEN = (  # of words in small letters with one blank between them: the form, and how its groups make a label
    (rf"\b{MONTH} ?(?:of )?{YEAR}\b", "{1}-{0}"),
    (rf"\b{MONTH} \d\d? (?:(?:to|through|thru) )?\d\d? {YEAR}\b", "{1}-{0}"),
    (rf"\b{YEAR} ?m{DIGITS}\b", "{0}-{1}"),
    (rf"\b{MONTH}(2\d)\b", "20{1}-{0}"),
    (rf"\b{YEAR} ?{MONTH}\b", "{0}-{1}"),
    (rf"\b{YEAR} {SO_FAR}{MONTH}\b(?! (?:of )?\d)", "{0}-{1}"),
    (rf"\b{MONTH} (2\d)\b(?! ?20\d\d)", "20{1}-{0}"),
    (rf"\b{YEAR} ?{DIGITS}\b(?! ?\d)", "{0}-{1}"),
    (rf"(?<!\b\d )(?<!\b\d\d )\b{DIGITS} {YEAR}\b", "{1}-{0}"),
    (rf"\b{YEAR} ?q([1-4])\b", "{0}Q{1}"),
    (rf"\bfy{YEAR} ?q([1-4])\b", "FY{0}Q{1}"),
    (rf"\bq([1-4]) (?:of )?fy{YEAR}\b", "FY{1}Q{0}"),
    (rf"\bfy{YEAR} {SO_FAR}(?:oct(?:ober)? {SO_FAR})?{MONTH}\b", "{0}-{1}"),
    (rf"\b{MONTH} (?:\d\d? )?fy{YEAR}\b", "{1}-{0}"),
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
    for form, read_as in WRITTEN:
        text = re.sub(form, read_as, text, flags=re.IGNORECASE)
    words = re.sub(r"[\W_]+", " ", text).casefold()
    for form, read_as in SAID:
        words = re.sub(form, read_as, words)
    return re.sub(r" +", " ", words)
