"""The best of an answer about ties, with the number of all and what must not be overlooked among all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import numpy as np

from ..order import CERTAINTIES, STATUSES
from .claim_columns import packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .incidences import Whole
    from .pairs import Ties

Item = TypeVar("Item")


@dataclass(frozen=True)
class Buckets:
    """What must not be overlooked in an answer: ties without a date, and those not stated or not reported."""

    ties: int
    undated: int
    inferred: int
    announced: int
    others: tuple[tuple[str, int], ...]
    """Further certainties and statuses but stated and reported, with their numbers."""
    left_out: int
    """Ties of those who were asked about that the filter left out."""


class Count:
    """Counts ties as they come.

    >>> Count().buckets
    Buckets(ties=0, undated=0, inferred=0, announced=0, others=(), left_out=0)
    """

    def __init__(self, left_out: int = 0) -> None:
        self._of, self.left_out = Counter[str](), left_out

    def add(self, ties: Ties) -> None:
        """Count these."""
        undated = (ties.first == 0) & (ties.last == 0)
        self._of.update(ties=len(ties), undated=int(undated.sum()))
        for names, codes in ((CERTAINTIES, ties.certainty), (STATUSES, ties.status)):
            for code, number in enumerate(np.bincount(codes, minlength=len(names)).tolist()):
                self._of[names[code]] += number

    @property
    def buckets(self) -> Buckets:
        """What was counted."""
        others = [
            word
            for word in (*CERTAINTIES, *STATUSES)
            if word not in ("stated", "reported", "inferred", "announced")
        ]
        return Buckets(
            self._of["ties"], self._of["undated"], self._of["inferred"], self._of["announced"],
            tuple((word, self._of[word]) for word in others if self._of[word]), self.left_out,
        )  # fmt: skip


@dataclass(frozen=True)
class Found(Sequence[Item], Generic[Item]):
    """The best ones, as a sequence; ``number`` is that of all, ``counted`` are all ties of the answer."""

    best: tuple[Item, ...]
    number: int
    counted: Buckets

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        return self.best[at]

    def __len__(self) -> int:
        return len(self.best)


def first(rank: Sequence[Whole], limit: int | None, label: Callable[[int], tuple[str, ...]]) -> list[int]:
    """Positions of the best: by the ranks (least first, each an array), then by label; all without a limit.

    Labels are read only where they decide.

    >>> first([np.array([2, 1, 1, 1])], 2, lambda at: ("dcba"[at],))
    [3, 2]
    """
    order = (
        np.lexsort([np.asarray(key) for key in reversed(rank)])
        if len(rank[0])
        else np.zeros(0, dtype=np.int64)
    )
    if limit is not None and limit < len(order):
        last = order[limit - 1] if limit else order[0]
        alike = np.logical_and.reduce([key[order] == key[last] for key in rank])
        order = order[: np.flatnonzero(alike)[-1] + 1]
    ranks = zip(*(np.asarray(key)[order].tolist() for key in rank), strict=True)
    ranked = sorted((*own, *label(at), at) for own, at in zip(ranks, order.tolist(), strict=True))
    return [at for *_, at in ranked[:limit]]


def different(owner: Whole, value: NDArray[np.integer], owners: int) -> Whole:
    """How many different values each owner has.

    >>> different(np.array([0, 0, 2]), np.array([5, 5, 7]), 3).tolist()
    [1, 0, 1]
    """
    pairs = np.sort(packed(owner, value))  # faster here than `numpy.unique`, which hashes
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.bincount(pairs >> 32, minlength=owners).astype(np.int64)
