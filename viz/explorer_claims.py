"""The claims of the explorer's data as columns: what a reader sees when a tie or a thing is clicked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..graph.facts import Fact, Facts
from ..graph.order import CERTAINTIES, STATUSES
from ..graph.sentences import sentence
from ..ontology.terms import Concept, model, shorten
from .explorer_words import PARTS, VALUES, Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20_000
"""Claims up to which a page holds all that is said; of more, it holds those behind its lines."""
_ROLES = {
    "participation": "roles",
    "project-role": "project-roles",
    "cooperation": "cooperation-kinds",
    "mention": "mention-kinds",
}
"""Kind of claim -> the scheme of its role or kind."""


def every(facts: Facts) -> Iterator[Fact]:
    """All claims but those that a thing bears a name, which its aliases tell."""
    for kind in model().claims.values():
        cls = facts.iri(shorten(kind.classes[0]))
        quads = facts.store.quads_for_pattern(None, facts.iri("rdf:type"), cls, None)
        for node in sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}, key=str):
            if (fact := facts.fact(node)) and fact.value("property") != "name":
                yield fact


def number_of_claims(facts: Facts, most: int = MOST) -> int:
    """How many claims there are; more than ``most`` are not counted."""
    quads = facts.store.quads_for_pattern(None, facts.iri("scen:certainty"), None, None)
    return sum(1 for _, _ in zip(range(most + 1), quads, strict=False))


def ordered(facts: Iterable[Fact]) -> list[Fact]:
    """Each claim once, as the documents have them."""
    found = {fact.iri: fact for fact in facts}
    return sorted(found.values(), key=lambda fact: (fact.document.slug, fact.lines, fact))


def columns(
    claims: Sequence[Fact],
    base: str,
    things: Mapping[str, int],
    documents: Mapping[str, int],
    roles: Sequence[Concept],
) -> Plain:
    """The claims as `Claims` of the contract."""
    kinds = list(model().claims)
    role = {one.iri: at for at, one in enumerate(roles)}
    said = [(at, role_of(fact)) for at, fact in enumerate(claims)]
    return {
        "iri": [fact.iri.removeprefix(f"{base}id/claim/") for fact in claims],
        "kind": [kinds.index(fact.kind) for fact in claims],
        "certainty": [CERTAINTIES.index(fact.certainty) for fact in claims],
        "status": [STATUSES.index(fact.status) for fact in claims],
        "document": [documents[fact.document.iri] for fact in claims],
        "lines": [list(fact.lines) for fact in claims],
        "words": [list(fact.words) for fact in claims],
        "sentence": [sentence(fact) for fact in claims],
        "because": {str(at): fact.because for at, fact in enumerate(claims) if fact.because},
        "parts": [
            [[PARTS.index(name), things[ref.iri]] for name, ref in fact.parts if ref.kind] for fact in claims
        ],
        "values": [_values(fact) for fact in claims],
        "role": {str(at): role[one.iri] for at, one in said if one and one.iri in role},
    }


def _values(fact: Fact) -> list[list[object]]:
    """What it says beside what it joins; its role or kind is told as a concept."""
    named = [("property", text) for name, text in fact.values if name == "property-label"]
    named += [(name, text) for name, text in fact.values if name in VALUES and name != "property"]
    named += [(name, ref.label) for name, ref in fact.parts if not ref.kind]
    return [[VALUES.index(name), text] for name, text in named if name in VALUES]


def role_of(fact: Fact) -> Concept | None:
    """The role or kind of cooperation of a claim."""
    notation = fact.value("role-id") or fact.value("kind-id")
    scheme = _ROLES.get(fact.kind)
    concepts = model().scheme(scheme).concepts if scheme and notation else ()
    return next((one for one in concepts if one.notation == notation), None)


def roles_of(claims: Iterable[Fact]) -> list[Concept]:
    """All roles and kinds of the claims, in the order of their schemes."""
    found = {one.iri for fact in claims if (one := role_of(fact))}
    return [one for one in model().concepts.values() if one.iri in found]


def contradictions(facts: Facts, claims: Mapping[str, int]) -> list[Plain]:
    """Claims that contradict each other, by position, and why."""
    between: dict[NamedNode, list[int]] = {}
    for quad in facts.store.quads_for_pattern(None, facts.iri("scen:between"), None, None):
        at = claims.get(getattr(quad.object, "value", ""))
        if isinstance(quad.subject, NamedNode) and at is not None:
            between.setdefault(quad.subject, []).append(at)
    return [
        {"claims": sorted(found), "because": next((why.value for why in facts.objects(node, "scen:because")), "")}
        for node, found in sorted(between.items(), key=lambda pair: str(pair[0]))
        if len(found) > 1
    ]  # fmt: skip


def documents_of(facts: Facts, more: Collection[str]) -> list[str]:
    """IRIs of the source documents: those with a text, and ``more``."""
    quads = facts.store.quads_for_pattern(None, facts.iri("scen:textSha256"), None, None)
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)} | set(more))


def document(facts: Facts, iri: str, thing: int) -> Plain:
    """A source document as `SourceDocument` of the contract."""
    node = NamedNode(iri)

    def first(curie: str) -> str:
        return min((each.value for each in facts.objects(node, curie)), default="")

    language, publisher, address = first("dct:language"), first("dct:publisher"), first("dct:source")
    return {
        "thing": thing, "title": facts.label(iri), "publisher": facts.label(publisher) if publisher else "",
        "date": first("dct:issued") or first("dct:created"), "language": facts.notation(language) if language else "",
        "address": address if address.startswith(("http://", "https://")) else "", "sha256": first("scen:textSha256").lower(),
    }  # fmt: skip
