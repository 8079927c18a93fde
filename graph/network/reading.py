"""A dataset's ties under a filter: found in the arrays, and told as edges with facts where they are shown.

What a filter says of the things that are shared (when, where, in which project, about what) chooses links, so that
a tie of two in 2019 rests on 2019 alone; what it says of ties (certainty, status, sources) keeps or drops them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import NamedNode

from ..dataset import Readable
from ..facts import Fact, Facts, Ref
from ..order import CERTAINTIES, STATUSES
from . import pairs, scope
from .claim_columns import spread
from .edge import Edge
from .filter import EVERYTHING, Filter
from .incidences import CLASSES, KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .incidences import Incidences, Small, Whole
    from .pairs import Mask, Ties
    from .strings import Strings

FUNDER = "same-funder"
"""The kind of tie over a funder: to be paid by one funder is not to have worked together."""


class Reading:
    """The ties of a dataset under a filter; labels in ``language``."""

    def __init__(self, dataset: Readable, keep: Filter = EVERYTHING, language: str = "en") -> None:
        self.facts, self.keep = Facts(dataset, language), keep
        self.network: Incidences = dataset.incidences
        self._known: dict[int, Fact | None] = {}

    def of(self, agents: Small | list[int], but: Mask | None = None) -> tuple[Ties, int]:
        """The ties of some agents, by number, and how many more the filter left out.

        Ties with the agents that ``but`` marks, none of the first, are not looked at.
        """
        return self._kept(pairs.of(self.network, np.asarray(agents, dtype=np.int32), but))

    def blocks(self) -> Iterator[tuple[Ties, int]]:
        """All ties, block by block in the order of their first agents, and how many more the filter left out."""
        return map(self._kept, pairs.blocks(self.network))

    def _kept(self, ties: Ties) -> tuple[Ties, int]:
        before, keep = len(ties), self.keep
        if self.groups is not None:
            ties = ties.where(self.groups[ties.links.group])
        which = np.ones(len(ties), dtype=bool)
        if self.agents is not None:
            which &= self.agents[ties.a] & self.agents[ties.b]
        if keep.certainty != frozenset(CERTAINTIES):
            which &= _among(ties.certainty, CERTAINTIES, keep.certainty)
        if keep.status != frozenset(STATUSES):
            which &= _among(ties.status, STATUSES, keep.status)
        if keep.sources > 1:
            which &= ties.sources >= keep.sources
        kept = ties if which.all() else ties.only(which)
        return kept, before - len(kept)

    @cached_property
    def groups(self) -> Mask | None:
        """The groups of which the filter lets links through; None for all."""
        network, keep = self.network, self.keep
        which = np.ones(len(network.kind), dtype=bool)
        if keep.kinds:
            which &= _among(network.kind, KINDS, keep.kinds)
        if keep.strong:
            which &= self.strong[network.kind]
        if keep.since or keep.until or not keep.undated:
            which &= self._then
        if keep.about:
            which &= np.isin(network.through, _numbers(network.things, scope.things(self.facts, keep.about)))
        return None if which.all() else which

    @property
    def _then(self) -> Mask:
        """The groups over something in the period, and those without a date if they are wanted."""
        network, keep = self.network, self.keep
        first, last = np.maximum(network.first, 0), network.last
        known = (first > 0) | (last > 0)
        first, last = np.where(first > 0, first, last), np.where(last > 0, last, first)
        since, until = (
            int(day.replace("-", "").ljust(8, fill) or 0)
            for day, fill in ((keep.since, "0"), (keep.until or "9", "9"))
        )
        found: Mask = np.where(known, (last >= since) & (first <= until), keep.undated)
        return found

    @cached_property
    def agents(self) -> Mask | None:
        """The agents of the kinds asked for: people, organisations, or organisations of a kind; None for all."""
        if not self.keep.agents:
            return None
        which = _among(self.network.classes, CLASSES, self.keep.agents)
        which[_numbers(self.network.agents, scope.organisations(self.facts, self.keep.agents))] = True
        return which

    # -- what they say ------------------------------------------------------------------------------------

    @cached_property
    def strong(self) -> Mask:
        """Whether each kind is strong."""
        strong = self.facts.members("scen:strong-ties")
        return np.array([self._kind_iris[kind] in strong for kind in KINDS])

    @cached_property
    def _kind_iris(self) -> dict[str, str]:
        scheme = self.facts.store.quads_for_pattern(
            None, self.facts.iri("skos:inScheme"), self.facts.iri("scen:tie-kinds"), None
        )
        iris = [quad.subject.value for quad in scheme if isinstance(quad.subject, NamedNode)]
        return {self.facts.notation(iri): iri for iri in iris}

    def number(self, iri: str) -> int | None:
        """The number of an agent; None for one who is in no tie."""
        return self.network.agents.find(iri)

    def agent(self, number: int) -> Ref:
        """An agent as it is shown."""
        return self.facts.ref(self.network.agents[number])

    def thing(self, number: int) -> Ref:
        """A shared thing as it is shown."""
        return self.facts.ref(self.network.things[number])

    def named(self, number: int) -> tuple[str, str]:
        """The label of an agent, and its IRI, by which equals are told apart."""
        iri = self.network.agents[number]
        return self.facts.label(iri), iri

    def over_things(self, ties: Ties) -> Mask:
        """The links over a thing of its own: not over a cooperation itself, and not over who pays both."""
        funded = self.network.kind[ties.links.group] == KINDS.index(FUNDER)
        found: Mask = ~funded & self.is_thing(ties.through)
        return found

    def is_thing(self, things: Small) -> Mask:
        """Whether shared things are things, no claims of cooperations and no bare ties."""
        numbers, at = np.unique(things, return_inverse=True)
        kinds = (self.facts.kind(self.network.things[number]) for number in numbers)
        return np.fromiter((kind not in ("claim", "tie") for kind in kinds), bool, len(numbers))[at]

    def kind(self, code: int) -> Ref:
        """A kind of tie as it is shown; its slug is its notation."""
        iri = self._kind_iris[KINDS[code]]
        return Ref(self.facts.label(iri), iri, slug=KINDS[code])

    def documents(self, incidences: Whole | Small) -> tuple[Whole, Small]:
        """Position in ``incidences``, and a document with a claim behind it, row by row."""
        network = self.network
        which, at = spread(network.reason_starts[incidences], network.reason_starts[incidences + 1])
        claims = network.reasons[at].ravel()
        return np.repeat(which, 2)[claims >= 0], network.source[claims[claims >= 0]]

    def claims(self, incidences: Whole | Small | list[int]) -> tuple[Fact, ...]:
        """The claims that put agents into groups, each once, in order."""
        numbers = sorted(set(_reasons(self.network, np.asarray(incidences, dtype=np.int64)).tolist()))
        return tuple(sorted(fact for number in numbers if (fact := self._fact(number))))

    def _fact(self, number: int) -> Fact | None:
        if number not in self._known:
            self._known[number] = self.facts.fact(NamedNode(self.network.claims[number]))
        return self._known[number]

    def edges(self, ties: Ties) -> tuple[Edge, ...]:
        """The ties, with the claims behind them."""
        return tuple(sorted(self._edge(ties, at) for at in range(len(ties))))

    def _edge(self, ties: Ties, at: int) -> Edge:
        network, kind = self.network, KINDS[ties.kind[at]]
        links = slice(int(ties.starts[at]), int(ties.starts[at + 1]))
        a, b = int(ties.a[at]), int(ties.b[at])
        a, b = (b, a) if ties.principal[at] == a else (a, b)
        first, last = (day(int(days[at])) for days in (ties.first, ties.last))
        through = np.unique(ties.through[links])
        things = sorted(self.thing(int(thing)) for thing in through[self.is_thing(through)])
        return Edge(
            network.agents[a], network.agents[b], kind, self.facts.label(self._kind_iris[kind]),
            round(float(ties.weight[at]), 6), int(ties.sources[at]),
            CERTAINTIES[ties.certainty[at]], STATUSES[ties.status[at]], first or last, last or first,
            bool(ties.principal[at] >= 0), self.claims(np.concatenate([ties.links.x[links], ties.links.y[links]])),
            bool(self.strong[ties.kind[at]]), tuple(things),
        )  # fmt: skip


def _among(codes: NDArray[np.uint8], names: tuple[str, ...], wanted: frozenset[str]) -> Mask:
    return np.array([name in wanted for name in names])[codes]


def _numbers(strings: Strings, iris: Iterable[str]) -> Small:
    """The numbers of those that are there."""
    return np.array([at for iri in iris if (at := strings.find(iri)) is not None], dtype=np.int32)


def _reasons(network: Incidences, incidences: Whole) -> Small:
    _, at = spread(network.reason_starts[incidences], network.reason_starts[incidences + 1])
    found = network.reasons[at].ravel()
    return found[found >= 0]


def day(number: int) -> str:
    """The day of a number yyyymmdd; ``""`` for 0.

    >>> day(20190916), day(0)
    ('2019-09-16', '')
    """
    text = f"{number:08d}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number else ""
