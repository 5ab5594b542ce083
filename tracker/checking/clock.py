"""Do the server's clock and ours agree on the day? What is written down under a wrong day accuses for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker.exchange import Exchange
from tracker.outcomes import Judged

APART = timedelta(hours=24)


def judged(exchange: Exchange, found: Judged, now: datetime) -> Judged:
    """What was judged, or that it tells nothing: a whole answer that is dated more than a day from our clock."""
    apart = _apart(exchange, now)
    if exchange.failure or apart is None or apart <= APART:
        return found
    told = f"{apart.days} days" if apart.days > 1 else f"{apart // timedelta(hours=1)} hours"
    why = f"the server's clock and ours are {told} apart: which day it is can not be said"
    return Judged(outcome="unreadable", why=why, kind=found.kind)


def _apart(exchange: Exchange, now: datetime) -> timedelta | None:
    """How far the day of an answer, with the time that it lay in a cache, is from our clock; None where it has none."""
    try:
        sent = parsedate_to_datetime(exchange.header("Date"))
        sent = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
        age = exchange.header("Age").strip()
        return abs(now - sent - timedelta(seconds=int(age[:9]) if age.isascii() and age.isdigit() else 0))
    except (ValueError, TypeError, OverflowError):
        return None
