"""Steps in words: what joins two agents at a step of a chain, how surely, and the claims that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import NamedNode

from ..facts import Fact, Ref
from ..order import CERTAINTIES, STATUSES
from .prices import POINTS
from .reading import day
from .views import over

if TYPE_CHECKING:
    from .reading import Reading
    from .ways import Step, Ways

_BELONGS = (("member", "belongs to"), ("represents", "appears for"))
"""Ways in which somebody belongs to an organisation, and how that is told."""


@dataclass(frozen=True, order=True)
class Hop:
    """One step: who with whom, by what kind of tie, how sure, and the claims behind it."""

    start: Ref
    end: Ref
    kind: str
    label: str
    status: str
    certainty: str
    """Certainty and status are those of the surest of the links that make the tie."""
    over: tuple[str, ...]
    """What they share, with its date where one is known."""
    facts: tuple[Fact, ...]
    principal: str = ""
    """IRI of the one whom the other acts for."""
    price: float = 0.0
    """In steps; see `scen.graph.network.prices`."""
    also: tuple[str, ...] = ()
    """Other kinds of tie that join the two, with the number of links where there are several."""
    first: str = ""
    """First day of what they share, ``last`` the last; empty where it is not known."""
    last: str = ""

    @property
    def told(self) -> str:
        """The two and what joins them, in words; who acts for whom the right way round."""
        ends = [self.start, self.end]
        if self.principal or self.kind in ("member", "represents"):
            ends.sort(
                key=lambda ref: ref.iri == self.principal or (not self.principal and ref.kind != "person")
            )
            return f"{ends[0].label} {self.label} {ends[1].label}"
        return f"{self.start.label} and {self.end.label}: {self.label}"

    @property
    def best(self) -> tuple[Fact, ...]:
        """The surest claim of each of the two about each thing they share: enough to see that it is so."""
        found: dict[tuple[str, str], Fact] = {}
        for fact in sorted(
            self.facts, key=lambda f: (CERTAINTIES.index(f.certainty), STATUSES.index(f.status), f.lines)
        ):
            who = next((ref.iri for ref in fact.refs if ref.iri in (self.start.iri, self.end.iri)), "")
            one = len(self.facts) == 1 or self.kind in ("member", "represents")
            found.setdefault((_shared(fact), "" if one else who), fact)
        return tuple(sorted(found.values(), key=lambda f: (_shared(f), self.start not in f.refs, f.lines)))


def _shared(fact: Fact) -> str:
    return fact.shared.iri if fact.shared else ""


def hop(reading: Reading, ways: Ways, start: int, end: int) -> Hop:
    """The step of two agents: their cheapest link, with all others of its kind."""
    best = ways.step(start, end)
    assert best, "a chain is made of steps"
    return (_met if best.group >= 0 else _belongs)(reading, ways, start, end, best)


def _met(reading: Reading, ways: Ways, start: int, end: int, best: Step) -> Hop:
    network, group = reading.network, best.group
    x, y, sure = ways.links(start, end)
    of = network.of[x]
    same = (network.kind[of] == network.kind[group]) & (network.principal[of] == network.principal[group])
    kind, surest = reading.kind(int(network.kind[group])), int(sure[same].min())
    facts, principal = reading.claims(np.concatenate([x[same], y[same]])), int(network.principal[group])
    return Hop(
        reading.agent(start), reading.agent(end), kind.slug, kind.label,
        STATUSES[surest % POINTS], CERTAINTIES[surest // POINTS], over(reading.facts, facts), facts,
        network.agents[principal] if principal >= 0 else "", best.points / POINTS,
        tuple(_also(reading, Counter(network.kind[of[~same]].tolist()))),
        day(min((first for first in network.first[of[same]].tolist() if first > 0), default=0)),
        day(max(network.last[of[same]].tolist())),
    )  # fmt: skip


def _also(reading: Reading, counts: Counter[int]) -> list[str]:
    return [
        reading.kind(code).label + (f" ({number})" if number > 1 else "")
        for code, number in sorted(counts.items())
    ]


def _belongs(reading: Reading, ways: Ways, start: int, end: int, best: Step) -> Hop:
    network = reading.network
    rows, _ = ways.rows(start, end)
    way = network.belongs[rows, 3]
    same = way == network.belongs[best.row, 3]
    claims = dict.fromkeys(network.claims[claim] for claim in network.belongs[rows[same], 2].tolist())
    facts = tuple(sorted(fact for claim in claims if (fact := reading.facts.fact(NamedNode(claim)))))
    claim = network.belongs[best.row, 2]
    others = Counter(way[~same].tolist())
    kind, label = _BELONGS[int(network.belongs[best.row, 3])]
    return Hop(
        reading.agent(start), reading.agent(end), kind, label,
        STATUSES[network.status[claim]], CERTAINTIES[network.certainty[claim]], (), facts,
        price=best.points / POINTS,
        also=tuple(_BELONGS[at][1] + (f" ({number})" if number > 1 else "") for at, number in sorted(others.items())),
    )  # fmt: skip
