"""The statements of a dataset as lines of canonical N-Quads, in a fixed order, each once, as a stream.

The order is that of the bytes (code points), over records and bulk sources together, so that it does not matter in which
file a quad stands. By subject, it is the order of the records' own ``scen.nq``, which is read as it is; by graph, each
line begins with its graph, and everything is sorted anew, which needs room for a copy of the data in the folder of the
output. Memory does not grow with the data, except that writers hold what is said of one subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..graph.bulk import folder as bulk
from ..graph.dataset import QUADS
from ..graph.errors import Finding, Place, ReleaseError
from ..graph.text import printable
from .sorting import Lines, once, ordered, parts, pieces
from .source import Progress, Source

_TELL = 100_000
_END = len(" .\n")


class Said(NamedTuple):
    """What is said of a subject, in a graph where graphs are told apart; terms as N-Quads has them."""

    graph: bytes
    subject: bytes
    pairs: list[list[bytes]]
    """Properties, each with its value."""


def files(version: Path) -> list[Path]:
    """The files of quads of a dataset's version: the records', then the bulk sources'."""
    return [version / QUADS, *(bulk.kept(version, name) for name in bulk.names(version))]


def quads(source: Source, folder: Path) -> Iterator[Lines]:
    """All quads by subject, ``<s> <p> <o> <g> .``, some at a time."""
    return _told(by_subject(files(source.dataset.version), folder), source.progress)


def by_subject(paths: Sequence[Path], folder: Path) -> Iterator[Lines]:
    """The quads of files, the first of which is in order already; ``folder`` has room for a copy of the others."""
    first, *rest = paths
    with first.open("rb") as file:
        yield from ordered(parts(rest), folder, [file]) if rest else pieces(file)


def triples(source: Source, folder: Path) -> Iterator[Lines]:
    """The union of all graphs by subject, ``<s> <p> <o> .``; the graphs of a triple follow each other."""
    return once([_bare(line) for line in piece] for piece in quads(source, folder))


def graphs(source: Source, folder: Path) -> Iterator[Lines]:
    """All quads by graph, then by subject: ``<g> <s> <p> <o> .``."""
    return by_graph(files(source.dataset.version), folder, source.progress)


def by_graph(paths: Iterable[Path], folder: Path, progress: Progress) -> Iterator[Lines]:
    """The quads of files, each by graph, then by subject."""
    turned = ([_turned(line) for line in part] for part in parts(paths))
    return _told(ordered(turned, folder), progress)


def subjects(pieces: Iterable[Lines], graphs: bool = False) -> Iterator[Said]:
    r"""What lines say, subject by subject; ``graphs``: each line begins with its graph.

    >>> lines = [b'<a> <p> "x y" .\n', b"<a> <q> <b> .\n", b"<b> <p> <a> .\n"]
    >>> [(str(said.subject), len(said.pairs)) for said in subjects([lines])]
    [("b'<a>'", 2), ("b'<b>'", 1)]
    """
    number = 2 if graphs else 1
    start, cut, said = b"\n", 0, Said(b"", b"", [])
    for piece in pieces:
        for line in piece:
            if not line.startswith(start):
                if said.pairs:
                    yield said
                *names, _ = line.split(b" ", number)
                said = Said(names[0] if graphs else b"", names[-1], [])
                start = b" ".join((*names, b""))
                cut = len(start)
            said.pairs.append(line[cut:-_END].split(b" ", 1))
    if said.pairs:
        yield said


def _bare(quad: bytes) -> bytes:
    return quad[:-_END].rpartition(b" ")[0] + b" .\n"


def _turned(quad: bytes) -> bytes:
    triple, _, graph = quad[:-_END].rpartition(b" ")
    return b"%b %b .\n" % (graph, triple)


def _told(pieces: Iterable[Lines], progress: Progress) -> Iterator[Lines]:
    number = shown = 0
    for piece in pieces:
        yield piece
        number += len(piece)
        if number - shown >= _TELL:
            progress(f"{number:,} statements")
            shown = number


def unfit(path: str, rule: str, message: str) -> ReleaseError:
    """A statement that a syntax cannot say: the export is refused rather than changed."""
    return ReleaseError([Finding(Place(path), rule, printable(message))])
