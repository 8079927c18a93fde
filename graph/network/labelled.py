"""What the members of each community share, to call it by: counted in the arrays, named from the dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import NamedNode

from .claim_columns import spread
from .incidences import KINDS
from .reading import FUNDER

if TYPE_CHECKING:
    from ..facts import Ref
    from .incidences import Whole
    from .pairs import Ties
    from .reading import Reading


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
_SORT_OF = {"same-project": "project", "same-network": "organisation", "co-funded": ""}
"""Kind of tie -> what the thing is over which it is, "" for none of the sorts; else an event."""
Shared = tuple["Whole", "Whole", "list[str]"]
"""Positions of ties, the thing that each shares, row by row, as a position in the IRIs."""


def labelled(reading: Reading, ties: Ties, parts: Whole) -> list[Community]:
    """The communities with what their ties share: the most frequent kind, event, project, organisation and place.

    ``parts`` are the communities of the tied agents in the order of their IRIs. A thing counts once for each tie
    inside that rests on a claim about it; equals go by their IRIs. A place or project is that of a shared event or
    project too. Who is an end of a tie is not what it shares.
    """
    network = reading.network
    tied = np.zeros(len(network.classes), dtype=bool)
    tied[ties.a] = tied[ties.b] = True
    numbers = np.flatnonzero(tied)
    part = np.full(len(tied), -1, dtype=np.int64)
    part[numbers] = parts
    inside = ties.only(part[ties.a] == part[ties.b])
    of = part[inside.a]
    counts = np.bincount(of, minlength=int(parts.max(initial=-1)) + 1)
    shared: list[list[tuple[str, str, int]]] = [[] for _ in counts]
    for number, kind, times in _most(
        of, inside.kind.astype(np.int64), sorted(range(len(KINDS)), key=KINDS.__getitem__)
    ):
        shared[number].append(("kind", reading.kind(kind).label, times))
    for sort, (tie, thing, iris) in _things(reading, inside):
        named = [reading.number(iri) for iri in iris]
        agent = np.array([-1 if one is None else one for one in named], dtype=np.int64)
        other = (agent[thing] != inside.a[tie]) & (agent[thing] != inside.b[tie])
        by_iri = sorted(range(len(iris)), key=iris.__getitem__)
        for number, at, times in _most(of[tie[other]], thing[other], by_iri):
            shared[number].append((sort, reading.facts.label(iris[at]), times))
    order = np.argsort(parts, kind="stable")
    bounds = np.cumsum(np.bincount(parts, minlength=len(counts)))[:-1]
    return [
        Community(
            number,
            tuple(network.agents[agent] for agent in members.tolist()),
            int(counts[number]),
            tuple(shared[number]),
        )
        for number, members in enumerate(np.split(numbers[order], bounds) if len(counts) else [])
    ]


def _most(of: Whole, value: Whole, order: list[int]) -> Iterator[tuple[int, int, int]]:
    """Each owner, its most frequent value, and how often it has it; of equals, the first in that order."""
    if not len(of):
        return
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    keys, times = np.unique(of * len(order) + place[value], return_counts=True)
    owner, rank = keys // len(order), keys % len(order)
    best = np.lexsort((rank, -times, owner))
    for at in best[np.diff(owner[best], prepend=-1) > 0].tolist():
        yield int(owner[at]), order[int(rank[at])], int(times[at])


def _things(reading: Reading, ties: Ties) -> Iterator[tuple[str, Shared]]:
    """For each sort, which tie shares which things of that sort, each once."""
    network = reading.network
    kind = np.array(
        [_SORTS.index(name) if name else -1 for name in (_SORT_OF.get(kind, "event") for kind in KINDS)]
    )
    sort = kind[network.kind[ties.links.group]]
    own = (
        (network.kind[ties.links.group] != KINDS.index(FUNDER)) & (sort >= 0) & reading.is_thing(ties.through)
    )
    iris: dict[str, int] = {}

    def place(iri: str) -> int:
        return iris.setdefault(iri, len(iris))

    things, at = np.unique(ties.through[own], return_inverse=True)
    number = np.array([place(network.things[thing]) for thing in things.tolist()], dtype=np.int64)
    rows = [(ties.of_links[own], number[at], sort[own])]
    carried = _carried(reading, ties, place)
    rows.append(carried)
    tie, thing, sort = (np.concatenate(part) for part in zip(*rows, strict=True))
    more = {
        thing: [
            (_SORTS.index(ref.kind), place(ref.iri)) for ref in _belonging(reading, iri) if ref.kind in _SORTS
        ]
        for iri, thing in list(iris.items())
    }
    told = np.array(
        [(thing, *one) for thing, found in more.items() for one in found], dtype=np.int64
    ).reshape(-1, 3)
    told = told[np.argsort(told[:, 0], kind="stable")]
    asked = sort != _SORTS.index("organisation")
    low, high = (np.searchsorted(told[:, 0], thing[asked], side) for side in ("left", "right"))
    which, row = spread(low, high)
    tie = np.concatenate([tie, tie[asked][which]])
    thing, sort = np.concatenate([thing, told[row, 2]]), np.concatenate([sort, told[row, 1]])
    names = list(iris)
    for number_, name in enumerate(_SORTS):
        mine = sort == number_
        keys = np.unique(tie[mine] * max(len(names), 1) + thing[mine])
        if len(keys):
            yield name, (keys // len(names), keys % len(names), names)


def _carried(reading: Reading, ties: Ties, place: Callable[[str], int]) -> tuple[Whole, Whole, Whole]:
    """The projects and events through which a funder's money reaches the ends: tie, thing, sort."""
    network, links = ties.links.network, ties.links
    funded = np.flatnonzero(network.kind[links.group] == KINDS.index(FUNDER))
    both = np.concatenate([links.x[funded], links.y[funded]])
    of, at = spread(network.reason_starts[both], network.reason_starts[both + 1])
    carrier = network.reasons[at, 1]
    tie = np.concatenate([ties.of_links[funded]] * 2)[of][carrier >= 0]
    claims, row = np.unique(carrier[carrier >= 0], return_inverse=True)
    found = [_carrier(reading, network.claims[claim]) for claim in claims.tolist()]
    numbers = np.array([(place(iri), _SORTS.index(sort)) for sort, iri in found], dtype=np.int64).reshape(
        -1, 2
    )
    return tie, numbers[row, 0], numbers[row, 1]


def _carrier(reading: Reading, claim: str) -> tuple[str, str]:
    """What is carried according to a claim of a role: its sort and IRI."""
    for project in reading.facts.objects(NamedNode(claim), "scen:project"):
        return "project", project.value
    fact = reading.facts.fact(NamedNode(claim))
    event = fact and (fact.one("within") or fact.one("event"))
    return "event", event.iri if event else claim


def _belonging(reading: Reading, iri: str) -> list[Ref]:
    """The project that an event is within, and the places where an event or project is."""
    facts = reading.facts
    nodes = (
        node for curie in ("schema:location", "scen:project") for node in facts.objects(NamedNode(iri), curie)
    )
    return sorted(facts.ref(node.value) for node in nodes if isinstance(node, NamedNode))
