"""What is laid out: a network in arrays, checked, and in the order of names whatever order it was told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .boxes import Box

if TYPE_CHECKING:
    from ..graph.network.matrix import Matrix, Numbers, Whole
    from .settled import Flags


@dataclass(frozen=True, eq=False)
class Told:
    """A network as layouts take it.

    ``order`` are the positions of the nodes as they were told, and everything else stands in the order of ``names``:
    ``boxes`` (float64[node, 3]: half, up, down), ``edges`` and ``later`` (int64[edge, 2]), and the matrix of both.
    """

    order: Whole
    names: list[str]
    boxes: Numbers
    edges: Whole
    later: Whole
    matrix: Matrix
    importance: Numbers
    given: Whole | None

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        boxes: Any,
        edges: Any,
        weights: Any,
        later: Any,
        parts: Any,
        importance: Any,
    ) -> Told:
        """Checked and sorted; see `layout.lay`."""
        import numpy as np

        from ..graph.network.matrix import Matrix

        order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
        if len(set(names)) < len(names):
            raise ValueError("two names are the same")
        box = _array("boxes", boxes, (len(names), 3))[order]
        place = np.empty(len(names), dtype=np.int64)
        place[order] = np.arange(len(names))
        pairs, more = (place[_pairs(each, len(names))] for each in (edges, later))
        weight = _array("weights", np.ones(len(pairs)) if weights is None else weights, (len(pairs),))
        least = weight[weight > 0].min(initial=1.0)
        weight = np.where(weight > 0, weight, least)  # a tie of no weight is a tie
        pairs, weight = _sorted(pairs, weight)
        tied = np.zeros(len(names), dtype=bool)
        tied[pairs] = True
        more, _ = _sorted(more[~tied[more].any(axis=1)], np.ones(0))
        both = np.concatenate([pairs, more])
        matrix = Matrix.of_ties(
            [names[i] for i in order], both[:, 0], both[:, 1], np.concatenate([weight, np.ones(len(more))])
        )
        given = None if parts is None else _array("parts", parts, (len(names),))[order].astype(np.int64)
        value = matrix.weights.sum(axis=1)
        if importance is not None:
            value = _array("importance", importance, (len(names),))[order]
        return cls(order, [names[i] for i in order], box, pairs, more, matrix, np.asarray(value), given)

    def turned(self, above: Flags) -> Numbers:
        """The boxes, some with the label above the sign."""
        import numpy as np

        return np.asarray(np.where(above[:, None], self.boxes[:, [0, 2, 1]], self.boxes))

    @cached_property
    def radii(self) -> Numbers:
        """Of the signs."""
        import numpy as np

        return np.asarray(self.boxes[:, 1:].min(axis=1))

    @cached_property
    def parts(self) -> Whole:
        """The communities, numbered by size."""
        from ..graph.network.communities import communities
        from ..graph.network.measures import numbered

        return communities(self.matrix) if self.given is None else numbered(self.matrix, self.given)


def boxes_of(rows: Numbers) -> list[Box]:
    """Boxes from their array."""
    return [Box(half, up, down) for half, up, down in rows.tolist()]


def _array(what: str, values: Any, shape: tuple[int, ...]) -> Numbers:
    """The values as finite numbers of that shape, none below 0."""
    import numpy as np

    found = np.asarray(values, dtype=np.float64).reshape(shape if not len(values) else np.shape(values))
    if found.shape != shape:
        raise ValueError(f"{what} have the shape {found.shape}, not {shape}")
    if not np.isfinite(found).all() or (found < 0).any():
        raise ValueError(f"{what} hold a number below 0 or none at all")
    return found


def _pairs(edges: Any, nodes: int) -> Whole:
    """The edges as int64[edge, 2]."""
    import numpy as np

    found = np.asarray(edges, dtype=np.int64).reshape((0, 2) if not len(edges) else np.shape(edges))
    if found.ndim != 2 or found.shape[1] != 2:
        raise ValueError(f"edges have the shape {found.shape}, not (edges, 2)")
    if found.min(initial=0) < 0 or found.max(initial=-1) >= nodes:
        raise ValueError("an edge leads from or to no node")
    return found


def _sorted(pairs: Whole, weights: Numbers) -> tuple[Whole, Numbers]:
    """Edges as their lesser and greater end, ascending, without loops; so that sums are the same in any order."""
    import numpy as np

    pairs = np.sort(pairs, axis=1)
    weights = weights if len(weights) else np.ones(len(pairs))
    order = np.lexsort((weights, pairs[:, 1], pairs[:, 0]))
    order = order[pairs[order, 0] != pairs[order, 1]]
    return pairs[order], weights[order]
