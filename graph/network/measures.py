"""Measures of the nodes of a network, and their ranks.

Everything takes a `Matrix`, so that a network of millions of ties needs no object a tie. Weights are strengths,
never lengths: a path is counted in steps. Nothing depends on chance that is not seeded; where a sample stands for
the whole, it is said. Isolated nodes count as nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import SettingError
from .matrix import Matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from .matrix import Numbers, Whole

EXACT = 2000
"""Nodes up to which betweenness and distances are exact."""
SOURCES = 256
"""Nodes from which paths are sought where there are more."""
SEED = 1
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 1000
_WORK = 1 << 23
"""Terms of a product that are held at once; about 100 MB."""


def degree(matrix: Matrix) -> Whole:
    """Number of other nodes that each is joined to (not of ties; see `ties`).

    L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1, 1978.

    >>> degree(Matrix.of_ties("abc", [0, 0, 1], [1, 1, 2], [1, 1, 1])).tolist()
    [1, 2, 1]
    """
    import numpy as np

    return np.asarray(np.diff(matrix.counts.indptr), dtype=np.int64)


def ties(matrix: Matrix) -> Whole:
    """Number of ties that end at each node, parallel ones counted each.

    >>> ties(Matrix.of_ties("abc", [0, 0, 1], [1, 1, 2], [1, 1, 1])).tolist()
    [2, 3, 1]
    """
    import numpy as np

    return np.asarray(matrix.counts.sum(axis=1), dtype=np.int64)


def strength(matrix: Matrix) -> Numbers:
    """Sum of the weights of the ties that end at each node (Newman weights have no unit).

    A. Barrat and others, The architecture of complex weighted networks, PNAS 101, 2004.

    >>> strength(Matrix.of_ties("abc", [0, 0, 1], [1, 1, 2], [0.5, 1, 2])).tolist()
    [1.5, 3.5, 2.0]
    """
    import numpy as np

    return np.asarray(matrix.weights.sum(axis=1), dtype=np.float64)


def pagerank(matrix: Matrix, damping: float = _DAMPING, tolerance: float = _TOLERANCE) -> Numbers:
    """Share of time that a walker is at each node, who follows ties by weight and now and then starts anew.

    The values sum to 1. A node without ties sends the walker anywhere, as networkx has it. ``tolerance`` is the
    sum of all changes in the last round; the error is then at most ``damping / (1 - damping)`` times as much.
    S. Brin and L. Page, The anatomy of a large-scale hypertextual web search engine, WWW 7, 1998.

    >>> pagerank(Matrix.of_ties("abc", [0, 1], [1, 2], [1, 1])).round(4).tolist()
    [0.2568, 0.4865, 0.2568]
    """
    import numpy as np

    n = len(matrix.nodes)
    if not n:
        return np.zeros(0)
    out = strength(matrix)
    passed = np.divide(damping, out, out=np.zeros(n), where=out > 0)
    found: Numbers = np.full(n, 1 / n)
    for _ in range(_ROUNDS):
        new: Numbers = matrix.weights @ (found * passed)
        new += (1 - new.sum()) / n
        change = np.abs(new - found).sum()
        found = new
        if change < tolerance:
            return found
    raise SettingError("tolerance", f"PageRank does not settle to {tolerance:g}; allow more")


def pivots(matrix: Matrix, most: int = SOURCES, seed: int = SEED) -> Whole:
    """The nodes from which a sample of paths leads: all up to `EXACT` nodes, else ``most`` of them by chance."""
    import numpy as np

    n = len(matrix.nodes)
    if n <= max(EXACT, most):
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, most, replace=False)).astype(np.int64)


def betweenness(matrix: Matrix, sources: Sequence[int] | Whole | None = None) -> Numbers:
    """Share of the pairs of other nodes whose shortest paths (in steps) lead over each node, from 0 to 1.

    Each pair counts once: the value is igraph's divided by (n-1)(n-2)/2, which is networkx's. ``sources`` are
    positions of the nodes from which paths are sought; without them, `pivots`. Of a sample, it is the mean share
    over the sources other than the node itself, an estimate without bias.
    L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40, 1977; U. Brandes, A faster
    algorithm for betweenness centrality, J. Math. Sociol. 25, 2001; U. Brandes and C. Pich, Centrality estimation
    in large networks, Int. J. Bifurcat. Chaos 17, 2007.

    >>> betweenness(Matrix.of_ties("abcd", [0, 1, 2], [1, 2, 3], [1, 1, 1])).round(3).tolist()
    [0.0, 0.667, 0.667, 0.0]
    """
    import numpy as np

    n = len(matrix.nodes)
    if n < 3:
        return np.zeros(n)
    chosen = pivots(matrix) if sources is None else np.asarray(sources)
    if len(chosen) == n:
        every: Numbers = np.asarray(matrix.igraph.betweenness(directed=False), dtype=np.float64)
        return np.asarray(every * 2 / ((n - 1) * (n - 2)), dtype=np.float64)
    found = np.asarray(matrix.igraph.betweenness(directed=False, sources=chosen.tolist())) * 2
    others = np.full(n, len(chosen))
    others[chosen] -= 1
    return np.asarray(
        np.divide(found, others * (n - 2.0), out=np.zeros(n), where=others > 0), dtype=np.float64
    )


def constraint(matrix: Matrix) -> Numbers:
    """How far each node's partners are partners of one another; brokers have low values. NaN without any tie.

    The sum over partners j of (p_ij + sum over partners q of p_iq p_qj) squared, where p_ij is the share of i's
    strength that goes to j; two partners without a tie of their own: 0.5, one partner: 1, and at most 1.125.
    R. S. Burt, Structural holes, 1992, and Structural holes and good ideas, Am. J. Sociol. 110, 2004.

    >>> constraint(Matrix.of_ties("abc", [0, 1], [1, 2], [1, 1])).tolist()
    [1.0, 0.5, 1.0]
    """
    import numpy as np

    n = len(matrix.nodes)
    shares, joined = _shares(matrix)
    found: Numbers = np.zeros(n)
    terms = np.cumsum(joined @ degree(matrix))
    start = 0
    while start < n:
        end = int(np.searchsorted(terms, (terms[start - 1] if start else 0) + _WORK, "right"))
        rows = slice(start, max(end, start + 1))
        start, part = rows.stop, shares[rows]
        both = part + (part @ shares).multiply(joined[rows])
        found[rows] = both.multiply(both).sum(axis=1)
    return np.asarray(np.where(strength(matrix) > 0, found, np.nan), dtype=np.float64)


def _shares(matrix: Matrix) -> tuple[csr_array, csr_array]:
    """Each weight as a share of its row, and a one for each pair that is joined."""
    import numpy as np
    from scipy.sparse import csr_array

    weights, out = matrix.weights, strength(matrix)
    each = np.repeat(np.divide(1.0, out, out=np.zeros(len(out)), where=out > 0), np.diff(weights.indptr))
    parts = (weights.indices, weights.indptr)
    shares = csr_array((weights.data * each, *parts), shape=weights.shape)
    return shares, csr_array((np.ones(len(each)), *parts), shape=weights.shape)


def core(matrix: Matrix) -> Whole:
    """The largest k for which each node is in a part of the network where everybody has k partners there.

    S. B. Seidman, Network structure and minimum degree, Social Networks 5, 1983.

    >>> core(Matrix.of_ties("abcd", [0, 1, 2, 2], [1, 2, 0, 3], [1, 1, 1, 1])).tolist()
    [2, 2, 2, 1]
    """
    import numpy as np

    return np.asarray(matrix.igraph.coreness(), dtype=np.int64)


def components(matrix: Matrix) -> Whole:
    """Number of the part of the network that each node is in: 0 for the largest; equals by their first IRI.

    >>> components(Matrix.of_ties("abcde", [0, 2, 3], [1, 3, 4], [1, 1, 1])).tolist()
    [1, 1, 0, 0, 0]
    """
    from scipy.sparse.csgraph import connected_components

    return numbered(matrix, connected_components(matrix.counts, directed=False)[1])


def numbered(matrix: Matrix, parts: Any) -> Whole:
    """Parts numbered by size, equals by their first IRI."""
    import numpy as np

    if not len(matrix.nodes):
        return np.zeros(0, dtype=np.int64)
    _, parts, sizes = np.unique(np.asarray(parts), return_inverse=True, return_counts=True)
    first = np.full(len(sizes), len(matrix.nodes))
    np.minimum.at(first, parts, matrix.by_iri)
    new = np.empty(len(sizes), dtype=np.int64)
    new[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return np.asarray(new[parts], dtype=np.int64)


MEASURES: Mapping[str, Callable[[Matrix], Any]] = {
    "pagerank": pagerank, "degree": degree, "strength": strength, "betweenness": betweenness,
    "constraint": constraint, "core": core,
}  # fmt: skip
"""Name -> measure of each node."""
LOW_FIRST = frozenset({"constraint"})
"""Measures of which a low value is the remarkable one."""
_SAME = 1e-9
"""Values nearer to each other than this share of themselves have the same rank."""


def measure(matrix: Matrix, by: str) -> Numbers:
    """The measure of that name for each node.

    :raises SettingError: there is no such measure.
    """
    import numpy as np

    if by not in MEASURES:
        raise SettingError("by", f"no measure '{by}'; there are {', '.join(MEASURES)}")
    return np.asarray(MEASURES[by](matrix), dtype=np.float64)


def said(matrix: Matrix, by: str) -> str:
    """What must be said with the values of a measure: that they are of a sample; "" where they are exact."""
    if by != "betweenness" or (chosen := len(pivots(matrix))) == len(matrix.nodes):
        return ""
    return (
        f"betweenness is estimated from {chosen} of {len(matrix.nodes)} nodes, chosen by chance (seed {SEED})"
    )


def ranks(matrix: Matrix, values: Any, low_first: bool = False) -> tuple[Whole, Whole]:
    """Nodes in the order of a ranking, and the rank of each node from 1; what has no value is last.

    Equal values have one rank, the best of their places (1, 2, 2, 4), and stand in the order of their IRIs.

    >>> order, rank = ranks(Matrix.of_ties("abcd", [], [], []), [1, 3, 3, 2])
    >>> order.tolist(), rank.tolist()
    ([1, 2, 3, 0], [4, 1, 1, 3])
    """
    import numpy as np

    rank = rank_of(values, low_first)
    return np.lexsort((matrix.by_iri, rank)).astype(np.int64), rank


def rank_of(values: Any, low_first: bool = False) -> Whole:
    """The rank of each value alone, as `ranks` has it.

    >>> rank_of([1, 3, 3, 2], low_first=True).tolist()
    [1, 3, 3, 2]
    """
    import numpy as np

    keys = np.asarray(values, dtype=np.float64) * (1 if low_first else -1)
    keys = np.where(np.isnan(keys), np.inf, keys)
    order = np.argsort(keys, kind="stable")
    there = keys[order]
    near = np.isclose(there[1:], there[:-1], rtol=_SAME, atol=0)  # two infinities are equal, too
    places = np.arange(1, len(keys) + 1)
    starts = (
        np.maximum.accumulate(np.where(np.concatenate([[True], ~near]), places, 0)) if len(keys) else places
    )
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = starts
    return rank
