"""The k best chains of agents: different, without going round in circles, and always the same ones.

The chains are split the way of Yen and Lawler (E. L. Lawler, Management Science 18, 401, 1972): once the best is known,
the others are those that leave it after its first agent, its second and so on. Of each such part the best chain is
read off the points of all ways to the goal (`Reach`), which are looked for only among what both ends can reach
cheaply enough. Only where that chain would come back to where it began are the points found anew, without that part.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .prices import FAR
from .reach import Reach

if TYPE_CHECKING:
    from .ways import Points, Ways, Whole

SLACK = (1, 5, 15, 40, FAR)
"""How many points more than the best chain others may have, until there are enough."""


@dataclass(frozen=True, order=True)
class Route:
    """A chain as the numbers of its agents, and its price in points."""

    points: int
    agents: tuple[int, ...]

    @property
    def steps(self) -> int:
        """Number of its steps."""
        return len(self.agents) - 1


def best(ways: Ways, first: int, second: int, k: int = 3, within: int = 0) -> tuple[Route, ...]:
    """The k cheapest chains of two agents, with at most ``within`` steps (0: any number).

    Of chains of one price that one comes first which is first in the order of IRIs, read from the end whose IRI is
    less. The way back is the same chains, turned.
    """
    start, goal = min(first, second), max(first, second)
    found = _best(ways, start, goal, k, 0) if start != goal else []
    if within and any(route.steps > within for route in found):
        found = _best(ways, start, goal, k, within)
    return tuple(route if first == start else Route(route.points, route.agents[::-1]) for route in found)


def _best(ways: Ways, start: int, goal: int, k: int, within: int) -> list[Route]:
    guide, least = _meeting(ways, start, goal)
    if least >= FAR:
        return []
    for slack in SLACK:
        limit = min(least + slack, FAR)
        while guide.known < min(limit, least + SLACK[-2]) / 2:
            guide.on()
        search = _Search(ways, start, goal, within, guide, limit)
        found = search.first(k)
        if len(found) == k or not search.left_out:
            break
    return found


def _meeting(ways: Ways, start: int, goal: int) -> tuple[Reach, int]:
    """The reach of the start as far as needed, and about the points of the best chain; `FAR` where there is none."""
    ahead, back, least = Reach(ways, start), Reach(ways, goal), FAR
    while ahead.known + back.known <= least and max(ahead.known, back.known) < FAR:
        (ahead if ahead.width <= back.width else back).on()
        agents, groups = ahead.points() + back.points(), ahead.near + back.near + ways.groups
        least = min(int(agents.min()), int(groups.min(initial=FAR)))
    return ahead, least


class _Part(NamedTuple):
    """Chains that begin with some agents and do not go on to others; ``route`` is the best of them.

    Where it is not known yet, ``known`` is False, and ``route`` is no dearer than any and has the beginning alone.
    """

    route: Route
    known: bool
    at: int
    """How many agents the beginning has, less one."""
    barred: frozenset[int]


class _Search:
    """Chains of up to ``limit`` points."""

    def __init__(self, ways: Ways, start: int, goal: int, within: int, guide: Reach, limit: int) -> None:
        self._ways, self._start, self._goal, self._within = ways, start, goal, within
        self._guide, self._limit, self._dearer = guide, limit, False
        self._reaches: dict[tuple[int, ...], Reach] = {}
        self._steps: dict[int, tuple[Whole, Points]] = {}
        self._points: dict[tuple[tuple[int, ...], int], Points] = {}

    @property
    def left_out(self) -> bool:
        """Whether dearer chains may have been left out."""
        return self._dearer or any(reach.left_out for reach in self._reaches.values())

    def first(self, k: int) -> list[Route]:
        """The first k, fewer where there are no more."""
        found, parts = list[Route](), list[_Part]()
        self._add(parts, (self._start,), frozenset(), ())
        while parts and len(found) < k:
            part = heappop(parts)
            agents = part.route.agents
            if not part.known:
                self._add(parts, agents, part.barred, agents)
                continue
            found.append(part.route)
            for at in range(part.at, len(agents) - 1):
                barred = part.barred if at == part.at else frozenset[int]()
                self._add(parts, agents[: at + 1], barred | {agents[at + 1]}, ())
        return found

    def _add(
        self, parts: list[_Part], begin: tuple[int, ...], barred: frozenset[int], avoid: tuple[int, ...]
    ) -> None:
        """Add the part of the chains that begin so, if there are any."""
        spent = sum(self._price(a, b) for a, b in pairwise(begin))
        chain, rest = list(begin), FAR
        while chain[-1] != self._goal:
            ahead = self._ahead(avoid, len(chain))
            other, cost = self._from(chain[-1])
            total = cost + ahead[other]
            total[np.isin(other, [*chain, *(barred if len(chain) == len(begin) else ())])] = FAR
            if len(chain) == len(begin):
                least = rest = int(total.min(initial=FAR))
                if spent + least > min(self._limit, FAR - 1):
                    self._dearer |= spent + least < FAR
                    return
            tight = other[total == rest]
            if not len(tight):  # it would come back to its beginning
                heappush(parts, _Part(Route(spent + least, begin), False, len(begin) - 1, barred))
                return
            chain.append(int(tight.min()))
            rest = int(ahead[chain[-1]])
        heappush(parts, _Part(Route(spent + least, tuple(chain)), True, len(begin) - 1, barred))

    def _from(self, agent: int) -> tuple[Whole, Points]:
        """The steps of an agent."""
        if agent not in self._steps:
            self._steps[agent] = self._ways.steps(agent)
        return self._steps[agent]

    def _price(self, first: int, second: int) -> int:
        other, cost = self._from(first)
        return int(cost[other == second].min())

    def _ahead(self, avoid: tuple[int, ...], steps: int) -> Points:
        """The points from all agents to the goal, without some agents, with the steps that are left after so many."""
        left = self._within - steps if self._within else 0
        if avoid not in self._reaches:
            self._reaches[avoid] = Reach(
                self._ways, self._goal, avoid, self._within, self._guide, self._limit
            ).all()
        if (avoid, left) not in self._points:
            reach = self._reaches[avoid]
            self._points[avoid, left] = (
                reach.points(left) if left >= 0 else np.full(len(self._ways), FAR, dtype=np.int32)
            )
        return self._points[avoid, left]
