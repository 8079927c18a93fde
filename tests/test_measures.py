"""Measures against networkx; stability and coverage by hand; the same answer whatever the hash seed."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from by_edge import buckets, plain, reading_of, share
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_incidences import some_claims

from scen.cli.coverage import command as coverage_command
from scen.cli.measures import command as measures_command
from scen.graph.build import network as shown_network
from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.errors import SettingError
from scen.graph.network import communities, measured, measures, overall
from scen.graph.network.coverage import Bucket, coverage, read_coverage
from scen.graph.network.filter import Filter
from scen.graph.network.incidences import KINDS
from scen.graph.network.labelled import labelled
from scen.graph.network.matrix import Matrix, ends
from scen.graph.network.pairs import Ties
from scen.graph.network.reading import Reading
from scen.graph.network.stability import ranged, ranking, rounds
from scen.graph.network.without import without
from scen.graph.ties import derive
from scen.queries.opened import open_dataset

Tie = tuple[int, int, float]
"""Two ends and a weight."""


def matrix_of(n: int, ties: Iterable[Tie]) -> Matrix:
    ties = list(ties)
    return Matrix.of_ties(
        [f"n{at:03}" for at in range(n)], *([tie[part] for tie in ties] for part in range(3))
    )


def graph_of(n: int, ties: Iterable[Tie]) -> nx.Graph[int]:
    """The same, made in the obvious way: each pair once, weights summed."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    for a, b, weight in ties:
        if a != b:
            before = graph.get_edge_data(a, b, {"weight": 0.0})["weight"]
            graph.add_edge(a, b, weight=before + weight)
    return graph


def ties_of(reading: Reading) -> Ties:
    return measured.joined([ties for ties, _ in reading.blocks()])


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[Tie]]:
    n = draw(st.integers(1, 14))
    node, weight = st.integers(0, n - 1), st.floats(0.05, 5)
    return n, draw(st.lists(st.tuples(node, node, weight), max_size=40))


def agree(n: int, ties: list[Tie]) -> None:
    """Every measure is that of networkx."""
    matrix, graph = matrix_of(n, ties), graph_of(n, ties)

    def near(ours: object, theirs: dict[int, float], by: float = 1e-9) -> None:
        np.testing.assert_allclose(np.asarray(ours, float), [theirs[at] for at in range(n)], atol=by, rtol=0)

    near(measures.degree(matrix), dict(graph.degree()))
    near(measures.strength(matrix), dict(graph.degree(weight="weight")), 1e-6)
    near(measures.pagerank(matrix), nx.pagerank(graph, tol=1e-12, max_iter=1000), 1e-6)
    near(measures.betweenness(matrix), nx.betweenness_centrality(graph))
    near(measures.constraint(matrix), nx.constraint(graph, weight="weight"))
    near(measures.core(matrix), nx.core_number(graph))
    near(measures.ties(matrix), {at: sum((at in (a, b)) and a != b for a, b, _ in ties) for at in range(n)})
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    near(measures.components(matrix), {at: number for number, part in enumerate(parts) for at in part})
    assert overall.density(matrix) == pytest.approx(nx.density(graph))
    largest, found = graph.subgraph(parts[0]), overall.distances(matrix)
    assert found.exact and found.nodes == len(largest) and found.diameter == nx.diameter(largest)
    assert found.mean == pytest.approx(nx.average_shortest_path_length(largest))
    if graph.number_of_edges():
        groups = communities.communities(matrix)
        sets = [set(np.flatnonzero(groups == number).tolist()) for number in range(groups.max() + 1)]
        ours = communities.modularity(matrix, groups)
        assert ours == pytest.approx(nx.community.modularity(graph, sets))
        louvain = nx.community.louvain_communities(graph, seed=1)
        assert ours >= nx.community.modularity(graph, louvain) - 0.01


@settings(deadline=None)
@given(networks())
def test_measures_of_made_networks_are_those_of_networkx(made: tuple[int, list[Tie]]) -> None:
    agree(*made)


def test_measures_of_the_curated_network_are_those_of_networkx(dataset: Path) -> None:
    for view in ("collaboration", "funding", "programme"):
        with open_dataset(dataset) as data:
            network = data.network(view)
        place = {iri: at for at, iri in enumerate(sorted(ref.iri for ref in network.nodes))}
        ties = [(place[edge.a], place[edge.b], edge.weight) for edge in network.edges]
        agree(len(place), ties)
        if view == "collaboration":
            with open_dataset(dataset) as data:
                matrix = Matrix.of(ties_of(data.store.read(Reading)))
            assert matrix.nodes == tuple(place)
            assert int(matrix.counts.sum()) == 2 * len(network.edges)
            expected = Matrix.of_ties(list(place), *zip(*ties, strict=True))
            np.testing.assert_array_equal(matrix.weights.toarray(), expected.weights.toarray())


@pytest.mark.parametrize("seed", range(3))
def test_of_larger_networks(seed: int) -> None:
    graph = nx.barabasi_albert_graph(150, 3, seed=seed)
    agree(150, [(a, b, 1 / (1 + (a + b) % 7)) for a, b in graph.edges])


def test_the_empty_network() -> None:
    matrix = matrix_of(0, [])
    for by in measures.MEASURES:
        assert len(measures.measure(matrix, by)) == 0
    assert overall.overall(matrix).ties == overall.overall(matrix).communities == 0
    assert math.isnan(overall.overall(matrix).modularity)
    assert ranked([], []) == []
    with pytest.raises(SettingError, match="no measure 'fame'"):
        measures.measure(matrix, "fame")


def test_a_sample_is_an_estimate_of_the_same_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.barabasi_albert_graph(300, 3, seed=1)
    n, ties = 300, [(a, b, 1.0) for a, b in graph.edges]
    matrix = matrix_of(n, ties)
    whole, exact = measures.betweenness(matrix), overall.distances(matrix)
    assert measures.said(matrix, "betweenness") == ""
    for module in (measures, overall):
        monkeypatch.setattr(module, "EXACT", 100)
    assert "estimated from 256 of 300 nodes" in measures.said(matrix, "betweenness")
    assert measures.said(matrix, "degree") == ""
    chosen = measures.pivots(matrix)
    assert len(chosen) == len(set(chosen.tolist())) == 256
    theirs = nx.betweenness_centrality_subset(graph, chosen.tolist(), list(graph))
    sources = [256 - (at in set(chosen.tolist())) for at in range(n)]
    expected = [theirs[at] * 2 / sources[at] / (n - 2) for at in range(n)]
    found = measures.betweenness(matrix)
    np.testing.assert_allclose(found, expected, atol=1e-12)
    assert np.corrcoef(found, whole)[0, 1] > 0.98
    steps = overall.distances(matrix, most=150)
    assert not steps.exact and steps.sources == 150
    assert steps.diameter <= exact.diameter and steps.mean == pytest.approx(exact.mean, rel=0.05)


@given(networks())
@settings(deadline=None, max_examples=30)
def test_the_order_of_ties_changes_nothing(made: tuple[int, list[Tie]]) -> None:
    n, ties = made
    one, other = matrix_of(n, ties), matrix_of(n, [(b, a, weight) for a, b, weight in reversed(ties)])
    for by in measures.MEASURES:
        np.testing.assert_allclose(measures.measure(one, by), measures.measure(other, by), atol=1e-12)


def test_read_only_arrays_are_enough() -> None:
    matrix = matrix_of(4, [(0, 1, 1), (1, 2, 2), (2, 0, 1), (2, 3, 1)])
    for part in (matrix.weights, matrix.counts):
        for array in (part.data, part.indices, part.indptr):
            array.flags.writeable = False
    for by in measures.MEASURES:
        measures.measure(matrix, by)
    assert overall.overall(matrix).distances.diameter == 2


def test_equals_share_a_rank_and_stand_by_iri() -> None:
    matrix = Matrix.of_ties(["z", "a", "m", "b"], [], [], [])
    order, rank = measures.ranks(matrix, [2.0, 2.0, float("nan"), 2.0 + 1e-13])
    assert [matrix.nodes[at] for at in order] == ["a", "b", "z", "m"] and rank.tolist() == [1, 1, 4, 1]
    order, rank = measures.ranks(matrix, [0.2, 0.1, float("nan"), 0.3], low_first=True)
    assert [matrix.nodes[at] for at in order] == ["a", "z", "b", "m"] and rank.tolist() == [2, 1, 4, 3]


def ranked(a: list[int], b: list[int]) -> object:
    return ranged((), np.array(a, int), np.array(b, int), np.zeros(len(a)), {}, measures.degree)


Said = tuple[str, str, dict[str, str], dict[str, str]]
"""Kind, document, what is joined, values."""


def claims_of(*said: Said) -> Claims:
    """Claims about invented things: a, b, c, d, x, y organisations, p, q people, e events, s sessions, j a project."""
    kinds = {"e": "event", "s": "session", "j": "project", "p": "person", "q": "person", "g": "grant"}
    names = ["a", "b", "c", "d", "x", "y", "p", "q", "e", "e1", "e2", "s1", "s2", "j", "g"]
    things = [
        Item(kinds.get(one[0], "organisation"), one, (Label(one.upper(), "en", "name"),)) for one in names
    ]
    documents = [
        Item("document", f"d{n}", (Label(f"D{n}", "en", "name"),), values=(("language", "en"),))
        for n in range(1, 5)
    ]
    claims = [
        Claim(
            id=f"c{at:02d}", kind=kind, document=document, lines=(1,),
            joins=tuple((part, one) for part, ones in parts.items() for one in ones.split()),
            values=tuple(values.items()), certainty="stated", status="reported", because="",
        )
        for at, (kind, document, parts, values) in enumerate(said)
    ]  # fmt: skip
    return Claims(items=tuple(sorted([*things, *documents])), claims=tuple(sorted(claims)), disputes=())


def spoke(agent: str, event: str, document: str, behalf: str = "") -> Said:
    joins = {"agent": agent, "event": event} | ({"on_behalf_of": behalf} if behalf else {})
    return "participation", document, joins, {"role": "speaker"}


def cooperated(kind: str, parties: str, document: str, date: str = "") -> Said:
    return "cooperation", document, {"parties": parties}, {"kind": kind} | ({"date": date} if date else {})


def part_of(session: str, event: str) -> Said:
    return "relation", "d4", {"subject": session, "object": event}, {"property": "parent"}


def pays(funder: str, item: str, document: str) -> Said:
    return "funding", document, {"grant": "g", "funder": funder, "funds": item}, {}


def has_role(agent: str, document: str, behalf: str = "") -> Said:
    joins = {"agent": agent, "project": "j"} | ({"on_behalf_of": behalf} if behalf else {})
    return "project-role", document, joins, {"role": "partner"}


def left(folder: Path, kind: str, *said: Said) -> dict[str, float]:
    """Of the one tie of a kind between a and b, the share that is left without each document."""
    reading = reading_of(folder, claims_of(*said))
    ties = ties_of(reading)
    agents = reading.network.agents
    (at,) = (
        at for at in range(len(ties))
        if (agents[int(ties.a[at])][-1], agents[int(ties.b[at])][-1]) == ("a", "b") and KINDS[ties.kind[at]] == kind
    )  # fmt: skip
    found = {f"d{n}": 1.0 for n in range(1, 5)}
    for number, (which, shares) in without(ties).items():
        told = dict(zip(which.tolist(), shares.tolist(), strict=True))
        found[reading.network.documents[number].rpartition("/")[2]] = told.get(at, 1.0)
    return found


def test_a_tie_goes_with_the_document_it_needs(tmp_path: Path) -> None:
    both = left(
        tmp_path, "same-programme", spoke("a", "e", "d1"), spoke("b", "e", "d2"), spoke("a", "e", "d2")
    )
    assert [both[document] for document in ("d1", "d2", "d3")] == [1, 0, 1]
    apart = left(
        tmp_path, "same-programme",
        spoke("a", "e1", "d1"), spoke("b", "e1", "d1"), spoke("a", "e2", "d2"), spoke("b", "e2", "d3"),
    )  # fmt: skip
    assert [apart[document] for document in ("d1", "d2", "d3")] == [0.5, 0.5, 0.5]
    crossed = left(tmp_path, "same-programme", *(spoke(who, what, where) for who, what, where in
                   (("a", "e1", "d1"), ("b", "e1", "d2"), ("a", "e2", "d2"), ("b", "e2", "d1"))))  # fmt: skip
    assert [crossed[document] for document in ("d1", "d2")] == [0, 0]
    met = left(tmp_path, "met", *(cooperated("meeting", "a b", document) for document in ("d1", "d2")))
    assert [met[document] for document in ("d1", "d2")] == [0.5, 0.5]


def test_a_tie_whose_claims_are_not_known_stays(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, claims_of(cooperated("meeting", "a b", "d1")))
    reading.network = replace(reading.network, reasons=np.full_like(reading.network.reasons, -1))
    assert without(ties_of(reading)) == {}


def test_sessions_of_one_event_and_two_claims_where_people_represent(tmp_path: Path) -> None:
    parts = (part_of("s1", "e"), part_of("s2", "e"))
    same = left(tmp_path, "same-programme", spoke("a", "s1", "d1"), spoke("b", "s2", "d1"), *parts)
    assert same == {"d1": 0, "d2": 1, "d3": 1, "d4": 1}
    there = (spoke("p", "e", "d1", "a b"), spoke("q", "e", "d2", "b"))
    found = left(tmp_path, "represented-at-same-event", *there)
    assert [found[document] for document in ("d1", "d2", "d3")] == [
        0,
        0,
        1,
    ]  # one claim is not enough for both
    project = left(tmp_path, "same-project", has_role("p", "d1", "a b"), has_role("q", "d2", "a"))
    assert [project[document] for document in ("d1", "d2")] == [0, 1]


def test_both_chains_of_a_common_funder_are_needed(tmp_path: Path) -> None:
    common = (pays("x", "j", "d1"), has_role("a", "d2"), has_role("b", "d3"))
    assert left(tmp_path, "same-funder", *common) == {"d1": 0, "d2": 0, "d3": 0, "d4": 1}
    paid = left(tmp_path, "same-funder", *common, pays("x", "b", "d4"))
    assert [paid[document] for document in ("d3", "d4")] == [1, 1]
    givers = left(tmp_path, "co-funded", pays("a", "j", "d1"), pays("b", "j", "d2"))
    assert givers["d2"] == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=some_claims())
def test_the_arrays_say_what_the_edges_with_all_their_facts_say(
    claims: Claims, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plainly = {("stated", "reported")}  # facts name the event of a session where it is plainly so
    kept = tuple(
        one for one in claims.claims if one.kind != "relation" or (one.certainty, one.status) in plainly
    )
    reading = reading_of(tmp_path_factory.mktemp("claims"), replace(claims, claims=kept))
    found = list(reading.blocks())
    if not found:
        return
    ties, network = measured.joined([ties for ties, _ in found]), reading.network
    edges = [edge for at in range(len(ties)) for edge in reading.edges(ties.only(np.array([at])))]
    assert plain(read_coverage(reading).buckets) == buckets(edges)
    shares = np.ones((len(network.documents), len(ties)))
    for number, (which, share_left) in without(ties).items():
        shares[number, which] = share_left
    for (number, iri), (at, edge) in product(enumerate(network.documents), enumerate(edges)):
        assert shares[number, at] == pytest.approx(share(edge, iri)), (iri, edge)
    some = without(ties, [0])
    assert list(some) == [0] and np.array_equal(shares[0, some[0][0]], some[0][1])


def test_what_stays_is_what_the_rules_derive_without_the_document(dataset: Path) -> None:
    """On the curated network; which session is part of which event is kept whatever document says it."""
    from scen.graph.reader import read_records

    with open_dataset(dataset) as data:
        network = data.network()
    claims = shown_network(read_records())[0].public
    slug = {one.iri: one.slug for one in network.nodes}
    documents = {one.document.iri: one.document.slug for tie in network.edges for one in tie.facts}
    assert len(documents) == 5
    for iri, document in documents.items():
        rest = tuple(one for one in claims.claims if one.document != document or one.property == "parent")
        derived = {
            (frozenset((tie.a, tie.b)), tie.kind, tie.acts_for)
            for tie in derive(replace(claims, claims=rest))
        }
        stays = {
            (frozenset((slug[tie.a], slug[tie.b])), tie.kind, slug[tie.b] if tie.directed else "")
            for tie in network.edges
            if share(tie, iri)
        }
        assert stays == derived, document


def small(folder: Path) -> Reading:
    """a-b and a-c by d1, a-d by d2, b-c by both; d is a person."""
    reading = reading_of(
        folder,
        claims_of(
            cooperated("meeting", "a b", "d1", "2019-03-01"), cooperated("meeting", "a c", "d1", "2019-03-01/2021-01-01"),
            cooperated("meeting", "a d", "d2"), *(cooperated("agreement", "b c", one) for one in ("d1", "d2")),
        ),
    )  # fmt: skip
    network = reading.network
    classes = np.array([slug(iri) not in "pqd" for iri in network.agents], dtype=np.uint8)
    reading.network = replace(network, classes=classes)
    return reading


def slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def test_range_of_ranks_by_hand(tmp_path: Path) -> None:
    """Degrees a 3, b 2, c 2, d 1; without d1: a 1, b 1, c 1, d 1; without d2: a 2, b 2, c 2, d 0."""
    reading = small(tmp_path)
    ties = ties_of(reading)
    found = {slug(one.iri): (one.value, one.rank, one.lowest, one.highest) for one in ranking(ties, "degree")}
    assert found == {"a": (3, 1, 1, 1), "b": (2, 2, 1, 2), "c": (2, 2, 1, 2), "d": (1, 4, 1, 4)}
    weights, rest = ends(ties)[3], {}
    for number, (which, shares) in without(ties).items():
        rest[slug(reading.network.documents[number])] = weights.copy()
        rest[slug(reading.network.documents[number])][which] *= shares
    assert {name: weights.tolist() for name, weights in rest.items()} == {
        "d1": [0, 0, 1, 1],
        "d2": [1, 1, 0, 1],
    }


def test_fewer_rounds_of_many_ties_and_that_is_said() -> None:
    assert rounds(100, 400).said == rounds(100_000, 20).said == ""
    found = rounds(5_000_000, 300)
    assert (found.documents, found.resamples) == (5, 5) and "5 of 300 documents" in found.said
    assert "100 of 250 documents" in replace(found, documents=100, of=250, resamples=100).said


def test_many_ties_are_drawn_anew_and_always_the_same_way() -> None:
    chance = np.random.default_rng(3)
    a, b = chance.integers(0, 60, 1200), chance.integers(60, 120, 1200)
    nodes, ones = [f"n{at:03}" for at in range(120)], np.ones(1200)
    first, again = (ranged(nodes, a, b, ones, {}, measures.degree) for _ in range(2))
    assert first == again and any(one.lowest < one.rank < one.highest for one in first)
    few = ranged(nodes, a[:1000], b[:1000], ones[:1000], {}, measures.degree)
    assert all(one.lowest == one.rank == one.highest for one in few)


def test_coverage_by_hand(tmp_path: Path) -> None:
    reading = small(tmp_path)
    iri = {slug(one): one for one in reading.network.agents}
    kinds = {iri["a"]: [("ngo", "NGO"), ("network", "network")], iri["b"]: [("ngo", "NGO")]}
    found = coverage(reading, kinds, {iri["c"]: [("sweden", "Sweden")]})
    assert found.of("year") == (
        Bucket("year", "2019", "2019", 2, 3), Bucket("year", "2021", "2021", 1, 2), Bucket("year", "", "not stated", 2, 4),
    )  # fmt: skip
    assert found.of("source") == (Bucket("source", "d1", "D1", 3, 3), Bucket("source", "d2", "D2", 2, 4))
    assert found.of("tie") == (
        Bucket("tie", "met", "met", 3, 4),
        Bucket("tie", "agreement", "agreement", 1, 2),
    )
    assert found.of("organisation") == (
        Bucket("organisation", "ngo", "NGO", 4, 2), Bucket("organisation", "network", "network", 3, 1),
        Bucket("organisation", "", "not stated", 2, 1),
    )  # fmt: skip
    assert found.of("country") == (
        Bucket("country", "sweden", "Sweden", 2, 1),
        Bucket("country", "", "not stated", 4, 2),
    )
    assert found.of("certainty") == (Bucket("certainty", "stated", "stated", 4, 4),)
    assert found.of("status") == (Bucket("status", "reported", "reported", 4, 4),)
    assert found.line.startswith(
        "4 ties between 4 agents from 2 documents; 3 of them rest on d1; years 2019 to 2021"
    )


def test_coverage_of_the_curated_network_counts_every_tie(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        network = data.network(keep=Filter(strong=True))
        found = data.coverage(Filter(strong=True))
    for by in ("tie", "certainty", "status"):
        assert sum(bucket.ties for bucket in found.of(by)) == len(network.edges) == found.ties
    for bucket in found.of("source"):
        edges = [e for e in network.edges if bucket.name in {one.document.slug for one in e.facts}]
        assert (bucket.ties, bucket.agents) == (len(edges), len({end for e in edges for end in (e.a, e.b)}))
    organisations = sum(one.kind == "organisation" for one in network.nodes)
    assert sum(bucket.agents for bucket in found.of("country")) >= organisations == found.organisations
    assert found.left_out == network.left_out > 0


def test_communities_are_labelled_by_what_is_shared(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        network = data.network()
        reading = data.store.read(Reading)
        matrix = Matrix.of(ties := ties_of(reading))
        found = labelled(reading, ties, communities.communities(matrix))
    assert sorted(iri for one in found for iri in one.members) == list(matrix.nodes)
    assert [len(one.members) for one in found] == sorted((len(one.members) for one in found), reverse=True)
    sorts = {sort for one in found for sort, _, _ in one.shared}
    assert sorts >= {"kind", "event", "project", "place"}
    for one in found:
        assert one.ties and all(1 <= number <= one.ties for _, _, number in one.shared)
        inside = [e for e in network.edges if {e.a, e.b} <= set(one.members)]
        kinds = [e.label for e in inside]
        assert len(inside) == one.ties and one.shared[0][2] == max(map(kinds.count, kinds))


def run(command: object, dataset: Path, *args: str) -> Result:
    result = CliRunner().invoke(command, [*args, "--dataset", str(dataset)], catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("by", measures.MEASURES)
def test_the_command_ranks_by_every_measure(by: str, dataset: Path) -> None:
    text = run(measures_command, dataset, "--by", by, "--limit", "5").stdout
    assert by in text.splitlines()[0] and "and 51 more" in text and "modularity" in text
    assert (
        text.splitlines()[-2].startswith("Coverage: 100 ties") and "five documents" in text.splitlines()[-1]
    )
    told = json.loads(run(measures_command, dataset, "--by", by, "--format", "json", "--limit", "99").stdout)
    assert len(told["ranking"]) == 56 and told["network"]["ties"] == 100 and told["communities"][0]["label"]
    assert all(row["lowest_rank"] <= row["rank"] <= row["highest_rank"] for row in told["ranking"])
    rows = list(
        csv.DictReader(io.StringIO(run(measures_command, dataset, "--by", by, "--format", "csv").stdout))
    )
    assert len(rows) == 20 and [row["iri"] for row in rows] == [row["iri"] for row in told["ranking"][:20]]


def test_of_many_ties_the_strongest_are_measured_and_all_are_counted(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(run(measures_command, dataset, "--format", "json", "--limit", "99").stdout)
    monkeypatch.setattr(measured, "MOST", 99)
    monkeypatch.setattr(measured, "STRONGEST", 2)
    few = json.loads(run(measures_command, dataset, "--format", "json", "--limit", "99").stdout)
    assert "on the strongest 2 ties of each of 56 agents" in few["sampled"] and not whole["sampled"]
    assert few["coverage"] == whole["coverage"]
    for name in ("nodes", "ties", "pairs", "density", "components"):
        assert few["network"][name] == whole["network"][name]
    ties = {row["iri"]: (row["ties"], row["sources"]) for row in whole["ranking"]}
    assert {row["iri"]: (row["ties"], row["sources"]) for row in few["ranking"]} == ties
    assert few["ranking"] != whole["ranking"]
    for form in ("text", "csv"):
        shown = run(measures_command, dataset, "--format", form)
        assert "on the strongest 2 ties" in (shown.stdout if form == "text" else shown.stderr)
    monkeypatch.setattr(measured, "STRONGEST", 99)
    same = json.loads(run(measures_command, dataset, "--format", "json", "--limit", "99").stdout)
    assert [row["rank"] for row in same["ranking"]] == [row["rank"] for row in whole["ranking"]]


def test_the_commands_take_filters(dataset: Path) -> None:
    nothing = run(measures_command, dataset, "--min-sources", "9")
    assert nothing.stdout == "" and nothing.stderr.startswith("no record")
    assert "4 ties" in run(measures_command, dataset, "--kinds", "acts-for").stdout
    rows = list(
        csv.DictReader(
            io.StringIO(run(coverage_command, dataset, "--format", "csv", "--kinds", "met").stdout)
        )
    )
    assert [row["ties"] for row in rows if row["by"] == "tie"] == ["9"]
    told = json.loads(run(coverage_command, dataset, "--format", "json").stdout)
    assert told["ties"] == 100 and told["line"] in run(coverage_command, dataset).stdout
    assert run(coverage_command, dataset, "--min-sources", "9").stdout.startswith("0 ties")


def test_the_same_answer_in_every_process(dataset: Path) -> None:
    code = "import sys; from scen.cli.{0} import command; command(sys.argv[1:])"
    for name, *args in (["measures", "--format", "json"], ["measures", "--by", "betweenness"], ["coverage"]):
        found = {
            subprocess.run(
                [sys.executable, "-c", code.format(name), *args, "--dataset", dataset],
                env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=120,
            ).stdout
            for seed in ("0", "1", "4711")
        }  # fmt: skip
        assert len(found) == 1 and len(found.pop()) > 500
