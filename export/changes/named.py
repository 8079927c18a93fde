"""How the things of a dataset are called, kept in a file on the disk: there may be millions of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, parse

from ...ontology.terms import NS, expand
from .given import Quads

PERSON = f"<{NS}id/person/".encode()
_VOCABULARY = f" <{NS}graph/vocabulary> .\n".encode()
_GONE = f"> <{expand('owl:deprecated')}> ".encode()
_LABEL = f"> <{expand('skos:prefLabel')}> ".encode()
_PARENT = f"> <{expand('cv:parentEvent')}> ".encode()
_NAMES = (_LABEL, *(f"> <{expand(curie)}> ".encode() for curie in ("skos:altLabel", "skos:hiddenLabel")))
_TAKES_PART = f"> <{expand('cv:participates')}> ".encode()


class Named:
    """The names of one dataset; and of people, everything else that is said of themselves."""

    def __init__(self, quads: Quads) -> None:
        self.vocabulary: list[Quad] = []
        self.tombstones: set[bytes] = set()
        self._base = sqlite3.connect("")  # a file of SQLite's own, which goes with the connection
        self._base.execute("CREATE TABLE line (subject BLOB, line BLOB)")
        self._base.executemany("INSERT INTO line VALUES (?, ?)", self._lines(quads))
        self._base.execute("CREATE INDEX line_subject ON line (subject)")

    def _lines(self, quads: Quads) -> Iterator[tuple[bytes, bytes]]:
        for piece in quads.pieces():
            for line in piece:
                if line.endswith(_VOCABULARY):
                    self.vocabulary += parse(line, format=RdfFormat.N_QUADS)
                elif _GONE in line:
                    self.tombstones.add(line.split(b" ", 1)[0])
                elif line.startswith(PERSON):
                    if _TAKES_PART not in line:
                        yield line.split(b" ", 1)[0], line
                elif _LABEL in line or _PARENT in line:
                    yield line.split(b" ", 1)[0], line

    def knows(self, iri: bytes) -> bool:
        """Whether anything is said of it."""
        return self._base.execute("SELECT 1 FROM line WHERE subject = ?", (iri,)).fetchone() is not None

    def people(self) -> Iterator[bytes]:
        """The IRIs of all people."""
        query = "SELECT DISTINCT subject FROM line WHERE subject >= ? AND subject < ? ORDER BY subject"
        for (iri,) in self._base.execute(query, (PERSON, PERSON[:-1] + b"0")):
            yield iri

    def names(self, iri: bytes) -> list[str]:
        """Every name of a thing."""
        lines = [line for line in self._of(iri) if any(name in line for name in _NAMES)]
        return [quad.object.value for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS)]

    def lines(self, iris: Iterable[bytes]) -> bytes:
        """What is known of these things, and of the events that they are sessions of."""
        found: list[bytes] = []
        todo, done = set(iris), set[bytes]()
        while todo:
            done |= todo
            lines = [line for iri in sorted(todo) for line in self._of(iri)]
            found += lines
            todo = {line.split(b" ", 3)[2] for line in lines if _PARENT in line} - done
        return b"".join(found)

    def _of(self, iri: bytes) -> list[bytes]:
        rows = self._base.execute("SELECT line FROM line WHERE subject = ? ORDER BY line", (iri,))
        return [line for (line,) in rows]

    def close(self) -> None:
        """Remove the file."""
        self._base.close()
