"""The pages about the site itself (about, licence, privacy), and the static files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from . import assets
from .headers import unchanged
from .site_words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from .portal import Portal

PAGES = ("about", "licence", "privacy")
FOR_EVER, A_WHILE = "public, max-age=31536000, immutable", "public, max-age=300"


def routes(portal: Portal) -> list[BaseRoute]:
    """The routes of the site's own pages."""

    def shown(name: str) -> Route:
        def show(request: Request) -> Response:
            limit = portal.settings.time_limit
            return portal.render(request, f"{name}.html", words=WORDS, limit=limit, notices=_notices())

        return Route(f"/{name}", show)

    return [
        *(shown(name) for name in PAGES),
        Route("/static/{name:path}", static),
        Route("/favicon.ico", icon),
    ]


def _notices() -> list[tuple[str, str]]:
    """The scripts of others that come with the explorer and the editor, as far as these are built: word, and file."""
    files = {"explore": "assets/explorer-licences.txt", "editor": "assets/sparql-editor-licences.txt"}
    return [(word, file) for word, file in files.items() if assets.asset(file)]


def static(request: Request) -> Response:
    """A static file; one that is asked for with its digest may be kept for ever."""
    found = assets.asset(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    current = request.query_params.get("v") == found.digest
    told = {"ETag": f'"{found.digest}"', "Cache-Control": FOR_EVER if current else A_WHILE}
    if unchanged(request.headers, told["ETag"]):
        return Response(status_code=304, headers=told)
    return Response(found.body, headers=told, media_type=found.type)


def icon(request: Request) -> Response:
    """What browsers ask for by themselves."""
    return RedirectResponse("static/icon.svg", 301)
