"""What came in place of the front page of a host: one of a site, of a new server or a registrar, or nothing to read?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from tracker.checking import clock
from tracker.exchange import Exchange
from tracker.outcomes import BodyProblem, Judged, Listing, judge
from tracker.outcomes.outcome import WORKED, bare_host
from tracker.outcomes.page import same_address
from tracker.outcomes.seen import Seen, look_into
from tracker.outcomes.words import no_front

FEW_PAGES = 3  # of its host that a front page links at least: what a new server or a registrar shows links fewer
OF_SERVER = re.compile(r"/(manual|docs|cgi-(bin|sys)|icons|favicon\.\w+|wp-(login|admin)|privacy)\b", re.IGNORECASE)


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What a front page, or a page that it links, says of its host."""

    why: str = ""  # it does not show that the host has a site; empty where it does
    unclear: bool = False  # it could not be read, or we are asked not to: a file may speak for the host
    onward: str = ""  # the page of the same host to which it sends its readers on
    links: tuple[str, ...] = ()  # other pages of its host
    there: bool = False  # a page came, whatever it links
    named: tuple[str, ...] = ()  # all addresses that it links


def address(url: str) -> str:
    """The address of the front page of the host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def is_front(url: str) -> bool:
    """Whether an address is that of a front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def judged(exchange: Exchange) -> Judged:
    """The outcome of asking for a front page."""
    return judge(exchange, None, "page", Listing())


def read(exchange: Exchange, found: Judged) -> Front:
    """What came in place of a front page; `found` is what `judged` said of it."""
    told = f"{found.outcome.replace('_', ' ')}: {found.why}"
    if found.outcome == "robots":
        return Front(why=told, unclear=True)
    if exchange.failure == "budget":
        return Front(why=exchange.failure_text)
    if clock.is_old(exchange):
        return Front(why="an old copy, which lay in a cache for more than a day")
    if (here := bare_host(last(exchange))) != bare_host(exchange.url):
        return Front(why=f"it leads to another host, {here}")
    if found.outcome not in (*WORKED, "unreadable"):
        return Front(why=told)
    try:
        return _shown(found, look_into(exchange, Listing()), here)
    except BodyProblem as problem:
        return Front(why=problem.why)


def _shown(found: Judged, seen: Seen, here: str) -> Front:
    there = found.outcome in WORKED
    if said := no_front(seen.page):
        return Front(why=f"it says {said!r}")
    if not there:  # scripts alone, or what an interface for machines answers
        told = f"{found.outcome.replace('_', ' ')}: {found.why}"
        return Front(why=told, unclear=seen.kind in ("html", "json", "xml"))
    named = tuple(dict.fromkeys(link.url for link in seen.page.links))
    inner = {same_address(link.url): link.url for link in seen.page.links if _is_inner(link.url, here)}
    if len(inner) >= FEW_PAGES:
        return Front(links=tuple(inner.values()), there=True, named=named)
    onward = next((url for url in seen.page.more if _is_inner(url, here)), "")
    why = f"it links {len(inner) or 'no'} other page(s) of its host"
    return Front(why=why, unclear=seen.page.scripts > 0, onward=onward, there=True, named=named)


def _is_inner(url: str, host: str) -> bool:
    """Whether an address is a page of a host other than its front page, and none that every server has."""
    path = urlsplit(url).path
    return bare_host(url) == host and path not in ("", "/") and OF_SERVER.match(path) is None


def last(exchange: Exchange) -> str:
    """The address that answered in the end."""
    return exchange.last.url if exchange.last else exchange.url
