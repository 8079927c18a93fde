"""What stands in files of canonical N-Quads, counted: quads, graphs, and triples that stand in several graphs.

Quads are told apart by 64-bit hashes, eight bytes a quad and as many for its triple; sorting them is all that it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...ontology.terms import expand
from ..network.blocks import keeping
from ..network.columns import hashed

if TYPE_CHECKING:
    from ..network.columns import Block, Hashes, Places

_MIX, _SHIFT = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(31)


@dataclass(frozen=True, eq=False)
class Survey:
    """The quads of one file."""

    lines: int
    graphs: tuple[str, ...]
    things: bool
    """Whether a thing of the namespace is described in it."""
    triples: Hashes
    """A hash of each line's triple; sorted, each once."""
    quads: Hashes
    """A hash of each line's quad; sorted, each once."""
    ties: list[int]
    """Lines (from 1) that say that something is a tie."""
    words: Hashes
    """A hash of the triple of each line that stands in the graph of the vocabulary."""
    word_lines: Places
    """These lines."""


def survey(file: Path, base: str, progress: Callable[[float], None] = lambda part: None) -> Survey:
    """Count what is in a file, and keep its columns beside it (`forget`); ``base`` is the namespace of the dataset.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.nq"
    >>> _ = path.write_text("<a:id/s> <a:p> <a:o> <a:g> .\\n<a:id/s> <a:p> <a:o> <a:h> .\\n")
    >>> found = survey(path, "a:")
    >>> found.lines, found.graphs, found.things, len(found.triples), len(found.quads)
    (2, ('a:g', 'a:h'), True, 1, 2)
    """
    size, graphs, lines, there = max(1, file.stat().st_size), dict[int, str](), 0, False
    kind, tie, vocabulary = hashed(
        [f"<{expand('rdf:type')}>", f"<{base}ns#Tie>", f"<{base}graph/vocabulary>"]
    )
    triples, quads, ties = [], [], list[int]()
    words, word_lines = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for block in keeping(file):
        triple = mixed(block.subject, block.predicate, block.object)
        triples.append(triple)
        quads.append(mixed(triple, block.graph))
        there = there or bool(starting(block, f"<{base}id/").any())
        typed = np.flatnonzero(block.predicate == kind)
        said = np.flatnonzero(block.graph == vocabulary)
        ties += (typed[block.object[typed] == tie] + lines + 1).tolist()
        words.append(triple[said])
        word_lines.append(said + lines + 1)
        lines += len(block)
        for value, row in zip(*np.unique(block.graph, return_index=True), strict=True):
            if int(value) not in graphs:
                graphs[int(value)] = block.text(int(row), 3)[1:-1]
        progress(block.offset / size)
    return Survey(
        lines, tuple(sorted(graphs.values())), there, _each(triples), _each(quads),
        ties, np.concatenate(words), np.concatenate(word_lines),
    )  # fmt: skip


def spread(surveys: Iterable[Survey]) -> tuple[int, int]:
    """The number of different quads in all files, and how many of them repeat a triple of another graph.

    Engines differ in whether such a triple counts once or twice in the union of all graphs.
    """
    known = list(surveys)
    quads, triples = (len(_each([getattr(one, name) for one in known])) for name in ("quads", "triples"))
    return quads, quads - triples


def mixed(*columns: Hashes) -> Hashes:
    """One hash of several."""
    found = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        found ^= column
        found *= _MIX
        found ^= found >> _SHIFT
    return found


def starting(
    block: Block, text: str, term: int = 0, rows: Places | slice = slice(None)
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of a term of some quads begin so; 0 is the subject."""
    starts, ends = block.places(term, rows)
    there = np.minimum(starts + len(text.encode()), ends)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = block.hashes(starts, there) == hashed([text])[0]
    return found


def _each(parts: list[Hashes]) -> Hashes:
    """The different hashes, sorted; takes the parts out of the list as it goes."""
    whole = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)
    parts.clear()
    whole.sort()
    if not len(whole):
        return whole
    keep = np.ones(len(whole), dtype=bool)
    np.not_equal(whole[1:], whole[:-1], out=keep[1:])
    return whole if keep.all() else whole[keep]
