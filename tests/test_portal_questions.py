"""The pages of questions over real HTTP: forms, answers that lead to evidence, downloads, and honest refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from conftest import Run
from lxml import html
from portal_server import portal_server

from scen.graph.facts import Ref
from scen.portal.answers_page import picture
from scen.portal.question_answers import in_time, not_more
from scen.portal.question_words import _COLUMNS, _WORDS
from scen.portal.sparql.refused import Refused
from scen.queries import catalogue
from scen.queries.table import Table

FUNDERS = "questions/funders-of-project"
ANSWER, ALERT = "section[@id='answer']", "*[@role='alert']"
CHOICES = "ul[contains(@class, 'choices')]//a"


@pytest.fixture(scope="module")
def portal(dataset: Path) -> Iterator[str]:
    """The address of a portal of the curated network."""
    with portal_server(dataset) as address:
        yield address


def fetched(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an answer."""
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
    except HTTPError as error:
        return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}


def found(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """The elements of that path, at any depth."""
    return list(page.xpath(f".//{path}"))


def texts(page: html.HtmlElement, path: str) -> list[str]:
    """The texts of those elements, without superfluous blanks."""
    return [" ".join(one.text_content().split()) for one in found(page, path)]


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_all_questions_are_listed_in_the_readers_language(portal: str, language: str) -> None:
    _, text, told = fetched(f"{portal}questions?lang={language}")
    links = {a.get("href"): " ".join(a.text_content().split()) for a in found(html.fromstring(text), "ul[@class='question-list']//a")}
    known = catalogue.questions()
    assert len(known) == 45
    assert links == {f"/questions/{one.name}": one.title(language) for one in known}
    assert told["content-language"] == language


def test_a_stranger_sees_who_funds_make_ict_fair_and_where_that_is_written(portal: str) -> None:
    _, text, _ = fetched(f"{portal}{FUNDERS}?project=Make+ICT+Fair")
    page = html.fromstring(text)
    assert texts(page, "th")[0] == "Funder" and texts(page, "th")[-1] == "Where it is written"
    funders = {a.text_content(): a.get("href") for a in found(page, "td[1]//a")}
    assert funders == {
        "European Union": "/page/organisation/european-union",
        "Government of Sweden": "/page/organisation/government-of-sweden",
        "Sida": "/page/organisation/sida",
    }
    sida = [tr for tr in found(page, "tbody/tr") if texts(tr, "td")[:2] == ["Sida", "Make ICT Fair"]]
    assert [texts(tr, "summary") for tr in sida] == [
        ["Upcoming events on procurement, November 2020 to January 2021, lines 173, 175 inferred"],
        ["Invitation to the seminar on fair ICT procurement in Luleå, 16 September 2019, lines 50, 54"],
    ]
    leads = [a.get("href") for a in found(sida[1], "details//a")]
    assert leads[0] == "/page/document/swedwatch-lulea-2019" and re.match(r"/id/claim/\w+$", leads[1])


def test_the_address_holds_the_state_and_the_form_shows_it(portal: str) -> None:
    _, text, _ = fetched(f"{portal}{FUNDERS}?project=make+ict+fair&lang=sv")
    page = html.fromstring(text)
    assert found(page, "input[@id='p-project']")[0].get("value") == "make ict fair"
    assert texts(page, "label[@for='p-project']") == ["Projekt"]
    assert found(page, "input[@name='lang']")[0].get("value") == "sv"
    downloads = [a.get("href") for a in found(page, "span[@class='downloads']/a")]
    assert downloads == [f"/{FUNDERS}.{form}?project=make+ict+fair" for form in ("csv", "tsv", "json")]
    assert found(page, "details[@class='query-behind']//a")[0].get("href") == "/editor?question=funders-of-project&project=make+ict+fair"
    assert "<https://w3id.org/scen/id/project/make-ict-fair>" in texts(page, "pre")[0]


def test_a_question_with_an_empty_form_answers_nothing_and_offers_examples(portal: str) -> None:
    status, text, _ = fetched(f"{portal}{FUNDERS}")
    page = html.fromstring(text)
    assert status == 200 and not found(page, ANSWER) and not found(page, ALERT)
    assert f"/{FUNDERS}?project=project%2Fmake-ict-fair#answer" in [a.get("href") for a in found(page, CHOICES)]


def test_a_name_of_several_things_offers_them_each_with_its_address(portal: str) -> None:
    status, text, _ = fetched(f"{portal}questions/posts-of-person?person=a")
    page = html.fromstring(text)
    assert status == 400 and "names several things" in texts(page, ALERT)[0]
    offered = [a.get("href") for a in found(page, "div[@class='wrong']//a")]
    assert len(offered) > 1 and all(re.fullmatch(r"/questions/posts-of-person\?person=person%2F[\w-]+#answer", one) for one in offered)
    assert fetched(f"{portal}{offered[0][1:].split('#')[0]}")[0] == 200
    assert found(page, "input[@id='p-person']")[0].get("aria-describedby") == "h-person e-person"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("questions/posts-of-person?person=Zyxwvut+Invented", 404, "There is no record of “Zyxwvut Invented”."),
        ("questions/events-on-day?day=2020-02-30", 400, "This value cannot be used. day of question events-on-day"),
        ("questions/holders-of-role?role=moderater", 404, "There is no record of “moderater”."),
        ("questions/claims-on-line?document=swedwatch-lulea-2019", 400, "This value cannot be used."),
        ("questions/events-in-period?from=2021-01-01&to=2020-01-01", 400, "from 2021-01-01 is after to 2020-01-01"),
        ("questions/nonsense", 404, "There is no question “nonsense”. These are all:"),
        ("questions/x.rq", 404, None),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_beside_its_field(portal: str, address: str, status: int, said: str | None) -> None:
    answered, text, _ = fetched(portal + address, Accept="text/html")
    assert answered == status
    if said:
        assert said in " ".join(texts(html.fromstring(text), ALERT))


def test_markup_in_a_value_is_text(portal: str) -> None:
    nasty = '"><script>alert(1)</script>'
    for address in (f"{FUNDERS}?project={quote(nasty)}", f"questions/{quote(nasty, safe='')}", f"questions?lang={quote(nasty)}"):
        _, text, told = fetched(portal + address)
        assert "<script>alert" not in text
        assert "script-src 'self'" in told["content-security-policy"] and "unsafe" not in told["content-security-policy"]


def test_a_value_cannot_leave_its_place_in_the_query(portal: str) -> None:
    nasty = 'x" } INSERT DATA { <a:a> <a:b> <a:c> } #'
    status, text, _ = fetched(f"{portal}questions/posts-with-word?word={quote(nasty)}")
    assert status == 200 and found(html.fromstring(text), ANSWER)
    assert '\\" } INSERT DATA' in texts(html.fromstring(text), "pre")[0]
    nasty = "https://example.org/x> ?p ?o } #"
    assert fetched(f"{portal}questions/names-of?thing={quote(nasty)}")[0] in (400, 404)


def test_no_rows_say_that_this_proves_nothing(portal: str) -> None:
    _, text, _ = fetched(f"{portal}questions/events-on-day?day=1999-01-01")
    page = html.fromstring(text)
    assert "does not prove that there is nothing" in " ".join(texts(page, f"{ANSWER}//p"))
    assert found(page, f"{ANSWER}//a[@href='/coverage']") and not found(page, f"{ANSWER}//table")


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
@pytest.mark.parametrize("name", ["counts-by-kind", "funders-of-project"])
def test_a_download_is_what_scen_ask_writes(portal: str, dataset: Path, scen: Run, name: str, form: str) -> None:
    values = ["Make ICT Fair"] if name == "funders-of-project" else []
    asked = "?project=Make%20ICT%20Fair" if values else ""
    _, text, told = fetched(f"{portal}questions/{name}.{form}{asked}")
    run = scen("ask", name, *values, "--format", form, env={"SCEN_DATASET": str(dataset)})
    assert text.replace("\r\n", "\n") == run.stdout.replace("\r\n", "\n")
    assert told["content-disposition"] == f'attachment; filename="{name}.{form}"'
    if form == "json":
        assert json.loads(text)["head"]["vars"]


def test_the_picture_links_what_stands_in_a_row_and_what_was_asked_about() -> None:
    ada, ben, club = (Ref(name, f"http://x/id/{kind}/{name.lower()}", kind, name.lower())
                      for name, kind in (("Ada", "person"), ("Ben", "person"), ("Club", "organisation")))  # fmt: skip
    table = Table(("person", "organisation", "times"), [(ada, club, 1), (ben, club, 2), (ben, club, 1), (ada, None, 1)])
    made = picture(table, "en", [ada])
    assert made and [node["label"] for node in made["nodes"]] == ["Ada", "Ben", "Club"]
    # Ada–Ben: Ben's two rows were asked about Ada; Ada is not linked to herself
    assert made["lines"] == [[0, 1, 2], [0, 2, 1], [1, 2, 2]]
    many = [(Ref(f"n{n}", f"http://x/id/person/n{n}", "person", f"n{n}"), ada) for n in range(400)]
    assert picture(Table(("a", "b"), many), "en") is None


def test_what_takes_too_long_or_is_too_much_is_refused() -> None:
    assert list(in_time(range(3), 60)) == list(not_more(range(3), 3)) == [0, 1, 2]
    with pytest.raises(Refused, match="longer than -1 seconds") as late:
        list(in_time(range(3), -1))
    with pytest.raises(Refused, match="more than 2 rows") as many:
        list(not_more(range(3), 2))
    assert (late.value.status, many.value.status) == (503, 413)


def test_every_question_has_its_page_and_no_parameter_takes_the_portals_own(portal: str) -> None:
    for question in catalogue.questions():
        assert not {"lang", "question", "query"} & set(question.parameters)
        status, text, _ = fetched(f"{portal}questions/{question.name}")
        assert status == 200
        assert bool(found(html.fromstring(text), ANSWER)) == (not any(p.required for p in question.parameters.values()))


def test_words_are_there_in_all_languages_and_every_column_has_a_heading(dataset: Path) -> None:
    import scen

    assert set(_WORDS["en"]) == set(_WORDS["sv"]) == set(_WORDS["nb"])
    with scen.open(dataset) as data:
        for question in catalogue.questions():
            if not any(p.required for p in question.parameters.values()):
                columns = set(data.rows(question.name, {}).columns)
                assert columns <= {*_COLUMNS, "claim", "claims"}, question.name
