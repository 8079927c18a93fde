"""``scen path``: how two people or organisations are linked, hop by hop, in words with sources."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import fill

import click

from ..graph.facts import Fact
from . import options


@click.command("path")
@click.argument("first", shell_complete=options.names("person", "organisation"))
@click.argument("second", shell_complete=options.names("person", "organisation"))
@options.source
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    first: str, second: str, dataset: Path, endpoint: str | None, timeout: float, lang: str, form: str
) -> None:
    """Explain a shortest chain from FIRST to SECOND, two people or organisations.

    Each hop says what joins the two, how sure that is, and where it is written. A hop over one event or network
    is no collaboration by itself; that no chain is recorded does not prove that there is none.
    """
    with options.opened(dataset, endpoint, timeout, lang) as data:
        chain = data.path(first, second)
    if form == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(chain), ensure_ascii=False, indent=1))
        return
    if not chain:
        click.echo(f"No chain from {chain.start.label} to {chain.end.label} is recorded.")
        click.echo("That does not prove that there is none: it is what these documents tell.")
        return
    steps = f"{len(chain.hops)} hop{'s' * (len(chain.hops) != 1)}"
    click.echo(
        f"{click.style(chain.start.label, bold=True)} to {click.style(chain.end.label, bold=True)}: {steps}"
    )
    for number, hop in enumerate(chain.hops, 1):
        marks = [mark for mark in (hop.status, hop.certainty) if mark not in ("reported", "stated")]
        sure = f" ({', '.join(marks)})" if marks else ""
        over = f": {'; '.join(hop.over)}" if hop.over else ""
        _wrapped(f"{number}. {hop.start.label} and {hop.end.label}: {hop.label}{over}{sure}", 0)
        for fact in hop.best:
            _fact(fact)
        if more := len(hop.facts) - len(hop.best):
            _wrapped(f"and {more} more claim{'s' * (more != 1)} of them", 5, dim=True)


def _fact(fact: Fact) -> None:
    from ..graph.sentences import sentence
    from ..queries.table import where

    mark = "" if fact.certainty == "stated" else f" [{fact.certainty}]"
    _wrapped(sentence(fact) + mark, 5)
    words = " … ".join(f"“{text}”" for text in dict.fromkeys(fact.words))
    _wrapped(f"{where((fact,))[0]}{': ' + words if words else ''}", 9, dim=True)
    if fact.because:
        _wrapped(f"because {fact.because}", 9, dim=True)


def _wrapped(text: str, indent: int, dim: bool = False) -> None:
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 110))
    told = fill(
        text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + (0 if dim else 3))
    )
    click.echo(click.style(told, dim=True) if dim else told)
