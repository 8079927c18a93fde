"""A shortest chain between two agents: over ties, and between people and the organisations they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from . import telling
from .dataset import Readable
from .facts import Fact, Facts, Ref
from .network import over, tie
from .order import CERTAINTIES, STATUSES

_BELONGS = (
    ("org:member", "org:organization"),
    ("cv:hasParticipant", "scen:onBehalfOf"),
    ("scen:agent", "scen:onBehalfOf"),
)
"""Paths of a claim to a person and to the organisation that the person belongs to or stands for."""
_FAINT = ("represented-at-same-event", "attended-same-event")
"""Kinds of tie that say less than others; so does a membership."""


@dataclass(frozen=True, order=True)
class Hop:
    """One step: who with whom, by what kind of tie, how sure, and the claims behind it."""

    start: Ref
    end: Ref
    kind: str
    label: str
    status: str
    certainty: str
    over: tuple[str, ...]
    """What they share, with its date where one is known."""
    facts: tuple[Fact, ...]
    principal: str = ""
    """IRI of the one whom the other acts for."""

    @property
    def told(self) -> str:
        """The two and what joins them, in words; who acts for whom the right way round."""
        ends = [self.start, self.end]
        if self.principal or self.kind in ("member", "represents"):
            ends.sort(
                key=lambda ref: ref.iri == self.principal or (not self.principal and ref.kind != "person")
            )
            return f"{ends[0].label} {self.label} {ends[1].label}"
        return f"{self.start.label} and {self.end.label}: {self.label}"

    @property
    def best(self) -> tuple[Fact, ...]:
        """The surest claim of each of the two about each thing they share: enough to see that it is so."""
        found: dict[tuple[str, str], Fact] = {}
        for fact in sorted(
            self.facts, key=lambda f: (CERTAINTIES.index(f.certainty), STATUSES.index(f.status), f.lines)
        ):
            who = next((ref.iri for ref in fact.refs if ref.iri in (self.start.iri, self.end.iri)), "")
            found.setdefault((_shared(fact), who if len(self.facts) > 1 else ""), fact)
        return tuple(sorted(found.values(), key=lambda f: (_shared(f), self.start not in f.refs, f.lines)))


def _shared(fact: Fact) -> str:
    return fact.shared.iri if fact.shared else ""


@dataclass(frozen=True)
class Chain:
    """Hops from ``start`` to ``end``; no hops where no chain is recorded (or the two are one)."""

    start: Ref
    end: Ref
    hops: tuple[Hop, ...]

    def __bool__(self) -> bool:
        return bool(self.hops) or self.start == self.end

    def __str__(self) -> str:
        return telling.plain(telling.chain(self))

    def _repr_html_(self) -> str:
        return telling.html(telling.chain(self))


@dataclass(frozen=True)
class _Edge:
    """A way from one agent to another: by a tie, or by a claim that a person belongs to an organisation."""

    start: str
    end: str
    node: str
    tie: bool
    rank: tuple[int, ...]


def shortest(dataset: Readable, first: str, second: str, language: str = "en") -> Chain:
    """A chain with as few hops as can be; of several, the one whose hops are surest and furthest done.

    The way back is the same chain.
    """
    facts = Facts(dataset, language)
    start, at = sorted((first, second))
    came, edges = _search(facts, start, at), list[_Edge]()
    while at != start and at in came:
        edges.append(came[at][1])
        at = edges[-1].start
    if first == start:
        edges.reverse()
    else:
        edges = [replace(edge, start=edge.end, end=edge.start) for edge in edges]
    hops = tuple(_hop(facts, edge) for edge in edges) if at == start else ()
    return Chain(facts.ref(first), facts.ref(second), hops)


def _search(facts: Facts, first: str, second: str) -> dict[str, tuple[tuple[int, ...], _Edge]]:
    """Agent -> how weak the best way to it is, and its last edge; level by level until the goal is reached."""
    came: dict[str, tuple[tuple[int, ...], _Edge]] = {}
    level: dict[str, tuple[int, ...]] = {first: (0, 0, 0)}
    while level and second not in level:
        ahead: dict[str, tuple[tuple[int, ...], _Edge]] = {}
        for agent, so_far in sorted(level.items()):
            for edge in _edges(facts, agent):
                if edge.end == first or edge.end in came:
                    continue
                rank = tuple(a + b for a, b in zip(so_far, edge.rank, strict=True))
                if edge.end not in ahead or (rank, edge.node) < (ahead[edge.end][0], ahead[edge.end][1].node):
                    ahead[edge.end] = (rank, edge)
        came |= ahead
        level = {agent: rank for agent, (rank, _) in ahead.items()}
    return came


def _edges(facts: Facts, agent: str) -> Iterator[_Edge]:
    node = NamedNode(agent)
    for quad in facts.store.quads_for_pattern(None, facts.iri("scen:party"), node, None):
        if isinstance(quad.subject, NamedNode) and facts.iri("scen:Tie") in facts.objects(
            quad.subject, "rdf:type"
        ):
            for other in facts.objects(quad.subject, "scen:party"):
                if other != node:
                    kind = facts.notation(facts.objects(quad.subject, "scen:kind")[0].value)
                    yield _Edge(
                        agent,
                        other.value,
                        quad.subject.value,
                        True,
                        _rank(facts, quad.subject, kind in _FAINT),
                    )
    for person, organisation in _BELONGS:
        for here, there in ((person, organisation), (organisation, person)):
            for quad in facts.store.quads_for_pattern(None, facts.iri(here), node, None):
                if not isinstance(quad.subject, NamedNode):
                    continue
                for other in facts.objects(quad.subject, there):
                    ends = {facts.kind(agent), facts.kind(other.value)}
                    if ends == {"person", "organisation"}:
                        yield _Edge(
                            agent, other.value, quad.subject.value, False, _rank(facts, quad.subject, True)
                        )


def _rank(facts: Facts, node: NamedNode, faint: bool) -> tuple[int, ...]:
    """How weak an edge is: certainty, status, and whether it says little; each is added up along a chain."""
    status = facts.notation(facts.objects(node, "scen:status")[0].value)
    certainty = facts.notation(facts.objects(node, "scen:certainty")[0].value)
    return CERTAINTIES.index(certainty), STATUSES.index(status), int(faint)


def _hop(facts: Facts, edge: _Edge) -> Hop:
    start, end = facts.ref(edge.start), facts.ref(edge.end)
    if edge.tie:
        found = tie(facts, NamedNode(edge.node))
        return Hop(
            start,
            end,
            found.kind,
            found.label,
            found.status,
            found.certainty,
            over(facts, found.facts),
            found.facts,
            found.b if found.directed else "",
        )
    fact = facts.fact(NamedNode(edge.node))
    assert fact, "a claim joined the two"
    kind = "member" if fact.kind == "membership" else "represents"
    label = "belongs to" if kind == "member" else "appears for"
    return Hop(start, end, kind, label, fact.status, fact.certainty, (), (fact,))
