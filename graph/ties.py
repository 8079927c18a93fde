"""Ties: who is joined to whom, derived from claims, never authored.

A *link* is one reason for a tie (one shared event, project, organisation or cooperation) with the claims
behind it; a *tie* gathers the links of one kind between two agents of one class. Each rule below is a pure
function from claims to groups of agents. The weight of a link is Newman's 1/(n-1), n being the agents of that class
who share it in that kind, told in however many claims that have a party in common (M. E. J. Newman, Scientific collaboration networks II, Phys. Rev. E
64, 016132, 2001): a meeting told two by two weighs what it weighs told at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations, product

from ..ontology.terms import model
from . import dates
from .claims import Claim, Claims, dated, digest
from .order import CERTAINTIES, STATUSES
from .together import together


@lru_cache(maxsize=1)
def organising() -> frozenset[str]:
    """Roles of those who answer for an event."""
    return frozenset(concept.notation for concept in model().narrower("roles", "responsible"))


@lru_cache(maxsize=1)
def on_programme() -> frozenset[str]:
    """Roles of those who speak, moderate or sit on a panel."""
    return frozenset(concept.notation for concept in model().narrower("roles", "contributor"))


@lru_cache(maxsize=1)
def attending() -> frozenset[str]:
    """Roles of those who were present without being on the programme."""
    return frozenset(concept.notation for concept in model().narrower("roles", "attendee"))


@dataclass(frozen=True, order=True)
class Link:
    """One reason for a tie: what is shared, the claims behind it, and how sure they are together."""

    through: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    """Documents that alone support the link."""
    weight: float
    certainty: str
    status: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, order=True)
class Tie:
    """Two agents of one class, one kind of tie, and its links. ``acts_for`` is the principal, if any."""

    a: str
    b: str
    kind: str
    links: tuple[Link, ...] = field(compare=False)
    acts_for: str = ""

    @property
    def id(self) -> str:
        """Name of the tie in IRIs."""
        return digest(self.a, self.b, self.kind, self.acts_for)

    @property
    def weight(self) -> float:
        """Sum of the links' weights."""
        return sum(link.weight for link in self.links)

    @property
    def sources(self) -> int:
        """Number of independent source documents: those that alone support a link (at least one)."""
        return max(1, len({document for link in self.links for document in link.documents}))

    @property
    def certainty(self) -> str:
        """That of the surest link."""
        return min((link.certainty for link in self.links), key=CERTAINTIES.index)

    @property
    def status(self) -> str:
        """That of the strongest link."""
        return min((link.status for link in self.links), key=STATUSES.index)

    @property
    def sure(self) -> bool:
        """Whether one link is both stated and reported; of two links, one may be the one and one the other."""
        return any((link.certainty, link.status) == ("stated", "reported") for link in self.links)

    @property
    def first(self) -> str:
        """First day of the earliest dated link, or ``""``."""
        return min((link.first for link in self.links if link.first), default="")

    @property
    def last(self) -> str:
        """Last day of the latest dated link, or ``""``."""
        return max((link.last for link in self.links if link.last), default="")

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim behind the tie."""
        return tuple(sorted({claim for link in self.links for claim in link.claims}))


Reason = tuple[Claim, ...]
"""Claims that only together put an agent into a group: no surer than the weakest of them."""
Members = dict[str, list[Reason]]
"""Agent -> the claims that put it into a group."""


@dataclass(frozen=True)
class Group:
    """Agents that share one thing in one way; every pair of one class is linked."""

    kind: str
    through: str
    members: Members
    acts_for: str = ""
    apart: bool = False
    """Must the two agents be there by claims of their own?"""


class Facts:
    """The claims, indexed as the rules need them."""

    def __init__(self, claims: Claims) -> None:
        self.kinds = {item.slug: item.kind for item in claims.items}
        self.claims = [claim for claim in claims.claims if claim.status != "cancelled"]
        self.parents = {c.subject: c.one("object") for c in self.claims if c.property == "parent"}
        self.when = {slug: dates.bounds(date) for slug, date in dated(self.claims).items() if date}

    def top(self, event: str) -> str:
        """The top-level event of a session."""
        seen = set()
        while event in self.parents and event not in seen:
            seen.add(event)
            event = self.parents[event]
        return event

    def of(self, kind: str) -> Iterator[Claim]:
        """Claims of one kind."""
        return (claim for claim in self.claims if claim.kind == kind)

    def represented(self, claim: Claim) -> tuple[str, ...]:
        """Organisations that are there through their people; one that another acts for is not there itself."""
        return () if self.kinds.get(claim.one("agent")) == "organisation" else claim.all("on_behalf_of")

    def span(self, claims: Iterable[Claim], through: str) -> tuple[str, str]:
        """First and last day of what is shared: of the claims' own dates, else of the thing itself."""
        own = [dates.bounds(claim.value("date")) for claim in claims if claim.value("date")]
        return own[0] if own else self.when.get(through, ("", ""))


Rule = Callable[[Facts], Iterator[Group]]


def _by_event(facts: Facts, kind: str, roles: frozenset[str], part: str = "agent") -> Iterator[Group]:
    groups: dict[str, Members] = defaultdict(lambda: defaultdict(list))
    for claim in facts.of("participation"):
        if claim.value("role") in roles:
            for agent in claim.all(part) if part == "agent" else facts.represented(claim):
                groups[facts.top(claim.one("event"))][agent].append((claim,))
    for event, members in groups.items():
        yield Group(kind, event, members)


def co_organised(facts: Facts) -> Iterator[Group]:
    """Organiser, co-organiser or host of one top-level event; who answers for a session only does not count."""
    for group in _by_event(facts, "co-organised", organising()):
        members = {
            agent: own
            for agent, reasons in group.members.items()
            if (own := [reason for reason in reasons if reason[0].one("event") == group.through])
        }
        yield Group(group.kind, group.through, members)


def same_programme(facts: Facts) -> Iterator[Group]:
    """Spoke, moderated or sat on a panel of one top-level event, whatever the session."""
    return _by_event(facts, "same-programme", on_programme())


def attended_same_event(facts: Facts) -> Iterator[Group]:
    """Attended one top-level event without being on its programme."""
    return _by_event(facts, "attended-same-event", attending())


def represented_at_same_event(facts: Facts) -> Iterator[Group]:
    """Organisations whose people answered for, contributed to or attended one top-level event.

    Not through one and the same person, and not through a contact or somebody who was only invited.
    """
    present = organising() | on_programme() | attending()
    for group in _by_event(facts, "represented-at-same-event", present, "on_behalf_of"):
        yield replace(group, apart=True)


def same_project(facts: Facts) -> Iterator[Group]:
    """Roles in one project; whoever merely organises an event of the project has none."""
    groups: dict[str, Members] = defaultdict(lambda: defaultdict(list))
    for claim in facts.of("project-role"):
        for agent in (claim.one("agent"), *facts.represented(claim)):
            groups[claim.one("project")][agent].append((claim,))
    for project, members in groups.items():
        yield Group("same-project", project, members)


def same_network(facts: Facts) -> Iterator[Group]:
    """Members of one organisation or network."""
    groups: dict[str, Members] = defaultdict(lambda: defaultdict(list))
    for claim in facts.of("membership"):
        groups[claim.one("organisation")][claim.one("member")].append((claim,))
    for organisation, members in groups.items():
        yield Group("same-network", organisation, members)


def cooperated(facts: Facts) -> Iterator[Group]:
    """Agreements in force or ended, joint actions, acting for another, and reported meetings."""
    allowed = {"agreement": {"reported", "ended"}, "meeting": {"reported", "ended"}}
    names = {
        "meeting": "met",
        "agreement": "agreement",
        "joint-action": "joint-action",
        "acts-for": "acts-for",
    }
    for claim in facts.of("cooperation"):
        kind = claim.value("kind")
        if kind in names and claim.status in allowed.get(kind, {claim.status}):
            members: Members = {party: [(claim,)] for party in claim.all("parties")}
            yield Group(names[kind], claim.one("event") or claim.id, members, claim.one("acts_for"))


def funded(facts: Facts) -> Iterator[Group]:
    """Funders of one thing (co-funded), and those whom one funder pays (same-funder)."""
    funders: dict[str, Members] = defaultdict(lambda: defaultdict(list))
    paid: dict[str, Members] = defaultdict(lambda: defaultdict(list))
    carriers: dict[str, list[Claim]] = defaultdict(list)
    for claim in (*facts.of("project-role"), *facts.of("participation")):
        if claim.kind == "project-role" or claim.value("role") in organising():
            carriers[claim.one("project") or claim.one("event")].append(claim)
    for claim in facts.of("funding"):
        item, funder = claim.one("funds"), claim.one("funder")
        funders[item][funder].append((claim,))
        for carrier in carriers.get(item, ()):
            paid[funder][carrier.one("agent")].append((claim, carrier))
        if facts.kinds.get(item) == "organisation":
            paid[funder][item].append((claim,))
    for item, members in funders.items():
        yield Group("co-funded", item, members)
    for funder, members in paid.items():
        yield Group("same-funder", funder, members)


RULES: tuple[Rule, ...] = (
    co_organised, same_project, cooperated, same_network, same_programme,
    represented_at_same_event, attended_same_event, funded,
)  # fmt: skip


def derive(claims: Claims) -> tuple[Tie, ...]:
    """All ties of the claims, in a fixed order."""
    facts = Facts(claims)
    groups = [group for rule in RULES for group in rule(facts)]
    there = together([party for _, party in part] for group in groups for part in _parties(group, facts))
    links: dict[tuple[str, str, str, str], dict[str, Link]] = defaultdict(dict)
    for group in groups:
        for a, b, link in _pairs(group, there, facts):
            found = links[a, b, group.kind, group.acts_for]
            known = found.get(link.through)
            found[link.through] = _merged(known, link) if known else link
    return tuple(
        sorted(
            Tie(a, b, kind, tuple(sorted(found.values())), who) for (a, b, kind, who), found in links.items()
        )
    )


def _merged(one: Link, other: Link) -> Link:
    """One reason told twice (a meeting with two records) is one link, and counts once; the first date holds."""
    dated = one if one.first or one.last else other
    return Link(
        one.through,
        tuple(sorted({*one.claims, *other.claims})),
        tuple(sorted({*one.documents, *other.documents})),
        one.weight,
        min(one.certainty, other.certainty, key=CERTAINTIES.index),
        min(one.status, other.status, key=STATUSES.index),
        dated.first,
        dated.last,
    )


Party = tuple[str, str, str, str]
"""An agent, what it shares with others, and in which way: kind, through, whom it acts for, agent."""


def _parties(group: Group, facts: Facts) -> Iterator[list[tuple[str, Party]]]:
    """The members of each class, in their order, and as parties."""
    for cls in ("person", "organisation"):
        agents = sorted(agent for agent in group.members if facts.kinds.get(agent) == cls)
        yield [(agent, (group.kind, group.through, group.acts_for, agent)) for agent in agents]


def _pairs(group: Group, there: dict[Party, set[Party]], facts: Facts) -> Iterator[tuple[str, str, Link]]:
    for part in _parties(group, facts):
        agents, size = [agent for agent, _ in part], len(there[part[0][1]]) if part else 0
        if group.acts_for in agents:
            pairs = [tuple(sorted((agent, group.acts_for))) for agent in agents if agent != group.acts_for]
        else:
            pairs = list(combinations(agents, 2)) if not group.acts_for else []
        for a, b in pairs:
            if link := _link(group, a, b, size, facts):
                yield a, b, link


def _link(group: Group, a: str, b: str, size: int, facts: Facts) -> Link | None:
    ours, theirs = group.members[a], group.members[b]
    ways = [(*x, *y) for x, y in product(ours, theirs) if not (group.apart and x == y)]
    if not ways:
        return None
    best = min(ways, key=lambda way: (_rank(way), way))
    both = _documents(ours) & _documents(theirs)
    first, last = facts.span(best, group.through)
    return Link(
        through=group.through,
        claims=tuple(sorted({claim.id for way in ways for claim in way})),
        documents=tuple(sorted(both)),
        weight=1 / (size - 1),
        certainty=max((claim.certainty for claim in best), key=CERTAINTIES.index),
        status=max((claim.status for claim in best), key=STATUSES.index),
        first=first,
        last=last,
    )


def _documents(reasons: list[Reason]) -> set[str]:
    """Documents that alone give a reason."""
    alone = ({claim.document for claim in reason} for reason in reasons)
    return {document for documents in alone if len(documents) == 1 for document in documents}


def _rank(claims: Reason) -> tuple[int, int]:
    """How weak claims are together: by certainty, then by status."""
    return max(CERTAINTIES.index(c.certainty) for c in claims), max(STATUSES.index(c.status) for c in claims)
