"""The JSON API of a real portal: right answers, each with its lines; its description; and what a stranger might send."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import jsonschema
import pytest
from conftest import Run
from portal_server import portal_server

from scen.portal import openapi
from scen.portal.api import networks
from scen.portal.api.operations import Parameter
from scen.portal.api.table import TABLE, all_operations

BASE = "https://w3id.org/scen/id/"
Get = Callable[..., Any]


@pytest.fixture(scope="module")
def address(dataset: Path) -> Iterator[str]:
    with portal_server(dataset) as running:
        yield running


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


@pytest.fixture
def get(client: httpx.Client, description: dict[str, Any]) -> Get:
    """What is answered; it must be 200 and of the schema that the description names."""

    def get(path: str, **given: Any) -> Any:
        answer = client.get(
            path, params={name.strip("_").replace("_", "-"): value for name, value in given.items()}
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        told = description["paths"].get(path) or next(
            one for pattern, one in description["paths"].items()
            if "{" in pattern and path.startswith(pattern.partition("{")[0])
        )  # fmt: skip
        schema = told["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator({**schema, "components": description["components"]}).validate(
            answer.json()
        )
        return answer.json()

    return get


def _refused(client: httpx.Client, path: str, status: int = 400) -> dict[str, Any]:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), (
        answer.text
    )
    found: dict[str, Any] = answer.json()
    assert "\n" not in found["detail"]
    assert found["status"] == status
    return found


# -- answers -----------------------------------------------------------------------------------------------


def test_search(get: Get) -> None:
    found = get("/api/search", q="luleå")
    assert [(one["kind"], one["slug"]) for one in found["things"][:2]] == [
        ("place", "lulea"),
        ("event", "lulea-seminar-2019"),
    ]
    assert found["more"] is False
    first = get("/api/search", q="l", limit=1)
    assert (len(first["things"]), first["more"]) == (1, True)
    assert {one["kind"] for one in get("/api/search", q="swed", kind="organisation,place")["things"]} == {
        "organisation",
        "place",
    }
    assert get("/api/search", q="no such name anywhere")["things"] == []
    invitation = "Välkommen på seminarium 16 september i Luleå"
    assert (
        get("/api/search", q="swedwatch lulea", kind="document", lang="sv")["things"][0]["label"]
        == invitation
    )


def test_search_gives_what_scen_find_gives(get: Get, scen: Run, dataset: Path) -> None:
    printed = json.loads(scen("find", "ict", "--format", "json", "--dataset", dataset).stdout)
    assert get("/api/search", q="ict")["things"] == printed


def test_a_thing_with_the_lines_of_its_facts(get: Get) -> None:
    found = get("/api/thing/person/linda-scott-jakobsson")
    assert found["thing"]["iri"] == f"{BASE}person/linda-scott-jakobsson"
    post = next(fact for fact in found["facts"] if fact["kind"] == "membership")
    assert post["document"]["slug"] == "procurement-events-2020"
    assert post["lines"] == [147, 171]
    assert "Linda Scott Jakobsson, Swedwatch" in post["words"]
    assert (post["status"], post["certainty"]) == ("reported", "stated")
    assert ["organisation", "swedwatch"] in [[part, thing["slug"]] for part, thing in post["parts"]]
    assert post["iri"].startswith(f"{BASE}claim/")


def test_what_contradicts_a_claim_is_with_it(get: Get) -> None:
    dispute = get("/api/questions/contradictions")["rows"][0]
    claims = [one["iri"] for value in dispute.values() if isinstance(value, list) for one in value]
    thing = next(
        value
        for value in dispute.values()
        if isinstance(value, dict) and value["kind"] in ("event", "session", "organisation", "person")
    )
    facts = get(f"/api/thing/{thing['kind']}/{thing['slug']}")["facts"]
    assert [fact["disputes"] for fact in facts if fact["iri"] in claims and fact["disputes"]]


def test_partners_are_those_of_the_command_line(get: Get, scen: Run, dataset: Path) -> None:
    printed = json.loads(
        scen("partners", "iclei", "--times", 2, "--format", "json", "--dataset", dataset).stdout
    )
    found = get("/api/partners/organisation/iclei", times=2)
    assert [(one["other"]["slug"], one["first"], one["last"]) for one in found["partners"]] == [
        ("region-stockholm", "2020", "2021")
    ]
    assert [fact["lines"] for edge in found["partners"][0]["edges"] for fact in edge["facts"]]
    assert _without_words(found) == printed
    strong = get("/api/partners/organisation/iclei", kinds="strong")["partners"]
    assert strong
    assert all(kind["strong"] for one in strong for kind in one["kinds"])
    assert get("/api/partners/organisation/iclei", limit=1)["number"] == 13


def _without_words(value: Any) -> Any:
    """The same without the sentences, which the command line does not give."""
    if isinstance(value, dict):
        return {name: _without_words(one) for name, one in value.items() if name != "says"}
    return [_without_words(one) for one in value] if isinstance(value, list) else value


def test_paths(get: Get) -> None:
    found = get("/api/path", from_="Leah Butler", to="City of Stavanger", k=2)
    chains = [[(hop["kind"], hop["end"]["slug"]) for hop in chain["hops"]] for chain in found["chains"]]
    assert chains == [
        [("same-programme", "elin-severholt"), ("member", "city-of-stavanger")],
        [("member", "responsible-mineral-initiative"), ("represented-at-same-event", "city-of-stavanger")],
    ]
    assert all(
        hop["facts"] and all(fact["lines"] for fact in hop["facts"])
        for chain in found["chains"]
        for hop in chain["hops"]
    )
    none = get("/api/path", from_="Leah Butler", to="City of Stavanger", within=1)
    assert none["chains"] == []
    assert none["nearest"]["longer"]["hops"]


def test_the_pages_of_the_network_make_the_whole(get: Get, dataset: Path) -> None:
    pages, offset = [], 0
    while True:
        page = get("/api/network", limit=37, offset=offset)
        pages.append(page)
        offset += 37
        if not page["more"]:
            break
    edges = [edge for page in pages for edge in page["edges"]]
    from scen.queries.opened import open_dataset

    with open_dataset(dataset) as data:
        whole = data.network()
    assert [len(page["edges"]) for page in pages] == [37, 37, 26]
    assert {page["number"] for page in pages} == {100}
    assert {page["undated"] for page in pages} == {whole.undated}
    assert sorted((edge["a"], edge["b"], edge["kind"]) for edge in edges) == [
        (edge.a, edge.b, edge.kind) for edge in whole.edges
    ]
    assert {thing["iri"] for page in pages for thing in page["nodes"]} == {ref.iri for ref in whole.nodes}
    assert all(fact["lines"] for edge in edges for fact in edge["facts"])


def test_filters_are_those_of_the_command_line(get: Get, dataset: Path) -> None:
    from scen.graph.network.filter import Filter
    from scen.queries.opened import open_dataset

    given: list[tuple[dict[str, Any], Filter]] = [
        ({"kinds": "same-programme,met"}, Filter(kinds=frozenset({"same-programme", "met"}))),
        ({"kinds": "strong"}, Filter(strong=True)),
        ({"status": "reported", "certainty": "stated"}, Filter(status=frozenset({"reported"}), certainty=frozenset({"stated"}))),
        ({"since": "2020-12", "until": "2020"}, Filter(since="2020-12", until="2020")),
        ({"as_of": "2019", "without_undated": "true"}, Filter(until="2019", undated=False)),
        ({"agents": "municipality"}, Filter(agents=frozenset({"municipality"}))),
        ({"about": ["Make ICT Fair", "lulea"]}, Filter(about=frozenset({"make-ict-fair", "place/lulea"}))),
        ({"min_sources": "2"}, Filter(sources=2)),
        ({"strongest": "1"}, Filter(strongest=1)),
    ]  # fmt: skip
    given[6][0]["about"] = ["make-ict-fair", "place/lulea"]
    with open_dataset(dataset) as data:
        for query, keep in given:
            right = data.network("collaboration", keep)
            found = get("/api/network", limit=1000, **query)
            told = [(edge["a"], edge["b"], edge["kind"]) for edge in found["edges"]]
            assert sorted(told) == [(edge.a, edge.b, edge.kind) for edge in right.edges], query


def test_other_views(get: Get) -> None:
    funding = get("/api/network", view="funding")
    assert (funding["number"], {edge["kind"] for edge in funding["edges"]}) == (9, {"funds"})
    speakers = get("/api/network", view="programme", kinds="speaker", limit=1000)
    assert {edge["kind"] for edge in speakers["edges"]} == {"speaker"}


def test_a_network_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, dataset: Path) -> None:
    from scen.graph.errors import SettingError
    from scen.queries.opened import open_dataset

    operation = next(one for one in TABLE if one.name == "network")
    monkeypatch.setattr(networks, "MOST", 99)
    with (
        open_dataset(dataset) as data,
        pytest.raises(SettingError, match="more than 99 ties, too many to tell here; add strongest=10"),
    ):
        operation.answer(data, operation.given({}, []))


def test_who_funds_make_ict_fair_and_where_is_that_written(get: Get) -> None:
    rows = get("/api/questions/funders-of-project", project="make ict fair")["rows"]
    found = {
        (row["funder"]["label"], claim["document"]["slug"], tuple(claim["lines"]))
        for row in rows if row["item"]["slug"] == "make-ict-fair" for claim in row["claim"]
    }  # fmt: skip
    assert found == {
        ("European Union", "swedwatch-lulea-2019", (50, 54)), ("European Union", "procurement-events-2020", (26, 175)),
        ("European Union", "procurement-events-2020", (128,)), ("Sida", "procurement-events-2020", (173, 175)),
        ("Sida", "swedwatch-lulea-2019", (50, 54)),
    }  # fmt: skip


def test_questions(get: Get, client: httpx.Client) -> None:
    told = {one["name"]: one for one in get("/api/questions", lang="sv")["questions"]}
    (parameter,) = told["funders-of-project"]["parameters"]
    assert (parameter["name"], parameter["required"], parameter["kinds"]) == ("project", True, ["project"])
    assert told["counts-by-year"]["counts"] is True
    years = get("/api/questions/counts-by-year")
    assert [(row["year"], row["events"]) for row in years["rows"]] == [(2019, 1), (2020, 4), (2021, 1)]
    page = get("/api/questions/counts-by-year", limit=1, offset=1)
    assert (page["rows"], page["more"]) == ([years["rows"][1]], True)
    free = [one for one in told.values() if not any(each["required"] for each in one["parameters"])]
    assert len(free) > 10
    for one in free:
        rows = get(f"/api/questions/{one['name']}", limit=20)["rows"]
        claims = [
            fact for row in rows for name, cell in row.items() if name.startswith("claim") for fact in cell
        ]
        assert one["counts"] or not rows or all(fact["lines"] for fact in claims) and claims, one["name"]


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/search", 400, "q: is needed"),
        ("/api/search?q=", 400, "q: is empty"),
        ("/api/search?q=a&q=b", 400, "q: is given twice"),
        ("/api/search?q=a%00b", 400, "q: holds what is no text"),
        ("/api/search?q=a&kind=prson", 400, "kind: no 'prson'; did you mean 'person'?"),
        ("/api/search?q=a&limit=0", 400, "limit: a whole number from 1 to 100, not '0'"),
        ("/api/search?q=a&limit=1e9", 400, "limit: a whole number from 1 to 100, not '1e9'"),
        ("/api/search?q=a&limt=1", 400, "query: no parameter 'limt'; did you mean 'limit'?"),
        ("/api/search?q=a&lang=de", 400, "lang: no 'de'; there are en, sv, nb"),
        ("/api/search?q=" + "a" * 201, 400, "q: is longer than 200 characters"),
        ("/api/thing/organisation/swedwach", 404, "no record of 'organisation/swedwach'"),
        ("/api/thing/nothing/swedwatch", 400, "kind: no 'nothing'; there are "),
        ("/api/thing/person/..%2f..%2fetc", 404, ""),
        ("/api/partners/event/lulea-seminar-2019", 400, "kind: no 'event'; "),
        ("/api/path?from=sweden&to=iclei", 400, "'sweden' names 4 things; say which by its id"),
        ("/api/path?from=xqzw&to=iclei", 404, "no record of 'xqzw'"),
        ("/api/network?kinds=co-organized", 400, "kinds: no kind 'co-organized'; did you mean 'co-organised'?"),
        ("/api/network?status=anounced", 400, "status: no 'anounced'; did you mean 'announced'?"),
        ("/api/network?agents=prson", 400, "agents: no kind of agent 'prson'; did you mean 'person'?"),
        ("/api/network?since=2020-14", 400, "since: '2020-14' is no date; write 2020-12-10, 2020-12 or 2020"),
        ("/api/network?since=2021&until=2020", 400, "since: 2021 is after until 2020"),
        ("/api/network?until=2021&as-of=2020", 400, "as-of: is the same as until; give one"),
        ("/api/network?view=funding&about=lulea", 400, "about: chooses ties; there are none in the view funding"),
        ("/api/network?without-undated=yes", 400, "without-undated: true or false, not 'yes'"),
        ("/api/network?about=xqzw", 404, "no record of 'xqzw'"),
        ("/api/questions/funder-of-project", 404, "no question 'funder-of-project'; did you mean 'funders-of-project'?"),
        ("/api/questions/..%2f..%2fx.rq", 404, ""),
        ("/api/questions/%2fetc%2fpasswd.rq", 404, ""),
        ("/api/questions/funders-of-project", 400, "project: is needed"),
        ("/api/questions/events-on-day?day=10.12.2020", 400, "day of question events-on-day: '10.12.2020' is no date"),
        ("/api/questions/funders-of-project?project=x%22%3E%20.%20%7D%20DROP%20ALL", 404, "no record of "),
        ("/api/nothing", 404, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_line(
    client: httpx.Client, path: str, status: int, detail: str
) -> None:
    assert _refused(client, path, status)["detail"].startswith(detail)


def test_candidates_are_told(client: httpx.Client) -> None:
    found = _refused(client, "/api/path?from=swedwach&to=iclei", 404)
    assert {"label": "Swedwatch", "kind": "organisation", "slug": "swedwatch"} in found["candidates"]
    assert {one["slug"] for one in _refused(client, "/api/path?from=sweden&to=iclei")["candidates"]} == {
        "national-cooperation", "teko", "government-of-sweden", "hallbar-upphandling",
    }  # fmt: skip


def test_what_is_sent_is_never_markup(client: httpx.Client) -> None:
    answer = client.get("/api/search", params={"q": "<script>alert(1)</script>", "kind": "<b>"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_reading(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/search?q=a")
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]


# -- HTTP --------------------------------------------------------------------------------------------------


def test_who_has_it_already_is_told_so(client: httpx.Client) -> None:
    answer = client.get("/api/network")
    again = client.get("/api/network", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (
        client.get("/api/network?limit=0", headers={"If-None-Match": answer.headers["etag"]}).status_code
        == 400
    )


def test_scripts_of_other_sites_may_ask(client: httpx.Client) -> None:
    assert (
        client.get("/api/search?q=a", headers={"Origin": "https://example.org"}).headers[
            "access-control-allow-origin"
        ]
        == "*"
    )


def test_numbers_parameters_and_texts() -> None:
    flag = Parameter("x", {"type": "boolean", "default": False}, "")
    assert (flag.read([]), flag.read(["true"])) == (False, True)
    words = Parameter("x", {"type": "array", "items": {"type": "string"}}, "")
    assert words.read(["a, b", "c"]) == ["a", "b", "c"]
    assert Parameter("x", {"type": "array", "items": {"type": "string"}}, "", again=True).read(["a, b"]) == [
        "a, b"
    ]


# -- the description ---------------------------------------------------------------------------------------


def test_the_description_and_the_routes_are_the_same(dataset: Path, description: dict[str, Any]) -> None:
    from scen.portal import api
    from scen.portal.portal import Portal
    from scen.portal.settings import Settings

    portal = Portal(Settings(dataset))
    served = {getattr(route, "path", "") for route in api.routes(portal)}
    portal.current.close()
    told = set(description["paths"])
    questions = {path for path in told if path.startswith("/api/questions/")}
    assert served == {openapi.PATH, "/api/questions/{name}", *(told - questions)}
    assert told == {one.path for one in all_operations()}
    assert len(questions) == len(all_operations()) - len(TABLE)
    for one in all_operations():
        parameters = description["paths"][one.path]["get"]["parameters"]
        assert [each["name"] for each in parameters] == [each.name for each in one.parameters]
        assert all(each["description"] for each in parameters)


def test_the_description_is_openapi_3_1(description: dict[str, Any], address: str) -> None:
    assert (description["openapi"], description["servers"]) == ("3.1.0", [{"url": address.rstrip("/")}])
    for schema in description["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    names = [one["get"]["operationId"] for one in description["paths"].values()]
    assert len(names) == len(set(names))
    example = {
        each["name"]: each.get("example")
        for each in description["paths"]["/api/questions/funders-of-project"]["get"]["parameters"]
    }
    assert example["project"] == "project/make-ict-fair"


@pytest.mark.parametrize(
    "bounds",
    [
        ["--phases", "examples,fuzzing", "--max-examples", "1"],
        ["--phases", "coverage", "--include-path-regex", "^/api/(search|thing|partners|path|network|questions$|questions/(names-of|events-in-period))"],
    ],
    ids=["drawn", "edges"],
)  # fmt: skip
def test_schemathesis_finds_nothing(address: str, tmp_path: Path, bounds: list[str]) -> None:
    """Two rules are beyond a schema, so its check of what must be accepted is left out: a name may name several things,
    and one parameter may exclude another."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}api/openapi.json", "--seed", "1", "--no-color",
        "--exclude-checks", "positive_data_acceptance", "--generation-database", "none", "--request-timeout", "40", *bounds,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


# -- frames ------------------------------------------------------------------------------------------------


def test_a_card_may_be_framed_by_any_site(client: httpx.Client) -> None:
    answer = client.get("/embed/thing?id=organisation/swedwatch&lang=sv")
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert "Öppna i portalen" in answer.text
    assert "<script" not in answer.text
    assert client.get("/embed/thing?id=organisation/nobody").status_code == 404
    assert client.get("/embed/thing?id=<b>").status_code == 404
    assert "frame-ancestors 'none'" in client.get("/api/search?q=a").headers["content-security-policy"]


def test_the_explorer_may_be_framed_by_any_site(client: httpx.Client) -> None:
    answer = client.get("/embed")
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert '<div id="scen">' in answer.text
    data = answer.text.partition('id="scen-data">')[2].partition("</script>")[0]
    assert json.loads(data)["format"] == 1


def test_oembed_tells_how_to_frame_a_view(client: httpx.Client, address: str) -> None:
    view = "#x=organisation%2Ficlei&d=2"
    told = client.get("/oembed", params={"url": f"{address}explore?lang=nb{view}", "maxwidth": 500}).json()
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 500, 640)
    assert ElementTree.fromstring(told["html"]).get("src") == f"{address}embed?lang=nb{view}"
    thing = client.get("/oembed", params={"url": f"{address}page/organisation/swedwatch", "format": "xml"})
    assert thing.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(thing.content)
    assert root.findtext("title") == "Swedwatch"
    frame = ElementTree.fromstring(root.findtext("html") or "")
    assert frame.get("src") == f"{address}embed/thing?id=organisation/swedwatch"
    assert client.get(frame.get("src") or "").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/explore",
        "{}sparql",
        "{}page/organisation/nobody",
        '{}explore#"><script>',
        "{}page/x",
    ],
)
def test_oembed_frames_nothing_else(client: httpx.Client, address: str, url: str) -> None:
    assert client.get("/oembed", params={"url": url.replace("{}", address)}).status_code == 404


def test_oembed_has_two_formats(client: httpx.Client, address: str) -> None:
    assert client.get("/oembed", params={"url": f"{address}explore", "format": "yaml"}).status_code == 501
    assert client.get("/oembed", params={"url": f"{address}explore", "maxwidth": "-1"}).status_code == 400
