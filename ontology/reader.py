"""From Turtle to the parts of the model; nothing else in the package reads these files as a model.

The reader knows RDF, SKOS, OWL and SHACL, but no class or property of ours by name:
what is a kind, a claim, a relation or an assertion is said by ``skos:inScheme`` in ``shapes.ttl``.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from types import MappingProxyType

import pyoxigraph as ox

from .parts import ClaimKind, Concept, Field, Kind, Property, Scheme, Term

__all__ = ["Graph"]

_Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Graph:
    """The triples of some Turtle files by subject and predicate, in the order of the files."""

    def __init__(self, files: Sequence[Traversable], prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._index: dict[_Node, dict[str, list[_Node]]] = {}
        for file in files:
            for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
                row = self._index.setdefault(quad.subject, {})
                row.setdefault(quad.predicate.value, []).append(quad.object)

    def schemes(self) -> Iterator[Scheme]:
        """The schemes that have a notation, each with its concepts."""
        schemes = [node for node in self._typed("skos:ConceptScheme") if self._text(node, "skos:notation")]
        names = {node: self._text(node, "skos:notation") for node in schemes}
        concepts = {node: self._concept(node, names) for node in self._typed("skos:Concept")}
        for scheme, name in names.items():
            own = tuple(concept for concept in concepts.values() if name in concept.schemes)
            text = self._text(scheme, "skos:definition")
            yield Scheme(_iri(scheme), name, self._labels(scheme, "skos:prefLabel"), text, own)

    def collections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each collection: its notation and the IRIs of its members."""
        for node in self._typed("skos:Collection"):
            yield self._text(node, "skos:notation"), self._iris(node, "skos:member")

    def kinds(self, scheme: str) -> Iterator[Kind]:
        """The kinds of thing: the node shapes in the scheme."""
        for node in self._members(scheme):
            types = [self._names(shape, "schema:rangeIncludes") for shape in self._all(node, "sh:property")]
            yield Kind(
                *self._name_and_plural(node),
                classes=self._iris(node, "sh:class"),
                labels=self._labels(node, "rdfs:label"),
                types=next((names[0] for names in types if names), None),
            )

    def claims(self, scheme: str) -> Iterator[ClaimKind]:
        """The kinds of claim: the node shapes in the scheme."""
        for node in self._members(scheme):
            shapes = [shape for shape in self._all(node, "sh:property") if self._text(shape, "skos:notation")]
            yield ClaimKind(
                *self._name_and_plural(node),
                classes=self._iris(node, "sh:targetClass") + self._iris(node, "sh:class"),
                labels=self._labels(node, "rdfs:label"),
                fields=tuple(self._field(shape) for shape in shapes),
            )

    def properties(self, scheme: str, *, relation: bool) -> Iterator[Property]:
        """The relations or the assertions: the property shapes in the scheme."""
        for node in self._members(scheme):
            yield Property(
                name=self._text(node, "skos:notation"),
                iri=_iri(node),
                path=self._iris(node, "sh:path")[0],
                is_relation=relation,
                domain=self._names(node, "schema:domainIncludes"),
                range=self._names(node, "schema:rangeIncludes") if relation else (),
                schemes=() if relation else self._names(node, "schema:rangeIncludes"),
                datatype=next(iter(self._iris(node, "sh:datatype")), None),
                values=self._list(node, "sh:in"),
                pattern=self._text(node, "sh:pattern") or None,
                labels=self._labels(node, "sh:name"),
                description=self._text(node, "sh:description"),
            )

    def terms(self) -> Iterator[Term]:
        """The classes and properties of our own."""
        kinds = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty")
        for node in (node for kind in kinds for node in self._typed(kind)):
            iri = _iri(node)
            yield Term(
                iri=iri,
                name=iri.rpartition("#")[2],
                is_class=node in self._typed("owl:Class"),
                labels=self._labels(node, "rdfs:label"),
                definition=self._text(node, "skos:definition"),
                reason=self._text(node, "skos:scopeNote"),
                parents=self._iris(node, "rdfs:subClassOf"),
                domain=self._iris(node, "rdfs:domain") + self._iris(node, "schema:domainIncludes"),
                range=self._iris(node, "rdfs:range"),
            )

    def _concept(self, node: _Node, schemes: dict[_Node, str]) -> Concept:
        return Concept(
            iri=_iri(node),
            notation=self._text(node, "skos:notation"),
            schemes=tuple(
                schemes[scheme] for scheme in self._all(node, "skos:inScheme") if scheme in schemes
            ),
            labels=self._labels(node, "skos:prefLabel"),
            definition=self._text(node, "skos:definition"),
            broader=next(iter(self._iris(node, "skos:broader")), None),
            matches=self._iris(node, "skos:closeMatch"),
        )

    def _field(self, node: _Node) -> Field:
        [path] = self._all(node, "sh:path")
        inverse = self._iris(path, "sh:inversePath")
        targets = self._all(node, "schema:rangeIncludes")
        is_scheme = [target in self._typed("skos:ConceptScheme") for target in targets]
        names = self._names(node, "schema:rangeIncludes")
        return Field(
            name=self._text(node, "skos:notation"),
            path=inverse[0] if inverse else _iri(path),
            inverse=bool(inverse),
            required=bool(self._all(node, "sh:minCount")),
            many=self._text(node, "sh:maxCount") != "1",
            kinds=tuple(name for name, scheme in zip(names, is_scheme, strict=True) if not scheme),
            schemes=tuple(name for name, scheme in zip(names, is_scheme, strict=True) if scheme),
            values=self._list(node, "sh:in"),
        )

    def _name_and_plural(self, node: _Node) -> tuple[str, str, str]:
        return self._text(node, "skos:notation"), self._text(node, "skos:hiddenLabel"), _iri(node)

    def _typed(self, curie: str) -> list[_Node]:
        wanted = ox.NamedNode(self._expand(curie))
        return [node for node in self._index if wanted in self._all(node, "rdf:type")]

    def _members(self, scheme: str) -> list[_Node]:
        wanted = ox.NamedNode(self._expand(scheme))
        return [node for node in self._index if wanted in self._all(node, "skos:inScheme")]

    def _all(self, node: _Node, curie: str) -> list[_Node]:
        return self._index.get(node, {}).get(self._expand(curie), [])

    def _text(self, node: _Node, curie: str) -> str:
        return next((found.value for found in self._all(node, curie) if isinstance(found, ox.Literal)), "")

    def _iris(self, node: _Node, curie: str) -> tuple[str, ...]:
        return tuple(found.value for found in self._all(node, curie) if isinstance(found, ox.NamedNode))

    def _names(self, node: _Node, curie: str) -> tuple[str, ...]:
        return tuple(self._text(found, "skos:notation") for found in self._all(node, curie))

    def _labels(self, node: _Node, curie: str) -> MappingProxyType[str, str]:
        found = (label for label in self._all(node, curie) if isinstance(label, ox.Literal))
        return MappingProxyType({label.language or "": label.value for label in found})

    def _list(self, node: _Node, curie: str) -> tuple[str, ...]:
        items: list[str] = []
        for rest in self._all(node, curie):
            while first := self._all(rest, "rdf:first"):
                items += [item.value for item in first if not isinstance(item, ox.Triple)]
                [rest] = self._all(rest, "rdf:rest")
        return tuple(items)

    def _expand(self, curie: str) -> str:
        prefix, _, name = curie.partition(":")
        return self._prefixes[prefix] + name


def _iri(node: _Node) -> str:
    if not isinstance(node, ox.NamedNode):
        raise TypeError(f"not an IRI: {node}")
    return node.value
