"""Servers for tests that do as they are told: right, busy, or gone in the middle.

with Graphs() as server:
    server.faults = [Fault("PUT", 503, {"Retry-After": "0"})]
    ...  # use server.url; then look at server.seen
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Seen:
    """A request as it came in."""

    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the address."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is done to the next request of a method (and path) instead of answering it: answered with a status; or, with
    ``lost``, the connection is closed before anything is done, or after it; or it hangs until the server is stopped."""

    method: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    lost: str = ""
    """``before``, ``after`` or ``hang``."""
    path: str = ""


class Faulty:
    """A server on a free port of 127.0.0.1; ``faults`` are used up, ``seen`` is what came in."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.faults: list[Fault] = []
        self.seen: list[Seen] = []
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        cast(_Owned, self._http).owner = self
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._http.server_address[1]}"

    def answer(self, request: Seen) -> Said:
        """The right answer."""
        raise NotImplementedError

    def methods(self, *names: str) -> list[Seen]:
        """What came in by these methods."""
        return [one for one in self.seen if one.method in names]

    def fault(self, request: Seen) -> Fault | None:
        """The fault that is due, which is then used up."""
        with self._lock:
            for one in self.faults:
                if one.method == request.method and one.path in request.path:
                    self.faults.remove(one)
                    return one
        return None

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopped.set()
        self._http.shutdown()
        self._http.server_close()


class _Owned:
    owner: Faulty


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _do(self) -> None:
        owner = cast(_Owned, self.server).owner
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Seen(self.command, self.path, self.headers, body)
        fault = owner.fault(request)
        owner.seen.append(request)
        if fault and fault.lost == "hang":
            owner.stopped.wait(60)
        if fault and fault.lost in ("before", "hang"):
            self._hang_up()
        elif fault and fault.status:
            self._send(Said(fault.status, b"as told\n", fault.headers))
        else:
            said = owner.answer(request)
            if fault:
                self._hang_up()
            else:
                self._send(said)

    def _send(self, said: Said) -> None:
        with suppress(OSError):
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if said.status != 304:
                self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _do

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


class Graphs(Faulty):
    """A graph store: what was put is kept and given back in another order; ``tags``: with an ETag."""

    def __init__(
        self,
        tags: bool = False,
        keeps: Callable[[bytes], bytes] = lambda body: body,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(tls)
        self.graphs: dict[str, bytes] = {}
        self._tags, self._keeps = tags, keeps

    def answer(self, request: Seen) -> Said:
        """SPARQL 1.1 Graph Store HTTP Protocol, as far as it is used."""
        name = request.parameters["graph"]
        there = name in self.graphs
        if request.method == "PUT":
            self.graphs[name] = self._keeps(request.body)
            return Said(204 if there else 201)
        if not there:
            return Said(404, b"no such graph")
        if request.method == "DELETE":
            del self.graphs[name]
            return Said(204)
        lines = self.graphs[name].splitlines(keepends=True)
        tag = f'W/"{sha256(self.graphs[name]).hexdigest()}"'
        if self._tags and request.headers.get("If-None-Match") == tag:
            return Said(304)
        told = {"Content-Type": "application/n-triples"} | ({"ETag": tag} if self._tags else {})
        return Said(200, b"".join(reversed(lines)), told)
