"""The data of the explorer's page: whole, in range, the same as `graph/` says, and nobody in it who must not be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, edit

import scen as package
from scen.graph.build import build
from scen.graph.bulk.load import load
from scen.graph.dataset import Dataset
from scen.graph.errors import SettingError
from scen.graph.facts import Facts
from scen.graph.network.filter import Filter
from scen.graph.network.scope import things as scope_of
from scen.graph.network.views import VIEWS, read_network
from scen.graph.order import CERTAINTIES, STATUSES
from scen.viz import explorer_page
from scen.viz.explorer_data import Asked, explorer_data
from scen.viz.explorer_page import explore
from scen.viz.page import safe_json
from scen.viz.scene import QUIET

Data = dict[str, Any]
HOSTILE = "</script><script>alert(1)</script> \"quoted\" 'twice' <!-- & ]]>"
BUNDLE = ('console.log("</script><!--")', "body { color: #111 }")


@pytest.fixture(scope="module")
def data(dataset: Path) -> Data:
    with Dataset(dataset) as opened:
        return explorer_data(opened).data


@pytest.fixture(scope="module")
def generated(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The curated network and a generated one beside it."""
    import importlib.util
    import io
    import shutil
    import sys

    spec = importlib.util.spec_from_file_location("generated_explorer", ROOT / "benchmarks/generate.py")
    assert spec and spec.loader
    generator = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = generator
    spec.loader.exec_module(generator)
    folder, out = tmp_path_factory.mktemp("generated"), io.BytesIO()
    generator.generate(10_000, 3, out.write)
    (folder / "more.nq").write_bytes(out.getvalue())
    shutil.copytree(dataset, folder / "dataset", symlinks=True)
    load([folder / "more.nq"], folder / "dataset")
    return folder / "dataset"


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A small script and sheet in place of the built ones."""
    (tmp_path / "explorer.js").write_text(BUNDLE[0], encoding="utf-8")
    (tmp_path / "explorer.css").write_text(BUNDLE[1], encoding="utf-8")
    found = explorer_page.bundle(tmp_path)
    monkeypatch.setattr(explorer_page, "bundle", lambda folder=None: found)


# -- the contract ------------------------------------------------------------------------------------------


def positions(values: list[int], of: int, least: int = 0) -> bool:
    return all(least <= value < of for value in values)


def runs(starts: list[int], count: int, values: int) -> None:
    assert len(starts) == count + 1 and starts[0] == 0 and starts[-1] == values
    assert all(low <= high for low, high in pairwise(starts))


def test_every_array_of_things_and_claims_is_as_long_as_it_should_be(data: Data) -> None:
    things, claims, words = data["things"], data["claims"], data["words"]
    count, facts = len(things["iri"]), len(claims["iri"])
    for name in ("name", "language", "kind", "claims"):
        assert len(things[name]) == count
    assert positions(things["kind"], len(words["nodeKinds"]))
    for name in ("names", "aliases", "agents", "dates"):
        assert positions([int(at) for at in things[name]], count)
    assert all(positions(kinds, len(words["agents"])) for kinds in things["agents"].values())
    for name in ("kind", "certainty", "status", "document", "lines", "words", "sentence", "parts", "values"):
        assert len(claims[name]) == facts, name
    for name, of in (("kind", "claimKinds"), ("certainty", "certainty"), ("status", "status")):
        assert positions(claims[name], len(words[of]))
    assert positions(claims["document"], len(data["documents"]))
    assert all(
        part < len(words["parts"]) and thing < count for parts in claims["parts"] for part, thing in parts
    )
    assert all(value < len(words["values"]) and text for said in claims["values"] for value, text in said)
    assert positions(list(claims["role"].values()), len(words["roles"]))
    assert positions([document["thing"] for document in data["documents"]], count)
    assert all(re.fullmatch("[0-9a-f]{64}", document["sha256"]) for document in data["documents"])
    assert len(data["contradictions"]) == 2
    assert all(positions(one["claims"], facts) and one["because"] for one in data["contradictions"])
    assert all(positions([about["thing"], *about["things"]], count) for about in data["abouts"])
    belongs = data["belongs"]
    assert len({len(column) for column in belongs.values()}) == 1
    assert positions(belongs["person"] + belongs["organisation"], count) and positions(
        belongs["claim"], facts
    )
    assert positions(belongs["how"], len(words["belongings"]))


def checked_view(data: Data, view: str) -> None:
    found, words = data["views"][view], data["words"]
    nodes, lines, links = found["nodes"], found["lines"], found["links"]
    count = len(links["first"])
    assert positions(nodes, len(data["things"]["iri"])) and len(set(nodes)) == len(nodes)
    for place in (found["wide"], found["tall"]):
        assert len(place["x"]) == len(place["y"]) == len(place["above"]) == len(nodes)
    assert len(found["size"]) == len(nodes) and min(found["size"], default=1) > 0
    for name in ("a", "b", "kind", "directed", "bend"):
        assert len(lines[name]) == len(lines["a"])
    assert positions(lines["a"] + lines["b"], len(nodes)) and positions(
        lines["kind"], len(words["lineKinds"])
    )
    runs(lines["links"], len(lines["a"]), count)
    for name in ("last", "certainty", "status", "weight", "points", "through"):
        assert len(links[name]) == count
    runs(links["sourceStarts"], count, len(links["sources"]))
    runs(links["claimStarts"], count, len(links["claims"]))
    assert positions(links["sources"], len(data["documents"])) and positions(
        links["claims"], len(data["claims"]["iri"])
    )
    assert (
        positions(links["through"], len(data["things"]["iri"]), least=-1)
        and min(links["points"], default=4) >= 4
    )
    for values in found["measures"].values():
        assert len(values) == len(nodes)
    for best, worst in found["ranks"].values():
        assert all(low <= high for low, high in zip(best, worst, strict=True)) and len(best) == len(nodes)
    assert len(found["communities"]["of"]) == len(nodes)
    assert positions(found["communities"]["of"], len(found["communities"]["label"]), least=-1)


@pytest.mark.parametrize("view", VIEWS)
def test_every_array_of_a_view_is_as_long_as_it_should_be(data: Data, view: str) -> None:
    checked_view(data, view)


def test_every_word_is_there_in_three_languages(data: Data) -> None:
    for name, listed in data["words"].items():
        for word in listed:
            assert set(word["label"]) == {"en", "sv", "nb"} and all(word["label"].values()), (name, word)
    assert [word["id"] for word in data["words"]["certainty"]] == list(CERTAINTIES)
    assert [word["id"] for word in data["words"]["status"]] == list(STATUSES)


# -- the same as graph/ says -------------------------------------------------------------------------------


def told(data: Data, view: str) -> Iterator[tuple[object, ...]]:
    """Each line, made of its links as the page makes it."""
    found, things, words = data["views"][view], data["things"]["iri"], data["words"]
    lines, links = found["lines"], found["links"]
    for at, (low, high) in enumerate(pairwise(lines["links"])):
        mine = range(low, high)
        documents = {
            links["sources"][place]
            for link in mine
            for place in range(links["sourceStarts"][link], links["sourceStarts"][link + 1])
        }
        claims = {
            data["claims"]["iri"][links["claims"][place]]
            for link in mine
            for place in range(links["claimStarts"][link], links["claimStarts"][link + 1])
        }
        first = min((links["first"][link] for link in mine if links["first"][link]), default=0)
        last = max(links["last"][link] for link in mine)
        yield (
            things[found["nodes"][lines["a"][at]]], things[found["nodes"][lines["b"][at]]],
            words["lineKinds"][lines["kind"][at]]["id"], bool(lines["directed"][at]),
            CERTAINTIES[min(links["certainty"][link] for link in mine)], STATUSES[min(links["status"][link] for link in mine)],
            round(sum(links["weight"][link] for link in mine), 4), max(1, len(documents)),
            day(first or last), day(last or first), frozenset(claims),
        )  # fmt: skip


def day(number: int) -> str:
    text = str(number)
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number else ""


def edges(dataset: Path, view: str) -> list[tuple[object, ...]]:
    with Dataset(dataset) as opened:
        network, base = read_network(opened, view), opened.base + "id/"
    return [
        (
            edge.a.removeprefix(base), edge.b.removeprefix(base), edge.kind, edge.directed, edge.certainty, edge.status,
            round(edge.weight, 4), edge.sources, edge.first or edge.last, edge.last or edge.first,
            frozenset(fact.iri.removeprefix(base + "claim/") for fact in edge.facts),
        )
        for edge in network.edges
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_lines_made_of_their_links_are_the_edges(data: Data, dataset: Path, view: str) -> None:
    assert sorted(told(data, view), key=str) == sorted(edges(dataset, view), key=str)


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_of_a_generated_network(generated: Path, view: str) -> None:
    with Dataset(generated) as opened:
        data = explorer_data(opened, Asked(view, Filter(sources=1, until="2999"))).data
    checked_view(data, view)
    assert len(data["views"][view]["lines"]["a"]) > 10
    assert by_line(told(data, view)) == by_line(edges(generated, view))


def by_line(
    rows: Iterator[tuple[object, ...]] | list[tuple[object, ...]],
) -> dict[object, tuple[object, ...]]:
    found = {row[:3]: row[3:] for row in rows}
    return {ends: found[ends] for ends in sorted(found, key=str)}


def test_what_links_are_chosen_by_is_what_the_filter_finds(data: Data, dataset: Path) -> None:
    things = data["things"]["iri"]
    throughs = {things[at] for at in data["views"]["collaboration"]["links"]["through"] if at >= 0}
    sought = {}
    with Dataset(dataset) as opened:
        facts, base = Facts(opened), opened.base + "id/"
        for iri in (thing for thing in things if thing.split("/")[0] in ("place", "project", "topic")):
            of = {found.removeprefix(base) for found in scope_of(facts, [base + iri])} & throughs
            if of:
                sought[iri] = of
    assert {things[one["thing"]]: {things[at] for at in one["things"]} for one in data["abouts"]} == sought


@pytest.mark.parametrize("by", ["pagerank", "betweenness", "constraint", "degree"])
def test_measures_are_those_of_the_ties_that_are_drawn(data: Data, dataset: Path, by: str) -> None:
    kinds = frozenset(word["id"] for word in data["words"]["lineKinds"] if word["id"] not in QUIET)
    ties = frozenset(kind for kind in kinds if kind in tie_kinds())
    with package.open(dataset) as opened:
        found = {one.iri.partition("/id/")[2]: one for one in opened.measures(by, Filter(kinds=ties))}
    view = data["views"]["collaboration"]
    for at, node in enumerate(view["nodes"]):
        iri, value = data["things"]["iri"][node], view["measures"][by][at]
        assert (iri in found) == (value is not None)
        if iri in found:
            assert value == pytest.approx(found[iri].value, rel=1e-5)
            assert [view["ranks"][by][end][at] for end in (0, 1)] == [found[iri].lowest, found[iri].highest]


def tie_kinds() -> set[str]:
    from scen.graph.network.incidences import KINDS

    return set(KINDS)


def test_with_a_filter_the_page_holds_that_view_alone_and_no_other_claims(dataset: Path, data: Data) -> None:
    with Dataset(dataset) as opened:
        few = explorer_data(opened, Asked("programme", Filter(status=frozenset({"reported"})))).data
    assert (
        list(few["views"]) == ["programme"]
        and 0 < len(few["claims"]["iri"]) < len(data["claims"]["iri"]) / 10
    )
    assert {few["words"]["status"][at]["id"] for at in few["claims"]["status"]} == {"reported"}
    checked_view(few, "programme")


def test_a_filter_that_leaves_nothing_makes_an_empty_page(dataset: Path) -> None:
    with Dataset(dataset) as opened:
        for view in VIEWS:
            none = explorer_data(opened, Asked(view, Filter(since="2999", undated=False))).data
            checked_view(none, view)
            assert none["views"][view]["nodes"] == [] and none["claims"]["iri"] == []


def test_the_same_dataset_gives_the_same_bytes_and_not_many(dataset: Path, data: Data) -> None:
    with Dataset(dataset) as opened:
        again = safe_json(explorer_data(opened).data)
    assert again == safe_json(data)
    assert len(again.encode()) < 400_000


# -- people and hostile texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["withheld", "pseudonymous"])
def test_who_must_not_be_shown_is_nowhere_on_the_page(
    tiny: Path, tmp_path: Path, bundled: None, visibility: str
) -> None:
    private = tmp_path / "private.yaml"
    private.write_text(
        f"key: {'k' * 32}\npeople:\n- {{id: bo-test, visibility: {visibility}, names: [Bo Test]}}\n"
    )
    build(tiny, tmp_path / "dataset", private=private)
    with package.open(tmp_path / "dataset") as opened:
        text = explore(opened).text
    assert "Org A" in text
    for name in ("Bo Test", "bo-test", "bo test"):
        assert name.lower() not in text.lower()


def test_hostile_names_stay_text(tiny: Path, tmp_path: Path, bundled: None) -> None:
    named = f"rendering: {{en: {json.dumps(HOSTILE)}}}"
    for kind, name in (("organisations", "Org B"), ("events", "The Meeting")):
        edit(tiny / f"entities/{kind}.yaml", f"name: {{en: {name}}}", f"name: {{sv: {name}}}, {named}")
    build(tiny, tmp_path / "dataset")
    with package.open(tmp_path / "dataset") as opened:
        page = explore(opened)
    assert page.text.count("</script>") == 2 and "<!--" not in page.text and "<script>alert" not in page.text
    assert "<td>&lt;/script&gt;&lt;script&gt;alert(1)" in page.text, "in the table"
    assert embedded(page.text)["things"]["name"].count(HOSTILE) == 2, "in the data, as it was"
    frame = page._repr_html_()
    assert "</script>" not in frame and frame.count("<") == 2 and frame.count('"') == 10


def embedded(text: str) -> Data:
    match = re.search(r'<script type="application/json" id="scen-data">(.*?)</script>', text, re.DOTALL)
    assert match
    found: Data = json.loads(match[1])
    return found


# -- the page ----------------------------------------------------------------------------------------------


def test_the_page_loads_nothing_and_runs_its_own_script_alone(dataset: Path, bundled: None) -> None:
    import base64
    import hashlib

    with package.open(dataset, language="sv") as opened:
        page = explore(opened)
    assert '<html lang="sv">' in page.text and "<noscript>" in page.text
    outside = re.sub(r"<script.*?</script>", "", page.text, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*(?!["']?data:)|@import|url\(""", outside)
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    [script] = scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search('Content-Security-Policy" content="([^"]+)"', page.text)
    assert policy and f"script-src 'sha256-{digest}'" in policy[1] and "default-src 'none'" in policy[1]
    assert "connect-src 'none'" in policy[1] and "unsafe" not in policy[1]
    assert (page.names, page.ties, page.left_out) == (56, 100, ())
    assert embedded(page.text)["stories"], "the story about the five documents is in it"


def test_an_installation_without_the_explorer_says_so(tmp_path: Path) -> None:
    with pytest.raises(
        SettingError, match=r"^explorer: was not built in this installation \(SCEN_NO_EXPLORER\)"
    ):
        explorer_page.bundle(tmp_path)


BUILT = ROOT / "viz/explorer/built/explorer.js"


@pytest.mark.skipif(not BUILT.exists(), reason="the explorer is not built here")
def test_the_command_writes_one_file_under_a_megabyte(scen: Run, dataset: Path, tmp_path: Path) -> None:
    done = scen("explore", "--dataset", dataset)
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"^collaboration: 56 names, 100 ties; 0\.\d MB\nexplorer out/explorer\.html$",
        done.stdout,
        re.MULTILINE,
    )
    first = (tmp_path / "out/explorer.html").read_bytes()
    assert len(first) < 1_000_000
    assert (dataset / "positions/programme.json").exists()
    scen("explore", "--dataset", dataset, "-o", "again.html")
    assert (tmp_path / "again.html").stat().st_size == pytest.approx(len(first), rel=0.01)
    funded = scen("explore", "--dataset", dataset, "--view", "funding", "--status", "reported", "-o", "-")
    assert list(embedded(funded.stdout)["views"]) == ["funding"]


def test_what_cannot_be_asked_is_refused(scen: Run, dataset: Path) -> None:
    for given in (["--view", "funding", "--about", "Luleå"], ["--open", "-o", "-"], ["--kinds", "mett"]):
        assert scen("explore", "--dataset", dataset, *given).returncode == 2
