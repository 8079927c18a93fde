"""Ties spread over the years in which they are active, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..order import STATUSES
from .claim_columns import spread
from .periods import Periods

if TYPE_CHECKING:
    from .incidences import Codes, Whole
    from .pairs import Mask, Ties

_BITS = 14
"""Of a year, which is at most 9999."""
_ROWS = 1 << 22
"""Ties times years that are looked at together; about 300 MB while they are sorted."""


def portions(ties: Ties, periods: Periods) -> Iterator[Ties]:
    """The ties by as many as have together some `_ROWS` years."""
    before = np.concatenate([[0], np.cumsum(periods.counts[ties.links.group])])[ties.starts]
    if before[-1] <= _ROWS:
        yield ties
        return
    cuts = np.unique(np.searchsorted(before, [*range(0, int(before[-1]), _ROWS), int(before[-1])]))
    for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        yield ties.only(np.arange(low, high))


@dataclass(frozen=True, eq=False)
class Spells:
    """Ties and the years in which they are active, one a row, ordered by tie and year; year 0 for ties without date.

    ``certainty`` and ``status`` are the surest and the strongest of the tie's links of that year; ``before`` is the
    last year before in which it was active, 0 where there is none; ``last`` says whether no later one is known.
    """

    tie: Whole
    year: Whole
    certainty: Codes
    status: Codes
    before: Whole
    last: Mask

    @classmethod
    def of(cls, ties: Ties, periods: Periods) -> Spells:
        """The years of these ties."""
        group = ties.links.group
        link, year = spread(periods.first[group], periods.last[group] + 1)
        key = ties.of_links[link] << _BITS | year
        if not (key[1:] >= key[:-1]).all():
            order = np.argsort(key, kind="stable")
            link, key = link[order], key[order]
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        tie, year = key[starts] >> _BITS, key[starts] & ((1 << _BITS) - 1)
        before, last = np.zeros_like(year), np.ones(len(year), dtype=bool)
        last[:-1] = tie[1:] != tie[:-1]
        before[1:] = np.where(last[:-1], 0, year[:-1])
        certainty, status = (
            np.minimum.reduceat(codes[link], starts) if len(starts) else codes[:0]
            for codes in (ties.links.certainty, ties.links.status)
        )
        columns = (tie, year, certainty, status, before, last)
        kept = (year > 0) | last  # what has a date too is not undated
        return cls(*columns if kept.all() else (column[kept] for column in columns))

    @cached_property
    def dated(self) -> Mask:
        """Whether the year is one."""
        found: Mask = self.year > 0
        return found

    @property
    def new(self) -> Mask:
        """Whether it is the first year of the tie."""
        found: Mask = self.dated & (self.before == 0)
        return found

    @property
    def returned(self) -> Mask:
        """Whether the tie was active earlier, but not in the year before."""
        return (self.before > 0) & (self.year - self.before > 1)

    @property
    def last_active(self) -> Mask:
        """Whether it is the last year of the tie that is known."""
        return self.dated & self.last

    @property
    def ended(self) -> Mask:
        """Whether what is said of that last year, or without any year, is that the tie ended."""
        found: Mask = self.last & (self.status == STATUSES.index("ended"))
        return found
