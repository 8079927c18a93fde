"""What stays where it was: nodes with a place keep it, and only new ones and strays look for a free spot.

A picture that is drawn anew after a small change shows the change and nothing else. New nodes stand beside those
of their community that they are tied to. A *stray* is a node far from its community, because its ties are
new; it is placed as if it were new. What is settled already does not move: the same again gives the same.
"""

from __future__ import annotations

import heapq
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..graph.network.matrix import Matrix, Numbers, Whole

    Flags = NDArray[np.bool_]

_FAR, _ALONE = 4.0, 3.0
"""A stray is so many times farther from the middle of its community than most of its members, and so many
times farther from its nearest partner than nine in ten nodes are from theirs."""
_RINGS = 24
"""Spots that are tried on each side of the wish, before wider steps are made."""


def strays(at: Numbers, known: Flags, matrix: Matrix, parts: Whole, boxes: Numbers) -> Flags:
    """Which nodes stand far from their partners and their community; boxes are float64[node, 3]: half, up, down.

    >>> import numpy as np
    >>> from scen.graph.network.matrix import Matrix
    >>> at = np.array([(9 * i, 0) for i in range(11)] + [(900, 0)], dtype=float)
    >>> star = Matrix.of_ties("abcdefghijkl", [0] * 11, range(1, 12), [1] * 11)
    >>> found = strays(at, np.full(12, True), star, np.zeros(12, dtype=int), np.full((12, 3), 5.0))
    >>> np.flatnonzero(found).tolist()
    [11]
    """
    import numpy as np

    found = np.zeros(len(at), dtype=bool)
    near = _nearest(at, known, matrix)
    if not np.isfinite(near).any():
        return found
    least = 2 * float(boxes.max(initial=0.0))
    alone = near > _ALONE * max(float(np.quantile(near[np.isfinite(near)], 0.9)), least)
    order = np.flatnonzero(known)[np.argsort(parts[known], kind="stable")]
    for members in np.split(order, np.flatnonzero(np.diff(parts[order])) + 1):
        if len(members) > 2:
            far = np.sqrt(((at[members] - np.median(at[members], axis=0)) ** 2).sum(1))
            found[members] = far > _FAR * max(float(np.median(far)), least)
    return found & alone & np.isfinite(near)


def _nearest(at: Numbers, known: Flags, matrix: Matrix) -> Numbers:
    """Distance of each node to the nearest of its partners, infinite without one; only among those known."""
    import numpy as np

    near = np.full(len(at), np.inf)
    a = np.repeat(np.arange(len(at)), np.diff(matrix.weights.indptr))
    b = matrix.weights.indices
    both = known[a] & known[b]
    a, b = a[both], b[both]
    np.minimum.at(near, a, np.sqrt(((at[a] - at[b]) ** 2).sum(1)))
    return near


def settled(at: Numbers, known: Flags, matrix: Matrix, parts: Whole, boxes: Numbers, gap: float) -> Numbers:
    """All places, float64[node, 2], those of ``known`` as they are; boxes keep the gap from each other.

    The order in which others find their place is that of the weight that ties them to what has one.

    >>> import numpy as np
    >>> from scen.graph.network.matrix import Matrix
    >>> pair = Matrix.of_ties("ab", [0], [1], [1])
    >>> at = settled(np.zeros((2, 2)), np.array([True, False]), pair, np.zeros(2, dtype=int), np.full((2, 3), 5.0), 2)
    >>> at.tolist()
    [[0.0, 0.0], [-15.0, 0.0]]
    """
    import numpy as np

    at, there, drawn = at.copy(), known.copy(), np.zeros(len(at))
    foot = (0.0, 0.0)
    if there.any():
        foot = (float(at[there, 0].min() + at[there, 0].max()) / 2, float(at[there, 1].max()))

    def partners(i: int) -> tuple[Whole, Numbers]:
        row = slice(matrix.weights.indptr[i], matrix.weights.indptr[i + 1])
        return matrix.weights.indices[row], matrix.weights.data[row]

    new = np.flatnonzero(~known).tolist()
    for i in new:
        others, weights = partners(i)
        drawn[i] = weights[known[others]].sum()
    waiting = [(-drawn[i], i) for i in new]
    heapq.heapify(waiting)
    while waiting:
        _, i = heapq.heappop(waiting)
        if there[i]:
            continue
        others, weights = partners(i)
        at[i] = _free(_wish(at, others[there[others]], parts, i, foot), i, at, there, boxes, gap)
        there[i] = True
        for j, weight in zip(others.tolist(), weights.tolist(), strict=True):
            if not there[j]:
                drawn[j] += weight
                heapq.heappush(waiting, (-drawn[j], j))
    return at


def _wish(at: Numbers, others: Whole, parts: Whole, i: int, foot: tuple[float, float]) -> tuple[float, float]:
    """Amid the partners in its own community, else amid all partners, else at the foot of the picture."""
    import numpy as np

    own = others[parts[others] == parts[i]]
    if not len(others):
        return foot
    x, y = np.median(at[own if len(own) else others], axis=0).tolist()
    return round(x, 1), round(y, 1)


def _free(
    wish: tuple[float, float], i: int, at: Numbers, there: Flags, boxes: Numbers, gap: float
) -> tuple[float, float]:
    """The free spot nearest to the wish, on a lattice around it."""
    import numpy as np

    half, up, down = boxes[i].tolist()
    step = max(min(half, up + down), 1.0)
    placed = np.flatnonzero(there)
    while True:
        spots = np.array(wish) + step * _lattice()
        reach = step * _RINGS + half + up + down + 2 * gap + float(boxes.max())
        near = placed[(np.abs(at[placed] - wish) <= reach).all(axis=1)]
        x, y = at[near, 0], at[near, 1]
        for block in np.array_split(spots, 12):
            hit = np.abs(block[:, :1] - x) < half + boxes[near, 0] + gap
            hit &= block[:, 1:] - up < y + boxes[near, 2] + gap
            hit &= y - boxes[near, 1] < block[:, 1:] + down + gap
            free = np.flatnonzero(~hit.any(axis=1))
            if len(free):
                return round(float(block[free[0], 0]), 1), round(float(block[free[0], 1]), 1)
        step *= 2


@lru_cache(maxsize=1)
def _lattice() -> Numbers:
    """Whole steps around (0, 0), the nearest first."""
    import numpy as np

    steps = [(dx, dy) for dx in range(-_RINGS, _RINGS + 1) for dy in range(-_RINGS, _RINGS + 1)]
    return np.array(sorted(steps, key=lambda d: (d[0] ** 2 + d[1] ** 2, d)), dtype=np.float64)
