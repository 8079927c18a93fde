"""A picture after a small change: what has a place keeps it, clear of what grew, and the rest finds one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .boxes import GAP
from .settled import settled, strays
from .told import Told, boxes_of

if TYPE_CHECKING:
    from ..graph.network.matrix import Numbers
    from .settled import Flags

_CROWDED = 0.1
"""Share of overlapping labels from which on a network is treated as a large one."""
_SLACK = 4.0
"""Gap below which boxes that grew are pushed apart, in a small network."""


def crowded(boxes: Numbers, at: Numbers) -> bool:
    """Whether many labels overlap, because there were more nodes earlier; then they are shown on zooming in."""
    import numpy as np

    x, y = at[:, 0], at[:, 1]
    over = np.abs(x[:, None] - x) < boxes[:, 0, None] + boxes[:, 0]
    over &= (y - boxes[:, 1])[:, None] < y + boxes[:, 2]
    over &= over.T
    np.fill_diagonal(over, False)
    return bool(over.any(axis=1).sum() > _CROWDED * len(at))


def signs(told: Told, at: Numbers, above: Flags, known: Flags) -> tuple[Numbers, Flags]:
    """What is known where it is, with signs clear of each other, and the rest beside it."""
    import numpy as np

    from .discs import pushed

    boxes = np.repeat(told.radii[:, None], 3, axis=1)
    known = known & ~strays(at, known, told.matrix, told.parts, boxes)
    at[known] = np.round(pushed(at[known], told.radii[known], np.zeros(int(known.sum()))), 1) + 0.0
    at = settled(at, known, told.matrix, told.parts, boxes, 0.4 * float(told.radii.mean()))
    return at, np.zeros(len(at), dtype=bool)


def labels(told: Told, at: Numbers, above: Flags, known: Flags) -> tuple[Numbers, Flags]:
    """The same with labels clear of each other; what is new may move a little to be read more easily."""
    import numpy as np

    from .stress import apart
    from .tidy import tidy

    known = known & ~strays(at, known, told.matrix, told.parts, told.boxes)
    boxes = told.turned(above & known)
    if known.any():
        at[known] = apart([(x, y) for x, y in at[known].tolist()], boxes_of(boxes[known]), _SLACK)
    at = settled(at, known, told.matrix, told.parts, boxes, GAP)
    if known.all():
        return at, above
    lines = [(a, b) for a, b in told.edges.tolist()]
    new = np.flatnonzero(~known).tolist()
    points, after = tidy([(x, y) for x, y in at.tolist()], boxes_of(boxes), lines, GAP, only=new)
    return np.array(points), np.array([box.above for box in after], dtype=bool)
