"""Where nodes stand: the same network always gets the same places, whatever the order it is told in.

A network is told in arrays, so that ten thousand nodes need no objects. A small one is laid out so that every label
can be read (`stress`), a large one so that its communities can be told apart (`overview`), with labels that
appear on zooming in (`levels`). Earlier positions are the start, where most of them still hold: then
only what is new or astray finds a place (`settled`).

A small network has the same places on any machine. A large one has them with the same igraph and NumPy on the same
kind of processor; elsewhere last digits may differ and grow into another picture as good. Places once kept
(`positions`) are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import keeping
from .boxes import TALL, WIDE, Box, Place
from .told import Told, boxes_of

if TYPE_CHECKING:
    from ..graph.network.matrix import Numbers, Whole
    from .settled import Flags

SMALL = 100
"""Most nodes that are laid out with all labels to be read at once."""
MOST = 2 / 3
"""Earlier positions are the start if so many nodes have one, and so many of them are still needed."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Places of nodes in the order they were told: arrays of the same length.

    ``at`` (float64[node, 2]) are the middles of the signs, around (0, 0) unless earlier positions were the start;
    ``above`` (bool) whether the label stands above the sign; ``level`` (int64) from which zoom on it is shown: 0 in
    the whole picture, *k* when that is enlarged 2 to the *k* times, `levels.LEVELS` for hovering only. ``scale``
    are the pixels to a unit in that whole picture; 0 where all labels are shown and grow with the picture.
    """

    at: Numbers
    above: Flags
    level: Whole
    scale: float = 0.0

    def places(self, names: Sequence[str]) -> dict[str, Place]:
        """Name -> place, as scenes and `positions` have them."""
        rows = zip(names, self.at.tolist(), self.above.tolist(), self.level.tolist(), strict=True)
        return {name: Place(x, y, above, level) for name, (x, y), above, level in rows}


def lay(
    names: Sequence[str],
    boxes: Any,
    edges: Any,
    weights: Any = None,
    *,
    later: Any = (),
    parts: Any = None,
    importance: Any = None,
    start: Mapping[str, Place] | None = None,
    aspect: float = WIDE,
) -> Layout:
    """Lay out a network.

    :param names: IRIs, each once; they decide between equals, so that the order of nodes does not matter.
    :param boxes: float[node, 3], what each takes up: half its width, how far it reaches up and down; see `Box`.
    :param edges: int[edge, 2], positions in ``names``. Loops are left out, doubles add up.
    :param weights: float[edge], 1 each unless told; not below 0.
    :param later: edges that join only nodes without any other.
    :param parts: int[node], community of each; Leiden communities unless told.
    :param importance: float[node], which labels come first; the sum of weights unless told.
    :param start: earlier positions, by name.
    :param aspect: width to height of the view.
    :raises ValueError: arrays of the wrong shape, a name twice, an edge from or to nowhere, or a number that is none.

    >>> lay(["a", "b"], [(10, 5, 15)] * 2, [(0, 1)]).at.tolist()
    [[-30.0, -5.0], [30.0, -5.0]]
    >>> lay(["a", "b"], [(10, 5, 15)] * 2, [(0, 1)], start={"a": Place(5, 5), "b": Place(90, 5)}).at.tolist()
    [[5.0, 5.0], [90.0, 5.0]]
    """
    import numpy as np

    told = Told.of(names, boxes, edges, weights, later, parts, importance)
    at, above, known = _started(told, start or {})
    small = len(names) <= SMALL and not keeping.crowded(told.turned(above)[known], at[known])
    if not known.any():
        at, above = _anew(told, aspect)
        known = np.full(len(names), True)
    at, above = (keeping.labels if small else keeping.signs)(told, at, above, known)
    level, first = np.zeros(len(names), dtype=np.int64), 0.0
    if not small:
        from .levels import levels, scale

        first = scale(at, told.boxes, aspect)
        level = levels(at, told.boxes, told.importance, aspect)
    back = np.empty(len(names), dtype=np.int64)
    back[told.order] = np.arange(len(names))
    return Layout(at[back], above[back], level[back], first)


def _started(told: Told, start: Mapping[str, Place]) -> tuple[Numbers, Flags, Flags]:
    """Earlier places, sides of labels, and which nodes have them: none, unless most still hold."""
    import numpy as np

    known = np.array([name in start for name in told.names], dtype=bool)
    if known.sum() < MOST * max(len(known), len(start)):
        known[:] = False
    places = [
        start[name] if is_known else Place(0, 0) for name, is_known in zip(told.names, known, strict=True)
    ]
    at = np.array([(place.x, place.y) for place in places], dtype=np.float64).reshape(-1, 2)
    return at, np.array([place.above for place in places], dtype=bool), known


def _anew(told: Told, aspect: float) -> tuple[Numbers, Flags]:
    """Places without regard to earlier ones."""
    import numpy as np

    if len(told.names) > SMALL:
        from .overview import overview

        at = overview(told.matrix, told.parts, told.radii, aspect)
        return np.round(at, 1) + 0.0, np.zeros(len(at), dtype=bool)
    from .stress import stressed

    drawn, later = ([(a, b) for a, b in each.tolist()] for each in (told.edges, told.later))
    places = stressed(boxes_of(told.boxes), drawn, later, aspect)
    at = np.array([(place.x, place.y) for place in places], dtype=np.float64).reshape(-1, 2)
    return at, np.array([place.above for place in places], dtype=bool)


__all__ = ["MOST", "SMALL", "TALL", "WIDE", "Box", "Layout", "Place", "lay"]
