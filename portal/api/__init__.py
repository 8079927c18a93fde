"""The JSON API: search, things, partners, paths, the network and the named questions; every row leads to its lines."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ... import __version__
from ...graph.errors import ScenError
from ...queries import catalogue
from .. import headers
from .operations import Operation
from .plain import plain, text
from .problems import problem
from .table import TABLE, of_question

if TYPE_CHECKING:
    from ...queries.opened import OpenDataset
    from ..portal import Portal

METHODS = ["GET"]


def routes(portal: Portal) -> list[BaseRoute]:
    """One route for each line of the table, and one for every named question."""

    def question(request: Request) -> Response:
        try:
            found = of_question(catalogue.question(request.path_params["name"].removesuffix(".rq")))
        except ScenError as error:
            return problem(error)
        return respond(portal, request, found)

    fixed = [Route(one.path, _endpoint(portal, one), methods=METHODS, name=one.name) for one in TABLE]
    from ..openapi import routes as described  # it needs the table

    return [
        *described(portal),
        *fixed,
        Route("/api/questions/{name}", question, methods=METHODS, name="question"),
    ]


def _endpoint(portal: Portal, operation: Operation) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return respond(portal, request, operation)

    return endpoint


def respond(portal: Portal, request: Request, operation: Operation) -> Response:
    """The answer as JSON; a reader who has it already is told so before it is looked up."""
    try:
        given = operation.given(request.path_params, request.query_params.multi_items())
        with portal.current.reading(given["lang"]) as data:
            told = {"etag": etag(data), "cache-control": "no-cache"}
            if headers.unchanged(request.headers, told["etag"]):
                return Response(status_code=304, headers=told)
            body = text(plain(operation.answer(data, given)))
    except ScenError as error:
        return problem(error)
    return Response(body, 200, told, "application/json")


def etag(data: OpenDataset) -> str:
    """The tag of answers: it changes with the data, and with the program that reads them."""
    digest = data.store.read(lambda readable: str(readable.meta["digest"]))
    return f'W/"{sha256(f"{__version__} {digest}".encode()).hexdigest()[:20]}"'
