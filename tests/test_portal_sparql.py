"""The SPARQL endpoint over real HTTP: ways to ask, forms of the answer, what is refused, and other people's clients."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from portal_server import portal_server
from pyoxigraph import RdfFormat
from sparql_client import DIRECT, FORM, JSON, XML, ask, request, send

from scen.portal.sparql.look import Lane, lane

SIDA = "https://w3id.org/scen/id/organisation/sida"
LABEL = f"SELECT ?l {{ <{SIDA}> skos:prefLabel ?l FILTER(lang(?l) = 'en') }}"
"""Runs in a process: it has no LIMIT."""
GRAPHS = "https://w3id.org/scen/graph/"


@pytest.fixture(scope="module")
def server(dataset: Path) -> Iterator[str]:
    with portal_server(dataset, time_limit=20) as address:
        yield address


# -- asking -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [LABEL, f"{LABEL} LIMIT 5", f"{LABEL} ORDER BY ?l LIMIT 5"])
def test_get_form_and_direct_post_give_the_same(server: str, query: str) -> None:
    from urllib.parse import urlencode

    form = send(
        server, method="POST", body=urlencode({"query": query}).encode(), Content_Type=FORM, Accept=JSON
    )
    direct = send(server, method="POST", body=query.encode(), Content_Type=DIRECT, Accept=JSON)
    assert ask(server, query).rows == form.rows == direct.rows == [{"l": "Sida"}]


@pytest.mark.parametrize(
    "form", ["application/sparql-query; charset=UTF-8", 'application/sparql-query;charset="utf-8"']
)
def test_the_charset_may_be_told(server: str, form: str) -> None:
    for name, known in (("Björn Claeson", True), ("Bjørn Claeson", False)):
        query = f"ASK {{ ?s ?p ?o FILTER(STR(?o) = '{name}') }}"
        found = send(server, method="POST", body=query.encode(), Content_Type=form, Accept=JSON)
        assert found.json["boolean"] is known


def test_all_graphs_are_asked_and_prefixes_are_known(server: str) -> None:
    assert ask(server, "SELECT (COUNT(?p) AS ?n) { ?p a foaf:Person }").rows == [{"n": "25"}]


def test_relative_iris_are_those_of_the_dataset(server: str) -> None:
    assert ask(server, LABEL.replace(SIDA, "id/organisation/sida")).rows == [{"l": "Sida"}]


def test_a_dataset_may_be_named(server: str) -> None:
    count, named = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    entities, derived = f"{GRAPHS}entities", f"{GRAPHS}derived"

    def number(query: str, *fields: tuple[str, str]) -> int:
        return int(ask(server, query, fields=list(fields)).rows[0]["n"])

    one, other = (number(count, ("default-graph-uri", graph)) for graph in (entities, derived))
    assert one > 0 and other > 0
    assert number(count, ("default-graph-uri", entities), ("default-graph-uri", derived)) == one + other
    assert number(f"SELECT (COUNT(*) AS ?n) FROM <{entities}> {{ ?s ?p ?o }}") == one
    assert number(count, ("named-graph-uri", entities)) == 0
    assert number(count, ("default-graph-uri", "http://example.org/none")) == 0
    assert ask(server, named, fields=[("named-graph-uri", entities)]).rows == [{"g": entities}]
    assert ask(server, named, fields=[("default-graph-uri", entities)]).rows == []
    from_other = f"SELECT (COUNT(*) AS ?n) FROM <{derived}> {{ ?s ?p ?o }}"
    assert number(from_other, ("default-graph-uri", entities)) == one  # the request has precedence


def test_a_light_query_keeps_to_the_dataset_too(server: str) -> None:
    query = f"SELECT ?l {{ <{SIDA}> skos:prefLabel ?l }} LIMIT 9"
    assert ask(server, query, fields=[("default-graph-uri", f"{GRAPHS}derived")]).rows == []
    assert ask(server, query, fields=[("default-graph-uri", f"{GRAPHS}entities")]).rows


# -- forms of the answer --------------------------------------------------------------------------------

TABLES = {
    JSON: '{"head":{"vars":["l"]},"results":{"bindings":[{"l":{"type":"literal","value":"Sida","xml:lang":"en"}}]}}',
    XML: '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="l"/></head><results><result><binding name="l"><literal xml:lang="en">Sida</literal></binding></result></results></sparql>',
    "text/csv": "l\r\nSida\r\n",
    "text/tab-separated-values": '?l\n"Sida"@en\n',
}


@pytest.mark.parametrize("query", [LABEL, f"{LABEL} LIMIT 1"])
@pytest.mark.parametrize("media", TABLES)
def test_tables(server: str, media: str, query: str) -> None:
    found = ask(server, query, media)
    assert found.text == TABLES[media]
    assert found.headers["content-type"].partition(";")[0] == media
    assert "Accept" in found.headers["vary"]


@pytest.mark.parametrize(("media", "body"), [(JSON, '{"head":{},"boolean":true}'), ("text/csv", "true")])
@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "ASK { ?s ?p ?o FILTER EXISTS { ?s ?p ?o } }"])
def test_truth(server: str, media: str, body: str, query: str) -> None:
    assert ask(server, query, media).text.strip() == body


GRAPH_FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}


@pytest.mark.parametrize("media", GRAPH_FORMS)
@pytest.mark.parametrize(
    "query", [f"DESCRIBE <{SIDA}>", f"CONSTRUCT {{ <{SIDA}> ?p ?o }} {{ <{SIDA}> ?p ?o }}"]
)
def test_triples(server: str, dataset: Path, media: str, query: str) -> None:
    found = ask(server, query, media)
    assert found.headers["content-type"].partition(";")[0] == media
    told = {(q.predicate, q.object) for q in pyoxigraph.parse(found.body, GRAPH_FORMS[media])}
    store = pyoxigraph.Store.read_only(str(dataset / "current" / "store"))
    assert told == {
        (q.predicate, q.object) for q in store.quads_for_pattern(pyoxigraph.NamedNode(SIDA), None, None)
    }


@pytest.mark.parametrize(
    ("query", "accept", "fields", "expected"),
    [
        (LABEL, "*/*", [], JSON),
        (LABEL, "application/json", [], JSON),
        (LABEL, "text/turtle, text/csv;q=0.2", [], "text/csv"),
        (LABEL, "text/csv;q=0.5, application/sparql-results+xml", [], XML),
        (LABEL, JSON, [("format", "xml")], XML),
        (LABEL, "image/png", [("format", "text/csv")], "text/csv"),
        (LABEL, "image/png", [("output", "json"), ("results", "json")], JSON),
        (f"DESCRIBE <{SIDA}>", "*/*", [], "text/turtle"),
        (f"DESCRIBE <{SIDA}>", "application/xml", [], "application/rdf+xml"),
        (f"DESCRIBE <{SIDA}>", "*/*", [("format", "json")], "application/ld+json"),
        (f"DESCRIBE <{SIDA}>", JSON, [("format", "nt")], "application/n-triples"),
    ],
)
def test_negotiation(
    server: str, query: str, accept: str, fields: list[tuple[str, str]], expected: str
) -> None:
    found = ask(server, query, accept, fields)
    assert (found.status, found.headers["content-type"].partition(";")[0]) == (200, expected)


@pytest.mark.parametrize(
    ("query", "accept", "fields", "status", "words"),
    [
        (LABEL, "image/png", [], 406, "text/csv"),
        (f"DESCRIBE <{SIDA}>", "text/csv", [], 406, "text/turtle"),
        (LABEL, "*/*", [("format", "exe")], 400, "format="),
        (LABEL, "*/*", [("format", "turtle")], 406, "table"),
    ],
)
def test_no_such_form(
    server: str, query: str, accept: str, fields: list[tuple[str, str]], status: int, words: str
) -> None:
    found = ask(server, query, accept, fields)
    assert found.status == status and words in found.detail


def test_any_site_may_ask(server: str) -> None:
    assert ask(server, LABEL, Origin="https://example.org").headers["access-control-allow-origin"] == "*"
    asked = send(server, method="OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST")
    assert asked.status in (200, 204) and "POST" in asked.headers["access-control-allow-methods"]


def test_head_gives_no_body(server: str) -> None:
    found = send(server, "?query=ASK%20%7B%7D", "HEAD")
    assert (found.status, found.body) == (200, b"")


def test_rows_are_sent_as_they_are_found(server: str) -> None:
    with request(
        server,
        "?query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20%3Fh%20%3Fi%7D",
        Accept=JSON,
    ) as response:
        assert response.status == 200 and response.read(20).startswith(b'{"head":{"vars":[')
        response.close()
    assert ask(server, LABEL).rows == [{"l": "Sida"}]


# -- what is refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {\n ?s ?p", 400, "line 2"),
        ("", 400, "empty"),
        ("SELECT * { ?s nope:x ?o }", 400, "nope:x"),
        ("SELECT * { ?s ?p 'a\0b' }", 400, "NUL"),
        ("SELECT ?x { ?s ?p <a b> } LIMIT 1", 400, "line 1"),
        ("INSERT DATA { <http://example.org/a> a <http://example.org/b> }", 403, "reads"),
        ("# x\nPREFIX a: <http://example.org/> delete where { ?s ?p ?o }", 403, "reads"),
        ("LOAD <http://127.0.0.1:9/x>", 403, "reads"),
        ("ASK " + "{" * 3000 + "}" * 3000, 400, "deep"),
        ("ASK { ?s ?p '" + "x" * 200_001 + "' }", 413, "longer"),
        ("ASK {} ; ASK {}", 400, "line 1"),
    ],
)
def test_no_query_that_is_run(server: str, query: str, status: int, words: str) -> None:
    found = ask(server, query)
    assert (found.status, found.headers["content-type"]) == (status, "application/problem+json")
    assert words in found.detail and str(Path.home()) not in found.text and "pyoxigraph" not in found.text


@pytest.mark.parametrize(
    ("target", "method", "body", "form", "status"),
    [
        ("?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "GET", None, "", 400),
        ("?query=ASK%20%7B%ff%7D", "GET", None, "", 400),
        ("?default-graph-uri=a%20b&query=ASK%7B%7D", "GET", None, "", 400),
        ("?update=CLEAR%20ALL", "GET", None, "", 403),
        ("?" + "&".join(f"x{n}=1" for n in range(300)) + "&query=ASK%7B%7D", "GET", None, "", 400),
        ("", "POST", b"", FORM, 400),
        ("", "POST", b"query=%ff", FORM, 400),
        ("", "POST", b"query=ASK%7B%7D&update=CLEAR%20ALL", FORM, 403),
        ("", "POST", b"CLEAR ALL", "application/sparql-update", 403),
        ("", "POST", b"ASK {}", "text/plain", 415),
        ("", "POST", "ASK {}".encode("utf-16"), "application/sparql-query; charset=UTF-16", 415),
        ("", "POST", "ASK {}".encode("utf-16"), DIRECT, 400),
        ("", "POST", b"ASK { 'x" + b"x" * (1 << 20) + b"' }", DIRECT, 413),
        ("?query=ASK%7B%7D", "PUT", b"ASK {}", DIRECT, 405),
        ("?query=ASK%7B%7D", "DELETE", None, "", 405),
    ],
)  # fmt: skip
def test_no_request_of_the_protocol(
    server: str, target: str, method: str, body: bytes | None, form: str, status: int
) -> None:
    headers = {"Content_Type": form} if form else {}
    found = send(server, target, method, body, **headers)
    assert found.status == status
    assert status != 405 or found.headers["allow"] == "GET, HEAD, POST, OPTIONS"


HIDDEN = [
    "ASK {{ SERVICE <{to}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE SILENT <{to}> {{ ?s ?p ?o }} }} LIMIT 1",
    "ASK {{ {{ OPTIONAL {{ ?a ?b ?c . #'\nservice#<\n silent<{to}>{{ ?s ?p ?o }} }} }} }}",
    "ASK {{ VALUES ?s {{ <{to}> }} SERVICE ?s {{ ?s ?p ?o }} }}",
    "PREFIX s: <{to}> ASK {{ SERVICE s: {{ ?s ?p ?o }} }}",
    "BASE <{to}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{to}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ ?s ?p '''a'b\\''' '''; ?q \"#\" . SERVICE <{to}> {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER(1<2) SERVICE <{to}> {{ ?s ?p ?o FILTER(3>2) }} }}",
    "SELECT * {{ {{ SELECT * {{ MINUS {{ SERVICE <{to}> {{ ?s ?p ?o }} }} }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH ?g {{ SERVICE <{to}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ S\\u0045RVICE <{to}> {{ ?s ?p ?o }} }}",
    "ASK {{ ?s ?p trueSERVICE<{to}>{{ ?s ?p ?o }} }}",
]


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    """A server that only listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        found.setblocking(False)
        yield found


@pytest.mark.parametrize("query", HIDDEN)
def test_no_other_server_is_asked(server: str, ear: socket.socket, query: str) -> None:
    found = ask(server, query.format(to=f"http://127.0.0.1:{ear.getsockname()[1]}/sparql"))
    assert found.status in (400, 403)
    with pytest.raises(BlockingIOError):
        ear.accept()


@pytest.mark.parametrize("header", ["Referer", "X_Forwarded_Host", "Origin", "SD_Connection_String"])
def test_no_address_of_a_request_is_fetched(server: str, ear: socket.socket, header: str) -> None:
    to = f"http://127.0.0.1:{ear.getsockname()[1]}/x"
    asked = [("default-graph-uri", to), ("named-graph-uri", to)]
    assert ask(server, f"SELECT * FROM <{to}> {{ ?s ?p ?o }}", fields=asked, **{header: to}).rows == []
    with pytest.raises(BlockingIOError):
        ear.accept()


@pytest.mark.parametrize(
    "query",
    ["ASK { BIND('SERVICE <http://example.org/>' AS ?x) # SERVICE <http://example.org/>\n }",
     "SELECT ?service { ?service a <http://example.org/SERVICE> } LIMIT 1",
     "PREFIX service: <http://example.org/> ASK { ?s service:service service:SERVICE }"],
)  # fmt: skip
def test_what_only_looks_like_service_is_run(server: str, query: str) -> None:
    assert ask(server, query).status == 200


def test_an_allowed_host_is_asked(dataset: Path, ear: socket.socket) -> None:
    from threading import Thread

    def answer() -> None:
        ear.setblocking(True)
        connection, _ = ear.accept()
        with connection:
            connection.recv(10_000)
            body = (
                b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"there"}}]}}'
            )
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body)

    thread = Thread(target=answer, daemon=True)
    thread.start()
    port = ear.getsockname()[1]
    with portal_server(dataset, service_host="127.0.0.1") as address:
        other = ask(address, "ASK { SERVICE <http://example.org/sparql> { ?s ?p ?o } }")
        assert other.status == 403 and "127.0.0.1" in other.detail
        assert ask(address, "ASK { SERVICE ?x { ?s ?p ?o } }").status == 403
        found = ask(
            address, f"SELECT ?s {{ SERVICE # here\n <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} }}"
        )
        assert found.rows == [{"s": "there"}]
    thread.join(5)


def test_a_worker_makes_no_sockets() -> None:
    program = (
        "import socket; from scen.portal.sparql.offline import cut_off\n"
        "pair = socket.socketpair(); assert cut_off()\n"
        "pair[0].send(b'x'); assert pair[1].recv(1) == b'x'\n"
        "try: socket.create_connection(('127.0.0.1', 9))\n"
        "except PermissionError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout.strip() == "refused", done.stderr


# -- the static look -----------------------------------------------------------------------------------

A, P = "<http://example.org/a>", "<http://example.org/p>"
LANES = {
    Lane.AT_ONCE: [
        f"SELECT ?l {{ {A} {P} ?l }} LIMIT 10",
        f"SELECT * {{ ?s ?p {A} }} LIMIT 10 OFFSET 90",
        "SELECT * { ?s ?p ?o } LIMIT 100",
        f"ASK {{ {A} {P} 'x\\'y }} # no comment'@en }}",
        f"ask{{{A} ?p ?o}}",
        f"SELECT ?l {{ {A} {P} ?x . ?x rdfs:label ?l FILTER(lang(?l) = 'en') }} LIMIT 10",
        f"CONSTRUCT {{ {A} ?p ?o }} WHERE {{ {A} ?p ?o }} LIMIT 5",
        "PREFIX e: <http://example.org/> SELECT * { e:a a ?t ; e:p ?x , ?y } LIMIT 5",
    ],
    Lane.THREAD: [
        f"DESCRIBE {A}",
        f"SELECT * {{ ?s {P} {A} ; rdfs:label ?l }} LIMIT 10",
        "SELECT * { ?s ?p ?o } LIMIT 10000",
        f"SELECT * {{ ?s {P} {A} OPTIONAL {{ ?s rdfs:label ?l FILTER(lang(?l) = 'en') }} }} ORDER BY ?l LIMIT 10",
        f"SELECT DISTINCT ?o {{ {A} ^{P} ?o }} LIMIT 10",
    ],
    Lane.PROCESS: [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } LIMIT 20001",
        "SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 1000000",
        "SELECT * { ?s ?p ?o } ORDER BY ?o LIMIT 1",
        "SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 1",
        "SELECT * { ?s ?p ?o FILTER(?o = 1) } LIMIT 1",
        "SELECT * { ?s ?s ?o } LIMIT 1",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT 1",
        f"SELECT * {{ {A} {P}+ ?o }} LIMIT 1",
        f"SELECT * {{ {A} {P}* ?o }} LIMIT 1",
        f"SELECT * {{ {A} ({P}|^{P})* ?o }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o . ?x {P} ?y }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o . ?x {P} ?o . ?y {P} ?o }} LIMIT 1",
        f"SELECT * {{ ?x a {A} ; {P} ?y FILTER(?y = 1) }} LIMIT 1",
        f"SELECT * {{ ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {A} ; {P} ?y }} LIMIT 1",
        f"SELECT * {{ ?x rdf:type {A} ; {P} ?y }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o . {{ ?x ?y ?z }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o OPTIONAL {{ ?x ?y ?z }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o OPTIONAL {{ ?x {P} ?o }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o OPTIONAL {{ ?o {P} ?x . ?x {P} ?y }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o OPTIONAL {{ ?o {P} ?x }} OPTIONAL {{ ?x {P} ?y }} }} LIMIT 1",
        f"SELECT * {{ {A} {P}|^{P} ?o . ?o a {A} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o FILTER EXISTS {{ ?x ?y ?z }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o FILTER NOT EXISTS {{ ?x ?y ?z }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?o SERVICE {A} {{ ?x ?y ?z }} }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?a ; {P} ?b }} GROUP BY ?a LIMIT 1",
        f"SELECT * FROM {A} {{ {A} {P} ?a }} LIMIT 1",
        # what an engine may read in another way than it looks
        f"SELECT * {{ {A} {P} ?a FILTER(?a<?b).?x?p?y.FILTER(?c>1) }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?a FILTER(?a<xsd:x(?b)).?x?p?y.FILTER(?c>1) }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?a . # \n ?x ?y ?z . ?u ?v ?w }} LIMIT 1",
        f"SELECT * {{ {A} {P} 'a' . ?x ?y ?z . {A} {P} 'b' . ?u ?v ?w }} LIMIT 1",
        f'SELECT * {{ {A} {P} """a"b" . ?x ?y ?z . """ . ?u ?v ?w . ?r ?s ?t }} LIMIT 1',
        f"SELECT * {{ {A} {P} ?caf\u00e9 }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?a }} LIMIT 1 VALUES ?a {{ 1 }}",
        f"SELECT * {{ {A} {P} [ ?x ?y ] }} LIMIT 1",
        f"SELECT * {{ {A} {P} ?a FILTER({A}(?a)) . LATERAL {{ ?x ?y ?z }} }} LIMIT 1",
        "",
        "SELECT",
        "}{" * 1000,
    ],
}  # fmt: skip


@pytest.mark.parametrize(("expected", "query"), [(where, query) for where in LANES for query in LANES[where]])
def test_where_a_query_is_run(expected: Lane, query: str) -> None:
    assert lane(query) is expected


# -- other people's clients -------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sparqlwrapper(server: str) -> None:
    import SPARQLWrapper as library

    client = library.SPARQLWrapper(f"{server}sparql")
    for method in (library.GET, library.POST):
        client.setMethod(method)
        client.setQuery(LABEL)
        client.setReturnFormat(library.JSON)
        assert client.query().convert()["results"]["bindings"][0]["l"]["value"] == "Sida"
        client.setReturnFormat(library.XML)
        assert "Sida" in client.query().convert().toxml()
        client.setReturnFormat(library.CSV)
        assert client.query().convert() == b"l\r\nSida\r\n"
        client.setQuery(f"CONSTRUCT {{ <{SIDA}> a ?t }} {{ <{SIDA}> a ?t }}")
        for form in (library.TURTLE, library.RDFXML, library.JSONLD, library.XML):
            client.setReturnFormat(form)
            assert client.query().convert()
        client.setQuery("ASK {}")
        client.setReturnFormat(library.JSON)
        assert client.query().convert()["boolean"] is True


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflibs_store(server: str) -> None:
    from rdflib import Graph, URIRef
    from rdflib.namespace import SKOS
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{server}sparql", method=method))
        assert {str(label) for label in graph.objects(URIRef(SIDA), SKOS.prefLabel)} == {"Sida"}
        assert (URIRef(SIDA), None, None) in graph
        assert [
            str(row.l) for row in graph.query(LABEL.replace("skos:prefLabel", f"<{SKOS.prefLabel}>"))
        ] == ["Sida"]
        assert len(graph.query(f"CONSTRUCT {{ <{SIDA}> a ?t }} {{ <{SIDA}> a ?t }}").graph or ()) >= 1
        assert bool(graph.query("ASK { ?s ?p ?o }"))
