"""Where work is done: what is light in a thread of the server, all else in a worker process, for as long as its client waits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from . import work as told
from .limits import client_of
from .sparql import frames
from .sparql.refused import Refused
from .waiting import while_waited_for

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..queries.opened import OpenDataset
    from .portal import Portal
    from .work import Done, Work

    IsLight = Callable[[OpenDataset], bool]
LARGEST = 64 << 20
"""Bytes of an answer that is not streamed."""


async def worked(portal: Portal, request: Request, work: Work, is_light: IsLight) -> Done:
    """What comes of the work.

    :raises Refused: it takes too long, too much memory, or its answer is too large; or no worker is free for long.
    :raises ScenError: what is given is wrong, as far as ``is_light`` tells.
    """
    if found := await run_in_threadpool(_here, portal, work, is_light):
        return found
    found = await while_waited_for(_there(portal, request, work), request.receive)
    if found is None:
        raise Refused(503, "nobody waits for the answer")
    return found


def _here(portal: Portal, work: Work, is_light: IsLight) -> Done | None:
    """What comes of work that is light."""
    with portal.current.reading(work.language) as data:
        return told.do(data, work) if not portal.limited or is_light(data) else None


async def _there(portal: Portal, request: Request, work: Work) -> Done:
    who = client_of(request.client.host if request.client else "", request.headers.get("x-forwarded-for", ""))
    body = bytearray()
    try:
        async with aclosing(portal.pool.run(frames.frame(frames.WORK, work.sent), who)) as pieces:
            head = await anext(pieces)
            async for piece in pieces:
                body += piece
                if len(body) > LARGEST:
                    raise Refused(413, f"the answer is larger than {LARGEST >> 20} MiB; ask for less")
    except Refused as error:
        if error.status != 500:
            raise
        raise RuntimeError(str(error)) from None  # a mistake of ours: it is logged, and nothing of it is told
    return told.done(head, bytes(body))
