"""How far a rank can be trusted: the range it has when sources, or ties, are taken away.

*Leaving out a document* takes its claims from every tie (`scen.graph.network.without`). Nodes stay, if need be alone, so that
ranks can be compared.

*Resampling.* Where there are more than 1,000 ties, as many are drawn from them with replacement, 100 times, seeded
(B. Efron, Bootstrap methods, Ann. Statist. 7, 1979); a tie drawn twice counts twice. The range is that of all
these rankings together with the one of all ties.

Of a large network each ranking takes seconds. Then fewer are made, of the documents on which most ties rest, and that
is said: see `rounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .matrix import Matrix, Places, ends
from .measures import LOW_FIRST, SEED, measure, rank_of, ranks
from .without import without

if TYPE_CHECKING:
    from .matrix import Numbers, Whole
    from .pairs import Ties
    from .without import Left

MANY = 1000
"""Ties above which they are resampled too."""
RESAMPLES = 100
_WORK, _LEAST = 25_000_000, 5
"""Ties that may be ranked anew in all, and the least number of rankings of either sort."""
_DEAR = {"betweenness": 40, "constraint": 10, "core": 4}
"""How many times as long as PageRank a measure takes on a large network."""


@dataclass(frozen=True)
class Ranked:
    """A node in a ranking: its value and rank, and the best (``lowest``) and worst (``highest``) rank it may have.

    ``value`` is NaN where the measure has none; equal values have equal ranks.
    """

    iri: str
    value: float
    rank: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class Rounds:
    """How many documents, of how many, are left out one at a time, and how often ties are drawn anew."""

    documents: int
    of: int
    resamples: int

    @property
    def said(self) -> str:
        """What must be said of the ranges; "" where nothing was spared."""
        if self.documents == self.of and self.resamples in (0, RESAMPLES):
            return ""
        return (
            f"ranges of ranks are of {self.documents} of {self.of} documents left out one at a time, those on which "
            f"most ties rest, and of {self.resamples} draws of ties"
        )


def rounds(ties: int, documents: int, by: str = "pagerank") -> Rounds:
    """How far the range of ranks of that many ties and documents can be sought in some minutes.

    >>> rounds(100, 5), rounds(2_500_000, 3000)
    (Rounds(documents=5, of=5, resamples=0), Rounds(documents=10, of=3000, resamples=10))
    """
    can = max(_LEAST, _WORK // max(1, ties * _DEAR.get(by, 1)))
    return Rounds(min(documents, can), documents, min(RESAMPLES, can) if ties > MANY else 0)


def ranking(
    ties: Ties, by: str = "pagerank", documents: Iterable[int] | None = None, resamples: int = RESAMPLES
) -> list[Ranked]:
    """The agents of ties by a measure, each with its range of ranks; equals stand in the order of IRIs.

    ``documents`` are the numbers of those that are left out one at a time; without them, all.

    :raises SettingError: there is no such measure.
    """
    nodes, a, b, weights = ends(ties)
    return ranged(
        nodes,
        a,
        b,
        weights,
        without(ties, documents),
        lambda matrix: measure(matrix, by),
        by in LOW_FIRST,
        resamples,
    )


def ranged(
    nodes: Sequence[str], a: Whole, b: Whole, weights: Numbers, left: dict[int, Left],
    values: Callable[[Matrix], Any], low_first: bool = False, resamples: int = RESAMPLES, seed: int = SEED,
) -> list[Ranked]:  # fmt: skip
    """The same from arrays: the ends of ties (positions in ``nodes``), their weights, and what is left of them.

    ``left`` tells for each document the positions of the ties that lose something, and the share of each that is left.

    >>> import numpy as np
    >>> a, b, one = np.array([0, 0]), np.array([1, 2]), np.ones(2)
    >>> left = {7: (np.array([0]), np.array([0.0]))}
    >>> found = ranged("abc", a, b, one, left, lambda matrix: measure(matrix, "degree"))
    >>> [(one.iri, one.rank, one.lowest, one.highest) for one in found]
    [('a', 1, 1, 1), ('b', 2, 2, 3), ('c', 2, 1, 2)]
    """
    import numpy as np

    places = Places(nodes, a, b)
    matrix = places.matrix(weights)
    found = np.asarray(values(matrix), dtype=np.float64)
    order, rank = ranks(matrix, found, low_first)
    lowest, highest = rank.copy(), rank.copy()
    for other in _others(places, weights, left, resamples, seed):
        now = rank_of(values(other), low_first)
        np.minimum(lowest, now, out=lowest)
        np.maximum(highest, now, out=highest)
    return [
        Ranked(nodes[at], float(found[at]), int(rank[at]), int(lowest[at]), int(highest[at]))
        for at in order.tolist()
    ]


def _others(
    places: Places, weights: Numbers, left: dict[int, Left], resamples: int, seed: int
) -> Iterator[Matrix]:
    import numpy as np

    for _, (which, share) in sorted(left.items()):
        now, there = weights.copy(), np.ones(len(weights), dtype=np.int64)
        now[which] *= share
        there[which] = share > 0
        yield places.matrix(now, there)
    chance = np.random.default_rng(seed)
    for _ in range(resamples if len(weights) > MANY else 0):
        drawn = chance.integers(0, len(weights), len(weights))
        yield places.matrix(weights, np.bincount(drawn, minlength=len(weights)))
