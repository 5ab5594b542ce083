"""What passed between us and a server: the facts of one visit, before anybody judges them.

`tracker.fetch` makes these, `tracker.evidence` keeps them, `tracker.outcomes` judges them. None of the three knows more
of another than this.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

Headers = tuple[tuple[str, str], ...]

# Why no whole answer came. All of these are about us or the way between, never about the agency.
Failure = Literal[
    "",
    "unreachable",  # no address, no connection, TLS refused, connection reset before the headers
    "timed_out",  # connection, first byte, or the whole transfer took too long
    "cut_short",  # the body ended before Content-Length, chunked coding or gzip said it would
    "too_large",  # the limit on size was reached while streaming
    "redirect_loop",  # more redirects than the limit, or one seen before
    "address_refused",  # a redirect or name led to an address that is not public, or not http(s)
    "robots",  # robots.txt forbids it, or could not be read
    "malformed",  # what came is no HTTP
    "budget",  # the host's budget of requests for this run was used up
]


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One request and the head of its answer; a redirect makes another hop. `status` is 0 where none came."""

    url: str
    asked_at: str  # UTC, ISO 8601, milliseconds
    request_headers: Headers
    status: int = 0
    reason: str = ""
    headers: Headers = ()  # as sent, in order, doubles included
    peer: str = ""  # the IP address that answered


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One visit to one address with all its redirects. `body` holds the bytes as sent, in their content coding."""

    url: str
    hops: tuple[Hop, ...]
    elapsed: float  # seconds
    failure: Failure = ""
    failure_text: str = ""  # what went wrong, in one line
    body: Path | None = None  # of the last hop; kept also where it was cut short
    digest: str = ""  # SHA-256 of the body as sent
    size: int = 0  # bytes of the body as sent
    retries: int = 0  # how often it was tried again (429, 503, connection lost)

    @property
    def last(self) -> Hop | None:
        """The last hop: the one that answered, or failed to."""
        return self.hops[-1] if self.hops else None

    @property
    def status(self) -> int:
        """HTTP status of the last hop; 0 where no answer came."""
        return self.hops[-1].status if self.hops else 0

    def header(self, name: str) -> str:
        """A header of the last hop's answer; empty where it has none."""
        wanted = name.casefold()
        found = [value for key, value in (self.hops[-1].headers if self.hops else ()) if key.casefold() == wanted]
        return found[-1] if found else ""
