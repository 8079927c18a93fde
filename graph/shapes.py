"""The shapes of the ontology as checks of our own: pySHACL's verdicts in a small part of its time.

``shapes.ttl`` is read once and compiled: a shape becomes a path to values and checks on them, which run over
an index of the triples. What ``shapes.ttl`` does not use is not understood here and is refused by name; a new
kind of constraint is one more row of a table. pySHACL is the judge of this file: the tests hold
both to the same findings. Clauses are those of SHACL (W3C Recommendation, 20 July 2017).
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, Quad, RdfFormat, parse

from ..ontology.terms import expand, shapes_file, shorten
from .errors import Place, Problem
from .index import SUBCLASS, TYPE, Index, Term, Values, as_term
from .literals import FORMS

Path: TypeAlias = Callable[["Index", Term], Values]
"""From a node to the values that a property path leads to."""
Check: TypeAlias = Callable[["Index", Values], Iterable[Term | None]]
"""The values that break a constraint; None where it is broken by no single value."""
Component: TypeAlias = Callable[["Shapes", Term], Check]
"""From a parameter in the shapes file to its check; a KeyError or ValueError refuses the parameter."""
Step: TypeAlias = tuple[Term, bool]
"""A step of a property path: a predicate, and is it walked backwards, from object to subject?"""
Rule: TypeAlias = tuple[str, Term]
"""A constraint as the shapes file has it: a key of `COMPONENTS`, and the parameter."""


class ShapesError(ValueError):
    """The shapes file uses a component of SHACL that is not understood, or not as it stands there."""

    def __init__(self, shape: str, component: str) -> None:
        self.shape, self.component = shape, component
        super().__init__(f"{shape}: {component} is not understood here, or not in this use")


class Finding(NamedTuple):
    """A validation result (3.6.2): the focus node, the shape's message, and the value if one is to blame."""

    focus: str
    message: str
    value: str | None


def violations(quads: Iterable[Quad], places: Mapping[str, Place]) -> list[Problem]:
    """Every violation of the shapes; ``places`` leads from an IRI to the record behind it."""
    return problems(shapes().findings(quads), places)


def problems(findings: Iterable[Finding], places: Mapping[str, Place]) -> list[Problem]:
    """Findings as problems of records, sorted; an IRI with a ``#`` part belongs to the record of the rest."""

    def told(focus: str, message: str, value: str | None) -> Problem:
        place = places.get(focus) or places.get(focus.partition("#")[0]) or Place(focus)
        return Problem(place, message if value in (None, focus) else f"{message} (value: {value})")

    return sorted({told(*finding) for finding in findings})


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """The shapes of ``shapes.ttl``; the file is read on the first call only."""
    return Shapes(shapes_file().read_bytes())


@dataclass(frozen=True)
class Shape:
    """A compiled shape; one without steps, a node shape, has its focus node as its only value (2.2, 2.3).

    ``path`` and ``checks`` are what ``steps`` and ``rules`` mean over an `Index`.
    """

    name: str
    message: str
    steps: tuple[Step, ...]
    rules: tuple[Rule, ...]
    path: Path | None
    checks: tuple[Check, ...]
    properties: tuple[Shape, ...]

    def findings(self, graph: Index, focus: Term) -> Iterator[Finding]:
        """What is wrong with a focus node (3.4)."""
        values = self.path(graph, focus) if self.path else (focus,)
        for check in self.checks:
            for value in check(graph, values):
                yield Finding(_text(focus), self.message, None if value is None else _text(value))
        for shape in self.properties:
            for value in values:
                yield from shape.findings(graph, value)

    def conforms(self, graph: Index, node: Term) -> bool:
        """Is nothing wrong with it (3.5)?"""
        return next(self.findings(graph, node), None) is None

    def mute(self) -> Iterator[str]:
        """Names of shapes, of this and its properties, that can find something and have no words for it."""
        if self.checks and not self.message:
            yield self.name
        for shape in self.properties:
            yield from shape.mute()


class Shapes:
    """The shapes of a Turtle file, compiled.

    :raises ShapesError: the file uses what is not understood here.
    """

    def __init__(self, turtle: bytes) -> None:
        self._said: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in parse(turtle, format=RdfFormat.TURTLE):
            self._said[as_term(quad.subject)][quad.predicate.value].append(as_term(quad.object))
        self._refuse_unknown()
        self.predicates: set[Term] = {TYPE, SUBCLASS}
        """What the shapes ask for."""
        self._shapes: dict[Term, Shape] = {}
        self.targets = [
            (kind, target, self.shape(node))
            for node in list(self._said)
            for kind in TARGETS
            for target in self._all(node, kind)
        ]
        """Kind of target (a key of `TARGETS`), its class or predicate, and the shape of its focus nodes."""
        self.predicates.update(target for kind, target, _ in self.targets if kind != "targetClass")
        for name in chain(*(shape.mute() for _, _, shape in self.targets)):
            raise ShapesError(name, "a check without sh:message")

    def findings(self, quads: Iterable[Quad]) -> set[Finding]:
        """What the shapes find wrong in the union of all graphs."""
        graph = self.index(quads)
        return {
            finding
            for kind, target, shape in self.targets
            for node in TARGETS[kind](graph, target)
            for finding in shape.findings(graph, node)
        }

    def index(self, quads: Iterable[Quad]) -> Index:
        """The quads as the shapes look at them."""
        return Index(quads, self.predicates)

    def shape(self, node: Term) -> Shape:
        """The shape that a node of the file describes."""
        if node not in self._shapes:
            self._shapes[node] = self._compiled(node)
        return self._shapes[node]

    def items(self, node: Term) -> list[Term]:
        """The members of an RDF list."""
        found = []
        while node in self._said and (rest := self._said[node].get(_REST)):
            found += self._said[node][_FIRST]
            node = rest[0]
        return found

    def _compiled(self, node: Term) -> Shape:
        if node not in self._said:
            raise ShapesError(_name(node), "a shape that is described nowhere")
        paths, messages = self._all(node, "path"), self._all(node, "message")
        for kind, wrong in (
            ("path", len(paths) > 1),
            ("message", len(messages) > 1),
            ("property", any(not self._all(each, "path") for each in self._all(node, "property"))),
            *((kind, len(self._all(node, kind)) > 1) for kind in COMPONENTS.keys() - _MANY),
            *((kind, bool(self._all(node, kind)) and not paths) for kind in _COUNTS),
        ):
            if wrong:
                raise _refusal(node, kind)
        rules = tuple((kind, value) for kind in COMPONENTS for value in self._all(node, kind))
        checks = tuple(self._check(node, *rule) for rule in rules)
        properties = tuple(self.shape(each) for each in self._all(node, "property"))
        steps = tuple(self._steps(node, paths[0])) if paths else ()
        path = _path(steps) if steps else None
        return Shape(_name(node), "".join(map(_text, messages)), steps, rules, path, checks, properties)

    def _check(self, node: Term, kind: str, value: Term) -> Check:
        try:
            return COMPONENTS[kind](self, value)
        except ShapesError:
            raise
        except (KeyError, ValueError, re.error):
            raise _refusal(node, kind) from None

    def _steps(self, shape: Term, node: Term) -> list[Step]:
        """A property path (2.3.1): a predicate, an inverse one, or a sequence of these."""
        inverse = self._all(node, "inversePath")
        if not inverse and not _iri(node):
            items = self.items(node)
            if len(items) < 2:
                raise _refusal(shape, "path")
            return list(chain(*(self._steps(shape, item) for item in items)))
        predicate = inverse[0] if inverse else node
        if not _iri(predicate):
            raise _refusal(shape, "inversePath")
        self.predicates.add(predicate)
        return [(predicate, bool(inverse))]

    def _all(self, node: Term, name: str) -> list[Term]:
        return self._said[node].get(_SH + name, []) if node in self._said else []

    def _refuse_unknown(self) -> None:
        """No term of SHACL in the file goes unread, and no shape is a class too (2.1.3.3, implicit targets)."""
        owner = {value: node for node, said in self._said.items() for value in chain(*said.values())}
        for node, said in self._said.items():
            shape = node
            while shape in owner and _blank(shape):
                shape = owner[shape]
            types = {_text(value) for value in said.get(TYPE, ())}
            if types & _SHAPE_TYPES and types - _SHAPE_TYPES:
                raise ShapesError(_name(shape), f"rdf:type {shorten(min(types - _SHAPE_TYPES))}")
            for term in said:
                if term.startswith(_SH) and term.removeprefix(_SH) not in _KNOWN:
                    raise _refusal(shape, term.removeprefix(_SH))


def _path(steps: Sequence[Step]) -> Path:
    """What the steps lead to, over an index."""
    if len(steps) == 1:
        [(predicate, backwards)] = steps
        if backwards:
            return lambda graph, focus: graph.back(predicate).get(focus, ())
        return lambda graph, focus: graph.out[predicate].get(focus, ())
    walks = [_path([step]) for step in steps]

    def walk(graph: Index, focus: Term) -> Values:
        reached: set[Term] = {focus}
        for each in walks:
            reached = set(chain(*(each(graph, node) for node in reached)))
        return reached

    return walk


def _refusal(shape: Term, kind: str) -> ShapesError:
    return ShapesError(_name(shape), f"sh:{kind}")


def _blank(term: Term) -> bool:
    return isinstance(term, str) and term.startswith("_:")


def _iri(term: Term) -> bool:
    return isinstance(term, str) and not term.startswith("_:")


def _text(term: Term) -> str:
    return term.removeprefix("_:") if isinstance(term, str) else term.value


def _name(term: Term) -> str:
    return shorten(_text(term))


# What checks are made of.


def _each(fits: Callable[[Index, Term], bool]) -> Check:
    """Each value fits, or is to blame."""
    return lambda graph, values: [value for value in values if not fits(graph, value)]


def _together(fit: Callable[[Values], bool]) -> Check:
    """The values fit together; if not, none of them is to blame."""
    return lambda graph, values: () if fit(values) else (None,)


def _letters(kind: str) -> Component:
    """The letters of each value fit; a blank node has none (4.4)."""

    def component(shapes: Shapes, parameter: Term) -> Check:
        fit = LETTERS[kind](parameter)
        return _each(lambda graph, value: not _blank(value) and bool(fit(_text(value))))

    return component


def _count(compare: Callable[[int, int], bool]) -> Component:
    return lambda shapes, limit: _together(_sized(compare, limit))


def _sized(compare: Callable[[int, int], bool], limit: Term) -> Callable[[Collection[object]], bool]:
    number = int(_text(limit))
    return lambda found: compare(len(found), number)


def _datatype(shapes: Shapes, datatype: Term) -> Check:
    """Of the datatype, and well formed (4.1.2)."""
    iri = _text(datatype)
    form = FORMS[iri]
    return _each(
        lambda graph, value: isinstance(value, Literal) and value.datatype.value == iri and form(value.value)
    )


def _node_kind(shapes: Shapes, kind: Term) -> Check:
    literal = {"IRI": False, "IRIOrLiteral": True}[_text(kind).removeprefix(_SH)]
    return _each(lambda graph, value: _iri(value) or (literal and isinstance(value, Literal)))


def _language_in(shapes: Shapes, languages: Term) -> Check:
    """As pySHACL has it: a tag fits by the whole of it or by its first part (4.4.4)."""
    allowed = {_text(language).lower() for language in shapes.items(languages)}

    def fits(graph: Index, value: Term) -> bool:
        tag = value.language if isinstance(value, Literal) else None
        return bool(tag) and not allowed.isdisjoint({tag, str(tag).partition("-")[0], "*"})

    return _each(fits)


def _unique_lang(shapes: Shapes, unique: Term) -> Check:
    """No language twice (4.4.5); the findings of two such languages would read the same, so they are one."""

    def fit(values: Values) -> bool:
        tags = [value.language for value in values if isinstance(value, Literal) and value.language]
        return len(tags) == len(set(tags))

    return _together({"true": fit, "false": lambda values: True}[_text(unique)])


def _in(shapes: Shapes, members: Term) -> Check:
    allowed = frozenset(shapes.items(members))
    return _each(lambda graph, value: value in allowed)


def _not(shapes: Shapes, node: Term) -> Check:
    shape = shapes.shape(node)
    return _each(lambda graph, value: not shape.conforms(graph, value))


def _or(shapes: Shapes, nodes: Term) -> Check:
    either = [shapes.shape(node) for node in shapes.items(nodes)]
    return _each(lambda graph, value: any(shape.conforms(graph, value) for shape in either))


LETTERS: Mapping[str, Callable[[Term], Callable[[str], object]]] = {
    "minLength": lambda limit: _sized(operator.ge, limit),
    "maxLength": lambda limit: _sized(operator.le, limit),
    "pattern": lambda pattern: re.compile(_text(pattern)).search,
}
"""Parameter that speaks of the letters of a value -> do they fit (4.4)?"""
COMPONENTS: Mapping[str, Component] = {
    "class": lambda shapes, cls: _each(lambda graph, value: value in graph.instances(cls)),
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _count(operator.ge),
    "maxCount": _count(operator.le),
    "minLength": _letters("minLength"),
    "maxLength": _letters("maxLength"),
    "pattern": _letters("pattern"),
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "hasValue": lambda shapes, wanted: _together(lambda values: wanted in values),
    "in": _in,
    "not": _not,
    "or": _or,
}
"""Parameter -> constraint component (4)."""
_MANY = {"class", "hasValue", "not", "or"}
"""Parameters that a shape may have more than once."""
_COUNTS = {"minCount", "maxCount", "uniqueLang"}
"""Parameters for shapes with a path."""

TARGETS: Mapping[str, Callable[[Index, Term], Values]] = {
    "targetClass": Index.instances,
    "targetSubjectsOf": lambda graph, predicate: graph.out[predicate].keys(),
    "targetObjectsOf": lambda graph, predicate: graph.back(predicate).keys(),
}
"""Kind of target -> its focus nodes (2.1.3)."""


_SH = expand("sh:")
_FIRST, _REST = map(expand, ("rdf:first", "rdf:rest"))
_KNOWN = {*COMPONENTS, *TARGETS, "property", "path", "inversePath", "message", "name", "description"}
_SHAPE_TYPES = {_SH + "NodeShape", _SH + "PropertyShape"}
