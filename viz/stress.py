"""Where the nodes of a small network stand, so that every label can be read: the same places on any machine.

Each component is laid out by stress, so that distance on the page is distance in the network (J. X. Zheng,
S. Pawar, D. F. M. Goodman, Graph Drawing by Stochastic Gradient Descent, IEEE TVCG 25, 2019), with a fixed
seed and nothing but ``+ - * /`` and square roots; then boxes are pushed apart until no label touches
another, and components are packed. The layouts of networkx want NumPy, whose last digits differ by machine.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from .boxes import GAP, TURNS, Box, Place, Point
from .packing import pack
from .tidy import tidy

_ROOM, _MOST_ROOM, _PLENTY = 1.7, 4.0, 260_000.0
"""Area of a component, in areas of its boxes, before boxes are pushed apart; more where there is plenty."""
_STRETCHES = (1.0, 0.8, 1.25)
"""Shapes of components that are tried, wider or narrower, to see which pack best."""
_TRIED = 150
"""Most nodes for which that is done."""
_ALL_PAIRS = 400
"""Larger components use distances to some landmarks only."""
_LANDMARKS = 30


def stressed(
    boxes: Sequence[Box], edges: Iterable[tuple[int, int]], later: Iterable[tuple[int, int]], aspect: float
) -> list[Place]:
    """A place for each node, around (0, 0); nodes are told by their numbers.

    Edges of ``later`` join only nodes that have no other edge; those stand last.

    >>> stressed([Box(10, 5, 15)] * 2, [(0, 1)], [], 1.5)
    [Place(x=-30.0, y=-5.0, above=False, level=0), Place(x=30.0, y=-5.0, above=False, level=0)]
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(sorted(edges))
    lone = {node for node in graph if graph.degree(node) == 0}
    graph.add_edges_from(sorted((a, b) for a, b in later if a in lone and b in lone))
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (part[0] in lone, -len(part), part),
    )
    shapes = [_shape(graph.subgraph(part)) for part in parts]
    lines = sorted(graph.edges)

    def laid(stretch: float) -> list[dict[int, Point]]:
        return [_sized(shape, boxes, aspect, stretch) for shape in shapes]

    def extent(stretch: float) -> float:
        return spread(pack(laid(stretch), boxes, lines, aspect, GAP), boxes, aspect)

    best = min(_STRETCHES, key=extent) if len(boxes) <= _TRIED else 1.0
    turned = list(boxes)
    tidied = [_tidied(part, turned, lines) for part in laid(best)]
    packed = pack(tidied, turned, lines, aspect, GAP)
    return [Place(*packed[node], turned[node].above) for node in range(len(boxes))]


def _tidied(
    part: Mapping[int, Point], boxes: list[Box], lines: Iterable[tuple[int, int]]
) -> dict[int, Point]:
    """A component after the small moves; labels that changed sides are put into ``boxes``."""
    names = list(part)
    number = {name: i for i, name in enumerate(names)}
    joined = [(number[a], number[b]) for a, b in lines if a in number]
    points, flipped = tidy(list(part.values()), [boxes[name] for name in names], joined, GAP)
    for name, box in zip(names, flipped, strict=True):
        boxes[name] = box
    return dict(zip(names, points, strict=True))


def spread(places: Mapping[int, Point], boxes: Sequence[Box], aspect: float) -> float:
    """Height of the view of that aspect that shows all."""
    if not places:
        return 0.0
    wide = max(x + boxes[n].half for n, (x, _) in places.items()) - min(
        x - boxes[n].half for n, (x, _) in places.items()
    )
    high = max(y + boxes[n].down for n, (_, y) in places.items()) - min(
        y - boxes[n].up for n, (_, y) in places.items()
    )
    return max(wide / aspect, high)


def _shape(graph: nx.Graph[int]) -> dict[int, Point]:
    """One component by stress, turned so that it is wide; the size comes later."""
    names = sorted(graph)
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    return dict(zip(names, _turned(_stress(names, _wanted(graph, names))), strict=True))


def _sized(
    shape: Mapping[int, Point], boxes: Sequence[Box], aspect: float, stretch: float
) -> dict[int, Point]:
    """A component just large enough for its boxes."""
    names, points = list(shape), list(shape.values())
    if len(names) < 3:
        step = sum(boxes[name].half for name in names) + 4 * GAP
        return {name: (n * step, 0.0) for n, name in enumerate(names)}
    wide = max(x for x, _ in points) - min(x for x, _ in points) or 1.0
    high = max(y for _, y in points) - min(y for _, y in points) or 1.0
    share = _PLENTY / sum(box.area for box in boxes)
    room = min(max(share, _ROOM), _MOST_ROOM) * sum(boxes[name].area for name in names)
    ratio = min(max(aspect, wide / high), aspect * 1.5) * stretch
    sx, sy = math.sqrt(room * ratio) / wide, math.sqrt(room / ratio) / high
    return dict(
        zip(names, apart([(x * sx, y * sy) for x, y in points], [boxes[name] for name in names]), strict=True)
    )


def _wanted(graph: nx.Graph[int], names: Sequence[int]) -> list[tuple[int, int, float]]:
    """Pairs of nodes and the distance they should have."""
    number = {name: i for i, name in enumerate(names)}
    starts = names if len(names) <= _ALL_PAIRS else names[:: max(1, len(names) // _LANDMARKS)]
    found = {(number[a], number[b]): 1.0 for a, b in graph.edges}
    for start in starts:
        for other, steps in nx.single_source_shortest_path_length(graph, start).items():
            if steps:
                found[number[start], number[other]] = float(steps)
    return sorted((a, b, d) for (a, b), d in {(min(k), max(k)): d for k, d in found.items()}.items())


def _stress(names: Sequence[int], wanted: list[tuple[int, int, float]], rounds: int = 40) -> list[Point]:
    chance = random.Random(7)
    x, y = [chance.random() for _ in names], [chance.random() for _ in names]
    first, last = max(d for *_, d in wanted) ** 2, 0.05
    for turn in range(rounds):
        step = first * (last / first) ** (turn / (rounds - 1))
        chance.shuffle(wanted)
        for a, b, d in wanted:
            dx, dy = x[a] - x[b], y[a] - y[b]
            far = math.sqrt(dx * dx + dy * dy) or 1e-9
            move = min(1.0, step / (d * d)) * (far - d) / (2 * far)
            x[a], y[a], x[b], y[b] = x[a] - move * dx, y[a] - move * dy, x[b] + move * dx, y[b] + move * dy
    return list(zip(x, y, strict=True))


def _turned(points: Sequence[Point]) -> list[Point]:
    """Turned so that the longest extent lies flat."""
    cx, cy = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    best: tuple[float, list[Point]] | None = None
    for cos, sin in TURNS:
        turned = [((x - cx) * cos - (y - cy) * sin, (x - cx) * sin + (y - cy) * cos) for x, y in points]
        high = max(y for _, y in turned) - min(y for _, y in turned)
        if best is None or high < best[0] - 1e-9:
            best = high, turned
    assert best is not None
    return best[1]


def apart(points: Sequence[Point], boxes: Sequence[Box], gap: float = GAP) -> list[Point]:
    """Boxes pushed apart, each pair along the shorter way, until none overlap; the whole grows where that takes long."""
    at = [[x, y] for x, y in points]
    patience = max(12, 9000 // len(at))
    reach = 2 * max(box.half for box in boxes) + gap
    for turn in itertools.count(1):
        moved = False
        order = sorted(range(len(at)), key=lambda i: (at[i][0], i))
        for n, i in enumerate(order):
            for j in order[n + 1 :]:
                if at[j][0] - at[i][0] > reach:
                    break
                moved = _push(at[i], at[j], boxes[i], boxes[j], gap) or moved
        if not moved:
            break
        if turn % patience == 0:
            at = [[x * 1.06, y * 1.06] for x, y in at]
    return [(round(x, 1), round(y, 1)) for x, y in at]


def _push(p: list[float], q: list[float], a: Box, b: Box, gap: float) -> bool:
    over_x = a.half + b.half + gap - abs(p[0] - q[0])
    over_y = (a.down + b.up if p[1] <= q[1] else a.up + b.down) + gap - abs(p[1] - q[1])
    if over_x <= 1e-6 or over_y <= 1e-6:
        return False
    axis, over = (0, over_x) if over_x < over_y else (1, over_y)
    move = (over / 2 + 0.05) * (1 if p[axis] <= q[axis] else -1)
    p[axis] -= move
    q[axis] += move
    return True
