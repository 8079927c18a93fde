"""How far agents are from one of them: the cheapest ways, found outward from it and only as far as is asked for.

This is Dijkstra's algorithm in bulk over agents and groups. No step costs less than `POINTS`, so all that is within so
many of the nearest is settled together; a group is entered only when its price is due, so that a conference of
thousands is not gone through for a chain that is cheaper; and the agents of one group who are there equally surely
offer the same steps, so that only the nearest of them enters it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .prices import FAR, POINTS
from .sureness import PROFILES

if TYPE_CHECKING:
    from collections.abc import Collection

    from .ways import Mask, Points, Ways, Whole


class _Due(NamedTuple):
    """Incidences whose groups are to be entered: how many steps before, and at which price."""

    x: Whole
    layer: Whole
    points: Points

    def only(self, which: Mask | Whole) -> _Due:
        """Some of them."""
        return _Due(self.x[which], self.layer[which], self.points[which])

    def and_(self, more: _Due) -> _Due:
        """These and more."""
        x, layer = np.concatenate([self.x, more.x]), np.concatenate([self.layer, more.layer])
        return _Due(x, layer, np.concatenate([self.points, more.points]))


class Reach:
    """Points of the cheapest ways to ``goal``.

    :param avoid: agents who are on no way.
    :param within: tell the ways apart by their number of steps, up to this; 0 does not count steps.
    :param guide: reach of the other end, and ``limit``: only ways that are part of a chain of so many points or less.
    """

    def __init__(
        self, ways: Ways, goal: int, avoid: Collection[int] = (), within: int = 0,
        guide: Reach | None = None, limit: int = FAR,
    ) -> None:  # fmt: skip
        count = len(ways)
        self._ways, self._steps, self._limit = ways, within, limit
        self._least = guide.least() if guide else None
        closed = np.zeros(count, dtype=bool) if ways.agents is None else ~ways.agents
        closed[list(avoid)] = True
        self._closed: Mask = np.tile(closed, within + 1)
        self._found: Points = np.full(count * (within + 1), FAR, dtype=np.int32)
        self._found[goal] = FAR if closed[goal] else 0
        self._entered = np.full(len(ways.network.kind) * PROFILES, within + 1, dtype=np.uint8)
        self.near: Points = np.full(len(ways.network.kind), FAR, dtype=np.int32)
        """The points of the nearest settled agent of each group."""
        nothing = np.zeros(0, dtype=np.int32)
        self._due = _Due(nothing, nothing, nothing)
        self.known = 0
        """All points below this are final; `FAR` when nothing is left."""
        self.left_out = False
        """Whether the limit left something out."""

    @property
    def width(self) -> int:
        """How much is to be gone through next."""
        return len(self._due.x)

    def points(self, left: int = 0) -> Points:
        """The points of all agents, with at most so many steps where these are told apart; `FAR`: no way is known."""
        layers = self._found.reshape(self._steps + 1, -1)
        found: Points = layers[: min(left, self._steps) + 1].min(axis=0)
        return found

    def least(self) -> tuple[Points, Points]:
        """At least so many points to each agent, and to the nearest of each group."""
        return np.minimum(self.points(self._steps), self.known), np.minimum(self.near, self.known)

    def on(self) -> None:
        """Go on outward, by the points of one step."""
        ahead = np.where(self._closed, FAR, self._found)
        nearest = min(int(ahead.min()), int(self._due.points.min(initial=FAR)))
        self.known = min(nearest + POINTS, FAR)
        if nearest < FAR:
            self._enter()
            self._settle()

    def all(self) -> Reach:
        """Go on until nothing is left."""
        while self.known < FAR:
            self.on()
        return self

    def _enter(self) -> None:
        """Enter the groups that are due: their members are reached."""
        now = self._due.points < self.known
        due, self._due = self._due.only(now), self._due.only(~now)
        due = self._first(due)
        if self._least:
            due = self._limited(due, due.points + self._least[1][self._ways.network.of[due.x]])
        which, y, cost = self._ways.over(due.x)
        self._reached(self._ways.network.member[y], due.layer[which], due.points[which] + cost)

    def _first(self, due: _Due) -> _Due:
        """Without those who offer the same steps as another who is nearer, or was before."""
        network = self._ways.network
        slot = network.of[due.x].astype(np.int64) * PROFILES + network.profile[due.x]
        alone = self._ways.alone[due.x]
        rows = np.flatnonzero(~alone & (due.layer < self._entered[slot]))
        order = rows[np.lexsort((due.points[rows], due.layer[rows], slot[rows]))]
        key = slot[order] * (self._steps + 1) + due.layer[order]
        first = order[np.diff(key, prepend=-1) != 0]
        np.minimum.at(self._entered, slot[first], due.layer[first].astype(np.uint8))
        chosen = np.concatenate([first, np.flatnonzero(alone)])
        return due.only(chosen)

    def _limited(self, due: _Due, points: Points) -> _Due:
        kept = points <= self._limit
        self.left_out |= not kept.all()
        return due.only(kept)

    def _settle(self) -> None:
        """The agents within reach are final; their groups become due."""
        count = len(self._ways)
        states = np.flatnonzero(~self._closed & (self._found < self.known))
        self._closed[states] = True
        agents, layer, points = states % count, states // count, self._found[states]
        if self._steps:
            ahead = layer < self._steps
            agents, layer, points = agents[ahead], layer[ahead], points[ahead]
        which, x, cost = self._ways.joined(agents)
        np.minimum.at(self.near, self._ways.network.of[x], points[which])
        self._due = self._due.and_(_Due(x, layer[which], points[which] + cost))
        which, other, cost, _ = self._ways.belonging(agents)
        self._reached(other, layer[which], points[which] + cost)

    def _reached(self, agents: Whole, layer: Whole, points: Points) -> None:
        states = agents + (layer + 1 if self._steps else layer) * len(self._ways)
        better = (points < self._found[states]) & ~self._closed[states]  # so none of `FAR`
        if self._least:
            near = points + self._least[0][agents] <= self._limit
            self.left_out |= bool((better & ~near).any())
            better &= near
        np.minimum.at(self._found, states[better], points[better])
