"""What machines look for at known places: VoID, the dump, sitemaps, the search description, rules for robots."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ..graph.bulk import folder
from ..graph.dataset import QUADS
from ..queries import catalogue
from . import rdf_answers, void
from .formats import written
from .rdf_answers import NotAcceptable, links, quoted, split, validated
from .thing_words import KINDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from .portal import Portal

ADDRESSES = 50_000
"""Most addresses of one sitemap, by its protocol."""
_CHUNK, _LEVEL = 1 << 20, 3
"""Bytes of the dump that are read at once, and how hard they are pressed: a fifteenth is left in a third of the time."""
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGES = ("", *KINDS.values(), "questions", "explore", "coverage", "about", "licence", "privacy")
"""The pages that are of no one thing."""
NO_ROBOTS = ("sparql", "api/", "find", "editor", "reconcile", "embed", "data/dump.nq.gz")


def routes(portal: Portal) -> list[BaseRoute]:
    """The known places."""
    found = _WellKnown(portal)
    return [
        Route("/.well-known/void", found.void),
        Route("/.well-known/void.{extension}", found.void),
        Route("/data/dump.nq.gz", found.dump),
        Route("/sitemap.xml", found.sitemap),
        Route("/sitemap-{number:int}.xml", found.sitemap),
        Route("/opensearch.xml", found.opensearch),
        Route("/robots.txt", found.robots),
    ]


class _WellKnown:
    """The handlers, which share a portal."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal

    def void(self, request: Request) -> Response:
        """What the dataset is, in any form of RDF."""
        root = self.portal.root(request)
        address, extension = f"{root}.well-known/void", request.path_params.get("extension", "")
        _, form = split(f"void.{extension}")
        if extension and not form:
            raise HTTPException(404)
        try:
            chosen = form or rdf_answers.wanted(request)
        except NotAcceptable as error:
            return error.answer(address)
        assert chosen
        told = {"Link": links(address, but=chosen), "Vary": "Accept"}

        def parts() -> Iterator[bytes]:
            with self.portal.current.reading() as data:
                yield from written(void.quads(data, self.portal.settings, root), chosen, data.store.prefixes)

        return validated(
            request, self.portal, _key(root, chosen.extension), chosen.content_type, parts(), told
        )

    def dump(self, request: Request) -> Response:
        """The whole dataset as canonical N-Quads; the same bytes for the same data."""
        told = {"Content-Disposition": 'attachment; filename="scen.nq.gz"'}
        return validated(request, self.portal, "dump", "application/gzip", self._squeezed(), told)

    def _squeezed(self) -> Iterator[bytes]:
        """The quads of the records, then those of every source that was loaded beside them."""
        squeeze, version = zlib.compressobj(_LEVEL, wbits=zlib.MAX_WBITS | 16), self.portal.current.version
        paths = [version / QUADS, *(folder.kept(version, name) for name in folder.names(version))]
        with ExitStack() as stack:
            for file in [stack.enter_context(path.open("rb")) for path in paths]:  # all of one version
                while chunk := file.read(_CHUNK):
                    yield squeeze.compress(chunk)
        yield squeeze.flush()

    def sitemap(self, request: Request) -> Response:
        """The addresses of all pages; where they are many, of the sitemaps that have them."""
        root, number = self.portal.root(request), request.path_params.get("number")
        with self.portal.current.reading() as data:
            counted = data.store.read(lambda readable: readable.names.count())
        sitemaps = -(-(len(_pages()) + sum(counted.get(kind, 0) for kind in KINDS)) // ADDRESSES)
        if number is not None and not 1 <= number <= sitemaps:
            raise HTTPException(404)
        one = number or (1 if sitemaps == 1 else None)
        parts = self._addresses(root, one) if one else _index(root, sitemaps)
        return validated(request, self.portal, _key(root, f"map{number}"), "application/xml", parts, {})

    def _addresses(self, root: str, number: int) -> Iterator[bytes]:
        """One sitemap: the pages of no one thing are on the first."""
        yield f"{_XML}<urlset {_SITEMAP}>\n".encode()
        first = (number - 1) * ADDRESSES
        pages = _pages()[first : first + ADDRESSES]
        for page in pages:
            yield _address(root + page)
        offset, most = max(0, first - len(_pages())), ADDRESSES - len(pages)
        with self.portal.current.reading() as data:
            things = data.store.read(lambda readable: readable.names.listed(list(KINDS), offset, most))
        for kind, slug in things:
            yield _address(f"{root}page/{kind}/{quoted(slug)}")
        yield b"</urlset>\n"

    def opensearch(self, request: Request) -> Response:
        """How a browser searches here."""
        root = escape(self.portal.root(request), {'"': "&quot;"})
        text = (
            f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
            f"  <ShortName>scen</ShortName>\n  <LongName>{escape(void.network().title.en)}</LongName>\n"
            "  <Description>People, organisations, events and projects, each with its sources</Description>\n"
            f'  <Url type="text/html" template="{root}find?q={{searchTerms}}"/>\n'
            f'  <Url type="application/x-suggestions+json" rel="suggestions" template="{root}find/complete?q={{searchTerms}}"/>\n'
            f'  <Url type="application/opensearchdescription+xml" rel="self" template="{root}opensearch.xml"/>\n'
            "  <Language>en</Language>\n  <Language>sv</Language>\n  <Language>nb</Language>\n"
            "  <InputEncoding>UTF-8</InputEncoding>\n  <OutputEncoding>UTF-8</OutputEncoding>\n"
            "</OpenSearchDescription>\n"
        )
        kind = "application/opensearchdescription+xml"
        return validated(request, self.portal, _key(root, "search"), kind, [text.encode()], {})

    def robots(self, request: Request) -> Response:
        """Pages and data are for all; what computes is not for robots."""
        root = self.portal.root(request)
        closed = "".join(f"Disallow: /{path}\n" for path in NO_ROBOTS)
        return PlainTextResponse(f"User-agent: *\n{closed}\nSitemap: {root}sitemap.xml\n")


def _pages() -> list[str]:
    return [*dict.fromkeys(PAGES), *(f"questions/{name}" for name in catalogue.names())]


def _address(address: str) -> bytes:
    return f"<url><loc>{escape(address)}</loc></url>\n".encode()


def _index(root: str, sitemaps: int) -> Iterator[bytes]:
    yield f"{_XML}<sitemapindex {_SITEMAP}>\n".encode()
    for number in range(1, sitemaps + 1):
        yield f"<sitemap><loc>{escape(root)}sitemap-{number}.xml</loc></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def _key(root: str, name: str) -> str:
    """What tells answers apart that hold the address of the portal."""
    return f"{blake2b(root.encode(), digest_size=6).hexdigest()}-{name}"
