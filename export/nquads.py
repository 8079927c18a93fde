"""All graphs as canonical N-Quads: the statements of `statements.quads`, a line each."""

from __future__ import annotations

from pathlib import Path

from .source import Source
from .statements import quads


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.nq``."""
    with (folder / "rdf/scen.nq").open("wb") as file:
        for piece in quads(source, folder):
            file.writelines(piece)
