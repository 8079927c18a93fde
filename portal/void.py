"""The description of the whole dataset in VoID: what is in it, how much, and where it can be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..export.catalogue.counts import Counts
from ..export.catalogue.said import texts
from ..export.catalogue.void import contents
from ..export.catalogue.where import WELL_KNOWN, dataset_of
from ..export.settings import Settings as Release
from ..export.settings import read_settings
from ..graph.dataset import Readable
from ..queries.answers import Rows, Term
from ..queries.query import Query
from .descriptions import LICENCE
from .formats import FORMATS

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from .settings import Settings

_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = {
    "ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF_XML", "nt": "N-Triples", "nq": "N-Quads", "trig": "TriG",
}  # fmt: skip
_SPOKEN = ("organisation", "person", "event", "project", "grant", "document")
"""Kinds that give an example."""


@cache
def network() -> Release:
    """Title and description of the dataset: those of its releases."""
    return read_settings()


@dataclass(frozen=True)
class Summary:
    """What counting finds: it is the same as long as the dataset is."""

    counts: Counts
    examples: tuple[str, ...]


_known: dict[str, Summary] = {}
_counting = Lock()
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) { ?thing a ?class } GROUP BY ?class"


def quads(data: OpenDataset, settings: Settings, root: str) -> list[Quad]:
    """The description, for a portal at the address ``root``."""
    counted = summary(data)
    return data.store.read(lambda readable: list(_Void(readable, root, settings, counted).said()))


def summary(data: OpenDataset) -> Summary:
    """How many things the dataset has; counted once for each of its versions."""
    digest = data.store.read(lambda readable: str(readable.meta["digest"]))
    with _counting:
        if digest not in _known:
            found = data.store.read(lambda readable: _summary(data, readable))
            _known.clear()
            _known[digest] = found
        return _known[digest]


def _summary(data: OpenDataset, readable: Readable) -> Summary:
    rows = data.answer(Query(_CLASSES))
    assert isinstance(rows, Rows)
    classes = sorted((_text(cls), int(_text(number))) for cls, number in rows)
    examples = (hit.iri for kind in _SPOKEN for hit in readable.names.most(kinds=(kind,), limit=1))
    things = sum(readable.names.count().values())
    return Summary(Counts(int(readable.meta["quads"]), things, tuple(classes)), tuple(examples))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


class _Void:
    """Writes the statements."""

    def __init__(self, data: Readable, root: str, settings: Settings, counted: Summary) -> None:
        self.data, self.root, self.settings, self.counted = data, root, settings, counted
        self.document = NamedNode(f"{data.base}{WELL_KNOWN}")
        self.dataset = NamedNode(dataset_of(data.base))

    def said(self) -> Iterator[Quad]:
        """Every statement."""
        yield self._say(self.document, "rdf:type", self._iri("void:DatasetDescription"))
        yield self._say(self.document, "foaf:primaryTopic", self.dataset)
        yield from self._named()
        yield from self._access()
        yield from self._contents()
        yield from self._publisher()

    def _named(self) -> Iterator[Quad]:
        yield self._own("rdf:type", self._iri("void:Dataset"))
        for curie, words in (("dct:title", network().title), ("dct:description", network().description)):
            for text in texts(words.texts):
                yield self._own(curie, text)
        yield self._own("dct:license", NamedNode(LICENCE))
        yield self._own("dct:identifier", Literal(str(self.data.meta["digest"])))
        if self.data.meta["placeholder"]:
            told = f"The base of its IRIs, {self.data.base}, is a placeholder; the portal answers for them under its own address."
            yield self._own("rdfs:comment", Literal(told, language="en"))
        if self.settings.publisher:
            yield self._own("dct:publisher", self._part("publisher"))

    def _access(self) -> Iterator[Quad]:
        for curie, place in (
            ("foaf:homepage", ""),
            ("void:sparqlEndpoint", "sparql"),
            ("void:dataDump", "data/dump.nq.gz"),
            ("void:openSearchDescription", "opensearch.xml"),
        ):
            yield self._own(curie, NamedNode(self.root + place))
        for form in FORMATS:
            yield self._own("void:feature", NamedNode(_FORMATS + _FEATURES[form.extension]))
        for iri in self.counted.examples:
            yield self._own("void:exampleResource", NamedNode(iri))

    def _contents(self) -> Iterator[Quad]:
        prefixes, space = self.data.meta["prefixes"], f"{self.data.base}id/"
        for one in contents(self.dataset.value, self.document.value, self.counted.counts, prefixes, space):
            yield Quad(one.subject, one.predicate, one.object, DefaultGraph())

    def _publisher(self) -> Iterator[Quad]:
        if self.settings.publisher:
            yield self._say(self._part("publisher"), "rdf:type", self._iri("foaf:Agent"))
            yield self._say(self._part("publisher"), "foaf:name", Literal(self.settings.publisher))

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.document.value}#{name}")

    def _own(self, curie: str, value: NamedNode | Literal) -> Quad:
        return self._say(self.dataset, curie, value)

    def _say(self, node: NamedNode, curie: str, value: NamedNode | Literal) -> Quad:
        return Quad(node, self._iri(curie), value, DefaultGraph())

    def _iri(self, curie: str) -> NamedNode:
        prefix, _, name = curie.partition(":")
        return NamedNode(self.data.meta["prefixes"][prefix] + name)
