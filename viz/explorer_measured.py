"""Measures, ranges of ranks and communities of a view, as ``graph/`` finds them, for the page computes none itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ..graph.network import measures
from ..graph.network.communities import communities
from ..graph.network.labelled import Community, labelled
from ..graph.network.matrix import Matrix, ends
from ..graph.network.measures import EXACT, LOW_FIRST
from ..graph.network.stability import ranged
from ..graph.network.without import without
from .explorer_words import MEASURES, Plain
from .scene import Line, Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.network.pairs import Ties
    from ..graph.network.reading import Reading
    from ..graph.network.without import Left

_DEAR = 40_000_000
"""Steps (documents times ties times nodes) above which ranges of ranks are left out."""


@dataclass(frozen=True, eq=False)
class Measurable:
    """What is measured: lines between nodes, their weights, and what is left of them without each document."""

    nodes: Sequence[str]
    a: NDArray[Any]
    b: NDArray[Any]
    weights: NDArray[Any]
    left: Callable[[], dict[int, Left]]
    named: Callable[[NDArray[np.int64]], list[str]]
    """What each community is called."""


def of_ties(reading: Reading, ties: Ties) -> Measurable:
    """The ties that are drawn at first."""
    nodes, a, b, weights = ends(ties)

    def named(parts: NDArray[np.int64]) -> list[str]:
        return [_called(one) for one in labelled(reading, ties, parts)]

    return Measurable(nodes, a, b, weights, lambda: without(ties), named)


def _called(community: Community) -> str:
    """The event, project or organisation that most of its ties share; else their kind."""
    things = [label for sort, label, _ in community.shared if sort != "kind"]
    return things[0] if things else community.label


def of_lines(scene: Scene) -> Measurable:
    """The lines of funding or programme; a line without a document has the claims of the others left."""
    lines = [line for line in scene.lines if line.drawn]
    nodes = sorted({end for line in lines for end in (line.a, line.b)})
    at = {iri: place for place, iri in enumerate(nodes)}
    a, b = (np.array([at[getattr(line, end)] for line in lines], dtype=np.int64) for end in ("a", "b"))
    label = {node.iri: node.label for node in scene.nodes}

    def named(parts: NDArray[np.int64]) -> list[str]:
        ties = Counter(end for line in lines for end in (line.a, line.b))
        members: dict[int, list[str]] = {}
        for iri, part in zip(nodes, parts.tolist(), strict=True):
            members.setdefault(part, []).append(iri)
        return [label[min(members[part], key=lambda iri: (-ties[iri], iri))] for part in sorted(members)]

    weights = np.array([len(line.evidence) for line in lines], dtype=np.float64)
    return Measurable(nodes, a, b, weights, lambda: _left(scene, lines), named)


def _left(scene: Scene, lines: Sequence[Line]) -> dict[int, Left]:
    names = sorted({one.document for one in scene.evidence})
    shares: dict[int, dict[int, float]] = {number: {} for number in range(len(names))}
    number = {name: at for at, name in enumerate(names)}
    for at, line in enumerate(lines):
        for document, times in Counter(number[scene.evidence[one].document] for one in line.evidence).items():
            shares[document][at] = 1 - times / len(line.evidence)
    return {
        document: (np.array(sorted(of), dtype=np.int64), np.array([of[at] for at in sorted(of)]))
        for document, of in shares.items()
    }


def measured(what: Measurable, iris: Sequence[str]) -> Plain:
    """Measures, ranks, sentences and communities, in the order of ``iris``; null for what is in no line drawn at first."""
    place = {iri: at for at, iri in enumerate(what.nodes)}
    if not len(what.weights):
        return {"measures": {}, "ranks": {}, "said": {}, "communities": {"of": [-1] * len(iris), "label": []}}
    matrix = Matrix.of_ties(what.nodes, what.a, what.b, what.weights)
    values = {name: _values(matrix, name) for name in MEASURES}
    parts = communities(matrix)
    return {
        "measures": {
            name: [_finite(found[place[iri]]) if iri in place else None for iri in iris] for name, found in values.items()
        },
        "ranks": _ranks(what, iris),
        "said": {name: sentence for name in MEASURES if (sentence := measures.said(matrix, name))},
        "communities": {"of": [int(parts[place[iri]]) if iri in place else -1 for iri in iris], "label": what.named(parts)},
    }  # fmt: skip


def _values(matrix: Matrix, by: str) -> NDArray[Any]:
    found: NDArray[Any] = measures.ties(matrix) if by == "ties" else measures.measure(matrix, by)
    return found


def _finite(value: Any) -> float | None:
    """Whole numbers as such, others to six significant digits; None for what is no number.

    >>> _finite(3.0), _finite(0.12345678), _finite(float("nan"))
    (3, 0.123457, None)
    """
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else float(f"{number:.6g}")


def _ranks(what: Measurable, iris: Sequence[str]) -> Mapping[str, list[list[int]]]:
    """Best and worst rank of each node when one source document at a time is left out; none of large networks.

    A node in no line drawn at first has rank 0.
    """
    if len(what.nodes) > EXACT:
        return {}
    left = what.left()
    if len(left) * len(what.weights) * len(what.nodes) > _DEAR:
        return {}
    found = {}
    for name in MEASURES:
        values = partial(_values, by=name)
        ranked = ranged(what.nodes, what.a, what.b, what.weights, left, values, name in LOW_FIRST, 0)
        rank = {one.iri: (one.lowest, one.highest) for one in ranked}
        found[name] = [[rank.get(iri, (0, 0))[end] for iri in iris] for end in (0, 1)]
    return found
