"""What did the looks before find at an address? Derived from the log: nothing else is remembered between runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from tracker.evidence import Found, Look
from tracker.evidence.facts import BESIDE, AnyFact
from tracker.exchange import Exchange, Hop
from tracker.outcomes import Before, Judged, Linked, remember
from tracker.outcomes.outcome import WORKED

OBSERVER = "tracker"  # as our own looks name themselves in the log


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one address of one release."""

    role: str
    url: str
    before: Before | None = None  # as the last look that worked left it
    etag: str = ""  # of the bytes that `before` names
    last_modified: str = ""
    content_digest: str = ""  # of these bytes without content coding
    last_outcome: str = ""
    last_at: str = ""
    whole_at: str = ""  # of the last look that worked and that brought the bytes
    met_at: str = ""  # when the newest was made of what looks met; what lay in a cache was made before the look
    ever_there: bool = False

    @property
    def worked(self) -> bool:
        """Whether the last look worked."""
        return self.last_outcome in WORKED


Key = tuple[str, str]  # release, address


def states(facts: Iterable[AnyFact]) -> dict[Key, State]:
    """What is remembered of each address, by release and address."""
    found: dict[Key, State] = {}
    for fact in facts:
        if isinstance(fact, Look) and fact.observer == OBSERVER and fact.role not in BESIDE:
            key = fact.release, fact.url
            found[key] = after(found.get(key), fact)
    return found


def _made_at(at: str, age: int) -> str:
    return (datetime.fromisoformat(at) - timedelta(seconds=age)).isoformat(timespec="seconds")


def after(state: State | None, look: Look) -> State:
    """What is remembered after one more look: by the same rule as within a run (`remember`)."""
    state = state or State(role=look.role, url=look.url)
    found = look.found or Found()
    before = remember(_exchange(look), _judged(look, found), state.before, at=look.looked_at)
    worked = bool(found.content)
    fresh = worked and look.status != 304
    return (
        State(
            role=look.role,
            url=look.url,
            before=before,
            etag=look.etag or ("" if fresh else state.etag),
            last_modified=look.last_modified or ("" if fresh else state.last_modified),
            content_digest=found.digest or state.content_digest,
            last_outcome=look.outcome,
            last_at=look.looked_at,
            whole_at=look.looked_at if fresh else state.whole_at,
            met_at=max(state.met_at, _made_at(look.looked_at, found.age)),
            ever_there=state.ever_there or worked,
        )
        if worked
        else msgspec.structs.replace(state, before=before, last_outcome=look.outcome, last_at=look.looked_at)
    )


def _exchange(look: Look) -> Exchange:
    last = Hop(url=look.final_url or look.url, asked_at=look.asked_at, request_headers=(), status=look.status)
    hops = (last,) if look.status else ()
    return Exchange(url=look.url, hops=hops, elapsed=0.0, digest=look.digest)


def _judged(look: Look, found: Found) -> Judged:
    return msgspec.convert(
        {
            "outcome": look.outcome,
            "content": found.content,
            "kind": found.form,
            "key": found.key,
            "text_length": found.text_length,
            "count": found.count,
            "files": [Linked(url=url, name="") for url in look.links],
            "complete": found.complete,
        },
        Judged,
    )
