"""``scen query``: SPARQL on a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .answers import FORMATS


@click.command("query")
@click.argument("query")
@options.source
@click.option("--format", "form", type=click.Choice(FORMATS), default=None,
              help="Default: a table on a terminal, else CSV; Turtle for triples.")  # fmt: skip
@click.option("--with-sources", "sources", is_flag=True,
              help="Add document, lines and words of the column claim (or claims).")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=None, help="Rows to print.")
@options.output
def command(
    query: str, dataset: Path, endpoint: str | None, timeout: float, lang: str, form: str | None, sources: bool,
    limit: int | None, output: Path,
) -> None:  # fmt: skip
    """Run a SPARQL 1.1 QUERY: its text, @file, or - for standard input.

    The prefixes of the model (scen:, cv:, org:, foaf:, skos:, dct: …) need no declaration; all graphs are one.
    """
    from ..queries.query import Query
    from .answers import write

    text = options.text_or_file(query)
    with options.opened(dataset, endpoint, timeout, lang) as data, options.interruptible():
        write(data, data.answer(Query(text)), form, output, limit, sources)
