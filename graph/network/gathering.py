"""From reasons to the arrays of `scen.graph.network.incidences`: numbers for hashes, rows into groups, groups into pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from .. import dates
from ..order import CERTAINTIES, STATUSES
from .claim_columns import ClaimColumns
from .grouping import Grouping
from .incidences import KINDS, Incidences
from .strings import Strings
from .sureness import profiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .columns import Hashes
    from .incidences import Codes, Small, Whole

    _Number = TypeVar("_Number", np.int32, np.uint8)

APART = KINDS.index("represented-at-same-event")
"""The kind in which two agents must be there by claims of their own."""
_COOPERATIONS = tuple(KINDS.index(kind) for kind in ("agreement", "joint-action", "acts-for", "met"))


def gather(files: Sequence[Path], prefixes: Mapping[str, str]) -> Incidences:
    """The columnar network of canonical N-Quads files.

    :raises OSError: a file cannot be read.
    """
    return _Gatherer(ClaimColumns(files, prefixes)).incidences()


class _Numbered:
    """The IRIs behind hashes, in order, and the number of each."""

    def __init__(self, columns: ClaimColumns, used: Hashes, told: Sequence[tuple[str, int]]) -> None:
        """``told`` are properties that have the IRIs, and whether as subjects (0) or objects (2)."""
        self.hashes = np.unique(used[used != 0])
        names = self._names(columns, told)
        order = sorted(range(len(names)), key=names.__getitem__)
        self.strings = Strings.of(names)
        self._number = np.empty(len(names), dtype=np.int32)
        self._number[order] = np.arange(len(names), dtype=np.int32)

    def _names(self, columns: ClaimColumns, told: Sequence[tuple[str, int]]) -> list[str]:
        names = [""] * len(self.hashes)
        left = np.ones(len(self.hashes), dtype=bool)
        for curie, term in told:
            rows = columns[curie]
            known, first = np.unique(rows.subject if term == 0 else rows.object, return_index=True)
            if len(known):
                at = np.minimum(np.searchsorted(known, self.hashes), len(known) - 1)
                found = np.flatnonzero(left & (known[at] == self.hashes))
                for place, text in zip(
                    found.tolist(), columns.texts(rows.at[first[at[found]]], term), strict=True
                ):
                    names[place] = text[1:-1]
                left[found] = False
        return names

    def __call__(self, hashes: Hashes) -> Small:
        """The numbers of hashes; -1 for 0."""
        at = np.minimum(np.searchsorted(self.hashes, hashes), max(len(self.hashes) - 1, 0))
        if not len(self.hashes):
            return np.full(len(hashes), -1, dtype=np.int32)
        return np.where(hashes == 0, np.int32(-1), self._number[at]).astype(np.int32)


class _Link(NamedTuple):
    """What joins two agents over a thing, where a group does not tell it."""

    way: int
    thing: int
    principal: int
    a: int
    b: int
    weight: float
    certainty: int
    status: int
    claims: tuple[int, ...]
    first: int
    last: int


_PAIR = 1 << 30
"""Parts from here on are numbers of links told by pair."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """Reasons, sorted by group and agent, each once.

    ``columns`` are kind and class (kind * 2 + class), thing, principal, part, agent, first and second claim.
    ``groups`` and ``incidences`` are where those begin, and the end.
    """

    columns: tuple[Whole, ...]
    groups: Whole
    incidences: Whole

    @classmethod
    def of(cls, *columns: Whole) -> _Rows:
        packed = (_packed(*columns[:2]), _packed(*columns[2:4]), columns[4], _packed(*columns[5:]))
        order = np.lexsort(packed[::-1])
        keys = [key[order] for key in packed]
        new = np.ones((3, len(order)), dtype=bool)
        for row, depth in enumerate((2, 3, 4)):
            new[row, 1:] = np.any([key[1:] != key[:-1] for key in keys[:depth]], axis=0)
        once = new[2]
        groups, incidences = (np.append(np.flatnonzero(new[row][once]), once.sum()) for row in (0, 1))
        return cls(tuple(column[order][once] for column in columns), groups, incidences)

    @property
    def part(self) -> Whole:
        return self.columns[3]

    @property
    def agent(self) -> Whole:
        return self.columns[4]

    @property
    def first(self) -> Whole:
        return self.columns[5]

    @property
    def second(self) -> Whole:
        return self.columns[6]

    @property
    def groups_of_incidences(self) -> Whole:
        """Where the incidences of each group begin, and the end."""
        return np.searchsorted(self.incidences, self.groups).astype(np.int64)

    def without(self, left: NDArray[np.bool_], links: Sequence[_Link]) -> _Rows:
        """The rows of the groups of two and more but those, and groups of two for the links."""
        stays = ~left & (np.diff(self.groups_of_incidences) > 1)
        rows = np.repeat(stays, np.diff(self.groups))
        told = [
            (link.way, link.thing, link.principal, _PAIR + number, agent, claim, -1)
            for number, link in enumerate(links)
            for agent in (link.a, link.b)
            for claim in link.claims or (-1,)
        ]
        more = np.array(told, dtype=np.int64).reshape(-1, 7).T
        return _Rows.of(*(np.concatenate([column[rows], more[at]]) for at, column in enumerate(self.columns)))


def _packed(high: Whole, low: Whole) -> Whole:
    return (high.astype(np.int64) << 32) + low + 1


class _Gatherer:
    """Numbers for all that reasons name, then the arrays."""

    def __init__(self, columns: ClaimColumns) -> None:
        self.columns, self.rules = columns, Grouping(columns)
        self.reasons = reasons = self.rules.reasons()
        self.belongings = self.rules.belongings()
        everybody = np.concatenate([self.rules.people, self.rules.organisations])
        self.agents = _Numbered(columns, everybody, [("rdf:type", 0)])
        claims = np.concatenate([reasons.first, reasons.second, self.belongings[2]])
        self.claims = _Numbered(columns, claims, [("dct:source", 0)])
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
        self.things = _Numbered(columns, np.concatenate([reasons.through, self.bare]), told)
        own = self.claims.hashes
        source = columns["dct:source"].one(own)
        self.documents = _Numbered(columns, source, [("dct:source", 2)])
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
        rows = _Rows.of(*(column.astype(np.int64) for column in numbers))
        links = [*self._links(rows), *self._bare()]
        return self._arrays(rows.without(self._by_pair(rows), links), links)

    def _by_pair(self, rows: _Rows) -> NDArray[np.bool_]:
        """Groups that are told by pair: one acts for another, or several cooperations are over one thing."""
        at = rows.groups[:-1]
        way, thing, principal, part = (rows.columns[column][at] for column in range(4))
        _, which, count = np.unique(
            np.stack([way, thing, principal]), axis=1, return_inverse=True, return_counts=True
        )
        return (part >= 0) & ((principal >= 0) | (count[which.ravel()] > 1))

    def _links(self, rows: _Rows) -> list[_Link]:
        """The links of groups that are told by pair, those of one pair over one thing made one."""
        found: dict[tuple[int, ...], list[_Link]] = defaultdict(list)
        for group in np.flatnonzero(self._by_pair(rows)).tolist():
            start, end = rows.groups[group : group + 2]
            way, thing, principal, claim = (int(column[start]) for column in rows.columns[:4])
            members = sorted(set(rows.agent[start:end].tolist()))
            pairs = [tuple(sorted((agent, principal))) for agent in members if agent != principal]
            if principal < 0:
                pairs = list(combinations(members, 2))
            for a, b in pairs if principal < 0 or principal in members else ():
                sure, done = int(self.certainty[claim]), int(self.status[claim])
                when = self._when(thing, claim)
                link = _Link(way, thing, principal, a, b, 1 / (len(members) - 1), sure, done, (claim,), *when)
                found[way, thing, principal, a, b].append(link)
        return [_merged(sorted(same, key=lambda link: link.claims)) for _, same in sorted(found.items())]

    def _bare(self) -> Iterator[_Link]:
        """Ties that are told without claims, each as one link."""
        nodes, columns = self.bare, self.columns
        kinds = self._said(nodes, "scen:kind", "tie-kinds", KINDS)
        sure = self._said(nodes, "scen:certainty", "certainty", CERTAINTIES)
        done = self._said(nodes, "scen:status", "status", STATUSES)
        principals, things = self.agents(columns["scen:actsFor"].one(nodes)), self.things(nodes)
        days = self._said_dates(nodes)
        for at, node in enumerate(nodes):
            _, weight = columns["scen:weight"].join(nodes[at : at + 1])
            _, party = columns["scen:party"].join(nodes[at : at + 1])
            a, b = sorted(self.agents(columns["scen:party"].object[party]).tolist())
            told = next(columns.texts(columns["scen:weight"].at[weight], 2)).split('"')[1]
            yield _Link(
                int(kinds[at]) * 2 + int(self.classes[a]), int(things[at]), int(principals[at]), a, b, float(told),
                int(sure[at]), int(done[at]), (), *days.get(int(node), (0, 0)),
            )  # fmt: skip

    @cached_property
    def _dates(self) -> dict[int, tuple[int, int]]:
        """First and last day of things, where one is known."""
        columns = self.columns
        nodes = columns["time:hasTime"]
        which = np.flatnonzero(np.isin(nodes.subject, self.things.hashes))
        said = self._said_dates(nodes.object[which])
        found: dict[int, tuple[int, int]] = {}
        for thing, node in zip(
            self.things(nodes.subject[which]).tolist(), nodes.object[which].tolist(), strict=True
        ):
            if node in said:
                found.setdefault(thing, said[node])
        return found

    @cached_property
    def _own_dates(self) -> dict[int, tuple[int, int]]:
        """First and last day of cooperations that have a date of their own."""
        said = self._said_dates(self.claims.hashes)
        numbers = self.claims(self.claims.hashes).tolist()
        return {
            number: said[node]
            for node, number in zip(self.claims.hashes.tolist(), numbers, strict=True)
            if node in said
        }

    def _said_dates(self, nodes: Hashes) -> dict[int, tuple[int, int]]:
        """Node (by hash) -> first and last day of its date."""
        _, at = self.columns["dct:date"].join(np.unique(nodes))
        subject = self.columns["dct:date"].subject[at].tolist()
        texts = self.columns.texts(self.columns["dct:date"].at[at], 2)
        return {node: _days(text.split('"')[1]) for node, text in zip(subject, texts, strict=True)}

    def _when(self, thing: int, claim: int = -1) -> tuple[int, int]:
        return self._own_dates.get(claim) or self._dates.get(thing, (0, 0))

    def _arrays(self, rows: _Rows, links: list[_Link]) -> Incidences:
        at, sizes = rows.groups[:-1], np.diff(rows.groups_of_incidences)
        way, thing, principal, part = (column[at] for column in rows.columns[:4])
        paired = part >= _PAIR
        weight = 1 / np.maximum(sizes - 1, 1)
        weight[paired] = [links[number].weight for number in (part[paired] - _PAIR).tolist()]
        days = [
            (links[own - _PAIR].first, links[own - _PAIR].last) if own >= _PAIR else self._when(about, own)
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

    def _weakest(self, rows: _Rows, codes: Codes) -> Codes:
        """Of each reason, what is weakest among its claims."""
        second = np.where(rows.second >= 0, codes[rows.second], np.uint8(0))
        found: Codes = np.maximum(codes[rows.first], second).astype(np.uint8)
        return found

    def _profiles(self, rows: _Rows, links: list[_Link]) -> Codes:
        """The profile of each incidence; in a pair that several claims make, that of the link itself."""
        certainty, status = self._weakest(rows, self.certainty), self._weakest(rows, self.status)
        for row in np.flatnonzero(rows.part >= _PAIR).tolist():
            link = links[int(rows.part[row]) - _PAIR]
            certainty[row], status[row] = link.certainty, link.status
        return profiles(certainty, status, rows.incidences[:-1])

    def _sources(self, rows: _Rows) -> tuple[Whole, Small]:
        """The documents that alone give a reason, of each incidence."""
        incidence = np.repeat(np.arange(len(rows.incidences) - 1), np.diff(rows.incidences))
        first = self.source[rows.first]
        alone = (rows.first >= 0) & ((rows.second < 0) | (self.source[rows.second] == first))
        pairs = np.unique(np.stack([incidence[alone], first[alone]]), axis=1)
        starts = np.searchsorted(pairs[0], np.arange(len(rows.incidences)))
        return starts.astype(np.int64), pairs[1].astype(np.int32)

    def _apart(self, rows: _Rows, of: Small, apart: NDArray[np.bool_]) -> Small:
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

    def _told_apart(self, rows: _Rows, a: int, b: int) -> tuple[int, int]:
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


def _merged(links: list[_Link]) -> _Link:
    """One link for several cooperations of the same two over one thing; the first one's date."""
    first = links[0]
    dated = (
        next((link for link in links if link.first), first),
        next((link for link in links if link.last), first),
    )
    return first._replace(
        weight=max(link.weight for link in links),
        certainty=min(link.certainty for link in links),
        status=min(link.status for link in links),
        claims=tuple(sorted({claim for link in links for claim in link.claims})),
        first=dated[0].first,
        last=dated[1].last,
    )


def _days(text: str) -> tuple[int, int]:
    """First and last day of an EDTF date as numbers; 0 where it is open or has no year.

    >>> _days("2019-09-16"), _days("2019-09"), _days("XXXX-09-16")
    ((20190916, 20190916), (20190901, 20190930), (0, 0))
    """
    first, last = (int(day.replace("-", "") or 0) for day in dates.bounds(text))
    return first, last
