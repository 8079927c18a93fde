"""Random claims of all the kinds from which ties are made, datasets of them, and their ties under a filter, slowly.

The references of tests are written in plain Python over `scen.graph.ties.derive`; nothing here reads arrays.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pyoxigraph import Quad, Store, Triple

from scen.graph.build import nquads, once
from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.network.filter import Filter
from scen.graph.network.gathering import gather
from scen.graph.network.incidences import Incidences
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.quads import Writer
from scen.graph.ties import Link, Tie, derive
from scen.ontology.prefixes import NS, PREFIXES

PERSONS, ORGANISATIONS = ["anna", "bert", "cleo", "dora"], ["ox", "pine", "quill", "rush"]
EVENTS, SESSIONS, PROJECTS = ["fair", "summit"], ["panel", "talk"], ["plan", "quest"]
DOCUMENTS, FUNDERS = ["doc-a", "doc-b"], ["ox", "pine"]
PLACES, TOPICS, PROGRAMMES = ["north", "south"], ["tin", "tea"], ["umbrella"]
SORTS = {"municipality": "public-authority", "ministry": "public-authority", "company": ""}
"""Kinds of organisation, and the broader one."""
STRONG = {"co-organised", "same-project", "agreement", "joint-action", "acts-for"}
_LABELS = {"bert": "Anna Bert", "pine": "Ox Pine", "quill": "Ox"}
"""Names that are the beginning of others, and one that two things have."""


def slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def day(number: int) -> str:
    text = f"{number:08d}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number else ""


def label(name: str) -> str:
    return _LABELS.get(name, name.title())


def columnar(folder: Path, claims: Claims, ties: Iterable[Tie] = ()) -> Incidences:
    file = folder / "scen.nq"
    file.write_bytes(nquads(once(Writer(claims).quads(ties))))
    return gather([file], PREFIXES)


def items() -> Iterator[Item]:
    for kind, slugs in (
        ("person", PERSONS), ("organisation", ORGANISATIONS), ("event", EVENTS), ("session", SESSIONS),
        ("project", PROJECTS), ("group", ["crowd"]), ("grant", ["gift"]),
    ):  # fmt: skip
        for name in slugs:
            yield Item(kind, name, (Label(label(name), "en", "name"),))
    for name in DOCUMENTS:
        yield Item("document", name, (Label(name.title(), "en", "name"),), values=(("language", "en"),))


agents = st.sampled_from(PERSONS + ORGANISATIONS + ["crowd"])
happening = st.sampled_from(EVENTS + SESSIONS)
behalf = st.lists(st.sampled_from(ORGANISATIONS), max_size=2, unique=True)
roles = st.sampled_from(
    ["organiser", "co-organiser", "host", "speaker", "moderator", "panellist", "attendee", "contact"]
)
date = st.sampled_from(["", "2019-05", "2020-01-02/2020-01-04", "XXXX-03-01"])
half = st.sampled_from(["2020-05-04/..", "../2019-01-01"])


def joins(**parts: str | Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, one)
        for name, value in parts.items()
        for one in ([value] if isinstance(value, str) else sorted(value))
        if one
    )


@st.composite
def some_claims(draw: st.DrawFn) -> Claims:
    """Claims of all the kinds from which ties are made, few things, many meetings of them."""
    claims: list[Claim] = []

    def add(kind: str, joined: tuple[tuple[str, str], ...], *values: tuple[str, str]) -> None:
        known = STATUSES[:-1] if kind == "assertion" else STATUSES  # what is cancelled keeps its date
        claims.append(
            Claim(
                id=f"c{len(claims):03d}", kind=kind, document=draw(st.sampled_from(DOCUMENTS)), lines=(1,), joins=joined,
                values=tuple(value for value in values if value[1]), certainty=draw(st.sampled_from(CERTAINTIES)),
                status=draw(st.sampled_from(known)), because="",
            )
        )  # fmt: skip

    for _ in range(draw(st.integers(0, 14))):
        agent = draw(agents)
        orgs = draw(behalf) if agent in PERSONS else []
        add(
            "participation",
            joins(agent=agent, event=draw(happening), on_behalf_of=orgs),
            ("role", draw(roles)),
        )
    for _ in range(draw(st.integers(0, 5))):
        agent = draw(agents)
        orgs = draw(behalf) if agent in PERSONS else []
        add(
            "project-role",
            joins(agent=agent, project=draw(st.sampled_from(PROJECTS)), on_behalf_of=orgs),
            ("role", "partner"),
        )
    for _ in range(draw(st.integers(0, 4))):
        add("membership", joins(member=draw(agents), organisation=draw(st.sampled_from(ORGANISATIONS))))
    for _ in range(draw(st.integers(0, 4))):
        parties = draw(
            st.lists(
                st.sampled_from(PERSONS + ORGANISATIONS + ["crowd"]), min_size=2, max_size=4, unique=True
            )
        )
        kind = draw(st.sampled_from(["agreement", "joint-action", "acts-for", "meeting", "support"]))
        principal = draw(st.sampled_from([*parties, "crowd"])) if kind == "acts-for" else ""
        event = draw(st.sampled_from(["", *EVENTS]))
        add(
            "cooperation",
            joins(parties=parties, acts_for=principal, event=event),
            ("kind", kind),
            ("date", draw(date | half)),
        )
    for _ in range(draw(st.integers(0, 4))):
        item = draw(st.sampled_from(PROJECTS + EVENTS + ["quill"]))
        add("funding", joins(grant="gift", funder=draw(st.sampled_from(FUNDERS)), funds=item))
    for session, parent in (("panel", "fair"), ("talk", draw(st.sampled_from(["panel", "summit"])))):
        add("relation", joins(subject=session, object=parent), ("property", "parent"))
    for event in draw(st.lists(st.sampled_from(EVENTS + PROJECTS), unique=True)):
        add("assertion", joins(subject=event), ("property", "date"), ("value", draw(date.filter(bool))))
    return Claims(items=tuple(sorted(items())), claims=tuple(sorted(claims)), disputes=())


def more_items() -> Iterator[Item]:
    for kind, slugs in (("place", PLACES), ("topic", TOPICS), ("programme", PROGRAMMES)):
        for name in slugs:
            more = (("broader", "procurement"),) if kind == "topic" else ()
            yield Item(kind, name, (Label(label(name), "en", "name"),), values=more)


@st.composite
def placed_claims(draw: st.DrawFn) -> Claims:
    """The same, and where things are, what they are about and part of, and of which kind organisations are."""
    told = draw(some_claims())
    claims = list(told.claims)

    def add(kind: str, joined: tuple[tuple[str, str], ...], *values: tuple[str, str]) -> None:
        claims.append(
            Claim(
                id=f"m{len(claims):03d}", kind=kind, document=draw(st.sampled_from(DOCUMENTS)), lines=(2,), joins=joined,
                values=values, certainty=draw(st.sampled_from(CERTAINTIES)),
                status=draw(st.sampled_from(["reported", "announced", "cancelled"])),
            )
        )  # fmt: skip

    related = {
        "place": (EVENTS + SESSIONS, PLACES), "topic": (EVENTS + PROJECTS + ["umbrella"], TOPICS + ["quest"]),
        "project": (EVENTS, PROJECTS), "part-of": (["south", *PROJECTS], ["north", "umbrella"]), "follows": (["fair"], ["summit"]),
    }  # fmt: skip
    for name in draw(st.lists(st.sampled_from(sorted(related)), max_size=7)):
        subject, thing = (draw(st.sampled_from(of)) for of in related[name])
        if (subject == "south") == (thing == "north") or name != "part-of":
            add("relation", joins(subject=subject, object=thing), ("property", name))
    for name in draw(st.lists(st.sampled_from(ORGANISATIONS), unique=True)):
        add(
            "assertion",
            joins(subject=name),
            ("property", "kind"),
            ("value", draw(st.sampled_from(sorted(SORTS)))),
        )
    return replace(told, items=tuple(sorted([*told.items, *more_items()])), claims=tuple(sorted(claims)))


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Filters of all sorts; what is asked for may be nothing."""

    def some(values: Iterable[str]) -> frozenset[str]:
        return frozenset(draw(st.sets(st.sampled_from(sorted(values)), min_size=1, max_size=2)))

    def maybe(values: Iterable[str]) -> frozenset[str]:
        return some(values) if draw(st.integers(0, 4)) == 0 else frozenset()

    dates = st.sampled_from(["", "", "2019", "2019-05-31", "2019-06", "2020-01-03", "2021"])
    return Filter(
        kinds=maybe([*sorted(STRONG), "same-programme", "same-funder", "represented-at-same-event"]),
        certainty=maybe(CERTAINTIES) or frozenset(CERTAINTIES), status=maybe(STATUSES) or frozenset(STATUSES),
        sources=draw(st.sampled_from([1, 1, 2])), since=draw(dates), until=draw(dates),
        undated=draw(st.booleans()), agents=maybe(["person", "organisation", "public-authority", "company", "municipality"]),
        about=frozenset(iri(name) for name in maybe([*PLACES, *TOPICS, *PROGRAMMES, *PROJECTS, *EVENTS])),
        strong=draw(st.integers(0, 4)) == 0,
    )  # fmt: skip


# -- datasets of claims ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A dataset of claims, as the reading side takes it; it has no index of names."""

    store: Store
    incidences: Incidences
    base = NS

    @property
    def meta(self) -> dict[str, Any]:
        return {"prefixes": PREFIXES, "base": NS, "placeholder": True, "digest": ""}

    @property
    def names(self) -> Any:
        raise NotImplementedError


class _Alone(Writer):
    """Writes what claims tell, without the model, which is the same for all."""

    @staticmethod
    def _graph(name: str, triples: Iterable[Triple]) -> Iterator[Quad]:
        return iter(()) if name == "vocabulary" else Writer._graph(name, triples)


@lru_cache(maxsize=1)
def _model() -> tuple[Quad, ...]:
    return tuple(Writer(Claims((), (), ())).quads())


def dataset(claims: Claims) -> Drawn:
    """The dataset of these claims."""
    quads, store = once(_Alone(claims).quads(derive(claims))), Store()
    store.extend([*_model(), *quads])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scen.nq"
        file.write_bytes(nquads(quads))
        return Drawn(store, gather([file], PREFIXES))


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Kind of each thing."""
    return {item.slug: item.kind for item in (*items(), *more_items())}


def iri(name: str) -> str:
    return f"{NS}id/{kinds()[name]}/{name}"


# -- ties under a filter, slowly -------------------------------------------------------------------------


def kept(claims: Claims, keep: Filter) -> list[Tie]:
    """The ties that a filter keeps, each with the links that it lets through."""
    about, sorts = _related(claims, {slug(one) for one in keep.about}), _sorts(claims)
    found = []
    for tie in derive(claims):
        links = [
            link for link in tie.links if _then(link, keep) and (not keep.about or link.through in about)
        ]
        if (
            not links
            or (keep.kinds and tie.kind not in keep.kinds)
            or (keep.strong and tie.kind not in STRONG)
        ):
            continue
        tie = replace(tie, links=tuple(links))
        if keep.agents and not all(sorts[end] & keep.agents for end in (tie.a, tie.b)):
            continue
        if tie.certainty in keep.certainty and tie.status in keep.status and tie.sources >= keep.sources:
            found.append(tie)
    return found


def _then(link: Link, keep: Filter) -> bool:
    first, last = link.first or link.last, link.last or link.first
    if not first:
        return keep.undated
    return last >= keep.since and (not keep.until or first[: len(keep.until)] <= keep.until)


def _related(claims: Claims, found: set[str]) -> set[str]:
    """These things, and all that is of, at or about them, until nothing more comes."""
    leads = {*PLACES, *TOPICS, *PROGRAMMES, *PROJECTS, *EVENTS, *SESSIONS}
    while True:
        more = {
            claim.subject for claim in claims.claims
            if claim.kind == "relation" and claim.status != "cancelled" and claim.property != "follows"
            and claim.one("object") in found & leads
        } - found  # fmt: skip
        if not more:
            return found
        found = found | more


def _sorts(claims: Claims) -> dict[str, set[str]]:
    """Kinds of agent that each agent is of."""
    found = {name: {kinds()[name]} for name in PERSONS + ORGANISATIONS}
    for claim in claims.claims:
        if claim.property == "kind" and claim.status != "cancelled":
            found[claim.subject] |= {claim.value("value"), SORTS[claim.value("value")]}
    return found
