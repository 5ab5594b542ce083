"""Does the host's robots.txt allow an address, and how long a gap does it ask for? (RFC 9309)

It is fetched once per origin and run, with the host's pace and budget. An answer of 4xx means that there is no such
file: allowed. One of 5xx, or a file that did not come whole, means that nobody knows: not allowed. Where no answer came
at all, the visit fails as robots.txt did (unreachable, timed out): the page would have met the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import protego

from tracker.exchange import Exchange, Failure
from tracker.fetch.address import host_of, origin_of
from tracker.fetch.gates import Gates
from tracker.fetch.policy import PRODUCT, Ask, Policy

_LARGEST = 512_000  # RFC 9309 asks for 500 KiB at least; what is behind is not read
_OWN_NAME: frozenset[Failure] = frozenset({"unreachable", "timed_out", "address_refused", "budget", "malformed"})

_AGENT = ("user-agent", "useragent", "user agent")
_OTHERS = "somebody-else"

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

    def refusal(self, url: str) -> Refusal | None:
        """Why an address may not be asked for; None where it may."""
        origin = origin_of(url)
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._fetch(origin)
        rules = self._rules[origin]
        if rules.refusal is not None or rules.parser is None:
            return rules.refusal
        if not rules.parser.can_fetch(url, PRODUCT):
            return "robots", f"{origin}/robots.txt does not allow it for {PRODUCT}"
        return None

    def _fetch(self, origin: str) -> _Rules:
        address = f"{origin}/robots.txt"
        exchange = self._visit(Ask(address, largest=_LARGEST))
        text = b""
        if exchange.body is not None:
            with exchange.body.open("rb") as body:
                text = body.read(_LARGEST)
            exchange.body.unlink()
        if exchange.failure in _OWN_NAME:
            return _Rules(refusal=(exchange.failure, f"{address}: {exchange.failure_text}"))
        if 400 <= exchange.status < 500 or exchange.failure == "redirect_loop":
            return _Rules()
        if exchange.failure not in {"", "too_large"} or not 200 <= exchange.status < 300:
            why = exchange.failure_text or f"status {exchange.status}"
            return _Rules(refusal=("robots", f"{address} could not be read: {why}"))
        return self._read(address, text)

    def _read(self, address: str, text: bytes) -> _Rules:
        parser = protego.Protego.parse(_for_us(text.decode("utf-8-sig", "replace")))
        delay = parser.crawl_delay(PRODUCT) or 0.0
        if delay > self._policy.longest_wait:
            limit = self._policy.longest_wait
            return _Rules(refusal=("robots", f"{address} asks for {delay:g} seconds between requests, above {limit:g}"))
        self._gates.of(host_of(address)).slow_down(delay)
        return _Rules(parser=parser)


def _for_us(text: str) -> str:
    """The file with all agents that can not mean us under one name. The parser copies each rule to each agent of its
    group: a file of 115 kB with 4,000 agents and 4,000 rules took it 20 seconds."""
    lines = []
    for line in text.splitlines():
        field = line.partition("#")[0].strip().lower()
        name = next((field[len(word) :].strip(" \t:*") for word in _AGENT if field.startswith(word)), "")
        lines.append(f"user-agent: {_OTHERS}" if name and name not in PRODUCT else line)
    return "\n".join(lines)
