"""Steps of the columnar network with their prices, under a filter: in bulk, and never the pairs of a group."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..order import CERTAINTIES, STATUSES
from . import prices
from .claim_columns import packed, spread
from .prices import FAR

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from .incidences import Incidences

    Mask = NDArray[np.bool_]
    Whole = NDArray[np.integer[Any]]
    Points = NDArray[np.int32]


@dataclass(frozen=True)
class Step:
    """The cheapest way of one agent to another: over a group, or else by a row of ``belongs``."""

    points: int
    group: int = -1
    row: int = -1


class Ways:
    """The steps that a filter leaves.

    ``groups`` and ``agents`` are masks of what may be used (None: everything); certainty and status those of links
    and of claims that a person belongs to an organisation. That somebody belongs somewhere is no tie, and the mask
    of groups does not touch it.
    """

    def __init__(
        self, network: Incidences, groups: Mask | None = None, agents: Mask | None = None,
        certainty: Collection[str] = CERTAINTIES, status: Collection[str] = STATUSES,
    ) -> None:  # fmt: skip
        arrays = {part.name: getattr(network, part.name) for part in fields(network)}
        plain: Any = {name: np.asarray(it) for name, it in arrays.items() if isinstance(it, np.ndarray)}
        self.network = replace(network, **plain)
        """The arrays without what numpy adds to those of files, which makes each use of them slower."""
        self.agents, self._keep = agents, (certainty, status)
        cost = prices.groups(self.network)
        self.groups: Points = cost if groups is None else np.where(groups, cost, np.int32(FAR))
        """The points of a step over each group, however sure."""
        self._profiles = prices.profiles(self._keep)

    def __len__(self) -> int:
        return len(self.network.classes)

    # -- over groups -----------------------------------------------------------------------------------------

    def joined(self, agents: Whole) -> tuple[Whole, Whole, Points]:
        """The incidences of some agents: which of them, the incidence, and the points of a step over its group."""
        network = self.network
        which, at = spread(network.own_starts[agents], network.own_starts[agents + 1])
        x = network.own[at]
        points = self.groups[network.of[x]]
        kept = points < FAR
        return which[kept], x[kept], points[kept]

    def over(self, x: Whole) -> tuple[Whole, Whole, Points]:
        """From incidences to all of their groups: which of them, the other incidence, the points for being sure."""
        group = self.network.of[x]
        which, y = spread(self.network.starts[group], self.network.starts[group + 1])
        return which, y, self._sure(x[which], y)

    def _sure(self, x: Whole, y: Whole) -> Points:
        """The points for how sure the links of incidences are."""
        profile = self.network.profile
        points: Points = self._profiles[profile[x], profile[y]]
        if len(self.network.apart):
            self._apart(x, y, points)
        return points

    @cached_property
    def alone(self) -> Mask:
        """The incidences for which some links are not as the profiles say."""
        found = np.zeros(len(self.network.of), dtype=bool)
        found[self.network.apart[:, :2].ravel()] = True
        return found

    @cached_property
    def _pairs(self) -> tuple[Whole, Points]:
        """The pairs of `Incidences.apart`, either way round, and their own points for being sure."""
        apart = self.network.apart.astype(np.int64)
        made = apart[:, 2] >= 0
        sure, done = (np.maximum(apart[:, at], 0).astype(np.uint8) for at in (2, 3))
        points = np.where(made, prices.sure(sure, done, self._keep), FAR)
        keys = np.concatenate([packed(apart[:, 0], apart[:, 1]), packed(apart[:, 1], apart[:, 0])])
        order = np.argsort(keys)
        return keys[order], np.concatenate([points, points])[order]

    def _apart(self, x: Whole, y: Whole, points: Points) -> None:
        """Set the points right where both rest on one same claim though they must not."""
        special = np.flatnonzero(self.alone[x] & self.alone[y])
        keys, own = self._pairs
        wanted = packed(x[special], y[special])
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        rows = keys[at] == wanted
        points[special[rows]] = own[at[rows]]

    # -- people and organisations ----------------------------------------------------------------------------

    @cached_property
    def _belonging(self) -> tuple[tuple[NDArray[np.int64], Whole, Whole, Points], ...]:
        """Who belongs to whom, from people to organisations and back: where each begins, to whom, row, points."""
        rows, staff = self.network.belongs, self.network.staff
        person, organisation = (np.ascontiguousarray(rows[:, at]) for at in range(2))
        points, number = prices.belonging(self.network, self._keep), np.arange(len(rows))
        begin = (
            np.append(0, np.cumsum(np.bincount(who, minlength=len(self)))) for who in (person, organisation)
        )
        return (next(begin), organisation, number, points), (
            next(begin),
            person[staff],
            number[staff],
            points[staff],
        )

    def belonging(self, agents: Whole) -> tuple[Whole, Whole, Points, Whole]:
        """The steps of agents to where they belong, or to who belongs to them: which, the other, points, row."""
        found = []
        for begin, end, points, row in ((it[0], it[1], it[3], it[2]) for it in self._belonging):
            which, at = spread(begin[agents], begin[agents + 1])
            found.append((which, end[at], points[at], row[at]))
        which, other, cost, rows = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return which, other, cost, rows

    # -- of one agent ----------------------------------------------------------------------------------------

    def steps(self, agent: int) -> tuple[Whole, Points]:
        """All steps of an agent: to whom, possibly several times, and the points."""
        at = np.array([agent])
        _, x, over = self.joined(at)
        which, y, sure = self.over(x)
        _, other, cost, _ = self.belonging(at)
        return np.concatenate([self.network.member[y], other]), np.concatenate([over[which] + sure, cost])

    def step(self, first: int, second: int) -> Step | None:
        """The cheapest step between two agents, the same either way; None where there is none."""
        x, _, sure = self.links(first, second)
        groups = self.network.of[x]
        found = [Step(*it) for it in zip((self.groups[groups] + sure).tolist(), groups.tolist(), strict=True)]
        found += [
            Step(cost, row=row)
            for row, cost in zip(*(it.tolist() for it in self.rows(first, second)), strict=True)
        ]
        return min(found, key=lambda one: (one.points, one.group < 0, one.group, one.row), default=None)

    def links(self, first: int, second: int) -> tuple[Whole, Whole, Points]:
        """All links of two agents: the incidence of the lesser one, that of the other, the points for being sure."""
        x, y = (self.joined(np.array([at]))[1] for at in sorted((first, second)))
        _, ours, theirs = np.intersect1d(self.network.of[x], self.network.of[y], True, return_indices=True)
        x, y = x[ours], y[theirs]
        sure = self._sure(x, y)
        return x[sure < FAR], y[sure < FAR], sure[sure < FAR]

    def rows(self, first: int, second: int) -> tuple[Whole, Points]:
        """The rows of ``belongs`` that join two agents, and their points."""
        _, other, cost, row = self.belonging(np.array([min(first, second)]))
        joined = (other == max(first, second)) & (cost < FAR)
        return row[joined], cost[joined]
