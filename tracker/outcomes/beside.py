"""What stands on a page beside the files of a release that could be an edition of it?

An edition is not always posted as its forerunners were: under a new name (…-revised.xlsx), in another format, behind
/media/5123/download, in a menu, in a script, or on a page of its own. Whatever could be one is kept here, and
`tracker.outcomes.through` decides with what is known whether it leaves a doubt. Page furniture is none of it: a link
counts only where it leads to a data file or to what is newest, or names a period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import msgspec

from tracker import period
from tracker.outcomes.datafile import ENDINGS, IN_LINKS, SAID, data_name, downloads
from tracker.outcomes.files import Linked, matching
from tracker.outcomes.page import Link, name_of, same_address
from tracker.outcomes.spoken import spoken

NEWEST = re.compile(  # the words of a link to what is newest, whatever its address is
    r"\b(latest|newest|most recent) ([\w-]+ ){0,3}(tables?|editions?|workbook|spreadsheet|files?)\b", re.IGNORECASE
)
LONG = 300  # days: a release of such periods names its editions by the year
SHORT = 28  # days: a release of shorter periods names them by the day


class Named(msgspec.Struct, frozen=True):
    """A link that names periods, by its words or the last part of its address."""

    url: str
    text: str
    refs: tuple[str, ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside the files of a release."""

    strays: tuple[Linked, ...] = ()  # data files that are not of the form of the release's files, or not linked
    named: tuple[Named, ...] = ()  # other links that name a period
    said: tuple[str, ...] = ()  # periods that the page names anywhere, in its text or in labels
    not_kept_up: str = ""  # the words by which the page says that it is not kept up
    more: tuple[str, ...] = ()  # where the list goes on: addresses, or the words of a button


def beside(
    links: Iterable[Link], quoted: Iterable[str], files: Iterable[Linked], pattern: str, others: Iterable[str] = ()
) -> Beside:
    """All that could be an edition: of the links, and of the data files that are named elsewhere in the source.

    `others` are the forms of the files of other releases: what has one of them is theirs.
    """
    files, others = tuple(files), tuple(others)
    endings = IN_LINKS | {file.name.rsplit(".", 1)[-1].casefold() for file in files if "." in file.name}
    seen = {same_address(file.url) for file in files}
    strays: dict[str, Linked] = {}
    named: list[Named] = []
    for link in links:
        here = same_address(link.url)
        if here in seen or here in strays:
            continue
        if name := _leads_to(link, endings):
            strays[here] = _stray(link, name, pattern)
        elif refs := tuple(dict.fromkeys([*spoken(link.text), *spoken(_last_part(link.url))])):
            named.append(Named(link.url, link.text, refs))
    dated = {file.name.casefold() for file in files if file.says_ref or file.says_published}
    for url in quoted:
        name = data_name(url, ENDINGS)
        if name.casefold() not in dated and same_address(url) not in seen:
            strays.setdefault(same_address(url), _stray(Link(url), name, pattern))
    kept = [each for each in strays.values() if not any(_of_form(each, other) for other in others)]
    return Beside(strays=tuple(kept), named=tuple(named))


def _of_form(stray: Linked, pattern: str) -> bool:
    return bool(matching([Link(stray.url), Link(f"https://page/{stray.name}")], pattern))


def _leads_to(link: Link, endings: Iterable[str]) -> str:
    """The name of the data file to which a link leads; the last part of its address where its words say so."""
    if name := data_name(link.url, frozenset(endings)):
        return name
    says = link.download or downloads(link.url) or SAID.search(link.text) or NEWEST.search(link.text)
    return (name_of(link.url) or link.url) if says else ""


def _stray(link: Link, name: str, pattern: str) -> Linked:
    """As a file of the release, where its name is of that form: its date tells whether it is known by its name."""
    if found := matching([Link(f"https://page/{name}")], pattern) if pattern and "/" not in pattern else ():
        return Linked(
            url=link.url, name=name, text=link.text, says_published=found[0].says_published, says_ref=found[0].says_ref
        )
    return Linked(url=link.url, name=name, text=link.text, says_ref=next(spoken(name), ""))


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])


def after(refs: Iterable[str], newest: str) -> str:
    """The first period that lies wholly after the newest one, and is of a kind by which such editions are named.

    A year says nothing of a monthly release and a day is mostly one of posting; of months and quarters each counts.
    """
    last = period.parse(newest)
    days = (last.end - last.start).days + 1
    for ref in refs:
        each = period.parse(ref)
        counts = (
            days >= LONG if each.grain in ("year", "fiscal_year") else days < SHORT if each.grain == "day" else True
        )
        if counts and each.start > last.end:
            return ref
    return ""
