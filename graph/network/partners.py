"""Partners: with whom an agent is tied, by what kinds of tie, over what, when, and where that is written.

Whom to tell is decided in the arrays; ties with their facts are made of those alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..facts import Fact, Ref
from ..order import CERTAINTIES, STATUSES
from .edge import Edge
from .filter import at_least
from .found import Count, Found, different, first
from .reading import FUNDER, Reading


@dataclass(frozen=True, order=True)
class OfKind:
    """A kind of tie to a partner: how many ties (two where each acts for the other), over how many things."""

    kind: str
    label: str
    ties: int
    things: int
    strong: bool


@dataclass(frozen=True, order=True)
class Partner:
    """Another agent tied to the one asked for. Sorted as `partners` gives them."""

    rank: tuple[int, int, str, str] = field(repr=False)
    other: Ref
    kinds: tuple[OfKind, ...]
    things: tuple[Ref, ...]
    """Different events, projects and organisations (and things paid for together) that the two share.

    A cooperation over none of these adds nothing: it may be about one of them.
    """
    funders: tuple[Ref, ...]
    """Who pays both."""
    first: str
    """Year of the earliest dated tie, or ``""``."""
    last: str
    undated: int
    documents: tuple[Ref, ...]
    """Source documents with a claim behind a tie; how many tell of a tie alone is ``Edge.sources``."""
    status: str
    """The strongest of the ties; ``certainty`` the surest. They may be of two ties."""
    certainty: str
    principals: tuple[Ref, ...]
    """For whom the other of the two acts."""
    edges: tuple[Edge, ...]


def partners(reading: Reading, iri: str, times: int = 1, limit: int | None = None) -> Found[Partner]:
    """Every agent tied to the one: most shared things first, then most documents, then by name.

    ``times`` keeps who shares at least so many different things with it; 1 keeps everybody tied to it.
    ``limit`` is how many are told. An agent that is in no tie has no partners.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = data.partners("iclei", times=2)
    >>> [(one.other.slug, len(one.things), one.first, one.last) for one in found]
    [('region-stockholm', 2, '2020', '2021')]

    :raises SettingError: ``times`` is less than 1, or ``limit`` less than 0.
    """
    at_least(1, times=times)
    at_least(0, limit=limit)
    agent = reading.number(iri)
    if agent is None:
        return Found((), 0, Count().buckets)
    ties, left_out = reading.of([agent])
    others, other = np.unique(np.where(ties.a == agent, ties.b, ties.a), return_inverse=True)
    owner = other[ties.of_links]
    things = different(owner[mine := reading.over_things(ties)], ties.through[mine], len(others))
    owner_of_claims, documents = ties.documents_of(owner)
    enough = np.flatnonzero(things >= times) if times > 1 else np.arange(len(others))
    rank = (-things[enough], -different(owner_of_claims, documents, len(others))[enough])
    best = enough[first(rank, limit, lambda at: reading.named(others[enough[at]]))]
    count = Count(left_out)
    count.add(ties.only(np.isin(other, enough)))
    told: dict[str, list[Edge]] = {}
    for edge in reading.edges(ties.only(np.isin(other, best))):
        told.setdefault(edge.other(iri), []).append(edge)
    known = {it: reading.facts.ref(it) for it in (iri, *told)}
    found = sorted(_partner(known[it], edges, known) for it, edges in told.items())
    return Found(tuple(found), len(enough), count.buckets)


def _partner(it: Ref, edges: list[Edge], known: Mapping[str, Ref]) -> Partner:
    edges = sorted(edges)
    by_kind: dict[str, list[Edge]] = {}
    for edge in edges:
        by_kind.setdefault(edge.kind, []).append(edge)
    things = things_of(edge for edge in edges if edge.kind != FUNDER)
    documents = {fact.document for edge in edges for fact in edge.facts}
    return Partner(
        rank=(-len(things), -len(documents), it.label, it.iri),
        other=it,
        kinds=tuple(
            OfKind(kind, same[0].label, len(same), len(things_of(same)), same[0].strong)
            for kind, same in sorted(by_kind.items())
        ),
        things=things,
        funders=things_of(by_kind.get(FUNDER, ())),
        first=min((edge.first for edge in edges if edge.first), default="")[:4],
        last=max((edge.last for edge in edges if edge.last), default="")[:4],
        undated=sum(edge.undated for edge in edges),
        documents=tuple(sorted(documents)),
        status=min((edge.status for edge in edges), key=STATUSES.index),
        certainty=min((edge.certainty for edge in edges), key=CERTAINTIES.index),
        principals=tuple(sorted({known[edge.b] for edge in edges if edge.directed})),
        edges=tuple(edges),
    )


def things_of(edges: Iterable[Edge]) -> tuple[Ref, ...]:
    """Every different thing shared over the ties, by name.

    >>> things_of([])
    ()
    """
    return tuple(sorted({thing for edge in edges for thing in edge.things}))


def claims(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each claim once, in a fixed order.

    >>> fact = Fact("membership", "c1", "stated", "reported", Ref("Doc", "d"), (), ())
    >>> len(claims([fact, fact]))
    1
    """
    return tuple(sorted({fact.iri: fact for fact in facts}.values()))


def strength(edge: Edge) -> tuple[int, int, int]:
    """How little a tie says, least last: strong kinds first, then what is stated, then what is reported.

    >>> strength(Edge("a", "b", "met", "met", 1.0, 1, "inferred", "reported"))
    (1, 1, 0)
    """
    return int(not edge.strong), CERTAINTIES.index(edge.certainty), STATUSES.index(edge.status)
