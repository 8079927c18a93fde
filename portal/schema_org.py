"""A thing in schema.org's words, for the head of its page: search engines and citation tools read it there.

Only what a source states is told: nothing inferred, nothing disputed. An event that was announced is
scheduled; that it took place is not said by an invitation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from ..export.catalogue.schema_org import named
from ..export.catalogue.where import dataset_of
from ..graph.dataset import Readable
from ..graph.facts import Fact
from . import void
from .descriptions import LICENCE
from .kept import KnownFacts
from .said import is_own

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

_SCHEMA = "https://schema.org/"
MOST = 50
"""Values of one property."""
_TYPES = {
    "organisation": "Organization", "person": "Person", "event": "Event", "session": "Event", "series": "EventSeries",
    "project": "Project", "programme": "FundingScheme", "grant": "Grant", "place": "Place", "topic": "DefinedTerm",
    "instrument": "CreativeWork", "publication": "CreativeWork", "document": "DigitalDocument",
}  # fmt: skip
"""Kind of thing -> its type; a group, known by a description alone, has none."""
_EVENTS, _WORKS = ("event", "session", "series"), ("instrument", "publication", "document")
_BODIES = ("organisation", "project")

_TOLD: Mapping[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "schema:location": ((*_EVENTS, *_BODIES), "location", ("place",)),
    "cv:parentEvent": (_EVENTS, "superEvent", _EVENTS),
    "schema:superEvent": (_EVENTS, "superEvent", _EVENTS),
    "dct:subject": ((*_EVENTS, *_WORKS), "about", ("topic",)),
    "schema:about": ((*_EVENTS, *_WORKS), "about", tuple(_TYPES)),
    "schema:subjectOf": (tuple(_TYPES), "subjectOf", ("publication",)),
    "org:unitOf": (("organisation",), "parentOrganization", ("organisation",)),
    "dct:isPartOf": (("place",), "containedInPlace", ("place",)),
    "dct:spatial": (("place",), "containedInPlace", ("place",)),
    "dct:publisher": (_WORKS, "publisher", ("organisation",)),
    "schema:funder": (("grant",), "funder", ("organisation", "person")),
    "schema:fundedItem": (("grant",), "fundedItem", (*_EVENTS, *_WORKS, *_BODIES)),
}
"""Property -> the kinds that have it in schema.org, its name there, and the kinds that may stand in it."""
_DERIVED: Mapping[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    **{f"schema:{name}": (_EVENTS, name, ("organisation", "person")) for name in ("organizer", "performer", "attendee", "sponsor")},
    "org:memberOf": (("organisation", "person"), "memberOf", ("organisation",)),
    "foaf:fundedBy": (("project",), "funder", ("organisation",)),
}  # fmt: skip
"""The same for edges that the dataset has for stated claims only."""
_FORMS = {"online": "Online", "onsite": "Offline", "hybrid": "Mixed"}
_STATUS = {"cancelled": "EventCancelled", "announced": "EventScheduled"}
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
Said = tuple[str, NamedNode | Literal, str]
"""Property, value, and the status of the claim."""


def of(data: OpenDataset, iri: str, root: str = "") -> dict[str, Any]:
    """The thing of that IRI as JSON-LD; its page is named where ``root``, the address of the portal, is given."""

    def read(readable: Readable) -> dict[str, Any]:
        facts = KnownFacts(readable, data.language)
        quads = facts.store.quads_for_pattern(None, facts.iri("rdf:subject"), NamedNode(iri), None)
        claims = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return told(facts, iri, root, [fact for claim in claims if (fact := facts.fact(claim))])

    return data.store.read(read)


def told(facts: KnownFacts, iri: str, root: str, found: Iterable[Fact]) -> dict[str, Any]:
    """The same of facts that were read: those that say something of the thing, and are stated."""
    own = [fact for fact in found if fact.certainty == "stated" and is_own(fact, iri, "grant")]
    said = {one for fact in own for one in _said(facts, fact)}
    return _Writing(facts, iri).done(sorted(said, key=lambda one: (one[0], str(one[1]), one[2])), root)


def _said(facts: KnownFacts, fact: Fact) -> Iterator[Said]:
    said, paths = facts.said(NamedNode(fact.iri)), facts.paths
    for path in said.get(paths["rdf:predicate"], ()):
        yield from ((path.value, value, fact.status) for value in said.get(paths["rdf:object"], ()))
    if fact.kind == "funding":
        for name in (paths["schema:funder"], paths["schema:fundedItem"]):
            yield from ((name, value, fact.status) for value in said.get(name, ()))


def dataset(data: OpenDataset, root: str) -> dict[str, Any]:
    """The dataset itself, for the start page."""
    meta = data.store.read(lambda readable: readable.meta)
    downloads = [("application/gzip", "data/dump.nq.gz"), ("application/sparql-results+json", "sparql")]
    return {
        **named(void.network(), dataset_of(data.store.base), data.language), "url": root, "license": LICENCE,
        "version": meta["digest"][:12], "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": root + place} for kind, place in downloads
        ],
    }  # fmt: skip


class _Writing:
    """Writes one thing."""

    def __init__(self, facts: KnownFacts, iri: str) -> None:
        self.facts, self.node = facts, NamedNode(iri)
        self.thing = self.facts.ref(iri)

    def done(self, said: list[Said], root: str) -> dict[str, Any]:
        """Names first, then what is stated."""
        types = self._types()
        found: dict[str, Any] = {"@context": _SCHEMA.removesuffix("/"), "@type": types, "@id": self.thing.iri}
        found |= self._names()
        if root:
            found["mainEntityOfPage"] = f"{root}page/{self.thing.kind}/{self.thing.slug}"
        found |= self._joined([(path, value) for path, value, _ in said], _TOLD)
        found |= self._joined(self._edges(), _DERIVED)
        found |= self._values(said)
        if self.thing.kind in _EVENTS:
            found |= self._event(said)
        return found

    def _types(self) -> str | list[str]:
        """The types it has; the general one only where there is none that says more."""
        usual = _TYPES.get(self.thing.kind, "Thing")
        names = {
            node.value for node in self.facts.objects(self.node, "rdf:type") if node.value.startswith(_SCHEMA)
        }
        more = sorted({name.removeprefix(_SCHEMA) for name in names} - {usual})
        return more[0] if len(more) == 1 else more or usual

    def _names(self) -> dict[str, Any]:
        labels = [
            *self.facts.objects(self.node, "skos:prefLabel"),
            *self.facts.objects(self.node, "skos:altLabel"),
        ]
        others = dict.fromkeys(sorted({label.value for label in labels} - {self.thing.label}))
        same = sorted(
            node.value for node in self.facts.objects(self.node, "skos:exactMatch") if _is_web(node.value)
        )
        return _present({"name": self.thing.label, "alternateName": list(others), "sameAs": same})

    def _edges(self) -> list[tuple[str, NamedNode | Literal]]:
        paths = {self.facts.iri(curie): curie for curie in _DERIVED}
        return [
            (path.value, node) for path, curie in paths.items() for node in sorted(self.facts.objects(self.node, curie), key=str)
        ]  # fmt: skip

    def _joined(
        self,
        said: Iterable[tuple[str, NamedNode | Literal]],
        table: Mapping[str, tuple[tuple[str, ...], str, tuple[str, ...]]],
    ) -> dict[str, Any]:
        """The things it is joined with, under the names of schema.org."""
        names = {self.facts.iri(curie).value: told for curie, told in table.items()}
        found: dict[str, dict[str, Any]] = {}
        for path, value in said:
            kinds, name, fitting = names.get(path, ((), "", ()))
            kind = self.facts.kind(value.value) if isinstance(value, NamedNode) else ""
            if self.thing.kind in kinds and kind in fitting and len(found.get(name, ())) < MOST:
                told = {"@type": _TYPES[kind], "@id": value.value, "name": self.facts.label(value.value)}
                found.setdefault(name, {})[value.value] = told
        return {name: _one(list(values.values())) for name, values in found.items()}

    def _values(self, said: list[Said]) -> dict[str, Any]:
        """Plain values: addresses, numbers, dates and languages."""
        of_kind = {self.facts.iri(curie).value: curie for curie in ("foaf:homepage", "schema:identifier", "dct:issued", "dct:language", "dct:description")}  # fmt: skip
        values: dict[str, list[str]] = {}
        for path, value, _ in said:
            if path in of_kind:
                values.setdefault(of_kind[path], []).append(value.value)
        speaks = self.thing.kind in (*_EVENTS, *_WORKS)
        found = {
            "url": [address for address in values.get("foaf:homepage", ()) if _is_web(address)],
            "identifier": values.get("schema:identifier", []),
            "datePublished": [day for day in values.get("dct:issued", ()) if self.thing.kind in _WORKS and _DAY.fullmatch(day)],
            "inLanguage": [self.facts.notation(iri) for iri in values.get("dct:language", ()) if speaks],
            "description": values.get("dct:description", []),
        }  # fmt: skip
        return _present({name: list(dict.fromkeys(filter(None, told))) for name, told in found.items()})

    def _event(self, said: list[Said]) -> dict[str, Any]:
        """Days, where they are known and not disputed; form; and what is known of its taking place."""
        days = {
            name: [day.value for day in self.facts.objects(self.node, f"schema:{name}")] for name in ("startDate", "endDate")
        }  # fmt: skip
        form = self.facts.iri("cv:format").value
        modes = [_FORMS.get(self.facts.notation(value.value), "") for path, value, _ in said if path == form]
        attending = [{"@id": f"{_SCHEMA}{mode}EventAttendanceMode"} for mode in dict.fromkeys(modes) if mode]
        found: dict[str, Any] = {**days, "eventAttendanceMode": attending}
        statuses = {status for path, _, status in said if path == self.facts.iri("dct:date").value}
        statuses = statuses or {status for _, _, status in said}
        for status, name in _STATUS.items() if "reported" not in statuses or "cancelled" in statuses else ():
            if status in statuses:
                found["eventStatus"] = {"@id": _SCHEMA + name}
                break
        return _present(found)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty; a list of one as its value."""
    return {
        name: _one(value) if isinstance(value, list) else value for name, value in values.items() if value
    }


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values[:MOST]


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))
