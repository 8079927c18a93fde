"""Programs of other people, unchanged, against a portal: Comunica by its command line, curl, and YASGUI's download.

Comunica runs on the Node that the environment has as a wheel. npm installs it once into ``tests/comunica/node_modules``,
which is not kept. SPARQLWrapper and rdflib's store are tried in ``test_portal_sparql.py``.
"""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import explorer_page
import pytest
import rdflib
from conftest import ROOT, need_command
from node_program import installed
from portal_server import Server, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

chromium = explorer_page.chromium
ID = "https://w3id.org/scen/id/"
FAIR = f"<{ID}project/make-ict-fair>"
PREFIXES = """PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """
NAMED = "?who skos:prefLabel ?name FILTER(LANG(?name) = 'en')"
FUNDERS = {f"{ID}organisation/european-union": "European Union", f"{ID}organisation/sida": "Sida"}
KINDS = (
    "organisation", "person", "group", "event", "series", "session", "project", "programme", "grant", "place", "topic",
    "instrument", "publication", "document", "claim", "evidence", "tie",
)  # fmt: skip


@pytest.fixture(scope="module")
def portal(dataset: Path) -> Iterator[Server]:
    """A portal of the curated network."""
    with started(dataset) as server:
        yield server


@pytest.fixture(scope="module")
def comunica() -> list[str]:
    """The command that starts it."""
    return installed(ROOT / "tests/comunica", "@comunica/query-sparql/bin/query.js")


def asked(command: list[str], sources: list[str], query: str, form: str) -> str:
    """What it writes for a query over sources."""
    made = subprocess.run(
        [*command, *sources, PREFIXES + query, "-t", form],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert made.returncode == 0 and not made.stderr, made.stderr
    return made.stdout


# -- Comunica -------------------------------------------------------------------------------------------------


def test_comunica_selects(comunica: list[str], portal: Server) -> None:
    query = f"SELECT ?who ?name {{ {FAIR} foaf:fundedBy ?who . {NAMED} }}"
    told = json.loads(asked(comunica, [f"{portal}sparql"], query, "application/sparql-results+json"))
    assert {row["who"]["value"]: row["name"]["value"] for row in told["results"]["bindings"]} == FUNDERS


def test_comunica_constructs_and_asks(comunica: list[str], portal: Server) -> None:
    query = f"CONSTRUCT {{ ?who skos:altLabel ?name }} WHERE {{ {FAIR} foaf:fundedBy ?who . {NAMED} }}"
    told = rdflib.Graph().parse(
        data=asked(comunica, [f"{portal}sparql"], query, "application/n-triples"), format="nt"
    )
    assert {str(one) for one in told.subjects()} == set(FUNDERS)
    for kind, expected in (("Grant", "true"), ("Recipe", "false")):
        said = asked(comunica, [f"{portal}sparql"], f"ASK {{ ?one a schema:{kind} }}", "simple")
        assert said.strip() == expected


def test_comunica_takes_a_join_of_a_description_and_the_endpoint_apart(
    comunica: list[str], portal: Server
) -> None:
    """The parts of the join are asked for one by one, and the same comes of it as of the whole."""
    before = portal.log.count('"route": "/sparql"')
    query = f"SELECT DISTINCT ?who ?name {{ ?grant schema:fundedItem {FAIR} ; schema:funder ?who . {NAMED} }}"
    sources = [f"{portal}sparql", f"{portal}data/project/make-ict-fair.ttl"]
    told = json.loads(asked(comunica, sources, query, "application/sparql-results+json"))
    assert {row["who"]["value"]: row["name"]["value"] for row in told["results"]["bindings"]} == FUNDERS
    log = portal.log
    assert log.count('"route": "/sparql"') - before >= 4, "the query was not taken apart"
    assert '"status": 4' not in log and '"status": 5' not in log


# -- curl -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_curl_gets_the_description_of_one_of_each_kind(portal: Server, kind: str) -> None:
    first = f'SELECT (MIN(?one) AS ?first) {{ ?one a ?class FILTER(STRSTARTS(STR(?one), "{ID}{kind}/")) }}'
    iri = fetched(f"{portal}sparql?{urlencode({'query': first})}", "text/csv").split()[1]
    told = fetched(iri.replace(ID, f"{portal}id/"), "text/turtle")
    assert (rdflib.URIRef(iri), rdflib.RDF.type, None) in rdflib.Graph().parse(data=told, format="turtle")


def fetched(address: str, form: str) -> str:
    """What curl gets, which follows where it is led."""
    command = [need_command("curl"), "-sSfL", "-H", f"Accept: {form}", address]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout


# -- YASGUI ---------------------------------------------------------------------------------------------------


def test_a_query_typed_into_yasgui_runs_and_its_rows_are_downloaded(
    chromium: Browser, portal: Server, tmp_path: Path
) -> None:
    explorer_page.need_bundle()
    page = chromium.new_page(accept_downloads=True)
    try:
        page.goto(f"{portal}editor")
        page.locator(".tabPanel.active .CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.type(f"SELECT ?who {{ {FAIR} foaf:fundedBy ?who }}")
        page.locator(".tabPanel.active .yasqe_queryButton").click()
        page.locator(".tabPanel.active .yasr_results tbody tr").first.wait_for()
        with page.expect_download() as told:
            page.locator(".tabPanel.active .yasr_downloadIcon").click()
        told.value.save_as(tmp_path / "rows.csv")
    finally:
        page.close()
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["who"] for row in rows} == set(FUNDERS)
