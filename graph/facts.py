"""The reading side of claims: what is said of a thing, each fact with its certainty, status and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from .dataset import Readable
from .names import pick
from .order import STATUSES


@dataclass(frozen=True, order=True, repr=False)
class Ref:
    """A thing or concept as it is shown: label, and where it leads."""

    label: str
    iri: str
    kind: str = ""
    slug: str = ""

    def __repr__(self) -> str:
        return f"<{self.kind or 'concept'} {self.slug or self.iri}: {self.label}>"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True, repr=False)
class Fact:
    """One claim, ready to be shown. ``parts`` are (name of the part, thing); ``values`` (name, text)."""

    kind: str
    iri: str
    certainty: str
    status: str
    document: Ref
    lines: tuple[int, ...]
    words: tuple[str, ...]
    because: str = ""
    parts: tuple[tuple[str, Ref], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    disputes: tuple[str, ...] = field(default=(), compare=False)
    """What contradicts it, and why."""

    def __repr__(self) -> str:
        return f"<{self.kind}, {self.status}, {self.certainty}: {self.document.slug} {list(self.lines)}>"

    def __str__(self) -> str:
        from .sentences import sentence

        return sentence(self)

    def all(self, part: str) -> tuple[Ref, ...]:
        """Every thing joined as ``part``."""
        return tuple(ref for name, ref in self.parts if name == part)

    def one(self, part: str) -> Ref | None:
        """The thing joined as ``part``."""
        return next(iter(self.all(part)), None)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Every thing it joins."""
        return tuple(ref for _, ref in self.parts)

    @property
    def shared(self) -> Ref | None:
        """What it says that those it joins have in common: the event, project, organisation, or thing paid for."""
        found = (self.one(part) for part in ("within", "event", "project", "organisation", "funds"))
        return next((ref for ref in found if ref), None)

    def value(self, name: str) -> str:
        """The value of that name, or ``""``."""
        return next((text for key, text in self.values if key == name), "")


PARTS = {
    "participation": {"cv:hasParticipant": "agent", "scen:onBehalfOf": "for"},
    "membership": {"org:member": "agent", "org:organization": "organisation"},
    "project-role": {"scen:agent": "agent", "scen:project": "project", "scen:onBehalfOf": "for"},
    "funding": {"rdf:subject": "grant", "schema:funder": "funder", "schema:fundedItem": "funds", "schema:isPartOf": "programme"},
    "cooperation": {"scen:party": "party", "scen:actsFor": "acts-for", "schema:about": "event"},
    "mention": {"rdf:subject": "subject", "schema:about": "event"},
    "relation": {"rdf:subject": "subject", "rdf:object": "object"},
    "assertion": {"rdf:subject": "subject"},
}  # fmt: skip
"""Kind of claim -> the properties by which it joins things, and what the thing is of it."""
_CONCEPTS = {"cv:role": "role", "scen:kind": "kind"}
CLASSES = {
    "cv:Participation": "participation", "org:Membership": "membership", "scen:ProjectRole": "project-role",
    "scen:Funding": "funding", "scen:Cooperation": "cooperation", "scen:Mention": "mention",
    "scen:Relation": "relation", "scen:Assertion": "assertion",
}  # fmt: skip
"""Class -> the kind of claim that it makes; the first one counts."""
_TEXTS = {"dct:description": "text", "dct:title": "title", "scen:qualifier": "qualifier", "dct:date": "date"}
_READ = (
    *CLASSES, *{curie for of_kind in PARTS.values() for curie in of_kind}, *_CONCEPTS, *_TEXTS, "rdf:type", "rdf:predicate",
    "rdf:object", "dct:source", "scen:certainty", "scen:status", "scen:line", "scen:because", "scen:curated",
)  # fmt: skip
Said = dict[str, list[NamedNode | Literal]]


class Facts:
    """Reads the facts of a dataset; labels in ``language`` where there is one."""

    def __init__(self, dataset: Readable, language: str = "en") -> None:
        self.dataset, self.language, self.store = dataset, language, dataset.store
        self._labels: dict[str, str] = {}

    def iri(self, curie: str) -> NamedNode:
        """The IRI of a curie."""
        prefix, _, name = curie.partition(":")
        return NamedNode(self.dataset.meta["prefixes"][prefix] + name)

    def objects(self, node: NamedNode, curie: str) -> list[NamedNode | Literal]:
        """What the node has for the property of that prefixed name."""
        quads = self.store.quads_for_pattern(node, self.iri(curie), None, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def members(self, collection: str) -> set[str]:
        """The IRIs of the members of a collection of concepts, told by its prefixed name."""
        return {node.value for node in self.objects(self.iri(collection), "skos:member")}

    def _subjects(self, curie: str, node: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, self.iri(curie), node, None)
        return sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}, key=str)

    def label(self, iri: str) -> str:
        """The label of a thing, concept or property in the language asked for, else in another.

        That of a claim is what it says. What has none is shown by its prefixed name, or by its IRI.
        """
        if iri not in self._labels:
            found: dict[str, str] = {}
            for curie in ("skos:prefLabel", "rdfs:label"):
                for label in self.objects(NamedNode(iri), curie):
                    if isinstance(label, Literal) and label.language:
                        found.setdefault(label.language, label.value)
            self._labels[iri] = pick(found, self.language) or self._unnamed(iri)
        return self._labels[iri]

    def read_labels(self) -> None:
        """Look up all labels in one go: quicker where most of them are shown, and they are held in memory."""
        found: dict[str, dict[str, str]] = {}
        for curie in ("skos:prefLabel", "rdfs:label"):
            for quad in self.store.quads_for_pattern(None, self.iri(curie), None, None):
                thing, label = quad.subject, quad.object
                if isinstance(thing, NamedNode) and isinstance(label, Literal) and label.language:
                    found.setdefault(thing.value, {}).setdefault(label.language, label.value)
        self._labels |= {iri: name for iri, labels in found.items() if (name := pick(labels, self.language))}

    def _unnamed(self, iri: str) -> str:
        if self.kind(iri) == "claim" and (fact := self.fact(NamedNode(iri))):
            return str(fact)
        if iri in self._properties:
            return self._properties[iri][1]
        for prefix, namespace in self.dataset.meta["prefixes"].items():
            if iri.startswith(namespace) and iri != namespace:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def kind(self, iri: str) -> str:
        """The kind of a thing, by its IRI; "" for a concept or anything else."""
        kind, _, slug = iri.removeprefix(self.dataset.base + "id/").partition("/")
        return kind if slug and iri.startswith(self.dataset.base) else ""

    def ref(self, iri: str) -> Ref:
        """A thing or concept, with its label."""
        kind = self.kind(iri)
        return Ref(self.label(iri), iri, kind, iri.rpartition(f"/{kind}/")[2] if kind else "")

    def notation(self, iri: str) -> str:
        """The notation of a concept."""
        return next((text.value for text in self.objects(NamedNode(iri), "skos:notation")), "")

    @cached_property
    def _properties(self) -> dict[str, tuple[str, str]]:
        """Path of a property -> (its name, its label)."""
        quads = self.store.quads_for_pattern(None, self.iri("sh:path"), None, None)
        found = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found[quad.object.value] = (self.notation(quad.subject.value), self.label(quad.subject.value))
        return found

    def about(self, iri: str) -> list[Fact]:
        """Every fact that joins the thing, in a fixed order: what is surest and done first."""
        node = NamedNode(iri)
        found = {
            q.subject
            for q in self.store.quads_for_pattern(None, None, node, None)
            if isinstance(q.subject, NamedNode)
        }
        found |= {q for q in self.objects(node, "cv:hasParticipation") if isinstance(q, NamedNode)}
        prefix = self.dataset.base + "id/claim/"
        facts = [self.fact(claim) for claim in found if claim.value.startswith(prefix)]
        return sorted((fact for fact in facts if fact), key=_readable)

    def fact(self, claim: NamedNode) -> Fact | None:
        """The claim as a fact; None for a contradiction, which is no claim of its own."""
        said, paths = self.said(claim), self.paths

        def texts(curie: str) -> list[str]:
            found = said.get(paths[curie])
            return sorted([node.value for node in found]) if found else []

        types, certainty = texts("rdf:type"), texts("scen:certainty")
        kind = next((kind for cls, kind in CLASSES.items() if paths[cls] in types), None)
        if kind is None or not certainty:
            return None
        parts = [
            (name, self.ref(iri)) for curie, name in PARTS[kind].items()
            if _are_iris(said.get(paths[curie], ())) for iri in texts(curie)
        ]  # fmt: skip
        if kind == "participation":
            for event in self._subjects("cv:hasParticipation", claim):
                parts.append(("event", self.ref(event.value)))
                parts += [("within", self.ref(top)) for top in self._tops(event)]
        concepts = [(name, iri) for curie, name in _CONCEPTS.items() for iri in texts(curie)]
        values = [(name, self.label(iri)) for name, iri in concepts]
        values += [(f"{name}-id", self.notation(iri)) for name, iri in concepts]
        values += self._texts(said)
        values += self._said(said, kind)
        because = texts("scen:because")
        return Fact(
            kind=kind, iri=claim.value,
            certainty=self.notation(certainty[0]), status=self.notation(texts("scen:status")[0]),
            document=self.ref(texts("dct:source")[0]), lines=tuple(sorted(map(int, texts("scen:line")))),
            words=self.words(claim), because=because[0] if because else "",
            parts=tuple(parts), values=tuple(values), disputes=tuple(self._disputes(claim)),
        )  # fmt: skip

    def said(self, claim: NamedNode) -> Said:
        """What is said of a claim: values by the IRI of their property."""
        said: Said = {}
        for quad in self.store.quads_for_pattern(claim, None, None, None):
            if isinstance(node := quad.object, NamedNode | Literal):
                said.setdefault(quad.predicate.value, []).append(node)
        return said

    @cached_property
    def paths(self) -> dict[str, str]:
        """The IRIs of the classes and properties of claims, by their curies."""
        return {curie: self.iri(curie).value for curie in _READ}

    def _tops(self, event: NamedNode) -> list[str]:
        """The top-level event of a session, if it is one."""
        seen = [event]
        while parents := [
            node for node in self.objects(seen[-1], "cv:parentEvent") if isinstance(node, NamedNode)
        ]:
            if parents[0] in seen:
                break
            seen.append(parents[0])
        return [seen[-1].value] if len(seen) > 1 else []

    def _texts(self, said: Said) -> Iterator[tuple[str, str]]:
        """Printed words first; the curators' rendering under ``rendering``."""
        curated = {node.value for node in said.get(self.paths["scen:curated"], ())}
        for curie, name in _TEXTS.items():
            for node in sorted(said.get(self.paths[curie], ()), key=str):
                yield ("rendering" if node.value in curated else name), node.value

    def _said(self, said: Said, kind: str) -> Iterator[tuple[str, str]]:
        """The property of a relation or assertion, and the value of an assertion."""
        for path in said.get(self.paths["rdf:predicate"], ()):
            name, label = self._properties.get(path.value, ("about", "about"))
            yield "property", name
            yield "property-label", label
        for node in said.get(self.paths["rdf:object"], ()) if kind == "assertion" else ():
            concept = isinstance(node, NamedNode) and self.notation(node.value)
            yield "value", self.label(node.value) if concept else node.value
            if isinstance(node, Literal) and node.language:
                yield "language", node.language

    def words(self, claim: NamedNode) -> tuple[str, ...]:
        """The words kept as evidence of a claim, in the order of the record."""
        found: list[tuple[int, str]] = []
        for note in self._subjects("oa:hasBody", claim):
            for target in self.objects(note, "oa:hasTarget"):
                for selector in (
                    self.objects(target, "oa:hasSelector") if isinstance(target, NamedNode) else ()
                ):
                    name = selector.value.rpartition("#words")[2]
                    if isinstance(selector, NamedNode) and name.isdigit():
                        found += [(int(name), text.value) for text in self.objects(selector, "oa:exact")]
        return tuple(words for _, words in sorted(found))

    def _disputes(self, claim: NamedNode) -> Iterator[str]:
        for dispute in self._subjects("scen:between", claim):
            yield from (text.value for text in self.objects(dispute, "scen:because"))


def _readable(fact: Fact) -> tuple[object, ...]:
    """What is done and sure first, then as the documents have it."""
    return (
        fact.kind,
        STATUSES.index(fact.status),
        fact.certainty != "stated",
        fact.document.slug,
        fact.lines,
        fact,
    )


def _are_iris(nodes: Iterable[NamedNode | Literal]) -> bool:
    return all(isinstance(node, NamedNode) for node in nodes)
