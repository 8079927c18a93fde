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
    starts: NDArray[np.int64]
    """Where the places of each claim begin in ``places``, and the end."""
    places: NDArray[np.int64]
    """Numbers of ``words``: where each claim stands."""
    words: Sequence[str]
    """``document:line`` of all places, by document and line; of a claim whose line may not be shown, the document."""

    @classmethod
    def read(cls, claims: Claims, source: NDArray[Any], documents: Sequence[str]) -> Cited:
        """With their lines, which are read at once; ``documents`` are IRIs."""
        slugs = [document.rpartition("/")[2] for document in documents]
        starts, lines = claims.lines()
        known, places = np.unique(packed(np.repeat(source, np.diff(starts)), lines), return_inverse=True)
        told = zip((known >> 32).tolist(), (known & 0xFFFFFFFF).tolist(), strict=True)
        words = [f"{slugs[document]}:{line}" if line else slugs[document] for document, line in told]
        return cls(claims.iris, source, starts, places, words)

    def of(
        self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int
    ) -> tuple[list[str], list[str]]:
        """For each of so many owners every place of its claims, and their IRIs.

        :param owner: of each of ``claim``, in their order from 0.
        """
        which, at = spread(self.starts[claim], self.starts[claim + 1])
        found = np.sort(packed(owner[which], self.places[at]))
        found = found[np.diff(found, prepend=-1) > 0]  # quicker than unique, which hashes
        words = [self.words[one] for one in (found & 0xFFFFFFFF).tolist()]
        iris = [self.claims[one] for one in claim.tolist()]
        return _joined(found >> 32, words, number, "; "), _joined(owner, iris, number, " ")

    def documents_of(
        self, owner: NDArray[np.int64], claim: NDArray[np.int64], number: int
    ) -> NDArray[np.int64]:
        """For each of so many owners the number of its documents."""
        return np.bincount(np.unique(packed(owner, self.source[claim])) >> 32, minlength=number)


def _joined(owner: NDArray[Any], words: Sequence[str], number: int, gap: str) -> list[str]:
    """The words of each owner, 0 to ``number``, as one text; they are in the order of their owners.

    >>> _joined(np.array([0, 0, 2]), ["a", "b", "c"], 3, "; ")
    ['a; b', '', 'c']
    """
    bounds = np.searchsorted(owner, np.arange(number + 1)).tolist()
    return [gap.join(words[start:end]) for start, end in pairwise(bounds)]
