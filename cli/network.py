"""``scen network``: the ties as a picture and as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from ..graph.errors import ScenError
from ..graph.network.filter import EVERYTHING
from .filters import filters, strongest
from .place import Place, place
from .steps import steps

if TYPE_CHECKING:
    from ..graph.network.filter import Filter
    from ..graph.network.views import Network
    from ..queries.opened import OpenDataset

_OUT = Path("out")
_CALLED = {"html": "picture", "csv": "table"}
FORMATS = ("html", "csv", "gexf", "graphml")


@click.command("network")
@click.option("--view", type=click.Choice(["collaboration", "funding", "programme"]), default="collaboration", show_default=True,
              help="Ties between agents; who funds what; or who is on whose programme.")  # fmt: skip
@filters
@strongest
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="Picture, table, or a file for Gephi and other network programs; without it, and without -o, picture and table.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              help="File, or - for standard output.  [default: out/VIEW.html and out/VIEW.csv]")  # fmt: skip
@place
def command(view: str, keep: Filter, form: str | None, output: Path | None, where: Place) -> None:
    """Draw who works with whom, who funds what, or who is on whose programme; also as a table.

    The picture is one HTML file that needs no network. Attending one event, a common funder and paying for one
    thing together are in the file but not drawn until they are ticked; --kinds all draws them.
    """
    form = _form(form, output)
    everything = click.get_current_context().get_parameter_source("kinds") is ParameterSource.COMMANDLINE
    with where.opened() as data, steps() as progress:
        progress("reading ties")
        network = data.network(view, keep)
        progress("writing")
        kept = None if keep != EVERYTHING or where.endpoint else where.dataset
        made = {
            ending: _picture(network, data, everything, kept) if ending == "html" else _file(network, ending)
            for ending in ([form] if form else FORMATS[:2])
        }
    if str(output) == "-":
        click.echo(made[form or "csv"], nl=False)
        return
    _write(network, made, output)


def _form(form: str | None, output: Path | None) -> str | None:
    """The one format of a named file; None for both in the usual place."""
    if output is None:
        return form
    ending = output.suffix.removeprefix(".").lower()
    if form is None and ending not in FORMATS:
        raise click.UsageError(f"which format for {output}? Add --format, one of {', '.join(FORMATS)}")
    return form or ending


def _picture(network: Network, data: OpenDataset, everything: bool, kept: Path | None) -> str:
    """The page; ``kept`` is the dataset's folder, where the places of the whole network are kept for the next time."""
    from ..export.files import write_whole
    from ..viz import positions
    from ..viz.page import Origin, page
    from ..viz.scene import QUIET, make, spoken_in, standing

    spoken, meta = data.store.read(lambda readable: (spoken_in(readable), readable.meta))
    path = kept and kept / positions.FOLDER / f"{network.view}.json"
    start = positions.read(path) if path else None
    scene = make(
        network, language=data.language, spoken=spoken, quiet=() if everything else QUIET, start=start
    )
    if path:
        try:
            path.parent.mkdir(exist_ok=True)
            write_whole(path, positions.text(standing(scene)))
        except (OSError, ScenError) as error:
            click.echo(f"places are not kept for the next picture: {error}", err=True)
    return page(scene, Origin(meta["digest"], meta["base"], meta["placeholder"]))


def _file(network: Network, ending: str) -> str:
    from io import StringIO

    from ..export import gexf, graphml, ties_csv

    writers = {"csv": ties_csv.write, "gexf": gexf.write_network, "graphml": graphml.write_network}
    file = StringIO()
    writers[ending](network, file)
    return file.getvalue()


def _write(network: Network, made: dict[str, str], output: Path | None) -> None:
    from ..export.files import write_whole

    strong = sum(edge.strong for edge in network.edges)
    said = (
        f"{len(network.edges)} lines"
        if network.view != "collaboration"
        else f"{len(network.edges)} ties ({strong} strong)"
    )
    click.echo(
        f"{network.view}: {len(network.nodes)} names, {said}; {network.undated} undated, {network.left_out} left out by the filter"
    )
    for ending, text in made.items():
        path = output or _OUT / f"{network.view}.{ending}"
        write_whole(path, text)
        click.echo(f"{_CALLED.get(ending, 'network'):<7}  {path}")
