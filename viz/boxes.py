"""What nodes take up and where they stand: the words that all layouts share. Lengths are units of the layout, y grows down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

Point = tuple[float, float]
WIDE, TALL = 1.45, 0.68
"""Width to height of the views a picture is laid out for: a window, and a phone held upright."""
GAP = 10.0
"""Room kept free around each box."""
TURNS = (
    *((1.0, 0.0), (0.96, 0.28), (0.8, 0.6), (0.6, 0.8), (0.28, 0.96)),
    *((0.0, 1.0), (-0.6, 0.8), (-0.8, 0.6), (-0.96, 0.28)),
)
"""Cosine and sine of the turns that are tried to fit a picture into its view."""


@dataclass(frozen=True)
class Box:
    """What a node takes up around its place: half its width, and how far it reaches up and down.

    The label is on the side where it reaches further; the sign's radius is how far it reaches on the other.
    """

    half: float
    up: float
    down: float

    @property
    def above(self) -> bool:
        """Whether the label stands above the sign."""
        return self.up > self.down

    @cached_property
    def flipped(self) -> Box:
        """With the label on the other side."""
        return Box(self.half, self.down, self.up)

    @cached_property
    def label(self) -> tuple[float, Box]:
        """How far below the node's place the label's middle is (above: less than 0), and what it takes up around that."""
        near, far = min(self.up, self.down), max(self.up, self.down)
        high = (far - near) / 2
        return (near + far) / 2 * (-1 if self.above else 1), Box(self.half, high, high)

    @property
    def area(self) -> float:
        """With the room around it."""
        return (2 * self.half + GAP) * (self.up + self.down + GAP)


@dataclass(frozen=True, order=True)
class Place:
    """Where the middle of a node's sign is, whether its label stands above it, and when the label is shown."""

    x: float
    y: float
    above: bool = False
    level: int = 0
    """The label has room once the picture is drawn ``2 ** level`` times as large as where all of it is in view."""
