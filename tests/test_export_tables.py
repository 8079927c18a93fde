"""The tables of a release, read back by programs that nobody here wrote: equal counts and contents everywhere."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import csvw
import duckdb
import frictionless
import pandas
import pytest
from conftest import Run, edit
from pyarrow import parquet
from pyoxigraph import NamedNode

from scen.export.formats import FORMATS
from scen.export.settings import read_settings
from scen.export.source import Source
from scen.export.sqlite import VIEWS
from scen.export.tables_check import check
from scen.export.tables_csv import unguarded
from scen.export.tabular import TABLES
from scen.graph.build import build
from scen.graph.facts import Facts
from scen.queries.opened import OpenDataset, open_dataset

NAMES = ("csv", "sqlite", "parquet")
COUNTS = {
    "things": "?x dct:identifier|schema:identifier ?slug FILTER(!CONTAINS(STR(?x), '/id/claim/'))",
    "names": "?s ?form ?x FILTER(?form IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel)) "
    "FILTER EXISTS { ?s dct:identifier|schema:identifier ?slug }",
    "documents": "?x scen:textSha256 ?sum",
    "claims": "?x scen:certainty ?certainty ; dct:source ?document FILTER NOT EXISTS { ?x a scen:Tie }",
    "contradictions": "?contradiction scen:between ?x",
    "evidence": "?x oa:hasBody ?claim",
    "evidence_words": "?note oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector ?x . ?x a oa:TextQuoteSelector",
    "tie_kinds": "?x skos:inScheme scen:tie-kinds",
    "ties": "?x a scen:Tie",
    "tie_claims": "?tie a scen:Tie ; prov:wasDerivedFrom ?x",
}
"""Table -> a pattern with one ?x a row."""


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[OpenDataset]:
    with open_dataset(dataset) as found:
        yield found


@pytest.fixture(scope="module")
def out(data: OpenDataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the curated network in all formats."""
    return export(data, tmp_path_factory.mktemp("tables"))


def export(data: OpenDataset, folder: Path, *names: str) -> Path:
    for name in names or NAMES:
        FORMATS[name].write(Source(data, read_settings()), folder)
    return folder


def cells(out: Path, table: str) -> list[dict[str, str]]:
    """The rows of a CSV file by the standard library, texts as they were before they were guarded."""
    with (out / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def row(out: Path, table: str, **known: str) -> dict[str, str]:
    """The one row with these cells; empty cells are left out."""
    [found] = [row for row in cells(out, table) if known.items() <= row.items()]
    return {name: cell for name, cell in found.items() if cell}


def shared(out: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of the SQLite file, in the order of the CSV file."""
    with closing(sqlite3.connect(out / "tables/scen.sqlite")) as base:
        return base.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()


# -- what is in them --------------------------------------------------------------------------------------------


def test_as_many_rows_as_sparql_counts(data: OpenDataset, out: Path) -> None:
    told = {}
    for table, pattern in COUNTS.items():
        other = {"names": "?s ?form", "contradictions": "?contradiction", "tie_claims": "?tie"}.get(table, "")
        query = f"SELECT (COUNT(*) AS ?rows) {{ SELECT DISTINCT {other} ?x {{ {pattern} }} }}"
        told[table] = data.select(query)[0].rows
    found = {table: len(cells(out, table)) for table in COUNTS}
    assert found == told
    assert (found["claims"], found["ties"], found["tie_claims"], found["documents"]) == (1333, 100, 240, 5)


def test_rows_worked_out_by_hand(out: Path) -> None:
    """From the records of the five documents."""
    assert row(out, "claims", subject="person/bjorn-claeson", kind="membership", document="document/swedwatch-lulea-2019") == {
        "id": "claim/a925e37b530dbcdf99cd", "kind": "membership", "subject": "person/bjorn-claeson", "object": "organisation/electronics-watch",
        "sentence": "Björn Claeson, “chef för Electronics Watch” (head of Electronics Watch), Electronics Watch",
        "printed": "chef för Electronics Watch", "rendering": "head of Electronics Watch", "certainty": "stated", "status": "reported",
        "document": "document/swedwatch-lulea-2019",
    }  # fmt: skip
    assert row(out, "evidence", claim="claim/a925e37b530dbcdf99cd")["lines"] == "26 30"
    assert row(out, "ties", a="organisation/eurocities", b="organisation/dg-grow", kind="acts-for") == {
        "tie": "tie/58ea0583e5d2cf058abe", "a": "organisation/eurocities", "b": "organisation/dg-grow", "kind": "acts-for",
        "directed": "true", "strong": "true", "weight": "1.0", "links": "1", "sources": "1", "certainty": "stated", "status": "reported",
    }  # fmt: skip
    summit = row(out, "things", id="event/ohs-summit-2020")
    assert (summit["date"], summit["first"], summit["last"], summit["first_year"]) == (
        "2020-11-30/2020-12-04", "2020-11-30", "2020-12-04", "2020",
    )  # fmt: skip
    assert row(out, "things", id="organisation/electronics-watch")["type"] == "non-profit-organisation"


def test_contradictions_and_what_is_announced_are_visible(out: Path) -> None:
    pairs = [
        (row["id"], row["disputed_by"], row["property"]) for row in cells(out, "claims") if row["disputed_by"]
    ]
    by_property = {name: (claim, other) for claim, other, name in pairs if name in ("date", "duration")}
    assert by_property["date"] == by_property["duration"][::-1]
    assert {row["certainty"] for row in cells(out, "claims") if row["disputed_by"]} == {"disputed"}
    announced = [row["sentence"] for row in cells(out, "claims") if row["status"] == "announced"]
    assert announced
    assert all(sentence.startswith("announced: ") for sentence in announced)


def test_evidence_is_told_once_and_its_words_run_by_run(out: Path) -> None:
    told = cells(out, "evidence")
    assert len({(line["claim"], line["document"], line["lines"]) for line in told}) == len(told)
    runs: dict[str, list[str]] = {}
    for run in cells(out, "evidence_words"):
        runs.setdefault(run["evidence"], []).append(run["words"])
        assert int(run["end"]) - int(run["start"]) == len(run["words"])
    assert {line["evidence"]: line["words"] for line in told if line["words"]} == {
        evidence: " … ".join(words) for evidence, words in runs.items()
    }
    assert max(map(len, runs.values())) == 7


def test_what_is_inferred_of_a_document_is_given_and_said_to_be(out: Path) -> None:
    """From the records: nothing is printed of who published, but for what is read from the texts."""
    told = {
        line["id"].partition("/")[2]: (
            line["publisher"].partition("/")[2], line["publisher_certainty"], line["issued"], line["issued_certainty"],
            line["modified"], line["modified_certainty"],
        )
        for line in cells(out, "documents")
    }  # fmt: skip
    assert told == {
        "electronics-watch-amsterdam": ("electronics-watch", "inferred", "", "", "", ""),
        "national-secretariat-news": ("national-secretariat", "inferred", "", "", "", ""),
        "procurement-events-2020": ("", "", "2020-11-09/2020-11-30", "inferred", "", ""),
        "swedwatch-lulea-2019": ("swedwatch", "inferred", "../2019-08-15", "inferred", "", ""),
        "sykehusinnkjop-webinar-2022": ("sykehusinnkjop", "inferred", "2022-02-24", "stated", "2022-12-27", "stated"),
    }  # fmt: skip


def test_the_certainty_of_what_is_said_of_a_document_is_that_of_the_claim_that_says_it(tiny: Path, tmp_path: Path) -> None:
    """The day that is shown is disputed; the surest claim infers another one."""
    said = "- {{subject: doc-1, property: issued, value: 2021-05-0{0}, n: {0}, at: 1, as_written: 3 May 2021, {1}}}\n"
    told = ("label: one, shown: true", "label: two", 'certainty: inferred, because: "invented"')
    claims = "".join(said.format(number, rest) for number, rest in enumerate(told, 1))
    edit(tiny / "sources/doc-1.yaml", "assertions:\n", "assertions:\n" + claims)
    with (tiny / "sources/doc-1.yaml").open("a", encoding="utf-8") as file:
        file.write('contradictions:\n- {between: [one, two], because: "it is one day"}\n')
    build(tiny, tmp_path / "dataset")
    with open_dataset(tmp_path / "dataset") as data:
        found = row(export(data, tmp_path / "out", "csv"), "documents", id="document/doc-1")
    assert (found["issued"], found["issued_certainty"]) == ("2021-05-03", "inferred")


def test_codes_are_explained(out: Path) -> None:
    assert row(out, "tie_kinds", code="met") == {
        "code": "met", "label_en": "met", "label_sv": "träffades", "label_nb": "møttes", "strong": "false", "directed": "false",
        "definition": "A source reports that they met. Not for an announced meeting, and not for being at one event.", "rests_on": "cooperation",
    }  # fmt: skip
    assert row(out, "codes", scheme="roles", code="partner")["label_sv"] == "partner"
    assert row(out, "codes", scheme="project-roles", code="partner")["label_sv"] == "projektpartner"
    known: dict[str, set[str]] = {}
    for code in cells(out, "codes"):
        for column in code["columns"].split():
            known.setdefault(column, set()).add(code["code"])
    for table in TABLES.values():
        used = {c.name for c in table.columns if f"{table.name}.{c.name}" in known} - {"value", "language"}
        for line in cells(out, table.name):  # a value is not always a code, nor is every language in our list
            for column in used:
                assert set(line[column].split()) <= known[f"{table.name}.{column}"], (table.name, column)
    assert {f"{t.name}.{c.name}" for t in TABLES.values() for c in t.columns if c.schemes} == set(known)


def test_ties_rest_on_what_their_kind_says_and_point_where_it_does(out: Path) -> None:
    kinds = {line["code"]: line for line in cells(out, "tie_kinds")}
    of_claim = {line["id"]: line["kind"] for line in cells(out, "claims")}
    behind: dict[str, set[str]] = {}
    for line in cells(out, "tie_claims"):
        behind.setdefault(line["tie"], set()).add(of_claim[line["claim"]])
    for tie in cells(out, "ties"):
        kind = kinds[tie["kind"]]
        assert behind[tie["tie"]] <= set(kind["rests_on"].split())
        assert (tie["strong"], tie["directed"]) == (kind["strong"], kind["directed"])
    assert {tie["kind"] for tie in cells(out, "ties")} > {"acts-for", "same-project", "same-funder"}


def test_sentences_and_ties_are_those_of_the_program(data: OpenDataset, out: Path) -> None:
    """A duration is told as written; the store holds it in another form of the same value (PT90M, PT1H30M)."""
    facts = Facts(data.store.dataset)  # type: ignore[attr-defined]
    base = facts.dataset.base + "id/"
    for told in cells(out, "claims"):
        if told["property"] != "duration":
            assert told["sentence"] == str(facts.fact(NamedNode(base + told["id"])))
    ties = {tie.tie.iri.removeprefix(base) for tie in data.select("SELECT ?tie { ?tie a scen:Tie }")}
    assert {told["tie"] for told in cells(out, "ties")} == ties
    behind = data.select("SELECT ?tie ?behind { ?tie a scen:Tie ; prov:wasDerivedFrom ?behind }")
    pairs = {(pair.tie.iri.removeprefix(base), pair.behind.iri.removeprefix(base)) for pair in behind}
    assert {(told["tie"], told["claim"]) for told in cells(out, "tie_claims")} == pairs


# -- who reads them ---------------------------------------------------------------------------------------------


def test_csvw_reads_the_same_and_keys_hold(out: Path) -> None:
    group = csvw.TableGroup.from_file(out / "tables/csv-metadata.json")
    assert group.check_referential_integrity()
    for table in group.tables:
        name = table.local_name.removesuffix(".csv")
        columns = TABLES[name].columns
        read = [
            tuple(" ".join(line[c.name]) or None if c.many else line[c.name] for c in columns)
            for line in table
        ]
        dates = [at for at, column in enumerate(columns) if column.kind == "date"]
        assert [
            tuple(str(cell)[:10] if at in dates and cell else cell for at, cell in enumerate(line))
            for line in read
        ] == shared(out, name)
        keys = [
            tuple(map(str, (line[columns.index(c)] for c in columns if c.name in TABLES[name].key)))
            for line in read
        ]
        assert len(keys) == len(set(keys))


def test_frictionless_finds_no_fault_and_then_the_one_that_is_planted(out: Path, tmp_path: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(TABLES)
    (tmp_path / "tables").mkdir()
    for path in (out / "tables").glob("*.csv"):
        (tmp_path / "tables" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "datapackage.json").write_bytes((out / "datapackage.json").read_bytes())
    edit(tmp_path / "tables/ties.csv", "organisation/somo", "organisation/nobody")
    broken = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert "foreign-key" in {kind for [kind] in broken.flatten(["type"])}


def test_duckdb_pandas_and_pyarrow_read_the_same(out: Path) -> None:
    base = duckdb.connect()
    for name, table in TABLES.items():
        told = shared(out, name)
        columns = ", ".join(
            f'CAST("{column.name}" AS VARCHAR)' if column.kind == "date" else f'"{column.name}"'
            for column in table.columns
        )
        assert base.execute(f"SELECT {columns} FROM '{out}/tables/{name}.parquet'").fetchall() == told
        read = base.execute(f"SELECT * FROM read_csv('{out}/tables/{name}.csv', all_varchar=true)").fetchall()
        assert len(read) == len(told)
        assert [line[0] for line in read] == [line[0] for line in told]
        frame = pandas.read_csv(out / f"tables/{name}.csv")
        assert (frame.shape, tuple(frame.columns)) == ((len(told), len(table.columns)), table.names)
        assert parquet.read_schema(out / f"tables/{name}.parquet").names == list(table.names)
    ties = pandas.read_csv(out / "tables/ties.csv")
    assert ties["weight"].sum() == pytest.approx(sum(line[6] for line in shared(out, "ties")))
    assert ties["strong"].dtype == bool
    days = base.execute(f"SELECT min(first), typeof(min(first)) FROM '{out}/tables/ties.csv'").fetchone()
    assert days is not None
    assert (str(days[0]), days[1]) == (min(filter(None, (line[11] for line in shared(out, "ties")))), "DATE")


def test_the_examples_beside_the_tables_run_and_agree(out: Path) -> None:
    text = (out / "tables/README.txt").read_text(encoding="utf-8")
    assert all(f"\n{name}: " in text for name in (*TABLES, *VIEWS))
    sql, python = (
        "\n".join(line[4:] for line in part.splitlines() if line.startswith("    "))
        for part in text.partition("IN SQL")[2].split("WITH PANDAS")
    )
    with closing(sqlite3.connect(out / "tables/scen.sqlite")) as base:
        rows = base.execute(sql).fetchall()
        same = base.execute(
            "SELECT e.a, e.b, e.sentence FROM tie_evidence e JOIN ties t ON t.tie = e.tie WHERE t.strong"
        ).fetchall()
    assert len(rows) == sum(
        line["tie"] in {tie["tie"] for tie in cells(out, "ties") if tie["strong"] == "true"}
        for line in cells(out, "tie_claims")
    )
    assert sorted(same) == sorted((told[0], told[1], told[5]) for told in rows)
    run = subprocess.run(
        [sys.executable, "-c", f"{python}\nprint(sorted(zip(written['a'], written['b'], written['sentence'])) == {sorted(same)!r})"],
        capture_output=True, text=True, timeout=60, check=True, cwd=out, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "True"
    assert rows[0][7]  # lines


def test_datasette_shows_tables_searches_names_and_follows_keys(out: Path) -> None:
    inspected = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", str(out / "tables/scen.sqlite")],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    counts = {name: told["count"] for name, told in json.loads(inspected.stdout)["scen"]["tables"].items()}
    assert {name: counts[name] for name in TABLES} == {name: len(cells(out, name)) for name in TABLES}
    pages = asyncio.run(served(out, "/-/metadata.json", "/scen/names.json?_search=gothberg&_shape=array",
                               "/scen/ties_readable.json?_shape=array&_size=1", "/scen/ties.json?_labels=on&_size=1", "/scen/ties",
                               "/scen/where_is_it_written.json?name=gothberg&_shape=array", "/scen/tie_evidence.json?_shape=array&tie=tie/58ea0583e5d2cf058abe",
                               "/scen/where_is_it_written"))  # fmt: skip
    metadata, page = pages[0], pages[4]
    names, [tie], ties, of_her, written = map(json.loads, (*pages[1:4], *pages[5:7]))
    assert json.loads(metadata)["license_url"] == read_settings().licence
    assert "person/pauline-gothberg" in {name["thing"] for name in names}
    assert (tie["a"], tie["b"], tie["strong"], tie["weight"]) == ("Electronics Watch", "SOMO", 1, 1.0)
    assert ties["rows"][0]["a"]["label"] == row(out, "things", id=ties["rows"][0]["a"]["value"])["label"]
    kind = ties["rows"][0]["kind"]
    assert kind["label"] == row(out, "tie_kinds", code=kind["value"])["label_en"]
    assert "To have attended one event is not collaboration" in page
    hers = {tie["tie"] for tie in cells(out, "ties") if "person/pauline-gothberg" in (tie["a"], tie["b"])}
    assert hers
    assert {line["tie"] for line in of_her} == hers
    assert "Where is it written" in pages[7]  # the form, before a name is typed
    [where] = written
    assert (where["a_id"], where["b_id"]) == ("organisation/eurocities", "organisation/dg-grow")
    assert where["lines"] == row(out, "evidence", claim=where["claim"])["lines"]


async def served(out: Path, *paths: str) -> list[str]:
    """The bodies of pages of Datasette, without a network."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from datasette.app import Datasette

        metadata = json.loads((out / "tables/metadata.json").read_text(encoding="utf-8"))
        app = Datasette(immutables=[str(out / "tables/scen.sqlite")], metadata=metadata)
        answers = [await app.client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return [answer.text for answer in answers]


# -- bytes and faults -------------------------------------------------------------------------------------------


def test_same_data_same_bytes_and_only_the_files_that_are_named(
    data: OpenDataset, out: Path, tmp_path: Path
) -> None:
    again = export(data, tmp_path)
    files = {path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file()}
    assert files == {file.path for name in NAMES for file in FORMATS[name].files}
    assert {file for file in files if (again / file).read_bytes() != (out / file).read_bytes()} == set()


def test_formulas_are_guarded_and_can_be_had_back(tiny: Path, tmp_path: Path) -> None:
    name = '=HYPERLINK("x"), "quoted"'
    edit(tiny / "entities/events.yaml", "The Meeting", json.dumps(name))
    edit(tiny / "sources/doc-1.yaml", "{The Meeting: 1}", f"{{{json.dumps(name)}: 1}}")
    build(tiny, tmp_path / "dataset")
    with open_dataset(tmp_path / "dataset") as data:
        out = export(data, tmp_path / "out", "csv", "sqlite")
    text = (out / "tables/things.csv").read_text(encoding="utf-8")
    assert '"\'=HYPERLINK(""x""), ""quoted"""' in text
    assert row(out, "things", id="event/meeting-2021")["label"] == name
    assert ("event/meeting-2021", "name", "en", name) in shared(out, "names")
    assert list(check(out)) == []


def test_the_check_finds_what_is_planted(data: OpenDataset, out: Path, tmp_path: Path) -> None:
    assert list(check(out)) == []
    for path in out.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(out)).parent.mkdir(exist_ok=True)
            (tmp_path / path.relative_to(out)).write_bytes(path.read_bytes())
    (tmp_path / "tables/names.csv").unlink()
    edit(tmp_path / "tables/ties.csv", "organisation/somo", "organisation/SOMO")
    with closing(sqlite3.connect(tmp_path / "tables/scen.sqlite")) as base, base:
        base.execute("DELETE FROM documents WHERE id = 'document/swedwatch-lulea-2019'")
    (tmp_path / "tables/things.parquet").write_bytes(b"PAR1")
    found = {(finding.place.path, finding.rule) for finding in check(tmp_path)}
    assert found == {
        ("tables/names.csv", "missing-file"), ("tables/ties.csv", "checksum"), ("tables/scen.sqlite", "foreign-key"),
        ("tables/scen.sqlite", "row-count"), ("tables/things.parquet", "readable"),
    }  # fmt: skip
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["rowCount"] += 1
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert ("tables/things.csv", "row-count") in {(f.place.path, f.rule) for f in check(tmp_path)}


def test_bulk_data_are_in_the_tables_too(tmp_path: Path, scen: Run) -> None:
    """What was loaded beside the records stands in files of its own."""
    build(out=tmp_path / "dataset")
    name = "<https://w3id.org/scen/id/organisation/org-invented> <{}> {} <https://w3id.org/scen/graph/entities> .\n"
    lines = [
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<http://www.w3.org/ns/org#Organization>"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<http://xmlns.com/foaf/0.1/Agent>"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<https://schema.org/Organization>"),
        ("http://purl.org/dc/terms/identifier", '"org-invented"'),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", '"Invented \\"Øre\\" \\u00c5"@nb'),
        ("http://xmlns.com/foaf/0.1/name", '"Invented \\"Øre\\" \\u00c5"@nb'),
        ("http://www.w3.org/2004/02/skos/core#exactMatch", "<https://invented.example/1>"),
    ]  # fmt: skip
    (tmp_path / "more.nq").write_text("".join(name.format(*line) for line in lines), encoding="utf-8")
    loaded = scen("load", "--dataset", tmp_path / "dataset", tmp_path / "more.nq")
    assert loaded.returncode == 0, loaded.stderr
    with open_dataset(tmp_path / "dataset") as data:
        out = export(data, tmp_path / "out", "csv")
    assert row(out, "things", slug="org-invented") == {
        "id": "organisation/org-invented", "kind": "organisation", "slug": "org-invented", "label": 'Invented "Øre" Å',
        "label_nb": 'Invented "Øre" Å', "same_as": "https://invented.example/1", "claims": "0",
    }  # fmt: skip
