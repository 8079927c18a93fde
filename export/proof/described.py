"""A description of the release as it was written: its statements, and on which line of the file each stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from ...graph.errors import Place
from ..catalogue.said import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph


def read(path: Path) -> frozenset[Triple]:
    """The statements of a file.

    :raises OSError: it is not there.
    :raises SyntaxError: it is not of the syntax that its ending tells.
    """
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form, path
    if form == RdfFormat.RDF_XML:
        from lxml import etree

        etree.parse(path)  # pyoxigraph takes a document that ends too early
    return frozenset(one.triple for one in parse(path.read_bytes(), format=form) if isinstance(one, Quad))


class Described:
    """A Turtle document of ours, which has one property a line, below the subject."""

    def __init__(self, root: Path, path: Path) -> None:
        """:raises OSError, SyntaxError: as in `read`."""
        from rdflib import Graph

        self.name, self.triples = path.relative_to(root).as_posix(), read(path)
        plain = serialize(sorted(self.triples, key=str), format=RdfFormat.N_TRIPLES) or b""
        self.graph: Graph = Graph().parse(data=plain, format="nt")
        for prefix, space in PREFIXES.items():
            self.graph.bind(prefix, space, replace=True)
        self._lines = path.read_text(encoding="utf-8").splitlines()
        self._subjects = {
            line.split(" ", 1)[0]: number
            for number, line in enumerate(self._lines, 1)
            if line.startswith("<")
        }

    def place(self, node: object, path: object = None) -> Place:
        """The line of a subject, or of one of its properties."""
        start = self._subjects.get(f"<{node}>", 0)
        if start and path is not None:
            name = self.graph.namespace_manager.qname(str(path))
            for number, line in enumerate(self._lines[start:], start + 1):
                if not line.startswith("\t"):
                    break
                if line.startswith(f"\t{name} "):
                    return Place(self.name, number)
        return Place(self.name, start)
