"""Terms of a query that the dataset does not use: the usual reason why a query answers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .query import Query
from .stores import Store
from .tokens import tokens

_PREFIX = re.compile(r"[A-Za-z][\w.-]*\Z")
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


def unused(store: Store, query: Query) -> list[str]:
    """The prefixed names and IRIs of the query that stand nowhere in the dataset, each with the nearest known one."""
    known = {**store.prefixes, **dict(_DECLARED.findall(query.sent))}
    named = dict(_terms(query.sent, known))
    missing = [name for name, iri in named.items() if not _used(store, iri)]
    return [f"{name} is not used in this dataset{_near(name)}" for name in missing]


def _terms(text: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(as written, IRI) of every term but data types and the namespaces of prefixes."""
    body = _DECLARED.sub("", text)
    for token in tokens(body):
        if token.kind == "iri" and re.match(r"<[a-z][a-z0-9+.-]*:", token.text, re.IGNORECASE):
            yield token.text, token.text[1:-1]
        elif token.kind == "local" and (found := _PREFIX.search(body[: token.start])):
            prefix, local = found[0], token.text[1:].rstrip(".")
            if prefix in prefixes and prefix != "xsd" and local:
                yield f"{prefix}:{local}", prefixes[prefix] + local


def _used(store: Store, iri: str) -> bool:
    ways = (f"?s <{iri}> ?o", f"?s ?p <{iri}>", f"<{iri}> ?p ?o")
    return any(store.answer(Query(f"ASK {{ {way} }}")) for way in ways)


def _near(name: str) -> str:
    from ..graph.nearest import did_you_mean
    from ..ontology.terms import model, shorten

    found = model()
    iris = {term.iri for term in found.terms.values()} | set(found.concepts)
    iris |= {cls for kind in found.kinds.values() for cls in kind.classes}
    iris |= {cls for claim in found.claims.values() for cls in claim.classes}
    iris |= {field.path for claim in found.claims.values() for field in claim.fields}
    iris |= {prop.path for prop in found.properties.values()} | {"http://xmlns.com/foaf/0.1/name"}
    return did_you_mean(name, map(shorten, iris))
