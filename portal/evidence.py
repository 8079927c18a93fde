"""Facts as the pages show them: what is said, and for each claim its document, lines, words and doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from ..graph.documents import Document
from ..graph.facts import Fact, Facts, Ref
from .context import Line, context, texts
from .said import Piece, Speaker, is_own
from .thing_words import Words


@dataclass(frozen=True)
class Source:
    """One claim: where it is written, in which words, and how sure and how far along it is."""

    claim: str
    document: Ref
    href: str
    lines: str
    words: tuple[str, ...]
    language: str
    status: str
    certainty: str
    because: str
    disputes: tuple[str, ...]
    context: tuple[Line, ...]


@dataclass(frozen=True)
class Item:
    """One thing that is said, and every claim that says it."""

    said: tuple[Piece, ...]
    sources: tuple[Source, ...]
    label: str = ""
    """Property of the thing, where it is one."""


class Told(Speaker):
    """Turns facts into items, for one page; ``folder`` holds source texts."""

    def __init__(self, facts: Facts, words: Words, root: str = "/", folder: Path | None = None) -> None:
        super().__init__(facts, words, root)
        self._texts = texts(folder) if folder else {}
        self._documents: dict[str, Document | None] = {}

    def items(self, found: Iterable[Fact], iri: str) -> tuple[Item, ...]:
        """The facts; those that say the same are one item with several sources."""
        made: dict[tuple[str, tuple[Piece, ...]], list[Source]] = {}
        for fact in found:
            label = fact.value("property-label") if is_own(fact, iri) else ""
            made.setdefault((label, self.said(fact, iri)), []).append(self.source(fact))
        return tuple(Item(said, tuple(sources), label) for (label, said), sources in made.items())

    def source(self, fact: Fact) -> Source:
        """Where a claim is written."""
        document = self._text(fact.document)
        numbers = ", ".join(map(str, fact.lines))
        word = self.words["lines" if len(fact.lines) > 1 else "line"]
        return Source(
            fact.iri.rpartition("/")[2], fact.document, self.href(fact.document), f"{word} {numbers}" if numbers else "",
            tuple(dict.fromkeys(fact.words)), self.language(fact.document), fact.status, fact.certainty, fact.because, fact.disputes,
            tuple(context(document, fact.lines, fact.words)) if document else (),
        )  # fmt: skip

    def _text(self, ref: Ref) -> Document | None:
        if not self._texts:
            return None
        if ref.iri not in self._documents:
            digests = self.facts.objects(NamedNode(ref.iri), "scen:textSha256")
            found = (self._texts[one.value] for one in digests if one.value in self._texts)
            self._documents[ref.iri] = next(found, None)
        return self._documents[ref.iri]
