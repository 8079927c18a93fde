"""``scen network``: the ties as a picture and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .place import Place, place

if TYPE_CHECKING:
    from ..graph.network import Network
    from ..queries.opened import OpenDataset

_OUT = Path("out")


def _listed(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else ()


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str:
    """A day, month or year; `click.BadParameter` for anything else."""
    if not value:
        return ""
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
            raise ValueError
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is no date; write 2020-12-10, 2020-12 or 2020") from None
    return value


@click.command("network")
@click.option("--view", type=click.Choice(["collaboration", "funding", "programme"]), default="collaboration", show_default=True,
              help="Ties between agents; who funds what; or who is on whose programme.")  # fmt: skip
@click.option("--kinds", callback=_listed, metavar="A,B", help="Only these kinds of tie or role, all of them drawn; 'strong', 'weak' or 'all' for many.")
@click.option("--certainty", callback=_listed, metavar="A,B", help="Only stated, inferred, disputed.")
@click.option("--status", callback=_listed, metavar="A,B", help="Only reported, ended, announced, unknown, cancelled.")
@click.option("--min-sources", type=click.IntRange(1), default=1, show_default=True, help="Only with so many source documents; each may tell of another thing that the two share.")
@click.option("--since", callback=_day, metavar="DATE", help="Only what lasts until that day, month or year, or later.")
@click.option("--until", callback=_day, metavar="DATE", help="Only what begins on that day, month or year, or earlier.")
@click.option("--without-undated", is_flag=True, help="Leave out what has no date; else it stays, whatever the period. A year that was worked out is no date of a tie.")
@click.option("--format", "form", type=click.Choice(["html", "csv"]), help="Picture or table; without it, and without -o, both.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              help="File, or - for standard output.  [default: out/VIEW.html and out/VIEW.csv]")  # fmt: skip
@place
def command(
    view: str, kinds: tuple[str, ...], certainty: tuple[str, ...], status: tuple[str, ...], min_sources: int, since: str,
    until: str, without_undated: bool, form: str | None, output: Path | None, where: Place,
) -> None:  # fmt: skip
    """Draw who works with whom, who funds what, or who is on whose programme; also as a table.

    The picture is one HTML file that needs no network. Attending one event, a common funder and paying for one
    thing together are in the file but not drawn until they are ticked; --kinds all draws them.
    """
    from ..graph.network import Filter
    from ..graph.order import CERTAINTIES, STATUSES

    form = _form(form, output)
    if since and until and since[: len(until)] > until[: len(since)]:
        raise click.UsageError(f"--since {since} is after --until {until}")
    asked = _kinds_asked(kinds, view)
    keep = Filter(
        kinds=frozenset() if "all" in kinds else asked,
        certainty=_known("certainty", certainty, CERTAINTIES),
        status=_known("status", status, STATUSES),
        sources=min_sources, since=since, until=until, undated=not without_undated,
    )  # fmt: skip
    with where.opened() as data:
        network = data.network(view, keep)
        made = {
            ending: _picture(network, data, bool(kinds)) if ending == "html" else _table(network)
            for ending in ("html", "csv")
            if form in (None, ending)
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
    if form is None and ending not in ("html", "csv"):
        raise click.UsageError(f"which format for {output}? Add --format html or --format csv")
    return form or ending


def _kinds_asked(kinds: Iterable[str], view: str) -> frozenset[str]:
    """The kinds by name; ``strong`` and ``weak`` stand for all that are, ``all`` for every kind."""
    from ..ontology.terms import model

    groups: dict[str, set[str]] = {"all": set()}
    if view == "collaboration":
        strong = {concept.notation for concept in model().members("strong-ties")}
        groups |= {"strong": strong, "weak": set(_kinds(view)) - strong}
    asked = set(kinds)
    _known("kind", asked - groups.keys(), [*_kinds(view), *groups])
    return frozenset(asked - groups.keys()).union(*(groups[name] for name in asked & groups.keys()))


def _kinds(view: str) -> list[str]:
    """All kinds a view can have."""
    from ..ontology.terms import model

    scheme = {"collaboration": "tie-kinds", "programme": "roles"}.get(view)
    return [concept.notation for concept in model().scheme(scheme).concepts] if scheme else ["funds"]


def _known(what: str, words: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The words, or everything known where none are given."""
    from ..graph.nearest import did_you_mean

    for word in sorted(set(words) - set(known)):
        hint = did_you_mean(word, known) or f"; there are {', '.join(known)}"
        raise click.UsageError(f"no {what} '{word}'{hint}")
    return frozenset(words or known)


def _picture(network: Network, data: OpenDataset, everything: bool) -> str:
    from ..viz.page import Origin, page
    from ..viz.scene import QUIET, make, spoken_in

    spoken, meta = data.store.read(lambda readable: (spoken_in(readable), readable.meta))
    scene = make(network, language=data.language, spoken=spoken, quiet=() if everything else QUIET)
    return page(scene, Origin(meta["digest"], meta["base"], meta["placeholder"]))


def _table(network: Network) -> str:
    from io import StringIO

    from ..export.ties_csv import write

    file = StringIO()
    write(network, file)
    return file.getvalue()


def _write(network: Network, made: dict[str, str], output: Path | None) -> None:
    from ..export.files import write_whole

    strong = sum(edge.strong for edge in network.edges)
    said = f"{len(network.edges)} lines" if network.view != "collaboration" else f"{len(network.edges)} ties ({strong} strong)"
    click.echo(f"{network.view}: {len(network.nodes)} names, {said}; {network.undated} undated, {network.left_out} left out by the filter")
    for ending, text in made.items():
        path = output or _OUT / f"{network.view}.{ending}"
        write_whole(path, text)
        click.echo(f"{'picture' if ending == 'html' else 'table  '}  {path}")
