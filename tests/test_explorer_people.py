"""Everybody can use it: items 10 and 11 of the explorer. Languages, keys, screen readers, phones, print, no WebGL, other pages."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import explorer_page
import pytest
from explorer_page import (
    AXE,
    QUESTION,
    WITHOUT_WEBGL,
    See,
    Watched,
    details,
    find,
    heading,
    need_axe,
    need_bundle,
    rows,
    search,
    shot,
    summary,
    table,
    text_of,
    the_map,
    until,
    whole,
)  # fmt: skip
from playwright.sync_api import Browser, Page, expect

import scen as package
from scen.viz.explorer_page import bundle, explore

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
TIE = (
    "tie=organisation/electronics-watch~same-programme~organisation/region-stockholm"
    "&p=organisation/electronics-watch,organisation/region-stockholm"
)


@pytest.mark.parametrize(
    ("language", "question", "kind", "marked"),
    [
        ("sv", "Vem vill du se?", "förbindelser", "aviserad"), ("nb", "Hvem vil du se?", "forbindelser", "kunngjort"),
        ("en", QUESTION, "ties", "announced"),
    ],
)  # fmt: skip
def test_languages_at_run_time(see: See, language: str, question: str, kind: str, marked: str) -> None:
    tab = see("#lang=sv" if language == "en" else "")
    tab.get_by_role("banner").locator("select").first.select_option(language)
    expect(tab.get_by_role("heading", name=question)).to_be_visible()
    assert tab.evaluate("document.documentElement.lang") == language
    there = see(f"#lang={language}&{TIE}")
    panel = there.locator("aside.right")
    expect(panel).to_contain_text(marked)
    expect(there.locator(".summary")).to_contain_text(kind)
    expect(panel.locator("blockquote").first).to_have_attribute("lang", "sv")
    sentence = panel.locator(".sentence").first
    assert sentence.get_attribute("lang") == (None if language == "en" else "en")
    title = panel.locator("cite bdi").first  # its name is in English and Swedish
    assert title.get_attribute("lang") == ("en" if language == "nb" else None)


def test_a_title_in_english_is_not_called_swedish(see: See) -> None:
    """The documents are in Swedish, the title given to this one by the curators is in English."""
    tab = see(f"#{TIE}")
    assert details(tab).locator("cite").filter(has_text="Invitation to the seminar").first.get_attribute(
        "lang"
    ) in (None, "en")


@pytest.mark.parametrize(("language", "ours"), [("sv", "förbindelse"), ("nb", "forbindelse")])
def test_one_word_for_one_thing(see: See, language: str, ours: str) -> None:
    tab = see(f"#p=all&lang={language}")
    tab.locator(".map-box").focus()
    tab.keyboard.press("ArrowRight")
    voice = tab.locator(".map [aria-live]").first
    expect(voice).to_contain_text(ours)


def test_the_keyboard_alone_leads_everywhere_and_out_again(see: See) -> None:
    tab = see()
    tab.keyboard.type("electronics w")
    tab.keyboard.press("Enter")
    the_map(tab).wait_for()
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.getAttribute('role')") == "application":
            break
    expect(the_map(tab)).to_be_focused()
    assert tab.evaluate(
        """() => [null, "::after"].map((part) => getComputedStyle(document.activeElement, part))
            .some(({ outlineStyle, boxShadow, borderTopWidth }) => outlineStyle !== "none" || boxShadow !== "none" || borderTopWidth >= "2px")"""
    ), "focus is not seen"
    tab.keyboard.press("ArrowRight")
    voice = tab.locator(".map [aria-live]").first
    expect(voice).to_have_text(
        "Electronics Watch, organisation, 4 ties; partners: SOMO, Region Stockholm, Swedwatch"
    )
    tab.keyboard.press("ArrowRight")
    expect(voice).to_contain_text("SOMO, organisation, 1 tie")
    tab.keyboard.press("Enter")
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("SOMO")
    tab.keyboard.press("e")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(the_map(tab)).to_be_focused()
    tab.keyboard.press("Escape")
    expect(details(tab)).to_have_count(0)
    tab.keyboard.press("Tab")
    expect(the_map(tab)).not_to_be_focused()


def test_tab_goes_round_the_whole_page_and_is_never_caught(see: See) -> None:
    tab = see(f"#{TIE}&tab=ties")
    seen = []
    for _ in range(160):
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        if tab.evaluate("document.activeElement === document.body") and len(seen) > 20:
            break
    assert len(set(seen)) > 30
    assert all(len(set(seen[at : at + 6])) > 1 for at in range(len(seen) - 6)), seen


def test_targets_are_large_enough(see: See) -> None:
    tab = see("#p=all&x=organisation/electronics-watch&tab=ties")
    small = tab.locator("button:visible, select:visible, input:visible:not([type=range])").evaluate_all(
        """all => all.filter((one) => !one.closest("label, td, th, p, dd, .details .partner, .hidden") && !one.classList.contains("name"))
            .map((one) => [one.textContent || one.getAttribute("aria-label"), one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_changes_are_heard(see: See) -> None:
    tab = see()
    find(tab, "somo")
    expect(tab.locator("[aria-live]").filter(has_text="SOMO").first).to_be_attached()
    until(lambda: summary(tab), "summary")
    expect(tab.locator(".summary-place [aria-live=polite]")).to_be_attached()


def test_with_reduced_motion_nothing_moves(see: See) -> None:
    tab = see("#p=all", reduced_motion="reduce")
    expect(tab.get_by_role("button", name="Play year by year")).to_have_count(0)
    find(tab, "somo")
    expect(details(tab)).to_be_visible()
    first = the_map(tab).screenshot()
    assert the_map(tab).screenshot() == first
    assert tab.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0


def test_on_a_phone_by_touch(see: See) -> None:
    tab = see(**PHONE)
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert tab.evaluate(wide)
    shot(tab, "phone-start")
    tab.get_by_role("button", name="Show the whole map").tap()
    the_map(tab).wait_for()
    assert tab.evaluate(wide)
    tab.get_by_role("tab", name="Find").tap()
    find(tab, "electronics w")
    expect(tab.get_by_role("tab", name="Details")).to_have_attribute("aria-selected", "true")
    expect(tab.get_by_role("heading", name="Electronics Watch")).to_be_visible()
    shot(tab, "phone")
    tab.get_by_role("button", name="Evidence: same programme").tap()
    expect(tab.get_by_text("berättar Electronics Watch om sin innovativa modell").first).to_be_attached()
    for name in ("Filters", "Table", "Find"):
        tab.get_by_role("tab", name=name).tap()
        assert tab.evaluate(wide), name
    tab.get_by_role("button", name="Menu").tap()
    tab.get_by_role("button", name="Take it with you").tap()
    expect(tab.get_by_role("dialog")).to_be_visible()
    assert tab.evaluate(wide)


@pytest.mark.parametrize(
    "part",
    ["", "#p=all", f"#{TIE}", "#p=all&tab=ties", "#p=all&story=electronics-watch-and-swedish-buyers.1"],
)
def test_it_works_at_320_pixels(see: See, part: str) -> None:
    tab = see(part, viewport={"width": 320, "height": 640})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_print(see: See) -> None:
    tab = see("#p=all&x=organisation/electronics-watch")
    until(lambda: summary(tab), "summary")
    tab.emulate_media(media="print")
    paper = tab.locator(".paper")
    expect(paper.locator("svg").first).to_be_visible()
    expect(paper.locator("svg").first).to_contain_text("Electronics Watch")
    for hidden in (
        tab.get_by_role("banner").get_by_role("button"),
        tab.locator(".filters"),
        tab.locator(".map-tools"),
    ):
        assert not any(one.is_visible() for one in hidden.all())
    printed = tab.pdf()
    assert printed.startswith(b"%PDF") and len(printed) > 20_000
    shot(tab, "print")
    tab.emulate_media(media="screen")
    expect(paper).to_have_count(0)


@pytest.fixture(scope="module")
def without_webgl(chromium: Browser) -> Iterator[Browser]:
    """A browser that draws no WebGL."""
    opened = chromium.browser_type.launch(executable_path=explorer_page.need_chromium(), args=WITHOUT_WEBGL)
    yield opened
    opened.close()


def test_without_webgl_there_is_a_still_picture_table_search_and_evidence(
    without_webgl: Browser, explorer_file: Path
) -> None:
    watched = Watched(without_webgl, explorer_file)
    tab = watched()
    assert tab.evaluate("document.createElement('canvas').getContext('webgl2')") is None
    whole(tab)
    still = tab.locator(".map-still svg").first
    expect(still).to_contain_text("City of Oslo")
    expect(tab.get_by_text("Still picture: this browser has no WebGL.")).to_be_visible()
    assert len(rows(table(tab, "Nodes"))) == 53
    tab.get_by_role("button", name="Hide the table").click()
    node = still.locator("[data-node]").first
    node.click(force=True)
    expect(details(tab)).to_be_visible()
    find(tab, "electronics w")
    assert heading(tab) == "Electronics Watch"
    details(tab).get_by_role("button", name="Evidence: same programme").click()
    expect(details(tab)).to_contain_text("innovativa modell")
    shot(tab, "still")
    watched.close()
    watched.nothing_else()


def test_the_picture_may_be_still_by_choice(see: See) -> None:
    tab = see("#p=all&static")
    expect(tab.locator(".map-still svg").first).to_contain_text("City of Oslo")
    tab.locator(".map-box").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(".map [aria-live]").first).to_contain_text("ICLEI")


def wrong(tab: Page) -> list[str]:
    """What axe-core finds serious or critical on a page."""
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate(
        "() => axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(
    ("state", "part", "how"),
    [
        ("start", "", {}), ("whole", "#p=all", {}), ("selected", "#p=all&x=organisation/electronics-watch", {}), ("tie", f"#{TIE}", {}),
        ("table", "#p=all&tab=ties", {}), ("path", "#p=all&path=organisation/somo~organisation/region-stockholm~1", {}),
        ("story", "#p=all&story=electronics-watch-and-swedish-buyers.1", {}), ("dark", f"#{TIE}&tab=claims", {"color_scheme": "dark"}),
        ("dark-start", "", {"color_scheme": "dark"}), ("dark-whole", "#p=all", {"color_scheme": "dark"}), ("phone-axe", "#p=all", PHONE),
        ("phone-tie", f"#{TIE}", PHONE), ("swedish", f"#lang=sv&{TIE}", {}),
    ],
)  # fmt: skip
def test_axe_finds_nothing_serious(see: See, state: str, part: str, how: dict[str, Any]) -> None:
    need_axe()
    tab = see(part, **how)
    if part:
        until(lambda: tab.locator(".map").count(), "map")
    shot(tab, f"axe-{state}")
    assert wrong(tab) == []


@pytest.mark.parametrize("button", ["Take it with you", "Help", "Stories"])
def test_axe_finds_nothing_serious_in_dialogs(see: See, button: str) -> None:
    need_axe()
    tab = see("#p=all&x=organisation/electronics-watch")
    tab.get_by_role("button", name=button).click()
    tab.get_by_role("dialog").wait_for()
    shot(tab, f"dialog-{button.split()[0].lower()}")
    assert wrong(tab) == []
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("button", name=button)).to_be_focused()


def test_another_page_embeds_the_network_around_one_thing(
    chromium: Browser, dataset: Path, tmp_path: Path
) -> None:
    need_bundle()
    script, sheet = bundle()
    data = text_of(dataset).split('id="scen-data">')[1].split("</script>")[0]
    file = tmp_path / "portal.html"
    file.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Portal</title><style>{sheet}</style></head>'
        '<body><main><h1>Electronics Watch</h1><div id="here" style="height: 480px"></div></main>'
        f'<script type="application/json" id="portal-data">{data}</script><script>{script}</script><script>'
        "const data = JSON.parse(document.getElementById('portal-data').textContent);"
        "window.out = scenExplorer.mount(document.getElementById('here'), data, "
        "{ embedded: true, node: 'organisation/electronics-watch', language: 'sv' });</script></body></html>",
        encoding="utf-8",
    )
    watched = Watched(chromium, file)
    tab = watched()
    expect(tab.locator("#here .map-box")).to_be_visible()
    expect(tab.locator("#here h2").first).to_have_text("Electronics Watch")
    assert tab.locator("#here header").count() == 0 and tab.title() == "Portal"
    assert "#" not in tab.url
    shot(tab, "embedded")
    tab.evaluate("out()")
    expect(tab.locator("#here")).to_be_empty()
    watched.close()
    watched.nothing_else()


def test_a_notebook_shows_it_in_a_frame(chromium: Browser, dataset: Path, tmp_path: Path) -> None:
    need_bundle()
    with package.open(dataset) as opened:
        frame = explore(opened)._repr_html_()
    file = tmp_path / "notebook.html"
    file.write_text(
        f"<!DOCTYPE html><title>{escape('Notebook')}</title><body>{frame}</body>", encoding="utf-8"
    )
    watched = Watched(chromium, file)
    tab = watched(drawn=False)
    inside = tab.frame_locator("iframe")
    inside.get_by_role("combobox", name="Find").first.fill("somo")
    inside.get_by_role("combobox", name="Find").first.press("Enter")
    expect(inside.get_by_role("heading", name="SOMO", level=2)).to_be_visible()
    watched.close()
    assert not [text for text in watched.said if text.startswith("error")], watched.said


def test_search_is_at_hand_in_the_picture(see: See) -> None:
    tab = see("#p=all")
    tab.keyboard.press("/")
    expect(search(tab)).to_be_focused()
