"""Three releases of an invented network: what changed, whom it does not name, the feed, and the stream that a client follows."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as xml

import feedparser
import pyoxigraph as ox
import pytest
import rdflib
from conftest import ROOT, TINY, TINY_TEXT, Run, edit, need
from node_program import installed
from rdflib import RDF, URIRef
from still_site import plain_server

import scen
from scen.export.changes import atom, check, ldes, making, stream
from scen.export.release import carried
from scen.export.settings import read_settings
from scen.export.source import Source
from scen.graph.build import build

AS = rdflib.Namespace("https://www.w3.org/ns/activitystreams#")
TREE = rdflib.Namespace("https://w3id.org/tree#")
LDES = rdflib.Namespace("https://w3id.org/ldes#")
ATOM = "{http://www.w3.org/2005/Atom}"
ID = "https://w3id.org/scen/id/"
DOC = "sources/doc-1.yaml"
AGREED = (
    "cooperations:\n- {parties: [org-a, org-b], kind: agreement, status: reported, at: 3, as_written: Org B, context: 1, date: 2019/..}\n"
    "assertions:\n"
)
KEY = "key: 0123456789abcdef0123456789abcdef\npeople:\n- {id: bo-test, visibility: withheld, names: [Bo Test]}\n"


def first(records: Path) -> None:
    """An agreement that is in force."""
    edit(records / DOC, "assertions:\n", AGREED)


def second(records: Path) -> None:
    """The agreement has an end, the date of the meeting was a misprint, and Ada sat on a panel instead of speaking."""
    edit(records / DOC, "date: 2019/..", "date: 2019/2021")
    edit(records / DOC, "as_written: 3 May 2021", "as_written: May 2021")
    edit(records / DOC, "{agent: ada-test, role: speaker", "{agent: ada-test, role: panellist")


def third(records: Path) -> None:
    """Bo is withheld."""
    (records / "private.yaml").write_text(KEY, encoding="utf-8")


@dataclass(frozen=True)
class Web:
    """Releases that were made one after the other, each into a new folder that takes the old ones along."""

    address: str
    root: Path

    def __call__(self, version: str, date: str, dataset: Path) -> Path:
        settings = read_settings().model_copy(
            update={"version": version, "date": date, "address": self.address}
        )
        work = self.root.with_name("work")
        work.mkdir(parents=True)
        earlier = carried.carry(self.root, work, without=version) if self.root.exists() else ()
        here = work / "releases" / version
        (here / "rdf").mkdir(parents=True)
        shutil.copy(dataset / "scen.nq", here / "rdf/scen.nq")
        before = [one for one in earlier if (one.day, one.version) < (date, version)]
        with scen.open(dataset) as data:
            source = Source(data, settings)
            making.write(work / "releases" / before[-1].version if before else None, source, here, work)
        about = {"version": version, "date": date, "base": "https://w3id.org/scen/"}
        (here / "release.json").write_text(json.dumps(about), encoding="utf-8")
        assert list(check.check(settings, here, work)) == []
        shutil.rmtree(self.root, ignore_errors=True)
        work.rename(self.root)
        return self.root / "releases" / version


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The network as it was at each of three releases."""
    root = tmp_path_factory.mktemp("changes")
    records = root / "records"
    for name, text in TINY.items():
        (records / name).parent.mkdir(parents=True, exist_ok=True)
        sha = hashlib.sha256(TINY_TEXT.encode()).hexdigest()
        (records / name).write_text(text.replace("SHA", sha), encoding="utf-8")
    found = []
    for number, change in enumerate((first, second, third), 1):
        change(records)
        private = records / "private.yaml"
        build(records, out=root / f"dataset-{number}", private=private if private.exists() else None)
        found.append(root / f"dataset-{number}")
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# -- the comparison -------------------------------------------------------------------------------------------


def test_what_is_new_ended_corrected_and_withdrawn(scen: Run, datasets: list[Path]) -> None:
    done = scen("diff", datasets[0], datasets[1])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == (
        "1 new, 1 ended, 1 corrected, 1 withdrawn claims; 0 new, 1 ended, 0 changed, 0 gone ties"
    )
    assert re.sub(r"\n\n", "\n", done.stdout).splitlines()[1:] == [
        "new claims",
        "  announced: Ada Test: panellist at The Meeting, for Org A  (announced, stated)  doc-1:2",
        "ended claims",
        "  agreement: Org A and Org B, 2019/2021  (reported, stated)  doc-1:3",
        "      date: 2019/.. → 2019/2021",
        "corrected claims",
        "  announced: The Meeting: date: 2021-05-03  (announced, stated)  doc-1:1",
        "      words: 3 May 2021 → May 2021",
        "withdrawn claims",
        "  announced: Ada Test: speaker at The Meeting, for Org A  (announced, stated)  doc-1:2",
        "ended ties",
        "  Org A – Org B: agreement  (reported, stated)  doc-1:3",
        "      date: 2019-01-01 → 2019-01-01/2021-12-31",
    ]


def test_nothing_changed(scen: Run, datasets: list[Path]) -> None:
    done = scen("diff", datasets[0], datasets[0])
    assert (
        done.stdout
        == "0 new, 0 ended, 0 corrected, 0 withdrawn claims; 0 new, 0 ended, 0 changed, 0 gone ties\n"
    )


def test_a_file_in_any_order_and_of_another_namespace_compares_as_its_dataset(
    scen: Run, datasets: list[Path], tmp_path: Path
) -> None:
    lines = (datasets[1] / "scen.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "turned.nq").write_text("".join(reversed(lines)), encoding="utf-8")
    other = "".join(lines).replace("https://w3id.org/scen/", "https://data.test.example/net/")
    (tmp_path / "other.nq").write_text(other, encoding="utf-8")
    told = scen("diff", datasets[0], datasets[1]).stdout
    assert scen("diff", datasets[0], "turned.nq").stdout == told
    assert scen("diff", datasets[0], "other.nq").stdout == told
    iris = {row["iri"] for row in rows(scen("diff", datasets[0], "other.nq", "--format", "csv").stdout)}
    assert {iri.partition("id/")[0] for iri in iris} == {
        "https://w3id.org/scen/",
        "https://data.test.example/net/",
    }


def test_csv_json_and_rdf_say_the_same(scen: Run, datasets: list[Path]) -> None:
    table = rows(scen("diff", datasets[0], datasets[1], "--format", "csv").stdout)
    told = json.loads(scen("diff", datasets[0], datasets[1], "--format", "json").stdout)
    turtle = scen("diff", datasets[0], datasets[1], "--format", "rdf").stdout
    graph = rdflib.Graph().parse(data=turtle, format="turtle", publicID="https://test.example/")
    changes = {(row["change"], row["iri"]) for row in table}
    assert changes == {(one["what"], one["iri"]) for one in told["changes"]} and len(changes) == 5
    assert changes == {
        (str(graph.value(node, AS.name)), str(iri)) for node, iri in graph.subject_objects(AS.object)
    }
    kinds = {"new": AS.Create, "withdrawn": AS.Delete}
    for node, what in graph.subject_objects(AS.name):
        assert (node, RDF.type, kinds.get(str(what), AS.Update)) in graph
    assert told["counts"]["claim"] == {"new": 1, "ended": 1, "corrected": 1, "withdrawn": 1}
    [agreed] = [row for row in table if row["change"] == "ended" and row["of"] == "claim"]
    [tie] = [row for row in table if row["of"] == "tie"]
    assert (agreed["changed"], agreed["old"], agreed["new"]) == ("date", "2019/..", "2019/2021")
    assert tie["claims"] == agreed["iri"]
    values = {str(graph.value(node, RDF.object)) for node in graph.subjects(RDF.type, RDF.Statement)}
    assert values == {"2019/..", "2019/2021", "2019-01-01", "2019-01-01/2021-12-31"}


def test_a_withheld_person_is_counted_and_not_named(scen: Run, datasets: list[Path]) -> None:
    claims = {
        quad.subject.value
        for quad in ox.parse(path=datasets[1] / "scen.nq", format=ox.RdfFormat.N_QUADS)
        if quad.object == ox.NamedNode(f"{ID}person/bo-test") and "/claim/" in str(quad.subject)
    }
    assert len(claims) == 2  # the participation, and the name as printed
    for form in ("text", "csv", "json", "rdf"):
        told = scen("diff", datasets[1], datasets[2], "--format", form).stdout
        assert told and not re.search(r"bo[ -]?test", told, re.IGNORECASE)
        assert not any(iri.rpartition("/")[2] in told for iri in claims)
    text = scen("diff", datasets[1], datasets[2]).stdout
    assert (
        "2 claims about withheld people were withdrawn\n1 tie about withheld people was withdrawn\n" in text
    )
    assert "0 withdrawn claims" in text


def test_a_name_in_an_old_value_is_left_out(scen: Run, datasets: list[Path], tmp_path: Path) -> None:
    lines = (datasets[1] / "scen.nq").read_text(encoding="utf-8")
    words = '<http://www.w3.org/ns/oa#exact> "'
    assert f'{words}May 2021"' in lines
    (tmp_path / "old.nq").write_text(
        lines.replace(f'{words}May 2021"', f'{words}May 2021, BO TESTS day"'), "utf-8"
    )
    text = scen("diff", "old.nq", datasets[2]).stdout
    assert "words: … → May 2021\n" in text and "TEST" not in text


def test_what_cannot_be_compared_is_told_in_a_line(scen: Run, datasets: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for name, message in (
        ("nowhere", "is not there"),
        ("empty", "is no dataset"),
        ("table.csv", "its first line is no statement"),
    ):
        done = scen("diff", name, datasets[0])
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
        assert name in done.stderr and message in done.stderr


# -- the feed, and the stream over three releases ---------------------------------------------------------------


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web("https://data.test.example/", tmp_path / "web")


def pages(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "ldes").rglob("*.trig"))
    }


def test_the_feed_has_an_entry_for_each_release(web: Web, datasets: list[Path]) -> None:
    for number, dataset in enumerate(datasets, 1):
        web(f"v{number}", f"2026-0{number}-01", dataset)
    feed = xml.parse(web.root / "feed.atom").getroot()
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The scen project"
    entries = feed.findall(f"{ATOM}entry")
    assert [str(entry.findtext(f"{ATOM}title")).rpartition(" ")[2] for entry in entries] == ["v3", "v2", "v1"]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [
        f"2026-0{n}-01T00:00:00Z" for n in (3, 2, 1)
    ]
    assert str(entries[0].findtext(f"{ATOM}summary")).endswith(
        "Withdrawn, about withheld people: 2 claims, 1 tie."
    )
    assert str(entries[1].findtext(f"{ATOM}summary")) == (
        "Since v1: 1 new, 1 ended, 1 corrected, 1 withdrawn claims; 0 new, 1 ended, 0 changed, 0 gone ties."
    )
    told = feedparser.parse((web.root / "feed.atom").read_bytes())
    assert not told.bozo and told.version == "atom10" and told.feed.title == "Supply-chain ethics network"
    assert [entry.id for entry in told.entries] == [entry.findtext(f"{ATOM}id") for entry in entries]
    links = {link.get("href", "") for link in entries[0].iter(f"{ATOM}link")}
    assert f"{web.address}releases/v3/changes/changes.csv" in links
    assert all((web.root / link.removeprefix(web.address)).is_file() for link in links)


def test_each_language_has_its_feed(web: Web, datasets: list[Path]) -> None:
    for number, dataset in enumerate(datasets, 1):
        web(f"v{number}", f"2026-0{number}-01", dataset)
    feeds = {code: feedparser.parse((web.root / name).read_bytes()) for code, name in atom.FEEDS.items()}
    assert not any(feed.bozo for feed in feeds.values())
    assert [feed.feed.language for feed in feeds.values()] == ["en", "sv", "nb"]
    assert feeds["sv"].feed.title == "Nätverket för etik i leveranskedjor"
    assert feeds["sv"].entries[1].summary == (
        "Sedan v1: 1 nya, 1 avslutade, 1 rättade, 1 tillbakadragna påståenden; 0 nya, 1 avslutade, 0 ändrade, 0 borttagna förbindelser."
    )
    gone = "Trukket tilbake, om personer som ikke vises: 2 påstander, 1 forbindelse."
    assert feeds["nb"].entries[0].summary.endswith(gone)
    assert feeds["nb"].entries[2].title == "Nettverket for etikk i leverandørkjeder, utgave v1"
    ids = [one.id for feed in feeds.values() for one in (feed.feed, *feed.entries)]
    assert len(set(ids)) == len(ids) == 12, "feeds and entries in other languages are others"
    for code, feed in feeds.items():
        links = {link.hreflang: (link.rel, link.href) for link in feed.feed.links if "hreflang" in link}
        assert links == {
            other: ("self" if other == code else "alternate", web.address + name)
            for other, name in atom.FEEDS.items()
        }


def test_closed_pages_keep_their_bytes_and_a_release_made_again_is_the_same(
    web: Web, datasets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ldes, "SIZE", 4)
    seen: dict[str, bytes] = {}
    for number, dataset in enumerate(datasets, 1):
        web(f"v{number}", "2026-01-01", dataset)  # all on one day: each is later than the one before
        now = pages(web.root)
        assert seen.items() <= now.items() and len(now) > len(seen)
        seen = now
    before = {path: path.read_bytes() for path in web.root.rglob("*") if path.is_file()}
    web("v3", "2026-01-01", datasets[2])
    assert before == {path: path.read_bytes() for path in web.root.rglob("*") if path.is_file()}
    assert [part.published[-3:-1] for part in stream.read(web.root)] == ["00", "01", "02"]


@pytest.mark.parametrize(
    ("file", "old", "new", "rules"),
    [
        ("ldes/v1/1.trig", "as:Create", "as:Update", {"ldes-page"}),
        ("ldes/v2/1.trig", "as:object", "as:actor", {"ldes-page", "ldes-members"}),
        ("ldes/v2/1.trig", "as:Delete ;", "as:Delete", {"ldes-page"}),
        ("ldes/pages.json", '"claims": 10', '"claims": 11', {"ldes-claims"}),
        ("ldes/pages.json", '"members": 3', '"members": 4', {"ldes-members"}),
        ("feed.atom", "rdf/scen.nq", "rdf/lost.nq", {"atom-link"}),
        ("feed.atom", "updated>", "changed>", {"atom"}),
        ("feed.atom", "</feed>", "", {"atom"}),
        ("feed.nb.atom", "updated>", "changed>", {"atom"}),
        ("feed.sv.atom", "feed.nb.atom", "feed.no.atom", {"atom-link"}),
        ("releases/v2/changes/summary.json", '"ended": 1', '"ended": 2', {"change-count"}),
    ],
)
def test_a_planted_fault_is_found(
    web: Web, datasets: list[Path], file: str, old: str, new: str, rules: set[str]
) -> None:
    web("v1", "2026-01-01", datasets[0])
    here = web("v2", "2026-02-01", datasets[1])
    settings = read_settings().model_copy(
        update={"version": "v2", "date": "2026-02-01", "address": web.address}
    )
    edit(web.root / file, old, new)
    assert {found.rule for found in check.check(settings, here, web.root)} == rules


def test_the_stream_begins_anew_where_the_release_before_is_gone(web: Web, datasets: list[Path]) -> None:
    web("v1", "2026-01-01", datasets[0])
    shutil.rmtree(web.root / "releases/v1")
    web("v2", "2026-02-01", datasets[1])
    assert [part.version for part in stream.read(web.root)] == ["v2"]
    assert all(path.startswith("ldes/v2/") for path in pages(web.root))


def test_versions_deletions_and_retention(web: Web, datasets: list[Path]) -> None:
    for number, dataset in enumerate(datasets, 1):
        web(f"v{number}", f"2026-0{number}-01", dataset)
    kinds, objects = [], set()
    for number in (1, 2, 3):
        page = rdflib.Dataset().parse(web.root / f"ldes/v{number}/1.trig", format="trig")
        members = set(page.objects(URIRef(f"{web.address}ldes/stream.ttl#claims"), TREE.member))
        found = {kind: set(page.subjects(RDF.type, AS[kind])) for kind in ("Create", "Update", "Delete")}
        assert members == set().union(*found.values())
        kinds.append([len(found[kind]) for kind in ("Create", "Update", "Delete")])
        filled = {
            str(graph.identifier) for graph in page.graphs() if len(graph) and "#" in str(graph.identifier)
        }
        assert filled == {str(node) for node in found["Create"] | found["Update"]}
        assert all(len(list(page.predicate_objects(node))) == 3 for node in found["Delete"])
        objects |= {str(page.value(node, AS.object)) for node in found["Delete"]}
    assert kinds == [[10, 0, 0], [1, 1, 1], [0, 0, 2]]
    assert all(re.fullmatch(f"{ID}claim/[0-9a-f]{{20}}", iri) for iri in objects) and len(objects) == 3
    view = rdflib.Graph().parse(web.root / "ldes/stream.ttl")
    assert not any(isinstance(term, rdflib.BNode) for triple in view for term in triple)
    [policy] = set(view.objects(URIRef(f"{web.address}ldes/stream.ttl"), LDES.retentionPolicy))
    assert str(view.value(policy, LDES.startingFrom)).startswith("2026-01-01")


def test_deletions_and_creations_fit_the_shape_of_dcat_ap_feeds(
    web: Web, datasets: list[Path], standards: Path
) -> None:
    """All of it but the payload, which there is of DCAT: the structure of the activities."""
    import pyshacl

    for number, dataset in enumerate(datasets, 1):
        web(f"v{number}", f"2026-0{number}-01", dataset)
    shapes = rdflib.Graph().parse(need(standards / "ldes/dcat-ap-feeds-shape.ttl"))
    entity = URIRef("https://semiceu.github.io/LDES-DCAT-AP-feeds/shape.ttl#EntityShape")
    shapes.remove((None, rdflib.SH.node, entity))
    shapes.remove((None, rdflib.OWL.imports, None))
    for number in (1, 2, 3):
        page = rdflib.Dataset().parse(web.root / f"ldes/v{number}/1.trig", format="trig").default_graph
        conforms, _, text = pyshacl.validate(page, shacl_graph=shapes)
        assert conforms, text
    page.add((next(page.subjects(RDF.type, AS.Delete)), AS.summary, rdflib.Literal("more")))
    assert not pyshacl.validate(page, shacl_graph=shapes)[0]


def test_terms_of_the_stream_are_of_the_vocabularies(web: Web, datasets: list[Path], standards: Path) -> None:
    web("v1", "2026-01-01", datasets[0])
    known = rdflib.Graph()
    for name in ("ldes-vocabulary.ttl", "tree-vocabulary.ttl"):
        known.parse(need(standards / "ldes" / name))
    view = rdflib.Graph().parse(web.root / "ldes/stream.ttl")
    page = rdflib.Dataset().parse(web.root / "ldes/v1/1.trig", format="trig").default_graph
    used = {
        term
        for triple in (*view, *page)
        for term in triple[1:]
        if str(term).startswith((str(LDES), str(TREE)))
    }
    assert len(used) > 15 and not [term for term in used if (term, RDF.type, None) not in known]


# -- a client nobody here wrote -----------------------------------------------------------------------------------

Follow = Callable[[str], "dict[str, set[str]]"]


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    """Runs the client, which keeps what it has seen: kind of activity -> claims."""
    command = installed(ROOT / "tests/ldes_client", "ldes-client/dist/bin/cli.js")

    def run(address: str) -> dict[str, set[str]]:
        done = subprocess.run(
            [*command, address, "--save", str(tmp_path / "state")],
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        lines = [
            line for line in done.stdout.splitlines() if str(AS) in line
        ]  # its numbers are Turtle's, not N-Quads'
        quads = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
        objects = {
            quad.subject: str(quad.object.value) for quad in quads if quad.predicate.value == str(AS.object)
        }
        found: dict[str, set[str]] = {}
        for quad in quads:
            if quad.subject in objects and quad.predicate.value == str(RDF.type):
                found.setdefault(quad.object.value.rpartition("#")[2], set()).add(objects[quad.subject])
        return found

    return run


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Web]:
    (tmp_path / "host").mkdir()
    with plain_server(tmp_path / "host") as address:
        yield Web(f"{address}web/", tmp_path / "host/web")


def test_a_client_gets_all_claims_and_then_only_what_is_new(
    follow: Follow, served: Web, datasets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ldes, "SIZE", 4)
    view = f"{served.address}ldes/stream.ttl"
    here = served("v1", "2026-01-01", datasets[0])
    quads = ox.parse(path=here / "rdf/scen.nq", format=ox.RdfFormat.N_QUADS)
    claims = {quad.subject.value for quad in quads if getattr(quad.object, "value", "").endswith("ns#Claim")}
    claims = {iri for iri in claims if "/claim/" in iri}
    assert follow(view) == {"Create": claims} and len(claims) == 10
    assert follow(view) == {}
    served("v2", "2026-02-01", datasets[1])
    changed = follow(view)
    assert {kind: len(found) for kind, found in changed.items()} == {"Create": 1, "Update": 1, "Delete": 1}
    assert changed["Update"] | changed["Delete"] <= claims and not changed["Create"] & claims
    served("v3", "2026-03-01", datasets[2])
    assert {kind: len(found) for kind, found in follow(view).items()} == {"Delete": 2}
