"""The three views of a whole dataset, drawn as streams, each edge with its claims, their documents and lines.

Of more than `LIMIT` ties, which no program of their readers opens, fewer are drawn: those of pairs with a tie of a strong
kind, and those of each agent with its strongest partners. The file says which, and how many were left out.
Funding and programme draw claims; all of them are drawn. Memory holds a block of ties, a name for each node, and the
lines of each claim as numbers; claims to be drawn are sorted on the disk, in the folder of the output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from ..graph.network.filter import Filter
from ..graph.network.incidences import KINDS
from ..graph.network.reading import Reading, day
from ..graph.network.strongest import among, pairs_of, strongest
from ..graph.network.views import VIEWS
from .attributes import node_id
from .drawn import Drawn, DrawnEdges, DrawnNode
from .networks_cited import Cited
from .networks_claims import drawn_claims
from .tabular_rows import tie_columns, tie_ids

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.dataset import Dataset
    from ..graph.network.pairs import Ties
    from .source import Source

LIMIT = 2_000_000
"""Ties that are drawn; one takes about a kilobyte."""
_PARTNERS = (20, 5, 1)
"""Strongest partners of each agent whose ties are drawn when all are too many; fewer if these are."""
_ROWS = 1 << 15
"""Ties that are turned into edges at once."""


def write_views(source: Source, folder: Path, ending: str, draw: Callable[[Drawn, TextIO], None]) -> None:
    """Write ``network/<view>.<ending>`` for each view."""
    for view in VIEWS:
        path = folder / "network" / f"{view}.{ending}"
        source.progress(f"writing {path.name}")
        with views(source, view, folder) as drawn, path.open("w", encoding="utf-8", newline="") as file:
            draw(drawn, file)


@contextmanager
def views(source: Source, view: str, folder: Path) -> Iterator[Drawn]:
    """A view to be drawn; ``folder`` has room for what must be sorted."""
    if view == "collaboration":
        yield _ties(source)
    else:
        with drawn_claims(source, view, folder) as drawn:
            yield drawn


# -- ties ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Spans:
    """How many ties there are, and from when to when each agent has some."""

    number: int
    first: NDArray[np.int32]
    """As the number yyyymmdd; 0 where a tie leaves it open, -1 for who is in none. ``last`` likewise."""
    last: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The ties that are drawn: all, or those of some pairs; and of how many they are chosen."""

    spans: _Spans
    total: int
    words: str = "all ties"
    pairs: NDArray[np.int64] | None = None


def _blocks(reading: Reading, pairs: NDArray[np.int64] | None) -> Iterator[Ties]:
    """The ties of some pairs, or of all, block by block."""
    found = reading.blocks() if pairs is None else among(reading, pairs)
    return (block for block, _ in found)


@lru_cache(maxsize=1)
def _chosen(dataset: Dataset, limit: int) -> _Chosen:
    """All ties, if they are no more than the limit; else those of ever fewer pairs, until they are no more."""
    reading = Reading(dataset)
    spans = _spans(_blocks(reading, None), len(reading.network.agents))
    total = spans.number
    chosen = _Chosen(spans, total)
    strong = _strong(dataset, limit) if total > limit else np.zeros(0, dtype=np.int64)
    for partners in _PARTNERS:
        if chosen.spans.number <= limit:
            break
        pairs = np.union1d(strong, strongest(reading, partners))
        spans = _spans(_blocks(reading, pairs), len(reading.network.agents))
        words = f"all ties of each agent with its strongest partners ({partners} of them)"
        words += " and of each pair with a tie of a strong kind" if len(strong) else ""
        chosen = _Chosen(spans, total, words, pairs)
    return chosen


def _strong(dataset: Dataset, limit: int) -> NDArray[np.int64]:
    """The pairs with a tie of a strong kind; none where they alone are too many."""
    found = [pairs_of(block)[0] for block, _ in Reading(dataset, Filter(strong=True)).blocks()]
    pairs = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    return pairs if len(pairs) <= limit else pairs[:0]


def _ties(source: Source) -> Drawn:
    chosen = _chosen(source.dataset, LIMIT)
    reading = Reading(source.dataset, language=source.data.language)
    cut = len(source.dataset.base) + 3
    agents = [iri[cut:] for iri in reading.network.agents]
    ids = [node_id(*agent.partition("/")[::2], source.dataset.base + "id/" + agent) for agent in agents]
    number, first, last = chosen.spans.number, chosen.spans.first, chosen.spans.last
    there = np.flatnonzero(first >= 0).tolist()
    nodes = (DrawnNode(ids[at], reading.agent(at), (day(int(first[at])), day(int(last[at])))) for at in there)
    left_out = chosen.total - number
    about = f"scen: the collaboration network, {len(there)} nodes and {number} edges: {chosen.words}"
    about += f"; {left_out} other ties are left out here, they are in the table of ties." if left_out else "."
    return Drawn("collaboration", False, about, nodes, _edges(reading, chosen.pairs, ids, agents))


def _spans(blocks: Iterator[Ties], agents: int) -> _Spans:
    never, number = np.iinfo(np.int32).max, 0
    first = np.full(agents, never, dtype=np.int32)
    last, open_end = np.zeros_like(first), np.zeros(agents, dtype=bool)
    for ties in blocks:
        number += len(ties)
        start = np.where(ties.first > 0, ties.first, ties.last)
        end = np.where(ties.last > 0, ties.last, ties.first)
        wrong = start > end
        start, end = np.where(wrong, 0, start), np.where(wrong, 0, end)
        for agent in (ties.a, ties.b):
            np.minimum.at(first, agent, start)
            np.maximum.at(last, agent, end)
            open_end[agent[end == 0]] = True
    last[open_end] = 0
    first[first == never] = -1
    return _Spans(number, first, last)


def _edges(
    reading: Reading, pairs: NDArray[np.int64] | None, ids: list[str], agents: list[str]
) -> Iterator[DrawnEdges]:
    cited = Cited(reading)
    labels = {kind: reading.kind(code).label for code, kind in enumerate(KINDS)}
    for block in _blocks(reading, pairs):
        for start in range(0, len(block), _ROWS):
            yield _piece(
                reading,
                block.only(np.arange(start, min(start + _ROWS, len(block)))),
                ids,
                agents,
                labels,
                cited,
            )


def _piece(
    reading: Reading, ties: Ties, ids: list[str], agents: list[str], labels: dict[str, str], cited: Cited
) -> DrawnEdges:
    names = [f"tie.{name[4:]}" for name in tie_ids(ties, agents)]
    _, a, b, kind, directed, strong, weight, _, sources, certainty, status, first, last = tie_columns(
        reading, ties, names, ids
    )
    evidence, claims = cited.of(ties)
    base = reading.facts.dataset.base + "id/"
    principal = [base + agents[at] if at >= 0 else "" for at in ties.principal.tolist()]
    days = ([text or "" for text in column] for column in (first, last))
    told = (
        kind, [labels[one] for one in kind], weight, sources, certainty, status, *days, strong, directed, principal,
        evidence, claims,
    )  # fmt: skip
    return DrawnEdges(names, a, b, told)
