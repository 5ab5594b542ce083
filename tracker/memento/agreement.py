"""Do two observers say the same of one address? In doubt, unknown: two observers at two moments can both be right.

The digest in the archive's index is the SHA-1 of the body as stored, in base32; stored may mean with or without its
content coding. So an equal digest shows that both got the same bytes, and an unequal one shows nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Literal

import msgspec

from tracker.exchange import Exchange
from tracker.memento.archive import Witness
from tracker.memento.index import Capture, moment_of
from tracker.outcomes import BodyProblem, Outcome, content_of

EMPTY = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"  # of no bytes at all: equal for a 404, a redirect and a 429 without a body


def payload_digests(exchange: Exchange) -> tuple[str, ...]:
    """SHA-1 in base32 of our body as sent, and without its content coding: as an archive may store it."""
    if exchange.body is None or exchange.failure:
        return ()
    found = [_sha1(exchange.body)]
    if exchange.header("content-encoding"):
        try:
            found.append(_sha1(content_of(exchange)))
        except BodyProblem:  # then only the bytes as sent can be compared
            return tuple(found)
    return tuple(dict.fromkeys(found))


def _sha1(content: Path | bytes) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    pieces: Iterable[bytes] = [content] if isinstance(content, bytes) else _pieces(content)
    for piece in pieces:
        digest.update(piece)
    return base64.b32encode(digest.digest()).decode()


def _pieces(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 16):
            yield piece


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """Our own look, as far as it is compared."""

    looked_at: str  # UTC, ISO 8601
    outcome: Outcome
    digests: tuple[str, ...] = ()  # see payload_digests; of the body held, where the answer was 304


class Agreement(msgspec.Struct, frozen=True):
    """Whether two observers say the same of one address."""

    verdict: Literal["agree", "disagree", "unknown"]
    reason: str


NEAR = timedelta(hours=48)  # captures further from our look say nothing about it
SAME_TIME = timedelta(hours=1)  # within it two opposite findings can hardly both hold
THERE: frozenset[Outcome] = frozenset({"new", "unchanged", "changed", "moved", "unlinked"})
NOT_THERE: frozenset[Outcome] = frozenset({"gone", "soft_gone"})
READ: frozenset[Outcome] = THERE | NOT_THERE | {"notice"}


def agree(ours: Ours, witness: Witness) -> Agreement:
    """Hold our look against what the second observer has."""
    capture = witness.capture
    if witness.answer != "captured" or capture is None:
        return Agreement("unknown", f"{witness.observer}: {witness.answer.replace('_', ' ')}")
    if ours.outcome not in READ:
        return Agreement("unknown", f"our own look does not tell: {ours.outcome}")
    apart = moment_of(capture.captured_at) - moment_of(ours.looked_at)
    when = f"captured {capture.captured_at}, we looked {ours.looked_at}"
    if abs(apart) > NEAR:
        return Agreement("unknown", f"too far apart to compare: {when}")
    if capture.digest in ours.digests and capture.digest != EMPTY and _same_kind(ours, capture):
        return Agreement("agree", f"the same bytes: {when}")
    if capture.status in (404, 410):
        return _captured_gone(ours, capture, apart, when)
    if capture.status == 200:
        return _captured_there(ours, apart, when)
    return Agreement("unknown", f"the capture has status {capture.status or 'unknown'}: {when}")


def _same_kind(ours: Ours, capture: Capture) -> bool:
    """The statuses do not speak against each other; 0 is a repeated capture."""
    return capture.status in ((0, 404, 410) if ours.outcome == "gone" else (0, 200))


def _captured_gone(ours: Ours, capture: Capture, apart: timedelta, when: str) -> Agreement:
    if ours.outcome in NOT_THERE:
        return Agreement("agree", f"status {capture.status} there as well: {when}")
    if ours.outcome in THERE and abs(apart) <= SAME_TIME:
        return Agreement("disagree", f"status {capture.status} there, {ours.outcome} here, at the same time: {when}")
    return Agreement("unknown", f"status {capture.status} there, {ours.outcome} here: may have changed between: {when}")


def _captured_there(ours: Ours, apart: timedelta, when: str) -> Agreement:
    if ours.outcome == "gone" and apart >= -SAME_TIME:
        return Agreement("disagree", f"status 200 there, when we had met 404 or 410: {when}")
    if ours.outcome in NOT_THERE:
        return Agreement("unknown", f"status 200 there, {ours.outcome} here: may have changed between: {when}")
    return Agreement("unknown", f"both were answered, with bytes that can not be compared: {when}")
