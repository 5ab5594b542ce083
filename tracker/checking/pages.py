"""The pages and catalogues of a release are one list: what do they show together?

Through which period a release is shown is said only where every one of them was read in this run. What one page does
not show may stand on the page that refused us.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tracker.evidence import Look
from tracker.outcomes import Judged, Known, Linked, Shown
from tracker.outcomes.beside import Beside
from tracker.outcomes.outcome import WORKED
from tracker.outcomes.page import same_address


class Pages:
    """The pages and catalogues of one release, as far as this run has come."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.wanted = list(dict.fromkeys(wanted))  # addresses
        self.seen: list[tuple[Look, Judged]] = []

    @property
    def worked(self) -> list[Judged]:
        """Those that could be read."""
        return [judged for _, judged in self.seen if judged.outcome in WORKED]

    @property
    def unread(self) -> str:
        """Which of them could not be read, and what it answered; empty where all were."""
        met = {look.url: judged for look, judged in self.seen}
        told = [
            f"{url} was {met[url].outcome.replace('_', ' ')} ({met[url].why})"
            if url in met
            else f"{url} was not visited"
            for url in self.wanted
            if url not in met or met[url].outcome not in WORKED
        ]
        more = f", and {len(told) - 1} more" if len(told) > 1 else ""
        return f"another page of the release could not be read: {told[0]}{more}" if told else ""

    @property
    def one(self) -> Judged | None:
        """All of them as one page: a file is linked where any links it, and not linked only where all were read.

        Where none could be read, they are gone only if every one of them is.
        """
        worked = self.worked
        if not worked:
            others = [judged for _, judged in self.seen if judged.outcome != "gone"]
            if not others and len(self.seen) < len(self.wanted):
                return Judged(outcome="unreachable", why=self.unread)
            return next(iter([*others, *(judged for _, judged in self.seen)]), None)
        files: dict[str, Linked] = {}
        for each in worked:
            for file in each.files:
                files.setdefault(same_address(file.url), file)
        return msgspec.structs.replace(
            worked[0],
            files=tuple(files.values()),
            count=len(files),
            whole=not self.unread and all(each.whole for each in worked),
            complete=not self.unread and all(each.complete for each in worked),
            beside=self._beside(worked, files),
        )

    def _beside(self, worked: list[Judged], files: dict[str, Linked]) -> Beside:
        """What stands beside the files on any of them. What one page links is no stray of another, and a list that goes
        on at a page that was read as well goes on nowhere else."""
        read = {same_address(url) for url in self.wanted}
        return Beside(
            strays=tuple(x for each in worked for x in each.beside.strays if same_address(x.url) not in files),
            named=tuple(x for each in worked for x in each.beside.named if same_address(x.url) not in read),
            said=tuple(sorted({x for each in worked for x in each.beside.said})),
            not_kept_up=next((each.beside.not_kept_up for each in worked if each.beside.not_kept_up), ""),
            more=tuple(x for each in worked for x in each.beside.more if same_address(x) not in read),
        )

    def shown(self, known: Known) -> Shown:
        """Through which period they show the release, with what is known after its files were read."""
        if why := self.unread:
            return Shown("", why)
        one = self.one
        return one.shown(known) if one else Shown()
