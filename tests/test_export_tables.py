"""The tables of a release, read back by programs that nobody here wrote: equal counts and contents everywhere."""

from __future__ import annotations

import asyncio
import csv
import json
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
    "evidence": "?note oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector ?x . ?x a oa:TextQuoteSelector",
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
    found["evidence"] -= sum(1 for line in cells(out, "evidence") if not line["words"])  # nothing was kept
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
    lines = {row["lines"] for row in cells(out, "evidence") if row["claim"] == "claim/a925e37b530dbcdf99cd"}
    assert lines == {"26 30"}
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


def test_datasette_shows_tables_searches_names_and_follows_keys(out: Path) -> None:
    inspected = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", str(out / "tables/scen.sqlite")],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    counts = {name: told["count"] for name, told in json.loads(inspected.stdout)["scen"]["tables"].items()}
    assert {name: counts[name] for name in TABLES} == {name: len(cells(out, name)) for name in TABLES}
    pages = asyncio.run(served(out, "/-/metadata.json", "/scen/names.json?_search=gothberg&_shape=array",
                               "/scen/ties_readable.json?_shape=array&_size=1", "/scen/ties.json?_labels=on&_size=1", "/scen/ties"))  # fmt: skip
    metadata, names, [tie], ties, page = (
        pages[0],
        json.loads(pages[1]),
        json.loads(pages[2]),
        json.loads(pages[3]),
        pages[4],
    )
    assert json.loads(metadata)["license_url"] == read_settings().licence
    assert "person/pauline-gothberg" in {name["thing"] for name in names}
    assert (tie["a"], tie["b"], tie["strong"], tie["weight"]) == ("Electronics Watch", "SOMO", 1, 1.0)
    assert ties["rows"][0]["a"]["label"] == row(out, "things", id=ties["rows"][0]["a"]["value"])["label"]
    assert "To have attended one event is not collaboration" in page


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
