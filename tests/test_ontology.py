"""The ontology: complete, in step with its page, true to the vocabularies it borrows from, and enforced.

The good graph below is the smallest that has every kind of thing and of claim; faults are planted into it.
"""

import json
import os
import re
from functools import lru_cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, TIME, VANN, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DefinedNamespace

from scen.ontology import page
from scen.ontology.terms import (
    PREFIXES,
    UnknownNameError,
    context,
    expand,
    model,
    shapes_file,
    vocabulary_files,
)

ROOT = Path(__file__).resolve().parents[1]
STANDARDS = ROOT.parent / "shared" / "standards"
LANGUAGES = {"en", "sv", "nb"}

CLOSED: dict[str, type[DefinedNamespace]] = {
    "dct": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "time": TIME,
    "vann": VANN,
    "xsd": XSD,
}
CPEV = "semic-core/cpev-1.1.1/core-public-event-ap"
CPOV = "semic-core/cpov-2.1.2/core-public-organisation-ap-SHACL.ttl"
PERSON = "semic-core/core-person-2.1.2/core-person-ap-SHACL.ttl"
STANDARD = {
    "schema": ["schema.org/30.0/schemaorg-all-https.nt"],
    "oa": ["web-annotation/oa.ttl"],
    "cv": [f"{CPEV}.ttl", f"{CPEV}-SHACL.ttl", CPOV],
    "locn": [PERSON],
    "person": [PERSON],
}
OFFICIAL = [f"{CPEV}-SHACL.ttl", CPOV, PERSON]
UNHELD = {
    "aeon": "the numbers were read in the vocabulary's own file, which is not among the standards",
    "edtf": "the Library of Congress publishes the datatype without a term file",
    "frapo": "its term file is not among the standards",
    "lang": "the EU language table could not be had",
}

GOOD = """
PREFIXES
<ID/organisation/a> a org:Organization , foaf:Agent , schema:Organization ; dct:identifier "a" ;
  skos:prefLabel "Example Watch"@en ; foaf:name "Example Watch"@en ; org:classification scen:ngo ;
  cv:participates <ID/claim/1> ; frapo:collaboratesWith <ID/organisation/b> ; org:memberOf <ID/organisation/b> .
<ID/organisation/b> a org:Organization , foaf:Agent , schema:Organization , cv:PublicOrganisation ; dct:identifier "b" ;
  skos:prefLabel "Region B"@sv ; foaf:name "Region B"@sv ; org:classification scen:region ; dct:spatial <ID/place/c> .
<ID/person/p> a foaf:Person , foaf:Agent , person:Person , schema:Person ; schema:identifier "p" ;
  skos:prefLabel "Anna Exempel"@sv ; foaf:name "Anna Exempel"@sv ; cv:participates <ID/claim/2> .
<ID/group/g> a scen:Group , foaf:Agent ; dct:identifier "g" ;
  skos:prefLabel "public buyers"@en ; foaf:name "public buyers"@en .
<ID/series/s> a cv:PublicEvent , schema:EventSeries ; dct:identifier "s" ; skos:prefLabel "Series"@en ;
  dct:title "Series"@en ; cv:subEvent <ID/event/e> ; dct:type scen:seminar-series .
<ID/event/e> a cv:PublicEvent , schema:Event ; dct:identifier "e" ;
  skos:prefLabel "Schysst upphandling"@sv , "Fair procurement"@en ; scen:curated "Fair procurement"@en ;
  dct:title "Schysst upphandling"@sv , "Fair procurement"@en ; dct:type scen:seminar ; dct:subject <ID/topic/t> ;
  schema:about <ID/project/j> ; schema:superEvent <ID/series/s> ; schema:location <ID/place/c> ; scen:project <ID/project/j> ;
  dct:language lang:SWE ; cv:format scen:onsite ; scen:attendance 160 ; scen:startTime "13:00" ; scen:weekday "monday" ;
  schema:duration "P1D"^^xsd:duration ; scen:deadline "2019-08-15"^^edtf:EDTF ; foaf:homepage <https://example.org/e> ;
  time:hasTime <ID/event/e#time> ; schema:startDate "2019-09-16"^^xsd:date ; dct:date "2019-09-16"^^edtf:EDTF ;
  cv:hasParticipation <ID/claim/1> ; cv:subEvent <ID/session/x> ; schema:organizer <ID/organisation/a> .
<ID/event/e#time> a time:TemporalEntity , time:ProperInterval ; dct:date "2019-09-16"^^edtf:EDTF ;
  time:hasBeginning <ID/event/e#start> ; time:hasEnd <ID/event/e#end> .
<ID/event/e#start> a time:Instant ; time:inXSDDate "2019-09-16"^^xsd:date .
<ID/event/e#end> a time:Instant ; time:inXSDDate "2019-09-16"^^xsd:date .
<https://example.org/e> a foaf:Document .
<ID/session/x> a scen:Session , cv:PublicEvent , schema:Event ; dct:identifier "x" ; skos:prefLabel "Panel"@sv ;
  dct:title "Panel"@sv ; cv:parentEvent <ID/event/e> ; scen:agendaPosition 1 ; dct:type scen:panel ;
  cv:hasParticipation <ID/claim/2> , <ID/claim/3> .
<ID/project/j> a foaf:Project , schema:Project ; dct:identifier "j" ; skos:prefLabel "Fair J"@en ; dct:type scen:campaign .
<ID/programme/o> a schema:FundingScheme ; dct:identifier "o" ; skos:prefLabel "Programme O"@en .
<ID/grant/r> a schema:Grant ; dct:identifier "r" ; skos:prefLabel "Grant R"@en ; schema:identifier "CSO/2017/1" ;
  schema:funder <ID/organisation/b> ; schema:fundedItem <ID/project/j> ; schema:isPartOf <ID/programme/o> .
<ID/place/c> a dct:Location , schema:Place ; dct:identifier "c" ; skos:prefLabel "Sverige"@sv ;
  locn:geographicName "Sverige"@sv ; dct:type scen:country .
<ID/topic/t> a skos:Concept ; dct:identifier "t" ; skos:inScheme scen:topics ; skos:broader scen:procurement ;
  skos:prefLabel "ICT procurement"@en , "IT-upphandling"@sv , "IKT-innkjøp"@nb .
<ID/instrument/i> a schema:CreativeWork ; dct:identifier "i" ; skos:prefLabel "lov"@nb ; dct:title "lov"@nb ; dct:type scen:law .
<ID/publication/k> a foaf:Document , schema:CreativeWork ; dct:identifier "k" ; skos:prefLabel "Report"@en ;
  dct:title "Report"@en ; dct:type scen:report ; dct:issued "2019"^^edtf:EDTF .
<ID/document/d> a foaf:Document , prov:Entity , schema:DigitalDocument ; dct:identifier "d" ; dct:language lang:SWE ;
  skos:prefLabel "Inbjudan"@sv ; dct:title "Inbjudan"@sv ; dct:type scen:event-page ; scen:textSha256 "SHA" .

<ID/claim/1> a cv:Participation ; cv:hasParticipant <ID/organisation/a> ; cv:role scen:organiser .
<ID/claim/2> a cv:Participation ; cv:hasParticipant <ID/person/p> ; cv:role scen:moderator ;
  scen:onBehalfOf <ID/organisation/a> ; dct:description "modererar"@sv , "moderates"@en .
<ID/claim/3> a cv:Participation ; cv:hasParticipant <ID/group/g> ; cv:role scen:invited .
<ID/claim/4> a org:Membership ; org:member <ID/person/p> ; org:organization <ID/organisation/a> ; dct:title "chef"@sv .
<ID/claim/5> a scen:ProjectRole ; scen:project <ID/project/j> ; scen:agent <ID/organisation/a> ; cv:role scen:project-lead .
<ID/claim/6> a scen:Funding ; rdf:subject <ID/grant/r> ; schema:funder <ID/organisation/b> ; schema:fundedItem <ID/project/j> ;
  schema:isPartOf <ID/programme/o> .
<ID/claim/7> a scen:Cooperation ; scen:party <ID/organisation/a> , <ID/organisation/b> ; scen:kind scen:acts-for ;
  scen:actsFor <ID/organisation/b> ; schema:about <ID/event/e> .
<ID/claim/8> a scen:Mention ; rdf:subject <ID/instrument/i> ; scen:kind scen:discussed ; schema:about <ID/event/e> .
<ID/claim/9> a scen:Relation , rdf:Statement ; rdf:subject <ID/event/e> ; rdf:predicate schema:location ; rdf:object <ID/place/c> .
<ID/claim/10> a scen:Assertion , rdf:Statement ; rdf:subject <ID/event/e> ; rdf:predicate scen:attendance ; rdf:object 160 ;
  scen:qualifier "about" .
<ID/claim/11> a scen:Assertion , rdf:Statement ; rdf:subject <ID/event/e> ; rdf:predicate dct:date ;
  rdf:object "2019-09-16"^^edtf:EDTF .
<ID/claim/12> a scen:Assertion , rdf:Statement ; rdf:subject <ID/event/e> ; rdf:predicate dct:type ; rdf:object scen:seminar .
<ID/claim/x> a scen:Contradiction , prov:Entity ; scen:between <ID/claim/10> , <ID/claim/11> ;
  scen:because "they differ"@en ; dct:source <ID/document/d> .
<ID/tie/t> a scen:Tie , prov:Entity ; scen:party <ID/organisation/a> , <ID/organisation/b> ; scen:kind scen:acts-for ;
  scen:actsFor <ID/organisation/b> ; scen:weight 1.0 ; scen:sources 1 ; scen:certainty scen:stated ; scen:status scen:reported ;
  prov:wasDerivedFrom <ID/claim/7> .
"""
CLAIM = """
<ID/claim/N> a scen:Claim , prov:Entity ; scen:certainty scen:inferred ; scen:because "the line says so"@en ;
  scen:status scen:announced ; dct:source <ID/document/d> ; scen:line 22 ; dct:identifier "N" .
<ID/evidence/N> a oa:Annotation ; oa:motivatedBy oa:identifying ; oa:hasBody <ID/claim/N> ;
  oa:hasTarget <ID/evidence/N#target> ; dct:source <ID/document/d> .
<ID/evidence/N#target> a oa:SpecificResource ; oa:hasSource <ID/document/d> ;
  oa:hasSelector <ID/evidence/N#lines> , <ID/evidence/N#words1> , <ID/evidence/N#position1> .
<ID/evidence/N#lines> a oa:FragmentSelector ; rdf:value "line=21,22" ; dct:conformsTo <http://tools.ietf.org/rfc/rfc5147> .
<ID/evidence/N#words1> a oa:TextQuoteSelector ; oa:exact "arrangerar" .
<ID/evidence/N#position1> a oa:TextPositionSelector ; oa:start 4 ; oa:end 14 .
"""
NUMBER = re.compile(r"(oa:(?:start|end)) (\d+)")

# What is taken from the good graph, what is put in, and the beginning of what the curator reads.
FAULTS = [
    ("<ID/claim/1> cv:hasParticipant <ID/organisation/a>", "", "A participation needs exactly one agent"),
    ("", "<ID/claim/1> cv:hasParticipant <ID/person/p>", "A participation needs exactly one agent"),
    ("<ID/claim/1> cv:role scen:organiser", "<ID/claim/1> cv:role scen:project-lead", "The role of a participation"),
    ("<ID/event/e> cv:hasParticipation <ID/claim/1>", "", "A participation needs exactly one event"),
    ("<ID/claim/1> scen:because 'the line says so'@en", "", "An inferred claim needs its reason"),
    ("<ID/claim/1> scen:certainty scen:inferred", "<ID/claim/1> scen:certainty scen:sure", "A claim or tie needs exactly one certainty"),
    ("<ID/claim/1> scen:status scen:announced", "", "A claim or tie needs exactly one status"),
    ("<ID/claim/1> dct:source <ID/document/d>", "", "A claim needs exactly one source document"),
    ("<ID/claim/1> scen:line 22", "<ID/claim/1> scen:line '22'", "A claim needs at least one line"),
    ("<ID/evidence/1> oa:hasBody <ID/claim/1>", "<ID/evidence/1> oa:hasBody <ID/claim/2>", "A claim needs evidence"),
    ("<ID/claim/4> org:organization <ID/organisation/a>", "", "A membership needs exactly one organisation"),
    ("<ID/claim/5> scen:agent <ID/organisation/a>", "", "A project role needs exactly one agent"),
    ("<ID/claim/6> schema:funder <ID/organisation/b>", "", "A funding needs exactly one funder"),
    ("<ID/claim/7> scen:party <ID/organisation/a>", "", "A cooperation needs at least two parties"),
    ("<ID/claim/7> scen:actsFor <ID/organisation/b>", "", "The kind acts-for needs the party that is acted for"),
    ("<ID/claim/7> scen:kind scen:acts-for", "<ID/claim/7> scen:kind scen:meeting", "The kind acts-for needs the party"),
    ("<ID/claim/8> scen:kind scen:discussed", "<ID/claim/8> scen:kind scen:meeting", "The as of a mention"),
    ("<ID/claim/9> rdf:object <ID/place/c>", "<ID/claim/9> rdf:object 'Sverige'", "A relation needs exactly one object"),
    ("<ID/claim/9> rdf:predicate schema:location", "<ID/claim/9> rdf:predicate foaf:knows", "A relation needs exactly one property"),
    ("<ID/claim/10> rdf:object 160", "<ID/claim/10> rdf:object '160'", "The value of an assertion"),
    ("<ID/claim/10> scen:qualifier 'about'", "<ID/claim/10> scen:qualifier 'circa'", "The qualifier of a number"),
    ("<ID/claim/11> rdf:object '2019-09-16'^^edtf:EDTF", "<ID/claim/11> rdf:object '2019-09-16'", "The value of an assertion"),
    ("<ID/claim/x> scen:between <ID/claim/10>", "", "A contradiction needs at least two claims"),
    ("<ID/claim/x> scen:because 'they differ'@en", "", "A contradiction needs its reason"),
    ("<ID/evidence/1#lines> rdf:value 'line=21,22'", "<ID/evidence/1#lines> rdf:value '22'", "The lines of evidence are written"),
    ("<ID/evidence/1#words1> oa:exact 'arrangerar'", f"<ID/evidence/1#words1> oa:exact '{'a' * 161}'", "The kept words"),
    ("<ID/tie/t> scen:party <ID/organisation/a>", "<ID/tie/t> scen:party <ID/group/g>", "A tie needs exactly two parties"),
    ("<ID/tie/t> scen:weight 1.0", "", "A tie needs exactly one weight"),
    ("<ID/organisation/a> skos:prefLabel 'Example Watch'@en", "<ID/organisation/a> skos:prefLabel 'X'", "A thing needs a name"),
    ("", "<ID/organisation/a> skos:prefLabel 'Another'@en", "A thing needs a name"),
    ("<ID/organisation/a> a foaf:Agent", "", "An organisation needs each of the classes"),
    ("<ID/event/e> dct:identifier 'e'", "<ID/event/e> dct:identifier 'E 1'", "A thing needs exactly one slug"),
    ("<ID/organisation/a> org:classification scen:ngo", "<ID/organisation/a> org:classification scen:law", "The kind of an organisation"),
    ("<ID/session/x> cv:parentEvent <ID/event/e>", "", "A session needs exactly one event"),
    ("", "<ID/person/p> foaf:mbox <mailto:anna@example.org>", "E-mail addresses of persons are not published"),
    ("", "<ID/person/p> schema:telephone '1'", "Telephone numbers of persons are not published"),
    ("", "<ID/event/e> dct:subject <ID/project/j>", "What dct:subject points to must be a topic"),
    ("<ID/event/e> scen:attendance 160", "<ID/event/e> scen:attendance 'many'", "The value of attendance"),
    ("<ID/event/e> scen:startTime '13:00'", "<ID/event/e> scen:startTime '1 pm'", "The value of start-time"),
    ("<ID/event/e#time> dct:date '2019-09-16'^^edtf:EDTF", "", "A time needs exactly one EDTF date"),
    ("<ID/event/e> scen:curated 'Fair procurement'@en", "<ID/event/e> scen:curated 'Fair'", "The curators' own wording"),
    ("<ID/document/d> scen:textSha256 'SHA'", "<ID/document/d> scen:textSha256 'abc'", "A source document needs the SHA-256"),
    ("<ID/topic/t> skos:prefLabel 'IT-upphandling'@sv", "", "A concept needs one label each"),
]  # fmt: skip


def need(path: Path) -> Path:
    """The path, where it exists; otherwise the test is skipped, or fails where SCEN_REQUIRE_ALL=1."""
    if path.exists():
        return path
    reason = f"{path.name} is not here: the official files are kept beside the repository, not in it"
    if os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def turtle(text: str) -> Graph:
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    typed = NUMBER.sub(r'\1 "\2"^^xsd:nonNegativeInteger', text)
    filled = (
        typed.replace("PREFIXES", "").replace("SHA", "0" * 64).replace("<ID/", "<https://w3id.org/scen/id/")
    )
    return Graph().parse(data=prefixes + filled, format="turtle")


def rdf(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="nt" if path.suffix == ".nt" else "turtle")
    return graph


@lru_cache
def shapes() -> Graph:
    return rdf(Path(str(shapes_file())))


@lru_cache
def vocabulary() -> Graph:
    return rdf(*(Path(str(file)) for file in vocabulary_files()))


@lru_cache
def good() -> Graph:
    return turtle(GOOD + "".join(CLAIM.replace("/N", f"/{n}").replace('"N"', f'"{n}"') for n in range(1, 13)))


def messages(data: Graph, against: Graph) -> list[str]:
    conforms, report, _ = pyshacl.validate(data, shacl_graph=against)
    found = sorted(str(message) for message in report.objects(None, SH.resultMessage))
    assert conforms == (not list(report.subjects(RDF.type, SH.ValidationResult)))
    return found


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == page.page(), (
        "run: python -m scen.ontology.page > docs/model.md"
    )


def test_own_terms_are_few_and_explained() -> None:
    terms = model().terms.values()
    assert 0 < len(terms) < 40
    for term in terms:
        assert set(term.labels) == LANGUAGES, term.name
        assert "Not " in term.definition or "Never " in term.definition, (
            f"{term.name}: when is it not to be used?"
        )
        assert term.reason, term.name


def test_own_terms_are_used_by_shapes() -> None:
    used = {str(node) for triple in shapes() for node in triple}
    assert not {term.iri for term in model().terms.values()} - used


def test_no_name_is_used_without_being_declared() -> None:
    both = vocabulary() + shapes()
    declared = set(both.subjects(RDF.type, None))
    nodes = {node for triple in both for node in triple if isinstance(node, URIRef)}
    assert not {node for node in nodes if node.startswith(PREFIXES["scen"])} - declared
    named = {str(value) for value in _ids() if str(value).startswith(PREFIXES["scen"])}
    assert named <= {str(node) for node in declared}


def test_shapes_terms_and_concepts_share_no_iri() -> None:
    parts = [
        set(rdf(Path(str(file))).subjects(RDF.type, None)) for file in [*vocabulary_files(), shapes_file()]
    ]
    assert sum(map(len, parts)) == len(set().union(*parts))


def test_everything_has_three_labels() -> None:
    m = model()
    labels = {f"scheme {scheme.notation}": scheme.labels for scheme in m.schemes.values()}
    labels |= {f"concept {concept.iri}": concept.labels for concept in m.concepts.values()}
    labels |= {f"kind {kind.name}": kind.labels for kind in m.kinds.values()}
    labels |= {f"claim {claim.name}": claim.labels for claim in m.claims.values()}
    labels |= {f"property {found.name}": found.labels for found in m.properties.values()}
    for name, texts in labels.items():
        assert set(texts) == LANGUAGES and all(text.strip() for text in texts.values()), name


def test_concepts_are_defined() -> None:
    undefined = {concept.iri for concept in model().concepts.values() if not concept.definition}
    assert undefined == {concept.iri for concept in model().scheme("languages").concepts}


def test_concepts_that_need_it_say_when_not_to_use_them() -> None:
    for scheme in ("roles", "project-roles", "tie-kinds", "cooperation-kinds", "certainty", "status"):
        for concept in model().scheme(scheme).concepts:
            assert re.search(r"\bnot\b", concept.definition, re.IGNORECASE), concept.iri


def test_notations_are_unique_in_a_scheme_and_broader_concepts_exist() -> None:
    m = model()
    for scheme in m.schemes.values():
        notations = [concept.notation for concept in scheme.concepts]
        assert len(notations) == len(set(notations))
    assert {concept.broader for concept in m.concepts.values()} - {None} <= set(m.concepts)
    assert {concept.notation for concept in m.members("strong-ties")} == {
        "co-organised", "same-project", "agreement", "joint-action", "acts-for"
    }  # fmt: skip


def test_vocabulary_has_no_blank_nodes() -> None:
    assert all(isinstance(node, URIRef) for triple in vocabulary() for node in (triple[0], triple[1]))
    assert not any(type(node).__name__ == "BNode" for node in vocabulary().objects())


def test_shapes_list_what_the_model_holds() -> None:
    m = model()
    relations = {found.path for found in m.properties.values() if found.is_relation} | {
        expand("schema:about")
    }
    assert _options("relation-property") == relations
    groups = [node for node in shapes().subjects(SH.path, RDF.predicate) if "valued-" in str(node)]
    valued = set().union(*(_options(str(node).rpartition("#")[2]) for node in groups))
    assert valued == {found.path for found in m.properties.values() if not found.is_relation}
    for shape, scheme in (("claim-certainty", "certainty"), ("claim-status", "status")):
        assert _options(shape) == {concept.iri for concept in m.scheme(scheme).concepts}


def test_shared_concepts_are_allowed_where_they_are_shared() -> None:
    for concept in model().concepts.values():
        for kind in model().kinds.values():
            if kind.types in concept.schemes:
                allowed = _options(f"typed-{kind.types}")
                assert {model().scheme(name).iri for name in concept.schemes} <= allowed, concept.iri


def test_lookups_know_names_and_plurals() -> None:
    m = model()
    assert m.kind("persons") is m.kind("person")
    assert m.claim("project_roles") is m.claim("project-role")
    assert m.property("type").schemes == ("event-types", "project-types", "work-types", "place-types")
    assert m.property("homepage").is_iri and not m.property("kind").is_iri
    assert m.concept("formats", "online") is m.concept("place-types", "online")
    with pytest.raises(UnknownNameError, match="unknown concept of roles 'speeker'") as caught:
        m.concept("roles", "speeker")
    assert "speaker" in caught.value.known
    with pytest.raises(UnknownNameError):
        expand("nope:x")


@pytest.mark.parametrize("prefix", sorted(set(PREFIXES) - {"scen"}))
def test_borrowed_terms_exist(prefix: str) -> None:
    used = {iri for iri in _foreign() if iri.startswith(PREFIXES[prefix])}
    if prefix in CLOSED:
        missing = {iri for iri in used if URIRef(iri) not in CLOSED[prefix]}
    elif prefix in STANDARD:
        graph = rdf(*(need(STANDARDS / file) for file in STANDARD[prefix]))
        missing = used - {str(node) for triple in graph for node in triple}
    else:
        missing = used if prefix not in UNHELD else set()
    assert not missing


def test_the_good_graph_conforms() -> None:
    assert messages(good() + vocabulary(), shapes()) == []


@pytest.mark.parametrize(
    ("taken", "put", "message"), FAULTS, ids=[f"{i}-{row[2]}" for i, row in enumerate(FAULTS)]
)
def test_faults_are_told_in_plain_words(taken: str, put: str, message: str) -> None:
    graph, without = good() + vocabulary(), turtle(taken and taken + " .")
    assert all(triple in graph for triple in without), "what is taken away must be there"
    found = messages(graph - without + turtle(put and put + " ."), shapes())
    assert any(text.startswith(message) for text in found), found


def test_messages_are_whole_sentences() -> None:
    for message in shapes().objects(None, SH.message):
        assert re.fullmatch(r"[A-Z].+\.", str(message)), message


@pytest.mark.parametrize("file", OFFICIAL)
def test_the_good_graph_conforms_to_official_shapes(file: str) -> None:
    assert messages(good() + vocabulary(), rdf(need(STANDARDS / file))) == []


def test_official_shapes_reject_a_fault() -> None:
    official = rdf(need(STANDARDS / OFFICIAL[0]))
    assert messages(good() + turtle("<ID/event/e> dct:title 'untagged' ."), official)


def test_context_is_a_round_trip() -> None:
    text = good().serialize(format="json-ld", context=context())
    back = Graph().parse(data=text, format="json-ld")
    assert set(back) == set(good())
    event = next(item for item in json.loads(text)["@graph"] if item["id"].endswith("/event/e"))
    assert event["prefLabel"] == {"sv": "Schysst upphandling", "en": "Fair procurement"}
    assert event["time:hasTime" if "hasTime" not in event else "hasTime"].endswith("#time")


def test_context_names_every_term_and_property() -> None:
    named = {str(iri) for iri in _ids()}
    assert {term.iri for term in model().terms.values()} <= named
    assert {found.path for found in model().properties.values()} <= named
    assert {field.path for claim in model().claims.values() for field in claim.fields} <= named
    assert {iri for claim in model().claims.values() for iri in claim.classes} <= named


def _ids() -> list[str]:
    """The IRIs that the context names, besides the prefixes."""
    values = [value["@id"] if isinstance(value, dict) else value for value in context().values()]
    types = [value["@type"] for value in context().values() if isinstance(value, dict) and "@type" in value]
    curies = [str(value) for value in [*values, *types] if not str(value).startswith(("@", "http", "1"))]
    return [expand(curie) for curie in curies]


def _foreign() -> set[str]:
    iris = {str(node) for triple in vocabulary() + shapes() for node in triple if isinstance(node, URIRef)}
    bases = set(PREFIXES.values())
    return {iri for iri in iris | set(_ids()) if not iri.startswith(PREFIXES["scen"])} - bases


def _options(shape: str) -> set[str]:
    [start] = shapes().objects(URIRef(expand(f"scen:{shape}")), SH["in"])
    return {str(item) for item in Collection(shapes(), start)}
