"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs by name (``?graph=``, ``?default``), or by their own address below ours.

Reading is for everybody: the graphs of the dataset, and in a portal that is ``writable`` those that were written. Only with
its token anything is written, never into the dataset: see `scen.portal.graph_files`.
"""

from __future__ import annotations

import errno
import hmac
import secrets
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ..graph.errors import SettingError
from . import formats, headers, negotiation
from .api.answering import etag
from .api.problems import told
from .graph_body import Refused, body_of, triples_of
from .graph_files import FOLDER, GraphFiles

if TYPE_CHECKING:
    from .portal import Portal

PATH = "/rdf-graph-store"
_READ, _WRITE = "GET, HEAD, OPTIONS", "GET, HEAD, PUT, POST, DELETE, OPTIONS"
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]
DEFAULT = ""
_SAFE = "/:@!$&'()*+,;=~"


def routes(portal: Portal) -> list[BaseRoute]:
    """The graph store.

    :raises SettingError: it is to be writable without a token.
    """
    if portal.settings.writable and not portal.settings.token:
        raise SettingError("token", "is needed where the portal is writable")
    store = _GraphStore(portal)
    return [
        Route(PATH, store.answer, methods=METHODS),
        Route(PATH + "/{rest:path}", store.answer, methods=METHODS),
    ]


class _GraphStore:
    def __init__(self, portal: Portal) -> None:
        self.portal, self.settings = portal, portal.settings
        self.files = GraphFiles(portal.settings.dataset / FOLDER)

    async def answer(self, request: Request) -> Response:
        """The answer to any request."""
        try:
            if request.method in ("GET", "HEAD"):
                return await run_in_threadpool(self._read, request)
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"allow": self._allowed})
            return await self._changed(request)
        except Refused as refusal:
            return told(refusal.status, str(refusal))

    @property
    def _allowed(self) -> str:
        return _WRITE if self.settings.writable else _READ

    # -- which graph --------------------------------------------------------------------------------------

    def _graph(self, request: Request) -> str | None:
        """IRI of the graph that is meant, "" for the default graph; None where none is named.

        :raises Refused: two are named, or what is named is no IRI.
        """
        graphs, default = request.query_params.getlist("graph"), "default" in request.query_params
        if rest := request.path_params.get("rest"):
            graphs.append(f"{self.portal.root(request)}{PATH[1:]}/{quote(rest, safe=_SAFE)}")
        if len(graphs) + default > 1:
            raise Refused(400, "name one graph: ?graph= and its IRI, or ?default")
        return _absolute(graphs[0]) if graphs else DEFAULT if default else None

    # -- reading ------------------------------------------------------------------------------------------

    def _read(self, request: Request) -> Response:
        graph = self._graph(request)
        if graph is None:
            raise Refused(400, "which graph? Add ?graph= and its IRI, or ?default")
        form = formats.BY_TYPE.get(
            negotiation.best(request.headers.get("accept"), list(formats.BY_TYPE)) or ""
        )
        if form is None:
            raise Refused(406, f"graphs are written as {', '.join(formats.BY_TYPE)}")
        written = self.settings.writable and (graph == DEFAULT or self.files.tag(graph))
        tag = f"{self.files.tag(graph)}" if written else self._tag(graph)
        head = {
            "etag": f'W/"{tag}-{form.extension}"', "vary": "Accept", "cache-control": "no-cache", "allow": self._allowed,
            "content-type": form.content_type,
        }  # fmt: skip
        if headers.unchanged(request.headers, head["etag"]):
            return Response(status_code=304, headers=head)
        if request.method == "HEAD":
            return StreamingResponse(iter(()), headers=head)  # of no length, which is not that of the graph
        return StreamingResponse(self._sent(graph, form, bool(written)), headers=head)

    def _tag(self, graph: str) -> str:
        """What changes with the dataset.

        :raises Refused: it has no such graph, or a larger one than an answer may be.
        """
        most = self.settings.row_limit
        with self.portal.current.reading() as data:
            meta, store = data.store.read(lambda readable: (readable.meta, readable.store))
            found = store.quads_for_pattern(None, None, None, _name(graph))  # type: ignore[arg-type]
            if graph and next(found, None) is None:
                raise Refused(404, "there is no such graph")
            if meta.get("quads", 0) > most and next(islice(found, most, None), None):
                raise Refused(
                    413, f"this graph holds more than {most:,} statements; ask /sparql for a part of it"
                )
            return etag(data).strip('W/"')

    def _sent(self, graph: str, form: formats.Format, written: bool) -> Iterator[bytes]:
        with self.portal.current.reading() as data:
            meta, store = data.store.read(lambda readable: (readable.meta, readable.store))
            quads: Iterator[Quad] = (
                self.files.quads(graph)
                if written
                else store.quads_for_pattern(None, None, None, _name(graph))  # type: ignore[arg-type]
            )
            yield from formats.written(quads, form, meta["prefixes"])

    # -- writing ------------------------------------------------------------------------------------------

    async def _changed(self, request: Request) -> Response:
        graph = self._graph(request)
        if (refusal := self._forbidden(request)) is not None:
            return refusal
        if request.method == "PATCH":
            return _not_allowed(self._allowed)
        if graph is None and request.method != "POST":
            raise Refused(400, "which graph? Add ?graph= and its IRI, or ?default")
        await run_in_threadpool(self._ours, graph)
        if request.method == "DELETE":
            return await run_in_threadpool(self._removed, graph or DEFAULT)
        minted = f"{self.portal.root(request)}{PATH[1:]}/{secrets.token_hex(10)}" if graph is None else ""
        body = await body_of(request, self.settings.graph_limit)
        name = minted or graph or DEFAULT
        base = name or f"{self.portal.root(request)}{PATH[1:]}"
        return await run_in_threadpool(self._kept, request, name, base, body, minted)

    def _forbidden(self, request: Request) -> Response | None:
        if not self.settings.writable:
            return _not_allowed(self._allowed)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode(), self.settings.token.encode())
        if right and kind.lower() == "bearer":
            return None
        refusal = told(401, "writing needs the token of this portal: Authorization: Bearer …")
        refusal.headers["www-authenticate"] = 'Bearer realm="graphs"'
        return refusal

    def _ours(self, graph: str | None) -> None:
        """:raises Refused: the graph is one of the dataset."""
        with self.portal.current.reading() as data:
            base, store = data.store.read(lambda readable: (readable.base, readable.store))
            taken = graph and next(store.quads_for_pattern(None, None, None, NamedNode(graph)), None)  # type: ignore[arg-type]
        if taken or (graph or "").startswith(f"{base}graph/"):
            raise Refused(403, "this is a graph of the dataset, which only scen build and scen load change")

    def _removed(self, graph: str) -> Response:
        if not self.files.remove(graph) and graph:
            raise Refused(404, "there is no such graph")
        return Response(status_code=204)

    def _kept(self, request: Request, graph: str, base: str, body: bytes, minted: str) -> Response:
        triples = triples_of(request.headers.get("content-type", ""), body, base)
        try:
            new = (self.files.replace if request.method == "PUT" else self.files.add)(graph, triples)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise Refused(
                507 if full else 503,
                "the graph cannot be kept: no room" if full else "the graph cannot be kept",
            ) from None
        return Response(status_code=201 if new else 204, headers={"location": minted} if minted else None)


def _name(graph: str) -> NamedNode | None:
    return NamedNode(graph) if graph else None


def _absolute(iri: str) -> str:
    try:
        NamedNode(iri)
    except ValueError:
        raise Refused(400, "the name of a graph is an absolute IRI") from None
    if ":" not in iri or len(iri) > 2000:
        raise Refused(400, "the name of a graph is an absolute IRI")
    return iri


def _not_allowed(allowed: str) -> Response:
    refusal = told(405, "this portal only reads" if allowed == _READ else "this is not offered")
    refusal.headers["allow"] = allowed
    return refusal
