"""Introductions: whom an agent might meet, who could introduce them, and over what."""

from __future__ import annotations

from dataclasses import dataclass, field

from .facts import Ref
from .network import Edge, Network
from .partners import names, other, strength, things_of, touching

Strength = tuple[int, int, int]
"""Of a tie: whether its kind is weak, how unsure it is, how far from done."""


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

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The ties of both hops, through whomever."""
        return tuple(edge for one in self.through for edge in (*one.near, *one.far))


def introductions(network: Network, iri: str) -> tuple[Introduction, ...]:
    """Whom the agent's partners could introduce: most introducers first, then the strongest, then by name.

    "No tie" is said of this network: what a filter left out is none. An agent that the network does not have
    gets no introductions.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = introductions(data.network(), data.resolve("somo").iri)
    >>> [(one.other.slug, [it.agent.slug for it in one.through]) for one in found]
    [('region-stockholm', ['electronics-watch']), ('swedwatch', ['electronics-watch'])]

    :raises SettingError: not the network of ties.
    """
    known, near = names(network), dict[str, list[Edge]]()
    for edge in touching(network, (iri,)):
        if (partner := other(edge, iri)) != iri:
            near.setdefault(partner, []).append(edge)
    far: dict[str, dict[str, list[Edge]]] = {}
    for edge in touching(network, near.keys()):
        ends = {edge.a, edge.b}
        if iri not in ends and len(through := ends & near.keys()) == 1 and len(ends) == 2:
            [partner] = through
            far.setdefault(other(edge, partner), {}).setdefault(partner, []).append(edge)
    over = {partner: things_of(edges) for partner, edges in near.items()}
    return tuple(
        sorted(
            _introduction(
                known[it], [_introducer(known[by], near[by], over[by], edges) for by, edges in ways.items()]
            )
            for it, ways in far.items()
        )
    )


def _introducer(agent: Ref, near: list[Edge], over: tuple[Ref, ...], far: list[Edge]) -> Introducer:
    beyond = things_of(far)
    weaker = max(min(map(strength, near)), min(map(strength, far)))
    rank = (weaker, -len(over) - len(beyond), agent.label, agent.iri)
    return Introducer(rank, agent, tuple(sorted(near)), tuple(sorted(far)), over, beyond)


def _introduction(it: Ref, through: list[Introducer]) -> Introduction:
    ranked = tuple(sorted(through))
    return Introduction((-len(ranked), ranked[0].rank[0], it.label, it.iri), it, ranked)
