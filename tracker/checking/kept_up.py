"""Of several addresses of a keyed release: which one is its history read from, and do known bytes hold there again?

A file of which each version takes the place of the one before may stand at more than one address: the edition before
beside it, an address for each request, snapshots with a day in their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker import model, period
from tracker.checking import plan
from tracker.editions import versions_in_order
from tracker.evidence import Ingest
from tracker.outcomes import matching
from tracker.outcomes.page import Link, same_address


class KeptUp:
    """The addresses of one release, and the versions that came from them."""

    def __init__(self, release: model.Release, ingests: Sequence[Ingest]) -> None:
        self.release = release
        self._ingests = ingests  # grows while files are taken in
        self._asked: tuple[str, ...] = ()
        self._linked: frozenset[str] = frozenset()
        self._linked_before: frozenset[str] = frozenset()

    def places(self, asked: Iterable[str], linked: Iterable[str], linked_before: Iterable[str]) -> None:
        """The addresses that this run knows of; those that the pages link, each as it was last read, and those that
        they linked when it was read before that."""
        self._asked = tuple(asked)
        self._linked = frozenset(same_address(url) for url in linked)
        self._linked_before = frozenset(same_address(url) for url in linked_before)

    def goes_on(self, url: str) -> bool:
        """Whether what comes to stand at an address is the next version.

        At each address whose name says a day it is. Of those whose names say the same period, or none, one alone is
        kept up: that from which the version before came, whatever its query. Another one takes its place where it
        alone is linked; if it was linked beside it before, not at the first look that misses it.
        """
        said = self._said(url)
        if said is None:
            return True
        came = self._came(said)
        alike = {same_address(each) for each in self._asked if self._said(each) == said}
        linked = alike & self._linked
        if came and self._missed(same_address(came), linked):
            other = {each for each in self._linked_before if _without_query(each) != _without_query(same_address(came))}
            linked = _others(linked - self._linked_before, other) or {same_address(came)}
        kept = linked or alike
        same = {each for each in kept if came and each == same_address(came)}
        same = same or {each for each in kept if came and _without_query(each) == _without_query(same_address(came))}
        return (same or kept) <= {same_address(url)}

    def holds_again(self, url: str, digest: str, day: date, first_met: bool) -> bool:
        """Whether known bytes hold at an address once more on a day: the newest version is another one, from before it.

        That one came from there or by hand; or no look met this address before: it is a new one each time.
        """
        if self._said(url) is None:
            return False  # a day in its name is the day on which it held
        last = versions_in_order(self._ingests)[-1:]
        others = [x for x in last if x.digest != digest and x.published_by < day]
        if any(x.digest == digest and x.url == url for x in self._ingests) and any(x.url in ("", url) for x in others):
            return True
        return first_met and same_address(url) in self._linked and bool(others)

    def is_outdated(self, url: str) -> bool:
        """Whether a version came from an address before, and the name of another one says a later day or period."""
        own = plan.named_day(self.release, url) if any(x.url == url for x in self._ingests) else None
        days = [day for x in self._ingests if x.url and (day := plan.named_day(self.release, x.url))]
        return own is not None and any(day > own for day in days)

    def _missed(self, came: str, linked: Iterable[str]) -> bool:
        """Whether the pages linked an address, with whatever query, when they were read before, and do not now."""
        if came in self._linked_before:
            return came not in linked
        return not _others({came}, self._linked_before) and bool(_others({came}, linked))

    def _came(self, said: str) -> str:
        """The address from which the newest version came, of those whose names say this."""
        versions = reversed(versions_in_order(self._ingests))
        return next((x.url for x in versions if x.url and self._said(x.url) == said), "")

    def _said(self, url: str) -> str | None:
        """The period that a name says, empty where it says none; None where it says a day."""
        found = matching((Link(url),), self.release.watch.files) if self.release.watch.files else ()
        if not found or (not found[0].says_ref and found[0].says_published is None):
            return ""
        ref = found[0].says_ref
        return ref if ref and period.parse(ref).grain != "day" else None


def _others(addresses: Iterable[str], than: Iterable[str]) -> set[str]:
    """Those addresses that are none of others, whatever their queries."""
    paths = {_without_query(each) for each in than}
    return {each for each in addresses if _without_query(each) not in paths}


def _without_query(address: str) -> str:
    return address.partition("?")[0]
