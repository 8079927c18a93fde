"""Ties as a table for spreadsheets: one row each, with its evidence as ``document:line``."""

from __future__ import annotations

from typing import TextIO

from ..graph.network.edge import Edge
from ..graph.network.views import Network
from .guard import write_guarded

_ENDS = {"collaboration": ("party_a", "party_b")}
_REST = (
    "kind", "kind_label", "strong", "directed", "weight", "sources", "first", "last", "certainty", "status", "evidence",
)  # fmt: skip


def write(network: Network, file: TextIO) -> int:
    """Write the network's edges in their fixed order; returns the number of rows."""
    a, b = _ENDS.get(network.view, ("from", "to"))
    names = {ref.iri: ref.label for ref in network.nodes}
    head = (a, b, *_REST, f"{a}_iri", f"{b}_iri")
    write_guarded([head, *(_row(edge, names) for edge in network.edges)], file)
    return len(network.edges)


def _row(edge: Edge, names: dict[str, str]) -> tuple[str, ...]:
    return (
        names[edge.a], names[edge.b], edge.kind, edge.label, _yes(edge.strong), _yes(edge.directed), f"{edge.weight:g}",
        str(edge.sources), edge.first, edge.last, edge.certainty, edge.status, "; ".join(edge.evidence), edge.a, edge.b,
    )  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"
