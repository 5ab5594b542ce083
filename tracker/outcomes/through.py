"""Through which period does a page show a release?

The question on which `overdue` and `withheld` rest: a look that worked and shows nothing newer than a period says that
what comes after it was not there. So the period is never guessed. `shows_through` names one only where

  1. every file of the release that the page links is known: its bytes were looked at in this run and belong to a known
     edition, or its name says its day or period and is that of an edition in the record, or somebody has set it aside
     (a file that is no edition of its own). A file that nobody has read can be the very edition that is missing, under
     whatever name: names are known to lie about the year, and one name is used again for the next edition;
  2. the newest edition known of the release is among them. A page that shows less than what is known to be out is no
     full list, or an old copy;
  3. the page was sent whole;
  4. neither a link nor the source of the page leads to a data file of another form that is not known by its name and
     not set aside: an edition can be posted under a new name, in another format, in a menu or a script;
  5. no other link names a later period, by its words or the last part of its address, unless it is set aside;
  6. the page names the period after the newest one nowhere, in text, labels or addresses: its edition can be out behind
     a button or in another form (`tracker.outcomes.said`); nor does it say that it is archived, moved or not kept up;
  7. the list does not go on elsewhere: another page of it, "load more", "next", "older".

Anything else gives the empty period, which accuses nobody, and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tracker import period
from tracker.outcomes.beside import Beside, after
from tracker.outcomes.files import Known, Linked, Places
from tracker.outcomes.said import next_said

ASIDE = "name it under `aside`, or mend `files`, of [watch]"


class Shown(msgspec.Struct, frozen=True):
    """Through which period a page shows a release; the reason where it can not be said."""

    through: str = ""
    why: str = ""


def shows_through(files: Iterable[Linked], known: Known, whole: bool, beside: Beside = Beside()) -> Shown:  # noqa: B008 -- immutable
    """The newest period among the known editions that are linked, where that can be said; the reason where not."""
    places = Places(known)
    placed = [(file, places.ref(file)) for file in files]
    unknown = [file.name for file, ref in placed if ref is None]
    if unknown:
        return Shown("", f"{len(unknown)} linked file(s) not read yet, such as {unknown[0]}")
    refs = [ref for _, ref in placed if ref]
    if not refs or not known.newest:
        return Shown("", "no known edition is linked")
    newest = max(refs, key=lambda ref: (period.parse(ref).end, ref))
    if period.parse(newest).end < period.parse(known.newest).end:
        return Shown("", f"the newest edition known, {known.newest}, is not linked: not a full list, or an old copy")
    if not whole:
        return Shown("", "the page may be cut, or its list goes on elsewhere")
    why = doubt(beside, known, newest)
    return Shown("" if why else newest, why)


def doubt(beside: Beside, known: Known, newest: str) -> str:
    """Why an edition after the newest one may stand beside the files that a page links; empty where nothing says so."""
    places = Places(known)
    if strays := [file for file in beside.strays if places.ref(file) is None]:
        return f"{len(strays)} data file(s) of unknown form or without a link, such as {_told(strays[0])}: {ASIDE}"
    for each in beside.named:
        if not places.set_aside(each.url) and (ref := after(each.refs, newest) if newest else each.refs[0]):
            return f"a link names {ref}, after {newest or 'what is known'}: {each.text[:80]!r}, {each.url}: {ASIDE}"
    if newest and (ref := next_said((x for x in beside.said if x.casefold() not in places.aside), newest)):
        rest = f"after {newest}, and links no file of it that is known: look at it, or name {ref!r} under `aside`"
        return f"the page names {ref}, {rest}, of [watch]"
    if (words := beside.not_kept_up) and words.casefold() not in places.aside:
        return f"the page says {words!r}: look where it leads, or name these words under `aside`, of [watch]"
    if more := [each for each in beside.more if not places.set_aside(each)]:
        rest = "watch the rest as well (`pages`, `catalogues`), and name this under `aside`, of [watch]"
        return f"not the whole list: {more[0]}: {rest}"
    return ""


def _told(file: Linked) -> str:
    return file.name if "." in file.name else file.url
