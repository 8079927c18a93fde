"""The file itself: nothing is loaded, nothing in the data is more than text, and it stays small."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import explorer_page
from conftest import ROOT, Run
from explorer_page import (
    QUESTION,
    See,
    data_of,
    details,
    find,
    need_bundle,
    rows,
    shot,
    table,
    text_of,
    the_map,
    until,
    whole,
)  # fmt: skip
from playwright.sync_api import Page, expect

from scen.viz.page import safe_json

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

RAW = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "\"double\" 'single' `back` & <b>bold</b> ${x} {{y}}",
    "\u202egnihtemos esle\u2066",
    "javascript:alert(3)",
    "Very " * 1000,
    '=HYPERLINK("http://example.org","click")',
    "<iframe src=https://example.org></iframe>",
]
"""What records refuse, should it come to a page by another way."""


def test_the_command_writes_one_small_file_that_opens(
    scen: Run, dataset: Path, see: See, tmp_path: Path
) -> None:
    need_bundle()
    done = scen("explore", "--dataset", dataset, "-o", "network.html")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "network.html"
    assert file.stat().st_size < 1_000_000
    tab = see(file=file)
    expect(tab.get_by_role("heading", name=QUESTION)).to_be_visible()
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]


def test_all_but_the_data_is_at_most_600_kilobytes(dataset: Path) -> None:
    text = text_of(dataset)
    data = text.split('id="scen-data">')[1].split("</script>")[0]
    assert len(text.encode()) - len(data.encode()) <= 600_000
    built = ROOT / "viz/explorer/built"
    assert sum((built / name).stat().st_size for name in ("explorer.js", "explorer.css")) <= 600_000


def test_the_page_forbids_itself_to_load_anything(dataset: Path, see: See) -> None:
    text = text_of(dataset)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy and text.index(policy[0]) < text.index("<style")
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    tab = see()
    refused = tab.evaluate("fetch('data:text/plain,x').then(() => 'loaded', () => 'refused')")
    assert refused == "refused"
    watched: Any = see
    until(lambda: watched.said, "the refusal on the console")
    watched.said.clear()


def test_the_first_complete_picture_is_marked(see: See) -> None:
    """For the benchmarks, which wait for this mark."""
    tab = see("#p=all")
    until(lambda: tab.evaluate("performance.getEntriesByName('scen-drawn').length"), "scen-drawn")


def test_no_control_of_the_page_leads_to_the_network(see: See) -> None:
    tab = see()
    whole(tab)
    find(tab, "electronics w")
    for name in ("Help", "Stories", "Take it with you"):
        tab.get_by_role("button", name=name, exact=True).click()
        tab.get_by_role("dialog").get_by_role("button", name="Close").click()
    for which in ("Nodes", "Ties", "Claims"):
        assert rows(table(tab, which))


def spoiled(value: Any, at: list[int]) -> Any:
    """Every text that a reader may see becomes a hostile one."""
    if isinstance(value, str):
        at[0] += 1
        return RAW[at[0] % len(RAW)]
    if isinstance(value, list):
        return [spoiled(one, at) for one in value]
    if isinstance(value, dict):
        return {key: spoiled(one, at) for key, one in value.items()}
    return value


def hostile_page(text: str) -> str:
    """The page with hostile names, aliases, sentences, words, titles and addresses."""
    before, rest = text.split('id="scen-data">', 1)
    raw, after = rest.split("</script>", 1)
    data = json.loads(raw)
    at = [0]
    things, claims, words = data["things"], data["claims"], data["words"]
    for part in ("name", "names", "aliases"):
        things[part] = spoiled(things[part], at)
    for part in ("words", "sentence", "because", "values"):
        claims[part] = spoiled(claims[part], at)
    for document in data["documents"]:
        document.update(
            {key: spoiled(document[key], at) for key in ("title", "publisher", "date")},
            address="javascript:alert(4)",
        )
    for one in data["contradictions"]:
        one["because"] = spoiled(one["because"], at)
    for some in words.values():
        for concept in some:
            concept["label"] = spoiled(concept["label"], at)
    for story in data["stories"]:
        story["title"] = spoiled(story["title"], at)
    for view in data["views"].values():
        view["communities"]["label"] = spoiled(view["communities"]["label"], at)
    data["made"].update(pages="javascript:alert(5)//", title={"en": RAW[1]})
    return f'{before}id="scen-data">{safe_json(data)}</script>{after}'


def elements(tab: Page) -> dict[str, int]:
    """How many of each element there must not be more of."""
    told: dict[str, int] = tab.evaluate(
        """() => Object.fromEntries(["script", "img", "iframe", "object", "embed", "link", "meta", "style", "form[action]", "#scen b b", "base"]
            .map((one) => [one, document.querySelectorAll(one).length]))"""
    )
    return told


def test_hostile_texts_are_text_and_nothing_else(dataset: Path, see: See, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(hostile_page(text_of(dataset)), encoding="utf-8")
    tab = see(file=file)
    before = elements(tab)
    assert before["script"] == 2 and before["img"] == before["iframe"] == 0
    shot(tab, "hostile-start")
    whole(tab)
    the_map(tab).wait_for()
    shot(tab, "hostile")
    told = until(lambda: tab.locator(".summary").inner_text(), "summary")
    isolated = told.count("\u2068") + tab.locator(".summary bdi").count()
    assert told.count("\u202e") <= isolated, "a name turns the words around it"
    names = {row[0] for row in rows(table(tab, "Nodes"))}
    assert RAW[0] in names and RAW[1] in names
    for which in range(3):
        tab.get_by_role("group", name="Table").get_by_role("button").nth(which).click()
        tab.locator("#scen-table tbody button").first.click()
        expect(details(tab)).to_be_visible()
        folded = details(tab).locator("details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        assert elements(tab) == before
    for name in ("Help", "Stories", "Take it with you"):
        tab.get_by_role("button", name=name, exact=True).click()
        tab.get_by_role("dialog").wait_for()
        assert elements(tab) == before
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("dialog")).to_have_count(0)
    assert tab.locator("a[href^='javascript' i]").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long name widens the page"
    assert data_of(tab)["made"]["pages"].startswith("javascript:")
