"""Components side by side without waste: each goes to the free spot nearest the middle.

What a component covers (its boxes and lines, not its outline) is marked on a grid, so that small ones fill the
corners of large ones (K. Freivalds, U. Dogrusoz, P. Kikusts, Disconnected Graph Layout and the Polyomino
Packing Approach, Graph Drawing 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .boxes import Box, Point

_CELL = 14.0
"""Side of a cell."""
Cells = frozenset[tuple[int, int]]
Bounds = tuple[int, int, int, int]
"""First column, first row, last column, last row."""
Rows = dict[int, int]
"""Row -> its covered cells, as the bits of a number; bit 0 is the column ``_FIRST``."""
_FIRST = -4096


def pack(
    parts: Sequence[dict[int, Point]],
    boxes: Sequence[Box],
    edges: Sequence[tuple[int, int]],
    aspect: float,
    gap: float,
) -> dict[int, Point]:
    """All places in one plane, around (0, 0); the parts are taken in the order given."""
    taken: Rows = {}
    placed: dict[int, Point] = {}
    bounds = (0, 0, 0, 0)
    for part in parts:
        part = _centred(part, boxes)
        cells = _cells(part, boxes, [(part[a], part[b]) for a, b in edges if a in part], gap)
        dx, dy = _spot(cells, taken, bounds, aspect) if placed else (0, 0)
        for row, bits in _rows(cells).items():
            taken[row + dy] = taken.get(row + dy, 0) | (bits << dx if dx >= 0 else bits >> -dx)
        bounds = _around(cells, dx, dy, bounds if placed else None)
        placed |= {name: (x + dx * _CELL, y + dy * _CELL) for name, (x, y) in part.items()}
    return (
        {name: (round(x, 1), round(y, 1)) for name, (x, y) in _centred(placed, boxes).items()}
        if placed
        else {}
    )


def _rows(cells: Cells) -> Rows:
    rows: Rows = {}
    for column, row in cells:
        rows[row] = rows.get(row, 0) | 1 << (column - _FIRST)
    return rows


def _centred(part: dict[int, Point], boxes: Sequence[Box]) -> dict[int, Point]:
    left, right = (
        min(x - boxes[n].half for n, (x, _) in part.items()),
        max(x + boxes[n].half for n, (x, _) in part.items()),
    )
    top, low = (
        min(y - boxes[n].up for n, (_, y) in part.items()),
        max(y + boxes[n].down for n, (_, y) in part.items()),
    )
    return {name: (x - (left + right) / 2, y - (top + low) / 2) for name, (x, y) in part.items()}


def _cells(
    part: dict[int, Point], boxes: Sequence[Box], lines: Sequence[tuple[Point, Point]], gap: float
) -> Cells:
    def found() -> Iterator[tuple[int, int]]:
        for name, (x, y) in part.items():
            box = boxes[name]
            for column in range(int((x - box.half - gap) // _CELL), int((x + box.half + gap) // _CELL) + 1):
                for row in range(int((y - box.up - gap) // _CELL), int((y + box.down + gap) // _CELL) + 1):
                    yield column, row
        for (ax, ay), (bx, by) in lines:
            steps = max(1, int(max(abs(ax - bx), abs(ay - by)) / _CELL * 2))
            for n in range(steps + 1):
                column, row = (
                    int((ax + (bx - ax) * n / steps) // _CELL),
                    int((ay + (by - ay) * n / steps) // _CELL),
                )
                yield from ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))

    return frozenset(found())


def _around(cells: Cells, dx: int, dy: int, known: Bounds | None) -> Bounds:
    left, right = min(x for x, _ in cells) + dx, max(x for x, _ in cells) + dx
    top, low = min(y for _, y in cells) + dy, max(y for _, y in cells) + dy
    if known is None:
        return left, top, right, low
    return min(left, known[0]), min(top, known[1]), max(right, known[2]), max(low, known[3])


def _spot(cells: Cells, taken: Rows, bounds: Bounds, aspect: float) -> tuple[int, int]:
    """The free offset after which the whole is smallest in a view of that aspect, then the one nearest the middle."""
    left, top, right, low = _around(cells, 0, 0, None)
    rows = sorted(_rows(cells).items(), key=lambda row: (-row[1].bit_count(), row[0]))
    for dx, dy in _offsets((left, top, right, low), bounds, aspect):
        if not any(taken.get(row + dy, 0) & (bits << dx if dx >= 0 else bits >> -dx) for row, bits in rows):
            return dx, dy
    raise AssertionError("beside everything there is always room")


def _offsets(own: Bounds, bounds: Bounds, aspect: float) -> Iterator[tuple[int, int]]:
    """All offsets that leave no more than a cell between, best first; exact element by element, so the same on any machine."""
    left, top, right, low = own
    across, down = (
        np.arange(bounds[0] - right - 1, bounds[2] - left + 2),
        np.arange(bounds[1] - low - 1, bounds[3] - top + 2),
    )
    dx, dy = np.repeat(across, len(down)), np.tile(down, len(across))
    wide = np.maximum(right + dx, bounds[2]) - np.minimum(left + dx, bounds[0])
    high = np.maximum(low + dy, bounds[3]) - np.minimum(top + dy, bounds[1])
    middle_x = (dx + (left + right - bounds[0] - bounds[2]) / 2) / aspect
    middle_y = dy + (top + low - bounds[1] - bounds[3]) / 2
    best = np.lexsort((dy, dx, middle_x * middle_x + middle_y * middle_y, np.maximum(wide / aspect, high)))
    return zip(dx[best].tolist(), dy[best].tolist(), strict=True)
