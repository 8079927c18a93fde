"""Nothing in the catalogue is invented: each code stands in its authority table, each class and property in its vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import Finding
from ..catalogue.authority import AUTHORITY
from ..catalogue.said import PREFIXES
from .described import Described

if TYPE_CHECKING:
    from rdflib import Graph

TABLES = {
    f"{AUTHORITY}country": "countries", f"{AUTHORITY}data-theme": "data-theme", f"{AUTHORITY}file-type": "filetypes",
    f"{AUTHORITY}licence": "licences",
}  # fmt: skip
"""Scheme -> file of its table, ``eu-authority-tables/<name>-skos.rdf``."""
_DCAT3, _VOID = "dcat-ap/background/dcat3.ttl", "void/void.ttl"
_VOCABULARIES = {PREFIXES["dcat"]: (_DCAT3,), PREFIXES["void"]: (_VOID,)}
_SHAPES = ("dcat-ap/3.0.1/html-shacl/shapes.ttl", "dcat-ap/3.0.1/html-shacl/mdr-vocabularies.shape.ttl")
_BY_SHAPES = ("adms", "dcatap")
"""Prefixes of vocabularies without a file among the standards: the shapes name the terms that DCAT-AP takes of them."""


def unchecked(standards: Path | None) -> Iterator[str]:
    """What cannot be checked here, in words."""
    if standards is None:
        yield "codes and terms of the catalogue: name the folder of standards with --standards"
        return
    for name in (*(_table(file) for file in TABLES.values()), _DCAT3, _VOID, *_SHAPES):
        if not (standards / name).is_file():
            yield f"codes and terms of the catalogue: {name} is not among the standards"


def check(described: Described, standards: Path) -> Iterator[Finding]:
    """Codes that are in no table, and terms that are in no vocabulary."""
    yield from _codes(described, standards)
    yield from _terms(described, standards)


def _table(file: str) -> str:
    return f"eu-authority-tables/{file}-skos.rdf"


def _codes(described: Described, standards: Path) -> Iterator[Finding]:
    for scheme, file in TABLES.items():
        path, used = standards / _table(file), _below(described.graph, f"{scheme}/")
        if used and path.is_file():
            text = path.read_text(encoding="utf-8")
            for code in sorted(used):
                if f'rdf:about="{code}"' not in text:
                    yield Finding(described.place(code), "unknown-code", f"{code} is not in {file}")


def _below(graph: Graph, start: str) -> set[str]:
    """The IRIs of a graph that begin so."""
    return {str(node) for triple in graph for node in triple if str(node).startswith(start)}


def _terms(described: Described, standards: Path) -> Iterator[Finding]:
    from rdflib import RDF

    used = {(str(path), subject, path) for subject, path, _ in described.graph}
    used |= {(str(name), subject, RDF.type) for subject, name in described.graph.subject_objects(RDF.type)}
    vocabularies = _Vocabularies(standards)
    for term, subject, path in sorted(used):
        if not vocabularies.may_have(term):
            yield Finding(described.place(subject, path), "unknown-term", f"{term} is in no vocabulary")


class _Vocabularies:
    """The vocabularies of our prefixes, each read when it is first needed."""

    def __init__(self, standards: Path) -> None:
        from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS

        self._standards = standards
        self._closed = {str(space): space for space in (DCTERMS, FOAF, RDF, RDFS, SKOS)}
        self._read: dict[str, set[str]] = {}

    def may_have(self, term: str) -> bool:
        """Whether the term is in its vocabulary, or that cannot be told here (see `unchecked`)."""
        from rdflib import URIRef

        space = next((iri for iri in PREFIXES.values() if term.startswith(iri)), "")
        if space in self._closed:
            return URIRef(term) in self._closed[space]
        names = _VOCABULARIES.get(space, _SHAPES if space in (PREFIXES[name] for name in _BY_SHAPES) else ())
        paths = [self._standards / name for name in names]
        if space and (not paths or not all(path.is_file() for path in paths)):
            return True
        return term in self._terms(space, paths)

    def _terms(self, space: str, paths: list[Path]) -> set[str]:
        from rdflib import Graph

        if space not in self._read:
            self._read[space] = {term for path in paths for term in _below(Graph().parse(path), space)}
        return self._read[space]
