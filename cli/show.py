"""``scen show``: all that is known about a thing, in readable order, each fact with its source."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .place import Place, names, place


@click.command("show")
@click.argument("name", nargs=-1, required=True, shell_complete=names())
@place
@options.documents
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    name: tuple[str, ...], where: Place, documents: Path | None, form: str,
) -> None:  # fmt: skip
    """Tell all that is known about the thing of that NAME (or id, or IRI).

    Each fact says its status where it is not simply reported, its certainty where it is not stated, and its
    source: document, lines, and the words kept. With --documents the lines are shown in their context.
    """
    with where.opened() as data:
        found = data.show(" ".join(name))
        if form == "json":
            import json
            from dataclasses import asdict

            click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
            return
        from ..graph import telling
        from .telling import tell

        tell(telling.description(found, data.texts(documents) if documents else {}))
