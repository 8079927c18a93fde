"""``scen partners``: with whom a person or organisation is tied, over what, and where that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from .filters import filters
from .place import Place, names, place

if TYPE_CHECKING:
    from ..graph.facts import Ref
    from ..graph.names import Hit
    from ..graph.network.edge import Edge
    from ..graph.network.filter import Filter
    from ..graph.network.found import Buckets
    from ..graph.network.partners import Partner
    from ..graph.telling import Line

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True
)
LIMIT = click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, metavar="N",
    callback=lambda ctx, option, number: number or None,
    help="At most so many, the best; 0 for all. The counts are of all.",
)  # fmt: skip


@click.command("partners")
@click.argument("name", nargs=-1, required=True, shell_complete=names("person", "organisation"))
@click.option("--times", type=click.IntRange(1), default=1, show_default=True, metavar="N",
              help="Only who shares N or more things: events, projects, organisations.")  # fmt: skip
@filters
@FORM
@LIMIT
@place
def command(
    name: tuple[str, ...], times: int, keep: Filter, form: str, limit: int | None, where: Place
) -> None:
    """List the partners of the person or organisation of that NAME: whoever is tied to it in any way.

    Who shares most with it comes first. Each tie says what is shared, when, its status where it is not simply
    reported, its certainty where it is not stated, and document and lines. Being at one event or paid by one
    funder is no collaboration by itself; --kinds strong keeps only what is.
    """
    from ..graph import telling_network
    from ..queries.opened import AGENTS

    with where.opened() as data:
        agent = data.resolve(" ".join(name), *AGENTS)
        found = data.partners(agent, times, keep, limit)
    this = ref(agent)
    answer(
        form, found.counted,
        text=lambda: telling_network.partners(this, found, times),
        rows=lambda: _rows(found),
        json={"agent": asdict(this), "times": times, "number": found.number, "partners": found.best},
    )  # fmt: skip


def _rows(found: Iterable[Partner]) -> Iterator[Sequence[str]]:
    yield (
        "partner", "kinds", "ties", "things", "shared", "funders", "first", "last", "undated", "documents",
        "status", "certainty", "principal", "evidence", "partner_iri",
    )  # fmt: skip
    for one in found:
        yield (
            one.other.label, joined(kind.kind for kind in one.kinds), str(len(one.edges)),
            str(len(one.things)), joined(thing.label for thing in one.things),
            joined(funder.label for funder in one.funders),
            one.first, one.last, str(one.undated), str(len(one.documents)), one.status, one.certainty,
            joined(ref.label for ref in one.principals), evidence(one.edges), one.other.iri,
        )  # fmt: skip


def answer(
    form: str, counted: Buckets, text: Callable[[], Iterable[Line]],
    rows: Callable[[], Iterable[Sequence[str]]], json: dict[str, Any],
) -> None:  # fmt: skip
    """Print an answer in the form asked for; with CSV the counts of ties go to standard error."""
    if form == "json":
        from json import dumps

        click.echo(dumps({**_plain(json), "ties": asdict(counted)}, ensure_ascii=False, indent=1))
    elif form == "csv":
        import sys

        from ..export.guard import write_guarded
        from ..graph.telling_network import buckets

        write_guarded(rows(), sys.stdout)
        click.echo("".join(line.text for line in buckets(counted)), err=True)
    else:
        from .telling import tell

        tell(text())


def ref(hit: Hit) -> Ref:
    """The agent as it is shown, even if it has no ties."""
    from ..graph.facts import Ref

    return Ref(hit.label, hit.iri, hit.kind, hit.slug)


def joined(words: Iterable[str]) -> str:
    """The words in one cell."""
    return "; ".join(words)


def evidence(edges: Iterable[Edge]) -> str:
    """``document:line`` of every line behind the ties."""
    return joined(dict.fromkeys(place for edge in edges for place in edge.evidence))


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries, without what they are only sorted by."""
    from dataclasses import fields, is_dataclass

    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name != "rank"}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
