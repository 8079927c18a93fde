"""Everything that measures tell of a dataset's ties, at any size: ranking, communities, whole network, coverage.

Of very many ties, the ranking, the communities and the distances are those of the strongest ties of each agent, and
that is said; how many ties, pairs and components there are, and the coverage, are of all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .communities import communities
from .coverage import Counting, Coverage
from .labelled import Community, labelled
from .matrix import Matrix
from .measures import said
from .overall import Overall, overall
from .pairs import Links, Ties
from .stability import Ranked, ranking, rounds
from .stated import kinds_and_countries
from .strongest import Strongest, among, blocks, pairs_of

if TYPE_CHECKING:
    from .incidences import Whole
    from .reading import Reading

MOST = 5_000_000
"""Ties up to which all are measured."""
STRONGEST = 50
"""Partners of each agent whose ties are measured where there are more."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Measured:
    """What was measured. ``said`` are sentences that must stand beside the figures; ``ties_of`` and ``sources_of``
    tell for each agent, by number, how many of all the ties it has, and documents behind them."""

    by: str
    reading: Reading
    ranking: list[Ranked]
    overall: Overall
    communities: list[Community]
    coverage: Coverage
    said: tuple[str, ...]
    documents: int
    ties_of: Whole
    sources_of: Whole

    @property
    def warning(self) -> str:
        """What a rank means, in one sentence."""
        number = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}.get(
            self.documents, f"{self.documents:,}"
        )
        return (
            f"A rank made of {number} document{'s' * (self.documents != 1)} tells who stands out in what was read, not who "
            "matters in the field: where the range is wide, a single document makes the rank."
        )

    def rows(self, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """The best of the ranking, with names, ties and sources."""
        for one in self.ranking[:limit]:
            ref, number = self.reading.facts.ref(one.iri), self.reading.number(one.iri)
            yield {
                "rank": one.rank, "name": ref.label, "kind": ref.kind,
                "value": None if math.isnan(one.value) else one.value, "lowest_rank": one.lowest,
                "highest_rank": one.highest, "ties": int(self.ties_of[number]),
                "sources": int(self.sources_of[number]), "iri": one.iri,
            }  # fmt: skip


def measured(
    reading: Reading, by: str = "pagerank", progress: Progress = lambda step: None
) -> Measured | None:
    """All of it, by one of `scen.graph.network.measures.MEASURES`; None where the filter keeps no tie.

    :raises SettingError: there is no such measure.
    """
    progress("counting ties")
    counting, whole, ties = _read(reading)
    if not counting.ties:
        return None
    sentences = []
    if ties is None:
        progress(f"finding the strongest {STRONGEST} ties of each agent")
        ties = joined([ties for ties, _ in among(reading, whole.best.pairs)])
        sentences.append(
            f"{by} is measured on the strongest {STRONGEST} ties of each of {int((counting.ties_of > 0).sum())} agents"
        )
    progress(f"ranking by {by}")
    documents, _ = counting.sources
    made = rounds(len(ties), len(documents), by)
    ranked = ranking(ties, by, documents[: made.documents].tolist(), made.resamples)
    progress("finding communities")
    matrix = Matrix.of(ties)
    parts = communities(matrix)
    found = labelled(reading, ties, parts)
    progress("measuring distances")
    figures = overall(matrix, parts)
    if len(ties) < counting.ties:
        figures = whole.told(figures, counting)
    sentences += [sentence for sentence in (said(matrix, by), made.said) if sentence]
    return Measured(
        by, reading, ranked, figures, found, counting.coverage, tuple(sentences), len(documents),
        counting.ties_of, counting.sources_of,
    )  # fmt: skip


def joined(parts: Sequence[Ties]) -> Ties:
    """Blocks of ties as one."""
    links = [part.links for part in parts]
    before = np.cumsum([0, *(len(one.x) for one in links)])
    starts = [part.starts[:-1] + at for part, at in zip(parts, before.tolist(), strict=False)]
    a, b, kind, principal = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("a", "b", "kind", "principal")
    )
    x, y, certainty, status = (
        np.concatenate([getattr(one, name) for one in links]) for name in ("x", "y", "certainty", "status")
    )
    all_links = Links(links[0].network, x, y, certainty, status)
    return Ties(a, b, kind, principal, all_links, np.concatenate([*starts, before[-1:]]))


class _Whole:
    """Figures of all ties, where only some are measured: pairs, components, and the strongest."""

    def __init__(self, reading: Reading) -> None:
        agents = len(reading.network.classes)
        self.best = Strongest(reading.network, STRONGEST)
        self.pairs = 0
        self._part: Whole = np.arange(agents)

    def add(self, ties: Ties) -> None:
        """Count a block."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        self.best.add(ties)
        self.pairs += len(pairs_of(ties)[0])
        a, b = self._part[ties.a], self._part[ties.b]
        new = a != b
        size = len(self._part)
        joins = coo_array((np.ones(new.sum(), dtype=np.int8), (a[new], b[new])), shape=(size, size))
        self._part = connected_components(joins, directed=False)[1][self._part]

    def told(self, figures: Overall, counting: Counting) -> Overall:
        """The figures with those that are known of all ties."""
        nodes = figures.nodes
        components = len(np.unique(self._part[counting.ties_of > 0]))
        density = 2 * self.pairs / (nodes * (nodes - 1))
        return replace(figures, ties=counting.ties, pairs=self.pairs, density=density, components=components)


def _read(reading: Reading) -> tuple[Counting, _Whole, Ties | None]:
    """All ties counted; and they themselves, if they are not too many to be held."""
    counting, whole = Counting(reading, *kinds_and_countries(reading.facts)), _Whole(reading)
    held: list[Ties] = []
    for ties, left_out in blocks(reading):
        counting.add(ties, left_out)
        held.append(ties)
        if counting.ties > MOST:
            for one in held:
                whole.add(one)
            held = []
    return counting, whole, joined(held) if 0 < counting.ties <= MOST else None
