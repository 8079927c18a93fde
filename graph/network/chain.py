"""Chains between two agents: the best few, step by step in words, or honestly none and what comes nearest to one.

Which chains are best is found in the columnar network (`scen.graph.network.routes`) at the prices of `scen.graph.network.prices`; claims
are read for the steps that are told, and for no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, overload
from weakref import WeakKeyDictionary

from .. import telling
from ..errors import SettingError
from ..facts import Fact, Ref
from .filter import EVERYTHING
from .hops import Hop, hop
from .prices import FAR, POINTS
from .reach import Reach
from .reading import Reading
from .routes import Route, best
from .ways import Ways

if TYPE_CHECKING:
    from .incidences import Incidences

MANY = 3
"""Chains that are told."""
WITHIN = 6
"""Steps that a chain may have."""
MOST = 99
"""Steps that may be asked for."""
_ALL: WeakKeyDictionary[Incidences, Ways] = WeakKeyDictionary()


@dataclass(frozen=True)
class Chain:
    """Steps from ``start`` to ``end``; none where no chain is recorded (or the two are one)."""

    start: Ref
    end: Ref
    hops: tuple[Hop, ...]
    price: float = 0.0
    """The sum of its steps' prices; see `scen.graph.network.prices`."""

    def __bool__(self) -> bool:
        return bool(self.hops) or self.start == self.end

    def __str__(self) -> str:
        return telling.plain(telling.chain(self))

    def _repr_html_(self) -> str:
        return telling.html(telling.chain(self))

    @property
    def agents(self) -> tuple[Ref, ...]:
        """Everybody on the chain, in order."""
        return (self.start, *(hop.end for hop in self.hops))


@dataclass(frozen=True, order=True)
class Common:
    """A thing that claims about both name, though that is no tie: a place, a topic, a project funded by both."""

    thing: Ref
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Nearest:
    """What comes nearest to a chain where there is none of so many steps under the filter."""

    longer: Chain | None = None
    """The best chain of more steps."""
    unfiltered: Chain | None = None
    """The best chain without the filter: one step at least rests only on what the filter leaves out."""
    reached: tuple[int, int] = (0, 0)
    """To how many others each of the two is linked by any chain, where they are not linked to each other."""
    common: tuple[Common, ...] = ()


@dataclass(frozen=True)
class Chains(Sequence[Chain]):
    """The best chains, the best first; as a sequence. Where there is none, ``nearest`` says what comes nearest."""

    start: Ref
    end: Ref
    within: int
    best: tuple[Chain, ...]
    nearest: Nearest | None = None

    @overload
    def __getitem__(self, at: int) -> Chain: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Chain, ...]: ...
    def __getitem__(self, at: int | slice) -> Chain | tuple[Chain, ...]:
        return self.best[at]

    def __len__(self) -> int:
        return len(self.best)

    def __str__(self) -> str:
        return telling.plain(telling.chains(self))

    def _repr_html_(self) -> str:
        return telling.html(telling.chains(self))

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The steps of the best chain; none where there is none."""
        return self.best[0].hops if self.best else ()

    @property
    def claims(self) -> tuple[str, ...]:
        """IRIs of all claims behind the chains."""
        return tuple(sorted({fact.iri for chain in self.best for one in chain.hops for fact in one.facts}))


def chains(reading: Reading, first: str, second: str, k: int = MANY, within: int = WITHIN) -> Chains:
    """The k best chains of two agents (IRIs), with at most ``within`` steps; 0 is any number.

    They are different as sequences of agents, and nobody is on one twice. The way back is the same chains. A filter
    chooses links here: each step has one that it keeps. That a person belongs to an organisation is no tie; only the
    filter's certainty, status and kinds of agent are asked of it.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.graph.dataset import Dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with Dataset(folder) as data:
    ...     ends = [f"{data.base}id/{it}" for it in ("person/leah-butler", "organisation/city-of-stavanger")]
    ...     found = chains(Reading(data), *ends, k=2)
    >>> [(chain.price, [hop.end.slug for hop in chain.hops]) for chain in found]
    [(3.5, ['elin-severholt', 'city-of-stavanger']), (4.0, ['responsible-mineral-initiative', 'city-of-stavanger'])]

    :raises SettingError: ``k`` or ``within`` is no such number, or the filter asks for several sources.
    """
    if k < 1 or not 0 <= within <= MOST:
        raise SettingError("path", f"at least one chain, of up to {MOST} steps")
    if reading.keep.sources > 1:
        raise SettingError(
            "min-sources", "a chain is made of links, which are not filtered by their number of sources"
        )
    start, end = reading.facts.ref(first), reading.facts.ref(second)
    ends = _numbers(reading, first, second)
    ways = _ways(reading)
    routes = best(ways, *ends, k, within) if ends and first != second else ()
    if first == second:
        return Chains(start, end, within, (Chain(start, end, ()),))
    if routes:
        return Chains(start, end, within, tuple(_told(reading, ways, route) for route in routes))
    return Chains(start, end, within, (), _nearest(reading, ways, first, second, within))


def _numbers(reading: Reading, *iris: str) -> tuple[int, int] | None:
    first, second = (reading.number(iri) for iri in iris)
    return None if first is None or second is None else (first, second)


def _ways(reading: Reading) -> Ways:
    """The steps that the filter leaves; those of everything are kept as long as the network is."""
    keep, network = reading.keep, reading.network
    if keep != EVERYTHING:
        return Ways(network, reading.groups, reading.agents, keep.certainty, keep.status)
    if network not in _ALL:
        _ALL[network] = Ways(network)
    return _ALL[network]


def _told(reading: Reading, ways: Ways, route: Route) -> Chain:
    hops = tuple(hop(reading, ways, a, b) for a, b in pairwise(route.agents))
    return Chain(hops[0].start, hops[-1].end, hops, route.points / POINTS)


def _nearest(reading: Reading, ways: Ways, first: str, second: str, within: int) -> Nearest:
    ends = _numbers(reading, first, second)
    longer = best(ways, *ends, 1) if ends and within else ()
    if longer:
        return Nearest(longer=_told(reading, ways, longer[0]))
    if ends and reading.keep != EVERYTHING:
        free = _ways(Reading(reading.facts.dataset, language=reading.facts.language))
        if found := best(free, *ends, 1):
            return Nearest(unfiltered=_told(reading, free, found[0]))
    return Nearest(
        reached=_reached(reading, ways, first, second), common=tuple(_common(reading, first, second))
    )


def _reached(reading: Reading, ways: Ways, *iris: str) -> tuple[int, int]:
    """To how many others each is linked by any chain."""
    numbers = (reading.number(iri) for iri in iris)
    first, second = (
        0 if at is None else max(0, int((Reach(ways, at).all().points() < FAR).sum()) - 1) for at in numbers
    )
    return first, second


def _common(reading: Reading, first: str, second: str) -> Iterator[Common]:
    """What claims about both name, but for documents and the two themselves."""
    ours, theirs = (_things(reading.facts.about(iri)) for iri in (first, second))
    for thing in sorted((ours.keys() & theirs.keys()) - {reading.facts.ref(iri) for iri in (first, second)}):
        yield Common(thing, tuple(dict.fromkeys((*ours[thing], *theirs[thing]))))


def _things(facts: Iterable[Fact]) -> dict[Ref, list[Fact]]:
    found: dict[Ref, list[Fact]] = {}
    for fact in facts:
        for ref in fact.refs:
            if ref.kind:
                found.setdefault(ref, []).append(fact)
    return found
