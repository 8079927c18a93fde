"""``scen release``: everything that is published, proven first."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .steps import steps


@click.command("release")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@options.dataset
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False),
              help="Title, publisher, contact, version, date and address, in YAML.  [default: those of the curated network]")  # fmt: skip
@click.option("--standards", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder of official shapes and schemas to prove the catalogue against.")  # fmt: skip
@click.option("--private", type=click.Path(path_type=Path, dir_okay=False),
              help="File of who must not be shown (or SCEN_PRIVATE).")  # fmt: skip
@click.option("--alarms", type=click.Path(path_type=Path, dir_okay=False),
              help="Write every alarm about a name that was taken for false to this file.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Make a version anew that was released before.")
@click.option("--unsearched", is_flag=True,
              help="Release although people are withheld and no private file tells who they are.")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(
    folder: Path,
    dataset: Path,
    file: Path | None,
    standards: Path | None,
    private: Path | None,
    alarms: Path | None,
    replace: bool,
    unsearched: bool,
    quiet: bool,
) -> None:
    """Make a release in DIR: dated, checksummed exports, their catalogue, and a web site for any host.

    All that was written is proven before it is put in place: a mistake is told with its file and line, and DIR stays
    as it was. Releases that were there before stay, at the addresses they have.
    """
    from ..export.workers import ahead

    ahead("scen.portal.still.sharing", "scen.export.proof.everything")
    from ..export.release.release import Options, Site, release
    from ..export.settings import FILE, read_settings
    from ..export.source import Source
    from ..portal import still
    from ..queries.opened import open_dataset

    settings = read_settings(file or FILE)
    with open_dataset(dataset) as data, steps(quiet) as progress:
        done = release(
            Source(data, settings, progress),
            folder,
            Site(still.begun, still.check),
            Options(standards, private, replace, unsearched),
        )
    for said in (*done.left_out, *(f"not checked: {one}" for one in done.unchecked), *done.lacking):
        click.echo(said, err=True)
    _tell_alarms(done.suppressed, alarms)
    if settings.placeholders:
        click.echo(
            f"placeholders, of which the catalogue and the pages warn: {', '.join(settings.placeholders)}",
            err=True,
        )
    if not quiet:
        click.echo(done.quality, err=True)
        before = f", {len(done.earlier)} earlier" if done.earlier else ""
        state = "" if done.changed else ", as it was"
        click.echo(
            f"release {done.version}  {len(done.files)} exports, {done.all_files:,} files, {done.bytes / 1e6:.1f} MB{before}{state}: {folder}/"
        )


_SHOWN = 20
"""Alarms that are told here."""


def _tell_alarms(suppressed: tuple[str, ...], file: Path | None) -> None:
    """The alarms about names that were taken for false: somebody is to look them through."""
    if file:
        from ..export.files import write_whole

        write_whole(file, "".join(f"{alarm}\n" for alarm in suppressed))
    for alarm in suppressed[:_SHOWN] if not file else ():
        click.echo(f"suppressed alarm: {alarm}", err=True)
    if len(suppressed) > _SHOWN and not file:
        click.echo(
            f"and {len(suppressed) - _SHOWN} more suppressed alarms; --alarms FILE lists them all", err=True
        )
