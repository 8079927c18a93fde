"""Take it with you: item 9 of the explorer. Each file is downloaded and opened, each address in a new page."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import explorer_page
import pytest
from explorer_page import (
    See,
    address,
    data_of,
    details,
    find,
    here,
    names,
    option,
    rows,
    shot,
    summary,
    table,
    the_map,
    until,
)
from lxml import etree
from playwright.sync_api import Page, expect

chromium, explorer_file, see = explorer_page.chromium, explorer_page.explorer_file, explorer_page.see

EW, RS = "organisation/electronics-watch", "organisation/region-stockholm"
GEXF = "{http://gexf.net/1.3}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def shown_page(see: See) -> Page:
    """Electronics Watch and its partners, announced ties only."""
    tab = see()
    find(tab, "electronics w")
    option(tab, "reported").click()
    return tab


def taken(tab: Page, choice: str) -> tuple[str, bytes]:
    """Name and content of a file that the reader takes."""
    if not tab.get_by_role("dialog").count():
        tab.get_by_role("button", name="Take it with you").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("dialog").get_by_role("button", name=choice).click()
    file = waiting.value
    expect(tab.get_by_role("dialog").get_by_text(f"{file.suggested_filename} is saved.")).to_be_visible()
    return file.suggested_filename, Path(file.path()).read_bytes()


def closed(tab: Page) -> None:
    tab.get_by_role("dialog").get_by_role("button", name="Close").click()


def test_the_svg_holds_the_names_and_says_what_it_is(shown_page: Page) -> None:
    name, content = taken(shown_page, "SVG")
    assert name == "scen-ties-electronics-watch.svg"
    root = etree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    text = " ".join(root.itertext())
    for one in ("Electronics Watch", "Region Stockholm", "SOMO", "Swedwatch"):
        assert one in text
    digest = data_of(shown_page)["made"]["digest"][:12]
    assert (
        "Ties of Electronics Watch: co-organised, same programme, represented at the same event (announced)"
        in _joined(root)
    )
    assert "works with" not in text and "Of these: " in text
    for said in ("co-organised", "Status: ", "CC BY 4.0", digest):
        assert said in text
    assert not root.findall(f".//{SVG}script") and b"javascript:" not in content


def test_the_picture_of_an_open_tie_tells_it_whole(see: See) -> None:
    tab = see(f"#p={EW},{RS}&x={EW}&tie={EW}~same-programme~{RS}")
    name, content = taken(tab, "SVG")
    assert name == "scen-ties-electronics-watch-region-stockholm.svg"
    text = _joined(etree.fromstring(content))
    for said in (
        "Electronics Watch – Region Stockholm: same programme. 2019-09-16. Certainty: stated. Status: announced. One source only.",
        "Invitation to the seminar on fair ICT procurement in Luleå, 16 September 2019, line 12.",
    ):
        assert said in text
    assert b"file:" not in content and b"file:" not in taken(tab, "JSON")[1]


def _joined(root: etree._Element) -> str:
    """The text of a picture, whose lines are broken where they are too long."""
    return " ".join(" ".join(root.itertext()).split())


def test_the_svg_says_the_day_on_which_it_was_made(shown_page: Page) -> None:
    _, content = taken(shown_page, "SVG")
    assert date.today().isoformat() in " ".join(etree.fromstring(content).itertext())


def test_the_picture_shows_how_sure_and_how_often(see: See) -> None:
    tab = see("#p=all")
    root = etree.fromstring(taken(tab, "SVG")[1])
    drawn = [
        one
        for one in root.iter(f"{SVG}path")
        if one.get("stroke-width") and one.getparent().get("data-part") != "legend"
    ]
    ties = {one: one.get("d", "").count("M") for one in drawn}
    assert sum(ties.values()) == 95
    assert sum(many for one, many in ties.items() if one.get("stroke-dasharray")) == 17  # inferred
    wide = [one for one in drawn if float(one.get("stroke-width", "0")) > 2]
    assert sum(ties[one] for one in wide) == 2  # of two sources
    assert (
        sum(many for one, many in ties.items() if float(one.get("stroke-opacity", "1")) < 0.5) == 56
    )  # announced


def test_the_png_is_a_picture(shown_page: Page) -> None:
    name, content = taken(shown_page, "PNG")
    assert name.endswith(".png") and content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 10_000
    width = int.from_bytes(content[16:20], "big")
    assert width >= 640


@pytest.mark.parametrize("which", ["Nodes", "Ties", "Claims"])
def test_a_csv_is_the_table(shown_page: Page, which: str) -> None:
    tab = shown_page
    sheet = table(tab, which)
    head = [text.strip(" \n↕▲▼") for text in sheet.get_by_role("columnheader").all_inner_texts()]
    printed = [[cell.removesuffix(", selected") for cell in row] for row in rows(sheet)]
    name, content = taken(tab, f"CSV of the {which.lower()}")
    assert name.endswith(".csv") and content.startswith(b"\xef\xbb\xbf")
    told = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert told[0] == head
    assert len(told) - 1 == len(printed) > 2
    assert [[_plain(cell) for cell in row] for row in told[1:]] == [
        [_plain(cell) for cell in row] for row in printed
    ]


def _plain(cell: str) -> str:
    return " ".join(cell.replace("\u00a0", " ").split())


def test_the_gexf_is_valid_and_holds_the_same(shown_page: Page, standards: Path) -> None:
    expected = names(shown_page)
    ties = len(rows(table(shown_page, "Ties")))
    name, content = taken(shown_page, "GEXF")
    assert name.endswith(".gexf")
    parser = etree.XMLParser(no_network=True)
    schema = etree.XMLSchema(etree.parse(standards / "gexf/1.3/gexf.xsd", parser))
    root = etree.fromstring(content)
    schema.assertValid(root)
    assert sorted(one.get("label") for one in root.iter(f"{GEXF}node")) == expected
    assert len(list(root.iter(f"{GEXF}edge"))) == ties


def test_the_json_holds_claims_and_sources(shown_page: Page) -> None:
    name, content = taken(shown_page, "JSON")
    told: Any = json.loads(content)
    text = content.decode("utf-8")
    assert name.endswith(".json") and isinstance(told, dict)
    for said in (
        "Electronics Watch",
        "innovativa modell",
        data_of(shown_page)["made"]["digest"],
        "announced",
        "CC BY 4.0",
    ):
        assert said in text


def test_a_citation_names_version_hash_and_address(shown_page: Page) -> None:
    tab = shown_page
    now = address(tab, "s=")
    tab.get_by_role("button", name="Take it with you").click()
    made = data_of(tab)["made"]
    cited = tab.get_by_role("dialog").locator("blockquote")
    part = now[now.index("#") :]
    name = now.partition("#")[0].rpartition("/")[2]
    for said in (made["version"], made["digest"][:12], f"{name}{part}", date.today().isoformat()):
        expect(cited).to_contain_text(said)
    expect(cited).not_to_contain_text("file:")
    expect(tab.get_by_role("dialog").get_by_role("textbox", name="Address of this view")).to_have_value(part)
    expect(tab.get_by_role("dialog")).to_contain_text(
        "Open your own copy of the file and add this to its address."
    )
    shot(tab, "take")


def test_nothing_can_be_taken_of_nothing(see: See) -> None:
    tab = see()
    tab.get_by_role("button", name="Take it with you").click()
    expect(tab.get_by_role("dialog")).to_contain_text("Nothing is shown yet")
    expect(tab.get_by_role("dialog").get_by_role("button", name="SVG")).to_be_disabled()


@pytest.mark.parametrize(
    "part",
    [
        f"#p=all&x={EW}&d=2&k=met,same-programme,represented-at-same-event&s=announced&n=1&t=2019..2020&u=0&col=community&tab=ties",
        f"#p=all&path={EW}~{RS}~2", "#v=programme&p=all&x=event/lulea-seminar-2019&hull=1&lang=sv&theme=dark",
        f"#p={EW},{RS}&tie={EW}~same-programme~{RS}&z=betweenness", "#p=all&g=person&a=project/make-ict-fair&n=2",
    ],
)  # fmt: skip
def test_an_address_gives_the_same_page_twice(see: See, part: str) -> None:
    first = see(part)
    until(lambda: summary(first), "summary")
    first.wait_for_timeout(400)  # the address is kept in step after a moment
    second = see(here(first).partition(".html")[2])
    until(lambda: summary(second) == summary(first), "the same summary")
    assert second.locator("body").aria_snapshot() == first.locator("body").aria_snapshot()
    assert (
        the_map(second).or_(second.locator(".map-box")).first.screenshot()
        == the_map(first).or_(first.locator(".map-box")).first.screenshot()
    )


def test_what_the_reader_does_is_in_the_address(see: See) -> None:
    tab = see()
    find(tab, "electronics w")
    option(tab, "2 or more").click()
    tab.get_by_role("slider", name="From year").press("ArrowRight")
    tab.get_by_role("combobox", name="Colour: by").select_option("community")
    now = address(tab, "col=community")
    for said in ("x=organisation/electronics-watch", "n=2", "t=2020.."):
        assert said in now
    again = see(now.partition(".html")[2])
    expect(again.get_by_role("radio", name="2 or more")).to_be_checked()
    expect(again.get_by_role("slider", name="From year")).to_have_value("2020")
    expect(details(again).get_by_role("heading", level=2)).to_have_text("Electronics Watch")


def test_an_address_pasted_into_an_open_page_is_followed_and_nonsense_is_not(see: See) -> None:
    tab = see()
    tab.evaluate("location.hash = 'p=all&x=organisation/somo'")
    expect(details(tab).get_by_role("heading", level=2)).to_have_text("SOMO")
    odd = see(
        "#p=all&x=organisation/nobody,%E0%A4%A&k=no-such&t=20..99&d=9&tie=~~&path=a~b&story=x.99&cam=1,2,nan"
    )
    until(lambda: "95 ties" in summary(odd), "the whole map")
