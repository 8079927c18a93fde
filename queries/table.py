"""An answer as a table of values, each row with the claims it rests on: for people, notebooks and data frames."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, overload

from ..graph.facts import Fact, Ref
from . import sources
from .cells import Cell, is_claims

if TYPE_CHECKING:
    import pandas


_ALWAYS = sources.COLUMNS[:4]
"""Told even without sources: a row of a table leads to its lines."""


@dataclass(frozen=True, repr=False)
class Table(Sequence[Any]):
    """Rows as named tuples of cells; see `scen.queries.cells.Cell` for what a cell may be.

    >>> table = Table(("person", "times"), [(Ref("Ada <b>", "http://example.org/ada"), 2)])
    >>> table[0].person.label, table[0].times, len(table)
    ('Ada <b>', 2, 1)
    >>> "Ada &lt;b&gt;" in table._repr_html_()
    True
    """

    columns: tuple[str, ...]
    cells: list[tuple[Cell, ...]]

    def __repr__(self) -> str:
        return f"<Table of {len(self.cells)} rows: {', '.join(self.columns)}>"

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        row = namedtuple("Row", self.columns, rename=True)  # type: ignore[misc]  # the columns are the query's
        found = self.cells[index]
        return [row(*cells) for cells in found] if isinstance(found, list) else row(*found)

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def flat(self, with_sources: bool = False) -> tuple[list[str], list[list[Any]]]:
        """Columns and rows of plain values: a thing is its name and, in a column beside it, its IRI.

        Status, certainty, document and lines of the claims follow, and with sources also their words.
        """
        things = [any(isinstance(row[at], Ref) for row in self.cells) for at in range(len(self.columns))]
        head = [
            name
            for column, thing in zip(self.columns, things, strict=True)
            for name in ((column, f"{column}_iri") if thing else (column,))
        ]
        rows = [
            [value for cell, thing in zip(row, things, strict=True) for value in _flat(cell, thing)]
            for row in self.cells
        ]
        if any(map(is_claims, self.columns)):
            told = [
                at
                for at, name in enumerate(sources.COLUMNS)
                if (with_sources or name in _ALWAYS) and name.removeprefix("claims_") not in self.columns
            ]
            head += [sources.COLUMNS[at] for at in told]
            found = (sources.written(self.sources(row)) for row in self.cells)
            rows = [[*flat, *(words[at] for at in told)] for flat, words in zip(rows, found, strict=True)]
        return head, rows

    def sources(self, row: tuple[Cell, ...]) -> tuple[Fact, ...]:
        """All claims that a row rests on."""
        found = {
            fact.iri: fact
            for column, cell in zip(self.columns, row, strict=True)
            if is_claims(column) and isinstance(cell, tuple)
            for fact in cell
        }
        return tuple(sorted(found.values(), key=lambda fact: (fact.document.slug, fact.lines, fact.iri)))

    def to_pandas(self, with_sources: bool = True) -> pandas.DataFrame:
        """A data frame (needs pandas: ``pip install scen[pandas]``)."""
        import pandas

        head, rows = self.flat(with_sources)
        return pandas.DataFrame(rows, columns=head)

    def _repr_html_(self) -> str:
        """The table for a notebook: all text escaped, links only where they are of the web."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_html(cell, self.columns)}</td>" for cell in row) + "</tr>"
            for row in self.cells
        )
        if not self.cells:
            body = f"<tr><td colspan={len(self.columns)}>no record</td></tr>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def text(cell: Cell, told: Collection[str] = ()) -> str:
    """A cell as text: the name of a thing; document and lines of claims, and what is not reported and stated.

    >>> text(Ref("Ada", "http://example.org/ada")), text(None), text(True)
    ('Ada', '', 'true')
    """
    if isinstance(cell, tuple):
        return "; ".join(sources.where(cell, told))
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.label if isinstance(cell, Ref) else "" if cell is None else str(cell)


def _flat(cell: Cell, thing: bool) -> tuple[Any, ...]:
    if isinstance(cell, Ref):
        return cell.label, cell.iri
    value = " ".join(fact.iri for fact in cell) if isinstance(cell, tuple) else cell
    return (value, None) if thing else (value,)


def _html(cell: Cell, told: Collection[str]) -> str:
    shown = escape(text(cell, told))
    if isinstance(cell, Ref) and cell.iri.startswith(("http://", "https://")):
        return f'<a href="{escape(cell.iri)}">{shown}</a>'
    return shown
