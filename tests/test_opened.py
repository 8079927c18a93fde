"""`scen.open` as people use it in Python and notebooks: cells, tables, data frames, the rdflib view, closing.

What does not depend on where a dataset is kept is asked of its folder and of a real SPARQL server alike.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from math import inf, isnan
from pathlib import Path
from typing import Any

import pytest
import rdflib
from endpoint import Endpoint
from pyoxigraph import Triple
from rdflib.namespace import FOAF, RDF, SKOS

import scen
from scen.graph.errors import (
    DatasetError,
    EndpointError,
    NotFound,
    QueryError,
    QuestionError,
    ScenError,
    SettingError,
)
from scen.graph.facts import Fact, Ref
from scen.graph.network.filter import Filter
from scen.ontology.prefixes import NS
from scen.queries.opened import OpenDataset
from scen.queries.table import Table, text

SWEDWATCH = f"{NS}id/organisation/swedwatch"


@pytest.fixture(scope="module")
def server(dataset: Path) -> Iterator[Endpoint]:
    with Endpoint(dataset / "scen.nq") as running:
        yield running


@pytest.fixture(params=["folder", "server"])
def data(request: pytest.FixtureRequest, dataset: Path, server: Endpoint) -> Iterator[OpenDataset]:
    with scen.open(dataset if request.param == "folder" else server.url) as opened:
        yield opened


# -- asking ----------------------------------------------------------------------------------------------


def test_everything_from_one_object(data: OpenDataset, documents: Path) -> None:
    posts = data.ask("posts-of-person", person="Björn Claeson")
    watch = f"{NS}id/organisation/electronics-watch"
    assert posts[0].organisation == Ref("Electronics Watch", watch, "organisation", "electronics-watch")
    (fact,) = posts[0].claim
    assert (
        isinstance(fact, Fact) and fact.document.kind == "document" and fact.lines == (26, 30) and fact.words
    )
    assert data.select("SELECT ?s { ?s a foaf:Person }").columns == ("s",)
    assert data.holds("ASK { ?s a foaf:Person }") is True
    triples = data.construct("CONSTRUCT { ?s a foaf:Person } WHERE { ?s a foaf:Person ; ?p ?o }")
    assert triples == sorted(set(triples), key=str) and all(isinstance(triple, Triple) for triple in triples)
    assert len(triples) == len(data.select("SELECT DISTINCT ?s { ?s a foaf:Person }"))
    assert data.find("björn")[0].label == data.show("Bjorn Claeson").thing.label == "Björn Claeson"
    assert data.path("Björn Claeson", "Electronics Watch").hops
    assert (
        data.network().edges
        and data.first("person", 3)[0].kind == "person"
        and len(data.first("person", 3)) == 3
    )
    texts = data.texts(documents)
    assert len(texts) == 5 and all(isinstance(line, str) for lines in texts.values() for line in lines)
    assert "posts-of-person" in {question.name for question in data.questions}


def test_the_language_of_names(dataset: Path, server: Endpoint) -> None:
    for source in (dataset, str(dataset), server.url):
        for language, name in (
            ("en", "Key Performance Indicators"),
            ("sv", "nyckeltal"),
            ("nb", "nøkkeltall"),
        ):
            with scen.open(source, language=language) as opened:
                assert opened.show("nyckeltal").thing.label == opened.find("nyckeltal")[0].label == name
                (row,) = opened.select(f"SELECT (<{NS}id/topic/key-performance-indicators> AS ?x) {{}}")
                assert row.x.label == name


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda data: data.select("ASK {}"), QueryError),
        (lambda data: data.holds("SELECT * {}"), QueryError),
        (lambda data: data.construct("SELECT * {}"), QueryError),
        (lambda data: data.select("DROP ALL"), QueryError),
        (lambda data: data.ask("post-of-person"), QuestionError),
        (lambda data: data.ask("posts-of-person"), QuestionError),
        (lambda data: data.ask("posts-of-person", persn="x"), QuestionError),
        (lambda data: data.ask("./none.rq"), QuestionError),
        (lambda data: data.ask("a\0.rq"), QuestionError),
        (lambda data: data.show("nobody at all"), NotFound),
        (lambda data: data.show("\ud800"), NotFound),
        (lambda data: data.path("Björn Claeson", "event/amsterdam-conference"), NotFound),
    ],
)
def test_mistakes_are_errors_of_ours(
    data: OpenDataset, ask: Callable[[OpenDataset], Any], error: type[Exception]
) -> None:
    with pytest.raises(error) as wrong:
        ask(data)
    assert isinstance(wrong.value, ScenError) and str(wrong.value)


ABOUT_TIES: dict[str, Callable[[OpenDataset, Filter], Any]] = {
    "path": lambda data, keep: data.path("Leah Butler", "Kathleen McCaughey", keep=keep),
    "partners": lambda data, keep: data.partners("iclei", keep=keep),
    "interlocks": lambda data, keep: data.interlocks("iclei", "swedwatch", keep=keep),
    "introductions": lambda data, keep: data.introductions("somo", keep=keep),
    "years": lambda data, keep: data.years(keep=keep),
    "between": lambda data, keep: data.between(2020, 2021, keep=keep),
    "network": lambda data, keep: data.network(keep=keep),
    "measures": lambda data, keep: data.measures(keep=keep),
    "coverage": lambda data, keep: data.coverage(keep),
}


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        (Filter(since="hello"), "since: 'hello' is no date; write '2020-12-10', '2020-12' or '2020'"),
        (Filter(until="2020-13"), "until: '2020-13' is no date; write '2020-12-10', '2020-12' or '2020'"),
        (Filter(since="2021", until="2020-12"), "since: 2021 is after until 2020-12"),
        (Filter(kinds=frozenset({"nope", "met"})), "kinds: no kind 'nope'; "),
        (Filter(kinds=frozenset({"speaker"})), "kinds: no kind 'speaker'; "),
        (Filter(certainty=frozenset({"statd"})), "certainty: no certainty 'statd'; did you mean 'stated'?"),
        (Filter(status=frozenset({"ended", "x"})), "status: no status 'x'; there are reported, ended, announced"),
        (Filter(agents=frozenset({"municipalty"})), "agents: no kind of agent 'municipalty'; did you mean"),
        (Filter(sources=0), "sources: at least 1, not 0"),
        (Filter(strongest=-1), "strongest: at least 0, not -1"),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused_by_every_question(
    dataset: Path, keep: Filter, message: str
) -> None:
    with scen.open(dataset) as opened:
        for name, ask in ABOUT_TIES.items():
            if keep.strongest and name not in STRONGEST:
                continue
            with pytest.raises(SettingError) as wrong:
                ask(opened, keep)
            assert str(wrong.value).startswith(message) and "\n" not in str(wrong.value), name


STRONGEST = ("network", "measures", "coverage")


@pytest.mark.parametrize("name", ABOUT_TIES)
def test_no_field_of_a_filter_is_ignored_in_silence(data: OpenDataset, name: str) -> None:
    keep = Filter(strongest=1)
    if name in STRONGEST:
        assert ABOUT_TIES[name](data, keep) != ABOUT_TIES[name](data, Filter())
        return
    with pytest.raises(SettingError, match="^strongest: is for network, measures and coverage alone"):
        ABOUT_TIES[name](data, keep)


@pytest.mark.parametrize("view", ["funding", "programme"])
@pytest.mark.parametrize(
    "keep",
    [
        Filter(agents=frozenset({"person"})),
        Filter(about=frozenset({"Luleå"})),
        Filter(strong=True),
        Filter(strongest=1),
    ],
)
def test_what_chooses_ties_is_refused_where_there_are_none(
    data: OpenDataset, view: str, keep: Filter
) -> None:
    with pytest.raises(SettingError, match=f"chooses ties; there are none in the view {view}$"):
        data.network(view, keep)


def test_each_view_has_kinds_of_its_own(data: OpenDataset) -> None:
    speakers = data.network("programme", Filter(kinds=frozenset({"speaker"})))
    assert {edge.kind for edge in speakers.edges} == {"speaker"}
    assert data.network("funding", Filter(kinds=frozenset({"funds"}))).edges
    with pytest.raises(SettingError, match="^kinds: no kind 'met'; there are funds$"):
        data.network("funding", Filter(kinds=frozenset({"met"})))
    with pytest.raises(SettingError, match="^view: no view 'nope'"):
        data.network("nope", Filter(kinds=frozenset({"met"}), strongest=1))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda data: data.partners("iclei", limit=-1), "limit: at least 0, not -1"),
        (lambda data: data.partners("iclei", times=0), "times: at least 1, not 0"),
        (lambda data: data.interlocks("iclei", "swedwatch", limit=-1), "limit: at least 0, not -1"),
        (lambda data: data.introductions("somo", through=0), "through: at least 1, not 0"),
        (lambda data: data.introductions("somo", limit=-2), "limit: at least 0, not -2"),
        (lambda data: data.years("iclei", limit=-1), "limit: at least 0, not -1"),
        (lambda data: data.years(first=2021, last=2020), "first: 2021 is after last 2020"),
        (lambda data: data.between(2020, 2021, limit=-1), "limit: at least 0, not -1"),
    ],
)
def test_numbers_at_the_edge_are_refused(
    data: OpenDataset, ask: Callable[[OpenDataset], Any], message: str
) -> None:
    with pytest.raises(SettingError) as wrong:
        ask(data)
    assert str(wrong.value) == message


def test_a_limit_of_none_and_of_nothing(data: OpenDataset) -> None:
    """ICLEI has 13 partners; 0 tells none of them, but how many there are."""
    everybody, nobody = data.partners("iclei"), data.partners("iclei", limit=0)
    assert (len(everybody), len(nobody), nobody.number) == (13, 0, 13)
    assert (data.between(2020, 2021, limit=0).new[:], data.introductions("somo", limit=0)[:]) == ((), ())


# -- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("5", 5), ("-5", -5), ("1.50", Decimal("1.50")), ("1e3", 1000.0), ("true", True),
        ("'5'", "5"), ("'a'@sv", "a"),
        ("'2020-12-10'^^xsd:date", date(2020, 12, 10)), ("'0'^^xsd:boolean", False),
        ("'INF'^^xsd:double", inf),
        ("'-.5'^^xsd:decimal", Decimal("-0.5")), ("'2020'^^xsd:gYear", "2020"), ("'x'^^<http://x/y>", "x"),
        # not written as their type wants: as they are
        ("'maybe'^^xsd:boolean", "maybe"), ("'1_0'^^xsd:integer", "1_0"), ("'\u0663'^^xsd:integer", "\u0663"),
        ("'20200101'^^xsd:date", "20200101"), ("'2020-13-01'^^xsd:date", "2020-13-01"),
        ("'x'^^xsd:integer", "x"),
        ("'Infinity'^^xsd:decimal", "Infinity"), ("''^^xsd:integer", ""),
    ],
)  # fmt: skip
def test_cells_have_types(data: OpenDataset, term: str, value: Any) -> None:
    (row,) = data.select(f"SELECT ({term} AS ?x) {{}}")
    assert row == (value,) and type(row.x) is type(value)


def test_other_cells(data: OpenDataset) -> None:
    (row,) = data.select(
        f"SELECT (<{SWEDWATCH}> AS ?thing) (scen:organiser AS ?concept) (<http://x/y> AS ?other) ?none "
        "('NaN'^^xsd:double AS ?n) "
        "(BNODE() AS ?b) ('no claim' AS ?claim) (<http://x/y> AS ?claims) {}"
    )
    assert row.thing == Ref("Swedwatch", SWEDWATCH, "organisation", "swedwatch")
    assert row.concept.label == "organiser" and row.other == Ref("http://x/y", "http://x/y")
    assert row.none is None and isnan(row.n) and row.b.startswith("_:") and row.claim == row.claims == ()


# -- tables ----------------------------------------------------------------------------------------------


def test_rows_are_named_tuples_whatever_the_columns(data: OpenDataset) -> None:
    table = data.select("SELECT (1 AS ?class) (2 AS ?_x) (3 AS ?ok) (4 AS ?é) (5 AS ?count) (6 AS ?2) {}")
    (row,) = table
    assert row == (1, 2, 3, 4, 5, 6) and (row.ok, row.é) == (3, 4)
    assert table.columns == ("class", "_x", "ok", "é", "count", "2")
    assert list(table.to_pandas().iloc[0]) == [1, 2, 3, 4, 5, 6]


def test_tables_are_sequences(data: OpenDataset) -> None:
    table = data.select("SELECT ?n { VALUES ?n { 1 2 3 4 } } ORDER BY ?n")
    assert [row.n for row in table] == [row.n for row in table[:]] == [1, 2, 3, 4] and len(table) == 4
    assert (
        table[-1].n == 4
        and [row.n for row in table[1:3]] == [2, 3]
        and [row.n for row in table[::-2]] == [4, 2]
    )
    assert (2,) in table and table.index((3,)) == 2 and [row.n for row in reversed(table)] == [4, 3, 2, 1]
    with pytest.raises(IndexError):
        table[4]
    assert list(data.select("SELECT * {}")) == [()] and not data.select("SELECT ?x { FILTER(false) }")


def test_data_frames(data: OpenDataset) -> None:
    table = data.ask("posts-of-person", person="Björn Claeson")
    frame = table.to_pandas()
    assert list(frame.columns[:3]) == ["organisation", "organisation_iri", "title"] and len(frame) == len(
        table
    )
    assert {"document", "lines", "words"} <= set(frame.columns)
    assert (
        frame.organisation_iri[0] == table[0].organisation.iri and "26" in frame.lines[0] and frame.words[0]
    )
    assert {"lines", "words"} & set(table.to_pandas(with_sources=False).columns) == {"lines"}
    empty = data.ask("posts-of-person", person="http://example.org/nobody").to_pandas()
    assert len(empty) == 0 and "organisation" in empty.columns
    numbers = data.select("SELECT ?n { VALUES ?n { 1 2 } }").to_pandas()
    assert numbers.n.sum() == 3 and numbers.n.dtype == int


class Page(HTMLParser):
    """The tags, links and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.links, self.words = set[str](), list[str](), list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href", "colspan"}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


PARTS = {"table", "thead", "tbody", "tr", "th", "td", "a"}
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='x'>",
    "a & b",
    "'",
    "&lt;b&gt;",
    "</td></table>",
    "<!--",
    "]]>",
]


@pytest.mark.parametrize("label", HOSTILE)
def test_html_shows_hostile_text_as_text(label: str) -> None:
    table = Table((label, "x"), [(Ref(label, f"https://example.org/{label}"), label), (None, label)])
    page = Page(table._repr_html_())
    assert page.tags <= PARTS and page.links == [f"https://example.org/{label}"]
    assert "".join(page.words) == f"{label}x{label}{label}{label}"


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "JavaScript://x", "data:text/html,x", "vbscript:x", "file:///x", "//x"]
)
def test_html_links_only_what_is_of_the_web(iri: str) -> None:
    page = Page(Table(("x",), [(Ref("label", iri),)])._repr_html_())
    assert page.links == [] and page.words == ["x", "label"]


def test_html_of_answers(data: OpenDataset) -> None:
    page = Page(data.ask("posts-of-person", person="Björn Claeson")._repr_html_())
    assert f"{NS}id/organisation/electronics-watch" in page.links and page.tags <= PARTS
    assert "line" in "".join(page.words) and "Electronics Watch" in page.words
    page = Page(data.select("SELECT ('<b>' AS ?x) (<javascript:alert(1)> AS ?y) {}")._repr_html_())
    assert page.words == ["x", "y", "<b>", "javascript:alert(1)"] and page.links == []
    assert "no record" in Page(data.select("SELECT ?x { FILTER(false) }")._repr_html_()).words


def test_text_of_cells() -> None:
    cells = (None, True, 0, date(2020, 1, 2), Decimal("1.0"), ())
    assert [text(cell) for cell in cells] == ["", "true", "0", "2020-01-02", "1.0", ""]


# -- rdflib ----------------------------------------------------------------------------------------------


@pytest.fixture
def view(data: OpenDataset) -> Iterator[rdflib.Graph]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it advises against
        yield data.rdflib()


def test_the_rdflib_view_reads(view: rdflib.Graph, data: OpenDataset) -> None:
    people = {ref.iri for (ref,) in data.select("SELECT DISTINCT ?s { ?s a foaf:Person }")}
    assert len(view) >= sum(row.n for row in data.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?o } }"))
    assert {str(person) for person in view.subjects(RDF.type, FOAF.Person)} == people
    found = view.query("SELECT ?p ?name { ?p a foaf:Person ; skos:prefLabel ?name ; scen:none* ?p }")
    assert {str(row["p"]) for row in found} == people and {row["name"].language for row in found} <= {
        "en",
        "sv",
        "nb",
    }
    assert view.query("ASK { ?s a foaf:Person }").askAnswer is True
    made = view.query("CONSTRUCT { ?s a foaf:Person } WHERE { ?s a foaf:Person }").graph
    assert made is not None and len(made) == len(people)
    watch = rdflib.URIRef(SWEDWATCH)
    assert str(view.value(watch, SKOS.prefLabel)) == "Swedwatch"
    assert (watch, RDF.type, FOAF.Agent) in view and (watch, RDF.type, FOAF.Person) not in view
    bound = view.query("SELECT ?who ?name { ?who skos:prefLabel ?name }", initBindings={"who": watch})
    assert "Swedwatch" in {str(row["name"]) for row in bound}


def test_the_rdflib_view_knows_graphs(view: rdflib.Dataset, data: OpenDataset) -> None:
    graphs = {
        ref.iri: n
        for ref, n in data.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    }
    named = {
        str(graph.identifier)
        for graph in view.graphs()
        if graph.identifier != rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    }
    assert named == set(graphs)
    entities = rdflib.URIRef(f"{NS}graph/entities")
    assert len(view.graph(entities)) == graphs[str(entities)]


def test_the_rdflib_view_cannot_be_written(view: rdflib.Dataset, data: OpenDataset) -> None:
    before = len(view)
    triple = (FOAF.Person, RDF.type, FOAF.Person)
    for write in (
        lambda: view.add(triple),
        lambda: view.remove((None, RDF.type, None)),
        lambda: view.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: view.update("INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }"),
        lambda: view.graph(rdflib.URIRef(f"{NS}graph/entities")).add(triple),
        lambda: view.parse(data="<http://x/a> <http://x/b> <http://x/c> .", format="turtle"),
    ):
        with pytest.raises(Exception, match="(?i)read.?only|read-write"):
            write()
    assert len(view) == before and triple not in view


def test_the_rdflib_view_of_a_server_asks_as_we_do(dataset: Path) -> None:
    with (
        Endpoint(dataset / "scen.nq") as server,
        scen.open(server.url.replace("//", "//me:secret@") + "?key=1") as data,
    ):
        assert len(list(data.rdflib().query("SELECT ?s { ?s a foaf:Person }")))
        sent = server.requests[-1]
        assert sent.graphs and sent.headers["Authorization"] and sent.parameters["key"] == ["1"]
        with pytest.raises(QueryError, match="line 2, column 13: not SPARQL from '= 1"):
            data.rdflib().query("SELECT ?s {\n  ?s a ?p . = 1 }\nORDER BY ?s LIMIT 10")


# -- opening and closing ---------------------------------------------------------------------------------


def test_a_closed_dataset_says_so(data: OpenDataset) -> None:
    data.find("a")
    data.close()
    data.close()
    for use in (
        lambda: data.ask("contradictions"), lambda: data.select("SELECT * {}"), lambda: data.find("a"),
        lambda: data.show("iclei"), lambda: data.network(), lambda: data.path("iclei", "swedwatch"),
        lambda: data.rdflib(), lambda: data.first(),
    ):  # fmt: skip
        with pytest.raises(ScenError, match="the dataset was closed"):
            use()


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="scen build"):
        scen.open(tmp_path / "none")
    with pytest.raises(EndpointError, match="begins with http://"):
        scen.open("ftp://example.org/sparql")
    with pytest.raises(EndpointError, match="begins with http://"):
        scen.open("http://")
    with (
        scen.open("http://scen.invalid/sparql") as data,
        pytest.raises(EndpointError, match="no server of that name"),
    ):
        data.ask("contradictions")


def test_nothing_is_left_behind(data: OpenDataset, recwarn: pytest.WarningsRecorder) -> None:
    rows = data.rows("contradictions", {})
    next(rows.rows)
    data.find("a")
    data.close()
    del rows, data
    gc.collect()
    assert not [str(warning.message) for warning in recwarn if issubclass(warning.category, ResourceWarning)]
