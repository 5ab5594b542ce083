"""Which words stand for a value or a status? Formats and sentences, made by rule, the same for every release."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from markupsafe import Markup, escape

Row = Mapping[str, Any]

ABOUT_US = ("unchecked", "blocked", "unreachable", "unreadable")
EMPTY = "–"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float | None) -> str:
    """With separators for thousands; no decimals where there are none."""
    if value is None:
        return EMPTY
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def day(value: date | None) -> str:
    """ISO, everywhere."""
    return EMPTY if value is None else value.isoformat()


def cell(value: Any) -> str:
    """One value in a table."""
    if value is None or value in ("", []):
        return EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def whole_dates(text: str) -> Markup:
    """Text, escaped, whose ISO dates do not break at the end of a line."""
    return Markup(re.sub(r"\b\d{4}-\d{2}-\d{2}\b", r'<span class="date">\g<0></span>', str(escape(text))))  # noqa: S704


def status_word(status: str | None) -> str:
    """The word of the glossary, with blanks."""
    return (status or "unchecked").replace("_", " ")


def count(value: int, one: str, many: str = "") -> str:
    """ "1 edition", "18 editions"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def value_range(low: float | None, high: float | None) -> str:
    """The range that words allow."""
    if low is None and high is None:
        return EMPTY
    if high is None:
        return f"{number(low)} or more"
    if low is None:
        return f"{number(high)} or less"
    first, last = number(low), number(high)
    if first == last and low != high:  # a narrow range needs more decimals
        first, last = f"{low:,.3f}", f"{high:,.3f}"
    return first if low == high else f"{first} to {last}"


def order_words(rank: float | None) -> str:
    """A claim of order has no range: what it says of its place."""
    return "more than all it is compared with" if rank in (None, 1) else f"number {number(rank)} in order"


def ratio_range(low: float | None, high: float | None) -> str:
    """How many times the official range goes into the stated one, to two decimals."""
    if low is None and high is None:
        return EMPTY
    if high is None:
        return f"{low:,.2f} or more"
    if low is None:
        return f"{high:,.2f} or less"
    first, last = f"{low:,.2f}", f"{high:,.2f}"
    return first if first == last else f"{first} to {last}"


def said(row: Row) -> str:
    """A stated number in its words, with its unit: "over 100,000 deportations"; of an order, what it says."""
    if row["kind"] == "ordinal":
        return f"claim of order ({order_words(row['value'])})"
    if row["value"] is None:
        return f"{value_range(row['low'], row['high'])} {row['unit']}"
    word = "" if row["qualifier"] in ("exact", "vague") else f"{row['qualifier']} "
    return f"{word}{number(row['value'])} {row['unit']}"


def figure_title(row: Row) -> str:
    """The head of the page of a figure: the number as stated, and who stated it."""
    words = said(row)
    return f"{words[:1].upper()}{words[1:]}: {row['speaker']}"


def since_words(row: Row) -> str:
    """The day of "since"; for a missed due date the day after which it was missing."""
    if row["since_on"] is not None and row["status"] in ("withheld", "overdue"):
        return f"after {day(row['since_on'])}"
    return day(row["since_on"])


def linked(text: str, figures: Set[str], root: str = "") -> Markup:
    """Text, escaped, in which each identifier of a figure leads to its page."""

    def link(found: re.Match[str]) -> str:
        name = found[0]
        return f'<a href="{root}figure/{name}.html">{name}</a>' if name in figures else name

    return Markup(re.sub(r"[a-z0-9]+(?:-[a-z0-9]+)+", link, str(escape(text))))  # noqa: S704


def span(first: date | None, last: date | None) -> str:
    """A period as two days."""
    if first is None and last is None:
        return EMPTY
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def percent(share: float | None, *, signed: bool = True, falls: bool = False) -> str:
    """A change as a share of the old number, in per cent; small ones with more decimals."""
    if share is None:
        return EMPTY
    value = -share if falls else share
    decimals = 1 if abs(value) >= 0.001 or value == 0 else 3
    text = f"{value:+,.{decimals}%}" if signed else f"{value:,.{decimals}%}"
    return text.replace("-", "−")


def change_of(value: float | None) -> str:
    """A difference of two numbers, with its sign."""
    return EMPTY if value is None else ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value))


def period_name(grain: str | None, first: date | None, last: date | None) -> str:
    """A period by its usual name: "Jul 2024", "FY2023"; else its days."""
    if first is None or last is None:
        return span(first, last)
    if grain == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if grain == "fiscal_year":
        return f"FY{last.year + (last.month > 9)}"
    return span(first, last)


def published(row: Row) -> str:
    """A day of publication, or its bounds."""
    first, last = row["published_on"], row["published_by"]
    if first is None:
        return f"by {day(last)}, within a later edition" if last is not None else EMPTY
    return day(first) if last is None or first == last else f"between {day(first)} and {day(last)}"


def short_speaker(speaker: str, organization: str = "") -> str:
    """A speaker for a chart label: the last name of a person, else the beginning of the name."""
    bare = re.split(r"[,(/;]", speaker)[0].strip()
    words = bare.split()
    is_name = 1 < len(words) <= 4 and all(re.fullmatch(r"[A-Z][A-Za-z.’'-]*", word) for word in words)
    if (
        is_name
        and speaker != organization
        and not any(re.fullmatch(r"[A-Z]{2,}", word) for word in words)
        and words[0] != "The"
    ):
        return words[-1]
    return bare if len(bare) <= 24 else bare[:23].rstrip() + "…"


def status_sentence(row: Row) -> str:
    """What the status of a release says, in one or two plain sentences."""
    status, since = row["status"] or "unchecked", row["since_on"]
    looked, unchecked = row["observed_through_on"], row["unchecked_since_on"]
    if status in ABOUT_US:
        return _about_us(status, since, looked)
    word = status_word(status).capitalize()
    if status in ("withheld", "overdue"):
        # on the due date itself it was still on time
        lead = f"{word}: the edition due by {day(since)} did not appear; last looked {day(looked)}."
    elif status == "removed":
        lead = f"{word} since {day(since)}, last looked {day(looked)}."
    elif status in ("discontinued", "cancelled"):
        lead = f"{word} since {day(since)}, known from {day(looked)}."
    elif status == "proposed_end":
        lead = f"Its end was proposed on {day(since)}."
    else:
        lead = f"{_newest(status, row)} Last looked {day(looked)}."
    return f"{lead} Not checked since." if unchecked is not None else lead


def _newest(status: str, row: Row) -> str:
    what = f"The newest edition known, {row['last_ref']}," if row["last_ref"] else "The newest edition known"
    endings = {
        "on_time": "appeared by its due date",
        "late": "appeared after its due date",
        "reduced": "appeared with a breakdown lost",
        "resumed": "appeared after a stop",
        "scheduled": "is not yet due",
    }
    end = endings.get(status, "appeared; whether in time can not be said")
    when = f", on {day(row['last_published_on'])}" if row["last_published_on"] and status != "published" else ""
    return f"{what} {end}{when}."


def _about_us(status: str, since: date | None, looked: date | None) -> str:
    due = f"An edition fell due on {day(since)}" if since is not None else "No edition is known"
    ends = {
        "unchecked": "nobody recorded here has looked since",
        "blocked": f"looks were refused, last on {day(looked)}",
        "unreachable": f"looks did not get through, last on {day(looked)}",
        "unreadable": f"what came back could not be read, last on {day(looked)}",
    }
    if since is None and status == "unchecked":
        return "No edition is known, and nobody recorded here has looked. This says nothing about the agency."
    return f"{due}; {ends[status]}. This says nothing about the agency."


def grounds_sentence(grounds: Sequence[str] | None, words: Mapping[str, str]) -> str:
    """The grounds of `withheld` in words."""
    if not grounds:
        return ""
    named = [words.get(ground, ground) for ground in grounds]
    return f"Ground{'s' if len(named) > 1 else ''}: {' and '.join(named)}."
