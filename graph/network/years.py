"""The ties year by year: how many are active, what is new, what returned, and what was last active then.

A tie is *active* in a year if one of its links is over something whose known period, first day to last, touches that
year. Of an open end only the end that is known counts: an agreement "since 2017" is active in 2017, no more is said.
The years are those of what is shared, not of the documents, and what no document tells did not thereby end. So a tie is

- *new* in the first year in which it is active,
- *continued* where it was active in the year before,
- *returned* where it was active earlier, but not in the year before,
- *last active* in the latest year in which it is active: silence afterwards proves nothing. It *ended* only where the
  status of its strongest link of that year says so.

What is said of a tie in a year (certainty, status) rests on its links of that year alone, as under a filter from and
until that year. Ties none of whose links has a date are counted apart, as year 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import SettingError
from ..facts import Ref
from ..order import CERTAINTIES, STATUSES
from .edge import Edge
from .filter import at_least
from .found import Buckets, Count, Found
from .found import first as best
from .incidences import KINDS
from .periods import Periods
from .reading import Reading
from .spells import Spells, portions

if TYPE_CHECKING:
    from .incidences import Incidences
    from .pairs import Ties

NEW, RETURNED, LAST, ENDED = "new", "returned", "last active", "ended"
_MARKS = ("new", "returned", "last_active", "ended", "announced", "inferred", "strong")
"""What is counted of ties in a year, in the order of bits."""


@dataclass(frozen=True)
class Year:
    """The ties active in a year: so many, among so many agents (the one asked about not counted)."""

    year: int
    """0 for ties without any date: of these ``new`` to ``last_active`` say nothing and are 0."""
    ties: int
    agents: int
    new: int
    continued: int
    returned: int
    last_active: int
    ended: int
    """Ties last active then (or without a date) that ended by their status."""
    announced: int
    inferred: int
    strong: int
    """Ties of a strong kind."""


@dataclass(frozen=True)
class Change:
    """What a year is to a tie of the agent asked about: its first, its last, or one after a gap."""

    year: int
    what: tuple[str, ...]
    """Of "new", "returned", "last active", and "ended" in place of "last active"."""
    before: int
    """The last year before in which the tie was active; 0 where there is none."""
    other: Ref
    edge: Edge
    """The tie as its links of that year make it."""


@dataclass(frozen=True)
class Years:
    """The table, by year; only years in which a tie is active."""

    rows: tuple[Year, ...]
    undated: Year
    changes: Found[Change]
    """Of the agent asked about, latest year first; none where nobody was asked about."""
    counted: Buckets
    """All ties of the answer, whatever the years told."""


def years(
    reading: Reading, iri: str | None = None, first: int = 1, last: int = 9999, limit: int | None = None
) -> Years:
    """The years ``first`` to ``last`` of the network, or of the ties of an agent and with what changed in them.

    The years before and after are left out of the table, not of the history: what is new in ``first`` was not active
    before. ``limit`` is how many changes are told: the latest; in a year strong ties first, then what is stated, then
    what is reported, then by name.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     found, hers = data.years(), data.years("Kathleen McCaughey", first=2021)
    >>> [(row.year, row.ties, row.new, row.continued, row.returned) for row in found.rows]
    [(2019, 7, 7, 0, 0), (2020, 31, 31, 0, 0), (2021, 21, 18, 1, 2)]
    >>> [(one.other.label, one.what, one.before) for one in hers.changes if one.before]
    [('Linda Scott Jakobsson', ('returned', 'last active'), 2019)]

    :raises SettingError: ``first`` is after ``last``, or ``limit`` is less than 0.
    """
    at_least(0, limit=limit)
    if first > last:
        raise SettingError("first", f"{first} is after last {last}")
    agent = reading.number(iri) if iri is not None else None
    tally, count, changes = _Tally(reading), Count(), None
    for ties, left_out in _asked(reading, iri, agent):
        count.add(ties)
        count.left_out += left_out
        for part in portions(ties, tally.periods) if agent is None else (ties,):
            tally.add(part, spells := Spells.of(part, tally.periods))
        if agent is not None:
            tally.seen[:, agent] = False
            changes = _Changes(reading, agent, ties, spells, (first, last))
    undated, *rows = tally.rows()
    counted = count.buckets
    return Years(
        tuple(row for row in rows if row.ties and first <= row.year <= last), undated,
        changes.found(tally.periods, counted, limit) if changes else Found((), 0, counted), counted,
    )  # fmt: skip


def _asked(reading: Reading, iri: str | None, agent: int | None) -> Iterable[tuple[Ties, int]]:
    """The ties asked for, block by block, and how many more the filter left out."""
    if iri is None:
        return reading.blocks()
    return [] if agent is None else [reading.of([agent])]


class _Tally:
    """Counts ties by year, and who has them."""

    def __init__(self, reading: Reading) -> None:
        network: Incidences = reading.network
        self.strong, self.periods = reading.strong, Periods(network)
        self.years = np.concatenate([[0], self.periods.years])
        self._at = np.cumsum(np.bincount(self.years, minlength=1)) - 1
        self._counts = np.zeros((len(self.years), 1 << len(_MARKS)), dtype=np.int64)
        self.seen = np.zeros((len(self.years), len(network.classes)), dtype=bool)

    def add(self, ties: Ties, spells: Spells) -> None:
        """Count these."""
        marks = (
            spells.new, spells.returned, spells.last_active, spells.ended,
            spells.status == STATUSES.index("announced"), spells.certainty == CERTAINTIES.index("inferred"),
            self.strong[ties.kind][spells.tie],
        )  # fmt: skip
        code = np.zeros(len(spells.tie), dtype=np.uint8)
        for bit, mark in enumerate(marks):
            code |= mark.view(np.uint8) << bit
        at = self._at[spells.year]
        size = self._counts.size
        self._counts += np.bincount((at << len(_MARKS)) + code, minlength=size).reshape(self._counts.shape)
        for ends in (ties.a, ties.b):
            self.seen[at, ends[spells.tie]] = True

    def rows(self) -> Iterator[Year]:
        """What was counted: without a date, then by year."""
        codes = np.arange(1 << len(_MARKS))
        of = {name: self._counts[:, codes >> bit & 1 == 1].sum(axis=1) for bit, name in enumerate(_MARKS)}
        ties, agents = self._counts.sum(axis=1), self.seen.sum(axis=1)
        for at, year in enumerate(self.years.tolist()):
            told = {name: int(numbers[at]) for name, numbers in of.items()}
            continued = int(ties[at]) - told["new"] - told["returned"] if year else 0
            yield Year(year, int(ties[at]), int(agents[at]), continued=continued, **told)


class _Changes:
    """The first and last years of an agent's ties, and those after a gap, within the years told."""

    def __init__(
        self, reading: Reading, agent: int, ties: Ties, spells: Spells, told: tuple[int, int]
    ) -> None:
        self._reading, self._ties, self._spells = reading, ties, spells
        self._other = np.where(ties.a == agent, ties.b, ties.a)
        told_then = spells.dated & (spells.year >= told[0]) & (spells.year <= told[1])
        self._rows = np.flatnonzero(told_then & (spells.new | spells.returned | spells.last))

    def found(self, periods: Periods, counted: Buckets, limit: int | None) -> Found[Change]:
        """The latest; in a year those that say most."""
        spells, rows = self._spells, self._rows
        weak = ~self._reading.strong[self._ties.kind[spells.tie[rows]]]
        rank = (-spells.year[rows], weak, spells.certainty[rows], spells.status[rows])
        told = best([key.astype(np.int64) for key in rank], limit, self._name)
        return Found(tuple(self._change(int(rows[at]), periods) for at in told), len(rows), counted)

    def _name(self, at: int) -> tuple[str, ...]:
        tie = self._spells.tie[self._rows[at]]
        kind, principal = KINDS[self._ties.kind[tie]], int(self._ties.principal[tie])
        return *self._reading.named(int(self._other[tie])), kind, f"{principal:012d}"

    def _change(self, row: int, periods: Periods) -> Change:
        spells, tie = self._spells, int(self._spells.tie[row])
        year, before = int(spells.year[row]), int(spells.before[row])
        last = [ENDED if spells.ended[row] else LAST] if spells.last[row] else []
        what = ([NEW] if spells.new[row] else [RETURNED] if spells.returned[row] else []) + last
        edge = periods.edge(self._reading, self._ties, tie, (year, year))
        return Change(year, tuple(what), before, self._reading.agent(int(self._other[tie])), edge)
