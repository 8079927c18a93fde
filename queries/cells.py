"""Terms as people read them: IRIs become things with names, claims become facts with their sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts, Ref
from .answers import Term

Cell = Ref | str | int | Decimal | float | bool | date | tuple[Fact, ...] | None
"""A thing or concept, a plain value, the claims behind a row, or nothing."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"{_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_PLAIN: dict[str, tuple[str, Callable[[str], str | int | Decimal | float | bool | date]]] = {
    "integer": ("[+-]?[0-9]+", int),
    "decimal": (_NUMBER, Decimal),
    "double": (_FLOAT, float),
    "float": (_FLOAT, float),
    "date": ("[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    "boolean": ("true|false|1|0", lambda text: text in ("true", "1")),
}
"""Type -> how its values are written (XML Schema 1.1, part 2), and what reads them."""
_CLAIMS = re.compile(r"claims?\d*\Z")


def is_claims(column: str) -> bool:
    """Whether the column names the claims that a row rests on: claim, claims, claim2, …"""
    return bool(_CLAIMS.match(column))


def claims_of(term: Term | None) -> list[str]:
    """The claims in a cell: one IRI, or a text of IRIs with blanks between."""
    return sorted(set(term.value.split())) if isinstance(term, NamedNode | Literal) else []


class Reader:
    """Reads cells from one dataset, in one language."""

    def __init__(
        self, data: Readable, language: str = "en", known: dict[str, Fact | None] | None = None
    ) -> None:
        """``known`` are claims read before, to which those read now are added."""
        self.facts = Facts(data, language)
        self._known = {} if known is None else known

    def rows(
        self, columns: tuple[str, ...], rows: Iterable[tuple[Term | None, ...]]
    ) -> list[tuple[Cell, ...]]:
        """Every row as cells."""
        claims = [is_claims(column) for column in columns]
        return [
            tuple(
                self.sources(term) if is_claim else self.cell(term)
                for term, is_claim in zip(row, claims, strict=True)
            )
            for row in rows
        ]

    def cell(self, term: Term | None) -> Cell:
        """A term as a value."""
        if isinstance(term, NamedNode):
            return self.facts.ref(term.value)
        if isinstance(term, Literal):
            return plain(term)
        return None if term is None else str(term)

    def sources(self, term: Term | None) -> tuple[Fact, ...]:
        """The claims in a cell as facts, with document, lines and words."""
        for iri in claims_of(term):
            if iri not in self._known:
                self._known[iri] = self._claim(iri)
        found = (self._known[iri] for iri in claims_of(term))
        return tuple(
            sorted((fact for fact in found if fact), key=lambda f: (f.document.slug, f.lines, f.iri))
        )

    def _claim(self, iri: str) -> Fact | None:
        try:
            return self.facts.fact(NamedNode(iri)) if self.facts.kind(iri) == "claim" else None
        except ValueError:  # a text that is no IRI
            return None


def plain(literal: Literal) -> str | int | Decimal | float | bool | date:
    """A literal as a Python value; one of no plain type, or not written as its type wants, as text.

    >>> plain(Literal(5)), plain(Literal("5")), plain(Literal("2020-13-01", datatype=NamedNode(_XSD + "date")))
    (5, '5', '2020-13-01')
    """
    pattern, reader = _PLAIN.get(literal.datatype.value.removeprefix(_XSD), ("", str))
    try:
        return reader(literal.value) if re.fullmatch(pattern, literal.value) else literal.value
    except ValueError:
        return literal.value
