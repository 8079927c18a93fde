"""Hand-overs of the network: they pass the official schemas and are read back with the same content."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scen.export import frames, gexf, graphml, igraph_graph, vivo_csv
from scen.export.attributes import EDGE, NODE, edge_ids, node_ids, of_edge, of_node
from scen.export.xml_stream import clean
from scen.graph.facts import Fact, Ref
from scen.graph.network.views import VIEWS, Edge, Filter, Network
from scen.queries.opened import open_dataset

FORMATS: dict[str, Callable[..., int]] = {"gexf": gexf.write_network, "graphml": graphml.write_network}
GEXF = f"{{{gexf.NAMESPACE}}}"
GRAPHML = f"{{{graphml.NAMESPACE}}}"
HOSTILE = (
    "\"quoted\" 'twice' & <script>alert(1)</script> ]]> <!-- -->",
    "\x00\x08\x1b[31m\ufffe\uffff", "\u202etxt.exe\u200f",
    "=HYPERLINK(1)", " two\r\nlines\tand\u2028more ", "\ud800 alone",
    "Ærø 日本 \U0001f600", "", " ", "]]>",
)  # fmt: skip


def edge(a: Ref, b: Ref, kind: str = "met", **more: Any) -> Edge:
    told = {"label": kind, "weight": 0.5, "sources": 1, "certainty": "stated", "status": "reported"} | more
    return Edge(a.iri, b.iri, kind, **told)


def agent(slug: str, label: str | None = None, kind: str = "organisation") -> Ref:
    return Ref(slug if label is None else label, f"https://x.test/id/{kind}/{slug}", kind, slug)


def fact(document: str, *lines: int, kind: str = "participation", iri: str = "", **parts: str) -> Fact:
    where = Ref(document, f"https://x.test/id/document/{document}", "document", document)
    date = parts.pop("date", "")
    return Fact(
        kind, iri or f"{document} {lines} {parts}", "stated", "reported", where, lines, (),
        parts=tuple((name, Ref(thing, thing)) for name, thing in parts.items()),
        values=(("date", date),) if date else (),
    )  # fmt: skip


A, B, C, D = (agent(name) for name in "abcd")
BOTH_WAYS = Network(
    "collaboration", (A, B, C, D),
    (
        edge(A, B, "acts-for", directed=True, facts=(fact("d1", 3, 4), fact("d2"))),
        edge(B, A, "acts-for", directed=True, first="2021-05-03", last="2021-05-03"),
        edge(A, B, "met", first="2020-01-31", last="2021-12-01", strong=True),
        edge(A, B, "met", first="2020", last="2020-02"),
        edge(B, C, "met", first="2019-02-01", last="2019-02-02", sources=3, weight=1 / 3),
        edge(C, D, "met", first="2019-02-29", last="2019-02-02"),
        edge(C, D, "co-organised", first="2021-03-02", last="2021-03-01"),
    ),
    undated=1,
)  # fmt: skip
"""Two act for each other; one tie is told twice; dates that are no days, or the wrong way round."""
STRANGE = Network(
    "collaboration",
    tuple(Ref(label, f"https://x.test/{n}", f"kind {n}", label) for n, label in enumerate(HOSTILE)),
    tuple(
        Edge(f"https://x.test/{n}", "https://x.test/0", label, label, n / 7, n, label, label)
        for n, label in enumerate(HOSTILE)
    ),
)


@pytest.fixture(scope="module")
def curated(dataset: Path) -> dict[str, Network]:
    with open_dataset(dataset) as data:
        return {view: data.network(view) for view in VIEWS}


@pytest.fixture(params=[*VIEWS, "both ways", "strange", "empty", "nobody funds"])
def network(request: pytest.FixtureRequest, curated: dict[str, Network]) -> Network:
    invented = {
        "both ways": BOTH_WAYS, "strange": STRANGE, "empty": Network("collaboration", (), ()),
        "nobody funds": Network("funding", (), ()),
    }  # fmt: skip
    return (curated | invented)[request.param]


@pytest.fixture(scope="module")
def schemas(standards: Path) -> dict[str, etree.XMLSchema]:
    parser = etree.XMLParser(no_network=True)
    paths = {"gexf": "gexf/1.3/gexf.xsd", "graphml": "graphml/graphml.xsd"}
    return {name: etree.XMLSchema(etree.parse(standards / path, parser)) for name, path in paths.items()}


def file_of(form: str, network: Network, **how: bool) -> bytes:
    out = io.BytesIO()
    assert FORMATS[form](network, out, **how) == len(network.edges)
    assert not out.closed
    return out.getvalue()


def cleaned(told: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}


def expected_nodes(network: Network) -> dict[str, dict[str, Any]]:
    ids = node_ids(network)
    return {ids[ref.iri]: cleaned(of_node(ref)) for ref in network.nodes}


def expected_edges(network: Network) -> dict[str, tuple[str, str, dict[str, Any]]]:
    ids = node_ids(network)
    return {
        name: (ids[edge.a], ids[edge.b], cleaned(of_edge(edge, network.view)))
        for name, edge in zip(edge_ids(network), network.edges, strict=True)
    }


def ends(a: str, b: str, directed: bool) -> tuple[str, ...]:
    return (a, b) if directed else tuple(sorted((a, b)))


def check_networkx(form: str, network: Network, data: bytes) -> None:
    read = {"gexf": networkx.read_gexf, "graphml": networkx.read_graphml}[form]
    graph = read(io.BytesIO(data))
    assert graph.is_directed() == (network.view != "collaboration")
    times = {"start", "end"}
    nodes = {name: {k: v for k, v in told.items() if k not in times} for name, told in graph.nodes(data=True)}
    assert nodes == expected_nodes(network)
    found = {}
    keys = graph.edges(keys=True, data=True) if graph.is_multigraph() else (
        (a, b, told["id"], told) for a, b, told in graph.edges(data=True)
    )  # fmt: skip
    for a, b, name, told in keys:
        told = {k: v for k, v in told.items() if k not in {*times, "id"}}
        found[name] = (ends(a, b, graph.is_directed()), told)
    wanted = expected_edges(network).items()
    assert found == {name: (ends(a, b, graph.is_directed()), told) for name, (a, b, told) in wanted}


def check_igraph(network: Network, data: bytes) -> None:
    igraph = pytest.importorskip("igraph")
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        file.write(data)
        file.flush()
        graph = igraph.Graph.Read_GraphML(file.name)
    nodes = {v["id"]: {name: v[name] for name in NODE} for v in graph.vs}
    assert graph.vcount() == len(network.nodes) and nodes == expected_nodes(network)
    assert graph.ecount() == len(network.edges)
    ids = [v["id"] for v in graph.vs]
    found = []  # in the order of the file, for igraph 1.0.0 mistakes ids of nodes for those of edges
    for e in graph.es:
        pair = ends(ids[e.source], ids[e.target], graph.is_directed())
        found.append((pair, {name: e[name] for name in EDGE}))
    wanted = expected_edges(network).values()
    assert found == [(ends(a, b, graph.is_directed()), told) for a, b, told in wanted]


def values(element: Any, form: str) -> dict[str, str]:
    if form == "gexf":
        return {value.get("for"): value.get("value") for value in element.iter(f"{GEXF}attvalue")}
    return {data.get("key").partition("-")[2]: data.text or "" for data in element.iter(f"{GRAPHML}data")}


def check_lxml(form: str, network: Network, data: bytes) -> None:
    space = GEXF if form == "gexf" else GRAPHML
    root = etree.fromstring(data)
    nodes, edges = root.findall(f".//{space}node"), root.findall(f".//{space}edge")
    assert [node.get("id") for node in nodes] == list(expected_nodes(network))
    for node, told in zip(nodes, expected_nodes(network).values(), strict=True):
        own = {"label": node.get("label")} if form == "gexf" else {}
        assert own | values(node, form) == told
    for element, (name, (a, b, told)) in zip(edges, expected_edges(network).items(), strict=True):
        assert (element.get("id"), element.get("source"), element.get("target")) == (name, a, b)
        own = {key: element.get(key) for key in ("label", "weight")} if form == "gexf" else {}
        found = own | values(element, form)
        types = {bool: lambda text: {"true": True, "false": False}[text], str: str, int: int, float: float}
        assert {key: types[EDGE[key]](value) for key, value in found.items()} == told
        assert form == "graphml" or element.get("kind") == told["kind"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_passes_the_official_schema(
    form: str, network: Network, schemas: dict[str, etree.XMLSchema]
) -> None:
    schemas[form].assertValid(etree.fromstring(file_of(form, network)))
    if form == "gexf":
        schemas[form].assertValid(etree.fromstring(file_of(form, network, arrows=True)))


def test_the_schemas_do_judge(schemas: dict[str, etree.XMLSchema]) -> None:
    for form, right, wrong in (
        ("gexf", b'start="2021-05-03"', b'start="3 May"'),
        ("gexf", b'type="undirected"', b'type="none"'),
        ("graphml", b'target="organisation.b"', b'target="organisation.x"'),
        ("graphml", b'attr.type="double"', b'attr.type="number"'),
    ):
        data = file_of(form, BOTH_WAYS)
        assert right in data and not schemas[form].validate(etree.fromstring(data.replace(right, wrong, 1)))


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_read_back_whole(form: str, network: Network) -> None:
    data = file_of(form, network)
    check_lxml(form, network, data)
    check_networkx(form, network, data)


def test_igraph_reads_graphml_back_whole(network: Network) -> None:
    check_igraph(network, file_of("graphml", network))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_each_time_and_in_text_files(form: str, network: Network, tmp_path: Path) -> None:
    data = file_of(form, network)
    assert file_of(form, network) == data
    out = io.StringIO()
    FORMATS[form](network, out)
    assert out.getvalue() == data.decode("utf-8")
    with (tmp_path / "file").open("w", encoding="utf-8", newline="") as text:
        FORMATS[form](network, text)
    assert (tmp_path / "file").read_bytes() == data
    with (tmp_path / "binary").open("wb") as binary:
        FORMATS[form](network, binary)
    assert (tmp_path / "binary").read_bytes() == data


LABELS = st.text(st.characters(), max_size=12) | st.sampled_from(HOSTILE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    labels=st.lists(LABELS, min_size=1, max_size=4),
    drawn=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 3),
            LABELS,
            LABELS,
            st.booleans(),
            st.floats(0, 9, allow_subnormal=False),
        ),
        max_size=6,
    ),
    view=st.sampled_from(VIEWS),
)
def test_any_label_survives(
    labels: list[str],
    drawn: list[tuple[int, int, str, str, bool, float]],
    view: str,
    schemas: dict[str, etree.XMLSchema],
) -> None:
    nodes = tuple(Ref(label, f"https://x.test/{n}", "person", label) for n, label in enumerate(labels))
    edges = []
    for a, b, kind, label, directed, weight in drawn:
        pair = nodes[a % len(nodes)].iri, nodes[b % len(nodes)].iri
        edges.append(Edge(*pair, kind, label, weight, 1, "stated", "reported", directed=directed))
    network = Network(view, nodes, tuple(edges))
    for form in FORMATS:
        data = file_of(form, network)
        assert file_of(form, network) == data
        schemas[form].assertValid(etree.fromstring(data))
        check_lxml(form, network, data)
        check_networkx(form, network, data)
    check_igraph(network, file_of("graphml", network))


# -- what a file says ------------------------------------------------------------------------------------


def gexf_edges(network: Network, **how: bool) -> list[Any]:
    return etree.fromstring(file_of("gexf", network, **how)).findall(f".//{GEXF}edge")


def test_gexf_dates_only_what_is_known_to_the_day() -> None:
    root = etree.fromstring(file_of("gexf", BOTH_WAYS))
    graph = root.find(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spans = [(e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")]
    assert spans == [
        (None, None), ("2021-05-03", "2021-05-03"), ("2020-01-31", "2021-12-01"), (None, None),
        ("2019-02-01", "2019-02-02"), (None, "2019-02-02"), (None, None),
    ]  # fmt: skip
    assert all(node.get("start") is None and node.get("end") is None for node in root.iter(f"{GEXF}node"))
    dated = Network("collaboration", (A, B, C), (BOTH_WAYS.edges[2], BOTH_WAYS.edges[4]))
    nodes = etree.fromstring(file_of("gexf", dated)).iter(f"{GEXF}node")
    assert [(node.get("label"), node.get("start"), node.get("end")) for node in nodes] == [
        ("a", "2020-01-31", "2021-12-01"), ("b", "2019-02-01", "2021-12-01"),
        ("c", "2019-02-01", "2019-02-02"),
    ]  # fmt: skip


def test_gexf_of_the_curated_network_has_its_dates(curated: dict[str, Network]) -> None:
    for network in curated.values():
        edges = gexf_edges(network)
        days = [(edge.get("start") or "", edge.get("end") or "") for edge in edges]
        assert days == [(edge.first, edge.last) for edge in network.edges]
        assert sum(day == ("", "") for day in days) == network.undated


def test_who_acts_for_whom_is_marked(curated: dict[str, Network]) -> None:
    for network in (BOTH_WAYS, curated["collaboration"]):
        acting = [n for n, edge in enumerate(network.edges) if edge.kind == "acts-for"]
        assert len(acting) >= 2
        ids = node_ids(network)
        for form, elements in (
            ("gexf", gexf_edges(network)),
            ("graphml", etree.fromstring(file_of("graphml", network)).findall(f".//{GRAPHML}edge")),
        ):
            for n, element in enumerate(elements):
                told, edge = values(element, form), network.edges[n]
                assert (told["directed"], told["principal"]) == (
                    ("true", edge.b) if n in acting else ("false", "")
                )
                assert (element.get("source"), element.get("target")) == (ids[edge.a], ids[edge.b])
                if form == "graphml":
                    assert element.get("directed") == ("1" if n in acting else "false")
        drawn = [edge.get("type") for edge in gexf_edges(network, arrows=True)]
        assert [n for n, kind in enumerate(drawn) if kind == "directed"] == acting
        assert {edge.get("type") for edge in gexf_edges(network)} == {"undirected"}
    for view in ("funding", "programme"):
        assert {edge.get("type") for edge in gexf_edges(curated[view])} == {"directed"}


def test_ids_stay_when_other_things_come_and_are_never_shared(curated: dict[str, Network]) -> None:
    network = curated["collaboration"]
    fewer = Network(network.view, network.nodes, network.edges[::2])
    assert set(edge_ids(fewer)) <= set(edge_ids(network)) and set(node_ids(network).values()) == {
        f"{ref.kind}.{ref.slug}" for ref in network.nodes
    }
    twins = (Ref("x", "https://x.test/1", "person", "x"), Ref("x", "https://x.test/2", "person", "x"))
    assert len(set(node_ids(Network("collaboration", twins, ())).values())) == 2
    assert len(set(edge_ids(BOTH_WAYS))) == len(BOTH_WAYS.edges)


def test_files_say_what_networkx_is_given(curated: dict[str, Network]) -> None:
    """`Network.to_networkx` and the files tell of each edge alike."""
    for network in (*curated.values(), BOTH_WAYS):
        told = {(a, b, t["kind"]): t for a, b, t in network.to_networkx().edges(data=True)}
        for edge in network.edges:
            found = told.get((edge.a, edge.b, edge.kind)) or told[edge.b, edge.a, edge.kind]
            if network is not BOTH_WAYS:
                assert {"principal": ""} | found == {
                    k: v for k, v in of_edge(edge, network.view).items() if k not in ("directed", "claims")
                }


# -- igraph and pandas -----------------------------------------------------------------------------------


def _no_surrogates(network: Network) -> Network:
    """The same without what cannot be encoded."""

    def mended(text: str) -> str:
        return text.encode(errors="replace").decode()

    nodes = (replace(ref, label=mended(ref.label), slug=mended(ref.slug)) for ref in network.nodes)
    told = ("kind", "label", "certainty", "status")
    edges = (replace(edge, **{name: mended(getattr(edge, name)) for name in told}) for edge in network.edges)
    return replace(network, nodes=tuple(nodes), edges=tuple(edges))


def test_igraph_and_pandas_have_everything(network: Network) -> None:
    igraph = pytest.importorskip("igraph")
    pandas = pytest.importorskip("pandas")
    if (
        network is STRANGE
    ):  # pandas keeps texts in Arrow where it is there, which holds no lone surrogate, as no store does
        network = _no_surrogates(network)
    graph = igraph_graph.to_igraph(network)
    assert isinstance(graph, igraph.Graph) and graph.is_directed() == (network.view != "collaboration")
    assert graph.vs["name"] == [ref.iri for ref in network.nodes]
    nodes, edges = frames.frames(network)
    assert isinstance(nodes, pandas.DataFrame) and (len(nodes), len(edges)) == (
        len(network.nodes),
        len(network.edges),
    )
    for vertex, row, ref in zip(graph.vs, nodes.to_dict("records"), network.nodes, strict=True):
        assert {name: vertex[name] for name in NODE} == row == of_node(ref)
    for tie, row, edge in zip(graph.es, edges.to_dict("records"), network.edges, strict=True):
        told = of_edge(edge, network.view)
        assert {name: tie[name] for name in EDGE} == {name: row[name] for name in EDGE} == told
        assert ends(row["a"], row["b"], False) == ends(*(graph.vs[n]["name"] for n in tie.tuple), False)
        assert (row["a"], row["b"]) == (edge.a, edge.b)
    assert [str(edges[name].dtype) for name in ("weight", "sources", "strong", "directed")] == [
        "float64", "int64", "bool", "bool",
    ]  # fmt: skip


# -- collaboration table ---------------------------------------------------------------------------------


def table(network: Network, iri: str) -> list[dict[str, str]]:
    out = io.StringIO()
    number = vivo_csv.write(network, iri, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == number and out.getvalue().startswith(",".join(vivo_csv.HEAD) + "\n")
    return rows


def test_joint_things_are_counted_once_with_their_years() -> None:
    e1, e2, e3 = (f"https://x.test/id/event/e{n}" for n in (1, 2, 3))
    day, year = {"first": "2019-09-16", "last": "2019-09-16"}, {"first": "2021-01-19", "last": "2021-01-19"}
    network = Network(
        "collaboration",
        (A, B, agent("c", "=1+1"), D),
        (
            edge(
                A,
                B,
                "same-programme",
                facts=(fact("d1", 1, event="s", within=e1), fact("d1", 2, event=e1)),
                **day,
            ),
            edge(
                A,
                B,
                "met",
                facts=(fact("d1", 2, event=e1), fact("d2", 7, event=e2), fact("d2", 8, event=e3)),
                **day,
            ),
            edge(A, B, "joint-action", facts=(fact("d2", 9, kind="cooperation", iri="c9"),)),
            edge(
                C, A, "same-funder", facts=(fact("d1", 5, funds="p", funder="f"), fact("d1", 6, project="p"))
            ),
            edge(A, D, "joint-action", facts=(fact("d3", kind="cooperation", iri="c3", date="2018-04"),)),
            edge(B, D, "met", facts=(fact("d9", 1, event=e2),), **year),
        ),
    )
    first, *rest = table(network, A.iri)
    assert first == {
        "other": "b", "number_of_joint_things": "4", "first_year": "2019", "last_year": "2021",
        "number_with_unknown_year": "2", "kinds": "joint-action; met; same-programme", "sources": "2",
        "evidence": "d1:1; d1:2; d2:7; d2:8; d2:9", "other_iri": B.iri,
    }  # fmt: skip
    assert [(row["other"], *list(row.values())[1:5]) for row in rest] == [
        ("'=1+1", "1", "", "", "1"), ("d", "1", "2018", "2018", "0"),
    ]  # fmt: skip
    assert rest[1]["evidence"] == "d3"
    assert table(network, "https://x.test/nobody") == []


def test_every_curated_agent_has_its_partners(curated: dict[str, Network]) -> None:
    for network in curated.values():
        partners: Counter[str] = Counter()
        for a, b in {(edge.a, edge.b) for edge in network.edges}:
            partners.update({a: 1, b: 1} if (b, a) not in partners else {})
        for ref in network.nodes:
            rows = table(network, ref.iri)
            others = {
                edge.b if edge.a == ref.iri else edge.a
                for edge in network.edges
                if ref.iri in (edge.a, edge.b)
            }
            assert {row["other_iri"] for row in rows} == others and len(rows) == len(others)
            for row in rows:
                assert int(row["number_of_joint_things"]) >= max(1, int(row["number_with_unknown_year"]))
                assert row["kinds"] and row["evidence"] and int(row["sources"]) >= 1
                assert (
                    bool(row["first_year"]) == bool(row["last_year"])
                    and row["first_year"] <= row["last_year"]
                )


def test_a_filtered_network_gives_a_filtered_table(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        everything, strong = data.network(), data.network(keep=Filter(strong=True))
    counted = {
        ref.iri: len(table(strong, ref.iri)) <= len(table(everything, ref.iri)) for ref in everything.nodes
    }
    assert all(counted.values()) and sum(len(table(strong, ref.iri)) for ref in everything.nodes) > 0


def test_two_events_of_one_tie_have_the_years_of_the_tie(curated: dict[str, Network]) -> None:
    (iri,) = (ref.iri for ref in curated["collaboration"].nodes if ref.slug == "region-stockholm")
    (row,) = (row for row in table(curated["collaboration"], iri) if row["other_iri"].endswith("/swedwatch"))
    assert (row["number_of_joint_things"], row["first_year"], row["last_year"]) == ("2", "2019", "2021")
