"""The graphs of a file of N-Quads, each as N-Triples in the order of its bytes, with its number of triples and its SHA-256.

The quads are sorted by graph into one file beside the output's others, which is gone when the block ends: memory does not grow
with the data, and any number of graphs will do; the disk must have room for two copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ..source import Progress
from ..statements import by_graph

_BITS = 128


@dataclass(frozen=True)
class Graph:
    """A graph, and where it stands in the file of all."""

    name: str
    triples: int
    sha256: str
    size: int
    start: int
    file: Path

    def open(self, told: Callable[[int], None] = lambda sent: None) -> Slice:
        """Its N-Triples; ``told`` hears how many bytes are read."""
        return Slice(self.file, self.start, self.size, told)


class Slice:
    """Some bytes of a file, to be read once."""

    def __init__(self, file: Path, start: int, size: int, told: Callable[[int], None]) -> None:
        self._file, self._left, self._size, self._told = file.open("rb"), size, size, told
        self._file.seek(start)

    def read(self, size: int = -1, /) -> bytes:
        """Some of them; nothing at the end."""
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        self._told(self._size - self._left)
        return data

    def close(self) -> None:
        """Nothing more is read."""
        self._file.close()

    def lines(self) -> Iterator[bytes]:
        """Its lines, one after the other."""
        with self._file:
            while self._left and (line := self._file.readline()):
                self._left -= len(line)
                yield line


@dataclass(frozen=True)
class Held:
    """What a server says that a graph of it holds."""

    triples: int
    fingerprint: str
    """The same for the same lines in any order."""
    tag: str = field(default="", compare=False)
    """The server's ``ETag``: as long as it is this one, nothing changed; another tells nothing."""


def held(lines: Iterable[bytes], tag: str = "") -> Held:
    r"""What lines of N-Triples hold.

    >>> held([b"<a> <b> <c> .\n", b"# a remark\n", b"<a> <b> <d> .\n"]) == held([b"<a> <b> <d> .", b"", b"<a> <b> <c> ."])
    True
    """
    number = total = 0
    for line in lines:
        said = line.strip()
        if said and not said.startswith(b"#"):
            number += 1
            total += int.from_bytes(hashlib.blake2b(said, digest_size=_BITS // 8).digest(), "big")
    return Held(number, f"{total % (1 << _BITS):x}", tag)


@contextmanager
def split(nquads: Path, progress: Progress) -> Iterator[tuple[Graph, ...]]:
    """The graphs of the file, by name, while the block lasts."""
    with TemporaryDirectory(prefix="scen-publish-") as work:
        yield tuple(_graphs(nquads, Path(work), progress))


def _graphs(nquads: Path, work: Path, progress: Progress) -> Iterator[Graph]:
    path, name, number, start, sha256 = work / "by-graph.nt", b"", 0, 0, hashlib.sha256()
    with path.open("wb") as file:
        for piece in by_graph([nquads], work, progress):
            for line in piece:
                graph, _, triple = line.partition(b" ")
                if graph != name:
                    if number:
                        yield Graph(_iri(name), number, sha256.hexdigest(), file.tell() - start, start, path)
                    name, number, start, sha256 = graph, 0, file.tell(), hashlib.sha256()
                number += 1
                sha256.update(triple)
                file.write(triple)
        if number:
            yield Graph(_iri(name), number, sha256.hexdigest(), file.tell() - start, start, path)


def _iri(name: bytes) -> str:
    return name.decode()[1:-1]
