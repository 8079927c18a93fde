"""The built graph conforms to the EU's Core Public Event, Public Organisation and Person shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import need

from scen.graph.dataset import Dataset

SHAPES = (
    "cpev-1.1.1/core-public-event-ap-SHACL.ttl",
    "cpov-2.1.2/core-public-organisation-ap-SHACL.ttl",
    "core-person-2.1.2/core-person-ap-SHACL.ttl",
)


@pytest.fixture(scope="module")
def graph(dataset: Path):  # type: ignore[no-untyped-def]
    import pyoxigraph as ox
    from rdflib import Graph

    with Dataset(dataset) as data:
        triples = {ox.Triple(q.subject, q.predicate, q.object) for q in data.store}
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("shapes", SHAPES)
def test_it_conforms(graph, standards: Path, shapes: str) -> None:  # type: ignore[no-untyped-def]
    from pyshacl import validate
    from rdflib import Graph

    conforms, _, text = validate(
        graph, shacl_graph=Graph().parse(need(standards / "semic-core" / shapes)), inference="none"
    )
    assert conforms, text[:3000]


def test_a_planted_fault_is_seen(graph, standards: Path) -> None:  # type: ignore[no-untyped-def]
    """The official shapes really look at our data: a title without a language is refused."""
    from pyshacl import validate
    from rdflib import DCTERMS, RDF, Graph, Literal, Namespace

    cv = Namespace("http://data.europa.eu/m8g/")
    event = next(graph.subjects(RDF.type, cv.PublicEvent))
    graph.add((event, DCTERMS.title, Literal("no language")))
    conforms, *_ = validate(
        graph, shacl_graph=Graph().parse(standards / "semic-core" / SHAPES[0]), inference="none"
    )
    graph.remove((event, DCTERMS.title, Literal("no language")))
    assert not conforms


def test_every_property_and_class_used_exists(graph, standards: Path) -> None:  # type: ignore[no-untyped-def]
    """No invented term: each predicate and class of the data is in a published vocabulary or in ours."""
    from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, Graph, URIRef

    from scen.ontology.terms import PREFIXES, model

    ours = {term.iri for term in model().terms.values()}
    closed = {str(ns): ns for ns in (DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME)}
    files = [
        standards / "schema.org/30.0/schemaorg-all-https.nt",
        standards / "web-annotation/oa.ttl",
        *(standards / "semic-core").rglob("*.ttl"),
    ]
    published = {str(term) for file in files for triple in Graph().parse(file) for term in triple}
    by_shapes_only = {PREFIXES["sh"], PREFIXES["frapo"], PREFIXES["vann"]}  # no term file of these is at hand
    used = {str(p) for p in graph.predicates()} | {str(c) for c in graph.objects(None, RDF.type)}
    for term in used:
        space = term.rsplit("#", 1)[0] + "#" if "#" in term else term.rsplit("/", 1)[0] + "/"
        if space in closed:
            assert URIRef(term) in closed[space], term
        elif space not in by_shapes_only:
            assert term in ours or term in published, term
