"""Introductions: whom an agent might meet, who could introduce them, and over what.

Who stands two steps away is found in the arrays, partners by partners, so that memory does not grow with the
ties of those; ties with their facts are made of those alone that are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..facts import Ref
from ..order import STATUSES
from .edge import Edge
from .filter import at_least
from .found import Count, Found, different, first
from .partners import strength, things_of
from .reading import Reading

if TYPE_CHECKING:
    from .incidences import Small, Whole
    from .pairs import Mask, Ties

Strength = tuple[int, int, int]
"""Of a tie: whether its kind is weak, how unsure it is, how far from done."""
_FAR = 10_000
_LINKS = 1 << 21
"""Links of partners that are looked at together."""


@dataclass(frozen=True, order=True)
class Introducer:
    """Somebody tied to both; as strong as the weaker of the two hops, a hop as strong as its best tie."""

    rank: tuple[Strength, int, str, str] = field(repr=False)
    agent: Ref
    near: tuple[Edge, ...]
    """The ties with who asks."""
    far: tuple[Edge, ...]
    """The ties with who is to be met."""
    over_near: tuple[Ref, ...]
    """What the introducer shares with who asks: events, projects, organisations, funders."""
    over_far: tuple[Ref, ...]


@dataclass(frozen=True, order=True)
class Introduction:
    """A partner of partners, with no tie to the one who asks. Sorted as `introductions` gives them."""

    rank: tuple[int, Strength, str, str] = field(repr=False)
    other: Ref
    through: tuple[Introducer, ...]
    introducers: int
    """How many could introduce; ``through`` may be the best of them."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The ties of both hops, through whomever."""
        return tuple(edge for one in self.through for edge in (*one.near, *one.far))


def introductions(
    reading: Reading, iri: str, limit: int | None = None, through: int | None = None
) -> Found[Introduction]:
    """Whom the agent's partners could introduce: most introducers first, then the strongest, then by name.

    "No tie" is said of this reading: what its filter left out is none. ``limit`` is how many are told, ``through``
    how many introducers of each. An agent that is in no tie gets no introductions.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = data.introductions("somo")
    >>> [(one.other.slug, [it.agent.slug for it in one.through]) for one in found]
    [('region-stockholm', ['electronics-watch']), ('swedwatch', ['electronics-watch'])]

    :raises SettingError: ``limit`` is less than 0, or ``through`` less than 1.
    """
    at_least(0, limit=limit)
    at_least(1, through=through)
    agent = reading.number(iri)
    if agent is None:
        return Found((), 0, Count().buckets)
    return _Introductions(reading, agent).found(limit, through)


class _Introductions:
    """The agent's partners, and how strongly each is tied to it."""

    def __init__(self, reading: Reading, agent: int) -> None:
        self.reading, self.agent = reading, agent
        self.near, self.left_out = reading.of([agent])
        self.partner = np.where(self.near.a == agent, self.near.b, self.near.a)
        size = len(reading.network.classes)
        self.is_near = np.zeros(size, dtype=bool)
        self.is_near[self.partner] = True
        self.told: dict[int, tuple[Edge, ...]] = {}
        self.weakness = np.full(size, _FAR, dtype=np.int64)
        np.minimum.at(self.weakness, self.partner, self._weak(self.near))
        self.over = self._over(self.near, self.partner, size)

    def _weak(self, ties: Ties) -> Whole:
        """How weak ties are, as one number in the order of `Strength`."""
        weak = ~self.reading.strong[ties.kind]
        return (weak * 100 + ties.certainty.astype(np.int64) * len(STATUSES) + ties.status).astype(np.int64)

    def _over(self, ties: Ties, owner: Whole | Small, owners: int) -> Whole:
        """How many different things the ties of each owner are over."""
        mine = self.reading.is_thing(ties.through)
        return different(owner[ties.of_links[mine]].astype(np.int64), ties.through[mine], owners)

    def _far(self, partners: Small, seen: Mask) -> tuple[Ties, Whole, Whole, int]:
        """The ties of some partners with who is no partner; for each the partner, and the other.

        Those with agents that were ``seen`` have been counted.
        """
        ties, left_out = self.reading.of(partners, but=seen)
        partner = np.where(self.is_near[ties.a], ties.a, ties.b)
        other = np.where(self.is_near[ties.a], ties.b, ties.a)
        kept: Mask = ~self.is_near[other]
        return ties.only(kept), partner[kept], other[kept], left_out

    def _chunks(self) -> Iterator[Small]:
        """The partners, so many at a time that their links are not too many."""
        partners, network = np.unique(self.partner), self.reading.network
        links = np.bincount(network.member, weights=network.sizes[network.of], minlength=len(self.is_near))
        chunk = (np.cumsum(links[partners]) // _LINKS).astype(np.int64)
        yield from np.split(partners, np.flatnonzero(np.diff(chunk)) + 1) if len(partners) else ()

    def found(self, limit: int | None, through: int | None) -> Found[Introduction]:
        """The best of all."""
        size, count = len(self.is_near), Count(self.left_out)
        introducers, best = np.zeros(size, dtype=np.int64), np.full(size, _FAR, dtype=np.int64)
        introduces, seen = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        seen[self.agent] = True
        for partners in self._chunks():
            ties, partner, other, left_out = self._far(partners, seen)
            seen[partners] = True
            count.add(ties)
            count.left_out += left_out
            introduces[partner] = True
            np.minimum.at(best, other, np.maximum(self._weak(ties), self.weakness[partner]))
            introducers += different(other, partner, size)
        count.add(self.near.only(introduces[self.partner]))
        known = np.flatnonzero(introducers)
        rank = (-introducers[known], best[known])
        chosen = known[first(rank, limit, lambda at: self.reading.named(int(known[at])))]
        told = (self._told(int(other), int(introducers[other]), through) for other in chosen)
        return Found(tuple(sorted(told)), len(known), count.buckets)

    def _told(self, other: int, introducers: int, most: int | None) -> Introduction:
        ties, _ = self.reading.of([other])
        by = np.where(ties.a == other, ties.b, ties.a)
        ties, by = ties.only(self.is_near[by]), by[self.is_near[by]]
        who, at = np.unique(by, return_inverse=True)
        weak = np.full(len(who), _FAR, dtype=np.int64)
        np.minimum.at(weak, at, self._weak(ties))
        rank = np.maximum(weak, self.weakness[who]), -self.over[who] - self._over(ties, at, len(who))
        best = first(rank, most, lambda one: self.reading.named(int(who[one])))
        found = sorted(self._introducer(int(who[one]), ties.only(at == one)) for one in best)
        ref = self.reading.agent(other)
        return Introduction(
            (-introducers, found[0].rank[0], ref.label, ref.iri), ref, tuple(found), introducers
        )

    def _introducer(self, by: int, far: Ties) -> Introducer:
        agent, beyond = self.reading.agent(by), self.reading.edges(far)
        if by not in self.told:
            self.told[by] = self.reading.edges(self.near.only(self.partner == by))
        near = self.told[by]
        over_near, over_far = things_of(near), things_of(beyond)
        weaker = max(min(map(strength, near)), min(map(strength, beyond)))
        rank = (weaker, -len(over_near) - len(over_far), agent.label, agent.iri)
        return Introducer(rank, agent, near, beyond, over_near, over_far)
