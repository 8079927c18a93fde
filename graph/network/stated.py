"""What sources state of organisations: of what kind they are, and of which country."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from ..facts import Facts, Ref

Names = tuple[tuple[str, str], ...]
"""Name and label of each, in order."""


def kinds_and_countries(facts: Facts) -> tuple[dict[str, Names], dict[str, Names]]:
    """The kinds and the countries that claims state of organisations; what nobody states is not there.

    A claim that was cancelled does not count. The country of a place where an organisation is, is not its own.
    """
    kinds, countries = (dict(_stated(facts, curie)) for curie in ("org:classification", "dct:spatial"))
    return kinds, countries


def _stated(facts: Facts, curie: str) -> Iterator[tuple[str, Names]]:
    """Thing -> what claims of that property state of it."""
    found: dict[str, set[str]] = {}
    cancelled: dict[str, bool] = {}
    for quad in facts.store.quads_for_pattern(None, facts.iri("rdf:predicate"), facts.iri(curie), None):
        claim = quad.subject
        if not isinstance(claim, NamedNode) or _cancelled(facts, claim, cancelled):
            continue
        for subject in facts.objects(claim, "rdf:subject"):
            nodes = (node for node in facts.objects(claim, "rdf:object") if isinstance(node, NamedNode))
            found.setdefault(subject.value, set()).update(node.value for node in nodes)
    known: dict[str, tuple[str, str]] = {}
    for iri, values in found.items():
        for value in values - known.keys():
            known[value] = _named(facts, value)
        if values:
            yield iri, tuple(sorted(known[value] for value in values))


def _cancelled(facts: Facts, claim: NamedNode, known: dict[str, bool]) -> bool:
    for node in facts.objects(claim, "scen:status"):
        if node.value not in known:
            known[node.value] = facts.notation(node.value) == "cancelled"
        if known[node.value]:
            return True
    return False


def _named(facts: Facts, iri: str) -> tuple[str, str]:
    ref: Ref = facts.ref(iri)
    return ref.slug or facts.notation(iri) or iri, ref.label
