"""A reconciliation service (version 0.2 of its specification) over the name index: curators match their spreadsheets with it.

OpenRefine asks it in batches; it suggests things, kinds and properties while one types, and shows a thing in a frame.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.errors import ScenError, SettingError
from ..graph.text import fold
from ..ontology.terms import model
from .api.operations import printable
from .api.plain import text
from .api.problems import problem, told
from .candidates import Asked, asked, result
from .refusals import problem as refused
from .sparql.refused import Refused
from .work import Done, Work
from .working import worked

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from .portal import Portal

PATH = "/reconcile"
BATCH = 50
"""Queries of one batch."""
PAGE = 20
"""Suggestions at once."""
_BYTES = 1 << 18
_LANGUAGES = ("en", "sv", "nb")


def routes(portal: Portal) -> list[BaseRoute]:
    """The service."""

    async def service(request: Request) -> Response:
        given = request.query_params.get("queries")
        if request.method == "POST":
            given = parse_qs((await request.body())[: _BYTES + 1].decode("utf-8", "replace")).get(
                "queries", [given]
            )[0]
        if given is None:
            return _answer(portal, request, lambda data: manifest(data.store.base, portal.root(request)))
        return await _matching(portal, request, given)

    def view(request: Request) -> Response:
        kind, _, slug = request.query_params.get("id", "").partition("/")
        if not (kind and slug and printable(kind + slug)):
            return told(404, "no such thing")
        return RedirectResponse(
            f"{portal.root(request)}id/{quote(kind, safe='')}/{quote(slug, safe='')}", 303
        )

    def suggesting(found: Callable[[OpenDataset, str, int], list[Any]]) -> Callable[[Request], Response]:
        return lambda request: _answer(portal, request, lambda data: _suggested(request, data, found))

    return [
        Route(PATH, service, methods=["GET", "POST"]),
        Route(f"{PATH}/view", view, methods=["GET"]),
        Route(f"{PATH}/suggest/entity", suggesting(entities), methods=["GET"]),
        Route(f"{PATH}/suggest/type", suggesting(types), methods=["GET"]),
        Route(f"{PATH}/suggest/property", suggesting(properties), methods=["GET"]),
    ]


def _answer(portal: Portal, request: Request, work: Callable[[OpenDataset], Any]) -> Response:
    """What ``work`` finds, in the language asked for by ``?lang=``; English else, whatever the browser says."""
    try:
        with portal.current.reading(_language(request)) as data:
            return Response(text(work(data)), media_type="application/json")
    except ScenError as error:
        return problem(error)


def _language(request: Request) -> str:
    """:raises SettingError: no such language."""
    language = request.query_params.get("lang", "en")
    if language not in _LANGUAGES:
        raise SettingError("lang", f"there are {', '.join(_LANGUAGES)}")
    return language


async def _matching(portal: Portal, request: Request, given: str) -> Response:
    """The candidates for a batch; what many names are alike to takes seconds to find."""
    try:
        read(given)
        work = Work("reconcile", _language(request), {"queries": given})
        done = await worked(portal, request, work, lambda data: False)
    except Refused as error:
        return refused(error.status, str(error), error.headers)
    except ScenError as error:
        return problem(error)
    return Response(done.body, done.status, media_type=done.media)


def matched(data: OpenDataset, given: Mapping[str, Any]) -> Done:
    """The results of a batch."""
    found = {key: {"result": result(data, one)} for key, one in read(given["queries"]).items()}
    return Done("application/json", text(found))


def manifest(base: str, root: str) -> dict[str, Any]:
    """What the service offers.

    >>> told = manifest("https://w3id.org/scen/", "https://example.org/")
    >>> told["identifierSpace"], told["view"]["url"]
    ('https://w3id.org/scen/id/', 'https://example.org/reconcile/view?id={{id}}')
    """

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": root.rstrip("/"), "service_path": f"{PATH}/suggest/{what}"}

    return {
        "versions": ["0.2"], "name": "Supply-chain ethics network (scen)",
        "identifierSpace": f"{base}id/", "schemaSpace": f"{base}ns#", "documentation": f"{root}about",
        "defaultTypes": [{"id": kind, "name": model().kinds[kind].labels["en"]} for kind in ("organisation", "person", "event", "project")],
        "view": {"url": f"{root}reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}embed/thing?id={{{{id}}}}", "width": 440, "height": 300},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "batchSize": BATCH,
    }  # fmt: skip


def read(given: str) -> dict[str, Asked]:
    """The queries of a batch, by their keys.

    >>> read('{"q0": {"query": "Swedwatch", "type": "organisation"}}')["q0"].types
    ('organisation',)

    :raises SettingError: it is no batch, or a query in it is none.
    """
    try:
        batch = json.loads(given)
    except (ValueError, RecursionError):
        raise SettingError("queries", "is no JSON") from None
    if not isinstance(batch, dict) or not all(isinstance(one, dict) for one in batch.values()):
        raise SettingError("queries", 'an object of queries is wanted: {"q0": {"query": "…"}}')
    if len(batch) > BATCH:
        raise SettingError("queries", f"at most {BATCH} in one batch, not {len(batch)}")
    return {key: asked(key, one) for key, one in batch.items()}


def _suggested(
    request: Request, data: OpenDataset, found: Callable[[OpenDataset, str, int], list[Any]]
) -> Any:
    prefix, cursor = request.query_params.get("prefix", "")[:200], request.query_params.get("cursor", "0")
    if not printable(prefix):
        raise SettingError("prefix", "is no text")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 7):
        raise SettingError("cursor", "a whole number is wanted")
    first = int(cursor)
    return {"result": found(data, prefix, first + PAGE)[first:]}


def entities(data: OpenDataset, prefix: str, most: int) -> list[Any]:
    """Things whose names begin so, or the thing of that id."""
    exact = (
        data.store.read(lambda readable: readable.names.exact(prefix, language=data.language))
        if "/" in prefix
        else []
    )
    hits = exact or data.find(prefix, limit=min(most, 1000))
    kinds = model().kinds
    return [
        {"id": f"{hit.kind}/{hit.slug}", "name": hit.label, "description": _kind(hit.kind, data.language),
         "notable": [{"id": hit.kind, "name": _kind(hit.kind, data.language)}]}
        for hit in hits if hit.kind in kinds
    ]  # fmt: skip


def types(data: OpenDataset, prefix: str, most: int) -> list[Any]:
    """Kinds of thing whose names begin so."""
    found = [{"id": kind, "name": _kind(kind, data.language)} for kind in model().kinds]
    return [one for one in found if _begins(one, prefix)][:most]


def properties(data: OpenDataset, prefix: str, most: int) -> list[Any]:
    """Properties whose names begin so."""
    labels = ((one.name, one.labels) for one in model().properties.values())
    found = [
        {"id": name, "name": told.get(data.language, told["en"])}
        for name, told in sorted(labels, key=lambda pair: pair[0])
    ]
    return [one for one in found if _begins(one, prefix)][:most]


def _begins(one: dict[str, str], prefix: str) -> bool:
    wanted = fold(prefix)
    return any(word.startswith(wanted) for name in one.values() for word in (fold(name), *fold(name).split()))


def _kind(kind: str, language: str) -> str:
    labels = model().kinds[kind].labels
    return labels.get(language, labels["en"])
