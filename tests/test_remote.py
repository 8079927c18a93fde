"""A dataset behind a SPARQL endpoint: the same answers as from its folder, and no endpoint that can fool us.

Every server here is a real one on this machine; most misbehave.
"""

from __future__ import annotations

import base64
import gzip as gz
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import endpoint as faults
import pytest
from conftest import ROOT, Run
from endpoint import JSON, Endpoint, Exchange, Fault
from engines import free_ports
from pyoxigraph import Store

import scen as package
from scen.graph.build import build
from scen.graph.errors import EndpointError, QueryError
from scen.graph.network.gathering import gather
from scen.graph.network.incidences import Incidences
from scen.graph.network.views import VIEWS
from scen.ontology.prefixes import NS, PREFIXES
from scen.queries import protocol, remote_network
from scen.queries.answers import Rows, Triples
from scen.queries.opened import OpenDataset
from scen.queries.query import Query

MANY = "SELECT ?c ?l { ?c a scen:Claim ; scen:line ?l } ORDER BY ?c ?l LIMIT 50"
TRIPLES = "CONSTRUCT { ?c scen:line ?l } WHERE { ?c a scen:Claim ; scen:line ?l }"


@pytest.fixture(scope="module")
def quads(dataset: Path) -> Store:
    return faults.loaded(dataset / "scen.nq")


@pytest.fixture(scope="module")
def server(quads: Store) -> Iterator[Endpoint]:
    with Endpoint(quads) as running:
        yield running


@pytest.fixture
def here(dataset: Path) -> Iterator[OpenDataset]:
    with package.open(dataset) as opened:
        yield opened


@pytest.fixture
def there(server: Endpoint) -> Iterator[OpenDataset]:
    server.requests.clear()
    with package.open(server.url) as opened:
        yield opened


def rows(data: OpenDataset, text: str) -> list[Any]:
    found = data.answer(Query(text))
    assert isinstance(found, Rows | Triples)
    return list(found)


def later(fault: Fault, times: int = 1) -> list[Fault | None]:
    """The endpoint tells which dataset it holds, and then fails so many times."""
    return [None, None, *[fault] * times]


def one_line(error: Exception | str, *parts: str) -> None:
    assert str(error).isprintable() and len(str(error)) < 400
    for part in parts:
        assert part in str(error)


# -- the same answers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Björn Claeson", "Electronics Watch", "event/amsterdam-conference", "make-ict-fair", "Sweden",
     "document/procurement-events-2020", "topic/ict-products", "european-commission"],
)  # fmt: skip
def test_show_is_the_same(here: OpenDataset, there: OpenDataset, server: Endpoint, name: str) -> None:
    assert there.show(name) == here.show(name)
    print(f"show {name}: {len(server.requests)} requests")
    assert len(server.requests) < 40


@pytest.mark.parametrize("view", VIEWS)
def test_network_is_the_same(here: OpenDataset, there: OpenDataset, server: Endpoint, view: str) -> None:
    network = there.network(view)
    assert network == here.network(view) and network.edges
    print(f"network {view}: {len(server.requests)} requests")
    assert len(server.requests) < 40


def test_requests_grow_with_depth_not_with_size(server: Endpoint, tmp_path: Path) -> None:
    """A small dataset needs about as many as a large one."""
    build(ROOT / "tests/invented", out=tmp_path / "small")
    with Endpoint(tmp_path / "small/scen.nq") as small:
        for one in (small, server):
            one.requests.clear()
            with package.open(one.url) as opened:
                opened.network("collaboration")
        assert len(server.requests) <= len(small.requests) + 5


@pytest.mark.parametrize(
    "ends",
    [
        ("Björn Claeson", "Pauline Göthberg"),
        ("Electronics Watch", "Kathleen McCaughey"),
        ("iclei", "swedwatch"),
    ],
)
def test_path_is_the_same(
    here: OpenDataset, there: OpenDataset, server: Endpoint, ends: tuple[str, str]
) -> None:
    assert there.path(*ends) == here.path(*ends)
    assert there.path(*ends, within=12).hops == here.path(*ends, within=12).hops != ()
    assert len(server.requests) < 60


def test_find_first_and_resolve_are_the_same(here: OpenDataset, there: OpenDataset, server: Endpoint) -> None:
    for text in ("swed", "björn", "procurement", "oslo kommune", "zzz", '"', ""):
        for kind in (None, "organisation", "event"):
            assert there.find(text, kind=kind) == here.find(text, kind=kind)
    assert there.first(limit=1000) == here.first(limit=1000)
    assert there.first("person", 5) == here.first("person", 5)
    assert there.resolve("ICLEI") == here.resolve("ICLEI")
    assert len(server.requests) <= 4


def test_tables_and_sources_are_the_same(here: OpenDataset, there: OpenDataset) -> None:
    for question, given in (
        ("programme-of-event", {"event": "amsterdam-conference"}),
        ("contradictions", {}),
    ):
        assert there.ask(question, **given) == here.ask(question, **given)
        found = there.with_sources(there.rows(question, given))
        assert list(found) == list(here.with_sources(here.rows(question, given)))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT ?s { GRAPH <https://w3id.org/scen/graph/entities> { ?s a foaf:Person } }",
        "SELECT ?s FROM <https://w3id.org/scen/graph/vocabulary> { ?s a skos:ConceptScheme }",
        "SELECT ?s FROM <https://w3id.org/scen/graph/vocabulary> { ?s a foaf:Person }",
        "SELECT ?g FROM NAMED <https://w3id.org/scen/graph/entities> { GRAPH ?g { ?s a foaf:Person } }",
        "PREFIX from: <http://x/> SELECT ?s ('FROM' AS ?from) { ?s a foaf:Person MINUS { ?s from:a.from 1} }",
        "BASE <http://xmlns.com/foaf/0.1/> SELECT ?s { ?s a <Person> }",
        "# ask\nselect ?s { ?s a foaf:Person } # from",
        "CONSTRUCT { ?s a foaf:Person } WHERE { ?s a foaf:Person }",
        "DESCRIBE <https://w3id.org/scen/id/organisation/swedwatch>",
        "SELECT (1/0 AS ?e) ('a\\u0000b\\n\"' AS ?z) (BNODE() AS ?b) (STRLANG('x', 'sv') AS ?s) {}",
    ],
)
def test_queries_are_the_same(here: OpenDataset, there: OpenDataset, text: str) -> None:
    def shown(data: OpenDataset) -> Counter[str]:
        return Counter("_:" if "BNODE" in text else str(row) for row in rows(data, text))

    assert shown(there) == shown(here)


def test_truth_and_mistakes_are_the_same(here: OpenDataset, there: OpenDataset) -> None:
    for text, truth in (("ASK { ?s a foaf:Person }", True), ("ASK { ?s a foaf:Nobody }", False)):
        assert there.holds(text) is here.holds(text) is truth
    for text in (
        "SELECT ?s\n{ ?s ?p }",
        "# long\n\nSELECT ?s {\n ?s nope:p ?o ;\n ?q }",
        "SELEC",
        "",
        "DELETE WHERE { ?s ?p ?o }",
        "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }",
    ):
        told = []
        for data in (here, there):
            with pytest.raises(QueryError) as wrong:
                rows(data, text)
            one_line(wrong.value)
            told.append(str(wrong.value))
        assert told[0] == told[1]


# -- what is sent ----------------------------------------------------------------------------------------


def test_a_request(there: OpenDataset, server: Endpoint) -> None:
    rows(there, "SELECT ?s { ?s a foaf:Person }")
    assert len(server.requests) == 3  # which dataset, which documents, and the query
    sent = server.requests[-1]
    assert sent.method == "GET" and sent.headers["User-Agent"].startswith(f"scen/{package.__version__}")
    assert sent.query == "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?s { ?s a foaf:Person }"
    names = {"vocabulary", "entities", "derived"}
    assert {graph.removeprefix(f"{NS}graph/") for graph in sent.graphs if "/doc/" not in graph} == names
    assert sum("/graph/doc/" in graph for graph in sent.graphs) == 5 and len(sent.graphs) == 8
    assert "Authorization" not in sent.headers and "named-graph-uri" not in sent.parameters
    rows(there, "SELECT ?s { GRAPH ?g { ?s a foaf:Person } }")
    assert server.requests[-1].parameters["named-graph-uri"] == server.requests[-1].graphs == sent.graphs
    rows(there, f"SELECT ?s FROM <{NS}graph/entities> {{ ?s a foaf:Person }}")
    assert not server.requests[-1].graphs


def test_a_long_query_is_posted_as_a_form(there: OpenDataset, server: Endpoint) -> None:
    values = " ".join(f"<{NS}id/person/nobody-{number}>" for number in range(300))
    assert rows(there, f"SELECT ?s {{ VALUES ?s {{ {values} }} ?s a foaf:Person }}") == []
    sent = server.requests[-1]
    assert sent.method == "POST" and sent.headers.get_content_type() == faults.FORM
    assert sent.query.count("nobody-") == 300 and len(sent.graphs) == 8


def test_parameters_of_the_address_are_sent(server: Endpoint) -> None:
    with package.open(f"{server.url}?key=a%26b&x=#part") as there:
        assert there.holds("ASK { ?s a foaf:Person }")
    assert server.requests[-1].parameters["key"] == ["a&b"]


def test_name_and_password_are_sent_and_never_shown(quads: Store, scen: Run) -> None:
    secret = "se:c@ret"
    with Endpoint(quads, fault=later(faults.error(401))) as server:
        address = server.url.replace("//", "//me:se%3Ac%40ret@")
        with package.open(address) as there, pytest.raises(EndpointError, match=r"name and password") as no:
            there.holds("ASK {}")
        told = base64.b64decode(server.requests[-1].headers["Authorization"].removeprefix("Basic ")).decode()
        assert told == f"me:{secret}"
        done = scen("query", "ASK { ?s ?p }", "--endpoint", address)
        assert done.returncode == 1 and "line 1" in done.stderr
    with Endpoint(Store()) as server:
        address = server.url.replace("//", "//me:se%3Ac%40ret@")
        with package.open(address) as there, pytest.raises(EndpointError) as none:
            there.holds("ASK {}")
    with pytest.raises(EndpointError) as wrong:
        package.open("http://me:se%3Ac%40ret@127.0.0.1:port/sparql")
    for message in (str(no.value), done.stderr, str(none.value), str(wrong.value), str(no.value.url)):
        assert "se%3A" not in message and secret not in message and "//me" not in message


# -- which dataset ---------------------------------------------------------------------------------------


def test_two_datasets_on_one_endpoint(quads: Store, tmp_path: Path) -> None:
    base = "https://example.org/x/"
    build(ROOT / "tests/invented", out=tmp_path / "x", base=base)
    both = faults.loaded(tmp_path / "x/scen.nq")
    both.extend(quads)
    with Endpoint(both) as server:
        with (
            package.open(server.url) as there,
            pytest.raises(EndpointError, match="several datasets") as several,
        ):
            there.find("Ada")
        one_line(several.value, server.url, base, NS)
        for chosen, name in ((base, "Ada Test"), (base.rstrip("/"), "Ada Test"), (NS, "Björn Claeson")):
            with package.open(server.url, base=chosen) as there:
                assert there.show(name).thing.label == name
                assert [hit.label for hit in there.find(name)] == [name]
        with (
            package.open(server.url, base="https://example.org/y/") as there,
            pytest.raises(EndpointError) as no,
        ):
            there.find("Ada")
        one_line(no.value, server.url, "no dataset of base https://example.org/y/", base, NS)


def test_no_dataset_there(scen: Run) -> None:
    with Endpoint(Store()) as server:
        done = scen("find", "Ada", "--endpoint", server.url)
    assert done.returncode == 1
    assert done.stderr == f"scen: {server.url}: holds no dataset of scen (no graph …/graph/vocabulary)\n"


# -- bad endpoints ---------------------------------------------------------------------------------------


def partial(exchange: Exchange) -> None:
    """As Virtuoso gives a part of an answer when time is up."""
    exchange.whole(
        200, JSON, exchange.right().body(), X_SQL_Message="Virtuoso S1TAT: Anytime query\r returned partial"
    )


def cut_gzip(exchange: Exchange) -> None:
    body = gz.compress(exchange.right().body())
    exchange.whole(200, exchange.right().media, body[: len(body) // 2], Content_Encoding="gzip")


FAULTS: dict[str, tuple[Fault, str]] = {
    "slow": (faults.slow(9), "no answer within 0.5 s"),
    "html": (faults.html(), "web page"),
    "wrong type": (faults.wrong_type(), "application/octet-stream"),
    "CSV not asked for": (faults.wrong_type("text/csv", None), "text/csv"),
    "JSON that is none": (faults.wrong_type(JSON, b"hello"), "damaged"),
    "no media type": (faults.empty(None), "no media type"),
    "empty": (faults.empty(), "damaged or was cut off"),
    "hang up": (faults.hang_up(), "cannot be reached"),
    "excuse for rows": (faults.broken_json(), "damaged"),
    "partial": (partial, "only a part"),
    "401": (faults.error(401), "name and password"),
    "403": (faults.error(403, "not\nyou"), "refuses to answer (HTTP 403): not you"),
    "404": (faults.error(404), "nothing at this address"),
    "413": (faults.error(413, "too large"), "HTTP 413): too large"),
    "429": (faults.busy(429, retry_after=99), "come back in 99 s"),
    "503": (faults.busy(503, retry_after=datetime(2100, 1, 1, tzinfo=UTC)), "is busy (HTTP 503)"),
    "500": (faults.big_html_error(), "HTTP 500"),
    "redirect": (
        faults.redirect("http://example.invalid/sparql"),
        "sends us on to http://example.invalid/sparql",
    ),
    "400 for a good query": (
        faults.error(400, "line 1: no such function"),
        "HTTP 400): line 1: no such function",
    ),
}
CUT: dict[str, Fault] = {
    "stall": faults.drip(9),
    "length": faults.cut_off("length"),
    "chunked": faults.cut_off("chunked"),
    "close": faults.cut_off("close"),
    "ended": faults.cut_off("ended"),
    "length, whole rows": faults.cut_valid("length"),
    "chunked, whole rows": faults.cut_valid("chunked", 20),
    "close, whole rows": faults.cut_valid("close"),
    "excuse after rows": faults.broken_json(20),
    "gzip": cut_gzip,
}


@pytest.mark.parametrize("name", [*FAULTS, *CUT])
def test_a_bad_endpoint_is_told_in_one_line(quads: Store, scen: Run, name: str) -> None:
    fault, said = FAULTS[name] if name in FAULTS else (CUT[name], "")
    with Endpoint(quads, fault=later(fault)) as server:
        seconds = 0.5 if name in ("slow", "stall") else 60
        done = scen("query", MANY, "--endpoint", server.url, "--timeout", seconds, "--format", "table")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"scen: {server.url}: ") and done.stderr.count("\n") == 1
    one_line(done.stderr.rstrip("\n"), said)


@pytest.mark.parametrize("name", ["html", "hang up"])
@pytest.mark.parametrize("command", [["ask", "contradictions"], ["show", "swedwatch"], ["network"]])
def test_every_command_tells_so(quads: Store, scen: Run, name: str, command: list[str]) -> None:
    with Endpoint(quads, fault=FAULTS[name][0]) as server:
        done = scen(*command, "--endpoint", server.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"scen: {server.url}: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("csv", "chunked, whole rows"),
        ("json", "excuse after rows"),
        ("xml", "close, whole rows"),
        ("md", "length"),
    ],
)
def test_a_part_is_never_the_whole_on_the_command_line(
    quads: Store, scen: Run, tmp_path: Path, form: str, name: str
) -> None:
    for output in ((), ("-o", tmp_path / "out")):
        with Endpoint(quads, fault=later(CUT[name])) as server:
            done = scen("query", MANY, "--endpoint", server.url, "--format", form, *output)
        assert done.returncode == 1 and done.stderr.startswith(f"scen: {server.url}: the answer ")
        assert done.stderr.count("\n") == 1
    assert done.stdout == "" and not any(path.name.startswith((".out", "out")) for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", CUT)
def test_a_part_is_never_the_whole_in_python(quads: Store, name: str) -> None:
    for text in (MANY, TRIPLES):
        with (
            Endpoint(quads, fault=later(CUT[name])) as server,
            package.open(server.url, timeout=0.5 if name == "stall" else 60) as there,
        ):
            with pytest.raises(EndpointError) as cut:
                rows(there, text)
            one_line(cut.value, server.url)
            assert server.url == cut.value.url


def test_good_rows_come_before_the_error(quads: Store) -> None:
    with (
        Endpoint(quads, fault=later(faults.cut_valid("chunked", 20))) as server,
        package.open(server.url) as there,
    ):
        found = there.answer(Query(MANY))
        assert isinstance(found, Rows)
        got = 0
        with pytest.raises(EndpointError, match="cut off"):
            for _ in found:
                got += 1
        assert got <= 20


# -- pages of the network --------------------------------------------------------------------------------


def paged(
    quads: Store, worse: Callable[[str, int], str] = lambda text, offset: text
) -> remote_network.Select:
    """A server that answers something else than it is asked, by the offset; the count (offset -1) too."""

    def select(text: str) -> list[tuple[Any, ...]]:
        _, cut, offset = text.rpartition(" OFFSET ")
        asked = worse(text, int(offset) if cut else -1)
        return [tuple(row) for row in quads.query(asked, use_default_graph_as_union=True)]  # type: ignore[union-attr]

    return select


def pages(monkeypatch: pytest.MonkeyPatch, select: remote_network.Select) -> Incidences:
    monkeypatch.setattr(remote_network, "PAGE", 2000)
    return remote_network.gathered("http://example.org/sparql", select, PREFIXES)


def test_pages_give_the_whole_network(quads: Store, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offsets = list[int]()
    found = pages(monkeypatch, paged(quads, lambda text, offset: [text, offsets.append(offset)][0]))
    whole = gather([dataset / "scen.nq"], PREFIXES)
    assert offsets[:3] == [-1, 0, 2000] and len(offsets) > 3
    assert list(found.claims) == list(whole.claims)
    assert found.member.tolist() == whole.member.tolist() and found.weight.tolist() == whole.weight.tolist()


@pytest.mark.parametrize(
    ("worse", "told"),
    [
        (lambda text, at: text.replace("OFFSET 2000", "OFFSET 1999"), "repeats a row .* after 2000 of"),
        (lambda text, at: text.replace("LIMIT 2000", "LIMIT 0") if at == 4000 else text, "gives 4000 of"),
        (lambda text, at: text.replace("COUNT(*)", "SAMPLE(?s)"), "does not say how many"),
    ],
)
def test_pages_that_do_not_fit_together_are_no_network(
    worse: Callable[[str, int], str], told: str, quads: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an order that holds, a page may have rows of the one before, and others are on no page."""
    with pytest.raises(EndpointError, match=told) as caught:
        pages(monkeypatch, paged(quads, worse))
    one_line(caught.value)


def test_down_unknown_and_no_address(scen: Run) -> None:
    (port,) = free_ports(1)
    for url, said in (
        (f"http://127.0.0.1:{port}/sparql", "cannot be reached (Connection refused)"),
        ("http://scen.invalid/sparql", "no server of that name"),
        (f"http://127.0.0.1:{port}/s%C3%B6k", "cannot be reached"),
        (f"http://127.0.0.1:{port}/a b", "cannot be reached"),
    ):
        done = scen("query", "ASK {}", "--endpoint", url, "--timeout", "5")
        assert done.returncode == 1 and done.stderr.count("\n") == 1 and said in done.stderr, done.stderr
    for url in (
        "ftp://example.org/",
        "http://",
        "http:///x",
        "http://[::1",
        "http://x:port/",
        "example.org",
        "http://a\nb:x/",
    ):
        done = scen("query", "ASK {}", "--endpoint", url)
        assert (
            done.returncode == 1 and done.stderr.count("\n") == 1 and "begins with http://" in done.stderr
        ), done.stderr


def test_letters_in_the_path_are_encoded(quads: Store) -> None:
    with Endpoint(quads) as server, package.open(server.url.replace("/sparql", "/sök")) as there:
        with pytest.raises(EndpointError, match="nothing at this address"):
            there.holds("ASK {}")
        assert server.requests[-1].path == "/s%C3%B6k"


def test_an_expired_certificate(quads: Store, scen: Run) -> None:
    with Endpoint(quads, https=True) as server:
        done = scen("query", "ASK {}", "--endpoint", server.url)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"scen: {server.url}: its certificate is not accepted: ")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_is_sent_where_a_redirect_leads(quads: Store, status: int) -> None:
    with (
        Endpoint(quads) as target,
        Endpoint(quads, fault=later(faults.redirect(target.url, status))) as server,
    ):
        address = server.url.replace("//", "//me:secret@")
        with package.open(address) as there, pytest.raises(EndpointError) as sent_on:
            rows(there, MANY)
        one_line(sent_on.value, server.url, f"sends us on to {target.url}")
        assert sent_on.value.status == status and target.requests == []


def test_compressed_answers(quads: Store, here: OpenDataset) -> None:
    with Endpoint(quads, fault=faults.gzip()) as server, package.open(server.url) as there:
        assert rows(there, MANY) == rows(here, MANY)
        assert there.show("swedwatch") == here.show("swedwatch")
        assert server.requests[-1].headers["Accept-Encoding"] == "gzip"


def test_triples_of_which_none_says_where_they_end(quads: Store) -> None:
    def unframed(exchange: Exchange) -> None:
        exchange.start(200, exchange.right().media, Connection="close")
        exchange.wfile.write(exchange.right().body())
        exchange.hang_up()

    with Endpoint(quads, fault=unframed) as server, package.open(server.url) as there:
        assert len(rows(there, MANY)) == 50  # JSON has an end of its own
        with pytest.raises(EndpointError, match="without saying where they end"):
            rows(there, TRIPLES)


# -- busy endpoints --------------------------------------------------------------------------------------


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long we would have slept, each time."""
    found: list[float] = []
    monkeypatch.setattr(protocol.time, "sleep", found.append)
    return found


SOON = datetime.now(UTC) + timedelta(seconds=30)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [(0, 0, 0), (7, 7, 7), (SOON, 0, 30), (datetime(2001, 1, 1, tzinfo=UTC), 0, 0),
     (None, 1, 2), ("soon", 1, 2), ("-5", 1, 2)],
)  # fmt: skip
def test_a_busy_server_is_asked_again(
    quads: Store, waits: list[float], status: int, retry_after: Any, least: float, most: float
) -> None:
    with Endpoint(quads, fault=later(faults.busy(status, retry_after), 2)) as server:
        with package.open(server.url) as there:
            assert len(rows(there, MANY)) == 50
        assert len(server.requests) == 5
    assert len(waits) == 2 and all(least <= wait <= most for wait in waits)


@pytest.mark.parametrize(("retry_after", "asked", "said"), [
    (3600, 1, "it asks to come back in 3600 s"), ("9" * 400, 1, "is busy"), (1, 4, "is busy (HTTP 503)"),
        (None, 4, "too many queries"),
])  # fmt: skip
def test_a_server_that_stays_busy_is_left_alone(
    quads: Store, waits: list[float], retry_after: Any, asked: int, said: str
) -> None:
    with Endpoint(quads, fault=later(faults.busy(503, retry_after), 9)) as server:
        with package.open(server.url) as there, pytest.raises(EndpointError) as busy:
            rows(there, MANY)
        one_line(busy.value, server.url, said)
        assert busy.value.status == 503 and len(server.requests) == 2 + asked and len(waits) == asked - 1


def test_waiting_is_told(quads: Store, scen: Run) -> None:
    with Endpoint(quads, fault=later(faults.busy(503, 1))) as server:
        done = scen("query", "ASK { ?s a foaf:Person }", "--endpoint", server.url)
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert done.stderr == f"{server.url} is busy; asking again in 1 s\n"


# -- large answers ---------------------------------------------------------------------------------------

READ = """
import resource, sys, time
import scen
from scen.queries.query import Query

def memory():  # the peak, in megabytes; what getrusage tells on Linux begins with that of the parent
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

with scen.open(sys.argv[1]) as data:
    start = time.monotonic()
    answer = data.answer(Query(sys.argv[2]))
    next(iter(answer))
    first, before = time.monotonic() - start, memory()
    count = 1 + sum(1 for _ in answer)
print(count, first, time.monotonic() - start, before, memory())
"""


@dataclass(frozen=True)
class Reading:
    count: int
    first: float
    all: float
    before: float
    after: float


@pytest.fixture
def reading() -> Callable[[str, str], Reading]:
    """Reads an answer in a process of its own: rows, seconds to the first and to all, megabytes at both."""

    def run(url: str, text: str) -> Reading:
        done = subprocess.run(
            [sys.executable, "-c", READ, url, text], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        count, *rest = done.stdout.split()
        return Reading(int(count), *map(float, rest))

    return run


def test_a_million_rows_are_streamed(server: Endpoint, reading: Callable[[str, str], Reading]) -> None:
    found = reading(server.url, "SELECT ?l ?m { ?c scen:line ?l . ?d scen:line ?m } LIMIT 1000000")
    print(found)
    assert found.count == 1_000_000
    assert found.first < max(2, found.all / 4)
    assert found.after - found.before < 20


def test_a_reader_may_stop(quads: Store) -> None:
    with Endpoint(quads) as server, package.open(server.url) as there:
        found = there.answer(Query("SELECT ?l ?m { ?c scen:line ?l . ?d scen:line ?m } LIMIT 1000000"))
        assert isinstance(found, Rows)
        next(found.rows)
        del found
        until = time.monotonic() + 5
        while not server.dropped and time.monotonic() < until:
            time.sleep(0.02)
        assert server.dropped == 1
        assert there.holds("ASK { ?s a foaf:Person }")
