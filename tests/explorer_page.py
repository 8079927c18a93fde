"""The explorer as people get it: one file in a real browser, from the disk, with the network watched.

``see`` opens the page of the curated network; what a page asks for, writes to its console or puts into a dialog fails
the test. Pictures of it go to ``test-output/explorer/``, which is not kept.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from test_picture import need_chromium

import scen as package
from scen.viz.explorer_page import explore

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SHOTS = ROOT / "test-output" / "explorer"
AXE = ROOT / "viz/explorer/node_modules/axe-core/axe.min.js"
QUESTION = "Who do you want to see?"
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WITHOUT_WEBGL = [*QUIET, "--disable-gpu", "--disable-3d-apis"]
PATIENCE = 10.0
See = Callable[..., "Page"]


def need_bundle() -> None:
    """A skip that says that the explorer is not built; a failure where everything is required."""
    if (ROOT / "viz/explorer/built/explorer.js").exists():
        return
    if os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail("the explorer is required here and is not built (make explorer)")
    pytest.skip("the explorer is not built (make explorer)")


def need_axe() -> None:
    """A skip that says that axe-core, which comes with what the explorer is built of, is not there."""
    if AXE.exists():
        return
    if os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail("axe-core is required here and is not installed (make explorer)")
    pytest.skip("axe-core is not installed (make explorer)")


def launched(*args: str) -> Iterator[Browser]:
    """A Chromium with an empty profile that asks nothing of anyone by itself."""
    path = need_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(args))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of a module's tests."""
    yield from launched(*QUIET)


@lru_cache
def text_of(dataset: Path) -> str:
    """The page of a dataset."""
    need_bundle()
    with package.open(dataset) as opened:
        return explore(opened).text


@pytest.fixture(scope="module")
def explorer_file(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the curated network, on the disk."""
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(text_of(dataset), encoding="utf-8")
    return file


class Watched:
    """Opens pages from the disk and hears what they ask for and say."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.browser, self.file = browser, file
        self.asked: list[str] = []
        self.said: list[str] = []
        self.pages: list[Page] = []

    def __call__(self, part: str = "", *, file: Path | None = None, drawn: bool = True, **how: Any) -> Page:
        """A page at an address behind ``#``; ``how`` goes to the browser's context."""
        tab = self.browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", **how}
        ).new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        tab.on("request", lambda request: self._hear(request.url))
        tab.on("console", lambda message: self._say(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: self._say(f"error: {error}"))
        tab.on("dialog", lambda dialog: (self._say(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.pages.append(tab)
        tab.goto((file or self.file).as_uri() + part)
        if drawn:
            tab.get_by_role("main").wait_for()
        return tab

    def _hear(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.asked.append(url.split("#")[0])

    def _say(self, text: str) -> None:
        if (
            not text.startswith("info:") and "GL Driver Message" not in text
        ):  # of drawing without a graphics card
            self.said.append(text)

    def close(self) -> None:
        for tab in self.pages:
            tab.context.close()

    def nothing_else(self) -> None:
        """Fails if the pages asked for anything but themselves, or said anything."""
        assert all(url.startswith("file:") and url.endswith(".html") for url in self.asked), self.asked
        assert not self.said, self.said


@pytest.fixture
def see(chromium: Browser, explorer_file: Path) -> Iterator[See]:
    """Opens the explorer; the test fails if it asks for anything or writes to the console."""
    watched = Watched(chromium, explorer_file)
    yield watched
    watched.close()
    watched.nothing_else()


def until(true: Callable[[], Any], what: str = "") -> Any:
    """What is true as soon as it is; asked from outside, since the page's policy forbids to ask inside."""
    ends = time.monotonic() + PATIENCE
    while True:
        found = true()
        if found:
            return found
        if time.monotonic() > ends:
            pytest.fail(f"not so within {PATIENCE:.0f} s: {what or true}")
        time.sleep(0.02)


def find(tab: Page, name: str) -> None:
    """Type a name into the search and take the first hit."""
    search(tab).fill(name)
    search(tab).press("Enter")


def search(tab: Page) -> Locator:
    """The search, on the start as in the head."""
    return tab.get_by_role("combobox", name="Find", exact=False).first


def hit_names(tab: Page, typed: str) -> list[str]:
    """Names that are found for what is typed."""
    search(tab).fill(typed)
    tab.locator(".search .popup").wait_for()
    return [
        " ".join(text.split()) for text in tab.get_by_role("listbox").locator(".hit-name").all_inner_texts()
    ]


def details(tab: Page) -> Locator:
    """The panel of what is chosen."""
    return tab.get_by_role("complementary", name="Details")


def heading(tab: Page) -> str:
    """What the panel is about."""
    return details(tab).get_by_role("heading", level=2).inner_text()


def whole(tab: Page) -> None:
    """From the start to the whole map."""
    tab.get_by_role("button", name="Show the whole map").click()
    the_map(tab).wait_for()


def the_map(tab: Page) -> Locator:
    return tab.get_by_role("application", name="Map of the network")


def shown(tab: Page) -> str:
    """How many ties the filters say that they leave."""
    return tab.locator(".filters .shown").inner_text()


def option(tab: Page, name: str) -> Locator:
    """An option of a filter, by the beginning of its name; the facet that holds it is unfolded."""
    found = tab.get_by_role("complementary", name="Filters and legend").locator("label.option").filter(
        has=tab.locator(f'.text > span:text-is("{name}")')
    )  # fmt: skip
    facet = found.first.locator("xpath=ancestor::details[contains(@class, 'facet')]")
    if facet.get_attribute("open") is None:
        facet.locator("summary").first.click()
    return found.first


def leaves(tab: Page, name: str) -> int:
    """How many ties a filter's option says that it leaves."""
    return int(re.sub(r"\D", "", option(tab, name).locator(".count").inner_text()))


def summary(tab: Page) -> str:
    """What the page says is shown."""
    return tab.locator(".summary").inner_text()


def table(tab: Page, which: str) -> Locator:
    """One of the tables, opened."""
    if not tab.locator("#scen-table").count():
        tab.get_by_role("button", name="Table", exact=True).click()
    tab.get_by_role("group", name="Table").get_by_role("button", name=which, exact=True).click()
    return tab.get_by_role("table", name=which)


def rows(sheet: Locator) -> list[list[str]]:
    """The cells of a table's body."""
    every: list[list[str]] = sheet.locator("tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return every


def names(tab: Page) -> list[str]:
    """The names in the picture, in order, as its table tells them."""
    return sorted(row[0] for row in rows(table(tab, "Nodes")))


def data_of(tab: Page) -> Any:
    """The data in the page."""
    return json.loads(tab.locator("#scen-data").text_content() or "")


def spot(tab: Page, name: str, ratio: float = 1.0) -> tuple[float, float]:
    """Where a node of the collaboration is on the screen of a page opened at ``cam=0,0,ratio``."""
    data = data_of(tab)
    view, things = data["views"]["collaboration"], data["things"]
    node = next(at for at, thing in enumerate(view["nodes"]) if things["name"][thing] == name)
    box = the_map(tab).bounding_box()
    assert box
    x, y = view["wide"]["x"][node], view["wide"]["y"][node]
    return box["x"] + box["width"] / 2 + x / ratio, box["y"] + box["height"] / 2 + y / ratio


def shot(tab: Page, name: str) -> None:
    """A picture of the page for whoever looks at it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=SHOTS / f"{name}.png")


def address(tab: Page, part: str = "") -> str:
    """The address of the page once it says something."""
    return str(until(lambda: part in (now := here(tab)) and now, f"{part} in the address"))


def here(tab: Page) -> str:
    """The address of the page now."""
    return str(tab.evaluate("location.href"))


def undo(tab: Page) -> Locator:
    return tab.get_by_role("button", name="Undo")


def redo(tab: Page) -> Locator:
    return tab.get_by_role("button", name="Redo")
