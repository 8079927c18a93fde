"""Chains as a network of their own, so that a picture shows those who are on them and what joins them, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.network.edge import Edge
from ..graph.network.views import Network

if TYPE_CHECKING:
    from ..graph.network.chain import Chains
    from ..graph.network.hops import Hop


def network(found: Chains) -> Network:
    """The agents of all chains, and a line for each step; the better its price, the closer it draws the two."""
    nodes = {ref for chain in found for ref in chain.agents} | {found.start, found.end}
    edges = {_edge(hop) for chain in found for hop in chain.hops}
    return Network(
        "collaboration", tuple(sorted(nodes)), tuple(sorted(edges)), 0, sum(edge.undated for edge in edges)
    )


def _edge(hop: Hop) -> Edge:
    """A person who belongs to an organisation points to it, and who acts for another to that one."""
    a, b = sorted(
        (hop.start, hop.end), key=lambda ref: (ref.iri == hop.principal, ref.kind != "person", ref.iri)
    )
    directed = bool(hop.principal) or a.kind != b.kind
    return Edge(
        a.iri, b.iri, hop.kind, hop.label, 1 / hop.price, max(1, len({fact.document for fact in hop.facts})),
        hop.certainty, hop.status, hop.first, hop.last, directed, hop.facts,
    )  # fmt: skip
