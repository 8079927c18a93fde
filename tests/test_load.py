"""Bulk data beside the records: any format in, canonical files kept, all of a file or nothing of it."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run
from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize

from scen.graph import swap
from scen.graph.bulk import naming
from scen.graph.bulk.canonical import Canonical
from scen.graph.bulk.folder import default_graph
from scen.graph.bulk.load import load, remove, sources
from scen.graph.bulk.unpacked import parts
from scen.graph.dataset import Dataset
from scen.graph.errors import DatasetError, RecordErrors, SettingError
from scen.graph.text import fold
from scen.ontology.terms import NS
from scen.queries.opened import open_dataset

PLACE = f"<{NS}id/place/xample-town>"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TRIPLES = f"""\
{PLACE} {A} <http://purl.org/dc/terms/Location> .
{PLACE} {A} <https://schema.org/Place> .
{PLACE} <http://purl.org/dc/terms/identifier> "xample-town" .
{PLACE} <{SKOS}prefLabel> "Xample Town"@en .
{PLACE} <{SKOS}altLabel> "Quoted \\"Town\\"\\nof X"@en .
{PLACE} <http://www.w3.org/ns/locn#geographicName> "Xample Town"@en .
"""
"""An invented place, six triples in the canonical form."""
GRAPH = f"{NS}graph/bulk/town"


def town(graph: str = GRAPH, text: str = TRIPLES) -> str:
    """The place as N-Quads."""
    return text.replace(" .\n", f" <{graph}> .\n")


def named(label: str) -> str:
    """The place under another name."""
    return TRIPLES.replace("Xample Town", label)


@pytest.fixture
def work(dataset: Path, tmp_path: Path) -> Path:
    """A copy of the curated dataset, to be changed."""
    shutil.copytree(dataset, tmp_path / "dataset", symlinks=True)
    return tmp_path / "dataset"


def put(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def kept(dataset: Path, name: str) -> str:
    return (dataset / "current/bulk" / f"{name}.nq").read_text("utf-8")


def written(dataset: Path) -> set[str]:
    """All quads of the store."""
    with Dataset(dataset) as data:
        assert len(data.store) == data.meta["quads"]
        return {str(quad) for quad in data.store}


# -- formats ---------------------------------------------------------------------------------------------


def forms() -> dict[str, bytes]:
    triples = list(parse(TRIPLES, format=RdfFormat.N_TRIPLES))
    found = {
        ending: serialize((quad.triple for quad in triples), format=form) or b""
        for ending, form in (
            ("nt", RdfFormat.N_TRIPLES),
            ("ttl", RdfFormat.TURTLE),
            ("jsonld", RdfFormat.JSON_LD),
            ("rdf", RdfFormat.RDF_XML),
        )
    }
    quads = list(parse(town(), format=RdfFormat.N_QUADS))
    found["trig"] = serialize(quads, format=RdfFormat.TRIG) or b""
    return found | {"nq": town().encode()}


@pytest.mark.parametrize("ending", ["nq", "nt", "ttl", "trig", "jsonld", "rdf"])
def test_every_format_gives_the_same_kept_lines(ending: str, tmp_path: Path) -> None:
    path = put(tmp_path, f"town.{ending}", forms()[ending])
    read = b"".join(Canonical(path, RdfFormat.from_extension(ending) or RdfFormat.N_QUADS, NamedNode(GRAPH)))
    assert sorted(read.decode().splitlines()) == sorted(town().splitlines())


@pytest.mark.parametrize("packing", ["gz", "bz2", "zst"])
def test_packed_files_are_unpacked_and_known_by_their_own_hash(packing: str, tmp_path: Path) -> None:
    import hashlib

    from scen.graph.bulk.unpacked import _zstd

    pack = {"gz": gzip.compress, "bz2": bz2.compress, "zst": _zstd().compress}[packing]
    path = put(tmp_path, f"town.nq.{packing}", pack(town().encode()))
    read = Canonical(path, RdfFormat.N_QUADS, NamedNode(GRAPH))
    assert b"".join(read).decode() == town()
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    cut = put(tmp_path, f"cut.nq.{packing}", path.read_bytes()[:-20])
    with pytest.raises(RecordErrors, match=f"cut.nq.{packing}(:5)?: is (cut off|no whole)"):
        b"".join(Canonical(cut, RdfFormat.N_QUADS, NamedNode(GRAPH)))
    odd = put(tmp_path, f"odd.nq.{packing}", "plain text")
    with pytest.raises(RecordErrors, match=f"is no whole .{packing} file"):
        b"".join(Canonical(odd, RdfFormat.N_QUADS, NamedNode(GRAPH)))


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("<a:s>\t<a:p>   <a:o><a:g>.", "<a:s> <a:p> <a:o> <a:g> ."),
        ('<a:s> <a:p> "\\u00e5\\u0041" <a:g> . # why', '<a:s> <a:p> "åA" <a:g> .'),
        ('<a:s> <a:p> "x"@EN <a:g> .', '<a:s> <a:p> "x"@en <a:g> .'),
        ('<a:s> <a:p> "x"^^<http://www.w3.org/2001/XMLSchema#string> <a:g> .', '<a:s> <a:p> "x" <a:g> .'),
        ("<a:s> <a:p> <a:o> .", f"<a:s> <a:p> <a:o> <{GRAPH}> ."),
        ('<a:s> <a:p> "\\t\\"\\\\" <a:g> .', '<a:s> <a:p> "\\t\\"\\\\" <a:g> .'),
        ("<a:s> <a:p> <a:o> <a:g> .\r", "<a:s> <a:p> <a:o> <a:g> ."),
        ("\ufeff<a:s> <a:p> <a:o> <a:g> .", "<a:s> <a:p> <a:o> <a:g> ."),
        ('<a:s> <a:p> "a <b> . c" <a:g> .', '<a:s> <a:p> "a <b> . c" <a:g> .'),
        ('<a:s> <a:p> "1"^^<a:t> .', f'<a:s> <a:p> "1"^^<a:t> <{GRAPH}> .'),
    ],
)
def test_lines_become_canonical_and_stay_so(line: str, canonical: str, tmp_path: Path) -> None:
    for text in (line, canonical):
        path = put(tmp_path, "a.nq", text)
        assert b"".join(Canonical(path, RdfFormat.N_QUADS, NamedNode(GRAPH))).decode() == canonical + "\n"


def test_what_passes_unparsed_is_what_the_parser_would_write(dataset: Path, tmp_path: Path) -> None:
    path = (dataset / "scen.nq").resolve()
    read = b"".join(Canonical(path, RdfFormat.N_QUADS, NamedNode(GRAPH)))
    assert read.decode() == "".join(f"{quad} .\n" for quad in parse(path=path, format=RdfFormat.N_QUADS))


def test_the_line_of_a_kept_quad_is_found_again(tmp_path: Path) -> None:
    lines = [
        "# a comment",
        "",
        "<a:s> <a:p> <a:1> .",
        "#",
        "<a:s> <a:p> <a:2> .",
        "<a:s> <a:p> <a:3> .",
        "",
        "",
    ]
    read = Canonical(
        put(tmp_path, "a.nt", "\n".join([*lines, lines[2]])), RdfFormat.N_TRIPLES, NamedNode("a:g")
    )
    assert b"".join(read).count(b"\n") == 4
    assert [read.line(number) for number in (1, 2, 3, 4)] == [3, 5, 6, 9]


# -- what is no RDF of the profile -----------------------------------------------------------------------

BAD = [
    ("a.nq", town() + "<a:s> <a:p> .\n", r"a\.nq:7: "),
    ("a.nq", town() + f"{PLACE} {A} <{NS}ns#Tie> <{GRAPH}> .\n", r"a\.nq:7: ties are derived, never loaded$"),
    ("a.nq", town() + f"<{NS}ns#x> <a:p> <a:o> <{NS}graph/vocabulary> .\n", r"a\.nq:7: the vocabulary is not loaded"),
    ("a.nq", town() + f"{PLACE} <a:p> <a:bad iri> .\n", r"a\.nq:7: "),
    ("a.nq", town() + f"{PLACE} <a:p> _:b .\n", r"a\.nq:7: has a blank node"),
    ("a.nt", "# first\n" + TRIPLES + f"{PLACE} <a:p> <a:o> <a:g> .\n", r"a\.nt:8: "),
    ("a.nq", town() + f'{PLACE} <a:p> "x"@en--ltr <a:g> .\n', r"a\.nq:7: has a term of RDF 1\.2"),
    ("a.nq", town().encode() + b'<a:s> <a:p> "\xff" <a:g> .\n', r"a\.nq:7: .*(UTF-8|utf-8)"),
    ("a.nq", "\n" + town() + "<http://x.example/%zz> <a:p> <a:o> <a:g> .\n", r"a\.nq:8: .*percent"),
    ("a.ttl", TRIPLES + "\n\n<a:s> <a:p> [] .\n", r"a\.ttl:9: has a blank node"),
    ("a.ttl", TRIPLES + "<a:s> <a:p> x:y .\n", r"a\.ttl:7: The prefix x: has not been declared"),
    ("a.rdf", forms()["rdf"][:-12], r"a\.rdf:\d+: "),
    ("a.rdf", "<html><p></html>", r"a\.rdf:1: "),
    ("a.jsonld", '{"@id": "a:s",\n"a:p": {"a:q": 1}}', r"a\.jsonld:2: has a blank node"),
    ("a.jsonld", forms()["jsonld"][:-9], r"a\.jsonld:\d+: "),
    ("a.nq", b"\x00\x01\x02 no RDF\n" * 1000, r"a\.nq:1: (.*\n){3}.*a\.nq:4: the rest was not read$"),
    ("a.nq", "", r"a\.nq: holds no quads"),
    ("a.ttl", "# nothing\n", r"a\.ttl: holds no quads"),
    ("a.nq", "<a:s> <a:p> <a:o> <a:g> .\n", r"a\.nq: says nothing of this dataset: .*/id/"),
    ("a.nq", town(f"{NS}graph/doc/swedwatch-lulea-2019"), r"a\.nq: the graph .*lulea-2019 belongs to the records"),
    ("a.nq", town(text=TRIPLES.replace('Town"@en', 'Town"@en-x-toolongsubtag1')), r"a\.nq:4: .*subtag"),
    ("a.nq", town(text=TRIPLES.replace(TRIPLES.splitlines()[3] + "\n", "")), r"a\.nq:1: .*skos:prefLabel"),
    ("a.ttl", TRIPLES.replace(TRIPLES.splitlines()[3] + "\n", ""), rf"a\.ttl: .*skos:prefLabel.* {PLACE}$"),
]  # fmt: skip


def test_unfit_files_are_left_out_with_their_lines_and_the_others_loaded(work: Path, tmp_path: Path) -> None:
    """All at once: each file has one fault, and a good one goes in with them."""
    files = []
    for number, (name, text, _) in enumerate(BAD):
        (tmp_path / f"{number}").mkdir()
        data = text.encode() if isinstance(text, str) else text
        own = data.replace(b"bulk/town", f"bulk/{number}".encode())
        own = own.replace(b"xample-town", f"xample-{number}".encode())
        files.append(put(tmp_path / f"{number}", f"n{number}.{name}", own))
    missing, folder, good = tmp_path / "gone.nq", tmp_path / "folder.nq", put(tmp_path, "town.nq", town())
    folder.mkdir()
    done = load([*files, missing, folder, good], work)
    for number, (name, _, expected) in enumerate(BAD):
        told = [str(problem) for problem in done.left_out if problem.place.path == str(files[number])]
        all_told = "\n".join(told).replace(f"n{number}.", "").replace(f"xample-{number}", "xample-town")
        assert re.search(expected, all_told), (name, told)
    rest = [
        str(p).removeprefix(f"{tmp_path}/")
        for p in done.left_out
        if p.place.path in (str(missing), str(folder))
    ]
    assert rest == ["folder.nq: is a folder; name the files in it", "gone.nq: there is no such file"]
    assert [(source.name, source.quads) for source in done.sources] == [("town", 6)]
    assert sorted(path.name for path in (work / "current/bulk").iterdir()) == ["town.json", "town.nq"]
    assert len(written(work)) == done.quads


def test_nothing_is_swapped_in_where_no_file_is_fit(work: Path, tmp_path: Path) -> None:
    before = (work / "current").resolve()
    done = load([put(tmp_path, "a.nq", "<a:s> <a:p> <a:o> .\n")], work)
    assert done.version is None and done.left_out and not done.sources
    assert (work / "current").resolve() == before and len(list((work / "versions").iterdir())) == 1


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.nq", town() * 50_000)
    with pytest.raises(RecordErrors, match="has changed while it was read"):
        for _ in Canonical(path, RdfFormat.N_QUADS, NamedNode(GRAPH)):
            with path.open("a") as file:
                file.write(town())


@pytest.mark.parametrize(
    ("names", "more", "message"),
    [
        (["a.csv"], {}, "its ending tells no format"),
        (["a.gz"], {}, "say it with --format"),
        (["two words.nq"], {}, "give one with --name"),
        (["a.nq", "a.ttl"], {}, "has the same name as"),
        (["a.nq", "b.nq"], {"name": "x"}, "is for one file"),
        (["a.nq"], {"name": "../x"}, "can be no name"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_read(
    names: list[str], more: dict[str, str], message: str, dataset: Path, tmp_path: Path
) -> None:
    files = [put(tmp_path, name, town()) for name in names]
    with pytest.raises(SettingError, match=message):
        load(files, dataset, **more)  # type: ignore[arg-type]


# -- replaced, removed, rebuilt --------------------------------------------------------------------------


def test_loaded_replaced_removed(work: Path, tmp_path: Path) -> None:
    records = written(work)
    first = load([put(tmp_path, "town.nt", named("First Name"))], work)
    assert written(work) == records | {line[:-2] for line in town(text=named("First Name")).splitlines()}
    second = load([put(tmp_path, "other.dump", named("Second Name"))], work, name="town", form="nt")
    assert written(work) == records | {line[:-2] for line in town(text=named("Second Name")).splitlines()}
    assert [(s.name, s.file) for s in second.sources] == [("town", "other.dump")]
    with open_dataset(work) as data:
        assert data.find("second name")[0].iri == PLACE[1:-1] and not data.find("first name")
        assert data.show("xample town").kind == "place"
        [row] = data.select(f"SELECT ?g {{ GRAPH ?g {{ {PLACE} dct:identifier ?i }} }}")
        assert row.g == GRAPH or getattr(row.g, "iri", "") == GRAPH
    assert first.quads == second.quads == len(records) + 6
    with pytest.raises(SettingError, match="no bulk source is named 'x'; there is town"):
        remove(["x"], work)
    third = remove(["town"], work)
    assert written(work) == records and third.sources == () and len(list((work / "versions").iterdir())) == 1
    with pytest.raises(SettingError, match="nothing was loaded"):
        remove(["town"], work)


def test_a_source_stays_where_the_file_that_replaces_it_is_left_out(work: Path, tmp_path: Path) -> None:
    load([put(tmp_path, "town.nt", TRIPLES)], work)
    other = TRIPLES.replace("xample-town", "sample-town")
    done = load([put(tmp_path, "town.nt", TRIPLES + "x\n"), put(tmp_path, "other.nt", other)], work)
    assert [source.name for source in done.sources] == ["other", "town"] and len(done.left_out) == 1
    assert kept(work, "town") == town() and sources(work) == done.sources
    assert {line[:-2] for line in town().splitlines()} <= written(work)


def test_the_same_files_in_any_order_give_the_same_version(work: Path, tmp_path: Path) -> None:
    with Dataset(work) as data:
        before = data.meta["digest"]
    other = town(f"{NS}graph/bulk/b").replace("xample-town", "sample-town").replace("Xample", "Sample")
    files = [put(tmp_path, "a.nq", town()), put(tmp_path, "b.nq", other)]
    metas = []
    for order in (files, files[::-1]):
        done = load(order, work)
        metas.append((done.version / "meta.json").read_text() if done.version else "")
        names = sqlite3.connect(work / "current/names.sqlite")
        metas[-1] += str(names.execute("SELECT * FROM thing").fetchall())
        names.close()
        remove(["a", "b"], work)
    assert metas[0] == metas[1] and json.loads(metas[0].partition("\n}\n")[0] + "}")["digest"] != before
    with Dataset(work) as data:
        assert data.meta["digest"] == before


def test_a_build_keeps_what_was_loaded_without_a_copy(scen: Run, tiny: Path, tmp_path: Path) -> None:
    assert scen("build", tiny).returncode == 0
    assert scen("load", put(tmp_path, "town.nq", town())).returncode == 0
    inode = (tmp_path / "dataset/current/bulk/town.nq").stat().st_ino
    assert scen("build", tiny).returncode == 0
    assert (tmp_path / "dataset/current/bulk/town.nq").stat().st_ino == inode
    assert len(list((tmp_path / "dataset/versions").iterdir())) == 1
    assert "Xample Town" in scen("show", "xample town").stdout and scen("show", "Ada Test").returncode == 0
    moved = scen("build", tiny, "--base-iri", "https://other.example/")
    assert (moved.returncode, moved.stdout) == (1, "")
    assert "bulk source 'town': says nothing of this dataset" in moved.stderr
    assert "Xample Town" in scen("show", "xample town").stdout


def test_what_others_need_is_not_removed(work: Path, tmp_path: Path) -> None:
    """What something is about must be a topic; without it, a source would break the shapes."""
    topic = f"<{NS}id/topic/zz-topic>"
    labels = "".join(f'{topic} <{SKOS}prefLabel> "Zz"@{language} .\n' for language in ("en", "sv", "nb"))
    described = f"""\
{topic} {A} <{SKOS}Concept> .
{topic} <http://purl.org/dc/terms/identifier> "zz-topic" .
{topic} <{SKOS}inScheme> <{NS}ns#topics> .
{topic} <{SKOS}broader> <{NS}ns#theme-human-rights> .
{labels}"""
    needs = f"<{NS}id/organisation/sida> <http://purl.org/dc/terms/subject> {topic} .\n"
    done = load([put(tmp_path, "topic.nt", described), put(tmp_path, "needs.nt", needs)], work)
    if done.left_out:
        pytest.fail(str(done.left_out))
    with pytest.raises(RecordErrors, match="bulk source 'needs':1: "):
        remove(["topic"], work)
    assert [source.name for source in sources(work)] == ["needs", "topic"]
    assert remove(["topic", "needs"], work).sources == ()


def test_a_graph_has_one_owner(work: Path, tmp_path: Path) -> None:
    shared = town(f"{NS}graph/entities")
    done = load(
        [put(tmp_path, "a.nq", town()), put(tmp_path, "b.nq", town()), put(tmp_path, "c.nq", shared)], work
    )
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in done.left_out] == [
        f"b.nq: the graph {GRAPH} belongs to the bulk source 'a'"
    ]
    assert [source.name for source in done.sources] == ["a", "c"]
    assert done.spread == 6, "a and c say the same in two graphs"


# -- the name index --------------------------------------------------------------------------------------


def test_the_index_read_from_quads_is_that_of_the_records(dataset: Path, tmp_path: Path) -> None:
    from scen.graph.build import network
    from scen.graph.reader import read_records

    claims = network(read_records())[0].public
    naming.write(tmp_path / "names.sqlite", [(dataset / "scen.nq").resolve()], NS)
    rows = sqlite3.connect(tmp_path / "names.sqlite")
    said = {
        (i.slug, i.kind): {f"{x.language}={x.text}" for x in i.labels if x.form == "name"}
        for i in claims.items
    }
    joined: dict[str, int] = {}
    for claim in claims.claims:
        for slug in {slug for _, slug in claim.joins}:
            joined[slug] = joined.get(slug, 0) + 1
    found = rows.execute("SELECT slug, kind, labels, claims FROM thing").fetchall()
    names = {folded for (folded,) in rows.execute("SELECT folded FROM name")}
    rows.close()
    assert {(slug, kind): {x for x in labels.split("\n") if x} for slug, kind, labels, _ in found} == said
    assert {slug: claims for slug, _, _, claims in found if claims} == joined
    assert {fold(x.text) for i in claims.items for x in i.labels} <= names


# -- mishaps ---------------------------------------------------------------------------------------------


def test_a_reader_goes_on_and_two_loads_do_not_mix(work: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "town.nq", town())
    with Dataset(work) as old:
        number = len(old.store)
        load([file], work)
        assert len(old.store) == number and not old.names.search("xample")
    with swap.building(work), pytest.raises(DatasetError, match="is being built by another process"):
        load([file], work)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_ended_at_any_moment(number: signal.Signals, work: Path, tmp_path: Path) -> None:
    load([put(tmp_path, "town.nq", town())], work)
    big = "".join(town(f"{NS}graph/bulk/big").replace("xample-town", f"place-{n}") for n in range(20_000))
    file, before = put(tmp_path, "big.nq", big), (work / "current").resolve()
    for wait in (0.0, 0.5, 1.5):
        command = [sys.executable, "-m", "scen.cli", "load", str(file), "--dataset", str(work)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None and not (work / f"versions/new-{process.pid}/bulk").exists():
                time.sleep(0.01)
            time.sleep(wait)
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
        if process.returncode == 0:
            break
        assert (work / "current").resolve() == before
        with Dataset(work) as data:
            assert data.names.search("xample") and len(data.store) == data.meta["quads"]
        if number == signal.SIGINT and said:
            assert said.strip() == "scen: stopped; nothing half-done is left"
            assert len(list((work / "versions").iterdir())) == 1
    load([file], work)
    assert [source.name for source in sources(work)] == ["big", "town"]
    assert len(list((work / "versions").iterdir())) == 1, "what was left is swept"


def test_a_full_disk_is_one_line(work: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))\n"
        "sys.argv = ['scen', 'load', *sys.argv[2:]]\n"
        "from scen.cli import main\n"
        "main()\n"
    )
    file = put(tmp_path, "town.nq", town() + "".join(f"{PLACE} <a:p> <a:{n}> <a:g> .\n" for n in range(5000)))
    for limit in (100_000, 1_000_000):
        command = [sys.executable, "-c", script, str(limit), str(file), "--dataset", str(work)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
        assert f"{work}: cannot be written" in done.stderr
    assert len(list((work / "versions").iterdir())) == 1 and not sources(work)


def test_a_damaged_source_is_named_and_can_be_removed(work: Path, tmp_path: Path) -> None:
    load([put(tmp_path, "town.nq", town())], work)
    os.truncate(work / "current/bulk/town.nq", 10)
    with pytest.raises(DatasetError, match="damaged; remove it.*scen load --remove town"):
        load([put(tmp_path, "b.nq", town())], work)
    assert remove(["town"], work).sources == ()


def test_the_command(scen: Run, work: Path, tmp_path: Path) -> None:
    good, bad = put(tmp_path, "town.nt", TRIPLES), put(tmp_path, "bad.nt", TRIPLES + "x\n")
    done = scen("load", good, bad, "--dataset", work)
    assert done.returncode == 1 and "town: 6 quads in 1 graph, from town.nt" in done.stdout
    assert done.stderr.splitlines()[0].startswith(f"{bad}:7: ")
    assert done.stderr.splitlines()[-1] == "scen: 1 of 2 files left out"
    listed = scen("load", "--list", "--graphs", "--dataset", work).stdout.splitlines()
    assert (
        listed[0].split("\t")[:4] == ["town", "6 quads", "1 graph", "town.nt"] and listed[1].strip() == GRAPH
    )
    asked = scen("query", f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}", "--format", "table", "--dataset", work)
    assert asked.stdout == "yes\n"
    assert scen("load", "--remove", "town", "--dataset", work).returncode == 0
    assert scen("load", "--list", "--dataset", work).stdout == ""
    wrongs: list[list[str | Path]] = [[], [good, "--list"], [good, "--remove", "town"], ["--graphs"]]
    wrongs += [["--remove", "town", "--name", "x"], ["--remove", "town", "--format", "nq"]]
    wrongs += [["--list", "--private", good], ["--list", "--name", "x"]]
    for wrong in wrongs:
        assert scen("load", *wrong, "--dataset", work).returncode == 2
    nowhere = scen("load", good, "--dataset", "nowhere")
    assert nowhere.returncode == 1 and "there is no dataset here" in nowhere.stderr
    assert not (tmp_path / "nowhere").exists()


def test_names_of_files_and_graphs() -> None:
    assert [parts(Path(name)) for name in ("a.b.nq.gz", "x.TTL", "x.json.zst", "x.csv", ".nq")] == [
        ("a.b", "nq", "gz"), ("x", "ttl", ""), ("x", "json", "zst"), ("x.csv", "", ""), (".nq", "", ""),
    ]  # fmt: skip
    assert default_graph(NS, "x") == f"{NS}graph/bulk/x"
    assert len(Store()) == 0


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """An invented person who must not be shown."""
    people = "- {id: vera-verborgen, visibility: withheld, names: [Vera Verborgen]}"
    return put(tmp_path, "private.yaml", f"key: {'k' * 40}\npeople:\n{people}\n")


@pytest.mark.parametrize(
    "label",
    [
        "Véra verborgens torg",
        "Vera\\nVerborgen",
        "Vera\\tVerborgen",
        "Vera\u2028Verborgen",
        "Vera\x85Verborgen",
    ],
)
def test_a_file_with_a_name_that_must_be_nowhere_is_left_out(
    label: str, private: Path, work: Path, tmp_path: Path
) -> None:
    good, bad = put(tmp_path, "good.nt", TRIPLES), put(tmp_path, "bad.nt", "#\n" + named(label))
    done = load([good, bad], work, private=private)
    [problem] = done.left_out
    assert [source.name for source in done.new] == ["good"]
    assert (problem.place.path, problem.place.line) == (str(bad), 5)
    assert "person who must not be shown" in problem.message and "erborgen" not in problem.message.lower()
    assert not any("erborgen" in quad for quad in written(work))


def test_the_names_of_files_and_sources_are_silent_too(private: Path, work: Path, tmp_path: Path) -> None:
    good, bad = put(tmp_path, "good.nt", TRIPLES), put(tmp_path, "vera_verborgen.nt", TRIPLES)
    for files, name in (([good, bad], None), ([bad], "good"), ([good], "vera-verborgen")):
        with pytest.raises(
            SettingError, match=r"file \d: its name, or .* person who must not be shown"
        ) as caught:
            load(files, work, name=name, private=private)
        assert "erborgen" not in str(caught.value)
    assert not sources(work)


def test_who_is_withheld_later_does_not_stay_in_a_source(private: Path, work: Path, tmp_path: Path) -> None:
    """What was loaded before is looked at again, whatever is changed beside it."""
    third = TRIPLES.replace("xample", "third").replace("Xample", "Third")
    load(
        [put(tmp_path, "bad.nt", named("Vera\\nVerborgen")), put(tmp_path, "vera-verborgen.nt", third)],
        work,
    )
    other = put(tmp_path, "other.nt", TRIPLES.replace("xample", "sample"))
    load([other], work)
    replaced = put(tmp_path, "bad.nt", "no RDF\n")
    for files in ([other], [replaced, other]):
        with pytest.raises(RecordErrors) as caught:
            load(files, work, private=private)
    with pytest.raises(RecordErrors):
        remove(["other"], work, private=private)
    told = str(caught.value).splitlines()
    assert told[1].startswith("bulk source 'bad':4: ") and told[1].endswith("scen load --remove bad")
    assert told[0].startswith("bulk source: number 3 of 'scen load --list': ") and "erborgen" not in str(told)
    assert [s.name for s in remove(["bad", "vera-verborgen"], work, private=private).sources] == ["other"]


# -- input that cannot be read ----------------------------------------------------------------------------


def test_what_cannot_be_read_is_named_and_the_others_loaded(work: Path, tmp_path: Path) -> None:
    good, pipe, circle = put(tmp_path, "town.nq", town()), tmp_path / "pipe.nq", tmp_path / "circle.nq"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    done = load([pipe, circle, good / "below.nq", good], work)
    told = [str(problem).removeprefix(f"{tmp_path}/") for problem in done.left_out]
    assert [line.partition(":")[0] for line in told] == ["circle.nq", "pipe.nq", "town.nq/below.nq"]
    assert told[1] == "pipe.nq: is no plain file"
    assert ": cannot be read: " in told[0] and told[2].endswith(": cannot be read: Not a directory")
    assert [source.name for source in done.sources] == ["town"]
    with pytest.raises(RecordErrors, match="cannot be read: File name too long"):
        [*Canonical(tmp_path / ("x" * 300), RdfFormat.N_QUADS, NamedNode(GRAPH))]


def test_lines_are_counted_behind_what_is_no_text(tmp_path: Path) -> None:
    lines = [b'<a:s> <a:p> "%d%s" <a:g> .' % (n, b"x" * 1000) for n in range(3000)]
    lines[9], lines[2500] = b"\xff", b"no quad"
    with pytest.raises(RecordErrors, match=r"a\.nq:10: is no UTF-8\n.*a\.nq:2501: ") as caught:
        [*Canonical(put(tmp_path, "a.nq", b"\n".join(lines)), RdfFormat.N_QUADS, NamedNode(GRAPH))]
    assert len(caught.value.problems) == 2


# -- what is the dataset's own ----------------------------------------------------------------------------


def test_words_that_the_records_have_may_be_loaded_again(work: Path, tmp_path: Path) -> None:
    """As a file does that was made with its own copy of the vocabulary."""
    lines = (work / "scen.nq").read_text("utf-8").splitlines(keepends=True)
    words = [line for line in lines if line.endswith(f"<{NS}graph/vocabulary> .\n")]
    done = load([put(tmp_path, "town.nq", town() + "".join(words[:50]))], work)
    assert len(words) > 50 and not done.left_out and done.spread == 0
    circle = f"<{NS}ns#ngo> <{SKOS}broader> <{NS}ns#ngo> <{NS}graph/vocabulary> .\n" * 2
    [problem] = load([put(tmp_path, "town.nq", words[0] + circle + town())], work).left_out
    assert (problem.place.line, problem.message[-13:]) == (2, " (and 1 more)")


@pytest.mark.parametrize(
    "date", ["Y170000002", "-0044-03-15", "2020-12-04/2020-11-30", "1950S2X", "x", "Y1E70000002"]
)
def test_a_date_is_one_of_edtf(date: str, work: Path, tmp_path: Path) -> None:
    """The parser raises errors of many kinds; whatever it says, the file is left out with its line."""
    event, kind = f"<{NS}id/event/sample-day>", "<http://id.loc.gov/datatypes/edtf/EDTF>"
    line = f'{event} <http://purl.org/dc/terms/date> "{date}"^^{kind} .\n'
    text = f"{event} {A} <https://schema.org/Event> .\n" + line
    told = [str(problem) for problem in load([put(tmp_path, "a.nt", text)], work).left_out]
    assert any(re.search(r"a\.nt:1: .*EDTF date", one) for one in told), told
    fine = text.replace(date, "2020-11-30/2020-12-04")
    told = [str(problem) for problem in load([put(tmp_path, "a.nt", fine)], work).left_out]
    assert not any("EDTF date" in one for one in told)
