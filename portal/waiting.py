"""Work for one client, ended when the client goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from starlette.types import Receive

Result = TypeVar("Result")


async def while_waited_for(job: Coroutine[Any, Any, Result], receive: Receive) -> Result | None:
    """What comes of a job; None where its client went away, which cancels it."""
    running, gone = asyncio.ensure_future(job), asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({running, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not running.done():
            running.cancel()
            await asyncio.wait({running})
    return None if running.cancelled() else running.result()


async def _gone(receive: Receive) -> None:
    """Returns when the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
