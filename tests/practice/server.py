"""How does a server on loopback send exactly the bytes it is told to, right or wrong, and note what it was asked?"""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True)
class Seen:
    """One request that came: when (monotonic seconds), what, from where. Header names are in lower case."""

    at: float
    site: str
    method: str
    path: str
    headers: dict[str, str]
    peer: str
    connection: int  # counts connections: the same number means that it was used again


@dataclass
class Answer:
    """What is sent. `pieces` may hold numbers: seconds to wait before the next piece."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    pieces: Iterable[bytes | float] = ()
    length: int | None = None  # what Content-Length says; None: it is not sent
    chunked: bool = False
    ends: bool = True  # chunked: whether the last chunk is sent
    close: bool = False  # the connection is closed behind it
    raw: bytes | None = None  # sent in place of a head
    head_gap: float = 0.0  # seconds between the bytes of the head

    @classmethod
    def of(cls, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **more: str) -> Answer:
        """An honest answer with a body."""
        headers = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items())]
        return cls(status, headers, [body], len(body))

    def body(self) -> bytes:
        """The bytes that an honest answer sends."""
        return b"".join(piece for piece in self.pieces if isinstance(piece, bytes))


Handler = Callable[[Seen], Answer]


class Server:
    """A threaded server on a loopback address; `handler` answers each request. Keeps connections open."""

    def __init__(
        self, handler: Handler, name: str = "", host: str = "127.0.0.1", latency: float = 0.0, tls: object = None
    ) -> None:
        self.name, self.handler, self.latency, self.tls = name, handler, latency, tls
        self.requests: list[Seen] = []
        self.stopped = threading.Event()
        self.connections = 0
        owner = self

        class Connection(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                owner._serve(self.request, str(self.client_address[0]))

        class Threads(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 256

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that goes away is no news."""

        self._server = Threads((host, 0), Connection)
        self.host, self.port = self._server.server_address[:2]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}"

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return f"{'https' if self.tls else 'http'}://{self.netloc}{path}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, sock: socket.socket, peer: str) -> None:
        self.connections += 1
        number = self.connections
        if self.tls is not None:
            sock = self.tls.wrap_socket(sock, server_side=True)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with sock.makefile("rb") as lines:
            while not self.stopped.is_set() and (seen := self._read(lines, peer, number)):
                self.requests.append(seen)
                self.stopped.wait(self.latency) if self.latency else None
                answer = self.handler(seen)
                if not self._send(sock, answer) or seen.headers.get("connection", "").lower() == "close":
                    return

    def _read(self, lines, peer: str, number: int) -> Seen | None:
        start = lines.readline().decode("latin-1").split()
        if len(start) != 3:
            return None
        headers = {}
        while (line := lines.readline().decode("latin-1").strip()) != "":
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return Seen(time.monotonic(), self.name, start[0], start[1], headers, peer, number)

    def _send(self, sock: socket.socket, answer: Answer) -> bool:
        """Sends an answer; False where the connection ends with it."""
        head = _head(answer) if answer.raw is None else answer.raw
        if answer.head_gap:
            for byte in head:
                sock.sendall(bytes([byte]))
                if self.stopped.wait(answer.head_gap):
                    return False
            head = b""
        for piece in answer.pieces:
            if isinstance(piece, float | int):
                sock.sendall(head)
                head = b""
                if self.stopped.wait(piece):
                    return False
                continue
            sock.sendall(head + (b"%x\r\n%b\r\n" % (len(piece), piece) if answer.chunked and piece else piece))
            head = b""
        sock.sendall(head + (b"0\r\n\r\n" if answer.chunked and answer.ends else b""))
        return not answer.close


def _head(answer: Answer) -> bytes:
    try:
        reason = HTTPStatus(answer.status).phrase
    except ValueError:
        reason = "Status"
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in answer.headers)]
    if answer.length is not None:
        lines.append(f"Content-Length: {answer.length}")
    if answer.chunked:
        lines.append("Transfer-Encoding: chunked")
    if answer.close:
        lines.append("Connection: close")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("utf-8")
