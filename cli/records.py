"""``scen records``: records to spreadsheets, and back."""

from __future__ import annotations

from pathlib import Path

import click

from . import options

OUT = click.option(
    "--out", "-o", required=True, type=click.Path(path_type=Path), help="Folder to write; new or empty."
)
FORCE = click.option("--force", is_flag=True, help="Write over what the folder holds of the same names.")


@click.group("records")
def command() -> None:
    """Turn records into spreadsheets and back.

    One CSV table (UTF-8, commas) for each kind of thing, list of statements, and the ledger.

    An empty cell is absent. Several values are parted by " | "; a bar within a value is doubled. Lines stand
    as 12, 12-14 or 12, 16: give such columns the format Text, or the program makes dates of them. An
    apostrophe before = + - @ keeps a text from being run as a formula, and is taken away on reading.
    """


@command.command("to-csv", epilog=options.RECORDS)
@options.records
@OUT
@FORCE
def to_csv(records: Path | None, out: Path, force: bool) -> None:
    """Write records as CSV tables."""
    from ..graph.reader import read_records
    from ..graph.tables import to_csv as write

    _tell(write(read_records(records), out, force=force), out)


@command.command("from-csv")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@OUT
@FORCE
def from_csv(folder: Path, out: Path, force: bool) -> None:
    """Make YAML records of the CSV tables in DIR.

    The tables are checked first, every mistake with file, row and column; nothing is written while there is
    one. Commas, semicolons and tabs will do. Comments of YAML files are in no table, and are lost.
    """
    from ..graph.tables_in import from_csv as write

    _tell(write(folder, out, force=force), out)


def _tell(paths: list[Path], out: Path) -> None:
    for path in paths:
        click.echo(path)
    click.echo(f"{len(paths)} files in {out}")
