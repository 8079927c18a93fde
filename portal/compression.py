"""Answers made smaller on their way, where the client asks for it; what is streamed stays a stream."""

from __future__ import annotations

import zlib
from functools import lru_cache
from time import monotonic
from typing import Protocol

import brotli
from starlette.concurrency import run_in_threadpool

SMALLEST = 600
"""Bytes below which it is not worth it."""
HEAVY = 32 << 10
"""Bytes from which the work leaves the event loop."""
_PAUSE = 0.3
"""Seconds after which what there is of a slow stream is sent on."""
_TYPES = ("application/json", "application/xml", "application/javascript", "application/n-", "application/trig",
          "application/ld+json", "application/rdf+xml", "application/sparql-", "application/problem+json",
          "application/opensearchdescription+xml", "application/atom+xml", "image/svg+xml", "text/")  # fmt: skip


class Packer(Protocol):
    """Makes a stream smaller."""

    encoding: bytes

    def add(self, body: bytes, flush: bool) -> bytes:
        """What can be sent after these bytes; all of them with ``flush``."""

    def end(self) -> bytes:
        """What is left."""


class Gzip:
    """RFC 1952."""

    encoding = b"gzip"

    def __init__(self) -> None:
        self._inner = zlib.compressobj(4, zlib.DEFLATED, 31)

    def add(self, body: bytes, flush: bool) -> bytes:
        """What can be sent after these bytes."""
        return self._inner.compress(body) + (self._inner.flush(zlib.Z_SYNC_FLUSH) if flush else b"")

    def end(self) -> bytes:
        """What is left."""
        return self._inner.flush()


class Brotli:
    """RFC 7932."""

    encoding = b"br"

    def __init__(self) -> None:
        self._inner = brotli.Compressor(quality=4)

    def add(self, body: bytes, flush: bool) -> bytes:
        """What can be sent after these bytes."""
        made: bytes = self._inner.process(body)
        return made + self._inner.flush() if flush else made

    def end(self) -> bytes:
        """What is left."""
        made: bytes = self._inner.finish()
        return made


@lru_cache(512)
def packer(accepted: bytes) -> type[Gzip | Brotli] | None:
    """How a client wants answers packed, by its header Accept-Encoding.

    >>> [found and found.__name__ for found in map(packer, (b"gzip, br", b"gzip, br;q=0", b"br;q=.2, *", b"identity"))]
    ['Brotli', 'Gzip', 'Gzip', None]
    """
    weights = {}
    for part in accepted[:500].decode("latin-1").lower().split(","):
        name, _, told = part.partition(";")
        weights[name.strip()] = _weight(told)
    other = weights.get("*", 0.0)
    br, gzip = weights.get("br", other), weights.get("gzip", weights.get("x-gzip", other))
    if max(br, gzip) <= 0:
        return None
    return Brotli if br >= gzip else Gzip


def _weight(told: str) -> float:
    name, _, value = told.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


@lru_cache(128)
def compressible(kind: bytes) -> bool:
    """Whether a media type gets smaller."""
    return kind.decode("latin-1").startswith(_TYPES)


class Packed:
    """The body of one answer on its way."""

    def __init__(self, inner: Packer) -> None:
        self._inner, self._sent = inner, monotonic()

    async def part(self, body: bytes, more: bool) -> bytes:
        """What is to be sent for a part of the body."""
        flush = more and monotonic() - self._sent > _PAUSE
        made = await run_in_threadpool(self._work, body, more, flush) if len(body) > HEAVY else self._work(body, more, flush)  # fmt: skip
        if made:
            self._sent = monotonic()
        return made

    def _work(self, body: bytes, more: bool, flush: bool) -> bytes:
        made = self._inner.add(body, flush)
        return made if more else made + self._inner.end()
