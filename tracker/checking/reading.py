"""What becomes of the bytes of a file that a look brought? They are read at once; what is refused is kept and told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tracker import model
from tracker.checking import clock
from tracker.checking.known import Holdings
from tracker.checking.plan import Says
from tracker.checking.summary import NotRead, TakenIn
from tracker.errors import ReadError, UsageError
from tracker.evidence import Look, Refused, Store
from tracker.evidence.facts import AnyFact
from tracker.exchange import Exchange
from tracker.ingest import Offer, take_held
from tracker.outcomes.body import Content, content_of
from tracker.outcomes.page import name_of

UNSAFE = re.compile(r"[\x00-\x1f/\\]")
LONGEST_NAME = 150
SEVERAL = (
    "one of several files without a day in their names: which of them is kept up is not known. "
    "Narrow `files` of [watch] to that one"
)
OUTDATED = (
    "other bytes than before, under a name that says a day or period before that of the newest version. "
    "Take it in by hand with the day on which it held"
)


class Reader:
    """Takes in what is new, and remembers what was refused."""

    def __init__(self, store: Store, spool: Path, run: str, facts: Iterable[AnyFact]) -> None:
        self.store, self.spool, self.run = store, spool, run
        self.taken: list[TakenIn] = []
        self.refused: list[NotRead] = []
        self._told = {(x.release, x.digest, x.url): x.why for x in facts if isinstance(x, Refused)}
        self._tried: set[tuple[str, str]] = set()

    def digest_of(self, content: Content, as_sent: str) -> str:
        """SHA-256 of content without its coding."""
        return as_sent if isinstance(content, Path) else hashlib.sha256(content).hexdigest()

    def take(self, exchange: Exchange, look: Look, holdings: Holdings, says: Says) -> None:
        """Read a file that was seen, unless it was taken in before; a refusal is recorded once."""
        digest = look.found.digest if look.found else ""
        release = holdings.release
        name = UNSAFE.sub("_", name_of(look.url))[-LONGEST_NAME:] or "file"
        if why := holdings.odd(look.url, digest):
            led = f" (it led to {look.final_url})" if look.final_url not in ("", look.url) else ""
            self._refuse(look, digest, name, release.reader, f"{why}{led}")
            return
        changed = look.found is not None and look.found.content == "changed"  # since the look before
        known, why = holdings.holds(digest), ""
        if keyed := release.reader == model.KEYED:
            changed, why = _as_version(exchange, look, holdings, says)
            known = known and (
                not changed or why == SEVERAL
            )  # known bytes may be a version again, see tracker.editions
        if known or not digest or not release.reader or (release.id, digest) in self._tried:
            return
        if why:
            self._refuse(look, digest, name, release.reader, why)
            return
        self._tried.add((release.id, digest))
        folder = self.spool / f"named-{len(self._tried)}"
        folder.mkdir()
        file = folder / name
        self._place(exchange, look, digest, file)
        named = None if changed else says.published
        offer = Offer(
            file, release, url=look.url,
            published_on=(named or says.today) if keyed else None,
            says_published=says.published, published_by=says.today if changed else says.published_by,
        )  # fmt: skip
        try:
            taken = take_held(self.store, offer)
        except (ReadError, UsageError) as error:
            self._refuse(look, digest, name, release.reader, str(error).replace(f"{file}: ", ""))
            return
        finally:
            file.unlink(missing_ok=True)
        holdings.add(taken.entry)
        self.taken.append(
            TakenIn(release=release.id, ref=taken.entry.ref, url=look.url, file=name, digest=taken.entry.digest)
        )

    def _place(self, exchange: Exchange, look: Look, digest: str, file: Path) -> None:
        """The content under its own name: the bytes kept, or what they are without their coding."""
        kept = self.store.path(digest)
        if kept.exists():
            file.symlink_to(kept.resolve())
            return
        as_sent = self.store.path(look.digest)
        content = content_of(msgspec.structs.replace(exchange, body=as_sent))
        file.write_bytes(content if isinstance(content, bytes) else content.read_bytes())

    def _refuse(self, look: Look, digest: str, name: str, reader: str, why: str) -> None:
        new = self._told.get((look.release, digest, look.url)) != why
        if new:
            self.store.append(Refused(
                run=self.run, release=look.release, url=look.url, file=name, digest=digest, reader=reader, why=why,
            ))  # fmt: skip
        kept = self.store.path(look.digest or digest)
        self.refused.append(
            NotRead(release=look.release, url=look.url, file=name, digest=digest, kept=str(kept), why=why, new=new)
        )


def _as_version(exchange: Exchange, look: Look, holdings: Holdings, says: Says) -> tuple[bool, str]:
    """Of a keyed release: whether the bytes hold from this look on, and why they are not read as the next version."""
    content, digest = (look.found.content, look.found.digest) if look.found else ("", "")
    kept_up = holdings.kept_up
    if not kept_up.goes_on(look.url):
        return content == "changed", SEVERAL
    made_on = clock.made_on(exchange, says.today)
    first_met = content == "new" and holdings.holds(digest)
    changed = content == "changed" or kept_up.holds_again(look.url, digest, made_on, first_met)
    return changed, OUTDATED if kept_up.is_outdated(look.url) else ""
