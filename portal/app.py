"""The application: the routes of all modules, with the guard around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from . import (
    api,
    coverage,
    data,
    editor,
    embed,
    explore,
    find,
    graph_store,
    guard,
    lists,
    questions,
    reconcile,
    site,
    sparql,
    start,
    things,
    wellknown,
)
from .portal import Portal

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from .settings import Settings

MODULES = (
    sparql, graph_store, data, things, lists, questions, editor, explore, coverage, find, api, reconcile, embed, wellknown,
    site, start,
)  # fmt: skip
"""In the order in which their routes are tried."""


def create(settings: Settings) -> ASGIApp:
    """The portal as an ASGI application.

    :raises DatasetError: there is no dataset, or it cannot be read.
    """
    portal = Portal(settings)
    routes = [route for module in MODULES for route in module.routes(portal)]
    site_ = Starlette(routes=routes, exception_handlers=guard.handlers(portal))
    [endpoint] = [route.app for route in routes if isinstance(route, Route) and route.path == "/sparql"]
    return guard.around(site_, portal, direct={"/sparql": endpoint})  # light queries need no router
