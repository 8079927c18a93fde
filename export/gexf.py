"""GEXF 1.3 (gexf.net/1.3, gexf.xsd and dynamics.xsd): for Gephi and Gephi Lite, with dates for the timeline.

Parallel ties are kept: each edge has an id of its own, and its ``kind`` (dynamics.xsd, edge-content) keeps
Gephi from merging them. ``start`` and ``end`` (time-type; both days belong to the span) stand only where the
day is known. A node has the span of its edges, and none where one of them has none: a node must not vanish
while an undated tie of it is still shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, TextIO

from ..graph.network.edge import Edge
from ..graph.network.views import Network
from .attributes import EDGE, NODE, Value, edge_ids, is_directed, node_ids, of_edge, of_node, told_of
from .xml_stream import Writer, document, written

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_OWN = ("label", "weight")  # attributes that GEXF has itself
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write(network: Network, file: BinaryIO | TextIO, arrows: bool = False) -> int:
    """Write the network; returns the number of edges.

    Who acts for whom is told by ``directed`` and ``principal``, and by the order: source acts for target.
    With ``arrows`` such ties are also of ``type="directed"`` among the undirected ones, which Gephi draws and
    networkx refuses to read.

    >>> import io
    >>> from ..graph.facts import Ref
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> days = ("2021-05-03", "2021-05-03")
    >>> tie = Edge(a.iri, b.iri, "met", "met", 1.0, 1, "stated", "reported", *days)
    >>> out = io.StringIO()
    >>> write(Network("collaboration", (a, b), (tie,)), out)
    1
    >>> re.search("<node .*?>", out.getvalue()).group()
    '<node id="organisation.a" label="A" start="2021-05-03" end="2021-05-03">'
    """
    ids, directed = node_ids(network), is_directed(network)
    spans = _spans(network.edges)
    rule = _direction(directed)
    with document(file, NAMESPACE, "gexf", {"version": "1.3"}) as xml:
        with xml.within("meta", {}):
            xml.leaf("creator", {}, "scen")
            xml.leaf("description", {}, told_of(network))
        graph = {
            "mode": "dynamic",
            "timeformat": "date",
            "timerepresentation": "interval",
            "defaultedgetype": rule,
        }
        with xml.within("graph", graph):
            _declare(xml, "node", NODE)
            _declare(xml, "edge", EDGE)
            with xml.within("nodes", {"count": str(len(network.nodes))}):
                for ref in network.nodes:
                    start, end = spans.get(ref.iri, ("", ""))
                    told = of_node(ref)
                    _item(xml, "node", {"id": ids[ref.iri], "label": ref.label}, start, end, told)
            with xml.within("edges", {"count": str(len(network.edges))}):
                for name, edge in zip(edge_ids(network), network.edges, strict=True):
                    own = {
                        "id": name, "source": ids[edge.a], "target": ids[edge.b], "kind": edge.kind,
                        "type": _direction(edge.directed) if arrows else rule,
                        "label": edge.label, "weight": written(edge.weight),
                    }  # fmt: skip
                    _item(xml, "edge", own, *span(edge), of_edge(edge, network.view))
    return len(network.edges)


def span(edge: Edge) -> tuple[str, str]:
    """First and last day of an edge, each ``""`` where it is not known to the day.

    >>> span(Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported", "2021-05-03", "2021"))
    ('2021-05-03', '')
    """
    start, end = _day(edge.first), _day(edge.last)
    return ("", "") if start and end and start > end else (start, end)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if _DAY.fullmatch(text) else ""
    except ValueError:
        return ""


def _spans(edges: Iterable[Edge]) -> dict[str, tuple[str, str]]:
    """Node -> first and last day of its edges; a side that one edge leaves open is open."""
    found: dict[str, tuple[str, str]] = {}
    for edge in edges:
        start, end = span(edge)
        for iri in (edge.a, edge.b):
            first, last = found.get(iri, (start, end))
            found[iri] = min(first, start), max(last, end) if last and end else ""  # "" is before all days
    return found


def _direction(directed: bool) -> str:
    return "directed" if directed else "undirected"


def _declare(xml: Writer, of: str, attributes: dict[str, type[Value]]) -> None:
    with xml.within("attributes", {"class": of, "mode": "static"}):
        for name, kind in attributes.items():
            if name not in _OWN:
                xml.leaf("attribute", {"id": name, "title": name, "type": _TYPES[kind]})


def _item(
    xml: Writer, element: str, own: dict[str, str], start: str, end: str, told: dict[str, Value]
) -> None:
    own |= {name: day for name, day in (("start", start), ("end", end)) if day}
    parts = (
        ("attvalue", {"for": name, "value": written(value)}, "")
        for name, value in told.items()
        if name not in _OWN
    )
    xml.leaf(element, own, parts=parts, around="attvalues")
