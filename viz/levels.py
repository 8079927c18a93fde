"""Which labels are shown when: the important ones in the whole picture, more of them on zooming in.

Labels keep their size on the screen while the picture grows, so that what has room once always has. Whoever
draws shows the labels of all levels up to that of the zoom, and no two of them overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph.network.matrix import Numbers, Whole

LEVELS = 6
"""Levels in which labels are sought room for; what found none has this number: its label is for hovering."""
VIEWS = {True: (930.0, 660.0), False: (350.0, 500.0)}
"""Width and height of the first view, in pixels, for a window and for a phone held upright."""
_EDGE = (40.0, 72.0)
"""How much of that is kept free of signs, for labels at the edge."""
_CELL = 8
_AROUND = (10.0, 5.0)
"""Room on the left and right of a label, and above and below, in pixels."""


def scale(at: Numbers, boxes: Numbers, aspect: float) -> float:
    """Pixels to a unit of the layout where all signs are in view, with room for labels; at most 1.5."""

    if not len(at):
        return 1.0
    radii = boxes[:, 1:].min(axis=1, keepdims=True)
    wide, high = ((at + radii).max(0) - (at - radii).min(0)).tolist()
    width, height = VIEWS[aspect >= 1]
    return float(min(1.5, (width - _EDGE[0]) / max(wide, 1.0), (height - _EDGE[1]) / max(high, 1.0)))


def levels(at: Numbers, boxes: Numbers, importance: Numbers, aspect: float) -> Whole:
    """The level of each node's label, from 0; int64[node].

    Labels stand below the sign; their sizes in pixels are told by the boxes, float64[node, 3]: half, up, down.
    Of two labels without room for both, that of the more important node is shown first; equals by their order.

    >>> import numpy as np
    >>> boxes = np.full((3, 3), [40.0, 5.0, 20.0])
    >>> at = np.array([[0.0, 0.0], [30.0, 0.0], [1000.0, 2000.0]])
    >>> levels(at, boxes, np.array([1.0, 2.0, 1.0]), 1.45).tolist()
    [4, 0, 0]
    """
    import numpy as np

    found = np.full(len(at), LEVELS, dtype=np.int64)
    if not len(at):
        return found
    waiting = np.lexsort((np.arange(len(at)), -importance))
    first = scale(at, boxes, aspect)
    for level in range(LEVELS):
        sides = _sides(at, boxes, first * 2**level)
        room = np.array(VIEWS[aspect >= 1]) / 2 if level == 0 else np.array([np.inf, np.inf])
        outside = np.any(np.abs(sides) > np.repeat(room, 2), axis=1)
        _place(found, level, waiting[~outside[waiting]], np.floor(sides / _CELL).astype(np.int64))
        waiting = waiting[found[waiting] == LEVELS]
    return found


def _sides(at: Numbers, boxes: Numbers, zoom: float) -> Numbers:
    """Left, right, upper and lower side of each label with the room around it, in pixels from the middle."""
    import numpy as np

    x, y = ((at - (at.min(0) + at.max(0)) / 2) * zoom).T
    top = y + np.minimum(boxes[:, 1], boxes[:, 2]) * zoom
    wide, high = boxes[:, 0] + _AROUND[0], np.abs(boxes[:, 2] - boxes[:, 1])
    return np.column_stack([x - wide, x + wide, top - _AROUND[1], top + high + _AROUND[1]])


def _place(found: Whole, level: int, waiting: Whole, cells: Whole) -> None:
    """Give the level to those that have room beside the labels shown already; the others wait."""
    import numpy as np

    cells = cells - np.repeat([cells[:, :2].min(), cells[:, 2:].min()], 2)
    taken = np.zeros((int(cells[:, 3].max()) + 1, int(cells[:, 1].max()) + 1), dtype=bool)
    left, right, top, low = cells.T.tolist()
    for i in np.flatnonzero(found < level).tolist():
        taken[top[i] : low[i] + 1, left[i] : right[i] + 1] = True
    for i in waiting.tolist():
        spot = taken[top[i] : low[i] + 1, left[i] : right[i] + 1]
        if not spot.any():
            spot[:] = True
            found[i] = level
