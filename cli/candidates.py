"""``scen candidates``: records that may be the same thing."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ..ontology.terms import model
from . import options


@click.command("candidates", epilog=options.RECORDS)
@options.records
@click.option(
    "--kind", type=click.Choice(sorted({*model().kinds} - {"document"})), help="Things of this kind only."
)
@click.option("--limit", type=click.IntRange(1), help="At most this many pairs, the likeliest.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "ledger"]), default="table", show_default=True,
              help="ledger: lines to paste into ledger.yaml, once judged.")  # fmt: skip
@click.option("--who", default="curators", show_default=True, help="Who judges, in lines for the ledger.")
def command(records: Path | None, kind: str | None, limit: int | None, form: str, who: str) -> None:
    """List records that may be the same thing.

    Pairs that ledger.yaml judges same or different are left out; those it has as unsure are marked with ?.
    """
    from ..graph.candidates import candidates, label
    from ..graph.cells import guard
    from ..graph.reader import read_records
    from ..graph.tables import table_text
    from ..graph.yaml_text import block

    read = read_records(records)
    found = candidates(read, kind)[:limit]
    names = {slug: label(read.things[slug].thing) for c in found for slug in (c.a, c.b)}
    if form == "csv":
        rows = [
            (
                c.score,
                c.kind,
                c.a,
                guard(names[c.a]),
                c.b,
                guard(names[c.b]),
                "; ".join(c.reasons),
                "unsure" if c.unsure else "",
            )
            for c in found
        ]
        click.echo(
            table_text(("score", "kind", "a", "name_a", "b", "name_b", "reasons", "judgement"), rows),
            nl=False,
        )
    elif form == "ledger":
        when = datetime.date.today().isoformat()
        lines = [
            {"judgement": "unsure", "a": c.a, "b": c.b, "who": who, "when": when, "why": "; ".join(c.reasons)}
            for c in found
            if not c.unsure
        ]
        click.echo(block(lines), nl=False)
    else:
        for c in found:
            pair = " = ".join(f"{slug} ({names[slug]})" for slug in (c.a, c.b))
            click.echo(f"{c.score:>3}{'?' if c.unsure else ' '} {c.kind:<12} {pair}: {'; '.join(c.reasons)}")
