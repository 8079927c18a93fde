"""The answer to a question as its page shows it: cells with links, evidence, and a picture of what stands together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts, Ref
from ..ontology.terms import model
from ..queries.cells import Cell, is_claims
from ..queries.table import Table, text
from ..viz.explorer_words import Plain, node_kinds
from ..viz.explorer_words import words as explorer_words
from .question_words import heading, words

MOST_NODES = 300
"""Of a picture; a larger one shows nothing, and the table says it."""
_NO_NODES = ("", "claim", "evidence", "tie")
_LINE = ["#5b6b7f", "#9fb0c4"]
_PROPER = ("person", "group")
"""Kinds whose names are of no language that the data know."""


@dataclass(frozen=True)
class Evidence:
    """A claim behind a row: what it says, how sure, and where it is written."""

    said: str
    claim: str
    document: Ref
    lines: tuple[int, ...]
    words: tuple[str, ...]
    language: str
    """Of the words, "" where it is not known."""
    marks: tuple[str, ...]
    """What is not simply reported and stated, in the reader's language."""
    because: str
    disputes: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One cell: text that may lead somewhere, or the claims of a row."""

    text: str = ""
    path: str = ""
    """Behind the portal's address, "" for no link."""
    language: str = ""
    """Of the text, where it is not the reader's."""
    number: bool = False
    evidence: tuple[Evidence, ...] | None = None


@dataclass(frozen=True)
class AnswerPage:
    """An answer: headings, rows, and what is to be drawn."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    picture: Plain | None


class _Maker:
    """Makes the cells of one answer; names and documents are looked up once."""

    def __init__(self, data: Readable, language: str) -> None:
        self.language, self.facts = language, Facts(data, language)
        self._names: dict[str, str] = {}
        self._documents: dict[str, str] = {}

    def cell(self, cell: Cell, claims: bool) -> Shown:
        if isinstance(cell, Ref):
            return Shown(cell.label, path_of(cell), self._foreign(cell))
        if isinstance(cell, tuple):
            return Shown(evidence=tuple(map(self.evidence, cell)) if claims else None)
        return Shown(text(cell), number=isinstance(cell, int) and not isinstance(cell, bool))

    def evidence(self, fact: Fact) -> Evidence:
        marks = (("status", fact.status, "reported"), ("certainty", fact.certainty, "stated"))
        return Evidence(
            str(fact), f"id/claim/{fact.iri.rpartition('/')[2]}", fact.document, fact.lines, fact.words,
            self._written_in(fact.document.iri),
            tuple(self._concept(scheme, name) for scheme, name, usual in marks if name != usual),
            fact.because, fact.disputes,
        )  # fmt: skip

    def _concept(self, scheme: str, name: str) -> str:
        labels = model().concept(scheme, name).labels
        return labels.get(self.language, labels["en"])

    def _foreign(self, ref: Ref) -> str:
        """The language of a name that is not in the reader's."""
        if ref.kind in _PROPER or ref.kind in ("claim", "evidence"):
            return "en" if ref.kind == "claim" and self.language != "en" else ""
        if ref.iri not in self._names:
            labels = (
                label for curie in ("skos:prefLabel", "rdfs:label")
                for label in self.facts.objects(NamedNode(ref.iri), curie)
            )  # fmt: skip
            of = sorted({one.language or "" for one in labels if isinstance(one, Literal) and one.value == ref.label})
            self._names[ref.iri] = "" if self.language in of or not of else of[0]
        return self._names[ref.iri]

    def _written_in(self, document: str) -> str:
        if document not in self._documents:
            found = self.facts.objects(NamedNode(document), "dct:language")
            known = [self.facts.notation(one.value) for one in found]
            self._documents[document] = known[0] if len(known) == 1 else ""
        return self._documents[document]


def path_of(ref: Ref) -> str:
    """Where a thing's page is, behind the portal's address; of a claim what is known of it, "" for a concept.

    >>> path_of(Ref("Ada", "http://example.org/id/person/ada", "person", "ada"))
    'page/person/ada'
    """
    if not ref.kind or not ref.slug:
        return ""
    return f"{'id' if ref.kind in _NO_NODES else 'page'}/{ref.kind}/{ref.slug}"


def answer_page(data: Readable, table: Table, language: str, asked: Iterable[Ref] = ()) -> AnswerPage:
    """The answer as it is shown; ``asked`` are the things that the question was asked about."""
    maker, at = _Maker(data, language), [is_claims(column) for column in table.columns]
    order = sorted(range(len(at)), key=lambda column: at[column])  # claims come last
    heads = tuple(words(language)["where"] if at[c] else heading(table.columns[c], language) for c in order)
    rows = tuple(tuple(maker.cell(row[c], at[c]) for c in order) for row in table.cells)
    return AnswerPage(heads, rows, picture(table, language, asked))


def picture(table: Table, language: str, asked: Iterable[Ref] = ()) -> Plain | None:
    """What is to be drawn: the first thing of each row, linked to the others of the row, or to what was asked about.

    >>> ada, ben = (Ref(n, f"http://x/id/person/{n}", "person", n) for n in ("ada", "ben"))
    >>> picture(Table(("a", "b"), [(ada, ben)]), "en")["lines"]
    [[0, 1, 1]]
    >>> picture(Table(("a", "n"), [(ada, 2)]), "en") is None
    True
    """
    about = [ref for ref in asked if ref.kind not in _NO_NODES]
    pairs: dict[tuple[Ref, Ref], int] = {}
    for row in table.cells:
        things = [cell for cell in row if isinstance(cell, Ref) and cell.kind not in _NO_NODES]
        mine = [*things[1:], *(ref for ref in about if ref not in things[1:])] if things else []
        for other in mine:
            if other != things[0]:
                pair = (min(things[0], other), max(things[0], other))
                pairs[pair] = pairs.get(pair, 0) + 1
    nodes = sorted({end for pair in pairs for end in pair})
    if not nodes or len(nodes) > MOST_NODES:
        return None
    at = {ref: number for number, ref in enumerate(nodes)}
    return {
        "nodes": [{"iri": ref.iri, "label": ref.label, "kind": ref.kind} for ref in nodes],
        "lines": [[at[a], at[b], times] for (a, b), times in sorted(pairs.items())],
        **drawing({ref.kind for ref in nodes}),
        "language": language,
    }


def drawing(kinds: Iterable[str]) -> Plain:
    """The words and colours with which the explorer draws rows of an answer."""
    said = {key: words(key)["one row"] for key in ("en", "sv", "nb")}
    line = {"id": "row", "label": said, "colour": _LINE, "strong": True, "drawn": True}
    return {"words": {**explorer_words(node_kinds(kinds), (), (), ()), "lineKinds": [line]}}
