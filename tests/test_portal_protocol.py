"""The W3C's tests of the SPARQL 1.1 Protocol and of service descriptions, against a real server.

The manifests are read where they are; only the runner is ours. The endpoint only reads: tests that update are listed
here with that reason, and it is tested that what they send is refused.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from conftest import SHARED, need
from portal_server import portal_server
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from sparql_client import Answer, send

SUITE = SHARED / "standards" / "w3c-rdf-tests" / "sparql11"
DATA = "http://kasei.us/2009/09/sparql/data/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

UPDATES = ("update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
           "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri")  # fmt: skip
"""They want their update to be done; this endpoint only reads."""
QUERIES = ("query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
           "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full",
           "query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask",
           "query_content_type_describe", "query_content_type_construct", "query_post_direct", "bad_query_method",
           "bad_multiple_queries", "bad_query_wrong_media_type", "bad_query_missing_form_type",
           "bad_query_missing_direct_type", "bad_query_non_utf8", "bad_query_syntax", "bad_update_get",
           "bad_multiple_updates", "bad_update_wrong_media_type", "bad_update_missing_form_type",
           "bad_update_non_utf8", "bad_update_syntax", "bad_update_dataset_conflict")  # fmt: skip
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One request of a test, and what is expected."""

    method: str
    target: str
    body: bytes | None
    headers: dict[str, str]
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None

    def check(self, found: Answer) -> None:
        assert f"{found.status // 100}xx" in self.statuses, found.text
        if self.format:
            assert found.headers["content-type"].partition(";")[0] in FORMATS[self.format]
        if self.boolean is not None:
            assert found.json["boolean"] is self.boolean


@pytest.fixture(scope="module")
def manifest() -> Graph:
    return Graph().parse(need(SUITE / "protocol" / "manifest.ttl"))


@pytest.fixture(scope="module")
def server(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal over a dataset that holds the tests' graphs too."""
    folder = tmp_path_factory.mktemp("protocol") / "dataset"
    shutil.copytree(dataset, folder, symlinks=True)
    store = pyoxigraph.Store(str(folder / "current" / "store"))
    for number in (1, 2, 3):
        text = need(SUITE / "protocol" / f"data{number}.nt").read_bytes()
        graph = pyoxigraph.NamedNode(f"{DATA}data{number}.rdf")
        for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES):
            store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph))
    store.flush()
    del store
    with portal_server(folder, time_limit=20) as address:
        yield address


def entries(manifest: Graph) -> dict[str, Any]:
    """Name -> test."""
    first = manifest.value(predicate=RDF.type, object=MF.Manifest)
    items = Collection(manifest, manifest.value(first, MF.entries))
    return {str(item).rpartition("#")[2]: item for item in items}


def cases(manifest: Graph, name: str) -> Iterator[Case]:
    """The requests of a test, in their order."""
    action = manifest.value(entries(manifest)[name], MF.action)
    for request in Collection(manifest, manifest.value(action, HT.requests)):
        path = str(manifest.value(request, HT.absolutePath))
        content = manifest.value(request, HT.body)
        body = None
        if content is not None:
            encoding = str(manifest.value(content, CNT.characterEncoding) or "UTF-8")
            body = str(manifest.value(content, CNT.chars)).encode(encoding)
        told = manifest.value(request, HT.headers)
        headers = {
            str(manifest.value(one, HT.fieldName)).title(): str(manifest.value(one, HT.fieldValue))
            for one in (Collection(manifest, told) if told is not None else ())
        }
        answer = manifest.value(request, HT.resp)
        boolean, form = manifest.value(answer, MF.expectedBoolean), manifest.value(answer, MF.expectedFormat)
        statuses = frozenset(str(one)[-3:] for one in manifest.objects(answer, MF.expectedStatus))
        yield Case(
            str(manifest.value(request, HT.methodName)), path.removeprefix("/sparql/"), body, headers, statuses,
            None if boolean is None else bool(boolean.toPython()), None if form is None else str(form),
        )  # fmt: skip


def test_every_test_is_known(manifest: Graph) -> None:
    assert set(entries(manifest)) == {*QUERIES, *UPDATES}


@pytest.mark.parametrize("name", QUERIES)
def test_protocol(server: str, manifest: Graph, name: str) -> None:
    for case in cases(manifest, name):
        case.check(send(server, case.target, case.method, case.body, **case.headers))


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused(server: str, manifest: Graph, name: str) -> None:
    update = next(cases(manifest, name))
    found = send(server, update.target, update.method, update.body, **update.headers)
    assert (found.status, found.detail) == (403, "this endpoint only reads; it takes no updates")


# -- service description -------------------------------------------------------------------------------------


def described(server: str, accept: str = "text/turtle", method: str = "GET") -> Answer:
    return send(server, method=method, Accept=accept)


def test_the_suite_of_descriptions_is_known() -> None:
    manifest = Graph().parse(need(SUITE / "service-description" / "manifest.ttl"))
    assert set(entries(manifest)) == {"has-endpoint-triple", "returns-rdf", "conforms-to-schema"}


@pytest.mark.parametrize(
    ("media", "name"),
    [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt"),
     ("application/ld+json", "json-ld"), ("*/*", "turtle")],
)  # fmt: skip
def test_returns_rdf_with_the_endpoint(server: str, media: str, name: str) -> None:
    found = described(server, media)
    assert found.status == 200
    graph = Graph().parse(data=found.body, format=name)
    assert list(graph.objects(None, SD.endpoint)) == [URIRef(f"{server}sparql")]


RANGES = {
    SD.endpoint: (SD.Service, None), SD.feature: (SD.Service, SD.Feature),
    SD.defaultDataset: (SD.Service, SD.Dataset), SD.resultFormat: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, SD.Language), SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph), SD.name: (SD.NamedGraph, None),
}  # fmt: skip
"""Property -> class of what has it, and of its values, in the vocabulary; None where it says nothing we state."""
KNOWN = {
    SD.SPARQL11Query: SD.Language, SD.UnionDefaultGraph: SD.Feature, SD.BasicFederatedQuery: SD.Feature,
}  # fmt: skip
"""What the vocabulary itself says of its instances."""


def test_conforms_to_the_schema(server: str) -> None:
    graph = Graph().parse(data=described(server).body, format="turtle")
    for subject, predicate, object_ in graph:
        if predicate == RDF.type:
            assert object_ in (SD.Service, SD.Dataset, SD.Graph, SD.NamedGraph)
            continue
        domain, range_ = RANGES[predicate]
        assert (subject, RDF.type, domain) in graph
        assert range_ is None or (object_, RDF.type, range_) in graph or KNOWN.get(object_) == range_
        assert isinstance(object_, URIRef)
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert {f"{DATA}data1.rdf", "https://w3id.org/scen/graph/entities"} <= names
    assert (None, RDFS.comment, None) not in graph


def test_a_reader_is_led_to_the_editor(server: str) -> None:
    found = described(server, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (found.status, found.headers["location"]) == (303, f"{server}editor")
    assert described(server, "image/png").status == 406
