"""``scen schema``: the JSON Schema of the record files, for completion in editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("schema")
@click.argument("which", required=False, type=click.Choice(["source", "entities", "ledger"]))
@click.option("--out", "-o", type=click.Path(path_type=Path), help="Folder for the three files.")
def command(which: str | None, out: Path | None) -> None:
    """Print the JSON Schema of the record files.

    For an editor with a YAML language server, write the files and put this on the first line of a record
    file: # yaml-language-server: $schema=../schema/source.json
    """
    import json

    from ..export.files import write_whole
    from ..graph.schema import schemas

    made = schemas()
    if out:
        for name, schema in made.items():
            path = out / f"{name}.json"
            write_whole(path, json.dumps(schema, indent=1, ensure_ascii=False) + "\n")
            click.echo(path)
    else:
        click.echo(json.dumps(made[which] if which else made, indent=1, ensure_ascii=False))
