"""What one client may ask: how long an address, how many headers, how large a body, how often."""

from __future__ import annotations

import asyncio
import mmap
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from math import inf
from struct import Struct
from time import monotonic
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from .headers import under

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope

    from .settings import Settings

LONGEST = 16 << 10
"""Bytes of an address with its query, and of all headers together."""
MOST_HEADERS = 100
BODY_SECONDS = 30.0
"""Within which a client must have sent its body."""
DRAINED, DRAIN_SECONDS = 8 << 20, 2.0
"""Bytes and seconds of a refused body that are read and thrown away."""
CLIENTS = 1 << 16
"""Clients that are remembered."""
_NEAR = 8
"""Places in which a client may be remembered."""
_BUCKET = Struct("qdd")
"""Who, what is left, and since when."""
_HOST = re.compile(rb"[A-Za-z0-9._-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered; ``wait`` are seconds after which it may be."""

    status: int
    wait: int = 0


class Rates:
    """Who asked how often: a bucket of tokens for each client, which fills while it is quiet.

    The buckets lie in memory that processes share if they are forked after it was made. Each client has a few
    places in it, by its hash; where they are taken, whoever asked longest ago is forgotten. Two processes that
    write one bucket at the same moment may count one request too few.

    >>> rates = Rates()
    >>> [rates.wait("198.51.100.1", now, 2) for now in (1.0, 1.0, 1.0, 32.0)]
    [0, 0, 30, 0]
    >>> rates.wait("198.51.100.2", 1.0, 2), Rates().wait("198.51.100.1", 1.0, 0)
    (0, 0)
    """

    def __init__(self, clients: int = CLIENTS) -> None:
        self._groups = clients // _NEAR
        self._memory = mmap.mmap(-1, self._groups * _NEAR * _BUCKET.size)

    def wait(self, client: str, now: float, a_minute: int) -> int:
        """Seconds until the client may ask; 0 for now, which takes a token."""
        if not a_minute:
            return 0
        mark = hash(client) or 1
        at, left, then = self._found(mark)
        left = float(a_minute) if then is None else min(a_minute, left + (now - then) * a_minute / 60)
        allowed = left >= 1
        _BUCKET.pack_into(self._memory, at, mark, left - allowed, now)
        return 0 if allowed else max(1, round((1 - left) * 60 / a_minute))

    def _found(self, mark: int) -> tuple[int, float, float | None]:
        """Where the bucket of a client is, what was left in it and when; None for when where it is not its own yet."""
        first = mark % self._groups * _NEAR * _BUCKET.size
        oldest, age = first, inf
        for at in range(first, first + _NEAR * _BUCKET.size, _BUCKET.size):
            known, left, then = _BUCKET.unpack_from(self._memory, at)
            if known == mark:
                return at, left, then
            if then < age:
                oldest, age = at, then
        return oldest, 0.0, None


RATES = Rates()
"""Those of this portal."""


@lru_cache(4096)
def client_of(peer: str, forwarded: str) -> str:
    """Who asks: the peer; behind a proxy on this machine, the one whom the proxy names last. IPv6 by its /64.

    >>> client_of("198.51.100.7", "203.0.113.9"), client_of("127.0.0.1", "192.0.2.1, 203.0.113.9")
    ('198.51.100.7', '203.0.113.9')
    >>> client_of("::1", "2001:db8:1:2:3:4:5:6"), client_of("127.0.0.1", "nonsense")
    ('2001:db8:1:2::', '127.0.0.1')
    """
    told = forwarded.rpartition(",")[2].strip() if local(peer) else ""
    for text in (told, peer):
        try:
            found = ip_address(text)
        except ValueError:
            continue
        if found.version == 6:
            return str(ip_address(int(found) >> 64 << 64))
        return str(found)
    return "unknown"


def local(peer: str) -> bool:
    """Whether the peer is on this machine: only such a proxy is believed."""
    return peer.startswith("127.") or peer in ("::1", "::ffff:127.0.0.1", "testclient")


def malformed(scope: Scope, headers: Mapping[bytes, bytes]) -> Refusal | None:
    """What is wrong with the address or the headers, if anything is."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
        return Refusal(414)
    pairs = scope["headers"]
    if len(pairs) > MOST_HEADERS or sum(len(name) + len(value) for name, value in pairs) > LONGEST:
        return Refusal(431)
    host = headers.get(b"host")
    if (host and not _HOST.fullmatch(host)) or "\0" in scope["path"]:
        return Refusal(400)
    return None


def largest(settings: Settings, path: str) -> int:
    """Bytes that a body may have."""
    writes = settings.writable and under(path, ("/rdf-graph-store",))
    return settings.graph_limit if writes else settings.body_limit


def measured(receive: Receive, most: int) -> Receive:
    """The same, until the body is larger than allowed or comes too slowly.

    :raises HTTPException: 413 or 408.
    """
    read, until, ended = 0, monotonic() + BODY_SECONDS, False

    async def received() -> Message:
        nonlocal read, ended
        if ended:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.001, until - monotonic()))
        except TimeoutError:
            raise HTTPException(408) from None
        read += len(message.get("body", b""))
        ended = not message.get("more_body", False)
        if read > most:
            raise HTTPException(413)
        return message

    return received


async def drained(receive: Receive) -> None:
    """Read what else comes of a body that is refused, for a short while: who is cut off while sending never sees why."""
    left = DRAINED
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


def now() -> float:
    """Seconds of a clock that only goes forward."""
    return monotonic()
