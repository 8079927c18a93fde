"""The source documents, as a bibliography tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..graph.facts import Facts
from ..graph.names import pick

if TYPE_CHECKING:
    from .source import Source


@dataclass(frozen=True)
class Document:
    """A source document; what is not known is ``""``. Dates are EDTF."""

    slug: str
    iri: str
    title: str
    """In its own language, where it has a title in that."""
    language: str
    publishers: tuple[str, ...]
    issued: str
    modified: str
    address: str
    archive: str
    sha256: str

    @property
    def note(self) -> str:
        """By what it is known again."""
        return f"SHA-256 of its text: {self.sha256}; in scen: {self.iri}"


def documents(source: Source) -> Iterator[Document]:
    """All source documents, by slug."""
    facts = Facts(source.dataset, source.data.language)
    found = facts.store.quads_for_pattern(None, facts.iri("scen:textSha256"), None, None)
    for iri in sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}):
        yield _document(facts, iri)


def _document(facts: Facts, iri: str) -> Document:
    node = NamedNode(iri)

    def first(curie: str) -> str:
        return min((value.value for value in facts.objects(node, curie)), default="")

    language = min((facts.notation(code.value) for code in facts.objects(node, "dct:language")), default="")
    titles = {
        getattr(title, "language", None) or "": title.value
        for title in sorted(facts.objects(node, "skos:prefLabel"), key=str)
    }
    return Document(
        facts.ref(iri).slug, iri, pick(titles, language) or iri, language,
        tuple(sorted(facts.label(one.value) for one in facts.objects(node, "dct:publisher"))),
        first("dct:issued"), first("dct:modified"), first("dct:source"), first("dct:hasVersion"), first("scen:textSha256"),
    )  # fmt: skip
