"""What hangs on a claim or a thing as nodes of its own: the evidence (Web Annotation) and dates (OWL-Time)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from . import dates
from .claims import Claim, digest
from .fields import runs
from .rdf import iri, thing, typed


def evidence(claim: Claim, node: NamedNode, document: NamedNode) -> Iterator[Triple]:
    """The Web Annotation that leads from a claim to its lines and words.

    Lines count from 1 in records and from 0 between lines in RFC 5147: line 22 is ``line=21,22``.
    """
    note = thing("evidence", digest(claim.id, claim.document, *claim.lines))
    target = NamedNode(f"{note.value}#target")
    yield Triple(note, iri("rdf:type"), iri("oa:Annotation"))
    yield Triple(note, iri("oa:motivatedBy"), iri("oa:identifying"))
    yield Triple(note, iri("oa:hasBody"), node)
    yield Triple(note, iri("oa:hasTarget"), target)
    yield Triple(note, iri("dct:source"), document)
    yield Triple(target, iri("rdf:type"), iri("oa:SpecificResource"))
    yield Triple(target, iri("oa:hasSource"), document)
    for number, (first, last) in enumerate(runs(claim.lines), 1):
        place = NamedNode(f"{note.value}#lines{number}")
        yield Triple(target, iri("oa:hasSelector"), place)
        yield Triple(place, iri("rdf:type"), iri("oa:FragmentSelector"))
        yield Triple(place, iri("dct:conformsTo"), NamedNode("http://tools.ietf.org/rfc/rfc5147"))
        yield Triple(place, iri("rdf:value"), Literal(f"line={first - 1},{last}"))
    for number, quote in enumerate(claim.quotes, 1):
        words = NamedNode(f"{note.value}#words{number}")
        yield Triple(target, iri("oa:hasSelector"), words)
        yield Triple(words, iri("rdf:type"), iri("oa:TextQuoteSelector"))
        yield Triple(words, iri("oa:exact"), Literal(quote.words))
        if quote.start is not None:
            position = NamedNode(f"{note.value}#position{number}")
            yield Triple(target, iri("oa:hasSelector"), position)
            yield Triple(position, iri("rdf:type"), iri("oa:TextPositionSelector"))
            yield Triple(position, iri("oa:start"), typed(quote.start, "xsd:nonNegativeInteger"))
            yield Triple(
                position, iri("oa:end"), typed(quote.start + len(quote.words), "xsd:nonNegativeInteger")
            )


def times(subject: NamedNode, date: str, kind: str, certainty: str) -> Iterator[Triple]:
    """OWL-Time for a date in EDTF; instants and schema.org dates only where it is known to the day."""
    if kind not in ("event", "series", "session", "project"):
        yield Triple(subject, iri("dct:date"), typed(date, "edtf:EDTF"))
        return
    time = NamedNode(f"{subject.value}#time")
    start, slash, end = date.partition("/")
    ends = [day for day in (dates.day(start), dates.day(end if slash else start)) if day]
    yield Triple(subject, iri("time:hasTime"), time)
    yield Triple(time, iri("rdf:type"), iri("time:TemporalEntity"))
    yield Triple(time, iri("dct:date"), typed(date, "edtf:EDTF"))
    if len(ends) < 2:
        return
    yield Triple(time, iri("rdf:type"), iri("time:ProperInterval"))
    for name, prop, short, day in zip(
        ("start", "end"),
        ("time:hasBeginning", "time:hasEnd"),
        ("schema:startDate", "schema:endDate"),
        ends,
        strict=True,
    ):
        instant = NamedNode(f"{subject.value}#{name}")
        yield Triple(time, iri(prop), instant)
        yield Triple(instant, iri("rdf:type"), iri("time:Instant"))
        yield Triple(instant, iri("time:inXSDDate"), typed(day, "xsd:date"))
        if certainty == "stated" and kind != "project":
            yield Triple(subject, iri(short), typed(day, "xsd:date"))
