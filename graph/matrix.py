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

    from .network import Network

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
    def of(cls, network: Network) -> Matrix:
        """The matrix of a network: nodes in the order of their IRIs, directions left out, parallel ties summed.

        >>> from scen.graph.network import Edge, Network
        >>> def tie(kind: str) -> Edge:
        ...     return Edge("a", "b", kind, kind, 1.0, 1, "stated", "reported")
        >>> found = Matrix.of(Network("collaboration", (), (tie("met"), tie("agreement"))))
        >>> found.nodes, found.weights.sum(), found.counts.sum()
        (('a', 'b'), np.float64(4.0), np.int64(4))
        """
        nodes, a, b, weights = ends(network)
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
        from scipy.sparse import coo_array, csr_array

        left, right = np.asarray(a, dtype=np.int32), np.asarray(b, dtype=np.int32)
        joins = left != right
        left, right, weight = left[joins], right[joins], np.asarray(weights, dtype=np.float64)[joins]
        rows, columns = np.concatenate([left, right]), np.concatenate([right, left])
        shape = (len(nodes), len(nodes))
        summed = coo_array((np.concatenate([weight, weight]), (rows, columns)), shape=shape).tocsr()
        counted = coo_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape).tocsr()
        for matrix in (summed, counted):
            matrix.sum_duplicates()
        shared = csr_array((counted.data, summed.indices, summed.indptr), shape=shape)
        return cls(tuple(nodes), summed, shared)

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


def ends(network: Network) -> tuple[tuple[str, ...], Whole, Whole, Numbers]:
    """Nodes in the order of IRIs; for each edge, in the network's order, its two ends in them and its weight."""
    import numpy as np

    named = {ref.iri for ref in network.nodes}
    nodes = tuple(sorted(named.union(*({edge.a, edge.b} for edge in network.edges))))
    place = {iri: at for at, iri in enumerate(nodes)}
    a = np.array([place[edge.a] for edge in network.edges], dtype=np.int64)
    b = np.array([place[edge.b] for edge in network.edges], dtype=np.int64)
    return nodes, a, b, np.array([edge.weight for edge in network.edges], dtype=np.float64)
