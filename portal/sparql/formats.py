"""The forms of an answer: tables and truth, triples; which one a client wants, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from ..negotiation import best
from .refused import Refused

TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}
ALSO_TABLES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
ALSO_GRAPHS = {"application/json": "application/ld+json", "application/xml": "application/rdf+xml"}
"""Names by which clients ask for them too."""
SHORT = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    **dict.fromkeys(("turtle", "ttl", "n3"), (None, "text/turtle")),
    **dict.fromkeys(("ntriples", "n-triples", "nt"), (None, "application/n-triples")),
    **dict.fromkeys(("nquads", "n-quads", "nq"), (None, "application/n-quads")),
    **dict.fromkeys(("rdf", "rdfxml", "rdf+xml", "rdf/xml"), (None, "application/rdf+xml")),
    **dict.fromkeys(("jsonld", "json-ld"), (None, "application/ld+json")),
    "trig": (None, "application/trig"),
}
"""What ``format=`` may say: the form of a table, and that of triples."""
Found = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True)
class Choice:
    """The media type for a table or truth, and the one for triples; None where the client takes none."""

    table: str | None
    graph: str | None

    def of(self, found: Found) -> str:
        """The media type for an answer.

        :raises Refused: the client takes none for answers of this kind.
        """
        graph = isinstance(found, QueryTriples)
        if name := self.graph if graph else self.table:
            return name
        offered = ", ".join(GRAPHS if graph else TABLES)
        kind = "triples" if graph else "a table or a truth value"
        raise Refused(406, f"the answer to this query is {kind}; it can be had as {offered}")


@lru_cache(1024)
def choice(accept: str, asked: str = "") -> Choice:
    """What the client wants: by ``format=``, else by its Accept header.

    >>> choice("text/csv, text/turtle;q=0.5"), choice("*/*", "xml").graph
    (Choice(table='text/csv', graph='text/turtle'), 'application/rdf+xml')

    :raises Refused: no such format.
    """
    if asked:
        name = asked.lower()
        if name in SHORT:
            return Choice(*SHORT[name])
        wanted = Choice(_known(name, TABLES, ALSO_TABLES), _known(name, GRAPHS, ALSO_GRAPHS))
        if not wanted.table and not wanted.graph:
            raise Refused(400, f"there is no such format; format= takes {', '.join(SHORT)} or a media type")
        return wanted
    table = best(accept, [*TABLES, *ALSO_TABLES])
    graph = best(accept, [*GRAPHS, *ALSO_GRAPHS])
    return Choice(ALSO_TABLES.get(table or "", table), ALSO_GRAPHS.get(graph or "", graph))


def _known(name: str, names: Mapping[str, object], also: Mapping[str, str]) -> str | None:
    return name if name in names else also.get(name)


def write(found: Found, media: str, out: IO[bytes] | None, prefixes: Mapping[str, str]) -> bytes | None:
    """Write an answer as it is found; without ``out``, give its bytes.

    :raises OSError: ``out`` raised it, or the store cannot be read.
    """
    if not isinstance(found, QueryTriples):
        return found.serialize(out, format=TABLES[media])
    if media in ("text/turtle", "application/trig"):
        return pyoxigraph.serialize(found, out, format=GRAPHS[media], prefixes=dict(prefixes))
    return found.serialize(out, format=GRAPHS[media])


ROW_ENDS = {
    "application/sparql-results+json": b'}},{"', "application/sparql-results+xml": b"<result>",
    "text/csv": b"\r\n", "text/tab-separated-values": b"\n", "application/rdf+xml": b"<rdf:Description",
    "application/ld+json": b'{"@', 
}  # fmt: skip
"""What occurs about once in each row; lines for all else."""


def rows(piece: bytes, media: str) -> int:
    """About how many rows or triples a piece of an answer holds.

    >>> rows(b'?a\\n1\\n2\\n', "text/tab-separated-values")
    3
    """
    return piece.count(ROW_ENDS.get(media, b"\n"))


def content_type(media: str) -> str:
    """The media type as a header tells it."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
