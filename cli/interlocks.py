"""``scen interlocks``: what two or more people or organisations have in common."""

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
    from ..graph.network.interlocks import Shared


@click.command("interlocks")
@click.argument("name", nargs=-1, required=True, shell_complete=names("person", "organisation"))
@filters
@FORM
@LIMIT
@place
def command(name: tuple[str, ...], keep: Filter, form: str, limit: int | None, where: Place) -> None:
    """Tell what the people or organisations of these NAMEs have in common; quote a NAME of several words.

    Third agents tied to at least two of them; events, projects and organisations in which at least two have a
    part; funders who pay at least two of them: each with the ties that join them, document and lines.
    What joins most of them comes first.
    """
    from ..graph import telling_network
    from ..queries.opened import AGENTS

    with where.opened() as data:
        hits = {hit.iri: hit for hit in (data.resolve(one, *AGENTS) for one in name)}
        if len(hits) < 2:
            raise click.UsageError("name at least two different people or organisations")
        found = data.interlocks(*hits.values(), keep=keep, limit=limit)
    agents = [ref(hit) for hit in hits.values()]
    answer(
        form, found.counted,
        text=lambda: telling_network.interlocks(agents, found),
        rows=lambda: _rows(found),
        json={
            "agents": [asdict(agent) for agent in agents], "number": found.number, "interlocks": found.best,
            "direct": found.direct,
        },
    )  # fmt: skip


def _rows(found: Iterable[Shared]) -> Iterator[Sequence[str]]:
    from ..graph.written import cited

    yield (
        "thing", "kind", "way", "number", "joined", "kinds", "evidence", "tie_evidence", "thing_iri", "joined_iris",
    )  # fmt: skip
    for one in found:
        yield (
            one.thing.label, one.thing.kind, one.way, str(len(one.joined)),
            joined(it.label for it in one.joined), joined(sorted(kind.slug for kind in one.kinds)),
            joined(cited(one.facts)), evidence(one.edges), one.thing.iri, " ".join(it.iri for it in one.joined),
        )  # fmt: skip
