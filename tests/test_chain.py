"""Chains: as short as networkx finds them on a graph read by SPARQL, the same both ways, each hop with its claims."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import networkx
import pytest

from scen.graph.chain import Chain, shortest
from scen.queries.opened import OpenDataset, open_dataset

EDGES = """SELECT DISTINCT ?a ?b WHERE {
  { ?tie a scen:Tie ; scen:party ?a, ?b FILTER(?a != ?b) }
  UNION { ?claim org:member ?a ; org:organization ?b }
  UNION { ?claim cv:hasParticipant ?a ; scen:onBehalfOf ?b }
  UNION { ?claim scen:agent ?a ; scen:onBehalfOf ?b }
}"""


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[OpenDataset]:
    with open_dataset(dataset) as opened:
        yield opened


@pytest.fixture(scope="module")
def reference(data: OpenDataset) -> networkx.Graph[str]:
    """Ties, and people with organisations; an organisation in a network is a tie of its own kind or none."""
    graph: networkx.Graph[str] = networkx.Graph()
    for a, b in data.select(EDGES):
        kinds = {a.kind, b.kind}
        if kinds in ({"person"}, {"organisation"}, {"person", "organisation"}):
            graph.add_edge(a.iri, b.iri)
    return graph


def chain(data: OpenDataset, a: str, b: str) -> Chain:
    return data.store.read(lambda readable: shortest(readable, a, b))


def test_chains_are_as_short_as_can_be(data: OpenDataset, reference: networkx.Graph[str]) -> None:
    members = data.select("SELECT ?m ?o { ?c org:member ?m ; org:organization ?o . ?m a org:Organization }")
    assert not len(members), "else the reference must leave them out"
    agents = sorted(hit.iri for kind in ("person", "organisation") for hit in data.first(kind, limit=1000))
    pairs = random.Random(7).sample(list(combinations(agents, 2)), 120)
    lengths = set()
    for a, b in pairs:
        found = chain(data, a, b)
        together = a in reference and b in reference and networkx.has_path(reference, a, b)
        wanted = networkx.shortest_path_length(reference, a, b) if together else 0
        assert (bool(found), len(found.hops)) == (together, wanted), (a, b)
        lengths.add(wanted)
    assert lengths >= {0, 1, 2, 3}, "the sample is worth something"


def test_the_way_back_is_the_same_chain(data: OpenDataset) -> None:
    agents = [hit.iri for hit in data.first("person", limit=8)]
    for a, b in combinations(agents, 2):
        there, back = chain(data, a, b), chain(data, b, a)
        assert [hop.facts for hop in there.hops] == [hop.facts for hop in reversed(back.hops)]
        assert [(hop.start, hop.end) for hop in there.hops] == [
            (hop.end, hop.start) for hop in reversed(back.hops)
        ]


def test_every_hop_rests_on_claims_that_join_its_ends(data: OpenDataset) -> None:
    agents = [hit.iri for hit in data.first("organisation", limit=8)]
    for a, b in combinations(agents, 2):
        for hop in chain(data, a, b).hops:
            assert hop.facts and hop.best and set(hop.best) <= set(hop.facts)
            joined = {ref.iri for fact in hop.facts for ref in fact.refs}
            assert {hop.start.iri, hop.end.iri} <= joined
            assert all(fact.document.slug for fact in hop.facts)


def test_a_source_without_ties_changes_no_chain(tmp_path: Path) -> None:
    """An unrelated document joins nobody to anybody."""
    import shutil

    from conftest import ROOT

    from scen.graph.build import build

    records = tmp_path / "records"
    shutil.copytree(ROOT / "tests/invented", records, ignore=shutil.ignore_patterns("answers", "texts"))
    before = tmp_path / "before"
    build(records, out=before)
    (records / "entities/zz.yaml").unlink(missing_ok=True)
    persons = records / "entities/persons.yaml"
    persons.write_text(
        persons.read_text("utf-8") + "\n- {id: zoe-allein, name: {en: Zoe Allein}}\n", encoding="utf-8"
    )
    (records / "sources/alone.yaml").write_text(
        f"document: {{id: alone, file: alone.txt, sha256: {'0' * 64}, language: en, title: {{en: Alone}}, status: reported}}\n"
        "names:\n  zoe-allein: {Zoe Allein: 1}\n",
        encoding="utf-8",
    )
    after = tmp_path / "after"
    build(records, out=after)
    with open_dataset(before) as old, open_dataset(after) as new:
        agents = [hit.iri for kind in ("person", "organisation") for hit in old.first(kind)][:8]
        for a, b in combinations(agents, 2):
            assert chain(old, a, b) == chain(new, a, b)
        assert not chain(new, agents[0], f"{new.store.base}id/person/zoe-allein")
