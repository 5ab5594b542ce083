"""How do tests stay on loopback, and still try names and addresses of everywhere?"""

from __future__ import annotations

import ipaddress
import socket

import pytest

PUBLIC = "93.184.215.14"  # stands for any public address; the guard below leads it to loopback


class Network:
    """The only network there is: names resolve as told, public addresses are led to loopback, all else is an error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []
        resolve, connect = socket.getaddrinfo, socket.socket.connect

        def getaddrinfo(host, port, *rest, **more):
            self.asked.append(host)
            if host in self.names:
                answers = self.names[host]
                host = answers.pop(0) if len(answers) > 1 else answers[0]
            return resolve(host, port, *rest, **{**more, "flags": socket.AI_NUMERICHOST if host != "localhost" else 0})

        def guarded(sock, address):
            if sock.family in {socket.AF_INET, socket.AF_INET6}:
                self.connected.append(address[:2])
                if address[0] == PUBLIC:
                    address = ("127.0.0.1", address[1])
                if not ipaddress.ip_address(address[0]).is_loopback:
                    raise AssertionError(f"a test left loopback: {address}")
            return connect(sock, address)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", guarded)
