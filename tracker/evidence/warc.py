"""What passed between us and the servers, in the form that web archives read: one WARC 1.1 file per check run.

Each record is a gzip member of its own. The records of one visit stand one after the other: a request and a response
for each hop, and a metadata record where no whole answer came. An answer whose body an earlier record holds already is
a `revisit` record (profile identical-payload-digest) with its own headers; so a body stands in the WARC files once, and
once more under bytes/, where readers take it from: the WARC files are whole without bytes/, and bytes/ without them.

Written by hand and not through warcio, which encodes headers anew that are not plain ASCII; `warcio check` is the test.
Two things differ from what was on the wire: a transfer coding is taken off (its header stays, as
X-Orig-Transfer-Encoding, so that no reader takes it off again), and the bodies of redirects are left out
(WARC-Truncated says so).
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import uuid
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tracker.errors import EvidenceError
from tracker.evidence import disk
from tracker.exchange import Exchange, Headers, Hop

PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
TRUNCATED = {"cut_short": "disconnect", "timed_out": "time", "too_large": "length"}
HTTP = "application/http;msgtype="
FIELDS = "application/warc-fields"
LEVEL = 6


class Span(NamedTuple):
    """Some bytes of a WARC file."""

    offset: int
    length: int
    digest: str


class Sight(NamedTuple):
    """Where a body was first recorded: what a revisit record refers to."""

    url: str
    asked_at: str


@dataclass(frozen=True)
class Record:
    """One record: its own headers, and a block that is made of some bytes and, for a response, a body."""

    kind: str
    headers: Headers
    block: bytes
    body: Path | None = None


class WarcFile:
    """A WARC file that grows at its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream = path.open("xb", buffering=0)
        self._info = ""

    def begin(self, at: datetime, info: Mapping[str, str]) -> Span:
        """The first record: who wrote this, and how."""
        self._info = _new_id()
        headers = (("WARC-Record-ID", self._info), ("WARC-Date", _date(at)), ("WARC-Filename", self.path.name))
        return self._write([Record("warcinfo", (*headers, ("Content-Type", FIELDS)), _fields(info))])

    def write(self, exchange: Exchange, at: datetime, seen: Sight | None = None) -> Span:
        """The records of one visit; `at` dates them where nothing was asked, `seen` is where its body was recorded."""
        return self._write(list(_records(exchange, at, seen)), (("WARC-Warcinfo-ID", self._info),))

    def sync(self) -> None:
        """All that was written has reached the disk when this returns."""
        os.fsync(self._stream.fileno())

    def cut(self, size: int) -> None:
        """Take away what was written after `size` bytes."""
        self._stream.truncate(size)
        self._stream.seek(size)

    def close(self) -> None:
        """Write no more."""
        self._stream.close()

    def _write(self, records: Sequence[Record], more: Headers = ()) -> Span:
        start, total = self._stream.tell(), hashlib.sha256()
        for record in records:
            for piece in _member(record, more):
                total.update(piece)
                disk.write_all(self._stream, piece)
        return Span(start, self._stream.tell() - start, total.hexdigest())


def body_of(exchange: Exchange) -> Path | None:
    """The body that is kept: none where nothing came, or more than we take."""
    return exchange.body if exchange.size and exchange.failure != "too_large" else None


def _records(exchange: Exchange, at: datetime, seen: Sight | None) -> Iterator[Record]:
    concerned = ""
    for position, hop in enumerate(exchange.hops, start=1):
        asked, answered = _new_id(), _new_id()
        concerned = answered if hop.status else asked
        link = (("WARC-Concurrent-To", answered),) if hop.status else ()
        headers = (*_about(asked, _parse(hop.asked_at), hop.url), *link, ("Content-Type", HTTP + "request"))
        yield Record("request", headers, _request(hop))
        if hop.status:
            last = position == len(exchange.hops)
            yield _answer(answered, hop, exchange if last else None, seen)
    if exchange.failure or not exchange.hops:
        about = _about(_new_id(), _parse(exchange.hops[-1].asked_at) if exchange.hops else at, exchange.url)
        link = (("WARC-Concurrent-To", concerned),) if concerned else ()
        said = {"failure": exchange.failure, "failureText": exchange.failure_text, "retries": str(exchange.retries)}
        yield Record("metadata", (*about, *link, ("Content-Type", FIELDS)), _fields(said))


def _answer(record_id: str, hop: Hop, exchange: Exchange | None, seen: Sight | None) -> Record:
    """The response of a hop, or its revisit; `exchange` where it is the last hop, whose body was taken."""
    body = body_of(exchange) if exchange else None
    headers = [*_about(record_id, _parse(hop.asked_at), hop.url), ("Content-Type", HTTP + "response")]
    if _is_address(hop.peer):
        headers.append(("WARC-IP-Address", hop.peer))
    if reason := _truncated(hop, exchange):
        headers.append(("WARC-Truncated", reason))
    if body is None or seen is None or exchange is None:
        return Record("response", tuple(headers), _response(hop), body)
    headers += [
        ("WARC-Profile", PROFILE),
        ("WARC-Refers-To-Target-URI", _uri(seen.url)),
        ("WARC-Refers-To-Date", _date(_parse(seen.asked_at))),
        ("WARC-Payload-Digest", f"sha256:{exchange.digest}"),
    ]
    return Record("revisit", tuple(headers), _response(hop))


def _truncated(hop: Hop, exchange: Exchange | None) -> str:
    """Why the body of an answer is not whole in its record; empty where it is."""
    if exchange is not None and exchange.failure in TRUNCATED:
        return TRUNCATED[exchange.failure]
    if exchange is not None and not exchange.failure:
        return ""
    lengths = {value.strip() for name, value in hop.headers if name.casefold() == "content-length"}
    return "" if lengths == {"0"} else "unspecified"


def _member(record: Record, more: Headers) -> Iterator[bytes]:
    """A record as one gzip member, in pieces."""
    headers = [("WARC-Type", record.kind), *record.headers, *more]
    block, payload, size = hashlib.sha256(record.block), hashlib.sha256(), len(record.block)
    for piece in _pieces(record.body):
        block.update(piece)
        payload.update(piece)
        size += len(piece)
    if record.kind == "response":
        headers.append(("WARC-Payload-Digest", f"sha256:{payload.hexdigest()}"))
    headers += [("WARC-Block-Digest", f"sha256:{block.hexdigest()}"), ("Content-Length", str(size))]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    yield packer.compress(head.encode() + record.block)
    written = len(record.block)
    for piece in _pieces(record.body):
        written += len(piece)
        yield packer.compress(piece)
    if written != size:
        raise EvidenceError("changed while it was being kept", str(record.body), "Nothing else may write there")
    yield packer.compress(b"\r\n\r\n") + packer.flush()


def _pieces(body: Path | None) -> Iterator[bytes]:
    if body is None:
        return
    with body.open("rb") as stream:
        while piece := stream.read(disk.PIECE):
            yield piece


def _about(record_id: str, at: datetime, url: str) -> Headers:
    return (("WARC-Record-ID", record_id), ("WARC-Date", _date(at)), ("WARC-Target-URI", _uri(url)))


def _request(hop: Hop) -> bytes:
    parts = urlsplit(_uri(hop.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _http(f"GET {target} HTTP/1.1", hop.request_headers)


def _response(hop: Hop) -> bytes:
    coded = [
        ("X-Orig-Transfer-Encoding" if name.casefold() == "transfer-encoding" else name, value)
        for name, value in hop.headers
    ]
    return _http(f"HTTP/1.1 {hop.status} {hop.reason}", coded)


def _http(first: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """The head of a message. Header bytes come to us as Latin-1 and go back as Latin-1: the same bytes."""
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return b"".join(_bytes(_one_line(line)) + b"\r\n" for line in lines) + b"\r\n"


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _fields(values: Mapping[str, str]) -> bytes:
    lines = [f"{name}: {_one_line(value)}\r\n" for name, value in values.items() if value]
    return "".join(lines).encode("utf-8", "replace")


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\0]+", " ", text)


def _uri(url: str) -> str:
    """An address as one word of ASCII; one that a server made up may hold anything."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _parse(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
