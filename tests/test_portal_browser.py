"""The pages in a real browser: what is clicked and typed, without scripts too, what axe-core finds, and pictures of them.

Pictures go to ``test-output/portal/``, which is not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, TINY, TINY_TEXT
from explorer_page import AXE, QUIET, launched, need_axe, need_bundle
from portal_server import portal_server

from scen.graph.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = ROOT / "test-output" / "portal"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LOOKS: dict[str, dict[str, Any]] = {"light": {}, "dark": {"color_scheme": "dark"}, "phone": PHONE}
PAGES = {
    "start": "", "project": "page/project/make-ict-fair", "event": "page/event/ohs-summit-2020",
    "organisation": "page/organisation/iclei", "document": "page/document/swedwatch-lulea-2019", "missing": "page/person/x",
    "claim": "page/claim/16d077faf1ded1f93a57", "list": "organisations?country=sweden", "find": "find?q=who funds make ict fair",
    "coverage": "coverage?lang=nb",
}  # fmt: skip
See = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of these tests."""
    yield from launched(*QUIET)


@pytest.fixture(scope="module")
def address(dataset: Path, documents: Path) -> Iterator[str]:
    """A portal of the curated network."""
    with portal_server(dataset, documents=documents) as found:
        yield found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal of a small invented network."""
    root = tmp_path_factory.mktemp("small")
    sha = hashlib.sha256(TINY_TEXT.encode()).hexdigest()
    for name, text in TINY.items():
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SHA", sha), encoding="utf-8")
    build(root / "records", out=root / "dataset")
    with portal_server(root / "dataset") as found:
        yield found


@pytest.fixture
def see(chromium: Browser) -> Iterator[See]:
    """Opens pages; the test fails if one asks another host for something, or writes an error to the console."""
    asked: list[str] = []
    said: list[str] = []
    open_ = []

    def opened(url: str, **how: Any) -> Page:
        tab = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **how}
        ).new_page()
        tab.set_default_timeout(20_000)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        open_.append(tab)
        tab.goto(url)
        return tab

    yield opened
    for tab in open_:
        tab.context.close()
    assert all(url.startswith(("http://127.0.0.1:", "data:", "blob:")) for url in asked), asked
    assert not [text for text in said if "404 (Not Found)" not in text], said


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(see: See, address: str, name: str, look: str) -> None:
    need_axe()
    tab = see(address + PAGES[name], **LOOKS[look])
    SHOTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"]  # type: ignore[index]


def test_names_complete_as_one_types_by_keys_alone(see: See, address: str) -> None:
    tab = see(address)
    field = tab.locator("#start-q")
    field.focus()
    field.press_sequentially("swedw")
    option = tab.get_by_role("option").first
    option.wait_for()
    assert option.inner_text().startswith("Swedwatch") and field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "start-q-names-0"
    field.press("Escape")
    assert tab.get_by_role("option").count() == 0
    field.press_sequentially("a")
    tab.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    tab.wait_for_url("**/page/organisation/swedwatch")


def test_without_scripts_a_stranger_finds_who_funds_it_and_where_that_is_written(
    see: See, address: str
) -> None:
    tab = see(address, java_script_enabled=False)
    tab.get_by_role("link", name="Make ICT Fair", exact=True).first.click()
    assert tab.locator(".answer").inner_text().startswith("Funded by European Union, Sida")
    tab.get_by_text("Show the lines in their context").first.click()
    assert tab.locator("mark").first.inner_text() == "co-funded by European Union"
    assert tab.get_by_role("button", name="Explore here").count() == 0


def test_facets_are_links_that_narrow_and_widen(see: See, address: str) -> None:
    tab = see(address + "organisations")
    tab.locator("#facet-country + ul").get_by_role("link", name="Sweden").click()
    assert tab.url.endswith("/organisations?country=sweden") and "3 of 55" in tab.locator("h1").inner_text()
    tab.locator(".chosen").get_by_role("link", name="Remove: Sweden").click()
    assert tab.url.endswith("/organisations")


def test_the_explorer_opens_in_the_place_of_the_small_picture(see: See, small: str) -> None:
    need_bundle()
    tab = see(small + "page/organisation/org-a")
    tab.get_by_role("button", name="Explore here").click()
    tab.locator("#ego .scen.embedded canvas").first.wait_for(timeout=60_000)
    assert tab.get_by_role("button", name="Explore here").count() == 0


def test_the_explorer_has_a_page_whose_names_lead_back_to_pages(see: See, small: str) -> None:
    need_bundle()
    tab = see(small + "explore#x=organisation/org-a")
    link = tab.get_by_role("link", name="Page of this name")
    link.wait_for(timeout=60_000)
    assert link.get_attribute("href") == f"{small}page/organisation/org-a"
    assert tab.evaluate("document.documentElement.scrollHeight") <= 900


def test_a_page_prints_without_what_is_for_pressing(see: See, address: str) -> None:
    tab = see(address + PAGES["project"])
    tab.emulate_media(media="print")
    assert not tab.locator(".query").first.is_visible() and not tab.locator(".site-search").is_visible()
    assert tab.get_by_text("co-funded by European Union").first.is_visible()
