"""``scen query``: SPARQL on a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from . import options

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt")


@click.command("query")
@click.argument("query")
@options.dataset
@click.option("--format", "form", type=click.Choice(FORMATS), default=None,
              help="Default: a table on a terminal, else CSV; Turtle for triples.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=None, help="Rows to print in a table.")
def command(query: str, dataset: Path, form: str | None, limit: int | None) -> None:
    """Run a SPARQL 1.1 QUERY: its text, @file, or - for standard input.

    The prefixes of the model (scen:, cv:, org:, foaf:, skos:, dct: …) need no declaration; all graphs are one.
    """
    from ..graph.dataset import Dataset
    from ..queries.run import Query
    from .answers import write

    with Dataset(dataset) as data:
        write(Query(options.text_or_file(query)).run(data), form, data.meta["prefixes"], limit)
