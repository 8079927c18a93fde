"""The shapes over files, by columns: the verdicts, words and lines of the checker over an index, and of pySHACL."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import judge
import pytest
import test_generator
import test_shapes
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from scen.graph import shapes
from scen.graph.bulk import column_shapes, screen
from scen.graph.errors import Place, Problem
from scen.graph.network import blocks
from scen.ontology.terms import expand

PREFIX, TYPE = test_shapes.PREFIX, test_shapes.TYPE
small, curated = test_shapes.small, test_shapes.curated
Quads = frozenset[Quad] | set[Quad]
POINTERS = {*map(expand, ("dct:subject", "time:hasTime", "oa:hasBody", "cv:hasParticipation"))}
"""Properties whose values are targets of a shape, or that a shape follows backwards."""


def written(file: Path, quads: Iterable[Quad]) -> Path:
    """The quads as a canonical file, in the order of their text."""
    named = [
        Quad(*quad.triple, NamedNode("urn:g") if str(quad.graph_name) == "DEFAULT" else quad.graph_name)
        for quad in quads
    ]
    file.write_bytes(serialize(sorted(named, key=str), format=RdfFormat.N_QUADS))
    return file


def lines(file: Path) -> dict[str, Place]:
    """Where a term is first described, or else first pointed at; found without columns."""
    described: dict[str, Place] = {}
    pointed: dict[str, Place] = {}
    for number, quad in enumerate(parse(file.read_bytes(), format=RdfFormat.N_QUADS), 1):
        described.setdefault(quad.subject.value, Place(str(file), number))
        if quad.predicate.value in POINTERS:
            pointed.setdefault(quad.object.value, Place(str(file), number))
    return pointed | described


def told(file: Path, findings: Iterable[shapes.Finding]) -> list[Problem]:
    """Findings as the problems of a file."""
    return shapes.problems(findings, lines(file))


def agreed(file: Path, quads: Quads, turtle: bytes = test_shapes.TURTLE) -> list[Problem]:
    """What columns find, which is what the checker over an index and pySHACL find."""
    rules = shapes.Shapes(turtle)
    found = sorted(column_shapes.problems_by(rules, [written(file, quads)]))
    assert found == told(file, rules.findings(quads)) == told(file, judge.findings(quads, turtle))
    return found


def turtle(text: str) -> set[Quad]:
    return set(parse((PREFIX + text).encode(), format=RdfFormat.TURTLE))


def generated(triples: int) -> frozenset[Quad]:
    """An invented network."""
    return frozenset(test_generator.quads(triples))


# The same verdicts.


@pytest.mark.parametrize(
    ("component", "cls", "prop", "values"), test_shapes.FAULTS, ids=lambda value: str(value)[:30]
)
def test_faults_of_every_kind(
    component: str, cls: str, prop: str, values: str, small: frozenset[Quad], tmp_path: Path
) -> None:
    assert agreed(tmp_path / "new.nq", test_shapes.faulty(small, cls, prop, values))


def test_the_five_documents_conform(dataset: Path) -> None:
    assert [*column_shapes.problems([dataset / "scen.nq"])] == []


def test_a_generated_network_conforms_in_a_fifth_of_the_time(tmp_path: Path) -> None:
    quads = generated(20_000)
    file = written(tmp_path / "new.nq", quads)
    began = time.perf_counter()
    assert [*column_shapes.problems([file])] == []
    ours, began = time.perf_counter() - began, time.perf_counter()
    assert judge.findings(quads, test_shapes.TURTLE) == set()
    assert 5 * ours < time.perf_counter() - began


def expanded(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


def without(quads: Quads, node: object, curie: str) -> set[Quad]:
    """The quads without those of a property of a node."""
    return {quad for quad in quads if (quad.subject, quad.predicate) != (node, expanded(curie))}


def one_each(quads: Quads) -> set[Quad]:
    """The quads with each fault of the table at one node of its class; every fault at another node."""
    classes = defaultdict(set)
    for quad in quads:
        if quad.predicate == TYPE:
            classes[quad.object].add(quad.subject)
    gone: dict[NamedNode, NamedNode] = {}
    text = ""
    for _, cls, prop, values in test_shapes.FAULTS:
        for node in sorted(classes[expanded(cls)] - gone.keys(), key=str)[:1]:
            gone[node] = expanded(prop)
            text += (
                f"{node} {expanded(prop)} {values.replace('GROUP', 'scen:no-agent')} .\n" if values else ""
            )
    return {quad for quad in quads if gone.get(quad.subject) != quad.predicate} | turtle(text)


def test_faults_of_every_kind_at_once_in_a_generated_network(tmp_path: Path) -> None:
    assert len(agreed(tmp_path / "new.nq", one_each(generated(10_000)))) > 25


def test_faults_of_every_kind_at_once_in_the_five_documents(curated: frozenset[Quad], tmp_path: Path) -> None:
    quads = one_each(curated)
    file = written(tmp_path / "new.nq", quads)
    found = [*column_shapes.problems([file])]
    assert sorted(found) == told(file, shapes.shapes().findings(quads)) and len(found) > 30
    assert [problem.place.line for problem in found] == sorted(problem.place.line for problem in found)


ODD = [
    Literal(""), Literal('"\\\n\t é\U0001f600'), Literal("x", language="da"), Literal("x" * 161, language="en"),
    Literal("-1", datatype=NamedNode(expand("xsd:integer"))), Literal("y", datatype=NamedNode("urn:d")),
    NamedNode("urn:x"), NamedNode(expand("scen:Group")), NamedNode(expand("scen:inferred")),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_mutant_gets_the_same_verdict(
    seed: int, small: frozenset[Quad], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    monkeypatch.setattr(blocks, "BLOCK", draw.choice([20_000, 1 << 22]))
    quads, changed = sorted(small, key=str), set(small)
    for _ in range(draw.randint(1, 8)):
        one, other = draw.choice(quads), draw.choice(quads)
        value = draw.choice([other.object, one.subject, *ODD])
        if draw.random() < 0.5:
            changed.discard(one)
        if draw.random() < 0.6:
            subject = draw.choice([one.subject, other.subject])
            changed.add(Quad(subject, one.predicate, value, NamedNode("urn:g")))
    file = written(tmp_path / "new.nq", changed)
    assert sorted(column_shapes.problems([file])) == told(file, shapes.shapes().findings(changed))


# Shapes that our file does not have, and may have one day.

SHAPES = {
    "a triple in two graphs counts once": (
        "sh:path scen:p ; sh:maxCount 1",
        "scen:s scen:p scen:a . scen:t scen:p scen:a, scen:b .",
        1,
    ),
    "a sequence: each value once": (
        "sh:path ( scen:q scen:r ) ; sh:maxCount 1",
        """scen:s scen:p 1 ; scen:q scen:a, scen:b . scen:a scen:r 1 . scen:b scen:r 1 .
        scen:t scen:p 1 ; scen:q scen:a, scen:c . scen:c scen:r 2 .""",
        1,
    ),
    "backwards within a sequence": (
        "sh:path ( scen:q [ sh:inversePath scen:r ] ) ; sh:class scen:A",
        "scen:s scen:p 1 ; scen:q scen:x . scen:a a scen:A ; scen:r scen:x . scen:b scen:r scen:x .",
        1,
    ),
    "letters within or": (
        "sh:path scen:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:string ; sh:pattern '^a' ] )",
        "scen:s scen:p 1, 'x1'^^xsd:integer, 'abc', 'bc', 'abc'@en .",
        3,
    ),
    "letters within not": (
        "sh:path scen:p ; sh:not [ sh:path scen:q ; sh:pattern 'a b' ]",
        r"scen:s scen:p scen:a, scen:b, scen:c . scen:a scen:q 'a b' . scen:b scen:q 'a\nb' . scen:c scen:q 'xa bx' .",
        2,
    ),
    "letters of an IRI": ("sh:path scen:p ; sh:pattern '^urn:a'", "scen:s scen:p <urn:a>, <urn:b>, 'urn:a' .", 1),
    "escapes are one letter each": (
        "sh:path scen:p ; sh:maxLength 2 ; sh:minLength 2",
        r"scen:s scen:p '\"\\', '\n\t', '\"\"\"', 'é\u0001', '\\' .",
        2,
    ),
    "values of the list are terms": (
        "sh:path scen:p ; sh:in ( 1 'a' 'b'@en scen:c )",
        "scen:s scen:p 1, '1', 'a', 'a'@en, 'b'@en, 'c', scen:c .",
        3,
    ),
    "an empty list": ("sh:path scen:p ; sh:in ()", "scen:s scen:p 1 .", 1),
    "a value that must be there": (
        'sh:path scen:p ; sh:hasValue "say \\"a\\""@en',
        'scen:s scen:p "say \\"a\\""@en, 2 . scen:t scen:p "say \\"a\\"", "b"@en .',
        1,
    ),
    "languages may repeat": ("sh:path scen:p ; sh:uniqueLang false", "scen:s scen:p 'a'@en, 'b'@en .", 0),
    "no languages twice": (
        "sh:path scen:p ; sh:uniqueLang true",
        "scen:s scen:p 'a'@en, 'b'@sv, 'c', 'd' . scen:t scen:p 'a'@en, 'b'@en-GB . scen:u scen:p 'a'@en, 'b'@en .",
        1,
    ),
    "classes below, in circles": (
        "sh:path scen:p ; sh:class scen:A",
        """scen:C rdfs:subClassOf scen:B . scen:B rdfs:subClassOf scen:A . scen:A rdfs:subClassOf scen:C .
        scen:s scen:p scen:a, scen:c, scen:d . scen:a a scen:A . scen:c a scen:C . scen:d a scen:D .""",
        1,
    ),
}  # fmt: skip
SHAPE = """
scen:shape a sh:NodeShape ; sh:targetSubjectsOf scen:p ; sh:property scen:values .
scen:values a sh:PropertyShape ; sh:message "no"@en ; {} .
"""


@pytest.mark.parametrize("case", SHAPES)
def test_other_shapes(case: str, tmp_path: Path) -> None:
    shape, data, wrong = SHAPES[case]
    quads = turtle(data)
    rules = (PREFIX + SHAPE.format(shape)).encode()
    assert len(agreed(tmp_path / "new.nq", quads, rules)) == wrong
    twice = quads | {Quad(*quad.triple, NamedNode("urn:other")) for quad in quads}
    again = [*column_shapes.problems_by(shapes.Shapes(rules), [written(tmp_path / "twice.nq", twice)])]
    assert len(again) == wrong


def test_a_value_of_a_value_is_told_of_at_the_line_of_the_node(tmp_path: Path) -> None:
    shape = "sh:path scen:p ; sh:property [ sh:path scen:q ; sh:message 'none'@en ; sh:minCount 1 ]"
    file = written(
        tmp_path / "new.nq", turtle("scen:a scen:q 1 . scen:b scen:r 1 . scen:s scen:p scen:a, scen:b .")
    )
    found = [*column_shapes.problems_by(shapes.Shapes((PREFIX + SHAPE.format(shape)).encode()), [file])]
    assert found == [Problem(Place(str(file), 3), "none")]


def test_every_kind_of_constraint_has_its_columns() -> None:
    assert {*screen.EACH, *screen.TOGETHER} == {*shapes.COMPONENTS}


def test_letters_of_what_is_no_object_are_refused_by_name(tmp_path: Path) -> None:
    rules = (
        """scen:shape a sh:NodeShape ; sh:targetSubjectsOf scen:p ; sh:message 'no'@en ; sh:pattern 'a' ."""
    )
    with pytest.raises(shapes.ShapesError, match="scen:shape: sh:pattern of what is no object"):
        [*column_shapes.problems_by(shapes.Shapes((PREFIX + rules).encode()), [])]


# Several files, and lines.


def parted(quads: frozenset[Quad]) -> tuple[set[Quad], set[Quad]]:
    """Claims with their evidence, and the rest."""
    claims = {
        quad
        for quad in quads
        if any(f"/id/{kind}/" in quad.subject.value for kind in ("claim", "evidence", "tie"))
        or quad.predicate == expanded("cv:hasParticipation")
    }
    return claims, {*quads} - claims


def test_what_is_known_counts_and_is_not_checked(small: frozenset[Quad], tmp_path: Path) -> None:
    new, known = parted(small)
    event = test_shapes.first(small, "schema:Event")
    known = without(known, event, "dct:title")
    one, other = written(tmp_path / "new.nq", new), written(tmp_path / "known.nq", known)
    assert [*column_shapes.problems([one], [other])] == []
    assert {problem.place.path for problem in column_shapes.problems([other], [one])} == {str(other)}
    assert len([*column_shapes.problems([one])]) > len([*column_shapes.problems([other], [one])]) == 1
    assert [*column_shapes.problems([], [one, other])] == []


def test_a_fault_of_new_facts_about_what_is_known(small: frozenset[Quad], tmp_path: Path) -> None:
    known = written(tmp_path / "known.nq", small)
    agent, participation, event, language = (
        test_shapes.first(small, cls)
        for cls in ("org:Organization", "cv:Participation", "schema:Event", "skos:Concept")
    )
    faults = {
        f'{agent} {expanded("foaf:name")} "Another name"@en': "one only for each language",
        f"<urn:scen:event> {expanded('cv:hasParticipation')} {participation}": "exactly one event that has it",
        f"{event} {expanded('dct:subject')} {agent}": "A topic needs the class",
        f"{event} {expanded('dct:subject')} <urn:scen:nowhere>": "A topic needs the class",
        f'{event} {expanded("dct:subject")} "a text"': "A topic needs the class",
    }
    for fault, message in faults.items():
        new = tmp_path / "new.nq"
        new.write_text(
            f"<urn:scen:a> <urn:scen:p> {language} <urn:g> .\n{fault} <urn:g> .\n", encoding="utf-8"
        )
        found = [*column_shapes.problems([new], [known])]
        assert any(message in problem.message for problem in found), fault
        assert {problem.place for problem in found} == {Place(str(new), 2)}


def test_empty_files_and_a_last_line_without_its_end(small: frozenset[Quad], tmp_path: Path) -> None:
    empty, ended = tmp_path / "empty.nq", tmp_path / "ended.nq"
    empty.touch()
    ended.write_text(f'<urn:s> {expanded("org:unitOf")} "text" <urn:g> .', encoding="utf-8")
    assert [*column_shapes.problems([empty], [written(tmp_path / "known.nq", small)])] == []
    assert [problem.place for problem in column_shapes.problems([empty, ended, empty])] == [
        Place(str(ended), 1)
    ]
    with pytest.raises(FileNotFoundError):
        [*column_shapes.problems([tmp_path / "missing.nq"])]


def test_the_line_of_a_node_that_lies_over_two_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = test_generator.made(100_000)[0].splitlines(True)
    middle = next(at for at in range(50_000, len(text)) if b"ns#certainty" in text[at])
    first = next(at for at, line in enumerate(text) if line.startswith(text[middle].split()[0]))
    gone = text.pop(middle)
    monkeypatch.setattr(blocks, "BLOCK", sum(map(len, text[: first + 1])) + 10)
    file = tmp_path / "new.nq"
    file.write_bytes(b"".join(text))
    [one, two, *_] = blocks.blocks(file)
    assert one.text(len(one) - 1, 0) == two.text(0, 0) == gone.split()[0].decode()
    found = [*column_shapes.problems([file])]
    assert {problem.place for problem in found} == {Place(str(file), first + 1)}
    assert any("exactly one certainty" in problem.message for problem in found)
