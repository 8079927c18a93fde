"""RDF exports: other programs read from them what is in the dataset, no more and no less; the same bytes each time."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rdflib
from conftest import Run, need_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from scen.export import jsonld, sorting, turtle
from scen.export.formats import FORMATS
from scen.export.settings import read_settings
from scen.export.source import Source
from scen.export.statements import Said
from scen.graph.build import build
from scen.graph.bulk.load import load
from scen.graph.errors import ReleaseError
from scen.ontology.prefixes import NS, PREFIXES
from scen.queries.opened import open_dataset

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://x.test/"
SYNTAXES = {
    "nquads": (RdfFormat.N_QUADS, "nquads", "nquads"),
    "ntriples": (RdfFormat.N_TRIPLES, "ntriples", "nt"),
    "turtle": (RdfFormat.TURTLE, "turtle", "turtle"),
    "trig": (RdfFormat.TRIG, None, "trig"),
    "rdfxml": (RdfFormat.RDF_XML, "rdfxml", "xml"),
    "jsonld": (RdfFormat.JSON_LD, None, "json-ld"),
}
"""Export -> its name in pyoxigraph, rapper (which counts no TriG, and reads no JSON-LD) and rdflib."""
ALL_GRAPHS = ("nquads", "trig", "jsonld")
HOSTILE = (
    "", " ", "\"quoted\" 'twice' & <b>bold</b> ]]> <!-- -->", "two\nlines\r\nand\ttabs", "back\\slash \\u0041 \\n",
    "\u202etxt.exe\u200f\u2028\u0085", "Ærø 日本 \U0001f600", '"""', "{| |} << >> . ; , @prefix x: <y> .", "%b %s {0}",
    "ends with \\", "a <https://w3id.org/scen/graph/entities> .", "#", "^^<x>", '"@en',
)  # fmt: skip


@pytest.fixture(scope="module")
def curated(dataset: Path) -> Iterator[Source]:
    with open_dataset(dataset) as data:
        yield Source(data, read_settings())


def records(source: Source) -> Path:
    """The quads of the records, without bulk sources."""
    return source.dataset.version / "scen.nq"


def export(name: str, source: Source, folder: Path) -> Path:
    [path] = FORMATS[name].write(source, folder)
    return path


def of_lines(folder: Path, lines: list[str]) -> Source:
    """A source that has these lines of canonical N-Quads, and nothing else."""
    (folder / "scen.nq").write_bytes(b"".join(sorted(line.encode() for line in lines)))
    dataset = SimpleNamespace(version=folder, base=NS, meta={"prefixes": dict(PREFIXES)})
    return Source(SimpleNamespace(store=SimpleNamespace(dataset=dataset)), read_settings())  # type: ignore[arg-type]


def quads_of(path: Path) -> set[Quad]:
    return set(parse(path=path, format=RdfFormat.N_QUADS))


def union(quads: set[Quad]) -> set[Quad]:
    return {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads}


def expected(name: str, quads: set[Quad]) -> set[Quad]:
    return quads if name in ALL_GRAPHS else union(quads)


# -- read back ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SYNTAXES)
def test_pyoxigraph_reads_the_dataset_from_each(name: str, curated: Source, tmp_path: Path) -> None:
    path = export(name, curated, tmp_path)
    found = list(parse(path=path, format=SYNTAXES[name][0]))
    assert set(found) == expected(name, quads_of(records(curated)))
    assert len(found) == len(set(found)), "a statement stands there twice"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


@pytest.mark.parametrize("name", [name for name, told in SYNTAXES.items() if told[1]])
def test_rapper_counts_what_the_dataset_has(name: str, curated: Source, tmp_path: Path) -> None:
    rapper, path = need_command("rapper"), export(name, curated, tmp_path)
    done = subprocess.run(
        [rapper, "-c", "-i", str(SYNTAXES[name][1]), path], capture_output=True, text=True, check=True
    )
    counted = re.search(r"returned (\d+) triples", done.stderr)
    assert counted and int(counted[1]) == len(expected(name, quads_of(records(curated))))
    assert "rror" not in done.stderr and "arning" not in done.stderr


def in_rdflib(term: Any) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    kind = None if term.language or term.datatype.value == f"{XSD}string" else term.datatype.value
    return rdflib.Literal(term.value, lang=term.language, datatype=kind and rdflib.URIRef(kind))


def read_by_rdflib(name: str, path: Path) -> set[tuple[rdflib.term.Node, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(path, format=SYNTAXES[name][2])
    if name in ALL_GRAPHS:
        return {(s, p, o, rdflib.URIRef(str(g))) for s, p, o, g in dataset.quads() if g}
    return {(s, p, o) for s, p, o, _ in dataset.quads()}


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib writes "01" as "1" otherwise."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("name", SYNTAXES)
def test_rdflib_reads_the_same(name: str, dataset: Path, tmp_path: Path, as_written: None) -> None:
    lines = (dataset / "scen.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    some = [line for line in lines if "/id/tie/" not in line and "/id/evidence/" not in line][::5]
    some += [
        f'<{EX}thing> <{EX}says> "{escaped(text)}" <{EX}g> .\n' for text in HOSTILE
    ] + [f'<{EX}thing> <{EX}number> "{value}"^^<{XSD}{kind}> <{EX}h> .\n' for value, kind in NUMBERS]  # fmt: skip
    source = of_lines(tmp_path, some)
    quads = quads_of(records(source))
    wanted = {tuple(in_rdflib(term) for term in (q if name in ALL_GRAPHS else q.triple)) for q in quads}
    assert len(wanted) > 4_000
    assert read_by_rdflib(name, export(name, source, tmp_path)) == wanted


NUMBERS = (("01", "integer"), ("-7", "integer"), ("+7", "integer"), ("1.50", "decimal"), ("1.", "decimal"), (".5", "decimal"), ("0.333333", "decimal"), ("-0.0", "decimal"), ("100.0", "decimal"), ("0.00000001", "decimal"),
           ("true", "boolean"), ("1", "boolean"), ("x", "integer"), ("123456789012345678901", "integer"), ("1e3", "double"))  # fmt: skip


def escaped(text: str) -> str:
    return str(Literal(text))[1:-1]


words = st.one_of(st.text(), st.sampled_from(HOSTILE), st.text("\\\"'<>&@^.;,{}[]()|# \t\n\r\x0b\x0c\x85"))
names = st.sampled_from(
    [f"{NS}id/person/a", f"{NS}id/person/a.b", f"{NS}id/person/a.", f"{NS}id/person/", f"{NS}id/place/x#time", f"{NS}ns#stated",
     "urn:x:y", "http://x.test", "http://x.test/?a=b&c='d'", "http://x.test/%C3%A5/å", f"{EX}-", f"{EX}1", "mailto:nobody",
     "https://w3id.org/scen/../up", f"{EX}a;b=c,d!$()*+", f"{EX}", "http://x.test/a:b"]
).map(NamedNode)  # fmt: skip
paths = st.sampled_from(
    [f"{RDF}type", "http://purl.org/dc/terms/title", "http://www.w3.org/2004/02/skos/core#prefLabel", f"{NS}ns#line",
     f"{NS}ns#because", f"{NS}ns#party", "http://www.w3.org/2002/07/owl#deprecated", "urn:x:says", f"{EX}says"]
).map(NamedNode)  # fmt: skip
literals = st.one_of(
    words.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), words, st.sampled_from(["en", "sv", "nb", "zh-hant-tw"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode(kind)),
        st.one_of(words, st.sampled_from(["1", "-0", "007", "true", "1.0", "99999999999999999"])),
        st.sampled_from([f"{XSD}{kind}" for kind in ("integer", "boolean", "decimal", "date")] + [f"{EX}%25b"]),
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.builds(Quad, names, paths, st.one_of(names, literals), names), max_size=12))
def test_hostile_text_is_text(quads: list[Quad]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = of_lines(Path(folder), [f"{quad} .\n" for quad in set(quads)])
        for name, (syntax, *_) in SYNTAXES.items():
            unheard = any(isinstance(q.object, Literal) and NO_XML.search(q.object.value) for q in quads)
            if name == "rdfxml" and unheard:
                with pytest.raises(ReleaseError, match=r"^rdf/scen\.rdf: \[rdf-xml\] "):
                    export(name, source, Path(folder))
                continue
            path = export(name, source, Path(folder))
            assert set(parse(path=path, format=syntax)) == expected(name, set(quads)), path.read_bytes()


NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# -- what cannot be said is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("rdfxml", f'<{EX}a> <{EX}1> "x"', f"rdf/scen.rdf: [rdf-xml] <{EX}a>: the property <{EX}1> has no name that RDF/XML takes"),
        ("rdfxml", f'<{EX}a> <{RDF}li> "x"', f"rdf/scen.rdf: [rdf-xml] <{EX}a>: the property <{RDF}li> has no name that RDF/XML takes"),
        ("rdfxml", f'<{EX}a> <{EX}is> "\\u0001"', f"rdf/scen.rdf: [rdf-xml] <{EX}a>: a character that no XML document may have"),
        ("jsonld", f'<{EX}a> <{EX}is> <foaf:name>', "rdf/scen.jsonld: [json-ld] foaf:name: an IRI that would be taken for a prefixed name"),
        ("jsonld", f'<{EX}a> <foaf:name> "x"', "rdf/scen.jsonld: [json-ld] foaf:name: an IRI that would be taken for a prefixed name"),
    ],
)  # fmt: skip
def test_what_a_syntax_cannot_say_is_refused_not_changed(
    name: str, line: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseError) as refused:
        export(name, of_lines(tmp_path, [f"{line} <{EX}g> .\n"]), tmp_path)
    assert str(refused.value) == told


# -- how it looks ------------------------------------------------------------------------------------------

FEW = [
    f'<{NS}id/person/ada-test> <http://purl.org/dc/terms/identifier> "ada-test" <{NS}graph/entities> .\n',
    f"<{NS}id/person/ada-test> <{RDF}type> <http://xmlns.com/foaf/0.1/Agent> <{NS}graph/entities> .\n",
    f"<{NS}id/person/ada-test> <{RDF}type> <http://xmlns.com/foaf/0.1/Person> <{NS}graph/entities> .\n",
    f"<{NS}id/person/ada-test> <{RDF}type> <http://xmlns.com/foaf/0.1/Person> <{NS}graph/doc/doc-1> .\n",
    f'<{NS}id/claim/00aa> <{NS}ns#line> "7"^^<{XSD}integer> <{NS}graph/doc/doc-1> .\n',
    f"<{NS}id/claim/00aa> <{RDF}subject> <{NS}id/person/ada-test> <{NS}graph/doc/doc-1> .\n",
    f"<{NS}id/claim/00aa> <{RDF}predicate> <http://purl.org/dc/terms/title> <{NS}graph/doc/doc-1> .\n",
    f'<{NS}id/claim/00aa> <{RDF}object> "Dr"@en <{NS}graph/doc/doc-1> .\n',
]


def without_head(path: Path) -> str:
    return re.sub(r"(?m)^@prefix .*\n", "", path.read_text(encoding="utf-8"))


def test_turtle_is_to_be_read(tmp_path: Path) -> None:
    assert (
        without_head(export("turtle", of_lines(tmp_path, FEW), tmp_path))
        == """
id-claim:00aa rdf:object "Dr"@en ;
    rdf:predicate dct:title ;
    rdf:subject id-person:ada-test ;
    scen:line 7 .

id-person:ada-test a foaf:Agent,
        foaf:Person ;
    dct:identifier "ada-test" .
"""
    )


def test_trig_has_a_block_for_each_graph(tmp_path: Path) -> None:
    assert (
        without_head(export("trig", of_lines(tmp_path, FEW), tmp_path))
        == """
graph-doc:doc-1 {

  id-claim:00aa rdf:object "Dr"@en ;
      rdf:predicate dct:title ;
      rdf:subject id-person:ada-test ;
      scen:line 7 .

  id-person:ada-test a foaf:Person .
}

graph:entities {

  id-person:ada-test a foaf:Agent,
          foaf:Person ;
      dct:identifier "ada-test" .
}
"""
    )


def test_jsonld_uses_the_terms_of_its_own_context(tmp_path: Path) -> None:
    told = json.loads(export("jsonld", of_lines(tmp_path, FEW), tmp_path).read_bytes())
    claim = {
        "id": f"{NS}id/claim/00aa", "statementObject": {"@value": "Dr", "@language": "en"}, "line": 7,
        "statementPredicate": "http://purl.org/dc/terms/title", "statementSubject": f"{NS}id/person/ada-test",
    }  # fmt: skip
    ada = f"{NS}id/person/ada-test"
    assert told["@graph"] == [
        {"id": f"{NS}graph/doc/doc-1", "@graph": [claim, {"id": ada, "type": "Person"}]},
        {"id": f"{NS}graph/entities", "@graph": [{"id": ada, "type": ["Agent", "Person"], "identifier": "ada-test"}]},
    ]  # fmt: skip
    assert told["@context"]["line"] == {"@id": "scen:line", "@type": "xsd:integer"}


def test_ntriples_say_a_triple_once_whatever_its_graphs(tmp_path: Path) -> None:
    lines = export("ntriples", of_lines(tmp_path, FEW), tmp_path).read_text().splitlines()
    assert len(lines) == len(FEW) - 1 and lines == sorted(lines)
    person = f"<{NS}id/person/ada-test> <{RDF}type> <http://xmlns.com/foaf/0.1/Person> ."
    assert lines.count(person) == 1


def test_rdf12_reifies_claims_of_one_triple(tmp_path: Path, curated: Source) -> None:
    path = export("rdf12", of_lines(tmp_path, FEW), tmp_path)
    ada, title = NamedNode(f"{NS}id/person/ada-test"), NamedNode("http://purl.org/dc/terms/title")
    term = Triple(ada, title, Literal("Dr", language="en"))
    reifies = NamedNode(f"{RDF}reifies")
    more = Quad(NamedNode(f"{NS}id/claim/00aa"), reifies, term, NamedNode(f"{NS}graph/doc/doc-1"))
    assert quads_of(path) - quads_of(tmp_path / "scen.nq") == {more}
    assert path.read_bytes().splitlines() == sorted(path.read_bytes().splitlines())

    found, known = quads_of(export("rdf12", curated, tmp_path)), quads_of(records(curated))
    assert found > known and {q.predicate for q in found - known} == {reifies}
    parts = {(q.subject, q.graph_name, q.predicate.value): q.object for q in known}
    wanted = {
        Quad(node, reifies, Triple(parts[node, graph, f"{RDF}subject"], value, parts[node, graph, f"{RDF}object"]), graph)
        for (node, graph, path), value in parts.items()
        if path == f"{RDF}predicate"
    }  # fmt: skip
    assert found - known == wanted and len(wanted) > 100


def test_rdf12_does_not_guess_which_of_two_triples_a_claim_is(tmp_path: Path) -> None:
    second = f'<{NS}id/claim/00aa> <{RDF}object> "Dr."@en <{NS}graph/doc/doc-1> .\n'
    path = export("rdf12", of_lines(tmp_path, [*FEW, second]), tmp_path)
    assert quads_of(path) == quads_of(tmp_path / "scen.nq")


# -- order -------------------------------------------------------------------------------------------------


def test_nquads_of_records_are_those_of_the_build(curated: Source, tmp_path: Path) -> None:
    assert export("nquads", curated, tmp_path).read_bytes() == records(curated).read_bytes()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.binary(max_size=3).filter(lambda b: b"\n" not in b))), st.sets(st.binary(max_size=2))
)
def test_sorting_in_parts_is_sorting(parts: list[list[bytes]], done: set[bytes]) -> None:
    first = sorted(line.replace(b"\n", b"") + b"\n" for line in done)
    rest = [[line + b"\n" for line in part] for part in parts]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "PIECE", 5)
        files = [io.BytesIO(b"".join(first))] if first else []
        found = [
            line for piece in sorting.ordered([list(p) for p in rest], Path(folder), files) for line in piece
        ]
        assert found == sorted({line for part in (first, *rest) for line in part})
        assert list(Path(folder).iterdir()) == []


def test_a_file_of_many_parts_is_sorted_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "PART", 1_000)
    (tmp_path / "bulk").mkdir()
    records, bulk = FEW[:3], [f'<{EX}{n * 7919 % 500:03}> <{EX}is> "{n}" <{EX}g> .\n' for n in range(500)]
    source = of_lines(tmp_path, records)
    (tmp_path / "bulk/more.nq").write_text("".join([*bulk, *records[:1], *bulk[:5]]))
    told = {"name": "more", "file": "more.nq", "sha256": "", "quads": 506, "graphs": []}
    size = (tmp_path / "bulk/more.nq").stat().st_size
    (tmp_path / "bulk/more.json").write_text(json.dumps({**told, "size": size}))
    lines = export("nquads", source, tmp_path).read_text().splitlines(keepends=True)
    assert lines == sorted({*records, *bulk}) and len(lines) == 503
    for name in ("trig", "jsonld"):
        path = export(name, source, tmp_path)
        assert set(parse(path=path, format=SYNTAXES[name][0])) == quads_of(tmp_path / "rdf/scen.nq")


@pytest.fixture(scope="module")
def loaded(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two datasets of the same records and bulk data, made in another order."""
    place = f"<{NS}id/place/xample-town>"
    said = [
        f'{place} <http://www.w3.org/2004/02/skos/core#altLabel> "{escaped(text)}"@en'
        for text in HOSTILE
        if text.strip()
    ]
    graphs = [f"<{NS}graph/bulk/one>", f"<{NS}graph/entities>"]
    lines = [f"{line} {graph} .\n" for line in said for graph in graphs]
    found = []
    for order in (lines, lines[::-1]):
        work = tmp_path_factory.mktemp("loaded")
        (work / "one.nq").write_text("".join(order), encoding="utf-8")
        shutil.copytree(dataset, work / "dataset", symlinks=True)
        done = load([work / "one.nq"], work / "dataset")
        assert not done.left_out
        found.append(work / "dataset")
    return found


@pytest.mark.parametrize("name", [*SYNTAXES, "rdf12"])
def test_the_same_data_gives_the_same_bytes(name: str, loaded: list[Path], tmp_path: Path) -> None:
    made = []
    for number, folder in enumerate((*loaded, loaded[0])):
        with open_dataset(folder) as data:
            made.append(export(name, Source(data, read_settings()), tmp_path / str(number)).read_bytes())
    assert made[0] == made[1] == made[2] and b"xample-town" in made[0]


def test_bulk_sources_are_in_their_place(loaded: list[Path], tmp_path: Path) -> None:
    version = loaded[0] / "current"
    with open_dataset(loaded[0]) as data:
        lines = export("nquads", Source(data, read_settings()), tmp_path).read_bytes().splitlines()
    kept = quads_of(version / "scen.nq") | quads_of(version / "bulk/one.nq")
    assert quads_of(tmp_path / "rdf/scen.nq") == kept
    assert len(lines) == len(kept) and lines == sorted(lines)


def test_prefixes_follow_the_base(tiny: Path, tmp_path: Path) -> None:
    build(tiny, out=tmp_path / "dataset", base="https://net.x.test/")
    with open_dataset(tmp_path / "dataset") as data:
        source = Source(data, read_settings())
        text = export("turtle", source, tmp_path).read_text()
        assert export("nquads", source, tmp_path).read_bytes().splitlines() == sorted(
            records(source).read_bytes().splitlines()
        )
    assert "@prefix id-person: <https://net.x.test/id/person/> .\n" in text
    assert "\nid-person:ada-test a " in text and NS not in re.sub(r'"[^"\n]*"', "", text)


# -- the command -------------------------------------------------------------------------------------------


def test_the_command_writes_one_file(scen: Run, dataset: Path, tmp_path: Path, curated: Source) -> None:
    wanted = export("turtle", curated, tmp_path / "wanted").read_bytes()
    done = scen("export", "turtle", "--dataset", dataset)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"out/scen.ttl  {len(wanted):,} bytes\n", "")
    assert scen("export", "turtle", "-q", "--dataset", dataset, "-o", "deep/er/x.ttl").stdout == ""
    assert scen("export", "turtle", "--dataset", dataset, "-o", "deep").returncode == 0
    for path in ("out/scen.ttl", "deep/er/x.ttl", "deep/scen.ttl"):
        assert (tmp_path / path).read_bytes() == wanted
    printed = scen("export", "turtle", "--dataset", dataset, "-o", "-")
    assert printed.stdout.encode() == wanted and printed.stderr == ""
    assert sorted(p.name for p in (tmp_path / "deep").iterdir()) == ["er", "scen.ttl"]


def test_the_command_lists_the_formats(scen: Run) -> None:
    done = scen("export", "--list")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and [line.split()[0] for line in lines if line[0] != " "] == list(FORMATS)
    assert "ntriples      the union of all graphs" in lines
    assert "                rdf/scen.nt  N-Triples: one triple a line" in lines


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["turtel"], 1, "scen: format: no format 'turtel'; did you mean 'turtle'?; see scen export --list\n"),
        (["turtle", "-o", "/dev/full"], 1, "scen: --output: /dev/full: cannot be written: No space left on device\n"),
        (["turtle", "-o", "file/x.ttl"], 1, "scen: --output: file/x.ttl: cannot be written: File exists\n"),
        (["turtle", "--settings", "none.yaml"], 1, None),
        (["turtle", "--dataset", "none"], 1, None),
        ([], 2, "Error: give a format, or --list for all of them\n"),
        (["turtle", "--list"], 2, "Error: give a format, or --list for all of them\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_told_in_a_line(
    scen: Run, dataset: Path, tmp_path: Path, arguments: list[str], status: int, told: str | None
) -> None:
    (tmp_path / "file").write_text("mine")
    where = [] if "--dataset" in arguments else ["--dataset", dataset]
    done = scen("export", *arguments, *where)
    assert done.returncode == status and done.stdout == "" and "Traceback" not in done.stderr
    assert done.stderr.endswith(told) if told else "none" in done.stderr
    assert len(done.stderr.splitlines()) == (1 if status == 1 else 4)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_refused_export_leaves_the_file_that_was_there(scen: Run, dataset: Path, tmp_path: Path) -> None:
    work = tmp_path / "dataset"
    shutil.copytree(dataset, work, symlinks=True)
    line = f'<{NS}id/place/xample-town> <http://www.w3.org/2004/02/skos/core#altLabel> "bell \\u0007"@en .\n'
    (tmp_path / "bell.nt").write_text(line)
    assert not load([tmp_path / "bell.nt"], work).left_out
    (tmp_path / "x.rdf").write_text("older")
    done = scen("export", "rdfxml", "-o", "x.rdf", "--dataset", work)
    told = f"rdf/scen.rdf: [rdf-xml] <{NS}id/place/xample-town>: a character that no XML document may have\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"scen: {told}")
    assert (tmp_path / "x.rdf").read_text() == "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bell.nt", "dataset", "x.rdf"]


# -- what the portal shares --------------------------------------------------------------------------------


def test_names_are_shortened_only_where_turtle_can(tmp_path: Path) -> None:
    writer = turtle.Turtle({"ex": EX})
    for local, name in (
        ("a.b", "ex:a.b"),
        ("a.", None),
        ("", None),
        (".a", None),
        ("-a", None),
        ("å", None),
        ("1", "ex:1"),
    ):
        node = f"<{EX}{local}>".encode()
        assert writer.name(node) == (name.encode() if name else node)


def test_an_answer_is_given_even_where_a_prefix_is_taken(tmp_path: Path) -> None:
    """Only exports are refused: a portal's answer about one thing is better than none."""
    said = Said(b"", b"<urn:x>", [[b"<urn:p>", b'"x"@en--ltr']])
    [node] = json.loads(b"".join(jsonld.written([said], {})))["@graph"]
    assert node == {"id": "urn:x", "urn:p": {"@value": "x", "@language": "en"}}
