"""What a query answers: rows, triples or truth, whatever store it was asked of; rows and triples are streams."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from ..graph.errors import ScenError

Term = NamedNode | Literal | BlankNode | Triple
Item = TypeVar("Item")
Failed = Callable[[Exception], ScenError]
"""Turns an error of the library that reads a stream into one of ours."""


@dataclass(frozen=True)
class Rows:
    """The answer of SELECT: named columns and rows of terms, None where nothing is bound; read once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return self.rows


@dataclass(frozen=True)
class Triples:
    """The answer of CONSTRUCT or DESCRIBE; read once."""

    triples: Iterator[Triple]

    def __iter__(self) -> Iterator[Triple]:
        return self.triples


@dataclass(frozen=True)
class Truth:
    """The answer of ASK."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


Answer = Rows | Triples | Truth


def answer(found: QuerySolutions | QueryTriples | QueryBoolean | Iterator[Triple], failed: Failed) -> Answer:
    """One of our kinds from what pyoxigraph gives; errors on the way become ours."""
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, _guarded((tuple(row) for row in found), failed))
    return Triples(_guarded(found, failed))


def _guarded(items: Iterator[Item], failed: Failed) -> Iterator[Item]:
    try:
        yield from items
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise failed(error) from error
