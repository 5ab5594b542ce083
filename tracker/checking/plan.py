"""Which addresses of which releases are visited, and which releases could have something new?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

import msgspec

from tracker import model, period, schedule
from tracker.checking.state import Key, State
from tracker.errors import UsageError
from tracker.evidence import Ingest, Look, Shown
from tracker.evidence.facts import AnyFact, Role
from tracker.outcomes import matching
from tracker.outcomes.page import Link, name_of, same_address

INTERVALS = {
    "daily": 1, "weekly": 7, "semimonthly": 14, "monthly": 28, "quarterly": 90, "semiannual": 180, "annual": 360,
    "irregular": 7,
}  # fmt: skip
MEASURED = 3  # gaps between editions from which the usual interval is measured


class Address(msgspec.Struct, frozen=True):
    """One address to visit, for one release."""

    release: str
    url: str
    role: Role


def chosen(record: model.Record, names: Iterable[str]) -> list[model.Release]:
    """The releases named, or all of them; UsageError for an unknown one."""
    releases = {release.id: release for release in record.releases}
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in releases:
            raise UsageError(f"no release has the id {name!r}", "check", "`tracker status` lists all")
    return [releases[name] for name in wanted] or list(record.releases)


def pages(release: model.Release) -> list[Address]:
    """Landing pages and catalogues of a release."""
    watch = release.watch
    found = watch.pages or ((release.url,) if release.url and not watch.catalogues else ())
    listed = [Address(release.id, url, "page") for url in found]
    return listed + [Address(release.id, url, "catalogue") for url in watch.catalogues]


def files(
    release: model.Release, linked: Iterable[str], states: Mapping[Key, State], sources: Mapping[str, model.Source]
) -> list[Address]:
    """Files of a release: those that its pages link now, those seen before, those whose address the record cites."""
    if not release.watch.files:
        return []
    cited = [sources[edition.source].url for edition in release.edition if edition.file and edition.source in sources]
    named = {edition.file for edition in release.edition}
    earlier = [state.url for (name, _), state in states.items() if name == release.id and state.role == "file"]
    wanted = [*linked, *earlier, *(url for url in cited if name_of(url) in named)]
    aside = {each.casefold() for each in release.watch.aside} | {same_address(x) for x in release.watch.aside}
    found: dict[str, str] = {}
    for url in wanted:
        if name_of(url).casefold() not in aside and same_address(url) not in aside:
            found.setdefault(same_address(url), url)
    return [Address(release.id, url, "file") for url in found.values()]


def is_due(
    release: model.Release, ingests: Iterable[Ingest], states: Mapping[Key, State], today: date, newest: date | None
) -> bool:
    """Whether a look could show something new: the last one failed or there was none, a due date has passed for an
    edition that is not known, or the usual interval has passed since the last edition."""
    own = [states.get((release.id, each.url)) for each in pages(release)]
    if not own or any(state is None or not state.worked for state in own):
        return True
    if is_awaited(release, today, newest):
        return True
    days = [edition.published_by or edition.published_on for edition in release.edition]
    days += [ingest.published_by for ingest in ingests if ingest.release == release.id]
    if not days or release.frequency == "irregular":
        last = max(date.fromisoformat(state.last_at[:10]) for state in own if state)
        return today >= last + timedelta(days=INTERVALS[release.frequency])
    return today >= max(days) + timedelta(days=usual_interval(release, days))


def is_awaited(release: model.Release, today: date, newest: date | None) -> bool:
    """Whether a due date has passed for an edition after the newest one that is known."""
    due = schedule.expected(release, today)
    return any(each.due_on <= today and (newest is None or each.period_end > newest) for each in due)


def in_turn(
    addresses: Iterable[Address], states: Mapping[Key, State], releases: Mapping[str, model.Release]
) -> list[Address]:
    """Files in the order in which they are asked for, should the budget of a host not do for all of them: those never
    visited, the newest by its name first; then those whose last visit was longest ago."""

    def place(address: Address) -> tuple[bool, str, int]:
        state = states.get((address.release, address.url))
        if state is not None:
            return True, state.last_at, 0
        day = named_day(releases[address.release], address.url)
        return False, "", -day.toordinal() if day else 0

    return sorted(addresses, key=place)


def named_day(release: model.Release, url: str) -> date | None:
    """The last day of the period that the name in an address says, or the day on which it says that it appeared."""
    found = matching((Link(url),), release.watch.files) if release.watch.files else ()
    if not found:
        return None
    return period.parse(found[0].says_ref).end if found[0].says_ref else found[0].says_published


def usual_interval(release: model.Release, days: Iterable[date]) -> int:
    """Days from one edition to the next: the median of those known, if enough are; else what the frequency says."""
    gaps = [(after - before).days for before, after in pairwise(sorted(set(days)))]
    said = INTERVALS[release.frequency]
    return min(said, int(median(gaps))) if len(gaps) >= MEASURED else said


class Says(msgspec.Struct, frozen=True):
    """What a file's name says of its day, and whether an earlier look speaks against it."""

    today: date
    published: date | None = None  # as the name says; never a day to come
    published_by: date | None = None  # where a look on or after that day did not find it: today


def says(release: model.Release, url: str, today: date, facts: Iterable[AnyFact]) -> Says:
    """What the name in an address says. A look that read the whole page and did not find it linked bounds it."""
    found = matching((Link(url),), release.watch.files) if release.watch.files else ()
    day = found[0].says_published if found else None
    if day is None or day > today:
        return Says(today)
    absent = absent_on(release.id, url, facts)
    return Says(today, day, today if absent is not None and absent >= day else None)


def absent_on(release: str, url: str, facts: Iterable[AnyFact]) -> date | None:
    """The last day on which the pages of the release were read as a whole and none of them linked the address."""
    entries = list(facts)
    told = {fact.look for fact in entries if isinstance(fact, Shown) and fact.shows_through}
    looks = [x for x in entries if isinstance(x, Look) and x.release == release and x.role in ("page", "catalogue")]
    linking = {look.run for look in looks if same_address(url) in {same_address(each) for each in look.links}}
    days = [
        date.fromisoformat(look.looked_at[:10])
        for look in looks
        if look.role == "page" and (look.shows_through or look.seq in told) and look.run not in linking
    ]
    return max(days, default=None)


def host(url: str) -> str:
    """Host and port of an address."""
    return urlsplit(url).netloc.casefold()
