"""Likely duplicates: what is planted is found and says why, what is judged is not asked again, cost stays low."""

import csv
import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from scen.cli.candidates import command
from scen.graph.candidates import Candidate, candidates
from scen.graph.errors import Place
from scen.graph.reader import Entry, Records, Sourced, read_records
from scen.graph.records import Assertion, Document, Judgement, Relation, Source, Thing
from scen.graph.tree import Node, parse

NOWHERE = Node({}, Place("x"))


def records(kind: str, *names: str | dict[str, str], **more: dict[str, object]) -> Records:
    """Things a, b, c … of one kind with these names, Swedish unless told."""
    made = Records(Path("."))
    for slug, name in zip("abcdefgh", names, strict=False):
        thing = Thing(id=slug, name={"sv": name} if isinstance(name, str) else name, **more.get(slug, {}))  # type: ignore[arg-type]
        made.things[slug] = Entry(kind, thing, NOWHERE)
    return made


def say(made: Records, **lists: object) -> None:
    document = Document(
        id="d", file="d.txt", sha256="0" * 64, language="en", title={"en": "D"}, status="reported"
    )
    made.sources.append(Sourced(Source(document=document, **lists), NOWHERE))  # type: ignore[arg-type]


def judge(made: Records, judgement: str, a: str, b: str) -> None:
    made.judgements.append(
        (Judgement(judgement=judgement, a=a, b=b, who="w", when="2026", why="y"), Place("x"))
    )  # type: ignore[arg-type]


def only(made: Records) -> Candidate:
    (found,) = candidates(made)
    return found


@pytest.mark.parametrize(
    ("kind", "a", "b", "reason"),
    [
        ("person", "Linda Scott Jakobsson", "Linda Scott Jakobson", "spelled almost alike: 98 %"),
        ("person", "Pauline Göthberg", "Pauline Gothberg", "same name"),
        ("person", "Göthberg, Pauline", "Pauline Göthberg", "same words in another order"),
        ("person", "Göthbreg Pauline", "Pauline Göthberg", "almost the same words in another order: 94 %"),
        ("person", "P. Göthberg", "Pauline Göthberg", "same family name and initial"),
        ("person", "Linda Jakobsson", "Linda Scott Jakobsson", "same family name and initial"),
        ("person", "Katharina", "Katharina Melén", "one name contains the other"),
        ("organisation", "ILO", "International Labour Organization", "one name is an acronym of the other"),
        (
            "organisation",
            "OSCE",
            "Organization for Security and Co-operation in Europe",
            "one name is an acronym of the other",
        ),
        (
            "organisation",
            "ITUC",
            "The International Trade Union Confederation",
            "one name is an acronym of the other",
        ),
        ("organisation", "Sewdwatch", "Swedwatch", "spelled almost alike: 89 %"),
        (
            "organisation",
            "ICLEI",
            "ICLEI – Local Governments for Sustainability",
            "one name contains the other",
        ),
        ("place", {"sv": "Norge"}, {"nb": "Norge"}, "same name in another language"),
    ],
)
def test_a_planted_pair_is_found(kind: str, a: str, b: str, reason: str) -> None:
    if reason.startswith("one name is an acronym") and "Co-operation" in b:
        b = b.replace("Co-operation", "Cooperation")
    found = only(records(kind, a, b, "Zzyzx Qqq"))
    assert (found.a, found.b, found.kind) == ("a", "b", kind)
    assert found.reasons == (reason,)
    assert 60 <= found.score <= 100


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("person", "Anna Berg", "Bo Berg"),
        ("event", "Purchasing forum 2019", "Purchasing forum 2020"),
        ("organisation", "Region Skåne", "Region Gotland"),
        ("organisation", "TLV", "Region Skåne"),
        ("place", "Oslo", "Opole"),
    ],
)
def test_what_is_merely_similar_is_not_listed(kind: str, a: str, b: str) -> None:
    assert candidates(records(kind, a, b)) == []


def test_same_type_and_date() -> None:
    made = records("event", "Spring meeting", "Round table on ICT", "Another")
    common = {"at": 1, "as_written": "x"}
    facts = [("a", "type", "seminar"), ("b", "type", "seminar"), ("c", "type", "webinar")]
    facts += [(slug, "date", "2019-09-16") for slug in "abc"]
    say(made, assertions=[Assertion(subject=s, property=p, value=v, **common) for s, p, v in facts])  # type: ignore[arg-type]
    assert only(made).reasons == ("same type of event and same date",)


def test_same_address_in_other_data() -> None:
    address = {"same_as": ("https://example.org/1",)}
    assert only(records("organisation", "Alfa", "Beta", a=address, b=address)).reasons == (
        "same address in other data",
    )  # type: ignore[arg-type]


def test_two_reasons_count_for_more_than_one() -> None:
    address = {"same_as": ("https://example.org/1",)}
    found = only(records("organisation", "ILO", "International Labour Organization", a=address, b=address))  # type: ignore[arg-type]
    assert found.score == 100 and len(found.reasons) == 2


@pytest.mark.parametrize("judgement", ["same", "different"])
def test_a_judged_pair_is_not_repeated(judgement: str) -> None:
    made = records("person", "Stine Foss", "Stine Fos")
    judge(made, judgement, "a", "b")
    assert candidates(made) == []


def test_a_judgement_holds_for_what_was_merged() -> None:
    made = records("person", "Stine Foss", "Stine Fos", "Stine Fosss")
    judge(made, "same", "a", "b")
    judge(made, "different", "b", "c")
    assert candidates(made) == []
    del made.judgements[1]
    assert (only(made).a, only(made).b) == ("a", "c")


def test_an_unsure_pair_is_marked_and_stays() -> None:
    made = records("person", "Stine Foss", "Stine Fos", "Bo")
    judge(made, "unsure", "b", "a")
    judge(made, "unsure", "a", "c")
    first, second = candidates(made)
    assert first.unsure and first.reasons == ("spelled almost alike: 95 %", "unsure in the ledger")
    assert second.unsure and (second.a, second.b, second.score) == ("a", "c", 60)


def test_what_a_document_relates_is_two_things() -> None:
    made = records("organisation", "Region Gotland", "Upphandlingsavdelningen Region Gotland")
    assert only(made).reasons == ("one name contains the other",)
    say(made, relations=[Relation(subject="b", property="unit-of", object="a", at=1, as_written="x")])
    assert candidates(made) == []


def test_sessions_are_compared_within_their_event() -> None:
    made = records("session", "Welcome", "Welcome!", "Welcome.")
    parents = [("a", "e"), ("b", "e"), ("c", "f")]
    say(
        made,
        relations=[
            Relation(subject=s, property="parent", object=o, at=1, as_written="x") for s, o in parents
        ],
    )
    assert (only(made).a, only(made).b) == ("a", "b")


def test_kinds_are_kept_apart() -> None:
    made = records("person", "Stine Foss", "Stine Fos")
    made.things["b"] = Entry("group", made.things["b"].thing, NOWHERE)
    assert candidates(made) == []


def crowd(number: int) -> Records:
    """Half persons, half organisations, with names of few and common words."""
    rng = random.Random(7)
    parts = [
        "ka",
        "lo",
        "mi",
        "ren",
        "ta",
        "vo",
        "su",
        "bri",
        "nor",
        "del",
        "fa",
        "gen",
        "hol",
        "is",
        "jo",
        "pet",
        "sand",
        "berg",
        "ström",
        "lund",
        "kvist",
        "dahl",
        "ek",
        "bo",
        "gran",
    ]

    def words(count: int, size: int) -> list[str]:
        return ["".join(rng.choice(parts) for _ in range(size)).capitalize() for _ in range(count)]

    first, last, other = words(300, 2), words(2000, 3), words(800, 3)
    made = Records(Path("."))
    for n in range(number):
        person = n % 2
        name = (
            f"{rng.choice(first)} {rng.choice(last)}"
            if person
            else " ".join(["Region", *rng.sample(other, rng.randint(1, 3))])
        )
        thing = Thing.model_construct(
            id=f"t{n}", name={"sv": name}, rendering={}, aliases={}, same_as=(), formerly=()
        )
        made.things[thing.id] = Entry("person" if person else "organisation", thing, NOWHERE)
    return made


def test_cost_does_not_grow_with_the_square() -> None:
    made = crowd(20_000)
    for slug, name in (("x1", "Zorbly Institute of Kvantum"), ("x2", "Zorbly Insitute of Kvantum")):
        made.things[slug] = Entry("organisation", Thing(id=slug, name={"sv": name}), NOWHERE)
    began = time.process_time()
    found = candidates(made)
    assert time.process_time() - began < 10, "20,000 things should take a few seconds"
    assert Candidate(98, "organisation", "x1", "x2", ("spelled almost alike: 98 %",)) in found


# the curated network and the command


@pytest.fixture
def run() -> Callable[..., str]:
    def invoke(*args: str) -> str:
        result = CliRunner().invoke(command, list(args))
        assert result.exit_code == 0, result.output
        return result.output

    return invoke


def test_the_curators_have_judged_the_real_doubts(run: Callable[..., str]) -> None:
    read = read_records()
    judged = {frozenset((j.a, j.b)): j.judgement for j, _ in read.judgements}
    assert judged[frozenset(("hallbar-upphandling", "national-cooperation"))] == "unsure"
    for found in candidates(read):
        assert judged.get(frozenset((found.a, found.b)), "unsure") == "unsure"
        assert found.unsure == (frozenset((found.a, found.b)) in judged)
    assert "? organisation hallbar-upphandling" in run()


def test_kind_and_limit(run: Callable[..., str]) -> None:
    assert all(" group " in line for line in run("--kind", "group").splitlines())
    assert len(run("--limit", "2").splitlines()) == 2


def test_csv(run: Callable[..., str]) -> None:
    heading, *lines = csv.reader(io.StringIO(run("--format", "csv")))
    assert heading == ["score", "kind", "a", "name_a", "b", "name_b", "reasons", "judgement"]
    assert lines and {len(line) for line in lines} == {8}


def test_ledger_lines_are_judgements(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    people = "- {id: a, rendering: {en: Stine Foss}}\n- {id: b, rendering: {en: Stine Fos}}\n"
    (tmp_path / "entities" / "persons.yaml").write_text(people)
    line = run(str(tmp_path), "--format", "ledger", "--who", 'me: "she"')
    (judgement,) = (Judgement.model_validate(item) for item in parse(line.encode(), "ledger.yaml").plain())
    assert (judgement.judgement, judgement.a, judgement.b, judgement.who) == ("unsure", "a", "b", 'me: "she"')
    (tmp_path / "ledger.yaml").write_text(line)
    assert run(str(tmp_path)).startswith(" 95? person")
    assert run(str(tmp_path), "--format", "ledger") == ""
