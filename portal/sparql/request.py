"""A request of the SPARQL 1.1 Protocol (section 2.1): the query, its dataset and the form of its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from .formats import Choice, choice
from .refused import Refused

FORM, DIRECT, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
LONGEST = 200_000
"""Characters of a query."""
FIELDS = 200
"""Parameters of a request."""
GRAPHS = ("default-graph-uri", "named-graph-uri")
READS_ONLY = "this endpoint only reads; it takes no updates"


@dataclass(frozen=True)
class Asked:
    """A query as it was asked; ``graphs`` and ``named`` are None where the request names none of either."""

    text: str
    choice: Choice
    graphs: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def headers(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request by their names in lower case."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, told = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {told}" if key in found else told
    return found


async def read(
    scope: Mapping[str, Any], receive: Callable[[], Awaitable[Any]], told: Mapping[str, str], limit: int
) -> Asked | None:
    """What is asked; None where there is no query, so that the service is described.

    :raises Refused: it is no request of the protocol, or not one that only reads.
    """
    fields = _fields(scope["query_string"])
    method = scope["method"]
    if method == "POST":
        fields += await _posted(told, receive, limit)
    elif method not in ("GET", "HEAD"):
        raise Refused(405, "ask with GET or POST", allow="GET, HEAD, POST, OPTIONS")
    return asked(fields, told.get("accept", ""), described=method != "POST")


def asked(fields: list[tuple[str, str]], accept: str, described: bool = True) -> Asked | None:
    """The query of a request's parameters.

    >>> asked([("query", "ASK {}"), ("named-graph-uri", "http://example.org/g")], "").named
    ('http://example.org/g',)

    :raises Refused: several queries, none, an update, or no text that could be one.
    """
    texts = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise Refused(403, READS_ONLY)
    if len(texts) != 1:
        if not texts and described:
            return None
        raise Refused(400, "exactly one query is wanted" if texts else "there is no query")
    wanted = next((value for name, value in fields if name in ("format", "output") and value), "")
    default, named = (tuple(value for name, value in fields if name == kind) or None for kind in GRAPHS)
    return Asked(_text(texts[0]), choice(accept, wanted), default, named)


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(413, f"the query is longer than {LONGEST} characters")
    if "\0" in text:
        raise Refused(400, "the query holds a NUL character")
    return text


def _fields(raw: bytes) -> list[tuple[str, str]]:
    try:
        if raw.startswith(b"query=") and b"&" not in raw:  # the usual request, read in less time
            return [("query", unquote_to_bytes(raw[6:].replace(b"+", b" ")).decode())]
        return (
            parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
            if raw
            else []
        )
    except UnicodeDecodeError:
        raise Refused(400, "the request is not UTF-8 text") from None
    except ValueError:
        raise Refused(400, f"there are more than {FIELDS} parameters") from None


async def _posted(
    told: Mapping[str, str], receive: Callable[[], Awaitable[Any]], limit: int
) -> list[tuple[str, str]]:
    media, *rest = (part.strip().lower() for part in told.get("content-type", "").split(";"))
    if media == UPDATE:
        raise Refused(403, READS_ONLY)
    if media not in (FORM, DIRECT):
        raise Refused(415, f"a query is posted as {FORM} or {DIRECT}")
    charset = next((part[8:].strip('"') for part in rest if part.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii") or told.get("content-encoding", "identity") != "identity":
        raise Refused(415, "a query is posted as plain UTF-8 text")
    body = await _body(receive, limit)
    if media == FORM:
        return _fields(body)
    try:
        return [("query", body.decode())]
    except UnicodeDecodeError:
        raise Refused(400, "the query is not UTF-8 text") from None


async def _body(receive: Callable[[], Awaitable[Any]], limit: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the request ended too early")
        body += message.get("body", b"")
        if len(body) > limit:
            raise Refused(413, f"the request is larger than {limit} bytes")
        if not message.get("more_body"):
            return bytes(body)
