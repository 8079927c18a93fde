"""The SPARQL editor: a plain form without scripts, and YASGUI in a real Chromium that talks to nobody but its portal."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import explorer_page
import pytest
from conftest import ROOT
from lxml import html
from portal_server import portal_server

import scen
from scen.graph.errors import ScenError
from scen.queries import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

chromium = explorer_page.chromium
BUNDLE = ROOT / "viz/explorer/built/sparql-editor.js"
ACTIVE = ".tabPanel.active"
CODE = f"document.querySelector('{ACTIVE} .CodeMirror').CodeMirror"
KNOWN = "Applying inline style violates"
"""Of the table of results, whose rules for its handles are refused and stand in editor.css instead."""
Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def portal(dataset: Path) -> Iterator[str]:
    """The address of a portal of the curated network."""
    explorer_page.need_bundle()
    with portal_server(dataset) as address:
        yield address


def text(address: str, data: dict[str, str] | None = None) -> str:
    """The answer to GET, or to POST of a form."""
    sent = urlencode(data).encode() if data else None
    with urlopen(Request(address, sent), timeout=30) as answer:
        return str(answer.read().decode())


@pytest.fixture(scope="module")
def terms(portal: str) -> dict[str, object]:
    """What the script asks for."""
    told: dict[str, object] = json.loads(text(f"{portal}editor/terms.json"))
    return told


# -- without scripts ------------------------------------------------------------------------------------------


def test_without_scripts_a_form_posts_the_query_of_a_question(portal: str) -> None:
    page = html.fromstring(text(f"{portal}editor?question=funders-of-project&project=Make+ICT+Fair"))
    form = page.xpath("//form[@class='plain-editor']")[0]
    query = form.xpath(".//textarea")[0].text
    assert (form.get("method"), form.get("action")) == ("post", "/sparql")
    assert "<https://w3id.org/scen/id/project/make-ict-fair>" in query and "#+" not in query
    rows = text(f"{portal}sparql", {"query": query, "format": "csv"}).strip().splitlines()
    assert rows[0] == "funder,item,programme,grant,number,claim" and len(rows) == 11


def test_a_query_in_the_address_is_text(portal: str) -> None:
    nasty = "</textarea><script>alert(1)</script>"
    found = text(f"{portal}editor?{urlencode({'query': nasty})}")
    assert "<script>alert" not in found
    assert html.fromstring(found).xpath("//textarea")[0].text == nasty
    nothing = text(f"{portal}editor?question=../../etc/passwd")
    assert html.fromstring(nothing).xpath("//textarea")[0].text.startswith("SELECT")


def test_completion_knows_what_the_dataset_uses_and_nothing_else(terms: dict[str, object], dataset: Path) -> None:
    with scen.open(dataset) as data:
        assert terms["prefixes"] == dict(data.store.prefixes)
        for name, pattern in (("classes", "?thing a ?term"), ("properties", "?thing ?term ?other")):
            used = {row.term.iri for row in data.select(f"SELECT DISTINCT ?term {{ {pattern} }}")}
            assert set(terms[name]) == used, name  # type: ignore[call-overload]


def test_every_question_is_a_query_that_runs(terms: dict[str, object], dataset: Path) -> None:
    groups: list[dict[str, list[dict[str, str]]]] = terms["groups"]  # type: ignore[assignment]
    found = {one["name"]: one["query"] for group in groups for one in group["questions"]}
    assert set(found) == set(catalogue.names())
    with scen.open(dataset) as data:
        for name, query in found.items():
            assert not re.search(r"\?__?\w+_(iri|date|integer|string)\b(?!.*OPTIONAL)", query) or "?__" in query, name
            try:
                data.select(query)
            except ScenError as error:
                pytest.fail(f"{name}: {error}")


def test_the_bundle_has_the_size_that_is_told() -> None:
    explorer_page.need_bundle()
    content = BUNDLE.read_bytes()
    assert len(content) < 1_100_000 and len(gzip.compress(content)) < 300_000


# -- in a browser ---------------------------------------------------------------------------------------------


@pytest.fixture
def opened(chromium: Browser, portal: str) -> Iterator[Opened]:
    """Opens a page of the portal; what leaves the host, or breaks the policy, fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    def open_(path: str) -> Page:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(portal + path)
        return page

    yield open_
    context.close()
    outside = [one for one in asked if not one.startswith((portal, "data:", "blob:"))]
    assert not outside and asked
    assert not [one for one in said if KNOWN not in one]


def run(page: Page) -> None:
    """Press the button, and wait for the answer."""
    page.locator(f"{ACTIVE} .yasqe_queryButton").click()
    page.locator(f"{ACTIVE} .yasr_response_chip").filter(has_text=re.compile("result")).wait_for()


def test_a_question_opens_as_a_tab_and_its_rows_lead_to_this_portal(opened: Opened, portal: str) -> None:
    page = opened("editor?question=funders-of-project&project=Make+ICT+Fair")
    assert page.locator(".tabsList .active").inner_text().startswith("funders-of-project")
    with page.expect_request(f"{portal}sparql") as asked:
        run(page)
    assert asked.value.method == "POST"
    assert "10 results" in page.locator(f"{ACTIVE} .yasr_response_chip").inner_text()
    link = page.locator(f"{ACTIVE} .yasr_results tbody a.iri").first
    link.focus()
    assert link.get_attribute("href") == f"{portal}page/organisation/european-union"


def test_the_menu_opens_any_question(opened: Opened) -> None:
    page = opened("editor")
    page.locator(".question-menu").select_option("counts-by-kind")
    assert page.locator(".question-menu option").count() == 46
    run(page)
    assert page.locator(f"{ACTIVE} .yasr_results tbody tr").count() == 14


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT * { ?x a scen:Ti", "scen:Tie"),
        ("SELECT * { ?x schema:fund", "schema:fundedItem"),
        ("SELECT * { ?x funder", "schema:funder"),
        ("SELECT * { ?x a ", "cv:Participation"),
        ("PREFIX foa", "foaf: <http://xmlns.com/foaf/0.1/>"),
    ],
)
def test_terms_complete_from_the_dataset_alone(opened: Opened, typed: str, offered: str) -> None:
    page = opened("editor")
    page.locator(f"{ACTIVE} .CodeMirror").click()
    page.evaluate(f"() => {CODE}.setValue('')")
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hints li").first.wait_for()
    hints = page.locator(".CodeMirror-hints li").all_inner_texts()
    assert offered in hints
    page.locator(".CodeMirror-hints li").nth(hints.index(offered)).click()
    begun = typed.rsplit(" ", 1)[0]
    assert f"{begun} {offered}" in str(page.evaluate(f"() => {CODE}.getValue()"))


def test_rows_that_name_node_and_linked_node_are_drawn(opened: Opened) -> None:
    page = opened("editor")
    page.locator(f"{ACTIVE} .CodeMirror").wait_for()
    page.evaluate(
        f"""() => {CODE}.setValue(`SELECT * {{ VALUES (?node ?nodeLabel ?nodeSize ?nodeColour ?linkedNode) {{
          (<http://example.org/a> "Ada Invented" 3 "#aa0000" <http://example.org/b>)
          (<http://example.org/b> "Ben Invented" 1 UNDEF <http://example.org/c>)
          (<http://example.org/a> "Ada Invented" 3 "#aa0000" "plain") }} }}`)"""
    )
    run(page)
    page.locator(f"{ACTIVE} .select_network").click()
    page.locator(f"{ACTIVE} .picture .scen").wait_for()
    assert page.locator(f"{ACTIVE} .yasr_results > p").inner_text() == "4 nodes, 3 lines"
    assert page.locator(f"{ACTIVE} .picture canvas").count() > 0
    explorer_page.SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=explorer_page.SHOTS / "editor-network.png")
    page.locator(".question-menu").select_option("counts-by-kind")
    run(page)
    page.locator(f"{ACTIVE} .select_network.disabled").wait_for()


def test_an_address_cannot_choose_another_endpoint(opened: Opened, portal: str) -> None:
    query = urlencode({"query": "ASK {}", "endpoint": "https://example.org/sparql"})
    page = opened(f"editor#{query}")
    page.locator(f"{ACTIVE} .yasqe_queryButton").wait_for()
    assert "ASK {}" in str(page.evaluate(f"() => {CODE}.getValue()"))
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.locator(f"{ACTIVE} .yasqe_queryButton").click()
    assert asked.value.url == f"{portal}sparql"
    assert urlsplit(asked.value.url).netloc == urlsplit(portal).netloc


def test_a_name_completes_and_the_answer_is_drawn_on_a_questions_page(opened: Opened) -> None:
    page = opened("questions/funders-of-project")
    page.locator("input[data-names]").press_sequentially("make ict")
    option = page.locator("datalist option")
    option.first.wait_for(state="attached")
    assert option.first.get_attribute("value") == "Make ICT Fair"
    page.locator("input[data-names]").fill("Make ICT Fair")
    page.keyboard.press("Enter")
    page.locator("#picture .scen").wait_for()
    assert page.locator("#picture canvas").count() > 0


@pytest.mark.parametrize("path", ["questions", "questions/funders-of-project?project=Make+ICT+Fair", "questions/posts-of-person?person=zz", "editor"])  # fmt: skip
def test_the_pages_keep_the_rules_of_accessibility(chromium: Browser, portal: str, path: str) -> None:
    explorer_page.need_axe()
    page = chromium.new_page()
    try:
        page.goto(portal + path)
        if path == "editor":
            page.locator(f"{ACTIVE} .CodeMirror").wait_for()
            run(page)
        page.evaluate(explorer_page.AXE.read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        assert [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []
    finally:
        page.close()


def test_a_picture_of_rows_tells_nothing_of_evidence(opened: Opened) -> None:
    page = opened("questions/funders-of-project?project=Make+ICT+Fair")
    page.locator("#picture canvas").first.wait_for()
    page.locator("#picture").scroll_into_view_if_needed()
    box = page.locator("#picture").bounding_box()
    assert box
    for across in range(20, 80, 3):
        page.mouse.click(box["x"] + box["width"] * across / 100, box["y"] + box["height"] * 0.66)
    assert not page.locator("#picture aside").count()
    page.pdf()  # printing it breaks nothing
