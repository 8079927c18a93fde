"""What the dataset says of one thing, as quads: its own statements, its claims with their evidence, and labels.

A thing of which very much is said is described in part, up to numbers that are stated here and in the
description itself; the SPARQL endpoint and the graphs have all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ..export.catalogue.where import dataset_of
from ..graph.dataset import Readable

OWN, CLAIMS, OTHERS, SEEN = 5_000, 250, 1_000, 20_000
"""Most statements of a thing itself, claims, and other statements that name it; and how many are looked at."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Standing(Enum):
    """Whether an IRI of the dataset has a thing."""

    HERE, MOVED, GONE, UNKNOWN = range(4)


def standing(data: Readable, iri: str) -> tuple[Standing, str]:
    """How the thing of an IRI stands, and its IRI now: where it was merged or renamed, that of what it became."""
    now = iri
    for _ in range(20):  # a merged thing may be merged again
        node = _node(now)
        if node is None:
            break
        became = _objects(data, node, "dct:isReplacedBy")
        if not became:
            how = _last(data, node)
            return (Standing.MOVED if how is Standing.HERE and now != iri else how), now
        now = became[0]
    return Standing.UNKNOWN, iri


def _last(data: Readable, node: NamedNode) -> Standing:
    if "true" in _objects(data, node, "owl:deprecated"):
        return Standing.GONE
    there = next(_pattern(data, node), None) or next(_pattern(data, None, node), None)
    return Standing.HERE if there else Standing.UNKNOWN


@dataclass(frozen=True)
class Description:
    """Quads about a thing; ``cut`` says what was left out."""

    iri: str
    quads: frozenset[Quad]
    cut: tuple[str, ...]

    def sorted(self, graphs: bool = False) -> list[Quad]:
        """The quads, the thing itself first and each subject in one piece; where they tell ``graphs``, in each."""
        return sorted(self.quads, key=lambda quad: self._order(quad, graphs))

    def _order(self, quad: Quad, graphs: bool) -> tuple[Any, ...]:
        subject, path, graph = str(quad.subject), quad.predicate.value, str(quad.graph_name)
        near = subject != f"<{self.iri}>", not subject.startswith(f"<{self.iri}#")
        said = *near, subject, path != _RDF_TYPE, path, str(quad.object)
        return (graph, *said) if graphs else (*said, graph)


def describe(data: Readable, iri: str) -> Description:
    """The description of a thing that is there."""
    return _Describing(data, NamedNode(iri)).done()


class _Describing:
    """Gathers the quads of one description."""

    def __init__(self, data: Readable, node: NamedNode) -> None:
        self.data, self.node = data, node
        self.quads: set[Quad] = set()
        self.cut: list[str] = []

    def done(self) -> Description:
        own = self._few(_pattern(self.data, self.node), OWN, "statements")
        self._add(own)
        self._parts(own)
        near = self._few(_pattern(self.data, None, self.node), SEEN, "statements that name it")
        self._claims(own, near)
        others = [quad for quad in near if not self._is(quad.subject, "claim", "evidence")]
        self._add(self._few(iter(others), OTHERS, "other statements that name it"))
        self._labels()
        self._itself()
        return Description(self.node.value, frozenset(self.quads), tuple(self.cut))

    def _few(self, quads: Iterator[Quad], most: int, what: str) -> list[Quad]:
        """The first of the quads, in the order of the store, which is the same for the same data."""
        few = list(islice(quads, most))
        if next(quads, None) is not None:
            self.cut.append(f"{most:,} of its {what}")
        return few

    def _add(self, quads: Iterable[Quad]) -> None:
        self.quads.update(quads)

    def _is(self, node: object, *kinds: str) -> bool:
        return isinstance(node, NamedNode) and node.value.startswith(
            tuple(f"{self.data.base}id/{kind}/" for kind in kinds)
        )

    def _parts(self, quads: Iterable[Quad]) -> None:
        """Statements of the nodes that are parts of their subject: ``…#time``, ``…#target``."""
        for quad in quads:
            start = str(quad.subject)[1:-1].partition("#")[0] + "#"
            part = quad.object
            if isinstance(part, NamedNode) and part.value.startswith(start) and part != quad.subject:
                own = [one for one in _pattern(self.data, part) if one not in self.quads]
                self._add(own)
                self._parts(own)

    def _claims(self, own: list[Quad], near: list[Quad]) -> None:
        joined = {quad.object for quad in own} | {quad.subject for quad in near}
        claims = sorted(
            {node for node in joined if self._is(node, "claim") and isinstance(node, NamedNode)}, key=str
        )
        if len(claims) > CLAIMS:
            self.cut.append(f"{CLAIMS:,} of its claims")
        for claim in [self.node] if self._is(self.node, "claim") else []:
            self._behind(claim)
        for claim in claims[:CLAIMS]:
            self._add(_pattern(self.data, claim))
            self._behind(claim)

    def _behind(self, claim: NamedNode) -> None:
        """The evidence of a claim, what contradicts it, and what has it as its participation."""
        for quad in _pattern(self.data, None, claim):
            if self._is(quad.subject, "tie") and quad.subject != self.node:
                continue
            self._add([quad])
            if self._is(quad.subject, "evidence", "claim"):
                assert isinstance(quad.subject, NamedNode)
                whole = list(_pattern(self.data, quad.subject))
                self._add(whole)
                self._parts(whole)

    def _labels(self) -> None:
        """Names of everything that is joined."""
        described = {quad.subject for quad in self.quads}
        others = {quad.object for quad in self.quads if isinstance(quad.object, NamedNode)} | described
        for node in others:
            if isinstance(node, NamedNode) and not self._is(node, "claim", "evidence"):
                for curie in ("skos:prefLabel", "rdfs:label"):
                    self._add(_pattern(self.data, node, path=_iri(self.data, curie)))

    def _itself(self) -> None:
        """The description is a document: what it is about, where it belongs, and what it leaves out."""
        base = self.data.base
        about = NamedNode(f"{base}data/{self.node.value.removeprefix(base + 'id/')}")
        comments = []
        if self.cut:
            text = f"Only {'; '.join(self.cut)} are given here; the SPARQL endpoint has all."
            comments.append(("rdfs:comment", Literal(text, language="en")))
        said: list[tuple[str, Any]] = [
            ("rdf:type", _iri(self.data, "foaf:Document")),
            ("foaf:primaryTopic", self.node),
            ("void:inDataset", NamedNode(dataset_of(base))),
            ("dct:license", NamedNode(LICENCE)),
            *comments,
        ]
        self._add(Quad(about, _iri(self.data, curie), value, DefaultGraph()) for curie, value in said)


def graph(data: Readable, name: str) -> Iterator[Quad]:
    """The quads of a named graph, as they are read; none where there is no such graph."""
    node, store = _node(name), data.store
    if node is None or not isinstance(store, Store):
        return iter(())
    return store.quads_for_pattern(None, None, None, node)


def supported(data: Readable, evidence: str) -> str:
    """The IRI of the claim that a piece of evidence supports, or nothing."""
    node = _node(evidence)
    return next(iter(_objects(data, node, "oa:hasBody")), "") if node else ""


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:  # no IRI at all
        return None


def _iri(data: Readable, curie: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    return NamedNode(data.meta["prefixes"][prefix] + name)


def _pattern(
    data: Readable, subject: NamedNode | None, value: NamedNode | None = None, path: NamedNode | None = None
) -> Iterator[Quad]:
    return iter(data.store.quads_for_pattern(subject, path, value, None))


def _objects(data: Readable, node: NamedNode, curie: str) -> list[str]:
    quads = _pattern(data, node, path=_iri(data, curie))
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))
