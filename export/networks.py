"""The three views of a whole dataset, drawn as streams, each edge with its claims, their documents and lines.

Of more than `LIMIT` ties, which no program of their readers opens, fewer are drawn: those of pairs with a tie of a strong
kind, and those of each agent with its strongest partners. The file says which, and how many were left out.
Funding and programme draw claims; all of them are drawn. Memory holds a block of ties, a name for each thing, and some
numbers for each claim (`scen.export.claim_values`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np

from ..graph.network.filter import Filter
from ..graph.network.incidences import KINDS
from ..graph.network.pairs import blocks
from ..graph.network.products import totals
from ..graph.network.reading import Reading, day
from ..graph.network.strongest import strongest
from ..graph.network.views import VIEWS
from .attributes import node_id
from .claim_values import Claims, columns
from .coded import Coded
from .drawn import Drawn, DrawnEdges, DrawnNode
from .networks_cited import Cited
from .networks_claims import drawn_claims
from .tabular_rows import tie_claims, tie_columns, tie_ids
from .workers import beside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.dataset import Dataset
    from ..graph.network.incidences import Incidences
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
        with path.open("w", encoding="utf-8", newline="") as file:
            draw(drawn(source, view), file)


def drawn(source: Source, view: str) -> Drawn:
    """A view to be drawn."""
    reading = _reading(source.dataset, source.data.language)
    return (
        _ties(reading, source.dataset)
        if view == "collaboration"
        else drawn_claims(source.dataset, reading.facts, view)
    )


@lru_cache(maxsize=1)
def _reading(dataset: Dataset, language: str) -> Reading:
    """With all labels: most are shown."""
    reading = Reading(dataset, language=language)
    reading.facts.read_labels()
    return reading


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


@lru_cache(maxsize=1)
def _chosen(dataset: Dataset, limit: int) -> _Chosen:
    """All ties, if they are no more than the limit; else those of ever fewer pairs, until they are no more."""
    reading = Reading(dataset)
    total = sum(kind.ties for kind in totals(reading.network).values())
    if total <= limit:
        return _Chosen(_spans(reading.network), total)
    strong = strongest(Reading(dataset, Filter(strong=True)), limit)  # so many of each agent are all
    strong = strong if len(strong) <= limit else strong[:0]
    for partners in _PARTNERS:
        pairs = np.union1d(strong, strongest(reading, partners))
        if len(pairs) > limit and partners != _PARTNERS[-1]:  # each has a tie at least
            continue
        spans = _spans(reading.network, pairs)
        if spans.number <= limit:
            break
    words = f"all ties of each agent with its strongest partners ({partners} of them)"
    words += " and of each pair with a tie of a strong kind" if len(strong) else ""
    return _Chosen(spans, total, words, pairs)


def _ties(reading: Reading, dataset: Dataset) -> Drawn:
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(columns, dataset)  # beside the choice; the edges need both
        chosen, cut = _chosen(dataset, LIMIT), len(dataset.base) + 3
        read.result()
    agents = [iri[cut:] for iri in reading.network.agents]
    ids = [node_id(*agent.partition("/")[::2], dataset.base + "id/" + agent) for agent in agents]
    number, first, last = chosen.spans.number, chosen.spans.first, chosen.spans.last
    there = np.flatnonzero(first >= 0).tolist()
    nodes = (DrawnNode(ids[at], reading.agent(at), (day(int(first[at])), day(int(last[at])))) for at in there)
    left_out = chosen.total - number
    about = f"scen: the collaboration network, {len(there)} nodes and {number} edges: {chosen.words}"
    about += f"; {left_out} other ties are left out here, they are in the table of ties." if left_out else "."
    return Drawn(
        "collaboration", False, about, nodes, beside(_edges(dataset, reading, chosen.pairs, ids, agents))
    )


def _spans(network: Incidences, pairs: NDArray[np.int64] | None = None) -> _Spans:
    never, number, agents = np.iinfo(np.int32).max, 0, len(network.agents)
    first = np.full(agents, never, dtype=np.int32)
    last, open_end = np.zeros_like(first), np.zeros(agents, dtype=bool)
    for ties in blocks(network, wanted=pairs):
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
    dataset: Dataset, reading: Reading, pairs: NDArray[np.int64] | None, ids: list[str], agents: list[str]
) -> Iterator[DrawnEdges]:
    network = reading.network
    claims = Claims.of(columns(dataset), list(network.claims))  # a list is looked up faster
    cited = Cited.read(claims, network.source, network.documents)
    labels = {kind: reading.kind(code).label for code, kind in enumerate(KINDS)}
    for block in blocks(network, wanted=pairs):
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
    evidence, claims = cited.of(*tie_claims(ties), len(ties))
    told = (
        kind, _worded(kind, labels.__getitem__), weight, sources, certainty, status, *(_worded(day, _or_none) for day in (first, last)),
        strong, directed, _principals(ties, reading.facts.dataset.base + "id/", agents), evidence, claims,
    )  # fmt: skip
    return DrawnEdges(names, a, b, told)


def _or_none(day: str | None) -> str:
    return day or ""


def _worded(column: Any, words: Callable[[Any], str]) -> Coded:
    """Other words for the same codes, which a column of `tie_columns` is told by."""
    return Coded([*map(words, column.words)], column.codes)


def _principals(ties: Ties, base: str, agents: list[str]) -> Coded:
    """The IRI of who is acted for, or ``""``."""
    known, codes = np.unique(ties.principal, return_inverse=True)
    return Coded([base + agents[at] if at >= 0 else "" for at in known.tolist()], codes)
