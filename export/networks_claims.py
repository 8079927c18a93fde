"""The views that draw claims, who funds what and who is on whose programme, as a stream of edges.

An edge gathers the claims with the same ends, kind and label. Memory holds some numbers for each claim of the view, and
its IRI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..graph.claims import digest
from ..graph.order import CERTAINTIES, STATUSES
from .attributes import node_id
from .claim_values import Claims, columns, told
from .drawn import Drawn, DrawnEdges, DrawnNode, Span, node_spans, span
from .networks_cited import Cited

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.dataset import Dataset
    from ..graph.facts import Facts
    from ..graph.network.claim_columns import ClaimColumns

    Numbers = NDArray[np.int64]

_ROWS = 1 << 13
"""Edges that are made at once."""


def drawn_claims(dataset: Dataset, facts: Facts, view: str) -> Drawn:
    """A view of claims to be drawn."""
    name, find = {"funding": ("funding", _funding), "programme": ("participation", _programme)}[view]
    claims = Claims.of_class(columns(dataset), name)
    edges = _Edges(facts, claims, find(facts, claims))
    spans = edges.spans
    refs = {at: facts.ref(edges.ways.names[at]) for at in sorted(spans)}
    ids = {at: node_id(ref.kind, ref.slug, ref.iri) for at, ref in refs.items()}
    about = (
        f"scen: the {view} network, {len(refs)} nodes and {len(edges)} edges ({edges.undated} without a date): "
        "every claim that says so is drawn."
    )
    nodes = (DrawnNode(ids[at], ref, spans[at]) for at, ref in refs.items())
    return Drawn(view, True, about, nodes, edges.drawn(ids))


@dataclass(frozen=True, eq=False)
class _Ways:
    """Where claims lead from and to, one way a row; ``a`` and ``b`` are numbers of names, ``kind`` of a kind and label."""

    claim: Numbers
    a: Numbers
    b: Numbers
    kind: Numbers
    names: Sequence[str]
    """IRIs, in their order."""
    kinds: Sequence[tuple[str, str]]
    """In their order."""
    days: dict[int, Span]
    """First and last day of ends ``b``, where they are known to the day."""


def _funding(facts: Facts, claims: Claims) -> _Ways:
    """Who funds leads to what is funded, through the programme where there is one."""
    names, (a, b, by) = _together(
        [claims.values(f"schema:{name}") for name in ("funder", "fundedItem", "isPartOf")]
    )
    whole = (a >= 0) & (b >= 0)
    direct, through = np.flatnonzero(whole & (by < 0)), np.flatnonzero(whole & (by >= 0))
    claim = np.concatenate([direct, through, through])
    start = np.concatenate([a[direct], a[through], by[through]])
    end = np.concatenate([b[direct], by[through], b[through]])
    return _Ways(claim, start, end, np.zeros_like(claim), names, [("funds", "funds")], {})


def _programme(facts: Facts, claims: Claims) -> _Ways:
    """Who is on the programme leads to the whole event, by their role."""
    (agent, agents), (event, events), (role, roles) = (
        claims.values("cv:hasParticipant"), claims.values("cv:hasParticipation", inverse=True), claims.values("cv:role")
    )  # fmt: skip
    above = told(claims.columns, "cv:parentEvent")
    whole = [_whole(above, one) for one in events]
    groups = np.array([facts.kind(one) == "group" for one in agents], dtype=bool)
    there = np.flatnonzero((agent >= 0) & (event >= 0) & (role >= 0))
    there = there[~groups[agent[there]]]
    names = sorted({*agents, *whole})
    place = {name: number for number, name in enumerate(names)}
    named = [(facts.notation(one), facts.label(one)) for one in roles]
    kinds = sorted(set(named))
    return _Ways(
        there, np.array([place[one] for one in agents])[agent[there]], np.array([place[one] for one in whole])[event[there]],
        np.array([kinds.index(one) for one in named])[role[there]], names, kinds,
        {place[one]: days for one, days in _days(claims.columns).items() if one in place},
    )  # fmt: skip


def _together(columns: Sequence[tuple[Numbers, list[str]]]) -> tuple[list[str], list[Numbers]]:
    """One list of names for all columns, and their numbers in it; -1 stays."""
    names = sorted({name for _, known in columns for name in known})
    place = {name: number for number, name in enumerate(names)}
    return names, [np.array([*map(place.__getitem__, known), -1])[codes] for codes, known in columns]


def _whole(above: dict[str, list[str]], event: str) -> str:
    """The whole event of a session."""
    seen = [event]
    while (found := above.get(seen[-1])) and found[0] not in seen:
        seen.append(found[0])
    return seen[-1]


def _days(columns: ClaimColumns) -> dict[str, Span]:
    """First and last day of events, where they are known to the day."""
    found = defaultdict[str, list[str]](list)
    for curie in ("schema:startDate", "schema:endDate"):
        for event, days in told(columns, curie).items():
            found[event] += days
    return {event: (min(days), max(days)) for event, days in found.items()}


class _Edges:
    """The ways with the same ends, kind and label, each run of them an edge."""

    def __init__(self, facts: Facts, claims: Claims, ways: _Ways) -> None:
        order = np.lexsort((ways.claim, ways.kind, ways.b, ways.a))
        self.ways = ways
        self._claim, self._a, self._b, self._kind = (
            column[order] for column in (ways.claim, ways.a, ways.b, ways.kind)
        )
        new = np.diff(np.stack([self._a, self._b, self._kind]), prepend=-1).any(axis=0)
        self._starts = np.append(np.flatnonzero(new), len(order))
        self._certainty = _ranked(facts, claims, "scen:certainty", CERTAINTIES)
        self._status = _ranked(facts, claims, "scen:status", STATUSES)
        self._cited = Cited.read(claims, *claims.values("dct:source"))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _days(self, end: int) -> Span:
        return self.ways.days.get(end, ("", ""))

    @cached_property
    def spans(self) -> dict[int, Span]:
        """Node -> first and last day of its edges."""
        first = self._starts[:-1]
        ends = zip(self._a[first].tolist(), self._b[first].tolist(), strict=True)
        return node_spans((a, b, span(*self._days(b))) for a, b in ends)

    @property
    def undated(self) -> int:
        """Edges of which no day is known."""
        return sum(self._days(end) == ("", "") for end in self._b[self._starts[:-1]].tolist())

    def drawn(self, ids: dict[int, str]) -> Iterator[DrawnEdges]:
        """The edges, some at a time; ``ids`` of the nodes."""
        before, times = "", 1
        for start in range(0, len(self), _ROWS):
            starts = self._starts[start : start + _ROWS + 1]
            first, number = starts[:-1], len(starts) - 1
            a, b = self._a[first].tolist(), self._b[first].tolist()
            kinds = [self.ways.kinds[kind] for kind in self._kind[first].tolist()]
            names = []
            for one, other, (kind, _) in zip(a, b, kinds, strict=True):
                name = f"edge.{digest(ascii((self.ways.names[one], self.ways.names[other], kind)))}"
                before, times = name, times + 1 if name == before else 1
                names.append(name if times == 1 else f"{name}.{times}")
            claim = self._claim[starts[0] : starts[-1]]
            owner = np.repeat(np.arange(number), np.diff(starts))
            at = first - starts[0]
            certainty = np.minimum.reduceat(self._certainty[claim], at)
            status = np.minimum.reduceat(self._status[claim], at)
            days = [self._days(end) for end in b]
            evidence, iris = self._cited.of(owner, claim, number)
            told = (
                [kind for kind, _ in kinds], [label for _, label in kinds], np.diff(starts).astype(float).tolist(),
                self._cited.documents_of(owner, claim, number).tolist(),
                [CERTAINTIES[one] for one in certainty.tolist()], [STATUSES[one] for one in status.tolist()],
                [first for first, _ in days], [last for _, last in days],
                [False] * number, [True] * number, [""] * number, evidence, iris,
            )  # fmt: skip
            yield DrawnEdges(names, [ids[one] for one in a], [ids[one] for one in b], told)


def _ranked(facts: Facts, claims: Claims, curie: str, ranks: Sequence[str]) -> Numbers:
    """The rank of what each claim has: the surest certainty first."""
    codes, iris = claims.values(curie)
    return np.array([ranks.index(facts.notation(iri)) for iri in iris])[codes]
