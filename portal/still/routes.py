"""Pages that are another thing in a static site: whole lists, the search, the explorer, the downloads, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.routing import Route

from ..facets import FACETS, Row, rows
from ..kept import KnownFacts
from ..lists import COLUMNS, Choice, facet
from ..thing_words import KINDS, Words
from ..timeline import in_words
from . import downloads
from .words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from .portal import StillPortal

BASE = "base:"
"""Stands in a page that is shown at any address for the path of the site."""
SIZE = 1000
"""Lines of a list on one page; a list that is longer has several, and is narrowed by the search."""


def routes(portal: StillPortal, folder: Path) -> list[BaseRoute]:
    """The routes that come before those of the portal; the files for download lie in ``folder``."""

    def shown(name: str, **more: Any) -> Route:
        def show(request: Request) -> Response:
            w = Words.of(portal.language(request))
            with portal.current.reading(w.language) as data:
                counted = data.store.read(lambda readable: readable.names.count())
            kinds = [(kind, KINDS[kind], counted[kind]) for kind in KINDS if kind in counted]
            return portal.render(request, f"still/{name}.html", w=w, words=WORDS, kinds=kinds, **more)

        return Route(f"/{name}", show)

    return [
        *(Route(f"/{plural}", _listed(portal, kind)) for kind, plural in KINDS.items()),
        shown("find"), shown("explore"), shown("404", base=BASE), shown("410", base=BASE),
        shown("downloads", found=downloads.found(folder, portal.release), sized=downloads.sized),
    ]  # fmt: skip


def _listed(portal: StillPortal, kind: str):  # type: ignore[no-untyped-def]  # Starlette takes any callable
    def show(request: Request) -> Response:
        w = Words.of(portal.language(request))
        with portal.current.reading(w.language) as data:
            every = data.store.read(lambda readable: rows(readable, KnownFacts(readable, w.language), kind))
        everything = Choice("", {}, "name", 1)
        number, pages = int(request.query_params.get("page", "1")), max(1, -(-len(every) // SIZE))
        facets = (
            [(name, facet(every, everything, name, w["not stated"])) for name in FACETS[kind]]
            if pages == 1
            else []
        )
        return portal.render(
            request, "still/list.html", w=w, words=WORDS, kind=kind, plural=KINDS[kind], all=len(every),
            rows=[(row, told(row)) for row in every[(number - 1) * SIZE : number * SIZE]], page_number=number, page_count=pages,
            facets=[(name, values) for name, values in facets if any(one.id != "-" for one in values)], quoted=_quoted,
            columns=[name for name in FACETS[kind] if name in COLUMNS and any(name in row.values for row in every)],
            dated=any(row.date for row in every), when=lambda date: in_words(date, w.language, w["no year"]),
        )  # fmt: skip

    return show


def told(row: Row) -> str:
    """The values of a row by which a script narrows its list: words ``facet=value``."""
    pairs = [
        (name, id_)
        for name in FACETS[row.thing.kind]
        for id_ in sorted(id_ for id_, _ in row.values.get(name, ())) or ["-"]
    ]
    return " ".join(urlencode([pair], quote_via=quote) for pair in pairs)


def _quoted(name: str, value: str) -> str:
    return urlencode([(name, value)], quote_via=quote)
