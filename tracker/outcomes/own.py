"""What does a page that is not there say or link that its host does not say of an address that can not exist?

A 404 page that is the same for every address says nothing of the one that was asked for. One that has something of its
own (that the tables stand elsewhere now, in whatever words) is for a person to read. What a page repeats of its address
is not its own, nor are words with digits in them: times and numbers of requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import msgspec

from tracker.exchange import Exchange
from tracker.outcomes.outcome import Listing
from tracker.outcomes.page import absolute, same_address
from tracker.outcomes.seen import look_into

RUN = 3  # words in a row that are a page's own
LONGEST, MOST_ADDRESSES = 500_000, 2_000  # letters; links
UNSPACED = r"\u3040-\u30ff\u3400-\u9fff"  # letters of scripts that put no space between words: each counts as a word
WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:['\u2019][^\W{UNSPACED}]+)*")
PART, BETWEEN = re.compile(r"[^\W_]+"), r"[\W_]+"
TAG = re.compile(r"<[^<>]{0,2000}>")
ADDRESS = re.compile(  # in scripts as well; none of a picture
    r"(?<!src=)[\"'`](\.{0,2}/[^\s\"'`<>\\]{1,500}|https?://[^\s\"'`<>\\]{1,500}|[\w./-]{1,200}\.(?:html?|aspx?|php|cfm|jsp))[\"'`]"
)
FRAME = re.compile(r"<i?frame\b[^<>]{0,1000}?\bsrc\s*=\s*[\"']?([^\s\"'<>]{1,500})")
HEADERS = {  # that name addresses, and how
    "refresh": re.compile(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE),
    "link": re.compile(r"<([^<>]{1,500})>"),
    "location": re.compile(r"\S+"),
    "content-location": re.compile(r"\S+"),
}
INDEX = re.compile(r"(index|default|home)(\.\w+)?$")  # a name that many pages of a site have
THIS = "\N{WHITE SQUARE}"  # stands for what a page repeats of the address that was asked for


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a page that came from an address."""

    asked: tuple[str, ...]  # the address, and those to which it led
    text: str = ""
    addresses: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()  # of these what a reader can click on


def told(exchange: Exchange) -> Told:
    """Read an answer; BodyProblem where it can not be."""
    page = look_into(exchange, Listing()).page
    last = exchange.last.url if exchange.last else exchange.url
    source = unescape(page.source[:LONGEST]).replace("\\/", "/")
    called = (label for label in page.labels if " " in label or not label.isascii())  # words, and no state of a form
    text = " ".join((page.title, page.text, page.noscript, *called)).strip() or TAG.sub(" ", source)
    quoted = [absolute(last, found[1]) for found in ADDRESS.finditer(source)]
    shown = [absolute(last, found[1]) for found in FRAME.finditer(source)]
    clicked = [link.url for link in page.links]
    linked = [*_in_headers(exchange, last), *shown, *clicked, *page.more, *page.quoted, *quoted]
    links = frozenset(_address(url) for url in clicked[:MOST_ADDRESSES])
    return Told(
        links=links,
        asked=tuple(dict.fromkeys((exchange.url, *(hop.url for hop in exchange.hops)))),
        text=unquote(text[:LONGEST].casefold()),
        addresses=frozenset(_address(url) for url in list(dict.fromkeys(linked))[:MOST_ADDRESSES] if url),
    )


def _in_headers(exchange: Exchange, last: str) -> list[str]:
    """The addresses that the headers of an answer name."""
    headers = exchange.hops[-1].headers if exchange.hops else ()
    return [
        absolute(last, found)
        for name, value in headers
        if (form := HEADERS.get(name.casefold()))
        for found in form.findall(value)
    ]


def called(url: str) -> str:
    """The name of an address, with its question; empty where many pages of a site have that name."""
    parts = urlsplit(unquote(url.casefold()))
    name = parts.path.rstrip("/").rsplit("/", 1)[-1]
    return f"{name}?{parts.query}" if parts.query else "" if INDEX.match(name) else name


def names(other: Told, url: str) -> str:
    """The address by which a page that is not about `url` names it all the same: another one with its name, or itself
    where no reader can click on it, as a script that sends on from old addresses; else empty."""
    here, name = _address(url).rstrip("/"), called(url)
    alike = [each for each in sorted(other.addresses) if name and called(f"//{each}") == name]
    return next((each for each in alike if each.rstrip("/") != here or each not in other.links), "")


class Own(msgspec.Struct, frozen=True):
    """Something that a page has and another has not, and where: behind which words, or in which part of which host."""

    what: str
    where: str
    size: int  # words; 1 for an address


def own(page: Told, other: Told) -> list[Own]:
    """What a page says in three words or more, and the addresses that it names, and that another page does not have.

    An address that holds that of the page itself, as to share it, is its own where the other page does not name the
    same with its own address in that place.
    """
    echoes = _echoes((*page.asked, *other.asked))
    others = other.addresses | {_with_this(url, _echoes(other.asked)) for url in other.addresses}
    mine = _echoes(page.asked)
    named = sorted(url for url in page.addresses if url not in others and _with_this(url, mine) not in others)
    return [*_runs(_words(page.text, echoes), _words(other.text, echoes)), *(Own(url, _part(url), 1) for url in named)]


def more_than(found: Iterable[Own], usual: Iterable[Own]) -> list[Own]:
    """What is more than what differs in the same place by itself: two words, or an address."""
    most: dict[str, int] = {}
    for each in usual:
        most[each.where] = most.get(each.where, 0) + each.size
    mine: dict[str, list[Own]] = {}
    for each in found:
        mine.setdefault(each.where, []).append(each)
    return [
        each
        for where, those in mine.items()
        for each in those
        if where not in most or sum(x.size for x in those) > most[where] + (2 if each.size > 1 else 0)
    ]


def beyond_folder(found: Iterable[Own], url: str, root: Told) -> list[Own]:
    """What the answer for an address has beyond that at the root of its host, without what comes of its folder alone:
    breadcrumbs, and relative links."""
    here, words = _address(url), set(PART.findall(unquote(urlsplit(url).path.casefold())))
    host, folder = here.partition("/")[0], here.rpartition("/")[0]

    def is_of_folder(each: Own) -> bool:
        if each.size > 1:
            return words.issuperset(each.what.split())
        return here.startswith(f"{each.what.rstrip('/')}/") or host + each.what.removeprefix(folder) in root.addresses

    return [each for each in found if not is_of_folder(each)]


def _runs(words: Sequence[str], others: Sequence[str]) -> list[Own]:
    """Words in a row that stand in none of the threes that the other text has as well."""
    shared = {*zip(others, others[1:], others[2:], strict=False)}
    threes = [three in shared for three in zip(words, words[1:], words[2:], strict=False)]
    common = [at for at in range(len(words)) if any(threes[max(0, at - RUN + 1) : at + 1])]
    return [
        Own(
            " ".join(words[before + 1 : after]),
            " ".join(words[max(0, before - RUN + 1) : before + 1]),
            after - before - 1,
        )
        for before, after in pairwise((-1, *common, len(words)))
        if after - before > RUN
    ]


def _words(text: str, echoes: Iterable[re.Pattern[str]]) -> list[str]:
    for echo in echoes:
        text = echo.sub(" ", text)
    return [word for word in WORD.findall(text) if not any(letter.isdigit() for letter in word)]


def _echoes(urls: Iterable[str]) -> list[re.Pattern[str]]:
    """What pages repeat of the address that was asked for, with whatever between its words: its path, its name with
    its ending and without, its question."""
    found: set[tuple[str, ...]] = set()
    for url in urls:
        parts = urlsplit(unquote(url.casefold()))
        name = parts.path.rstrip("/").rsplit("/", 1)[-1]
        found |= {tuple(PART.findall(each)) for each in (parts.path, name, name.rsplit(".", 1)[0], parts.query)}
    return [
        re.compile(rf"(?<![^\W_]){BETWEEN.join(map(re.escape, echo))}(?![^\W_])")
        for echo in sorted(found, key=lambda words: (-len(words), words))
        if echo
    ]


def _with_this(url: str, echoes: Iterable[re.Pattern[str]]) -> str:
    for echo in echoes:
        url = echo.sub(THIS, url)
    return url


def _part(url: str) -> str:
    """The part of a host in which an address lies: its first folder."""
    host, *path = url.partition("?")[0].split("/")
    return "/".join([host, *path[: min(1, len(path) - 1)]])


def _address(url: str) -> str:
    """An address without the number of a session that a page puts behind it."""
    path, _, question = url.partition("?")
    return unquote(same_address(path.partition(";")[0] + ("?" if question else "") + question)).casefold()
