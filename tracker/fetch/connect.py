"""How is a connection made that reaches only the address that was checked, and never outlasts its time?

urllib3 and requests do the talking. Their sockets are replaced at three points:
- the address is resolved and checked here, and the socket is connected to that very IP address: a name that answers
  otherwise the second time (DNS rebinding) gains nothing. Host, SNI and certificate check stay with the name;
  A connection that is used again is held against what the request at hand is allowed;
- each read waits no longer than the clock of the visit allows: urllib3 has no limit on the whole, so a server that
  sends a byte every few seconds (head, chunk sizes or body) would hold the worker for ever;
- at the end of an answer it is seen whether more bytes came than it announced. Such a connection is not used again.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
import weakref
from collections.abc import Collection
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, cast

import requests.adapters
import urllib3
import urllib3.connection
import urllib3.connectionpool

from tracker.fetch.address import checked_addresses, refuse_private
from tracker.fetch.policy import Policy

_MOST_INFORMATIONAL = 20


class Sockets:
    """The sockets in use, so that an interrupted run can wake the workers that wait on them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: weakref.WeakSet[Any] = weakref.WeakSet()

    def add(self, sock: Any) -> None:
        with self._lock:
            self._live.add(sock)

    def shut_down(self) -> None:
        """Ends every read and every connection that is being made."""
        with self._lock:
            for sock in list(self._live):
                with suppress(OSError):  # not connected, or closed by now
                    sock.shutdown(socket.SHUT_RDWR)


class Transfer:
    """The clock of one request, and what its connection has to tell."""

    def __init__(self, policy: Policy, left: float, sockets: Sockets, allowed: Collection[str] = ()) -> None:
        self.connect_timeout, self.first_byte_timeout = policy.connect_timeout, policy.first_byte_timeout
        self.allowed: Collection[str] = (*policy.allow_private, *allowed)
        self.sockets = sockets
        self.deadline = time.monotonic() + left
        self.total = policy.total_timeout
        self.stage = "connection"  # then "first byte", then "rest": what a time-out was waiting for
        self.peer = ""
        self.sent_at = 0.0  # when the request had been sent (monotonic)
        self.longer = False  # more bytes came than the answer announced

    def left(self, at_most: float) -> float:
        """Seconds that the next step may take."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole transfer took too long")
        return min(left, at_most)

    def timeout_text(self) -> str:
        """Which limit was passed, in one line."""
        if time.monotonic() >= self.deadline:
            return f"not whole after {self.total:g} seconds"
        if self.stage == "connection":
            return f"no connection within {self.connect_timeout:g} seconds"
        return f"no byte for {self.first_byte_timeout:g} seconds (waiting for the {self.stage})"


# The transfer that this thread is at: connections are made and kept by urllib3, which hands nothing of ours to them.
CURRENT: ContextVar[Transfer] = ContextVar("transfer")


class _Timed(io.RawIOBase):
    """Bytes from a socket, each read within the time that is left."""

    def __init__(self, sock: Any, transfer: Transfer) -> None:
        self._sock, self._transfer = sock, transfer
        self._raw = sock.makefile("rb", buffering=0)
        self.waits = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._transfer.left(self._transfer.first_byte_timeout) if self.waits else 0)
        count = cast("int | None", self._raw.readinto(buffer))
        self._transfer.stage = "rest"
        return count

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Answer(io.BufferedReader):
    """The bytes of one answer. At its close it is looked, without waiting, whether there are more than it announced."""

    def __init__(self, sock: Any, transfer: Transfer) -> None:
        self._timed, self._sock, self._transfer = _Timed(sock, transfer), sock, transfer
        super().__init__(self._timed)

    def close(self) -> None:
        if not self.closed:
            self._look_for_more()
        super().close()

    def _look_for_more(self) -> None:
        before = self._sock.gettimeout()
        self._timed.waits = False
        with suppress(OSError):  # nothing there yet (TLS says so by an error), or closed already
            if self.peek(1):
                self._transfer.longer = True
                self._sock.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            self._sock.settimeout(before)


class _Socket:
    """A connected socket whose `makefile` gives timed reads; all else is the socket's own."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return _Answer(self._sock, CURRENT.get())


def _connected(host: str, port: int) -> tuple[socket.socket, str]:
    """A socket to one of the checked addresses of a host, and that address."""
    transfer = CURRENT.get()
    problem: OSError = OSError(f"the name {host} has no address")
    for family, kind, protocol, _, address in checked_addresses(
        host, port, transfer.allowed, transfer.left(transfer.connect_timeout)
    ):
        sock = socket.socket(family, kind, protocol)
        transfer.sockets.add(sock)
        try:
            sock.settimeout(transfer.left(transfer.connect_timeout))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(address)
        except OSError as error:
            sock.close()
            problem = error
            continue
        return sock, str(address[0])
    raise problem


class _Response(http.client.HTTPResponse):
    """An answer, without the informational ones (103 Early Hints and the like) that may come before it."""

    def _read_status(self) -> tuple[str, int, str]:
        # http.client calls this for each head that comes, and passes over 100 by itself.
        for _ in range(_MOST_INFORMATIONAL):
            version, status, reason = cast("tuple[str, int, str]", super()._read_status())  # type: ignore[misc]
            if not http.client.SWITCHING_PROTOCOLS < status < http.client.OK:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException(f"more than {_MOST_INFORMATIONAL} informational answers")


class _Ready:
    """What both kinds of connection do when they are made, used again and read."""

    sock: Any
    host: str
    port: int
    reached = ""  # the IP address that was checked and connected to

    def reach(self) -> socket.socket:
        sock, self.reached = _connected(self.host.strip("[]"), self.port)
        return sock

    def asking(self) -> None:
        """A connection that stands was checked for an earlier request, which may have been allowed more."""
        if self.sock is not None:
            refuse_private(self.host.strip("[]"), self.port, [self.reached], CURRENT.get().allowed)

    def ready(self) -> None:
        CURRENT.get().sockets.add(self.sock)
        self.sock = _Socket(self.sock)

    def awaiting(self) -> None:
        transfer = CURRENT.get()
        transfer.stage, transfer.sent_at = "first byte", time.monotonic()
        transfer.peer = self.sock.getpeername()[0] if self.sock is not None else ""


class _Plain(_Ready, urllib3.connection.HTTPConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return self.reach()

    def request(self, *args: Any, **kwargs: Any) -> None:
        self.asking()
        super().request(*args, **kwargs)

    def connect(self) -> None:
        super().connect()
        self.ready()

    def getresponse(self) -> Any:
        self.awaiting()
        return super().getresponse()


class _Secure(_Ready, urllib3.connection.HTTPSConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return self.reach()

    def request(self, *args: Any, **kwargs: Any) -> None:
        self.asking()
        super().request(*args, **kwargs)

    def connect(self) -> None:
        super().connect()
        self.ready()

    def getresponse(self) -> Any:
        self.awaiting()
        return super().getresponse()


class _PlainPool(urllib3.connectionpool.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.connectionpool.HTTPSConnectionPool):
    ConnectionCls = _Secure


class Adapter(requests.adapters.HTTPAdapter):
    """Sends one prepared request. Used without a `requests.Session`: there is nothing that could keep cookies, read
    netrc or proxies, follow a redirect, or read the body of a redirect into memory (a Session does, in `send`)."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
