"""The columnar network against the plain rules of graph/ties.py: the same links, whatever the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from drawn import ORGANISATIONS, PERSONS, columnar, day, items, joins, slug, some_claims  # noqa: F401
from hypothesis import HealthCheck, given, settings

from scen.graph.build import network
from scen.graph.claims import Claims
from scen.graph.network.gathering import gather
from scen.graph.network.incidences import KINDS, Incidences, write
from scen.graph.network.sureness import link
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.reader import read_records
from scen.graph.ties import Tie, derive
from scen.ontology.prefixes import NS, PREFIXES


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


@pytest.mark.parametrize("records", [None, Path(__file__).parent / "invented"])
def test_the_links_are_those_of_the_rules(records: Path | None, tmp_path: Path) -> None:
    shown, ties, _ = network(read_records(records) if records else read_records())
    found = columnar(tmp_path, shown.public, ties)
    ours, theirs = set(told(found)), set(expected(ties))
    assert (ours - theirs, theirs - ours) == (set(), set())
    assert len(list(told(found))) >= 20


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
