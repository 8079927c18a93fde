"""Discs on a page: spread evenly, pushed apart, set in rows. Places are float64[disc, 2], the unit is the caller's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph.network.matrix import Numbers, Whole

_PATIENCE = 40
"""Rounds of pushing after which all grows a little."""


def sunflower(size: int) -> Numbers:
    """So many points, evenly in a disc of radius 1 (H. Vogel, Mathematical Biosciences 44, 1979).

    >>> sunflower(2).round(2).tolist()
    [[0.5, 0.0], [-0.64, 0.58]]
    """
    import numpy as np

    turn = np.arange(size) * 2.399963229728653  # the golden angle
    far = np.sqrt((np.arange(size) + 0.5) / max(size, 1))
    return np.column_stack([far * np.cos(turn), far * np.sin(turn)])


def filled(points: Numbers, radius: float) -> Numbers:
    """The points in a disc that they fill evenly: directions stay, and the order of distances from the middle.

    >>> import numpy as np
    >>> filled(np.array([[0.0, 1], [9, 0], [-9, -1]]), 10).round(1).tolist()
    [[0.0, 4.1], [7.1, 0.0], [-9.1, -1.0]]
    """
    import numpy as np

    points = points - points.mean(0)
    far = np.sqrt((points**2).sum(1))
    rank = np.empty(len(points))
    rank[np.lexsort((np.arange(len(points)), far))] = np.arange(len(points))
    wanted = radius * np.sqrt((rank + 0.5) / len(points))
    return np.asarray(points * (wanted / np.maximum(far, 1e-9))[:, None])


def pushed(points: Numbers, radii: Numbers, gaps: Numbers, rounds: int = 0) -> Numbers:
    """Discs pushed apart until none overlap and each has its gap; all grows where that takes long.

    With a number of rounds it ends after them, whatever overlaps then.

    >>> import numpy as np
    >>> pushed(np.array([[0.0, 0], [8, 0], [50, 0]]), np.full(3, 5.0), np.full(3, 1.0)).round(1).tolist()
    [[-1.7, 0.0], [9.7, 0.0], [50.0, 0.0]]
    """
    import numpy as np
    from scipy.spatial import cKDTree

    at, room = points.copy(), radii + gaps / 2
    for turn in range(1, 1 + (rounds or 40 * _PATIENCE)):
        pairs = cKDTree(at).query_pairs(2 * float(room.max()), output_type="ndarray")
        a, b = pairs[:, 0], pairs[:, 1]
        apart = at[b] - at[a]
        far = np.sqrt((apart**2).sum(1))
        over = room[a] + room[b] - far
        close = over > 1e-3
        if not close.any():
            break
        a, b, apart, far, over = a[close], b[close], apart[close], far[close], over[close]
        same = far < 1e-9
        apart[same], far[same] = _directions(b[same]), 1.0
        step = 0.55 * over + 0.08  # a little farther, so that rounding to tenths brings none back
        move = apart * (step / far)[:, None]
        for axis in (0, 1):
            at[:, axis] += np.bincount(b, move[:, axis], len(at)) - np.bincount(a, move[:, axis], len(at))
        if turn % _PATIENCE == 0 and not rounds:
            at *= 1.05
    return at


def _directions(numbers: Whole) -> Numbers:
    """Ways out for discs that stand on one spot."""
    import numpy as np

    return np.column_stack([np.cos(numbers * 1.0), np.sin(numbers * 1.0)])


def rows(sizes: Sequence[tuple[float, float]], gap: float, aspect: float) -> Iterator[tuple[float, float]]:
    """First corners of boxes (width, height) set like words in lines of one length; a line holds boxes alike in height.

    >>> list(rows([(60, 40), (10, 10), (10, 10)], 5, 1.5))
    [(0.0, 0.0), (0.0, 45.0), (15.0, 45.0)]
    """
    width = max(
        max(wide for wide, _ in sizes), (aspect * sum((w + gap) * (h + gap) for w, h in sizes)) ** 0.5
    )
    x = y = high = 0.0
    for wide, tall in sizes:
        if x and (x + wide > width or tall < high / 2):
            x, y, high = 0.0, y + high + gap, 0.0
        yield x, y
        x, high = x + wide + gap, max(high, tall)
