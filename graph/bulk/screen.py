"""Which nodes break a shape, by columns: every shape of the file applied to millions of nodes at once.

This says *whether* a node breaks a shape; what there is to tell is then said by `shapes.py`, which is asked about
these nodes only. Each kind of constraint is one row of a table, as there; one that has no row is refused by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from pyoxigraph import Literal

from ...ontology.terms import expand
from ..index import Term
from ..literals import FORMS
from ..network.columns import hashed
from ..shapes import COMPONENTS, LETTERS, Rule, Shape, Shapes, ShapesError, Step
from .relations import CHUNK, Nodes, Relations, member, repeated
from .relations_read import BLANK, Test

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..network.columns import Hashes, Places
    from .relations import Mask

    Each: TypeAlias = Callable[["Screen", Term, Nodes], Mask]
    Together: TypeAlias = Callable[["Screen", Term, Places, Nodes, int], Mask]

_ANYTHING = FORMS[expand("xsd:string")]
"""The form that every text has."""


class Screen:
    """The shapes over the triples of files.

    :raises ShapesError: a constraint that is not understood here.
    """

    def __init__(self, shapes: Shapes, relations: Relations) -> None:
        self.shapes, self.relations = shapes, relations
        self.nothing = shapes.index(())

    def suspects(self) -> Iterator[tuple[Shape, Hashes]]:
        """For each target its shape, and the focus nodes that break it."""
        for kind, target, shape in self.shapes.targets:
            focus = _TARGETS[kind](self.relations, target)
            for start in range(0, len(focus), CHUNK):
                nodes = focus[start : start + CHUNK]
                if (broken := self.breaks(shape, nodes)).any():
                    yield shape, nodes.hashes[broken]

    def breaks(self, shape: Shape, nodes: Nodes) -> Mask:
        """Which of the nodes break a shape?"""
        owners, values = self._walk(shape.steps, nodes)
        broken = np.zeros(len(nodes), dtype=np.bool_)
        for kind, parameter in shape.rules:
            if kind in TOGETHER:
                broken |= TOGETHER[kind](self, parameter, owners, values, len(nodes))
            else:
                broken[owners[EACH[kind](self, parameter, values)]] = True
        for each in shape.properties:
            broken[owners[self.breaks(each, values)]] = True
        return broken

    def _walk(self, steps: tuple[Step, ...], nodes: Nodes) -> tuple[Places, Nodes]:
        """Where the steps lead to from each node, each value once: the node's index, and the value."""
        owners = np.arange(len(nodes))
        for step in steps:
            relation = self.relations.step(*step)
            index, rows = relation.pairs(nodes.hashes)
            owners, nodes = owners[index], relation.values[rows]
        if len(steps) > 1 and (twice := repeated(owners, nodes.hashes)).any():
            owners, nodes = owners[~twice], nodes[~twice]
        return owners, nodes


def tests(shapes: Shapes) -> dict[Term, list[Test]]:
    """Predicate -> what the shapes ask of the letters of its objects.

    :raises ShapesError: such a question about what is no object of a named predicate; or a constraint unknown here.
    """
    found: dict[Term, dict[Rule, Test]] = defaultdict(dict)
    for shape, last in all_shapes(shapes):
        for rule in shape.rules:
            if rule[0] not in EACH and rule[0] not in TOGETHER:
                raise ShapesError(shape.name, f"sh:{rule[0]}")
            if (test := _test(rule)) is None:
                continue
            if last is None or last[1]:
                raise ShapesError(shape.name, f"sh:{rule[0]} of what is no object of a property")
            found[last[0]][rule] = test
    return {predicate: list(each.values()) for predicate, each in found.items()}


def _test(rule: Rule) -> Test | None:
    kind, parameter = rule
    if kind in LETTERS:
        return Test(rule, LETTERS[kind](parameter), None)
    if kind == "datatype" and FORMS[str(parameter)] is not _ANYTHING:
        return Test(rule, FORMS[str(parameter)], str(parameter))
    return None


def all_shapes(shapes: Shapes) -> Iterator[tuple[Shape, Step | None]]:
    """Every shape with the last step that leads to its values."""
    todo: list[tuple[Shape, Step | None]] = [
        (shape, (target, False) if kind == "targetObjectsOf" else None)
        for kind, target, shape in shapes.targets
    ]
    while todo:
        shape, last = todo.pop()
        last = shape.steps[-1] if shape.steps else last
        yield shape, last
        todo += [(each, last) for each in parts(shapes, shape)]


def parts(shapes: Shapes, shape: Shape) -> Iterator[Shape]:
    """The shapes that a shape is made of."""
    yield from shape.properties
    for kind, parameter in shape.rules:
        if kind == "not":
            yield shapes.shape(parameter)
        elif kind == "or":
            yield from map(shapes.shape, shapes.items(parameter))


# What breaks each kind of constraint.


def _looks(fits: Callable[[Term], bool], screen: Screen, values: Nodes) -> Mask:
    """What a look alone decides: the values whose looks do not fit."""
    return np.array([not fits(sample) for sample in screen.relations.samples])[values.looks]


def _by_look(kind: str) -> Each:
    """A constraint that asks for no letters: a sample of each look is put to `shapes.py`."""

    def broken(screen: Screen, parameter: Term, values: Nodes) -> Mask:
        check = COMPONENTS[kind](screen.shapes, parameter)
        return _looks(lambda sample: not [*check(screen.nothing, (sample,))], screen, values)

    return broken


def _by_letters(kind: str) -> Each:
    """A constraint on letters: the terms that failed it are known since they were read; a blank node has none."""
    return lambda screen, parameter, values: (
        _unfit(screen, (kind, parameter), values) | _looks(lambda sample: sample != BLANK, screen, values)
    )


def _unfit(screen: Screen, rule: Rule, values: Nodes) -> Mask:
    return member(values.hashes, screen.relations.unfit.get(rule, _NONE))


def _datatype(screen: Screen, datatype: Term, values: Nodes) -> Mask:
    def fits(sample: Term) -> bool:
        return isinstance(sample, Literal) and sample.datatype.value == datatype

    return _looks(fits, screen, values) | _unfit(screen, ("datatype", datatype), values)


def _class(screen: Screen, cls: Term, values: Nodes) -> Mask:
    return ~member(values.hashes, screen.relations.instances(cls))


def _in(screen: Screen, members: Term, values: Nodes) -> Mask:
    return ~member(values.hashes, np.sort(_hashed(screen.shapes.items(members))))


def _not(screen: Screen, node: Term, values: Nodes) -> Mask:
    return ~screen.breaks(screen.shapes.shape(node), values)


def _or(screen: Screen, nodes: Term, values: Nodes) -> Mask:
    broken = np.ones(len(values), dtype=np.bool_)
    for node in screen.shapes.items(nodes):
        broken &= screen.breaks(screen.shapes.shape(node), values)
    return broken


def _min_count(screen: Screen, limit: Term, owners: Places, values: Nodes, size: int) -> Mask:
    return np.bincount(owners, minlength=size) < _number(limit)


def _max_count(screen: Screen, limit: Term, owners: Places, values: Nodes, size: int) -> Mask:
    return np.bincount(owners, minlength=size) > _number(limit)


def _has_value(screen: Screen, wanted: Term, owners: Places, values: Nodes, size: int) -> Mask:
    broken = np.ones(size, dtype=np.bool_)
    broken[owners[values.hashes == _hashed([wanted])]] = False
    return broken


def _unique_lang(screen: Screen, unique: Term, owners: Places, values: Nodes, size: int) -> Mask:
    broken = np.zeros(size, dtype=np.bool_)
    spoken = ~_looks(lambda sample: isinstance(sample, Literal) and bool(sample.language), screen, values)
    if isinstance(unique, Literal) and unique.value == "true":
        broken[owners[spoken][repeated(owners[spoken], values.looks[spoken])]] = True
    return broken


def _hashed(terms: list[Term]) -> Hashes:
    return hashed(str(term) if isinstance(term, Literal) else f"<{term}>" for term in terms)


def _number(limit: Term) -> int:
    assert isinstance(limit, Literal)
    return int(limit.value)


def _instances(relations: Relations, cls: Term) -> Nodes:
    return Nodes.iris(relations.instances(cls))


def _subjects(relations: Relations, predicate: Term) -> Nodes:
    return Nodes.iris(np.unique(relations.out[predicate].keys))


def _objects(relations: Relations, predicate: Term) -> Nodes:
    values = relations.out[predicate].values
    return values[np.unique(values.hashes, return_index=True)[1]]


_NONE: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
EACH: Mapping[str, Each] = {
    **{kind: _by_look(kind) for kind in ("nodeKind", "languageIn")},
    **{kind: _by_letters(kind) for kind in LETTERS},
    "datatype": _datatype,
    "class": _class,
    "in": _in,
    "not": _not,
    "or": _or,
}
"""Constraint on each value -> which values break it."""
TOGETHER: Mapping[str, Together] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
}
"""Constraint on the values together -> which nodes break it, of so many."""
_TARGETS: Mapping[str, Callable[[Relations, Term], Nodes]] = {
    "targetClass": _instances,
    "targetSubjectsOf": _subjects,
    "targetObjectsOf": _objects,
}
