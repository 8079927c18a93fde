"""The network as an igraph graph (python-igraph 0.10 or later)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.network.views import Network
from .attributes import EDGE, NODE, is_directed, of_edge, of_node

if TYPE_CHECKING:
    import igraph


def to_igraph(network: Network) -> igraph.Graph:
    """The network for igraph: parallel ties kept, attributes plain, in the order of the network.

    Vertices have ``name`` (the IRI, as igraph looks them up), ``label``, ``kind``, ``slug`` and ``iri``;
    edges the attributes that the files have. igraph cannot mix directions: collaboration is undirected, and
    ``directed`` and ``principal`` tell who acts for whom.

    >>> from ..graph.facts import Ref
    >>> from ..graph.network.views import Edge
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> tie = Edge(a.iri, b.iri, "met", "met", 1.0, 1, "stated", "reported")
    >>> graph = to_igraph(Network("collaboration", (a, b), (tie, tie)))
    >>> graph.vcount(), graph.ecount(), graph.vs.find("https://x.test/b")["label"], graph.es["weight"]
    (2, 2, 'B', [1.0, 1.0])
    """
    import igraph

    number = {ref.iri: n for n, ref in enumerate(network.nodes)}
    nodes = [of_node(ref) for ref in network.nodes]
    edges = [of_edge(edge, network.view) for edge in network.edges]
    return igraph.Graph(
        n=len(nodes),
        edges=[(number[edge.a], number[edge.b]) for edge in network.edges],
        directed=is_directed(network),
        graph_attrs={"view": network.view},
        vertex_attrs={"name": list(number)} | {name: [told[name] for told in nodes] for name in NODE},
        edge_attrs={name: [told[name] for told in edges] for name in EDGE},
    )
