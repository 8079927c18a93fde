"""The lines of a view and the links behind them as columns, so that a filter in the page finds what `graph/` finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from ..graph.network import prices
from ..graph.network.claim_columns import packed, spread
from ..graph.network.edge import Edge
from ..graph.network.incidences import KINDS
from ..graph.network.pairs import Ties
from ..graph.order import CERTAINTIES, STATUSES
from .explorer_words import Plain
from .scene import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.network.incidences import Incidences

_KEEP = (CERTAINTIES, STATUSES)


@dataclass(frozen=True, eq=False)
class Places:
    """Where things, claims, documents and kinds of line stand in the arrays of the page, by IRI or name."""

    things: Mapping[str, int]
    claims: Mapping[str, int]
    documents: Mapping[str, int]
    kinds: Mapping[str, int]


def lines(scene: Scene, places: Places) -> Plain:
    """The lines of a scene as `Lines` of the contract, without ``links``."""
    node = {one.iri: at for at, one in enumerate(scene.nodes)}
    return {
        "a": [node[line.a] for line in scene.lines],
        "b": [node[line.b] for line in scene.lines],
        "kind": [places.kinds[line.kind] for line in scene.lines],
        "directed": [int(line.arrow) for line in scene.lines],
        "bend": [line.bend for line in scene.lines],
    }


def of_edges(edges: Sequence[Edge], places: Places) -> tuple[list[int], Plain]:
    """Where the links of each line begin, and the links: of funding and programme one a line."""
    claims = [[places.claims[fact.iri] for fact in edge.facts] for edge in edges]
    sources = [sorted({places.documents[fact.document.iri] for fact in edge.facts}) for edge in edges]
    certainty = np.array([CERTAINTIES.index(edge.certainty) for edge in edges], dtype=np.uint8)
    status = np.array([STATUSES.index(edge.status) for edge in edges], dtype=np.uint8)
    links = {
        "first": [_number(edge.first) for edge in edges],
        "last": [_number(edge.last) for edge in edges],
        "certainty": certainty.tolist(),
        "status": status.tolist(),
        "weight": [edge.weight for edge in edges],
        "points": (prices.POINTS + prices.sure(certainty, status, _KEEP)).tolist(),
        "through": [-1] * len(edges),
        **_runs("source", sources),
        **_runs("claim", claims),
    }
    return list(range(len(edges) + 1)), links


def of_ties(scene: Scene, ties: Ties, things: NDArray[np.bool_], places: Places) -> tuple[list[int], Plain]:
    """The same for collaboration: one link for each thing that the two ends share.

    :param things: of each link, whether what is shared is a thing.
    """
    network = ties.links.network
    row = {_key(network, ties, at): at for at in range(len(ties))}
    chosen = np.array([row[line.a, line.b, line.kind] for line in scene.lines], dtype=np.int64)
    _, at = spread(ties.starts[chosen], ties.starts[chosen + 1])
    starts = np.concatenate([[0], np.cumsum(ties.counts[chosen])])
    all_links = ties.links
    group, certainty, status = all_links.group[at], all_links.certainty[at], all_links.status[at]
    through = [
        places.things[network.things[thing]] if known else -1
        for thing, known in zip(ties.through[at].tolist(), things[at].tolist(), strict=True)
    ]
    links = {
        "first": network.first[group].tolist(),
        "last": network.last[group].tolist(),
        "certainty": certainty.tolist(),
        "status": status.tolist(),
        "weight": np.round(network.weight[group], 6).tolist(),
        "points": (prices.groups(network)[group] + prices.sure(certainty, status, _KEEP)).tolist(),
        "through": through,
        **_runs("source", _sources(ties, at, places)),
        **_runs("claim", _claims(ties, at, places)),
    }
    return starts.tolist(), links


def _key(network: Incidences, ties: Ties, at: int) -> tuple[str, str, str]:
    a, b = int(ties.a[at]), int(ties.b[at])
    a, b = (b, a) if ties.principal[at] == a else (a, b)
    return network.agents[a], network.agents[b], KINDS[ties.kind[at]]


def _sources(ties: Ties, at: NDArray[np.int64], places: Places) -> list[list[int]]:
    """The documents that alone put both ends of each link where they are."""
    network, x, y = ties.links.network, ties.links.x[at], ties.links.y[at]
    which, row = spread(network.source_starts[x], network.source_starts[x + 1])
    owner = np.repeat(np.arange(len(network.of)), np.diff(network.source_starts))
    both = np.isin(packed(y[which], network.sources[row]), packed(owner, network.sources))
    known = {
        number: places.documents[network.documents[number]]
        for number in np.unique(network.sources[row[both]]).tolist()
    }
    return _gathered(len(at), which[both], network.sources[row[both]], known)


def _claims(ties: Ties, at: NDArray[np.int64], places: Places) -> list[list[int]]:
    """The claims that put the ends of each link where they are."""
    network = ties.links.network
    both = np.concatenate([ties.links.x[at], ties.links.y[at]])
    which, row = spread(network.reason_starts[both], network.reason_starts[both + 1])
    claims, owner = network.reasons[row].ravel(), np.repeat(which % max(len(at), 1), 2)
    told = claims >= 0
    known = {
        number: places.claims.get(network.claims[number], -1) for number in np.unique(claims[told]).tolist()
    }
    return _gathered(len(at), owner[told], claims[told], known)


def _gathered(
    owners: int, owner: NDArray[Any], value: NDArray[Any], known: Mapping[int, int]
) -> list[list[int]]:
    """The values of each owner, each once and in order, by their places; -1 is left out."""
    found: list[set[int]] = [set() for _ in range(owners)]
    for one, number in zip(owner.tolist(), value.tolist(), strict=True):
        found[one].add(known[number])
    return [sorted(places - {-1}) for places in found]


def _runs(name: str, values: Sequence[Sequence[int]]) -> Plain:
    """Lists as offsets and one list."""
    starts = [0, *accumulate(len(one) for one in values)]
    plural = f"{name}s"
    return {f"{name}Starts": starts, plural: [value for one in values for value in one]}


def _number(date: str) -> int:
    """A day as the number yyyymmdd.

    >>> _number("2019-09-16"), _number("")
    (20190916, 0)
    """
    return int(date.replace("-", "").ljust(8, "0")) if date else 0


def belongs(network: Incidences, rows: NDArray[Any], places: Places) -> Plain:
    """Who belongs to which organisation, as `Belongs` of the contract.

    :param rows: positions in ``network.belongs``.
    """
    person, organisation, claim, how = (network.belongs[rows, column] for column in range(4))
    return {
        "person": [places.things[network.agents[one]] for one in person.tolist()],
        "organisation": [places.things[network.agents[one]] for one in organisation.tolist()],
        "certainty": network.certainty[claim].tolist(),
        "status": network.status[claim].tolist(),
        "points": prices.belonging(network, _KEEP)[rows].tolist(),
        "claim": [places.claims[network.claims[one]] for one in claim.tolist()],
        "how": how.tolist(),
    }
