"""The judge of `shapes.py`: the same shapes applied by pySHACL, which is slow and knows all of SHACL. For tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from pyoxigraph import Literal as Text

from scen.graph.errors import Place, Problem
from scen.graph.shapes import Finding, problems
from scen.ontology.terms import expand, shapes_file


def violations(quads: Iterable[Quad], places: Mapping[str, Place]) -> list[Problem]:
    """Every violation of the shapes, as `shapes.violations` tells them."""
    return problems(findings(quads, shapes_file().read_bytes()), places)


def findings(quads: Iterable[Quad], shapes: bytes) -> set[Finding]:
    """What pySHACL finds wrong in the union of all graphs; ``shapes`` is Turtle."""
    from pyshacl import validate
    from rdflib import RDF, SH, Graph

    data = Graph()
    for quad in quads:
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    _, report, _ = validate(data, shacl_graph=_parsed(shapes), inference="none", meta_shacl=False)
    return {
        Finding(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultMessage)),
            None if (value := report.value(result, SH.value)) is None else str(value),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@lru_cache(maxsize=1)
def _parsed(turtle: bytes) -> Any:
    from rdflib import Graph

    return Graph().parse(data=turtle, format="turtle")


def _term(term: NamedNode | BlankNode | Text | Triple) -> Any:
    """The term in rdflib, letter for letter: its own parsers would turn ``PT90M`` into ``PT1H30M``."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Triple):
        raise TypeError(f"pySHACL knows no triple terms: {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == expand("xsd:string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
