"""``scen measures``: who is central in the network, how sure that is, and what the network is like as a whole."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from ..graph.network.measures import MEASURES
from . import options
from .filters import filters, strongest
from .place import Place, place
from .steps import steps

if TYPE_CHECKING:
    from ..graph.network.filter import Filter
    from ..graph.network.measured import Measured


@click.command("measures")
@click.option("--by", type=click.Choice(list(MEASURES)), default="pagerank", show_default=True,
              help="The measure of the ranking; brokers have the lowest constraint and come first.")  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many agents to list."
)
@filters
@strongest
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True,
              help="For people, the ranking for a spreadsheet, or everything for a program.")  # fmt: skip
@options.output
@place
def command(by: str, limit: int, keep: Filter, form: str, output: Path, where: Place) -> None:
    """Rank people and organisations, and tell how much each rank depends on a single source.

    The range of ranks is what is left when one source document at a time is left out (and, of more than 1,000 ties,
    when these are drawn anew 100 times). Below the ranking: figures of the whole network, its communities, and
    what it all rests on. Of millions of ties, those of each agent's strongest partners are measured; that is said.
    """
    with where.opened() as data:
        with steps() as progress:
            found = data.measured(by, keep, progress)
        if found is None:
            click.echo("no record: no tie passes the filter, so there is nothing to measure", err=True)
            return
        with options.written(output) as out:
            {"text": _text, "csv": _csv, "json": _json}[form](found, limit, out)
    if form == "csv":
        click.echo("\n".join((*found.said, found.coverage.line, found.warning)), err=True)


_COMMUNITIES = 50
"""Communities that are told as text; the smallest are left out."""
_COLUMNS = ("rank", "name", "kind", "value", "lowest_rank", "highest_rank", "ties", "sources", "iri")


def _csv(found: Measured, limit: int, out: TextIO) -> None:
    from ..export.guard import write_guarded

    head = [found.by if column == "value" else column for column in _COLUMNS]
    rows = ([row[column] for column in _COLUMNS] for row in found.rows(limit))
    write_guarded([head, *rows], out)


def _json(found: Measured, limit: int, out: TextIO) -> None:
    told = {
        "by": found.by,
        "ranking": list(found.rows(limit)),
        "sampled": "; ".join(found.said),
        "network": asdict(found.overall) | {"exact_distances": found.overall.distances.exact},
        "communities": [asdict(one) | {"label": one.label} for one in found.communities],
        "coverage": asdict(found.coverage) | {"line": found.coverage.line},
        "warning": found.warning,
    }
    json.dump(_finite(told), out, ensure_ascii=False, indent=2, allow_nan=False)
    out.write("\n")


def _finite(value: Any) -> Any:
    """The same with null for what is no number, as JSON has none of those."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _text(found: Measured, limit: int, out: TextIO) -> None:
    from ..graph.text import printable

    rows = list(found.rows(limit))
    width = min(50, max(len(row["name"]) for row in rows))
    out.write(f"rank  {'name':<{width}}  {'kind':<12}  {found.by:>11}  range      ties  sources\n")
    for row in rows:
        name, value = printable(row["name"]), row["value"]
        name = name if len(name) <= width else name[: width - 1] + "…"
        between = f"{row['lowest_rank']} to {row['highest_rank']}"
        shown = "none" if value is None else f"{value:.5g}"
        out.write(
            f"{row['rank']:>4}  {name:<{width}}  {row['kind']:<12}  {shown:>11}  {between:<9}  {row['ties']:>4}  {row['sources']:>7}\n"
        )
    if len(found.ranking) > limit:
        out.write(f"      and {len(found.ranking) - limit} more (--limit)\n")
    out.write("\n" + "\n".join(_whole(found)) + "\n\n")
    label = found.reading.facts.label
    for one in found.communities[:_COMMUNITIES]:
        told = ", ".join(printable(label(iri)) for iri in one.members[:5])
        more = f" and {len(one.members) - 5} more" if len(one.members) > 5 else ""
        out.write(
            f"community {one.number + 1} ({len(one.members)}): {printable(one.label)}\n  {told}{more}\n"
        )
    if len(found.communities) > _COMMUNITIES:
        out.write(f"and {len(found.communities) - _COMMUNITIES} more communities (--format json)\n")
    out.write(f"\nCoverage: {found.coverage.line}.\n{found.warning}\n")


def _whole(found: Measured) -> Iterator[str]:
    whole, steps = found.overall, found.overall.distances
    yield f"{whole.nodes} agents, {whole.ties} ties between {whole.pairs} pairs; density {whole.density:.4f}"
    least, about = (
        ("", "") if steps.exact else ("at least ", f" (from {steps.sources} nodes chosen by chance)")
    )
    yield (
        f"{whole.components} components; the largest has {steps.nodes} agents, diameter {least}{steps.diameter}, "
        f"average path {steps.mean:.2f} steps{about}"
    )
    yield f"{whole.communities} communities (Leiden), modularity {whole.modularity:.3f}"
    yield from found.said
