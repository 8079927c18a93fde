"""Claims become quads. This is the one place where the network is turned into RDF terms.

Graphs: one per source document, ``entities`` (identities), ``vocabulary`` (the model), ``derived`` (what is
computed). No blank nodes; the same claims give the same set of quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..ontology.terms import expand, model
from .annotations import evidence, times
from .claims import Claim, Claims, Dispute, Item, dated
from .fields import notations
from .rdf import concept, graph, iri, text, thing, typed, vocabulary
from .ties import Tie, on_programme, organising

Node = NamedNode
Pair = tuple[str, NamedNode | Literal]
"""A property's IRI, and its value."""


class Writer:
    """Writes the quads of a set of claims; `things` gives every slug its IRI."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.items = claims.item()
        self.things = {slug: thing(item.kind, slug) for slug, item in self.items.items()}
        self.things |= {old: thing(kind, old) for kind, old, _ in claims.redirects}
        self.dates = dated(claims.claims)

    def quads(self, ties: Iterable[Tie] = ()) -> Iterator[Quad]:
        """Every quad of the dataset (with repetitions)."""
        yield from self._graph("vocabulary", vocabulary())
        for item in self.claims.items:
            place = f"doc/{item.slug}" if item.kind == "document" else "entities"
            yield from self._graph(place, self._item(item))
        for kind, old, new in self.claims.redirects:
            yield from self._graph(
                "entities", [Triple(thing(kind, old), iri("dct:isReplacedBy"), self.things[new])]
            )
        for kind, slug in self.claims.tombstones:
            gone = Triple(thing(kind, slug), iri("owl:deprecated"), typed("true", "xsd:boolean"))
            yield from self._graph("entities", [gone])
        for claim in self.claims.claims:
            yield from self._graph(f"doc/{claim.document}", self._claim(claim))
        for dispute in self.claims.disputes:
            yield from self._dispute(dispute)
        yield from self._graph("derived", self._ties(ties))

    @staticmethod
    def _graph(name: str, triples: Iterable[Triple]) -> Iterator[Quad]:
        where = graph(name)
        return (Quad(t.subject, t.predicate, t.object, where) for t in triples)

    # -- things ------------------------------------------------------------------------------------------

    def _item(self, item: Item) -> Iterator[Triple]:
        node, kind = thing(item.kind, item.slug), model().kinds[item.kind]
        for cls in kind.classes:
            yield Triple(node, iri("rdf:type"), NamedNode(cls))
        # EU Core Person has dct:identifier for nodes of its own on people only
        yield Triple(
            node, iri("schema:identifier" if item.kind == "person" else "dct:identifier"), Literal(item.slug)
        )
        forms = {"name": "skos:prefLabel", "alias": "skos:altLabel", "hidden": "skos:hiddenLabel"}
        for label in item.labels:
            literal = text(label.text, label.language)
            yield Triple(node, iri(forms[label.form]), literal)
            for also in _NAMED.get(item.kind, ()) if label.form == "name" else ():
                yield Triple(node, iri(also), literal)
            if label.curated:
                yield Triple(node, iri("scen:curated"), literal)
        for same in item.same_as:
            yield Triple(node, iri("skos:exactMatch"), NamedNode(same))
        yield from self._special(item, node)

    def _special(self, item: Item, node: Node) -> Iterator[Triple]:
        if item.kind == "topic":
            yield Triple(node, iri("skos:inScheme"), iri("scen:topics"))
            yield Triple(node, iri("skos:broader"), concept("themes", item.value("broader")))
        if item.kind == "document":
            yield Triple(node, iri("scen:textSha256"), Literal(item.value("sha256")))
            yield from self._language(node, item.value("language"))
            for key, prop in (("address", "dct:source"), ("archive", "dct:hasVersion")):
                if item.value(key):
                    yield Triple(node, iri(prop), NamedNode(item.value(key)))
        if item.value("organisation-kind"):
            yield Triple(
                node,
                iri("org:classification"),
                concept("organisation-kinds", item.value("organisation-kind")),
            )

    def _language(self, node: Node, code: str) -> Iterator[Triple]:
        yield Triple(node, iri("dct:language"), concept("languages", code))

    # -- claims ------------------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> Iterator[Triple]:
        node, document = thing("claim", claim.id), thing("document", claim.document)
        for prop, value in (
            *(("rdf:type", NamedNode(cls)) for cls in model().claims[claim.kind].classes),
            ("dct:identifier", Literal(claim.id)),
            ("dct:source", document),
            ("scen:certainty", concept("certainty", claim.certainty)),
            ("scen:status", concept("status", claim.status)),
            *(("scen:line", typed(line, "xsd:integer")) for line in claim.lines),
            *((("scen:because", text(claim.because, "en")),) if claim.because else ()),
        ):
            yield Triple(node, iri(prop), value)
        for path, value in self._said(claim):
            yield Triple(node, NamedNode(path), value)
        yield from self._beside(claim, node)
        yield from evidence(claim, node, document)

    def _said(self, claim: Claim) -> Iterator[Pair]:
        """What the claim joins and says: each field of its kind becomes the property its shape names."""
        for field in model().claims[claim.kind].fields:
            if field.kinds and not field.inverse:
                yield from ((field.path, self.things[slug]) for slug in claim.all(field.name))
            elif field.schemes and claim.value(field.name):
                yield field.path, concept(field.schemes[0], claim.value(field.name))
            elif field.name in _PLAIN and claim.value(field.name):
                yield field.path, self._plain(claim, field.name)
        if claim.kind in ("relation", "assertion"):
            yield expand("rdf:predicate"), self._path(claim)
        if claim.kind == "assertion":
            yield expand("rdf:object"), self._value(claim)
        if claim.value("rendering"):
            english = text(claim.value("rendering"), "en")
            yield expand("scen:curated"), english
            yield (
                expand("dct:description" if claim.kind in ("participation", "assertion") else "dct:title"),
                english,
            )

    def _plain(self, claim: Claim, name: str) -> Literal:
        """A field's text: printed words in the document's language, the curators' in English."""
        language = _PLAIN[name] or self.items[claim.document].value("language")
        if name == "date":
            return typed(claim.value(name), "edtf:EDTF")
        return Literal(claim.value(name)) if name == "qualifier" else text(claim.value(name), language)

    def _path(self, claim: Claim) -> NamedNode:
        """The property said; what is about another thing than a topic is ``schema:about``."""
        path = NamedNode(model().properties[claim.property].path)
        if claim.property == "topic" and self.items[claim.one("object")].kind != "topic":
            return iri("schema:about")
        return path

    def _value(self, claim: Claim) -> NamedNode | Literal:
        prop, value = model().properties[claim.property], claim.value("value")
        for scheme in prop.schemes:
            if value in notations(scheme):
                return concept(scheme, value)
        if prop.is_iri:
            return NamedNode(value if "://" in value else f"http://{value}")
        if prop.datatype == expand("rdf:langString"):
            return text(value, claim.value("language"))
        return Literal(value, datatype=NamedNode(prop.datatype or expand("xsd:string")))

    # -- plain triples beside claims ---------------------------------------------------------------------

    def _beside(self, claim: Claim, node: Node) -> Iterator[Triple]:
        """Short ways to what is stated: what is inferred or disputed stands in its claim only."""
        if claim.kind == "participation":
            yield Triple(self.things[claim.one("event")], iri("cv:hasParticipation"), node)
            yield Triple(self.things[claim.one("agent")], iri("cv:participates"), node)
        if claim.certainty == "stated" or (claim.certainty == "disputed" and claim.value("shown")):
            if claim.kind == "relation":
                yield from self._edge(claim)
            elif claim.kind == "assertion" and claim.property != "name":
                yield from self._attribute(claim)
            elif claim.kind == "funding":
                for part, prop in (
                    ("funder", "schema:funder"),
                    ("funds", "schema:fundedItem"),
                    ("programme", "schema:isPartOf"),
                ):
                    for slug in claim.all(part):
                        yield Triple(self.things[claim.one("grant")], iri(prop), self.things[slug])

    def _edge(self, claim: Claim) -> Iterator[Triple]:
        subject, other = self.things[claim.subject], self.things[claim.one("object")]
        yield Triple(subject, self._path(claim), other)
        if claim.property in ("parent", "series"):
            yield Triple(other, iri("cv:subEvent"), subject)
        elif claim.property == "follows":
            yield Triple(other, iri("cv:hasNextEvent"), subject)

    def _attribute(self, claim: Claim) -> Iterator[Triple]:
        subject, value = self.things[claim.subject], self._value(claim)
        if claim.property == "date":
            if claim.value("value") != self.dates[claim.subject]:
                return  # another document gives it more exactly, or the dates contradict each other
            yield from times(subject, claim.value("value"), self.items[claim.subject].kind, claim.certainty)
            return
        if claim.property == "description":
            return  # a thing has many; EU Core Public Event allows one a language
        yield Triple(subject, self._path(claim), value)
        if claim.property == "kind" and self.items[claim.subject].kind == "organisation":
            yield from (Triple(subject, iri("rdf:type"), cls) for cls in _classes(claim.value("value")))
        if claim.property in ("homepage", "registration"):
            yield Triple(NamedNode(value.value), iri("rdf:type"), iri("foaf:Document"))

    # -- what is computed --------------------------------------------------------------------------------

    def _dispute(self, dispute: Dispute) -> Iterator[Quad]:
        node, by_id = thing("claim", dispute.id), {claim.id: claim for claim in self.claims.claims}
        found = [by_id[claim] for claim in dispute.claims]
        documents = sorted({claim.document for claim in found})
        triples = [
            Triple(node, iri("rdf:type"), iri("scen:Contradiction")),
            Triple(node, iri("rdf:type"), iri("prov:Entity")),
            Triple(node, iri("dct:identifier"), Literal(dispute.id)),
            Triple(node, iri("scen:because"), text(dispute.because, "en")),
            *(Triple(node, iri("scen:between"), thing("claim", claim.id)) for claim in found),
            *(Triple(node, iri("dct:source"), thing("document", document)) for document in documents),
        ]
        return self._graph(f"doc/{documents[0]}" if len(documents) == 1 else "derived", triples)

    def _ties(self, ties: Iterable[Tie]) -> Iterator[Triple]:
        for tie in ties:
            node = thing("tie", tie.id)
            when = "/".join(sorted({day for day in (tie.first, tie.last) if day}))
            for prop, value in (
                ("rdf:type", iri("scen:Tie")),
                ("scen:party", self.things[tie.a]),
                ("scen:party", self.things[tie.b]),
                ("scen:kind", concept("tie-kinds", tie.kind)),
                ("scen:weight", typed(_decimal(tie.weight), "xsd:decimal")),
                ("scen:sources", typed(tie.sources, "xsd:integer")),
                ("scen:certainty", concept("certainty", tie.certainty)),
                ("scen:status", concept("status", tie.status)),
                *((("dct:date", typed(when, "edtf:EDTF")),) if when else ()),
                *((("scen:actsFor", self.things[tie.acts_for]),) if tie.acts_for else ()),
                *(("prov:wasDerivedFrom", thing("claim", claim)) for claim in tie.claims),
            ):
                yield Triple(node, iri(prop), value)
            if tie.kind in _strong() and tie.sure:
                yield Triple(self.things[tie.a], iri("frapo:collaboratesWith"), self.things[tie.b])
                yield Triple(self.things[tie.b], iri("frapo:collaboratesWith"), self.things[tie.a])
        yield from self._shortcuts()

    def _shortcuts(self) -> Iterator[Triple]:
        """schema.org and FOAF edges for stated claims only."""
        for claim in self.claims.claims:
            if claim.certainty != "stated":
                continue
            if claim.kind == "participation" and (prop := _shortcut(claim.value("role"))):
                if self.items[claim.one("agent")].kind != "group":
                    yield Triple(self.things[claim.one("event")], iri(prop), self.things[claim.one("agent")])
            elif claim.kind == "funding" and self.items[claim.one("funds")].kind == "project":
                yield Triple(
                    self.things[claim.one("funds")], iri("foaf:fundedBy"), self.things[claim.one("funder")]
                )
            elif claim.kind == "membership" and claim.status == "reported":
                yield Triple(
                    self.things[claim.one("member")],
                    iri("org:memberOf"),
                    self.things[claim.one("organisation")],
                )


@lru_cache(maxsize=1)
def _strong() -> frozenset[str]:
    return frozenset(kind.notation for kind in model().members("strong-ties"))


@cache
def _classes(kind: str) -> tuple[NamedNode, ...]:
    """Published classes of organisations of a kind: those its concept, and broader ones, closely match."""
    found, at = [], model().concept("organisation-kinds", kind)
    while True:
        found += [
            NamedNode(match) for match in at.matches if match.startswith((expand("schema:"), expand("cv:")))
        ]
        if not at.broader:
            return tuple(found)
        at = model().concepts[at.broader]


def _shortcut(role: str) -> str | None:
    if role in organising():
        return "schema:organizer"
    if role in on_programme():
        return "schema:performer"
    return {"sponsor": "schema:sponsor", "funder": "schema:funder", "attendee": "schema:attendee"}.get(role)


def _decimal(number: float) -> str:
    text = f"{number:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


_PLAIN = {"role_words": "", "title": "", "about": "en", "of": "en", "qualifier": "", "date": ""}
"""Fields whose value is a literal -> its language, or "" for that of the document."""
_NAMED = {
    **dict.fromkeys(("organisation", "person", "group"), ("foaf:name",)),
    **dict.fromkeys(("event", "series", "session", "instrument", "publication", "document"), ("dct:title",)),
    "place": ("locn:geographicName",),
}
