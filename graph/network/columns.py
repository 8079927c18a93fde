"""N-Quads as columns: a hash of each term of each quad, so that millions of quads are joined and counted as numbers.

A file is read in blocks of lines (`blocks.py`); only its terms' hashes and places are kept, never their text. Two terms are
taken for one if their 64-bit hashes agree: among ten million different terms that happens by chance in three
of a million files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int64]
    Columns = tuple[Hashes, Hashes, Hashes, Hashes]

_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
_MIX, _SEED, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93), np.uint64(29)


@dataclass(frozen=True, eq=False)
class Block:
    """Lines of canonical N-Quads: ``<s> <p> o <g> .``, one space between terms, each quad in a named graph.

    All arrays have one entry a quad. ``starts`` are places of the lines in ``buffer``, whose first byte is byte
    ``offset`` of the file; ``ends`` are, for each of the four terms, the places after its last byte.
    """

    read: Callable[[], NDArray[np.uint8]]
    offset: int
    starts: Places
    ends: tuple[Places, Places, Places, Places]
    known: Columns | None = None
    """The hashes of all terms, where they were computed before."""

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def buffer(self) -> NDArray[np.uint8]:
        """The lines, and eight bytes more that are nought."""
        return self.read()

    @cached_property
    def columns(self) -> Columns:
        """Hashes of the subjects, predicates, objects and graphs."""
        return self.known or tuple(self.hashes(*self.places(term)) for term in range(4))  # type: ignore[return-value]

    @property
    def subject(self) -> Hashes:
        """Hashes of the subjects."""
        return self.columns[0]

    @cached_property
    def predicate(self) -> Hashes:
        """Hashes of the predicates."""
        return self.of(1)

    @property
    def object(self) -> Hashes:
        """Hashes of the objects."""
        return self.columns[2]

    @property
    def graph(self) -> Hashes:
        """Hashes of the graphs."""
        return self.columns[3]

    def of(self, term: int, rows: Places | slice = slice(None)) -> Hashes:
        """Hashes of a term of some quads; 0 is the subject, 3 the graph."""
        if self.known or "columns" in vars(self):
            return self.columns[term][rows]
        return self.hashes(*self.places(term, rows))

    def places(self, term: int, rows: Places | slice = slice(None)) -> tuple[Places, Places]:
        """Where a term of some quads starts and ends."""
        starts = self.starts[rows] if term == 0 else self.ends[term - 1][rows] + 1
        return starts, self.ends[term][rows]

    def hashes(self, starts: Places, ends: Places) -> Hashes:
        """Hashes of the bytes from each start up to its end, eight bytes at a time."""
        length = ends - starts
        found = length.astype(np.uint64) * _SEED
        for done in range(0, int(length.max(initial=0)), 8):
            left = length - done
            which = slice(None) if int(left.min()) >= 8 else np.flatnonzero(left > 0)
            mixed = found[which] ^ (self._words[starts[which] + done] & _MASKS[np.minimum(left[which], 8)])
            mixed *= _MIX
            mixed ^= mixed >> _SHIFT
            found[which] = mixed
        return found

    @cached_property
    def _words(self) -> Hashes:
        """The eight bytes from each place on, as one number."""
        return np.ndarray((len(self.buffer) - 7,), dtype="<u8", buffer=self.buffer.data, strides=(1,))

    def text(self, row: int, term: int) -> str:
        """The term of a quad as it is written; 0 is the subject, 3 the graph."""
        start = self.starts[row] if term == 0 else self.ends[term - 1][row] + 1
        return self.buffer[start : self.ends[term][row]].tobytes().decode()


def hashed(terms: Iterable[str]) -> Hashes:
    """The hash that each term, written as in N-Quads, has in a block.

    >>> int(hashed(["<http://example.org/a>"])[0]) == int(hashed(["<http://example.org/a>"])[0])
    True
    """
    encoded = [term.encode() for term in terms]
    ends = np.cumsum([len(term) for term in encoded], dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int64)
    block = Block(lambda: padded(b"".join(encoded)), 0, nothing, (nothing,) * 4)
    return block.hashes(ends - np.array([len(term) for term in encoded], dtype=np.int64), ends)


def block(lines: bytes, offset: int = 0) -> Block:
    """The block of some lines, each ended by a line feed.

    >>> found = block(b'<a:s> <a:p> "two words"@en <a:g> .\\n')
    >>> found.text(0, 2), bool(found.graph[0] == hashed(["<a:g>"])[0])
    ('"two words"@en', True)
    """
    buffer = padded(lines)
    ends = np.flatnonzero(buffer[: len(lines)] == ord("\n"))
    spaces = np.flatnonzero(buffer[: len(lines)] == ord(" "))
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int64) if len(ends) else ends
    first, last = np.searchsorted(spaces, starts), np.searchsorted(spaces, ends) - 1
    return Block(lambda: buffer, offset, starts, (spaces[first], spaces[first + 1], spaces[last - 1], spaces[last]))


def padded(text: bytes) -> NDArray[np.uint8]:
    """The bytes, and eight more that are nought: a word may reach over the end."""
    return np.frombuffer(text + bytes(8), dtype=np.uint8)
