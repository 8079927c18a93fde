"""Chains in words: the best ones by price, the same both ways, each hop with its claims; and honest where there is none."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, pairwise
from pathlib import Path

import networkx
import pytest
from conftest import Run
from drawn import dataset as drawn
from drawn import iri, items, joins
from test_routes import claim, prices

from scen.graph.claims import Claim, Claims
from scen.graph.errors import SettingError
from scen.graph.network.chain import Chains, chains
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.reading import Reading
from scen.queries.chains import query
from scen.queries.opened import OpenDataset, open_dataset

EDGES = """SELECT DISTINCT ?a ?b WHERE {
  { ?tie a scen:Tie ; scen:party ?a, ?b FILTER(?a != ?b) }
  UNION { ?claim org:member ?a ; org:organization ?b }
  UNION { ?claim cv:hasParticipant ?a ; scen:onBehalfOf ?b }
  UNION { ?claim scen:agent ?a ; scen:onBehalfOf ?b }
}"""
LEAH, STAVANGER = "person/leah-butler", "organisation/city-of-stavanger"


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


def find(data: OpenDataset, a: str, b: str, k: int = 3, within: int = 6, keep: Filter = EVERYTHING) -> Chains:
    return data.store.read(lambda readable: chains(Reading(readable, keep), a, b, k, within))


def test_the_best_chains_are_the_cheapest_that_networkx_finds(
    data: OpenDataset, reference: networkx.Graph[str]
) -> None:
    members = data.select("SELECT ?m ?o { ?c org:member ?m ; org:organization ?o . ?m a org:Organization }")
    assert not len(members), "else the reference must leave them out"
    arrays = data.store.read(lambda readable: readable.incidences)
    priced: networkx.Graph[str] = networkx.Graph()
    for (a, b), points in prices(arrays).items():
        priced.add_edge(arrays.agents[a], arrays.agents[b], price=points / 4)
    assert {frozenset(edge) for edge in priced.edges} == {frozenset(edge) for edge in reference.edges}
    agents = sorted(hit.iri for kind in ("person", "organisation") for hit in data.first(kind, limit=1000))
    lengths = set()
    for a, b in random.Random(7).sample(list(combinations(agents, 2)), 60):
        found = find(data, a, b, within=0)
        together = a in priced and b in priced and networkx.has_path(priced, a, b)
        best = list(islice(networkx.shortest_simple_paths(priced, a, b, "price"), 3)) if together else []
        assert [one.price for one in found] == [
            networkx.path_weight(priced, path, "price") for path in best
        ], (a, b)
        assert all(
            [hop.price for hop in one.hops]
            == [priced[x.iri][y.iri]["price"] for x, y in pairwise(one.agents)]
            for one in found
        )
        lengths.add(len(found.hops))
    assert lengths >= {0, 1, 2, 3}, "the sample is worth something"


def test_the_way_back_is_the_same_chains(data: OpenDataset) -> None:
    agents = [hit.iri for hit in data.first("person", limit=8)]
    for a, b in combinations(agents, 2):
        there, back = find(data, a, b), find(data, b, a)
        assert [one.agents for one in there] == [one.agents[::-1] for one in back]
        for one, other in zip(there, back, strict=True):
            assert [hop.facts for hop in one.hops] == [hop.facts for hop in reversed(other.hops)]


def test_every_hop_rests_on_claims_that_join_its_ends(data: OpenDataset) -> None:
    agents = [hit.iri for hit in data.first("organisation", limit=8)]
    for a, b in combinations(agents, 2):
        for one in find(data, a, b):
            assert [hop.start for hop in one.hops] == list(one.agents[:-1])
            for hop in one.hops:
                assert hop.facts and hop.best and set(hop.best) <= set(hop.facts)
                joined = {ref.iri for fact in hop.facts for ref in fact.refs}
                assert {hop.start.iri, hop.end.iri} <= joined
                assert all(fact.document.slug for fact in hop.facts)


def test_a_price_that_can_be_worked_out_by_hand(data: OpenDataset) -> None:
    """Five people were announced on one programme: 1 + log2(4)/2 + 1/2; who alone belongs to a city is one step."""
    found = find(data, *(data.resolve(name).iri for name in (LEAH, STAVANGER)))
    best = found[0]
    assert [(hop.kind, hop.price, hop.status, hop.first) for hop in best.hops] == [
        ("same-programme", 2.5, "announced", "2021-01-19"),
        ("member", 1.0, "reported", ""),
    ]
    assert (best.price, best.hops[1].also) == (3.5, ("appears for (2)",))
    told = str(found)
    assert "price 3.5 = 2.5 + 1" in told and "besides: appears for (2)" in told
    assert (
        "also: Leah Butler – Responsible Mineral Initiative – City of Stavanger (2 hops, price 4 = 1 + 3)"
        in told
    )


def test_what_comes_nearest_is_told_where_there_is_none(data: OpenDataset) -> None:
    leah, stavanger, teko = (data.resolve(name).iri for name in (LEAH, STAVANGER, "organisation/teko"))
    short = find(data, leah, stavanger, within=1)
    assert not short and short.nearest and short.nearest.longer
    assert "within 1 hop is recorded" in str(short) and "has 2; 1 hop on, it is at Elin Severholt" in str(
        short
    )
    strict = find(data, leah, stavanger, keep=Filter(status=frozenset({"reported"})))
    assert not strict and strict.nearest and strict.nearest.unfiltered
    assert "The filter leaves out what links them; without it: 2 hops." in str(strict)
    apart = find(data, leah, teko)
    assert not apart and apart.nearest and not apart.nearest.longer and "does not prove" in str(apart)
    reference = data.store.read(lambda readable: prices(readable.incidences))
    number = data.store.read(lambda readable: readable.incidences.agents.find)
    graph = networkx.Graph(list(reference))
    assert apart.nearest.reached == tuple(
        len(networkx.node_connected_component(graph, number(it))) - 1 for it in (leah, teko)
    )
    assert "one and the same" in str(find(data, leah, leah))


def test_what_two_have_in_common_is_no_tie_but_is_told() -> None:
    """Anna spoke alone at the fair; Bert is only its contact: no chain, but both have to do with it."""
    said = [
        claim("participation", joins(agent="anna", event="fair"), ("role", "speaker")),
        claim("participation", joins(agent="bert", event="fair"), ("role", "contact")),
    ]
    found = chains(Reading(drawn(made(said))), iri("anna"), iri("bert"))
    assert found.nearest and [it.thing.slug for it in found.nearest.common] == ["fair"]
    assert found.nearest.reached == (0, 0) and "Both have to do with" in str(found)


def test_a_filter_chooses_links_and_settings_are_checked() -> None:
    """Anna and Bert: one agreement only announced, and one programme; the filter takes the other way."""
    said = [
        claim("cooperation", joins(parties=["anna", "bert"]), ("kind", "joint-action"), status="announced"),
        *(claim("participation", joins(agent=who, event="fair"), ("role", "speaker")) for who in ("anna", "bert", "cleo", "dora")),
    ]  # fmt: skip
    data = drawn(made(said))

    def hop(keep: Filter) -> tuple[str, float, tuple[str, ...]]:
        (one,) = chains(Reading(data, keep), iri("anna"), iri("bert"), 1)[0].hops
        return one.kind, one.price, one.also

    assert hop(EVERYTHING) == ("joint-action", 1.5, ("same programme",))
    assert hop(Filter(status=frozenset({"reported"}))) == ("same-programme", 1.75, ())
    assert hop(Filter(kinds=frozenset({"same-programme"}))) == ("same-programme", 1.75, ())
    with pytest.raises(SettingError, match="min-sources"):
        chains(Reading(data, Filter(sources=2)), iri("anna"), iri("bert"))
    with pytest.raises(SettingError, match="at least one"):
        chains(Reading(data), iri("anna"), iri("bert"), 0)


def made(said: list[Claim]) -> Claims:
    numbered = (replace(it, id=f"c{at:03d}") for at, it in enumerate(said))
    return Claims(items=tuple(sorted(items())), claims=tuple(numbered), disputes=())


# -- the same answer as sentence, table, query and picture ---------------------------------------------------


def test_table_query_json_and_picture_tell_the_same(
    scen: Run, dataset: Path, data: OpenDataset, tmp_path: Path
) -> None:
    env, ends = {"SCEN_DATASET": str(dataset)}, ("Leah Butler", "City of Stavanger")
    found = find(data, *(data.resolve(name).iri for name in (LEAH, STAVANGER)))
    rows = list(csv.DictReader(io.StringIO(scen("path", *ends, "--format", "csv", env=env).stdout)))
    assert [(row["chain"], row["from"], row["kind"]) for row in rows] == [
        (str(number), hop.start.label, hop.kind) for number, one in enumerate(found, 1) for hop in one.hops
    ]
    none = scen("path", *ends, "--format", "csv", "--within", "1", env=env)
    assert len(none.stdout.splitlines()) == 1 and "within 1 hop is recorded" in none.stderr
    text = scen("path", *ends, "--format", "sparql", env=env).stdout
    answer = data.select(text)
    assert text == query(found) and {row.claim[0].iri for row in answer} == set(found.claims)
    assert len(answer) == sum(
        max(1, len(fact.lines)) for one in found for hop in one.hops for fact in hop.facts
    )
    told = json.loads(scen("path", *ends, "-k", "2", "--format", "json", env=env).stdout)
    assert [hop["end"]["slug"] for hop in told["hops"]] == [hop.end.slug for hop in found.hops] and len(
        told["also"]
    ) == 1
    done = scen("path", *ends, "--picture", tmp_path / "chains.html", env=env)
    page = (tmp_path / "chains.html").read_text("utf-8")
    assert all(f'"name":"{ref.label}"' in page for one in found for ref in one.agents)
    assert (
        "Pauline" not in page
        and "picture" in done.stderr
        and "Leah Butler to City of Stavanger: 2 hops" in done.stdout
    )


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
            assert find(old, a, b) == find(new, a, b)
        assert not find(new, agents[0], f"{new.store.base}id/person/zoe-allein")
