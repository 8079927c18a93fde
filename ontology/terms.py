"""The model, read once from the files of this folder: terms, kinds, claims, properties, concepts.

>>> m = model()
>>> m.kind("organisation").plural
'organisations'
>>> shorten(m.property("parent").path)
'cv:parentEvent'
>>> m.concept("roles", "keynote-speaker").labels["nb"]
'hovedtaler'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from .parts import ClaimKind, Concept, Field, Kind, Property, Scheme, Term, UnknownNameError
from .prefixes import NS, PREFIXES, context
from .reader import Graph

__all__ = [
    "NS",
    "PREFIXES",
    "ClaimKind",
    "Concept",
    "Field",
    "Kind",
    "Model",
    "Property",
    "Scheme",
    "Term",
    "UnknownNameError",
    "context",
    "expand",
    "model",
    "shapes_file",
    "shorten",
    "vocabulary_files",
]

_HERE = files(__package__)
_T = TypeVar("_T")

@dataclass(frozen=True)
class Model:
    """Everything the ontology folder says, by name; mappings keep the order of the files."""

    terms: Mapping[str, Term]
    kinds: Mapping[str, Kind]
    claims: Mapping[str, ClaimKind]
    properties: Mapping[str, Property]
    schemes: Mapping[str, Scheme]
    collections: Mapping[str, tuple[Concept, ...]]
    concepts: Mapping[str, Concept]
    """All concepts, by IRI."""

    def term(self, name: str) -> Term:
        """Our own class or property of this local name, such as ``Claim``."""
        return _find(self.terms, "term", name)

    def kind(self, name: str) -> Kind:
        """The kind of thing with this name or plural.

        >>> model().kind("persons").name
        'person'
        """
        plurals = {kind.plural: kind for kind in self.kinds.values()}
        return _find({**plurals, **self.kinds}, "kind", name)

    def claim(self, name: str) -> ClaimKind:
        """The kind of claim with this name or plural.

        >>> [field.name for field in model().claim("memberships").fields]
        ['member', 'organisation', 'title']
        """
        plurals = {claim.plural: claim for claim in self.claims.values()}
        return _find({**plurals, **self.claims}, "claim", name)

    def property(self, name: str) -> Property:
        """The relation or assertion with this name."""
        return _find(self.properties, "property", name)

    def scheme(self, name: str) -> Scheme:
        """The concept scheme with this notation."""
        return _find(self.schemes, "scheme", name)

    def concept(self, scheme: str, notation: str) -> Concept:
        """The concept with this notation in the scheme.

        >>> shorten(model().concept("project-roles", "partner").iri)
        'scen:project-partner'
        """
        found = {concept.notation: concept for concept in self.scheme(scheme).concepts}
        return _find(found, f"concept of {scheme}", notation)

    def members(self, collection: str) -> tuple[Concept, ...]:
        """The concepts of a collection, such as ``strong-ties``."""
        return _find(self.collections, "collection", collection)

    def narrower(self, scheme: str, notation: str) -> tuple[Concept, ...]:
        """The concept and all that are narrower, at any depth.

        >>> [concept.notation for concept in model().narrower("roles", "moderator")]
        ['moderator', 'moderating-host', 'session-chair']
        """
        top = self.concept(scheme, notation).iri
        return tuple(concept for concept in self.scheme(scheme).concepts if top in self._line(concept))

    def _line(self, concept: Concept) -> list[str]:
        line = [concept.iri]
        while (up := self.concepts[line[-1]].broader) and up not in line:
            line.append(up)
        return line


@lru_cache(maxsize=1)
def model() -> Model:
    """The model; the files are read on the first call only."""
    graph = Graph([*vocabulary_files(), shapes_file()], PREFIXES)
    schemes = {scheme.notation: scheme for scheme in graph.schemes()}
    concepts = {concept.iri: concept for scheme in schemes.values() for concept in scheme.concepts}
    properties = [
        *graph.properties("scen:relations", relation=True),
        *graph.properties("scen:assertions", relation=False),
    ]
    return Model(
        terms=MappingProxyType({term.name: term for term in graph.terms()}),
        kinds=MappingProxyType({kind.name: kind for kind in graph.kinds("scen:kinds")}),
        claims=MappingProxyType({claim.name: claim for claim in graph.claims("scen:claims")}),
        properties=MappingProxyType({found.name: found for found in properties}),
        schemes=MappingProxyType(schemes),
        collections=MappingProxyType(
            {name: tuple(concepts[iri] for iri in iris) for name, iris in graph.collections()}
        ),
        concepts=MappingProxyType(concepts),
    )


def vocabulary_files() -> list[Traversable]:
    """``scen.ttl`` and the schemes: what belongs in the vocabulary graph, without blank nodes.

    >>> vocabulary_files()[0].name
    'scen.ttl'
    """
    schemes = sorted((_HERE / "schemes").iterdir(), key=lambda file: file.name)
    return [_HERE / "scen.ttl", *(file for file in schemes if file.name.endswith(".ttl"))]


def shapes_file() -> Traversable:
    """``shapes.ttl``: the SHACL shapes, for validation together with the vocabulary files."""
    return _HERE / "shapes.ttl"


def expand(curie: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("cv:Participation")
    'http://data.europa.eu/m8g/Participation'
    """
    prefix, _, name = curie.partition(":")
    return _find(PREFIXES, "prefix", prefix) + name


def shorten(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI where no prefix fits.

    >>> shorten("http://purl.org/dc/terms/title"), shorten("https://example.org/a")
    ('dct:title', 'https://example.org/a')
    """
    fits = [(len(base), name, base) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fits:
        return iri
    size, name, _ = max(fits)
    return f"{name}:{iri[size:]}"


def _find(found: Mapping[str, _T], what: str, name: str) -> _T:
    try:
        return found[name]
    except KeyError:
        raise UnknownNameError(what, name, list(found)) from None
