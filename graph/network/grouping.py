"""Who shares what: the rules of `scen.graph.ties` over columns, from claims to reasons why an agent is in a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...ontology.prefixes import NS
from ...ontology.terms import model
from ..order import CERTAINTIES, STATUSES
from ..ties import attending, on_programme, organising
from .claim_columns import CLASSES, FILE, ClaimColumns, spread
from .columns import hashed
from .incidences import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .columns import Hashes, Places

    Codes = NDArray[np.uint8]

_COOPERATIONS = {
    "meeting": "met",
    "agreement": "agreement",
    "joint-action": "joint-action",
    "acts-for": "acts-for",
}
_HELD = ("meeting", "agreement")
"""Kinds of cooperation that make a tie only when reported or ended."""
_DEPTH = 64
"""Sessions within sessions; more is a circle."""


@dataclass(frozen=True, eq=False)
class Reasons:
    """Why agents share a thing in one kind of way: one or two claims a row. All but ``kind`` are hashes of IRIs.

    ``part`` tells the groups of one thing apart where each claim makes its own (cooperations). ``principal``,
    ``part`` and ``second`` are 0 where there is none.
    """

    kind: NDArray[np.uint8]
    through: Hashes
    principal: Hashes
    part: Hashes
    agent: Hashes
    first: Hashes
    second: Hashes

    @classmethod
    def of(cls, kind: str, through: Hashes, agent: Hashes, first: Hashes, **more: Hashes) -> Reasons:
        """Reasons of one kind."""
        nothing = np.zeros(len(agent), dtype=np.uint64)
        rest = {name: more.get(name, nothing) for name in ("principal", "part", "second")}
        code = np.full(len(agent), KINDS.index(kind), dtype=np.uint8)
        return cls(kind=code, through=through, agent=agent, first=first, **rest)

    @classmethod
    def joined(cls, parts: Iterable[Reasons]) -> Reasons:
        """All of them."""
        known = list(parts)
        return cls(
            *(np.concatenate([getattr(part, name) for part in known]) for name in cls.__dataclass_fields__)
        )

    def only(self, which: NDArray[np.bool_] | Places) -> Reasons:
        """Some of the rows."""
        return Reasons(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.agent)


@dataclass(frozen=True, eq=False)
class _Roles:
    """Participations or project roles, one row for each and its agent; ``top`` is the top-level event."""

    claim: Hashes
    agent: Hashes
    thing: Hashes
    top: Hashes
    role: Hashes

    def only(self, which: NDArray[np.bool_]) -> _Roles:
        return _Roles(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


class Grouping:
    """The rules over the claims of a dataset; what is cancelled is left out."""

    def __init__(self, columns: ClaimColumns) -> None:
        self.columns = columns
        self.organisations, self.people = columns.of_class("organisation"), columns.of_class("person")
        self.participations = self._participations()
        claims = self._claims("project-role")
        which, at = columns["scen:agent"].join(claims)
        found = claims[which]
        project = columns["scen:project"].one(found)
        self.roles = _Roles(found, columns["scen:agent"].object[at], project, project, found)

    def reasons(self) -> Reasons:
        """The reasons of all rules, those of agents that are neither people nor organisations left out.

        What is done for a principal who is neither joins nobody: only the principal is joined to the others.
        """
        found = Reasons.joined(
            [*self._events(), *self._projects(), *self._networks(), *self._cooperations(), *self._funded()]
        )
        agents = np.concatenate([self.people, self.organisations])
        known = np.isin(found.agent, agents) & ((found.principal == 0) | np.isin(found.principal, agents))
        return found.only(known & (found.through != 0))

    def belongings(self) -> tuple[Hashes, Hashes, Hashes, Codes]:
        """Person, organisation, claim, and whether the person is a member (0) or appears for it (1)."""
        member = next(self._networks())
        parts = [(member.agent, member.through, member.first, 0)]
        for roles in (self.participations, self.roles):
            row, organisation = self._represented(roles)
            parts.append((roles.agent[row], organisation, roles.claim[row], 1))
        person, organisation, claim = (np.concatenate([part[at] for part in parts]) for at in range(3))
        way = np.concatenate([np.full(len(part[0]), part[3], dtype=np.uint8) for part in parts])
        held = np.isin(person, self.people) & np.isin(organisation, self.organisations)
        return person[held], organisation[held], claim[held], way[held]

    def bare(self) -> Hashes:
        """Ties without claims: of people whose names must not be told, they are all that is.

        Only the first file may have them: no others are computed from claims that somebody could look up.
        """
        columns, types = self.columns, self.columns["rdf:type"]
        of_class = types.object == np.uint64(columns.hash(CLASSES["tie"]))
        ties = np.unique(types.subject[of_class & (types.at >> FILE == 0)])
        parties, weights, claims = (
            np.bincount(columns[curie].join(ties)[0], minlength=len(ties))
            for curie in ("scen:party", "scen:weight", "prov:wasDerivedFrom")
        )
        found: Hashes = ties[
            (parties == 2) & (weights == 1) & (claims == 0) & self._says(ties, "scen:kind", "tie-kinds", KINDS)
            & self._says(ties, "scen:certainty", "certainty", CERTAINTIES)
            & self._says(ties, "scen:status", "status", STATUSES)
        ]  # fmt: skip
        return found

    def concepts(self, scheme: str, notations: Iterable[str]) -> Hashes:
        """The hashes of concepts as this dataset names them."""
        scen = self.columns.prefixes["scen"]
        iris = (model().concept(scheme, notation).iri for notation in notations)
        return hashed(f"<{iri.replace(f'{NS}ns#', scen, 1)}>" for iri in iris)

    def _claims(self, name: str) -> Hashes:
        """The claims of a class that can make a tie: of a source, as sure and as far done as we know, not cancelled."""
        claims = self.columns.of_class(name)
        kept: Hashes = claims[
            (self.columns["dct:source"].one(claims) != 0)
            & self._says(claims, "scen:certainty", "certainty", CERTAINTIES)
            & self._says(claims, "scen:status", "status", [each for each in STATUSES if each != "cancelled"])
        ]
        return kept

    def _says(self, nodes: Hashes, curie: str, scheme: str, notations: Iterable[str]) -> NDArray[np.bool_]:
        """Whether each node says one of these concepts."""
        return np.isin(self.columns[curie].one(nodes), self.concepts(scheme, notations))

    def _participations(self) -> _Roles:
        columns, claims = self.columns, self._claims("participation")
        which, at = columns["cv:hasParticipant"].join(claims)
        found = claims[which]
        event = columns["cv:hasParticipation"].turned().one(found)
        return _Roles(
            found,
            columns["cv:hasParticipant"].object[at],
            event,
            self._tops(event),
            columns["cv:role"].one(found),
        )

    def _tops(self, events: Hashes) -> Hashes:
        """The top-level events."""
        columns, relations = self.columns, self._claims("relation")
        path = np.uint64(columns.hash("cv:parentEvent"))
        relations = relations[columns["rdf:predicate"].one(relations) == path]
        session, parent = columns["rdf:subject"].one(relations), columns["rdf:object"].one(relations)
        order = np.argsort(session, kind="stable")
        session, parent, found = session[order], parent[order], events
        for _ in range(_DEPTH):
            at = np.searchsorted(session, found, "right") - 1
            above = (at >= 0) & (session[at] == found) if len(session) else np.zeros(len(found), dtype=bool)
            if not above.any():
                break
            found = np.where(above, parent[at], found)
        return found

    def _represented(self, roles: _Roles) -> tuple[Places, Hashes]:
        """Rows, and organisations that are there through their people; not one that another acts for."""
        behalf = self.columns["scen:onBehalfOf"]
        which, at = behalf.join(roles.claim)
        through = ~np.isin(roles.agent[which], self.organisations)
        return which[through], behalf.object[at][through]

    def _events(self) -> Iterator[Reasons]:
        roles = self.participations
        of = {
            name: np.isin(roles.role, self.concepts("roles", notations))
            for name, notations in (("by", organising()), ("on", on_programme()), ("at", attending()))
        }
        for kind, which in (
            ("co-organised", of["by"] & (roles.top == roles.thing)),
            ("same-programme", of["on"]),
            ("attended-same-event", of["at"]),
        ):
            found = roles.only(which)
            yield Reasons.of(kind, found.top, found.agent, found.claim)
        present = roles.only(of["by"] | of["on"] | of["at"])
        row, organisation = self._represented(present)
        yield Reasons.of("represented-at-same-event", present.top[row], organisation, present.claim[row])

    def _projects(self) -> Iterator[Reasons]:
        roles = self.roles
        yield Reasons.of("same-project", roles.thing, roles.agent, roles.claim)
        row, organisation = self._represented(roles)
        yield Reasons.of("same-project", roles.thing[row], organisation, roles.claim[row])

    def _networks(self) -> Iterator[Reasons]:
        claims = self._claims("membership")
        which, at = self.columns["org:member"].join(claims)
        found = claims[which]
        organisation = self.columns["org:organization"].one(found)
        yield Reasons.of("same-network", organisation, self.columns["org:member"].object[at], found)

    def _cooperations(self) -> Iterator[Reasons]:
        columns, claims = self.columns, self._claims("cooperation")
        kinds, status = columns["scen:kind"].one(claims), columns["scen:status"].one(claims)
        held = np.isin(status, self.concepts("status", ("reported", "ended")))
        for name, kind in _COOPERATIONS.items():
            of_kind = kinds == self.concepts("cooperation-kinds", [name])[0]
            mine = claims[of_kind & held if name in _HELD else of_kind]
            which, at = columns["scen:party"].join(mine)
            claim, party = mine[which], columns["scen:party"].object[at]
            event, principal = columns["schema:about"].one(claim), columns["scen:actsFor"].one(claim)
            through = np.where(event != 0, event, claim)
            yield Reasons.of(kind, through, party, claim, principal=principal, part=claim)

    def _funded(self) -> Iterator[Reasons]:
        columns, claims = self.columns, self._claims("funding")
        item, funder = columns["schema:fundedItem"].one(claims), columns["schema:funder"].one(claims)
        yield Reasons.of("co-funded", item, funder, claims)
        to_organisation = np.isin(item, self.organisations)
        yield Reasons.of(
            "same-funder", funder[to_organisation], item[to_organisation], claims[to_organisation]
        )
        organisers = self.participations.only(
            np.isin(self.participations.role, self.concepts("roles", organising()))
        )
        for roles in (self.roles, organisers):
            order = np.argsort(roles.thing, kind="stable")
            thing = roles.thing[order]
            low, high = np.searchsorted(thing, item), np.searchsorted(thing, item, "right")
            which, at = spread(low, high)
            carrier = order[at]
            yield Reasons.of(
                "same-funder", funder[which], roles.agent[carrier], claims[which], second=roles.claim[carrier]
            )
