"""Canonical N-Quads files read into `Relations`, block by block, with the tests of letters made on the way.

A term's letters are at hand while its block is; so each test is put to each distinct object in a block of the
predicates it is for, and of these only the hashes of those that fail are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from pyoxigraph import Literal, RdfFormat, parse

from ..index import Term
from ..network.blocks import blocks
from ..network.columns import hashed
from .relations import Nodes, Relation, Relations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..network.columns import Block, Hashes, Places
    from .relations import Looks

_QUOTE, _UNDERSCORE = ord('"'), ord("_")
_TYPES = np.uint64, np.uint64, np.uint16, np.int64
"""Of the columns that are kept: subjects, objects, looks, places."""
IRI, BLANK = "urn:x", "_:x"
"""Samples of the first two looks."""


class Test(NamedTuple):
    """A test of the letters of terms."""

    rule: tuple[str, Term]
    """The constraint it stands for, and its parameter."""
    fits: Callable[[str], object]
    datatype: str | None
    """Put to literals of a datatype only; None is to all terms."""


def read(
    files: Sequence[Path], predicates: Collection[Term], tests: Mapping[Term, Collection[Test]]
) -> Relations:
    """The triples of some predicates; places count through all files, one behind the other.

    :param tests: predicate -> tests of its objects.
    """
    reader = _Reader(predicates, tests)
    for file, start in zip(files, starts(files), strict=False):
        for block in blocks(file):
            reader.take(block, start)
    return reader.relations()


def starts(files: Sequence[Path]) -> list[int]:
    """The place where each file starts, and the end of the last."""
    return [0, *np.cumsum([file.stat().st_size for file in files], dtype=np.int64).tolist()]


class _Reader:
    """What the blocks hold, predicate by predicate; a column grows in one piece, so that it is given back whole."""

    def __init__(self, predicates: Collection[Term], tests: Mapping[Term, Collection[Test]]) -> None:
        names = sorted(map(str, predicates))
        hashes = hashed(f"<{name}>" for name in names)
        self._asked = np.sort(hashes)
        self._names = [names[at] for at in np.argsort(hashes)]
        self._tests = [tests.get(name, ()) for name in self._names]
        self._columns: dict[str, list[bytearray]] = {name: [bytearray() for _ in _TYPES] for name in names}
        self._samples: list[Term] = [IRI, BLANK]
        self._tails: dict[str, int] = {}
        self._unfit: dict[tuple[str, Term], list[Hashes]] = defaultdict(list)

    def take(self, block: Block, start: int) -> None:
        """Add the triples of a block."""
        at = np.minimum(np.searchsorted(self._asked, block.predicate), len(self._asked) - 1)
        rows = np.flatnonzero(self._asked[at] == block.predicate)
        codes = at[rows].astype(np.uint16)
        order = np.argsort(codes, kind="stable")
        rows, codes = rows[order], codes[order]
        subjects = block.of(0, rows)
        objects = Nodes(block.of(2, rows), self._looks(block, rows))
        places = block.starts[rows] + (start + block.offset)
        columns: list[NDArray[Any]] = [subjects, objects.hashes, objects.looks, places]
        bounds: list[int] = np.searchsorted(codes, np.arange(len(self._names) + 1)).tolist()
        for code, (first, last) in enumerate(pairwise(bounds)):
            for kept, column in zip(self._columns[self._names[code]], columns, strict=True):
                kept += column[first:last].tobytes()
            if self._tests[code] and first < last:
                self._test(block, rows[first:last], objects[first:last], self._tests[code])

    def _looks(self, block: Block, rows: Places) -> Looks:
        """The looks of the objects; a literal's is told by what stands behind its last quote."""
        first = block.buffer[block.ends[1][rows] + 1]
        looks: Looks = (first == _UNDERSCORE).astype(np.uint16)
        literal = np.flatnonzero(first == _QUOTE)
        ends = block.ends[2][rows[literal]]
        quotes = np.flatnonzero(block.buffer == _QUOTE)
        tails = quotes[np.searchsorted(quotes, ends) - 1] + 1
        _, where, inverse = np.unique(block.hashes(tails, ends), return_index=True, return_inverse=True)
        texts = [block.buffer[tails[one] : ends[one]].tobytes().decode() for one in where]
        looks[literal] = np.array([self._look(text) for text in texts], dtype=np.uint16)[inverse]
        return looks

    def _look(self, tail: str) -> int:
        if tail not in self._tails:
            self._tails[tail] = len(self._samples)
            self._samples.append(_term('""' + tail))
        return self._tails[tail]

    def _test(self, block: Block, rows: Places, objects: Nodes, tests: Collection[Test]) -> None:
        """Put the tests to the distinct objects."""
        hashes, where = np.unique(objects.hashes, return_index=True)
        rows, looks = rows[where], objects.looks[where]
        for test in tests:
            wanted = np.arange(len(rows))
            if test.datatype:
                alike = [_datatype(sample) == test.datatype for sample in self._samples]
                wanted = np.flatnonzero(np.array(alike)[looks])
            failed = [not test.fits(text) for text in _letters(block, rows[wanted])]
            if any(failed):
                self._unfit[test.rule].append(hashes[wanted[failed]])

    def relations(self) -> Relations:
        """What was read."""
        out: dict[Term, Relation] = {}
        for _, name in sorted((len(columns[0]), name) for name, columns in self._columns.items()):
            out[name] = Relation.of([*map(np.frombuffer, self._columns.pop(name), _TYPES)])
        unfit = {rule: np.unique(np.concatenate(found)) for rule, found in self._unfit.items()}
        return Relations(out, self._samples, unfit)


def _letters(block: Block, rows: Places) -> Iterator[str]:
    """The letters of the objects."""
    buffer = block.buffer.data
    begins, ends = (block.ends[1][rows] + 1).tolist(), block.ends[2][rows].tolist()
    for begin, end in zip(begins, ends, strict=True):
        text = str(buffer[begin:end], "utf-8")
        if text[0] == '"' and "\\" not in text:
            yield text[1 : text.rindex('"')]
        else:
            term = _term(text)
            yield term if isinstance(term, str) else term.value


def _term(text: str) -> Term:
    """The term that is written so in N-Quads."""
    if not text.startswith('"'):
        return text[1:-1] if text.startswith("<") else text
    [triple] = parse(f"<x:> <x:> {text} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, Literal)
    return triple.object


def _datatype(term: Term) -> str | None:
    return term.datatype.value if isinstance(term, Literal) else None
