"""``scen query``: SPARQL on a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .answers import FORMATS, Output, output, write
from .place import Place, place


@click.command("query")
@click.argument("query")
@place
@click.option("--format", "form", type=click.Choice(FORMATS), default=None,
              help="Default: a table on a terminal, else CSV; Turtle for triples.")  # fmt: skip
@click.option("--with-sources", "sources", is_flag=True,
              help="Add document, lines and words of the column claim (or claims).")  # fmt: skip
@output
def command(
    query: str, where: Place, form: str | None, sources: bool, limit: int | None,
    output: Path,
) -> None:  # fmt: skip
    """Run a SPARQL 1.1 QUERY: its text, @file, or - for standard input.

    The prefixes of the model (scen:, cv:, org:, foaf:, skos:, dct: …) need no declaration; all graphs are one.
    """
    from ..queries.query import Query

    text = options.text_or_file(query)
    _refuse(text, query)
    with where.opened() as data, options.interruptible():
        asked = Query(text)
        if not write(data, data.answer(asked), Output(form, output, limit, sources)):
            from ..queries.unused import unused

            for line in unused(data.store, asked):
                click.echo(f"  {line}", err=True)


def _refuse(text: str, given: str) -> None:
    """A question's parameter is a variable to an engine, which would answer for everything at once."""
    from ..graph.errors import QueryError
    from ..queries.parameters import parameters

    try:
        found = parameters(text)
    except QueryError:  # variables of one's own that only look like parameters
        return
    required = [p for p in found.values() if p.required and (p.typed or text.startswith("#+"))]
    if required:
        file = given.removeprefix("@") if given.startswith("@") else "FILE.rq"
        waiting = ", ".join(p.written[0] for p in required)
        raise click.UsageError(
            f"{waiting} waits for a value; ask it as a question: scen ask {file} --{required[0].name} VALUE"
        )
