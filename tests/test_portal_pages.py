"""The pages of things, lists, search, coverage and the start over real HTTP, and the answers worked out by hand."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from conftest import TINY, TINY_TEXT
from lxml import html
from portal_server import portal_server

import scen as package
from scen.graph.build import build
from scen.portal import behind, facets, kept, thing_words
from scen.portal.ego import ring
from scen.portal.kept import KnownFacts
from scen.portal.sections import Neighbour
from scen.portal.thing_words import KINDS, Words

PEOPLE = """\
- {id: ada-test, name: {en: Ada Test}, rendering: {sv: "<script>alert(1)</script>"}, formerly: [ada-old]}
- {id: bo-test, name: {en: Bo Test}}
- {id: p-0123456789abcdef, visibility: withheld}
"""
OURS = ("thing", "claim", "missing", "list", "find", "coverage", "explore", "start", "facts", "ego")
SV = {"Accept-Language": "sv"}


def served(folder: Path, **settings: object) -> Iterator[httpx.Client]:
    with portal_server(folder, **settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def web(dataset: Path, documents: Path) -> Iterator[httpx.Client]:
    """A client of a portal of the curated network, whose owner has the source texts."""
    yield from served(dataset, documents=documents)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """One of an invented dataset with a name that is HTML, a renamed and a withheld person; without texts."""
    root = tmp_path_factory.mktemp("odd")
    sha = hashlib.sha256(TINY_TEXT.encode()).hexdigest()
    for name, text in {**TINY, "entities/persons.yaml": PEOPLE}.items():
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SHA", sha), encoding="utf-8")
    build(root / "records", out=root / "dataset")
    yield from served(root / "dataset")


def page(client: httpx.Client, address: str, **headers: str) -> html.HtmlElement:
    client.cookies.clear()  # the language that was chosen before
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    """Its text without superfluous blanks."""
    return " ".join(element.text_content().split())


def under(root: html.HtmlElement, heading: str) -> html.HtmlElement:
    """The section whose heading has that id."""
    (found,) = root.xpath(f"//section[@aria-labelledby='{heading}']")
    return found


# -- a stranger's way -----------------------------------------------------------------------------------


def test_the_way_from_the_start_to_who_funds_make_ict_fair_and_where_it_is_written(web: httpx.Client) -> None:
    start = page(web, "/")
    (link,) = [a for a in under(start, "projects").iter("a") if text(a) == "Make ICT Fair"]
    thing = page(web, link.get("href"))
    (answer,) = thing.xpath("//p[@class='answer']")
    assert text(answer).startswith("Funded by European Union, Sida")
    sections = thing.xpath("//div[@class='main']/section/@aria-labelledby")
    assert sections[0] == "funding"
    funding = text(under(thing, "funding"))
    assert "Upcoming events on procurement, November 2020 to January 2021, lines 26, 175" in funding
    assert "co-funded by European Union … an EU-funded project" in funding
    assert "lines 173, 175 inferred" in funding and "The funding line names no object" in funding


def test_the_same_question_typed_as_it_comes_to_mind(web: httpx.Client) -> None:
    found = page(web, "/find?q=who funds make ict fair?")
    assert text(found.xpath("//ul[@class='hits']/li[1]")[0]).startswith("Make ICT Fair project")
    first = under(found, "questions").xpath(".//a")[0]
    assert first.get("href") == "/questions/funders-of-project?project=project/make-ict-fair#answer"
    assert web.get(first.get("href").split("#")[0]).status_code == 200


# -- things ---------------------------------------------------------------------------------------------


def test_every_thing_has_a_page_in_every_language(web: httpx.Client, dataset: Path) -> None:
    with package.open(dataset) as data:
        things = [hit for kind in KINDS for hit in data.first(kind, 1000)]
    assert len(things) > 250
    for number, hit in enumerate(things):
        language = ("en", "sv", "nb")[number % 3]
        answer = web.get(f"/page/{hit.kind}/{hit.slug}?lang={language}")
        assert answer.status_code == 200, hit
        assert re.search(r"<h1[^>]*>", answer.text) and f'<html lang="{language}">' in answer.text
        ids = html.fromstring(answer.text).xpath("//@id")
        assert len(ids) == len(set(ids)), hit


def test_a_fact_shows_its_line_in_its_context_with_the_words_marked(web: httpx.Client) -> None:
    thing = page(web, "/page/project/make-ict-fair")
    context = under(thing, "funding").xpath(".//details[@class='context']")[0]
    rests = [text(one.xpath("./span[1]")[0]) for one in context.xpath(".//p[@class='rests']")]
    assert rests == ["26", "175"]
    assert [text(one) for one in context.xpath(".//mark")] == [
        "co-funded by European Union",
        "an EU-funded project",
    ]


def test_without_the_texts_only_the_kept_words_are_shown(odd: httpx.Client) -> None:
    event = page(odd, "/page/event/meeting-2021")
    assert not event.xpath("//details[@class='context']")
    assert "Ada Test, Org A" in text(under(event, "participation"))


def test_the_agenda_has_its_sessions_in_order_with_who_takes_part(web: httpx.Client) -> None:
    agenda = under(page(web, "/page/event/lulea-seminar-2019"), "agenda")
    times = [text(one) for one in agenda.xpath(".//div[@class='clock']")]
    names = [text(one) for one in agenda.xpath(".//h3")]
    assert names[0].startswith("Welcome") and names[-1].startswith("Closing")
    assert [one for one in times if one] == sorted(one for one in times if one) and times[0] == "13:00"
    assert "Björn Claeson: speaker · for Electronics Watch" in text(agenda)


def test_contradicting_claims_stand_side_by_side(web: httpx.Client) -> None:
    event = page(web, "/page/event/ohs-summit-2020")
    sides = under(event, "contradictions").xpath(".//div[@class='side']")
    assert len(sides) == 2
    assert "date: 30 November 2020 – 4 December 2020" in text(sides[0]) and "duration: 4 days" in text(
        sides[1]
    )
    assert all("disputed" in text(side) for side in sides)


def test_partners_are_told_with_what_they_share_and_when(web: httpx.Client, dataset: Path) -> None:
    part = under(page(web, "/page/organisation/iclei"), "partners")
    assert "3 partners, 10 others at the same events." in text(part)
    partners, others = (
        {
            text(body[0][0]): [[text(cell) for cell in row.xpath("td")] for row in body]
            for body in table.xpath("./tbody")
        }
        for table in part.xpath(".//table")
    )
    assert list(partners) == ["EUROCITIES", "DG GROW", "European Commission"]
    assert [row[0] for row in partners["EUROCITIES"]] == ["joint action", "same project"]
    assert [(row[0], row[2]) for row in others["Region Stockholm"]] == [
        ("represented at the same event announced", "2020–2021")
    ]
    with package.open(dataset) as data:
        assert {*partners, *others} == {one.other.label for one in data.partners("iclei")}


def test_what_is_inferred_is_marked_where_it_stands(web: httpx.Client) -> None:
    rows = under(page(web, "/page/organisation/swedwatch"), "partners").xpath(
        ".//tbody[contains(., 'Electronics Watch')]/tr"
    )
    assert [text(row.xpath("td")[0]) for row in rows] == [
        "represented at the same event announced",
        "same funder announced inferred",
    ]


def test_an_inferred_funder_is_not_told_as_a_stated_one(web: httpx.Client) -> None:
    assert text(page(web, "/page/event/ohs-summit-2020").xpath("//p[@class='answer']")[0]).startswith(
        "Funded by European Union inferred"
    )
    assert "inferred" not in text(page(web, "/page/project/make-ict-fair").xpath("//p[@class='answer']")[0])


def test_a_swedish_page_gives_a_norwegian_name_before_an_english_one(web: httpx.Client) -> None:
    for language, name in (("sv", "Oslo kommune"), ("nb", "Oslo kommune"), ("en", "City of Oslo")):
        title = page(web, "/page/organisation/oslo-kommune", **{"Accept-Language": language}).xpath("//h1")[0]
        assert (text(title), title.get("lang")) == (name, "nb" if language == "sv" else None)


def test_the_timeline_goes_by_years_and_has_a_place_for_the_undated(web: httpx.Client) -> None:
    timeline = under(page(web, "/page/project/make-ict-fair"), "timeline")
    assert [text(one) for one in timeline.xpath(".//h3")] == ["2021", "2020", "2019", "Without a year"]
    assert "9 November, year not stated" in text(timeline)


def test_the_small_picture_leads_to_pages_and_is_cut_where_they_are_many(web: httpx.Client) -> None:
    ego = under(page(web, "/page/organisation/iclei"), "network")
    links = ego.xpath(".//*[local-name()='svg']//@href")
    assert len(links) == 13 and "/page/organisation/eurocities" in links
    assert all(web.get(link).status_code == 200 for link in links[:3])
    drawn = text(under(page(web, "/page/organisation/national-secretariat"), "network"))
    assert "closest of" not in drawn, "all five are drawn, though some are counted as only inferred too"


def test_places_in_the_picture_do_not_meet() -> None:
    from scen.graph.facts import Ref

    spots = ring(
        [Neighbour(Ref(f"n{n}", f"http://example.org/{n}", "person", f"n{n}"), 1, False) for n in range(16)]
    )
    assert len({(spot.x, spot.y) for spot in spots}) == 16
    heights = {
        anchor: sorted(spot.y for spot in spots if spot.anchor == anchor) for anchor in ("start", "end")
    }
    for ys in heights.values():
        assert all(later - earlier > 15 for earlier, later in pairwise(ys))


def test_a_claim_has_a_page(web: httpx.Client) -> None:
    address = page(web, "/page/grant/eu-make-ict-fair").xpath("//a[@class='permanent']/@href")[0]
    claim = page(web, address)
    assert "European Union" in text(claim.xpath("//h1")[0])
    assert under(claim, "where").xpath(".//details[@class='context']")


def test_a_document_tells_what_was_read_from_it_by_line(web: httpx.Client) -> None:
    first = under(page(web, "/page/document/procurement-events-2020"), "read")
    second = under(page(web, "/page/document/procurement-events-2020?page=2"), "read")

    def lines(section: html.HtmlElement) -> list[int]:
        shown = (re.search(r"lines? (\d+)", text(one)) for one in section.xpath(".//span[@class='where']"))
        return [int(found[1]) for found in shown if found]

    assert lines(first) == sorted(lines(first)) and lines(second)[0] >= lines(first)[-1]
    assert web.get("/page/document/procurement-events-2020?page=999999").status_code == 200


def test_every_query_behind_a_panel_runs_and_finds_something(web: httpx.Client, dataset: Path) -> None:
    with package.open(dataset) as data:
        for address in (
            "project/make-ict-fair",
            "event/ohs-summit-2020",
            "organisation/iclei",
            "document/swedwatch-lulea-2019",
        ):
            queries = page(web, f"/page/{address}").xpath("//details[@class='query']")
            assert queries
            for one in queries:
                query = one.xpath(".//code")[0].text_content()
                assert len(data.select(query)), query
                assert unquote(one.xpath(".//a/@href")[0].partition("?query=")[2]) == query
        for kind in ("organisation", "person", "document"):
            assert len(data.select(behind.kind(kind, data.store.base))) == min(
                1000, len(data.first(kind, 1000))
            )


def test_head_of_a_page_names_its_address_formats_and_structured_data(web: httpx.Client) -> None:
    answer = web.get("/page/organisation/iclei")
    told = answer.headers["link"]
    assert '/page/organisation/iclei>; rel="canonical"' in told
    assert '/data/organisation/iclei.ttl>; rel="describedby"; type="text/turtle"' in told
    root = html.fromstring(answer.text)
    (data,) = root.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["name"] == "ICLEI – Local Governments for Sustainability"
    assert len(root.xpath("//link[@rel='alternate'][@type]")) == 7  # six syntaxes of RDF, and oEmbed
    again = web.get("/page/organisation/iclei", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


# -- what is not there ----------------------------------------------------------------------------------


def test_what_was_renamed_withdrawn_or_never_there(odd: httpx.Client) -> None:
    moved = odd.get("/page/person/ada-old", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (301, "/page/person/ada-test")
    gone = odd.get("/page/person/p-0123456789abcdef")
    assert (
        gone.status_code == 410
        and "withdrawn" in gone.text
        and "p-0123456789abcdef" not in text(html.fromstring(gone.text).xpath("//main")[0])
    )
    none = odd.get("/page/person/ada-tset")
    assert none.status_code == 404
    assert html.fromstring(none.text).xpath("//main//a/@href") == ["/page/person/ada-test"]


@pytest.mark.parametrize(
    "path",
    [
        "person/%3Cscript%3E",
        "x/y",
        "person/%00",
        "claim/nothing",
        "organisation/a%20b%22%3E",
        "tie/x",
        "person/" + "a" * 3000,
    ],
)
def test_odd_addresses_are_answered_plainly(odd: httpx.Client, path: str) -> None:
    answer = odd.get(f"/page/{path}")
    assert (
        answer.status_code in (400, 404) and "<script>" not in answer.text and "Traceback" not in answer.text
    )


def test_html_in_a_name_stays_text(odd: httpx.Client) -> None:
    for address in ("/page/person/ada-test", "/people", "/find?q=alert", "/page/event/meeting-2021"):
        answer = odd.get(address, headers=SV)
        assert answer.status_code == 200 and "<script>alert" not in answer.text, address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in odd.get("/people", headers=SV).text
    assert "<script>alert" not in odd.get("/explore", headers=SV).text


# -- lists ----------------------------------------------------------------------------------------------


def test_a_list_is_narrowed_by_what_its_address_says(web: httpx.Client) -> None:
    root = page(web, "/organisations?country=sweden&sort=facts")
    assert text(root.xpath("//h1")[0]) == "Organisations 3 of 55"
    numbers = [int(one) for one in root.xpath("//tbody/tr/td[@class='number']/text()")]
    assert numbers == sorted(numbers, reverse=True) and len(numbers) == 3
    (chosen,) = root.xpath("//section[@aria-labelledby='facet-country']//a[@aria-current]")
    assert text(chosen) == "Sweden 3" and chosen.get("href") == "/organisations?sort=facts"
    both = page(web, "/organisations?country=sweden&country=norway")
    assert text(both.xpath("//h1")[0]) == "Organisations 4 of 55"


def test_counts_beside_a_choice_are_what_one_gets(web: httpx.Client) -> None:
    for plural in ("organisations", "events", "people"):
        for link in page(web, f"/{plural}").xpath("//aside//li/a")[:12]:
            head = page(web, link.get("href")).xpath("//h1")[0]
            assert text(link).split()[-1] == text(head).split()[-3], link.get("href")


def test_lists_say_how_many_there_are_of_each_kind(web: httpx.Client, dataset: Path) -> None:
    with package.open(dataset) as data:
        counts = data.store.read(lambda readable: readable.names.count())
    for kind, plural in KINDS.items():
        count = counts.get(kind, 0)
        assert text(page(web, f"/{plural}").xpath("//h1/span")[0]) == f"{count} of {count}"
    assert web.get("/persons", follow_redirects=False).headers["location"].endswith("/people")


def test_the_list_as_csv_has_the_same_rows(web: httpx.Client) -> None:
    rows = list(csv.DictReader(StringIO(web.get("/organisations.csv?country=sweden").text)))
    assert {row["country"] for row in rows} == {"Sweden"} and len(rows) == 3
    assert rows[0]["iri"].endswith(f"/id/{rows[0]['id']}")


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999",
        "sort=%3Cb%3E",
        "q=%00%ff",
        "kind=%22%3E%3Cscript%3E",
        "nothing=1",
        "country=-",
    ],
)
def test_odd_choices_do_no_harm(web: httpx.Client, query: str) -> None:
    answer = web.get(f"/organisations?{query}")
    assert answer.status_code == 200 and "<script>" not in answer.text.replace("<script src", "")


def test_a_cancelled_claim_is_no_facet_and_a_role_is_a_year(dataset: Path) -> None:
    with package.open(dataset) as data:
        rows = data.store.read(lambda readable: facets.rows(readable, KnownFacts(readable, "en"), "person"))
    (row,) = [row for row in rows if row.thing.slug == "kathleen-mccaughey"]
    assert {year for year, _ in row.values["year"]} == {"2019", "2020", "2021"}
    assert {label for _, label in row.values["organisation"]} == {"Region Stockholm"}


# -- search, coverage, explorer --------------------------------------------------------------------------


def test_search_finds_says_what_was_meant_and_narrows_by_kind(web: httpx.Client) -> None:
    hits = page(web, "/find?q=swedwatch").xpath("//ul[@class='hits'][1]/li")
    assert text(hits[0]).startswith("Swedwatch organisation")
    near = page(web, "/find?q=elektronic wach")
    assert "Electronics Watch" in text(near.xpath("//main")[0])
    only = page(web, "/find?q=swedwatch&kind=document").xpath(
        "//ul[@class='hits']//span[contains(@class, 'kind')]"
    )
    assert {text(one) for one in only} == {"source document"}
    for odd_text in ("", "   ", "%00", "%F0%9F%98%80", "%22%3E%3Cscript%3E", "*" * 5000, "a" * 3000):
        assert web.get("/find", params={"q": unquote(odd_text)}).status_code in (200, 414)


def test_completion_gives_names_kinds_and_pages(web: httpx.Client) -> None:
    typed, names, kinds, pages = web.get("/find/complete?q=swedw").json()
    assert (typed, names[0], kinds[0], pages[0]) == (
        "swedw",
        "Swedwatch",
        "organisation",
        "/page/organisation/swedwatch",
    )
    assert web.get("/find/complete").json() == ["", [], [], []]


def test_coverage_tells_what_is_missing_in_the_numbers_of_the_command(
    web: httpx.Client, dataset: Path
) -> None:
    root = page(web, "/coverage")
    with package.open(dataset) as data:
        found = data.coverage()
    gaps = text(under(root, "not"))
    assert f"{found.missing('year').ties} of {found.ties} ties have no year" in gaps
    assert f"for {found.missing('country').agents} of {found.organisations} organisations" in gaps
    years = {text(row[0]): text(row[1]) for row in under(root, "by-year").xpath(".//tbody/tr")}
    assert years == {(one.name or "not stated"): str(one.ties) for one in found.of("year")}


def test_the_explorers_page_carries_its_data_and_leads_to_pages(odd: httpx.Client) -> None:
    root = page(odd, "/explore", **SV)
    (text_,) = root.xpath("//script[@id='scen-data']/text()")
    data = json.loads(text_)
    assert data["language"] == "sv" and data["made"]["pages"] == f"{odd.base_url}page/"
    alone = odd.get("/explore/data.json", headers={"Accept-Language": "sv"})
    assert alone.json() == data
    other = odd.get("/explore/data.json", headers={"Host": "example.org"})
    assert other.json()["made"]["pages"] == "http://example.org/page/"


def test_the_start_page_has_every_way_in(web: httpx.Client) -> None:
    root = page(web, "/")
    for link in root.xpath("//main//a[not(starts-with(@href, '/explore'))]/@href"):
        assert web.get(link.split("#")[0]).status_code == 200, link
    assert "3 partners, 10 others at the same events" in text(under(root, "connected"))
    assert [text(link) for link in under(root, "projects").xpath(".//li/a")] == ["Make ICT Fair"]
    assert "Electronics Watch and Swedish public buyers" in text(under(root, "explore"))


# -- words and memory -----------------------------------------------------------------------------------


def test_every_word_is_there_in_every_language() -> None:
    english = Words.of("en")
    for language in ("sv", "nb"):
        assert set(Words.of(language)) == set(english)
        for key, told in Words.of(language).items():
            assert set(re.findall(r"{\w+}", told)) == set(re.findall(r"{\w+}", english[key])), key
    templates = "".join(
        path.read_text()
        for path in (Path(thing_words.__file__).parent / "templates").rglob("*.html")
        if path.stem in OURS
    )
    used = {key for key in re.findall(r"""\bw\[["']([^"'~]+)["']\]""", templates) if not key.endswith(".")}
    assert used and used <= set(english)


def test_pages_are_in_the_readers_language(web: httpx.Client) -> None:
    root = page(web, "/page/project/make-ict-fair", **SV)
    assert text(root.xpath("//p[@class='answer']")[0]).startswith("Finansieras av Europeiska unionen, Sida")
    assert root.xpath("//span[@class='words'][@lang='en']") and root.xpath(
        "//span[@class='words'][@lang='sv']"
    )


def test_what_is_kept_is_made_once_and_of_few_versions(dataset: Path) -> None:
    made: list[int] = []
    memory = kept.Memory()
    for _ in range(3):
        memory.once("x", lambda: made.append(1))
    assert made == [1]
    with package.open(dataset) as data:
        for number in range(kept.VERSIONS + 3):
            data.store.read(lambda readable, name=f"x{number}": kept.memory(readable, name))
    assert len(kept._kept) == kept.VERSIONS
