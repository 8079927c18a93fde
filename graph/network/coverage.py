"""What a network rests on: how many ties and agents by year, source and kind, so that nobody over-reads a rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..order import CERTAINTIES, STATUSES
from .claim_columns import spread
from .incidences import CLASSES, KINDS
from .stated import kinds_and_countries
from .strongest import blocks

if TYPE_CHECKING:
    from .incidences import Codes, Small, Whole
    from .pairs import Mask, Ties
    from .reading import Reading

NOT_STATED = "not stated"
BY = ("year", "source", "tie", "certainty", "status", "organisation", "country")
"""What is counted by; see `coverage`."""
Told = Mapping[str, Iterable[tuple[str, str]]]
"""Organisation -> (name, label) of each kind, or of each country, that sources state of it."""


@dataclass(frozen=True)
class Bucket:
    """One line of a coverage: how many ties and different agents have ``name``, shown as ``label``, for ``by``."""

    by: str
    name: str
    label: str
    ties: int
    agents: int


@dataclass(frozen=True)
class Coverage:
    """The buckets of a network, in a fixed order, and its totals; ``left_out`` edges a filter removed."""

    buckets: tuple[Bucket, ...]
    ties: int
    agents: int
    organisations: int
    left_out: int = 0

    def of(self, by: str) -> tuple[Bucket, ...]:
        """The buckets of one sort."""
        return tuple(bucket for bucket in self.buckets if bucket.by == by)

    def missing(self, by: str) -> Bucket:
        """The bucket of what is not stated, be it empty."""
        empty = Bucket(by, "", NOT_STATED, 0, 0)
        return next((bucket for bucket in self.of(by) if not bucket.name), empty)

    @property
    def line(self) -> str:
        """The coverage in one line."""
        years = [bucket.name for bucket in self.of("year") if bucket.name]
        sources = [bucket for bucket in self.of("source") if bucket.name]
        most = max(sources, key=lambda bucket: bucket.ties, default=None)
        unsure = sum(bucket.ties for bucket in self.of("certainty") if bucket.name != "stated")
        undone = sum(bucket.ties for bucket in self.of("status") if bucket.name not in ("reported", "ended"))
        no_country, no_kind = self.missing("country").agents, self.missing("organisation").agents
        whole = _number(self.organisations, "organisation")
        parts = [
            f"{_number(self.ties, 'tie')} between {_number(self.agents, 'agent')} from {_number(len(sources), 'document')}",
            f"{most.ties} of them rest on {most.name}" if most else "",
            f"years {years[0]} to {years[-1]}" if years else "",
            f"{self.missing('year').ties} undated",
            f"{unsure} inferred or disputed",
            f"{undone} not reported as done",
            f"country not stated for {no_country}, kind for {no_kind} of {whole}",
            f"{self.left_out} left out by the filter" if self.left_out else "",
        ]
        return "; ".join(part for part in parts if part)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


class Counting:
    """Counts ties and their agents by each of `BY`, block by block, every agent once.

    ``year``: the years of the first and of the last day of a tie, both where they differ, and none between.
    ``source``: each document with a claim behind the tie. ``tie``: its kind. ``certainty``, ``status``: its own.
    ``organisation`` and ``country``: agents are organisations that are said to be of that kind or country, ties
    those with at least one of them as an end; people are not counted there. What is not stated is a bucket with
    the name "". A tie may be in several buckets of years, sources, kinds of organisation and countries, so that
    these do not add up to the whole; certainties, statuses and kinds of tie do.
    """

    def __init__(self, reading: Reading, kinds: Told, countries: Told) -> None:
        """``kinds`` and ``countries`` are what `kinds_and_countries` finds."""
        self._reading, network = reading, reading.network
        agents = len(network.classes)
        self.ties, self.left_out = 0, 0
        self.ties_of: Whole = np.zeros(agents, dtype=np.int64)
        """Number of ties of each agent."""
        days = np.concatenate([network.first, network.last])
        self._years = np.unique(np.append(days // 10000, 0))
        sizes = {
            "year": len(self._years),
            "tie": len(KINDS),
            "certainty": len(CERTAINTIES),
            "status": len(STATUSES),
        }
        self._ties = {by: np.zeros(size, dtype=np.int64) for by, size in sizes.items()}
        self._agents = {by: np.zeros((size, agents), dtype=bool) for by, size in sizes.items()}
        self._sources = _Sources(reading)
        self._said = [_Said(reading, "organisation", kinds), _Said(reading, "country", countries)]

    def add(self, ties: Ties, left_out: int = 0) -> None:
        """Count the ties of one block."""
        self.ties, self.left_out = self.ties + len(ties), self.left_out + left_out
        for ends in (ties.a, ties.b):
            self.ties_of += np.bincount(ends, minlength=len(self.ties_of))
        first, last = (
            np.searchsorted(self._years, np.where(day > 0, day, other) // 10000)
            for day, other in ((ties.first, ties.last), (ties.last, ties.first))
        )
        apart = np.flatnonzero(first != last)
        self._count("year", first, ties)
        self._count("year", last[apart], ties, apart)
        for by, codes in (("tie", ties.kind), ("certainty", ties.certainty), ("status", ties.status)):
            self._count(by, codes, ties)
        self._sources.add(ties)
        for said in self._said:
            said.add(ties)

    def _count(self, by: str, codes: Whole | Codes, ties: Ties, which: Whole | slice = slice(None)) -> None:
        self._ties[by] += np.bincount(codes, minlength=len(self._ties[by]))
        for ends in (ties.a, ties.b):
            self._agents[by][codes, ends[which]] = True

    @property
    def sources(self) -> tuple[Whole, Whole]:
        """The documents behind the ties (numbers), those first on which most ties rest; and how many ties do."""
        counts = self._sources.ties[:-1]
        order = np.argsort(-counts, kind="stable")
        used = order[counts[order] > 0]
        return used, counts[used]

    @property
    def sources_of(self) -> Whole:
        """For each agent the number of documents behind its ties."""
        return self._sources.of_agents()

    @property
    def coverage(self) -> Coverage:
        """What was counted."""
        tied = self.ties_of > 0
        made = [*self._buckets(), *self._sources.buckets()]
        made += [bucket for said in self._said for bucket in said.buckets(tied)]
        organisations = tied & (self._reading.network.classes == CLASSES.index("organisation"))
        return Coverage(
            tuple(sorted(made, key=_place)),
            self.ties,
            int(tied.sum()),
            int(organisations.sum()),
            self.left_out,
        )

    def _buckets(self) -> Iterator[Bucket]:
        names: dict[str, Callable[[int], tuple[str, str]]] = {
            "year": lambda at: _twice(f"{self._years[at]:04d}") if self._years[at] else ("", NOT_STATED),
            "tie": lambda at: (KINDS[at], self._reading.kind(at).label),
            "certainty": lambda at: _twice(CERTAINTIES[at]),
            "status": lambda at: _twice(STATUSES[at]),
        }
        for by, counts in self._ties.items():
            for at in np.flatnonzero(counts).tolist():
                yield Bucket(by, *names[by](at), int(counts[at]), int(self._agents[by][at].sum()))


def _twice(word: str) -> tuple[str, str]:
    return word, word


class _Sources:
    """Counts by source: the documents of all claims behind a tie. The last place is that of ties without claims."""

    def __init__(self, reading: Reading) -> None:
        self._reading, network = reading, reading.network
        self._agents = len(network.classes)
        documents = len(network.documents)
        self.ties: Whole = np.zeros(documents + 1, dtype=np.int64)
        self._starts, self._documents = _documents(
            network.reason_starts, network.reasons, network.source, documents
        )
        self._pairs: list[Whole] = []
        """A document and an agent, as one number, each once in a part."""

    def add(self, ties: Ties) -> None:
        keys = []
        places = len(self.ties)
        for incidence in (ties.links.x, ties.links.y):
            of, at = spread(self._starts[incidence], self._starts[incidence + 1])
            keys.append(ties.of_links[of] * places + self._documents[at])
        known = once(np.concatenate(keys))
        tie, document = known // places, known % places
        self.ties += np.bincount(document, minlength=places)
        pairs = [document * self._agents + ends[tie] for ends in (ties.a, ties.b)]
        self._pairs.append(once(np.concatenate(pairs)))
        if sum(map(len, self._pairs)) > _HELD:
            self._pairs = [once(np.concatenate(self._pairs))]

    def _known(self) -> Whole:
        self._pairs = [once(np.concatenate([np.zeros(0, dtype=np.int64), *self._pairs]))]
        return self._pairs[0]

    def of_agents(self) -> Whole:
        known = self._known()
        told = known[known // self._agents < len(self.ties) - 1]
        return np.bincount(told % self._agents, minlength=self._agents)

    def buckets(self) -> Iterator[Bucket]:
        agents = np.bincount(self._known() // self._agents, minlength=len(self.ties))
        documents = self._reading.network.documents
        for at in np.flatnonzero(self.ties).tolist():
            name, label = "", NOT_STATED
            if at < len(documents):
                ref = self._reading.facts.ref(documents[at])
                name, label = ref.slug or ref.iri, ref.label
            yield Bucket("source", name, label, int(self.ties[at]), int(agents[at]))


_HELD = 1 << 22
"""Pairs of document and agent that are held before they are made different."""


def _documents(starts: Whole, reasons: Small, source: Small, none: int) -> tuple[Whole, Whole]:
    """The documents of the claims of each incidence, each once: where those begin, and they; ``none`` without claims."""
    count = np.diff(starts)
    incidence = np.repeat(np.repeat(np.arange(len(count)), count), 2)
    claims = reasons.ravel()
    bare = np.stack([reasons[:, 0] < 0, np.zeros(len(reasons), dtype=bool)], axis=1).ravel()
    told = (claims >= 0) | bare
    keys = once((incidence * (none + 1) + np.where(claims >= 0, source[claims], none))[told])
    return np.searchsorted(keys, np.arange(len(count) + 1) * (none + 1)), keys % (none + 1)


def once(keys: Whole) -> Whole:
    """Each once, in order; faster here than `numpy.unique`, which hashes.

    >>> once(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    found = np.sort(keys)
    return found[np.diff(found, prepend=-1) > 0]


class _Said:
    """Counts by what is said of organisations: those of which the same is said are one sort, counted by pairs of sorts."""

    def __init__(self, reading: Reading, by: str, told: Told) -> None:
        self.by, network = by, reading.network
        self._organisations = network.classes == CLASSES.index("organisation")
        sorts: dict[tuple[tuple[str, str], ...], int] = {(): 0}
        self._sort = np.zeros(len(network.classes), dtype=np.int64)
        for iri, found in told.items():
            if (number := network.agents.find(iri)) is not None and self._organisations[number]:
                self._sort[number] = sorts.setdefault(tuple(sorted(dict(found).items())), len(sorts))
        self._sorts = [found or (("", NOT_STATED),) for found in sorts]
        self._sort[~self._organisations] = len(sorts)  # people are of no sort
        self._pairs = np.zeros((len(sorts) + 1) ** 2, dtype=np.int64)

    def add(self, ties: Ties) -> None:
        """Count the ties of one block."""
        keys = self._sort[ties.a] * (len(self._sorts) + 1) + self._sort[ties.b]
        self._pairs += np.bincount(keys, minlength=len(self._pairs))

    def buckets(self, tied: Mask) -> Iterator[Bucket]:
        """What was counted; ``tied`` are the agents who have ties."""
        ties: dict[tuple[str, str], int] = {}
        agents: dict[tuple[str, str], int] = {}
        sizes = np.bincount(self._sort[tied], minlength=len(self._sorts) + 1)
        everything = [*self._sorts, ()]
        for key in np.flatnonzero(self._pairs).tolist():
            for bucket in {*everything[key // len(everything)], *everything[key % len(everything)]}:
                ties[bucket] = ties.get(bucket, 0) + int(self._pairs[key])
        for sort, found in enumerate(self._sorts):
            for bucket in found:
                agents[bucket] = agents.get(bucket, 0) + int(sizes[sort])
        for bucket, number in ties.items():
            yield Bucket(self.by, *bucket, number, agents[bucket])


def coverage(reading: Reading, kinds: Told, countries: Told) -> Coverage:
    """Number of ties and of different agents by each of `BY`; see `Counting`."""
    counting = Counting(reading, kinds, countries)
    for ties, left_out in blocks(reading):
        counting.add(ties, left_out)
    return counting.coverage


def _place(bucket: Bucket) -> tuple[int, bool, int, str]:
    """By sort; years, certainties and statuses in their order, the rest by number of ties; what is missing last."""
    order = {"certainty": CERTAINTIES, "status": STATUSES}.get(bucket.by, ())
    size = order.index(bucket.name) if bucket.name in order else 0 if bucket.by == "year" else -bucket.ties
    return BY.index(bucket.by), not bucket.name, size, bucket.name


def read_coverage(reading: Reading) -> Coverage:
    """The coverage of the ties that a filter keeps, kinds and countries of organisations read from the dataset.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from scen.graph.build import build
    >>> from scen.queries.opened import open_dataset
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> with open_dataset(folder) as data:
    ...     [bucket.label for bucket in data.coverage().of("certainty")]
    ['stated', 'inferred']
    """
    return coverage(reading, *kinds_and_countries(reading.facts))
