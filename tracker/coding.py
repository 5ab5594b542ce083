"""Undo the content coding of a body (gzip, deflate), piece by piece: while it comes, and when it is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
PIECE = 65_536  # bytes; no piece that is given is larger


class Inflater:
    """Undoes gzip or deflate piece by piece; no piece that it gives is larger than 64 KiB. `ended` says whether the
    stream is at an end that its coding knows of."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._member: Any = None
        self._held = b""
        self.ended = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Takes bytes in, gives bytes out. Raises zlib.error where they are not of this coding."""
        data, self._held = self._held + data, b""
        while data or self._member:
            if self._member is None:
                if self.ended and not (self._gzip and data.startswith(b"\x1f")):
                    return  # padding behind the last member
                if len(data) < 2:
                    self._held = data
                    return
                self._member, self.ended = zlib.decompressobj(self._window(data)), False
            piece = self._member.decompress(data, PIECE)
            if piece:
                yield piece
            if self._member.eof:
                data, self._member, self.ended = self._member.unused_data, None, True
                continue
            data = self._member.unconsumed_tail
            if not data and len(piece) < PIECE:
                return

    def _window(self, data: bytes) -> int:
        if self._gzip:
            return 31
        return 15 if data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0 else -15  # servers send both kinds
