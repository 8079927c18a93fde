"""The service description: what the endpoint is and can do (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from .formats import GRAPHS

_SD, _FORMATS = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")  # fmt: skip
LISTED = 10_000
"""Named graphs that are listed."""


def describe(address: str, store: Store, media: str, federated: bool = False) -> bytes:
    """The description of the endpoint at an address.

    >>> b"UnionDefaultGraph" in describe("http://example.org/sparql", Store(), "text/turtle")
    True
    """
    quads = [Quad(NamedNode(s), p, NamedNode(o)) for s, p, o in _triples(address, store, federated)]
    found = pyoxigraph.serialize(quads, format=GRAPHS[media], prefixes=_prefixes(GRAPHS[media]))
    assert found is not None
    return found


def _prefixes(format: RdfFormat) -> dict[str, str]:
    return {"sd": _SD} if format in (RdfFormat.TURTLE, RdfFormat.TRIG) else {}


def _triples(address: str, store: Store, federated: bool) -> Iterator[tuple[str, NamedNode, str]]:
    service, dataset, default = (f"{address}#{name}" for name in ("service", "dataset", "default-graph"))
    sd = {
        name: NamedNode(_SD + name)
        for name in (
            "endpoint",
            "feature",
            "defaultDataset",
            "defaultGraph",
            "namedGraph",
            "name",
            "resultFormat",
            "supportedLanguage",
        )
    }
    yield service, _TYPE, _SD + "Service"
    yield service, sd["endpoint"], address
    yield service, sd["supportedLanguage"], _SD + "SPARQL11Query"
    yield service, sd["feature"], _SD + "UnionDefaultGraph"
    if federated:
        yield service, sd["feature"], _SD + "BasicFederatedQuery"
    for name in _RESULTS:
        yield service, sd["resultFormat"], _FORMATS + name
    yield service, sd["defaultDataset"], dataset
    yield dataset, _TYPE, _SD + "Dataset"
    yield dataset, sd["defaultGraph"], default
    yield default, _TYPE, _SD + "Graph"
    for number, graph in zip(
        range(LISTED), sorted(graph.value for graph in store.named_graphs()), strict=False
    ):
        named = f"{address}#graph-{number + 1}"
        yield dataset, sd["namedGraph"], named
        yield named, _TYPE, _SD + "NamedGraph"
        yield named, sd["name"], graph
