"""The triples of a graph, indexed by the predicates that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..ontology.terms import expand

Term: TypeAlias = str | Literal
"""An IRI as it is, a blank node as ``_:b``, or a literal: most are text, which is quickly made and compared."""
Values: TypeAlias = Collection[Term]
"""Distinct terms: a tuple of one, or a set."""

TYPE, SUBCLASS = map(expand, ("rdf:type", "rdfs:subClassOf"))


class Index:
    """The triples of a graph by the predicates that the shapes ask for."""

    def __init__(self, quads: Iterable[Quad], predicates: Iterable[Term]) -> None:
        self.out: dict[Term, dict[Term, Values]] = {predicate: {} for predicate in predicates}
        """Predicate -> subject -> objects."""
        self._back: dict[Term, dict[Term, Values]] = {}
        self._instances: dict[Term, set[Term]] = {}
        for quad in quads:
            if (found := self.out.get(quad.predicate.value)) is not None:
                _add(found, as_term(quad.subject), as_term(quad.object))

    def back(self, predicate: Term) -> dict[Term, Values]:
        """Object -> subjects."""
        if predicate not in self._back:
            self._back[predicate] = {}
            for subject, values in self.out[predicate].items():
                for value in values:
                    _add(self._back[predicate], value, subject)
        return self._back[predicate]

    def instances(self, cls: Term) -> set[Term]:
        """The SHACL instances of a class: those of it and of the classes below it (1.1, ``rdfs:subClassOf``)."""
        if cls not in self._instances:
            below, todo = {cls}, [cls]
            while todo:
                new = {*self.back(SUBCLASS).get(todo.pop(), ())} - below
                below |= new
                todo += new
            typed = self.back(TYPE)
            self._instances[cls] = set().union(*(typed.get(each, ()) for each in below))
        return self._instances[cls]


def as_term(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    """The term as the index holds it."""
    if isinstance(term, NamedNode):
        return term.value
    return term if isinstance(term, Literal) else str(term)


def _add(found: dict[Term, Values], key: Term, value: Term) -> None:
    """Most have one value; a set for each would keep the garbage collector busier than all checks take."""
    values = found.get(key)
    if values is None:
        found[key] = (value,)
    elif isinstance(values, set):
        values.add(value)
    else:
        found[key] = {*values, value}
