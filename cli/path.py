"""``scen path``: how two people or organisations are linked, hop by hop, in words with sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .filters import filters
from .place import Place, names, place

if TYPE_CHECKING:
    from ..graph.network.chain import Chain, Chains
    from ..graph.network.filter import Filter
    from ..queries.opened import OpenDataset


@click.command("path")
@click.argument("first", shell_complete=names("person", "organisation"))
@click.argument("second", shell_complete=names("person", "organisation"))
@click.option("--number", "-k", type=click.IntRange(1), default=3, show_default=True, metavar="K",
              help="So many chains, the best first.")  # fmt: skip
@click.option("--within", type=click.IntRange(1, 99), default=6, show_default=True, metavar="N",
              help="Only chains of N hops or fewer.")  # fmt: skip
@filters
@click.option("--short", is_flag=True, help="One line a hop, with the lines where it is written.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "sparql"]), default="text", show_default=True,
              help="Words, a table, all claims, or a query for them.")  # fmt: skip
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.html",
              help="Draw the chains, too.")  # fmt: skip
@place
def command(
    first: str, second: str, number: int, within: int, keep: Filter, short: bool, form: str, picture: Path | None,
    where: Place,
) -> None:  # fmt: skip
    """Explain the best chains from FIRST to SECOND, two people or organisations.

    Each hop says what joins the two, how sure that is, and where it is written. Few hops, over small gatherings, that
    are stated and reported, are best. A hop over one event or network is no collaboration by itself; that no chain is
    recorded does not prove that there is none.
    """
    with where.opened() as data:
        found = data.path(first, second, number, within, keep)
        if picture:
            _draw(found, data, picture)
    _print(found, form, short)


def _print(found: Chains, form: str, short: bool) -> None:
    """Print the answer; that there is no chain is said beside a table or a query, too."""
    from ..graph import telling

    if form in ("csv", "sparql") and not found:
        click.echo(telling.plain(telling.chains(found)), err=True)
    if form == "json":
        import json

        click.echo(json.dumps(_json(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        import sys

        from ..export.guard import write_guarded

        write_guarded(_rows(found), sys.stdout)
    elif form == "sparql":
        from ..queries.chains import query

        click.echo(query(found), nl=False)
    else:
        from .telling import tell

        tell(telling.chains(found, short))


def _json(found: Chains) -> dict[str, Any]:
    """The best chain, the others beside it, and what comes nearest where there is none."""
    from dataclasses import asdict

    def plain(chain: Chain) -> dict[str, Any]:
        return {"price": chain.price, "hops": [asdict(hop) for hop in chain.hops]}

    best = plain(found[0]) if found else {"price": None, "hops": []}
    return {
        "start": asdict(found.start), "end": asdict(found.end), "within": found.within, **best,
        "also": [plain(chain) for chain in found[1:]], "nearest": asdict(found.nearest) if found.nearest else None,
    }  # fmt: skip


def _rows(found: Chains) -> Iterator[Sequence[str]]:
    from ..graph.written import cited

    yield (
        "chain", "hop", "from", "to", "kind", "over", "first", "last", "status", "certainty", "price", "also",
        "principal_iri", "evidence", "from_iri", "to_iri", "claims",
    )  # fmt: skip
    for number, chain in enumerate(found, 1):
        for at, hop in enumerate(chain.hops, 1):
            yield (
                str(number), str(at), hop.start.label, hop.end.label, hop.kind, "; ".join(hop.over),
                hop.first, hop.last, hop.status, hop.certainty, f"{hop.price:g}", "; ".join(hop.also), hop.principal,
                "; ".join(cited(hop.facts)), hop.start.iri, hop.end.iri, " ".join(fact.iri for fact in hop.facts),
            )  # fmt: skip


def _draw(found: Chains, data: OpenDataset, path: Path) -> None:
    from ..export.files import write_whole
    from ..viz.page import Origin, page
    from ..viz.paths import network
    from ..viz.scene import make, spoken_in

    spoken, meta = data.store.read(lambda readable: (spoken_in(readable), readable.meta))
    scene = make(network(found), language=data.language, spoken=spoken, quiet=())
    origin = Origin(meta["digest"], meta["base"], meta["placeholder"])
    write_whole(path, page(scene, origin, title=f"From {found.start.label} to {found.end.label}"))
    click.echo(f"picture  {path}", err=True)
