"""Statements as they are gathered, and as Turtle and RDF/XML: sorted, so that the same statements give the same bytes.

pyoxigraph writes both syntaxes; their bytes hold for one version of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ...ontology.prefixes import PREFIXES as OF_DATA

PREFIXES: Mapping[str, str] = MappingProxyType(
    {name: OF_DATA[name] for name in ("adms", "dcat", "dct", "foaf", "rdf", "rdfs", "skos", "void", "xsd")}
    | {"dcatap": "http://data.europa.eu/r5r/", "vcard": "http://www.w3.org/2006/vcard/ns#"}
)
_TYPE = f"{PREFIXES['rdf']}type"
Value = NamedNode | Literal


def iri(name: str) -> NamedNode:
    """The IRI of a prefixed name; any other is one already.

    >>> iri("dcat:Dataset").value
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else name)


def texts(words: Mapping[str, str]) -> list[Literal]:
    """One text in several languages."""
    return [Literal(text, language=language) for language, text in words.items()]


def day(text: str) -> Literal:
    """A date."""
    return Literal(date.fromisoformat(text).isoformat(), datatype=iri("xsd:date"))


def number(value: int) -> Literal:
    """A number of things."""
    return Literal(str(value), datatype=iri("xsd:nonNegativeInteger"))


class Said:
    """Statements, each once."""

    def __init__(self) -> None:
        self._all: set[Triple] = set()

    def say(self, node: str, **values: Value | Iterable[Value]) -> NamedNode:
        """Say of a node what ``prefix_name=value`` or ``prefix_name=values`` tell; ``a`` is its class or classes."""
        subject = NamedNode(node)
        for name, told in values.items():
            path = iri("rdf:type" if name == "a" else name.replace("_", ":", 1))
            for value in [told] if isinstance(told, NamedNode | Literal) else told:
                self._all.add(Triple(subject, path, value))
        return subject

    def add(self, said: Iterable[Triple]) -> None:
        """Say what others have said."""
        self._all.update(said)

    def sorted(self, *first: str) -> list[Triple]:
        """By subject, those whose IRI begins with one of ``first`` before all others; of each its classes first."""

        def place(one: Triple) -> int:
            starts = (at for at, start in enumerate(first) if str(one.subject).startswith(f"<{start}"))
            return next(starts, len(first))

        return sorted(self._all, key=lambda one: (place(one), *_order(one)))


def _order(one: Triple) -> tuple[str, bool, str, str]:
    return str(one.subject), one.predicate.value != _TYPE, one.predicate.value, str(one.object)


def turtle(said: Iterable[Triple]) -> bytes:
    """A Turtle document, each property on a line of its own."""
    return _written(said, RdfFormat.TURTLE)


def rdf_xml(said: Iterable[Triple]) -> bytes:
    """An RDF/XML document."""
    return _written(said, RdfFormat.RDF_XML)


def _written(said: Iterable[Triple], form: RdfFormat) -> bytes:
    whole = serialize(said, format=form, prefixes=dict(PREFIXES))
    assert whole is not None
    return whole
