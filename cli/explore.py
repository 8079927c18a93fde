"""``scen explore``: the network as a page to explore, in one file."""

from __future__ import annotations

import webbrowser
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
    from ..viz.explorer_data import Starts
    from ..viz.explorer_page import Page

_VIEWS = ["collaboration", "funding", "programme"]


@click.command("explore")
@click.option("--view", type=click.Choice(_VIEWS), default="collaboration", show_default=True,
              help="What the page opens with: ties between agents; who funds what; or who is on whose programme.")  # fmt: skip
@filters
@strongest
@click.option("--story", "stories", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="PATH",
              help="A file with a story, or a folder of them, beside those that come with the records of scen. "
                   "May be given again.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              default=Path("out/explorer.html"), show_default=True, help="File, or - for standard output.")  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@place
def command(
    view: str, keep: Filter, stories: tuple[Path, ...], output: Path, opens: bool, where: Place
) -> None:
    """Write the network as a page to explore: search, filter, paths, time, evidence, stories.

    It is one HTML file that needs no network and no program but a browser; send it by e-mail. Without filters it
    holds all three views, with one the view alone that was asked for.
    """
    from ..viz.explorer_page import explore
    from ..viz.scene import QUIET

    if opens and str(output) == "-":
        raise click.UsageError("--open needs a file; leave out -o -")
    everything = click.get_current_context().get_parameter_source("kinds") is ParameterSource.COMMANDLINE
    kept = None if keep != EVERYTHING or where.endpoint else where.dataset
    with where.opened() as data, steps() as progress:
        progress("reading and placing ties")
        page = explore(
            data, view, keep, stories=stories, quiet=() if everything else QUIET, starts=_starts(kept)
        )
    for warning in page.left_out:
        click.echo(warning, err=True)
    if kept:
        _keep(kept, page)
    if str(output) == "-":
        click.echo(page.text, nl=False)
        return
    _write(page, view, output, opens)


def _starts(dataset: Path | None) -> Starts:
    """Where the nodes of the whole network stood in earlier pictures."""
    from ..viz import positions

    if dataset is None:
        return {}
    return {view: positions.read(dataset / positions.FOLDER / f"{view}.json") for view in _VIEWS}


def _keep(dataset: Path, page: Page) -> None:
    """Keep the places for the next picture, beside the dataset."""
    from ..export.files import write_whole
    from ..viz import positions

    try:
        for view, places in page.standing.items():
            path = dataset / positions.FOLDER / f"{view}.json"
            path.parent.mkdir(exist_ok=True)
            write_whole(path, positions.text(places))
    except (OSError, ScenError) as error:
        click.echo(f"places are not kept for the next picture: {error}", err=True)


def _write(page: Page, view: str, output: Path, opens: bool) -> None:
    from ..export.files import write_whole

    write_whole(output, page.text)
    lines = "ties" if view == "collaboration" else "lines"
    size = len(page.text.encode()) / 1_000_000
    click.echo(f"{view}: {page.names} names, {page.ties} {lines}; {size:.1f} MB")
    click.echo(f"explorer {output}")
    if opens and not webbrowser.open(output.resolve().as_uri()):
        click.echo(f"no browser was found; open {output} yourself", err=True)
