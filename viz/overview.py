"""Where thousands of nodes stand: communities side by side, each a disc, so that a picture shows groups first.

Inside a community igraph's Fruchterman-Reingold layout says who is near whom; distances from the middle are then
evened out, so that the disc is filled and signs do not touch. The communities of a component are laid out the same way
by the weight between them, pushed apart as discs, and each disc is turned so that its outward ties grow short
(the angle is that of least squares: P. H. Schönemann, A generalized solution of the orthogonal Procrustes
problem, Psychometrika 31, 1966). Components without ties to each other stand in rows, the largest first.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..graph.network.communities import CHANCE
from ..graph.network.measures import SEED
from .boxes import TURNS
from .discs import filled, pushed, rows, sunflower

if TYPE_CHECKING:
    from ..graph.network.matrix import Matrix, Numbers, Whole

ROOM = (3.0, 16.0)
"""Area of a community, in squares around its signs: at least, and where there is plenty."""
PLENTY = 550_000.0
"""Area of the window that a small network may fill, in square units."""
_ROUNDS = 60
"""Rounds of igraph's layout."""
_EVEN, _SETTLING = 0.9, 40
"""How evenly signs of a community are spread (1 would be a full lattice), and rounds given to that."""
_LOOSE, _SHRINKING = 1.5, 14
"""Communities begin so far apart, beside discs without gaps, and are drawn together so often."""
_BETWEEN = 2.5
"""Room between two communities, in radii of the largest sign."""


def overview(matrix: Matrix, parts: Whole, radii: Numbers, aspect: float) -> Numbers:
    """Middles of the signs, float64[node, 2], around (0, 0), in the unit of the radii.

    ``parts`` is the community of each node, ``radii`` of each sign, ``aspect`` the width to height that is wished.

    >>> import numpy as np
    >>> from scen.graph.network.matrix import Matrix
    >>> two = Matrix.of_ties("abcdef", [0, 1, 0, 3, 4, 3, 0], [1, 2, 2, 4, 5, 5, 3], [1] * 7)
    >>> at = overview(two, np.array([0, 0, 0, 1, 1, 1]), np.full(6, 5.0), 1.5)
    >>> float(np.abs(at[:3] - at[:3].mean(0)).max()) < float(np.abs(at[:3].mean(0) - at[3:].mean(0)).max())
    True
    """
    import numpy as np

    room = min(max(PLENTY / float((4 * radii**2).sum()), ROOM[0]), ROOM[1])
    at = _inside(matrix, parts, radii, room)
    size = np.bincount(parts)
    reach = np.sqrt(2 * np.bincount(parts, (at**2).sum(1)) / size) + np.bincount(parts, radii) / size
    between = _between(matrix, parts)
    middles = _middles(between, reach, _BETWEEN * float(radii.max()), aspect)
    return pushed(_turned(matrix, parts, at, middles) + middles[parts], radii, 0.4 * radii)


def _forces(graph: Any) -> Numbers:
    """The layout of igraph, always from the same start and with the same chance."""
    import igraph
    import numpy as np

    size = graph.vcount()
    with CHANCE:  # igraph has one source of chance for all
        try:
            igraph.set_random_number_generator(random.Random(SEED))
            found = graph.layout_fruchterman_reingold(
                weights="weight", seed=sunflower(size).tolist(), niter=_ROUNDS, grid="auto"
            )
        finally:
            igraph.set_random_number_generator(random)
    return np.array(found.coords, dtype=np.float64).reshape(size, 2)


def _inside(matrix: Matrix, parts: Whole, radii: Numbers, room: float) -> Numbers:
    """Each community around (0, 0)."""
    import numpy as np

    at = np.zeros((len(parts), 2))
    order = np.argsort(parts, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(parts[order])) + 1):
        if len(members) > 1:
            local = _forces(matrix.igraph.induced_subgraph(members.tolist()))
            at[members] = filled(local, float(np.sqrt(room * 4 / np.pi * (radii[members] ** 2).sum())))
    far = 1e6 * parts[:, None] * np.array([[1.0, 0.0]])  # one call for all: communities far from each other
    even = pushed(at + far, radii, radii * (2 * _EVEN * room**0.5 - 2), _SETTLING)
    at = pushed(even, radii, 0.4 * radii)
    size = np.bincount(parts)
    middle = np.column_stack([np.bincount(parts, at[:, axis]) / size for axis in (0, 1)])
    return np.asarray(at - middle[parts])


def _between(matrix: Matrix, parts: Whole) -> Any:
    """The communities as an igraph graph, joined by the weight between them beside that of the two."""
    import igraph
    import numpy as np
    from scipy.sparse import csr_array

    size = int(parts.max()) + 1
    weights = matrix.weights.tocoo()
    across = csr_array((weights.data, (parts[weights.row], parts[weights.col])), shape=(size, size))
    across.sum_duplicates()
    whole = np.sqrt(np.maximum(np.asarray(across.sum(axis=1)), 1e-12))
    rows = np.repeat(np.arange(size), np.diff(across.indptr))
    once = rows < across.indices
    a, b = rows[once], across.indices[once]
    weight = across.data[once] / (whole[a] * whole[b])
    return igraph.Graph(
        size,
        list(zip(a.tolist(), b.tolist(), strict=True)),
        edge_attrs={"weight": (weight / max(weight.mean(), 1e-12)).tolist() if len(weight) else []},
    )


def _middles(between: Any, reach: Numbers, gap: float, aspect: float) -> Numbers:
    """Where the disc of each community is: components in rows, the largest first."""
    import numpy as np

    at, sizes, areas = np.zeros((len(reach), 2)), [], (reach + gap) ** 2
    blocks = sorted(map(list, between.connected_components()), key=lambda block: (-areas[block].sum(), block))
    share = float(
        areas[blocks[0]].sum() / areas.sum()
    )  # the largest leaves so much of the view to the others
    for block in blocks:
        local = _spread(between, block, reach[block], gap, aspect / share if block is blocks[0] else aspect)
        low, high = (local - reach[block, None]).min(0), (local + reach[block, None]).max(0)
        at[block] = local - low
        sizes.append(tuple(high - low))
    for block, corner in zip(blocks, rows(sizes, gap, aspect), strict=True):
        at[block] += corner
    low, high = (at - reach[:, None]).min(0), (at + reach[:, None]).max(0)
    return np.asarray(at - (low + high) / 2)


def _spread(between: Any, block: Sequence[int], reach: Numbers, gap: float, aspect: float) -> Numbers:
    """Discs of one component, pushed apart and then together."""
    import numpy as np

    if len(block) == 1:
        return np.zeros((1, 2))
    radius = _LOOSE * float(np.sqrt(((reach + gap / 2) ** 2).sum()))
    at = filled(_forces(between.induced_subgraph(list(block))), radius) * np.sqrt([aspect, 1 / aspect])
    gaps = np.full(len(block), gap)
    at = pushed(at, reach, gaps)
    for _ in range(_SHRINKING):
        at = pushed(at * 0.94, reach, gaps)

    def extent(points: Numbers) -> float:
        low, high = (points - reach[:, None]).min(0), (points + reach[:, None]).max(0)
        return float(max((high - low) / (aspect, 1.0)))

    turned = [
        np.column_stack([at[:, 0] * cos - at[:, 1] * sin, at[:, 0] * sin + at[:, 1] * cos])
        for cos, sin in TURNS
    ]
    return min(turned, key=extent)


def _turned(matrix: Matrix, parts: Whole, at: Numbers, middles: Numbers) -> Numbers:
    """Each community turned so that its members look to where they have ties outside."""
    import numpy as np

    weights = matrix.weights.tocoo()
    outward = parts[weights.row] != parts[weights.col]
    a, b, weight = weights.row[outward], weights.col[outward], weights.data[outward]
    there = middles[parts[b]] - middles[parts[a]]
    there /= np.sqrt((there**2).sum(1))[:, None]
    along = weight * (at[a] * there).sum(1)
    across = weight * (at[a, 0] * there[:, 1] - at[a, 1] * there[:, 0])
    cos, sin = (np.bincount(parts[a], value, len(middles)) for value in (along, across))
    size = np.sqrt(cos**2 + sin**2)
    still = size < 1e-9
    cos = np.where(still, 1.0, cos / np.where(still, 1.0, size))[parts]
    sin = np.where(still, 0.0, sin / np.where(still, 1.0, size))[parts]
    x, y = at[:, 0], at[:, 1]
    return np.column_stack([x * cos - y * sin, x * sin + y * cos])
