"""Which files of a release does a page link, what do their names say, and which known edition stands at each?

What a name says is never taken for what stands there: names are known to lie about the year, and one name is used again
for the next edition. A link leads to a known edition where its bytes were looked at in this run, or where its name says
its day or period and is that of an edition in the record or the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from tracker import period
from tracker.outcomes.page import MONTHS, Link, name_of, same_address


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a release that a page links, with what its name says. What a name says may be wrong."""

    url: str
    name: str
    text: str = ""  # the words of the link
    says_published: date | None = None  # groups year, month, day
    says_ref: str = ""  # groups ref_year, ref_month, ref_day, ref_quarter, ref_fy: a reference period


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a release's files before a page is judged."""

    read: Mapping[str, str] = {}  # address -> reference period, where this run saw there the bytes of a known edition
    names: Mapping[str, str] = {}  # file name -> reference period, as in the record and the evidence
    aside: frozenset[str] = frozenset()  # addresses and names of files that are no editions of their own
    newest: str = ""  # the newest reference period known of the release, from whatever source


def matching(links: Iterable[Link], pattern: str) -> tuple[Linked, ...]:
    """The links whose file name, or whole address if the pattern has a slash, is of the form of the release's files."""
    form = re.compile(pattern, re.IGNORECASE)
    found: dict[str, Linked] = {}
    for link in links:
        subject = link.url if "/" in pattern else name_of(link.url)
        match = form.search(subject) if "/" in pattern else form.fullmatch(subject)
        if match and same_address(link.url) not in found:
            says = {name: value for name, value in match.groupdict().items() if value}
            found[same_address(link.url)] = Linked(
                url=link.url, name=name_of(link.url), text=link.text,
                says_published=_day(says), says_ref=_period(says),
            )  # fmt: skip
    return tuple(found.values())


def day_in(name: str, pattern: str) -> date | None:
    """The day that the name of a file says, by the form of the release's files; None where it says none."""
    match = re.compile(pattern, re.IGNORECASE).fullmatch(name) if pattern and "/" not in pattern else None
    return _day({key: value for key, value in match.groupdict().items() if value}) if match else None


def _day(says: Mapping[str, str]) -> date | None:
    try:
        return date(_year(says["year"]), _month(says["month"]), int(says["day"]))
    except (KeyError, ValueError):  # no such group, or no such day: the name says nothing then
        return None


def _period(says: Mapping[str, str]) -> str:
    try:
        if says.get("ref_fy") and says.get("ref_month"):
            month = _month(says["ref_month"])
            label = f"{_year(says['ref_fy']) - (month >= 10)}-{month:02d}"
        elif fiscal := says.get("ref_fy"):
            label = f"FY{_year(fiscal)}" + (f"Q{says['ref_quarter']}" if says.get("ref_quarter") else "")
        elif says.get("ref_quarter"):
            label = f"{_year(says['ref_year'])}Q{says['ref_quarter']}"
        elif says.get("ref_day"):
            label = f"{_year(says['ref_year'])}-{_month(says['ref_month']):02d}-{int(says['ref_day']):02d}"
        elif says.get("ref_month"):
            label = f"{_year(says['ref_year'])}-{_month(says['ref_month']):02d}"
        else:
            label = str(_year(says["ref_year"]))
        return period.parse(label).label
    except (KeyError, ValueError):
        return ""


def _year(text: str) -> int:
    return 2000 + int(text) if len(text) == 2 else int(text)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.index(text[:3].casefold()) + 1


class Places:
    """Which known edition does a link lead to?"""

    def __init__(self, known: Known) -> None:
        self.read = {same_address(url): ref for url, ref in known.read.items()}
        self.names = {name.casefold(): ref for name, ref in known.names.items()}
        self.aside = {each.casefold() for each in known.aside}
        self.aside |= {same_address(each) for each in known.aside if "//" in each}

    def ref(self, file: Linked) -> str | None:
        """Its reference period; empty for a file set aside, None for one that is not known."""
        address = same_address(file.url)
        if address in self.read:
            return self.read[address]
        if self.set_aside(file.url, file.name):
            return ""
        if file.says_ref or file.says_published:
            return self.names.get(file.name.casefold())
        return None  # a name without a date is used again: only the bytes tell which edition stands there

    def set_aside(self, url: str, name: str = "") -> bool:
        """Whether somebody has said that what stands there is no edition."""
        name = name or name_of(url)
        return ("//" in url and same_address(url) in self.aside) or (bool(name) and name.casefold() in self.aside)
