"""What stands on the page of a thing: its facts in sections, its agenda, its partners and who stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from ..graph.describe import SECTIONS
from ..graph.facts import Fact, Facts, Ref
from ..graph.order import CERTAINTIES, STATUSES
from . import behind
from .evidence import Item, Told
from .kept import KnownFacts, Room
from .partners import Partner

MOST = 300
"""Facts on one page; the data formats have all."""
SCANNED = 20_000
"""Statements that are looked through for them."""
ROUND = 16
"""Neighbours in the small picture."""
AGENTS = ("person", "organisation")
_PARTS = (
    "schema:fundedItem", "schema:funder", "rdf:subject", "scen:project", "org:member", "scen:agent", "cv:hasParticipant",
    "org:organization", "scen:onBehalfOf", "scen:party", "scen:actsFor", "schema:isPartOf", "schema:about", "rdf:object",
)  # fmt: skip
"""The properties by which claims join things; funding first, for what is cut off is the last."""
_CLAIMS = ("membership", "project-role", "participation", "funding", "cooperation", "mention")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "project": ("funding", "project-role"),
    "grant": ("funding",),
    "programme": ("funding",),
    "person": ("membership", "participation", "project-role"),
}
"""Kind of thing -> the sections that come first on its page."""


@dataclass(frozen=True)
class Section:
    """Facts under one heading; ``query`` is the SPARQL that finds them."""

    id: str
    items: tuple[Item, ...]
    query: str

    @property
    def labelled(self) -> list[tuple[str, list[Item]]]:
        """Property -> its items, in order."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.label, []).append(item)
        return list(found.items())


@dataclass(frozen=True)
class Session:
    """A session of an event: when it is printed to begin and to end, and who takes part."""

    thing: Ref
    depth: int
    start: str
    end: str
    open_places: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Neighbour:
    """Something that stands around a thing: ``weight`` is how much joins the two."""

    thing: Ref
    weight: int
    strong: bool


@dataclass(frozen=True)
class Dispute:
    """Claims that contradict each other, side by side, and why."""

    because: str
    sides: tuple[Item, ...]


def about(facts: KnownFacts, iri: str) -> tuple[list[Fact], bool]:
    """The facts that join the thing, what is surest and done first; and whether there are more than are read."""
    node, prefix = NamedNode(iri), f"{facts.dataset.base}id/claim/"
    claims: dict[str, NamedNode] = {}
    scanned = 0
    for curie in _PARTS:
        for quad in islice(facts.store.quads_for_pattern(None, facts.iri(curie), node, None), SCANNED):
            scanned += 1
            claim = quad.subject
            if isinstance(claim, NamedNode) and claim.value.startswith(prefix):
                claims.setdefault(claim.value, claim)
            if len(claims) > MOST:
                break
    for part in facts.objects(node, "cv:hasParticipation"):
        if isinstance(part, NamedNode) and len(claims) <= MOST:
            claims.setdefault(part.value, part)
    found = [fact for claim in islice(claims.values(), MOST) if (fact := facts.fact(claim))]
    return sorted(found, key=_readable), len(claims) > MOST or scanned >= SCANNED


def _readable(fact: Fact) -> tuple[object, ...]:
    return (
        fact.kind,
        STATUSES.index(fact.status),
        fact.certainty != "stated",
        fact.document.slug,
        fact.lines,
        fact,
    )


def sections(told: Told, found: list[Fact], thing: Ref) -> tuple[Section, ...]:
    """The facts under headings, what is asked first of such a thing at the top."""
    groups: dict[str, list[Fact]] = {}
    places = {name: title for title, names in SECTIONS for name in names}
    for fact in found:
        groups.setdefault(_group(fact, thing.iri, places), []).append(fact)
    first = _ORDER.get(thing.kind, ())
    own = [title for title, _ in SECTIONS]
    order = [*first, *own, *(kind for kind in _CLAIMS if kind not in first), "others", "names"]
    rank = {name: at for _, names in SECTIONS for at, name in enumerate(names)}
    made = []
    for name in order:
        if facts := groups.get(name):
            facts.sort(key=lambda fact: rank.get(fact.value("property"), 0))
            made.append(Section(name, told.items(facts, thing.iri), behind.section(name, thing.iri)))
    return tuple(made)


def _group(fact: Fact, iri: str, places: Mapping[str, str]) -> str:
    if fact.kind in _CLAIMS:
        return fact.kind
    name = fact.value("property")
    if not any(ref.iri == iri for ref in fact.all("subject")):
        return "" if name == "parent" else "others"
    return "names" if name == "name" else places.get(name, "About")


def funders(found: Iterable[Fact], iri: str) -> tuple[tuple[Ref, str, str], ...]:
    """Who pays for the thing, each with status and certainty of the surest claim that says so."""
    said: dict[Ref, list[tuple[int, int]]] = {}
    for fact in filter(_pays, found):
        if iri in {ref.iri for ref in fact.all("funds")}:
            sure = CERTAINTIES.index(fact.certainty), STATUSES.index(fact.status)
            for ref in fact.all("funder"):
                said.setdefault(ref, []).append(sure)
    best = ((ref, min(claims)) for ref, claims in said.items())
    return tuple((ref, STATUSES[status], CERTAINTIES[sure]) for ref, (sure, status) in best)


def is_funded(facts: Facts, iri: str) -> bool:
    """Whether somebody is said to pay for the thing."""
    quads = facts.store.quads_for_pattern(None, facts.iri("schema:fundedItem"), NamedNode(iri), None)
    claims = (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))
    found = (facts.fact(claim) for claim in claims if facts.kind(claim.value) == "claim")
    return any(_pays(fact) for fact in found if fact)


def _pays(fact: Fact) -> bool:
    return fact.kind == "funding" and fact.status != "cancelled"


def agenda(told: Told, event: str, depth: int = 0) -> Iterator[Session]:
    """The sessions of an event in the order of its agenda, each with those below it."""
    facts, rows = told.facts, []
    for quad in facts.store.quads_for_pattern(None, facts.iri("cv:parentEvent"), NamedNode(event), None):
        if isinstance(node := quad.subject, NamedNode) and depth < 6:
            position = _one(facts, node, "scen:agendaPosition")
            rows.append((int(position) if position.isdigit() else 999, _session(told, node, depth)))
    for _, session in sorted(dict.fromkeys(rows), key=lambda row: (row[0], row[1].start, row[1].thing)):
        yield session
        yield from agenda(told, session.thing.iri, depth + 1)


def _session(told: Told, node: NamedNode, depth: int) -> Session:
    facts = told.facts
    claims = (one for one in facts.objects(node, "cv:hasParticipation") if isinstance(one, NamedNode))
    found = sorted((fact for claim in claims if (fact := facts.fact(claim))), key=_readable)
    start, end = (_one(facts, node, f"scen:{name}Time")[:5] for name in ("start", "end"))
    opened = _one(facts, node, "scen:openPlaces")
    return Session(facts.ref(node.value), depth, start, end, opened, told.items(found, node.value))


def _one(facts: Facts, node: NamedNode, curie: str) -> str:
    return min((one.value for one in facts.objects(node, curie)), default="")


def disputes(told: Told, found: Iterable[Fact]) -> tuple[Dispute, ...]:
    """The contradictions in which the facts stand, each with all its claims."""
    facts = told.facts
    made: dict[str, Dispute] = {}
    for fact in found:
        if fact.disputes:
            between = facts.store.quads_for_pattern(
                None, facts.iri("scen:between"), NamedNode(fact.iri), None
            )
            for node in sorted(
                {quad.subject.value for quad in between if isinstance(quad.subject, NamedNode)}
            ):
                made.setdefault(node, _dispute(told, NamedNode(node)))
    return tuple(made[node] for node in sorted(made))


def _dispute(told: Told, node: NamedNode) -> Dispute:
    facts = told.facts
    claims = (one for one in facts.objects(node, "scen:between") if isinstance(one, NamedNode))
    sides = sorted((fact for claim in claims if (fact := facts.fact(claim))), key=_readable)
    return Dispute(
        _one(facts, node, "scen:because"), tuple(item for fact in sides for item in told.items([fact], ""))
    )


def neighbours(
    thing: Ref, found: Iterable[Fact], known: Iterable[Partner]
) -> tuple[tuple[Neighbour, ...], int]:
    """What stands around a thing, closest first, as many as a small picture holds; and how many there are."""
    if thing.kind in AGENTS:
        made = [
            Neighbour(one.other, max(1, len(one.things)), any(kind.strong for kind in one.kinds))
            for one in known
        ]
    else:
        times: Counter[Ref] = Counter()
        for fact in found:
            times.update(
                {ref for ref in fact.refs if ref.kind and ref.iri != thing.iri and ref.kind != "topic"}
            )
        made = [Neighbour(ref, count, True) for ref, count in times.items()]
    made.sort(key=lambda one: (-one.weight, not one.strong, one.thing))
    return tuple(made[:ROUND]), len(made)


def claims_of(told: Told, document: str, page: int, size: int) -> tuple[list[Item], int]:
    """The claims read from a document in the order of its lines, one page of them; and how many there are."""
    facts = told.facts
    every = claims_in_order(facts, document)
    shown = every[(page - 1) * size : page * size]
    rows = [
        item for claim in shown if (fact := facts.fact(NamedNode(claim))) for item in told.items([fact], "")
    ]
    return rows, len(every)


def claims_in_order(facts: Facts, document: str) -> list[str]:
    """The IRIs of the claims read from a document, in the order of its lines; those of a few documents are kept."""
    orders = facts.memory.orders if isinstance(facts, KnownFacts) else Room[list[str]](2)
    return orders.get(document) or orders.put(document, _in_order(facts, document))


def _in_order(facts: Facts, document: str) -> list[str]:
    quads = facts.store.quads_for_pattern(None, facts.iri("dct:source"), NamedNode(document), None)
    claims = {quad.subject for quad in islice(quads, SCANNED) if isinstance(quad.subject, NamedNode)}
    lines = {
        claim.value: min((int(one.value) for one in facts.objects(claim, "scen:line")), default=0)
        for claim in claims if facts.kind(claim.value) == "claim"
    }  # fmt: skip
    return sorted(lines, key=lambda claim: (lines[claim], claim))
