"""The years that what is shared is known to touch, and ties as they are in a span of years."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .edge import Edge
    from .incidences import Incidences, Whole
    from .pairs import Mask, Ties
    from .reading import Reading

Span = tuple[int, int]
"""First and last year, both within."""


class Periods:
    """First and last year of what each group of the columnar network shares; both 0 where no date is known.

    Where one end is open or not known, the year of the other counts alone.
    """

    def __init__(self, network: Incidences) -> None:
        first, last = (
            np.maximum(days, 0).astype(np.int64) // 10_000 for days in (network.first, network.last)
        )
        self.first: Whole = np.where(first > 0, first, last)
        self.last: Whole = np.maximum(self.first, np.where(last > 0, last, first))

    @property
    def counts(self) -> Whole:
        """How many years each is known to touch; 1 for what has no date."""
        return self.last - self.first + 1

    @cached_property
    def years(self) -> Whole:
        """Every year that something touches, ascending."""
        change = np.zeros(int(self.last.max(initial=0)) + 2, dtype=np.int64)
        dated = self.first > 0
        np.add.at(change, self.first[dated], 1)
        np.add.at(change, self.last[dated] + 1, -1)
        return np.flatnonzero(np.cumsum(change))

    def touch(self, ties: Ties, span: Span) -> Mask:
        """The links over what is known to touch the span."""
        group = ties.links.group
        found: Mask = (self.first <= span[1]) & (self.last >= max(span[0], 1))
        return found[group]

    def edge(self, reading: Reading, ties: Ties, at: int, span: Span) -> Edge:
        """One of the ties, as its links in the span make it; there must be one."""
        one = ties.only(np.array([at]))
        [edge] = reading.edges(one.where(self.touch(one, span)))
        return edge

    def of(self, ties: Ties, at: int) -> tuple[Span, ...]:
        """The runs of years in which one of the ties is active, ascending."""
        group = ties.links.group[ties.starts[at] : ties.starts[at + 1]]
        found: list[Span] = []
        for first, last in sorted(zip(self.first[group].tolist(), self.last[group].tolist(), strict=True)):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], last))
            elif first:
                found.append((first, last))
        return tuple(found)
