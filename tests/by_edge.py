"""The slow, obvious way: what is left of ties without a document, and coverage, from edges with all their facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from types import SimpleNamespace
from typing import Any

import pyoxigraph

from scen.graph.build import nquads, once
from scen.graph.claims import Claims
from scen.graph.facts import Fact
from scen.graph.network.coverage import Bucket
from scen.graph.network.edge import Edge
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.gathering import gather
from scen.graph.network.reading import Reading
from scen.graph.quads import Writer
from scen.graph.ties import Tie
from scen.ontology.prefixes import NS, PREFIXES


def reading_of(folder: Any, claims: Claims, keep: Filter = EVERYTHING, ties: Iterable[Tie] = ()) -> Reading:
    """The ties of claims, as of a dataset."""
    file = folder / "scen.nq"
    file.write_bytes(nquads(once(Writer(claims).quads(ties))))
    store = pyoxigraph.Store()
    store.bulk_load(path=file, format=pyoxigraph.RdfFormat.N_QUADS)
    meta = {"prefixes": PREFIXES, "base": NS}
    dataset: Any = SimpleNamespace(
        incidences=gather([file], PREFIXES), store=store, meta=meta, base=NS, names=None
    )
    return Reading(dataset, keep)


def share(edge: Edge, document: str) -> float:
    """The share of what makes an edge that is left without the document (its IRI)."""
    before = made_by(edge, edge.facts)
    left = made_by(edge, (fact for fact in edge.facts if fact.document.iri != document))
    return len(left) / len(before) if before else 1.0


def made_by(edge: Edge, facts: Iterable[Fact]) -> set[str]:
    """The things (or single claims, by IRI) through which those facts make the edge."""
    facts = tuple(facts)
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
        named, thing = {ref.iri for ref in fact.all("funder")}, fact.one("funds")
    else:
        parts = {"represented-at-same-event": ("for",), "same-project": ("agent", "for")}.get(
            kind, ("agent",)
        )
        named = {ref.iri for part in parts for ref in fact.all(part)}
        thing = fact.one("within") or fact.one("event") or fact.one("project") or fact.one("organisation")
    if thing and agent in named:
        yield thing.iri


def _funders(agent: str, fact: Fact, facts: Sequence[Fact]) -> Iterator[str]:
    carried = fact.one("project") or fact.one("event")
    if fact.kind == "funding":
        paid = fact.one("funds")
        yield from (ref.iri for ref in fact.all("funder") if paid and paid.iri == agent)
    elif carried and agent in {ref.iri for ref in fact.all("agent")}:
        for other in facts:
            paid = other.one("funds")
            if other.kind == "funding" and paid and paid.iri == carried.iri:
                yield from (ref.iri for ref in other.all("funder"))


def buckets(edges: Iterable[Edge]) -> set[tuple[str, str, int, int]]:
    """By year, source, kind, certainty and status: name, number of ties, number of agents."""
    ties: Counter[tuple[str, str]] = Counter()
    agents: dict[tuple[str, str], set[str]] = {}
    for edge in edges:
        told = {("tie", edge.kind), ("certainty", edge.certainty), ("status", edge.status)}
        told |= {("year", day[:4]) for day in (edge.first, edge.last) if day} or {("year", "")}
        told |= {("source", fact.document.slug) for fact in edge.facts} or {("source", "")}
        ties.update(told)
        for name in told:
            agents.setdefault(name, set()).update((edge.a, edge.b))
    return {(*name, number, len(agents[name])) for name, number in ties.items()}


def plain(found: Iterable[Bucket]) -> set[tuple[str, str, int, int]]:
    """The same of a coverage."""
    rest = ("organisation", "country")
    return {(one.by, one.name, one.ties, one.agents) for one in found if one.by not in rest}
