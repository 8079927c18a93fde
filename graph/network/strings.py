"""Many strings in two arrays, sorted, so that a file of them opens at once and is searched by halves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Strings(Sequence[str]):
    """Different strings in the order of their code points.

    >>> found = Strings.of(["b", "å", "a"])
    >>> list(found), found.find("å"), found.find("c")
    (['a', 'b', 'å'], 2, None)
    """

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._text, self._ends = np.asarray(text), np.asarray(ends)  # a mapped array's own class is slow
        self._bytes = self._text.data

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """The strings, sorted, each once."""
        encoded = [string.encode() for string in sorted(set(strings))]
        ends = np.cumsum([len(string) for string in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def write(self, folder: Path, name: str) -> None:
        """Write them as two files."""
        np.save(folder / f"{name}.text.npy", self._text)
        np.save(folder / f"{name}.ends.npy", self._ends)

    @classmethod
    def read(cls, folder: Path, name: str) -> Strings:
        """What `write` wrote, mapped into memory."""
        return cls(
            np.load(folder / f"{name}.text.npy", mmap_mode="r"),
            np.load(folder / f"{name}.ends.npy", mmap_mode="r"),
        )

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        start = int(self._ends[at - 1]) if at else 0
        return bytes(self._bytes[start : int(self._ends[at])]).decode()

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def find(self, string: str) -> int | None:
        """Where the string is; None if it is not there."""
        at = bisect_left(self, string)
        return at if at < len(self) and self[at] == string else None
