"""What a client sends to be kept as a graph: read up to a limit, and parsed as RDF of the type that it says it is."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Triple, parse

from .formats import BY_TYPE

if TYPE_CHECKING:
    from starlette.requests import Request

    from .formats import Format

_ALSO = {
    "application/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
}
_FORM = "multipart/form-data"
_PARTS = 100


class Refused(Exception):
    """A request that is not done, with its status."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


async def body_of(request: Request, most: int) -> bytes:
    """The body.

    :raises Refused: it is longer than ``most`` bytes.
    """
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise Refused(413, f"a graph may have {most:,} bytes")
        chunks.append(chunk)
    return b"".join(chunks)


def triples_of(content_type: str, body: bytes, base: str) -> list[Triple]:
    """The triples of a body, or of all parts of a form; blank nodes are fresh.

    >>> [str(one) for one in triples_of("text/turtle", b"<a> <b> 1 .", "http://example.org/")][0][:40]
    '<http://example.org/a> <http://example.o'

    :raises Refused: it is of no type that we read, or not well-formed.
    """
    return [
        triple for kind, part in _parts(content_type, body) for triple in _parsed(_form(kind), part, base)
    ]


def _parts(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return [(content_type or "application/rdf+xml", body)]  # as the protocol has it where no type is told
    message = message_from_bytes(
        b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body, policy=policy.HTTP
    )
    parts = [part for part in message.walk() if not part.is_multipart()]
    if not message.is_multipart() or len(parts) > _PARTS:
        raise Refused(400, "this form cannot be read")
    return [(part.get_content_type(), bytes(part.get_payload(decode=True) or b"")) for part in parts]


def _form(content_type: str) -> Format:
    name = content_type.partition(";")[0].strip().lower()
    form = BY_TYPE.get(_ALSO.get(name, name))
    if form is None or form.graphs:
        known = ", ".join(kind for kind, one in BY_TYPE.items() if not one.graphs)
        raise Refused(415, f"a graph is sent as {known} or {_FORM}")
    return form


def _parsed(form: Format, body: bytes, base: str) -> list[Triple]:
    try:
        found = list(parse(body, format=form.syntax, base_iri=base, rename_blank_nodes=True))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        said = " ".join(str(error).split())[:200]
        raise Refused(400, f"not {form.name}: {said}") from None
    if any(not isinstance(quad.graph_name, DefaultGraph) for quad in found):
        raise Refused(400, "this holds named graphs; send one graph at a time")
    return [quad.triple for quad in found]
