"""``scen load``: bulk data beside the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options

if TYPE_CHECKING:
    from ..graph.bulk.folder import Source


@click.command("load")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@options.dataset
@click.option("--name", help="Name of the source, for one file (default: the file's name without endings).")
@click.option("--format", "form", type=click.Choice(["nq", "nt", "ttl", "trig", "jsonld", "rdf"]),
              help="Format of the files, where their endings do not tell it.")  # fmt: skip
@click.option(
    "--private", type=click.Path(path_type=Path), help="File of who must not be shown (or SCEN_PRIVATE)."
)
@click.option(
    "--remove", multiple=True, metavar="NAME", help="Remove a source that was loaded; may be repeated."
)
@click.option("--list", "listing", is_flag=True, help="List the sources that were loaded.")
@click.option("--graphs", is_flag=True, help="With --list: the graphs of each source, too.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(
    files: tuple[Path, ...],
    dataset: Path,
    name: str | None,
    form: str | None,
    private: Path | None,
    remove: tuple[str, ...],
    listing: bool,
    graphs: bool,
    quiet: bool,
) -> None:
    """Load files of RDF in the profile into a dataset, beside its records.

    FILE is N-Quads (.nq), N-Triples (.nt), Turtle (.ttl), TriG (.trig), JSON-LD (.jsonld) or RDF/XML (.rdf), also
    packed (.gz, .bz2, .zst). Each file is a source with a name; loading a name again replaces it. Graphs inside
    N-Quads and TriG keep their names; triples in no graph get one named after the source.

    A file with a mistake is named with its line and left out whole; the others are loaded, and the exit status is
    1. What was there before stays until the new dataset is whole.
    """
    if sum(map(bool, (files, remove, listing))) != 1:
        raise click.UsageError("give files to load, or --remove, or --list")
    if not files and (name is not None or form is not None):
        raise click.UsageError("--name and --format go with files to load")
    if private and listing:
        raise click.UsageError("--private does not go with --list")
    if graphs and not listing:
        raise click.UsageError("--graphs goes with --list")
    if listing:
        _list(dataset, graphs)
    else:
        _change(files, dataset, name, form, private, remove, quiet)


def _list(dataset: Path, graphs: bool) -> None:
    from ..graph.bulk.load import sources

    for source in sources(dataset):
        click.echo("\t".join((source.name, *_held(source), source.file, source.sha256)))
        for graph in source.graphs if graphs else ():
            click.echo(f"  {graph}")


def _held(source: Source) -> tuple[str, str]:
    """How many quads and graphs a source has, in words."""
    numbers = ((source.quads, "quad"), (len(source.graphs), "graph"))
    first, second = (f"{number} {word}{'' if number == 1 else 's'}" for number, word in numbers)
    return first, second


def _change(
    files: tuple[Path, ...],
    dataset: Path,
    name: str | None,
    form: str | None,
    private: Path | None,
    gone: tuple[str, ...],
    quiet: bool,
) -> None:
    from ..graph.bulk.load import load, remove
    from ..viz.positions import forget
    from .steps import steps

    with steps(quiet) as progress:
        if gone:
            done = remove(gone, dataset, private=private, progress=progress)
        else:
            done = load(files, dataset, name=name, form=form, private=private, progress=progress)
    warnings = forget(dataset) if done.version else []
    for problem in done.left_out:
        click.echo(str(problem), err=True)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    if done.spread:
        click.echo(
            f"warning: {done.spread} quads repeat a triple of another graph; engines differ in how they count these",
            err=True,
        )
    if not quiet:
        for source in done.new:
            click.echo(f"{source.name}: {' in '.join(_held(source))}, from {source.file}")
        for name_ in gone:
            click.echo(f"{name_}: removed")
        click.echo(f"Dataset in {dataset}: {done.quads} quads" + ("" if done.version else ", as before"))
    if done.left_out:
        left = len({problem.place.path for problem in done.left_out})
        click.echo(f"scen: {left} of {len(files)} files left out", err=True)
        raise click.exceptions.Exit(1)
