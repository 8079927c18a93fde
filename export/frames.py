"""The network as two pandas data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.network.views import Network
from .attributes import EDGE, NODE, of_edge, of_node

if TYPE_CHECKING:
    import pandas


def frames(network: Network) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Nodes and edges, in the order of the network; types hold for empty frames too.

    Nodes: ``iri``, ``label``, ``kind``, ``slug``. Edges: ``a`` and ``b`` (IRIs; a directed edge leads from a
    to b), ``a_label``, ``b_label`` and the attributes that the files have. Dates are texts as in the dataset.

    >>> from ..graph.facts import Ref
    >>> from ..graph.network.views import Edge
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> tie = Edge(a.iri, b.iri, "met", "met", 0.5, 1, "stated", "reported")
    >>> of_nodes, of_edges = frames(Network("collaboration", (a, b), (tie,)))
    >>> list(of_nodes.label), of_edges.loc[0, "b_label"], of_edges.weight.sum().item()
    (['A', 'B'], 'B', 0.5)
    """
    import pandas

    names = {ref.iri: ref.label for ref in network.nodes}
    told = [
        {"a": edge.a, "b": edge.b, "a_label": names[edge.a], "b_label": names[edge.b]}
        | dict[str, object](of_edge(edge, network.view))
        for edge in network.edges
    ]
    nodes = pandas.DataFrame(
        [of_node(ref) for ref in network.nodes], columns=["iri", *(n for n in NODE if n != "iri")]
    )
    edges = pandas.DataFrame(told, columns=["a", "b", "a_label", "b_label", *EDGE])
    plain = {float: "float64", int: "int64", bool: "bool"}
    return nodes, edges.astype({name: plain[kind] for name, kind in EDGE.items() if kind in plain})
