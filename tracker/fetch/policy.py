"""What may a visit cost, the server and us, and who do we say that we are?"""

from __future__ import annotations

import msgspec

from tracker import __version__
from tracker.errors import UsageError

PRODUCT = "statistics-tracker"  # the name that robots.txt knows us by


class Policy(msgspec.Struct, frozen=True):
    """The limits of a run. Times are seconds, sizes are bytes."""

    contact: str  # an address that reaches whoever runs this: it stands in the User-Agent
    pace_seconds: float = 1.0  # minimum gap between the starts of two requests to one host
    budget: int = 200  # requests to one host in one run: robots.txt, redirects and retries count
    connect_timeout: float = 10.0  # name, connection and TLS handshake, each
    first_byte_timeout: float = 30.0  # until the first byte, and between any two bytes
    total_timeout: float = 300.0  # the transfers of one visit together; waits for pace or Retry-After do not count
    largest: int = 500_000_000
    redirects: int = 10
    retries: int = 2  # after 429, 503 and lost connections
    longest_wait: float = 120.0  # a Retry-After or crawl-delay above it is not waited for, but reported
    allow_private: tuple[str, ...] = ()  # "host:port" that every visit may ask though its address is not public
    obey_robots: bool = True

    @property
    def user_agent(self) -> str:
        """What the User-Agent header says."""
        return f"{PRODUCT}/{__version__} (+{self.contact})"

    def check(self) -> None:
        """Refuses a policy that hides who asks."""
        if not self.contact.strip() or not self.contact.isprintable() or not self.contact.isascii():
            raise UsageError(
                "a contact address is needed for the User-Agent: printable ASCII on one line",
                f"contact {self.contact!r}",
                "Give an e-mail address or a page that says who you are.",
            )


class Ask(msgspec.Struct, frozen=True):
    """One address to visit. With validators of an earlier answer the request is conditional."""

    url: str
    etag: str = ""
    last_modified: str = ""
    fresh: bool = False  # ask caches on the way not to answer by themselves
    largest: int | None = None  # in place of the policy's
    release: str = ""  # for the caller
    allow_private: tuple[str, ...] = ()  # beside the policy's, for this visit and its redirects
    start_only: bool = False  # of a body that is larger, take the first bytes, also where Content-Length says so
