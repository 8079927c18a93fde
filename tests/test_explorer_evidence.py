"""Evidence and stories: items 5 and 8 of the explorer. What is expected was read in the five documents."""

from __future__ import annotations

from pathlib import Path

import explorer_page
from explorer_page import See, address, details, find, heading, names, shot, shown, table, until
from playwright.sync_api import Page, expect

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

EW, RS, SW = "organisation/electronics-watch", "organisation/region-stockholm", "organisation/swedwatch"
INVITATION = "Invitation to the seminar on fair ICT procurement in Luleå, 16 September 2019"
PROGRAMME = f"#p={EW},{RS}&tie={EW}~same-programme~{RS}"


def test_a_tie_leads_to_role_status_date_words_document_and_lines(see: See) -> None:
    tab = see()
    find(tab, "electronics w")
    details(tab).get_by_role("button", name="Evidence: same programme, Region Stockholm").click()
    panel = details(tab)
    expect(panel.get_by_role("heading", level=2)).to_have_text("same programme")
    for words in (
        "2019-09-16", "stated", "announced", "This tie rests on one source document only:", INVITATION,
        "This kind of tie is not collaboration", "Fair ICT procurement: how to promote human rights",
    ):  # fmt: skip
        expect(panel).to_contain_text(words)
    claim = panel.get_by_role("article").filter(has=tab.locator("q", has_text="innovativa modell"))
    expect(claim.locator("q")).to_have_text("berättar Electronics Watch om sin innovativa modell")
    expect(claim).to_contain_text("presenter")
    expect(claim).to_contain_text(f"{INVITATION}, line 12")
    expect(claim.locator(".sentence")).not_to_contain_text("announced")
    expect(claim.get_by_text("announced", exact=True)).to_have_count(1)
    expect(
        panel.get_by_text("The texts of the source documents are not part of this dataset.")
    ).to_have_count(1)
    expect(claim.locator("blockquote")).to_have_attribute("lang", "sv")
    panel.get_by_role("button", name="Back").click()
    assert heading(tab) == "Electronics Watch"


def test_a_name_tells_all_its_claims(see: See) -> None:
    tab = see()
    find(tab, "electronics w")
    details(tab).get_by_text("All 26 claims about this name").click()
    details(tab).get_by_role("button", name="Show 18 more").click()
    expect(details(tab).get_by_role("article")).to_have_count(26)
    expect(details(tab)).to_contain_text("Electronics Watch holds its first conference in Amsterdam")


def test_what_is_inferred_says_why(see: See) -> None:
    tab = see(f"#p={EW},{SW}&k=same-funder&tie={EW}~same-funder~{SW}")
    panel = details(tab)
    expect(panel).to_contain_text("inferred")
    expect(panel).to_contain_text("Inferred because:")


def test_contradictions_stand_side_by_side(see: See) -> None:
    tab = see("#p=all&tie=person/baskut-tuncak~same-programme~person/sharan-burrow")
    box = details(tab).locator(".contradiction")
    expect(box).to_contain_text("30 November to 4 December are five calendar days, the text says four-day.")
    one, other = box.get_by_role("article").all()
    expect(one).to_contain_text("30 November - 4 December 2020")
    expect(other).to_contain_text("four-day online event")
    (x, y), (u, v) = ((b["x"], b["y"]) for b in (one.bounding_box(), other.bounding_box()) if b)
    assert x != u or y != v


def test_a_contradiction_is_told_with_the_event_too(see: See) -> None:
    tab = see("#v=programme&x=event/ohs-summit-2020")
    expect(details(tab)).to_contain_text("five calendar days, the text says four-day")


def _dropped(tab: Page, text: bytes, name: str) -> None:
    """Drops a file on the page as a hand does."""
    handle = tab.evaluate_handle(
        "([text, name]) => { const all = new DataTransfer(); all.items.add(new File([text], name)); return all; }",
        [text.decode("utf-8"), name],
    )
    tab.locator("body").dispatch_event("dragenter", {"dataTransfer": handle})
    expect(tab.get_by_text("Drop the file here. It is read on your own machine")).to_be_visible()
    tab.locator("body").dispatch_event("drop", {"dataTransfer": handle})


def test_a_dropped_document_opens_the_line_in_its_context(see: See, documents: Path) -> None:
    tab = see(PROGRAMME)
    invitation = documents / "000_769c290e7051ee07.txt"
    claim = details(tab).get_by_role("article").filter(has=tab.locator("q", has_text="innovativa modell"))
    expect(claim.get_by_role("figure")).to_have_count(0)
    _dropped(tab, invitation.read_bytes(), invitation.name)
    context = claim.get_by_role("figure", name="The lines in their context")
    expect(context.locator("li.cited .number").first).to_have_text("12")
    expect(context.locator("mark").first).to_contain_text("innovativa modell")
    assert context.get_by_role("listitem").count() > 1
    context.scroll_into_view_if_needed()
    shot(tab, "evidence")


def test_a_file_opened_by_a_button_and_one_that_is_no_source(see: See, documents: Path) -> None:
    tab = see(PROGRAMME)
    details(tab).get_by_text("Do you have the source documents?").click()
    with tab.expect_file_chooser() as chosen:
        details(tab).get_by_role("button", name="Open a document's file").click()
    chosen.value.set_files(documents / "000_769c290e7051ee07.txt")
    expect(details(tab).get_by_text("1 of 5 source documents are open on this page.")).to_be_visible()
    with tab.expect_file_chooser() as chosen:
        details(tab).get_by_role("button", name="Open a document's file").click()
    chosen.value.set_files(
        {"name": "shopping.txt", "mimeType": "text/plain", "buffer": b"milk\nbread\n"}
    )  # nothing of it is kept
    expect(details(tab).get_by_text("is none of the source documents of this dataset")).to_be_visible()


def test_a_story_is_told_step_by_step(see: See) -> None:
    tab = see()
    tab.get_by_role("button", name="Electronics Watch and Swedish public buyers").click()
    card = tab.locator(".story")
    title = card.get_by_role("heading", level=2)
    expect(title).to_have_text("Two names, two ties")
    expect(title).to_be_focused()
    expect(card).to_contain_text("Step 1 of 8")
    expect(card.get_by_role("button", name="Previous")).to_be_disabled()
    assert {"Electronics Watch", "Region Stockholm"} <= set(names(tab))
    shot(tab, "story")
    for header in (
        "One afternoon in Luleå",
        "Announced is not done",
        "Who brings them together?",
        "What rests on one source",
    ):
        card.get_by_role("button", name="Next").click()
        expect(title).to_have_text(header)
    until(lambda: shown(tab).startswith("2 of 100 ties"), "the step's filter")
    assert address(tab, "story=electronics-watch-and-swedish-buyers.5")
    tab.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Who brings them together?")
    card.get_by_role("button", name="Previous").click()
    expect(title).to_have_text("Announced is not done")
    again = see(address(tab, "buyers.3").partition(".html")[2])
    expect(again.locator(".story").get_by_role("heading", level=2)).to_have_text("Announced is not done")
    card.get_by_role("button", name="Leave the story").click()
    expect(card).to_have_count(0)
    assert table(tab, "Ties").count() == 1


def test_a_story_ends_and_the_picture_stays(see: See) -> None:
    tab = see("#p=all&story=electronics-watch-and-swedish-buyers.8")
    card = tab.locator(".story")
    expect(card.get_by_role("heading", level=2)).to_have_text("See for yourself")
    card.get_by_role("button", name="Done").click()
    expect(card).to_have_count(0)
    expect(tab.get_by_role("application")).to_be_visible()
