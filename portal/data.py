"""Linked data: every IRI of the dataset leads to a page or to data, as the client asks.

``/id/…`` names a thing and answers 303; ``/data/…`` is its description in RDF; ``/graph/…`` a named graph and
``/ns`` the vocabulary. The portal answers under its own root for the IRIs of the dataset, whatever their base.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from . import rdf_answers
from .descriptions import Standing, describe, graph, standing, supported
from .formats import N_QUADS, Format, written
from .rdf_answers import NotAcceptable, described, links, quoted, split
from .thing_words import KINDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from .portal import Portal

UNKNOWN = "There is no record of this address."
GONE = "What was described here has been withdrawn."


def routes(portal: Portal) -> list[BaseRoute]:
    """The addresses of things, descriptions, graphs and the vocabulary."""
    found = _LinkedData(portal)
    return [
        Route("/id/{kind}/{slug:path}", found.identified),
        Route("/data/{kind}/{slug:path}", found.data),
        Route("/graph/{name:path}", found.graph),
        Route("/ns", found.vocabulary),
        Route("/ns.{extension}", found.vocabulary),
    ]


def page_links(root: str, kind: str, slug: str) -> str:
    """The value of the Link header of a thing's page: its data in every form."""
    return links(f"{root}data/{kind}/{quoted(slug)}").replace(
        'rel="alternate"', 'rel="alternate describedby"'
    )


class _LinkedData:
    """The handlers, which share a portal."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal

    def identified(self, request: Request) -> Response:
        """A thing is no document: 303 to one about it."""
        name, form = self._here(request, "id")
        page, data = self._addresses(request, name)
        try:
            form = form or rdf_answers.wanted(request, html=bool(page))
        except NotAcceptable as error:
            return error.answer(data, page)
        about = links(data, page).replace('rel="alternate"', 'rel="alternate describedby"')
        told = {"Vary": "Accept", "Link": about}
        return RedirectResponse(f"{data}.{form.extension}" if form else page, 303, told)

    def data(self, request: Request) -> Response:
        """The description of a thing."""
        name, form = self._here(request, "data")
        page, data = self._addresses(request, name)
        try:
            chosen, told = self._chosen(request, form, data, page)
        except NotAcceptable as error:
            return error.answer(data)
        with self.portal.current.reading() as opened:
            told["Link"] = links(data, page, f"{opened.store.base}id/{name}", chosen)
        return described(request, self.portal, chosen, self._description(name, chosen), told)

    def _description(self, name: str, form: Format) -> Iterator[bytes]:
        with self.portal.current.reading() as opened:
            iri = f"{opened.store.base}id/{name}"
            found = opened.store.read(lambda readable: describe(readable, iri))
            yield from written(found.sorted(form.graphs), form, opened.store.prefixes)

    def graph(self, request: Request) -> Response:
        """The quads of a named graph."""
        name, form = split(request.path_params["name"])
        return self._graph(request, name, form)

    def vocabulary(self, request: Request) -> Response:
        """The classes, properties and concepts of the model."""
        extension = request.path_params.get("extension", "")
        _, form = split(f"ns.{extension}")
        if extension and not form:
            raise HTTPException(404, UNKNOWN)
        return self._graph(request, "vocabulary", form)

    def _graph(self, request: Request, name: str, form: Format | None) -> Response:
        data = f"{self.portal.root(request)}graph/{quoted(name)}"
        try:
            chosen, told = self._chosen(request, form, data)
        except NotAcceptable as error:
            return error.answer(data)
        if not any(self._written(name, N_QUADS)):
            raise HTTPException(404, UNKNOWN)
        return described(request, self.portal, chosen, self._written(name, chosen), told)

    def _written(self, name: str, form: Format) -> Iterator[bytes]:
        """The dataset stays open until the last quad is read, or nobody wants more."""
        with self.portal.current.reading() as opened:
            quads = opened.store.read(lambda readable: graph(readable, f"{readable.base}graph/{name}"))
            yield from written(quads, form, opened.store.prefixes)

    def _chosen(
        self, request: Request, form: Format | None, data: str, page: str = ""
    ) -> tuple[Format, dict[str, str]]:
        """The form, by the extension or else by what the client likes, and the headers that say so."""
        chosen = form or rdf_answers.wanted(request)
        assert chosen
        told = {"Link": links(data, page, but=chosen)}
        if not form:
            told |= {"Vary": "Accept", "Content-Location": f"{data}.{chosen.extension}"}
        return chosen, told

    def _addresses(self, request: Request, name: str) -> tuple[str, str]:
        """Where page and data are; evidence is shown with its claim, and a tie has no page of its own."""
        root, kind = self.portal.root(request), name.partition("/")[0]
        shown = self._claim(name) if kind == "evidence" else name if kind in (*KINDS, "claim") else ""
        return f"{root}page/{quoted(shown)}" if shown else "", f"{root}data/{quoted(name)}"

    def _claim(self, name: str) -> str:
        """``claim/slug`` of what a piece of evidence supports."""
        with self.portal.current.reading() as opened:
            start = f"{opened.store.base}id/"
            claim = opened.store.read(lambda readable: supported(readable, start + name))
        return claim.removeprefix(start)

    def _here(self, request: Request, way: str) -> tuple[str, Format | None]:
        """``kind/slug`` of a thing that is there, and the form that its extension asks for.

        :raises HTTPException: it moved (301), was withdrawn (410), or never was (404).
        """
        slug, form = split(request.path_params["slug"])
        name = f"{request.path_params['kind']}/{slug}"
        with self.portal.current.reading() as opened:
            start = f"{opened.store.base}id/"
            how, now = opened.store.read(lambda readable: standing(readable, start + name))
        if how is Standing.GONE:
            raise HTTPException(410, GONE)
        if how is Standing.UNKNOWN or not now.startswith(start):
            raise HTTPException(404, UNKNOWN)
        if how is Standing.MOVED:
            extension = f".{form.extension}" if form else ""
            place = f"{self.portal.root(request)}{way}/{quoted(now.removeprefix(start))}{extension}"
            raise HTTPException(301, "It has another address now.", {"Location": place})
        return name, form
