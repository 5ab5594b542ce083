"""What came of a check run: every look, what was taken in or refused, what the second observer said."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.evidence import Look


class Visited(msgspec.Struct, frozen=True, kw_only=True):
    """One look of this run, by its line in the log."""

    line: int
    release: str
    url: str
    role: str
    outcome: str
    why: str
    status: int
    content: str = ""  # new, unchanged or changed
    digest: str = ""
    ref: str = ""  # of a file: the edition whose bytes these are
    shows_through: str = ""  # of a page: with all pages of its release, once the files were read
    shown_why: str = ""  # of a page that was read: why that can not be said


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read and added."""

    release: str
    ref: str
    url: str
    file: str
    digest: str


class NotRead(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was kept and that no reader took."""

    release: str
    url: str
    file: str
    digest: str
    kept: str  # where its bytes stand
    why: str
    new: bool  # first refused in this run, or for another reason than before


class SecondSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What the second observer answered about an address."""

    release: str
    url: str
    asked: str  # observe or save
    answer: str
    why: str
    agrees: str
    reason: str
    captured_at: str = ""
    captured_status: int = 0
    archived_url: str = ""


class NotVisited(msgspec.Struct, frozen=True, kw_only=True):
    """An address that was not asked for, which says nothing of it."""

    release: str
    url: str
    why: str


class NotAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Questions that the second observer was not asked."""

    number: int  # addresses
    why: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One check run."""

    run: str
    at: str
    releases: tuple[str, ...]
    looks: tuple[Visited, ...] = ()
    taken: tuple[TakenIn, ...] = ()
    refused: tuple[NotRead, ...] = ()
    second: tuple[SecondSaid, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()
    not_visited: tuple[NotVisited, ...] = ()
    not_due: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether a file was new or changed."""
        return any(look.role == "file" and look.content in ("new", "changed") for look in self.looks)

    def counts(self) -> dict[str, int]:
        """How many looks of each outcome."""
        names = sorted({look.outcome for look in self.looks})
        return {name: sum(look.outcome == name for look in self.looks) for name in names}

    def as_json(self) -> dict[str, Any]:
        """Everything, for scripts."""
        return {**msgspec.to_builtins(self), "counts": self.counts()}


def visited(look: Look, ref: str = "") -> Visited:
    """A look as the summary has it."""
    found = look.found
    return Visited(
        line=look.seq, release=look.release, url=look.url, role=look.role, outcome=look.outcome, why=look.why,
        status=look.status, content=found.content if found else "", digest=look.digest, ref=ref,
        shows_through=look.shows_through,
    )  # fmt: skip
