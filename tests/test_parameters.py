"""Parameters of questions: tokens that become terms, values of every type, names, and the heads of files.

Everything is asked as a user asks it: a ``.rq`` file, or a question of the catalogue, through `scen.open`.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from conftest import ROOT, Run, edit
from endpoint import Endpoint
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

import scen as package
from scen.graph.build import build
from scen.graph.errors import NotFound, QueryError, QuestionError
from scen.ontology.prefixes import NS
from scen.queries import catalogue, header
from scen.queries import values as values_
from scen.queries.answers import Rows
from scen.queries.opened import OpenDataset
from scen.queries.query import Query

RECORDS, QUERIES = ROOT / "tests/invented", ROOT / "queries"
BASE = "https://example.org/x/"
ADA, MEMBER = f"{NS}id/person/ada-test", "http://www.w3.org/ns/org#member"
many = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Row = tuple[Any, ...]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("invented") / "dataset"
    build(RECORDS, out=out)
    return out


@pytest.fixture(scope="module")
def data(invented: Path) -> Iterator[OpenDataset]:
    with package.open(invented) as opened:
        yield opened


@pytest.fixture
def curated(dataset: Path) -> Iterator[OpenDataset]:
    with package.open(dataset) as opened:
        yield opened


@pytest.fixture
def ask(data: OpenDataset, tmp_path: Path) -> Ask:
    """Asks a question of one's own, given as text; the rows, as terms."""

    def asked(text: str, **values: str) -> list[Row]:
        file = tmp_path / "mine.rq"
        file.write_text(text, encoding="utf-8", newline="")
        return list(data.rows(str(file), values))

    return asked


def one_line(error: Exception, *parts: str) -> None:
    """The message is one printable line, not a long one, that says these."""
    message = str(error)
    assert message.isprintable() and len(message) < 300
    for part in parts:
        assert part in message


# -- tokens ----------------------------------------------------------------------------------------------

VALUES = {"who": ADA, "p": MEMBER, "n": "9", "m": "2", "minus": "-3"}
TOKEN = re.compile(r"(?<!\\)[?$]__?(who|p|n|m|minus)_(iri|integer)")
PLACES = {
    "object": "{ ?c org:member ?_who_iri }",
    "sub-select": "{ { SELECT ?c { ?c org:member ?_who_iri } } }",
    "sub-select with a count": "{ { SELECT (COUNT(*) AS ?n) { ?c org:member ?_who_iri } } }",
    "nested group with FILTER": "{ ?c org:member ?m { { ?c org:member ?x FILTER(?x = ?_who_iri) } } }",
    "OPTIONAL": "{ ?m a foaf:Person OPTIONAL { ?c org:member ?m FILTER(?m = ?_who_iri) } }",
    "NOT EXISTS": "{ ?c org:member ?m FILTER NOT EXISTS { ?c org:member ?_who_iri } }",
    "UNION and MINUS": "{ { ?c org:member ?m } UNION { ?c scen:agent ?m } MINUS { ?c ?p ?_who_iri } }",
    "VALUES and IN": "{ VALUES ?m { ?_who_iri } ?c org:member ?m FILTER(?m IN (?_who_iri)) }",
    "end of a path": "{ ?_who_iri ^org:member/org:organization ?o }",
    "element of a path": "{ ?m ^?_p_iri/org:organization ?o }",
    "repeated element": "{ ?c (?_p_iri|scen:onBehalfOf)+ ?m }",
    "negated element": "{ ?c !(?_p_iri|rdf:type) ?o . ?c org:member ?_who_iri }",
    "dollar": "{ ?c org:member $_who_iri }",
    "twice": "{ ?c org:member ?_who_iri FILTER EXISTS { ?c ?p ?_who_iri } }",
    "LIMIT and OFFSET": "{ ?c org:member ?m } ORDER BY ?c LIMIT ?_n_integer OFFSET ?__m_integer",
    "glued to LIMIT": "{ ?c org:member ?m } ORDER BY ?c LIMIT?_m_integer",
    "glued to < and &&": "{ ?c scen:line ?l FILTER(?l<?_n_integer&&?_m_integer<?l) }",
    "glued to < and >": "{ ?c scen:line ?l FILTER(?l<xsd:integer(?_n_integer))FILTER(?l>?_m_integer) }",
    "an IRI glued to =": "{ ?c org:member ?m FILTER(STR(?m)<STR(?_who_iri)||?m=?_who_iri) }",
    "an IRI glued to <": "{ ?c org:member ?m FILTER(!COALESCE(?m<?_who_iri&&?_who_iri>?m,false)) }",
    "glued to minus": "{ ?c scen:line ?l FILTER(?l-?_minus_integer>5&&-?_minus_integer<?l) }",
    "glued to each other": "{ VALUES ?l {?_n_integer?_m_integer} ?c scen:line ?l }",
    "glued to a property": "{ ?c org:member?_who_iri}",
    # what only looks like a parameter
    "comment": "{ ?c org:member ?_who_iri # ?_no_iri\n}",
    "string": '{ ?c org:member ?_who_iri BIND(\'?_no_iri\' AS ?s) BIND("\\"?_no_iri" AS ?t) }',
    "long string": "{ ?c org:member ?_who_iri BIND('''a'?_no_iri\n''' AS ?s) }",
    "other long string": '{ ?c org:member ?_who_iri BIND("""\\""?_no_iri""" AS ?t) }',
    "IRI": "{ ?c org:member ?_who_iri BIND(<http://x/?a=1&&b#?_no_iri> AS ?s) BIND(<urn:x:?_no_iri> AS ?t) }",
    "local name": "{ ?c org:member ?_who_iri OPTIONAL { ?c org:a\\?_no_iri ?x } }",
}


@pytest.mark.parametrize("where", PLACES.values(), ids=PLACES)
def test_a_parameter_is_the_term_written_by_hand(data: OpenDataset, ask: Ask, where: str) -> None:
    def by_hand(token: re.Match[str]) -> str:
        return f" <{VALUES[token[1]]}> " if token[2] == "iri" else f" {VALUES[token[1]]} "

    found = ask(f"SELECT * {where}", **{name: VALUES[name] for name, _ in TOKEN.findall(where)})
    answer = data.answer(Query(TOKEN.sub(by_hand, f"SELECT * {where}")))
    assert found and isinstance(answer, Rows)
    assert Counter(found) == Counter(answer)


def test_an_optional_parameter_stays_unbound(ask: Ask) -> None:
    text = "SELECT DISTINCT ?m { ?c org:member ?m BIND(?__who_iri AS ?w) FILTER(!BOUND(?w) || ?m = ?w) }"
    assert len(ask(text)) > len(ask(text, who="Ada Test")) == 1


HOSTILE = [
    "", " ", '"', "'", '"""', "'''", "\"'" * 3, ">", "\\", "\\\\", "\\u0022", "\\n", "\n", "\r", "\t", "\0",
    "\x7f", "\b\f", "?_x_iri", "?_x_string", "?_x_sv", "} #", '" } #', '"@en', "\u2028", "\x85",
    "\ufeff", "\ufffe", "\U0001f600",
]  # fmt: skip


@many
@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_comes_back(ask: Ask, text: str) -> None:
    same_text(ask, text)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_comes_back(ask: Ask, text: str) -> None:
    same_text(ask, text)


def same_text(ask: Ask, text: str) -> None:
    plain, swedish = Literal(text), Literal(text, language="sv")
    assert ask("SELECT (?_x_string AS ?y) {}", x=text) == [(plain,)]
    assert ask("SELECT (?_x AS ?y) (?_x AS ?z) { { SELECT * { FILTER(?_x = ?_x) } } }", x=text) == [
        (plain, plain)
    ]
    assert ask("SELECT (?_x_sv AS ?y) {}", x=text) == [(swedish,)]


@many
@given(st.text(st.characters(codec="utf-8")))
@example("a b")
@example("ö?_x_iri#&&'()")
@example("a>b")
@example('a"b')
@example("a\nb")
@example("%")
@example("a\\b")
def test_an_iri_comes_back_or_is_refused(ask: Ask, rest: str) -> None:
    iri = f"http://example.org/{rest}"
    try:
        wanted = NamedNode(iri)
    except ValueError:
        with pytest.raises(QuestionError) as refused:
            ask("SELECT (?_x_iri AS ?y) {}", x=iri)
        one_line(refused.value, "x of question mine", "is no iri")
    else:
        assert ask("SELECT (?_x_iri AS ?y) {}", x=iri) == [(wanted,)]


@pytest.mark.parametrize("iri", ["urn:isbn:0451450523", "mailto:x", "HTTPS://example.org/x"])
def test_iris_of_other_schemes(ask: Ask, iri: str) -> None:
    assert ask("SELECT (?_x_iri AS ?y) {}", x=iri) == [(NamedNode(iri),)]


# -- types -----------------------------------------------------------------------------------------------

WRONG = {
    "date": ["yesterday", "2020-02-30", "2020-1-1", "2020-12-10T00:00:00",
             "", "\u0662020-12-10", "a\nb\x1b[31m" + "c" * 999],
    "integer": ["1.5", "ten", "", "1 OR 1", "1e3", "9" * 40, "\u0663", "--1"],
    "language": ["svenska!", "", "s", "sv_SE", "sv\n"],
    "string": ["\ud800"],
    "sv": ["a\udfff"],
    "iri": ["http://exa mple.org/", "http://[/"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, all_ in WRONG.items() for value in all_], ids=ascii
)
def test_a_wrong_value_is_told_in_one_line(ask: Ask, kind: str, value: str) -> None:
    with pytest.raises(QuestionError) as refused:
        ask(f"SELECT (?_when_{kind} AS ?y) {{}}", when=value)
    assert (refused.value.question, refused.value.parameter) == ("mine", "when")
    one_line(refused.value, "when of question mine", f"is no {kind}", "give ")


@pytest.mark.parametrize(
    ("kind", "value", "lexical", "datatype"),
    [
        ("date", "2020-12-10", "2020-12-10", "date"),
        ("integer", "+007", "7", "integer"),
        ("integer", "-0", "0", "integer"),
        ("number", "12", "12", "integer"),
        ("language", "EN-gb", "en-gb", "string"),
        ("literal", "x", "x", "string"),
    ],
)
def test_values_of_types(ask: Ask, kind: str, value: str, lexical: str, datatype: str) -> None:
    wanted = Literal(lexical, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    assert ask(f"SELECT (?_x_{kind} AS ?y) {{}}", x=value) == [(wanted,)]


def test_missing_unknown_and_default_parameters(ask: Ask) -> None:
    text = "SELECT (?_first_string AS ?a) (?_then_integer AS ?b) {}"
    with pytest.raises(QuestionError, match="question mine needs first: text"):
        ask(text)
    with pytest.raises(QuestionError, match="no parameter 'frist'.*first"):
        ask(text, frist="x")
    for defaults in ("[{then: 5}]", "{then: 5}"):
        head = f"#+ defaults: {defaults}\n"
        assert ask(head + text, first="x")[0][1].value == "5"
        assert ask(head + text, first="x", then="6")[0][1].value == "6"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT *\n{ ?s ?_a_iri ?_a_date }", "line 2, column 14: ?_a_date was ?_a_iri before"),
        ("SELECT * { ?s ?_a_iri ?__a_iri }", "line 1, column 23: ?__a_iri was ?_a_iri before"),
        ("# ?_a\nSELECT *\n{ ?s ?p ?_a_colour }", "line 3, column 9: ?_a_colour: no type 'colour'"),
        ("SELECT * { ?_two_words_iri ?p ?o }", "line 1, column 12: ?_two_words_iri: no type 'words_iri'"),
        ("#+ params: {b: {}}\nSELECT ?_a {}", "params names b, which the query does not use"),
    ],
)
def test_a_wrong_parameter_is_told_with_its_place(ask: Ask, text: str, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask(text)
    one_line(refused.value, said)


def test_values_that_are_no_text(data: OpenDataset) -> None:
    day: Any = {"from": datetime.date(2021, 5, 3), "to": None}
    assert data.ask("events-in-period", **day) == data.ask("events-in-period", **{"from": "2021-05-03"})
    assert data.ask("persons-in-documents", minimum=1).cells


# -- names -----------------------------------------------------------------------------------------------


def same(opened: OpenDataset, one: str, other: str) -> None:
    """Both name the same thing, of which something is told."""
    found = list(opened.rows("names-of", {"thing": one}))
    assert found and found == list(opened.rows("names-of", {"thing": other}))


@pytest.mark.parametrize(
    "name", ["ICLEI – Local Governments for Sustainability", "iclei", "ICLEI", f"{NS}id/organisation/iclei"]
)
def test_name_alias_id_and_iri(curated: OpenDataset, name: str) -> None:
    same(curated, name, "organisation/iclei")


@pytest.mark.parametrize("name", ["Key Performance Indicators", "nyckeltal", "NØKKELTALL", "nokkeltall"])
@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_a_name_in_any_language(dataset: Path, name: str, language: str) -> None:
    with package.open(dataset, language=language) as opened:
        same(opened, name, "topic/key-performance-indicators")


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path, scen: Run) -> None:
    shutil.copytree(RECORDS, tmp_path / "records")
    for file in [tmp_path / "records/entities/persons.yaml", *(tmp_path / "records/sources").glob("*.yaml")]:
        edit(file, "Bo Prov", "Ada Test")
    judged = (
        "- {judgement: different, a: ada-test, b: bo-prov, who: me, when: 2021-01-01, why: Two people.}\n"
    )
    (tmp_path / "records/ledger.yaml").write_text(judged, encoding="utf-8")
    build(tmp_path / "records", out=tmp_path / "dataset")
    with package.open(tmp_path / "dataset") as opened:
        with pytest.raises(NotFound) as several:
            opened.ask("posts-of-person", person="ada test")
        assert {slug for _, _, slug in several.value.candidates} == {"ada-test", "bo-prov"}
        assert opened.ask("posts-of-person", person="ada-test").cells
    done = scen("ask", "posts-of-person", "Ada Test")
    assert done.returncode == 1 and "person/ada-test" in done.stderr and "person/bo-prov" in done.stderr


def test_a_thing_of_the_wrong_kind_says_what_it_is(data: OpenDataset) -> None:
    with pytest.raises(
        NotFound, match=r"no person is named 'Org Alfa'; there is Org Alfa \(organisation org-alfa\)"
    ):
        data.ask("posts-of-person", person="Org Alfa")
    with pytest.raises(NotFound, match="no record of 'Aba Test'; did you mean Ada Test"):
        data.ask("posts-of-person", person="Aba Test")


def test_an_iri_of_another_dataset_is_asked_as_it_is(data: OpenDataset) -> None:
    assert len(data.ask("posts-of-person", person="http://example.org/ada")) == 0


@pytest.mark.parametrize("role", ["moderator", "MODERATOR", "Moderator", "ordstyrer", f"{NS}ns#moderator"])
def test_a_concept_by_notation_label_and_iri(curated: OpenDataset, role: str) -> None:
    found = list(curated.rows("holders-of-role", {"role": role}))
    assert found and found == list(curated.rows("holders-of-role", {"role": "moderator"}))


def test_an_unknown_concept_lists_all(curated: OpenDataset) -> None:
    with pytest.raises(
        NotFound, match="no record of 'moderater'.*moderator.*There are: .*organiser.*speaker"
    ):
        curated.ask("holders-of-role", role="moderater")


# -- mistakes in a query ---------------------------------------------------------------------------------

LONG = "a\nb" * 400 + '"\\'
MISTAKES = [
    ("SELECT ?c { ?c org:member ?_x_string } ODER BY ?c", (1, 40), "from 'ODER BY ?c' on"),
    ("SELECT ?c\n{ ?c org:member ?_x_string .\n  ?c org:member }", (3, 17), "from '}' on"),
    ("SELECT ?c {\r\n ?c ?p ?_x_string . FILTER(?c = = 1)\n ?c ?p ?o }", (2, 33), "from '= 1)' on"),
    ("#+ summary: a\nSELECT ?c { ?c ?p ?_x_string . ?c nope:member 1 }", (2, 46), "prefix in 'nope:member'"),
    ("SELECT ('''\n?_x''' AS ?a) (?_x_string AS ?b) WHERE ?a ?b }", (2, 40), "from '?a ?b }' on"),
    ("SELECT ?c { ?c ?p ?_x_string ", (1, 30), "ends too early"),
]


@pytest.mark.parametrize(("text", "place", "shown"), MISTAKES)
@pytest.mark.parametrize("value", ["", "x", LONG], ids=["empty", "short", "long"])
def test_a_mistake_is_told_in_the_authors_own_text(
    ask: Ask, text: str, place: tuple[int, int], shown: str, value: str
) -> None:
    with pytest.raises(QueryError) as wrong:
        ask(text, x=value)
    one_line(wrong.value, shown)
    assert (wrong.value.line, wrong.value.column) == place


# -- another base IRI ------------------------------------------------------------------------------------


@cache
def cases() -> list[tuple[str, dict[str, str]]]:
    """Every question with the parameters of each answer worked out by hand on the invented dataset."""
    return [
        (path.stem, {name: str(value) for name, value in (case["params"] or {}).items()})
        for path in sorted((RECORDS / "answers").glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))["invented"]
    ]


def plain(row: Row) -> tuple[str, ...]:
    """A row as text, without its base IRI; claims in one cell sorted."""
    return tuple(" ".join(sorted(str(term).strip('"').replace(BASE, NS).split(" "))) for term in row)


def test_the_catalogue_answers_on_a_dataset_of_another_base(data: OpenDataset, tmp_path: Path) -> None:
    build(RECORDS, out=tmp_path / "x", base=BASE)
    with (
        Endpoint(tmp_path / "x/scen.nq") as server,
        package.open(tmp_path / "x") as here,
        package.open(server.url) as there,
    ):
        assert here.store.base == there.store.base == BASE
        for question, values in cases():
            wanted = Counter(map(plain, data.rows(question, values)))
            assert Counter(map(plain, here.rows(question, values))) == wanted, (question, values)
            assert Counter(map(plain, there.rows(question, values))) == wanted, (question, values)


# -- grlc ------------------------------------------------------------------------------------------------


@pytest.fixture
def grlc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules that grlc serves queries with; it reads its settings from the current folder."""
    monkeypatch.chdir(tmp_path)
    import grlc.fileLoaders
    import grlc.gquery
    import grlc.swagger

    loader = grlc.fileLoaders.LocalLoader(baseDir=f"{QUERIES}/")
    return SimpleNamespace(gquery=grlc.gquery, swagger=grlc.swagger, loader=loader)


def test_grlc_shows_every_question_as_it_is(grlc: Any) -> None:
    files = [file for file in grlc.loader.fetchFiles() if file["name"].endswith(".rq")]
    assert {file["name"][:-3] for file in files} == set(catalogue.names())
    for file in files:
        item, warning = grlc.swagger._buildItem(file, "rq", None, "", grlc.loader, [])
        ours = catalogue.question(file["name"][:-3])
        assert warning is None and item["call_name"] == f"/{ours.name}" and item["method"] == "get"
        assert (item["summary"], item["description"]) == (ours.summary, ours.description)
        assert tuple(item["tags"]) == ours.tags
        shown = {param["name"]: param for param in item["params"] if param["name"] != "endpoint"}
        assert shown.keys() == ours.parameters.keys()
        for name, param in ours.parameters.items():
            assert shown[name]["type"] == "string" and param.written[0] in shown[name]["description"]
            assert shown[name].get("format") == ("iri" if param.type == "iri" else None)
            assert str(shown[name].get("default")) == str(param.default)
            assert shown[name]["required"] == (param.required or param.default is not None)


def test_grlc_asks_what_we_ask(grlc: Any, data: OpenDataset) -> None:
    metadata = cache(grlc.gquery.get_metadata)
    for name, values in cases():
        read = metadata(catalogue.question(name).text, "")
        terms = values_.terms(data.store, catalogue.question(name), values)
        args = {name: term.value for name, term in terms.items()}
        text = grlc.gquery.rewrite_query(read["original_query"], read["parameters"], args)
        answer = data.answer(Query(text))
        assert isinstance(answer, Rows)
        assert Counter(map(plain, answer)) == Counter(map(plain, data.rows(name, values))), (name, values)


# -- heads of files --------------------------------------------------------------------------------------


def by_yaml(text: str) -> Any:
    lines = (line[2:].removeprefix(" ") for line in text.split("\n") if line.startswith("#+"))
    return yaml.safe_load("\n".join(lines))


@pytest.mark.parametrize("file", sorted(QUERIES.glob("*.rq")), ids=lambda path: path.stem)
def test_heads_of_the_catalogue_are_yaml(file: Path) -> None:
    text = file.read_text("utf-8")
    assert header.read(text) == by_yaml(text)


TRAPS = [
    "yes", "No", "null", "1e3", "0x1F", ".inf", "017", "1_0", "2020-01-01", "12:30", "=", "<<", "a: b",
    "a #b", "a#b", "--- a", '"a" b', "[1e3]", "[.5]", "[NaN]", '["\\ud83d\\ude00"]', '{"a":1}', "[yes, no]",
    '"a  b"', "*a", "&a b", "!a b", "a:", "- a",
]  # fmt: skip
SCALARS = st.text("abAB yn10.:#-{}[]'\"\\,?&*!|>%@`~=<\u00e5\u00a0\u2028\t/_+", max_size=8) | st.sampled_from(
    TRAPS
)
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["summary", "a", "tags", "yes", "b-c", "1"]), SCALARS),
    st.builds(" {}".format, SCALARS),
    SCALARS,
)


@settings(deadline=None, max_examples=500)
@given(st.lists(LINES, max_size=5))
def test_heads_are_read_as_yaml_reads_them(lines: list[str]) -> None:
    text = "\n".join(f"#+ {line}" for line in lines)
    try:
        wanted = by_yaml(text) or {}
    except (yaml.YAMLError, ValueError):
        wanted = None
    if isinstance(wanted, dict):
        assert repr(header.read(text)) == repr(wanted)  # nan is not nan
    else:
        with pytest.raises(QueryError):
            header.read(text)


JSON = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), JSON, max_size=3), st.booleans())
def test_heads_that_json_wrote(head: dict[str, Any], plain_ascii: bool) -> None:
    lines = (f"#+ {name}: {json.dumps(value, ensure_ascii=plain_ascii)}" for name, value in head.items())
    text = "\n".join(lines)
    try:
        wanted = by_yaml(text) or {}
    except yaml.YAMLError:
        with pytest.raises(QueryError):
            header.read(text)
    else:
        assert header.read(text) == wanted


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("tags: [", "the #+ lines are no YAML"),
        ("- a", "no mapping"),
        ("defaults: 5", "defaults"),
        ("defaults: [a]", "defaults"),
        ("titles: [x]", "titles"),
        ("params: [x]", "params"),
        ("params: {x: 5}", "x in the #+ lines"),
        ("params: {x: {help: [1]}}", "help"),
        ("a: !!python/object:os.system {}", "no YAML"),
        ("? [a]\n#+ : b", "no YAML"),
    ],
)
def test_a_wrong_head_is_told_with_its_place(ask: Ask, head: str, said: str) -> None:
    with pytest.raises(QueryError) as wrong:
        ask(f"#+ {head}\nSELECT (?_x_string AS ?y) {{}}", x="a")
    one_line(wrong.value, said, "line 1, column ")


BLOCK = """\
#+ summary: Who is a member
#+ description: >
#+   Written as people
#+   write YAML
#+ tags:
#+   - people
#+ defaults:
#+   - who: Ada Test
#+ params:
#+   who:
#+     kind: person
#+     label: Person
#+     help:
#+       sv: Vem
SELECT ?c ?claim { ?c org:member ?_who_iri BIND(?c AS ?claim) }
"""


def test_a_question_of_ones_own(scen: Run, invented: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode())
    asked = ("ask", "./mine.rq", "--format", "tsv", "--dataset", invented)
    done = scen(*asked)
    assert done.returncode == 0 and done.stdout.startswith("?c\t?claim\t?claims_status\t?claims_certainty\n<"), done.stderr
    assert scen(*asked, "--who", "Ada Test").stdout == done.stdout
    assert "Who is a member" in scen("ask", "./mine.rq", "--help").stdout
    with package.open(invented) as opened:
        assert len(opened.ask(str(file))) == done.stdout.count("\n") - 1
        file.write_text("SELECT * { ?s ?p", encoding="utf-8")  # it is read anew
        with pytest.raises(QueryError, match="ends too early"):
            opened.ask(str(file))


def test_a_wrong_value_on_the_command_line(scen: Run, invented: Path) -> None:
    done = scen("ask", "events-in-period", "yesterday", "--dataset", invented)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1
    assert "from of question events-in-period: 'yesterday' is no date" in done.stderr
