"""What a query may not do here: write, or ask a server that is not allowed by name."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from ...graph.errors import QueryError
from ...queries.query import DEEPEST, Query
from ...queries.tokens import place, tokens
from .refused import Refused
from .request import READS_ONLY


def permitted(text: str, services: AbstractSet[str]) -> Query:
    """The query, if it only reads, and asks no servers but these.

    >>> permitted("ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", {"example.org"}).form
    'ASK'

    :raises Refused: it does more, or is nested too deep.
    """
    query = Query(text)
    if services and _depth(text) > DEEPEST:
        raise Refused(400, f"brackets are nested more than {DEEPEST} deep")
    try:
        query.refuse()
    except QueryError as error:
        said = str(error)
        if "update" in said:
            raise Refused(403, READS_ONLY) from None
        if "SERVICE" not in said:
            raise Refused(400, said) from None
        if not services:
            where = f"line {error.line}, column {error.column}: "
            raise Refused(
                403, f"{where}SERVICE asks another server; a query here reads this dataset only"
            ) from None
        _allowed(text, services)
    return query


def _allowed(text: str, services: AbstractSet[str]) -> None:
    """:raises Refused: a SERVICE names no server, or one that is not allowed."""
    known = [token for token in tokens(text) if token.kind != "comment"]
    for at, token in enumerate(known):
        if token.kind != "service":
            continue
        target = known[at + 1] if at + 1 < len(known) else None
        between = text[token.start + len("SERVICE") : target.start] if target else ""
        plain = re.sub(r"#[^\n\r]*", " ", between).strip().upper()
        if (
            target is None
            or target.kind != "iri"
            or plain not in ("", "SILENT")
            or not _host(target.text, services)
        ):
            line, column = place(text, token.start)
            names = ", ".join(sorted(services))
            raise Refused(
                403, f"line {line}, column {column}: SERVICE may ask only {names}, written as <https://…>"
            )


def _host(iri: str, services: AbstractSet[str]) -> bool:
    try:
        parts = urlsplit(iri[1:-1])
        return parts.scheme in ("http", "https") and not parts.username and (parts.hostname or "") in services
    except ValueError:
        return False


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"[][(){}]", text):
        depth += 1 if sign in "([{" else -1
        deepest = max(deepest, depth)
    return deepest
