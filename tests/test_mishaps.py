"""Mishaps on the way of an answer: odd files, signals, encodings, terminals, hostile texts and servers."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import Run
from endpoint import Endpoint, Exchange

from scen.graph.errors import EndpointError, QueryError, SettingError
from scen.queries.opened import OpenDataset, open_dataset

ENDLESS = "SELECT ?a ?b ?c WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
ONE = "SELECT (1 AS ?x) {}"


# -- files -----------------------------------------------------------------------------------------------


def test_a_link_is_followed_and_stays_a_link(scen: Run, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert scen("query", ONE, "--dataset", dataset, "-o", "link.csv").returncode == 0
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_text("utf-8").split() == [
        "x",
        "1",
    ]


def test_a_pipe_is_written_to_and_stays_a_pipe(scen: Run, dataset: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_text("utf-8")))
    reader.start()
    assert scen("query", ONE, "--dataset", dataset, "-o", "pipe").returncode == 0
    reader.join(20)
    assert got[0].split() == ["x", "1"] and stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_the_ending_of_a_file_tells_the_format(scen: Run, dataset: Path, tmp_path: Path) -> None:
    for name, start in (
        ("a.json", '{"head"'),
        ("a.md", "| "),
        ("a.csv", "subject,"),
        ("a.tsv", "?subject"),
        ("a.xml", "<?xml"),
    ):
        assert scen("ask", "contradictions", "--dataset", dataset, "-o", name).returncode == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)


# -- Ctrl-C ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", [ENDLESS, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"]
)
def test_ctrl_c_ends_at_once_and_leaves_nothing(dataset: Path, tmp_path: Path, query: str) -> None:
    command = [sys.executable, "-m", "scen.cli", "query", query, "--dataset", str(dataset), "-o", "big.csv"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 20
        while not list(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr and process.stderr.read() == "scen: stopped; nothing half-done is left\n"
    assert list(tmp_path.iterdir()) == []


# -- texts -----------------------------------------------------------------------------------------------


def test_standard_input_is_utf8_whatever_the_locale(scen: Run, dataset: Path) -> None:
    query = 'ASK { ?p skos:prefLabel "Björn Claeson"@sv }'
    for encoding in ("utf-8", "latin-1"):
        done = subprocess.run(
            [sys.executable, "-m", "scen.cli", "query", "-", "--format", "table", "--dataset", str(dataset)],
            input=query.encode(), capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert done.stdout == b"yes\n"
    bad = subprocess.run(
        [sys.executable, "-m", "scen.cli", "query", "-"], input=b"\xff", capture_output=True, check=False
    )
    assert bad.returncode == 2 and b"not UTF-8" in bad.stderr and b"Traceback" not in bad.stderr


def test_no_text_steers_the_terminal(scen: Run, dataset: Path) -> None:
    query = r'SELECT ("a\u001b]0;owned\u0007\u202Eb" AS ?x) {}'
    shown = scen("query", query, "--format", "table", "--dataset", dataset).stdout
    assert "]0;owned" in shown and not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_brackets_without_end_are_refused(scen: Run, dataset: Path) -> None:
    for query in (
        "SELECT * " + "{" * 30000 + "}" * 30000,
        "SELECT * { FILTER" + "(" * 20000 + "1" + ")" * 20000 + "}",
    ):
        done = scen("query", "-", "--dataset", dataset, input=query)
        assert (done.returncode, done.stdout) == (1, "") and "nested more than" in done.stderr


def test_sources_need_a_column_of_claims(scen: Run, dataset: Path) -> None:
    for query in (ONE, "ASK {}", "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 1"):
        done = scen("query", query, "--with-sources", "--dataset", dataset)
        assert done.returncode == 1 and "needs a column claim" in done.stderr
    odd = scen(
        "query", 'SELECT ("x://<" AS ?claim) {}', "--with-sources", "--format", "csv", "--dataset", dataset
    )
    assert odd.returncode == 0 and odd.stdout.splitlines()[1].startswith("x://<,")


def test_a_limit_counts_triples_too(scen: Run, dataset: Path) -> None:
    done = scen(
        "query", "CONSTRUCT { ?s a ?o } { ?s a ?o }", "--format", "nt", "--limit", "3", "--dataset", dataset
    )
    assert len(done.stdout.splitlines()) == 3


# -- servers ---------------------------------------------------------------------------------------------


def test_an_answer_of_another_kind_is_an_error(dataset: Path) -> None:
    def truth(exchange: Exchange) -> None:
        exchange.whole(200, "application/sparql-results+json", b'{"head": {}, "boolean": true}')

    with Endpoint(dataset / "scen.nq") as server, open_dataset(server.url) as data:
        assert data.store.base
        server.fault = truth
        with pytest.raises(EndpointError, match="answers SELECT with truth"):
            data.select("SELECT ?s { ?s ?p ?o }")


def test_a_part_by_its_status_is_an_error(dataset: Path) -> None:
    def part(exchange: Exchange) -> None:
        exchange.whole(206, "application/sparql-results+json", exchange.right().body())

    with Endpoint(dataset / "scen.nq") as server, open_dataset(server.url) as data:
        assert data.store.base
        server.fault = part
        with pytest.raises(EndpointError, match="only a part"):
            data.select("SELECT ?s { ?s ?p ?o } LIMIT 1")


@pytest.mark.parametrize("timeout", [0, -1, 1e18, float("nan")])
def test_a_time_out_is_a_number_of_seconds(timeout: float) -> None:
    with pytest.raises(SettingError):
        open_dataset("http://127.0.0.1:1/sparql", timeout=timeout)


def test_other_addresses_are_no_folders() -> None:
    for address in ("ftp://example.org/x", "FILE:///tmp"):
        with pytest.raises(EndpointError):
            open_dataset(address)


# -- Python ----------------------------------------------------------------------------------------------


def test_names_are_found_from_several_threads(dataset: Path) -> None:
    found: list[str] = []
    with open_dataset(dataset) as data:
        threads = [
            threading.Thread(target=lambda: found.append(data.show("Sida").thing.slug)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == ["sida"] * 4


def test_a_thing_that_was_found_is_taken_as_it_is(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        other = data.ask("shared-programme", person="Leah Butler")[0].other
        assert (
            data.ask("posts-of-person", person=other).cells
            == data.ask("posts-of-person", person=other.iri).cells
        )
        assert data.show(other).thing == other and data.path(other, data.find("ICLEI")[0])


def test_the_rdflib_view_asks_no_other_server(dataset: Path) -> None:
    with open_dataset(dataset) as data, pytest.raises(QueryError, match="SERVICE"):
        list(data.rdflib().query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"))


def test_no_triple_stands_in_two_graphs(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        twice = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) } LIMIT 1"
        assert not len(data.select(twice))


def test_who_acts_for_whom_is_told_the_right_way_round(dataset: Path) -> None:
    def told(data: OpenDataset, *names: str) -> str:
        return " ".join(str(data.path(*names) if len(names) == 2 else data.show(*names)).split())

    with open_dataset(dataset) as data:
        for text in (
            told(data, "DG GROW", "EUROCITIES"),
            told(data, "EUROCITIES", "DG GROW"),
            told(data, "dg-grow"),
        ):
            assert "EUROCITIES acts for DG GROW" in text
        assert "DG GROW acts for" not in told(data, "EUROCITIES") + told(data, "dg-grow")
        principals = {
            edge["principal"].rpartition("/")[2]
            for *_, edge in data.network().to_networkx().edges(data=True)
            if "principal" in edge
        }
        assert principals == {"dg-grow", "european-commission"}
