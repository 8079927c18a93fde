"""A network as numbers: who is joined to whom, how strongly and by how many ties, without a single object a tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from .pairs import Ties

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Nodes and two symmetric matrices over them, which share their index arrays.

    ``nodes`` are IRIs; row and column *i* of both matrices are those of ``nodes[i]``. ``weights`` (SciPy CSR,
    float64, no unit) holds the sum of the weights of the ties that join two nodes; ``counts`` (CSR, int64) how
    many ties there are, 1 or more. Every pair stands twice, the diagonal is empty. The arrays may be
    memory-mapped: nothing here writes to them.

    >>> matrix = Matrix.of_ties(["a", "b", "c"], [0, 1, 1], [1, 0, 2], [1.0, 0.5, 2.0])
    >>> matrix.weights.toarray().tolist()
    [[0.0, 1.5, 0.0], [1.5, 0.0, 2.0], [0.0, 2.0, 0.0]]
    >>> matrix.counts.toarray().tolist(), matrix.pairs
    ([[0, 2, 0], [2, 0, 1], [0, 1, 0]], 2)
    """

    nodes: tuple[str, ...]
    weights: csr_array
    counts: csr_array

    @classmethod
    def of(cls, ties: Ties) -> Matrix:
        """The matrix of ties: agents in the order of their IRIs, directions left out, parallel ties summed."""
        nodes, a, b, weights = ends(ties)
        return cls.of_ties(nodes, a, b, weights)

    @classmethod
    def of_ties(
        cls,
        nodes: Sequence[str],
        a: Sequence[int] | NDArray[Any],
        b: Sequence[int] | NDArray[Any],
        weights: Sequence[float] | Numbers,
    ) -> Matrix:
        """The matrix of ties told by the positions of their ends in ``nodes``; a tie to oneself is left out."""
        import numpy as np

        left, right = np.asarray(a, dtype=np.int32), np.asarray(b, dtype=np.int32)
        joins, weight = left != right, np.asarray(weights, dtype=np.float64)
        return Places(nodes, left[joins], right[joins]).matrix(weight[joins])

    @property
    def pairs(self) -> int:
        """Number of pairs that are joined, however many ties join them."""
        return int(self.counts.nnz // 2)

    @cached_property
    def by_iri(self) -> Whole:
        """Place of each node in the order of IRIs, by which equals are told apart."""
        import numpy as np

        places = np.empty(len(self.nodes), dtype=np.int64)
        places[sorted(range(len(self.nodes)), key=self.nodes.__getitem__)] = np.arange(len(self.nodes))
        return places

    @cached_property
    def igraph(self) -> Any:
        """The same as an igraph graph, each pair once, with the edge attribute ``weight``; made once."""
        import igraph
        import numpy as np

        rows = np.repeat(np.arange(len(self.nodes)), np.diff(self.weights.indptr))
        once = rows < self.weights.indices
        pairs = list(zip(rows[once].tolist(), self.weights.indices[once].tolist(), strict=True))
        # a list of pairs: igraph takes ten times as long over an array
        return igraph.Graph(len(self.nodes), pairs, edge_attrs={"weight": self.weights.data[once].tolist()})


class Places:
    """Where each of some ties stands in a matrix, to make many matrices of them: with other weights, or of some."""

    def __init__(self, nodes: Sequence[str], a: NDArray[Any], b: NDArray[Any]) -> None:
        """``a`` and ``b`` are positions in ``nodes``, no tie joins a node to itself."""
        import numpy as np

        self.nodes, n = tuple(nodes), max(len(nodes), 1)
        keys = np.concatenate([a.astype(np.int64) * n + b, b.astype(np.int64) * n + a])
        order = np.argsort(keys, kind="stable")
        new = np.diff(keys[order], prepend=-1) > 0
        self._at = np.empty(len(keys), dtype=np.int64)
        self._at[order] = np.cumsum(new) - 1
        known = keys[order[new]]
        self._rows, self._columns = (known // n).astype(np.int32), (known % n).astype(np.int32)

    def matrix(self, weights: Numbers, times: Whole | None = None) -> Matrix:
        """The matrix with these weights, a tie counted so many ``times``; one that is not there counts 0 times.

        >>> import numpy as np
        >>> places = Places("abc", np.array([0, 1]), np.array([1, 2]))
        >>> places.matrix(np.array([1.0, 2.0]), np.array([3, 0])).counts.toarray().tolist()
        [[0, 3, 0], [3, 0, 0], [0, 0, 0]]
        """
        import numpy as np
        from scipy.sparse import csr_array

        size, shape = len(self._rows), (len(self.nodes), len(self.nodes))
        each = np.ones(len(weights), dtype=np.int64) if times is None else times
        weight = np.bincount(self._at, np.tile(weights * each, 2), minlength=size)
        count = np.bincount(self._at, np.tile(each, 2), minlength=size).astype(np.int64)
        there = count > 0
        indices = self._columns[there]
        indptr = np.searchsorted(self._rows[there], np.arange(len(self.nodes) + 1)).astype(np.int32)
        summed = csr_array((weight[there], indices, indptr), shape=shape)
        return Matrix(self.nodes, summed, csr_array((count[there], indices, indptr), shape=shape))


def ends(ties: Ties) -> tuple[tuple[str, ...], Whole, Whole, Numbers]:
    """Agents in the order of their IRIs; for each tie its two ends among them, and its weight as files have it."""
    import numpy as np

    agents = ties.links.network.agents
    tied = np.zeros(len(agents), dtype=bool)
    tied[ties.a] = tied[ties.b] = True
    place = np.cumsum(tied) - 1
    nodes = tuple(agents[number] for number in np.flatnonzero(tied).tolist())
    return nodes, place[ties.a], place[ties.b], np.round(ties.weight, 6)
