"""Does the host's robots.txt allow an address, and how long a gap does it ask for? (RFC 9309)

It is fetched once per origin and run, with the host's pace and budget. An answer of 4xx means that there is no such
file: allowed. One of 429 or 5xx, or a file that did not come whole, means that nobody knows: not allowed. Where no
answer came at all, the visit fails as robots.txt did (unreachable, timed out): the page would have met the same.
"""

from __future__ import annotations

import http.client
import re
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import protego

from tracker.coding import CODINGS, Inflater
from tracker.exchange import Exchange, Failure
from tracker.fetch.address import host_of, origin_of
from tracker.fetch.gates import Gates
from tracker.fetch.policy import PRODUCT, Ask, Policy

_LARGEST = 512_000  # 500 KiB, which RFC 9309 asks for at least; what is behind is not read
_OWN_NAME: frozenset[Failure] = frozenset({"unreachable", "timed_out", "address_refused", "budget", "malformed"})
_OF_ONE_VISIT: frozenset[Failure] = frozenset({"address_refused", "budget"})  # another may be allowed, or come later

_BUSY = http.client.TOO_MANY_REQUESTS
_AGENT = ("user-agent", "useragent", "user agent")
_OTHERS = "somebody-else"
_TOKEN = re.compile(r"[a-z_-]*")  # the product token of RFC 9309: a version may stand behind it

Refusal = tuple[Failure, str]


class _Rules:
    """The rules of one origin, or why there are none to go by."""

    def __init__(self, parser: protego.Protego | None = None, refusal: Refusal | None = None) -> None:
        self.parser, self.refusal = parser, refusal


class Robots:
    """The robots.txt files of a run. `visit` fetches one, without asking for its own leave."""

    def __init__(self, policy: Policy, gates: Gates, visit: Callable[[Ask], Exchange]) -> None:
        self._policy, self._gates, self._visit = policy, gates, visit
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._rules: dict[str, _Rules] = {}

    def refusal(self, url: str, ask: Ask) -> Refusal | None:
        """Why an address may not be asked for in this visit; None where it may."""
        origin = origin_of(url)
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            rules = self._rules.get(origin) or self._fetch(origin, ask)
            if rules.refusal is None or rules.refusal[0] not in _OF_ONE_VISIT:
                self._rules[origin] = rules
        if rules.refusal is not None or rules.parser is None:
            return rules.refusal
        if not rules.parser.can_fetch(url, PRODUCT):
            return "robots", f"{origin}/robots.txt does not allow it for {PRODUCT}"
        return None

    def _fetch(self, origin: str, ask: Ask) -> _Rules:
        address = f"{origin}/robots.txt"
        exchange = self._visit(Ask(address, largest=_LARGEST, start_only=True, allow_private=ask.allow_private))
        try:
            return self._rules_of(address, exchange)
        finally:
            if exchange.body is not None:
                exchange.body.unlink()

    def _rules_of(self, address: str, exchange: Exchange) -> _Rules:
        if exchange.failure in _OWN_NAME:
            return _Rules(refusal=(exchange.failure, f"{address}: {exchange.failure_text}"))
        if (400 <= exchange.status < 500 and exchange.status != _BUSY) or exchange.failure == "redirect_loop":
            return _Rules()
        why = ""
        if exchange.failure not in {"", "too_large"} or not 200 <= exchange.status < 300:
            why = exchange.failure_text or f"status {exchange.status}"
        text, problem = (b"", "") if why or exchange.body is None else _text(exchange, exchange.body)
        if exchange.failure == "too_large" and not text:
            problem = problem or exchange.failure_text
        if why or problem:
            return _Rules(refusal=("robots", f"{address} could not be read: {why or problem}"))
        return self._read(address, text)

    def _read(self, address: str, text: bytes) -> _Rules:
        parser = protego.Protego.parse(_for_us(text.decode("utf-8-sig", "replace")))
        delay = parser.crawl_delay(PRODUCT) or 0.0
        if delay > self._policy.longest_wait:
            limit = self._policy.longest_wait
            return _Rules(refusal=("robots", f"{address} asks for {delay:g} seconds between requests, above {limit:g}"))
        self._gates.of(host_of(address)).slow_down(delay)
        return _Rules(parser=parser)


def _text(exchange: Exchange, body: Path) -> tuple[bytes, str]:
    """The first bytes of the file without their coding, in whole lines; and why they can not be read, if so."""
    name = exchange.header("content-encoding").strip().casefold()
    if name not in {"", "identity", *CODINGS}:
        return b"", f"it came in the content coding {name!r}, which was not asked for"
    with body.open("rb") as file:
        text = file.read(_LARGEST)
    more = exchange.failure == "too_large"
    if name in CODINGS:
        try:
            text, more = _inflated(text, name, more)
        except zlib.error as error:
            return b"", f"it is not in the coding {name} as stated: {error}"
    return (text[: max(text.rfind(b"\n"), text.rfind(b"\r")) + 1] if more else text), ""


def _inflated(coded: bytes, name: str, more: bool) -> tuple[bytes, bool]:
    """What the bytes unfold to, up to the limit, and whether there is more."""
    text = bytearray()
    for piece in Inflater(CODINGS[name]).feed(coded):
        text += piece
        if len(text) > _LARGEST:
            return bytes(text[:_LARGEST]), True
    return bytes(text), more


def _for_us(text: str) -> str:
    """The file with us under our name, whatever version stands behind it, and all others under one name. The parser
    copies each rule to each agent of its group: a file of 115 kB with 4,000 agents and 4,000 rules took it 20 seconds.
    """
    lines = []
    for line in text.splitlines():
        field = line.partition("#")[0].strip().lower()
        name = next((field[len(word) :].strip(" \t:*") for word in _AGENT if field.startswith(word)), "")
        lines.append(f"user-agent: {_agent(name)}" if name else line)
    return "\n".join(lines)


def _agent(name: str) -> str:
    found = _TOKEN.match(name)
    return PRODUCT if found and found.group() == PRODUCT else _OTHERS
