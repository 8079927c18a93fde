"""What lists can be narrowed by: for each thing of a kind its kind, country, years, projects, topics, as claims say.

Read from the claims once for a version of the dataset: every list, its counts and the latest events come from here.
A claim that was cancelled does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..graph.facts import Ref
from .kept import KnownFacts, memory
from .timeline import date_of

if TYPE_CHECKING:
    from ..graph.dataset import Readable

FACETS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("kind", "country", "year", "project", "topic"),
    "person": ("organisation", "year", "project"),
    "group": ("kind", "country", "year"),
    "event": ("kind", "year", "place", "series", "project", "topic"),
    "session": ("kind", "year", "topic"),
    "series": ("kind", "project", "topic"),
    "project": ("kind", "place", "topic"),
    "programme": (),
    "grant": ("organisation", "project"),
    "place": ("kind",),
    "topic": ("kind",),
    "instrument": ("kind", "topic"),
    "publication": ("kind", "project", "topic"),
    "document": ("kind", "year"),
}
"""Kind of thing -> what its list is narrowed by."""
_SAID = {
    "org:classification": "kind", "dct:type": "kind", "dct:spatial": "country", "schema:location": "place",
    "dct:subject": "topic", "scen:project": "project", "schema:superEvent": "series",
}  # fmt: skip
"""Property of a claim -> the facet that its value belongs to."""


@dataclass(frozen=True)
class Row:
    """A thing of a list: how often it is told of, its date, and its values by facet: (id, label)."""

    thing: Ref
    facts: int
    date: str
    values: Mapping[str, frozenset[tuple[str, str]]]


def rows(data: Readable, facts: KnownFacts, kind: str) -> tuple[Row, ...]:
    """The things of a kind, by name."""
    return facts.memory.once(f"rows of {kind}", lambda: _rows(data, facts, kind))


def _rows(data: Readable, facts: KnownFacts, kind: str) -> tuple[Row, ...]:
    known = memory(data, "").once("facet values", lambda: _values(facts))
    hits = data.names.most(kinds=(kind,), language=facts.language, limit=1_000_000)
    made = []
    for hit in hits:
        found = known.get(hit.iri, {})
        date = date_of(facts, hit.iri)
        years = {date[:4]} if date[:4].isdigit() else set[str]()
        years |= {year for event in found.get("event", ()) if (year := date_of(facts, event)[:4]).isdigit()}
        values = {
            facet: frozenset(_named(facts, iri) for iri in found[facet])
            for facet in FACETS[kind] if found.get(facet)
        }  # fmt: skip
        if years and "year" in FACETS[kind]:
            values["year"] = frozenset((year, year) for year in years)
        made.append(Row(Ref(hit.label or hit.slug, hit.iri, hit.kind, hit.slug), hit.claims, date, values))
    return tuple(sorted(made, key=lambda row: (row.thing.label.casefold(), row.thing.slug)))


def _named(facts: KnownFacts, iri: str) -> tuple[str, str]:
    ref = facts.ref(iri)
    return ref.slug or facts.notation(iri) or iri, ref.label


def _values(facts: KnownFacts) -> dict[str, dict[str, set[str]]]:
    """Thing -> facet -> IRIs; ``event`` are events that it has to do with."""
    found: dict[str, dict[str, set[str]]] = {}
    for thing, facet, value in _pairs(facts):
        found.setdefault(thing, {}).setdefault(facet, set()).add(value)
    return found


def _pairs(facts: KnownFacts) -> Iterator[tuple[str, str, str]]:
    cancelled = _claims(facts, "scen:status", _concept(facts, "status", "cancelled"))
    for curie, facet in _SAID.items():
        for claim in _claims(facts, "rdf:predicate", facts.iri(curie)) - cancelled:
            for subject in _iris(facts, claim, "rdf:subject"):
                yield from ((subject, facet, value) for value in _iris(facts, claim, "rdf:object"))
    for of, to, facet in (
        ("org:member", "org:organization", "organisation"), ("scen:agent", "scen:project", "project"),
        ("rdf:subject", "schema:funder", "organisation"), ("rdf:subject", "schema:fundedItem", "project"),
    ):  # fmt: skip
        for quad in facts.store.quads_for_pattern(None, facts.iri(to), None, None):
            joined = quad.subject
            if (
                isinstance(joined, NamedNode)
                and facts.kind(joined.value) == "claim"
                and joined not in cancelled
            ):
                yield from (
                    (of_, facet, to_) for of_ in _iris(facts, joined, of) for to_ in _iris(facts, joined, to)
                )
    for quad in facts.store.quads_for_pattern(None, facts.iri("cv:hasParticipation"), None, None):
        part, event = quad.object, quad.subject
        if isinstance(part, NamedNode) and isinstance(event, NamedNode) and part not in cancelled:
            agents = (*_iris(facts, part, "cv:hasParticipant"), *_iris(facts, part, "scen:onBehalfOf"))
            yield from ((agent, "event", event.value) for agent in agents)


def _concept(facts: KnownFacts, scheme: str, notation: str) -> NamedNode:
    from ..ontology.terms import NS, model

    iri = model().concept(scheme, notation).iri
    return NamedNode(iri.replace(NS, facts.dataset.base, 1))


def _claims(facts: KnownFacts, curie: str, node: NamedNode) -> set[NamedNode]:
    quads = facts.store.quads_for_pattern(None, facts.iri(curie), node, None)
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _iris(facts: KnownFacts, claim: NamedNode, curie: str) -> Iterable[str]:
    return [one.value for one in facts.objects(claim, curie) if isinstance(one, NamedNode)]
