"""The columnar network against the plain rules of graph/ties.py: the same links, whatever the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.graph.build import network, nquads, once
from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.gathering import gather
from scen.graph.grouping import KINDS
from scen.graph.incidences import Incidences, write
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.quads import Writer
from scen.graph.reader import read_records
from scen.graph.sureness import link
from scen.graph.ties import Tie, derive
from scen.ontology.prefixes import NS, PREFIXES

PERSONS, ORGANISATIONS = ["anna", "bert", "cleo", "dora"], ["ox", "pine", "quill", "rush"]
EVENTS, SESSIONS, PROJECTS = ["fair", "summit"], ["panel", "talk"], ["plan", "quest"]
DOCUMENTS, FUNDERS = ["doc-a", "doc-b"], ["ox", "pine"]


def slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def day(number: int) -> str:
    text = f"{number:08d}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number else ""


def told(network: Incidences) -> Iterator[tuple[Any, ...]]:
    """Every link, one by one, in the plainest way."""
    apart = {(int(a), int(b)): (int(sure), int(done)) for a, b, sure, done in network.apart}
    for group in range(len(network.kind)):
        members = range(int(network.starts[group]), int(network.starts[group + 1]))
        for x, y in combinations(members, 2):
            certainty, status = link(network.profile[x : x + 1], network.profile[y : y + 1])
            sure, done = apart.get((x, y), (int(certainty[0]), int(status[0])))
            if sure < 0:
                continue
            documents = [
                {
                    int(one)
                    for one in network.sources[network.source_starts[at] : network.source_starts[at + 1]]
                }
                for at in (x, y)
            ]
            principal = int(network.principal[group])
            yield (
                *sorted(slug(network.agents[int(network.member[at])]) for at in (x, y)),
                KINDS[network.kind[group]],
                slug(network.agents[principal]) if principal >= 0 else "",
                slug(network.things[int(network.through[group])]),
                tuple(slug(claim) for claim in network.claims_of([x, y])),
                tuple(sorted(slug(network.documents[one]) for one in documents[0] & documents[1])),
                round(float(network.weight[group]), 9),
                CERTAINTIES[sure],
                STATUSES[done],
                day(int(network.first[group])),
                day(int(network.last[group])),
            )


def expected(ties: Iterable[Tie]) -> Iterator[tuple[Any, ...]]:
    for tie in ties:
        for one in tie.links:
            yield (
                *sorted((tie.a, tie.b)), tie.kind, tie.acts_for, one.through, tuple(sorted(one.claims)),
                tuple(sorted(one.documents)), round(one.weight, 9), one.certainty, one.status, one.first, one.last,
            )  # fmt: skip


def columnar(folder: Path, claims: Claims, ties: Iterable[Tie] = ()) -> Incidences:
    file = folder / "scen.nq"
    file.write_bytes(nquads(once(Writer(claims).quads(ties))))
    return gather([file], PREFIXES)


@pytest.mark.parametrize("records", [None, Path(__file__).parent / "invented"])
def test_the_links_are_those_of_the_rules(records: Path | None, tmp_path: Path) -> None:
    shown, ties, _ = network(read_records(records) if records else read_records())
    found = columnar(tmp_path, shown.public, ties)
    ours, theirs = set(told(found)), set(expected(ties))
    assert (ours - theirs, theirs - ours) == (set(), set())
    assert len(list(told(found))) >= 20


def items() -> Iterator[Item]:
    for kind, slugs in (
        ("person", PERSONS), ("organisation", ORGANISATIONS), ("event", EVENTS), ("session", SESSIONS),
        ("project", PROJECTS), ("group", ["crowd"]), ("grant", ["gift"]),
    ):  # fmt: skip
        for name in slugs:
            yield Item(kind, name, (Label(name.title(), "en", "name"),))
    for name in DOCUMENTS:
        yield Item("document", name, (Label(name.title(), "en", "name"),), values=(("language", "en"),))


agents = st.sampled_from(PERSONS + ORGANISATIONS + ["crowd"])
happening = st.sampled_from(EVENTS + SESSIONS)
behalf = st.lists(st.sampled_from(ORGANISATIONS), max_size=2, unique=True)
roles = st.sampled_from(
    ["organiser", "co-organiser", "host", "speaker", "moderator", "panellist", "attendee", "contact"]
)
date = st.sampled_from(["", "2019-05", "2020-01-02/2020-01-04", "XXXX-03-01"])


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
            st.lists(st.sampled_from(PERSONS + ORGANISATIONS), min_size=2, max_size=4, unique=True)
        )
        kind = draw(st.sampled_from(["agreement", "joint-action", "acts-for", "meeting", "support"]))
        principal = draw(st.sampled_from(parties)) if kind == "acts-for" else ""
        event = draw(st.sampled_from(["", *EVENTS]))
        add(
            "cooperation",
            joins(parties=parties, acts_for=principal, event=event),
            ("kind", kind),
            ("date", draw(date)),
        )
    for _ in range(draw(st.integers(0, 4))):
        item = draw(st.sampled_from(PROJECTS + EVENTS + ["quill"]))
        add("funding", joins(grant="gift", funder=draw(st.sampled_from(FUNDERS)), funds=item))
    for session, parent in (("panel", "fair"), ("talk", draw(st.sampled_from(["panel", "summit"])))):
        add("relation", joins(subject=session, object=parent), ("property", "parent"))
    for event in draw(st.lists(st.sampled_from(EVENTS + PROJECTS), unique=True)):
        add("assertion", joins(subject=event), ("property", "date"), ("value", draw(date.filter(bool))))
    return Claims(items=tuple(sorted(items())), claims=tuple(sorted(claims)), disputes=())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims())
def test_random_claims_give_the_links_of_the_rules(
    claims: Claims, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = columnar(tmp_path_factory.mktemp("claims"), claims)
    ours, theirs = sorted(told(found)), sorted(expected(derive(claims)))
    assert [one for one in ours if one not in theirs] == [one for one in theirs if one not in ours]
    assert ours == theirs


def test_written_and_read_it_is_the_same(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    made = columnar(tmp_path, shown.public, ties)
    write(tmp_path / "network", [tmp_path / "scen.nq"], PREFIXES)
    assert list(told(Incidences.read(tmp_path / "network"))) == list(told(made))


def test_the_order_of_files_and_lines_changes_nothing(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    made = columnar(tmp_path, shown.public, ties)
    lines = (tmp_path / "scen.nq").read_bytes().splitlines(keepends=True)
    by_part: dict[int, list[bytes]] = defaultdict(list)
    for number, line in enumerate(reversed(lines)):
        by_part[number % 3].append(line)
    parts = []
    for number, some in by_part.items():
        parts.append(tmp_path / f"{number}.nq")
        parts[-1].write_bytes(b"".join(some))
    assert list(told(gather(parts, PREFIXES))) == list(told(made))
    assert NS in made.agents[0]
