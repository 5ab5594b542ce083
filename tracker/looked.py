"""Which rows of `look` does the evidence give? Our own looks and the second observer's, as the record knows looks.

A look of ours has no source but the log: its line, the bytes that came and the WARC file. What its outcome is in the
words of the record stands in tracker.outcomes. A capture of the Internet Archive is a look of another observer, made
when it was captured: `gone` where it holds a 404 or 410 and agrees with our own look, `seen` where it holds a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

from tracker import period
from tracker.evidence import Look, Run, Shown
from tracker.evidence.facts import BESIDE, AnyFact
from tracker.outcomes import RECORDED, Outcome

Row = dict[str, Any]
OURS = "statistics-tracker"


def rows(facts: Iterable[AnyFact]) -> list[Row]:
    """A row for each look of ours, and for each capture that tells."""
    entries = list(facts)
    shown = {fact.look: fact for fact in entries if isinstance(fact, Shown)}
    vantages = {fact.id: fact.vantage for fact in entries if isinstance(fact, Run)}
    looks = {fact.seq: fact for fact in entries if isinstance(fact, Look)}
    second: dict[int, str] = {}
    for look in looks.values():
        if look.captured is not None:
            captured = look.captured
            second[captured.look] = f"{look.observer}: {captured.agrees}, {captured.reason}"
    found = []
    for look in looks.values():
        if look.role not in BESIDE:  # a front page tells of its host; what it told stands in the look
            row = _own(look, shown.get(look.seq))
            found.append(row | {"vantage": vantages.get(look.run) or None, "second_observer": second.get(look.seq)})
        elif look.captured is not None and look.captured.look in looks:
            found += _captures(look, looks[look.captured.look])
    return found


def _own(look: Look, shown: Shown | None) -> Row:
    at = _utc(look.looked_at)
    through = shown.shows_through if shown else look.shows_through
    found = look.found
    return {
        "look": f"{look.release}/{at:%Y-%m-%d}/log-{look.seq}",
        "release": look.release,
        "looked_on": at.date(),
        "looked_at": at,
        "known_on": _utc(look.at).date(),
        "observer": OURS,
        "outcome": RECORDED[cast(Outcome, look.outcome)],
        "shows_through": through or None,
        "shows_through_on": period.parse(through).end if through else None,
        "url": look.url,
        "text": _text(look, shown),
        "role": look.role,
        "log_line": look.seq,
        "digest": look.digest or None,
        "content_digest": (found.digest or None) if found else None,
        "warc": look.warc or None,
    }


def _text(look: Look, shown: Shown | None) -> str:
    why = look.why
    if shown is not None:
        why = why.partition(";")[0] + (f"; {shown.why}" if shown.why else "")
    return f"{look.outcome.replace('_', ' ')}: {why}" if why else look.outcome.replace("_", " ")


def _captures(look: Look, own: Look) -> Iterator[Row]:
    captured = look.captured
    if captured is None or look.outcome != "captured" or not captured.at:
        return
    at = _utc(captured.at)
    if captured.status in (404, 410) and captured.agrees == "agree":
        outcome = "gone"
    elif captured.status == 200:
        outcome = "seen"
    else:
        return
    asked = _utc(look.at)
    told = f"captured with status {captured.status}, {captured.url}; beside our look: "
    yield {
        "look": f"{look.release}/{at:%Y-%m-%d}/log-{look.seq}",
        "release": look.release,
        "looked_on": at.date(),
        "looked_at": at,
        "known_on": max(asked, at).date(),
        "observer": look.observer,
        "outcome": outcome,
        "url": look.url,
        "text": f"{told}{captured.agrees}, {captured.reason}",
        "role": own.role,
        "log_line": look.seq,
        "digest": look.digest or None,
        "warc": look.warc or None,
    }


def _utc(moment: str) -> datetime:
    """A moment of the log, as UTC without a zone: how the database keeps it."""
    found = datetime.fromisoformat(moment)
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
