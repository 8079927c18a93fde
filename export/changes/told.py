"""Changed claims and ties in words: some at a time are put into a small store, and read from there as from a dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from ...graph.facts import Facts
from ...graph.sentences import sentence
from ...ontology.terms import NS, PREFIXES, expand
from .lines import EVENT, TIE, WORDS, Pairs
from .named import Named

if TYPE_CHECKING:
    from ...graph.dataset import Readable

_JOINS = f"<{expand('cv:hasParticipation')}>".encode()
_THING = f"<{NS}id/".encode()
_FIELDS = {
    "rdf:object": "value", "rdf:predicate": "property", "rdf:subject": "subject", "dct:description": "text", "dct:title": "title",
    "dct:date": "date", "scen:status": "status", "scen:certainty": "certainty", "scen:line": "line", "scen:because": "because",
    "scen:qualifier": "qualifier", "scen:curated": "rendering", "scen:weight": "weight", "scen:sources": "sources", "cv:role": "role",
    "scen:kind": "kind", "scen:onBehalfOf": "for", "scen:party": "party", "scen:actsFor": "acts for", "dct:source": "document",
    "org:member": "member", "org:organization": "organisation", "cv:hasParticipant": "agent", "scen:agent": "agent", "scen:project": "project",
    "schema:about": "about", "schema:funder": "funder", "schema:fundedItem": "funds", "schema:isPartOf": "programme",
}  # fmt: skip
"""Property -> what it is called where a claim is read."""


@dataclass(frozen=True)
class Held:
    """A few quads, with what `Facts` asks of a dataset."""

    store: Store

    @property
    def base(self) -> str:
        """Namespace of things."""
        return NS

    @property
    def meta(self) -> dict[str, object]:
        """The prefixes."""
        return {"prefixes": dict(PREFIXES), "base": NS}


class Told:
    """What a dataset says of some claims and ties."""

    def __init__(self, named: Named, said: Iterable[tuple[bytes, Pairs]]) -> None:
        lines: list[bytes] = []
        things = set[bytes]()
        for iri, pairs in said:
            for path, value in pairs:
                lines.append(b"%b %b %b .\n" % (iri, path, value))
                if path == EVENT:
                    lines.append(b"%b %b %b .\n" % (value, _JOINS, iri))
                if value.startswith(_THING):
                    things.add(value)
        store = Store()
        store.extend(named.vocabulary)
        store.extend(parse(b"".join(lines) + named.lines(things), format=RdfFormat.N_QUADS))
        self.facts = Facts(cast("Readable", Held(store)))

    def sentence(self, iri: bytes) -> str:
        """The claim or tie in a few words."""
        node = NamedNode(iri[1:-1].decode())
        if iri.startswith(TIE):
            names = [self.facts.label(party) for party in sorted(self._values(node, "scen:party"))]
            for principal in self._values(node, "scen:actsFor"):
                names.append(f"for {self.facts.label(principal)}")
            kinds = [self.facts.label(kind) for kind in self._values(node, "scen:kind")]
            return f"{' – '.join(names[:2])}: {', '.join([*kinds, *names[2:]])}"
        fact = self.facts.fact(node)
        return sentence(fact) if fact else node.value

    def notation(self, iri: bytes, curie: str) -> str:
        """The code of a concept that it has."""
        return next(map(self.facts.notation, self._values(NamedNode(iri[1:-1].decode()), curie)), "")

    def place(self, iri: bytes) -> tuple[str, tuple[int, ...]]:
        """The id of its document, and the lines."""
        node = NamedNode(iri[1:-1].decode())
        documents = [value.rpartition("/")[2] for value in self._values(node, "dct:source")]
        lines = sorted(int(line) for line in self._values(node, "scen:line"))
        return next(iter(documents), ""), tuple(lines)

    def shown(self, term: NamedNode | Literal) -> str:
        """A value as it is read."""
        return self.facts.label(term.value) if isinstance(term, NamedNode) else term.value

    def terms(self, iri: bytes) -> dict[str, list[NamedNode | Literal]]:
        """All its values by property."""
        return self.facts.said(NamedNode(iri[1:-1].decode()))

    def _values(self, node: NamedNode, curie: str) -> list[str]:
        return [value.value for value in self.facts.objects(node, curie)]


@cache
def field(path: str) -> str:
    """What a property is called where a claim is read.

    >>> field(expand("scen:because")), field("urn:scen:words"), field("http://example.org/vocabulary#colour")
    ('because', 'words', 'colour')
    """
    known = {expand(curie): name for curie, name in _FIELDS.items()}
    own = {EVENT.decode()[1:-1]: "event", WORDS.decode()[1:-1]: "words"}
    return (known | own).get(path) or path.replace("#", "/").rpartition("/")[2]
