"""An RDF document as an answer: its form, the links to its other forms, its validators, and no body for HEAD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from . import assets, headers
from .formats import BY_EXTENSION, BY_TYPE, FORMATS, Format
from .negotiation import best

if TYPE_CHECKING:
    from starlette.requests import Request

    from .portal import Portal

PART = 1 << 16
"""Bytes that are sent at once; a document that is no longer is sent whole, with its length."""
HTML = "text/html"
_TYPES = tuple(BY_TYPE)


def split(name: str) -> tuple[str, Format | None]:
    """A name, and the form that its extension asks for.

    >>> split("sida.ttl")[0], split("sida.ttl")[1].name, split("sida")
    ('sida', 'Turtle', ('sida', None))
    """
    stem, dot, extension = name.rpartition(".")
    form = BY_EXTENSION.get(extension) if dot and stem else None
    return (stem, form) if form else (name, None)


def wanted(request: Request, html: bool = False) -> Format | None:
    """The form that the client likes best; None for HTML, where there is a page.

    :raises NotAcceptable: it takes none of them.
    """
    offered = (HTML, *_TYPES) if html else _TYPES
    chosen = best(", ".join(request.headers.getlist("accept")), offered)
    if chosen is None:
        raise NotAcceptable(offered)
    return BY_TYPE.get(chosen)


class NotAcceptable(HTTPException):
    """None of the forms that there are is wanted; `answer` lists them."""

    def __init__(self, offered: Sequence[str]) -> None:
        self.offered = tuple(offered)
        super().__init__(406, "None of the forms that you accept is there.")

    def answer(self, address: str, page: str = "") -> Response:
        """The list of forms, each with its address; ``address`` and ``page`` are those of data and HTML."""
        places = {HTML: page, **{form.media_type: f"{address}.{form.extension}" for form in FORMATS}}
        lines = "".join(f"{kind}  {places[kind]}\n" for kind in self.offered)
        told = {"Vary": "Accept", "Link": links(address, page)}
        return PlainTextResponse(f"{self.detail} There are:\n{lines}", 406, told)


def links(address: str, page: str = "", iri: str = "", but: Format | None = None) -> str:
    """The value of a Link header: the page, all forms of the data ``but`` one, and the thing they describe."""
    found = [f'<{page}>; rel="alternate"; type="{HTML}"'] if page else []
    found += [
        f'<{address}.{form.extension}>; rel="alternate"; type="{form.media_type}"'
        for form in FORMATS
        if form is not but
    ]
    return ", ".join([*found, *([f'<{quoted(iri)}>; rel="describes"'] if iri else [])])


def quoted(path: str) -> str:
    """A path, or an IRI, as it may stand in a header."""
    return quote(path, safe="/:?#[]@!$&'()*+,;=%~")


def described(
    request: Request, portal: Portal, form: Format, parts: Iterable[bytes], told: Mapping[str, str]
) -> Response:
    """The document, in parts that nobody has asked for yet; 304 where the client has it."""
    return validated(request, portal, form.extension, form.content_type, parts, told)


def validated(
    request: Request,
    portal: Portal,
    key: str,
    content_type: str,
    parts: Iterable[bytes],
    told: Mapping[str, str],
) -> Response:
    """An answer that changes with the dataset alone; 304 where the client has it, and no body for HEAD.

    Its digest is taken before the data is read: if a build comes between, the client asks again once too often.
    """
    digest, modified = portal.current.digest, assets.newest(portal.current.version)
    known = {
        "ETag": f'"{digest[:20]}-{key}"',
        "Last-Modified": modified,
        "Cache-Control": "public, no-cache",
        **told,
    }
    if headers.unchanged(request.headers, known["ETag"], modified):
        return Response(status_code=304, headers=known)
    known["Content-Type"] = content_type
    rest = gathered(parts)
    first, second = next(rest, b""), next(rest, None)
    if second is None:
        known["Content-Length"] = str(len(first))
        return Response(b"" if request.method == "HEAD" else first, headers=known)
    body = iter(()) if request.method == "HEAD" else chain((first, second), rest)
    return StreamingResponse(body, headers=known)


def gathered(parts: Iterable[bytes], size: int = PART) -> Iterator[bytes]:
    """The same bytes in parts of at least that size."""
    held, length = list[bytes](), 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
