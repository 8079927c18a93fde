"""The strongest partners of each agent: of a network of too many ties, those without which nobody is told.

The strength of a pair is the sum of the weights of its ties. A pair is kept if it is among the so many strongest of
one of its two agents at least; of equally strong partners, those first in the order of IRIs. One pass over the blocks
of ties is enough: each agent's candidates are held, and what is weaker than as many known ones is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .claim_columns import packed
from .filter import EVERYTHING
from .incidences import APART
from .products import BITS, products, strengths, whole

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from .incidences import Incidences, Small, Whole
    from .pairs import Mask, Ties
    from .reading import Reading

_ROWS = 1 << 21
"""New candidates after which the weak ones are dropped."""


def blocks(reading: Reading) -> Iterator[tuple[Ties, int]]:
    """The ties that a filter keeps, block by block, only the strongest if it says so; and how many it left out."""
    number = reading.keep.strongest
    return among(reading, strongest(reading, number)) if number else reading.blocks()


def among(reading: Reading, wanted: Whole) -> Iterator[tuple[Ties, int]]:
    """The ties of some pairs (as `strongest` gives them), block by block, and how many were left out."""
    for ties, left_out in reading.blocks():
        keys, starts = pairs_of(ties)
        mine = wanted[slice(*np.searchsorted(wanted, keys[[0, -1]] + [0, 1]))] if len(keys) else wanted[:0]
        stays = np.zeros(len(keys), dtype=bool)
        stays[np.searchsorted(keys, mine)] = True
        kept = ties.only(np.repeat(stays, np.diff(starts)))
        yield kept, left_out + len(ties) - len(kept)


def strongest(reading: Reading, number: int) -> Whole:
    """The pairs among the so many strongest of an agent: sorted, the numbers of both as ``a << 32 | b``, a before b.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.graph.network.reading import Reading
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = data.store.read(lambda readable: [len(strongest(Reading(readable), n)) for n in (1, 2, 99)])
    >>> found[0] < found[1] < found[2]
    True
    """
    keep = reading.keep
    chooses_links = replace(EVERYTHING, kinds=keep.kinds, since=keep.since, until=keep.until, undated=keep.undated,
                            about=keep.about, strong=keep.strong, strongest=keep.strongest)  # fmt: skip
    if keep == chooses_links:
        return of_links(reading.network, number, reading.groups)
    best = Strongest(reading.network, number)
    for ties, _ in reading.blocks():
        best.add(ties)
    return best.pairs


def of_links(network: Incidences, number: int, groups: Mask | None = None) -> Whole:
    """The same where no tie is dropped whole: over all links of some groups, by sparse products."""
    least, last = _expected(network, number, groups)

    def best(first: int, product: csr_array) -> Whole:
        strength, sizes = strengths(product.data), np.diff(product.indptr)
        mine = slice(first, first + len(sizes))
        enough, end = np.repeat(least[mine], sizes), np.repeat(last[mine], sizes)
        at = np.flatnonzero((strength > enough) | ((strength == enough) & (product.indices <= end)))
        row = np.searchsorted(product.indptr, at, "right") - 1
        other, strength = product.indices[at], strength[at]
        good = np.flatnonzero((row + first != other) & (strength > 0))
        row, other, strength = row[good], other[good], strength[good]
        kept = _foremost(row, strength, other, number)
        return _keys((row[kept] + first).astype(np.int32), other[kept])

    return _once(np.concatenate([np.zeros(0, np.int64), *products(network, best, groups)]))


def _foremost(row: Whole, strength: Whole, other: Small, number: int) -> Whole:
    """The entries that are among the so many strongest of their row; rows ascend.

    Whole rows are sorted by strength alone, in one go; only those as strong as the last that is good are by ``other``.
    """
    rows = np.arange(row.max(initial=-1) + 2)
    key = (row << BITS) + (1 << BITS) - 1 - strength
    ordered, ends = np.sort(key), np.searchsorted(row, rows)
    weakest = ordered[np.minimum(ends[:-1] + number, ends[1:]) - 1] if len(row) else ordered
    kept = key < weakest[row]
    equal = np.flatnonzero(key == weakest[row])
    equal = equal[np.lexsort((other[equal], row[equal]))]
    place = np.arange(len(equal)) - np.searchsorted(row[equal], row[equal])
    left = number - np.bincount(row[kept], minlength=len(rows))
    return np.concatenate([np.flatnonzero(kept), equal[place < left[row[equal]]]])


def _once(keys: Whole) -> Whole:
    """Each once, sorted; quicker than `numpy.unique`, which hashes."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) > 0]


def _expected(network: Incidences, number: int, groups: Mask | None) -> tuple[Whole, Small]:
    """Strength and number of a partner of each agent that so many are as good as: 0 and the last where none is known.

    Whoever is in a group of more than so many has as many partners at least as strong as its weight.
    """
    agents = len(network.classes)
    least, last = np.zeros(agents, np.int64), np.full(agents, agents, np.int32)
    large = (network.sizes > number) & (network.principal < 0) & (network.kind != APART)
    large &= groups if groups is not None else True
    weight = np.where(large, whole(network.weight), 0)
    at = np.lexsort((-weight[network.of], network.member))  # the smallest large group of each first
    agent, first = np.unique(network.member[at], return_index=True)
    group = network.of[at[first]]
    agent, group = agent[large[group]], group[large[group]]
    least[agent] = weight[group]
    place = network.starts[group] + number
    before, at_place = network.member[place - 1], network.member[place]
    last[agent] = np.where(agent <= before, at_place, before)  # nobody is a partner of its own
    return least, last


def _keys(agent: Small, other: Small) -> Whole:
    return packed(np.minimum(agent, other), np.maximum(agent, other))


def pairs_of(ties: Ties) -> tuple[Whole, Whole]:
    """The pairs that ties join, ``a << 32 | b``, in order; and where the ties of each begin, and the end."""
    keys = packed(ties.a, ties.b)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.append(starts, len(keys))


class Strongest:
    """The strongest partners of each agent among the ties that were added, in the order of blocks."""

    def __init__(self, network: Incidences, number: int) -> None:
        agents = len(network.classes)
        self.number = number
        self._least, self._last = np.zeros(agents, np.int64), np.full(agents, agents, np.int32)
        """Strength and number of the weakest partner that is still good enough."""
        nobody = np.zeros(0, np.int32)
        self._held: list[tuple[Small, Small, Whole]] = [(nobody, nobody, np.zeros(0, np.int64))]
        self._rows = 0

    def add(self, ties: Ties) -> None:
        """Weigh the ties of one block."""
        if not len(ties):
            return
        _, starts = pairs_of(ties)
        a, b = ties.a[starts[:-1]], ties.b[starts[:-1]]
        weights = ties.links.network.weight[ties.links.group]
        strength = np.add.reduceat(whole(weights), ties.starts[starts[:-1]])
        for agent, other in ((b, a), (a, b)):  # so that the others of each agent come in their order
            least = self._least[agent]
            good = (strength > least) | ((strength == least) & (other <= self._last[agent]))
            self._held.append((agent[good], other[good], strength[good]))
            self._rows += int(good.sum())
        if self._rows > _ROWS:
            self._drop()

    def _drop(self) -> None:
        """Keep the strongest of each agent, in the order in which they came."""
        agent, other, strength = (np.concatenate(part) for part in zip(*self._held, strict=True))
        order = np.lexsort((-strength, agent))
        sizes = np.bincount(agent, minlength=len(self._least))
        starts = np.cumsum(sizes) - sizes
        place = np.arange(len(order)) - np.repeat(starts, sizes)
        kept = np.sort(order[place < self.number])
        full = np.flatnonzero(sizes >= self.number)
        weakest = order[starts[full] + self.number - 1]
        self._least[full], self._last[full] = strength[weakest], other[weakest]
        self._held, self._rows = [(agent[kept], other[kept], strength[kept])], 0

    @property
    def pairs(self) -> Whole:
        """The pairs, as `strongest` tells them."""
        self._drop()
        agent, other, _ = self._held[0]
        return _once(_keys(agent, other))
