"""The IRIs behind hashes, each with a number: its position among all of them in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .claim_columns import ClaimColumns
from .strings import Strings

if TYPE_CHECKING:
    from .columns import Hashes
    from .incidences import Small


UNKNOWN = -2
"""The number of a hash that is not among those numbered."""


class Numbered:
    """The IRIs behind hashes, in order, and the number of each."""

    def __init__(self, columns: ClaimColumns, used: Hashes, told: Sequence[tuple[str, int]]) -> None:
        """``told`` are properties that have the IRIs, and whether as subjects (0) or objects (2)."""
        self.hashes = np.unique(used[used != 0])
        names = self._names(columns, told)
        order = sorted(range(len(names)), key=names.__getitem__)
        self.strings = Strings.of(names)
        self._number = np.empty(len(names), dtype=np.int32)
        self._number[order] = np.arange(len(names), dtype=np.int32)

    def _names(self, columns: ClaimColumns, told: Sequence[tuple[str, int]]) -> list[str]:
        names = [""] * len(self.hashes)
        left = np.ones(len(self.hashes), dtype=bool)
        for curie, term in told:
            rows = columns[curie]
            known, first = np.unique(rows.subject if term == 0 else rows.object, return_index=True)
            if len(known):
                at = np.minimum(np.searchsorted(known, self.hashes), len(known) - 1)
                found = np.flatnonzero(left & (known[at] == self.hashes))
                for place, text in zip(
                    found.tolist(), columns.texts(rows.at[first[at[found]]], term), strict=True
                ):
                    names[place] = text[1:-1] if text.startswith("<") else text
                left[found] = False
        return names

    def __call__(self, hashes: Hashes) -> Small:
        """The numbers of hashes; -1 for 0, which is nothing, and `UNKNOWN` for what is not numbered."""
        found = np.full(len(hashes), UNKNOWN, dtype=np.int32)
        if len(self.hashes):
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            known = self.hashes[at] == hashes
            found[known] = self._number[at[known]]
        found[hashes == 0] = -1
        return found
