"""The descriptions of a release against its files: what they name is there, and what they count is so.

`check` reads what was written, as a portal would: the catalogue and the VoID document below the folder of the
publication. `unchecked` tells what cannot be checked with what is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...graph.errors import Finding, Place
from ..catalogue.documents import CATALOGUES, VOID
from ..catalogue.said import PREFIXES
from ..catalogue.where import WELL_KNOWN
from ..formats import files
from ..release.made import FOLDER
from . import counts, shapes, swedish, terms
from .described import Described, read

if TYPE_CHECKING:
    from rdflib import URIRef


def unchecked(standards: Path | None) -> Iterator[str]:
    """What cannot be checked here, in words; each once."""
    yield from dict.fromkeys(chain(*(part.unchecked(standards) for part in (shapes, swedish, terms))))


def check(root: Path, standards: Path | None = None) -> Iterator[Finding]:
    """Whatever is wrong with the descriptions of the newest release in a publication's folder."""
    try:
        catalogue = Described(root, root / CATALOGUES[0])
    except (OSError, SyntaxError) as error:
        yield Finding(Place(CATALOGUES[0]), "catalogue-syntax", f"cannot be read: {_why(error)}")
        return
    release = _Release(root, catalogue)
    yield from release.findings()
    documents = [catalogue]
    try:
        documents.append(Described(root, release.folder / VOID))
        yield from counts.check(documents[-1], str(release.dataset), release.folder)
    except (OSError, SyntaxError) as error:
        yield Finding(
            Place(f"{release.folder.relative_to(root).as_posix()}/{VOID}"),
            "void-syntax",
            f"cannot be read: {_why(error)}",
        )
    for one in documents:
        yield from release.addresses(one)
        if standards:
            yield from terms.check(one, standards)
    if standards:
        yield from shapes.check(catalogue, standards)
        yield from swedish.check(catalogue, standards)


def _iri(name: str) -> URIRef:
    from rdflib import URIRef

    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


class _Release:
    """Checks the catalogue of a release."""

    def __init__(self, root: Path, catalogue: Described) -> None:
        self.root, self.catalogue, self.graph = root, catalogue, catalogue.graph
        self.dataset = next(self.graph.objects(None, _iri("dcat:dataset")), None)
        whole = next(self.graph.subjects(_iri("rdf:type"), _iri("dcat:Catalog")), None)
        self.home = str(self.graph.value(whole, _iri("foaf:homepage")) or "")
        self.base = str(self.dataset).partition(WELL_KNOWN)[0]
        self.folder = root / FOLDER / str(self.graph.value(self.dataset, _iri("dcat:version")) or "")

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the catalogue itself."""
        yield from self._syntaxes()
        yield from self._nodes()
        yield from self._dates()
        yield from self._distributions()

    def _syntaxes(self) -> Iterator[Finding]:
        """All copies say the same."""
        for path in (folder / name for folder in (self.root, self.folder) for name in CATALOGUES):
            place = Place(path.relative_to(self.root).as_posix())
            try:
                if read(path) != self.catalogue.triples:
                    yield Finding(place, "catalogue-differs", f"does not say the same as {CATALOGUES[0]}")
            except (OSError, SyntaxError) as error:
                yield Finding(place, "catalogue-syntax", f"cannot be read: {_why(error)}")
        for path in (self.root / VOID, self.root / WELL_KNOWN):
            void = self.folder / VOID
            if void.is_file() and not (path.is_file() and path.read_bytes() == void.read_bytes()):
                place = Place(path.relative_to(self.root).as_posix())
                yield Finding(place, "void-differs", f"is not the {VOID} of the release")

    def _nodes(self) -> Iterator[Finding]:
        """No blank nodes; publisher and contact are there, and are two."""
        from rdflib import BNode

        for subject, path, value in self.graph:
            if isinstance(subject, BNode) or isinstance(value, BNode):
                yield Finding(self._at(subject, path), "blank-node", f"{subject} {path} {value}")
        kinds = (_iri("dcat:Catalog"), _iri("dcat:Dataset"), _iri("dcat:DataService"))
        for node in (node for kind in kinds for node in self.graph.subjects(_iri("rdf:type"), kind)):
            publisher = self.graph.value(node, _iri("dct:publisher"))
            if publisher is None:
                yield Finding(self._at(node), "missing-publisher", f"{node} has no publisher")
            elif publisher == self.graph.value(node, _iri("dcat:contactPoint")):
                yield Finding(
                    self._at(node, _iri("dct:publisher")), "contact", "publisher and contact are one"
                )

    def _dates(self) -> Iterator[Finding]:
        """Every date is one, and those that follow each other do."""
        from rdflib import Literal

        for subject, path, value in self.graph:
            if isinstance(value, Literal) and value.datatype == _iri("xsd:date") and not _is_day(str(value)):
                yield Finding(self._at(subject, path), "date", f"'{value}' is no day")
        for earlier, later in (("dct:issued", "dct:modified"), ("dcat:startDate", "dcat:endDate")):
            for node, first in self.graph.subject_objects(_iri(earlier)):
                last = self.graph.value(node, _iri(later))
                if last is not None and str(first) > str(last):
                    yield Finding(
                        self._at(node, _iri(later)), "date", f"{later} {last} is before {earlier} {first}"
                    )
        now = str(self.graph.value(self.dataset, _iri("dct:modified")))
        for one in self.graph.objects(self.dataset, _iri("dcat:hasVersion")):
            if str(self.graph.value(one, _iri("dct:issued"))) > now:
                yield Finding(
                    self._at(one, _iri("dct:issued")), "date", f"{one} is later than this release, of {now}"
                )

    def _distributions(self) -> Iterator[Finding]:
        """Each has a licence and a media type, and the size that its file has; each file of an export is one."""
        nodes = list(self.graph.objects(self.dataset, _iri("dcat:distribution")))
        if not nodes:
            yield Finding(self._at(self.dataset), "no-distribution", f"{self.dataset} has no files")
        for node in nodes:
            for name, rule in (("dct:license", "missing-licence"), ("dcat:mediaType", "missing-media-type")):
                if self.graph.value(node, _iri(name)) is None:
                    yield Finding(self._at(node), rule, f"{node} has no {name}")
            address = self.graph.value(node, _iri("dcat:downloadURL"))
            told, path = self.graph.value(address, _iri("dcat:byteSize")), self._path(str(address))
            if path.is_file() and str(told) != str(path.stat().st_size):
                at = self._at(address, _iri("dcat:byteSize"))
                yield Finding(at, "byte-size", f"{address} has {path.stat().st_size} bytes, told are {told}")

        told_of = {self._path(str(node)) for node in nodes}
        for _, file in files():
            if (self.folder / file.path).is_file() and self.folder / file.path not in told_of:
                yield Finding(self._at(self.dataset), "undescribed-file", f"{file.path} is no distribution")

    def addresses(self, one: Described) -> Iterator[Finding]:
        """Every IRI below the address of the publication, or below the base of its IRIs, leads to a file of it."""
        from rdflib import URIRef

        for subject, path, value in sorted(one.graph):
            for node in (subject, value):
                if isinstance(node, URIRef) and not self._leads(str(node)):
                    yield Finding(
                        one.place(subject, path), "missing-file", f"{node} leads to no file of the release"
                    )

    def _leads(self, iri: str) -> bool:
        if iri.startswith(self.home) and self._path(iri).is_file():
            return True
        if iri.startswith(self.base):  # web hosts find the ending
            name = unquote(iri.partition("#")[0].removeprefix(self.base))
            return any((self.root / f"{name}{ending}").is_file() for ending in ("", ".html", ".ttl"))
        return not iri.startswith(self.home)

    def _path(self, address: str) -> Path:
        """The file that an address leads to."""
        name = unquote(address.partition("#")[0].removeprefix(self.home))
        return self.root / (name + "index.html" if name.endswith("/") or not name else name)

    def _at(self, node: object, path: object = None) -> Place:
        return self.catalogue.place(node, path)


def _why(error: OSError | SyntaxError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
