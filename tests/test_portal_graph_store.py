"""The Graph Store Protocol of a real portal: the W3C's own tests, and what a stranger might try."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from conftest import need
from portal_server import portal_server
from pyoxigraph import Literal, Quad, RdfFormat, parse
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

PATH = "/rdf-graph-store"
TOKEN = "a-token-of-these-tests"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
GSP = Namespace("http://www.w3.org/2009/sparql/docs/tests/data-sparql11/http-rdf-update/manifest#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
INDIRECT = (
    "put_get_repeat_indirect", "put_get_default", "put_delete_get_delete_indirect", "post_get_post_get_indirect",
    "post_get_new_graph", "head_existing_indirect", "head_non_existing_indirect", "put_get_uri_pct_encoded_indirect",
    "put_get_uri_pct_encoded_twice",
)  # fmt: skip
DIRECT = ("put_get_repeat_direct", "put_delete_get_delete_direct", "post_get_post_get_direct", "head_existing_direct",
          "head_non_existing_direct")  # fmt: skip
XSD = "http://www.w3.org/2001/XMLSchema#"
TURTLE = "text/turtle; charset=utf-8"
ONE = b'<http://example.org/a> <http://example.org/says> "one" .'
TWO = b'<http://example.org/a> <http://example.org/says> "two" .'


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Client:
    """Sends addresses as they are written, percent signs and all."""

    address: str

    def __call__(
        self, method: str, path: str, body: bytes | None = None, *, token: str | None = TOKEN, **headers: str
    ) -> Answer:
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            told["authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return Answer(
                answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
            )
        finally:
            connection.close()


@pytest.fixture(scope="module")
def folder(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the dataset, so that what is written goes with the tests."""
    copy = tmp_path_factory.mktemp("written") / "dataset"
    shutil.copytree(dataset, copy, symlinks=True)
    return copy


@pytest.fixture(scope="module")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("token") / "token"
    path.write_text(TOKEN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def running(folder: Path, token_file: Path) -> Iterator[str]:
    with portal_server(folder, writable=True, token_file=token_file) as address:
        yield address


@pytest.fixture
def ask(running: str, folder: Path) -> Client:
    """The writable portal, in which nothing is written yet."""
    shutil.rmtree(folder / "written", ignore_errors=True)
    return Client(running)


def _named(graph: str) -> str:
    return f"{PATH}?graph={quote(graph, safe='')}"


def _texts(body: bytes, form: RdfFormat = RdfFormat.TURTLE) -> list[str]:
    return sorted(quad.object.value for quad in parse(body, format=form) if hasattr(quad.object, "value"))


# -- the tests of the W3C ----------------------------------------------------------------------------------


def _manifest(standards: Path, name: str) -> Graph:
    graph = Graph()
    graph.parse(need(standards / "w3c-rdf-tests/sparql11/graph-store-protocol" / f"manifest-{name}.ttl"))
    return graph


def _headers(graph: Graph, node: URIRef) -> dict[str, str]:
    found = graph.value(node, HT.headers)
    items = list(Collection(graph, found)) if found else []
    return {str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue)) for one in items}


def _rdf(body: str | bytes, base: str) -> Graph:
    graph = Graph()
    graph.parse(data=body, format="turtle", publicID=base)
    return graph


def _run(ask: Client, manifest: Graph, name: str) -> None:
    """Send the requests of a test in their order; status, media type, Location and triples are to be as told."""
    action = manifest.value(GSP[name], MF.action)
    location = ""
    for request in Collection(manifest, manifest.value(action, HT.requests)):
        expected = manifest.value(request, HT.resp)
        path = str(manifest.value(request, HT.absolutePath)).replace("/gsp", PATH, 1)
        body = (
            manifest.value(manifest.value(request, HT.body), CNT.chars)
            if manifest.value(request, HT.body)
            else None
        )
        method = str(manifest.value(request, HT.methodName))
        sent = str(body).replace("$LOCATION$", location).encode() if body is not None else None
        told = {name.replace("-", "_"): value for name, value in _headers(manifest, request).items()}
        answer = ask(method, path.replace("$LOCATION$", location), sent, **told)
        statuses = {
            STATUS[str(one).rpartition("#")[2]] for one in manifest.objects(expected, MF.expectedStatus)
        }
        assert answer.status in statuses, (method, path, answer)
        if manifest.value(expected, MF.expectedLocation):
            location = answer.headers["location"]
        for header, value in _headers(manifest, expected).items():
            assert answer.headers[header].lower() == value.lower()
        if right := manifest.value(expected, HT.body):
            base = "http://www.example/"
            assert isomorphic(_rdf(answer.body, base), _rdf(str(manifest.value(right, CNT.chars)), base)), (
                answer.body
            )


@pytest.mark.parametrize("name", INDIRECT)
def test_w3c_indirect(ask: Client, standards: Path, name: str) -> None:
    _run(ask, _manifest(standards, "indirect"), name)


@pytest.mark.parametrize("name", DIRECT)
def test_w3c_direct(ask: Client, standards: Path, name: str) -> None:
    _run(ask, _manifest(standards, "direct"), name)


def test_all_tests_of_the_w3c_are_run(standards: Path) -> None:
    for name, run in (("indirect", INDIRECT), ("direct", DIRECT)):
        manifest = _manifest(standards, name)
        entries = Collection(manifest, next(manifest.objects(None, MF.entries)))
        listed = [str(one).rpartition("#")[2] for one in entries]
        assert [one for one in run if one in listed] == listed
        assert set(run) - set(listed) <= {
            "head_non_existing_direct"
        }  # told in the manifest, but not among its entries


def test_the_older_tests_are_withdrawn_for_these(standards: Path) -> None:
    """http-rdf-update tells its tests in prose, and each says that graph-store-protocol replaces it: none is run."""
    old = Graph()
    old.parse(need(standards / "w3c-rdf-tests/sparql11/http-rdf-update/manifest.ttl"))
    entries = list(Collection(old, next(old.objects(None, MF.entries))))
    approval = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#approval")
    assert len(entries) == 18
    assert {str(old.value(one, approval)).rpartition("#")[2] for one in entries} == {"Deprecated"}


# -- writing -----------------------------------------------------------------------------------------------


def test_put_replaces_and_post_adds(ask: Client) -> None:
    graph = _named("http://example.org/g")
    assert ask("PUT", graph, ONE, content_type=TURTLE).status == 201
    assert ask("PUT", graph, TWO, content_type=TURTLE).status == 204
    assert _texts(ask("GET", graph).body) == ["two"]
    assert ask("POST", graph, ONE, content_type=TURTLE).status == 204
    assert _texts(ask("GET", graph).body) == ["one", "two"]
    assert ask("GET", _named("http://example.org/other")).status == 404


def test_what_is_written_twice_is_there_once_but_blank_nodes_are_each_their_own(ask: Client) -> None:
    graph = _named("http://example.org/g")
    for _ in range(2):
        ask("POST", graph, ONE + b' _:b <http://example.org/says> "blank" .', content_type=TURTLE)
    assert _texts(ask("GET", graph).body) == ["blank", "blank", "one"]


def test_an_empty_graph_is_there(ask: Client) -> None:
    graph = _named("http://example.org/empty")
    assert ask("PUT", graph, b"", content_type=TURTLE).status == 201
    assert (ask("GET", graph).status, ask("GET", graph, accept="application/n-triples").body) == (200, b"")
    assert ask("DELETE", graph).status == 204
    assert ask("HEAD", graph).status == 404


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", ONE),
        ("application/n-triples", ONE),
        ("application/ld+json", b'{"@id": "http://example.org/a", "http://example.org/says": "one"}'),
        ("application/rdf+xml", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"><rdf:Description rdf:about="http://example.org/a"><e:says>one</e:says></rdf:Description></rdf:RDF>'),
    ],
)  # fmt: skip
def test_every_syntax_goes_in_and_comes_out(ask: Client, media_type: str, body: bytes) -> None:
    graph = _named("http://example.org/g")
    assert ask("PUT", graph, body, content_type=media_type).status == 201
    assert _texts(ask("GET", graph, accept="application/n-triples").body, RdfFormat.N_TRIPLES) == ["one"]
    back = ask("GET", graph, accept=media_type)
    assert back.headers["content-type"].startswith(media_type)
    assert ask("PUT", _named("http://example.org/again"), back.body, content_type=media_type).status == 201
    again = ask("GET", _named("http://example.org/again"), accept="application/n-triples")
    assert _texts(again.body, RdfFormat.N_TRIPLES) == ["one"]


def test_relative_addresses_are_those_of_the_graph(ask: Client) -> None:
    ask("PUT", _named("http://example.org/folder/g"), b'<a> <says> "one" .', content_type=TURTLE)
    body = ask("GET", _named("http://example.org/folder/g"), accept="application/n-triples").body
    assert body == b'<http://example.org/folder/a> <http://example.org/folder/says> "one" .\n'


def test_a_new_graph_has_an_address_of_its_own(ask: Client) -> None:
    answer = ask("POST", PATH, ONE, content_type=TURTLE)
    assert answer.status == 201
    assert answer.headers["location"].startswith(f"{ask.address}rdf-graph-store/")
    assert _texts(ask("GET", urlsplit(answer.headers["location"]).path).body) == ["one"]


def test_what_was_written_outlives_the_portal(folder: Path, token_file: Path) -> None:
    with portal_server(folder, writable=True, token_file=token_file) as address:
        Client(address)("PUT", _named("http://example.org/kept"), ONE, content_type=TURTLE)
    with portal_server(folder, writable=True, token_file=token_file) as address:
        assert _texts(Client(address)("GET", _named("http://example.org/kept")).body) == ["one"]


def test_the_dataset_stays_as_it_is(ask: Client, folder: Path) -> None:
    before = (folder / "scen.nq").read_bytes()
    graph = _named("https://w3id.org/scen/graph/entities")
    for method, body in (("PUT", ONE), ("POST", ONE), ("DELETE", None)):
        answer = ask(method, graph, body, content_type=TURTLE)
        assert (answer.status, b"graph of the dataset" in answer.body) == (403, True)
    assert ask("PUT", _named("https://w3id.org/scen/graph/doc/new"), ONE, content_type=TURTLE).status == 403
    assert ask("PUT", f"{PATH}?default", ONE, content_type=TURTLE).status == 201
    assert _texts(ask("GET", f"{PATH}?default").body) == ["one"]
    assert (folder / "scen.nq").read_bytes() == before
    assert b"Swedwatch" in ask("GET", graph).body


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [None, "", "a-token-of-these-test", TOKEN + "x", "Ä"])
def test_only_the_token_writes(ask: Client, token: str | None) -> None:
    graph = _named("http://example.org/g")
    for method in ("PUT", "POST", "DELETE"):
        sent = token.encode().decode("latin-1") if token else token
        answer = ask(method, graph, ONE, token=sent, content_type=TURTLE)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="graphs"')
    assert ask("GET", graph).status == 404


def test_another_kind_of_authorization_is_none(ask: Client) -> None:
    answer = ask(
        "PUT",
        _named("http://example.org/g"),
        ONE,
        token=None,
        authorization=f"Basic {TOKEN}",
        content_type=TURTLE,
    )
    assert answer.status == 401


@pytest.mark.parametrize(
    ("path", "content_type", "body", "status", "said"),
    [
        (_named("http://example.org/g"), TURTLE, b"<a> <b> .", 400, b"not Turtle"),
        (_named("http://example.org/g"), "application/rdf+xml", b"<x>", 400, b"not RDF/XML"),
        (_named("http://example.org/g"), "application/pdf", ONE, 415, b"a graph is sent as"),
        (_named("http://example.org/g"), "application/n-quads", ONE, 415, b"a graph is sent as"),
        (_named("http://example.org/g"), "application/ld+json", b'{"@id": "http://example.org/h", "@graph": [{"@id": "http://example.org/a", "http://example.org/says": "x"}]}', 400, b"named graphs"),
        (_named("http://example.org/g"), "application/ld+json", b'{"@context": "http://127.0.0.1:9/context", "@id": "a"}', 400, b"not JSON-LD"),
        (_named("http://example.org/g"), "multipart/form-data", ONE, 400, b"cannot be read"),
        (_named("http://example.org/g"), 'multipart/form-data; boundary="x"', b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + ONE + b"\r\n--x--\r\n", 201, b""),
        (_named("relative"), TURTLE, ONE, 400, b"absolute IRI"),
        (_named("http://example.org/a b"), TURTLE, ONE, 400, b"absolute IRI"),
        (_named("http://example.org/g") + "&default", TURTLE, ONE, 400, b"name one graph"),
        (_named("http://example.org/g") + "&graph=http://example.org/h", TURTLE, ONE, 400, b"name one graph"),
        (PATH, TURTLE, ONE, 400, b"which graph"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(
    ask: Client, path: str, content_type: str, body: bytes, status: int, said: bytes
) -> None:
    answer = ask("PUT", path, body, content_type=content_type)
    assert (answer.status, said in answer.body) == (status, True), answer
    assert b"/" + b"root" not in answer.body


def test_a_graph_that_is_too_large_is_refused(running: str, ask: Client) -> None:
    parts = urlsplit(running)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.putrequest("PUT", _named("http://example.org/g"))
    for name, value in (
        ("Content-Type", TURTLE),
        ("Authorization", f"Bearer {TOKEN}"),
        ("Content-Length", str(1 << 40)),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_other_methods_are_none_of_ours(ask: Client) -> None:
    answer = ask("PATCH", _named("http://example.org/g"), ONE)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, PUT, POST, DELETE, OPTIONS")


# -- a portal that only reads ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reading(dataset: Path) -> Iterator[Client]:
    with portal_server(dataset) as address:
        yield Client(address)


def test_a_portal_that_only_reads_takes_nothing(reading: Client, dataset: Path) -> None:
    for method in ("PUT", "POST", "DELETE"):
        answer = reading(method, _named("http://example.org/g"), ONE, content_type=TURTLE)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert not (dataset / "written").exists()


def test_the_graphs_of_the_dataset_are_read(reading: Client, dataset: Path) -> None:
    whole = list(parse(path=str(dataset / "scen.nq"), format=RdfFormat.N_QUADS))
    name = "https://w3id.org/scen/graph/doc/swedwatch-lulea-2019"
    right = sorted(_said(quad) for quad in whole if getattr(quad.graph_name, "value", "") == name)
    answer = reading("GET", _named(name), accept="application/n-triples", token=None)
    assert sorted(_said(quad) for quad in parse(answer.body, format=RdfFormat.N_TRIPLES)) == right
    default = reading("GET", f"{PATH}?default", accept="application/n-triples", token=None)
    assert {_said(quad) for quad in parse(default.body, format=RdfFormat.N_TRIPLES)} == set(map(_said, whole))


def _said(quad: Quad) -> str:
    """The triple as text; without the value of a number, time or duration, which the store may write in another way."""
    value = quad.object
    if (
        isinstance(value, Literal)
        and value.datatype.value.startswith(XSD)
        and value.datatype.value != f"{XSD}string"
    ):
        return f"{quad.subject} {quad.predicate}"
    return str(quad.triple)


def test_reading_is_negotiated_and_may_be_repeated(reading: Client) -> None:
    graph = _named("https://w3id.org/scen/graph/entities")
    assert reading("GET", graph, accept="image/png").status == 406
    answer = reading("HEAD", graph, accept="application/ld+json;q=0.5, application/rdf+xml")
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "application/rdf+xml", b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert (
        reading("GET", graph, accept="application/rdf+xml", if_none_match=answer.headers["etag"]).status
        == 304
    )
    assert reading("GET", _named("http://example.org/none")).status == 404
    assert reading("GET", PATH).status == 400


def test_writable_needs_a_token(dataset: Path) -> None:
    from scen.graph.errors import SettingError
    from scen.portal import graph_store
    from scen.portal.portal import Portal
    from scen.portal.settings import Settings

    portal = Portal(Settings(dataset, writable=True))
    with pytest.raises(SettingError, match="token: is needed"):
        graph_store.routes(portal)
    portal.current.close()
