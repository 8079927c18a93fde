"""Networks and records for other programs, read back by programs that nobody here wrote: equal counts and contents."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import igraph
import networkx
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conftest import edit, need_module
from lxml import etree
from roc_program import issues

from scen.export import bibtex, csl, cytoscape, gexf, graphml, networks, programs_check, rocrate
from scen.export.attributes import EDGE, node_id, of_edge
from scen.export.documents import Document
from scen.export.drawn import of_network
from scen.export.formats import FORMATS
from scen.export.release.made import Made, measured
from scen.export.settings import read_settings
from scen.export.source import Source
from scen.graph.build import build
from scen.graph.facts import Ref
from scen.graph.network.edge import Edge
from scen.graph.network.views import VIEWS, Network
from scen.queries.opened import OpenDataset, open_dataset

NAMES = ("gexf", "graphml", "cytoscape", "followthemoney", "bibtex", "csl", "quickstatements")
ENDINGS = ("gexf", "graphml", "cyjs")
SPACES = {"gexf": f"{{{gexf.NAMESPACE}}}", "graphml": f"{{{graphml.NAMESPACE}}}"}
DAY = "2026-11-23"


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[OpenDataset]:
    with open_dataset(dataset) as found:
        yield found


@pytest.fixture(scope="module")
def out(data: OpenDataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats of the curated network."""
    return export(data, tmp_path_factory.mktemp("programs"), *NAMES)


def export(data: OpenDataset, folder: Path, *names: str) -> Path:
    for name in names:
        FORMATS[name].write(Source(data, read_settings()), folder)
    return folder


def count(data: OpenDataset, pattern: str) -> int:
    return int(data.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0].n)


def test_the_same_bytes_each_time(data: OpenDataset, out: Path, tmp_path: Path) -> None:
    export(data, tmp_path, *NAMES)
    written = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert sorted(file.path for name in NAMES for file in FORMATS[name].files) == [*map(str, written)]
    for path in written:
        assert (tmp_path / path).read_bytes() == (out / path).read_bytes(), path


# -- networks ----------------------------------------------------------------------------------------------


def read(path: Path) -> networkx.Graph[str]:
    """A network file as networkx reads it."""
    if path.suffix == ".gexf":
        return networkx.read_gexf(path)
    if path.suffix == ".graphml":
        return networkx.read_graphml(path)
    return networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))


def edges(graph: networkx.Graph[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Ends and kind of an edge -> what is told of it; ends in any order where the graph has no directions."""
    iris = dict(graph.nodes(data="iri"))
    found = {}
    for a, b, told in graph.edges(data=True):
        ends = (iris[a], iris[b]) if graph.is_directed() else tuple(sorted((iris[a], iris[b])))
        key = (*ends, told["kind"], told["principal"])
        assert key not in found
        found[key] = {name: told[name] for name in EDGE}
    return found


def expected(network: Network) -> dict[tuple[Any, ...], dict[str, Any]]:
    directed = network.view != "collaboration"
    found = {}
    for edge in network.edges:
        told = of_edge(edge, network.view)
        ends = (edge.a, edge.b) if directed else tuple(sorted((edge.a, edge.b)))
        found[(*ends, edge.kind, told["principal"])] = told
    return found


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_a_view_back_whole(data: OpenDataset, out: Path, view: str, ending: str) -> None:
    network = data.network(view)
    graph = read(out / f"network/{view}.{ending}")
    assert graph.is_directed() == (view != "collaboration")
    nodes = {
        told["iri"]: (name, told["label"], told["kind"], told["slug"])
        for name, told in graph.nodes(data=True)
    }
    assert nodes == {
        ref.iri: (node_id(ref.kind, ref.slug, ref.iri), ref.label, ref.kind, ref.slug)
        for ref in network.nodes
    }
    assert edges(graph) == expected(network)


def test_there_are_as_many_ties_as_sparql_counts(data: OpenDataset, out: Path) -> None:
    for ending in ENDINGS:
        graph = read(out / f"network/collaboration.{ending}")
        assert graph.number_of_edges() == count(data, "?tie a scen:Tie") == 100
        claims = Counter(claim for told in edges(graph).values() for claim in str(told["claims"]).split())
        assert sum(claims.values()) == count(data, "?tie a scen:Tie ; prov:wasDerivedFrom ?claim")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_tie_worked_out_by_hand(out: Path, ending: str) -> None:
    """Line 88 says that the one runs an initiative on behalf of the other."""
    base = "https://w3id.org/scen/id/"
    a, b = f"{base}organisation/dg-grow", f"{base}organisation/eurocities"
    assert edges(read(out / f"network/collaboration.{ending}"))[a, b, "acts-for", a] == {
        "kind": "acts-for", "label": "acts for", "weight": 1.0, "sources": 1, "certainty": "stated", "status": "reported",
        "first": "", "last": "", "strong": True, "directed": True, "principal": a, "evidence": "procurement-events-2020:88",
        "claims": f"{base}claim/39cd632b9cd3bcf7c9b7",
    }  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_files_pass_the_official_schemas_and_igraph_reads_them(out: Path, standards: Path, view: str) -> None:
    parser = etree.XMLParser(no_network=True)
    for ending, path in (("gexf", "gexf/1.3/gexf.xsd"), ("graphml", "graphml/graphml.xsd")):
        schema = etree.XMLSchema(etree.parse(standards / path, parser))
        schema.assertValid(etree.parse(out / f"network/{view}.{ending}"))
    graph = igraph.Graph.Read_GraphML(str(out / f"network/{view}.graphml"))
    again = read(out / f"network/{view}.gexf")
    assert (graph.vcount(), graph.ecount()) == (again.number_of_nodes(), again.number_of_edges())
    assert Counter(graph.es["evidence"]) == Counter(told["evidence"] for told in edges(again).values())


def test_gexf_has_days_for_the_time_line(data: OpenDataset, out: Path) -> None:
    for view in VIEWS:
        root = etree.parse(out / f"network/{view}.gexf").getroot()
        found = Counter(
            (edge.get("start", ""), edge.get("end", "")) for edge in root.iter(f"{SPACES['gexf']}edge")
        )
        assert found == Counter((edge.first, edge.last) for edge in data.network(view).edges)
        ends: dict[str, list[Any]] = {}
        for edge in root.iter(f"{SPACES['gexf']}edge"):
            for end in (edge.get("source"), edge.get("target")):
                ends.setdefault(end, []).append(edge)
        for node in root.iter(f"{SPACES['gexf']}node"):
            for name, how in (("start", min), ("end", max)):
                days = [edge.get(name) for edge in ends[node.get("id")]]
                assert node.get(name) == (how(days) if all(days) else None)


@pytest.mark.parametrize("limit", [95, 60, 1])
def test_of_too_many_ties_the_strongest_are_drawn_and_the_rest_is_counted(
    data: OpenDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(networks, "LIMIT", limit)
    path = export(data, tmp_path, "graphml") / "network/collaboration.graphml"
    found, everything = edges(read(path)), expected(data.network())
    assert found.items() <= everything.items() and 0 < len(found) < 100
    told = etree.parse(path).getroot().findtext(f".//{SPACES['graphml']}desc")
    assert f" {len(found)} edges: " in told and f"; {100 - len(found)} other ties are left out" in told
    strong = {key[:2] for key, edge in everything.items() if edge["strong"]}
    if len(strong) <= limit:
        assert "strong kind" in told and {key for key in everything if key[:2] in strong} <= found.keys()
    else:
        assert "strong kind" not in told
    assert {end for key in found for end in key[:2]} == {end for key in everything for end in key[:2]}


HOSTILE = ("\"q\" 'q' & <script>alert(1)</script> ]]> <!--", "\x00\x08\x1b[31m\ufffe\uffff", " two\r\nlines\tand\u2028more ", "=1+1", "", "Ærø 日本 \U0001f600")  # fmt: skip


def test_hostile_labels_come_back(tmp_path: Path, standards: Path) -> None:
    nodes = tuple(Ref(label, f"https://x.test/{n}", f"kind {n}", label) for n, label in enumerate(HOSTILE))
    ties = tuple(
        Edge(ref.iri, nodes[0].iri, ref.label, ref.label, 0.1, 1, ref.label, "reported") for ref in nodes
    )
    network = Network("collaboration", nodes, ties)
    for ending, draw in (("gexf", gexf.draw), ("graphml", graphml.draw), ("cyjs", cytoscape.draw)):
        path = tmp_path / f"hostile.{ending}"
        with path.open("w", encoding="utf-8", newline="") as file:
            draw(of_network(network), file)
        xml = ending != "cyjs"
        labels = {told["iri"]: told["label"] for _, told in read(path).nodes(data=True)}
        cleaned = [
            "\ufffd\ufffd\ufffd[31m\ufffd\ufffd" if xml and "\x00" in label else label for label in HOSTILE
        ]
        assert list(labels.values()) == cleaned
        assert {told["label"] for *_, told in read(path).edges(data=True)} == set(cleaned)
    schema = etree.XMLSchema(etree.parse(standards / "gexf/1.3/gexf.xsd", etree.XMLParser(no_network=True)))
    schema.assertValid(etree.parse(tmp_path / "hostile.gexf"))


# -- FollowTheMoney ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def entities(out: Path) -> dict[str, Any]:
    """Id -> entity, as the package reads it; what it does not know or would drop is a failure."""
    model = need_module("followthemoney").model
    found = {}
    for line in (out / "more/entities.ftm.json").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        entity = model.get_proxy(told, cleaned=False)
        entity.schema.validate(told)
        clean = model.get_proxy(told, cleaned=True)
        for name, values in told["properties"].items():
            assert sorted(clean.get(name)) == sorted(values), (name, values)
        assert entity.id not in found
        found[entity.id] = entity
    return found


def test_followthemoney_knows_every_entity(data: OpenDataset, entities: dict[str, Any]) -> None:
    schemas = Counter(entity.schema.name for entity in entities.values())
    assert schemas["Person"] == count(data, "?x a foaf:Person")
    assert schemas["Organization"] + schemas["PublicBody"] + schemas["Company"] == count(
        data, "?x a org:Organization"
    )
    assert schemas["Document"] == count(data, "?x scen:textSha256 ?sum") == 5
    assert entities["organisation.region-stockholm"].schema.name == "PublicBody"
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (entity.id, prop.name, value)


def test_links_say_role_status_and_place(entities: dict[str, Any]) -> None:
    link = entities["claim.e67c089ab4f2a7e404ee"]
    assert (link.schema.name, link.first("subject"), link.first("object")) == (
        "UnknownLink", "person.simen-hoy-dypvik", "event.etiske-innkjop-webinar-2022",
    )  # fmt: skip
    assert (link.first("role"), link.first("status")) == ("speaker", "reported")
    assert link.first("description") == "stated; sykehusinnkjop-webinar-2022, lines 18, 20"
    assert link.get("proof") == ["document.sykehusinnkjop-webinar-2022"]
    statuses = {
        entity.first("status"): entity for entity in entities.values() if entity.id.startswith("claim.")
    }
    assert {"announced", "reported"} <= statuses.keys()
    for entity in entities.values():
        if entity.id.startswith("claim.") and entity.first("status") == "announced":
            assert entity.first("summary").startswith("announced: ")


def test_nobody_is_there_for_having_attended(data: OpenDataset, entities: dict[str, Any]) -> None:
    query = "?claim cv:role/skos:notation ?role FILTER(?role {} ('attendee', 'registered-participant', 'expected-participant', 'invited', 'audience'))"
    found = data.select(f"SELECT (STRAFTER(STR(?claim), '/claim/') AS ?id) {{ {query.format('IN')} }}")
    ids = {f"claim.{row.id}" for row in found}
    assert len(ids) == 34 < count(data, "?claim a cv:Participation")
    assert not ids & {".".join(name.split(".")[:2]) for name in entities}
    roles = {entity.first("role") for entity in entities.values() if entity.id.startswith("claim.")}
    assert "speaker" in roles and not roles & {
        "attendee",
        "invited",
        "registered participant",
        "expected participant",
    }


# -- bibliographies ----------------------------------------------------------------------------------------


def test_bibtexparser_reads_the_documents(data: OpenDataset, out: Path) -> None:
    library = bibtexparser.parse_file(
        str(out / "documents/documents.bib"), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not library.failed_blocks and len(library.entries) == count(data, "?x scen:textSha256 ?sum")
    webinar = library.entries_dict["sykehusinnkjop-webinar-2022"]
    assert {name: webinar[name].strip("{}") for name in ("title", "date", "year", "month", "langid")} == {
        "title": "Webinar om etiske innkjøp innen IKT", "date": "2022-02-24", "year": "2022", "month": "2", "langid": "norwegian",
    }  # fmt: skip
    for entry in library.entries:
        assert f"https://w3id.org/scen/id/document/{entry.key}" in entry["note"]


NASTY = Document(
    "nasty", "https://x.test/id/document/nasty", 'A {title} with } and { and \\end{x}, 50 % & $5 #1 a_b ~ ^ "quoted" @misc{x,',
    "en", ("Invented & Sons", "The {Other} Press"), "2020/2021-01", "", "https://x.test/a{b}?c=%20&d=1_2", "", "0" * 64,
)  # fmt: skip


def test_no_title_ends_an_entry() -> None:
    plain = replace(NASTY, slug="plain", title="Plain")
    library = bibtexparser.parse_string(bibtex.entry(NASTY) + bibtex.entry(plain))
    assert not library.failed_blocks and [entry.key for entry in library.entries] == ["nasty", "plain"]
    raw = library.entries[0]
    assert raw["title"] == (
        r"{A \textbraceleft{}title\textbraceright{} with \textbraceright{} and \textbraceleft{} and \textbackslash{}end"
        r"\textbraceleft{}x\textbraceright{}, 50 \% \& \$5 \#1 a\_b \textasciitilde{} \textasciicircum{} "
        r'"quoted" @misc\textbraceleft{}x,}'
    )
    assert (
        raw["url"] == "https://x.test/a%7Bb%7D?c=%20&d=1_2"
        and raw["date"] == "2020/2021-01"
        and "year" not in raw
    )
    assert raw["author"] == r"{Invented \& Sons} and {The \textbraceleft{}Other\textbraceright{} Press}"


def test_citeproc_cites_the_documents(data: OpenDataset, out: Path) -> None:
    items = json.loads((out / "documents/documents.csl.json").read_text(encoding="utf-8"))
    assert len(items) == count(data, "?x scen:textSha256 ?sum")
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([*items, csl.item(NASTY)]), formatter.plain)
    for item in (*items, {"id": "nasty"}):
        bibliography.register(Citation([CitationItem(item["id"])]))
    cited = [str(entry) for entry in bibliography.bibliography()]
    assert len(cited) == len(items) + 1
    assert any("Webinar om etiske innkjøp innen IKT" in text and "2022" in text for text in cited)
    assert any("Invented & Sons" in text and "2020" in text for text in cited)


# -- Wikidata ----------------------------------------------------------------------------------------------


def wikidata(tiny: Path, tmp_path: Path) -> tuple[list[str], str]:
    build(tiny, tmp_path / "dataset")
    with open_dataset(tmp_path / "dataset") as found:
        out = export(found, tmp_path / "out", "quickstatements")
    told = (out / "more/quickstatements-README.txt").read_text(encoding="utf-8")
    return (out / "more/quickstatements.txt").read_text(encoding="utf-8").splitlines(), told


@pytest.fixture
def matched(tiny: Path) -> Path:
    """Invented things, matched to items of Wikidata's sandbox; the document reports, and has an address."""
    item = "https://www.wikidata.org/entity/Q{}"
    for file, thing, number in (
        ("events", "meeting-2021", 4115189), ("organisations", "org-a", 13406268), ("persons", "ada-test", 15397819),
    ):  # fmt: skip
        edit(
            tiny / f"entities/{file}.yaml",
            f"{{id: {thing}, ",
            f"{{id: {thing}, same_as: [{item.format(number)}], ",
        )
    edit(
        tiny / "sources/doc-1.yaml",
        "status: announced}",
        "status: reported, address: 'https://x.test/doc?a=1'}",
    )
    return tiny


def test_nothing_of_the_curated_network_goes_to_wikidata(out: Path) -> None:
    assert (out / "more/quickstatements.txt").read_bytes() == b""
    assert "holds 0 commands" in (out / "more/quickstatements-README.txt").read_text(encoding="utf-8")


def test_what_is_matched_becomes_commands_with_their_source(matched: Path, tmp_path: Path) -> None:
    source = f'\tS854\t"https://x.test/doc?a=1"\tS813\t+{DAY}T00:00:00Z/11'
    commands, told = wikidata(matched, tmp_path)
    assert commands == [f"Q4115189\tP664\tQ13406268{source}", f"Q4115189\tP823\tQ15397819{source}"]
    assert "holds 2 commands" in told and "3 things" in told


@pytest.mark.parametrize(("old", "new", "left"), [
    (", address: 'https://x.test/doc?a=1'}", "}", 0), ("status: reported", "status: announced", 0),
    ("role: speaker, event: meeting-2021, on_behalf_of: [org-a]", "role: attendee, event: meeting-2021", 1),
    ("{agent: org-a, role: organiser,", "{agent: org-a, role: organiser, certainty: inferred, because: invented,", 1),
])  # fmt: skip
def test_what_has_no_source_or_is_no_fact_becomes_none(
    matched: Path, tmp_path: Path, old: str, new: str, left: int
) -> None:
    edit(matched / "sources/doc-1.yaml", old, new)
    assert len(wikidata(matched, tmp_path)[0]) == left


def test_a_thing_matched_to_two_items_is_matched_to_none(matched: Path, tmp_path: Path) -> None:
    edit(
        matched / "entities/events.yaml",
        "/Q4115189]",
        "/Q4115189, https://www.wikidata.org/entity/Q13406268]",
    )
    assert wikidata(matched, tmp_path)[0] == []


# -- RO-Crate ----------------------------------------------------------------------------------------------


def crate(out: Path, data: OpenDataset) -> dict[str, Any]:
    made = [measured(out, file) for name in NAMES for file in FORMATS[name].files]
    told: dict[str, Any] = json.loads(rocrate.describe(Source(data, read_settings()), made))
    return told


def test_roc_validator_finds_nothing(out: Path, data: OpenDataset, standards: Path) -> None:
    told = crate(out, data)
    items = {item["@id"]: item for item in told["@graph"]}
    assert len(items) == len(told["@graph"])
    parts = [part["@id"] for part in items["./"]["hasPart"]]
    assert sorted(parts) == sorted(file.path for name in NAMES for file in FORMATS[name].files)
    assert all(int(items[part]["contentSize"]) == (out / part).stat().st_size for part in parts)
    assert (items["./"]["datePublished"], items["./"]["version"]) == (DAY, "2026-11")
    path = out / rocrate.FILE
    try:
        path.write_text(json.dumps(told), encoding="utf-8")
        assert issues(out, standards) == []
        del items["./"]["license"], items["./"]["datePublished"]
        path.write_text(json.dumps(told), encoding="utf-8")
        assert sum(issue.startswith("REQUIRED") for issue in issues(out, standards)) == 2
    finally:
        path.unlink()


def test_a_crate_tells_its_files_in_one_order(data: OpenDataset) -> None:
    source = Source(data, read_settings())
    made = [Made(file, 1, "0" * 64) for name in NAMES for file in FORMATS[name].files]
    assert rocrate.describe(source, made) == rocrate.describe(source, made[::-1])


# -- proof -------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(out: Path, data: OpenDataset, tmp_path: Path) -> Path:
    """All of it, to be spoilt."""
    shutil.copytree(out, tmp_path / "copy")
    (tmp_path / "copy" / rocrate.FILE).write_text(json.dumps(crate(out, data)), encoding="utf-8")
    return tmp_path / "copy"


def test_nothing_is_wrong_with_it(copy: Path, standards: Path) -> None:
    assert list(programs_check.check(copy, standards)) == list(programs_check.check(copy)) == []
    assert list(programs_check.unchecked(standards)) == [] and len(list(programs_check.unchecked(None))) == 2


@pytest.mark.parametrize(("path", "old", "new", "rules"), [
    ("network/programme.gexf", ' start="', ' begin="', ["xml-schema"]),
    ("network/funding.graphml", 'target="project.', 'target="nobody.', ["xml-schema"]),
    ("network/funding.graphml", "</edge>", "</node>", ["xml-schema"]),
    ("network/collaboration.cyjs", '"source":"organisation.iclei"', '"source":"nobody"', ["json"]),
    ("network/collaboration.cyjs", "]}}\n", "", ["json"]),
    ("more/entities.ftm.json", '{"id":"person.simen-hoy-dypvik"', '{"id":"person.nobody"', ["entity"]),
    ("documents/documents.bib", "@misc", "@other", []),
])  # fmt: skip
def test_a_planted_fault_is_found(
    copy: Path, standards: Path, path: str, old: str, new: str, rules: list[str]
) -> None:
    edit(copy / path, old, new)
    size = (copy / path).stat().st_size
    found = {(finding.rule, finding.place.path) for finding in programs_check.check(copy, standards)}
    (told,) = (
        item for item in json.loads((copy / rocrate.FILE).read_text())["@graph"] if item["@id"] == path
    )
    spoilt = {("byte-size", rocrate.FILE)} if int(told["contentSize"]) != size else set()
    assert found == {(rule, path) for rule in rules} | spoilt and found


def test_an_edge_that_one_format_lacks_is_found(copy: Path, standards: Path) -> None:
    lines = (copy / "network/programme.gexf").read_text(encoding="utf-8").splitlines(keepends=True)
    edge = next(line for line in lines if line.startswith("<edge "))
    edit(copy / "network/programme.gexf", edge, "")
    (copy / "more/entities.ftm.json").unlink()
    rules = [(finding.rule, finding.place.path) for finding in programs_check.check(copy, standards)]
    assert ("edge-count", "network/programme.graphml") in rules and ("missing-file", rocrate.FILE) in rules
