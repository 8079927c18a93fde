"""Communities of a network: who is tied more to each other than to the rest."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from .matrix import Matrix
from .measures import EXACT, SEED, numbered, strength

if TYPE_CHECKING:
    from .matrix import Whole

_RESTARTS = 10
"""Runs of Leiden on a network of at most `EXACT` nodes; the best counts."""
CHANCE = threading.Lock()


def modularity(matrix: Matrix, parts: Any) -> float:
    """Share of weight inside the parts above what chance would put there, from -0.5 to 1; NaN without weight.

    M. E. J. Newman, Analysis of weighted networks, Phys. Rev. E 70, 056131, 2004.

    >>> modularity(Matrix.of_ties("abcd", [0, 2], [1, 3], [1, 1]), [0, 0, 1, 1])
    0.5
    """
    import numpy as np

    weights, groups = matrix.weights, np.asarray(parts)
    total = float(weights.data.sum())
    if not total:
        return float("nan")
    rows = np.repeat(groups, np.diff(weights.indptr))
    inside = float(weights.data[rows == groups[weights.indices]].sum())
    shares = np.bincount(groups, weights=strength(matrix)) / total
    return inside / total - float(shares @ shares)


def communities(matrix: Matrix, seed: int = SEED) -> Whole:
    """Number of each node's community: 0 for the largest, equals by their first IRI.

    Leiden by weight for the highest modularity (resolution 1), by igraph, seeded: up to 2,000 nodes the best of
    ten runs of ten rounds; else one run of two rounds. V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, Sci. Rep. 9, 2019.

    >>> communities(Matrix.of_ties("abcdef", [0, 1, 2, 3, 4, 5, 0], [1, 2, 0, 4, 5, 3, 3], [1] * 7)).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    import random

    import igraph

    if not matrix.weights.data.sum():
        return numbered(matrix, range(len(matrix.nodes)))
    best: tuple[float, Whole] | None = None
    with CHANCE:  # igraph has one source of chance for all
        try:
            for run in range(_RESTARTS if len(matrix.nodes) <= EXACT else 1):
                igraph.set_random_number_generator(random.Random(seed + run))
                parts = numbered(matrix, _leiden(matrix))
                reached = modularity(matrix, parts)
                if best is None or reached > best[0] + 1e-12:
                    best = reached, parts
        finally:
            igraph.set_random_number_generator(random)
    assert best
    return best[1]


def _leiden(matrix: Matrix) -> list[int]:
    rounds = 10 if len(matrix.nodes) <= EXACT else 2  # -1, until nothing changes, may never end
    found = matrix.igraph.community_leiden(
        objective_function="modularity", weights="weight", n_iterations=rounds
    )
    return list(found.membership)
