"""Figures of a whole network: density, distances, components, communities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .communities import communities, modularity
from .matrix import Matrix
from .measures import EXACT, SEED, SOURCES, components

if TYPE_CHECKING:
    from .matrix import Whole


def density(matrix: Matrix) -> float:
    """Share of all possible pairs that are joined, from 0 to 1; 0 for fewer than two nodes.

    S. Wasserman and K. Faust, Social network analysis, 1994, ch. 4.

    >>> round(density(Matrix.of_ties("abc", [0, 0, 1], [1, 1, 2], [1, 1, 1])), 3)
    0.667
    """
    n = len(matrix.nodes)
    return 2 * matrix.pairs / (n * (n - 1)) if n > 1 else 0.0


@dataclass(frozen=True)
class Distances:
    """Steps between the nodes of the largest component: ``sources`` of its ``nodes`` were started from.

    Where these are fewer than all, ``diameter`` is a lower bound and ``mean`` an estimate.
    """

    nodes: int
    diameter: int
    mean: float
    sources: int

    @property
    def exact(self) -> bool:
        """Whether every node was started from."""
        return self.sources == self.nodes


def distances(matrix: Matrix, most: int = SOURCES, seed: int = SEED) -> Distances:
    """Diameter (steps) and average path length (steps) of the largest component; both 0 for a single node.

    Exact up to 2,000 nodes; else from ``most`` nodes by chance, and from the one that is farthest from them.
    D. J. Watts and S. H. Strogatz, Collective dynamics of small-world networks, Nature 393, 1998.

    >>> distances(Matrix.of_ties("abcd", [0, 1, 2], [1, 2, 3], [1, 1, 1]))
    Distances(nodes=4, diameter=3, mean=1.6666666666666667, sources=4)
    """
    import numpy as np

    inside = np.flatnonzero(components(matrix) == 0)
    n = len(inside)
    if n < 2:
        return Distances(n, 0, 0.0, n)
    graph = matrix.igraph if n == len(matrix.nodes) else matrix.igraph.induced_subgraph(inside.tolist())
    if n <= max(EXACT, most):
        return Distances(n, int(graph.diameter(directed=False)), float(graph.average_path_length()), n)
    starts = np.sort(np.random.default_rng(seed).choice(n, most, replace=False))
    total, longest, end = 0, 0, 0
    for start in starts.tolist():
        steps = np.asarray(graph.distances(source=start)[0], dtype=np.int64)
        total += int(steps.sum())
        if int(steps.max()) > longest:
            longest, end = int(steps.max()), int(steps.argmax())
    again = int(max(graph.distances(source=end)[0]))
    return Distances(n, max(longest, again), total / (len(starts) * (n - 1)), len(starts))


@dataclass(frozen=True)
class Overall:
    """Figures of the whole network. ``pairs`` are joined nodes, ``ties`` what joins them."""

    nodes: int
    ties: int
    pairs: int
    density: float
    components: int
    distances: Distances
    communities: int
    modularity: float


def overall(matrix: Matrix, parts: Whole | None = None) -> Overall:
    """All figures of the whole network; ``parts`` are its communities, where they are known.

    >>> found = overall(Matrix.of_ties("abcd", [0, 2, 2], [1, 3, 3], [1, 1, 1]))
    >>> found.ties, found.pairs, found.components, found.communities
    (3, 2, 2, 2)
    """
    parts = communities(matrix) if parts is None else parts
    return Overall(
        len(matrix.nodes), int(matrix.counts.sum()) // 2, matrix.pairs, density(matrix), _number(components(matrix)),
        distances(matrix), _number(parts), modularity(matrix, parts),
    )  # fmt: skip


def _number(parts: Whole) -> int:
    return int(parts.max()) + 1 if len(parts) else 0
