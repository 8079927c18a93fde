"""A scene as pyvis and vis-network take it: nodes, edges and options as plain values, and the library's own text.

pyvis writes pages that call content networks, copies files into the current folder, and drops a second line
between two nodes unless the network is directed. So it only gathers nodes and edges here; the page is ours.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from .labels import FONT
from .layout import Place
from .scene import Line, Scene

VERSION = "9.1.2"
FACE = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "multiselect": False,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "nodes": {
        "borderWidth": 1.5, "borderWidthSelected": 4, "labelHighlightBold": False, "font": {"size": FONT, "face": FACE, "strokeWidth": 4},
        "scaling": {"label": {"drawThreshold": 3}},
    },
    "edges": {"hoverWidth": 1.5, "selectionWidth": 1.5, "smooth": False, "color": {"inherit": False}, "arrowStrikethrough": False},
}  # fmt: skip

_FADING = {"scaling": {"label": {"drawThreshold": 12, "maxVisible": FONT}}}
"""Labels of large pictures: drawn from a readable size on, and never larger."""


def data(scene: Scene) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges, collected by pyvis; what the page adds to vis-network's own fields rides along."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    wide, tall = scene.scales
    number = {node.iri: i for i, node in enumerate(scene.nodes)}
    for node in scene.nodes:
        net.add_node(
            number[node.iri], label=node.lines or " ", shape=node.look.shape, size=node.size, **(flat := _spot(node.at, node.size, node.lines, wide)),
            color=node.look.colour.light, dark=node.look.colour.dark, name=node.label, kind=node.kind, ties=node.ties, iri=node.iri,
            flat=flat, tall=_spot(node.tall, node.size, node.lines, tall), **_FADING if wide else {},
            title=f"{node.label}\n{node.kind}, {counted(node.ties, 'tie')}",
        )  # fmt: skip
    names = {node.iri: node.label for node in scene.nodes}
    for i, line in enumerate(scene.lines):
        net.add_edge(
            number[line.a], number[line.b], id=i, width=line.width, dashes=list(line.dashes) or False,
            arrows={"to": {"enabled": line.arrow, "scaleFactor": 0.6}}, smooth=_smooth(line.bend), color=line.colour.light,
            dark=line.colour.dark, pale=line.pale, kind=line.kind, tie=line.label, strong=line.strong, certainty=line.certainty,
            status=line.status, sources=line.sources, first=line.first, last=line.last, evidence=list(line.evidence),
            title=f"{line.label}: {names[line.a]} {'→' if line.arrow else '–'} {names[line.b]}\n{told(line)}",
        )  # fmt: skip
    return net.nodes, net.edges


def _spot(place: Place, radius: float, label: str, scale: float) -> dict[str, Any]:
    """A place as vis-network takes it: it only knows labels below, so that one above is one moved up.

    With a scale (large pictures) a label is small enough to be read only from its level of zoom on.
    """
    up = 2 * radius + FONT * (label.count("\n") + 1) + 13
    size = {"size": round(FONT / scale / 2**place.level, 2)} if scale else {}
    return {"x": place.x, "y": place.y, "font": {"vadjust": -up if place.above else 0, **size}}


def counted(number: int, noun: str) -> str:
    """``1 tie``, ``2 ties``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def told(line: Line) -> str:
    """How sure, what status, how many sources, and when, in a few words."""
    when = "undated" if not line.first and not line.last else line.first if line.first == line.last else f"{line.first} to {line.last}"
    return " · ".join((line.status, line.certainty, counted(line.sources, "source"), when))


def _smooth(bend: float) -> dict[str, Any] | bool:
    return {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)} if bend else False


def script() -> str:
    """vis-network as pyvis brings it, without the note of a map file that a browser would ask for."""
    return re.sub(r"\n?//# sourceMappingURL=\S*", "", _lib("js", ".min")).replace("\r", "")


def stylesheet() -> str:
    """Its style sheet; pictures in it are data."""
    return _lib("css", "")


def _lib(ending: str, small: str) -> str:
    lib = files("pyvis") / "templates" / "lib" / f"vis-{VERSION}"
    return (lib / f"vis-network{small}.{ending}").read_text(encoding="utf-8")
