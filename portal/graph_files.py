"""Graphs that clients write: one file of N-Quads for each, put in its place whole, so that a crash leaves none half written.

They are apart from the dataset, which only `scen build` and `scen load` change: a place to try hand-overs, and to look
at what came before it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ..export.files import whole

FOLDER = "written"
"""Its name in the dataset's folder."""


class GraphFiles:
    """Graphs in a folder, by IRI; "" is the default graph.

    >>> import tempfile
    >>> graphs = GraphFiles(Path(tempfile.mkdtemp()))
    >>> a = NamedNode("http://example.org/a")
    >>> graphs.replace("http://example.org/g", [Triple(a, a, a)]), len(list(graphs.quads("http://example.org/g")))
    (True, 1)
    >>> graphs.remove("http://example.org/g"), graphs.remove("http://example.org/g")
    (True, False)
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self._lock = folder, Lock()

    def _file(self, graph: str) -> Path:
        return self.folder / f"{sha256(graph.encode()).hexdigest()}.nq"

    def tag(self, graph: str) -> str | None:
        """What changes with the graph; None where there is no such graph."""
        try:
            status = self._file(graph).stat()
        except OSError:
            return None if graph else "empty"
        return f"{status.st_mtime_ns:x}-{status.st_ino:x}-{status.st_size:x}"

    def quads(self, graph: str) -> Iterator[Quad]:
        """What the graph says; nothing where there is none."""
        with suppress(FileNotFoundError), self._file(graph).open("rb") as file:
            yield from parse(file, format=RdfFormat.N_QUADS)

    def replace(self, graph: str, triples: Iterable[Triple]) -> bool:
        """Make the graph say this and nothing else; whether it is new.

        :raises OSError: it cannot be written; what it said stays.
        """
        with self._lock:
            return self._write(graph, set(triples))

    def add(self, graph: str, triples: Iterable[Triple]) -> bool:
        """Make the graph say this, too; whether it is new. Blank nodes of ``triples`` must be fresh."""
        with self._lock:
            return self._write(graph, {*(quad.triple for quad in self.quads(graph)), *triples})

    def remove(self, graph: str) -> bool:
        """Remove the graph; whether it was there."""
        with self._lock:
            there = self._file(graph).exists()
            self._file(graph).unlink(missing_ok=True)
            return there

    def _write(self, graph: str, triples: set[Triple]) -> bool:
        new, name = not self._file(graph).exists(), NamedNode(graph) if graph else DefaultGraph()
        quads = (Quad(one.subject, one.predicate, one.object, name) for one in triples)
        text = serialize(quads, format=RdfFormat.N_QUADS) or b""
        lines = sorted(text.decode().splitlines(keepends=True))
        with whole(self._file(graph)) as file:
            file.writelines(lines)
        return new
