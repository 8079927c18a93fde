"""Cytoscape JSON (cyjs) of the views: Cytoscape opens it with *Import > Network*, Cytoscape.js and networkx read it too.

networkx takes the node from ``value`` and the edge from ``key``; Cytoscape shows ``name`` and ``interaction``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from .attributes import EDGE, NODE
from .drawn import Drawn, DrawnEdges
from .networks import write_views

if TYPE_CHECKING:
    from .source import Source

BETWEEN, END = '\n],"edges":[', "\n]}}\n"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(source: Source, folder: Path) -> None:
    """Write ``network/<view>.cyjs``."""
    write_views(source, folder, "cyjs", draw)


def draw(drawn: Drawn, file: TextIO) -> None:
    """Write a view, an element a line."""
    about = {"name": f"scen, {drawn.view}", "description": drawn.about}
    head = {
        "format_version": "1.0", "generated_by": "scen", "target_cytoscapejs_version": "~3.0", "data": about,
        "directed": drawn.directed, "multigraph": True,
    }  # fmt: skip
    file.write(f'{_encode(head)[:-1]},"elements":{{"nodes":[')
    file.writelines(_listed(_node(*node[:2]) for node in drawn.nodes))
    file.write(BETWEEN)
    file.writelines(_listed(edge for some in drawn.edges for edge in _edges(some)))
    file.write(END)


def _listed(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    gap = "\n"
    for item in items:
        yield f'{gap}{{"data":{_encode(item)}}}'
        gap = ",\n"


def _node(name: str, ref: Any) -> dict[str, Any]:
    return {
        "id": name,
        "value": name,
        "name": ref.label,
        **{attribute: getattr(ref, attribute) for attribute in NODE},
    }


def _edges(some: DrawnEdges) -> Iterator[dict[str, Any]]:
    ids, sources, targets, told = some
    for name, source, target, *values in zip(ids, sources, targets, *told, strict=True):
        said = dict(zip(EDGE, values, strict=True))
        yield {
            "id": name,
            "key": name,
            "source": source,
            "target": target,
            "interaction": said["kind"],
            **said,
        }
