"""What ties rest on: claims, documents and lines, looked up for many ties at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from pyoxigraph import NamedNode

from ..graph.network.claim_columns import packed, spread
from .tabular_rows import tie_claims

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.network.pairs import Ties
    from ..graph.network.reading import Reading


class Cited:
    """The lines of all claims behind ties, as numbers."""

    def __init__(self, reading: Reading) -> None:
        self._network = reading.network
        starts, lines = array("q", [0]), array("i")
        for claim in self._network.claims:
            found = reading.facts.objects(NamedNode(claim), "scen:line")
            lines.extend(sorted({int(line.value) for line in found}) or [0])  # 0: the line may not be shown
            starts.append(len(lines))
        self._starts, self._lines = np.array(starts), np.array(lines)
        self._documents = [document.rpartition("/")[2] for document in self._network.documents]

    def of(self, ties: Ties) -> tuple[list[str], list[str]]:
        """For each tie ``document:line`` of every line, and the IRIs of its claims."""
        owner, claim = tie_claims(ties)
        return self._evidence(owner, claim, len(ties)), self._claims(owner, claim, len(ties))

    def _evidence(self, owner: NDArray[np.int64], claim: NDArray[np.int64], ties: int) -> list[str]:
        which, at = spread(self._starts[claim], self._starts[claim + 1])
        places, code = np.unique(
            packed(self._network.source[claim[which]], self._lines[at]), return_inverse=True
        )
        found = np.sort(packed(owner[which], code))
        found = found[np.diff(found, prepend=-1) > 0]  # quicker than unique, which hashes
        words = [self._place(place >> 32, place & 0xFFFFFFFF) for place in places.tolist()]
        return _joined(found >> 32, [words[one] for one in (found & 0xFFFFFFFF).tolist()], ties, "; ")

    def _place(self, document: int, line: int) -> str:
        return f"{self._documents[document]}:{line}" if line else self._documents[document]

    def _claims(self, owner: NDArray[np.int64], claim: NDArray[np.int64], ties: int) -> list[str]:
        known, at = np.unique(claim, return_inverse=True)
        iris = [self._network.claims[number] for number in known.tolist()]
        return _joined(owner, [iris[one] for one in at.tolist()], ties, " ")


def _joined(owner: NDArray[Any], words: Sequence[str], number: int, gap: str) -> list[str]:
    """The words of each owner, 0 to ``number``, as one text; they are in the order of their owners.

    >>> _joined(np.array([0, 0, 2]), ["a", "b", "c"], 3, "; ")
    ['a; b', '', 'c']
    """
    bounds = np.searchsorted(owner, np.arange(number + 1)).tolist()
    return [gap.join(words[start:end]) for start, end in pairwise(bounds)]
