"""What is in a body? Undoes the content coding, tells the kind from the first bytes, and names the content by a key.

Two bodies with the same key hold the same content, though their bytes may differ: a workbook that is written anew at
each request differs in the time stamps of its zip members, a page in nonces and tokens that nobody sees.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from tracker.coding import CODINGS, Inflater
from tracker.exchange import Exchange
from tracker.outcomes.page import Page, read_page

Content = Path | bytes  # a body without content coding: where it stands, or itself

LARGEST_DECODED = 100_000_000  # bytes; a body in gzip coding can unfold without end
LARGEST_PAGE = 4_000_000  # bytes; no landing page known to us is larger than 1 MB
LARGEST_DIRECTORY = 16_000_000  # bytes of a zip's list of members
CHUNK = 1 << 16

HTML = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>/]", re.IGNORECASE)
HTML_PIECE = re.compile(rb"<(title|script|meta|style|div|h[1-6]|p|center|iframe|noscript)[\s>/]", re.IGNORECASE)
COMMENTS = re.compile(rb"(<!--.*?-->\s*)+", re.DOTALL)
SESSION = re.compile(r";jsessionid=[^?/]*", re.IGNORECASE)


Trouble = Literal["unreadable", "too_large", "cut_short"]


class BodyProblem(Exception):
    """A body that can not be looked into; `outcome` says what that makes of the visit."""

    def __init__(self, outcome: Trouble, why: str) -> None:
        self.outcome, self.why = outcome, why
        super().__init__(why)


def content_of(exchange: Exchange) -> Content:
    """The body without its content coding; BodyProblem where it can not be undone."""
    if exchange.body is None:
        return b""
    name = exchange.header("content-encoding").strip().casefold()
    if name in ("", "identity") or not exchange.body.stat().st_size:
        return exchange.body
    if name not in CODINGS:
        raise BodyProblem("unreadable", f"the body came in the content coding {name!r}, which was not asked for")
    return b"".join(_inflated(exchange.body, name))


def _inflated(body: Path, name: str) -> Iterator[bytes]:
    inflater, size = Inflater(CODINGS[name]), 0
    with body.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                for piece in inflater.feed(chunk):
                    size += len(piece)
                    if size > LARGEST_DECODED:
                        raise BodyProblem("too_large", f"the body unfolds to more than {LARGEST_DECODED:,} bytes")
                    yield piece
            except zlib.error as error:
                raise BodyProblem("unreadable", f"the body is not in the coding {name} as stated: {error}") from error
    if not inflater.ended:
        raise BodyProblem("cut_short", f"the {name} coding of the body does not end")


def size_of(content: Content) -> int:
    """Its length in bytes."""
    return content.stat().st_size if isinstance(content, Path) else len(content)


def whole(content: Content, limit: int = LARGEST_PAGE) -> bytes:
    """All its bytes; BodyProblem above the limit."""
    if size_of(content) > limit:
        raise BodyProblem("too_large", f"a page or list of {size_of(content):,} bytes; at most {limit:,} are read")
    return content.read_bytes() if isinstance(content, Path) else content


def kind_of(content: Content) -> str:
    """By the first bytes: empty, zip (xlsx and the like), ole (xls), pdf, gzip, html, xml, json, text or unknown."""
    with _opened(content) as file:
        first = file.read(4096)
    if not first.strip():
        return "empty"
    for magic, kind in (
        (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"%PDF-", "pdf"), (b"\x1f\x8b", "gzip"),
    ):  # fmt: skip
        if first.startswith(magic):
            return kind
    text = first
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = first.decode("utf-16", errors="replace").encode()
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in text:
        return "unknown"
    if text[:1] == b"<":
        return "html" if HTML.search(text) or HTML_PIECE.match(COMMENTS.sub(b"", text, count=1)) else "xml"
    return "json" if text[:1] in (b"{", b"[") else "text"


def _opened(content: Content) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def content_key(content: Content, kind: str) -> str:
    """The name of the content, starting with how it was made; empty where there is none.

    zip: names, checksums and lengths of the members, without docProps (author, time of saving). html: the visible
    text and the links. json: the values, whatever their order and spacing. All else: the bytes.
    """
    if kind in ("", "empty"):
        return ""
    if kind == "zip":
        return _zip_key(content)
    if kind == "html":
        page = page_of(content, "http://page/")  # stands for the page's own address: the key does not depend on it
        links = sorted({SESSION.sub("", link.url) for link in page.links})
        return _key("html", "\n".join([page.title, page.text, *links]).encode(errors="surrogatepass"))
    if kind == "json":
        try:
            value = json.loads(whole(content, LARGEST_DECODED))
        except (ValueError, RecursionError):
            return _bytes_key(content)
        return _key("json", json.dumps(value, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass"))
    return _bytes_key(content)


def _key(how: str, data: bytes) -> str:
    return f"{how}:{hashlib.sha256(data).hexdigest()}"


def _bytes_key(content: Content) -> str:
    digest = hashlib.sha256()
    with _opened(content) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return f"bytes:{digest.hexdigest()}"


def _zip_key(content: Content) -> str:
    try:
        with _opened(content) as file:
            _refuse_huge_directory(file)
            with zipfile.ZipFile(file) as archive:
                members = sorted((info.filename, info.CRC, info.file_size) for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, OverflowError, EOFError) as error:
        raise BodyProblem("unreadable", f"starts like a zip file and is none: {error}") from error
    if not members:
        raise BodyProblem("unreadable", "a zip file that holds nothing")
    kept = [member for member in members if not member[0].startswith("docProps/")]
    return _key("zip", json.dumps(kept).encode(errors="surrogatepass"))


def _refuse_huge_directory(file: BinaryIO) -> None:
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 65_557))  # the end record is 22 bytes and a comment of at most 65,535
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[found + 12 : found + 16], "little") if found >= 0 else 0
    if length > LARGEST_DIRECTORY:
        raise BodyProblem("unreadable", f"a zip file whose list of members is said to be {length:,} bytes long")
    file.seek(0)


def page_of(content: Content, url: str = "", content_type: str = "") -> Page:
    """The content read as a page."""
    return read_page(whole(content), url, content_type)
