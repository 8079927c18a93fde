"""The best chains: those that trying out all of them finds, at the price that is told, the same both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from math import log2
from pathlib import Path

import numpy as np
import pytest
from drawn import columnar, items, joins, some_claims
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.network import routes
from scen.graph.network.incidences import KINDS, Incidences
from scen.graph.network.prices import FAINT, FAR
from scen.graph.network.routes import Route, best
from scen.graph.network.sureness import link
from scen.graph.network.ways import Ways
from scen.graph.order import CERTAINTIES, STATUSES

EVERYTHING = (CERTAINTIES, STATUSES)
Links = dict[tuple[int, int], int]
Kept = tuple[tuple[str, ...], tuple[str, ...]]


def prices(network: Incidences, kinds: Iterable[str] = KINDS, keep: Kept = EVERYTHING) -> Links:
    """The points of every two agents' best step, link by link in the plainest way."""
    found: Links = {}

    def add(x: int, y: int, steps: float, certainty: int, status: int) -> None:
        if CERTAINTIES[certainty] in keep[0] and STATUSES[status] in keep[1]:
            points = round(4 * steps) + 4 * certainty + status
            for pair in ((x, y), (y, x)):
                found[pair] = min(points, found.get(pair, points))

    apart = {(int(x), int(y)): (int(sure), int(done)) for x, y, sure, done in network.apart}
    for group, kind in enumerate(KINDS[kind] for kind in network.kind):
        size = 1 + 1 / float(network.weight[group])
        for x, y in combinations(range(int(network.starts[group]), int(network.starts[group + 1])), 2):
            sure, done = (int(it[0]) for it in link(network.profile[x : x + 1], network.profile[y : y + 1]))
            sure, done = apart.get((x, y), (sure, done))
            if sure >= 0 and kind in set(kinds):
                steps = round(4 * log2(size - 1) / 2) / 4
                add(
                    int(network.member[x]),
                    int(network.member[y]),
                    1 + steps + (kind in FAINT) / 2,
                    sure,
                    done,
                )
    for person, organisation, claim, _ in network.belongs.tolist():
        staff = len({row[0] for row in network.belongs.tolist() if row[1] == organisation})
        steps = round(4 * log2(staff) / 2) / 4
        add(person, organisation, 1 + steps, int(network.certainty[claim]), int(network.status[claim]))
    return found


def chains(links: Links, first: int, second: int, within: int) -> Iterator[Route]:
    """All chains without circles, by trying."""
    near: dict[int, list[int]] = {}
    for a, b in links:
        near.setdefault(a, []).append(b)

    def on(points: int, *agents: int) -> Iterator[Route]:
        if agents[-1] == second:
            yield Route(points, agents)
        elif len(agents) <= within:
            for other in near.get(agents[-1], ()):
                if other not in agents:
                    yield from on(points + links[agents[-1], other], *agents, other)

    return on(0, first)


def expected(links: Links, first: int, second: int, k: int, within: int = 99) -> tuple[Route, ...]:
    a, b = sorted((first, second))
    found = sorted(chains(links, a, b, within))[:k] if a != b else []
    return tuple(route if a == first else Route(route.points, route.agents[::-1]) for route in found)


def claim(
    kind: str, joined: tuple[tuple[str, str], ...], *values: tuple[str, str], certainty: str = "stated", status: str = "reported"
) -> Claim:  # fmt: skip
    """A claim whose id is to be given yet."""
    return Claim(
        id="", kind=kind, document="doc-a", lines=(1,), joins=joined, values=values, certainty=certainty, status=status, because="",
    )  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims(), k=st.integers(1, 4), within=st.integers(1, 6), data=st.data())
def test_the_best_chains_are_those_that_trying_finds(
    claims: Claims, k: int, within: int, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also where the search must go further several times, as it does in large networks."""
    network = columnar(tmp_path_factory.mktemp("claims"), claims)
    keep = data.draw(st.sampled_from([EVERYTHING, (("stated", "inferred"), ("reported", "announced"))]))
    kinds = data.draw(st.sampled_from([KINDS, KINDS[5:], ("same-programme", "represented-at-same-event")]))
    links = prices(network, kinds, keep)
    ways = Ways(network, np.isin(network.kind, [KINDS.index(it) for it in kinds]), None, *keep)
    agents = st.integers(0, len(network.agents) - 1)
    slack = data.draw(st.sampled_from([routes.SLACK, (0, 1, 2, 5, FAR)]))
    for _ in range(4 if len(network.agents) else 0):
        first, second = data.draw(agents), data.draw(agents)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(routes, "SLACK", slack)
            assert best(ways, first, second, k) == expected(links, first, second, k)
            assert best(ways, first, second, k, within) == expected(links, first, second, k, within)
        step = ways.step(first, second) if first != second else None
        assert (step.points if step else None) == links.get((first, second))


def meetings(
    folder: Path, sizes: dict[str, Iterable[str]], role: str = "attendee"
) -> tuple[Incidences, Ways]:
    """A network in which each event has these guests."""
    said = [
        replace(claim("participation", joins(agent=who, event=event), ("role", role)), id=f"{event}-{who}")
        for event, guests in sizes.items()
        for who in guests
    ]
    people = sorted({who for guests in sizes.values() for who in guests})
    named = [*(("person", who) for who in people), *(("event", event) for event in sizes)]
    things = [Item(kind, name, (Label(name, "en", "name"),)) for kind, name in named]
    things += [item for item in items() if item.kind == "document"]
    network = columnar(folder, Claims(items=tuple(sorted(things)), claims=tuple(sorted(said)), disputes=()))
    return network, Ways(network)


def told(network: Incidences, routes: Iterable[Route]) -> list[tuple[float, list[str]]]:
    return [
        (route.points / 4, [network.agents[it].rpartition("/")[2] for it in route.agents]) for route in routes
    ]


def test_a_conference_of_400_does_not_come_before_two_small_meetings(tmp_path: Path) -> None:
    """Attending one of 400: 1 + log2(399)/2 + 1/2 = 5.75; two meetings of four: 2 x (1 + log2(3)/2 + 1/2) = 4.5."""
    guests = ["anna", "dora", *(f"guest-{at:03d}" for at in range(398))]
    small = {"one": ["anna", "bert", "c1", "c2"], "two": ["bert", "d1", "d2", "dora"]}
    network, ways = meetings(tmp_path, {"congress": guests, **small})
    anna, dora = (
        network.agents.index(f"{network.agents[0].rpartition('/')[0]}/{it}") for it in ("anna", "dora")
    )
    assert told(network, best(ways, anna, dora, 2)) == [
        (4.5, ["anna", "bert", "dora"]),
        (5.75, ["anna", "dora"]),
    ]
    assert told(network, best(ways, anna, dora, 3, 1)) == [(5.75, ["anna", "dora"])]


def test_fewer_steps_are_found_where_the_cheapest_chain_has_too_many(tmp_path: Path) -> None:
    """From b over q and p to z: 2, 1.5 and 1.5; over r and a club of 41: 2 and 1 + log2(40)/2 + 1/2; to a 1.5 more.

    From z, the hall is come to over p and q more cheaply, and over r in fewer steps.
    """
    crowd = [f"guest-{at}" for at in range(39)]
    halls = {"hall": ["b", "q", "r"], "club": ["r", "z", *crowd]}
    network, ways = meetings(tmp_path, {"ab": ["a", "b"], "pz": ["p", "z"], "pq": ["p", "q"], **halls})
    a, z = (network.agents.index(f"{network.agents[0].rpartition('/')[0]}/{it}") for it in "az")
    assert told(network, best(ways, a, z, 1)) == [(6.5, ["a", "b", "q", "p", "z"])]
    assert told(network, best(ways, a, z, 2, 3)) == [(7.75, ["a", "b", "r", "z"])]
    assert told(network, best(ways, z, a, 2, 3)) == [(7.75, ["z", "r", "b", "a"])]
    assert told(network, best(ways, a, z, 2, 4)) == [
        (6.5, ["a", "b", "q", "p", "z"]),
        (7.75, ["a", "b", "r", "z"]),
    ]
    assert best(ways, a, z, 2, 2) == ()


def test_a_lone_pair_beside_a_crowd_has_one_chain(tmp_path: Path) -> None:
    """Dora knows Anna alone, so every other way to her would pass Anna twice."""
    crowd = [f"guest-{at:03d}" for at in range(120)]
    halls = {f"hall-{at}": crowd[at * 10 : at * 10 + 25] for at in range(11)}
    network, ways = meetings(tmp_path, {"pair": ["anna", "dora"], "big": ["anna", *crowd], **halls})
    anna, dora = (
        network.agents.index(f"{network.agents[0].rpartition('/')[0]}/{it}") for it in ("anna", "dora")
    )
    assert told(network, best(ways, anna, dora, 5)) == [(1.5, ["anna", "dora"])]
    assert told(network, best(ways, dora, anna, 5)) == [(1.5, ["dora", "anna"])]
    assert best(ways, anna, anna) == ()


def test_what_is_dearer_than_was_looked_for_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Joint actions of two, 1 step each but one that is disputed, 3: four chains of 2, 4, 5 and 5 steps."""
    pairs = ["anna bert", "bert zoe", "bert cleo", "cleo dora", "dora zoe"]
    said = [claim("cooperation", joins(parties=both.split()), ("kind", "joint-action")) for both in pairs]
    said += [replace(said[0], joins=joins(parties=["anna", "cleo"]), certainty="disputed")]
    numbered = [replace(it, id=f"c{at}") for at, it in enumerate(said)]
    people = [
        Item("person", who, (Label(who, "en", "name"),)) for who in ("anna", "bert", "cleo", "dora", "zoe")
    ]
    things = sorted([*people, *(item for item in items() if item.kind == "document")])
    network = columnar(tmp_path, Claims(items=tuple(things), claims=tuple(numbered), disputes=()))
    anna, zoe = (
        network.agents.index(f"{network.agents[0].rpartition('/')[0]}/{it}") for it in ("anna", "zoe")
    )
    monkeypatch.setattr(routes, "SLACK", (8, FAR))
    assert told(network, best(Ways(network), anna, zoe, 9)) == [
        (2.0, ["anna", "bert", "zoe"]),
        (4.0, ["anna", "bert", "cleo", "dora", "zoe"]),
        (5.0, ["anna", "cleo", "bert", "zoe"]),
        (5.0, ["anna", "cleo", "dora", "zoe"]),
    ]
