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
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from scen.cli.coverage import command as coverage_command
from scen.cli.measures import command as measures_command
from scen.graph import communities, measures, overall
from scen.graph.build import network as shown_network
from scen.graph.coverage import Bucket, coverage, read_coverage
from scen.graph.errors import SettingError
from scen.graph.facts import Fact, Ref
from scen.graph.matrix import Matrix
from scen.graph.network import Edge, Filter, Network
from scen.graph.stability import made_by, ranged, ranking, share, without
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
        matrix = Matrix.of(network)
        place = {iri: at for at, iri in enumerate(matrix.nodes)}
        assert matrix.nodes == tuple(sorted(ref.iri for ref in network.nodes))
        assert int(matrix.counts.sum()) == 2 * len(network.edges)
        agree(len(place), [(place[edge.a], place[edge.b], edge.weight) for edge in network.edges])


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
    assert ranking(Network("collaboration", (), ())) == []
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


def ref(slug: str, kind: str = "organisation") -> Ref:
    return Ref(slug.upper(), slug, kind, slug)


def fact(kind: str, document: str, name: str, certainty: str = "stated", **parts: str) -> Fact:
    joined = tuple((part, ref(slug)) for part, slugs in sorted(parts.items()) for slug in slugs.split())
    return Fact(
        kind, f"claim/{name}", certainty, "reported", ref(document, "document"), (1,), (), parts=joined
    )


def edge(
    a: str, b: str, kind: str, *facts: Fact, weight: float = 1.0, first: str = "", last: str = ""
) -> Edge:
    documents = len({one.document for one in facts})
    return Edge(a, b, kind, kind, weight, documents, "stated", "reported", first, last or first, facts=facts)


def spoke(agent: str, event: str, document: str, **more: str) -> Fact:
    return fact("participation", document, f"{agent}-{event}-{document}", agent=agent, event=event, **more)


def test_a_tie_goes_with_the_document_it_needs() -> None:
    both = edge(
        "a", "b", "same-programme", spoke("a", "e", "d1"), spoke("b", "e", "d2"), spoke("a", "e", "d2")
    )
    assert [share(both, document) for document in ("d1", "d2", "d3")] == [1, 0, 1]
    apart = edge(
        "a",
        "b",
        "same-programme",
        spoke("a", "e1", "d1"),
        spoke("b", "e1", "d1"),
        spoke("a", "e2", "d2"),
        spoke("b", "e2", "d3"),
    )
    assert [share(apart, document) for document in ("d1", "d2", "d3")] == [0.5, 0.5, 0.5]
    crossed = edge("a", "b", "same-programme", *(spoke(who, what, where, **{"for": "x"}) for who, what, where in
                   (("a", "e1", "d1"), ("b", "e1", "d2"), ("a", "e2", "d2"), ("b", "e2", "d1"))))  # fmt: skip
    assert [share(crossed, document) for document in ("d1", "d2")] == [0, 0]
    met = edge("a", "b", "met", *(fact("cooperation", d, d, party="a b") for d in ("d1", "d2")))
    assert [share(met, document) for document in ("d1", "d2")] == [0.5, 0.5]
    assert share(edge("a", "b", "met"), "d1") == 1  # claims not known


def test_sessions_of_one_event_and_two_claims_where_people_represent() -> None:
    same = edge(
        "a", "b", "same-programme", spoke("a", "s1", "d1", within="e"), spoke("b", "s2", "d1", within="e")
    )
    assert made_by(same, same.facts) == {"e"}
    one = spoke("p", "e", "d1", **{"for": "a b"})
    other = spoke("q", "e", "d2", **{"for": "b"})
    there = edge("a", "b", "represented-at-same-event", one, other)
    assert made_by(there, [one, other]) == {"e"} and made_by(there, [one]) == set()
    project = fact("project-role", "d1", "r", agent="p", project="j", **{"for": "a b"})
    assert made_by(edge("a", "b", "same-project", project), [project]) == {"j"}


def test_both_chains_of_a_common_funder_are_needed() -> None:
    pays = fact("funding", "d1", "f", funder="x", funds="j")
    carries = [
        fact("project-role", document, who, agent=who, project="j")
        for who, document in (("a", "d2"), ("b", "d3"))
    ]
    tie = edge("a", "b", "same-funder", pays, *carries)
    assert [share(tie, document) for document in ("d1", "d2", "d3", "d4")] == [0, 0, 0, 1]
    paid = fact("funding", "d4", "g", funder="x", funds="b")
    assert [share(replace(tie, facts=(*tie.facts, paid)), document) for document in ("d3", "d4")] == [1, 1]
    givers = [
        fact("funding", document, who, funder=who, funds="j") for who, document in (("a", "d1"), ("b", "d2"))
    ]
    assert share(edge("a", "b", "co-funded", *givers), "d2") == 0


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


def small() -> Network:
    """a-b and a-c by d1, a-d by d2, b-c by both."""
    edges = (
        edge("a", "b", "met", fact("cooperation", "d1", "1", party="a b"), first="2019-03-01"),
        edge(
            "a",
            "c",
            "met",
            fact("cooperation", "d1", "2", party="a c"),
            first="2019-03-01",
            last="2021-01-01",
        ),
        edge("a", "d", "met", fact("cooperation", "d2", "3", party="a d")),
        edge(
            "b", "c", "agreement", *(fact("cooperation", d, d, party="b c") for d in ("d1", "d2")), weight=2.0
        ),
    )
    return Network("collaboration", tuple(map(ref, "abc")) + (ref("d", "person"),), edges)


def test_range_of_ranks_by_hand() -> None:
    """Degrees a 3, b 2, c 2, d 1; without d1: a 1, b 1, c 1, d 1; without d2: a 2, b 2, c 2, d 0."""
    found = {one.iri: (one.value, one.rank, one.lowest, one.highest) for one in ranking(small(), "degree")}
    assert found == {"a": (3, 1, 1, 1), "b": (2, 2, 1, 2), "c": (2, 2, 1, 2), "d": (1, 4, 1, 4)}
    left = without(small())
    assert {name: weights.tolist() for name, weights in left.items()} == {
        "d1": [0, 0, 1, 1],
        "d2": [1, 1, 0, 1],
    }


def test_many_ties_are_drawn_anew_and_always_the_same_way() -> None:
    chance = np.random.default_rng(3)
    a, b = chance.integers(0, 60, 1200), chance.integers(60, 120, 1200)
    nodes, ones = [f"n{at:03}" for at in range(120)], np.ones(1200)
    first, again = (ranged(nodes, a, b, ones, {}, measures.degree) for _ in range(2))
    assert first == again and any(one.lowest < one.rank < one.highest for one in first)
    few = ranged(nodes, a[:1000], b[:1000], ones[:1000], {}, measures.degree)
    assert all(one.lowest == one.rank == one.highest for one in few)


def test_coverage_by_hand() -> None:
    kinds = {"a": [("ngo", "NGO"), ("network", "network")], "b": [("ngo", "NGO")]}
    found = coverage(small(), kinds, {"c": [("sweden", "Sweden")]})
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
        found = data.store.read(lambda readable: read_coverage(readable, network))
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
        belongs = data.store.read(lambda readable: communities.belonging(readable, network))
    matrix = Matrix.of(network)
    parts = communities.communities(matrix)
    found = communities.labelled(network, matrix, parts, belongs)
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
