"""What came of asking for one address, through its redirects and retries?"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import msgspec
import requests
import urllib3.exceptions

from tracker.exchange import Exchange, Failure, Hop
from tracker.fetch import address
from tracker.fetch.body import Spooled, causes, spool
from tracker.fetch.connect import CURRENT, Adapter, Sockets, Transfer
from tracker.fetch.gates import Gate, Gates, NoTurn, Stopped
from tracker.fetch.policy import Ask, Policy
from tracker.fetch.robots import Robots

_REDIRECTS = {301, 302, 303, 307, 308}
_TRY_AGAIN = {429, 503}
_LARGEST_ANSWER = 1_000_000  # bytes of the answer to what was posted: a time stamp has a few thousand

Sent = tuple[bytes, str]  # what is posted, and its content type


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One request and its answer. No hop where nothing was asked."""

    hop: Hop | None = None
    body: Spooled = Spooled()
    lost: bool = False  # the connection was lost, or there was none: worth another try

    def header(self, name: str) -> str:
        found = [value for key, value in (self.hop.headers if self.hop else ()) if key.casefold() == name]
        return found[-1] if found else ""


class _Trail:
    """What one visit has used up and met so far."""

    def __init__(self, ask: Ask, policy: Policy) -> None:
        self.ask, self.left = ask, policy.total_timeout
        self.started: float | None = None
        self.hops: list[Hop] = []
        self.retries = 0

    def end(self, failure: Failure = "", text: str = "", body: Spooled | None = None) -> Exchange:
        body = body or Spooled()
        return Exchange(
            url=self.ask.url,
            hops=tuple(self.hops),
            elapsed=0.0 if self.started is None else time.monotonic() - self.started,
            failure=failure,
            failure_text=text,
            body=body.path,
            digest=body.digest,
            size=body.size,
            retries=self.retries,
        )


class Visitor:
    """Visits addresses, one at a time per thread."""

    def __init__(self, policy: Policy, folder: Path) -> None:
        self._policy, self._folder = policy, folder
        self.stop, self.sockets = threading.Event(), Sockets()
        self._gates = Gates(policy.pace_seconds, policy.budget)
        self.adapter = Adapter(pool_connections=256, pool_maxsize=4)
        self._robots = Robots(policy, self._gates, self._robots_file)

    def _robots_file(self, ask: Ask) -> Exchange:
        return self.visit(ask, obey=False)

    def visit(self, ask: Ask, obey: bool = True) -> Exchange:
        """One visit, through all redirects."""
        trail, url = _Trail(ask, self._policy), ask.url
        seen: set[str] = set()
        while True:
            url, problem = address.normal(url)
            if problem:
                return trail.end("address_refused", problem)
            if url in seen or len(seen) > self._policy.redirects:
                return trail.end("redirect_loop", f"redirect number {len(seen)} leads to {url}")
            seen.add(url)
            if obey and self._policy.obey_robots and (refusal := self._robots.refusal(url, ask)):
                return trail.end(*refusal)
            attempt = self._persist(url, trail)
            if attempt.hop is not None:
                trail.hops.append(attempt.hop)
            location = attempt.header("location")
            if attempt.body.failure or attempt.hop is None or not (_redirects(attempt.hop) and location):
                return trail.end(attempt.body.failure, attempt.body.text, attempt.body)
            url = address.redirect_target(url, location)

    def post(self, url: str, body: bytes, content_type: str) -> Exchange:
        """Send bytes to an address that the user named, once: no redirect is followed, robots.txt is not for this."""
        trail = _Trail(Ask(url, largest=_LARGEST_ANSWER), self._policy)
        url, problem = address.normal(url)
        if problem:
            return trail.end("address_refused", problem)
        gate = self._gates.of(address.host_of(url))
        try:
            with gate.turn(self.stop):
                attempt = self._once(url, trail, gate, (body, content_type))
        except NoTurn as error:
            return trail.end("budget", str(error))
        trail.hops += [attempt.hop] if attempt.hop else []
        return trail.end(attempt.body.failure, attempt.body.text, attempt.body)

    def _persist(self, url: str, trail: _Trail) -> Attempt:
        """One request, tried again where the answer says later or the connection was lost."""
        gate = self._gates.of(address.host_of(url))
        last: Attempt | None = None
        tries = 0
        while True:
            try:
                with gate.turn(self.stop):
                    if last is not None:
                        _discard(last)
                        trail.retries += 1
                    last = self._once(url, trail, gate)
                    wait = self._wait(last, tries, gate)
            except NoTurn as error:
                return last or Attempt(body=Spooled(failure="budget", text=str(error)))
            if wait is None or tries == self._policy.retries or trail.left <= 0:
                return last
            tries += 1

    def _wait(self, attempt: Attempt, tries: int, gate: Gate) -> float | None:
        """Seconds to wait before another try; None where there should be none. The gate of the host waits as well."""
        backoff = self._policy.pace_seconds * float(2 ** (tries + 1))
        if attempt.lost:
            gate.postpone(backoff)
            return backoff
        if attempt.hop is None or attempt.hop.status not in _TRY_AGAIN:
            return None
        asked = _seconds(attempt.header("retry-after"), attempt.header("date"))
        wait = backoff if asked is None else asked
        if wait <= self._policy.longest_wait:
            gate.postpone(wait)
            return wait
        if asked is not None:
            why = f"answered {attempt.hop.status} and asked to wait {asked:.0f} seconds"
            gate.close(asked, f"this host {why}: until then it is asked for nothing more")
        return None

    def _headers(self, url: str, ask: Ask) -> dict[str, str]:
        headers = {
            "Host": address.host_header(url),
            "User-Agent": self._policy.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        if ask.fresh:
            headers["Cache-Control"] = "no-cache"
        if address.same_resource(ask.url, url):
            if ask.etag:
                headers["If-None-Match"] = ask.etag.strip()
            if ask.last_modified:
                headers["If-Modified-Since"] = ask.last_modified.strip()
        return headers

    def _once(self, url: str, trail: _Trail, gate: Gate, sent: Sent | None = None) -> Attempt:
        started = time.monotonic()
        trail.started = started if trail.started is None else trail.started
        transfer = Transfer(self._policy, trail.left, self.sockets, trail.ask.allow_private)
        token = CURRENT.set(transfer)
        try:
            return self._exchange(url, trail, transfer, sent)
        finally:
            CURRENT.reset(token)
            gate.sent(transfer.sent_at)
            trail.left -= time.monotonic() - started

    def _exchange(self, url: str, trail: _Trail, transfer: Transfer, sent: Sent | None) -> Attempt:
        headers = self._headers(url, trail.ask)
        if sent is not None:
            headers["Content-Type"] = sent[1]
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        hop = Hop(url=url, asked_at=now, request_headers=tuple(headers.items()))
        try:
            method, data = ("GET", None) if sent is None else ("POST", sent[0])
            request = requests.Request(method, url, headers=headers, data=data).prepare()
            times = (self._policy.connect_timeout, self._policy.first_byte_timeout)
            response = self.adapter.send(request, stream=True, timeout=times, verify=True)
        except address.AddressRefused as error:
            return Attempt(body=Spooled(failure="address_refused", text=str(error)))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if self.stop.is_set():
                raise Stopped from error
            return _no_answer(hop, error, transfer)
        raw = response.raw
        hop = _answered(hop, raw, transfer)
        if hop.status == http.client.NOT_MODIFIED or (_redirects(hop) and response.headers.get("location")):
            _leave(raw)
            return Attempt(hop=hop)
        ask = trail.ask
        largest = self._policy.largest if ask.largest is None else ask.largest
        body = spool(raw, transfer, self._folder, largest, ask.start_only)
        if self.stop.is_set() and body.failure:
            _discard(Attempt(body=body))
            raise Stopped
        return Attempt(hop=hop, body=body, lost=body.lost)


def _redirects(hop: Hop) -> bool:
    return hop.status in _REDIRECTS


def _leave(raw: Any) -> None:
    """Done with an answer whose body is not read: it may be anything. Where it has none, the connection goes on."""
    if raw.length_remaining == 0:
        raw.read1(1, decode_content=False)
    else:
        raw.close()


def _discard(attempt: Attempt) -> None:
    if attempt.body.path is not None:
        attempt.body.path.unlink(missing_ok=True)


def _answered(hop: Hop, raw: Any, transfer: Transfer) -> Hop:
    """A hop with the head of its answer; header lines as sent, in order, doubles included."""
    original = raw._original_response
    return msgspec.structs.replace(
        hop,
        status=raw.status,
        reason=raw.reason or "",
        headers=tuple((str(key), str(value)) for key, value in original.msg.items()),
        peer=transfer.peer,
    )


def _no_answer(hop: Hop, error: Exception, transfer: Transfer) -> Attempt:
    """Why no head of an answer came."""
    found = causes(error)
    hop = msgspec.structs.replace(hop, peer=transfer.peer)

    def failed(failure: Failure, text: str, lost: bool = False) -> Attempt:
        return Attempt(hop=hop, body=Spooled(failure=failure, text=text), lost=lost)

    if any(isinstance(item, TimeoutError | urllib3.exceptions.TimeoutError) for item in found):
        return failed("timed_out", transfer.timeout_text())
    for item in found:
        if isinstance(item, ssl.SSLError | ssl.CertificateError):
            return failed("unreachable", f"TLS refused: {_line(item)}")
        if isinstance(item, socket.gaierror):
            again = item.errno == socket.EAI_AGAIN
            return failed("unreachable", f"the name was not resolved: {item.strerror}", lost=again)
        if isinstance(item, ConnectionError):
            return failed("unreachable", f"no connection, or it was lost: {_line(item)}", lost=True)
    for item in found:
        if isinstance(item, http.client.HTTPException):
            return failed("malformed", f"what came is no HTTP: {type(item).__name__} {_line(item)}")
        if type(item) is OSError:
            return failed("unreachable", f"no connection: {item.strerror or _line(item)}", lost=True)
    return failed("malformed", f"{type(error).__name__}: {_line(error)}")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _seconds(retry_after: str, date: str) -> float | None:
    """What Retry-After asks for: seconds, or a date, counted from the server's own clock where it tells it."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    until = _date(text)
    if until is None:
        return None
    return max(0.0, (until - (_date(date) or datetime.now(UTC))).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
