"""The static site's files: every page in three languages, whole by its own check, and what each file must say."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib
from conftest import ROOT, Run, edit
from lxml import etree, html
from rdflib.compare import isomorphic
from still_site import ADDRESS, WITHHELD, settings, small_dataset, small_site

from scen.export.changes.atom import FEEDS
from scen.graph.build import build
from scen.portal.still import check, data, write
from scen.portal.still.pages import Pages
from scen.queries import catalogue

LANGUAGES = ("en", "sv", "nb")
ID = "https://w3id.org/scen/id/"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small network; nobody changes it."""
    return small_site(tmp_path_factory.mktemp("still"))


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    shutil.copytree(site, tmp_path / "own")
    return tmp_path / "own"


def text(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_it_is_whole(site: Path) -> None:
    assert list(check(site)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_list_question_and_page_is_there_in_each_language(site: Path, language: str) -> None:
    things = (
        "person/ada-test",
        "person/bo-test",
        "organisation/org-a",
        "organisation/org-b",
        "event/meeting-2021",
        "document/doc-1",
    )
    pages = ("index", "people", "organisations", "documents", "questions", "coverage", "about", "licence", "privacy", "find",
             "explore", "downloads", *(f"questions/{name}" for name in catalogue.names()), *things)  # fmt: skip
    for page in pages:
        root = html.fromstring(text(site, f"{language}/{page}.html"))
        assert root.get("lang") == language, page
    assert len(html.fromstring(text(site, f"{language}/people.html")).xpath("//*[@id='rows']/tbody/tr")) == 2


def test_claims_stand_on_the_page_of_their_document(site: Path) -> None:
    links = html.fromstring(text(site, "sv/person/ada-test.html")).xpath("//a[@class='permanent']/@href")
    words = list[str]()
    for link in links:
        assert re.fullmatch(r"\.\./\.\./sv/document/doc-1\.html#claim-[0-9a-f]+", link)
        claim = link.partition("#claim-")[2]
        words += html.fromstring(text(site, "sv/document/doc-1.html")).xpath(
            f"//li[@id='claim-{claim}']//q/text()"
        )
        assert f"../../en/document/doc-1.html#claim-{claim}" in text(site, f"id/claim/{claim}.html")
    assert sorted(words) == ["Ada Test", "Ada Test, Org A"]


def test_a_question_is_answered_for_examples_and_has_no_dead_form(site: Path) -> None:
    page = html.fromstring(text(site, "en/questions/events-by-organisation.html"))
    assert page.xpath("//main//form|//main//button|//main//input") == []
    links = page.xpath("//*[@aria-labelledby='examples']//a/@href")
    assert "../../en/questions/events-by-organisation/organisation/org-a.html#answer" in links
    answer = html.fromstring(text(site, "en/questions/events-by-organisation/organisation/org-a.html"))
    assert "The Meeting" in "".join(answer.xpath("//*[@id='answer']//table//text()"))


def test_what_only_a_server_does_is_left_out_or_leads_to_the_portal(site: Path, tmp_path: Path) -> None:
    every = "".join(path.read_text(encoding="utf-8") for path in sorted((site / "en").rglob("*.html")))
    assert not re.search(r'href="(\.\./)*(en/)?(editor|sparql|oembed|api/|opensearch)', every)
    assert not re.search(r"<a\b(?![^>]*\bhref=)[^>]*>", every), "a link without an address"
    folder = small_site(tmp_path, portal="https://portal.test.example/")
    page = text(folder, "en/person/ada-test.html")
    assert 'href="https://portal.test.example/editor?query=' in page
    assert list(check(folder)) == []


def test_nothing_of_who_is_withheld_is_told(site: Path) -> None:
    for language in LANGUAGES:
        page = html.fromstring(text(site, f"{language}/person/{WITHHELD}.html"))
        said = page.xpath("string(//h1)")
        assert said == {"en": "Withdrawn", "sv": "Tillbakadragen", "nb": "Trukket tilbake"}[language]
        assert "ada" not in "".join(page.xpath("//main//text()")).lower()
    assert not (site / f"data/person/{WITHHELD}.ttl").exists()
    assert WITHHELD not in text(site, "sitemap.xml") + text(site, "static/names.js")


@pytest.mark.parametrize(("old", "new"), [("ada-old", "ada-test"), ("bo-again", "bo-test")])
def test_what_was_renamed_or_merged_leads_on(site: Path, old: str, new: str) -> None:
    for path, up, language in (
        (f"id/person/{old}.html", "../../", "en"),
        (f"nb/person/{old}.html", "../../", "nb"),
    ):
        page = html.fromstring(text(site, path))
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [
            f"0; url={up}{language}/person/{new}.html"
        ]
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}{language}/person/{new}.html"]


def test_a_name_is_never_html(site: Path) -> None:
    assert "<script>alert" not in "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert "<script>alert" not in text(site, "static/names.js") + text(site, "static/network.js")


def test_data_lie_beside_the_pages_in_four_forms_that_say_the_same(site: Path) -> None:
    graphs = [
        rdflib.Graph().parse(site / f"data/person/ada-test.{ending}", format=form)
        for ending, form in RDFLIB.items()
    ]
    assert len(graphs[0]) > 20
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])
    name = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert rdflib.Literal("Ada Test", "en") in set(
        graphs[0].objects(rdflib.URIRef(ID + "person/ada-test"), name)
    )
    page = html.fromstring(text(site, "en/person/ada-test.html"))
    assert "../../data/person/ada-test.ttl" in page.xpath("//link[@rel='alternate']/@href")


def test_every_claim_its_evidence_and_every_tie_is_in_a_file_that_its_id_names(site: Path) -> None:
    whole = rdflib.Dataset()
    whole.parse(site.parents[1] / "dataset/current/scen.nq", format="nquads")
    found, known = set(), set()
    for kind in ("claim", "evidence", "tie"):
        for path in (site / "data" / kind).glob("*.ttl"):
            graph = rdflib.Graph().parse(path, format="turtle")
            assert all(str(one).startswith(f"{ID}{kind}/{path.stem}") for one in graph.subjects())
            assert isomorphic(graph, rdflib.Graph().parse(path.with_suffix(".nt"), format="nt"))
            found |= set(graph)
        known |= {(s, p, o) for s, p, o, _ in whole.quads() if str(s).startswith(f"{ID}{kind}/")}
    assert found == known != set()


def test_addresses_are_real_and_whole_where_they_must_be(site: Path) -> None:
    tree = etree.fromstring(text(site, "sitemap.xml").encode())
    addresses = tree.xpath("//*[local-name()='loc']/text()")
    assert len(addresses) == len(set(addresses)) > 100
    for address in addresses:
        assert (site / address.removeprefix(ADDRESS)).is_file(), address
    page = html.fromstring(text(site, "nb/person/ada-test.html"))
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}nb/person/ada-test.html"]
    assert f'"mainEntityOfPage": "{ADDRESS}nb/person/ada-test.html"' in text(site, "nb/person/ada-test.html")
    assert page.xpath("//link[@rel='alternate'][@hreflang='sv']/@href") == ["../../sv/person/ada-test.html"]
    assert (site / ".nojekyll").is_file()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in text(site, "robots.txt")
    assert urlsplit(html.fromstring(text(site, "404.html")).xpath("//base/@href")[0]).path == "/deep/"


def test_placeholders_are_said_on_every_page_until_they_are_none(site: Path, tmp_path: Path) -> None:
    assert "placeholders" in html.fromstring(text(site, "en/people.html")).xpath("string(//*[@role='note'])")
    told = settings()
    real = {
        "address": "https://scen.invented-host.net/", "base_resolves": True, "publisher": told.publisher.model_copy(update={"homepage": None}),
        "contact": told.contact.model_copy(update={"email": None, "page": "https://scen.invented-host.net/contact"}), "repository": None,
    }  # fmt: skip
    folder = tmp_path / "out"
    folder.mkdir()
    write(small_dataset(tmp_path), settings(**real), folder)
    assert html.fromstring(text(folder, "en/people.html")).xpath("//*[@role='note']") == []


def test_exports_that_lie_there_are_offered(site: Path, tmp_path: Path) -> None:
    told = settings()
    here = tmp_path / "out" / "releases" / told.version
    (here / "rdf").mkdir(parents=True)
    (here / "rdf/scen.nq").write_text("<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n")
    (here / "SHA256SUMS").write_text("x\n")
    write(small_dataset(tmp_path), told, tmp_path / "out")
    links = html.fromstring(text(tmp_path / "out", "en/downloads.html")).xpath("//main//a/@href")
    assert links == [f"../releases/{told.version}/rdf/scen.nq", f"../releases/{told.version}/SHA256SUMS"]
    assert "../releases" not in text(site, "en/downloads.html")
    assert list(check(tmp_path / "out")) == []


def test_the_start_page_tells_search_engines_of_the_dataset_and_its_files(site: Path, tmp_path: Path) -> None:
    told = settings()
    here = tmp_path / "out" / "releases" / told.version
    (here / "tables").mkdir(parents=True)
    (here / "tables/things.csv").write_text("id\n", encoding="utf-8")
    sha = hashlib.sha256(b"id\n").hexdigest()
    write(small_dataset(tmp_path), told, tmp_path / "out")
    titles = {"en": "Things (CSV)", "sv": "Saker (CSV)", "nb": "Ting (CSV)"}
    for language, title in titles.items():
        page = html.fromstring(text(tmp_path / "out", f"{language}/index.html"))
        (script,) = page.xpath("//script[@type='application/ld+json']/text()")
        said = json.loads(script)
        assert said["@id"] == f"{ID.removesuffix('id/')}.well-known/void#dataset"
        assert (said["url"], said["version"]) == (ADDRESS, told.version)
        assert (said["name"], said["publisher"]["name"]) == (told.title.texts[language], "The scen project")
        assert said["distribution"] == [{
            "@type": "DataDownload", "name": title, "encodingFormat": "text/csv", "contentSize": "3 B", "sha256": sha,
            "contentUrl": f"{ADDRESS}releases/{told.version}/tables/things.csv",
        }]  # fmt: skip
        downloads = html.fromstring(text(tmp_path / "out", f"{language}/downloads.html"))
        assert downloads.xpath("//main//td/text()")[0] == title


def test_each_page_leads_to_the_feed_of_its_language_where_there_is_one(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in FEEDS.values():
        (folder / name).write_text("<feed/>", encoding="utf-8")
    write(small_dataset(tmp_path), settings(), folder)
    link = "//link[@type='application/atom+xml'][@rel='alternate']"
    for language, name in FEEDS.items():
        page = html.fromstring(text(folder, f"{language}/person/ada-test.html"))
        assert page.xpath(f"{link}/@href") == [f"../../{name}"]
        assert page.xpath(f"{link}/@hreflang") == [language]
        downloads = html.fromstring(text(folder, f"{language}/downloads.html"))
        assert f"../{name}" in downloads.xpath("//main//a/@href")
        assert html.fromstring(text(site, f"{language}/people.html")).xpath(link) == []
    assert list(check(folder)) == []


def test_the_same_data_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert digests(small_site(tmp_path)) == digests(site)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('href="../../en/people.html"', 'href="../../en/peple.html"', "broken-link"),
        ('class="skip" href="#content"', 'class="skip" href="#contents"', "broken-anchor"),
        ('href="../../en/people.html"', 'href="/en/people.html"', "absolute-link"),
        ("</head>", '<script src="https://cdn.example.org/x.js"></script></head>', "loads-elsewhere"),
        ("</head>", '<link rel="stylesheet" href="//cdn.example.org/x.css"></head>', "loads-elsewhere"),
        ("</main>", "</div></main>", "html"),
        ("</main>", '<p id="content">again</p></main>', "html"),
        ("</main>", f"<p>{Path(__file__).resolve().parents[1]}/data</p></main>", "machine-path"),
        ('http-equiv="Content-Security-Policy"', 'name="policy"', "no-policy"),
    ],
)
def test_a_planted_fault_is_found_with_file_and_rule(own: Path, old: str, new: str, rule: str) -> None:
    page = own / "en/person/ada-test.html"
    lines = page.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines, 1) if old in line)
    edit(page, old, new)
    found = list(check(own))
    assert {one.rule for one in found} == {rule}
    assert {one.place.path for one in found} == {"en/person/ada-test.html"}
    if rule not in ("no-policy", "html"):
        assert at in {one.place.line for one in found}


def test_a_style_that_loads_something_and_a_page_that_is_gone_are_found(own: Path) -> None:
    with (own / "static/portal.css").open("a", encoding="utf-8") as style:
        style.write("\na { background: url(https://cdn.example.org/x.png) }\n")
    (own / "sv/person/bo-test.html").unlink()
    rules = {(one.rule, one.place.path) for one in check(own)}
    assert ("style-loads", "static/portal.css") in rules
    assert ("broken-link", "sv/people.html") in rules


def test_claims_and_evidence_of_bulk_sources_are_in_the_data(tmp_path: Path, scen: Run) -> None:
    more = tmp_path / "more.nq"
    made = [sys.executable, "-m", "benchmarks.generate", "--triples", "8000", "--out", str(more)]
    subprocess.run(made, cwd=ROOT, check=True)
    build(out=tmp_path / "dataset")
    loaded = scen("load", more, "--dataset", tmp_path / "dataset")
    assert loaded.returncode == 0, loaded.stderr
    (tmp_path / "web").mkdir()
    pages = Pages(tmp_path / "dataset", settings(), tmp_path / "web")
    with closing(pages):
        data.write(pages.portal, [], tmp_path / "web")
    told = {line.split(" ", 1)[0] for line in more.read_text(encoding="utf-8").splitlines()}
    wanted = {iri for iri in told if iri.startswith((f"<{ID}claim/", f"<{ID}evidence/")) and "#" not in iri}
    assert len(wanted) > 100
    for iri in wanted:
        kind, name = iri.removeprefix(f"<{ID}").rstrip(">").split("/")
        assert f"{iri} " in (tmp_path / f"web/data/{kind}/{name[:2]}.nt").read_text(encoding="utf-8")
