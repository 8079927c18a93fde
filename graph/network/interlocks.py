"""Interlocks: what two or more chosen agents have in common, with the ties and claims that join them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..errors import SettingError
from ..facts import Fact, Ref
from .edge import Edge
from .filter import at_least
from .found import Count, Found, different, first
from .incidences import KINDS
from .partners import claims
from .reading import FUNDER, Reading

if TYPE_CHECKING:
    from .incidences import Codes, Small, Whole
    from .pairs import Mask

AGENT, THING, PAYS = "agent", "thing", "funder"
"""A third agent tied to the chosen; an event, project or organisation they share; who pays them."""
_WAYS = (THING, PAYS, AGENT)


@dataclass(frozen=True, order=True)
class Shared:
    """A third agent or a thing that joins at least two of the chosen. Sorted as `interlocks` gives them."""

    rank: tuple[int, int, int, str, str] = field(repr=False)
    thing: Ref
    way: str
    """``agent``: tied to each of them; ``thing``: each has a part in it; ``funder``: pays for something that each of them carries."""
    joined: tuple[Ref, ...]
    """Which of the chosen."""
    kinds: tuple[Ref, ...]
    """Kinds of the ties that they have with the agent, or over the thing with whomever."""
    edges: tuple[Edge, ...]
    """The ties of the chosen with the third agent; none for a thing."""
    facts: tuple[Fact, ...]
    """The claims: all of those ties with an agent; about a thing, those that give the joined their part in it."""


@dataclass(frozen=True)
class Interlocks(Found[Shared]):
    """What the chosen have in common, best first, and the ties that join two of them directly."""

    direct: tuple[Edge, ...]


def interlocks(reading: Reading, iris: Collection[str], limit: int | None = None) -> Interlocks:
    """What the chosen agents have in common: what joins most of them first, then by documents, then by name.

    Third agents are tied to at least two of them; by the model a tie joins two people or two organisations.
    Things stand behind ties of at least two of them, with each other or with anybody: who organised an event
    and who spoke at it share the event, though no tie joins the two. ``limit`` is how many are told.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = data.interlocks("electronics-watch", "swedwatch")
    >>> sorted((one.way, one.thing.slug, len(one.joined)) for one in found)
    [('agent', 'region-stockholm', 2), ('funder', 'european-union', 2), ('thing', 'lulea-seminar-2019', 2)]

    :raises SettingError: fewer than two different agents, or ``limit`` is less than 0.
    """
    at_least(0, limit=limit)
    if len(set(iris)) < 2:
        raise SettingError("agents", "at least two different ones")
    chosen = np.array([at for iri in set(iris) if (at := reading.number(iri)) is not None], dtype=np.int32)
    return _Interlocks(reading, chosen).found(limit)


class _Interlocks:
    """The ties of the chosen: with third agents, by tie, and over things, by incidence of the chosen."""

    def __init__(self, reading: Reading, chosen: Small) -> None:
        self.reading, self.network = reading, reading.network
        self.ties, self.left_out = reading.of(chosen)
        ties, links = self.ties, self.ties.links
        a, b = np.isin(ties.a, chosen), np.isin(ties.b, chosen)
        self.direct: Mask = a & b
        self.end, self.third = np.where(a, ties.a, ties.b), np.where(a, ties.b, ties.a)
        own = np.unique(np.concatenate([links.x[a[ties.of_links]], links.y[b[ties.of_links]]]))
        self.own = own[reading.is_thing(self.network.through[self.network.of[own]])]
        group = self.network.of[self.own]
        funded = self.network.kind[group] == KINDS.index(FUNDER)
        self.thing = self.network.through[group] * np.int64(2) + funded

    def found(self, limit: int | None) -> Interlocks:
        """The best of all, and the direct ties."""
        things, agents = self._things(), self._agents()
        rank = [np.concatenate(pair) for pair in zip(things[1:], agents[1:], strict=True)]
        keys, split = [*things[0].tolist(), *agents[0].tolist()], len(things[0])
        best = first(rank, limit, lambda at: self._named(keys[at], at < split))
        shared = (self._over_thing(keys[at]) if at < split else self._over_agent(keys[at]) for at in best)
        count = Count(self.left_out)
        behind = np.isin(self.third, agents[0]) & ~self.direct
        links = np.isin(self.ties.links.group, self._groups(things[0]))
        behind |= np.bincount(self.ties.of_links[links], minlength=len(self.ties)) > 0
        count.add(self.ties.only(behind | self.direct))
        direct = self.reading.edges(self.ties.only(self.direct))
        return Interlocks(tuple(sorted(shared)), len(keys), count.buckets, direct)

    def _groups(self, things: Whole) -> Small:
        """The groups of the chosen over these things."""
        found: Small = np.unique(self.network.of[self.own[np.isin(self.thing, things)]])
        return found

    def _things(self) -> tuple[Whole, Whole, Whole, Whole]:
        """Things that join two or more, and how they rank."""
        keys, at = np.unique(self.thing, return_inverse=True)
        joined = different(at, self.network.member[self.own], len(keys))
        which, document = self.reading.documents(self.own)
        documents = different(at[which], document, len(keys))
        more = joined > 1
        return keys[more], -joined[more], -documents[more], keys[more] % 2

    def _agents(self) -> tuple[Whole, Whole, Whole, Whole]:
        """Third agents that two or more are tied to, and how they rank."""
        rows = np.flatnonzero(~self.direct)
        ties = self.ties.only(rows)
        keys, at = np.unique(self.third[rows], return_inverse=True)
        joined = different(at, self.end[rows], len(keys))
        owner, document = ties.documents_of(at[ties.of_links])
        documents = different(owner, document, len(keys))
        more = joined > 1
        return (
            keys[more].astype(np.int64),
            -joined[more],
            -documents[more],
            np.full(more.sum(), _WAYS.index(AGENT)),
        )

    def _named(self, key: int, is_thing: bool) -> tuple[str, str]:
        iri = self.network.things[key // 2] if is_thing else self.network.agents[key]
        return self.reading.facts.label(iri), iri

    def _over_thing(self, key: int) -> Shared:
        mine = self.own[self.thing == key]
        kinds = np.unique(self.network.kind[self.network.of[mine]])
        joined = np.unique(self.network.member[mine])
        way = PAYS if key % 2 else THING
        return self._shared(
            self.reading.thing(key // 2), way, joined, self._kinds(kinds), (), self.reading.claims(mine)
        )

    def _over_agent(self, key: int) -> Shared:
        which = (self.third == key) & ~self.direct
        edges = self.reading.edges(self.ties.only(which))
        facts = claims(fact for edge in edges for fact in edge.facts)
        kinds = self._kinds(np.unique(self.ties.kind[which]))
        return self._shared(self.reading.agent(key), AGENT, np.unique(self.end[which]), kinds, edges, facts)

    def _kinds(self, codes: Codes) -> tuple[Ref, ...]:
        return tuple(sorted(self.reading.kind(code) for code in codes.tolist()))

    def _shared(
        self,
        thing: Ref,
        way: str,
        joined: Small,
        kinds: tuple[Ref, ...],
        edges: tuple[Edge, ...],
        facts: tuple[Fact, ...],
    ) -> Shared:
        documents = {fact.document.iri for fact in facts}
        order = (-len(joined), -len(documents), _WAYS.index(way), thing.label, thing.iri)
        who = tuple(sorted(self.reading.agent(int(one)) for one in joined))
        return Shared(order, thing, way, who, kinds, edges, facts)
