"""Which things and which organisations a filter means: looked up in what claims say, stated or inferred, not cancelled."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode

from ..facts import Facts
from .filter import LEADING

_AFTER = "cv:hasPreviousEvent"
"""To follow an event is not to be of it."""


def things(facts: Facts, about: Collection[str]) -> set[str]:
    """These things (IRIs), and all that is of, at or about them, directly or through what is.

    What is of an organisation leads no further: what it shares is not of the place where it is.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.graph.dataset import Dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with Dataset(folder) as dataset:
    ...     found = things(Facts(dataset), [dataset.base + "id/place/lulea"])
    >>> sorted(iri.partition("/id/")[2] for iri in found if "/session/" not in iri)
    ['event/lulea-seminar-2019', 'place/kulturens-hus', 'place/lulea']
    """
    found, ahead, after = set(about), sorted(about), facts.iri(_AFTER)
    while ahead:
        for path, subject in _said(facts, NamedNode(ahead.pop())):
            if path != after and subject not in found:
                found.add(subject)
                ahead += [subject] if facts.kind(subject) in LEADING else []
    return found


def organisations(facts: Facts, kinds: Collection[str]) -> set[str]:
    """The IRIs of organisations and groups of these kinds (notations), or of narrower ones.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.graph.dataset import Dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with Dataset(folder) as dataset:
    ...     found = organisations(Facts(dataset), ["academy", "university"])
    >>> sorted(iri.rpartition("/")[2] for iri in found if "/organisation/" in iri)
    ['academy-of-the-general-prosecutors-office-of-uzbekistan', 'uppsala-university']
    """
    scheme = facts.store.quads_for_pattern(
        None, facts.iri("skos:inScheme"), facts.iri("scen:organisation-kinds"), None
    )
    concepts = [quad.subject for quad in scheme if isinstance(quad.subject, NamedNode)]
    kind = facts.iri("org:classification")
    return {
        subject
        for concept in concepts
        if _within(facts, concept, kinds)
        for path, subject in _said(facts, concept)
        if path == kind
    }


def _within(facts: Facts, concept: NamedNode, kinds: Collection[str]) -> bool:
    """Whether a kind, or a broader one, is among the kinds; kinds may be broader in a circle."""
    seen, ahead = {concept}, [concept]
    while ahead:
        if facts.notation((kind := ahead.pop()).value) in kinds:
            return True
        broader = {node for node in facts.objects(kind, "skos:broader") if isinstance(node, NamedNode)} - seen
        seen |= broader
        ahead += broader
    return False


def _said(facts: Facts, thing: NamedNode) -> Iterator[tuple[NamedNode | Literal, str]]:
    """Of what the thing, or concept, is claimed, and as which property (path, subject)."""
    quads = facts.store.quads_for_pattern(None, facts.iri("rdf:object"), thing, None)
    for claim in {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}:
        status = facts.objects(claim, "scen:status")
        if not any(facts.notation(node.value) == "cancelled" for node in status):
            for subject in facts.objects(claim, "rdf:subject"):
                yield from ((path, subject.value) for path in facts.objects(claim, "rdf:predicate"))
