"""How is an address asked for? With validators only where "not modified" could not speak against the agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tracker import model
from tracker.checking import fronts, plan
from tracker.checking.known import Holdings
from tracker.checking.plan import Address
from tracker.checking.state import Key, State
from tracker.evidence import Store
from tracker.fetch import Ask

BELIEVED = 7  # days for which a server is believed that a page has not changed


class Asking:
    """Makes requests of what is known before a run."""

    def __init__(
        self, store: Store, releases: Mapping[str, model.Release], holdings: Mapping[str, Holdings], today: date
    ) -> None:
        self.store, self.releases, self.holdings, self.today = store, releases, holdings, today

    def ask(self, url: str, addresses: Sequence[Address], states: Mapping[Key, State]) -> Ask:
        """A request, conditional where we hold what the validators speak of, for all releases that want the address."""
        allowed = self._allowed(addresses)
        held = [states.get((each.release, url)) for each in addresses]
        if (state := self._same(held)) is None or not self._may_be_conditional(state, addresses):
            return Ask(url, fresh=any(self._awaited(each.release) for each in addresses), allow_private=allowed)
        return Ask(url, etag=state.etag, last_modified=state.last_modified, allow_private=allowed)

    def _allowed(self, addresses: Sequence[Address]) -> tuple[str, ...]:
        """The hosts that each of the releases allows though they are not public: none opens one for another."""
        lists = [set(self.releases[each.release].watch.allow_private) for each in addresses]
        return tuple(sorted(set.intersection(*lists))) if lists else ()

    def _same(self, held: Sequence[State | None]) -> State | None:
        """What is remembered of the address, where all releases remember the same bytes and they are here."""
        first = held[0]
        if first is None or first.before is None or not first.before.digest:
            return None
        if any(each is None or each.before is None or each.etag != first.etag for each in held):
            return None
        if any(each and each.before and each.before.digest != first.before.digest for each in held):
            return None
        return first if self.store.path(first.before.digest).exists() else None

    def _may_be_conditional(self, state: State, addresses: Sequence[Address]) -> bool:
        if state.role == "file":
            return self._readable(addresses, state.content_digest)
        if fronts.is_front(state.url):
            return False  # what it says of its host is read anew
        whole = (self.today - date.fromisoformat(state.whole_at[:10])).days if state.whole_at else -1
        return 0 <= whole <= BELIEVED and not any(self._awaited(each.release) for each in addresses)

    def _awaited(self, release: str) -> bool:
        return plan.is_awaited(self.releases[release], self.today, self.holdings[release].newest_end)

    def _readable(self, addresses: Sequence[Address], digest: str) -> bool:
        """Whether nothing more is needed of a file: it was taken in, or its content is here to be read."""
        taken = all(self.holdings[each.release].holds(digest) for each in addresses)
        return taken or (bool(digest) and self.store.path(digest).exists())
