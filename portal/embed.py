"""What other sites may show in a frame: the explorer with a view of it, or a card of one thing; and oEmbed, which tells how.

The view is the part of the address behind ``#``, as in the explorer itself, so that a link copied there can be embedded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..graph.errors import ScenError, SettingError
from . import explore, refusals, sections
from .api.answers import hit_of
from .api.plain import text
from .api.problems import problem, told
from .evidence import Told
from .headers import POLICY
from .kept import KnownFacts
from .languages import Words as ByLanguage
from .rendering import path_of
from .thing_words import Words

if TYPE_CHECKING:
    from ..graph.dataset import Readable
    from ..queries.opened import OpenDataset
    from .portal import Portal

    Shown = Callable[[Portal, Request, OpenDataset], dict[str, Any]]

FACTS = 6
"""Facts on a card."""
_SIZES = {"explore": (960, 640), "thing": (480, 320)}
_LARGEST = 4000
_FRAMED = POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob:") + "frame-ancestors *"
_WORDS: ByLanguage = {
    "en": {"open": "Open in the portal", "more": "more facts", "explorer": "The network", "asks": "The explorer needs JavaScript."},
    "sv": {"open": "Öppna i portalen", "more": "fler uppgifter", "explorer": "Nätverket", "asks": "Utforskaren behöver JavaScript."},
    "nb": {"open": "Åpne i portalen", "more": "flere opplysninger", "explorer": "Nettverket", "asks": "Utforskeren trenger JavaScript."},
}  # fmt: skip


def routes(portal: Portal) -> list[BaseRoute]:
    """``/embed``, ``/embed/thing`` and ``/oembed``."""

    def explorer(request: Request) -> Response:
        return _framed(portal, request, _explorer)

    def card(request: Request) -> Response:
        return _framed(portal, request, _card)

    def oembed(request: Request) -> Response:
        try:
            return _oembed(portal, request)
        except ScenError as error:
            return problem(error)

    return [
        Route("/embed", explorer, methods=["GET"]),
        Route("/embed/thing", card, methods=["GET"]),
        Route("/oembed", oembed, methods=["GET"]),
    ]


def _framed(portal: Portal, request: Request, values: Shown) -> Response:
    """A page that any site may frame."""
    language = portal.language(request)
    try:
        with portal.current.reading(language) as data:
            given = values(portal, request, data)
        response = portal.render(request, "embed.html", words=_WORDS, **given)
    except (ScenError, HTTPException) as error:
        response = refusals.plain(refusals.status_of(error), language, True)
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


def _explorer(portal: Portal, request: Request, data: OpenDataset) -> dict[str, Any]:
    """The explorer of the whole network, with the data of its own page.

    :raises HTTPException: there are too many for a browser.
    """
    return {
        "explorer": Markup(bytes(explore.plain(portal, request).body).decode()),
        "thing": None,
    }  # safe JSON


def _card(portal: Portal, request: Request, data: OpenDataset) -> dict[str, Any]:
    """A thing with the first of its facts, as far as they are no mere names."""
    kind, _, slug = request.query_params.get("id", "").partition("/")
    hit = hit_of(data, kind, slug)

    def read(readable: Readable) -> dict[str, Any]:
        facts = KnownFacts(readable, data.language)
        words = Words.of(data.language)
        found = [fact for fact in sections.about(facts, hit.iri)[0] if fact.value("property") != "name"]
        items = Told(facts, words, path_of(portal.root(request))).items(found, hit.iri)
        return {
            "thing": facts.ref(hit.iri), "kind": words.kind(hit.kind), "items": items[:FACTS],
            "further": max(0, len(items) - FACTS), "w": words, "explorer": None,
        }  # fmt: skip

    shown: dict[str, Any] = data.store.read(read)
    return shown


# -- oEmbed ------------------------------------------------------------------------------------------------


def _oembed(portal: Portal, request: Request) -> Response:
    given = request.query_params
    form = given.get("format", "json")
    if form not in ("json", "xml"):
        return told(501, "format is json or xml")
    found = _frame(portal, request, given.get("url", ""))
    if found is None:
        return told(
            404,
            "nothing that can be embedded; give the address of the explorer or of the page of a thing of this portal",
        )
    what, source, title = found
    width, height = (
        _size(given.get(name), most)
        for name, most in zip(("maxwidth", "maxheight"), _SIZES[what], strict=True)
    )
    frame = f'<iframe src="{escape(source, _QUOTES)}" width="{width}" height="{height}" title="{escape(title, _QUOTES)}" loading="lazy"></iframe>'
    answer = {
        "version": "1.0", "type": "rich", "title": title, "provider_name": "scen", "provider_url": portal.root(request),
        "cache_age": 3600, "width": width, "height": height, "html": frame,
    }  # fmt: skip
    if form == "json":
        return Response(text(answer), media_type="application/json")
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    return Response(
        f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{inner}</oembed>',
        media_type="text/xml",
    )


_QUOTES = {'"': "&quot;"}
_VIEW = re.compile(r"[\w.~!$&'()*+,;=:@/?%-]{0,4000}", re.ASCII)


def _frame(portal: Portal, request: Request, address: str) -> tuple[str, str, str] | None:
    """What is to be framed, its address, and its title; None for an address that is none of ours."""
    root, rest = portal.root(request), address
    if not rest.startswith(root) or len(rest) > 8000:
        return None
    try:
        parts = urlsplit(rest.removeprefix(root))
        language = parse_qs(parts.query).get("lang", [""])[0]
    except ValueError:
        return None
    lang = f"?lang={language}" if language in ("en", "sv", "nb") else ""
    if parts.path in ("explore", "embed") and _VIEW.fullmatch(parts.fragment):
        return "explore", f"{root}embed{lang}" + (f"#{parts.fragment}" if parts.fragment else ""), "scen"
    where, _, name = unquote(parts.path).partition("/")
    kind, _, slug = name.partition("/")
    if where not in ("page", "id") or not slug:
        return None
    with portal.current.reading(language if lang else "en") as data:
        hit = hit_of(data, kind, slug)
    also = f"&lang={language}" if lang else ""
    return (
        "thing",
        f"{root}embed/thing?id={quote(hit.kind, safe='')}/{quote(hit.slug, safe='')}{also}",
        hit.label,
    )


def _size(given: str | None, most: int) -> int:
    """:raises SettingError: it is no number of pixels."""
    if given is None:
        return most
    if not (given.isascii() and given.isdigit() and int(given[:9]) > 0 and len(given) < 9):
        raise SettingError("maxwidth", "a whole number of pixels is wanted")
    return min(int(given), most, _LARGEST)
