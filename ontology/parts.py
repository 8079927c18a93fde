"""The parts of the model: frozen, sortable values, as the files of this folder give them.

Labels are mappings from a language code to a text; they do not count when values are compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["ClaimKind", "Concept", "Field", "Kind", "Property", "Scheme", "Term", "UnknownNameError"]

Labels = Mapping[str, str]


class UnknownNameError(ValueError):
    """A name that the model does not know.

    >>> error = UnknownNameError("role", "speeker", ["host", "speaker"])
    >>> str(error), error.name
    ("unknown role 'speeker'", 'speeker')
    """

    def __init__(self, what: str, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(f"unknown {what} {name!r}")
        self.what = what
        self.name = name
        self.known = tuple(known)


@dataclass(frozen=True, order=True)
class Concept:
    """A concept of our schemes: a role, a kind, a type, a language.

    >>> Concept("https://w3id.org/scen/ns#host", "host", ("roles",), {"en": "host"}).notation
    'host'
    """

    iri: str
    notation: str
    schemes: tuple[str, ...]
    """The notations of its schemes; a few concepts are in two."""
    labels: Labels = field(compare=False)
    definition: str = field(default="", compare=False)
    broader: str | None = None
    """The IRI of the next broader concept."""
    matches: tuple[str, ...] = ()
    """IRIs of published terms that mean nearly the same (skos:closeMatch)."""


@dataclass(frozen=True, order=True)
class Scheme:
    """A concept scheme with its concepts in the order of its file."""

    iri: str
    notation: str
    labels: Labels = field(compare=False)
    definition: str = field(default="", compare=False)
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True, order=True)
class Kind:
    """A kind of thing: what it is called, and the classes each such thing gets."""

    name: str
    plural: str
    """The name of its file in ``data/entities``."""
    iri: str
    """Its shape."""
    classes: tuple[str, ...]
    labels: Labels = field(compare=False)
    types: str | None = None
    """The notation of the scheme its type, or an organisation's kind, is taken from."""


@dataclass(frozen=True, order=True)
class Property:
    """A relation between two things, or an assertion that gives one thing a value."""

    name: str
    iri: str
    """Its shape."""
    path: str
    is_relation: bool
    domain: tuple[str, ...]
    """Names of the kinds that have it."""
    range: tuple[str, ...]
    """Names of the kinds it leads to (a relation)."""
    schemes: tuple[str, ...]
    """Notations of the schemes its values are taken from (an assertion with a concept)."""
    datatype: str | None
    """The datatype of its values; None for a thing, a concept, or an IRI."""
    values: tuple[str, ...]
    """The texts allowed, where only some are."""
    pattern: str | None
    """The regular expression that its values match, where there is one."""
    labels: Labels = field(compare=False)
    description: str = field(default="", compare=False)

    @property
    def is_iri(self) -> bool:
        """Is the value a web address: neither a thing, nor a concept, nor a literal?"""
        return not (self.is_relation or self.schemes or self.datatype or self.values)


@dataclass(frozen=True, order=True)
class Field:
    """A field of a kind of claim: how source files write it and which triple it becomes."""

    name: str
    path: str
    inverse: bool
    """Does the triple lead from the other thing to the claim?"""
    required: bool
    many: bool
    kinds: tuple[str, ...]
    schemes: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, order=True)
class ClaimKind:
    """A kind of claim, with its fields in the order of the shapes."""

    name: str
    plural: str
    """The name of its list in a source file."""
    iri: str
    """Its shape."""
    classes: tuple[str, ...]
    """Its own class first, then those that every such claim gets too."""
    labels: Labels = field(compare=False)
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, order=True)
class Term:
    """A class or property of our own, with its definition and the reason it exists."""

    iri: str
    name: str
    is_class: bool
    labels: Labels = field(compare=False)
    definition: str = field(default="", compare=False)
    reason: str = field(default="", compare=False)
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
