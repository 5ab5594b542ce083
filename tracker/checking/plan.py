"""Which addresses of which releases are visited, and which releases could have something new?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

import msgspec

from tracker import model, schedule
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
    if any(
        each.due_on <= today and (newest is None or each.period_end > newest)
        for each in schedule.expected(release, today)
    ):
        return True
    days = [edition.published_by or edition.published_on for edition in release.edition]
    days += [ingest.published_by for ingest in ingests if ingest.release == release.id]
    if not days or release.frequency == "irregular":
        last = max(date.fromisoformat(state.last_at[:10]) for state in own if state)
        return today >= last + timedelta(days=INTERVALS[release.frequency])
    return today >= max(days) + timedelta(days=usual_interval(release, days))


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
    """The last day on which a page of the release was read as a whole and did not link the address."""
    entries = list(facts)
    told = {fact.look for fact in entries if isinstance(fact, Shown) and fact.shows_through}
    days = [
        date.fromisoformat(look.at[:10])
        for look in entries
        if isinstance(look, Look) and look.release == release and look.role == "page"
        and (look.shows_through or look.seq in told)
        and same_address(url) not in {same_address(each) for each in look.links}
    ]  # fmt: skip
    return max(days, default=None)


def host(url: str) -> str:
    """Host and port of an address."""
    return urlsplit(url).netloc.casefold()
