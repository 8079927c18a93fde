"""What a graph holds as a SPARQL endpoint counts it: for stores that show only so many triples, as Virtuoso does by default."""

from __future__ import annotations

import json
from http.client import HTTPResponse
from urllib.parse import urlencode

from ...graph.errors import EndpointError
from .graphs import Held
from .server import Call, Server

_TYPE = "application/sparql-results+json"
_QUERY = """SELECT (COUNT(*) AS ?n) (SUM(STRLEN(STR(?s)) + STRLEN(STR(?p)) + STRLEN(STR(?o))) AS ?length)
WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"""


def counted(server: Server, graph: str) -> Held | None:
    """Number of triples, and the length of their terms in place of a fingerprint; None where there are none.

    :raises EndpointError: no answer, or one that is no count.
    """
    url = f"{server.url}{'&' if '?' in server.url else '?'}{urlencode({'query': _QUERY.format(graph)})}"
    answer = server.send(Call("GET", url, {"Accept": _TYPE}), HTTPResponse.read)
    try:
        [row] = json.loads(answer.body)["results"]["bindings"]
        number, length = int(row["n"]["value"]), row.get("length", {}).get("value", "0")
    except (ValueError, KeyError, TypeError):
        raise EndpointError(
            server.url, "counts nothing: is this the address of a SPARQL endpoint?", answer.status
        ) from None
    return Held(number, f"length {length}") if number else None
