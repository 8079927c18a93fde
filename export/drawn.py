"""A view of the network as nodes and edges to write down: the same stream for each format of network files.

What is in memory (`scen.graph.network.views.Network`) becomes one here, a whole dataset in `scen.export.networks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from ..graph.facts import Ref
from ..graph.network.views import Network
from .attributes import Value, edge_ids, is_directed, node_ids, of_edge, told_of

Node = TypeVar("Node", str, int)
Span = tuple[str, str]
"""First and last day, each ``""`` where it is not known to the day."""
_AT_ONCE = 1 << 12
"""Edges that stand in columns together."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DrawnNode(NamedTuple):
    """A node, and the days on which it has edges."""

    id: str
    ref: Ref
    span: Span


class DrawnEdges(NamedTuple):
    """Some edges, in columns: ids of their own and of their ends, and what is told of them, in the order of `EDGE`."""

    ids: Sequence[str]
    sources: Sequence[str]
    targets: Sequence[str]
    told: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Drawn:
    """A view to write down; nodes and edges are read once, nodes first."""

    view: str
    directed: bool
    about: str
    """What it holds and what was left out, in a sentence."""
    nodes: Iterable[DrawnNode]
    edges: Iterable[DrawnEdges]


def of_network(network: Network) -> Drawn:
    """A network that is in memory."""
    ids, spans = node_ids(network), node_spans((e.a, e.b, span(e.first, e.last)) for e in network.edges)
    nodes = (DrawnNode(ids[ref.iri], ref, spans.get(ref.iri, ("", ""))) for ref in network.nodes)
    edges = zip(edge_ids(network), network.edges, strict=True)
    rows = ((name, ids[e.a], ids[e.b], tuple(of_edge(e, network.view).values())) for name, e in edges)
    return Drawn(network.view, is_directed(network), told_of(network), nodes, in_columns(rows))


def in_columns(edges: Iterable[tuple[str, str, str, tuple[Value, ...]]]) -> Iterator[DrawnEdges]:
    """Edges in columns, told one by one: id, ends, and the rest."""
    rows = iter(edges)
    while some := list(islice(rows, _AT_ONCE)):
        ids, sources, targets, told = zip(*some, strict=True)
        yield DrawnEdges(ids, sources, targets, tuple(zip(*told, strict=True)))


def node_spans(edges: Iterable[tuple[Node, Node, Span]]) -> dict[Node, Span]:
    """Node -> first and last day of its edges (both ends, and their days); a side that one edge leaves open is open.

    >>> node_spans([("a", "b", ("2020-01-01", "2020-01-02")), ("b", "c", ("2019-01-01", ""))])["b"]
    ('2019-01-01', '')
    """
    found: dict[Node, Span] = {}
    for a, b, (start, end) in edges:
        for node in (a, b):
            first, last = found.get(node, (start, end))
            found[node] = min(first, start), max(last, end) if last and end else ""  # "" is before all days
    return found


@lru_cache(maxsize=1 << 16)
def span(first: str, last: str) -> Span:
    """First and last day as a time line wants them: real days, in their order.

    >>> span("2021-05-03", "2021"), span("2021-05-03", "2021-05-02")
    (('2021-05-03', ''), ('', ''))
    """
    start, end = _day(first), _day(last)
    return ("", "") if start and end and start > end else (start, end)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if _DAY.fullmatch(text) else ""
    except ValueError:
        return ""
