"""``scen path``: how two people or organisations are linked, hop by hop, in words with sources."""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command("path")
@click.argument("first", shell_complete=options.names("person", "organisation"))
@click.argument("second", shell_complete=options.names("person", "organisation"))
@options.source
@click.option("--short", is_flag=True, help="One line a hop, with the lines where it is written.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    first: str, second: str, dataset: Path, endpoint: str | None, timeout: float, lang: str, short: bool, form: str
) -> None:
    """Explain a shortest chain from FIRST to SECOND, two people or organisations.

    Each hop says what joins the two, how sure that is, and where it is written. A hop over one event or network
    is no collaboration by itself; that no chain is recorded does not prove that there is none.
    """
    from ..graph import telling

    with options.opened(dataset, endpoint, timeout, lang) as data:
        chain = data.path(first, second)
    if form == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(chain), ensure_ascii=False, indent=1))
        return
    from .telling import tell

    tell(telling.chain(chain, short))
