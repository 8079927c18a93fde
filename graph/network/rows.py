"""Reasons as sorted rows of numbers, in which groups and incidences are runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .incidences import Whole


class Link(NamedTuple):
    """What joins two agents over a thing, where a group does not tell it."""

    way: int
    thing: int
    principal: int
    a: int
    b: int
    weight: float
    certainty: int
    status: int
    claims: tuple[int, ...]
    first: int
    last: int


PAIR = 1 << 30
"""Parts from here on are numbers of links told by pair."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Reasons, sorted by group and agent, each once.

    ``columns`` are kind and class (kind * 2 + class), thing, principal, part, agent, first and second claim.
    ``groups`` and ``incidences`` are where those begin, and the end.
    """

    columns: tuple[Whole, ...]
    groups: Whole
    incidences: Whole

    @classmethod
    def of(cls, *columns: Whole) -> Rows:
        """Rows of these columns, sorted; no number is below -1."""
        packed = (_packed(*columns[:2]), _packed(*columns[2:4]), columns[4], _packed(*columns[5:]))
        order = np.lexsort(packed[::-1])
        keys = [key[order] for key in packed]
        new = np.ones((3, len(order)), dtype=bool)
        for row, depth in enumerate((2, 3, 4)):
            new[row, 1:] = np.any([key[1:] != key[:-1] for key in keys[:depth]], axis=0)
        once = new[2]
        groups, incidences = (np.append(np.flatnonzero(new[row][once]), once.sum()) for row in (0, 1))
        return cls(tuple(column[order][once] for column in columns), groups, incidences)

    @property
    def part(self) -> Whole:
        """The claim that makes a group of its own, from `PAIR` on a link; -1 where there is none."""
        return self.columns[3]

    @property
    def agent(self) -> Whole:
        """Who is in the group."""
        return self.columns[4]

    @property
    def first(self) -> Whole:
        """The claim that says so, -1 where it is not known."""
        return self.columns[5]

    @property
    def second(self) -> Whole:
        """The claim without which the first says nothing, or -1."""
        return self.columns[6]

    @property
    def groups_of_incidences(self) -> Whole:
        """Where the incidences of each group begin, and the end."""
        return np.searchsorted(self.incidences, self.groups).astype(np.int64)

    def without(self, left: NDArray[np.bool_], links: Sequence[Link]) -> Rows:
        """The rows of the groups of two and more but those, and groups of two for the links."""
        stays = ~left & (np.diff(self.groups_of_incidences) > 1)
        rows = np.repeat(stays, np.diff(self.groups))
        told = [
            (link.way, link.thing, link.principal, PAIR + number, agent, claim, -1)
            for number, link in enumerate(links)
            for agent in (link.a, link.b)
            for claim in link.claims or (-1,)
        ]
        more = np.array(told, dtype=np.int64).reshape(-1, 7).T
        return Rows.of(*(np.concatenate([column[rows], more[at]]) for at, column in enumerate(self.columns)))


def _packed(high: Whole, low: Whole) -> Whole:
    return (high.astype(np.int64) << 32) + low + 1
