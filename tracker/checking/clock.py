"""Is an answer of our day? What is written down under a wrong day, or of an old copy, accuses for good."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from msgspec.structs import replace

from tracker.exchange import Exchange
from tracker.outcomes import Judged

APART = timedelta(hours=24)


def age(exchange: Exchange) -> timedelta:
    """How long an answer lay in caches, as far as it says so: each cache on the way may say its own ("1728000, 3")."""
    said = re.findall(r"[0-9]+", exchange.header("Age"))
    return timedelta(seconds=max((int(each[:9]) for each in said), default=0))


def is_old(exchange: Exchange) -> bool:
    """Whether an answer says itself that it lay in a cache for more than a day."""
    return not exchange.failure and age(exchange) > APART


def made_on(exchange: Exchange, today: date) -> date:
    """The day of what an answer shows: today, or that on which an old copy was made."""
    return today - age(exchange) if is_old(exchange) else today


def judged(exchange: Exchange, found: Judged, now: datetime, file: bool = False, met_at: str = "") -> Judged:
    """What was judged, or that it tells nothing: a whole answer that was made more than a day before or after now.

    It is an old copy where it says so itself, by its age in a cache; else one of the two clocks is wrong. An old copy
    of a file is the file all the same: caches keep files for weeks, and what came is to be read. But not where it was
    made before what our looks met there (`met_at`), which were other bytes: these came later.
    """
    if exchange.failure:
        return found
    lay, sent = age(exchange), _sent(exchange)
    if lay > APART and file and found.content and not (found.content == "changed" and _before(now - lay, met_at)):
        return replace(found, why=f"{found.why}; a copy that lay in a cache for {_told(lay)}")
    if lay > APART:
        why = f"an old copy: it lay in a cache for {_told(lay)}, and shows what was there then"
        return Judged(outcome="unreadable", why=why, kind=found.kind)
    if sent is None or abs(now - sent) <= APART:
        return found
    why = f"the server's clock and ours are {_told(abs(now - sent))} apart: which day it is can not be said"
    return Judged(outcome="unreadable", why=why, kind=found.kind)


def _before(made: datetime, met_at: str) -> bool:
    return not met_at or made <= datetime.fromisoformat(met_at)


def _told(time: timedelta) -> str:
    return f"{time.days} days" if time.days > 1 else f"{time // timedelta(hours=1)} hours"


def _sent(exchange: Exchange) -> datetime | None:
    """When an answer was made, by the clock of its server; None where it does not say."""
    try:
        sent = parsedate_to_datetime(exchange.header("Date"))
        sent = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
        return sent.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
