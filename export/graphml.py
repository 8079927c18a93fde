"""GraphML 1.0 (graphml.graphdrawing.org, graphml.xsd): for igraph, networkx, yEd and Cytoscape.

Every key is declared with its type (attributes extension: attr.name, attr.type); ids are NMTOKENs, as
graphml-structure.xsd wants them; parallel edges are kept, each with an id of its own. igraph 1.0.0 puts
ids of nodes where those of edges belong (it does so with any file); the order of edges is kept, so that
``igraph_graph.to_igraph`` and the file agree edge by edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from ..graph.network.views import Network
from .attributes import EDGE, NODE, Value
from .drawn import Drawn, DrawnEdges, DrawnNode, of_network
from .networks import write_views
from .xml_stream import DECLARATION, as_text, column, escaped, written

if TYPE_CHECKING:
    from .source import Source

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def write(source: Source, folder: Path) -> None:
    """Write ``network/<view>.graphml``."""
    write_views(source, folder, "graphml", draw)


def write_network(network: Network, file: BinaryIO | TextIO) -> int:
    """Write a network that is in memory; returns the number of edges.

    >>> import io, re
    >>> from ..graph.facts import Ref
    >>> from ..graph.network.edge import Edge
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> tie = Edge(a.iri, b.iri, "acts-for", "acts for", 1.0, 1, "stated", "reported", directed=True)
    >>> out = io.BytesIO()
    >>> write_network(Network("collaboration", (a, b), (tie,)), out)
    1
    >>> re.search("<edge .*?>", out.getvalue().decode()).group()
    '<edge id="edge.4d83cf0794cce2052707" source="organisation.a" target="organisation.b" directed="1">'
    """
    with as_text(file) as text:
        draw(of_network(network), text)
    return len(network.edges)


def draw(drawn: Drawn, file: TextIO) -> None:
    """Write a view.

    Each edge says whether it is directed (edge.type, ``directed``). An edge that differs from the graph's
    rule does so with ``1`` or ``0``: xs:boolean like ``true`` and ``false``, but networkx stops at these in a
    mixed graph.
    """
    file.write(f'{DECLARATION}<graphml xmlns="{NAMESPACE}">\n')
    for of, attributes in (("node", NODE), ("edge", EDGE)):
        file.writelines(_declared(of, attributes))
    rule = "directed" if drawn.directed else "undirected"
    file.write(f'<graph id="{drawn.view}" edgedefault="{rule}">\n<desc>{escaped(drawn.about)}</desc>\n')
    file.writelines(map(_node, drawn.nodes))
    file.writelines(_edges(drawn.edges, drawn.directed))
    file.write("</graph>\n</graphml>\n")


def _declared(of: str, attributes: dict[str, type[Value]]) -> Iterator[str]:
    for name, kind in attributes.items():
        yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'


def _data(of: str, names: Iterable[str]) -> str:
    """The data of an item, with places for their values."""
    return "".join(f'<data key="{of}-{name}">%s</data>' for name in names)


_NODE = f'<node id="%s">{_data("node", NODE)}</node>\n'
_EDGE = f'<edge id="%s" source="%s" target="%s" directed="%s">{_data("edge", EDGE)}</edge>\n'


def _node(node: DrawnNode) -> str:
    return _NODE % (node.id, *(escaped(getattr(node.ref, name)) for name in NODE))


def _edges(edges: Iterable[DrawnEdges], rule: bool) -> Iterator[str]:
    at = list(EDGE).index("directed")
    for ids, sources, targets, told in edges:
        ways = [written(way) if way == rule else str(int(way)) for way in told[at]]
        yield from map(_EDGE.__mod__, zip(ids, sources, targets, ways, *map(column, told), strict=True))
