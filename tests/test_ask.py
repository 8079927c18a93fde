"""``scen ask`` and ``scen path`` as people and machines use them: real processes, real files, a real terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Run

from scen.queries import catalogue

PERSON = "Kathleen McCaughey"
WIDE = {"COLUMNS": "300"}
SHARED = ("ask", "shared-programme", PERSON)


@pytest.fixture
def ask(scen: Run, dataset: Path) -> Run:
    """``scen`` on the curated dataset."""

    def run(*args: object, **more: object) -> subprocess.CompletedProcess[str]:
        return scen(*args, "--dataset", dataset, **more)

    return run


# -- the questions -------------------------------------------------------------------------------------------


def test_there_are_questions_enough_of_every_sort() -> None:
    found = catalogue.questions()
    assert len(found) >= 30
    assert sum(bool(question.parameters) for question in found) >= 20
    hard = [q for q in found if any(word in q.text for word in ("NOT EXISTS", "MINUS", "GROUP BY", "COUNT("))]
    assert len(hard) >= 8


def test_no_question_names_a_thing() -> None:
    for question in catalogue.questions():
        assert "/id/" not in question.text, question.name


def test_every_question_speaks_three_languages() -> None:
    for question in catalogue.questions():
        assert len(question.summary) <= 90 and question.description and question.tags, question.name
        assert set(question.titles) == set(question.descriptions) == {"sv", "nb"}, question.name
        assert len({question.about(language) for language in ("en", "sv", "nb")}) == 3, question.name
        for param in question.parameters.values():
            assert set(param.label) == set(param.help) == {"en", "sv", "nb"}, (question.name, param.name)


def test_all_are_listed_by_tag(scen: Run) -> None:
    listed = scen("ask").stdout
    for question in catalogue.questions():
        assert f"  {question.name} " in listed and question.summary in listed
    assert listed.index("People\n") < listed.index("  shared-programme ") < listed.index("Counts\n")
    assert "Vilka delade program med en person" in scen("ask", "--lang", "sv").stdout
    funding = scen("ask", "--tag", "funding").stdout
    assert "  funded-by " in funding and "shared-programme" not in funding


@pytest.mark.parametrize("name", catalogue.names())
def test_help_tells_what_a_question_takes(name: str) -> None:
    from click.testing import CliRunner

    from scen.cli import scen as program

    shown = CliRunner().invoke(program, ["ask", name, "--help"], terminal_width=200).output
    question = catalogue.question(name)
    assert question.summary in " ".join(shown.split())
    for param in question.parameters.values():
        assert f"--{param.name} " in shown and param.help["en"] in " ".join(shown.split())


# -- answers -------------------------------------------------------------------------------------------------


def test_the_table_says_where_it_is_written_and_that_it_was_only_announced(ask: Run) -> None:
    shown = " ".join(ask(*SHARED, env=WIDE).stdout.split())
    assert "Björn Claeson" in shown and "swedwatch-lulea-2019, lines 26, 30," in shown
    assert "(announced, partly inferred)" in shown
    assert "https://" not in shown


def test_with_sources_adds_the_words(ask: Run) -> None:
    assert "“Björn Claeson, chef för Electronics Watch”" not in " ".join(
        ask(*SHARED, env=WIDE).stdout.split()
    )
    assert "“Björn Claeson, chef för" in " ".join(ask(*SHARED, "--with-sources", env=WIDE).stdout.split())


def test_a_parameter_is_given_by_place_or_by_name_and_in_any_spelling(ask: Run) -> None:
    wanted = ask(*SHARED).stdout
    for given in (
        ["--person", PERSON],
        ["kathleen-mccaughey"],
        ["KATHLEEN mccaughey"],
        ["person/kathleen-mccaughey"],
    ):
        assert ask("ask", "shared-programme", *given).stdout == wanted
    wanted = ask("ask", "common-events", PERSON, "Björn Claeson").stdout
    assert ask("ask", "common-events", "--other", "Björn Claeson", PERSON).stdout == wanted


def test_csv_holds_names_iris_and_how_sure_it_is(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(*SHARED, "--format", "csv", "--with-sources").stdout)))
    [row] = [row for row in rows if row["other"] == "Björn Claeson"]
    assert row["other_iri"].endswith("/id/person/bjorn-claeson") and row["times"] == "1"
    assert (row["claims_status"], row["claims_certainty"]) == ("announced", "stated; inferred")
    assert row["lines"] == "swedwatch-lulea-2019: 26, 30, 40, 46" and "Björn Claeson, chef" in row["words"]
    bare = next(csv.reader(io.StringIO(ask(*SHARED, "--format", "csv").stdout)))
    assert {"claims_status", "document", "lines"} <= set(bare) and "words" not in bare


def test_formats_for_machines_hold_the_same_rows(ask: Run) -> None:
    def said(form: str) -> str:
        done = ask(*SHARED, "--format", form)
        assert done.returncode == 0, done.stderr
        return done.stdout

    rows = json.loads(said("json"))["results"]["bindings"]
    assert len(rows) == 8 and rows[0]["times"]["datatype"].endswith("#integer")
    others = {row["other"]["value"] for row in rows}
    space = {"s": "http://www.w3.org/2005/sparql-results#"}
    found = ElementTree.fromstring(said("xml")).findall(".//s:result/s:binding[@name='other']/s:uri", space)
    assert {element.text for element in found} == others
    lines = said("tsv").splitlines()
    assert (
        lines[0].split("\t")[0] == "?other"
        and {line.split("\t")[0].strip("<>") for line in lines[1:]} == others
    )
    table = said("md").splitlines()
    assert len(table) == 10 and table[1].startswith("| --- |") and "(announced, partly inferred)" in table[4]


def test_an_answer_goes_to_a_file_whole_or_not_at_all(ask: Run, tmp_path: Path) -> None:
    assert ask(*SHARED, "--format", "csv", "-o", tmp_path / "new/answer.csv").stdout == ""
    assert (tmp_path / "new/answer.csv").read_text("utf-8") == ask(
        *SHARED, "--format", "csv", "-o", "-"
    ).stdout
    assert ask("ask", "shared-programme", "Nobody Known", "-o", tmp_path / "none.csv").returncode == 1
    assert not (tmp_path / "none.csv").exists()


def test_no_row_is_no_record_and_not_no_tie(ask: Run) -> None:
    done = ask("ask", "events-on-day", "1999-01-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("no record") and "does not prove" in done.stderr


def test_the_query_can_be_had_and_asked_again(ask: Run) -> None:
    query = ask(*SHARED, "--show-query").stdout
    assert "<https://w3id.org/scen/id/person/kathleen-mccaughey>" in query and "_person_iri" not in query
    rows = ask("query", "-", "--format", "json", input=query).stdout
    asked = json.loads(ask(*SHARED, "--format", "json").stdout)["results"]["bindings"]
    sure = [(row.pop("claims_status")["value"], row.pop("claims_certainty")["value"]) for row in asked]
    assert json.loads(rows)["results"]["bindings"] == asked
    assert ("announced", "stated; inferred") in sure, "a question says how sure it is in every format"


def test_a_question_of_ones_own(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(
        "#+ summary: Posts\n#+ tags:\n#+   - own\nSELECT ?title { ?m org:member ?_person_iri ; dct:title ?title ."
        " FILTER(CONTAINS(?title, ?_word)) } ORDER BY ?title",
        encoding="utf-8",
    )
    done = ask("ask", "mine.rq", "--person", PERSON, "--word", "strateg", "--format", "csv")
    assert done.stdout.splitlines()[0] == "title" and "strateg" in done.stdout
    assert "no such file" in ask("ask", "lost.rq").stderr.lower()


def test_a_language_is_that_of_names(ask: Run) -> None:
    shown = ask("ask", "holders-of-role", "moderator", "--lang", "sv").stdout
    assert "aviserad" in shown and "announced" not in shown.splitlines()[0]


# -- a terminal ----------------------------------------------------------------------------------------------


def on_a_terminal(dataset: Path, *args: str, columns: int = 100) -> str:
    """What a terminal is sent."""
    leader, follower = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-m", "scen.cli", *args, "--dataset", str(dataset)],
        stdout=follower,
        stderr=follower,
        env=env,
    ) as process:
        os.close(follower)
        found = b""
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            found += data
        assert process.wait(60) == 0
    os.close(leader)
    return found.decode()


def test_wide_text_is_wrapped_and_a_narrow_terminal_gets_lists(dataset: Path) -> None:
    wide = re.sub(r"\x1b\[[\d;]*m", "", on_a_terminal(dataset, *SHARED, columns=100))
    assert (
        max(len(line.rstrip()) for line in wide.splitlines() if "see also" not in line) <= 100
        and "──" in wide
    )
    narrow = on_a_terminal(dataset, "ask", "appearances-of-person", PERSON, columns=60)
    assert "──" not in narrow and "written in" in narrow


def test_names_are_links_once_the_base_is_real(tmp_path: Path, tiny: Path, scen: Run) -> None:
    for base, linked in (("https://example.org/net/", True), ("https://w3id.org/scen/", False)):
        out = tmp_path / str(linked)
        assert scen("build", tiny, "--out", out, "--base-iri", base).returncode == 0
        shown = on_a_terminal(out, "ask", "programme-of-event", "The Meeting")
        assert ("\x1b]8;" in shown) == linked
        assert "Ada Test" in shown


# -- shell completion ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sh", "show"),
        ("ask shared", "shared-programme"),
        ("ask shared-programme --per", "--person"),
        ("ask shared-programme Kath", "kathleen-mccaughey"),
        ("ask common-events leah-butler björn", "bjorn-claeson"),
        ("ask shared-programme --person Kathleen", "kathleen-mccaughey"),
        ("ask holders-of-role mod", "moderator"),
        ("show Elec", "electronics-watch"),
        ("path leah-butler elin", "elin-severholt"),
    ],
)
def test_completion(scen: Run, dataset: Path, typed: str, offered: str) -> None:
    words = f"scen {typed}"
    env = {"_SCEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    found = scen(env={**env, "SCEN_DATASET": str(dataset)}).stdout
    assert f"plain,{offered}" in found.splitlines()
    if not typed.startswith(("sh", "ask shared", "ask holders")):  # without a dataset: nothing, and no error
        assert scen(env={**env, "SCEN_DATASET": "/nowhere"}).stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_printed(scen: Run, shell: str) -> None:
    assert "_SCEN_COMPLETE" in scen("completion", shell).stdout


# -- path ----------------------------------------------------------------------------------------------------


def test_a_path_is_told_hop_by_hop_with_role_status_date_and_source(ask: Run) -> None:
    told = " ".join(ask("path", "Leah Butler", "City of Stavanger").stdout.split())
    assert told.startswith(
        "Leah Butler to City of Stavanger: 2 hops 1. Leah Butler and Elin Severholt: same programme"
    )
    for words in ("(2021-01-19)", "announced: Elin Severholt: presenter", "for City of Stavanger",
                  "procurement-events-2020, lines 145, 149: “Presentations” … “Elin Severholt, City of",
                  "2. Elin Severholt belongs to City of Stavanger"):  # fmt: skip
        assert words in told
    back = json.loads(ask("path", "City of Stavanger", "Leah Butler", "--format", "json").stdout)
    assert [hop["end"]["slug"] for hop in back["hops"]] == ["elin-severholt", "leah-butler"]


def test_no_path_is_said_and_not_taken_for_a_proof(ask: Run) -> None:
    done = ask("path", "Leah Butler", "TEKO")
    assert done.returncode == 0
    assert "No chain from Leah Butler to" in done.stdout and "does not prove" in done.stdout
    assert "one and the same" in ask("path", "sida", "Sida").stdout


# -- bad input -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["ask", "shared-program", "x"], 2, "no question 'shared-program'; did you mean 'shared-programme'?"),
        (["ask", "shared-programme"], 2, "shared-programme needs person"),
        (["ask", "shared-programme", "--persn", "x"], 2, "Did you mean '--person'?"),
        (["ask", "shared-programme", "Kathleen", "McCaughey"], 2, "a name of several words needs quotes"),
        (["ask", "shared-programme", "Kathlen"], 1, "did you mean Kathleen McCaughey"),
        (["ask", "shared-programme", "Swedwatch"], 1, "no person is named 'Swedwatch'; there is Swedwatch (organisation"),
        (["ask", "events-on-day", "2020-13-01"], 2, "'2020-13-01' is no date; give a day of the calendar, written 2020-12-10"),
        (["ask", "events-in-period", "2021-12-31", "2021-01-01"], 2, "from 2021-12-31 is after to 2021-01-01"),
        (["ask", "persons-in-documents", "--minimum", "two"], 2, "'two' is no integer"),
        (["ask", "holders-of-role", "speeker"], 1, "did you mean 'speaker'?"),
        (["ask", "events-about", "procurement"], 1, "names"),
        (["ask", "--tag", "peple"], 2, "did you mean 'people'?"),
        (["path", "Leah Butler"], 2, "Missing argument 'SECOND'"),
        (["path", "Leah Butler", "Nobody Known"], 1, "no record of 'Nobody Known'"),
    ],
)  # fmt: skip
def test_bad_input_is_one_message_and_a_status(
    scen: Run, dataset: Path, arguments: list[str], status: int, message: str
) -> None:
    done = scen(*arguments, env={"SCEN_DATASET": str(dataset)})
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr and "Traceback" not in done.stderr


def test_which_thing_a_half_name_was_taken_for_is_said(ask: Run) -> None:
    assert "person: Tom Sullivan (person/tom-sullivan)" in ask("ask", "posts-of-person", "tom").stderr
    assert "person:" not in ask("ask", "posts-of-person", "Tom Sullivan").stderr


def test_a_question_is_not_run_as_a_plain_query(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?e { ?e dct:subject ?_topic_iri }", encoding="utf-8")
    done = ask("query", "@q.rq")
    assert done.returncode == 2 and "scen ask q.rq --topic VALUE" in done.stderr
    assert ask("query", "SELECT ?_x { ?_x a foaf:Person }").returncode == 0, "a variable of one's own"


def test_an_empty_answer_names_terms_that_are_not_used(ask: Run) -> None:
    done = ask("query", "SELECT ?p { ?p a foaf:Perso ; <http://example.org/p> ?x }")
    assert "foaf:Perso is not used in this dataset; did you mean 'foaf:Person'?" in done.stderr
    assert "<http://example.org/p> is not used" in done.stderr
    assert "not used" not in ask("query", "SELECT ?p { ?p a foaf:Person, scen:Tie }").stderr
