"""The commands as a user runs them: processes, exit statuses, one-line messages, pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run

from scen.cli import SECTIONS

LIGHT = (
    "igraph",
    "lxml",
    "numpy",
    "scipy",
    "pydantic",
    "yaml",
    "rich",
    "rdflib",
    "networkx",
    "pandas",
    "pyvis",
    "fastapi",
    "pyshacl",
    "SPARQLWrapper",
    "rapidfuzz",
    "edtf",
)


def test_help_lists_every_command_and_each_has_help(scen: Run) -> None:
    listed = scen("--help").stdout
    for name, line in [item for commands in SECTIONS.values() for item in commands.items()]:
        assert f"  {name} " in listed and line.split(",")[0] in listed
        done = scen(name, "--help")
        assert done.returncode == 0 and done.stdout.startswith("Usage:") and len(done.stdout.splitlines()) > 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["find", "claeson"],
        ["show", "Björn Claeson"],
        ["query", "ASK { ?s ?p ?o }"],
        ["ask", "shared-programme", "Leah Butler", "--format", "csv"],
        ["path", "Leah Butler", "ICLEI"],
    ],
)
def test_the_reading_side_imports_nothing_heavy(dataset: Path, arguments: list[str]) -> None:
    script = (
        "import sys\nfrom scen.cli import main\nsys.argv = ['scen', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print('HEAVY', sorted(set({LIGHT!r}) & {{name.split('.')[0] for name in sys.modules}}))"
    )
    more = [] if arguments == ["--help"] else ["--dataset", str(dataset)]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments, *more], capture_output=True, text=True, check=True
    )
    arrays = ["numpy"] if arguments[0] in ("show", "path") else []  # they read the columnar network
    assert done.stdout.splitlines()[-1] == f"HEAVY {arrays}"


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = f"import sys, scen\nprint(sorted(set({LIGHT!r}) & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


# -- find --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bjorn claeson", "Björn Claeson"),
        ("BJÖRN", "Björn Claeson"),
        ("claes", "Björn Claeson"),
        ("simen hoy", "Simen Høy Dypvik"),
        ("city of oslo", "City of Oslo"),
        ("Oslo kommune", "City of Oslo"),
        ("Region of Stockholm", "Region Stockholm"),
        ("Europeiska unionen", "European Union"),
        ("kathleen mcc", "Kathleen McCaughey"),
        ("make ict", "Make ICT Fair"),
        ("electronics-watch", "Electronics Watch"),
    ],
)
def test_find_in_any_spelling(scen: Run, dataset: Path, text: str, first: str) -> None:
    done = scen("find", text, "--dataset", dataset)
    assert done.returncode == 0
    assert first in done.stdout.splitlines()[0]


def test_find_prefers_the_name_in_the_language_asked_for(scen: Run, dataset: Path) -> None:
    assert "Oslo kommune" in scen("find", "city of oslo", "--lang", "nb", "--dataset", dataset).stdout


def test_find_for_machines(scen: Run, dataset: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(scen("find", "claeson", "--format", "csv", "--dataset", dataset).stdout))
    )
    assert rows[0]["iri"] == "https://w3id.org/scen/id/person/bjorn-claeson"
    assert (
        json.loads(scen("find", "claeson", "--format", "json", "--dataset", dataset).stdout)[0]["slug"]
        == "bjorn-claeson"
    )


@pytest.mark.parametrize(
    "text", ['"', "' OR 1=1", "NEAR(", "*", "claeson AND", "a" * 5000, "🙂", "-", "col:x", "%"]
)
def test_find_takes_any_text_as_text(scen: Run, dataset: Path, text: str) -> None:
    done = scen("find", "--dataset", dataset, "--", text)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 1


def test_find_says_when_there_is_no_record_and_names_the_nearest(scen: Run, dataset: Path) -> None:
    done = scen("find", "Electronic Wacht", "--dataset", dataset)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "scen: no record of 'Electronic Wacht'; did you mean Electronics Watch (organisation electronics-watch)"
    )
    assert scen("find", "x", "--kind", "persn", "--dataset", dataset).returncode == 2


# -- show --------------------------------------------------------------------------------------------------


def test_show_tells_facts_with_status_certainty_and_source(scen: Run, dataset: Path) -> None:
    text = " ".join(scen("show", "Björn Claeson", "--dataset", dataset).stdout.split())
    assert "Björn Claeson — person https://w3id.org/scen/id/person/bjorn-claeson" in text
    assert "announced: speaker at" in text
    assert "swedwatch-lulea-2019, line 30: “Björn Claeson, chef för Electronics Watch”" in text
    assert "[inferred]" in text and "because" in text
    assert "Ties" in text and "Linda Scott Jakobsson: same programme (announced, 1 source)" in text
    assert "(2019-09-16): swedwatch-lulea-2019, lines 26, 30, 46" in text, (
        "what, when, and where it is written"
    )
    assert "id/" not in text.replace("scen/id/person/bjorn-claeson", ""), "names instead of identifiers"


def test_show_by_id_iri_and_alias_is_the_same(scen: Run, dataset: Path) -> None:
    ways = (
        "electronics-watch",
        "organisation/electronics-watch",
        "https://w3id.org/scen/id/organisation/electronics-watch",
        "electronics watch",
    )
    assert len({scen("show", way, "--dataset", dataset).stdout for way in ways}) == 1


def test_show_lists_candidates_for_an_ambiguous_name(scen: Run, dataset: Path) -> None:
    done = scen("show", "region", "--dataset", dataset)
    assert done.returncode == 1
    assert (
        "'region' names" in done.stderr
        and "  organisation/region-skane  Region Skåne" in done.stderr.splitlines()
    )


def test_show_never_tells_the_announced_as_done(scen: Run, dataset: Path) -> None:
    text = scen("show", "Occupational Health and Safety Summit 2020", "--dataset", dataset).stdout
    speakers = [line for line in text.splitlines() if "keynote speaker" in line]
    assert len(speakers) == 2 and all(line.strip().startswith("announced:") for line in speakers)
    assert "[disputed]" in text and "contradicted: 30 November to 4 December are five calendar days" in text


def test_show_as_data(scen: Run, dataset: Path) -> None:
    found = json.loads(scen("show", "Björn Claeson", "--format", "json", "--dataset", dataset).stdout)
    assert found["thing"]["slug"] == "bjorn-claeson"
    assert all(
        fact["lines"] and fact["document"]["slug"]
        for section in found["sections"]
        for fact in section["facts"]
    )


# -- query -------------------------------------------------------------------------------------------------

ROWS = "SELECT ?name WHERE { ?p a foaf:Person ; foaf:name ?name } ORDER BY ?name LIMIT 2"


def test_query_formats(scen: Run, dataset: Path) -> None:
    def run(query: str, form: str) -> str:
        done = scen("query", query, "--format", form, "--dataset", dataset)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run(ROWS, "csv").splitlines()[0] == "name"
    assert run(ROWS, "tsv").splitlines()[0] == "?name"
    assert len(json.loads(run(ROWS, "json"))["results"]["bindings"]) == 2
    assert run(ROWS, "xml").startswith("<?xml")
    assert run(ROWS, "table").splitlines()[1].startswith("──")
    construct = "CONSTRUCT { ?p a foaf:Person } WHERE { ?p a foaf:Person } LIMIT 1"
    assert "a foaf:Person" in run(construct, "ttl") and run(construct, "nt").endswith(" .\n")
    assert run("ASK { ?p a foaf:Person }", "table") == "yes\n"


def test_query_from_a_file_and_from_standard_input(scen: Run, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(ROWS, encoding="utf-8")
    assert (
        scen("query", "@q.rq", "--dataset", dataset).stdout
        == scen("query", "-", "--dataset", dataset, input=ROWS).stdout
    )
    assert scen("query", "@lost.rq", "--dataset", dataset).returncode == 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s WHERE {\n  ?s foo:bar ?o }", "line 2, column 13: unknown prefix in 'foo:bar'"),
        ("SELECT ?s WHERE { ?s ?p ?o", "the query ends too early"),
        ("SELECT ?s\nWHERE { ?s ?p }", "line 2, column 16: not SPARQL near 'WHERE { ?s ?p }'"),
        ("", "line 1, column 1: the query is empty"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is an update; scen query only reads"),
        ("PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
        ("# a comment\nDROP ALL", "DROP is an update"),
    ],
)
def test_a_query_that_is_none(scen: Run, dataset: Path, query: str, message: str) -> None:
    before = (dataset / "scen.nq").read_bytes()
    done = scen("query", query, "--dataset", dataset)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert message in done.stderr
    assert (dataset / "scen.nq").read_bytes() == before


def test_a_format_that_does_not_fit(scen: Run, dataset: Path) -> None:
    assert "is for triples" in scen("query", ROWS, "--format", "ttl", "--dataset", dataset).stderr
    assert (
        "is for rows"
        in scen(
            "query", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "--format", "csv", "--dataset", dataset
        ).stderr
    )


# -- the house ---------------------------------------------------------------------------------------------


def test_a_closed_pipe_is_no_error(dataset: Path) -> None:
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 30000"
    command = [sys.executable, "-m", "scen.cli", "query", query, "--format", "csv", "--dataset", str(dataset)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout and writer.stderr
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.wait(60) == 0
        assert writer.stderr.read() == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shw", "x"], "no command 'shw'; did you mean 'show'?"),
        (["find"], "Missing argument 'NAME...'"),
        (["find", "x", "--formt", "csv"], "No such option"),
        (["build", "--out"], "requires an argument"),
        (["check", "--uncovered"], "need the texts: --documents DIR"),
    ],
)
def test_wrong_usage_is_status_2(scen: Run, arguments: list[str], message: str) -> None:
    done = scen(*arguments)
    assert done.returncode == 2
    assert message in done.stderr and "Traceback" not in done.stderr


def test_output_is_utf8_under_any_locale(scen: Run, dataset: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scen.cli", "find", "claeson", "--dataset", str(dataset)],
        capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Björn Claeson".encode() in done.stdout


def test_a_name_index_search_folds_and_ranks(tmp_path: Path) -> None:
    from scen.graph.names import Named, Names, write

    path = tmp_path / "names.sqlite"
    write(path, [Named("a", "person", "urn:a", (("nb", "Øystein Ærlig"),), (("Øystein Ærlig", "name"),), 1),
                 Named("b", "person", "urn:b", (("sv", "Öst"),), (("Öst", "name"), ("Oystein", "hidden")), 9)])  # fmt: skip
    with closing(Names(path)) as names:
        assert [hit.slug for hit in names.search("oystein")] == ["b", "a"]
        assert [hit.slug for hit in names.search("oystein aerl")] == ["a"]
        assert names.search("öst")[0].slug == "b", "the whole name first"
        assert names.search("") == [] and names.search("''\"") == []


# -- odd input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> ASK { SERVICE:x { ?s ?p ?o } }",
        "ASK { ?s ?p true" + "SERVICE SILENT <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        'ASK { # "\n SERVICE ?x { ?s ?p ?o } # "\n }',
        "ASK { FILTER(?a<?b)service<http://127.0.0.1:9/x>{?s ?p ?o}FILTER(1>2) }",
    ],
)
def test_a_query_asks_no_other_server(scen: Run, dataset: Path, query: str) -> None:
    done = scen("query", query, "--dataset", dataset)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "SERVICE asks another server; a query here reads this dataset only" in done.stderr


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service a cpsv:PublicService ; rdfs:label \"SERVICE\", '''it's a \"SERVICE\"'''@en } # SERVICE",
        "PREFIX cpsv: <http://x/SERVICE#> ASK { ?x a cpsv:service }",
    ],
)
def test_the_word_service_is_no_crime(scen: Run, dataset: Path, query: str) -> None:
    prefix = "" if "PREFIX" in query else "PREFIX cpsv: <http://purl.org/vocab/cpsv#> "
    assert scen("query", prefix + query, "--dataset", dataset).stdout == "no\n"


@pytest.mark.parametrize("command", [["find"], ["show"], ["query"], ["query", "--format", "csv"]])
def test_arguments_that_are_no_text(dataset: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scen.cli", *command, b"ab\xff", "--dataset", str(dataset)], capture_output=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "x", "--dataset"],
        ["build", "--out"],
        ["build"],
        ["schema", "--out"],
        ["check", "--documents"],
    ],
)
def test_a_path_that_cannot_be(scen: Run, arguments: list[str]) -> None:
    done = scen(*arguments, "a" * 300)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_where_a_folder_should_be(scen: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for arguments in (["schema", "--out", "file"], ["find", "x", "--dataset", "file"], ["build", "file"]):
        done = scen(*arguments)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr


def test_a_dataset_in_a_folder_with_an_odd_name(scen: Run, tiny: Path) -> None:
    assert scen("build", tiny, "--out", "a#b?c%20d").returncode == 0
    assert "Ada Test" in scen("find", "ada", "--dataset", "a#b?c%20d").stdout


def test_a_name_index_that_is_damaged_within(tiny: Path, tmp_path: Path) -> None:
    from scen.graph.build import build
    from scen.graph.dataset import Dataset
    from scen.graph.errors import DatasetError

    build(tiny, tmp_path / "dataset")
    path = tmp_path / "dataset/current/names.sqlite"
    path.write_bytes(b"\0" * path.stat().st_size)
    with Dataset(tmp_path / "dataset") as data, pytest.raises(DatasetError, match="is damaged"):
        data.names.search("ada")
