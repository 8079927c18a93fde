"""Small moves that make a layout easier to read: fewer lines over labels, fewer crossings.

A hill climb in a fixed order: a node moves where the lines at it then cost less, if it stays clear of other
boxes and within a little more than the extent of the whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .boxes import Box, Point

Edge = tuple[int, int]
_BUDGET = 9_000_000
"""Lines looked at before the climb ends; a large component is left as it is."""
_GROWTH = 0.8
"""How much wider and higher, shared among its nodes, a component may get on each side."""
_STEPS = [
    (dx * far, dy * far)
    for far in (240, 160, 80, 40, 20)
    for dx in (-1, 0, 1)
    for dy in (-1, 0, 1)
    if dx or dy
]
_OVER_LABEL, _OWN_LABEL, _CROSSING, _LENGTH = 6.0, 3.5, 1.0, 0.006
_SHORT, _SHORTEST = 4.0, 85.0
"""A line shorter than that hardly shows its colour, stroke and arrow."""


def tidy(
    points: Sequence[Point],
    boxes: Sequence[Box],
    edges: Iterable[Edge],
    gap: float,
    most: int = 12,
    only: Sequence[int] | None = None,
) -> tuple[list[Point], list[Box]]:
    """The places after all moves that helped, and the boxes, some with the label now above.

    :param most: rounds at most. :param only: numbers of the nodes that may move; all unless told.
    """
    page = _Page(list(points), list(boxes), sorted(set(edges)), gap)
    if len(page.at) > 2:
        moving = range(len(page.at)) if only is None else only
        for _ in range(min(most, _BUDGET * len(page.at) // max(1, page.work * len(moving)))):
            helped = [page.improve(i) for i in moving]
            if not any(helped):
                break
    return page.at, page.boxes


class _Page:
    """The state of the climb."""

    def __init__(self, at: list[Point], boxes: list[Box], lines: list[Edge], gap: float) -> None:
        self.at, self.boxes, self.lines, self.gap = at, boxes, lines, gap
        self.mine = [[line for line in lines if i in line] for i in range(len(at))]
        self.apart = {(a, b): [line for line in lines if a not in line and b not in line] for a, b in lines}
        both = list(zip(at, boxes, strict=True))
        left, right = min(x - b.half for (x, _), b in both), max(x + b.half for (x, _), b in both)
        top, low = min(y - b.up for (_, y), b in both), max(y + b.down for (_, y), b in both)
        wide, high = _GROWTH * (right - left) / len(at), _GROWTH * (low - top) / len(at)
        self.frame = left - wide, right + wide, top - high, low + high

    @property
    def work(self) -> int:
        """Lines and boxes looked at in one round, about."""
        nodes, lines = len(self.at), len(self.lines)
        return (nodes * lines + 2 * lines * (nodes + lines)) * (len(_STEPS) + 17)

    def improve(self, i: int) -> bool:
        """Try the label on the other side, then the moves; whether anything helped."""
        before = self.at[i], self.boxes[i]
        least, best = self.cost(i), before
        tries = [
            (0, 0, True),
            *((dx, dy, False) for dx, dy in _STEPS),
            *((dx, dy, True) for dx, dy in _STEPS[-16:]),
        ]
        for dx, dy, turn in tries:
            box = before[1].flipped if turn else before[1]
            spot = before[0][0] + dx, before[0][1] + dy
            if not self.free(i, spot, box):
                continue
            self.at[i], self.boxes[i] = spot, box
            cost = self.cost(i, least - 0.05)
            if cost < least - 0.05:
                least, best = cost, (spot, box)
        self.at[i], self.boxes[i] = best
        return best != before

    def free(self, i: int, spot: Point, box: Box) -> bool:
        """Whether the box may stand there."""
        x, y = spot
        left, right, top, low = self.frame
        if x - box.half < left or x + box.half > right or y - box.up < top or y + box.down > low:
            return False
        return not any(
            abs(p - x) < box.half + other.half + self.gap
            and y - box.up < q + other.down + self.gap
            and q - other.up < y + box.down + self.gap
            for j, ((p, q), other) in enumerate(zip(self.at, self.boxes, strict=True))
            if j != i
        )

    def cost(self, i: int, most: float = math.inf) -> float:
        """What is wrong with the lines at a node, and with lines of others that run over it; at least ``most`` where it is that much."""
        at, boxes, cost = self.at, self.boxes, 0.0
        for a, b in self.lines:
            if cost >= most:
                return cost
            p, q = at[a], at[b]
            if i != a and i != b:
                cost += _OVER_LABEL * hits(p, q, at[i], boxes[i])
                continue
            far = math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
            cost += _LENGTH * far + _SHORT * max(0.0, 1 - far / _SHORTEST)
            cost += _OWN_LABEL * (through_label(p, q, boxes[a]) + through_label(q, p, boxes[b]))
            cost += _OVER_LABEL * sum(hits(p, q, at[j], boxes[j]) for j in range(len(at)) if j not in (a, b))
        for a, b in self.mine[i]:
            if cost >= most:
                return cost
            p, q = at[a], at[b]
            cost += _CROSSING * sum(_cross(p, q, at[c], at[d]) for c, d in self.apart[a, b])
        return cost


def hits(p: Point, q: Point, at: Point, box: Box) -> bool:
    """Whether the line runs over the box (Liang and Barsky's clipping)."""
    left, right, top, low = at[0] - box.half, at[0] + box.half, at[1] - box.up, at[1] + box.down
    if (
        (p[0] < left and q[0] < left)
        or (p[0] > right and q[0] > right)
        or (p[1] < top and q[1] < top)
        or (p[1] > low and q[1] > low)
    ):
        return False
    start, end = 0.0, 1.0
    for from_, step, least, most in ((p[0], q[0] - p[0], left, right), (p[1], q[1] - p[1], top, low)):
        if abs(step) < 1e-9:
            if not least < from_ < most:
                return False
            continue
        one, two = (least - from_) / step, (most - from_) / step
        if step < 0:
            one, two = two, one
        start, end = max(start, one), min(end, two)
        if start >= end:
            return False
    return True


def through_label(p: Point, q: Point, box: Box) -> bool:
    """Whether a line from the node at ``p`` leaves through the node's own label."""
    middle, label = box.label
    return hits(p, q, (p[0], p[1] + middle), label)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two lines cross: the ends of each lie on different sides of the other."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    abx, aby, cdx, cdy = bx - ax, by - ay, dx - cx, dy - cy
    return (abx * (cy - ay) > aby * (cx - ax)) != (abx * (dy - ay) > aby * (dx - ax)) and (
        cdx * (ay - cy) > cdy * (ax - cx)
    ) != (cdx * (by - cy) > cdy * (bx - cx))
