"""The catalogue of a release against the portals' own shapes, its numbers against its files, and faults that are planted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from conftest import need
from rdflib import DCTERMS, RDF, URIRef

import scen
from scen.export.catalogue import documents, lod_cloud, schema_org, void
from scen.export.catalogue.authority import tables
from scen.export.catalogue.counts import Counts, Links, count
from scen.export.catalogue.extent import Extent, read
from scen.export.formats import FORMATS, File, files
from scen.export.proof import catalogue, mqa, shapes, swedish
from scen.export.proof.described import Described
from scen.export.release.made import DESCRIPTIONS, Earlier, Released, measured
from scen.export.settings import Settings, read_settings
from scen.export.source import Source
from scen.export.titles import STANDARDS
from scen.graph.errors import Finding
from scen.portal import schema_org as portal_words
from scen.portal.descriptions import describe

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")
HOME = "https://scen.example/"
BASE = "https://w3id.org/scen/"
DATASET = URIRef(f"{BASE}.well-known/void#dataset")
NOW, BEFORE = "releases/2026-11", (Earlier("2026-05-02", "2026-05"), Earlier("2026-01-02", "2026-01"))
FILES = (
    FORMATS["nquads"].files[0],
    File("tables/things.csv", "text/csv", "Things", "CSV", "https://www.rfc-editor.org/rfc/rfc4180"),
    File("network/all ties.gexf", "application/gexf+xml", "A network"),
)


@dataclass(frozen=True)
class Made:
    """A release that was made by hand over three files."""

    root: Path
    source: Source
    released: Released

    @property
    def graph(self) -> rdflib.Graph:
        return rdflib.Graph().parse(self.root / "catalogue.ttl")


def made(root: Path, dataset: Path, **changes: object) -> Made:
    settings = Settings.model_validate(read_settings().model_dump(exclude_none=True) | changes)
    folder = root / NOW
    for file in FILES:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_text("some text\n", encoding="utf-8")
    shutil.copy(dataset / "scen.nq", folder / FILES[0].path)
    released = Released(
        "2026-11", settings.day, folder, tuple(measured(folder, file) for file in FILES), BEFORE
    )
    for path in (root / "index.html", folder / "SHA256SUMS"):
        path.write_text("", encoding="utf-8")
    for one in BEFORE:
        (root / "releases" / one.version).mkdir(parents=True, exist_ok=True)
        (root / "releases" / one.version / "catalogue.ttl").write_text("", encoding="utf-8")
    source = Source(scen.open(dataset), settings)
    for name in ("ns.ttl", *(f"{iri.removeprefix(BASE)}.html" for iri in void.examples(source))):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    documents.write(source, released)
    return Made(root, source, released)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, dataset: Path) -> Iterator[Made]:
    one = made(tmp_path_factory.mktemp("web"), dataset, portal="https://portal.scen.example/")
    yield one
    one.source.data.close()


@pytest.fixture
def copy(release: Made, tmp_path: Path) -> Path:
    """The publication, to be spoilt."""
    shutil.copytree(release.root, tmp_path / "web")
    return tmp_path / "web"


def told(root: Path, standards: Path | None = None) -> list[Finding]:
    return sorted(catalogue.check(root, standards))


# -- what the portals ask for -------------------------------------------------------------------------------


def test_nothing_is_wrong_with_it(release: Made, standards: Path) -> None:
    assert told(release.root, standards) == []
    assert list(catalogue.unchecked(standards)) == []


@pytest.mark.parametrize("rule", shapes.FILES)
def test_it_conforms_as_pyshacl_itself_says(release: Made, standards: Path, rule: str) -> None:
    """Read anew from the syntax that portals harvest; the files of shapes as they were published but for what README calls defects."""
    from pyshacl import validate

    sh = rdflib.SH
    known = rdflib.Graph().parse(need(standards / shapes.FILES[rule]))
    for node, part in list(known.subject_objects(sh.property)):
        if (part, sh.path, None) not in known:
            known.remove((node, sh.property, part))
    conforms, _, text = validate(
        rdflib.Graph().parse(release.root / "catalogue.rdf"), shacl_graph=known, allow_warnings=True
    )
    assert conforms, text[:2000]


@pytest.mark.parametrize(("data", "passes"), [
    ("dcat-ap-se/exempel/obligatoriskt.ttl", "1010100"), ("dcat-ap-se/exempel/rekommenderat.ttl", "0000100"),
    ("dcat-ap-no/examples/DCAT-AP-NO2.0-examples.ttl", "0110011"), ("dcat-ap/3.0.1/examples/example-bee-population.ttl", "1010100"),
])  # fmt: skip
def test_the_official_examples_fail_and_pass_as_they_were_measured(
    standards: Path, data: str, passes: str
) -> None:
    rules = (
        "dcat-ap-3.0.1-shapes", "dcat-ap-3.0.1-range", "dcat-ap-3.0.1-codelists", "dcat-ap-3.0.0-full", "dcat-ap-2.1.1-shapes",
        "dcat-ap-2.1.1-range", "dcat-ap-no-2.2",
    )  # fmt: skip
    failed = {finding.rule for finding in shapes.check(Described(standards, standards / data), standards)}
    assert "".join("0" if rule in failed else "1" for rule in rules) == passes


def test_the_swedish_templates_judge_the_swedish_examples(standards: Path) -> None:
    """The recommended example has all; in the one with what is mandatory the publisher has no type."""
    templates = swedish.Templates(need(standards / swedish.FILE))
    examples = standards / "dcat-ap-se/exempel"
    for ending in ("ttl", "rdf"):
        assert (
            list(swedish.faults(rdflib.Graph().parse(examples / f"rekommenderat.{ending}"), templates)) == []
        )
        [(node, path, _)] = swedish.faults(
            rdflib.Graph().parse(examples / f"obligatoriskt.{ending}"), templates
        )
        assert (str(node), path) == ("https://example.com/publisher1", str(DCTERMS.type))


@pytest.mark.parametrize(("old", "new", "message"), [
    ('dct:title "Katalog', 'rdfs:label "Katalog', "dcterms:title stands 0 times"),
    ("vcard:hasEmail <mailto", "vcard:hasURL <mailto", "vcard:hasEmail stands 0 times"),
    ("publishertype/NonProfitOrganisation", "publishertype/Elves", "dcterms:type stands 0 times"),
    ('dcterms:issued "2020-01-01"^^xsd:date', 'dcterms:issued "2020-01-01"', "not of the datatype"),
])  # fmt: skip
def test_the_swedish_templates_see_what_is_missing(standards: Path, old: str, new: str, message: str) -> None:
    text = need(standards / "dcat-ap-se/exempel/rekommenderat.ttl").read_text(encoding="utf-8")
    old = old.replace("dct:title", "dcterms:title")
    assert old in text
    graph = rdflib.Graph().parse(data=text.replace(old, new), format="turtle")
    found = swedish.faults(graph, swedish.Templates(standards / swedish.FILE))
    assert any(message in told for _, _, told in found)


def test_every_file_is_described(release: Made) -> None:
    graph = release.graph
    for one in release.released.made:
        address = URIRef(f"{HOME}{NOW}/{one.file.path.replace(' ', '%20')}")
        node = URIRef(f"{address}#distribution")
        assert (DATASET, DCAT.distribution, node) in graph
        assert graph.value(node, DCAT.downloadURL) == graph.value(node, DCAT.accessURL) == address
        assert (
            int(graph.value(address, DCAT.byteSize))
            == (release.released.folder / one.file.path).stat().st_size
        )
        assert str(graph.value(node, DCTERMS.license)).endswith("licence/CC_BY_4_0")
        assert str(graph.value(node, DCAT.mediaType)).endswith(one.file.media)
        assert str(graph.value(node, DCTERMS.format) or "").rpartition("/")[2] == one.file.code
        assert str(graph.value(node, rdflib.FOAF.page)) == f"{HOME}{NOW}/SHA256SUMS"


def test_versions_lead_to_those_before(release: Made) -> None:
    graph = release.graph
    assert str(graph.value(DATASET, DCAT.version)) == "2026-11"
    node = {one.version: URIRef(f"{HOME}releases/{one.version}/catalogue.ttl#dataset") for one in BEFORE}
    assert set(graph.objects(DATASET, DCAT.hasVersion)) == set(node.values())
    assert list(graph.objects(DATASET, DCAT.previousVersion)) == [node["2026-05"]]
    assert str(graph.value(DATASET, DCTERMS.issued)) == "2026-01-02", "the first release is the earliest"


def test_words_are_there_in_three_languages(release: Made) -> None:
    for path in (DCTERMS.title, DCTERMS.description, DCAT.keyword, ADMS.versionNotes, rdflib.RDFS.comment):
        assert {text.language for text in release.graph.objects(DATASET, path)} == {"en", "sv", "nb"}, path


def test_every_file_has_a_title_in_each_language_and_every_standard_its_name(release: Made) -> None:
    every = [file for _, file in files()] + [*DESCRIPTIONS]
    for file in every:
        assert file.titles.keys() == {"en", "sv", "nb"} and all(file.titles.values()), file.path
        assert all(name and "://" not in name for name in file.standards.values()), file.standard
    named = {"https://www.w3.org/TR/sparql11-protocol/", *(one for file in every for one in file.standards)}
    assert named == STANDARDS.keys()
    node = URIRef(f"{HOME}{NOW}/rdf/scen.nq#distribution")
    assert {text.language: str(text) for text in release.graph.objects(node, DCTERMS.title)} == {
        "en": "N-Quads: all graphs, one statement a line", "sv": "N-Quads: alla grafer, en utsaga per rad",
        "nb": "N-Quads: alle grafer, ett utsagn per linje",
    }  # fmt: skip
    nodes = release.graph.subjects(RDF.type, DCTERMS.Standard)
    names = {str(one): str(release.graph.value(one, DCTERMS.title)) for one in nodes}
    assert names == {
        "http://www.w3.org/ns/formats/N-Quads": "RDF 1.1 N-Quads", "https://www.w3.org/TR/sparql11-protocol/": "SPARQL 1.1 Protocol",
        "https://www.rfc-editor.org/rfc/rfc4180": "Common Format and MIME Type for Comma-Separated Values (CSV) Files",
    }  # fmt: skip


def test_the_dataset_has_one_iri_wherever_it_is_told_of(release: Made) -> None:
    void_dataset = rdflib.URIRef("http://rdfs.org/ns/void#Dataset")
    for name in ("void.ttl", ".well-known/void", f"{NOW}/void.ttl"):
        graph = rdflib.Graph().parse(release.root / name, format="turtle")
        assert (DATASET, RDF.type, void_dataset) in graph
    assert list(release.graph.objects(None, DCAT.dataset)) == [DATASET]
    told = schema_org.dataset(release.source, release.released)
    assert told["@id"] == str(DATASET) == portal_words.dataset(release.source.data, HOME)["@id"]
    thing = f"{BASE}id/project/make-ict-fair"
    about = release.source.data.store.read(lambda readable: describe(readable, thing).quads)
    inside = {quad.object.value for quad in about if quad.predicate.value.endswith("#inDataset")}
    assert inside == {str(DATASET)}


def test_placeholders_are_said_to_be_some(release: Made) -> None:
    [notes] = (
        str(text) for text in release.graph.objects(DATASET, ADMS.versionNotes) if text.language == "en"
    )
    assert notes.startswith("Not yet at its final address.") and "the IRIs of things" in notes


def test_a_real_address_gives_no_warning_and_no_portal_no_service(tmp_path: Path, dataset: Path) -> None:
    here = "https://data.scen-network.se/"
    one = made(
        tmp_path, dataset, address=here, base_resolves=True, publisher={"name": "Org", "iri": "https://scen-network.se/us"},
        contact={"name": "Desk", "email": "desk@scen-network.se"},
    )  # fmt: skip
    graph = one.graph
    assert not list(graph.subject_objects(ADMS.versionNotes)) and not list(
        graph.subject_objects(rdflib.RDFS.comment)
    )
    assert not list(graph.subjects(RDF.type, DCAT.DataService))
    assert str(graph.value(DATASET, DCTERMS.publisher)) == "https://scen-network.se/us"
    assert told(tmp_path) == []
    one.source.data.close()


def test_hostile_words_stay_words(tmp_path: Path, dataset: Path, standards: Path) -> None:
    title = {"en": 'A "title" <b>&amp;</b> \\ ]]>'}
    one = made(tmp_path, dataset, title=title, keywords={"en": ["<script>", "a'b"]})
    assert told(tmp_path, standards) == []
    assert str(one.graph.value(DATASET, DCTERMS.title)) == title["en"]
    one.source.data.close()


def test_the_same_release_has_the_same_bytes(release: Made, tmp_path: Path, dataset: Path) -> None:
    again = made(tmp_path, dataset, portal="https://portal.scen.example/")
    again.source.data.close()
    for path in sorted(release.root.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(release.root)).read_bytes(), path


# -- faults -------------------------------------------------------------------------------------------------


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first such text; its line."""
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"{old!r} is not in {path}"
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


TURTLE, VOID = "catalogue.ttl", f"{NOW}/void.ttl"
SIZE = f'<{HOME}{NOW}/tables/things.csv> a rdfs:Resource ;\n\tdcat:byteSize "10"'


@pytest.mark.parametrize(("name", "old", "new", "rule", "below"), [
    (TURTLE, 'dct:modified "2026-11-23"^^xsd:date', 'dct:modified "2026-11-31"^^xsd:date', "date", 0),
    (TURTLE, 'dcat:endDate "2021-01-19"', 'dcat:endDate "2011-01-19"', "date", 0),
    (TURTLE, 'dct:issued "2026-05-02"', 'dct:issued "2027-05-02"', "date", 0),
    (TURTLE, SIZE, SIZE.replace('"10"', '"11"'), "byte-size", 1),
    (TURTLE, "country/SWE>", "country/XSE>", "unknown-code", None),
    (TURTLE, "\tdcat:keyword ", "\tdcat:keywords ", "unknown-term", 0),
    (TURTLE, "\tdct:publisher ", "\tdct:creator ", "missing-publisher", None),
    (TURTLE, f"dct:publisher <{HOME}#publisher>", f"dct:publisher <{HOME}#contact>", "contact", None),
    (TURTLE, f"foaf:page <{HOME}{NOW}/void.ttl>", "foaf:page _:somewhere", "blank-node", 0),
    (TURTLE, f"foaf:page <{HOME}{NOW}/void.ttl>", f"foaf:page <{HOME}{NOW}/voit.ttl>", "missing-file", 0),
    (TURTLE, "dcat:Catalog ;", "dcat:Catalog", "catalogue-syntax", None),
    (TURTLE, "\tdct:title ", "\tdct:alternative ", "dcat-ap-3.0.1-shapes", None),
    (TURTLE, "\tdcat:theme ", "\tdct:subject ", "dcat-ap-no-2.2", None),
    (TURTLE, "\tvcard:hasEmail ", "\tvcard:hasURL ", "dcat-ap-se", None),
    ("catalogue.rdf", "2026-11-23", "2026-11-22", "catalogue-differs", None),
    ("catalogue.rdf", "</rdf:RDF>", "", "catalogue-syntax", None),
    (VOID, "void:triples ", "void:triples 1", "stale-count", 0),
    (VOID, "void:propertyPartition <", "void:subset <", "stale-count", None),
])  # fmt: skip
def test_a_planted_fault_is_found(copy: Path, standards: Path, name: str, old: str, new: str, rule: str, below: int | None) -> None:  # fmt: skip
    line = spoil(copy / name, old, new)
    asked = standards if rule.startswith(("unknown", "dcat-ap")) else None
    found = [finding for finding in told(copy, asked) if finding.rule == rule]
    assert found and name in {finding.place.path for finding in found}
    if below is not None:
        assert line + below in {finding.place.line for finding in found}


def test_a_missing_licence_is_found(copy: Path) -> None:
    path = copy / TURTLE
    node = f"<{HOME}{NOW}/tables/things.csv#distribution>"
    text = path.read_text(encoding="utf-8")
    start = text.index(f"{node} a ")
    at = text.index("\tdct:license ", start)
    path.write_text(text[:at] + text[text.index("\n", at) + 1 :], encoding="utf-8")
    [finding] = [finding for finding in told(copy) if finding.rule == "missing-licence"]
    assert (finding.place.path, finding.place.line) == (TURTLE, text[:start].count("\n") + 1)


def test_a_missing_file_and_one_that_changed_are_found(copy: Path) -> None:
    (copy / NOW / "network/all ties.gexf").unlink()
    with (copy / NOW / "tables/things.csv").open("a") as file:
        file.write("more\n")
    rules = [finding.rule for finding in told(copy)]
    assert set(rules) == {"missing-file", "byte-size"}, rules


def test_a_dataset_whose_iri_leads_nowhere_is_found(copy: Path) -> None:
    (copy / ".well-known/void").unlink()
    assert {(one.rule, one.place.path) for one in told(copy)} == {
        ("missing-file", TURTLE), ("missing-file", VOID), ("void-differs", ".well-known/void"),
    }  # fmt: skip
    (copy / "ns.ttl").unlink()
    assert [one for one in told(copy) if "ns#" in one.message]


def test_a_file_of_which_the_catalogue_says_nothing_is_found(copy: Path) -> None:
    (copy / NOW / "rdf/scen.ttl").write_text("", encoding="utf-8")
    assert [(one.rule, one.message) for one in told(copy)] == [
        ("undescribed-file", "rdf/scen.ttl is no distribution")
    ]


def test_a_dump_that_changed_makes_the_counts_stale(copy: Path) -> None:
    dump = copy / NOW / "rdf/scen.nq"
    dump.write_bytes(
        dump.read_bytes() + b'<https://w3id.org/scen/id/x> <http://purl.org/dc/terms/title> "x" <a:g> .\n'
    )
    found = [str(finding) for finding in told(copy) if finding.rule == "stale-count"]
    assert len(found) == 2 and all(finding.startswith(f"{VOID}:") for finding in found), found


def test_what_cannot_be_checked_is_told(release: Made, standards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert any("--standards" in line for line in catalogue.unchecked(None))
    assert sum("not among the standards" in line for line in catalogue.unchecked(tmp_path)) > len(
        shapes.FILES
    )
    assert told(release.root, tmp_path) == []
    monkeypatch.setattr(shapes, "find_spec", lambda name: None)
    assert [line for line in catalogue.unchecked(standards) if "scen[proof]" in line]
    assert told(release.root, standards) == []


# -- numbers ------------------------------------------------------------------------------------------------

SMALL = """\
<http://b.test/id/claim/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://c.test/Claim> .
<http://b.test/id/place/x#part> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://c.test/Part> .
<http://b.test/id/place/x> <http://purl.org/dc/terms/language> <http://publications.europa.eu/resource/authority/language/SWE> .
<http://b.test/id/place/x> <http://purl.org/dc/terms/title> "a <http://www.wikidata.org/entity/Q1> b" .
<http://b.test/id/place/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://c.test/Place> .
<http://b.test/id/place/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://c.test/Town> .
<http://b.test/id/place/x> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q4115189> .
"""
COUNTS = Counts(
    7, 1,
    (("http://c.test/Claim", 1), ("http://c.test/Part", 1), ("http://c.test/Place", 1), ("http://c.test/Town", 1)),
    (
        ("http://purl.org/dc/terms/language", 1), ("http://purl.org/dc/terms/title", 1),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", 4), ("http://www.w3.org/2004/02/skos/core#exactMatch", 1),
    ),
    (
        Links("http://publications.europa.eu/resource/authority/", "http://purl.org/dc/terms/language", 1),
        Links("http://www.wikidata.org/entity/", "http://www.w3.org/2004/02/skos/core#exactMatch", 1),
    ),
)  # fmt: skip


def test_a_small_dump_is_counted_as_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(SMALL, encoding="utf-8")
    assert count(tmp_path / "a.nt", "http://b.test/") == COUNTS
    quads = "".join(f"{line[:-2]} <http://b.test/graph/{n}> .\n" for line in SMALL.splitlines() for n in "12")
    (tmp_path / "a.nq").write_text(quads, encoding="utf-8")
    assert count(tmp_path / "a.nq", "http://b.test/") == COUNTS, "what two graphs say counts once"


def test_the_counts_are_those_of_sparql(release: Made) -> None:
    store = ox.Store()
    store.bulk_load(path=release.released.folder / "rdf/scen.nq", format=ox.RdfFormat.N_QUADS)
    counts = documents.counted(release.released.folder, release.source.data.store.base)

    def ask(query: str) -> tuple[tuple[str, int], ...]:
        rows = store.query(query, use_default_graph_as_union=True)
        return tuple(sorted((row[0].value, int(row[1].value)) for row in rows))

    assert counts.classes == ask("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert counts.properties == ask("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    assert counts.triples == sum(number for _, number in counts.properties)
    assert counts.things == sum(release.source.dataset.names.count().values())


def test_the_extent_is_that_of_the_documents(release: Made) -> None:
    """The days of the earliest and the latest dated event; countries that the documents name; their languages."""
    countries = "ARM AZE CHN GEO KAZ KGZ MEX NLD NOR PHL SWE TKM USA UZB"
    assert read(release.source.data) == Extent("2019-09-16", "2021-01-19", tuple(countries.split()), ("ENG", "NOB", "SWE"))  # fmt: skip


def test_the_codes_are_those_of_the_authority_tables(standards: Path) -> None:
    skos, same = rdflib.SKOS, {}
    ended = URIRef("http://publications.europa.eu/ontology/authority/end.use")
    for name, file in (("country", "countries"), ("data-theme", "data-theme"), ("file-type", "filetypes"), ("licence", "licences")):  # fmt: skip
        graph = rdflib.Graph().parse(need(standards / f"eu-authority-tables/{file}-skos.rdf"))
        start = f"http://publications.europa.eu/resource/authority/{name}/"
        names = {
            str(node).removeprefix(start): " ".join(label.split())
            for node, label in graph.subject_objects(skos.prefLabel)
            if label.language == "en" and str(node).startswith(start)
        }
        gone = {str(node).removeprefix(start) for node in graph.subjects(ended)}
        ours = tables()[name]
        assert ours.items() <= names.items() and not ours.keys() & gone
        if name != "licence":
            assert ours.keys() == names.keys() - gone - {"OP_DATPRO"} | ours.keys() & {"OP_DATPRO"}
        same |= {
            str(address): str(node).removeprefix(start)
            for node, address in graph.subject_objects(skos.exactMatch)
        }
    assert tables()["same-licence"].items() <= same.items()
    file = Path(scen.__file__).parent / "data/authority.yaml"
    assert all(isinstance(code, str) for table in yaml.safe_load(file.read_text()).values() for code in table)


# -- records of other catalogues ------------------------------------------------------------------------------


def test_the_record_for_zenodo_is_of_its_schema(release: Made, standards: Path) -> None:
    from jsonschema import Draft7Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    folder = need(standards / "zenodo/invenio-rdm")
    schema, more = (
        json.loads((folder / name).read_text()) for name in ("record-v6.0.0.json", "definitions-v2.0.0.json")
    )
    plain = {
        name: {} for name in ("identifier", "identifiers_with_scheme", "scheme", "$schema", "internal-pid")
    }  # not at hand
    known = {"local://records/definitions-v2.0.0.json": more, "local://definitions-v2.0.0.json": {"files-simple": {}}, "local://definitions-v1.0.0.json": plain}  # fmt: skip
    registry = Registry().with_resources((uri, Resource(one, DRAFT7)) for uri, one in known.items())
    check = Draft7Validator(schema | {"$id": "local://records/record-v6.0.0.json"}, registry=registry)
    record = json.loads((release.released.folder / documents.ZENODO).read_text(encoding="utf-8"))
    assert list(check.iter_errors(record)) == []
    assert record["metadata"]["creators"] == [
        {"person_or_org": {"type": "organizational", "name": "The scen project"}}
    ]
    assert (
        record["metadata"]["publication_date"] == "2026-11-23"
        and "final address" in record["metadata"]["description"]
    )
    for broken in ({"titel": "x"}, {"rights": [{"link": 1}]}, {"creators": [{"person": "x"}]}):
        assert list(check.iter_errors(record | {"metadata": record["metadata"] | broken}))


def test_the_record_for_the_cloud_and_what_it_lacks(release: Made) -> None:
    record = json.loads((release.released.folder / documents.LOD_CLOUD).read_text(encoding="utf-8"))
    counts = documents.counted(release.released.folder, release.source.data.store.base)
    assert record["triples"] == counts.triples >= lod_cloud.TRIPLES
    assert {one["download_url"] for one in record["full_download"]} == {f"{HOME}{NOW}/rdf/scen.nq"}
    assert record["sparql"][0]["access_url"] == "https://portal.scen.example/sparql"
    lacking = list(lod_cloud.lacking(release.source.settings, counts))
    assert len(lacking) == 2 and "50 links" in lacking[0] and "EU authority tables 8" in lacking[0]
    many = Counts(5000, 9, (), (), (Links("http://www.wikidata.org/entity/", "x:y", 50),))
    real = release.source.settings.model_copy(update={"base_resolves": True})
    assert list(lod_cloud.lacking(real, many)) == []


def test_the_dataset_in_the_words_of_schema_org(release: Made, standards: Path) -> None:
    words = need(standards / "schema.org/30.0/schemaorg-all-https.nt").read_text(encoding="utf-8")
    for language in ("en", "sv", "nb"):
        told = schema_org.dataset(release.source, release.released, language)
        assert told["name"] == release.source.settings.title.texts[language]
        assert [one["sha256"] for one in told["distribution"]] == [
            one.sha256 for one in release.released.made
        ]

        def terms(value: object) -> Iterator[str]:
            if isinstance(value, dict):
                yield from (key for key in value if not key.startswith("@"))
                yield from [value["@type"]] if "@type" in value else []
                yield from (term for one in value.values() for term in terms(one))
            elif isinstance(value, list):
                yield from (term for one in value for term in terms(one))

        assert all(f"<https://schema.org/{term}> " in words for term in terms(told))


def test_the_score_of_the_description(release: Made, standards: Path) -> None:
    """A regression number: two of three files have a code of the EU's file types, and none has dcat:byteSize itself."""
    points = mqa.score(release.graph, str(DATASET), conforms=True)
    share = 20 + 10 + 20 + 20
    assert sum(points.values()) == pytest.approx(325 - 5 - share / 3, abs=0.05)
    space = rdflib.Namespace("https://data.norge.no/vocabulary/dcatno-mqa#")
    official = rdflib.Graph().parse(
        need(standards / "dcat-ap-no/dcatno-mqa-vocabulary-default-score-values.ttl")
    )
    weights = {
        str(metric).removeprefix(space): int(value)
        for metric, value in official.subject_objects(space.trueScore)
    }
    left_out = {"accessUrlStatusCode", "downloadUrlStatusCode", "formatMatch", "syntaxValid"}
    assert {name: value for name, value in weights.items() if name not in left_out} == mqa.WEIGHTS
    bare = rdflib.Graph()
    bare.add((DATASET, DCAT.distribution, URIRef("https://x.test/file")))
    assert sum(mqa.score(bare, str(DATASET), conforms=False).values()) == 0
    with pytest.raises(ValueError, match="no distribution"):
        mqa.score(rdflib.Graph(), str(DATASET), conforms=True)


def test_the_score_is_told_with_what_it_lacks(release: Made, standards: Path) -> None:
    """Two of three files have a code, and so 2/3 of 20 + 20 + 20 + 10 points; without the shapes their 30 are left out."""
    lost = (
        "byteSizeAvailability 0 of 5, formatAvailability 13.3 of 20, formatMediaTypeMachineInterpretable 13.3 of 20, "
        "formatMediaTypeNonProprietary 13.3 of 20, formatMediaTypeVocabularyAlignment 6.7 of 10"
    )
    for folder, got, best in ((standards, "296.7", 325), (None, "266.7", 295)):
        line = f"MQA: {got} of the {best} points (of 405) that files tell; less than full: {lost}"
        assert mqa.told(release.root, folder) == line
