"""``scen build``: records to dataset."""

from __future__ import annotations

from pathlib import Path

import click

from ..ontology.terms import NS
from . import options


@click.command("build", epilog=options.RECORDS)
@options.records
@click.option("--out", type=click.Path(path_type=Path), default=Path("dataset"), envvar="SCEN_DATASET",
              show_default=True, help="Folder to build into; what is there stays until the new dataset is whole.")  # fmt: skip
@click.option("--base-iri", default=NS, show_default=True, help="Namespace of things, graphs and terms.")
@click.option(
    "--private", type=click.Path(path_type=Path), help="File of who must not be shown (or SCEN_PRIVATE)."
)
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(records: Path | None, out: Path, base_iri: str, private: Path | None, quiet: bool) -> None:
    """Build the dataset from records, all or nothing."""
    from ..graph.build import build
    from ..viz.positions import forget
    from .counts import tell
    from .steps import steps

    with steps(quiet) as progress:
        built = build(records, out, base=base_iri, private=private, progress=progress)
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    if not quiet:
        tell(built, out, base_iri)
    for told in forget(out):
        click.echo(f"warning: {told}", err=True)
