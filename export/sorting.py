"""Lines in the order of their bytes, each once, of files of any length: sorted in parts, and merged.

All that is done for each line is done by Python's own sort, which knows parts that are in order already. Memory holds one
part; the sorted ones wait in nameless files in the folder that is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, compress, islice
from operator import ne
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

Lines = list[bytes]
PART = 1 << 25
"""Bytes that are sorted at once."""
PIECE = 1 << 20
"""Bytes of a part that are read at once when parts are merged."""


def ordered(parts: Iterable[Lines], folder: Path, done: Sequence[IO[bytes]] = ()) -> Iterator[Lines]:
    r"""The lines of all parts, in pieces; of equal ones the first.

    :param done: files whose lines are in this order already.

    >>> list(ordered([[b"b\n", b"c\n"], [b"a\n", b"b\n"]], Path()))
    [[b'a\n', b'b\n'], [b'c\n']]
    """
    with ExitStack() as opened:
        files = list(done)
        for part in parts:
            part.sort()
            files.append(opened.enter_context(TemporaryFile(dir=folder)))
            files[-1].writelines(part)
            files[-1].seek(0)
        yield from once(_merged([_Run(file) for file in files]))


def parts(paths: Iterable[Path]) -> Iterator[Lines]:
    """The lines of files, so many at a time as are sorted at once."""
    for path in paths:
        with path.open("rb") as file:
            while part := file.readlines(PART):
                yield part


def pieces(file: IO[bytes]) -> Iterator[Lines]:
    """The lines of a file, some at a time."""
    while piece := file.readlines(PIECE):
        yield piece


def once(pieces: Iterable[Lines]) -> Iterator[Lines]:
    """The lines without those that repeat the one before."""
    last: bytes | None = None
    for piece in pieces:
        if piece:
            new = list(compress(piece, map(ne, piece, chain((last,), islice(piece, len(piece) - 1)))))
            last = piece[-1]
            if new:
                yield new


class _Run:
    """A file of sorted lines, of which the next ones are held."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.lines = file.readlines(PIECE)

    def taken(self, bound: bytes) -> Lines:
        """The lines up to a bound, which are then gone."""
        cut = bisect_right(self.lines, bound)
        found, self.lines = self.lines[:cut], self.lines[cut:] or self._file.readlines(PIECE)
        return found


def _merged(runs: list[_Run]) -> Iterator[Lines]:
    """All that is held up to the least of the last lines held: what has not been read comes after it."""
    while runs := [run for run in runs if run.lines]:
        bound = min(run.lines[-1] for run in runs)
        piece = list(chain.from_iterable(run.taken(bound) for run in runs))
        piece.sort()
        yield piece
