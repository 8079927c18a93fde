"""Releases handed over to real graph stores and to a stand-in for CKAN, by the real program, and what may go wrong on the way."""

from __future__ import annotations

import hashlib
import io
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, parse_http_list, parse_keqv_list, urlopen

import pytest
from ckan_standin import Ckan
from conftest import TINY, TINY_TEXT, Run
from endpoint import good_certificate
from engines import ask, virtuoso
from faulty import Fault, Graphs
from portal_server import portal_server
from pyoxigraph import RdfFormat, parse

import scen as package
from scen.export.catalogue import documents
from scen.export.formats import FORMATS
from scen.export.publish.folder import opened
from scen.export.publish.graphs import split
from scen.export.publish.login import Login, secret
from scen.export.publish.server import Call, Server
from scen.export.publish.state import place
from scen.export.publish.state import state as kept
from scen.export.release import sums
from scen.export.release.made import Released, measured
from scen.export.settings import Settings, read_settings
from scen.export.source import Source, quiet
from scen.graph.build import build
from scen.graph.errors import EndpointError, SettingError

BASE = "https://data.example.org/scen/"
A, B, MODEL = (f"{BASE}graph/{name}" for name in ("doc/a", "doc/b", "vocabulary"))
TOKEN = "a-token-of-these-tests"


def quad(subject: str, value: str, graph: str) -> str:
    return f"<{BASE}id/person/{subject}> <http://example.org/says> {value} <{graph}> .\n"


QUADS = sorted([
    quad("ada-test", '"Å \\"quoted\\"\\nline"@sv', A), quad("ada-test", '"2"', A), quad("bo-test", '"3"', A),
    quad("ada-test", '"one"', B), quad("bo-test", f"<{BASE}id/person/ada-test>", B), quad("bo-test", '"Bo"', MODEL),
])  # fmt: skip
TRIPLES = {A: 3, B: 2, MODEL: 1}


def released(root: Path, quads: list[str] = QUADS, version: str = "2026-11", day: str = "2026-11-23") -> Path:
    """A release of these quads, with all that a hand-over of graphs reads."""
    folder = root / "releases" / version
    (folder / "rdf").mkdir(parents=True)
    (folder / "rdf/scen.nq").write_text("".join(quads), encoding="utf-8")
    about = {"version": version, "date": day, "base": BASE, "files": ["rdf/scen.nq"]}
    (folder / "release.json").write_text(json.dumps(about), encoding="utf-8")
    sums.write(folder, {})
    return root


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return released(tmp_path / "web")


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    return path


@pytest.fixture
def graphs() -> Iterator[Graphs]:
    with Graphs() as server:
        yield server


@pytest.fixture
def publish(scen: Run, release: Path, token: Path, tmp_path: Path) -> Run:
    """Publishes the release to a graph store, with the state in a file of this test."""

    def run(url: str, *args: object, folder: Path = release, **env: str) -> subprocess.CompletedProcess[str]:
        told = ("--token-file", token, "--state", tmp_path / "state.jsonl")
        return scen("publish", folder, "--graph-store", url, *told, *args, env=env)

    return run


def rows(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What became of each graph or file."""
    lines = done.stdout.splitlines()[:-1]
    columns = [line[11:].split() for line in lines]
    names = [next(word for word in words if not word[0].isdigit() or "/" in word) for words in columns]
    return dict(zip(names, (line[:9].strip() for line in lines), strict=True))


def puts(server: Graphs) -> list[str]:
    return [one.parameters["graph"] for one in server.methods("PUT")]


# -- the graphs of a file ----------------------------------------------------------------------------------


def test_graphs_are_told_apart(release: Path) -> None:
    with split(opened(release).file("rdf/scen.nq"), quiet) as found:
        assert {graph.name: graph.triples for graph in found} == TRIPLES
        text = f'<{BASE}id/person/ada-test> <http://example.org/says> "one" .\n<{BASE}id/person/bo-test> <http://example.org/says> <{BASE}id/person/ada-test> .\n'
        second = found[1]
        assert second.name == B
        assert (second.size, second.sha256) == (len(text), hashlib.sha256(text.encode()).hexdigest())
        with closing(second.open()) as body:
            assert b"".join(iter(lambda: body.read(7), b"")) == text.encode()
        assert list(second.open().lines()) == text.encode().splitlines(keepends=True)
    assert not second.file.exists()


def test_the_newest_release_is_taken_unless_one_is_named(release: Path) -> None:
    released(release, version="2027-01", day="2027-01-31")
    released(release, version="2026-12", day="2026-12-01")
    assert opened(release).version == "2027-01"
    assert opened(release / "releases/2026-12").version == "2026-12"


def test_the_tenth_release_of_a_day_is_newer_than_its_ninth(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        released(tmp_path, version=version)
    assert opened(tmp_path).version == "1.10"


def test_what_is_no_release_or_was_changed_is_not_handed_over(
    publish: Run, graphs: Graphs, release: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = publish(graphs.url, folder=tmp_path / "empty")
    assert (done.returncode, "holds no release" in done.stderr) == (1, True)
    with (release / "releases/2026-11/rdf/scen.nq").open("a", encoding="utf-8") as file:
        file.write(quad("bo-test", '"planted"', A))
    done = publish(graphs.url)
    assert (done.returncode, "is not the file of which SHA256SUMS tells" in done.stderr) == (1, True)
    assert graphs.seen == []


# -- our own portal ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of an invented meeting, of the usual base."""
    root = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SHA", hashlib.sha256(TINY_TEXT.encode()).hexdigest()), encoding="utf-8")
    build(root / "records", root / "dataset")
    return root / "dataset"


def test_our_own_portal_takes_it(publish: Run, dataset: Path, token: Path) -> None:
    with portal_server(dataset, writable=True, token_file=token) as address:
        url = f"{address}rdf-graph-store"
        done = publish(url)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1] == "3 graphs: 3 sent"
        for name in TRIPLES:
            body = ask_graph(url, name)
            assert sorted(body) == sorted(line.rpartition(" <")[0] for line in QUADS if f"<{name}>" in line)
        again = publish(url)
        assert again.stdout.splitlines()[-1] == "3 graphs: 3 unchanged"
        delete = publish(url, "--prune", "doc/none")
        assert delete.stdout.splitlines()[-1] == "4 graphs: 4 unchanged"


def ask_graph(url: str, name: str) -> list[str]:
    request = Request(f"{url}?graph={quote(name, safe='')}", headers={"Accept": "application/n-triples"})
    with urlopen(request, timeout=30) as answer:
        return [line.removesuffix(" .") for line in answer.read().decode().splitlines()]


def test_a_portal_refuses_the_graphs_of_its_own_dataset(
    scen: Run, dataset: Path, token: Path, tmp_path: Path
) -> None:
    name = "https://w3id.org/scen/graph/entities"
    root = released(tmp_path / "own", [quad("ada-test", '"x"', name), quad("ada-test", '"y"', A)])
    with portal_server(dataset, writable=True, token_file=token) as address:
        done = scen(
            "publish",
            root,
            "--graph-store",
            f"{address}rdf-graph-store",
            "--token-file",
            token,
            "--state",
            tmp_path / "state",
        )
        assert done.returncode == 1
        assert rows(done) == {A: "sent", name: "failed"}
        assert "forbids it (HTTP 403 to PUT)" in done.stdout


def test_a_wrong_token_is_told_in_one_line(
    scen: Run, release: Path, dataset: Path, token: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another-token-than-that", encoding="utf-8")
    with portal_server(dataset, writable=True, token_file=token) as address:
        done = scen(
            "publish",
            release,
            "--graph-store",
            f"{address}rdf-graph-store",
            "--token-file",
            wrong,
            "--state",
            tmp_path / "state",
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "does not take our token or password, or wants one (HTTP 401 to PUT)" in done.stderr
    assert "another-token" not in done.stderr + done.stdout


# -- Virtuoso ----------------------------------------------------------------------------------------------


def test_virtuoso_takes_the_curated_network(scen: Run, built: tuple[Path, object], tmp_path: Path) -> None:
    lines = (built[0] / "scen.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    root, password = released(tmp_path / "curated", lines), tmp_path / "password"
    password.write_text("dba\n", encoding="utf-8")
    counts = Counter(str(one.graph_name)[1:-1] for one in parse("".join(lines), format=RdfFormat.N_QUADS))
    first = tmp_path / "first.nq"
    first.write_text(quad("ada-test", '"x"', "http://example.org/other"), encoding="utf-8")
    with virtuoso(first, tmp_path) as url:
        store = url.replace("/sparql", "/sparql-graph-crud-auth")
        told = (
            "--graph-store",
            store,
            "--user",
            "dba",
            "--password-file",
            password,
            "--state",
            tmp_path / "state",
        )
        done = scen("publish", root, *told)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert rows(done) == dict.fromkeys(counts, "sent")
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/scen/')) } GROUP BY ?g"
        there = [line.split(",") for line in ask(url, query).splitlines()[1:]]
        assert {graph.strip('"'): int(number) for graph, number in there} == counts
        again = scen("publish", root, *told)
        assert rows(again) == dict.fromkeys(counts, "unchanged")
        some = min(counts)
        put_another(store, some)
        assert [
            name for name, outcome in rows(scen("publish", root, *told)).items() if outcome == "sent"
        ] == [some]
        counted = scen("publish", root, *told, "--sparql", url)
        assert rows(counted) == dict.fromkeys(counts, "sent"), "what was counted is not what was read"
        assert rows(scen("publish", root, *told, "--sparql", url)) == dict.fromkeys(counts, "unchanged")
        put_another(store, some)
        now = rows(scen("publish", root, *told, "--sparql", url))
        assert [name for name, outcome in now.items() if outcome == "sent"] == [some]
        password.write_text("wrong\n", encoding="utf-8")
        refused = scen("publish", root, *told)
        assert (refused.returncode, "HTTP 401" in refused.stderr) == (1, True)


def put_another(store: str, graph: str) -> None:
    """Somebody else puts one triple in the place of a graph."""
    server = Server(store, Login(user="dba", password="dba"), 30, waiting=quiet)
    body = b'<http://example.org/a> <http://example.org/b> "c" .\n'
    address = f"{store}?graph={quote(graph, safe='')}"
    server.send(
        Call("PUT", address, {"Content-Type": "application/n-triples"}, lambda: io.BytesIO(body), len(body)),
        lambda answer: answer.read(),
    )


# -- what is sent, and what is not -------------------------------------------------------------------------


def test_only_what_changed_is_sent(publish: Run, graphs: Graphs, release: Path) -> None:
    assert rows(publish(graphs.url)) == dict.fromkeys(TRIPLES, "sent")
    assert {one.headers["Authorization"] for one in graphs.seen} == {f"Bearer {TOKEN}"}
    assert {one.headers["Content-Type"] for one in graphs.methods("PUT")} == {"application/n-triples"}
    released(release, [*QUADS, quad("cy-test", '"new"', B)], "2026-12", "2026-12-23")
    graphs.seen.clear()
    assert rows(publish(graphs.url)) == {A: "unchanged", B: "sent", MODEL: "unchanged"}
    assert puts(graphs) == [B]
    assert graphs.graphs[B].count(b"\n") == 3


@pytest.mark.parametrize("tags", [False, True])
def test_a_server_that_lost_or_changed_a_graph_gets_it_again(publish: Run, tags: bool) -> None:
    with Graphs(tags) as graphs:
        publish(graphs.url)
        del graphs.graphs[A]
        graphs.graphs[B] = graphs.graphs[B].replace(b"one", b"two")
        graphs.seen.clear()
        assert rows(publish(graphs.url)) == {A: "sent", B: "sent", MODEL: "unchanged"}
        assert puts(graphs) == [A, B]


def test_a_tag_saves_reading(publish: Run) -> None:
    with Graphs(tags=True) as graphs:
        publish(graphs.url)
        graphs.seen.clear()
        publish(graphs.url)
        assert len(graphs.seen) == 3
        assert all(one.headers["If-None-Match"] for one in graphs.seen)


def test_what_the_server_has_from_somebody_else_is_not_sent(
    publish: Run, graphs: Graphs, tmp_path: Path
) -> None:
    publish(graphs.url)
    (tmp_path / "state.jsonl").unlink()
    graphs.seen.clear()
    assert rows(publish(graphs.url)) == dict.fromkeys(TRIPLES, "unchanged")
    assert puts(graphs) == []


def test_a_server_that_keeps_a_part_fails(publish: Run) -> None:
    with Graphs(keeps=lambda body: body.split(b"\n")[0] + b"\n") as graphs:
        done = publish(graphs.url)
        assert done.returncode == 1
        assert rows(done) == {A: "failed", B: "failed", MODEL: "sent"}
        assert "was sent, but the server shows 1 of its triples" in done.stdout
        assert done.stdout.splitlines()[-1] == "3 graphs: 1 sent, 2 failed"


def test_a_dry_run_says_what_would_be_sent(publish: Run, graphs: Graphs, tmp_path: Path) -> None:
    publish(graphs.url, "--only", "doc/a")
    graphs.seen.clear()
    before = (tmp_path / "state.jsonl").read_bytes()
    done = publish(graphs.url, "--dry-run", "--prune", "doc/old")
    assert rows(done) == {A: "unchanged", B: "to send", MODEL: "to send", f"{BASE}graph/doc/old": "to remove"}
    size = len("".join(line.rpartition(" <")[0] + " .\n" for line in QUADS if f"<{B}>" in line).encode())
    assert f"PUT {graphs.url}?graph={quote(B, safe='')}  application/n-triples, {size} bytes" in done.stdout
    assert {one.method for one in graphs.seen} == {"GET"}
    assert (tmp_path / "state.jsonl").read_bytes() == before


def test_only_some_graphs(publish: Run, graphs: Graphs) -> None:
    assert rows(publish(graphs.url, "--only", "doc/b", "--only", MODEL)) == {B: "sent", MODEL: "sent"}
    done = publish(graphs.url, "--only", "doc/bb")
    assert (
        done.returncode,
        f"the release has no graph 'doc/bb'; did you mean {B}?" in done.stderr.replace("'" + B + "'", B),
    ) == (1, True)


def test_graphs_that_are_gone_go_only_by_name(publish: Run, graphs: Graphs, release: Path) -> None:
    publish(graphs.url)
    graphs.graphs["http://example.org/of-others"] = b'<http://example.org/a> <http://example.org/b> "c" .\n'
    released(release, [line for line in QUADS if f"<{B}>" not in line], "2026-12", "2026-12-23")
    done = publish(graphs.url)
    assert (done.returncode, rows(done)) == (0, {A: "unchanged", MODEL: "unchanged", B: "left"})
    assert B in graphs.graphs
    for name, said in (
        (A, "is a graph of this release"),
        ("http://example.org/of-others", "is none that was sent from here"),
    ):
        refused = publish(graphs.url, "--prune", name)
        assert (refused.returncode, said in refused.stderr) == (1, True)
    assert rows(publish(graphs.url, "--prune", "doc/b")) == {A: "unchanged", MODEL: "unchanged", B: "removed"}
    assert set(graphs.graphs) == {A, MODEL, "http://example.org/of-others"}
    assert rows(publish(graphs.url)) == {A: "unchanged", MODEL: "unchanged"}


# -- patience ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_when_it_says(publish: Run, graphs: Graphs, status: int) -> None:
    graphs.faults = [Fault("PUT", status, {"Retry-After": "0"}), Fault("GET", status, {"Retry-After": "0"})]
    done = publish(graphs.url, "--only", "doc/a")
    assert (done.returncode, rows(done)) == (0, {A: "sent"})
    assert len(puts(graphs)) == 2
    assert graphs.methods("PUT")[1].body == graphs.graphs[A] != b""


def test_how_long_it_says_is_waited(publish: Run, graphs: Graphs) -> None:
    graphs.faults = [Fault("PUT", 503, {"Retry-After": "2"})]
    began = time.monotonic()
    assert publish(graphs.url, "--only", "doc/a").returncode == 0
    assert time.monotonic() - began > 2


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_connection_is_made_again(publish: Run, graphs: Graphs, when: str) -> None:
    graphs.faults = [Fault("PUT", lost=when), Fault("GET", lost=when)]
    done = publish(graphs.url, "--only", "doc/a")
    assert (done.returncode, rows(done), done.stderr) == (0, {A: "sent"}, "")


def test_who_asks_for_too_much_patience_is_told_of(publish: Run, graphs: Graphs) -> None:
    graphs.faults = [Fault("PUT", 503, {"Retry-After": "86400"})]
    done = publish(graphs.url)
    assert (done.returncode, "is busy or out of order (HTTP 503 to PUT)" in done.stderr) == (1, True)


def test_nobody_at_the_address_is_told_at_once(publish: Run) -> None:
    done = publish("http://127.0.0.1:9/store")
    assert (done.returncode, done.stderr) == (
        1,
        "scen: http://127.0.0.1:9/store: cannot be reached (Connection refused)\n",
    )


def test_one_graph_that_is_refused_does_not_stop_the_others(publish: Run, graphs: Graphs) -> None:
    graphs.faults = [Fault("PUT", 413, path=quote(A, safe=""))]
    done = publish(graphs.url)
    assert (done.returncode, rows(done)) == (1, {A: "failed", B: "sent", MODEL: "sent"})
    assert "this is more than it takes at once (HTTP 413 to PUT): as told" in done.stdout


def test_a_server_that_hangs_up_while_it_is_told_is_heard(publish: Run, tmp_path: Path) -> None:
    """It answers as soon as it knows how much is coming, and reads nothing of it."""
    large = released(
        tmp_path / "large", [quad(f"p{number:07}", f'"{"x" * 200}"', A) for number in range(40_000)]
    )
    answers = [b"404 Not Found", b"413 Content Too Large"]

    def serve(listening: socket.socket) -> None:
        for status in answers:
            connection = listening.accept()[0]
            connection.recv(4096)
            connection.sendall(
                b"HTTP/1.1 " + status + b"\r\nContent-Length: 6\r\nConnection: close\r\n\r\nenough"
            )
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        done = publish(f"http://127.0.0.1:{listening.getsockname()[1]}", folder=large)
        thread.join(10)
    assert (done.returncode, rows(done)) == (1, {A: "failed"}), done.stderr
    assert "this is more than it takes at once (HTTP 413 to PUT): enough" in done.stdout


def test_a_run_that_was_killed_is_taken_up(
    publish: Run, graphs: Graphs, release: Path, token: Path, tmp_path: Path
) -> None:
    graphs.faults = [Fault("PUT", lost="hang", path=quote(B, safe=""))]
    told = ["--graph-store", graphs.url, "--token-file", str(token), "--state", str(tmp_path / "state.jsonl")]
    process = subprocess.Popen(
        [sys.executable, "-m", "scen.cli", "publish", str(release), *told], stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while B not in puts(graphs) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    assert puts(graphs) == [A, B]
    with (tmp_path / "state.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"server": "half a li')
    graphs.seen.clear()
    assert rows(publish(graphs.url)) == {A: "unchanged", B: "sent", MODEL: "sent"}
    assert puts(graphs) == [B, MODEL]
    assert rows(publish(graphs.url)) == dict.fromkeys(TRIPLES, "unchanged")


def test_two_at_once_do_not_mix(publish: Run, graphs: Graphs, tmp_path: Path) -> None:
    with kept(tmp_path / "state.jsonl", graphs.url):
        done = publish(graphs.url)
    assert (done.returncode, "another scen publish is at work" in done.stderr) == (1, True)


def test_the_state_is_kept_where_the_user_keeps_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert place("https://a.example.org/").parent == tmp_path / "scen"
    assert place("https://a.example.org/") != place("https://b.example.org/")


# -- secrets -----------------------------------------------------------------------------------------------


def test_a_token_goes_only_where_nobody_listens() -> None:
    for url in (
        "https://data.example.org/store",
        "http://127.0.0.1/store",
        "http://[::1]/store",
        "http://localhost:8/store",
    ):
        Server(url, Login(token=TOKEN), waiting=quiet)
    with pytest.raises(SettingError, match="use https://, or --insecure"):
        Server("http://data.example.org/store", Login(token=TOKEN), waiting=quiet)
    with pytest.raises(SettingError, match="use https://, or --insecure"):
        Server("http://127.0.0.1.example.org/store", Login(user="ada", password="test"), waiting=quiet)
    Server("http://data.example.org/store", Login(), waiting=quiet)
    Server("http://data.example.org/store", Login(token=TOKEN), waiting=quiet, insecure=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_proxy_hears_nothing_that_stays_in_this_machine(publish: Run, graphs: Graphs, host: str) -> None:
    with Graphs() as proxy:
        told = {"http_proxy": proxy.url, "HTTP_PROXY": proxy.url, "no_proxy": "", "NO_PROXY": ""}
        done = publish(graphs.url.replace("127.0.0.1", host), "--only", "doc/a", **told)
        assert (done.returncode, rows(done), done.stderr) == (0, {A: "sent"}, "")
        assert proxy.seen == []
    assert {one.headers["Authorization"] for one in graphs.seen} == {f"Bearer {TOKEN}"}


def test_a_proxy_is_asked_for_what_is_elsewhere(publish: Run) -> None:
    with Graphs() as proxy:
        told = {"http_proxy": proxy.url, "no_proxy": "", "NO_PROXY": ""}
        url = "http://data.example.org/store"
        assert (publish(url, **told).returncode, proxy.seen) == (1, [])
        done = publish(url, "--insecure", "--only", "doc/a", **told)
        assert (done.returncode, rows(done)) == (0, {A: "sent"}), done.stderr
        assert {one.path for one in proxy.seen} == {f"{url}?graph={quote(A, safe='')}"}


def test_https_is_checked(publish: Run, tmp_path: Path) -> None:
    certificate, key = good_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with Graphs(tls=tls) as graphs:
        refused = publish(graphs.url)
        assert (refused.returncode, "its certificate is not accepted" in refused.stderr) == (1, True)
        assert graphs.seen == []
        done = publish(graphs.url, SSL_CERT_FILE=str(certificate))
        assert (done.returncode, rows(done)) == (0, dict.fromkeys(TRIPLES, "sent")), done.stderr


def test_who_counts_elsewhere_hears_no_secret(publish: Run, graphs: Graphs) -> None:
    with Graphs() as other:
        other.faults = [Fault("GET", 400) for _ in TRIPLES]
        done = publish(graphs.url, "--sparql", f"{other.url}/sparql")
        assert rows(done) == dict.fromkeys(TRIPLES, "failed")
        assert [one.headers["Authorization"] for one in other.seen] == [None] * 3
    done = publish(graphs.url, "--sparql", "http://[::1:x/")
    assert (done.returncode, "is no address" in done.stderr) == (1, True)


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(EndpointError, match="--password-file") as error:
        Server("https://ada:secret@data.example.org/store", Login(), waiting=quiet)
    assert "secret" not in str(error.value)


def test_no_redirect_is_followed(publish: Run, graphs: Graphs) -> None:
    with Graphs() as other:
        graphs.faults = [Fault("GET", 307, {"Location": f"{other.url}/elsewhere"})]
        done = publish(graphs.url)
        assert (done.returncode, f"sends us on to {other.url}/elsewhere" in done.stderr) == (1, True)
        assert other.seen == []


def test_basic_is_told_when_asked_for(scen: Run, graphs: Graphs, release: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("se:cret\n", encoding="utf-8")
    graphs.faults = [Fault("GET", 401, {"WWW-Authenticate": 'Basic realm="graphs"'})]
    done = scen("publish", release, "--graph-store", graphs.url, "--user", "ada", "--password-file", tmp_path / "password",
                "--only", "doc/a", "--state", tmp_path / "state")  # fmt: skip
    assert rows(done) == {A: "sent"}
    assert graphs.seen[0].headers["Authorization"] is None
    assert {one.headers["Authorization"] for one in graphs.seen[1:]} == {"Basic YWRhOnNlOmNyZXQ="}


def known_by_password(scen: Run, graphs: Graphs, release: Path, tmp_path: Path, user: str = "ada") -> Run:
    """Publishes one graph for somebody with a name and a password."""
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")

    def run(*asked: str) -> subprocess.CompletedProcess[str]:
        graphs.faults = [Fault("GET", 401, {"WWW-Authenticate": ", ".join(asked)})]
        who = ("--user", user, "--password-file", tmp_path / "password")
        return scen(
            "publish",
            release,
            "--graph-store",
            graphs.url,
            *who,
            "--only",
            "doc/a",
            "--state",
            tmp_path / "s",
        )

    return run


DIGEST = 'Digest realm="graphs, and more", nonce="n1", qop="auth"'
UNKNOWN = f"{DIGEST}, algorithm=SHA-512-256"


@pytest.mark.parametrize(
    ("asked", "user", "why"),
    [
        (UNKNOWN, "ada", "Digest with algorithm=SHA-512-256, qop=auth"),
        ('Digest realm="g", nonce="n", qop="auth-int"', "ada", "Digest with qop=auth-int"),
        ('Digest realm="g"', "ada", "Digest without realm or nonce"),
        (DIGEST, "åsa", "Digest for a name or realm that is not ASCII"),
    ],
)
def test_a_digest_that_is_not_known_is_told_in_one_line(
    scen: Run, graphs: Graphs, release: Path, tmp_path: Path, asked: str, user: str, why: str
) -> None:
    done = known_by_password(scen, graphs, release, tmp_path, user)(asked)
    said = f"scen: {graphs.url}: asks for the password in a way that is not known here: {why}\n"
    assert (done.returncode, done.stderr) == (1, said)
    assert [one.headers["Authorization"] for one in graphs.seen] == [None]


@pytest.mark.parametrize(
    "others", [(UNKNOWN, DIGEST), (DIGEST, UNKNOWN), ('Basic realm="g"', UNKNOWN, DIGEST)]
)
def test_of_several_digests_the_one_that_is_known_is_answered(
    scen: Run, graphs: Graphs, release: Path, tmp_path: Path, others: tuple[str, ...]
) -> None:
    done = known_by_password(scen, graphs, release, tmp_path)(*others)
    assert rows(done) == {A: "sent"}, done.stderr
    for count, one in enumerate(graphs.seen[1:], start=1):
        scheme, _, text = one.headers["Authorization"].partition(" ")
        told = parse_keqv_list(parse_http_list(text))
        assert (scheme, told["algorithm"], told["nc"]) == ("Digest", "MD5", f"{count:08x}")
        who, what = (
            hashlib.md5(part.encode()).hexdigest()
            for part in ("ada:graphs, and more:secret", f"{one.method}:{one.path}")
        )
        whole = f"{who}:n1:{told['nc']}:{told['cnonce']}:auth:{what}"
        assert told["response"] == hashlib.md5(whole.encode()).hexdigest()


def test_basic_is_told_where_no_digest_is_known(
    scen: Run, graphs: Graphs, release: Path, tmp_path: Path
) -> None:
    done = known_by_password(scen, graphs, release, tmp_path)(UNKNOWN, 'Basic realm="g"')
    assert rows(done) == {A: "sent"}, done.stderr
    assert {one.headers["Authorization"] for one in graphs.seen[1:]} == {"Basic YWRhOnNlY3JldA=="}


def test_a_secret_is_one_line_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("a b\r\nsecond\n", encoding="utf-8")
    assert secret(path, "--token-file") == "a b"
    for text in ("", "\n", "å\n", "a\x07\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingError, match="--token-file"):
            secret(path, "--token-file")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "give --graph-store or --ckan"),
        (("--graph-store", "x", "--ckan", "y"), "give --graph-store or --ckan"),
        (("--graph-store", "x", "--user", "ada"), "--user and --password-file go together"),
        (("--ckan", "x", "--token-file", "t"), "--ckan needs --organization"),
        (("--ckan", "x", "--organization", "o"), "--ckan needs --token-file"),
        (("--ckan", "x", "--organization", "o", "--only", "g"), "go with --graph-store"),
        (("--graph-store", "x", "--organization", "o"), "go with --ckan"),
    ],
)
def test_options_that_do_not_go_together(scen: Run, release: Path, args: tuple[str, ...], said: str) -> None:
    done = scen("publish", release, *args)
    assert (done.returncode, said in done.stderr) == (2, True)


# -- CKAN --------------------------------------------------------------------------------------------------

HOME = "https://data.scen-desk.eu/"
NAME = "supply-chain-ethics-network"


def catalogued(
    root: Path,
    dataset: Path,
    version: str = "2026-11",
    formats: tuple[str, ...] = ("nquads", "csv"),
    home: str = HOME,
) -> Path:
    """A release of some formats with its real catalogue."""
    told = read_settings().model_dump(exclude_none=True) | {"version": version, "address": home}
    settings = Settings.model_validate(told)
    folder = root / "releases" / version
    source = Source(package.open(dataset), settings)
    files = [file for name in formats for file in FORMATS[name].files]
    for name in formats:
        FORMATS[name].write(source, folder)
    made = tuple(measured(folder, file) for file in files)
    about = {
        "version": version,
        "date": settings.day,
        "base": "https://w3id.org/scen/",
        "files": [file.path for file in files],
    }
    (folder / "release.json").write_text(json.dumps(about), encoding="utf-8")
    documents.write(source, Released(version, settings.day, folder, made))
    source.data.close()
    sums.write(folder, {})
    return root


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, dataset: Path) -> Path:
    return catalogued(tmp_path_factory.mktemp("ckan") / "web", dataset)


@pytest.fixture
def ckan() -> Iterator[Ckan]:
    with Ckan(TOKEN) as server:
        yield server


@pytest.fixture
def hand_over(scen: Run, web: Path, token: Path) -> Run:
    def run(url: str, *args: object, folder: Path = web) -> subprocess.CompletedProcess[str]:
        return scen(
            "publish", folder, "--ckan", url, "--token-file", token, "--organization", "ethics-desk", *args
        )

    return run


def files_of(root: Path, version: str = "2026-11") -> list[str]:
    return list(
        json.loads((root / "releases" / version / "release.json").read_text(encoding="utf-8"))["files"]
    )


def test_a_package_is_made(hand_over: Run, ckan: Ckan, web: Path) -> None:
    done = hand_over(ckan.url)
    assert (done.returncode, done.stderr) == (0, "")
    paths = files_of(web)
    assert rows(done) == dict.fromkeys([NAME, *paths], "sent")
    assert ckan.actions == ["package_create", *["resource_create"] * len(paths)]
    made = ckan.packages[NAME]
    assert made["title"] == "Supply-chain ethics network"
    assert (made["version"], made["license_id"], made["url"], made["author"]) == (
        "2026-11",
        "cc-by",
        HOME,
        "The scen project",
    )
    extras = {one["key"]: one["value"] for one in made["extras"]}
    assert extras["temporal_start"] == extras["temporal_end"] == "2021-05-03"
    assert extras["dcat_version"] == "2026-11"
    assert extras["identifier"] == "6f0a1c52-9d3e-4b7a-8c41-2f5e7d90b368"
    assert "CC_BY_4_0" in extras["licence"] or "creativecommons.org/licenses/by/4.0" in extras["licence"]
    assert "human rights" in {one["name"] for one in made["tags"]}
    nquads = web / "releases/2026-11/rdf/scen.nq"
    one = next(one for one in made["resources"] if one["url"] == f"{HOME}releases/2026-11/rdf/scen.nq")
    assert (one["size"], one["mimetype"]) == (nquads.stat().st_size, "application/n-quads")
    assert one["hash"] == "sha256:" + hashlib.sha256(nquads.read_bytes()).hexdigest()


def test_nothing_is_changed_twice(hand_over: Run, ckan: Ckan) -> None:
    hand_over(ckan.url)
    ckan.seen.clear()
    done = hand_over(ckan.url)
    assert set(rows(done).values()) == {"unchanged"}
    assert [one.method for one in ckan.seen] == ["GET"]


def test_a_new_release_changes_what_differs_and_keeps_what_others_added(
    hand_over: Run, ckan: Ckan, web: Path, dataset: Path, tmp_path: Path
) -> None:
    hand_over(ckan.url)
    made = ckan.packages[NAME]
    made["tags"].append({"name": "theirs"})
    made["extras"].append({"key": "reviewed", "value": "yes"})
    made["resources"].append({"id": "resource-x", "url": "https://example.org/report", "name": "A report"})
    made["resources"][0]["notes_of_theirs"] = "kept"
    later = catalogued(tmp_path / "later", dataset, "2026-12", ("nquads",))
    ckan.seen.clear()
    done = hand_over(ckan.url, folder=later)
    gone = set(files_of(web)) - set(files_of(later, "2026-12"))
    assert rows(done) == {NAME: "sent", "rdf/scen.nq": "sent"} | dict.fromkeys(gone, "left")
    assert ckan.actions == ["package_patch", "resource_update"]
    now = ckan.packages[NAME]
    assert now["version"] == "2026-12"
    assert "theirs" in {one["name"] for one in now["tags"]}
    assert {"key": "reviewed", "value": "yes"} in now["extras"]
    urls = [one["url"] for one in now["resources"]]
    assert f"{HOME}releases/2026-12/rdf/scen.nq" in urls and "https://example.org/report" in urls
    assert [one["notes_of_theirs"] for one in now["resources"] if "notes_of_theirs" in one] == ["kept"]
    some = min(gone)
    assert rows(hand_over(ckan.url, "--prune", some, folder=later))[some] == "removed"
    assert f"{HOME}releases/2026-11/{some}" not in [one["url"] for one in ckan.packages[NAME]["resources"]]
    refused = hand_over(ckan.url, "--prune", "rdf/scen.nq", folder=later)
    assert (refused.returncode, "is a file of this release" in refused.stderr) == (1, True)


def test_a_dry_run_changes_nothing_there(hand_over: Run, ckan: Ckan, web: Path) -> None:
    done = hand_over(ckan.url, "--dry-run")
    assert set(rows(done).values()) == {"to send"}
    first = json.loads(done.stdout.splitlines()[0].partition("package_create ")[2])
    assert (first["name"], first["owner_org"]) == (NAME, "ethics-desk")
    assert (ckan.actions, ckan.packages) == ([], {})


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("action", ["package_create", "resource_create"])
def test_a_lost_connection_makes_nothing_twice(
    hand_over: Run, ckan: Ckan, web: Path, when: str, action: str
) -> None:
    ckan.faults = [Fault("POST", lost=when, path=action)]
    done = hand_over(ckan.url)
    assert done.returncode == 0, done.stderr
    assert rows(done) == dict.fromkeys([NAME, *files_of(web)], "sent")
    urls = [one["url"] for one in ckan.packages[NAME]["resources"]]
    assert len(urls) == len(set(urls)) == len(files_of(web))


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_ckan_is_asked_again(hand_over: Run, ckan: Ckan, status: int) -> None:
    ckan.faults = [Fault("POST", status, {"Retry-After": "0"}), Fault("GET", status, {"Retry-After": "0"})]
    assert hand_over(ckan.url).returncode == 0


def test_what_ckan_refuses_is_told_in_one_line(
    scen: Run, hand_over: Run, ckan: Ckan, web: Path, token: Path, tmp_path: Path
) -> None:
    token.write_text("another-token\n", encoding="utf-8")
    done = hand_over(ckan.url)
    said = "package_create: Access denied: Action package_create requires an authenticated user (HTTP 403)"
    assert (done.returncode, done.stderr) == (1, f"scen: {ckan.url}: {said}\n")
    token.write_text(TOKEN, encoding="utf-8")
    done = scen("publish", web, "--ckan", ckan.url, "--token-file", token, "--organization", "nobody")
    assert (done.returncode, "owner_org: ['Organization does not exist'] (HTTP 409)" in done.stderr) == (
        1,
        True,
    )
    done = hand_over(f"{ckan.url}/wrong")
    assert (done.returncode, "is this the address of a CKAN?" in done.stderr) == (1, True)
    assert ckan.packages == {}


def test_a_package_that_was_deleted_there_stays_so(hand_over: Run, ckan: Ckan) -> None:
    hand_over(ckan.url)
    ckan.packages[NAME]["state"] = "deleted"
    done = hand_over(ckan.url)
    assert (done.returncode, "was deleted there" in done.stderr) == (1, True)
    assert hand_over(ckan.url, "--package", "another-name").returncode == 0
    assert set(ckan.packages) == {NAME, "another-name"}


def test_a_file_that_is_refused_does_not_stop_the_others(hand_over: Run, ckan: Ckan, web: Path) -> None:
    ckan.faults = [Fault("POST", 409, path="resource_create")]
    done = hand_over(ckan.url)
    first, *rest = sorted(files_of(web))
    assert (done.returncode, rows(done)) == (1, {NAME: "sent", first: "failed"} | dict.fromkeys(rest, "sent"))


def test_a_placeholder_address_is_told(
    hand_over: Run, ckan: Ckan, web: Path, dataset: Path, tmp_path: Path
) -> None:
    assert "placeholder" not in hand_over(ckan.url, "--dry-run").stderr
    nowhere = catalogued(tmp_path / "nowhere", dataset, formats=("nquads",), home="https://scen.example/")
    assert "the links of the package lead nowhere" in hand_over(ckan.url, "--dry-run", folder=nowhere).stderr
