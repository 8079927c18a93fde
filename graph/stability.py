"""How far a rank can be trusted: the range it has when sources, or ties, are taken away.

*Leaving out a document.* Every claim of the document is taken from every tie. A tie stays if what is left still
makes it: for a cooperation (met, agreement, joint action, acts for) one claim; for what is shared (an event, a
project, an organisation, a paid thing) a claim for the one agent and a claim for the other about the same thing, two
different claims where organisations are represented at an event; for a common funder, both chains of claims from it.
In the views funding and programme one claim is enough. A tie that stays has the share of its weight that is the
share of its things (or cooperations) that are left; nothing is weighed anew, although fewer may share a thing. Nodes
stay, if need be alone, so that ranks can be compared. A tie whose claims are not known stays.

*Resampling.* Where there are more than 1,000 ties, as many are drawn from them with replacement, 100 times, seeded
(B. Efron, Bootstrap methods, Ann. Statist. 7, 1979); a tie drawn twice counts twice. The range is that of all
these rankings together with the one of all ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from .facts import Fact
from .matrix import Matrix, ends
from .measures import LOW_FIRST, SEED, measure, ranks

if TYPE_CHECKING:
    from .matrix import Numbers, Whole
    from .network import Edge, Network

MANY = 1000
"""Ties above which they are resampled too."""
RESAMPLES = 100


@dataclass(frozen=True)
class Ranked:
    """A node in a ranking: its value and rank, and the best (``lowest``) and worst (``highest``) rank it may have.

    ``value`` is NaN where the measure has none; equal values have equal ranks.
    """

    iri: str
    value: float
    rank: int
    lowest: int
    highest: int


def ranking(network: Network, by: str = "pagerank", resamples: int = RESAMPLES) -> list[Ranked]:
    """The nodes of a network by a measure, each with its range of ranks; equals stand in the order of IRIs.

    :raises SettingError: there is no such measure.

    >>> from scen.graph.network import Edge, Network
    >>> pairs = (("a", "b"), ("b", "c"))
    >>> found = Network("collaboration", (), tuple(Edge(*p, "met", "met", 1.0, 1, "stated", "reported") for p in pairs))
    >>> [(one.iri, one.rank, one.lowest, one.highest) for one in ranking(found)]
    [('b', 1, 1, 1), ('a', 2, 2, 2), ('c', 2, 2, 2)]
    """
    nodes, a, b, weights = ends(network)
    return ranged(
        nodes, a, b, weights, without(network), lambda matrix: measure(matrix, by), by in LOW_FIRST, resamples
    )


def ranged(
    nodes: Sequence[str], a: Whole, b: Whole, weights: Numbers, left: Mapping[str, Numbers],
    values: Callable[[Matrix], Any], low_first: bool = False, resamples: int = RESAMPLES, seed: int = SEED,
) -> list[Ranked]:  # fmt: skip
    """The same from arrays: the ends of ties (positions in ``nodes``), their weights, and what is left of them.

    ``left`` tells for each document the weight of every tie without it; 0 or less is a tie that goes.

    >>> import numpy as np
    >>> a, b, one = np.array([0, 0]), np.array([1, 2]), np.ones(2)
    >>> found = ranged("abc", a, b, one, {"d": np.array([0.0, 1.0])}, lambda matrix: measure(matrix, "degree"))
    >>> [(one.iri, one.rank, one.lowest, one.highest) for one in found]
    [('a', 1, 1, 1), ('b', 2, 2, 3), ('c', 2, 1, 2)]
    """
    import numpy as np

    matrix = Matrix.of_ties(nodes, a, b, weights)
    found = np.asarray(values(matrix), dtype=np.float64)
    order, rank = ranks(matrix, found, low_first)
    lowest, highest = rank.copy(), rank.copy()
    for other in _others(nodes, a, b, weights, left, resamples, seed):
        _, now = ranks(matrix, values(other), low_first)
        np.minimum(lowest, now, out=lowest)
        np.maximum(highest, now, out=highest)
    return [
        Ranked(nodes[at], float(found[at]), int(rank[at]), int(lowest[at]), int(highest[at])) for at in order
    ]


def _others(
    nodes: Sequence[str],
    a: Whole,
    b: Whole,
    weights: Numbers,
    left: Mapping[str, Numbers],
    resamples: int,
    seed: int,
) -> Iterator[Matrix]:
    import numpy as np

    for document in sorted(left):
        stays = left[document] > 0
        yield Matrix.of_ties(nodes, a[stays], b[stays], left[document][stays])
    chance = np.random.default_rng(seed)
    for _ in range(resamples if len(a) > MANY else 0):
        drawn = chance.integers(0, len(a), len(a))
        yield Matrix.of_ties(nodes, a[drawn], b[drawn], weights[drawn])


def without(network: Network) -> dict[str, Numbers]:
    """For each source document (IRI), the weight that each edge of the network has without it; 0 where it goes."""
    import numpy as np

    told: dict[str, list[int]] = {}
    for at, edge in enumerate(network.edges):
        for document in {fact.document.iri for fact in edge.facts}:
            told.setdefault(document, []).append(at)
    weights = np.array([edge.weight for edge in network.edges], dtype=np.float64)
    found = {}
    for document in sorted(told):
        found[document] = weights.copy()
        for at in told[document]:
            found[document][at] *= share(network.edges[at], document, network.view)
    return found


def share(edge: Edge, document: str, view: str = "collaboration") -> float:
    """The share of what makes an edge that is left without the document (its IRI): 0 where it goes, at most 1.

    >>> from scen.graph.facts import Ref
    >>> from scen.graph.network import Edge
    >>> def told(by: str) -> Fact:
    ...     return Fact("cooperation", f"claim-{by}", "stated", "reported", Ref(by, by), (1,), ())
    >>> met = Edge("a", "b", "met", "met", 2.0, 2, "stated", "reported", facts=(told("one"), told("two")))
    >>> share(met, "one")
    0.5
    """
    before = made_by(edge, edge.facts, view)
    if not before:
        return 1.0
    return len(made_by(edge, (fact for fact in edge.facts if fact.document.iri != document), view)) / len(
        before
    )


def made_by(edge: Edge, facts: Iterable[Fact], view: str = "collaboration") -> set[str]:
    """The things (or single claims, by IRI) through which those facts make the edge; none, and there is no edge."""
    facts = tuple(facts)
    if view != "collaboration":
        return {fact.iri for fact in facts}
    alone = {fact.iri for fact in facts if fact.kind == "cooperation"}
    shared = tuple(fact for fact in facts if fact.kind != "cooperation")
    ours, theirs = (_ways(edge.kind, agent, shared) for agent in (edge.a, edge.b))
    apart = edge.kind == "represented-at-same-event"
    return alone | {
        thing
        for thing in ours.keys() & theirs.keys()
        if any(not apart or x != y for x, y in product(ours[thing], theirs[thing]))
    }


def _ways(kind: str, agent: str, facts: Sequence[Fact]) -> dict[str, set[str]]:
    """Thing -> the claims that join the agent to it as the kind of tie wants it."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        for thing in _funders(agent, fact, facts) if kind == "same-funder" else _things(kind, agent, fact):
            found.setdefault(thing, set()).add(fact.iri)
    return found


def _things(kind: str, agent: str, fact: Fact) -> Iterator[str]:
    if fact.kind == "funding":
        named = {ref.iri for ref in fact.all("funder")}
        thing = fact.one("funds")
    else:
        parts = (
            ("for",)
            if kind == "represented-at-same-event"
            else ("agent", "for")
            if kind == "same-project"
            else ("agent",)
        )
        named = {ref.iri for part in parts for ref in fact.all(part)}
        thing = fact.one("within") or fact.one("event") or fact.one("project") or fact.one("organisation")
    if thing and agent in named:
        yield thing.iri


def _funders(agent: str, fact: Fact, facts: Sequence[Fact]) -> Iterator[str]:
    """The funders of what the agent carries by this claim, and of the agent itself."""
    carried = fact.one("project") or fact.one("event")
    if fact.kind == "funding":
        paid = fact.one("funds")
        yield from (ref.iri for ref in fact.all("funder") if paid and paid.iri == agent)
    elif carried and agent in {ref.iri for ref in fact.all("agent")}:
        for other in facts:
            paid = other.one("funds")
            if other.kind == "funding" and paid and paid.iri == carried.iri:
                yield from (ref.iri for ref in other.all("funder"))
