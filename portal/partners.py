"""Whom an agent is tied to as its page shows it: read from the arrays alone, which know all but the claims' words.

`graph.network.partners` tells the same with every tie and every fact behind it, which a page has no room for. People act
on what a page calls a partner: here it is one with whom something is done or held in common; who was only at the same
events or has only funding in common is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..graph.facts import Ref
from ..graph.network.found import different, first
from ..graph.network.incidences import KINDS
from ..graph.network.reading import FUNDER, Reading
from ..graph.order import CERTAINTIES, STATUSES
from .kept import KnownFacts, Room
from .ties_by_kind import OfKind, TiesByKind

if TYPE_CHECKING:
    from ..graph.dataset import Readable
    from ..graph.network.pairs import Ties
    from .thing_words import Words

MOST = 25
MOST_NAMES = 100_000
"""Agents whose names are kept: among many that share as much, names decide who is told."""
_TOGETHER = ("same-programme", "represented-at-same-event", "attended-same-event")
_MONEY = (FUNDER, "co-funded")
_MEANS = np.array([2 if kind in _MONEY else 1 if kind in _TOGETHER else 0 for kind in KINDS], dtype=np.uint8)
"""What a kind of tie makes of two: partners (0), at one event (1), funding in common (2); a position in `Counts`."""


class Counts(NamedTuple):
    """How many an agent is tied to: its partners, and apart from these whoever was at the same events, and whoever else
    is only paid by the same funder or pays for the same thing. Neither is a relation of the two."""

    partners: int
    together: int
    money: int
    unsure: int = 0
    """Of the partners, those with whom nothing is both stated and done."""

    @property
    def agents(self) -> int:
        """All of them."""
        return self.partners + self.together + self.money

    def said(self, words: Words) -> str:
        """The numbers in words.

        >>> from scen.portal.thing_words import Words
        >>> Counts(3, 1, 0, 2).said(Words.of("en")), Counts(0, 12, 2).said(Words.of("sv"))
        ('3 partners (2 only inferred or announced), 1 other at the same events', 'inga partner, 12 andra vid samma evenemang, 2 andra med gemensam finansiering')
        """
        number = ("none", "one", "many")
        names = [
            name for name in ("partners", "together", "money") if getattr(self, name) or name == "partners"
        ]
        told = [
            words.say(f"{name}.{number[min(count, 2)]}", count=count)
            for name in names
            for count in [getattr(self, name)]
        ]
        told[0] += f" ({words.say('partners.unsure', count=self.unsure)})" if self.unsure else ""
        return ", ".join(told)


NOBODY = Counts(0, 0, 0)


@dataclass(frozen=True)
class Partner:
    """Another agent, and by which kinds of tie."""

    other: Ref
    kinds: tuple[OfKind, ...]

    @property
    def things(self) -> set[Ref]:
        """What the two share, over all kinds."""
        return {ref for kind in self.kinds for ref, _, _ in kind.things}


@dataclass(frozen=True)
class Known:
    """The partners of an agent, those it shares most with first; the ``others`` it is tied to; and how many there are."""

    partners: tuple[Partner, ...] = ()
    others: tuple[Partner, ...] = ()
    counts: Counts = NOBODY


def partners_of(data: Readable, facts: KnownFacts, iri: str) -> Known:
    """Whom an agent is tied to."""
    reading = Reading(data, language=facts.language)
    reading.facts = facts
    agent = reading.number(iri)
    return _Known(reading, facts).partners(agent) if agent is not None else Known()


def counted(ties: Ties, agent: int) -> Counts:
    """How many an agent is tied to by these ties, all of which are its own."""
    return _counts(ties, *_others(ties, agent))


def _others(ties: Ties, agent: int) -> tuple[Any, Any]:
    """The other ends, each once; and for each tie the position of its own."""
    return np.unique(np.where(ties.a == agent, ties.b, ties.a), return_inverse=True)


def _means(ties: Ties, others: Any, other: Any) -> Any:
    """What the ties to each other agent make of the two: the least of what each makes."""
    found = np.full(len(others), 2, dtype=np.uint8)
    np.minimum.at(found, other, _MEANS[ties.kind])
    return found


def _counts(ties: Ties, others: Any, other: Any) -> Counts:
    means, links = _means(ties, others, other), ties.links
    done = (links.certainty == CERTAINTIES.index("stated")) & (links.status <= STATUSES.index("ended"))
    surely = np.isin(
        np.arange(len(others)), other[ties.of_links][done & (_MEANS[ties.kind] == 0)[ties.of_links]]
    )
    partners, events, money = np.bincount(means, minlength=3).tolist()
    return Counts(partners, events, money, int(((means == 0) & ~surely).sum()))


def _kinds(reading: Reading) -> tuple[tuple[str, bool], ...]:
    """Label of each kind of tie, and whether it is strong."""
    return tuple((reading.kind(code).label, bool(reading.strong[code])) for code in range(len(KINDS)))


class _Known:
    """Agents by number, for one page."""

    def __init__(self, reading: Reading, facts: KnownFacts) -> None:
        self.reading, self.network, self.facts = reading, reading.network, facts
        self._names = facts.memory.once("agents", lambda: Room[tuple[str, str]](MOST_NAMES))
        self._kinds = facts.memory.once("kinds of tie", lambda: _kinds(reading))

    def partners(self, agent: int) -> Known:
        """The best of them, ranked as `graph.network.partners` ranks them, and how many there are."""
        ties, _ = self.reading.of([agent])
        others, other = _others(ties, agent)
        owner = other[ties.of_links]
        mine = self.reading.over_things(ties)
        things = different(owner[mine], ties.through[mine], len(others))
        of, documents = ties.documents_of(owner)
        rank = (-things, -different(of, documents, len(others)))
        means = _means(ties, others, other)

        def foremost(some: Any) -> Any:
            ranks = [key[some] for key in rank]
            return some[first(ranks, MOST, lambda at: self._named(int(others[some[at]])))]

        best = [foremost(np.flatnonzero(which)) for which in (means == 0, means > 0)]
        told = ties.only(np.isin(other, np.concatenate(best)))
        kinds = TiesByKind(told, self.facts, self._kinds).of(np.where(told.a == agent, told.b, told.a))
        partners, apart = (
            tuple(self._partner(number, kinds[number]) for number in others[some].tolist()) for some in best
        )
        return Known(partners, apart, _counts(ties, others, other))

    def _partner(self, number: int, kinds: tuple[OfKind, ...]) -> Partner:
        return Partner(self.facts.ref(self.network.agents[number]), kinds)

    def _named(self, number: int) -> tuple[str, str]:
        found = self._names.get(number)
        if found is None:
            iri = self.network.agents[number]
            found = self._names.put(number, (self.facts.label(iri), iri))
        return found
