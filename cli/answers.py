"""Answers of queries, for people as a table and for machines in the standard formats."""

from __future__ import annotations

import sys
from itertools import islice

import click
import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from ..graph.errors import QueryError
from ..queries.run import Answer

_ROWS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "xml": RdfFormat.RDF_XML,
    "json": RdfFormat.JSON_LD,
}


def write(answer: Answer, form: str | None, prefixes: dict[str, str], limit: int | None) -> None:
    """Write the answer to standard output.

    :raises QueryError: the format does not fit the kind of answer.
    """
    if isinstance(answer, QueryTriples):
        _triples(answer, form or "ttl", prefixes)
    elif form in _ROWS:
        _rows(answer, form)
    elif form in _GRAPHS:
        raise QueryError(
            f"{form} is for triples (CONSTRUCT, DESCRIBE); this query gives rows: table, csv, tsv, json or xml"
        )
    elif not isinstance(answer, QuerySolutions):
        click.echo("yes" if answer else "no")
    elif form is None and not sys.stdout.isatty():
        _rows(answer, "csv")
    else:
        _table(answer, prefixes, limit)


def _triples(answer: QueryTriples, form: str, prefixes: dict[str, str]) -> None:
    if form not in _GRAPHS:
        raise QueryError(f"{form} is for rows (SELECT); this query gives triples: ttl, nt, xml or json")
    triples = sorted(set(answer), key=str)
    data = pyoxigraph.serialize(triples, format=_GRAPHS[form], prefixes=prefixes)
    sys.stdout.buffer.write(data or b"")


def _rows(answer: Answer, form: str) -> None:
    assert not isinstance(answer, QueryTriples)
    data = answer.serialize(format=_ROWS[form])
    out = sys.stdout.buffer
    out.write(data or b"")
    if data and not data.endswith(b"\n"):
        out.write(b"\n")


def _table(answer: QuerySolutions, prefixes: dict[str, str], limit: int | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for variable in answer.variables:
        table.add_column(Text(variable.value), overflow="fold")
    rows = iter(answer)
    for row in islice(rows, limit):
        table.add_row(*(Text(_short(term, prefixes)) for term in row))
    Console().print(table)
    more = next(rows, None) is not None
    click.echo(f"{table.row_count} rows" + (" (more were left out by --limit)" if more else ""), err=True)


def _short(term: object, prefixes: dict[str, str]) -> str:
    value = str(getattr(term, "value", "") if term is not None else "")
    if isinstance(term, pyoxigraph.NamedNode):
        for prefix, iri in prefixes.items():
            if value.startswith(iri):
                return f"{prefix}:{value[len(iri) :]}"
    return value
