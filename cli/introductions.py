"""``scen introductions``: whom a person or organisation might meet, through whom, and over what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .filters import filters
from .partners import FORM, LIMIT, answer, evidence, joined, ref
from .place import Place, names, place

if TYPE_CHECKING:
    from ..graph.network.filter import Filter
    from ..graph.network.introductions import Introduction


@click.command("introductions")
@click.argument("name", nargs=-1, required=True, shell_complete=names("person", "organisation"))
@filters
@FORM
@LIMIT
@click.option("--through", type=click.IntRange(0), default=5, show_default=True, metavar="N",
              help="At most so many who could introduce to each; 0 for all.")  # fmt: skip
@place
def command(
    name: tuple[str, ...], keep: Filter, form: str, limit: int | None, through: int, where: Place
) -> None:
    """List whom the person or organisation of that NAME might meet: partners of its partners, not tied to it.

    Each with those who could introduce them, and the ties of both hops with document and lines. Whom most
    could introduce comes first. A tie that the filter left out counts as none.
    """
    from ..graph import telling_network
    from ..queries.opened import AGENTS

    with where.opened() as data:
        agent = data.resolve(" ".join(name), *AGENTS)
        found = data.introductions(agent, keep=keep, limit=limit, through=through or None)
    this = ref(agent)
    answer(
        form, found.counted,
        text=lambda: telling_network.introductions(this, found),
        rows=lambda: _rows(found),
        json={"agent": asdict(this), "number": found.number, "introductions": found.best},
    )  # fmt: skip


def _rows(found: Iterable[Introduction]) -> Iterator[Sequence[str]]:
    """One row for each that could introduce."""
    yield (
        "to_meet", "introducers", "through", "kinds_near", "over_near", "kinds_far", "over_far",
        "evidence_near", "evidence_far", "to_meet_iri", "through_iri",
    )  # fmt: skip
    for one in found:
        for by in one.through:
            yield (
                one.other.label, str(one.introducers), by.agent.label,
                joined(sorted({edge.kind for edge in by.near})),
                joined(thing.label for thing in by.over_near),
                joined(sorted({edge.kind for edge in by.far})), joined(thing.label for thing in by.over_far),
                evidence(by.near), evidence(by.far), one.other.iri, by.agent.iri,
            )  # fmt: skip
