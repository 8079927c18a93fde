"""Answers, for people as a table and for machines in the standard formats."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..graph.errors import QueryError
from ..queries.answers import Answer, Rows, Triples, Truth
from . import options

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt")
_GRAPHS = {"ttl": "TURTLE", "nt": "N_TRIPLES", "xml": "RDF_XML", "json": "JSON_LD"}
Item = TypeVar("Item")


def write(
    data: OpenDataset, answer: Answer, form: str | None, output: Path, limit: int | None, sources: bool
) -> bool:
    """Write the answer in a format: terms as they are, read and written row by row.

    :returns: whether there was anything to write.
    :raises QueryError: the format does not fit the kind of answer.
    """
    if isinstance(answer, Triples):
        return _triples(data, answer, form or "ttl", output)
    if form in ("ttl", "nt"):
        raise QueryError(
            f"{form} is for triples (CONSTRUCT, DESCRIBE); this query gives rows: table, csv, tsv, json, xml or md"
        )
    if isinstance(answer, Truth):
        _truth(answer, form, output)
        return True
    if form in ("table", "md") or (form is None and str(output) == "-" and sys.stdout.isatty()):
        return people(data, answer, form or "table", output, limit, sources)
    return machines(data, answer, form or "csv", output, limit, sources)


def _truth(truth: Truth, form: str | None, output: Path) -> None:
    from ..export.rows import write_truth

    with options.written(output) as out:
        if form in (None, "table", "md"):
            out.write("yes\n" if truth else "no\n")
        else:
            write_truth(truth, form or "", out)


def _triples(data: OpenDataset, answer: Triples, form: str, output: Path) -> bool:
    import pyoxigraph

    if form not in _GRAPHS:
        raise QueryError(f"{form} is for rows (SELECT); this query gives triples: ttl, nt, xml or json")
    triples = sorted(set(_Counted(iter(answer), "triples")), key=str)
    terms = {getattr(term, "value", "") for triple in triples for term in triple}
    used = {
        name: iri for name, iri in data.store.prefixes.items() if any(term.startswith(iri) for term in terms)
    }
    made = pyoxigraph.serialize(
        triples, format=getattr(pyoxigraph.RdfFormat, _GRAPHS[form]), prefixes=used
    )
    with options.written(output) as out:
        out.write((made or b"").decode())
    return bool(triples)


def machines(
    data: OpenDataset, rows: Rows, form: str, output: Path, limit: int | None, sources: bool
) -> bool:
    """Write rows of terms as they come."""
    from itertools import islice

    from ..export.rows import ROWS

    passing = _Counted(islice(rows.rows, limit), "rows")
    counted = Rows(rows.columns, passing)
    with options.written(output) as out:
        ROWS[form](data.with_sources(counted) if sources else counted, out)
    if not passing.number:
        told(0, False)
    return passing.number > 0


def people(data: OpenDataset, rows: Rows, form: str, output: Path, limit: int | None, sources: bool) -> bool:
    """Write a table of names, with document and lines for claims."""
    from itertools import islice

    found = list(islice(rows.rows, limit))
    more = limit is not None and next(rows.rows, None) is not None
    table = data.table(Rows(rows.columns, iter(found)))
    with options.written(output) as out:
        if form == "table":
            from .tables import draw

            draw(table, out, sources)
        else:
            from ..export import tables

            {"csv": tables.write_csv, "md": tables.write_markdown}[form](table, out, sources)
    told(len(found), more)
    return bool(found)


def told(number: int, more: bool) -> None:
    """Say how many rows there are; none is no record, which is not the same as no tie."""
    if not number:
        click.echo("no record: nothing here answers, which does not prove that there is nothing", err=True)
    else:
        rest = " (more were left out by --limit)" if more else ""
        click.echo(f"{number} row{'s' * (number != 1)}{rest}", err=True)


class _Counted(Iterator[Item]):
    """Items as they pass; where a terminal looks on and the answer goes elsewhere, it shows how many so far."""

    def __init__(self, items: Iterator[Item], what: str) -> None:
        self._items, self._what, self.number = items, what, 0
        self._shown = sys.stderr.isatty() and not sys.stdout.isatty()
        self._said = time.monotonic()

    def __next__(self) -> Item:
        try:
            item = next(self._items)
        except StopIteration:
            if self._shown:
                click.echo(f"\r\x1b[K{self.number:,} {self._what}", err=True)
            raise
        self.number += 1
        if self._shown and self.number % 1000 == 0 and time.monotonic() - self._said > 0.5:
            click.echo(f"\r\x1b[K{self.number:,} {self._what} …", nl=False, err=True)
            self._said = time.monotonic()
        return item
