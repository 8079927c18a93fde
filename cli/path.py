"""``scen path``: how two people or organisations are linked, hop by hop, in words with sources."""

from __future__ import annotations

import click

from .place import Place, names, place


@click.command("path")
@click.argument("first", shell_complete=names("person", "organisation"))
@click.argument("second", shell_complete=names("person", "organisation"))
@place
@click.option("--short", is_flag=True, help="One line a hop, with the lines where it is written.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(first: str, second: str, where: Place, short: bool, form: str) -> None:
    """Explain a shortest chain from FIRST to SECOND, two people or organisations.

    Each hop says what joins the two, how sure that is, and where it is written. A hop over one event or network
    is no collaboration by itself; that no chain is recorded does not prove that there is none.
    """
    from ..graph import telling

    with where.opened() as data:
        chain = data.path(first, second)
    if form == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(chain), ensure_ascii=False, indent=1))
        return
    from .telling import tell

    tell(telling.chain(chain, short))
