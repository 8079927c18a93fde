"""The summary that a build prints: how many things and claims of each kind, how sure, and where it is."""

from __future__ import annotations

from pathlib import Path

import click

from ..graph.build import Built
from ..ontology.terms import NS


def tell(built: Built, out: Path, base: str) -> None:
    """Print the summary."""
    for title, counts in (
        ("Things", built.things),
        ("Claims", built.claims),
        ("Certainty", built.certainty),
        ("Status", built.status),
        ("Ties", built.ties),
    ):
        click.echo(f"{title:<10} {sum(counts.values()):>5}   " + _listed(counts))
    click.echo(f"{'Quads':<10} {built.quads:>5}   version {built.digest[:12]}")
    if base == NS:
        click.echo(f"Base IRI {NS} is a placeholder until it is registered; --base-iri sets another.")
    click.echo(f"Dataset in {out}{'/' if not str(out).endswith('/') else ''}")


def _listed(counts: dict[str, int]) -> str:
    from textwrap import fill

    text = ", ".join(f"{name} {number}" for name, number in counts.items())
    return fill(text, 96, break_on_hyphens=False, subsequent_indent=" " * 19, initial_indent=" " * 19).strip()
