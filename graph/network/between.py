"""What is new and what is gone between two spans of years.

*New* is a tie that is active in the later span and not in the earlier one, *gone* one that is active in the earlier
and not in the later; what "active" is, `scen.graph.network.years` says. Gone is what no document tells of the later years:
that proves no end. Ties without any date are in neither, and counted.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import SettingError
from ..facts import Ref
from ..order import CERTAINTIES, STATUSES
from . import views
from .edge import Edge
from .filter import at_least
from .found import Buckets, Count, Found
from .periods import Periods, Span
from .reading import Reading

if TYPE_CHECKING:
    from .incidences import Whole
    from .pairs import Mask, Ties


@dataclass(frozen=True)
class Difference:
    """A tie that is in one span only."""

    a: Ref
    b: Ref
    years: tuple[Span, ...]
    """All runs of years in which it is active."""
    edge: Edge
    """The tie as its links in that span make it."""


@dataclass(frozen=True)
class Compared:
    """Two spans of years side by side. ``new`` and ``gone`` count the ties as their links in that span make them."""

    earlier: Span
    later: Span
    ties: tuple[int, int]
    """How many are active in the earlier span, and in the later; ``agents`` likewise, the one asked about apart."""
    agents: tuple[int, int]
    both: int
    """Ties active in both spans."""
    new: Found[Difference]
    returned: int
    """Ties among the new ones that were active before the earlier span."""
    gone: Found[Difference]
    again: int
    """Ties among those gone that are active after the later span."""
    new_agents: int
    """Agents with a tie in the later span and none in the earlier; ``gone_agents`` the other way round."""
    gone_agents: int
    counted: Buckets
    """All ties of the answer, whatever the spans."""


def between(
    reading: Reading, earlier: int | Span, later: int | Span, iri: str | None = None, limit: int | None = None
) -> Compared:
    """The ties of the network, or of an agent, in two spans: a year, or a first and last year.

    ``limit`` is how many new ones, and how many gone, are told: strong kinds first, then what is stated, then what is
    reported, then by weight, then by the IRIs of the two.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found = data.between(2020, 2021, limit=1)
    >>> found.ties, found.both, found.new.number, found.returned, found.gone.number
    ((31, 21), 1, 20, 2, 30)
    >>> [(one.a.slug, one.edge.kind, one.b.slug, one.years) for one in found.new]
    [('city-of-stavanger', 'represented-at-same-event', 'iclei', ((2021, 2021),))]

    :raises SettingError: the earlier span does not end before the later begins, or one ends before it begins; ``limit``
        is less than 0, or lets through more than can be told one by one.
    """
    at_least(0, limit=limit)
    earlier, later = (it if isinstance(it, tuple) else (it, it) for it in (earlier, later))
    if not 0 < earlier[0] <= earlier[1] < later[0] <= later[1]:
        raise SettingError("compare", "two spans of years, the earlier to end before the later begins")
    if (
        limit is None or limit > views.MOST
    ):  # counted first: to keep so many, only to refuse them, takes gigabytes
        counted = between(reading, earlier, later, iri, limit=0)
        if max(counted.new.number, counted.gone.number) > views.MOST:
            raise SettingError("limit", f"more than {views.MOST:,} changes, too many to tell; choose a limit")
    periods = Periods(reading.network)
    new, gone = _Side(reading, periods, later, limit), _Side(reading, periods, earlier, limit)
    count, both, returned, again = Count(), 0, 0, 0
    agent = reading.number(iri) if iri is not None else None
    blocks = reading.blocks() if iri is None else [] if agent is None else [reading.of([agent])]
    for ties, left_out in blocks:
        count.add(ties)
        count.left_out += left_out
        old, now = gone.active(ties), new.active(ties)
        both += int((old & now).sum())
        returned += int((now & ~old & _any(ties, periods.touch(ties, (1, earlier[0] - 1)))).sum())
        again += int((old & ~now & _any(ties, periods.touch(ties, (later[1] + 1, 9999)))).sum())
        new.add(ties, now, now & ~old)
        gone.add(ties, old, old & ~now)
    for side in (new, gone) if agent is not None else ():
        side.seen[agent] = False
    return Compared(
        earlier, later, (gone.ties, new.ties), (int(gone.seen.sum()), int(new.seen.sum())), both,
        new.found(), returned, gone.found(), again,
        int((new.seen & ~gone.seen).sum()), int((gone.seen & ~new.seen).sum()), count.buckets,
    )  # fmt: skip


class _Side:
    """What is in one of the spans only: counted, and the best of it kept."""

    def __init__(self, reading: Reading, periods: Periods, span: Span, limit: int | None) -> None:
        self.reading, self.periods, self.span = reading, periods, span
        self.limit = sys.maxsize if limit is None else limit
        self.seen = np.zeros(len(reading.network.classes), dtype=bool)
        self.ties, self.number, self._count = 0, 0, Count()
        self._best: list[tuple[int, Ties]] = []

    def active(self, ties: Ties) -> Mask:
        """The ties that are active in the span."""
        return _any(ties, self.periods.touch(ties, self.span))

    def add(self, ties: Ties, active: Mask, only: Mask) -> None:
        """Count ties active in the span, and those that are in this one only."""
        self.ties += int(active.sum())
        for ends in (ties.a, ties.b):
            self.seen[ends[active]] = True
        whole = ties.only(only)
        here = whole.where(self.periods.touch(whole, self.span))
        self.number += len(here)
        self._count.add(here)
        score = _score(self.reading, here)
        self._best += [(int(score[at]), whole.only(np.array([at]))) for at in self._least(score)]
        self._best = sorted(self._best, key=lambda told: told[0])[: self.limit]

    def _least(self, score: Whole) -> list[int]:
        """Positions of the least scores that may be told, of equal ones the first."""
        rows = np.arange(len(score))
        if len(self._best) >= self.limit:
            rows = np.flatnonzero(score < self._best[-1][0]) if self._best else rows[:0]
        if len(rows) > self.limit:
            edge = np.partition(score[rows], self.limit - 1)[self.limit - 1]
            rows = np.concatenate([rows[score[rows] < edge], rows[score[rows] == edge]])[: self.limit]
        return sorted(rows.tolist())

    def found(self) -> Found[Difference]:
        """The best that was kept."""
        return Found(tuple(self._told(ties) for _, ties in self._best), self.number, self._count.buckets)

    def _told(self, ties: Ties) -> Difference:
        edge = self.periods.edge(self.reading, ties, 0, self.span)
        a, b = (self.reading.facts.ref(iri) for iri in (edge.a, edge.b))
        return Difference(a, b, self.periods.of(ties, 0), edge)


def _any(ties: Ties, links: Mask) -> Mask:
    """The ties with one of the links."""
    return np.logical_or.reduceat(links, ties.starts[:-1]) if len(ties) else links[:0]


def _score(reading: Reading, ties: Ties) -> Whole:
    """How little the ties say, least first, in one number: kind, certainty, status, and weight in millionths."""
    code = (~reading.strong[ties.kind]).astype(np.int64) * len(CERTAINTIES) + ties.certainty
    found: Whole = ((code * len(STATUSES) + ties.status) << 44) - np.round(ties.weight * 1e6).astype(np.int64)
    return found
