"""RDF terms of the network: IRIs of things, graphs and concepts, literals, and the vocabulary graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ..ontology.terms import NS, ClaimKind, Kind, Property, expand, model, vocabulary_files


@cache
def iri(curie: str) -> NamedNode:
    """The IRI of a curie of the model."""
    return NamedNode(expand(curie))


def thing(kind: str, slug: str) -> NamedNode:
    """IRI of a thing.

    >>> print(thing("person", "anna-exempel"))
    <https://w3id.org/scen/id/person/anna-exempel>
    """
    return NamedNode(f"{NS}id/{kind}/{slug}")


def graph(name: str) -> NamedNode:
    """IRI of a named graph: ``entities``, ``vocabulary``, ``derived``, ``doc/<document>``."""
    return NamedNode(f"{NS}graph/{name}")


def text(words: str, language: str) -> Literal:
    """A text in a language."""
    return Literal(words, language=language)


def typed(value: str | int, datatype: str) -> Literal:
    """A literal of the datatype that the curie names."""
    return Literal(str(value), datatype=iri(datatype))


@cache
def concept(scheme: str, notation: str) -> NamedNode:
    """IRI of a concept of one of the schemes."""
    return NamedNode(model().concept(scheme, notation).iri)


def vocabulary() -> Iterator[Triple]:
    """The model as it goes with the data: terms and schemes, and the labels of kinds, claims and properties."""
    for file in vocabulary_files():
        yield from (quad.triple for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE))
    parts: list[Kind | ClaimKind | Property] = [
        *model().kinds.values(),
        *model().claims.values(),
        *model().properties.values(),
    ]
    for part in parts:
        yield Triple(NamedNode(part.iri), iri("skos:notation"), Literal(part.name))
        for language, words in part.labels.items():
            yield Triple(NamedNode(part.iri), iri("rdfs:label"), text(words, language))
    for prop in model().properties.values():
        yield Triple(NamedNode(prop.iri), iri("sh:path"), NamedNode(prop.path))
