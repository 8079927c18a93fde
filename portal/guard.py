"""What stands around the application: limits before it, headers and packing after it, and a line in the log of each.

It is plain ASGI, so that what is streamed stays a stream, and a light query is hardly slower for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import getrandbits
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from . import headers, limits, refusals
from .exchange import Exchange
from .languages import accepted
from .logs import LOG
from .metrics import METRICS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from .portal import Portal


class Aborted(Exception):
    """An answer that has begun cannot be ended: the connection is broken off, so that nobody takes it for whole."""


def around(app: ASGIApp, portal: Portal, direct: Mapping[str, ASGIApp] | None = None) -> ASGIApp:
    """The application, guarded; ``direct`` are applications for exact paths, which no router looks up first."""
    return Guard(app, portal, direct or {})


def handlers(portal: Portal) -> dict[Any, Callable[[Request, Exception], Response]]:
    """What is answered to each exception."""
    return refusals.handlers(portal)


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, portal: Portal, direct: Mapping[str, ASGIApp]) -> None:
        self.app, self.portal, self.direct = app, portal, direct
        self.a_minute = portal.settings.requests_a_minute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1000})
        told = dict(reversed(scope["headers"]))
        _behind_proxy(scope, told)
        scope["scen.request"] = f"{getrandbits(64):016x}"
        exchange = Exchange(scope, told, send)
        METRICS.under_way += 1
        try:
            await self._answer(scope, told, receive, exchange)
        finally:
            METRICS.under_way -= 1
            exchange.ended()
        return None

    async def _answer(
        self, scope: Scope, told: Mapping[bytes, bytes], receive: Receive, exchange: Exchange
    ) -> None:
        try:
            if refusal := self._refused(scope, told):
                wait = {"Retry-After": str(refusal.wait)} if refusal.wait else None
                return await self._refuse(scope, told, receive, exchange, refusal.status, wait)
            if scope["method"] == "OPTIONS" and b"access-control-request-method" in told and headers.under(scope["path"], headers.OPEN):  # fmt: skip
                return await exchange.preflight()
            if b"transfer-encoding" in told or told.get(b"content-length", b"0") != b"0":
                receive = limits.measured(receive, limits.largest(self.portal.settings, scope["path"]))
            app = self.direct.get(scope["path"], self.app)
            await app(scope, receive, exchange.send)
        except HTTPException as error:
            if exchange.begun:
                raise
            await self._refuse(scope, told, receive, exchange, error.status_code, error.headers)
        except Aborted:
            raise
        except Exception as error:  # noqa: BLE001  # it is logged, and nothing of it is told
            LOG.failed(error, scope["scen.request"])
            if not exchange.begun:
                await self._refuse(scope, told, receive, exchange, 500)
            elif not exchange.whole:
                raise Aborted from None
        return None

    def _refused(self, scope: Scope, told: Mapping[bytes, bytes]) -> limits.Refusal | None:
        """Why the request is not answered at all."""
        path = scope["path"]
        if wrong := limits.malformed(scope, told):
            return wrong
        length = told.get(b"content-length", b"0")
        if not length.isdigit():
            return limits.Refusal(400)
        if int(length[:18]) > limits.largest(self.portal.settings, path):
            return limits.Refusal(413)
        if not self.a_minute or path.startswith("/static/"):
            return None
        peer = (scope.get("client") or ("", 0))[0]
        client = limits.client_of(peer, told.get(b"x-forwarded-for", b"").decode("latin-1"))
        wait = limits.RATES.wait(client, limits.now(), self.a_minute)
        return limits.Refusal(429, wait) if wait else None

    async def _refuse(
        self, scope: Scope, told: Mapping[bytes, bytes], receive: Receive, exchange: Exchange, status: int,
        more: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        if status == 413:
            await limits.drained(receive)
        language = accepted(told.get(b"accept-language", b"").decode("latin-1"))
        page = refusals.reads_pages(told.get(b"accept", b"").decode("latin-1"), scope["path"])
        await refusals.plain(status, language, page, more)(scope, receive, exchange.send)


def _behind_proxy(scope: Scope, told: Mapping[bytes, bytes]) -> None:
    """A proxy on this machine may say that the public came by https."""
    if told.get(b"x-forwarded-proto") == b"https" and limits.local((scope.get("client") or ("", 0))[0]):
        scope["scheme"] = "https"
