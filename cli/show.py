"""``scen show``: all that is known about a thing, in readable order, each fact with its source."""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command("show")
@click.argument("name", nargs=-1, required=True)
@options.dataset
@options.documents
@options.language
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: tuple[str, ...], dataset: Path, documents: Path | None, lang: str, form: str) -> None:
    """Tell all that is known about the thing of that NAME (or id, or IRI).

    Each fact says its status where it is not simply reported, its certainty where it is not stated, and its
    source: document, lines, and the words kept. With --documents the lines are shown in their context.
    """
    from ..graph.dataset import Dataset
    from ..graph.describe import describe, resolve

    with Dataset(dataset) as data:
        found = describe(data, resolve(data, " ".join(name), lang), lang)
        if form == "json":
            import json
            from dataclasses import asdict

            click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
            return
        from .telling import tell

        tell(found, _texts(data, documents))


def _texts(data: object, folder: Path | None) -> dict[str, list[str]]:
    """Document id -> its lines, for the documents whose text is in the folder."""
    if folder is None:
        return {}
    from ..graph.dataset import Dataset
    from ..graph.describe import texts_of

    assert isinstance(data, Dataset)
    return texts_of(data, folder)
