"""Partners: with whom an agent is tied, by what kinds of tie, over what, when, and where that is written.

All readings of a network (this one, `scen.graph.interlocks`, `scen.graph.introductions`) take it as it was
filtered, so that one `Filter` serves all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .errors import SettingError
from .facts import Fact, Ref
from .network import Edge, Network
from .order import CERTAINTIES, STATUSES

FUNDER = "same-funder"
"""The kind of tie over a funder: to be paid by one funder is not to have worked together."""


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


@dataclass(frozen=True)
class Buckets:
    """What must not be overlooked in an answer: ties without a date, and those not stated or not reported."""

    ties: int
    undated: int
    inferred: int
    announced: int
    others: tuple[tuple[str, int], ...]
    """Further certainties and statuses but stated and reported, with their numbers."""
    left_out: int
    """Ties of the whole network that the filter left out."""


def partners(network: Network, iri: str, times: int = 1) -> tuple[Partner, ...]:
    """Every agent tied to the one: most shared things first, then most documents, then by name.

    ``times`` keeps who shares at least so many different things with it; 1 keeps everybody tied to it.
    An agent that the network does not have has no partners.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     network = data.network()
    ...     found = partners(network, data.resolve("iclei").iri, times=2)
    >>> [(one.other.slug, len(one.things), one.first, one.last) for one in found]
    [('region-stockholm', 2, '2020', '2021')]

    :raises SettingError: not the network of ties, or ``times`` is less than 1.
    """
    if times < 1:
        raise SettingError("times", "at least 1")
    known, groups = names(network), dict[str, list[Edge]]()
    for edge in touching(network, (iri,)):
        groups.setdefault(other(edge, iri), []).append(edge)
    found = (_partner(known[it], edges, known) for it, edges in groups.items() if it != iri)
    return tuple(sorted(one for one in found if times == 1 or len(one.things) >= times))


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


def shared(edge: Edge) -> dict[Ref, tuple[Fact, ...]]:
    """What the ends of a tie share, with the claims about each: events, projects, organisations; or funders.

    The claims behind a common funder are that it pays for a thing, and who carries that thing. A claim that
    names nothing of the kind (an agreement) is left out.

    >>> doc, seminar = Ref("Doc", "d", "document", "doc"), Ref("Seminar", "s")
    >>> fact = Fact("participation", "c1", "stated", "reported", doc, (3,), (), parts=(("event", seminar),))
    >>> shared(Edge("a", "b", "same-programme", "", 1.0, 1, "stated", "reported", facts=(fact,)))
    {<concept s: Seminar>: (<participation, reported, stated: doc [3]>,)}
    """
    found: dict[Ref, list[Fact]] = {}
    if edge.kind == FUNDER:
        carriers: dict[str, list[Fact]] = {}
        for fact in edge.facts:
            if fact.kind != "funding" and (item := fact.one("project") or fact.one("event")):
                carriers.setdefault(item.iri, []).append(fact)
        for fact in edge.facts:
            funder, funds = fact.one("funder"), fact.one("funds")
            if funder and funds:
                found.setdefault(funder, []).extend((fact, *carriers.get(funds.iri, ())))
    else:
        for fact in edge.facts:
            if fact.shared:
                found.setdefault(fact.shared, []).append(fact)
    return {thing: claims(facts) for thing, facts in sorted(found.items())}


def things_of(edges: Iterable[Edge]) -> tuple[Ref, ...]:
    """Every different thing shared over the ties, by name.

    >>> things_of([])
    ()
    """
    return tuple(sorted({thing for edge in edges for thing in shared(edge)}))


def claims(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each claim once, in a fixed order.

    >>> fact = Fact("membership", "c1", "stated", "reported", Ref("Doc", "d"), (), ())
    >>> len(claims([fact, fact]))
    1
    """
    return tuple(sorted({fact.iri: fact for fact in facts}.values()))


def touching(network: Network, iris: Collection[str]) -> list[Edge]:
    """The ties of any of the agents, each once, in the order of the network.

    >>> touching(Network("collaboration", (), ()), ["a"])
    []

    :raises SettingError: not the network of ties.
    """
    if network.view != "collaboration":
        raise SettingError("view", f"'{network.view}' has no ties between agents; 'collaboration' has")
    wanted = frozenset(iris)
    return [edge for edge in network.edges if edge.a in wanted or edge.b in wanted]


def names(network: Network) -> dict[str, Ref]:
    """IRI -> agent.

    >>> names(Network("collaboration", (Ref("Sida", "s"),), ()))
    {'s': <concept s: Sida>}
    """
    return {ref.iri: ref for ref in network.nodes}


def other(edge: Edge, iri: str) -> str:
    """The end of the tie that the agent is not.

    >>> other(Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported"), "b")
    'a'
    """
    return edge.b if edge.a == iri else edge.a


def strength(edge: Edge) -> tuple[int, int, int]:
    """How little a tie says, least last: strong kinds first, then what is stated, then what is reported.

    >>> strength(Edge("a", "b", "met", "met", 1.0, 1, "inferred", "reported"))
    (1, 1, 0)
    """
    return int(not edge.strong), CERTAINTIES.index(edge.certainty), STATUSES.index(edge.status)


def buckets(network: Network, edges: Iterable[Edge]) -> Buckets:
    """The ties of an answer, each counted once, by what must not be overlooked.

    >>> edge = Edge("a", "b", "met", "met", 1.0, 1, "disputed", "announced")
    >>> buckets(Network("collaboration", (), (edge,), left_out=3), [edge, edge])
    Buckets(ties=1, undated=1, inferred=0, announced=1, others=(('disputed', 1),), left_out=3)
    """
    once = {(edge.a, edge.b, edge.kind): edge for edge in edges}.values()
    number = {
        word: sum(word in (edge.certainty, edge.status) for edge in once)
        for word in (*CERTAINTIES, *STATUSES)
    }
    others = [word for word in number if word not in ("stated", "reported", "inferred", "announced")]
    return Buckets(
        len(once), sum(edge.undated for edge in once), number["inferred"], number["announced"],
        tuple((word, number[word]) for word in others if number[word]), network.left_out,
    )  # fmt: skip
