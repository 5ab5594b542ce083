"""What is known of a release's files: which edition has these bytes, this name, and which edition is the newest?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker import model, period
from tracker.checking.kept_up import KeptUp
from tracker.evidence import Ingest
from tracker.outcomes import Known, matching
from tracker.outcomes.page import Link, name_of


def _holds(said: str, ref: str) -> bool:
    """Whether the period of a name is that of an edition, or holds the day of one."""
    one, other = period.parse(said), period.parse(ref)
    return said == ref or (other.grain == "day" and one.start <= other.start <= one.end)


class Holdings:
    """The editions of one release, from the record and from the files taken in; and what this run saw where."""

    def __init__(self, release: model.Release, ingests: Iterable[Ingest]) -> None:
        self.release = release
        self._digests: dict[str, str] = {}  # of files taken in → reference period
        self._names = {edition.file: edition.ref for edition in release.edition if edition.file}
        self._refs = {edition.ref for edition in release.edition}
        self._refs |= {look.shows_through for look in release.look if look.shows_through}
        self._by = {edition.ref: edition.published_by or edition.published_on for edition in release.edition}
        self.read: dict[str, str] = {}
        self._ingests: list[Ingest] = []
        self.kept_up = KeptUp(release, self._ingests)
        self._unread: set[str] = set()  # names of which this run knows no bytes that a reader took
        for ingest in ingests:
            if ingest.release == release.id:
                self.add(ingest)

    def add(self, ingest: Ingest) -> None:
        """A file was taken in."""
        self._ingests.append(ingest)
        self._digests[ingest.digest] = ingest.ref
        self._names.setdefault(ingest.file, ingest.ref)
        self._by.setdefault(ingest.ref, ingest.published_by)
        self._refs.add(ingest.ref)

    def holds(self, digest: str) -> bool:
        """Whether these bytes were taken in."""
        return digest in self._digests

    def odd(self, url: str, digest: str) -> str:
        """Why known bytes are not taken for what stands at an address: its name, under which they are not known, says
        another period, or a day after they had appeared. The edition that the name speaks of may have been meant."""
        ref, name = self.ref(digest), name_of(url)
        if not ref or not self.release.watch.files or self._names.get(name) == ref:
            return ""
        for file in matching((Link(url),), self.release.watch.files):
            if file.says_ref and not _holds(file.says_ref, ref):
                return f"the file name says {file.says_ref}, the bytes are those of {ref}"
            day, by = file.says_published, self._by.get(ref)
            if day and by and not file.says_ref and day > by:
                return f"the file name says {day}, the bytes are those of {ref}, which had appeared by {by}"
        return ""

    def ref(self, digest: str) -> str:
        """The reference period of the edition with these bytes; empty where none is known."""
        if digest in self._digests:
            return self._digests[digest]
        parts = [x for x in self.release.edition if x.digest and digest and digest.startswith(x.digest)]
        return parts[0].ref if parts else ""

    def saw(self, url: str, digest: str) -> str:
        """This run saw these bytes there: the reference period, if they are a known edition and not at an odd place.

        If they are not, though a reader looked at them, the name says nothing any more: another edition may be there.
        """
        odd = self.odd(url, digest)
        if ref := "" if odd else self.ref(digest):
            self.read[url] = ref
        elif self.release.reader or odd:
            self._unread.add(name_of(url))
        return ref

    def missed(self, url: str) -> None:
        """This run asked for what stands there, and it did not come. The next edition may have been put in the place of
        the newest one, under its name: that name says nothing any more."""
        name = name_of(url).casefold()
        self._unread |= {each for each, ref in self._names.items() if each.casefold() == name and ref == self.newest}

    @property
    def newest(self) -> str:
        """The newest reference period known."""
        return max(self._refs, key=lambda ref: (period.parse(ref).end, ref), default="")

    @property
    def newest_end(self) -> date | None:
        """The last day of it."""
        return period.parse(self.newest).end if self.newest else None

    def known(self) -> Known:
        """As the judge wants to know it."""
        watch = self.release.watch
        names = {name: ref for name, ref in self._names.items() if name not in self._unread}
        return Known(read=self.read, names=names, aside=frozenset(watch.aside), newest=self.newest)
