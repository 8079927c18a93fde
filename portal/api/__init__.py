"""The JSON API: search, things, partners, paths, the network and the named questions; every row leads to its lines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ...graph.errors import ScenError
from ...queries import catalogue
from .. import headers
from ..refusals import problem as refused
from ..sparql.refused import Refused
from ..work import Work
from ..working import worked
from .answering import etag
from .operations import Operation
from .problems import problem
from .table import TABLE, of_question

if TYPE_CHECKING:
    from ..portal import Portal

METHODS = ["GET"]


def routes(portal: Portal) -> list[BaseRoute]:
    """One route for each line of the table, and one for every named question."""

    async def question(request: Request) -> Response:
        try:
            found = of_question(catalogue.question(request.path_params["name"].removesuffix(".rq")))
        except ScenError as error:
            return problem(error)
        return await respond(portal, request, found)

    fixed = [Route(one.path, _endpoint(portal, one), methods=METHODS, name=one.name) for one in TABLE]
    from ..openapi import routes as described  # it needs the table

    return [
        *described(portal),
        *fixed,
        Route("/api/questions/{name}", question, methods=METHODS, name="question"),
    ]


def _endpoint(portal: Portal, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await respond(portal, request, operation)

    return endpoint


async def respond(portal: Portal, request: Request, operation: Operation) -> Response:
    """The answer as JSON; a reader who has it already is told so before it is looked up."""
    try:
        given = operation.given(request.path_params, request.query_params.multi_items())
        with portal.current.reading() as data:
            told = {"etag": etag(data), "cache-control": "no-cache"}
        if headers.unchanged(request.headers, told["etag"]):
            return Response(status_code=304, headers=told)
        work = Work("api", given["lang"], {"name": operation.name, "values": given})
        done = await worked(portal, request, work, lambda data: operation.is_light(data, given))
    except Refused as error:
        return refused(error.status, str(error), error.headers | {"cache-control": "no-store"})
    except ScenError as error:
        return problem(error)
    return Response(done.body, done.status, done.headers, done.media)
