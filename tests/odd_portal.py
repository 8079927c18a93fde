"""``scen`` with a small portal in which the guard can be watched: odd routes beside the site's own pages.

Run as a program with the arguments of ``scen serve``; tests of the guard need nothing of the other route modules.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from types import ModuleType

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from scen.cli import main
from scen.graph.errors import NotFound
from scen.portal import guard, site
from scen.portal.portal import Portal
from scen.portal.settings import Settings


def big(request: Request) -> Response:
    return PlainTextResponse("abcd" * 100_000, headers={"ETag": '"x"'})


def small(request: Request) -> Response:
    return PlainTextResponse("abcd")


def broken(request: Request) -> Response:
    raise RuntimeError("secret")


def missing(request: Request) -> Response:
    raise NotFound("ada", [("Ada <b>Test</b>", "person", "ada-test")])


def cut(request: Request) -> Response:
    def parts() -> Iterator[bytes]:
        yield b"x" * 6000
        raise guard.Aborted

    return StreamingResponse(parts(), media_type="text/plain")


def slow(request: Request) -> Response:
    time.sleep(float(request.query_params["seconds"]))
    return PlainTextResponse("done")


def rows(request: Request) -> Response:
    def parts() -> Iterator[bytes]:
        yield b"first\n"
        time.sleep(0.5)
        yield b"second\n" * 5000
        time.sleep(3)
        yield b"last\n"

    return StreamingResponse(parts(), media_type="text/csv")


async def body(request: Request) -> Response:
    return JSONResponse({"bytes": len(await request.body())})


async def direct(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"direct"})


def start(request: Request) -> Response:
    return PlainTextResponse("start")


def thing(request: Request) -> Response:
    return JSONResponse(request.path_params)


def create(settings: Settings) -> ASGIApp:
    portal = Portal(settings)
    routes = [Route(f"/{work.__name__}", work) for work in (big, small, broken, missing, cut, slow, rows)]
    more = [
        Route("/", start), Route("/id/{kind}/{slug}", thing), Route("/body", body, methods=["POST"]), Route("/embed", small),
        Route("/api/missing", missing), Route("/api/small", small),
    ]  # fmt: skip
    app = Starlette(routes=[*site.routes(portal), *routes, *more], exception_handlers=guard.handlers(portal))
    return guard.around(app, portal, {"/direct": direct})


if __name__ == "__main__":
    module = ModuleType("scen.portal.app")
    module.create = create  # type: ignore[attr-defined]
    sys.modules["scen.portal.app"] = module
    main()
