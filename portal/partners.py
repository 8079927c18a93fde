"""The partners of an agent as its page shows them: read from the arrays alone, which know all but the claims' words.

`graph.network.partners` tells the same with every tie and every fact behind it, which a page has no room for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..graph.facts import Ref
from ..graph.network.found import different, first
from ..graph.network.incidences import KINDS
from ..graph.network.reading import FUNDER, Reading
from ..graph.order import CERTAINTIES, STATUSES
from .kept import KnownFacts, Room

if TYPE_CHECKING:
    from ..graph.dataset import Readable
    from ..graph.network.pairs import Ties

MOST = 25
MOST_NAMES = 100_000
"""Agents whose names are kept: among many that share as much, names decide who is told."""
_FUNDED = KINDS.index(FUNDER)


@dataclass(frozen=True)
class Partner:
    """Another agent: by which kinds of tie (label, strong), over what, who pays both, in which years, and where written."""

    other: Ref
    kinds: tuple[tuple[str, bool], ...]
    things: tuple[Ref, ...]
    funders: tuple[Ref, ...]
    first: str
    last: str
    documents: tuple[Ref, ...]
    status: str
    certainty: str


def partners_of(data: Readable, facts: KnownFacts, iri: str) -> tuple[tuple[Partner, ...], int]:
    """The partners of an agent, those it shares most with first; and how many there are."""
    reading = Reading(data, language=facts.language)
    reading.facts = facts
    agent = reading.number(iri)
    return _Known(reading, facts).partners(agent) if agent is not None else ((), 0)


def _kinds(reading: Reading) -> tuple[tuple[str, bool], ...]:
    """Label of each kind of tie, and whether it is strong."""
    return tuple((reading.kind(code).label, bool(reading.strong[code])) for code in range(len(KINDS)))


class _Known:
    """Things and agents by number, for one page."""

    def __init__(self, reading: Reading, facts: KnownFacts) -> None:
        self.reading, self.network, self.facts = reading, reading.network, facts
        self._things: dict[int, Ref] = {}
        self._names = facts.memory.once("agents", lambda: Room[tuple[str, str]](MOST_NAMES))
        self._kinds = facts.memory.once("kinds of tie", lambda: _kinds(reading))

    def partners(self, agent: int) -> tuple[tuple[Partner, ...], int]:
        """The best of them, and how many there are: ranked as `graph.network.partners` ranks them."""
        ties, _ = self.reading.of([agent])
        others, other = np.unique(np.where(ties.a == agent, ties.b, ties.a), return_inverse=True)
        owner = other[ties.of_links]
        mine = self.reading.over_things(ties)
        things = different(owner[mine], ties.through[mine], len(others))
        of, documents = ties.documents_of(owner)
        rank = (-things, -different(of, documents, len(others)))
        best = first(rank, MOST, lambda at: self._named(int(others[at])))
        told = ties.only(np.isin(other, best))
        rows = self._rows(told, np.where(told.a == agent, told.b, told.a))
        written = _gathered(others[of], documents, others[best])
        made = [self._partner(number, rows[number], written[number]) for number in others[best].tolist()]
        return tuple(made), len(others)

    def _named(self, number: int) -> tuple[str, str]:
        found = self._names.get(number)
        if found is None:
            iri = self.network.agents[number]
            found = self._names.put(number, (self.facts.label(iri), iri))
        return found

    def _rows(self, ties: Ties, others: Any) -> dict[int, list[Any]]:
        """Agent -> its ties: kind, status, certainty, first and last day, and numbers of what is shared."""
        columns = [column.tolist() for column in (others, ties.kind, ties.status, ties.certainty, ties.first, ties.last, ties.starts)]  # fmt: skip
        through, starts = ties.through.tolist(), columns.pop()
        found: dict[int, list[Any]] = {}
        for at, row in enumerate(zip(*columns, strict=True)):
            found.setdefault(row[0], []).append((*row[1:], through[starts[at] : starts[at + 1]]))
        return found

    def _partner(self, number: int, rows: list[Any], documents: set[int]) -> Partner:
        kinds, status, certainty, begin, end, through = zip(*rows, strict=True)
        shared = {
            thing for kind, some in zip(kinds, through, strict=True) if kind != _FUNDED for thing in some
        }
        payers = {
            thing for kind, some in zip(kinds, through, strict=True) if kind == _FUNDED for thing in some
        }
        years = [day // 10000 for day in (*begin, *end) if day]
        return Partner(
            self.facts.ref(self.network.agents[number]), tuple(self._kinds[kind] for kind in sorted(set(kinds), key=KINDS.__getitem__)),
            self._shown(shared), self._shown(payers), f"{min(years):04d}" if years else "", f"{max(years):04d}" if years else "",
            tuple(sorted(self.facts.ref(self.network.documents[one]) for one in documents)),
            STATUSES[min(status)], CERTAINTIES[min(certainty)],
        )  # fmt: skip

    def _shown(self, numbers: set[int]) -> tuple[Ref, ...]:
        """Things by name, without the claims and ties that stand for nothing else."""
        found = map(self._thing, numbers)
        return tuple(sorted(ref for ref in found if ref.kind not in ("claim", "tie")))

    def _thing(self, number: int) -> Ref:
        if number not in self._things:
            iri = self.network.things[number]
            kind = self.facts.kind(iri)
            self._things[number] = Ref("", iri, kind) if kind in ("claim", "tie") else self.facts.ref(iri)
        return self._things[number]


def _gathered(owner: Any, value: Any, wanted: Any) -> dict[int, set[int]]:
    """Each one that is wanted -> its values."""
    found: dict[int, set[int]] = {one: set() for one in wanted.tolist()}
    kept = np.isin(owner, wanted)
    for one, theirs in zip(owner[kept].tolist(), value[kept].tolist(), strict=True):
        found[one].add(theirs)
    return found
