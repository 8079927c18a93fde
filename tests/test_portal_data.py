"""Linked data over real HTTP: what a client asks for it gets, in every syntax, and what is not there it is told."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from conftest import TINY, TINY_TEXT, edit
from lxml import etree
from portal_server import portal_server
from rdflib.compare import isomorphic
from starlette.applications import Starlette

import scen
from scen.graph.build import build
from scen.graph.dataset import Dataset
from scen.portal import data, descriptions, formats, negotiation, rdf_answers, schema_org, wellknown
from scen.portal.descriptions import Standing
from scen.portal.formats import FORMATS
from scen.portal.portal import Portal
from scen.portal.settings import Settings

BASE = "https://w3id.org/scen/"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "nq": "nquads", "trig": "trig"}
PEOPLE = """\
- {id: ada-test, name: {en: Ada Test}, rendering: {sv: "<b>Ada & Co</b>"}, formerly: [ada-old]}
- {id: bo-test, name: {en: Bo Test}}
- {id: bo-again, rendering: {en: Bo Again}}
- {id: p-0123456789abcdef, visibility: withheld}
"""
LEDGER = "- {judgement: same, a: bo-test, b: bo-again, who: Test, when: 2026-01-01, why: one}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented dataset with a renamed, a merged and a withheld person."""
    root = tmp_path_factory.mktemp("linked")
    sha = hashlib.sha256(TINY_TEXT.encode()).hexdigest()
    for name, text in {**TINY, "entities/persons.yaml": PEOPLE, "ledger.yaml": LEDGER}.items():
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SHA", sha), encoding="utf-8")
    build(root / "records", out=root / "dataset")
    return root / "dataset"


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[httpx.Client]:
    """A client of a portal that runs; it follows no redirect, and takes no compression."""
    headers = {"Accept-Encoding": "identity"}
    with (
        portal_server(folder) as address,
        httpx.Client(base_url=address, headers=headers, timeout=30) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def tiny_dataset(folder: Path) -> Iterator[Dataset]:
    with Dataset(folder) as found:
        yield found


# -- negotiation ------------------------------------------------------------------------------------------

OFFERED = ("text/html", "text/turtle", "application/ld+json", "application/rdf+xml")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle ; Q=1.000", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.5, text/turtle;q=0.5", "text/turtle"),
        ("text/*, application/rdf+xml;q=0.9", "text/html"),
        ("text/*;q=0.5, text/turtle", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/html;q=0.1, text/*;q=0.9, */*;q=0.2", "text/turtle"),
        ("*/*;q=0.1, application/rdf+xml;q=0.2", "application/rdf+xml"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x;q=0"', "application/ld+json"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("text/html;level=1, text/turtle;q=0.1", "text/turtle"),
        ("application/rdf+xml, text/turtle;q=0.9, text/html;q=nonsense", "application/rdf+xml"),
        ("nonsense", "text/html"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/turtle, image/png", None),
    ],
)  # fmt: skip
def test_the_best_form_is_found_as_rfc_9110_has_it(accept: str | None, expected: str | None) -> None:
    assert negotiation.best(accept, OFFERED) == expected


def test_the_qualities_of_the_example_in_rfc_9110() -> None:
    ranges = negotiation.read(
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    )
    told = {
        "text/plain;format=flowed": 1, "text/plain": 0.7, "text/html": 0.3, "image/jpeg": 0.5,
        "text/plain;format=fixed": 0.4, "text/html;level=3": 0.3,
    }  # fmt: skip
    assert {name: negotiation.quality(ranges, name) for name in told} == told


def test_a_header_made_to_hurt_is_read_at_once() -> None:
    assert negotiation.best('"' * 50_000 + "," * 50_000, OFFERED) == "text/html"
    assert negotiation.best('a/b;"' + '\\"' * 50_000, OFFERED) is None


# -- 303 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "accept", "place"),
    [
        ("id/person/ada-test", BROWSER, "page/person/ada-test"),
        ("id/person/ada-test", "text/turtle", "data/person/ada-test.ttl"),
        ("id/person/ada-test", "application/ld+json, text/html;q=0.9", "data/person/ada-test.jsonld"),
        ("id/person/ada-test.nt", BROWSER, "data/person/ada-test.nt"),
        ("id/person/ada-test.trig", "image/png", "data/person/ada-test.trig"),
    ],
)
def test_a_thing_leads_to_a_page_or_to_data(web: httpx.Client, path: str, accept: str, place: str) -> None:
    answer = web.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, str(web.base_url) + place)
    assert "Accept" in answer.headers["vary"]
    for form in FORMATS:
        link = f'<{web.base_url}data/person/ada-test.{form.extension}>; rel="alternate describedby"; type="{form.media_type}"'
        assert link in answer.headers["link"]


def test_what_has_no_page_is_shown_as_data_and_evidence_with_its_claim(
    web: httpx.Client, tiny_dataset: Dataset
) -> None:
    claims, evidence, ties = (_some(tiny_dataset, kind) for kind in ("claim", "evidence", "tie"))
    assert web.get(claims).headers["location"].endswith(f"page/{claims[3:]}")
    assert "/page/claim/" in web.get(evidence).headers["location"]
    assert web.get(ties, headers={"Accept": BROWSER}).headers["location"].endswith(f"data/{ties[3:]}.ttl")


def _some(dataset: Dataset, kind: str) -> str:
    iris = sorted(
        {str(quad.subject)[1:-1] for quad in dataset.store.quads_for_pattern(None, None, None, None)}
    )
    return next(
        iri.removeprefix(BASE) for iri in iris if iri.startswith(f"{BASE}id/{kind}/") and "#" not in iri
    )


def test_every_iri_of_the_dataset_gives_its_description(web: httpx.Client, tiny_dataset: Dataset) -> None:
    quads = list(tiny_dataset.store.quads_for_pattern(None, None, None, None))
    named = {
        str(node)[1:-1].partition("#")[0]
        for quad in quads
        for node in (quad.subject, quad.object, quad.graph_name)
    }
    iris = sorted(iri for iri in named if iri.startswith((f"{BASE}id/", f"{BASE}graph/")))
    assert len(iris) > 30
    for iri in iris:
        answer = web.get(iri.removeprefix(BASE), headers={"Accept": "text/turtle"}, follow_redirects=True)
        gone = iri.endswith("/p-0123456789abcdef")
        assert answer.status_code == (410 if gone else 200), iri
        if not gone:
            assert list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE)), iri


@pytest.mark.parametrize("way", ["id", "data", "page"])
@pytest.mark.parametrize(("old", "new"), [("ada-old", "ada-test"), ("bo-again", "bo-test")])
def test_a_renamed_or_merged_thing_has_moved(web: httpx.Client, way: str, old: str, new: str) -> None:
    answer = web.get(f"{way}/person/{old}")
    assert answer.status_code in (301, 308)
    assert httpx.URL(answer.headers["location"]).path == f"/{way}/person/{new}"


def test_a_moved_description_keeps_its_form(web: httpx.Client) -> None:
    answer = web.get("data/person/ada-old.rdf")
    assert (answer.status_code, answer.headers["location"]) == (
        301,
        f"{web.base_url}data/person/ada-test.rdf",
    )


@pytest.mark.parametrize("path", ["id/person/p-0123456789abcdef", "data/person/p-0123456789abcdef.ttl"])
def test_a_withheld_thing_is_gone_and_has_no_name(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 410
    assert "p-0123" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "id/person/nobody", "id/persons/ada-test", "data/person/nobody.ttl", "data/person/ada-test.zip", "graph/doc/none",
        "graph/", "id/person/", "id/person/a%0d%0aSet-Cookie:%20a=b", "id/person/%3Cscript%3E",
        "id/person/..%2f..%2fetc%2fpasswd", "data/..%2f..%2f..%2fetc/passwd", "ns.zip", ".well-known/void.zip",
        "sitemap-2.xml", "sitemap-0.xml", "id/person/%ff%fe", "id/person/ada-test%20%7B%7D",
    ],
)  # fmt: skip
def test_what_never_was_is_not_found(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 404, answer.text
    assert "set-cookie" not in answer.headers
    assert "Traceback" not in answer.text
    assert str(Path.cwd()) not in answer.text


@pytest.mark.parametrize(
    "path", ["id/person/ada-test", "data/person/ada-test", "graph/doc/doc-1", "ns", ".well-known/void"]
)
def test_a_form_that_is_not_there_is_refused_with_the_list_of_those_that_are(
    web: httpx.Client, path: str
) -> None:
    answer = web.get(path, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert all(form.media_type in answer.text for form in FORMATS)
    assert "Accept" in answer.headers["vary"]
    assert (
        web.get(
            path, headers={"Accept": "image/png, application/n-quads;q=0.1"}, follow_redirects=True
        ).status_code
        == 200
    )


# -- descriptions -------------------------------------------------------------------------------------------

DESCRIBED = (
    "data/person/ada-test",
    "data/event/meeting-2021",
    "data/document/doc-1",
    "graph/doc/doc-1",
    "ns",
    ".well-known/void",
)


@pytest.mark.parametrize("path", DESCRIBED)
def test_all_syntaxes_say_the_same_to_two_readers(web: httpx.Client, path: str) -> None:
    said, read = set(), rdflib.Graph()
    for form in FORMATS:
        answer = web.get(f"{path}.{form.extension}")
        assert answer.headers["content-type"].partition(";")[0] == form.media_type
        assert answer.content == web.get(path, headers={"Accept": form.media_type}).content
        triples = {
            ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(answer.content, format=form.syntax)
        }
        graph = rdflib.Graph()
        for s, p, o, _ in rdflib.Dataset().parse(data=answer.content, format=RDFLIB[form.extension]).quads():
            graph.add((s, p, o))
        said, read = said or triples, read or graph
        assert triples == said, form
        assert isomorphic(graph, read), form
    assert len(said) == len(read) > 20


def test_quads_tell_the_graph_of_each_statement(web: httpx.Client) -> None:
    for extension in ("nq", "trig"):
        form = formats.BY_EXTENSION[extension]
        quads = list(ox.parse(web.get(f"data/person/ada-test.{extension}").content, format=form.syntax))
        names = {str(quad.graph_name).strip("<>").removeprefix(f"{BASE}graph/") for quad in quads}
        assert names == {"DEFAULT", "entities", "doc/doc-1", "derived", "vocabulary"}


def test_a_person_is_described_with_claims_evidence_and_labels(web: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=web.get("data/person/ada-test.ttl").content, format="turtle")
    ask = """PREFIX id: <https://w3id.org/scen/id/> PREFIX scen: <https://w3id.org/scen/ns#>
    PREFIX cv: <http://data.europa.eu/m8g/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX void: <http://rdfs.org/ns/void#>
    SELECT ?role ?line ?event ?words ?behalf {
      ?claim cv:hasParticipant id:person/ada-test ; cv:role/skos:prefLabel ?role ; scen:line ?line ;
        scen:onBehalfOf/skos:prefLabel ?behalf .
      id:event/meeting-2021 cv:hasParticipation ?claim ; skos:prefLabel ?event .
      ?note oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?words .
      ?document foaf:primaryTopic id:person/ada-test ; void:inDataset ?dataset .
      FILTER(LANG(?role) = "nb")
    }"""
    ask = ask.replace("id:person/ada-test", f"<{BASE}id/person/ada-test>").replace(
        "id:event/meeting-2021", f"<{BASE}id/event/meeting-2021>"
    )
    rows = [tuple(map(str, row)) for row in graph.query(ask)]
    assert rows == [("taler", "2", "The Meeting", "Ada Test, Org A", "Org A")]


def test_nothing_of_others_who_merely_were_there_is_told(web: httpx.Client) -> None:
    text = web.get("data/person/ada-test.nt").text
    claims_of_bo = [
        line for line in web.get("data/person/bo-test.nt").text.splitlines() if "hasParticipant>" in line
    ]
    assert len(claims_of_bo) == 1
    assert claims_of_bo[0] not in text


def test_json_ld_is_compact_and_brings_its_context(web: httpx.Client) -> None:
    told = web.get("data/person/ada-test.jsonld").json()
    assert told["@context"]["prefLabel"]["@container"] == "@language"
    ada = next(node for node in told["@graph"] if node["id"] == f"{BASE}id/person/ada-test")
    assert ada["prefLabel"] == {"en": "Ada Test", "sv": "<b>Ada & Co</b>"}
    assert ada["type"] == ["person:Person", "Agent", "Person", "schema:Person"]
    (claim,) = [node for node in told["@graph"] if node.get("hasParticipant") == f"{BASE}id/person/ada-test"]
    assert (claim["line"], claim["certainty"], claim["identifier"]) == (
        2,
        f"{BASE}ns#stated",
        claim["id"].rpartition("/")[2],
    )


def test_a_description_comes_with_its_links_and_its_own_address(web: httpx.Client) -> None:
    answer = web.get("data/person/ada-test", headers={"Accept": "application/rdf+xml"})
    assert answer.headers["content-location"] == f"{web.base_url}data/person/ada-test.rdf"
    assert f'<{BASE}id/person/ada-test>; rel="describes"' in answer.headers["link"]
    assert (
        f'<{web.base_url}page/person/ada-test>; rel="alternate"; type="text/html"' in answer.headers["link"]
    )
    assert (
        f'<{web.base_url}data/person/ada-test.ttl>; rel="alternate"; type="text/turtle"'
        in answer.headers["link"]
    )
    assert "ada-test.rdf" not in answer.headers["link"]


VALIDATED = (
    "data/person/ada-test.ttl",
    "graph/doc/doc-1.nq",
    ".well-known/void.jsonld",
    "data/dump.nq.gz",
    "sitemap.xml",
    "opensearch.xml",
    "ns",
)
OF_TRANSPORT = {"date", "x-request-id", "transfer-encoding"}


@pytest.mark.parametrize("path", [*VALIDATED, "id/person/ada-test", "id/person/nobody"])
def test_head_tells_what_get_tells_without_the_body(web: httpx.Client, path: str) -> None:
    got, head = web.get(path), web.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    headers = [
        {name: value for name, value in told.headers.items() if name not in OF_TRANSPORT}
        for told in (got, head)
    ]
    assert headers[0] == headers[1]


@pytest.mark.parametrize("path", VALIDATED)
def test_who_has_it_is_not_sent_it_again(web: httpx.Client, path: str) -> None:
    first = web.get(path)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for told in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-Modified-Since": modified},
    ):
        again = web.get(path, headers=told)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (
        web.get(path, headers={"If-None-Match": '"other"', "If-Modified-Since": modified}).status_code == 200
    )
    assert web.get(path).content == first.content, "same data, same bytes"


def test_a_hub_is_described_in_part_and_says_so(
    tiny_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    iri = f"{BASE}id/event/meeting-2021"
    assert descriptions.describe(tiny_dataset, iri).cut == ()
    monkeypatch.setattr(descriptions, "CLAIMS", 2)
    few = descriptions.describe(tiny_dataset, iri)
    assert few.cut == ("2 of its claims",)
    comments = [
        q.object
        for q in few.quads
        if str(q.subject) == f"<{BASE}data/event/meeting-2021>" and "comment" in str(q.predicate)
    ]
    assert comments == [
        ox.Literal("Only 2 of its claims are given here; the SPARQL endpoint has all.", language="en")
    ]
    notes = {q.object for q in few.quads if str(q.predicate).endswith("oa#hasBody>")}
    assert len(notes) == 2
    monkeypatch.setattr(descriptions, "OWN", 3)
    assert descriptions.describe(tiny_dataset, iri).cut[0] == "3 of its statements"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.extension)
def test_what_is_written_in_pieces_is_the_same(
    tiny_dataset: Dataset, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> set[object]:
        quads = descriptions.describe(tiny_dataset, f"{BASE}id/event/meeting-2021").sorted(form.graphs)
        parts = list(formats.written(quads, form, tiny_dataset.meta["prefixes"]))
        assert b"".join(rdf_answers.gathered(iter(parts), 100)) == b"".join(parts)
        return set(ox.parse(b"".join(parts), format=form.syntax))

    whole = read()
    monkeypatch.setattr(formats, "PIECE", 7)
    assert read() == whole


def test_a_download_that_is_broken_off_lets_go_of_the_dataset(folder: Path) -> None:
    portal = Portal(Settings(folder))
    parts = data._LinkedData(portal)._written("doc/doc-1", formats.N_TRIPLES)
    assert next(rdf_answers.gathered(parts, 10))
    assert portal.current._now.readers == 1
    del parts
    assert portal.current._now.readers == 0
    portal.current.close()


def test_a_rebuild_changes_the_tag(tmp_path: Path, folder: Path) -> None:
    records = shutil.copytree(folder.parent / "records", tmp_path / "records")
    build(records, out=tmp_path / "dataset")
    with portal_server(tmp_path / "dataset") as address:
        first = httpx.get(f"{address}data/person/ada-test.ttl")
        edit(records / "entities/persons.yaml", "<b>Ada & Co</b>", "Ada och andra")
        build(records, out=tmp_path / "dataset")
        again = httpx.get(
            f"{address}data/person/ada-test.ttl", headers={"If-None-Match": first.headers["etag"]}
        )
        assert again.status_code == 200
        assert '"Ada och andra"@sv' in again.text


HOSTILE = ['</script><b>"', "a\x01b\x0bc", "line\r\nnext\ttab", "]]>&amp;", "\U0001f600 å \ufffe", "", " "]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.extension)
def test_odd_texts_survive_every_syntax(form: Any) -> None:
    node, path = ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/is")
    values = [ox.Literal(text) for text in HOSTILE] + [
        ox.Literal(HOSTILE[0], language="sv"),
        ox.Literal("05", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ]
    quads = [ox.Quad(node, path, value) for value in values]
    read = {quad.object for quad in ox.parse(b"".join(formats.written(quads, form, {})), format=form.syntax)}
    if form is formats.RDF_XML:  # XML has no such characters
        marks = str.maketrans("\x01\x0b\ufffe", "\ufffd\ufffd\ufffd")
        values = [
            ox.Literal(v.value.translate(marks)) if not v.language and v.value != "05" else v for v in values
        ]
    assert read == set(values)


def test_a_property_that_xml_cannot_name_is_left_out_alone() -> None:
    node = ox.NamedNode("http://example.org/a")
    quads = [
        ox.Quad(node, ox.NamedNode(f"http://example.org/{name}"), ox.Literal(name))
        for name in ("12", "x/", "is")
    ]
    read = [
        quad.object.value
        for quad in ox.parse(
            b"".join(formats.written(quads, formats.RDF_XML, {})), format=ox.RdfFormat.RDF_XML
        )
    ]
    assert read == ["is"]


def test_merges_that_run_in_a_ring_end() -> None:
    store = ox.Store()
    a, b = (ox.NamedNode(f"{BASE}id/person/{name}") for name in "ab")
    became = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")
    store.extend([ox.Quad(a, became, b), ox.Quad(b, became, a)])

    ring: Any = SimpleNamespace(
        base=BASE, store=store, meta={"prefixes": {"dct": "http://purl.org/dc/terms/"}}
    )
    assert descriptions.standing(ring, a.value)[0] is Standing.UNKNOWN


# -- known places -------------------------------------------------------------------------------------------


def test_void_counts_the_dataset_in_terms_that_there_are(
    web: httpx.Client, folder: Path, standards: Path
) -> None:
    graph = rdflib.Graph().parse(data=web.get(".well-known/void").content, format="turtle")
    void, dct = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://purl.org/dc/terms/")
    dataset = rdflib.URIRef(f"{BASE}.well-known/void#dataset")
    assert int(graph.value(dataset, void.triples)) == len(
        (folder / "scen.nq").read_text(encoding="utf-8").splitlines()
    )
    assert int(graph.value(dataset, void.entities)) == 6, (
        "two organisations, two people, an event, a document"
    )
    counts = {
        str(graph.value(part, void["class"])): int(graph.value(part, void.entities))
        for part in graph.objects(dataset, void.classPartition)
    }
    assert counts["http://xmlns.com/foaf/0.1/Person"] == 2
    assert counts["http://www.w3.org/ns/org#Organization"] == 2
    assert counts["http://data.europa.eu/m8g/Participation"] == 3
    assert counts["http://www.w3.org/ns/oa#Annotation"] == counts["https://w3id.org/scen/ns#Claim"]
    assert str(graph.value(dataset, void.sparqlEndpoint)) == f"{web.base_url}sparql"
    assert str(graph.value(dataset, dct.license)) == "https://creativecommons.org/licenses/by/4.0/"
    for example in graph.objects(dataset, void.exampleResource):
        assert web.get(str(example).removeprefix(BASE)).status_code == 303
    assert web.head(httpx.URL(str(graph.value(dataset, void.dataDump))).path).status_code == 200
    known = set(rdflib.Graph().parse(standards / "void/void.ttl", format="turtle").subjects())
    used = {p for _, p, _ in graph if str(p).startswith(str(void))}
    assert used <= known


def test_the_dump_is_the_dataset(web: httpx.Client, folder: Path) -> None:
    assert gzip.decompress(web.get("data/dump.nq.gz").content) == (folder / "scen.nq").read_bytes()


def test_the_dump_has_what_was_loaded_beside_the_records(tmp_path: Path) -> None:
    version = tmp_path / "dataset/versions/one"
    (version / "bulk").mkdir(parents=True)
    (version / "scen.nq").write_bytes(b"<a:a> <a:b> <a:c> .\n")
    (version / "bulk/more.nq").write_bytes(b"<a:d> <a:e> <a:f> .\n")
    (version / "bulk/more.json").write_text("{}", encoding="utf-8")

    here: Any = SimpleNamespace(current=SimpleNamespace(version=version))
    squeezed = b"".join(wellknown._WellKnown(here)._squeezed())
    assert gzip.decompress(squeezed) == b"<a:a> <a:b> <a:c> .\n<a:d> <a:e> <a:f> .\n"


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _places(answer: Any) -> list[str]:
    return [place.text or "" for place in etree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_the_sitemap_has_every_page_and_each_is_there(web: httpx.Client) -> None:
    places = _places(web.get("sitemap.xml"))
    assert len(places) == len(set(places))
    things = {place.partition("/page/")[2] for place in places if "/page/" in place}
    assert things == {
        "person/ada-test",
        "person/bo-test",
        "organisation/org-a",
        "organisation/org-b",
        "event/meeting-2021",
        "document/doc-1",
    }
    for place in places:
        assert web.get(place).status_code == 200, place


def test_many_pages_are_on_several_sitemaps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal(Settings(folder))
    app = Starlette(routes=wellknown.routes(portal))

    def get(path: str) -> list[str]:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://portal.test"
            ) as client:
                return await client.get(path)

        return _places(asyncio.run(ask()))

    whole = get("/sitemap.xml")
    for size in (4, len(whole) - 1, len(whole)):
        monkeypatch.setattr(wellknown, "ADDRESSES", size)
        maps = get("/sitemap.xml") if size < len(whole) else ["/sitemap-1.xml"]
        pages = [get(place) for place in maps]
        assert all(len(page) == size for page, _ in pairwise(pages))
        assert [place for page in pages for place in page] == whole
    portal.current.close()


def test_browsers_and_robots_find_their_rules(web: httpx.Client) -> None:
    found = etree.fromstring(web.get("opensearch.xml").content)
    template, half = (url.get("template") for url in found.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")[:2])
    assert template == f"{web.base_url}find?q={{searchTerms}}"
    suggested = httpx.get(half.replace("{searchTerms}", "ad"))
    assert suggested.headers["content-type"] == "application/x-suggestions+json"
    assert suggested.json()[0] == "ad" and suggested.json()[1]
    assert len(found.findtext("{http://a9.com/-/spec/opensearch/1.1/}ShortName")) <= 16
    assert f"Sitemap: {web.base_url}sitemap.xml" in web.get("robots.txt").text


def test_the_address_of_the_settings_is_told_whatever_host_a_client_names(folder: Path) -> None:
    with portal_server(folder, address="https://data.example.org/scen/") as address:
        answer = httpx.get(
            f"{address}id/person/ada-test", headers={"Host": "evil.example", "Accept": "text/turtle"}
        )
        assert answer.headers["location"] == "https://data.example.org/scen/data/person/ada-test.ttl"
        assert "evil.example" not in httpx.get(f"{address}sitemap.xml", headers={"Host": "evil.example"}).text


# -- schema.org ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def curated(dataset: Path) -> Iterator[Any]:
    with scen.open(dataset) as data:
        yield data


def _all(data: Any) -> list[dict[str, Any]]:
    found = data.store.read(lambda readable: readable.names.listed(list(schema_org._TYPES), 0, 10_000))
    return [schema_org.of(data, f"{BASE}id/{kind}/{slug}", "https://example.org/") for kind, slug in found]


@pytest.fixture(scope="module")
def told(curated: Any, standards: Path) -> rdflib.Graph:
    """All that the pages and the start page say in schema.org's words, as RDF."""
    path = standards / "schema.org/30.0/schemaorgcontext.jsonld"
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    nodes = [*_all(curated), schema_org.dataset(curated, "https://example.org/")]
    assert len(nodes) > 200
    plain = [{key: value for key, value in node.items() if key != "@context"} for node in nodes]
    return rdflib.Graph().parse(
        data=json.dumps({"@context": context, "@graph": plain}).replace("https://schema", "http://schema"),
        format="json-ld",
    )


@pytest.mark.filterwarnings("ignore::pyshacl.errors.ShapeRecursionWarning")
def test_what_pages_say_fits_the_shapes_of_schema_org(told: rdflib.Graph, standards: Path) -> None:
    from pyshacl import validate

    shapes = rdflib.Graph().parse(standards / "schema.org/30.0/schemaorg-shapes.shacl", format="turtle")
    classes = rdflib.Graph().parse(standards / "schema.org/30.0/schemaorg-subclasses.shacl", format="turtle")
    nodes, sh = rdflib.Namespace("http://schema.org/validation#ValidSchema"), rdflib.SH
    for name in (
        "Text",
        "Date",
        "DateTime",
        "Number",
        "Boolean",
    ):  # they are published as if values were nodes
        shapes.set((nodes[name], sh.nodeKind, sh.Literal))
    shapes.set((nodes["URL"], sh.nodeKind, sh.IRIOrLiteral))
    conforms, _, report = validate(told, shacl_graph=shapes, ont_graph=classes, allow_warnings=True)
    assert conforms, report
    wrong = rdflib.Graph().parse(
        data="<urn:a> a <http://schema.org/Event> ; <http://schema.org/name> <urn:b> .", format="turtle"
    )
    assert not validate(wrong, shacl_graph=shapes, ont_graph=classes)[0], "the shapes do judge"


def test_every_word_and_its_place_is_of_schema_org(told: rdflib.Graph, standards: Path) -> None:
    model = rdflib.Graph()
    for line in rdflib.Graph().parse(standards / "schema.org/30.0/schemaorg-all-https.nt", format="nt"):
        model.add(tuple(rdflib.URIRef(str(t).replace("https://schema", "http://schema", 1)) for t in line))  # type: ignore[arg-type]
    schema = rdflib.Namespace("http://schema.org/")

    def types(node: Any) -> set[Any]:
        found = set(told.objects(node, rdflib.RDF.type)) or set(model.objects(node, rdflib.RDF.type))
        return {over for one in found for over in model.transitive_objects(one, rdflib.RDFS.subClassOf)}

    values = {schema[name] for name in ("Text", "URL", "Date", "DateTime", "Number", "Boolean", "Duration")}
    for s, p, o in told:
        if p == rdflib.RDF.type:
            assert (o, None, None) in model, o
            continue
        assert set(model.objects(p, schema.domainIncludes)) & types(s), (s, p)
        fits = set(model.objects(p, schema.rangeIncludes))
        assert fits & (values if isinstance(o, rdflib.Literal) or not types(o) else types(o)), (s, p, o)


def test_an_announced_event_is_scheduled_and_nothing_inferred_is_told(curated: Any) -> None:
    told = schema_org.of(curated, f"{BASE}id/event/lulea-seminar-2019", "https://example.org/")
    assert (told["@type"], told["startDate"], told["endDate"]) == ("Event", "2019-09-16", "2019-09-16")
    assert told["eventStatus"] == {"@id": "https://schema.org/EventScheduled"}
    assert {place["name"] for place in told["location"]} == {"Kulturens hus", "Luleå"}, (
        "that it is in Sweden is inferred"
    )
    assert {one["name"] for one in told["performer"]} == {"Electronics Watch", "Region Stockholm"}
    assert "organizer" not in told, "that Swedwatch organises it is inferred"
    assert told["mainEntityOfPage"] == "https://example.org/page/event/lulea-seminar-2019"


def test_a_grant_names_who_pays_for_what(curated: Any) -> None:
    told = schema_org.of(curated, f"{BASE}id/grant/eu-make-ict-fair")
    assert (told["funder"]["name"], told["fundedItem"]["name"]) == ("European Union", "Make ICT Fair")
    assert told["identifier"] == "CSO-LA12017/388-226"
    funders = schema_org.of(curated, f"{BASE}id/project/make-ict-fair")["funder"]
    assert [one["name"] for one in funders] == ["European Union", "Sida"]


def test_disputed_days_are_not_told(curated: Any) -> None:
    disputed = curated.select(
        "SELECT DISTINCT ?thing { ?c scen:certainty scen:disputed ; rdf:subject ?thing ; rdf:predicate dct:date }"
    )
    assert len(disputed) > 0
    for row in disputed:
        assert "startDate" not in schema_org.of(curated, row.thing.iri), row.thing
