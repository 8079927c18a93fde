"""Interlocks: what two or more chosen agents have in common, with the ties and claims that join them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from .errors import SettingError
from .facts import Fact, Ref
from .network import Edge, Network
from .partners import FUNDER, claims, names, other, shared, touching

AGENT, THING, PAYS = "agent", "thing", "funder"
"""A third agent tied to the chosen; an event, project or organisation they share; who pays them."""


@dataclass(frozen=True, order=True)
class Shared:
    """A third agent or a thing that joins at least two of the chosen. Sorted as `interlocks` gives them."""

    rank: tuple[int, int, int, str, str] = field(repr=False)
    thing: Ref
    way: str
    """``agent``: tied to each of them; ``thing``: each has a part in it; ``funder``: pays for something that each of them carries."""
    joined: tuple[Ref, ...]
    """Which of the chosen."""
    edges: tuple[Edge, ...]
    """The ties of the chosen with the third agent, or those over the thing."""
    facts: tuple[Fact, ...]
    """The claims: all of those ties with an agent; about a thing, those that name one of the joined."""


@dataclass
class _Found:
    joined: set[str] = field(default_factory=set)
    edges: list[Edge] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def interlocks(network: Network, iris: Collection[str]) -> tuple[Shared, ...]:
    """What the chosen agents have in common: what joins most of them first, then by documents, then by name.

    Third agents are tied to at least two of them; by the model a tie joins two people or two organisations.
    Things stand behind ties of at least two of them, with each other or with anybody: who organised an event
    and who spoke at it share the event, though no tie joins the two.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     chosen = [data.resolve(name).iri for name in ("electronics-watch", "swedwatch")]
    ...     found = interlocks(data.network(), chosen)
    >>> sorted((one.way, one.thing.slug, len(one.joined)) for one in found)
    [('agent', 'region-stockholm', 2), ('funder', 'european-union', 2), ('thing', 'lulea-seminar-2019', 2)]

    :raises SettingError: not the network of ties, or fewer than two different agents.
    """
    chosen, known = frozenset(iris), names(network)
    if len(chosen) < 2:
        raise SettingError("agents", "at least two different ones")
    found: dict[tuple[str, Ref], _Found] = {}
    for edge in touching(network, chosen):
        ends = chosen & {edge.a, edge.b}
        if len(ends) == 1:
            [end] = ends
            if (third := other(edge, end)) != end:
                _add(found, (AGENT, known[third]), ends, edge, edge.facts)
        for thing, facts in shared(edge).items():
            way = PAYS if edge.kind == FUNDER else THING
            _add(found, (way, thing), ends, edge, _own(facts, ends))
    return tuple(
        sorted(_shared(way, thing, it, known) for (way, thing), it in found.items() if len(it.joined) > 1)
    )


def between(network: Network, iris: Collection[str]) -> tuple[Edge, ...]:
    """The ties that join two of the chosen agents directly.

    >>> tie = Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported")
    >>> third = Edge("a", "c", "met", "met", 1.0, 1, "stated", "reported")
    >>> between(Network("collaboration", (), (tie, third)), ["a", "b"]) == (tie,)
    True

    :raises SettingError: not the network of ties.
    """
    chosen = frozenset(iris)
    return tuple(sorted(edge for edge in touching(network, chosen) if edge.a in chosen and edge.b in chosen))


def _add(
    found: dict[tuple[str, Ref], _Found],
    key: tuple[str, Ref],
    ends: Iterable[str],
    edge: Edge,
    facts: Iterable[Fact],
) -> None:
    it = found.setdefault(key, _Found())
    it.joined.update(ends)
    it.edges.append(edge)
    it.facts.extend(facts)


def _own(facts: tuple[Fact, ...], ends: frozenset[str]) -> list[Fact]:
    """The claims that name one of the ends; of what a funder pays for, that which they get or carry."""
    mine = [fact for fact in facts if any(ref.iri in ends for ref in fact.refs)]
    carried = {ref.iri for fact in mine for ref in fact.refs if fact.kind != "funding"}
    paid = [fact for fact in facts if (item := fact.one("funds")) and item.iri in carried]
    return mine + paid


def _shared(way: str, thing: Ref, it: _Found, known: dict[str, Ref]) -> Shared:
    facts = claims(it.facts)
    documents = {fact.document.iri for fact in facts}
    order = (THING, PAYS, AGENT).index(way)
    return Shared(
        rank=(-len(it.joined), -len(documents), order, thing.label, thing.iri),
        thing=thing,
        way=way,
        joined=tuple(sorted(known[iri] for iri in it.joined)),
        edges=tuple(sorted(it.edges)),
        facts=facts,
    )
