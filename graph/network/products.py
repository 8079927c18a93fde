"""How strongly and how often any two agents are linked: sparse products, block by block, links not told apart.

Two agents are linked once for each group that they share; so the number of links and the sum of weights of all pairs
are products of the matrix of agents and groups with its own transpose (M. E. J. Newman, Phys. Rev. E 64, 016132, 2001).
Both stand in one whole number, so that one product gives both, exactly and in whatever order it adds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.sparse import csr_array

from .claim_columns import packed
from .incidences import KINDS

if TYPE_CHECKING:
    from .incidences import Incidences, Numbers, Whole
    from .pairs import Mask

Result = TypeVar("Result")
BITS = 44
"""Bits of a number that hold the weight; those above count links."""
_UNIT = 2.0**-30
"""Weights are whole multiples of this: of a hundred million links not a thousandth is lost."""
_ENTRIES = 4e6
"""Pairs of a block, about."""


@dataclass(frozen=True)
class Total:
    """The ties of a kind: pairs (and who acts for whom), links, and the sum of weights."""

    ties: int
    links: int
    weight: float


def whole(weights: Numbers) -> Whole:
    """Weights as whole numbers: equal sums are equal in whatever order they were added."""
    return np.rint(weights / _UNIT).astype(np.int64)


def products(
    network: Incidences, work: Callable[[int, csr_array], Result], groups: Mask | None = None
) -> list[Result]:
    """What ``work`` makes of the pairs of agents that share one of the groups, block by block.

    It gets the first agent of a block, and a matrix with a row for each agent of the block. An entry is the number of
    links times 2⁴⁴ and their weight in units of 2⁻³⁰ (`strengths`); a pair stands in the rows of both, and an agent
    beside itself. An entry of 0 is no link.
    """
    chosen = np.ones(len(network.kind), dtype=bool) if groups is None else groups
    rows = chosen[network.of]
    shape = (len(network.kind), len(network.classes))
    starts = np.concatenate([[0], np.cumsum(rows)])[network.starts]
    shared = csr_array((np.ones(starts[-1], np.int64), network.member[rows], starts), shape=shape)
    values = (1 << BITS) + whole(network.weight)
    weighed = csr_array((np.repeat(values, np.diff(starts)), shared.indices, starts), shape=shape).T.tocsr()
    apart = _apart(network, chosen, values)
    load = np.concatenate([[0], np.cumsum(weighed.astype(bool) @ np.diff(starts).astype(np.float64))])
    cuts = np.unique(np.minimum(np.searchsorted(load, np.arange(0, load[-1] + 1, _ENTRIES)), shape[1]))

    def done(first: int, end: int) -> Result:
        product = weighed[first:end] @ shared
        for row, other, value in apart[
            np.searchsorted(apart[:, 0], first) : np.searchsorted(apart[:, 0], end)
        ]:
            at = slice(product.indptr[row - first], product.indptr[row - first + 1])
            product.data[at][product.indices[at] == other] -= value
        return work(first, product)

    spans = [
        (int(first), int(end))
        for first, end in zip(cuts, [*cuts[1:], shape[1]], strict=True)
        if load[end] > load[first]
    ]
    return [done(*span) for span in spans]


def strengths(values: Whole) -> Whole:
    """The weights of entries, in units of 2⁻³⁰."""
    return values & ((1 << BITS) - 1)


def _apart(network: Incidences, chosen: Mask, values: Whole) -> Whole:
    """Links that are none, because both agents are there by one same claim: agent, other, entry; by agent."""
    none = network.apart[(network.apart[:, 2] < 0) & chosen[network.of[network.apart[:, 0]]]]
    a, b = network.member[none[:, 0]], network.member[none[:, 1]]
    value = values[network.of[none[:, 0]]]
    rows = np.stack([np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([value, value])], axis=1)
    return rows[np.argsort(rows[:, 0], kind="stable")]


def totals(network: Incidences) -> dict[str, Total]:
    """The ties of each kind, counted and weighed.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.graph.dataset import Dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with Dataset(folder) as data:
    ...     found = totals(data.incidences)
    >>> sum(total.ties for total in found.values()), found["joint-action"].ties
    (100, 4)
    """
    found = {}
    for kind in np.unique(network.kind).tolist():
        ties = links = strength = 0
        of_kind = network.kind == kind
        for more in products(network, _sums, of_kind):
            ties, links, strength = (
                old + new for old, new in zip((ties, links, strength), more, strict=True)
            )
        own = np.flatnonzero(of_kind[network.of])  # each agent beside itself
        ties -= len(np.unique(network.member[own]))
        strength -= int(whole(network.weight)[network.of[own]].sum())
        both = (ties // 2 + _both_ways(network, kind), (links - len(own)) // 2, strength / 2 * _UNIT)
        found[KINDS[kind]] = Total(*both)
    return found


def _sums(first: int, product: csr_array) -> tuple[int, int, int]:
    """Entries that are links, number of links, strength."""
    values = product.data
    return int(np.count_nonzero(values)), int((values >> BITS).sum()), int(strengths(values).sum())


def _both_ways(network: Incidences, kind: int) -> int:
    """Pairs of which each acts for the other: two ties, though one pair."""
    groups = np.flatnonzero((network.kind == kind) & (network.principal >= 0))
    first = network.starts[groups]
    pair = packed(network.member[first], network.member[first + 1])
    told = np.unique(np.stack([pair, network.principal[groups].astype(np.int64)]), axis=1)
    return int(told.shape[1] - len(np.unique(told[0])))
