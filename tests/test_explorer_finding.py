"""Start, find and focus, several in common, and paths: items 1 to 3 of the explorer, as a person would do it."""

from __future__ import annotations

import explorer_page
import pytest
from explorer_page import (
    QUESTION,
    See,
    address,
    details,
    find,
    heading,
    here,
    hit_names,
    names,
    redo,
    search,
    shot,
    spot,
    summary,
    the_map,
    undo,
    until,
    whole,
)  # fmt: skip
from playwright.sync_api import expect

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

ICLEI = "ICLEI – Local Governments for Sustainability"
AROUND_EW = ["Electronics Watch", "Region Stockholm", "SOMO", "Swedwatch"]


def test_it_begins_with_a_question_and_not_with_everything(see: See) -> None:
    tab = see()
    expect(tab.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(search(tab)).to_be_focused()
    assert the_map(tab).count() == 0
    expect(tab.get_by_text("Being at the same event is a tie, but never called collaboration here")).to_be_visible()
    shot(tab, "start")


def test_each_entry_point_leads_into_the_picture(see: See) -> None:
    tab = see()
    for group, entry, there in (
        ("Most connected", ICLEI, ICLEI), ("Communities", "Meeting with Fairtrade", "The national secretariat"),
        ("Projects", "Big Buyers for Climate and Environment", "EUROCITIES"),
        ("Recent events", "Keeping social criteria alive", "Kathleen McCaughey"),
    ):  # fmt: skip
        section = tab.locator("section").filter(has=tab.get_by_role("heading", name=group, level=3)).last
        section.get_by_role("button", name=entry).click()
        the_map(tab).wait_for()
        assert there in names(tab)
        tab.get_by_role("button", name="Start over").click()
        expect(tab.get_by_role("heading", name=QUESTION)).to_be_visible()


def test_the_whole_map_is_one_click_away_and_says_what_it_shows(see: See) -> None:
    tab = see()
    whole(tab)
    until(lambda: "29 organisations and 24 people; 95 ties, of which 13 strong" in summary(tab), "summary")
    assert "93 on one source only, 17 inferred, 56 only announced and 40 undated" in summary(tab)
    shot(tab, "light")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("electr", "Electronics Watch"),
        ("ELECTRONICS W", "Electronics Watch"),
        ("watch ele", "Electronics Watch"),
        ("goteborg", ""),
        ("gothberg", "Pauline Göthberg"),
        ("umea", "City of Umeå"),
        ("oberg", "Liv Öberg"),
        ("hallbar", "Hållbar upphandling (sustainable procurement, Sweden)"),
        ("iclei", ICLEI),
        ("Region of Stock", "Region Stockholm"),
        ("MakeICTFair", "Make ICT Fair"),
        ("EW", "Electronics Watch"),
        ("RS", "Region Stockholm"),
    ],
)
def test_search_folds_marks_and_knows_other_names_and_acronyms(see: See, typed: str, found: str) -> None:
    tab = see()
    first = hit_names(tab, typed)[:1]
    assert (first[0].startswith(found) if first else "") if found else not first
    if not found:
        expect(tab.locator(".popup")).to_contain_text("No name begins so.")


def test_search_by_keys_alone(see: See) -> None:
    tab = see()
    tab.keyboard.type("region")
    second = tab.get_by_role("listbox").get_by_role("option", selected=True)
    expect(second).to_have_count(1)
    first = second.inner_text()
    tab.keyboard.press("ArrowDown")
    expect(second).not_to_have_text(first)
    name = second.locator("bdi").first.inner_text()
    tab.keyboard.press("Enter")
    assert heading(tab) == name
    tab.keyboard.press("Escape")
    tab.locator("body").press("/")
    expect(search(tab)).to_be_focused()


def test_a_found_name_opens_with_its_neighbourhood_and_keys_widen_it(see: See) -> None:
    tab = see()
    find(tab, "electronics w")
    assert heading(tab) == "Electronics Watch"
    assert names(tab) == AROUND_EW
    tab.get_by_role("button", name="Hide the table").click()
    shot(tab, "focus")
    the_map(tab).focus()
    for key, more in (("2", "City of Stavanger"), ("3", "EUROCITIES"), ("1", "")):
        tab.keyboard.press(key)
        expect(details(tab).get_by_role("button", name=f"{key} step")).to_have_attribute(
            "aria-pressed", "true"
        )
        if more:
            assert more in names(tab)
            tab.get_by_role("button", name="Hide the table").click()
            the_map(tab).focus()


def test_a_click_on_the_map_selects_and_one_beside_lets_go(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/somo&cam=0,0,1")
    x, y = spot(tab, "SOMO")
    tab.mouse.move(x, y, steps=3)
    expect(tab.locator(".map-tip")).to_contain_text("SOMO")
    tab.mouse.click(x, y)
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("SOMO")
    address(tab, "x=organisation/somo")
    box = the_map(tab).bounding_box()
    assert box
    tab.mouse.click(box["x"] + 12, box["y"] + 12)
    expect(details(tab)).to_have_count(0)


def test_a_click_on_a_line_opens_its_evidence(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/somo&cam=0,0,1")
    (x, y), (u, v) = spot(tab, "Electronics Watch"), spot(tab, "SOMO")
    tab.mouse.move((x + u) / 2, (y + v) / 2, steps=3)
    expect(tab.locator(".map-tip")).to_contain_text("co-organised")
    tab.mouse.click((x + u) / 2, (y + v) / 2)
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("co-organised")


def test_dragging_moves_the_map_and_the_wheel_zooms(see: See) -> None:
    tab = see("#p=all&cam=0,0,1")
    box = the_map(tab).bounding_box()
    assert box
    x, y = box["x"] + 20, box["y"] + 20
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 100, y + 40, steps=8)
    tab.mouse.up()
    address(tab, "cam=-1")
    tab.mouse.wheel(0, -240)
    until(lambda: float(here(tab).split("cam=")[1].split(",")[2]) < 0.95, "nearer")
    tab.get_by_role("button", name="Fit the picture").click()
    until(lambda: "cam=" not in here(tab), "no camera in the address")


def test_a_double_click_asks_which_partners_and_undo_takes_them_away(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/somo&cam=0,0,1")
    tab.mouse.dblclick(*spot(tab, "Electronics Watch"))
    dialog = tab.get_by_role("dialog", name="Bring in partners of Electronics Watch")
    expect(dialog).to_contain_text("same programme 1 not in the picture")
    expect(dialog).to_contain_text("represented at the same event 2 not in the picture")
    assert "co-organised" not in dialog.inner_text()
    dialog.get_by_role("checkbox", name="represented at the same event").uncheck()
    dialog.get_by_role("button", name="Bring in").click()
    expect(dialog).to_have_count(0)
    assert names(tab) == ["Electronics Watch", "Region Stockholm", "SOMO"]
    while undo(tab).is_enabled():
        undo(tab).click()
    until(lambda: "region-stockholm" not in here(tab), "undone")
    while redo(tab).is_enabled():
        redo(tab).click()
    address(tab, "region-stockholm")


def test_undo_and_redo_by_keys(see: See) -> None:
    tab = see()
    find(tab, "swedwatch")
    find(tab, "electronics w")
    assert heading(tab) == "Electronics Watch"
    the_map(tab).focus()
    tab.keyboard.press("Control+z")
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("Swedwatch")
    tab.keyboard.press("Control+y")
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("Electronics Watch")
    expect(redo(tab)).to_be_disabled()


def test_what_several_have_in_common(see: See) -> None:
    tab = see("#p=all&cam=0,0,1")
    tab.mouse.click(*spot(tab, "Electronics Watch"))
    expect(details(tab)).to_be_visible()
    address(tab, "x=organisation/electronics-watch")
    tab.keyboard.down("Shift")
    tab.get_by_role("button", name="Table", exact=True).click()
    tab.get_by_role("table", name="Nodes").get_by_role("button", name="Region Stockholm").click()
    tab.keyboard.up("Shift")
    panel = details(tab)
    expect(panel.get_by_role("heading", level=2)).to_have_text("Selected: 2")
    between = panel.locator("section").filter(has=tab.get_by_role("heading", name="Ties between them")).last
    assert between.get_by_role("listitem").count() == 2
    expect(between).to_contain_text("same programme")
    shared = panel.locator("section").filter(has=tab.get_by_role("heading", name="What they share")).last
    expect(shared).to_contain_text("Fair ICT procurement: how to promote human rights")
    partners = (
        panel.locator("section").filter(has=tab.get_by_role("heading", name="Tied to at least two")).last
    )
    expect(partners).to_contain_text("Swedwatch")


def test_a_path_is_told_in_words_with_sources(see: See) -> None:
    tab = see()
    find(tab, "SOMO")
    details(tab).get_by_role("button", name="Find the path to").click()
    asked = details(tab).get_by_role("combobox", name="To whom?")
    expect(asked).to_be_focused()
    asked.fill("region stock")
    asked.press("Enter")
    panel = details(tab)
    chain = panel.get_by_role("region", name="Chain 1")
    expect(chain).to_contain_text("2 steps")
    steps = chain.get_by_role("listitem")
    assert "SOMO — co-organised: Socially responsible public procurement" in " ".join(
        steps.first.inner_text().split()
    )
    expect(chain).to_contain_text("Fair ICT procurement: how to promote human rights")
    expect(chain).to_contain_text("Only announced: no source here says that it came about.")
    chain.get_by_text("Where it is written").first.click()
    expect(chain).to_contain_text("Electronics Watch holds its first conference in Amsterdam, line")
    address(tab, "path=organisation/somo~organisation/region-stockholm~1")
    assert {"SOMO", "Electronics Watch", "Region Stockholm"} <= set(names(tab))
    tab.get_by_role("button", name="Hide the table").click()
    shot(tab, "path")


def test_another_chain_can_be_marked(see: See) -> None:
    tab = see("#p=all&path=organisation/electronics-watch~organisation/region-stockholm~1")
    panel = details(tab)
    expect(panel.get_by_role("status").first).to_contain_text("chains are found, the best first")
    expect(panel.get_by_role("region", name="Chain 1")).to_contain_text("same programme")
    second = panel.get_by_role("region", name="Chain 2")
    second.get_by_role("button", name="Mark in the picture").click()
    expect(second.get_by_role("button", name="Marked in the picture")).to_have_attribute(
        "aria-pressed", "true"
    )
    for name in ("Björn Claeson", "Kathleen McCaughey"):
        expect(second).to_contain_text(name)


def test_not_linked_is_said_and_why(see: See) -> None:
    tab = see("#p=all&path=organisation/somo~organisation/region-skane~1")
    said = details(tab)
    expect(said.get_by_role("heading", name="Not linked")).to_be_visible()
    expect(said).to_contain_text("no chain of ties leads from SOMO to Region Skåne")
    expect(said).to_contain_text("the source documents do not link them")
