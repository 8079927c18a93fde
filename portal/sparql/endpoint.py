"""``/sparql``, as plain ASGI: a request in, an answer out, as it is found.

The status is only sent when the first bytes of the answer are there. An answer that has begun and cannot be ended is
broken off, so that nobody takes it for whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from ..limits import client_of
from ..logs import LOG
from ..negotiation import best
from ..waiting import while_waited_for
from . import light, request
from .description import describe
from .formats import GRAPHS, content_type
from .look import Lane, Looks
from .refused import Refused
from .rehearsal import is_short
from .request import Asked

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from ...queries.stores import Embedded
    from ..portal import Portal

THREADS, WAITING = 4, 64
"""Threads for light queries, and queries that wait for one."""
SLOW = {Lane.AT_ONCE: 0.01, Lane.THREAD: 0.5}
"""Seconds of work from which queries of a shape are run one lane further."""


class Endpoint:
    """The SPARQL endpoint of a portal, an ASGI application."""

    def __init__(self, portal: Portal) -> None:
        self.portal, self.looks = portal, Looks()
        self._threads, self._in_threads = ThreadPoolExecutor(THREADS, "query"), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        scope["scen.route"] = "/sparql"
        told = request.headers(scope)
        try:
            asked = await request.read(scope, receive, told, self.portal.settings.body_limit)
            if asked is None:
                return await self._describe(scope, told.get("accept", ""), send)
            body = await self._small(asked)
            if body is not None:
                return await _whole(send, *body)
            return await self._large(asked, client(scope, told), receive, send)
        except Refused as error:
            return await refuse(error, scope, receive, send)

    async def _small(self, asked: Asked) -> tuple[str, bytes] | None:
        """The answer to a light query; None for any other."""
        shape, lane = self.looks.lane(asked.text)
        if lane is Lane.PROCESS or (lane is Lane.THREAD and self._in_threads >= THREADS + WAITING):
            return None
        if lane is Lane.AT_ONCE:
            return self._light(asked, shape, lane)
        self._in_threads += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._light, asked, shape, lane
            )
        finally:
            self._in_threads -= 1

    def _light(self, asked: Asked, shape: str, lane: Lane) -> tuple[str, bytes] | None:
        """The answer; None where the query would lead to too many things."""
        clock = self.looks.clock(shape)
        begun = clock()
        try:
            with self.portal.current.reading() as data:
                dataset = cast("Embedded", data.store).dataset
                if not is_short(dataset.store, shape, asked.text, dataset.meta["prefixes"]):
                    return None
                return light.answer(dataset, asked, self.portal.settings.time_limit)
        finally:
            self.looks.ran(shape, clock() - begun <= SLOW[lane])

    async def _large(self, asked: Asked, who: str, receive: Receive, send: Send) -> None:
        """Send what a worker finds, until the client is gone."""
        await while_waited_for(self._stream(self.portal.pool.answer(asked, who), send), receive)

    async def _stream(self, pieces: AsyncGenerator[bytes, None], send: Send) -> None:
        begun = False
        async with aclosing(pieces) as found:
            try:
                media = (await anext(found)).decode()
                async for piece in found:
                    if not begun:
                        await send(_start(200, media))
                        begun = True
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except Refused as error:
                if not begun:
                    raise
                from ..guard import Aborted

                LOG.say("warning", "an answer was broken off", reason=str(error))
                raise Aborted from None
        await send({"type": "http.response.body", "body": b""})

    async def _describe(self, scope: Scope, accept: str, send: Send) -> None:
        """The service description; who reads pages is led to the editor."""
        media = best(accept, [*GRAPHS, "text/html"])
        if media is None:
            raise Refused(406, f"the description of this service can be had as {', '.join(GRAPHS)}")
        root = self.portal.root(Request(scope))
        if media == "text/html":
            location = (b"location", f"{root}editor".encode())
            await send({"type": "http.response.start", "status": 303, "headers": [location, _VARY]})
            return await send({"type": "http.response.body", "body": b""})
        with self.portal.current.reading() as data:
            store = cast("Embedded", data.store).dataset.store
            body = describe(f"{root}sparql", store, media, bool(self.portal.settings.services))
        return await _whole(send, media, body)


_VARY = (b"vary", b"Accept")


def client(scope: Scope, told: dict[str, str]) -> str:
    """Who asks, for taking turns."""
    return client_of((scope.get("client") or ("", 0))[0], told.get("x-forwarded-for", ""))


def _start(status: int, media: str, length: int | None = None) -> Message:
    headers = _head(media)
    if length is not None:
        headers = [*headers, (b"content-length", b"%d" % length)]
    return {"type": "http.response.start", "status": status, "headers": headers}


@cache
def _head(media: str) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", content_type(media).encode()), _VARY, (b"cache-control", b"no-cache")]


async def _whole(send: Send, media: str, body: bytes) -> None:
    await send(_start(200, media, len(body)))
    await send({"type": "http.response.body", "body": body})


async def refuse(error: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    """Say why there is no answer."""
    from ..refusals import problem

    await problem(error.status, str(error), error.headers, request=scope.get("scen.request", ""))(
        scope, receive, send
    )
