"""Who stands around a thing, as a small picture that needs no script: SVG with links, laid out in a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from ..graph.facts import Ref
from ..graph.text import shorten
from .sections import Neighbour

WIDTH, HEIGHT = 760, 420
_RX, _RY = 140, 165
LONGEST = 27
"""Letters of a label; the whole name is in the tooltip and the link."""


@dataclass(frozen=True)
class Spot:
    """One neighbour in the picture: where it stands, where its label goes, and how its line is drawn."""

    thing: Ref
    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    width: float
    strong: bool


def ring(around: Sequence[Neighbour]) -> tuple[Spot, ...]:
    """The neighbours in a ring, the closest at the right, then by turns above and below.

    >>> from scen.graph.facts import Ref
    >>> spot = ring([Neighbour(Ref("Ada", "http://example.org/ada", "person", "ada"), 1, True)])[0]
    >>> spot.x, spot.y, spot.anchor
    (520.0, 210.0, 'start')
    """
    count, made = len(around), []
    for at, one in enumerate(around):
        turn = 2 * pi * ((at + 1) // 2) / count * (1 if at % 2 else -1)
        x, y = WIDTH / 2 + _RX * cos(turn), HEIGHT / 2 + _RY * sin(turn)
        right, middle = cos(turn) > 0.15, abs(cos(turn)) <= 0.15
        anchor = "middle" if middle else "start" if right else "end"
        label_x = x if middle else x + (14 if right else -14)
        label_y = y + (26 if sin(turn) > 0 else -16) if middle else y + 4
        label, width = shorten(one.thing.label, LONGEST), min(1 + one.weight, 6)
        places = [round(value, 1) for value in (x, y, label_x, label_y)]
        made.append(
            Spot(one.thing, label, places[0], places[1], places[2], places[3], anchor, width, one.strong)
        )
    return tuple(made)
