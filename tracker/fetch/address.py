"""Which addresses may be visited? Only http(s), without credentials, and only IP addresses of the public internet."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not public, though Python counts them (or some of them) as global: the first two answer to machines in a cloud.
_ALSO_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure, to its own machines
        "192.0.0.0/24",  # IETF protocol assignments; Oracle's metadata at 192.0.0.192
        "fec0::/10",  # site-local, deprecated
    )
)

# One answer of the name service: family, type, protocol, canonical name, socket address.
Resolved = tuple[int, int, int, str, tuple[Any, ...]]


class AddressRefused(Exception):
    """A name or address that is not visited; the text says why."""


def url_problem(url: str) -> str:
    """Why this URL is not asked for; empty where it may be. Says nothing yet about the IP address behind its name."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"not an address: {error}"
    if parts.scheme not in PORTS:
        return f"not an http or https address (scheme {parts.scheme!r})"
    if "@" in parts.netloc:
        return "an address with user or password is not asked for"
    if not parts.hostname or port == 0:
        return "an address without a host or port"
    return ""


def normal(url: str) -> tuple[str, str]:
    """An address as it is asked for (name in ASCII, path quoted, no fragment), and why it is not asked for, if so."""
    if problem := url_problem(url.strip()):
        return url, problem
    try:
        made = requests.Request("GET", url.strip().partition("#")[0]).prepare().url or ""
    except (requests.RequestException, ValueError) as error:
        return url, f"not an address: {error}"
    return made, url_problem(made)


def host_of(url: str) -> str:
    """The host whose pace and budget a request to this URL uses: its name, whatever the port."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_header(url: str) -> str:
    """The Host header: the port only where it is not the scheme's own."""
    parts = urlsplit(url)
    return parts.netloc.removesuffix(f":{PORTS[parts.scheme]}")


def redirect_target(url: str, location: str) -> str:
    """The address that a Location header names. Headers come as Latin-1; servers write UTF-8 into them."""
    try:
        return urljoin(url, location.encode("latin-1").decode("utf-8", "replace").strip()).partition("#")[0]
    except ValueError:
        return location


def same_resource(asked: str, now: str) -> bool:
    """Whether a redirect only changed scheme or `www.`: then validators of an earlier answer still mean the same."""
    return _bare(asked) == _bare(now)


def _bare(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path or "/", parts.query


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the public internet, and so does any IPv4 address that it carries inside."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address in _NAT64:  # how an IPv6-only network reaches IPv4 servers
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        inner = [address.sixtofour, *(address.teredo or ())]
        if any(found is not None and not is_public(str(found)) for found in inner):
            return False
    if any(address in network for network in _ALSO_CLOSED):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )


def checked_addresses(host: str, port: int, allowed: Collection[str], seconds: float) -> list[Resolved]:
    """The IP addresses of a host, all of them public: one that is not refuses the host."""
    found = _resolve(host, port, seconds)
    refuse_private(host, port, (str(address[0]) for *_, address in found), allowed)
    return found


def refuse_private(host: str, port: int, found: Iterable[str], allowed: Collection[str]) -> None:
    """AddressRefused where an IP address of a host is not public, and host and port are not allowed all the same."""
    if f"{host.casefold()}:{port}" in allowed or f"[{host.casefold()}]:{port}" in allowed:
        return
    for address in found:
        if not is_public(address):
            raise AddressRefused(f"{host}:{port} is {address}, which is not a public address")


def _resolve(host: str, port: int, seconds: float) -> list[Resolved]:
    """Asks the name service. It knows no time limit of its own, so it is asked in a thread that nobody waits for."""
    answer: list[list[Resolved]] = []
    problem: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            problem.append(error)

    thread = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
    thread.start()
    thread.join(seconds)
    if problem:
        raise problem[0]
    if not answer:
        raise TimeoutError(f"the name {host} was not resolved")
    return answer[0]
