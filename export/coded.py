"""Columns of few different values, told as the values and which of them each row has.

Millions of rows are then written by whole columns: as bytes of one width, without a call for each cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Coded(Sequence[Any]):
    """A column: ``words[codes[row]]`` is the value of a row.

    >>> list(Coded(("a", None), np.array([1, 0, 1])))
    [None, 'a', None]
    """

    words: Sequence[Any]
    codes: NDArray[Any]

    @classmethod
    def of(cls, values: NDArray[Any]) -> Coded:
        """The column of an array's values.

        >>> Coded.of(np.array([0.5, 1.0, 0.5])).words
        [0.5, 1.0]
        """
        known = np.unique(values)
        return cls(known.tolist(), np.searchsorted(known, values))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Any]:
        return map(self.words.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return Coded(self.words, self.codes[at]) if isinstance(at, slice) else self.words[self.codes[at]]


def rows_of(columns: Sequence[tuple[Sequence[str], NDArray[Any]]], ends: Sequence[str]) -> bytes:
    r"""Texts side by side, row by row, each with what comes after it; a text is told once, with its code.

    Columns are as wide as their longest text while they are put together: no text may have a NUL.

    >>> rows_of([(["a", "bcd"], np.array([0, 1])), (["å"], np.array([0, 0]))], (",", "\r\n")).decode()
    'a,å\r\nbcd,å\r\n'
    """
    told = zip(columns, ends, strict=True)
    texts = [np.array([(word + end).encode() for word in words]) for (words, _), end in told]
    rows = np.empty(len(columns[0][1]), [(f"{at}", text.dtype) for at, text in enumerate(texts)])
    for at, (text, (_, codes)) in enumerate(zip(texts, columns, strict=True)):
        rows[f"{at}"] = text[codes]
    return rows.tobytes().translate(None, b"\0")
