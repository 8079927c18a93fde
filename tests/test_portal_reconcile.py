"""The reconciliation service of a real portal, asked as OpenRefine asks it (version 0.2 of the specification)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from portal_server import portal_server

Candidate = dict[str, Any]


@pytest.fixture(scope="module")
def client(dataset: Path) -> Iterator[httpx.Client]:
    with portal_server(dataset) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def _batch(client: httpx.Client, **queries: dict[str, Any]) -> dict[str, list[Candidate]]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    found = {key: one["result"] for key, one in answer.json().items()}
    for candidates in found.values():
        for one in candidates:
            assert {"id", "name", "score", "match", "type", "features", "description"} == set(one)
            assert isinstance(one["score"], float)
            assert 0 <= one["score"] <= 100
            assert isinstance(one["match"], bool)
            assert set(one["type"][0]) == {"id", "name"}
        assert [one["score"] for one in candidates] == sorted(
            (one["score"] for one in candidates), reverse=True
        )
        assert sum(one["match"] for one in candidates) <= 1
    return found


def _one(client: httpx.Client, **query: Any) -> list[Candidate]:
    return _batch(client, q0=query)["q0"]


# -- what it says of itself --------------------------------------------------------------------------------


def test_the_manifest(client: httpx.Client) -> None:
    told = client.get("/reconcile", headers={"Origin": "https://example.org"})
    assert told.headers["access-control-allow-origin"] == "*"
    manifest = told.json()
    assert "0.2" in manifest["versions"]
    assert isinstance(manifest["name"], str)
    assert manifest["identifierSpace"] == "https://w3id.org/scen/id/"
    assert manifest["schemaSpace"] == "https://w3id.org/scen/ns#"
    assert {"id": "organisation", "name": "organisation"} in manifest["defaultTypes"]
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert isinstance(manifest["preview"]["width"], int)
    assert set(manifest["suggest"]) == {"entity", "type", "property"}


def test_what_the_manifest_names_is_there(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    for one in manifest["suggest"].values():
        assert client.get(one["service_url"] + one["service_path"], params={"prefix": "o"}).json()["result"]
    for form in ("organisation/swedwatch", "organisation%2Fswedwatch"):
        preview = client.get(manifest["preview"]["url"].replace("{{id}}", form))
        assert (preview.status_code, "Swedwatch" in preview.text) == (200, True)
        view = client.get(manifest["view"]["url"].replace("{{id}}", form))
        assert view.status_code == 303
        assert view.headers["location"].endswith("/id/organisation/swedwatch")
    assert client.get("/reconcile/view?id=nothing").status_code == 404
    assert client.get("/reconcile/view", params={"id": "a/b\r\nX-Header: c"}).status_code == 404


# -- candidates --------------------------------------------------------------------------------------------


def test_a_name_that_one_thing_bears_is_a_match(client: httpx.Client) -> None:
    first, *others = _one(client, query="Swedwatch")
    assert (first["id"], first["name"], first["score"], first["match"]) == (
        "organisation/swedwatch",
        "Swedwatch",
        100,
        True,
    )
    assert first["type"] == [{"id": "organisation", "name": "organisation"}]
    assert all(one["score"] < 100 for one in others)


@pytest.mark.parametrize(
    "query",
    ["SWEDWATCH", " swedwatch ", "organisation/swedwatch", "https://w3id.org/scen/id/organisation/swedwatch"],
)
def test_case_and_ids_do_not_matter(client: httpx.Client, query: str) -> None:
    first = _one(client, query=query)[0]
    assert (first["id"], first["score"], first["match"]) == ("organisation/swedwatch", 100, True)


def test_accents_do_not_matter(client: httpx.Client) -> None:
    first = _one(client, query="Bjorn Claeson", type="person")[0]
    assert (first["id"], first["score"], first["match"]) == ("person/bjorn-claeson", 100, True)


def test_what_is_spelled_almost_so_is_no_match(client: httpx.Client) -> None:
    first = _one(client, query="Swedwach", type=["organisation"])[0]
    assert first["id"] == "organisation/swedwatch"
    assert first["score"] == 94.1  # 2 * 8 letters in common of 8 + 9
    assert first["match"] is False
    assert {"id": "name", "value": 94.1} in first["features"]
    assert {"id": "type", "value": True} in first["features"]


def test_part_of_a_name_is_no_match(client: httpx.Client) -> None:
    found = _one(client, query="Sweden", type="organisation")
    assert found
    assert all(one["score"] < 60 and not one["match"] for one in found)


def test_nothing_like_it_gives_nothing(client: httpx.Client) -> None:
    assert _one(client, query="xqzwxqzw") == []


def test_types_restrict_as_they_are_told_to(client: httpx.Client) -> None:
    assert _one(client, query="Swedwatch", type="person", type_strict="any") == [] or all(
        one["type"][0]["id"] == "person" for one in _one(client, query="Swedwatch", type="person")
    )
    assert {one["type"][0]["id"] for one in _one(client, query="luleå", type=["place", "event"])} == {
        "place",
        "event",
    }
    assert _one(client, query="luleå", type=["place", "event"], type_strict="all") == []
    should = _one(client, query="Swedwatch", type="person", type_strict="should")[0]
    assert (should["id"], should["match"]) == ("organisation/swedwatch", False)
    assert {"id": "type", "value": False} in should["features"]
    assert _one(client, query="Swedwatch", type="no such type") == []


def test_properties_speak_for_or_against(client: httpx.Client) -> None:
    """A name counts as much as two properties: (2 * 100 + 0) / 3, and (2 * 100 + 100) / 3."""
    name = "Government of Sweden"
    plain = _one(client, query=name)[0]
    right = _one(client, query=name, properties=[{"pid": "country", "v": "Sweden"}])[0]
    wrong = _one(client, query=name, properties=[{"pid": "country", "v": "Norway"}])[0]
    assert plain["id"] == right["id"] == wrong["id"] == "organisation/government-of-sweden"
    assert (plain["score"], right["score"], wrong["score"]) == (100, 100, 66.7)
    assert (plain["match"], right["match"], wrong["match"]) == (True, True, False)
    assert {"id": "property:country", "value": False} in wrong["features"]


@pytest.mark.parametrize(
    "value", ["place/sweden", "sweden", {"id": "place/sweden", "name": "Sweden"}, ["Norway", "SWEDEN"]]
)
def test_a_value_may_be_a_name_an_id_or_a_thing(client: httpx.Client, value: Any) -> None:
    found = _one(client, query="Government of Sweden", properties=[{"pid": "country", "v": value}])[0]
    assert {"id": "property:country", "value": True} in found["features"]


def test_what_is_not_recorded_says_nothing(client: httpx.Client) -> None:
    found = _one(
        client, query="Swedwatch", properties=[{"pid": "country", "v": "Sweden"}, {"pid": "nothing", "v": 5}]
    )[0]
    assert (found["score"], [one["id"] for one in found["features"]]) == (100, ["name"])


def test_properties_alone_find_but_never_match(client: httpx.Client) -> None:
    found = _one(client, type="organisation", properties=[{"pid": "country", "v": "place/sweden"}])
    assert "organisation/government-of-sweden" in {one["id"] for one in found}
    assert all(one["score"] == 33.3 and not one["match"] for one in found)


def test_limits_and_batches(client: httpx.Client) -> None:
    found = _batch(client, a={"query": "ict", "limit": 2}, b={"query": "Sida"}, c={"query": "xqzwxqzw"})
    assert list(found) == ["a", "b", "c"]
    assert (len(found["a"]), found["b"][0]["id"], found["c"]) == (2, "organisation/sida", [])
    same = client.get("/reconcile", params={"queries": json.dumps({"b": {"query": "Sida"}})}).json()
    assert same["b"]["result"] == found["b"]
    assert _batch(client) == {}


def test_names_in_the_language_asked_for(client: httpx.Client) -> None:
    told = client.get(
        "/reconcile",
        params={"lang": "sv", "queries": json.dumps({"q": {"query": "swedwatch lulea", "type": "document"}})},
    )
    assert told.json()["q"]["result"][0]["name"] == "Välkommen på seminarium 16 september i Luleå"
    assert told.json()["q"]["result"][0]["type"][0]["name"] == "källdokument"


# -- suggestions -------------------------------------------------------------------------------------------


def _suggested(client: httpx.Client, what: str, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/reconcile/suggest/{what}", params=given).json()["result"]
    assert all(isinstance(one["id"], str) and isinstance(one["name"], str) for one in found)
    return found


def test_things_are_suggested(client: httpx.Client) -> None:
    found = _suggested(client, "entity", prefix="swedw")
    assert found[0]["id"] == "organisation/swedwatch"
    assert found[0]["notable"] == [{"id": "organisation", "name": "organisation"}]
    assert [one["id"] for one in _suggested(client, "entity", prefix="organisation/iclei")] == [
        "organisation/iclei"
    ]
    assert _suggested(client, "entity", prefix="") == []
    everything = _suggested(client, "entity", prefix="s")
    assert _suggested(client, "entity", prefix="s", cursor=5)[: len(everything) - 5] == everything[5:]


def test_types_and_properties_are_suggested(client: httpx.Client) -> None:
    assert [one["id"] for one in _suggested(client, "type", prefix="org")] == ["organisation"]
    assert {"id": "country", "name": "country"} in _suggested(client, "property", prefix="cou")
    assert "country" in {one["id"] for one in _suggested(client, "property", prefix="country")}
    assert [one["id"] for one in _suggested(client, "type", prefix="evenem", lang="sv")] == ["event"]


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("queries", "detail"),
    [
        ("no JSON", "queries: is no JSON"),
        ("[" * 100_000, "queries: is no JSON"),
        ("[]", "queries: an object of queries is wanted"),
        ('{"q": 1}', "queries: an object of queries is wanted"),
        ('{"q": {}}', "queries: 'q': query or properties are needed"),
        ('{"q": {"query": ""}}', "queries: 'q': query or properties are needed"),
        ('{"q": {"query": 5}}', "queries: 'q': query is to be a text"),
        ('{"q": {"query": "a\\u0000"}}', "queries: 'q': query is to be a text"),
        ('{"q": {"query": "\\ud800"}}', "queries: 'q': query is to be a text"),
        ('{"\\ud800": {"query": "a"}}', "queries: "),
        ('{"q": {"query": "a", "limit": 0}}', "queries: 'q': limit is to be a whole number"),
        ('{"q": {"query": "a", "limit": 1e400}}', "queries: 'q': limit is to be a whole number"),
        ('{"q": {"query": "a", "limit": true}}', "queries: 'q': limit is to be a whole number"),
        ('{"q": {"query": "a", "type": 5}}', "queries: 'q': type is to be a text"),
        ('{"q": {"query": "a", "type_strict": "most"}}', "queries: 'q': type_strict is to be one of any, should, all"),
        ('{"q": {"query": "a", "propertys": []}}', "queries: 'q': no member 'propertys'"),
        ('{"q": {"query": "a", "properties": {}}}', "queries: 'q': properties are to be a list"),
        ('{"q": {"query": "a", "properties": [{"pid": "country"}]}}', "queries: 'q': a property has members pid and v"),
        ('{"q": {"query": "a", "properties": [{"pid": "country", "v": [[]]}]}}', "queries: 'q': v is to be"),
        (json.dumps({str(at): {"query": "a"} for at in range(51)}), "queries: at most 50 in one batch, not 51"),
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused_in_one_line(client: httpx.Client, queries: str, detail: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["detail"].startswith(detail)


def test_other_parameters_are_looked_at_too(client: httpx.Client) -> None:
    assert client.get("/reconcile/suggest/entity?prefix=a&cursor=-1").status_code == 400
    assert client.get("/reconcile/suggest/entity?prefix=a%00").status_code == 400
    assert client.get("/reconcile?lang=xx").status_code == 400
    assert (
        client.post(
            "/reconcile", content=b"\xff\xfe", headers={"Content-Type": "application/x-www-form-urlencoded"}
        ).status_code
        == 200
    )
    answer = client.get("/reconcile", params={"callback": "evil", "queries": '{"q": {"query": "Sida"}}'})
    assert answer.text.startswith("{")  # no JSONP
