"""What does a second observer say of what we did not find, or could not see? Its answers stand in the log as looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import msgspec

from tracker.checking.summary import NotAsked, SecondSaid
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


class Asked(msgspec.Struct):
    """What came of asking."""

    answers: list[SecondSaid]
    not_asked: list[NotAsked]


def ask(looks: Looking, fetcher: Fetcher, how: Second, questions: Iterable[Question], store: Store) -> Asked:
    """Ask about every look that calls for it, pages first; record each answer.

    An address is asked about once, however many releases look at it: the answer is recorded for each of them.
    """
    if not how.ask and not how.save:
        return Asked([], [])
    archive = Archive(fetcher, how.base, saving=how.save)
    wanted: dict[tuple[str, str], list[Question]] = {}
    for question in sorted(questions, key=lambda each: (each.look.role == "file", each.look.seq)):
        for kind in _kinds(question.look, how):
            wanted.setdefault((kind, question.look.url), []).append(question)
    said: list[SecondSaid] = []
    for number, ((kind, url), about) in enumerate(wanted.items()):
        if number == how.most:
            why = f"no more than {how.most} in one run"
            return Asked(said, [NotAsked(number=len(wanted) - number, why=why)])
        moment = store.now()
        witness = archive.observe(url, moment) if kind == "observe" else archive.save(url, moment)
        if spent := [each.failure_text for each in witness.exchanges if each.failure == "budget"]:
            return Asked(said, [NotAsked(number=len(wanted) - number, why=spent[0])])
        said += _record(looks, about, witness, kind)
        if witness.answer == "rate_limited" and (left := len(wanted) - number - 1):
            return Asked(said, [NotAsked(number=left, why=f"it asked for fewer questions: {witness.why}")])
    return Asked(said, [])


def _kinds(look: Look, how: Second) -> Iterator[str]:
    if how.ask and look.outcome in ASKED_ABOUT:
        yield "observe"
    content = look.found.content if look.found else ""
    if how.save and (look.outcome in ASKED_ABOUT or content in SAVED):
        yield "save"


def _record(looks: Looking, about: list[Question], witness: Witness, kind: str) -> list[SecondSaid]:
    """An answer, for each of the looks of ours that it is about."""
    captured = {question.look.seq: _captured(question, witness) for question in about}
    visits = [
        (exchange, Look(
            release=question.look.release, url=question.look.url, role="archive", outcome=witness.answer,
            why=witness.why, observer=witness.observer,
            captured=captured[question.look.seq] if exchange is witness.exchanges[-1] else None,
        ))
        for exchange in witness.exchanges
        for question in about
    ]  # fmt: skip
    looks.record_all(visits)
    return [
        SecondSaid(
            release=question.look.release, url=question.look.url, asked=kind, answer=witness.answer, why=witness.why,
            agrees=found.agrees, reason=found.reason, captured_at=found.at, captured_status=found.status,
            archived_url=found.url,
        )
        for question in about
        for found in [captured[question.look.seq]]
    ]  # fmt: skip


def _captured(question: Question, witness: Witness) -> Captured:
    """What the archive holds, against one of our own looks."""
    own, capture = question.look, witness.capture
    exchange = msgspec.structs.replace(question.exchange, body=question.body)
    verdict = agree(
        Ours(looked_at=own.looked_at, outcome=cast(Outcome, own.outcome), digests=payload_digests(exchange)),
        witness,
    )
    return Captured(
        look=own.seq, agrees=verdict.verdict, reason=verdict.reason, at=capture.captured_at if capture else "",
        status=capture.status if capture else 0, url=witness.archived_url,
    )  # fmt: skip
