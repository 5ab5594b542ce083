"""What does a page or catalogue that lists a release's files show?

A list that lost half of its entries or more, and shows nothing newer than before, can be an old copy, a page in the
making or one under maintenance. It counts only once it was met the same again, a day or more after it was met first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from tracker import period
from tracker.exchange import Exchange
from tracker.outcomes import files
from tracker.outcomes.beside import Beside, beside
from tracker.outcomes.body import content_key
from tracker.outcomes.catalogue import catalogue_of
from tracker.outcomes.files import Linked, Places
from tracker.outcomes.outcome import Before, Judged, Listing
from tracker.outcomes.page import Link, Page, absolute, same_address
from tracker.outcomes.said import not_kept_up, periods_in, periods_said
from tracker.outcomes.seen import Seen, compared, files_of, joined, soft_gone, unreadable
from tracker.outcomes.through import Shown, doubt, shows_through
from tracker.outcomes.words import (
    NOT_FOUND_FROM,
    NOTICE_FROM,
    no_site,
    not_found,
    notice,
    notice_words,
    password_asked,
    trouble,
)

CONFIRMED_AFTER = timedelta(hours=24)
FEW_LINKS = 5


def landing(exchange: Exchange, seen: Seen, before: Before | None, listing: Listing, at: str) -> Judged:
    """A landing page."""
    if seen.kind != "html":
        return unreadable(seen, f"{seen.kind} in place of a page")
    page, found = seen.page, seen.files
    if (said := _says_that_it_is_none(seen, before)) is not None:
        return said
    if page.script_only:
        return unreadable(seen, "a page that shows nothing without running its scripts")
    key = content_key(seen.content, "html")
    words = notice_words(page).found
    said_as_well = f"; it has the words: {', '.join(words)}" if words else ""
    if listing.pattern:
        if odd := _lost(_Met(count=len(found), files=found, key=key, at=at), before, listing):
            return replace(odd, why=odd.why + said_as_well, kind="html", key=key, files=found, count=len(found))
        if not found:
            why = f"no link has the form of the release's file names{said_as_well}"
            return Judged(outcome="unreadable", why=why, kind="html", key=key)
    elif _shrunk(page, before) and not _met_again(before, key, at):
        why = f"a page of {len(page.text)} letters where {before.text_length if before else 0} were: look again"
        return Judged(outcome="suspect", why=f"{why}{said_as_well}", kind="html", key=key)
    around = replace(
        beside(page.links, page.quoted, found, listing.pattern, listing.others),
        more=page.more, said=periods_said(page, [file.url for file in found]), not_kept_up=not_kept_up(page),
    )  # fmt: skip
    judged = _judged(compared(exchange, seen, before), found, around, page.closed, listing)
    return replace(judged, count=len(found), text_length=len(page.text))


def _says_that_it_is_none(seen: Seen, before: Before | None) -> Judged | None:
    """A page that says that it is not the one asked for: not found, in trouble, a notice in its place."""
    page, found = seen.page, seen.files
    words = not_found(page)
    if words.score >= NOT_FOUND_FROM:
        if not found:
            return soft_gone(seen, words.score, words.found)
        why = f"says {', '.join(words.found)}, and links {len(found)} of the files all the same"
        return Judged(outcome="suspect", why=why, score=words.score, features=words.found, kind="html")
    if told := trouble(page):
        why = f"its title or a heading says {told!r}: look again"
        return Judged(outcome="suspect", why=why, features=(told,), kind="html", files=found, count=len(found))
    if not found and (told := no_site(page) or password_asked(page)):
        return Judged(outcome="suspect", why=f"it says {told!r}: look again", features=(told,), kind="html")
    if not found:
        stop = notice(page, before.text_length if before else 0)
        if stop.score >= NOTICE_FROM:
            why = f"a shorter page with the words: {', '.join(stop.found)}"
            return Judged(outcome="notice", why=why, score=stop.score, features=stop.found, kind="html")
    return None


def catalogue(exchange: Exchange, seen: Seen, before: Before | None, listing: Listing, at: str) -> Judged:
    """A list for machines."""
    listed = catalogue_of(exchange, seen.content, seen.kind)
    key = content_key(seen.content, seen.kind)
    base, titles = exchange.last.url if exchange.last else exchange.url, listed.titles or ("",) * len(listed.addresses)
    met = zip(listed.addresses, titles, strict=True)
    links = tuple(Link(url, title) for each, title in met if (url := absolute(base, each)))
    found = files_of(links, listing)
    if odd := _lost(_Met(count=listed.count, files=found, key=key, at=at), before or Before(count=1), listing):
        return replace(odd, kind=seen.kind, key=key, files=found, count=listed.count)
    around = replace(
        beside(links, (), found, listing.pattern, listing.others),
        said=tuple(sorted(periods_in(listed.called))), more=(listed.part,) if listed.part else (),
    )  # fmt: skip
    judged = _judged(compared(exchange, seen, before), found, around, True, listing)
    return replace(judged, count=listed.count)


def _judged(judged: Judged, found: tuple[Linked, ...], around: Beside, whole: bool, listing: Listing) -> Judged:
    """With what is linked, what stands beside it, and the period through which that shows the release."""
    known = listing.known
    shown = shows_through(found, known, whole, around) if listing.pattern else Shown()
    return replace(
        judged, why=joined(judged.why, shown.why), files=found, whole=whole, beside=around, more=around.more,
        complete=whole and not doubt(around, known, known.newest), shows_through=shown.through,
    )  # fmt: skip


class _Met(msgspec.Struct, frozen=True, kw_only=True):
    """A list as it was met."""

    count: int  # of its entries, whosever they are
    files: tuple[Linked, ...]
    key: str
    at: str


def _lost(met: _Met, before: Before | None, listing: Listing) -> Judged | None:
    """A list that lost half of its entries or all of them, unless it shows something newer or was met so before."""
    if before is None or _shows_newer(met.files, before, listing):
        return None
    of_all, of_files = _half_lost(met.count, before.count), _half_lost(len(met.files), len(before.links))
    if not of_all and not of_files:
        return None
    if _met_again(before, met.key, met.at):
        return None
    were = f"{met.count} entries where {before.count} were" if of_all else "half of the release's files are not listed"
    were = were if met.count else "an empty list"
    return Judged(outcome="suspect", why=f"{were}: needs a second visit, a day or more after the first such one")


def _met_again(before: Before | None, key: str, at: str) -> bool:
    """Whether the last look was suspect for the same content, a day or more ago."""
    return before is not None and before.suspect_key == key and _a_day_apart(before.suspect_since, at)


def _shrunk(page: Page, before: Before | None) -> bool:
    """Whether next to nothing is left of a page: what an unknown gatekeeper or an outage sends in its place."""
    return before is not None and len(page.text) * 5 < before.text_length and len(page.links) < FEW_LINKS


def _half_lost(now: int, then: int) -> bool:
    return then > 0 and (now == 0 or (then > 1 and now * 2 <= then))


def _shows_newer(found: tuple[Linked, ...], before: Before, listing: Listing) -> bool:
    """Whether a file is linked that was not, and is not known to be of a period that was."""
    places = Places(listing.known)
    earlier = files.matching((Link(url) for url in before.links), listing.pattern) if listing.pattern else ()
    newest = max((period.parse(ref).end for file in earlier if (ref := places.ref(file))), default=date.min)
    linked = {same_address(url) for url in before.links}
    for file in found:
        ref = places.ref(file)
        if same_address(file.url) not in linked and ref != "" and (ref is None or period.parse(ref).end > newest):
            return True
    return False


def _a_day_apart(first: str, now: str) -> bool:
    """Whether both times are known and lie far enough apart."""
    try:
        return datetime.fromisoformat(now) - datetime.fromisoformat(first) >= CONFIRMED_AFTER
    except (ValueError, TypeError):  # not known, or one of them without its zone
        return False
