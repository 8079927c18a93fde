"""Our checker of shapes against its judge, pySHACL: the same findings on faults of every kind and on random ones.

The small graph is cut out of the curated network: one claim of each kind with its evidence, the things it joins
and their concepts; of many topics or the like, one. Faults give a property of the nodes of a class other values.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import judge
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from scen.graph import build, shapes
from scen.graph.errors import Place
from scen.graph.quads import Writer
from scen.graph.reader import read_records
from scen.ontology.terms import PREFIXES, expand, shapes_file

TURTLE = shapes_file().read_bytes()
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
SEEDS = (
    "cv:Participation", "org:Membership", "scen:ProjectRole", "scen:Funding", "scen:Cooperation", "scen:Mention",
    "scen:Relation", "scen:Assertion", "scen:Contradiction", "scen:Tie", "scen:Session", "scen:Group", "schema:Event",
)  # fmt: skip
TYPE, BELOW = NamedNode(expand("rdf:type")), NamedNode(expand("rdfs:subClassOf"))
BACK = {expand("oa:hasBody"), expand("cv:hasParticipation")}
LEFT = {expand("rdf:type"), expand("rdf:predicate"), expand("prov:wasDerivedFrom")}
NEAR = {
    *map(
        expand,
        ("dct:type", "dct:subject", "dct:language", "org:classification", "cv:parentEvent", "time:hasTime"),
    ),
    expand("skos:inScheme"),
}

# Component, class of the nodes, their property, and the values that the property is given.
FAULTS = [
    ("class", "foaf:Agent", "rdf:type", "org:Organization"),
    ("class", "cv:Participation", "cv:hasParticipant", "scen:speaker"),
    ("class", "cv:Participation", "cv:hasParticipant", "'text'"),
    ("datatype", "scen:Claim", "scen:line", "'22'"),
    ("datatype", "scen:Claim", "dct:identifier", "'a'@en"),
    ("datatype", "scen:Tie", "scen:weight", "1"),
    ("datatype", "scen:Contradiction", "scen:because", "'no language'"),
    ("datatype", "time:TemporalEntity", "dct:date", "'2019'"),
    ("datatype", "oa:TextPositionSelector", "oa:start", "'-1'^^xsd:nonNegativeInteger"),
    ("nodeKind", "oa:Annotation", "oa:hasTarget", "'text'"),
    ("nodeKind", "scen:Assertion", "rdf:object", "_:b"),
    ("minCount", "scen:Tie", "scen:weight", ""),
    ("minCount", "scen:Contradiction", "scen:between", "scen:no-claim"),
    ("maxCount", "scen:Claim", "scen:certainty", "scen:stated, scen:disputed"),
    ("maxCount", "foaf:Person", "foaf:mbox", "<mailto:a@example.org>"),
    ("maxCount", "scen:Tie", "scen:weight", "1.0, 1.00"),
    ("minLength", "oa:TextQuoteSelector", "oa:exact", "''"),
    ("maxLength", "oa:TextQuoteSelector", "oa:exact", f"'{'å' * 161}'"),
    ("maxLength", "oa:TextQuoteSelector", "oa:exact", "_:b"),
    ("pattern", "schema:DigitalDocument", "scen:textSha256", "'abc'"),
    ("pattern", "oa:FragmentSelector", "rdf:value", "'line=21\\n22'"),
    ("pattern", "schema:Event", "scen:startTime", "'24:00'"),
    ("languageIn", "skos:Concept", "skos:prefLabel", "'a'@en, 'b'@sv, 'c'@da"),
    ("languageIn", "scen:Contradiction", "scen:because", "'a'@en-GB, 'b'@eng"),
    ("uniqueLang", "foaf:Agent", "foaf:name", "'a'@en, 'b'@EN"),
    ("uniqueLang", "skos:ConceptScheme", "dct:title", "'a'@en, 'b'@sv, 'c'@nb, 'd'@nb, 'e'@sv"),
    ("hasValue", "oa:Annotation", "oa:motivatedBy", "oa:linking"),
    ("hasValue", "cv:Participation", "cv:role", "scen:ngo"),
    ("in", "scen:Claim", "scen:certainty", "scen:sure"),
    ("in", "schema:Event", "scen:weekday", "'monday'@en, 'Monday'"),
    ("in", "schema:Event", "dct:type", "scen:ngo"),
    ("not", "scen:Tie", "scen:party", "GROUP"),
    ("or", "scen:Cooperation", "scen:kind", "scen:acts-for"),
    ("or", "scen:Claim", "scen:certainty", "scen:inferred"),
    ("or", "scen:Assertion", "rdf:object", "'2'^^xsd:byte"),
    ("inversePath", "oa:Annotation", "oa:hasBody", "scen:no-claim"),
    ("targetClass", "foaf:Agent", "foaf:name", ""),
    ("targetSubjectsOf", "schema:Event", "scen:attendance", "'many', 1.5, '1x'^^xsd:integer"),
    ("targetObjectsOf", "time:TemporalEntity", "rdf:type", ""),
    ("targetObjectsOf", "schema:Event", "dct:subject", "'a text', scen:ngo"),
]  # fmt: skip
FORMS = {
    "xsd:integer": ("1", "-1", "+1", "007", "", " 1", "1 ", "1.0", "1e3", "x", "1_000", "٣", "9" * 5000),
    "xsd:nonNegativeInteger": ("0", "-0", "-1", "+1", "1.5", ""),
    "xsd:decimal": ("1", "1.", ".5", "-0.50", "1,5", "1e3", "NaN", "", "x", "1.2.3"),
    "xsd:boolean": ("true", "false", "1", "0", "TRUE", "yes", ""),
    "xsd:date": (
        "2019-09-16", "2019-02-29", "2020-02-29", "2019-9-16", "2019-09-16Z", "2019-09-16+02:00", "20190916", "2019",
        "-0044-03-15", "12019-01-01", "2019-W01-1", "2019-09-16T10:00:00", "", "٢٠١٩-٠٩-١٦",
    ),
    "xsd:duration": (
        "P4D", "PT90M", "P1Y2M3DT4H5M6S", "PT1.5S", "-P1D", "P2W", "P", "PT", "P1DT", "1D", "P1H", "P-1D", "PD", "",
        "P1.5D", "+P1D", "p1d", "P1D ", "P9999999999D", "P99999999999999999999Y", "P2003-01-01T00:00:00",
    ),
}  # fmt: skip
SMALLEST = """
scen:shape a sh:NodeShape ; sh:targetSubjectsOf scen:p ; sh:property scen:values .
scen:values a sh:PropertyShape ; sh:path scen:p ; sh:message "no"@en ; EXTRA .
"""
UNKNOWN = [
    ("sh:minExclusive 1", "scen:values: sh:minExclusive"),
    ("sh:pattern 'a' ; sh:flags 'i'", "scen:values: sh:flags"),
    ("sh:severity sh:Warning", "scen:values: sh:severity"),
    ("sh:deactivated true", "scen:values: sh:deactivated"),
    ("sh:sparql [ sh:select 'SELECT' ]", "scen:values: sh:"),
    ("sh:not [ sh:path [ sh:zeroOrMorePath scen:p ] ]", "scen:values: sh:zeroOrMorePath"),
    ("sh:not [ sh:path [ sh:inversePath [ sh:inversePath scen:p ] ] ]", "sh:inversePath"),
    ("sh:not [ sh:path ( scen:p ) ]", "sh:path"),
    ("sh:not [ sh:minCount 1 ]", "sh:minCount"),
    ("sh:datatype xsd:gYear", "scen:values: sh:datatype"),
    ("sh:nodeKind sh:Literal", "scen:values: sh:nodeKind"),
    ("sh:minCount 1, 2", "scen:values: sh:minCount"),
    ("sh:minCount 'many'", "scen:values: sh:minCount"),
    ("sh:pattern '('", "scen:values: sh:pattern"),
    ("sh:message 'two'", "scen:values: sh:message"),
    ("sh:property [ sh:path scen:q ; sh:minCount 1 ]", "sh:message"),
    ("sh:property [ sh:message 'no path' ]", "scen:values: sh:property"),
    ("sh:or ( scen:nowhere )", "scen:nowhere"),
    ("a rdfs:Class", "scen:values: rdf:type rdfs:Class"),
]


@lru_cache
def said(quads: frozenset[Quad]) -> dict[str, list[Quad]]:
    """Subject -> its quads, both sorted."""
    found = defaultdict(list)
    for quad in sorted(quads, key=str):
        found[quad.subject.value].append(quad)
    return dict(found)


def first(quads: frozenset[Quad], cls: str) -> NamedNode:
    """The first node of a class."""
    wanted = NamedNode(expand(cls))
    return min((quad.subject for quad in quads if (quad.predicate, quad.object) == (TYPE, wanted)), key=str)


@pytest.fixture(scope="module")
def curated(dataset: Path) -> frozenset[Quad]:
    return frozenset(parse((dataset / "scen.nq").read_bytes(), format=RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def small(curated: frozenset[Quad]) -> frozenset[Quad]:
    subjects, kept, bearers = said(curated), set(), defaultdict(list)
    for quad in curated:
        if quad.predicate.value in BACK:
            bearers[quad.object.value].append(quad.subject.value)
    todo = [expand("scen:ngo"), *(first(curated, cls).value for cls in SEEDS)]
    while todo:
        if (node := todo.pop()) in kept or node not in subjects:
            continue
        kept.add(node)
        joins = any(f"/id/{kind}/" in node for kind in ("claim", "evidence", "tie"))
        near = {
            quad.predicate.value: quad.object.value for quad in subjects[node] if quad.predicate.value in NEAR
        }
        todo += near.values()
        todo += [quad.object.value for quad in subjects[node] if joins and quad.predicate.value not in LEFT]
        todo += bearers[node]
    cut = {node for node in subjects if node not in kept}
    asked = {TYPE} | {quad.object for quad in parse(TURTLE, format=RdfFormat.TURTLE)}
    inner = {quad for node in kept for quad in subjects[node] if quad.predicate in asked}
    inner = {quad for quad in inner if quad.object.value not in cut or quad.predicate.value in LEFT}
    return frozenset(inner | {quad for quad in curated if quad.predicate == BELOW})


def both(quads: frozenset[Quad] | set[Quad], turtle: bytes = TURTLE) -> set[shapes.Finding]:
    """What our checker finds, which is what pySHACL finds."""
    ours = (shapes.shapes() if turtle == TURTLE else shapes.Shapes(turtle)).findings(quads)
    assert ours == judge.findings(quads, turtle)
    return ours


def faulty(quads: frozenset[Quad], cls: str, prop: str, values: str) -> set[Quad]:
    """The quads with other values of a property of every node of a class."""
    wanted, path = NamedNode(expand(cls)), NamedNode(expand(prop))
    nodes = {quad.subject for quad in quads if (quad.predicate, quad.object) == (TYPE, wanted)}
    values = values.replace("GROUP", str(first(quads, "scen:Group")))
    put = "".join(f"{node} {path} {values} .\n" for node in nodes if values)
    kept = {quad for quad in quads if quad.subject not in nodes or quad.predicate != path}
    return kept | set(parse((PREFIX + put).encode(), format=RdfFormat.TURTLE))


def test_the_curated_network_conforms(curated: frozenset[Quad]) -> None:
    assert shapes.violations(curated, {}) == []


def test_the_small_graph_conforms(small: frozenset[Quad]) -> None:
    assert len(small) < 2000 and both(small) == set()


@pytest.mark.parametrize(("component", "cls", "prop", "values"), FAULTS, ids=lambda value: str(value)[:30])
def test_faults_of_every_kind(
    component: str, cls: str, prop: str, values: str, small: frozenset[Quad]
) -> None:
    store = Store()
    store.load(TURTLE, format=RdfFormat.TURTLE)
    query = f"SELECT ?m {{ ?shape sh:path? / sh:{component} [] . ?shape sh:property? / sh:message ?m }}"
    expected = {row["m"].value for row in store.query(PREFIX + query)}
    found = both(faulty(small, cls, prop, values))
    assert {finding.message for finding in found} & expected


def test_no_kind_of_constraint_goes_untested() -> None:
    used = {
        quad.predicate.value.removeprefix(PREFIXES["sh"]) for quad in parse(TURTLE, format=RdfFormat.TURTLE)
    }
    assert {row[0] for row in FAULTS} == used & {*shapes.COMPONENTS, *shapes.TARGETS, "inversePath"}
    assert {*shapes.COMPONENTS, *shapes.TARGETS} <= used


@settings(
    max_examples=70, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_any_mutant_gets_the_same_verdict(data: st.DataObject, small: frozenset[Quad]) -> None:
    quads, odd = sorted(small, key=str), [Literal(""), Literal("x", language="da"), NamedNode("urn:x")]
    one, other = data.draw(st.sampled_from(quads)), data.draw(st.sampled_from(quads))
    value = data.draw(st.sampled_from([other.object, one.subject, *odd]))
    changed = {
        "delete": (),
        "duplicate": (one, Quad(one.subject, one.predicate, value)),
        "alter": (Quad(one.subject, one.predicate, value),),
        "misplace": (one, Quad(other.subject, one.predicate, one.object)),
    }[data.draw(st.sampled_from(["delete", "duplicate", "alter", "misplace"]))]
    both(small - {one} | set(changed))


@pytest.mark.parametrize("datatype", FORMS)
@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_ill_formed_literals(datatype: str) -> None:
    turtle = (PREFIX + SMALLEST.replace("EXTRA", f"sh:datatype {datatype}")).encode()
    where = NamedNode("urn:s"), NamedNode(expand("scen:p"))
    found = both(
        {Quad(*where, Literal(form, datatype=NamedNode(expand(datatype)))) for form in FORMS[datatype]},
        turtle,
    )
    assert 0 < len(found) < len(FORMS[datatype])


@pytest.mark.parametrize(("extra", "told"), UNKNOWN)
def test_what_is_not_understood_is_refused_by_name(extra: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        shapes.Shapes((PREFIX + SMALLEST.replace("EXTRA", extra)).encode())


def test_classes_below_count_at_any_depth_and_in_circles() -> None:
    turtle = (PREFIX + SMALLEST.replace("EXTRA", "sh:class scen:A")).encode()
    data = """scen:C rdfs:subClassOf scen:B . scen:B rdfs:subClassOf scen:A . scen:A rdfs:subClassOf scen:C .
    scen:s scen:p scen:a, scen:b, scen:c, scen:d, scen:e . scen:a a scen:A . scen:b a scen:B . scen:c a scen:C . scen:d a scen:D ."""
    found = both(set(parse((PREFIX + data).encode(), format=RdfFormat.TURTLE)), turtle)
    assert {finding.value for finding in found} == {expand("scen:d"), expand("scen:e")}


def test_a_problem_leads_to_the_line_of_its_record(tiny: Path) -> None:
    shown, ties, _ = build.network(read_records(tiny))
    places = build._places(shown.public)
    quads = set(Writer(shown.public).quads(ties))
    gone = {"foaf:name", "dct:date", "scen:certainty"}
    left = {quad for quad in quads if quad.predicate.value not in map(expand, gone)}
    found = shapes.violations(left, places)
    assert found == judge.violations(left, places)
    assert {"entities/persons.yaml:2", "entities/events.yaml:1", "sources/doc-1.yaml:14"} <= {
        str(problem.place).partition("records/")[2] or str(problem.place) for problem in found
    }
    [value] = shapes.problems([shapes.Finding("urn:x#time", "No.", "1")], {"urn:x": Place("a.yaml", 3)})
    assert str(value) == "a.yaml:3: No. (value: 1)"
