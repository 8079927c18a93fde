"""The release's N-Quads conform to the shapes of the model (``ontology/shapes.ttl``), each violation with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ...graph.errors import Finding, Place
from ...graph.shapes import shapes

FILE = "rdf/scen.nq"
MOST = 64_000_000
"""Bytes that are looked through here; more are bulk sources, whose shapes were proven when they were loaded."""


def unchecked(folder: Path) -> Iterator[str]:
    """What is not checked, in words."""
    if (folder / FILE).stat().st_size > MOST:
        yield "the shapes of the model on bulk sources: they were proven when these were loaded"


def check(folder: Path) -> Iterator[Finding]:
    """Violations, at the first line that speaks of the node."""
    path = folder / FILE
    if path.stat().st_size > MOST:
        return
    found = list(shapes().findings(parse(path=str(path), format=RdfFormat.N_QUADS)))
    lines = _lines(path, {finding.focus for finding in found}) if found else {}
    for finding in found:
        value = f" (value: {finding.value})" if finding.value not in (None, finding.focus) else ""
        yield Finding(
            Place(str(path), lines.get(finding.focus, 0)),
            "model-shapes",
            f"{finding.focus}: {finding.message}{value}",
        )


def _lines(path: Path, nodes: set[str]) -> dict[str, int]:
    """Number of the first line of each node as a subject."""
    found: dict[str, int] = {}
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            node = line[1 : line.find(">")]
            if node in nodes:
                found.setdefault(node, number)
    return found
