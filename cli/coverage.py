"""``scen coverage``: what the network rests on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from . import options
from .filters import filters, strongest
from .place import Place, place
from .steps import steps

if TYPE_CHECKING:
    from ..graph.network.coverage import Coverage
    from ..graph.network.filter import Filter

_HEADS = {
    "year": "Year (of the first and the last day)", "source": "Source document", "tie": "Kind of tie",
    "certainty": "Certainty", "status": "Status", "organisation": "Kind of organisation (organisations only)",
    "country": "Country (organisations only)",
}  # fmt: skip


@click.command("coverage")
@filters
@strongest
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True,
              help="For people, for a spreadsheet, or everything for a program.")  # fmt: skip
@options.output
@place
def command(keep: Filter, form: str, output: Path, where: Place) -> None:
    """Tell how many ties and agents there are by year, source, kind, certainty, status and country.

    A tie may count in several years, sources, kinds of organisation and countries. "Not stated" is what no source
    says; it does not mean that there is none.
    """
    with where.opened() as data, steps() as progress:
        progress("counting ties")
        found = data.coverage(keep)
    with options.written(output) as out:
        {"text": _text, "csv": _csv, "json": _json}[form](found, out)


def _text(found: Coverage, out: TextIO) -> None:
    from ..graph.text import printable

    width = max((len(bucket.label) for bucket in found.buckets), default=0)
    for by, head in _HEADS.items():
        if buckets := found.of(by):
            out.write(f"{head:<{max(width, 42) + 2}}   ties  agents\n")
            out.writelines(
                f"  {printable(bucket.label):<{max(width, 42)}} {bucket.ties:6} {bucket.agents:7}\n"
                for bucket in buckets
            )
            out.write("\n")
    out.write(found.line + "\n")


def _csv(found: Coverage, out: TextIO) -> None:
    from ..export.guard import write_guarded

    buckets = ((it.by, it.name, it.label, it.ties, it.agents) for it in found.buckets)
    write_guarded([("by", "name", "label", "ties", "agents"), *buckets], out)


def _json(found: Coverage, out: TextIO) -> None:
    json.dump({**asdict(found), "line": found.line}, out, ensure_ascii=False, indent=2)
    out.write("\n")
