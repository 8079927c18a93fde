"""Answers, for people as a table and for machines in the standard formats."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..graph.errors import QueryError
from ..queries.answers import Answer, Rows, Triples, Truth
from ..queries.cells import is_claims
from . import options

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

ROWS = ("table", "csv", "tsv", "json", "xml", "md")
FORMATS = (*ROWS, "ttl", "nt")
_GRAPHS = {"ttl": "TURTLE", "nt": "N_TRIPLES", "xml": "RDF_XML", "json": "JSON_LD"}
Item = TypeVar("Item")


@dataclass(frozen=True)
class Output:
    """Where an answer goes, and how: as a question's (names, and always how sure it is) or as a query's (terms)."""

    form: str | None
    path: Path
    limit: int | None
    sources: bool
    question: bool = False

    @property
    def stdout(self) -> bool:
        """Whether it goes to standard output."""
        return str(self.path) == "-"

    def of(self, answer: Answer) -> str:
        """The format: as asked for, else by the file's ending, else what suits the reader."""
        ending = self.path.suffix.removeprefix(".").lower()
        if form := self.form or (ending if ending in FORMATS and not self.stdout else None):
            return form
        if isinstance(answer, Triples):
            return "ttl"
        people = self.question or (self.stdout and sys.stdout.isatty())
        return "table" if people or isinstance(answer, Truth) else "csv"


def write(data: OpenDataset, answer: Answer, to: Output) -> bool:
    """Write the answer; rows of terms are read and written one by one.

    :returns: whether there was anything to write.
    :raises QueryError: the format or --with-sources does not fit the kind of answer.
    """
    form = to.of(answer)
    if to.sources and not (isinstance(answer, Rows) and any(map(is_claims, answer.columns))):
        raise QueryError("--with-sources tells where claims are written, and needs a column claim or claims")
    if isinstance(answer, Triples):
        return _triples(data, answer, form, to)
    if form in ("ttl", "nt"):
        raise QueryError(
            f"{form} is for triples (CONSTRUCT, DESCRIBE); this query gives rows: table, csv, tsv, json, xml or md"
        )
    if isinstance(answer, Truth):
        return _truth(answer, form, to)
    if form in ("table", "md") or (form == "csv" and to.question):
        return _people(data, answer, form, to)
    return _machines(data, answer, form, to)


def _truth(truth: Truth, form: str, to: Output) -> bool:
    from ..export.rows import write_truth

    with options.written(to.path) as out:
        if form in ("table", "md"):
            out.write("yes\n" if truth else "no\n")
        else:
            write_truth(truth, form, out)
    return True


def _triples(data: OpenDataset, answer: Triples, form: str, to: Output) -> bool:
    import pyoxigraph

    if form not in _GRAPHS:
        raise QueryError(f"{form} is for rows (SELECT); this query gives triples: ttl, nt, xml or json")
    triples = sorted(set(_Counted(islice(answer.triples, to.limit), "triples", to)), key=str)
    terms = {getattr(term, "value", "") for triple in triples for term in triple}
    known = data.store.prefixes.items()
    used = {name: iri for name, iri in known if any(term.startswith(iri) for term in terms)}
    syntax = getattr(pyoxigraph.RdfFormat, _GRAPHS[form])
    made = pyoxigraph.serialize(triples, format=syntax, prefixes=used)
    with options.written(to.path) as out:
        out.write((made or b"").decode())
    return bool(triples)


def _machines(data: OpenDataset, rows: Rows, form: str, to: Output) -> bool:
    """Terms as they are; a question's rows say how sure they are even where no sources are asked for."""
    from ..export import rows as writers
    from ..queries import sources

    passing = _Counted(islice(rows.rows, to.limit), "rows", to)
    counted = Rows(rows.columns, passing)
    if to.sources or (to.question and any(map(is_claims, rows.columns))):
        counted = data.with_sources(counted, sources.COLUMNS if to.sources else sources.SURE)
    with options.written(to.path) as out:
        writers.ROWS[form](counted, out)
    if not passing.number:
        told(0, False)
    return passing.number > 0


def _people(data: OpenDataset, rows: Rows, form: str, to: Output) -> bool:
    """Names, with document and lines for claims."""
    found = list(_Counted(islice(rows.rows, to.limit), "rows", to))
    more = to.limit is not None and next(rows.rows, None) is not None
    table = data.table(Rows(rows.columns, iter(found)))
    with options.written(to.path) as out:
        if form == "table":
            from .tables import draw

            draw(table, out, to.sources)
        else:
            from ..export import tables

            {"csv": tables.write_csv, "md": tables.write_markdown}[form](table, out, to.sources)
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

    def __init__(self, items: Iterator[Item], what: str, to: Output) -> None:
        self._items, self._what, self.number = items, what, 0
        self._shown = sys.stderr.isatty() and not (to.stdout and sys.stdout.isatty())
        self._said = time.monotonic()

    def __next__(self) -> Item:
        try:
            item = next(self._items)
        except StopIteration:
            if self._shown:
                click.echo("\r\x1b[K", nl=False, err=True)
            raise
        self.number += 1
        if self._shown and self.number % 500 == 0 and time.monotonic() - self._said > 0.5:
            click.echo(f"\r\x1b[K{self.number:,} {self._what} …", nl=False, err=True)
            self._said = time.monotonic()
        return item


def output(command: Any) -> Any:
    """The options ``--limit`` and ``--output``, for a command or a function that becomes one."""
    return click.option("--limit", type=click.IntRange(1), help="How many rows or triples to print.")(
        options.output(command)
    )
