"""From reasons to the arrays of `scen.graph.network.incidences`: numbers for hashes, rows into groups, groups into pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ..order import CERTAINTIES, STATUSES
from ..together import together
from .claim_columns import ClaimColumns
from .days import Days, literal
from .grouping import Grouping
from .incidences import APART, KINDS, Incidences
from .numbered import Numbered
from .rows import PAIR, Link, Rows
from .sureness import profiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .columns import Hashes
    from .incidences import Codes, Small, Whole

    _Number = TypeVar("_Number", np.int32, np.uint8)


def gather(files: Sequence[Path], prefixes: Mapping[str, str]) -> Incidences:
    """The columnar network of canonical N-Quads files; ties without claims are taken from the first alone.

    :raises OSError: a file cannot be read.
    """
    return _Gatherer(ClaimColumns(files, prefixes)).incidences()


class _Gatherer:
    """Numbers for all that reasons name, then the arrays."""

    def __init__(self, columns: ClaimColumns) -> None:
        self.columns, self.rules = columns, Grouping(columns)
        self.reasons = reasons = self.rules.reasons()
        self.belongings = self.rules.belongings()
        everybody = np.concatenate([self.rules.people, self.rules.organisations])
        self.agents = Numbered(columns, everybody, [("rdf:type", 0)])
        claims = np.concatenate([reasons.first, reasons.second, self.belongings[2]])
        self.claims = Numbered(columns, claims, [("dct:source", 0)])
        as_object = (
            "rdf:object",
            "scen:project",
            "org:organization",
            "schema:about",
            "schema:fundedItem",
            "schema:funder",
        )
        told = [("cv:hasParticipation", 0), ("dct:source", 0), *((curie, 2) for curie in as_object)]
        told.append(("scen:party", 0))
        self.bare = self.rules.bare()
        self.things = Numbered(columns, np.concatenate([reasons.through, self.bare]), told)
        self.days = Days(columns, self.things, self.claims)
        own = self.claims.hashes
        source = columns["dct:source"].one(own)
        self.documents = Numbered(columns, source, [("dct:source", 2)])
        self.source = self._in_order(self.documents(source))
        self.certainty = self._codes("scen:certainty", "certainty", CERTAINTIES)
        self.status = self._codes("scen:status", "status", STATUSES)
        self.classes = np.zeros(len(self.agents.strings), dtype=np.uint8)
        self.classes[self.agents(self.agents.hashes)] = np.isin(self.agents.hashes, self.rules.organisations)

    def _in_order(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """Values of claims in the order of hashes as values in the order of numbers."""
        found = np.empty_like(values)
        found[self.claims(self.claims.hashes)] = values
        return found

    def _codes(self, curie: str, scheme: str, notations: Sequence[str]) -> Codes:
        """For each claim the position of what it says in an order."""
        return self._in_order(self._said(self.claims.hashes, curie, scheme, notations))

    def _said(self, nodes: Hashes, curie: str, scheme: str, notations: Sequence[str]) -> Codes:
        """For each node the position of what it says among concepts."""
        said, known = self.columns[curie].one(nodes), self.rules.concepts(scheme, notations)
        found: Codes = (said[:, None] == known[None, :]).argmax(axis=1).astype(np.uint8)
        return found

    def incidences(self) -> Incidences:
        """The arrays."""
        reasons, agent = self.reasons, self.agents(self.reasons.agent)
        way = reasons.kind.astype(np.int64) * 2 + self.classes[agent]
        numbers = (
            way, self.things(reasons.through), self.agents(reasons.principal), self.claims(reasons.part),
            agent, self.claims(reasons.first), self.claims(reasons.second),
        )  # fmt: skip
        rows = Rows.of(*(column.astype(np.int64) for column in numbers))
        links = [*self._links(rows), *self._bare()]
        return self._arrays(rows.without(self._by_pair(rows), links), links)

    def _by_pair(self, rows: Rows) -> NDArray[np.bool_]:
        """Groups that are told by pair: one acts for another, or several cooperations are over one thing."""
        at = rows.groups[:-1]
        way, thing, principal, part = (rows.columns[column][at] for column in range(4))
        _, which, count = np.unique(
            np.stack([way, thing, principal]), axis=1, return_inverse=True, return_counts=True
        )
        return (part >= 0) & ((principal >= 0) | (count[which.ravel()] > 1))

    def _links(self, rows: Rows) -> list[Link]:
        """The links of groups that are told by pair, those of one pair over one thing made one."""
        found: dict[tuple[int, ...], list[Link]] = defaultdict(list)
        groups = []
        for group in np.flatnonzero(self._by_pair(rows)).tolist():
            start, end = rows.groups[group : group + 2]
            *shared, claim = (int(column[start]) for column in rows.columns[:4])
            groups.append((shared, claim, sorted(set(rows.agent[start:end].tolist()))))
        there = together([(*shared, agent) for agent in members] for shared, _, members in groups)
        for (way, thing, principal), claim, members in groups:
            pairs = [tuple(sorted((agent, principal))) for agent in members if agent != principal]
            if principal < 0:
                pairs = list(combinations(members, 2))
            for a, b in pairs if principal < 0 or principal in members else ():
                sure, done = int(self.certainty[claim]), int(self.status[claim])
                weight, when = 1 / (len(there[way, thing, principal, a]) - 1), self.days.when(thing, claim)
                link = Link(way, thing, principal, a, b, weight, sure, done, (claim,), *when)
                found[way, thing, principal, a, b].append(link)
        return [_merged(sorted(same, key=lambda link: link.claims)) for _, same in sorted(found.items())]

    def _bare(self) -> Iterator[Link]:
        """Ties that are told without claims, each as one link."""
        nodes, columns = self.bare, self.columns
        kinds = self._said(nodes, "scen:kind", "tie-kinds", KINDS)
        sure = self._said(nodes, "scen:certainty", "certainty", CERTAINTIES)
        done = self._said(nodes, "scen:status", "status", STATUSES)
        principals, things = self.agents(columns["scen:actsFor"].one(nodes)), self.things(nodes)
        days = self.days.of(nodes)
        for at, node in enumerate(nodes):
            _, weight = columns["scen:weight"].join(nodes[at : at + 1])
            _, party = columns["scen:party"].join(nodes[at : at + 1])
            a, b = sorted(self.agents(columns["scen:party"].object[party]).tolist())
            told = _weight(literal(next(columns.texts(columns["scen:weight"].at[weight], 2))))
            if a >= 0 and self.classes[a] == self.classes[b] and told and principals[at] in (-1, a, b):
                yield Link(
                    int(kinds[at]) * 2 + int(self.classes[a]), int(things[at]), int(principals[at]), a, b, told,
                    int(sure[at]), int(done[at]), (), *days.get(int(node), (0, 0)),
                )  # fmt: skip

    def _arrays(self, rows: Rows, links: list[Link]) -> Incidences:
        at, sizes = rows.groups[:-1], np.diff(rows.groups_of_incidences)
        way, thing, principal, part = (column[at] for column in rows.columns[:4])
        paired = part >= PAIR
        weight = 1 / np.maximum(sizes - 1, 1)
        weight[paired] = [links[number].weight for number in (part[paired] - PAIR).tolist()]
        days = [
            (links[own - PAIR].first, links[own - PAIR].last) if own >= PAIR else self.days.when(about, own)
            for about, own in zip(thing.tolist(), part.tolist(), strict=True)
        ]
        first, last = np.array(days, dtype=np.int32).reshape(-1, 2).T
        starts = rows.incidences[:-1]
        of = np.repeat(np.arange(len(at), dtype=np.int32), sizes)
        member = rows.agent[starts].astype(np.int32)
        own = np.lexsort((of, member)).astype(np.int32)
        source_starts, sources = self._sources(rows)
        profile, belongs = self._profiles(rows, links), self._belongs()
        return Incidences(
            agents=self.agents.strings, things=self.things.strings, claims=self.claims.strings,
            documents=self.documents.strings, classes=self.classes, certainty=self.certainty, status=self.status,
            source=self.source, belongs=belongs, staff=np.lexsort(belongs.T[[0, 1]]).astype(np.int32), kind=(way // 2).astype(np.uint8),
            through=thing.astype(np.int32), principal=principal.astype(np.int32), weight=weight,
            first=first, last=last, starts=rows.groups_of_incidences, member=member, of=of, profile=profile,
            reason_starts=rows.incidences, reasons=np.stack([rows.first, rows.second], axis=1).astype(np.int32),
            source_starts=source_starts, sources=sources,
            own_starts=np.searchsorted(member[own], np.arange(len(self.classes) + 1)).astype(np.int64), own=own,
            apart=self._apart(rows, of, (way // 2)[of] == APART),
        )  # fmt: skip

    def _belongs(self) -> Small:
        person, organisation, claim, way = self.belongings
        columns = (self.agents(person), self.agents(organisation), way.astype(np.int32), self.claims(claim))
        return np.unique(np.stack(columns), axis=1)[[0, 1, 3, 2]].T.astype(np.int32)

    def _weakest(self, rows: Rows, codes: Codes) -> Codes:
        """Of each reason, what is weakest among its claims; no claim (-1) is not weak."""
        known = np.append(codes, np.uint8(0))
        found: Codes = np.maximum(known[rows.first], known[rows.second])
        return found

    def _profiles(self, rows: Rows, links: list[Link]) -> Codes:
        """The profile of each incidence; in a pair that several claims make, that of the link itself."""
        certainty, status = self._weakest(rows, self.certainty), self._weakest(rows, self.status)
        for row in np.flatnonzero(rows.part >= PAIR).tolist():
            link = links[int(rows.part[row]) - PAIR]
            certainty[row], status[row] = link.certainty, link.status
        return profiles(certainty, status, rows.incidences[:-1])

    def _sources(self, rows: Rows) -> tuple[Whole, Small]:
        """The documents that alone give a reason, of each incidence."""
        incidence = np.repeat(np.arange(len(rows.incidences) - 1), np.diff(rows.incidences))
        source = np.append(self.source, np.int32(-1))
        first, second = source[rows.first], source[rows.second]
        alone = (first >= 0) & ((rows.second < 0) | (second == first))
        pairs = np.unique(np.stack([incidence[alone], first[alone]]), axis=1)
        starts = np.searchsorted(pairs[0], np.arange(len(rows.incidences)))
        return starts.astype(np.int64), pairs[1].astype(np.int32)

    def _apart(self, rows: Rows, of: Small, apart: NDArray[np.bool_]) -> Small:
        """Pairs of incidences that have a claim in common where they must not: what their other claims say."""
        incidence = np.repeat(np.arange(len(of)), np.diff(rows.incidences))
        which = np.flatnonzero(apart[incidence])
        order = which[np.lexsort((incidence[which], rows.first[which], of[incidence[which]]))]
        group, claim = of[incidence[order]], rows.first[order]
        new = np.flatnonzero((np.diff(group) != 0) | (np.diff(claim) != 0)) + 1
        runs = np.concatenate([[0], new, [len(order)]]).astype(np.int64)
        found = {
            pair
            for start, end in zip(runs[:-1].tolist(), runs[1:].tolist(), strict=True)
            if end - start > 1
            for pair in combinations(incidence[order[start:end]].tolist(), 2)
        }
        return np.array(
            [(a, b, *self._told_apart(rows, a, b)) for a, b in sorted(found)], dtype=np.int32
        ).reshape(-1, 4)

    def _told_apart(self, rows: Rows, a: int, b: int) -> tuple[int, int]:
        """Certainty and status of a link that rests on two different claims, or -1 twice."""
        ours, theirs = (
            rows.first[rows.incidences[one] : rows.incidences[one + 1]].tolist() for one in (a, b)
        )
        ways = [
            (
                max(int(self.certainty[x]), int(self.certainty[y])),
                max(int(self.status[x]), int(self.status[y])),
            )
            for x in ours
            for y in theirs
            if x != y
        ]
        return min(ways, default=(-1, -1))


def _merged(links: list[Link]) -> Link:
    """One link for several cooperations of the same two over one thing; both days are of the first that is dated."""
    first = links[0]
    dated = next((link for link in links if link.first or link.last), first)
    return first._replace(
        certainty=min(link.certainty for link in links),
        status=min(link.status for link in links),
        claims=tuple(sorted({claim for link in links for claim in link.claims})),
        first=dated.first,
        last=dated.last,
    )


def _weight(text: str) -> float:
    """The weight that a tie is told to have; 0 for what is none."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 < weight < float("inf") else 0.0
