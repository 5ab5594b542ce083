"""Which facts can a line of the log state? One struct per kind; `kind` is the tag that tells them apart.

Every line is one JSON object. Its first keys are `kind`, `seq`, `at` and `previous_line`; its last is `seal`, the
SHA-256 of all bytes before it, so that a changed last line is found as well, which no later line vouches for yet.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Literal

import msgspec

START = "0" * 64  # what the first line gives as the line before

Role = Literal["page", "file", "catalogue", "front", "made_up", "archive"]
BESIDE = frozenset({"front", "made_up", "archive"})  # of what is no address of the release: they tell of other looks


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all lines have. The log fills these in when it writes the line."""

    seq: int = 0
    at: str = ""  # UTC timestamp of writing, ISO 8601
    previous_line: str = ""  # sha256 of the line before


class Ingest(Fact, frozen=True, kw_only=True, tag="ingest"):
    """One file taken in: what it is, when it appeared, and who reads it."""

    release: str
    ref: str  # reference period
    digest: str
    size: int  # bytes
    file: str
    reader: str
    published_on: date  # earliest day on which it can have appeared
    published_by: date  # latest
    date_basis: str
    data_through: date | None = None
    url: str = ""
    accepted: tuple[str, ...] = ()  # warnings that somebody looked at and accepted


class Run(Fact, frozen=True, kw_only=True, tag="run"):
    """The start of a check run. `warc_length` and `warc_digest` are of the first record of its WARC file."""

    version: str  # of the tracker
    policy: dict[str, Any]  # how it fetched: pace, budget, time-outs, contact
    vantage: str = ""  # where it looked from, as far as it is stated
    id: str = ""  # made from the time where none is given
    warc: str = ""  # file name under warc/
    warc_length: int = 0
    warc_digest: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a look found at its address: what the next visit is held against (see tracker.outcomes.Before)."""

    content: str = ""  # new, unchanged or changed; empty where the look did not work
    form: str = ""  # html, zip, json, ...
    key: str = ""  # names the content, whatever its bytes
    digest: str = ""  # of the bytes held of it, without content coding; where the answer was 304, of those held before
    text_length: int = 0
    count: int = 0
    complete: bool = False
    age: int = 0  # seconds for which it lay in caches, where the answer says so


class Captured(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an archive holds of an address, and whether that agrees with our own look (line `look`)."""

    look: int
    agrees: str  # agree, disagree or unknown
    reason: str
    at: str = ""  # when it was captured; empty where there is no capture
    status: int = 0
    url: str = ""  # of the capture


class Look(Fact, frozen=True, kw_only=True, tag="look"):
    """Somebody checked whether a thing was there. From `status` on, what the exchange says; before, what was judged."""

    release: str
    role: Role
    outcome: str
    why: str = ""
    observer: str = "tracker"
    file_name: str = ""
    links: tuple[str, ...] = ()  # of pages: the addresses of files found, sorted
    shows_through: str = ""  # reference period
    found: Found | None = None
    captured: Captured | None = None  # of role archive
    run: str = ""
    url: str = ""  # of role archive: the address that was asked about
    status: int = 0  # HTTP; 0 where no answer came
    final_url: str = ""
    asked_at: str = ""  # when the last request of the visit began
    elapsed_ms: int = 0
    came_at: str = ""  # when its answer came: what a 404 says is known, and written down, only later in a run
    digest: str = ""  # of the bytes as sent; empty where there were none, or more than we take
    size: int = 0
    etag: str = ""
    last_modified: str = ""
    warc: str = ""  # file name under warc/
    warc_offset: int = 0  # its records stand there, one after the other
    warc_length: int = 0
    warc_digest: str = ""  # SHA-256 of these bytes of the WARC file

    @property
    def looked_at(self) -> str:
        """The moment of the look: when its answer came, or, of lines that do not say it, when it was written down."""
        return self.came_at or self.at


class Shown(Fact, frozen=True, kw_only=True, tag="shown"):
    """Through which period a page shows its release, once the files that it links were read in the same run."""

    run: str
    release: str
    url: str
    look: int  # line of the look at the page
    shows_through: str  # reference period; empty where it can not be said
    why: str = ""


class Refused(Fact, frozen=True, kw_only=True, tag="refused"):
    """A file whose bytes are kept, and which the reader of its release refused."""

    run: str
    release: str
    url: str
    file: str
    digest: str
    reader: str
    why: str


class Stamp(Fact, frozen=True, kw_only=True, tag="stamp"):
    """A time-stamp authority attested that a head of the log existed at a time (RFC 3161)."""

    tsa: str  # address of the authority
    head: str
    stamped_at: str  # as the authority says
    token: str  # SHA-256 of its answer, kept under stamps/


AnyFact = Ingest | Run | Look | Shown | Refused | Stamp

_READER: msgspec.json.Decoder[AnyFact] = msgspec.json.Decoder(AnyFact)
_SEAL = b',"seal":"'
_SEAL_LENGTH = len(_SEAL) + 64 + 2


def written(fact: Fact) -> bytes:
    """A fact as a line, without the newline."""
    body = msgspec.json.encode(fact)[:-1]
    return body + _SEAL + hashlib.sha256(body).hexdigest().encode() + b'"}'


def is_sealed(line: bytes) -> bool:
    """Whether the bytes are those that were written."""
    body = line[:-_SEAL_LENGTH]
    return line == body + _SEAL + hashlib.sha256(body).hexdigest().encode() + b'"}'


def read(line: bytes) -> AnyFact:
    """The fact of a line; ValueError where its bytes were altered or are no fact."""
    if not is_sealed(line):
        raise ValueError("its bytes are not those that its seal names")
    try:
        return _READER.decode(line[:-_SEAL_LENGTH] + b"}")
    except UnicodeDecodeError as error:
        raise ValueError(str(error)) from error
