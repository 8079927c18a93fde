"""What every hand-over tells of a node and of an edge: the same plain attributes, under the same names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..graph.claims import digest
from ..graph.facts import Ref
from ..graph.network.edge import Edge
from ..graph.network.views import Network

Value = str | int | float | bool

NODE: dict[str, type[Value]] = {"label": str, "kind": str, "slug": str, "iri": str}
"""Attribute of a node -> its type."""
EDGE: dict[str, type[Value]] = {
    "kind": str, "label": str, "weight": float, "sources": int, "certainty": str, "status": str,
    "first": str, "last": str, "strong": bool, "directed": bool, "principal": str, "evidence": str, "claims": str,
}  # fmt: skip
"""Attribute of an edge -> its type. ``principal`` is the IRI of who is acted for, or ``""``; ``evidence`` are documents
and lines, ``claims`` the IRIs of the claims, with blanks between."""
COLLABORATION = "collaboration"
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")


def of_node(ref: Ref) -> dict[str, Value]:
    """The attributes of a node, in the order of ``NODE``."""
    return {name: getattr(ref, name) for name in NODE}


def of_edge(edge: Edge, view: str) -> dict[str, Value]:
    """The attributes of an edge, in the order of ``EDGE``.

    >>> tie = Edge("a", "b", "acts-for", "acts for", 1.0, 1, "stated", "reported", directed=True)
    >>> of_edge(tie, "collaboration")["principal"], of_edge(tie, "funding")["principal"]
    ('b', '')
    """
    told: dict[str, Value] = {
        name: getattr(edge, name) for name in EDGE if name not in ("principal", "evidence", "claims")
    }
    told["principal"] = edge.b if edge.directed and view == COLLABORATION else ""
    told["evidence"] = "; ".join(edge.evidence)
    told["claims"] = " ".join(sorted({fact.iri for fact in edge.facts}))
    return told


def is_directed(network: Network) -> bool:
    """Whether edges lead from a to b as a rule: in every view but collaboration."""
    return network.view != COLLABORATION


def node_ids(network: Network) -> dict[str, str]:
    """IRI -> id in a file: kind and slug where they are plain, else made from the IRI; an XML NMTOKEN.

    >>> nodes = (Ref("A", "https://x.test/a", "organisation", "a-1"), Ref("B", "https://x.test/b"))
    >>> list(node_ids(Network("collaboration", nodes, ())).values())
    ['organisation.a-1', 'node.a990698b5f722cd08348']
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for ref in network.nodes:
        name = node_id(ref.kind, ref.slug, ref.iri)
        if name in taken:
            name = node_id("", "", ref.iri)
        found[ref.iri] = name
        taken.add(name)
    return found


def node_id(kind: str, slug: str, iri: str) -> str:
    """The id of a node in a file.

    >>> node_id("person", "ada-test", "https://x.test/id/person/ada-test")
    'person.ada-test'
    """
    plain = _TOKEN.fullmatch(kind) and _TOKEN.fullmatch(slug)
    return f"{kind}.{slug}" if plain else f"node.{digest(ascii(iri))}"


def edge_ids(network: Network) -> Iterator[str]:
    """An id for each edge in turn, made from its ends and kind, so that other edges do not change it."""
    met: Counter[str] = Counter()
    for edge in network.edges:
        name = f"edge.{digest(ascii((edge.a, edge.b, edge.kind)))}"
        met[name] += 1
        yield name if met[name] == 1 else f"{name}.{met[name]}"


def told_of(network: Network) -> str:
    """One sentence about the network, without any clock.

    >>> told_of(Network("funding", (), (), left_out=2))
    'scen: the funding network, 0 nodes and 0 edges (0 without a date); 2 edges left out by the filter.'
    """
    return (
        f"scen: the {network.view} network, {len(network.nodes)} nodes and {len(network.edges)} edges "
        f"({network.undated} without a date); {network.left_out} edges left out by the filter."
    )
