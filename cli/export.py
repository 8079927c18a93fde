"""``scen export``: the dataset in one format, for other programs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ..graph.errors import SettingError
from . import options
from .steps import steps

if TYPE_CHECKING:
    from ..export.formats import Format

_OUT = Path("out")


def _names(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    from ..export.formats import FORMATS

    return [CompletionItem(form.name, help=form.title) for form in FORMATS.values() if form.name.startswith(begun)]  # fmt: skip


@click.command("export")
@click.argument("format", required=False, metavar="[FORMAT]", shell_complete=_names)
@click.option("--output", "-o", type=click.Path(path_type=Path, allow_dash=True),
              help="File, or folder for a format of several files; - is standard output.  [default: out/]")  # fmt: skip
@options.dataset
@click.option("--settings", type=click.Path(path_type=Path), envvar="SCEN_RELEASE", show_envvar=True,
              help="YAML file with title, publisher, contact, licence and version.  [default: the curated network's]")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List the formats, and the files of each.")
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
def command(
    format: str | None, output: Path | None, dataset: Path, settings: Path | None, listing: bool, quiet: bool
) -> None:
    """Write the dataset in one format: RDF, tables, networks, documents.

    The same data gives the same bytes. Files are there whole or not at all. scen release writes all formats, with a
    description, and proves them.
    """
    from ..export.formats import format_of

    if listing == (format is not None):
        raise click.UsageError("give a format, or --list for all of them")
    if format is None:
        _list()
        return
    chosen = format_of(format)
    if str(output) == "-":
        _print(chosen, dataset, settings, quiet)
        return
    for path in _written(chosen, output, dataset, settings, quiet):
        if not quiet:
            click.echo(f"{path}  {path.stat().st_size:,} bytes" if path.is_file() else str(path))


def _list() -> None:
    from ..export.formats import FORMATS

    for form in FORMATS.values():
        extra = f"  (pip install 'scen[{form.extra}]')" if form.extra else ""
        click.echo(f"{form.name:<12}  {form.title}{extra}")
        for file in form.files:
            click.echo(f"{'':<12}    {file.path}  {file.title}")


def _made(chosen: Format, folder: Path, dataset: Path, settings: Path | None, quiet: bool) -> Sequence[Path]:
    """Write the format into a folder."""
    from ..export.settings import FILE, read_settings
    from ..export.source import Source
    from ..queries.opened import open_dataset

    told = read_settings(settings or FILE)
    with open_dataset(dataset, language=next(iter(told.title.texts))) as data, steps(quiet) as progress:
        progress(f"writing {chosen.name}")
        return chosen.write(Source(data, told, progress), folder)


def _print(chosen: Format, dataset: Path, settings: Path | None, quiet: bool) -> None:
    if len(chosen.files) > 1:
        raise click.UsageError(f"{chosen.name} has {len(chosen.files)} files; name a folder with -o")
    with TemporaryDirectory(prefix="scen-export-") as work:
        [path] = _made(chosen, Path(work), dataset, settings, quiet)
        with path.open("rb") as file:
            sys.stdout.flush()
            shutil.copyfileobj(file, sys.stdout.buffer)


def _written(
    chosen: Format, output: Path | None, dataset: Path, settings: Path | None, quiet: bool
) -> list[Path]:
    """Write the format beside where it belongs, then put each file in its place; where they are."""
    targets = _targets(chosen, output)
    special = targets[0].exists() and not targets[0].is_file()
    try:
        targets[0].parent.mkdir(parents=True, exist_ok=True)
        beside = None if special else targets[0].resolve().parent
        with TemporaryDirectory(prefix=".scen-export-", dir=beside) as work:
            made = _made(chosen, Path(work), dataset, settings, quiet)
            for path, target in zip(made, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                if special:
                    with path.open("rb") as file, target.open("wb", buffering=0) as device:
                        shutil.copyfileobj(file, device)
                else:
                    os.replace(path, target.resolve())
    except OSError as error:
        raise SettingError("--output", f"{output or _OUT}: cannot be written: {error.strerror}") from None
    return targets


def _targets(chosen: Format, output: Path | None) -> list[Path]:
    """Where each file goes: one file as it is named, or into the folder; several into the folder."""
    folder = output or _OUT
    if len(chosen.files) > 1:
        return [folder / file.path for file in chosen.files]
    return [folder / Path(chosen.files[0].path).name if output is None or folder.is_dir() else folder]
