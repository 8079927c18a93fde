"""VoID: how much is in the dataset, by class and by property, and how many links lead into other datasets.

`contents` is what any description of the dataset says; `described` the document of a release, whose counts are taken
from its dump and whose IRIs are those of its own address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from .counts import TARGETS, Counts
from .said import PREFIXES, Said, day, iri, texts
from .where import Where, warning

if TYPE_CHECKING:
    from ..release.made import Released
    from ..source import Source

_VOID, _TYPE = PREFIXES["void"], f"{PREFIXES['rdf']}type"
_NO_VOCABULARY = ("lang", "xsd", "edtf")
"""A code list and datatypes."""


def contents(
    dataset: str, document: str, counts: Counts, prefixes: Mapping[str, str], space: str
) -> list[Triple]:
    """Size, vocabularies, partitions and links of a dataset, itself first; IRIs of parts begin with the document's."""
    said = _Contents(dataset, document, prefixes, space).said(counts)
    return sorted(said, key=lambda one: (one.subject != NamedNode(dataset), str(one)))


class _Contents:
    """Writes the statements."""

    def __init__(self, dataset: str, document: str, prefixes: Mapping[str, str], space: str) -> None:
        self.dataset, self.document, self.prefixes, self.space = NamedNode(dataset), document, prefixes, space

    def said(self, counts: Counts) -> Iterator[Triple]:
        """Every statement."""
        yield self._say(self.dataset, "triples", _integer(counts.triples))
        yield self._say(self.dataset, "entities", _integer(counts.things))
        yield self._say(self.dataset, "uriSpace", Literal(self.space))
        for prefix, namespace in sorted(self.prefixes.items()):
            if prefix not in _NO_VOCABULARY:
                yield self._say(self.dataset, "vocabulary", NamedNode(namespace))
        yield from self._parts("class", "entities", counts.classes)
        yield from self._parts("property", "triples", counts.properties)
        yield from self._links(counts)

    def _parts(self, kind: str, measure: str, counted: tuple[tuple[str, int], ...]) -> Iterator[Triple]:
        for name, number in counted:
            part = self._part(name if kind == "class" else f"property-{self._short(name)}")
            yield self._say(self.dataset, f"{kind}Partition", part)
            yield Triple(part, NamedNode(_TYPE), NamedNode(f"{_VOID}Dataset"))
            yield self._say(part, kind, NamedNode(name))
            yield self._say(part, measure, _integer(number))

    def _links(self, counts: Counts) -> Iterator[Triple]:
        for link in counts.links:
            name = self._part(f"links-{TARGETS[link.target]}-{self._short(link.property)}".replace(" ", "-"))
            target = self._part(f"target-{TARGETS[link.target]}".replace(" ", "-"))
            yield Triple(name, NamedNode(_TYPE), NamedNode(f"{_VOID}Linkset"))
            yield Triple(target, NamedNode(_TYPE), NamedNode(f"{_VOID}Dataset"))
            yield Triple(target, iri("dct:title"), Literal(TARGETS[link.target], language="en"))
            yield self._say(target, "uriSpace", Literal(link.target))
            yield self._say(self.dataset, "subset", name)
            yield self._say(name, "subjectsTarget", self.dataset)
            yield self._say(name, "objectsTarget", target)
            yield self._say(name, "linkPredicate", NamedNode(link.property))
            yield self._say(name, "triples", _integer(link.number))

    def _short(self, name: str) -> str:
        """An IRI as prefix and name, where there is a prefix for it."""
        for prefix, namespace in self.prefixes.items():
            if name.startswith(namespace):
                return f"{prefix}-{name.removeprefix(namespace)}"
        return name

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.document}#{quote(self._short(name), safe='')}")

    def _say(self, node: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(node, NamedNode(_VOID + name), value)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=iri("xsd:integer"))


def described(source: Source, released: Released, counts: Counts) -> list[Triple]:
    """The VoID document of a release."""
    settings, where, said = source.settings, Where(source, released), Said()
    document = said.say(
        where.file("void.ttl"), a=iri("void:DatasetDescription"), dct_title=Literal("VoID", language="en"),
        foaf_primaryTopic=NamedNode(where.dataset),
    )  # fmt: skip
    said.say(
        where.dataset, a=iri("void:Dataset"), dct_title=texts(settings.title.texts), dct_description=texts(settings.description.texts),
        dct_license=NamedNode(settings.licence), dct_identifier=Literal(settings.identifier),
        dct_issued=day(where.first), dct_modified=day(released.day), dct_publisher=NamedNode(where.publisher),
        foaf_homepage=NamedNode(where.home), rdfs_comment=texts(warning(settings)),
        void_dataDump=[NamedNode(where.file(made.file.path)) for made in released.made if made.file.path.startswith("rdf/")],
        void_feature=[NamedNode(made.file.standard) for made in released.made if made.file.standard.startswith("http://www.w3.org/ns/formats/")],
        void_exampleResource=[NamedNode(one) for one in examples(source)],
    )  # fmt: skip
    if settings.portal:
        said.say(where.dataset, void_sparqlEndpoint=NamedNode(where.endpoint))
    said.say(where.publisher, a=iri("foaf:Agent"), foaf_name=Literal(settings.publisher.name))
    prefixes, space = source.data.store.prefixes, f"{source.data.store.base}id/"
    said.add(contents(where.dataset, document.value, counts, prefixes, space))
    return said.sorted(where.dataset, where.home)


def examples(source: Source) -> list[str]:
    """Of each kind that people look for first, the thing of which most is said."""
    names = source.dataset.names
    kinds = ("organisation", "person", "event", "project", "grant", "document")
    return [hit.iri for kind in kinds for hit in names.most(kinds=(kind,), limit=1)]
