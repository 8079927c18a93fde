"""The triples of N-Quads files by predicate, as sorted columns of hashes: what `Index` is, for millions of quads.

A triple takes 24 bytes, or 26 where the objects are literals: the hashes of its subject and object, the place of
its line, and its object's *look*, which is all of a term but its letters: that it is an IRI, or a literal of some
language or datatype. Letters stay in the files; the terms whose letters are not as they should be are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ..index import SUBCLASS, TYPE, Term
from ..network.columns import hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..network.columns import Hashes, Places

    Looks = NDArray[np.uint16]
    Mask = NDArray[np.bool_]


CHUNK = 1 << 18
"""Entries that are looked at together; it bounds the memory that this takes."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Terms, one entry each: their hashes and looks."""

    hashes: Hashes
    looks: Looks

    @classmethod
    def iris(cls, hashes: Hashes) -> Nodes:
        """Terms that are IRIs, which have the look 0; it takes no memory."""
        return cls(hashes, np.broadcast_to(np.uint16(0), len(hashes)))

    def __len__(self) -> int:
        return len(self.hashes)

    def __getitem__(self, rows: slice | Places | Mask) -> Nodes:
        return Nodes(self.hashes[rows], self.looks[rows])


@dataclass(frozen=True, eq=False)
class Relation:
    """The triples of a predicate, each once, by ascending ``keys``: subjects, or objects where it is turned."""

    keys: Hashes
    values: Nodes
    places: Places

    @classmethod
    def of(cls, columns: list[NDArray[Any]]) -> Relation:
        """From subjects, objects, their looks, and places, in any order and some of them in two graphs.

        The columns are taken out of the list one by one, so that no two copies of all are held.
        """
        order = np.argsort(columns[0])
        keys, hashes, looks, places = (columns.pop(0)[order] for _ in range(4))
        found = cls(keys, Nodes(hashes, looks) if looks.any() else Nodes.iris(hashes), places)
        twice = repeated(keys, hashes)
        return cls(keys[~twice], found.values[~twice], places[~twice]) if twice.any() else found

    def pairs(self, keys: Hashes) -> tuple[Places, Places]:
        """Each value of each key: the key's index among those given, and the row of the value."""
        low = np.searchsorted(self.keys, keys)
        count = np.searchsorted(self.keys, keys, side="right") - low
        owners = np.repeat(np.arange(len(keys)), count)
        return owners, np.arange(len(owners)) + np.repeat(low - np.cumsum(count) + count, count)

    @cached_property
    def turned(self) -> Relation:
        """By objects; the values are the subjects."""
        order = np.argsort(self.values.hashes)
        return Relation(self.values.hashes[order], Nodes.iris(self.keys[order]), self.places[order])


class Relations:
    """The triples by predicate.

    :param out: predicate -> its triples.
    :param samples: for each look a term that looks so.
    :param unfit: for each test of letters (a constraint and its parameter) the terms that failed it, ascending.
    """

    def __init__(
        self, out: Mapping[Term, Relation], samples: Sequence[Term], unfit: Mapping[tuple[str, Term], Hashes]
    ) -> None:
        self.out, self.samples, self.unfit = out, samples, unfit
        self._instances: dict[Term, Hashes] = {}

    def step(self, predicate: Term, backwards: bool) -> Relation:
        """The triples of a predicate, by subjects or by objects."""
        return self.out[predicate].turned if backwards else self.out[predicate]

    def instances(self, cls: Term) -> Hashes:
        """The SHACL instances of a class, ascending; as `Index.instances`."""
        if cls not in self._instances:
            below, typed = self._below(hashed([f"<{cls}>"])), self.out[TYPE]
            self._instances[cls] = np.unique(typed.keys[member(typed.values.hashes, below)])
        return self._instances[cls]

    def _below(self, classes: Hashes) -> Hashes:
        """The classes and those below them."""
        upwards, size = self.out[SUBCLASS].turned, 0
        while len(classes) > size:
            size = len(classes)
            classes = np.union1d(classes, upwards.values.hashes[upwards.pairs(classes)[1]])
        return classes

    def around(self, nodes: Hashes, steps: Collection[tuple[Term, bool]], depth: int) -> Places:
        """Places of all that is said of some nodes and of those that so many steps lead to, and of classes."""
        found = [self.out[SUBCLASS].places]
        for last in [False] * depth + [True]:
            found += [each.places[each.pairs(nodes)[1]] for each in self.out.values()]
            if not last:
                nodes = np.unique(np.concatenate([nodes, *self._reached(nodes, steps, found)]))
        return np.unique(np.concatenate(found))

    def _reached(
        self, nodes: Hashes, steps: Collection[tuple[Term, bool]], found: list[Places]
    ) -> Iterator[Hashes]:
        """Where one step leads to; the places of the triples that are walked backwards are added to those found."""
        for predicate, backwards in steps:
            relation = self.step(predicate, backwards)
            rows = relation.pairs(nodes)[1]
            if backwards:
                found.append(relation.places[rows])
            yield relation.values.hashes[rows]


def member(hashes: Hashes, among: Hashes) -> Mask:
    """Which of the hashes are among others, which ascend?

    >>> member(np.array([5, 1, 9], dtype=np.uint64), np.array([1, 5], dtype=np.uint64)).tolist()
    [True, True, False]
    """
    if not len(among):
        return np.zeros(len(hashes), dtype=np.bool_)
    found: Mask = among[np.minimum(np.searchsorted(among, hashes), len(among) - 1)] == hashes
    return found


def repeated(keys: NDArray[np.integer], values: NDArray[np.integer]) -> Mask:
    """Which pairs stand before too? The keys ascend.

    >>> repeated(np.array([1, 1, 1, 2]), np.array([7, 8, 7, 7])).tolist()
    [False, False, True, False]
    """
    found = np.zeros(len(keys), dtype=np.bool_)
    for start, end in pairwise([*np.searchsorted(keys, keys[::CHUNK]).tolist(), len(keys)]):
        rows = start + np.lexsort((values[start:end], keys[start:end]))
        alike = (keys[rows[1:]] == keys[rows[:-1]]) & (values[rows[1:]] == values[rows[:-1]])
        found[rows[1:][alike]] = True
    return found
