"""One request and its answer on the way out: headers added, body packed, counted, and a line in the log."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING

from . import compression, headers
from .logs import LOG
from .metrics import METRICS

if TYPE_CHECKING:
    from starlette.types import Message, Scope, Send

_Raw = list[tuple[bytes, bytes]]
_VARY = (b"vary", b"Accept, Accept-Encoding")


class Exchange:
    """What is sent for one request; the head of an answer waits for the first part of its body."""

    def __init__(self, scope: Scope, told: Mapping[bytes, bytes], send: Send) -> None:
        self._scope, self._told, self._out = scope, told, send
        self._since = perf_counter()
        self._head: Message | None = None
        self._packed: compression.Packed | None = None
        self._silent = scope["method"] == "HEAD"
        self.status, self.bytes, self.begun, self.whole = 0, 0, False, False

    async def preflight(self) -> None:
        """Tell a browser that it may ask."""
        await self.send({"type": "http.response.start", "status": 204, "headers": headers.preflight()})
        await self.send({"type": "http.response.body", "body": b""})

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer."""
        kind = message["type"]
        if kind == "http.response.start":
            self._head, self.status = message, message["status"]
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._head:
            known = len(body) if kind == "http.response.body" and not more else None
            head, self._head, self.begun = self._head, None, True
            await self._out({**head, "headers": self._headers(list(head.get("headers", ())), known)})
        if kind != "http.response.body":
            await self._out(message)
            self.whole = kind == "http.response.pathsend"
            return
        if self._packed:
            body = await self._packed.part(body, more)
            if more and not body:
                return
        elif self._silent:
            body = b""
        self.bytes += len(body)
        await self._out({"type": "http.response.body", "body": body, "more_body": more})
        self.whole = not more

    def _headers(self, present: _Raw, size: int | None) -> _Raw:
        """The headers of an answer; ``size`` is that of its body, where it is known."""
        kind = next((value for name, value in present if name.lower() == b"content-type"), b"")
        if compression.compressible(kind):
            present = self._packing(present, size)
        made = headers.added(self._scope["path"], present)
        made.append((b"x-request-id", self._scope["scen.request"].encode()))
        return made

    def _packing(self, present: _Raw, size: int | None) -> _Raw:
        """The headers of an answer that may be packed; it will be, if the client asks and it is worth it."""
        found = compression.packer(self._told.get(b"accept-encoding", b""))
        if not found and (b"vary", b"Accept") in present:  # the usual answer to a program
            return [_VARY if pair[0] == b"vary" else pair for pair in present]
        known = {name.lower(): value for name, value in present}
        vary = known.get(b"vary", b"")
        present = [pair for pair in present if pair[0].lower() != b"vary"]
        present.append((b"vary", vary + b", Accept-Encoding" if vary else b"Accept-Encoding"))
        length = int(known.get(b"content-length", b"-1")) if size is None else size
        kept = b"no-transform" in known.get(b"cache-control", b"") or b"content-encoding" in known
        if (
            not found
            or 0 <= length < compression.SMALLEST
            or kept
            or self._silent
            or self.status in (204, 206, 304)
        ):
            return present
        self._packed = compression.Packed(found())
        present = [
            pair for pair in present if pair[0].lower() not in (b"content-length", b"etag", b"accept-ranges")
        ]
        present.append((b"content-encoding", found.encoding))
        if etag := known.get(b"etag"):
            present.append((b"etag", etag if etag.startswith(b"W/") else b"W/" + etag))
        return present

    def ended(self) -> None:
        """Count it, and write its line; 499 stands for a client that went before there was an answer."""
        seconds, route, status = perf_counter() - self._since, self._route(), self.status or 499
        METRICS.answered(route, status, seconds, self.bytes)
        if not LOG.quiet:
            LOG.say(
                "info", "request", request=self._scope["scen.request"], method=self._scope["method"][:10],
                route=route, status=status, ms=round(seconds * 1000, 1), bytes=self.bytes, whole=self.whole,
            )  # fmt: skip

    def _route(self) -> str:
        """The pattern that the address fits, which says nothing of what was asked."""
        route = self._scope.get("route")
        return str(getattr(route, "path", "") or "/") if route else self._scope.get("scen.route", "other")
