"""What edges rest on: claims, documents and lines, looked up for many edges at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ..graph.network.claim_columns import packed, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .claim_values import Claims


@dataclass(frozen=True, eq=False)
class Cited:
    """Claims with their documents and lines, as numbers."""

    claims: Sequence[str]
    """Their IRIs."""
    source: NDArray[Any]
    """Number of the document of each."""
    documents: Sequence[str]
    """Slugs of the documents, in their order."""
    starts: NDArray[np.int64]
    """Where the lines of each claim begin in ``lines``, and the end."""
    lines: NDArray[np.int64]
    """0 for a claim whose line may not be shown."""

    @classmethod
    def read(cls, claims: Claims, source: NDArray[Any], documents: Sequence[str]) -> Cited:
        """With their lines, which are read at once; ``documents`` are IRIs."""
        return cls(
            claims.iris, source, [document.rpartition("/")[2] for document in documents], *claims.lines()
        )

    def of(
        self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int
    ) -> tuple[list[str], list[str]]:
        """For each of so many owners ``document:line`` of every line, and the IRIs of its claims.

        :param owner: of each of ``claim``, in their order from 0.
        """
        return self._evidence(owner, claim, number), self._iris(owner, claim, number)

    def documents_of(
        self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int
    ) -> NDArray[np.int64]:
        """For each of so many owners the number of its documents."""
        return np.bincount(np.unique(packed(owner, self.source[claim])) >> 32, minlength=number)

    def _evidence(self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int) -> list[str]:
        which, at = spread(self.starts[claim], self.starts[claim + 1])
        places, code = np.unique(packed(self.source[claim[which]], self.lines[at]), return_inverse=True)
        found = np.sort(packed(owner[which], code))
        found = found[np.diff(found, prepend=-1) > 0]  # quicker than unique, which hashes
        words = [self._place(place >> 32, place & 0xFFFFFFFF) for place in places.tolist()]
        return _joined(found >> 32, [words[one] for one in (found & 0xFFFFFFFF).tolist()], number, "; ")

    def _place(self, document: int, line: int) -> str:
        return f"{self.documents[document]}:{line}" if line else self.documents[document]

    def _iris(self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int) -> list[str]:
        known, at = np.unique(claim, return_inverse=True)
        iris = [self.claims[number] for number in known.tolist()]
        return _joined(owner, [iris[one] for one in at.tolist()], number, " ")


def _joined(owner: NDArray[Any], words: Sequence[str], number: int, gap: str) -> list[str]:
    """The words of each owner, 0 to ``number``, as one text; they are in the order of their owners.

    >>> _joined(np.array([0, 0, 2]), ["a", "b", "c"], 3, "; ")
    ['a; b', '', 'c']
    """
    bounds = np.searchsorted(owner, np.arange(number + 1)).tolist()
    return [gap.join(words[start:end]) for start, end in pairwise(bounds)]
