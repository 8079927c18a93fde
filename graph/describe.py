"""A thing in readable order: names, then facts by section, then what joins it to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from . import telling
from .dataset import Readable
from .documents import read_folder
from .facts import Fact, Facts, Ref
from .names import Hit
from .network.views import over
from .written import places


@dataclass(frozen=True)
class Section:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Tied:
    """Another agent, the kind of tie, and how sure it is."""

    other: Ref
    kind: str
    sources: int
    certainty: str
    status: str
    over: tuple[str, ...]
    """What they share: events with their dates, projects, organisations."""
    written: tuple[str, ...]
    """Document and lines of the claims behind it."""


@dataclass(frozen=True)
class AgendaItem:
    """A session of an event, when it is printed to begin, who takes part in it, and places still open."""

    session: Ref
    depth: int
    start: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Description:
    """Everything known about a thing."""

    thing: Ref
    kind: str
    names: tuple[tuple[str, str, str], ...]
    """(text, language, ``""`` or ``curated``)"""
    sections: tuple[Section, ...]
    agenda: tuple[AgendaItem, ...]
    ties: tuple[Tied, ...]
    more_ties: int = 0
    """Ties that are not told: only those with most sources are, where there are very many."""

    def __str__(self) -> str:
        return telling.plain(telling.description(self))

    def _repr_html_(self) -> str:
        return telling.html(telling.description(self))


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Kind and type", ("kind", "type")),
    (
        "When",
        (
            "date",
            "weekday",
            "start-time",
            "end-time",
            "duration",
            "deadline",
            "issued",
            "modified",
            "agenda-position",
        ),
    ),
    ("Where", ("place", "country")),
    ("Part of", ("parent", "series", "project", "unit-of", "part-of", "follows", "publisher")),
    (
        "Language and form",
        ("language", "format", "price", "registration", "homepage", "audience", "open-places"),
    ),
    ("Numbers", ("attendance", "count", "ordinal", "number")),
    ("Aims and descriptions", ("aim", "description", "responsibility")),
    ("About", ("topic", "about")),
    ("Documented in", ("documented-in",)),
)
"""Heading -> the properties under it, for facts of which the thing is the subject."""

MOST = 200
"""Ties that are told of one thing."""
_KINDS = {
    "membership": "Posts and memberships",
    "project-role": "Projects",
    "participation": "Events and roles",
    "funding": "Funding",
    "cooperation": "Cooperation",
    "mention": "Mentioned",
}


def describe(dataset: Readable, hit: Hit, language: str = "en") -> Description:
    """All that is known about the thing."""
    facts = Facts(dataset, language)
    found = facts.about(hit.iri)
    if hit.kind == "document":
        found = [fact for fact in found if (subject := fact.one("subject")) and subject.iri == hit.iri]
    sections = tuple(_sections(found, hit.iri))
    names, agenda = _names(facts, hit.iri), _agenda(facts, NamedNode(hit.iri))
    ties, more = _ties(dataset, hit.iri, language) if hit.kind in ("person", "organisation") else ([], 0)
    return Description(facts.ref(hit.iri), hit.kind, tuple(names), sections, tuple(agenda), tuple(ties), more)


def _agenda(facts: Facts, event: NamedNode, depth: int = 0) -> Iterator[AgendaItem]:
    """The sessions of an event in the order of its agenda, each with those below it."""
    found = []
    for quad in facts.store.quads_for_pattern(None, facts.iri("cv:parentEvent"), event, None):
        if isinstance(quad.subject, NamedNode) and depth < 6:
            said = facts.about(quad.subject.value)

            def value(name: str, said: list[Fact] = said) -> str:
                return next((fact.value("value") for fact in said if fact.value("property") == name), "")

            shown = tuple(
                f for f in said if f.kind == "participation" or f.value("property") == "open-places"
            )
            item = AgendaItem(facts.ref(quad.subject.value), depth, value("start-time"), shown)
            found.append((int(value("agenda-position") or 999), item.start, item.session.label, item))
    for *_, item in sorted(set(found), key=lambda row: row[:3]):
        yield item
        yield from _agenda(facts, NamedNode(item.session.iri), depth + 1)


def _sections(found: list[Fact], iri: str) -> Iterator[Section]:
    own = [fact for fact in found if (subject := fact.one("subject")) and subject.iri == iri]
    for title, properties in SECTIONS:
        facts = [fact for name in properties for fact in own if fact.value("property") == name]
        if facts:
            yield Section(title, tuple(facts))
    for kind, title in _KINDS.items():
        if facts := [fact for fact in found if fact.kind == kind]:
            yield Section(title, tuple(facts))
    mine = {fact.iri for fact in own}
    others = [
        f for f in found if f.kind == "relation" and f.iri not in mine and f.value("property") != "parent"
    ]
    if others:
        yield Section("Others say of it", tuple(others))
    if names := [fact for fact in own if fact.value("property") == "name"]:
        yield Section("Written as", tuple(names))


def _names(facts: Facts, iri: str) -> Iterator[tuple[str, str, str]]:
    node = NamedNode(iri)
    curated = {
        quad.object for quad in facts.store.quads_for_pattern(node, facts.iri("scen:curated"), None, None)
    }
    for curie in ("skos:prefLabel", "skos:altLabel"):
        quads = facts.store.quads_for_pattern(node, facts.iri(curie), None, None)
        for label in sorted((quad.object for quad in quads), key=str):
            if isinstance(label, Literal):
                yield label.value, label.language or "", "curated" if label in curated else ""


def _ties(dataset: Readable, iri: str, language: str) -> tuple[list[Tied], int]:
    """The ties of a thing, those with most sources first, and how many more there are than are told."""
    from .network.reading import Reading

    reading = Reading(dataset, language=language)
    agent = reading.number(iri)
    if agent is None:
        return [], 0
    ties, _ = reading.of([agent])
    best = ties if len(ties) <= MOST else ties.only((-ties.sources).argsort(kind="stable")[:MOST])
    found = []
    for edge in reading.edges(best):
        facts, behind = reading.facts, list(edge.facts)
        kind = edge.label
        if edge.directed:
            kind = f"{facts.label(edge.a)} {edge.label} {facts.label(edge.b)}"
        other = facts.ref(edge.b if edge.a == iri else edge.a)
        found.append(
            Tied(
                other,
                kind,
                edge.sources,
                edge.certainty,
                edge.status,
                over(facts, behind),
                tuple(places(behind)),
            )
        )
    return sorted(found, key=lambda tied: (-tied.sources, tied.other.label, tied.kind)), len(ties) - len(best)


def texts_of(dataset: Readable, folder: Path) -> dict[str, list[str]]:
    """Document id -> lines, for those source documents whose text is in the folder."""
    facts = Facts(dataset)
    texts = read_folder(folder)
    found = {}
    for quad in dataset.store.quads_for_pattern(None, facts.iri("scen:textSha256"), None, None):
        if (
            isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, Literal)
            and quad.object.value in texts
        ):
            found[facts.ref(quad.subject.value).slug] = texts[quad.object.value].lines
    return found
