"""Ties in columns: the pairs of the columnar network, made from groups when they are asked for.

A *link* is one shared thing of two agents; a *tie* gathers their links of one kind (`scen.graph.ties`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from .claim_columns import packed, spread
from .incidences import KINDS, Incidences
from .sureness import link

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .incidences import Codes, Numbers, Small, Whole

    Mask = NDArray[np.bool_]

_FAR = 99_999_999
_ROWS = 1 << 21
"""Links of a block; about 200 MB while they are sorted."""


@dataclass(frozen=True, eq=False)
class Links:
    """Links, one a row: incidences of the two agents, and how sure and how far done they are together."""

    network: Incidences
    x: Small
    y: Small
    certainty: Codes
    status: Codes

    @property
    def group(self) -> Small:
        """The group of each link."""
        found: Small = self.network.of[self.x]
        return found


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties, one a row, ordered by the two agents, the kind, and who acts for whom; each has its run of ``links``.

    ``a`` and ``b`` are numbers of agents, a before b; ``principal`` is the one whom the other acts for, or -1.
    """

    a: Small
    b: Small
    kind: Codes
    principal: Small
    links: Links
    starts: Whole
    """Where the links of each tie begin, and the end of all."""

    def __len__(self) -> int:
        return len(self.a)

    def only(self, which: Mask | Whole) -> Ties:
        """Some of them, in their order."""
        rows = np.flatnonzero(which) if which.dtype == bool else which
        of, at = spread(self.starts[rows], self.starts[rows + 1])
        links = self.links
        taken = Links(links.network, links.x[at], links.y[at], links.certainty[at], links.status[at])
        starts = np.searchsorted(of, np.arange(len(rows) + 1))
        return Ties(
            self.a[rows], self.b[rows], self.kind[rows], self.principal[rows], taken, starts.astype(np.int64)
        )

    def where(self, which: Mask) -> Ties:
        """The ties that some of the links make, resting on these alone."""
        links = self.links
        left = Links(
            links.network, links.x[which], links.y[which], links.certainty[which], links.status[which]
        )
        starts = np.concatenate([[0], np.cumsum(which)])[self.starts]
        return Ties(self.a, self.b, self.kind, self.principal, left, starts).only(np.diff(starts) > 0)

    @cached_property
    def of_links(self) -> Whole:
        """The tie of each link."""
        return np.repeat(np.arange(len(self)), self.counts)

    @cached_property
    def through(self) -> Small:
        """The thing of each link."""
        found: Small = self.links.network.through[self.links.group]
        return found

    def documents_of(self, owner: Whole) -> tuple[Whole, Small]:
        """The documents of all claims behind the links: an owner of each link, and a document, row by row."""
        links, network = self.links, self.links.network
        both = np.concatenate([links.x, links.y])
        which, at = spread(network.reason_starts[both], network.reason_starts[both + 1])
        claims = network.reasons[at]
        owners = np.repeat(np.concatenate([owner, owner])[which], 2)
        told = claims.ravel() >= 0
        return owners[told], network.source[claims.ravel()[told]]

    @cached_property
    def counts(self) -> Whole:
        """Number of links, 1 or more."""
        return np.diff(self.starts)

    @cached_property
    def weight(self) -> Numbers:
        """Sum of the links' weights."""
        found: Numbers = self._gathered(np.add, self.links.network.weight[self.links.group])
        return found

    @cached_property
    def certainty(self) -> Codes:
        """That of the surest link."""
        found: Codes = self._gathered(np.minimum, self.links.certainty)
        return found

    @cached_property
    def status(self) -> Codes:
        """That of the strongest link."""
        found: Codes = self._gathered(np.minimum, self.links.status)
        return found

    @cached_property
    def first(self) -> Small:
        """First day of the earliest link, as the number yyyymmdd; 0 where none is known."""
        days = self.links.network.first[self.links.group]
        found: Small = self._gathered(np.minimum, np.where(days == 0, np.int32(_FAR), days))
        return np.where(found == _FAR, np.int32(0), found).astype(np.int32)

    @cached_property
    def last(self) -> Small:
        """Last day of the latest link, as the number yyyymmdd; 0 where none is known."""
        found: Small = self._gathered(np.maximum, self.links.network.last[self.links.group])
        return found

    @cached_property
    def sources(self) -> Whole:
        """Number of independent source documents: those that alone support a link; at least 1."""
        return np.maximum(1, _documents(self.links, self.of_links, len(self)))

    def _gathered(self, how: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        return how.reduceat(values, self.starts[:-1]) if len(self) else values[:0]


def of(network: Incidences, agents: Small, but: Mask | None = None) -> Ties:
    """The ties of some agents, each once; without those with the agents that ``but`` marks, none of the first."""
    chosen = np.unique(agents)
    _, at = spread(network.own_starts[chosen], network.own_starts[chosen + 1])
    x = network.own[at]
    group = network.of[x]
    which, y = spread(network.starts[group], network.starts[group + 1])
    x, y = x[which], y.astype(np.int32)
    inside = np.zeros(len(network.classes), dtype=bool)
    inside[chosen] = True
    once = (x != y) & (~inside[network.member[y]] | (x < y))
    if but is not None:
        once &= ~but[network.member[y]]
    return _ties(network, np.minimum(x, y)[once], np.maximum(x, y)[once])


def blocks(network: Incidences, rows: int = _ROWS, wanted: Whole | None = None) -> Iterator[Ties]:
    """All ties, block by block in the order of their first agent; memory depends on the block alone.

    :param wanted: ties of these pairs alone: sorted, the numbers of both as ``a << 32 | b``, a before b.
    """
    ends = network.starts[1:][network.of]
    x = network.own  # by agent
    before = np.concatenate([[0], np.cumsum(ends[x] - x - 1)])
    stops = before[network.own_starts]  # links before each agent
    begin, agents = 0, len(network.classes)
    while begin < agents:
        end = max(begin + 1, int(np.searchsorted(stops, stops[begin] + rows, "right")) - 1)
        mine = x[network.own_starts[begin] : network.own_starts[end]]
        which, y = spread(mine.astype(np.int64) + 1, ends[mine])
        links = mine[which], y.astype(np.int32)
        if wanted is not None:
            links = _among(network, *links, wanted[slice(*np.searchsorted(wanted, [begin << 32, end << 32]))])
        if len(links[0]):
            yield _ties(network, *links)
        begin = end


def _among(network: Incidences, x: Small, y: Small, wanted: Whole) -> tuple[Small, Small]:
    """The links of wanted pairs."""
    if not len(wanted):
        return x[:0], y[:0]
    pair = packed(network.member[x], network.member[y])
    stays = wanted[np.minimum(np.searchsorted(wanted, pair), len(wanted) - 1)] == pair
    return x[stays], y[stays]


def _ties(network: Incidences, x: Small, y: Small) -> Ties:
    """The ties of links, told by the two incidences, the first agent's first."""
    certainty, status, kept = _sure(network, x, y)
    x, y, certainty, status = x[kept], y[kept], certainty[kept], status[kept]
    group = network.of[x]
    a, b = network.member[x], network.member[y]
    principal = network.principal[group]
    way = network.kind[group].astype(np.int64) * 3 + np.where(
        principal < 0, 0, np.where(principal == a, 1, 2)
    )
    key = (a.astype(np.int64) * len(network.classes) + b) * (3 * len(KINDS)) + way
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    links = Links(network, x[order], y[order], certainty[order], status[order])
    head = order[starts]
    return Ties(
        a[head], b[head], network.kind[group[head]], principal[head], links, np.append(starts, len(key))
    )


def _sure(network: Incidences, x: Small, y: Small) -> tuple[Codes, Codes, Mask]:
    """Certainty and status of links, and which there are: some pairs rest on one claim where they must not."""
    certainty, status = link(network.profile[x], network.profile[y])
    kept = np.ones(len(x), dtype=bool)
    if len(network.apart):
        known = packed(network.apart[:, 0], network.apart[:, 1])
        wanted = packed(x, y)
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        rows = np.flatnonzero(known[at] == wanted)
        told = network.apart[at[rows]]
        kept[rows] = told[:, 2] >= 0
        certainty[rows], status[rows] = np.maximum(told[:, 2], 0), np.maximum(told[:, 3], 0)
    return certainty, status, kept


def _documents(links: Links, tie: Whole, ties: int) -> Whole:
    """How many different documents alone support a link of each tie."""
    network = links.network
    which, at = spread(network.source_starts[links.x], network.source_starts[links.x + 1])
    document = network.sources[at]
    theirs = links.y[which]
    owner = np.repeat(np.arange(len(network.of)), np.diff(network.source_starts))
    known = packed(owner, network.sources)
    wanted = packed(theirs, document)
    place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    both = known[place] == wanted if len(known) else np.zeros(len(wanted), dtype=bool)
    pairs = np.unique(packed(tie[which][both], document[both]))
    return np.bincount(pairs >> 32, minlength=ties).astype(np.int64)
