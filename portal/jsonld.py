"""RDF as compact JSON-LD 1.1 with the context of the ontology inside, so that nobody has to fetch it.

A property becomes the term of the context that fits the value (its type or its language); otherwise it is
written by its prefixed name, with the value in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..ontology.prefixes import context as ontology_context

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NUMBERS = {f"{_XSD}integer", f"{_XSD}nonNegativeInteger"}
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")

Said = Quad | Triple


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The context, with the prefixes of the dataset."""
    return {**ontology_context(), **prefixes}


def written(said: Iterable[Said], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """A JSON-LD document, one node of ``@graph`` after the other."""
    compact = _compact(tuple(sorted(prefixes.items())))
    yield b'{"@context": ' + _json(compact.context) + b',\n"@graph": ['
    for number, (_, same) in enumerate(groupby(said, key=lambda one: str(one.subject))):
        yield (b",\n" if number else b"\n") + _json(compact.node(list(same)))
    yield b"\n]}\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@lru_cache(maxsize=4)
def _compact(prefixes: tuple[tuple[str, str], ...]) -> Compact:
    return Compact(context(dict(prefixes)))


class Compact:
    """Writes nodes by a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.context = context
        self._namespaces = {
            iri: name
            for name, iri in sorted(context.items())
            if isinstance(iri, str) and iri.startswith("http") and iri[-1] in ":/?#[]@"
        }
        self._names: dict[str, str] = {}
        """IRI -> the term for a class, or for a property whose values are written as they are"""
        self._typed: dict[tuple[str, str], str] = {}
        """(IRI, datatype, @id or @language) -> term"""
        self._worded: dict[str, str] = {}
        """IRI -> term that maps languages to texts"""
        for term, meaning in context.items():
            self._learn(term, meaning)

    def _learn(self, term: str, meaning: Any) -> None:
        if isinstance(meaning, str) and ":" in meaning and not meaning.startswith("http"):
            self._names[self._expand(meaning)] = term
        elif isinstance(meaning, dict) and meaning.get("@container") == "@language":
            self._worded[self._expand(meaning["@id"])] = term
        elif isinstance(meaning, dict) and "@language" in meaning:
            self._typed[self._expand(meaning["@id"]), "@" + meaning["@language"]] = term
        elif isinstance(meaning, dict) and "@type" in meaning:
            self._typed[self._expand(meaning["@id"]), self._expand(meaning["@type"])] = term

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        namespace = self.context.get(prefix)
        return namespace + local if isinstance(namespace, str) and local else name

    def node(self, said: list[Said]) -> dict[str, Any]:
        """What is said of one subject."""
        node: dict[str, Any] = {"id": _id(said[0].subject)}
        for one in said:
            if one.predicate.value == _RDF_TYPE and isinstance(one.object, NamedNode):
                _add(node, "type", self._class(one.object.value))
            else:
                self._say(node, one.predicate.value, one.object)
        return node

    def _say(self, node: dict[str, Any], path: str, value: Any) -> None:
        if isinstance(value, NamedNode | BlankNode):
            term = self._typed.get((path, "@id"))
            _add(node, term or self._property(path), _id(value) if term else {"id": _id(value)})
        elif isinstance(value, Literal) and value.language:
            self._say_text(node, path, value)
        elif isinstance(value, Literal):
            kind = value.datatype.value
            term = self._typed.get((path, kind))
            if kind == f"{_XSD}string":
                _add(node, self._property(path), value.value)
            else:
                full = {"@value": value.value, "@type": kind}
                _add(node, term or self._property(path), _plain(value.value, kind) if term else full)

    def _say_text(self, node: dict[str, Any], path: str, text: Literal) -> None:
        if (term := self._worded.get(path)) and text.language:
            _add(node.setdefault(term, {}), text.language, text.value)
        elif term := self._typed.get((path, f"@{text.language}")):
            _add(node, term, text.value)
        else:
            _add(node, self._property(path), {"@value": text.value, "@language": text.language})

    def _property(self, path: str) -> str:
        """A name of the property that changes nothing about its values."""
        return self._names.get(path) or self._prefixed(path)

    def _class(self, iri: str) -> str:
        return self._names.get(iri) or self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        name, local = self._namespaces.get(iri[:cut]), iri[cut:]
        return f"{name}:{local}" if name and _LOCAL.fullmatch(local) else iri


def _id(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _plain(text: str, kind: str) -> str | int | bool:
    """The value as JSON has it, where reading it gives the same text back."""
    if kind in _NUMBERS and _NUMBER.fullmatch(text):
        return int(text)
    return text == "true" if kind == f"{_XSD}boolean" and text in ("true", "false") else text


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
