"""The static site in a real browser: from a disk, and from a plain server at a sub-path, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from explorer_page import QUIET, launched, need_bundle
from still_site import plain_server, small_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

See = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of these tests."""
    yield from launched(*QUIET)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small network, below a folder ``deep``."""
    need_bundle()
    return small_site(tmp_path_factory.mktemp("seen"))


@pytest.fixture(scope="module", params=["disk", "server"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Address of the site, with a slash at its end."""
    if request.param == "disk":
        yield site.as_uri() + "/"
        return
    with plain_server(site.parent) as address:
        yield f"{address}deep/"


@pytest.fixture
def see(chromium: Browser) -> Iterator[See]:
    """Opens pages; the test fails if one asks elsewhere for something, or writes an error to the console."""
    asked: list[str] = []
    said: list[str] = []
    contexts = []
    roots = []

    def opened(root: str, path: str, **how: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        roots.append(root)
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        context.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        tab.goto(root + path)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((*roots, "data:", "blob:"))] == []


def hits(tab: Page) -> list[str]:
    tab.wait_for_function(
        "document.querySelector('#found').dataset.done !== undefined || document.querySelectorAll('#hits li').length"
    )
    return tab.locator("#hits a.hit").all_inner_texts()


def test_one_types_a_name_and_goes_there_with_the_keyboard(see: See, root: str) -> None:
    tab = see(root, "index.html")
    tab.locator("#start-q").type("ada t")
    tab.locator("[role=option]").first.wait_for()
    assert tab.locator("[role=option]").first.inner_text().startswith("Ada Test")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/en/person/ada-test.html")
    assert tab.locator("h1").inner_text() == "Ada Test"


def test_the_search_page_answers_a_form_and_says_what_each_is(see: See, root: str) -> None:
    tab = see(root, "nb/person/ada-test.html")
    tab.locator("#site-q").fill("bo test")  # its name is Bö
    tab.locator("#site-q").press("Enter")
    tab.wait_for_url("**/nb/find.html?q=bo*test")
    assert hits(tab) == ["Bö Test"]
    line = tab.locator("#hits li").first.inner_text()
    assert "person" in line
    assert "opplysning" in line


@pytest.mark.parametrize(
    ("typed", "first"),
    [("BÖ TEST", "Bö Test"), ("aad tset", ""), ("ada tets", "Ada Test"), ("who knows org a", "Org A")],
)
def test_case_marks_and_slips_do_not_matter(see: See, root: str, typed: str, first: str) -> None:
    tab = see(root, "en/find.html?q=" + typed.replace(" ", "%20"))
    if first:
        assert hits(tab)[0] == first
    else:
        tab.locator("#found", has_text="No name is like that.").wait_for()


def test_a_list_is_narrowed_by_letters_and_by_facets(see: See, root: str) -> None:
    tab = see(root, "en/people.html")
    assert tab.locator("#rows tbody tr:visible").count() == 2
    tab.locator("#list-q").fill("bo")
    assert tab.locator("#rows tbody tr:visible th").all_inner_texts() == ["Bö Test"]
    assert tab.locator("#count").inner_text() == "1 of 2"
    tab.locator("#list-q").fill("")
    tab.get_by_label("2022").check()
    assert tab.locator("#rows tbody tr:visible th").all_inner_texts() == ["Bö Test"]
    assert tab.evaluate("location.hash") == "#year=2022"
    again = see(root, "en/people.html#year=2022")
    assert again.locator("#rows tbody tr:visible th").all_inner_texts() == ["Bö Test"]


def test_the_explorer_opens_and_leads_to_pages(see: See, root: str) -> None:
    tab = see(root, "sv/explore.html#x=person/ada-test")
    tab.locator("#scen main, #scen [role=application], #scen canvas").first.wait_for()
    assert tab.locator("html").get_attribute("lang") == "sv"
    link = tab.locator("#scen a[href*='/id/person/ada-test']").first
    link.wait_for()
    with tab.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_url("**/sv/person/ada-test.html")


def test_the_small_picture_of_a_page_becomes_the_explorer(see: See, root: str) -> None:
    tab = see(root, "en/person/ada-test.html")
    tab.locator("button[data-ego]").click()
    tab.locator("#ego.live canvas").first.wait_for()


def test_old_addresses_lead_on_and_take_the_view_along(see: See, root: str) -> None:
    tab = see(root, "id/person/ada-old.html")
    tab.wait_for_url("**/en/person/ada-test.html")
    tab = see(root, "explore.html#x=person/ada-test")
    tab.wait_for_url("**/en/explore.html#x=person/ada-test*")


def test_the_languages_lead_to_each_other(see: See, root: str) -> None:
    tab = see(root, "en/organisation/org-a.html")
    tab.get_by_role("link", name="Svenska").click()
    tab.wait_for_url("**/sv/organisation/org-a.html")
    tab.get_by_role("link", name="Personer").first.click()
    tab.wait_for_url("**/sv/people.html")


def test_without_scripts_all_is_there_to_be_read(see: See, root: str) -> None:
    tab = see(root, "en/people.html", java_script_enabled=False)
    assert tab.locator("#rows tbody tr:visible").count() == 2
    assert not tab.locator("#facets").is_visible()
    tab.goto(root + "en/find.html?q=ada")
    assert tab.locator("noscript").inner_text().startswith("The search needs JavaScript")
    tab.get_by_role("main").get_by_role("link", name="People").click()
    tab.get_by_role("link", name="Ada Test").click()
    assert tab.locator("h1").inner_text() == "Ada Test"


def test_what_is_missing_is_told_at_any_depth(see: See, site: Path) -> None:
    with plain_server(site.parent) as address:
        tab = see(f"{address}deep/", "404.html")
        tab.locator("#site-q").fill("ada")
        tab.locator("#site-q").press("Enter")
        tab.wait_for_url(f"{address}deep/en/find.html?q=ada")
        assert hits(tab) == ["Ada Test"]
