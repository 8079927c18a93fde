"""GEXF 1.3 (gexf.net/1.3, gexf.xsd and dynamics.xsd): for Gephi and Gephi Lite, with dates for the timeline.

Parallel ties are kept: each edge has an id of its own, and its ``kind`` (dynamics.xsd, edge-content) keeps
Gephi from merging them. ``start`` and ``end`` (time-type; both days belong to the span) stand only where the
day is known. A node has the span of its edges, and none where one of them has none: a node must not vanish
while an undated tie of it is still shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from ..graph.network.views import Network
from .attributes import EDGE, NODE, Value
from .drawn import Drawn, DrawnEdges, DrawnNode, Span, of_network, span
from .networks import write_views
from .xml_stream import DECLARATION, as_text, column, escaped

if TYPE_CHECKING:
    from .source import Source

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_OWN = ("label", "weight")  # attributes that GEXF has itself


def write(source: Source, folder: Path) -> None:
    """Write ``network/<view>.gexf``."""
    write_views(source, folder, "gexf", draw)


def write_network(network: Network, file: BinaryIO | TextIO, arrows: bool = False) -> int:
    """Write a network that is in memory; returns the number of edges.

    >>> import io, re
    >>> from ..graph.facts import Ref
    >>> from ..graph.network.edge import Edge
    >>> a, b = (Ref(name.upper(), f"https://x.test/{name}", "organisation", name) for name in "ab")
    >>> days = ("2021-05-03", "2021-05-03")
    >>> tie = Edge(a.iri, b.iri, "met", "met", 1.0, 1, "stated", "reported", *days)
    >>> out = io.StringIO()
    >>> write_network(Network("collaboration", (a, b), (tie,)), out)
    1
    >>> re.search("<node .*?>", out.getvalue()).group()
    '<node id="organisation.a" label="A" start="2021-05-03" end="2021-05-03">'
    """
    with as_text(file) as text:
        draw(of_network(network), text, arrows)
    return len(network.edges)


def draw(drawn: Drawn, file: TextIO, arrows: bool = False) -> None:
    """Write a view.

    Who acts for whom is told by ``directed`` and ``principal``, and by the order: source acts for target.
    With ``arrows`` such ties are also of ``type="directed"`` among the undirected ones, which Gephi draws and
    networkx refuses to read.
    """
    rule = _direction(drawn.directed)
    file.write(
        f'{DECLARATION}<gexf xmlns="{NAMESPACE}" version="1.3">\n<meta>\n<creator>scen</creator>\n'
        f"<description>{escaped(drawn.about)}</description>\n</meta>\n"
        f'<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="{rule}">\n'
    )
    for of, attributes in (("node", NODE), ("edge", EDGE)):
        file.writelines(_declared(of, attributes))
    file.write("<nodes>\n")
    file.writelines(map(_node, drawn.nodes))
    file.write("</nodes>\n<edges>\n")
    file.writelines(_edges(drawn.edges, rule, arrows))
    file.write("</edges>\n</graph>\n</gexf>\n")


def _direction(directed: bool) -> str:
    return "directed" if directed else "undirected"


def _declared(of: str, attributes: dict[str, type[Value]]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for name, kind in attributes.items():
        if name not in _OWN:
            yield f'<attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
    yield "</attributes>\n"


def _values(names: Iterable[str]) -> str:
    """The attributes of an item, with places for their values."""
    values = (f'<attvalue for="{name}" value="%s"/>' for name in names if name not in _OWN)
    return f"><attvalues>{''.join(values)}</attvalues>"


@lru_cache(maxsize=1 << 16)
def _span(days: Span) -> str:
    return "".join(f' {name}="{day}"' for name, day in zip(("start", "end"), days, strict=True) if day)


_NODE = f'<node id="%s" label="%s"%s{_values(NODE)}</node>\n'
_EDGE = f'<edge id="%s" source="%s" target="%s" kind="%s" type="%s" label="%s" weight="%s"%s{_values(EDGE)}</edge>\n'


def _node(node: DrawnNode) -> str:
    ref, told = node.ref, [escaped(getattr(node.ref, name)) for name in NODE if name not in _OWN]
    return _NODE % (node.id, escaped(ref.label), _span(node.span), *told)


def _edges(edges: Iterable[DrawnEdges], rule: str, arrows: bool) -> Iterator[str]:
    for ids, sources, targets, told in edges:
        said = dict(zip(EDGE, map(column, told), strict=True))
        ways = [_direction(way == "true") for way in said["directed"]] if arrows else repeat(rule)
        spans = map(_span, map(span, said["first"], said["last"]))
        rest = (texts for name, texts in said.items() if name not in _OWN)
        own = (ids, sources, targets, said["kind"], ways, said["label"], said["weight"], spans)
        yield "".join(map(_EDGE.__mod__, zip(*own, *rest)))  # noqa: B905 (the way may be one for all)
