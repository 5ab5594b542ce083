"""What does a second observer say of what we did not find, or could not see? Its answers stand in the log as looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import msgspec

from tracker.checking.summary import SecondSaid
from tracker.evidence import Captured, Look, Store
from tracker.evidence.looks import Looking
from tracker.exchange import Exchange
from tracker.fetch import Fetcher
from tracker.memento import BASE, Archive, Ours, agree, payload_digests
from tracker.memento.archive import Witness
from tracker.outcomes import Outcome

ASKED_ABOUT = frozenset({"gone", "soft_gone", "blocked", "robots", "unreachable", "timed_out"})
SAVED = frozenset({"new", "changed"})  # contents of which a capture is asked for, with --save


class Second(msgspec.Struct, frozen=True):
    """How the second observer is asked."""

    ask: bool = True
    save: bool = False
    base: str = BASE
    most: int = 40  # addresses in one run: its index was reported to allow 24 requests a minute


class Question(msgspec.Struct, frozen=True):
    """One of our own looks, its exchange, and where its body is kept."""

    look: Look
    exchange: Exchange
    body: Path | None


def ask(looks: Looking, fetcher: Fetcher, how: Second, questions: Iterable[Question], store: Store) -> list[SecondSaid]:
    """Ask about every look that calls for it, pages first; record each answer."""
    if not how.ask and not how.save:
        return []
    archive = Archive(fetcher, how.base, saving=how.save)
    wanted = sorted(questions, key=lambda each: (each.look.role == "file", each.look.seq))
    said: list[SecondSaid] = []
    asked: set[tuple[str, str, str]] = set()
    for question in wanted:
        for kind in _kinds(question.look, how):
            if (kind, question.look.release, question.look.url) in asked or len(asked) >= how.most:
                continue
            asked.add((kind, question.look.release, question.look.url))
            moment = store.now()
            witness = (
                archive.observe(question.look.url, moment)
                if kind == "observe"
                else archive.save(question.look.url, moment)
            )
            if any(exchange.failure == "budget" for exchange in witness.exchanges):
                return said
            said.append(_record(looks, question, witness, kind))
            if witness.answer == "rate_limited":
                return said
    return said


def _kinds(look: Look, how: Second) -> Iterator[str]:
    if how.ask and look.outcome in ASKED_ABOUT:
        yield "observe"
    content = look.found.content if look.found else ""
    if how.save and (look.outcome in ASKED_ABOUT or content in SAVED):
        yield "save"


def _record(looks: Looking, question: Question, witness: Witness, kind: str) -> SecondSaid:
    own = question.look
    exchange = msgspec.structs.replace(question.exchange, body=question.body)
    verdict = agree(
        Ours(looked_at=own.at, outcome=cast(Outcome, own.outcome), digests=payload_digests(exchange)),
        witness,
    )
    capture = witness.capture
    captured = Captured(
        look=own.seq, agrees=verdict.verdict, reason=verdict.reason, at=capture.captured_at if capture else "",
        status=capture.status if capture else 0, url=witness.archived_url,
    )  # fmt: skip
    visits = [
        (each, Look(
            release=own.release, url=own.url, role="archive", outcome=witness.answer,
            why=witness.why, observer=witness.observer,
            captured=captured if each is witness.exchanges[-1] else None,
        ))
        for each in witness.exchanges
    ]  # fmt: skip
    looks.record_all(visits)
    return SecondSaid(
        release=own.release, url=own.url, asked=kind, answer=witness.answer, why=witness.why, agrees=verdict.verdict,
        reason=verdict.reason, captured_at=captured.at, captured_status=captured.status, archived_url=captured.url,
    )  # fmt: skip
