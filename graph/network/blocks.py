"""Files of canonical N-Quads, block by block; what one reader computed may be kept beside the file for the next.

Whoever loads bulk data reads a file four times. Finding its terms and hashing them is most of each reading, and takes
ten times as long as reading the columns of a file that was hashed before (56 bytes a quad).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from .columns import Block, block, padded

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 1 << 22
"""Bytes that are read at once; small enough for a processor's cache."""
_BESIDE = ".columns"


def blocks(file: Path) -> Iterator[Block]:
    """The lines of a file, block by block."""
    beside = _beside(file)
    yield from _kept(file, beside) if beside.exists() else _read(file)


def keeping(file: Path) -> Iterator[Block]:
    """As `blocks`; if all are read, the columns are kept for the next reader, until `forget`.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.nq"
    >>> _ = file.write_text("<a:s> <a:p> <a:o> <a:g> .\\n")
    >>> [first] = keeping(file)
    >>> [(again.text(0, 2), bool(again.graph[0] == first.graph[0])) for again in blocks(file)]
    [('<a:o>', True)]
    >>> forget(file)
    """
    new = file.with_name(file.name + ".new")
    with new.open("wb") as out:
        for one in _read(file):
            np.array([len(one), one.offset, len(one.buffer) - 8], dtype=np.int64).tofile(out)
            np.stack([one.starts, *one.ends]).astype(np.uint32).tofile(out)
            np.stack(one.columns).tofile(out)
            yield one
    new.replace(_beside(file))


def forget(file: Path) -> None:
    """What was kept beside the file is not any more."""
    _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + _BESIDE)


def _read(file: Path) -> Iterator[Block]:
    with file.open("rb") as source:
        at, rest = 0, b""
        while read := source.read(BLOCK):
            whole = rest + read
            cut = whole.rfind(b"\n") + 1
            if cut:
                yield block(whole[:cut], at)
            at, rest = at + cut, whole[cut:]
        if rest:
            yield block(rest + b"\n", at)


def _kept(file: Path, beside: Path) -> Iterator[Block]:
    with file.open("rb") as source, beside.open("rb") as columns:
        while len(head := np.fromfile(columns, np.int64, 3)):
            rows, offset, size = head.tolist()
            starts, *ends = np.fromfile(columns, np.uint32, rows * 5).astype(np.int64).reshape(5, rows)
            known = np.fromfile(columns, np.uint64, rows * 4).reshape(4, rows)
            letters = partial(_letters, source, offset, size)
            yield Block(letters, offset, starts, tuple(ends), tuple(known))  # type: ignore[arg-type]


def _letters(file: IO[bytes], offset: int, size: int) -> NDArray[np.uint8]:
    file.seek(offset)
    return padded(file.read(size))
