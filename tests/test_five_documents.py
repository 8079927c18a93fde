"""The five documents: facts read by hand in the texts, and traps that a careless reader falls into.

Each row is a SPARQL pattern that must hold (or must not). ``line`` numbers are those of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scen.queries.opened import OpenDataset, open_dataset

ID = "https://w3id.org/scen/id/"


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[OpenDataset]:
    with open_dataset(dataset) as opened:
        yield opened


def holds(data: OpenDataset, pattern: str) -> bool:
    import re

    text = re.sub(r"\bid:([a-z]+)/([a-z0-9-]+)", rf"<{ID}\1/\2>", pattern)
    return data.holds(f"ASK {{ {text} }}")


def participation(
    person: str, role: str, event: str, document: str, line: int, status: str = "announced", behalf: str = ""
) -> str:
    return (
        f"id:{event} cv:hasParticipation ?p . ?p cv:hasParticipant id:{person} ; cv:role scen:{role} ; scen:status scen:{status} ;"
        f" scen:certainty scen:stated ; dct:source id:document/{document} ; scen:line {line}"
        + (f" ; scen:onBehalfOf id:organisation/{behalf}" if behalf else "")
    )


def post(
    person: str, organisation: str, title: str, document: str, line: int, status: str = "reported"
) -> str:
    return (
        f"?m a org:Membership ; org:member id:person/{person} ; org:organization id:organisation/{organisation} ; dct:title ?t ;"
        f" scen:status scen:{status} ; dct:source id:document/{document} ; scen:line {line} FILTER(CONTAINS(LCASE(STR(?t)), '{title}'))"
    )


def said(thing: str, path: str, value: str, document: str, line: int, certainty: str = "stated") -> str:
    return (
        f"?c rdf:subject id:{thing} ; rdf:predicate {path} ; rdf:object ?v ; scen:certainty scen:{certainty} ;"
        f" dct:source id:document/{document} ; scen:line {line} FILTER(STR(?v) = '{value}')"
    )


LULEA, NEWS, EVENTS = "swedwatch-lulea-2019", "national-secretariat-news", "procurement-events-2020"
OSLO, AMSTERDAM = "sykehusinnkjop-webinar-2022", "electronics-watch-amsterdam"

TRUE = {
    "Claeson heads Electronics Watch": post("bjorn-claeson", "electronics-watch", "chef", LULEA, 30),
    "Scott Jakobsson is a researcher at Swedwatch": post("linda-scott-jakobsson", "swedwatch", "researcher", LULEA, 26),
    "and a project manager a year later": post("linda-scott-jakobsson", "swedwatch", "project manager", EVENTS, 171),
    "McCaughey is a strategist at Region Stockholm": post("kathleen-mccaughey", "region-stockholm", "strateg", LULEA, 40),
    "Luleå is dated": said("event/lulea-seminar-2019", "dct:date", "2019-09-16", LULEA, 16),
    "its deadline has no year": said("event/lulea-seminar-2019", "scen:deadline", "XXXX-08-15", LULEA, 20),
    "over 300 members are Electronics Watch's": said("organisation/electronics-watch", "scen:count", "300", LULEA, 32),
    "the EU funds Make ICT Fair": "?f a scen:Funding ; schema:funder id:organisation/european-union ; schema:fundedItem id:project/make-ict-fair ; scen:line 50",
    "Sida funds it too": "?f a scen:Funding ; schema:funder id:organisation/sida ; schema:fundedItem id:project/make-ict-fair ; scen:line 50",
    "the grant number is as printed": said("grant/eu-make-ict-fair", "schema:identifier", "CSO-LA12017/388-226", EVENTS, 128),
    "through EuropeAid": "?f a scen:Funding ; schema:isPartOf id:programme/europeaid ; schema:funder id:organisation/european-union ; scen:line 128",
    "TLV's Melén": "?m org:member id:person/karin-melen ; org:organization id:organisation/tlv ; scen:line 17",
    "160 attended the environmental day": "?e scen:attendance 160 . ?c rdf:predicate scen:attendance ; rdf:object 160 ; scen:qualifier 'about' ; scen:line 9",
    "about 50 attended the webinar": "id:event/etiske-innkjop-webinar-2022 scen:attendance 50",
    "Burrow was announced as keynote speaker": "?e cv:hasParticipation ?p . ?p cv:hasParticipant id:person/sharan-burrow ; cv:role scen:keynote-speaker ; scen:status scen:announced ; scen:line 20",
    "Tuncak's UN post has ended": post("baskut-tuncak", "united-nations", "special rapporteur", EVENTS, 20, "ended"),
    "summit: four-day contradicts the dates": "?x a scen:Contradiction ; scen:between ?a , ?b . ?a rdf:object 'P4D'^^xsd:duration ; scen:certainty scen:disputed . ?b rdf:predicate dct:date ; scen:certainty scen:disputed ; scen:line 12",
    "and the printed date is shown": "id:event/ohs-summit-2020 time:hasTime/dct:date ?d FILTER(STR(?d) = '2020-11-30/2020-12-04')",
    "Nordic forum in Stockholm": "?e a schema:Event ; schema:location id:place/stockholm ; schema:startDate '2020-12-07'^^xsd:date ; schema:endDate '2020-12-08'^^xsd:date",
    "Stockholm is in Sweden": "id:place/stockholm dct:spatial|dct:isPartOf id:place/sweden",
    "Strojin of Ljubljana": post("zala-strojin", "city-of-ljubljana", "circular economy manager", EVENTS, 60),
    "an open place at the best practice session": said("session/circular-cities-webinar-2020-best-practice", "scen:openPlaces", "1", EVENTS, 63),
    "an open place on the minerals panel": said("session/minerals-webinar-2021-panel", "scen:openPlaces", "1", EVENTS, 163),
    "Butler was announced": "?s cv:hasParticipation ?p . ?p cv:hasParticipant id:person/leah-butler ; scen:status scen:announced ; scen:line 151 ; scen:onBehalfOf id:organisation/responsible-mineral-initiative",
    "Hintz moderates the panel": "id:session/minerals-webinar-2021-panel cv:hasParticipation ?p . ?p cv:hasParticipant id:person/josefine-hintz ; cv:role scen:moderator ; scen:line 153",
    "ICLEI acts for the Commission": "?c a scen:Cooperation ; scen:kind scen:acts-for ; scen:party id:organisation/iclei ; scen:actsFor id:organisation/european-commission ; scen:line 88",
    "webinar of 17 February has no printed year": said("event/etiske-innkjop-webinar-2022", "dct:date", "XXXX-02-17", OSLO, 5),
    "the year is worked out and says so": "?c rdf:subject id:event/etiske-innkjop-webinar-2022 ; rdf:predicate dct:date ; scen:certainty scen:inferred ; scen:because ?why ; rdf:object ?d FILTER(STR(?d) = '2022-02-17')",
    "three buyers organised it": " . ".join(f"id:event/etiske-innkjop-webinar-2022 cv:hasParticipation ?p{n} . ?p{n} cv:hasParticipant id:organisation/{o} ; cv:role ?r{n} ; scen:status scen:reported ; scen:line 5" for n, o in enumerate(("oslo-kommune", "statens-innkjopssenter", "sykehusinnkjop"))),
    "so they really collaborate": "id:organisation/oslo-kommune frapo:collaboratesWith id:organisation/sykehusinnkjop",
    "their agreement is only announced": "?c a scen:Cooperation ; scen:kind scen:agreement ; scen:status scen:announced ; scen:party id:organisation/oslo-kommune",
    "Dypvik reported to have spoken": "?s cv:hasParticipation ?p . ?p cv:hasParticipant id:person/simen-hoy-dypvik ; scen:status scen:reported ; scen:line 22",
    "Foss is quoted": "?m a scen:Mention ; rdf:subject id:person/stine-foss ; scen:kind scen:quoted",
    "the page was published": said("document/sykehusinnkjop-webinar-2022", "dct:issued", "2022-02-24", OSLO, 7),
    "and updated": said("document/sykehusinnkjop-webinar-2022", "dct:modified", "2022-12-27", OSLO, 8),
    "Amsterdam has no year": said("event/amsterdam-conference", "dct:date", "XXXX-11-14", AMSTERDAM, 1),
    "SOMO organises it": participation("organisation/somo", "organiser", "event/amsterdam-conference", AMSTERDAM, 5),
    "LESN is from China": "?c rdf:subject id:organisation/lesn ; rdf:object id:place/china ; scen:certainty scen:stated ; scen:line 7",
    "CEREAL is from Mexico": "?c rdf:subject id:organisation/cereal ; rdf:object id:place/mexico ; scen:certainty scen:stated ; scen:line 7",
    "a US campaign is an example": "?m a scen:Mention ; rdf:subject id:organisation/workers-rights-consortium ; dct:source id:document/electronics-watch-amsterdam ; scen:line 17",
    "gloves are Region Jönköping's example": "?m a scen:Mention ; scen:kind scen:example ; dct:source id:document/national-secretariat-news ; scen:line 5",
    "Björnberg Ekstrand and TEKO met": "?c a scen:Cooperation ; scen:kind scen:meeting ; scen:party id:person/anja-bjornberg-ekstrand ; scen:line 3",
    "misprints are found but not shown as names": "id:organisation/hallbar-upphandling skos:hiddenLabel 'Höllbar Upphandling'@nb",
    "Region of Stockholm is Region Stockholm": "id:organisation/region-stockholm skos:altLabel|skos:hiddenLabel 'Region of Stockholm'@en",
}  # fmt: skip

FALSE = {
    "no year is invented for Amsterdam": "id:event/amsterdam-conference schema:startDate ?d",
    "nor for the Norwegian webinar": "id:event/etiske-innkjop-webinar-2022 schema:startDate ?d",
    "the disputed summit has no start date": "id:event/ohs-summit-2020 schema:startDate ?d",
    "Foss did not speak": "?e cv:hasParticipation ?p . ?p cv:hasParticipant id:person/stine-foss ; scen:certainty scen:stated ; cv:role scen:speaker",
    "Wigglesworth did not speak": "?p cv:hasParticipant id:person/alexandra-solheim-wigglesworth ; scen:certainty scen:stated ; cv:role scen:speaker",
    "the announced agreement is no tie": "?t a scen:Tie ; scen:kind scen:agreement",
    "US campaigns did not attend Amsterdam": "id:event/amsterdam-conference cv:hasParticipation ?p . ?p cv:hasParticipant id:organisation/workers-rights-consortium",
    "Region Jönköping was not at the OSCE workshop": "?e cv:hasParticipation ?p . ?p cv:hasParticipant id:organisation/region-jonkoping ; scen:line 5",
    "SACOM's country is not stated": "?c rdf:subject id:organisation/sacom ; rdf:object id:place/china ; scen:certainty scen:stated",
    "an announced speaker is not told as a performer who was there": "?p cv:hasParticipant id:person/bjorn-claeson ; scen:status scen:reported",
    "announced ties are no collaboration": "?a frapo:collaboratesWith ?b FILTER NOT EXISTS { ?t scen:party ?a , ?b ; scen:status scen:reported ; scen:certainty scen:stated }",
    "Electronics Watch and SOMO are not yet shown as collaborating": "id:organisation/electronics-watch frapo:collaboratesWith id:organisation/somo",
    "no group is in a tie": "?t a scen:Tie ; scen:party ?g . ?g a scen:Group",
    "nothing inferred stands as a plain fact": "?c a scen:Relation ; scen:certainty scen:inferred ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o FILTER NOT EXISTS { ?d a scen:Relation ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; scen:certainty scen:stated }",
    "no date without a day has a start": "?e schema:startDate ?d ; time:hasTime/dct:date ?t FILTER(CONTAINS(STR(?t), 'X'))",
}  # fmt: skip


@pytest.mark.parametrize("pattern", TRUE.values(), ids=TRUE)
def test_what_the_documents_say(data: OpenDataset, pattern: str) -> None:
    assert holds(data, pattern)


@pytest.mark.parametrize("pattern", FALSE.values(), ids=FALSE)
def test_what_they_do_not_say(data: OpenDataset, pattern: str) -> None:
    assert not holds(data, pattern)


def test_a_careful_curator_gets_this_much(built) -> None:  # type: ignore[no-untyped-def]
    _, report = built
    assert sum(report.things.values()) >= 240
    assert sum(number for kind, number in report.claims.items() if kind != "name") >= 650
    assert not report.warnings, "contradictions are settled, positions are current"
