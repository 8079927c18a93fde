"""The things of the explorer's data as columns: names, kinds, dates, and what to choose links by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from ..graph.facts import Fact, Facts
from ..graph.network.days import span
from ..graph.network.filter import LEADING
from ..graph.network.scope import organisations
from ..graph.text import fold
from ..ontology.terms import model
from .explorer_words import AGENTS, Plain, node_kinds

MOST = 500
"""Places, projects and topics to choose links by: those that join most."""
_SORTS = ("place", "project", "topic")
_AFTER = "cv:hasPreviousEvent"


def columns(facts: Facts, iris: Sequence[str], claims: Iterable[Fact]) -> tuple[Plain, list[str]]:
    """The things as `Things` of the contract, and their kinds in the order of positions."""
    kinds = node_kinds(facts.kind(iri) for iri in iris)
    at = {kind: number for number, kind in enumerate(kinds)}
    number = {iri: place for place, iri in enumerate(iris)}
    names = [_names(facts, iri) for iri in iris]
    joined = Counter(iri for fact in claims for iri in {ref.iri for ref in fact.refs})
    found = {
        "iri": [iri.removeprefix(f"{facts.dataset.base}id/") for iri in iris],
        "name": [name for _, name, _ in names],
        "language": [language for language, _, _ in names],
        "kind": [at[facts.kind(iri)] for iri in iris],
        "names": {str(place): others for place, (_, _, others) in enumerate(names) if others},
        "aliases": _aliases(facts, iris, names),
        "agents": _agents(facts, number),
        "dates": _dates(facts, number),
        "claims": [joined[iri] for iri in iris],
    }
    return found, kinds


def _names(facts: Facts, iri: str) -> tuple[str, str, list[list[str]]]:
    """Language and text of the name that is shown, and the names in other languages; a person's has no language."""
    shown = facts.label(iri)
    labels: dict[str, str] = {}
    for label in facts.objects(NamedNode(iri), "skos:prefLabel"):
        if isinstance(label, Literal) and label.language:
            labels[label.language] = min(label.value, labels.get(label.language, label.value))
    bearing = sorted(
        (language for language, text in labels.items() if text == shown), key=lambda one: (one != "en", one)
    )
    language = bearing[0] if bearing and facts.kind(iri) != "person" else ""
    return language, shown, [[other, text] for other, text in sorted(labels.items()) if text != shown]


def _aliases(
    facts: Facts, iris: Sequence[str], names: Sequence[tuple[str, str, list[list[str]]]]
) -> dict[str, list[str]]:
    found = {}
    for place, (iri, (_, name, others)) in enumerate(zip(iris, names, strict=True)):
        known = {fold(name), *(fold(text) for _, text in others)}
        texts = {
            text.value for curie in ("skos:altLabel", "skos:hiddenLabel", "skos:prefLabel") for text in facts.objects(NamedNode(iri), curie)
        }  # fmt: skip
        further = {fold(text): text for text in sorted(texts, reverse=True) if fold(text) not in known}
        if further:
            found[str(place)] = sorted(further.values())
    return found


def _agents(facts: Facts, number: Mapping[str, int]) -> dict[str, list[int]]:
    """Thing -> positions in ``words.agents``: person or organisation, and kinds with all wider ones."""
    found: dict[int, set[int]] = {}
    for iri, place in number.items():
        if (kind := facts.kind(iri)) in AGENTS:
            found[place] = {AGENTS.index(kind)}
    for at, concept in enumerate(model().scheme("organisation-kinds").concepts, start=len(AGENTS)):
        for iri in organisations(facts, [concept.notation]):
            if iri in number:
                found.setdefault(number[iri], set()).add(at)
    return {str(place): sorted(kinds) for place, kinds in sorted(found.items())}


def _dates(facts: Facts, number: Mapping[str, int]) -> dict[str, list[int]]:
    """Thing -> first and last day, 0 where not known; of those that are dated."""
    found: dict[int, list[int]] = {}
    for quad in facts.store.quads_for_pattern(None, facts.iri("time:hasTime"), None, None):
        place = number.get(getattr(quad.subject, "value", ""))
        if place is None or not isinstance(quad.object, NamedNode):
            continue
        for date in facts.objects(quad.object, "dct:date"):
            first, last = span(date.value)
            if first or last:
                found[place] = min(found.get(place, [first, last]), [first, last])
    return {str(place): dates for place, dates in sorted(found.items())}


def abouts(facts: Facts, throughs: Mapping[str, int]) -> list[tuple[str, str, list[str]]]:
    """Places, projects and topics that some shared thing is, or is of, at or about: IRI, sort, and those shared things.

    The same as `scen.graph.network.scope.things` finds of each, sought once from the shared things.

    :param throughs: shared things, and how many links each makes.
    """
    above: dict[str, set[str]] = {}
    found: dict[str, list[str]] = {}
    for iri in sorted(throughs):
        for over in _reached(facts, iri, above):
            if facts.kind(over) in _SORTS:
                found.setdefault(over, []).append(iri)
    most = sorted(found, key=lambda over: (-sum(throughs[iri] for iri in found[over]), over))[:MOST]
    order = sorted(
        most, key=lambda over: (_SORTS.index(facts.kind(over)), facts.label(over).casefold(), over)
    )
    return [(over, facts.kind(over), found[over]) for over in order]


def _reached(facts: Facts, iri: str, above: dict[str, set[str]]) -> set[str]:
    """The thing itself, and all that it is of, at or about, directly or through what leads on."""
    found, ahead = {iri}, [iri]
    while ahead:
        at = ahead.pop()
        if at not in above:
            above[at] = set(_above(facts, at))
        new = above[at] - found
        found |= new
        ahead += [over for over in new if facts.kind(over) in LEADING]
    return found


def _above(facts: Facts, iri: str) -> Iterable[str]:
    """What the thing is said to be of, at or about, where that is not cancelled."""
    after = facts.iri(_AFTER)
    for quad in facts.store.quads_for_pattern(None, facts.iri("rdf:subject"), NamedNode(iri), None):
        claim = quad.subject
        if not isinstance(claim, NamedNode) or after in facts.objects(claim, "rdf:predicate"):
            continue
        if not any(facts.notation(one.value) == "cancelled" for one in facts.objects(claim, "scen:status")):
            yield from (
                node.value for node in facts.objects(claim, "rdf:object") if isinstance(node, NamedNode)
            )
