"""GraphML 1.0 (graphml.graphdrawing.org, graphml.xsd): for igraph, networkx, yEd and Cytoscape.

Every key is declared with its type (attributes extension: attr.name, attr.type); ids are NMTOKENs, as
graphml-structure.xsd wants them; parallel edges are kept, each with an id of its own. igraph 1.0.0 puts
ids of nodes where those of edges belong (it does so with any file); the order of edges is kept, so that
``igraph_graph.to_igraph`` and the file agree edge by edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, TextIO

from ..graph.network.edge import Edge
from ..graph.network.views import Network
from .attributes import EDGE, NODE, Value, edge_ids, is_directed, node_ids, of_edge, of_node, told_of
from .xml_stream import Part, Writer, document, written

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def write(network: Network, file: BinaryIO | TextIO) -> int:
    """Write the network; returns the number of edges.

    Each edge says whether it is directed (edge.type, ``directed``). An edge that differs from the graph's
    rule does so with ``1`` or ``0``: xs:boolean like ``true`` and ``false``, but networkx stops at these in a
    mixed graph.

    >>> import io, re
    >>> from ..graph.facts import Ref
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> tie = Edge(a.iri, b.iri, "acts-for", "acts for", 1.0, 1, "stated", "reported", directed=True)
    >>> out = io.BytesIO()
    >>> write(Network("collaboration", (a, b), (tie,)), out)
    1
    >>> re.search("<edge .*?>", out.getvalue().decode()).group()
    '<edge id="edge.4d83cf0794cce2052707" source="organisation.a" target="organisation.b" directed="1">'
    """
    ids, directed = node_ids(network), is_directed(network)
    with document(file, NAMESPACE, "graphml") as xml:
        _declare(xml, "node", NODE)
        _declare(xml, "edge", EDGE)
        with xml.within(
            "graph", {"id": network.view, "edgedefault": "directed" if directed else "undirected"}
        ):
            xml.leaf("desc", {}, told_of(network))
            for ref in network.nodes:
                xml.leaf("node", {"id": ids[ref.iri]}, parts=_data("node", of_node(ref)))
            for name, edge in zip(edge_ids(network), network.edges, strict=True):
                own = {"id": name, "source": ids[edge.a], "target": ids[edge.b]}
                own["directed"] = _direction(edge, directed)
                xml.leaf("edge", own, parts=_data("edge", of_edge(edge, network.view)))
    return len(network.edges)


def _direction(edge: Edge, rule: bool) -> str:
    return written(edge.directed) if edge.directed == rule else str(int(edge.directed))


def _declare(xml: Writer, of: str, attributes: dict[str, type[Value]]) -> None:
    for name, kind in attributes.items():
        xml.leaf("key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": _TYPES[kind]})


def _data(of: str, told: dict[str, Value]) -> Iterator[Part]:
    for name, value in told.items():
        yield "data", {"key": f"{of}-{name}"}, written(value)
