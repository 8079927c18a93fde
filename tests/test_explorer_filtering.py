"""Filters, time, look and table: items 4, 6 and 7 of the explorer. Numbers are those of `scen network` under the same filter."""

from __future__ import annotations

import explorer_page
import pytest
from explorer_page import (
    See,
    address,
    heading,
    leaves,
    names,
    option,
    redo,
    rows,
    shot,
    shown,
    spot,
    summary,
    table,
    the_map,
    undo,
    until,
)  # fmt: skip
from playwright.sync_api import Page, expect

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

KINDS = {
    "joint action": 4, "acts for": 4, "co-organised": 4, "same project": 1, "met": 9, "same network": 6, "same programme": 33,
    "represented at the same event": 34, "same funder": 1, "co-funded": 2, "attended the same event": 2,
}  # fmt: skip
"""Of 100 ties; the last three are not shown at first."""


def counted(tab: Page, number: int) -> None:
    """The filters and the table agree on how many ties are left."""
    until(lambda: shown(tab).startswith(f"{number} of 100 ties"), f"{number} in {shown(tab)!r}")
    assert len(rows(table(tab, "Ties"))) == number


def test_each_kind_of_tie_says_how_many_ties_it_leaves(see: See) -> None:
    tab = see("#p=all")
    assert {kind: leaves(tab, kind) for kind in KINDS} == KINDS
    counted(tab, 95)
    for kind in ("same funder", "attended the same event"):
        option(tab, kind).click()
    counted(tab, 98)
    option(tab, "same programme").click()
    counted(tab, 65)
    tab.get_by_role("button", name="Only strong").click()
    counted(tab, 13)
    assert address(tab, "k=")
    tab.get_by_role("button", name="Clear filters").click()
    counted(tab, 95)


@pytest.mark.parametrize(
    ("label", "left"),
    [
        ("2 or more", 2), ("inferred", 17), ("stated", 78), ("announced", 56), ("reported", 39), ("person", 39), ("municipality", 6),
        ("Make ICT Fair", 31), ("Sweden", 7),
    ],
)  # fmt: skip
def test_each_filter_leaves_what_it_says(see: See, label: str, left: int) -> None:
    """Certainty and status are taken away one by one; the others are chosen."""
    tab = see("#p=all")
    assert leaves(tab, label) == left
    others = {
        "inferred": ["stated", "disputed"],
        "stated": ["inferred", "disputed"],
        "announced": ["reported"],
        "reported": ["announced"],
    }
    for one in others.get(label, [label]):
        option(tab, one).click()
    if label in ("announced", "reported"):
        for one in ("ended", "unknown", "cancelled"):
            if option(tab, one).get_by_role("checkbox").is_checked():
                option(tab, one).click()
    until(lambda: shown(tab).startswith(f"{left} of 100 ties"), f"{left} in {shown(tab)!r}")
    counted(tab, left)


def test_filters_together_and_nothing_left_is_said(see: See) -> None:
    tab = see("#p=all")
    option(tab, "2 or more").click()
    option(tab, "Make ICT Fair").click()
    counted(tab, 2)
    assert names(tab) == ["Kathleen McCaughey", "Linda Scott Jakobsson", "Region Stockholm", "Swedwatch"]
    option(tab, "same programme").click()
    option(tab, "represented at the same event").click()
    until(lambda: shown(tab).startswith("0 of 100 ties"), "none")
    expect(tab.get_by_text("passes these filters. Take one away")).to_be_visible()
    chosen = tab.get_by_role("list", name="Filters that are set")
    chosen.get_by_role("button", name="At least 2 sources").click()
    expect(chosen.get_by_role("button", name="At least 2 sources")).to_have_count(0)
    chosen.get_by_role("button", name="Kind of tie").click()
    until(lambda: shown(tab).startswith("31 of"), "those of the project")
    undo(tab).click()
    until(lambda: not shown(tab).startswith("31 of"), "undone")
    redo(tab).click()
    until(lambda: shown(tab).startswith("31 of"), "done again")


def test_which_ties_rest_on_one_source_only(see: See) -> None:
    tab = see("#p=all")
    sheet = rows(table(tab, "Ties"))
    head = table(tab, "Ties").get_by_role("columnheader").all_inner_texts()
    at = next(n for n, text in enumerate(head) if text.startswith("Sources"))
    assert sum(row[at] == "1" for row in sheet) == 93
    assert sorted(row[0] for row in sheet if row[at] == "2") == ["Kathleen McCaughey", "Region Stockholm"]


def test_one_source_only_is_a_filter_and_a_press_on_the_summary(see: See) -> None:
    tab = see("#p=all")
    assert leaves(tab, "1 only") == 93
    option(tab, "1 only").click()
    counted(tab, 93)
    address(tab, "n=1")
    chosen = tab.get_by_role("list", name="Filters that are set")
    chosen.get_by_role("button", name="One source only").click()
    counted(tab, 95)
    tab.locator(".summary").get_by_role("button", name="93 on one source only").click()
    counted(tab, 93)
    expect(option(tab, "1 only").get_by_role("radio")).to_be_checked()
    tab.locator(".summary").get_by_role("button", name="on one source only", pressed=True).click()
    counted(tab, 95)
    tab.locator(".summary").get_by_role("button", name="17 inferred").click()
    counted(tab, 17)


def test_a_view_without_what_was_shown_is_shown_whole_and_says_so(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/somo&x=organisation/electronics-watch")
    tab.get_by_role("group", name="View").get_by_role("button", name="Funding").click()
    note = tab.get_by_role("status").filter(has_text="this is the whole view")
    expect(note).to_contain_text("Electronics Watch has no funding relations here; this is the whole view.")
    assert len(names(tab)) == 8
    note.get_by_role("button", name="Close this note").click()
    expect(note).to_have_count(0)


def test_the_start_tells_no_zeros_in_another_view(see: See) -> None:
    tab = see("#v=funding")
    entries = tab.locator(".entries")
    expect(entries.get_by_role("heading", name="Most connected")).to_be_visible()
    assert "0 " not in " ".join(entries.locator(".tiny").all_inner_texts())


def test_play_stops_where_something_else_is_chosen(see: See) -> None:
    tab = see("#p=all")
    tab.get_by_role("button", name="Play year by year").click()
    expect(tab.get_by_role("button", name="Pause")).to_be_visible()
    tab.get_by_role("group", name="View").get_by_role("button", name="Programme").click()
    undo(tab).click()
    expect(tab.get_by_role("group", name="Show").get_by_role("button", name="a period")).to_have_attribute(
        "aria-pressed", "true"
    )
    tab.get_by_role("button", name="All time").click()
    expect(tab.get_by_role("button", name="Play year by year")).to_be_visible()
    counted(tab, 95)


def test_time_by_slider_keys_with_a_histogram(see: See) -> None:
    tab = see("#p=all")
    expect(
        tab.get_by_role("img", name="Dated links per year, 2019 to 2021; most in 2020: 31.")
    ).to_be_visible()
    start = tab.get_by_role("slider", name="From year")
    expect(start).to_have_attribute("aria-valuetext", "2019: 7 dated links")
    start.focus()
    start.press("ArrowRight")
    expect(start).to_have_attribute("aria-valuetext", "2020: 31 dated links")
    end = tab.get_by_role("slider", name="To year")
    end.focus()
    end.press("ArrowLeft")
    until(lambda: shown(tab).startswith("71 of"), "2020 and the undated")
    assert tab.get_by_text("2020 to 2020 is shown.").count() == 1
    tab.get_by_role("checkbox", name="Show undated").uncheck()
    until(lambda: shown(tab).startswith("31 of"), "2020")
    shot(tab, "filter")
    tab.get_by_role("button", name="All time").click()
    counted(tab, 55)


def test_time_by_dragging_a_handle(see: See) -> None:
    tab = see("#p=all&u=0")
    box = tab.get_by_role("slider", name="To year").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] - 11, y)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 11, y, steps=12)
    tab.mouse.up()
    expect(tab.get_by_role("slider", name="To year")).to_have_value("2019")
    until(lambda: shown(tab).startswith("7 of"), "those of 2019")
    undo(tab).click()  # one drag is one step
    until(lambda: shown(tab).startswith("55 of"), "all that is dated")
    expect(undo(tab)).to_be_disabled()


def test_one_date(see: See) -> None:
    tab = see("#p=all&u=0")
    tab.get_by_role("button", name="one date").click()
    field = tab.get_by_role("textbox", name="year, month or day")
    field.fill("2019-13")
    field.press("Enter")
    expect(tab.get_by_role("alert")).to_have_text("Write a date as 2019, 2019-09 or 2019-09-16.")
    field.fill("2019-09-16")
    field.press("Enter")
    counted(tab, 7)
    assert "Region Stockholm" in names(tab) and "SOMO" not in names(tab)


def test_as_of_means_the_same_as_in_the_command(see: See) -> None:
    """`--as-of 2020` keeps what had begun by then: all of 2019 and 2020."""
    tab = see("#p=all&u=0")
    tab.get_by_role("button", name="one date").click()
    field = tab.get_by_role("textbox", name="As of")

    def entered() -> bool:
        """On a busy machine the panel is drawn once more after the click, with an empty field."""
        field.fill("2020")
        field.press("Enter")
        return shown(tab).startswith("38 of 100 ties")

    until(entered)
    counted(tab, 38)


@pytest.mark.parametrize(
    ("view", "nodes", "lines", "there"),
    [
        ("Funding", 8, 9, "Sida"),
        ("Programme", 67, 75, "Electronics Watch"),
        ("Ties", 53, 95, "SOMO"),
    ],
)
def test_views(see: See, view: str, nodes: int, lines: int, there: str) -> None:
    tab = see("#p=all&v=programme" if view == "Ties" else "#p=all")
    tab.get_by_role("group", name="View").get_by_role("button", name=view).click()
    found = names(tab)
    assert len(found) == nodes and there in found
    tab.get_by_role("group", name="Table").get_by_role("button").nth(1).click()
    assert len(rows(tab.locator("#scen-table table"))) == lines


def test_the_legend_filters_and_explains_every_sign(see: See) -> None:
    tab = see("#p=all")
    legend = tab.locator(".legend")
    for words in (
        "solid: stated by a source", "dashed: inferred, with a reason", "pale: only announced", "the more independent sources", "arrow: from",
    ):  # fmt: skip
        expect(legend).to_contain_text(words)
    met = legend.get_by_role("button", name="met 9")
    expect(met).to_have_attribute("aria-pressed", "true")
    met.click()
    expect(legend.get_by_role("button", name="met left out")).to_have_attribute("aria-pressed", "false")
    counted(tab, 86)
    legend.get_by_role("button", name="met left out").click()
    legend.get_by_role("button", name="people 24").click()
    counted(tab, 39)


def test_size_by_a_measure_is_the_number_that_python_gives(see: See) -> None:
    tab = see("#p=all")
    tab.get_by_role("combobox", name="Size: by").select_option("betweenness")
    address(tab, "z=betweenness")
    sheet = table(tab, "Nodes")
    head = [text.split("\n")[0].strip(" ↕▲▼") for text in sheet.get_by_role("columnheader").all_inner_texts()]
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows(sheet)}
    ranked = sorted(told, key=lambda name: int(told[name]["Rank"]))
    assert told["ICLEI – Local Governments for Sustainability"]["Rank"] == "1" == told[ranked[0]]["Rank"]


def test_colour_by_community_and_hulls(see: See) -> None:
    tab = see("#p=all")
    before = the_map(tab).screenshot()
    tab.get_by_role("combobox", name="Colour: by").select_option("community")
    address(tab, "col=community")
    until(lambda: the_map(tab).screenshot() != before, "other colours")
    expect(tab.locator(".legend")).to_contain_text("the name of each community stands beside it")
    tab.get_by_role("checkbox", name="Outline communities").check()
    address(tab, "hull=1")
    tab.locator(".legend").get_by_role("button", name="Meeting with Fairtrade").click()
    assert heading(tab) == "Selected: 6"
    shot(tab, "communities")


def test_table_sorts_searches_and_says_how_much(see: See) -> None:
    tab = see("#p=all")
    sheet = table(tab, "Nodes")
    sheet.get_by_role("button", name="Ties shown").click()
    expect(sheet.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert [row[0] for row in rows(sheet)][:2] == [
        "ICLEI – Local Governments for Sustainability",
        "City of Oslo",
    ]
    sheet.get_by_role("button", name="Ties shown").click()
    expect(sheet.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    sheet.get_by_role("button", name="Name").click()
    found = [row[0] for row in rows(sheet)]
    assert found[0] == "Anja Björnberg Ekstrand" and len(found) == 53
    tab.get_by_role("searchbox", name="Find in the table").fill("swedw")
    expect(tab.get_by_text("1 of 53 rows")).to_be_visible()
    shot(tab, "table")


def test_the_table_and_the_picture_select_together(see: See) -> None:
    tab = see(
        "#p=organisation/electronics-watch,organisation/somo,organisation/swedwatch&cam=0,0,1&tab=nodes"
    )
    sheet = table(tab, "Nodes")
    sheet.get_by_role("button", name="SOMO").click()
    assert heading(tab) == "SOMO"
    expect(sheet.get_by_role("button", name="SOMO")).to_have_attribute("aria-pressed", "true")
    address(tab, "x=organisation/somo")
    there = see(
        "#p=organisation/electronics-watch,organisation/somo,organisation/swedwatch&cam=0,0,1&tab=nodes"
    )
    there.mouse.click(*spot(there, "Swedwatch"))
    expect(table(there, "Nodes").get_by_role("button", name="Swedwatch")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_ties_and_claims_of_the_table_open_their_evidence(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/region-stockholm")
    ties = table(tab, "Ties")
    assert sorted(row[:3] for row in rows(ties)) == [
        ["Electronics Watch", "represented at the same event", "Region Stockholm"],
        ["Electronics Watch", "same programme", "Region Stockholm"],
    ]
    ties.get_by_role("button", name="Evidence: same programme").click()
    assert heading(tab) == "same programme"
    claims = table(tab, "Claims")
    expect(claims).to_contain_text("berättar Electronics Watch om sin innovativa modell")
    expect(claims).to_contain_text("Invitation to the seminar on fair ICT procurement in Luleå")


def test_the_summary_follows(see: See) -> None:
    tab = see("#p=organisation/electronics-watch,organisation/somo")
    until(lambda: summary(tab).startswith("2 organisations; 1 tie, of which 1 strong."), "summary")
    assert "1 on one source only" in summary(tab) and "1 undated" in summary(tab)
    tab.get_by_role("button", name="Whole map").click()
    until(lambda: summary(tab).startswith("29 organisations and 24 people; 95 ties"), "summary of all")
