"""Ties made from groups: those of the plain rules, whichever agents are asked for and however small the blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from drawn import ORGANISATIONS, PERSONS, columnar, day, slug, some_claims
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.graph.build import network
from scen.graph.claims import Claims
from scen.graph.network import pairs
from scen.graph.network.incidences import KINDS, Incidences
from scen.graph.network.pairs import Ties
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.reader import read_records
from scen.graph.ties import Tie, derive

Row = tuple[Any, ...]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(ties: Ties) -> Iterator[Row]:
    """Every tie with all that is said of it."""
    network, links = ties.links.network, ties.links
    owners, documents = ties.documents_of(ties.of_links)
    for at in range(len(ties)):
        principal, own = int(ties.principal[at]), ties.of_links == at
        yield (
            slug(network.agents[int(ties.a[at])]), slug(network.agents[int(ties.b[at])]), KINDS[ties.kind[at]],
            slug(network.agents[principal]) if principal >= 0 else "",
            round(float(ties.weight[at]), 9), int(ties.sources[at]),
            CERTAINTIES[ties.certainty[at]], STATUSES[ties.status[at]], day(int(ties.first[at])), day(int(ties.last[at])),
            tuple(sorted(slug(network.things[int(thing)]) for thing in ties.through[own])),
            tuple(sorted({slug(network.documents[int(one)]) for one in documents[owners == at]})),
            tuple(map(slug, network.claims_of(np.concatenate([links.x[own], links.y[own]])))),
        )  # fmt: skip


def expected(claims: Claims, ties: Iterable[Tie]) -> Iterator[Row]:
    document = {claim.id: claim.document for claim in claims.claims}
    for tie in ties:
        yield (
            *sorted((tie.a, tie.b), key=ends), tie.kind, tie.acts_for, round(tie.weight, 9), tie.sources,
            tie.certainty, tie.status, tie.first, tie.last, tuple(sorted(link.through for link in tie.links)),
            tuple(sorted({document[claim] for claim in tie.claims})), tie.claims,
        )  # fmt: skip


def ends(name: str) -> tuple[bool, str]:
    """The order of agents is that of their IRIs: organisations before people."""
    return name in PERSONS, name


def drawn(claims: Claims, chance: pytest.TempPathFactory) -> Incidences:
    return columnar(chance.mktemp("claims"), claims)


@quick
@given(claims=some_claims(), rows=st.sampled_from([1, 2, 7, 1 << 21]))
def test_blocks_are_all_ties_in_order(
    claims: Claims, rows: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = list(pairs.blocks(drawn(claims, tmp_path_factory), rows))
    ours = [row for block in found for row in told(block)]
    assert sorted(ours) == sorted(expected(claims, derive(claims)))
    assert [row[:2] for row in ours] == sorted((row[:2] for row in ours), key=lambda row: [*map(ends, row)])
    for block in found:
        one_agent = len(set(block.a.tolist())) == 1
        assert len(block.links.x) <= rows or one_agent, "more links than a block may hold"
        order = (block.a, block.b, block.kind)
        assert list(zip(*(key.tolist() for key in order), strict=True)) == sorted(
            zip(*(key.tolist() for key in order), strict=True)
        )


@quick
@given(
    claims=some_claims(),
    chosen=st.sets(st.sampled_from(PERSONS + ORGANISATIONS), max_size=5),
    without=st.sets(st.sampled_from(PERSONS + ORGANISATIONS), max_size=3),
)
def test_the_ties_of_some_agents_are_those_with_an_end_among_them(
    claims: Claims, chosen: set[str], without: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    network = drawn(claims, tmp_path_factory)
    names = [slug(iri) for iri in network.agents]
    numbers = [at for at, name in enumerate(names) if name in chosen]
    asked = np.array(numbers[::-1] + numbers[:1], dtype=np.int32)
    but = np.array([name in without - chosen for name in names], dtype=bool)
    theirs = [tie for tie in derive(claims) if {tie.a, tie.b} & chosen]
    others = [tie for tie in theirs if not {tie.a, tie.b} & (without - chosen)]
    assert sorted(told(pairs.of(network, asked))) == sorted(expected(claims, theirs))
    assert sorted(told(pairs.of(network, asked, but))) == sorted(expected(claims, others))


@quick
@given(claims=some_claims(), chance=st.randoms(use_true_random=False))
def test_only_some_ties_or_links(
    claims: Claims, chance: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Some ties are those rows; some links are ties that rest on these alone, and none where there are none."""
    for block in pairs.blocks(drawn(claims, tmp_path_factory)):
        rows, all_ = list(told(block)), derive(claims)
        some = np.array([chance.random() < 0.5 for _ in rows], dtype=bool)
        assert list(told(block.only(some))) == [row for row, is_in in zip(rows, some, strict=True) if is_in]
        assert list(told(block.only(np.flatnonzero(some)))) == list(told(block.only(some)))
        things = {link.through for tie in all_ for link in tie.links if chance.random() < 0.5}
        names = [slug(block.links.network.things[int(thing)]) for thing in block.through]
        left = list(told(block.where(np.array([name in things for name in names], dtype=bool))))
        assert {row[:4]: row[10] for row in left} == {
            row[:4]: over for row in rows if (over := tuple(thing for thing in row[10] if thing in things))
        }
        whole = {row[:4]: row for row in rows}
        assert all(row == whole[row[:4]] for row in left if row[10] == whole[row[:4]][10])


def test_the_five_documents(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    found = columnar(tmp_path, shown.public, ties)
    ours = sorted(row for block in pairs.blocks(found, 50) for row in told(block))
    theirs = sorted(expected(shown.public, ties))
    assert [(set(row[:2]), row[2:]) for row in ours] == [(set(row[:2]), row[2:]) for row in theirs]
    assert len(ours) == 100  # as docs/advocacy.md tells
