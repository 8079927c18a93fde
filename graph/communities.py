"""Communities of a network, and what their members share, to call them by."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from .dataset import Readable
from .facts import Facts, Ref
from .matrix import Matrix
from .measures import EXACT, SEED, numbered, strength

if TYPE_CHECKING:
    from .matrix import Whole
    from .network import Edge, Network

_RESTARTS = 10
"""Runs of Leiden on a network of at most `EXACT` nodes; the best counts."""
_chance = threading.Lock()


def modularity(matrix: Matrix, parts: Any) -> float:
    """Share of weight inside the parts above what chance would put there, from -0.5 to 1; NaN without weight.

    M. E. J. Newman, Analysis of weighted networks, Phys. Rev. E 70, 056131, 2004.

    >>> modularity(Matrix.of_ties("abcd", [0, 2], [1, 3], [1, 1]), [0, 0, 1, 1])
    0.5
    """
    import numpy as np

    weights, groups = matrix.weights, np.asarray(parts)
    total = float(weights.data.sum())
    if not total:
        return float("nan")
    rows = np.repeat(groups, np.diff(weights.indptr))
    inside = float(weights.data[rows == groups[weights.indices]].sum())
    shares = np.bincount(groups, weights=strength(matrix)) / total
    return inside / total - float(shares @ shares)


def communities(matrix: Matrix, seed: int = SEED) -> Whole:
    """Number of each node's community: 0 for the largest, equals by their first IRI.

    Leiden by weight for the highest modularity (resolution 1), by igraph, seeded: up to 2,000 nodes the best of
    ten runs of ten rounds; else one run of two rounds. V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, Sci. Rep. 9, 2019.

    >>> communities(Matrix.of_ties("abcdef", [0, 1, 2, 3, 4, 5, 0], [1, 2, 0, 4, 5, 3, 3], [1] * 7)).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    import random

    import igraph

    if not matrix.weights.data.sum():
        return numbered(matrix, range(len(matrix.nodes)))
    best: tuple[float, Whole] | None = None
    with _chance:  # igraph has one source of chance for all
        try:
            for run in range(_RESTARTS if len(matrix.nodes) <= EXACT else 1):
                igraph.set_random_number_generator(random.Random(seed + run))
                parts = numbered(matrix, _leiden(matrix))
                reached = modularity(matrix, parts)
                if best is None or reached > best[0] + 1e-12:
                    best = reached, parts
        finally:
            igraph.set_random_number_generator(random)
    assert best
    return best[1]


def _leiden(matrix: Matrix) -> list[int]:
    rounds = 10 if len(matrix.nodes) <= EXACT else 2  # -1, until nothing changes, may never end
    found = matrix.igraph.community_leiden(
        objective_function="modularity", weights="weight", n_iterations=rounds
    )
    return list(found.membership)


@dataclass(frozen=True)
class Community:
    """A community: its number from 0, its members (IRIs in order), the ties inside, and what these share.

    ``shared`` are (what it is, its label, in how many ties inside), the most frequent of each sort.
    """

    number: int
    members: tuple[str, ...]
    ties: int
    shared: tuple[tuple[str, str, int], ...]

    @property
    def label(self) -> str:
        """What the ties inside share most, in words."""
        return " · ".join(label for _, label, _ in self.shared) or "no tie inside"


_SORTS = ("event", "project", "organisation", "place")
Belongs = Mapping[str, Sequence[Ref]]
"""Thing -> the project that it is within, and the places where it is."""


def labelled(
    network: Network, matrix: Matrix, parts: Whole, belongs: Belongs | None = None
) -> list[Community]:
    """The communities with what their ties share: the most frequent kind, event, project, organisation and place.

    A thing counts once for each tie inside that rests on a claim about it; equals go by their IRIs. A place or
    project is that of a shared event too, where ``belongs`` (see `belonging`) tells it.

    >>> from scen.graph.network import Edge, Network
    >>> found = Network("collaboration", (), (Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported"),))
    >>> matrix = Matrix.of(found)
    >>> [(one.members, one.label) for one in labelled(found, matrix, communities(matrix))]
    [(('a', 'b'), 'met')]
    """
    part = {iri: int(number) for iri, number in zip(matrix.nodes, parts, strict=True)}
    members: dict[int, list[str]] = {}
    for iri in sorted(part):
        members.setdefault(part[iri], []).append(iri)
    inside: dict[int, list[Edge]] = {number: [] for number in members}
    for edge in network.edges:
        if part[edge.a] == part[edge.b]:
            inside[part[edge.a]].append(edge)
    return [
        Community(
            number, tuple(members[number]), len(inside[number]), tuple(_shared(inside[number], belongs or {}))
        )
        for number in sorted(members)
    ]


def _shared(edges: Iterable[Edge], belongs: Belongs) -> Iterator[tuple[str, str, int]]:
    found: dict[str, Counter[tuple[str, str]]] = {"kind": Counter()}
    for edge in edges:
        found["kind"][edge.kind, edge.label] += 1
        for sort, ref in {
            (sort, ref) for sort, ref in _things(edge, belongs) if ref.iri not in (edge.a, edge.b)
        }:
            found.setdefault(sort, Counter())[ref.iri, ref.label] += 1
    for sort in ("kind", *_SORTS):
        if counted := found.get(sort):
            (_, label), number = min(counted.items(), key=lambda item: (-item[1], item[0]))
            yield sort, label, number


def _things(edge: Edge, belongs: Belongs) -> Iterator[tuple[str, Ref]]:
    for fact in edge.facts:
        event = fact.one("within") or fact.one("event")
        for sort, ref in (
            ("event", event),
            ("project", fact.one("project")),
            ("organisation", fact.one("organisation")),
        ):
            if ref:
                yield sort, ref
                yield from ((more.kind, more) for more in belongs.get(ref.iri, ()) if more.kind in _SORTS)


def belonging(data: Readable, network: Network, language: str = "en") -> dict[str, tuple[Ref, ...]]:
    """The project that each event behind the ties is within, and the place where each event or project is."""
    facts = Facts(data, language)
    things = {
        ref.iri
        for edge in network.edges
        for fact in edge.facts
        for name in ("within", "event", "project")
        for ref in fact.all(name)
    }
    return {
        iri: tuple(
            sorted(
                facts.ref(node.value)
                for curie in ("schema:location", "scen:project")
                for node in facts.objects(NamedNode(iri), curie)
                if isinstance(node, NamedNode)
            )
        )
        for iri in sorted(things)
    }
