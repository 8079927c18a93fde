"""``scen diff``: what changed between two releases or datasets."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from . import options
from .steps import steps


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "rdf"]), default="text", show_default=True,
              help="How to write it; rdf is Turtle.")  # fmt: skip
@options.output
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def command(old: Path, new: Path, form: str, output: Path, quiet: bool) -> None:
    """Tell what is new, ended, corrected or withdrawn in NEW, compared with OLD.

    Each is the folder of a release (its newest version, or DIR/releases/VERSION), a dataset, or a file of canonical
    N-Quads. A withheld person is never named: what was withdrawn about them is counted.
    """
    from ..export.changes.diff import compared
    from ..export.changes.given import opened
    from ..export.changes.rdf import write_rdf
    from ..export.changes.table import write_csv, write_json, write_text

    writers = {"text": write_text, "csv": write_csv, "json": write_json, "rdf": write_rdf}
    with (
        TemporaryDirectory(prefix="scen-diff-") as work, opened(old) as before, opened(new) as now, steps(quiet) as progress,
        compared(before, now, Path(work), progress) as found, options.written(output) as file,
    ):  # fmt: skip
        progress("writing")
        writers[form](found, file)
