"""The union of all graphs as canonical N-Triples, each triple once."""

from __future__ import annotations

from pathlib import Path

from .source import Source
from .statements import triples


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.nt``."""
    with (folder / "rdf/scen.nt").open("wb") as file:
        for piece in triples(source, folder):
            file.writelines(piece)
