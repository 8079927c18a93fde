"""The strongest partners of each agent, against the plainest way; whatever the size of blocks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from by_edge import reading_of
from drawn import some_claims
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.errors import SettingError
from scen.graph.network import pairs, strongest
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.reading import Reading
from scen.graph.network.views import read_network
from scen.queries.opened import open_dataset


def plainest(reading: Reading, number: int) -> set[tuple[str, str]]:
    """Every pair, its weights summed; of each agent the strongest, equals by IRI."""
    strength: dict[tuple[int, int], float] = defaultdict(float)
    for ties, _ in reading.blocks():
        for a, b, weight in zip(ties.a.tolist(), ties.b.tolist(), ties.weight.tolist(), strict=True):
            strength[a, b] += weight
    partners: dict[int, list[tuple[float, str, int]]] = defaultdict(list)
    for (a, b), total in strength.items():
        for one, other in ((a, b), (b, a)):
            partners[one].append((-round(total, 9), reading.network.agents[other], other))
    kept = {(one, other) for one, found in partners.items() for *_, other in sorted(found)[:number]}
    return {(reading.network.agents[min(pair)], reading.network.agents[max(pair)]) for pair in kept}


def found(reading: Reading, number: int) -> set[tuple[str, str]]:
    keys = strongest.strongest(reading, number)
    assert np.all(np.diff(keys) > 0)
    agents = reading.network.agents
    return {(agents[int(key) >> 32], agents[int(key) & 0xFFFFFFFF]) for key in keys}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims(), number=st.integers(1, 4), status=st.booleans())
def test_random_claims_give_the_strongest_of_the_plainest_way(
    claims: Claims, number: int, status: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keep = replace(EVERYTHING, status=frozenset({"reported", "announced"})) if status else EVERYTHING
    reading = reading_of(tmp_path_factory.mktemp("claims"), claims, keep)
    assert found(reading, number) == plainest(reading, number)


def gatherings(*events: str) -> Claims:
    """Who attended what, each letter a person: ``"abc"`` is an event that a, b and c attended."""
    people = sorted(set("".join(events)))
    items = [Item("person", name, (Label(f"Invented {name.upper()}", "en", "name"),)) for name in people]
    items += [Item("event", f"e{at}", (Label(f"Event {at}", "en", "name"),)) for at in range(len(events))]
    items.append(Item("document", "d", (Label("D", "en", "name"),), values=(("language", "en"),)))
    claims = [
        Claim(
            id=f"c{at:03d}{name}", kind="participation", document="d", lines=(1,),
            joins=(("agent", name), ("event", f"e{at}")), values=(("role", "attendee"),),
            certainty="stated", status="reported", because="",
        )
        for at, there in enumerate(events) for name in there
    ]  # fmt: skip
    return Claims(items=tuple(sorted(items)), claims=tuple(sorted(claims)), disputes=())


def names(pairs: set[tuple[str, str]]) -> set[str]:
    return {"".join(sorted(iri[-1] for iri in pair)) for pair in pairs}


def test_equals_go_by_iri(tmp_path: Path) -> None:
    """Five at one table are equally strong: each keeps the first two others, a and b (c for those two)."""
    reading = reading_of(tmp_path, gatherings("abcde"))
    assert names(found(reading, 2)) == {"ab", "ac", "bc", "ad", "bd", "ae", "be"}
    assert names(found(reading, 1)) == {"ab", "ac", "ad", "ae"}


def test_the_sum_over_ties_counts_and_either_end_is_enough(tmp_path: Path) -> None:
    """c-d: 1 + 1/3; a-b, a-c, … 1/3 each; e has a alone, by 1, so a keeps e and not b."""
    reading = reading_of(tmp_path, gatherings("abcd", "cd", "ae"))
    assert names(found(reading, 1)) == {"cd", "ae", "ab"}


def test_equal_sums_are_equal_in_whatever_order_they_were_added(tmp_path: Path) -> None:
    """x shares three tables with a and three of the same sizes with b, whose sum has one bit more; b has y besides."""
    sizes = (3, 4, 7)
    weights = [1 / (size - 1) for size in sizes]
    assert sum(weights) < sum(reversed(weights))
    others = iter("cdefghijklmnopqrstuvwz0123456789")
    events = [
        friend + "x" + "".join(next(others) for _ in range(size - 2))
        for friend, order in (("a", sizes), ("b", sizes[::-1])) for size in order
    ]  # fmt: skip
    reading = reading_of(tmp_path, gatherings(*events, "by", "by"))
    assert {pair for pair in names(found(reading, 1)) if pair in ("ax", "bx", "by")} == {"ax", "by"}


@pytest.mark.parametrize("rows", [1, 7, 1 << 21])
def test_small_blocks_and_few_held_candidates_change_nothing(
    rows: int, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_dataset(dataset) as data:
        reading = data.store.read(Reading)
        for number in (1, 3, 10):
            expected = plainest(reading, number)
            monkeypatch.setattr(strongest, "_ROWS", 3)
            monkeypatch.setattr(
                reading, "blocks", lambda: ((ties, 0) for ties in pairs.blocks(reading.network, rows))
            )
            assert found(reading, number) == expected
            monkeypatch.undo()


def test_a_network_keeps_all_ties_of_the_strongest_pairs_and_counts_the_rest(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_dataset(dataset) as data:
        wanted = data.store.read(lambda readable: plainest(Reading(readable), 1))
        everything, kept = data.network(), data.network(keep=Filter(strongest=1))
        assert kept.edges == tuple(
            edge for edge in everything.edges if tuple(sorted((edge.a, edge.b))) in wanted
        )
        assert kept.left_out == len(everything.edges) - len(kept.edges) > 0
        assert all(edge.facts for edge in kept.edges)
        assert data.coverage(Filter(strongest=1)).ties == len(kept.edges)
        monkeypatch.setattr("scen.graph.network.views.MOST", len(kept.edges))
        assert len(data.network(keep=Filter(strongest=1)).edges) == len(kept.edges)
        with pytest.raises(SettingError, match="add --strongest 10") as error:
            data.store.read(read_network)
        assert "\n" not in str(error.value)
