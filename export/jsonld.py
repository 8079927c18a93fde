"""All graphs as compact JSON-LD 1.1 with the context of the ontology inside, so that nobody has to fetch it.

A property becomes the term of the context that fits the value (its type or its language); otherwise it is
written by its prefixed name, with the value in full. The escapes of N-Quads are escapes of JSON, so that a text is
copied as it is. An IRI such as ``foaf:name``, which JSON-LD would take for a prefixed name, cannot be said: an export
with one is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from ..ontology.prefixes import context as ontology_context
from .source import Source
from .statements import Said, graphs, subjects, unfit

FILE = "rdf/scen.jsonld"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_NUMBER, _TRUTH = re.compile(rb"0|-?[1-9][0-9]{0,14}"), re.compile(rb"true|false")
_PLAIN = {f"{_XSD}integer": _NUMBER, f"{_XSD}nonNegativeInteger": _NUMBER, f"{_XSD}boolean": _TRUTH}
"""Datatype -> values that JSON has, and that give the same text back when they are read."""
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_KEPT = 1 << 12
"""Properties and classes that are kept for the next time."""


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.jsonld``.

    :raises ReleaseError: JSON-LD cannot say a statement.
    """
    compact = Compact(context(source.dataset.meta["prefixes"]), strict=True)
    found = groupby(subjects(graphs(source, folder), graphs=True), attrgetter("graph"))
    with (folder / FILE).open("wb") as file:
        file.write(compact.head())
        for number, (graph, within) in enumerate(found):
            file.write(b'%b{"id": %b,\n"@graph": [' % (b",\n" if number else b"\n", compact.reference(graph)))
            file.writelines(_nodes(compact, within))
            file.write(b"\n]}")
        file.write(b"\n]}\n")


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The context, with the prefixes of the dataset."""
    return {**ontology_context(), **prefixes}


def written(said: Iterable[Said], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """A JSON-LD document of one graph, one node of ``@graph`` after the other."""
    compact = _compact(tuple(sorted(prefixes.items())))
    yield compact.head()
    yield from _nodes(compact, said)
    yield b"\n]}\n"


def _nodes(compact: Compact, said: Iterable[Said]) -> Iterator[bytes]:
    for number, one in enumerate(said):
        yield (b",\n" if number else b"\n") + compact.node(one)


@lru_cache(maxsize=4)
def _compact(prefixes: tuple[tuple[str, str], ...]) -> Compact:
    return Compact(context(dict(prefixes)))


class _Plan(NamedTuple):
    """How values of a property are written that are of one kind."""

    key: bytes
    language: bytes = b""
    """Key within a map of languages."""
    around: bytes = b"%b"
    bare: re.Pattern[bytes] | None = None
    """Values that are written without quotes."""


class Compact:
    """Writes nodes by a context; ``strict``: what cannot be said is refused."""

    def __init__(self, context: dict[str, Any], strict: bool = False) -> None:
        self.context, self._strict = context, strict
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
        self._plan = lru_cache(_KEPT)(self._planned)
        self._class = lru_cache(_KEPT)(self._named)

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

    def head(self) -> bytes:
        """The beginning of a document, up to the nodes."""
        return b'{"@context": %b,\n"@graph": [' % json.dumps(self.context, ensure_ascii=False).encode()

    def node(self, said: Said) -> bytes:
        """What is said of one subject, as a JSON object."""
        types: list[bytes] = []
        told: dict[bytes, dict[bytes, list[bytes]]] = {}
        for path, value in said.pairs:
            if path == _RDF_TYPE and value.startswith(b"<"):
                types.append(self._class(value))
                continue
            quoted = value.startswith(b'"')
            kind = value[value.rindex(b'"') + 1 :] if quoted else value[:1]
            plan = self._plan(path, kind)
            if not quoted:
                text = self.reference(value)
            elif plan.bare and plan.bare.fullmatch(value, 1, len(value) - len(kind) - 1):
                text = value[1 : -len(kind) - 1]
            else:
                text = value[: len(value) - len(kind)]
            told.setdefault(plan.key, {}).setdefault(plan.language, []).append(plan.around % text)
        parts = [b'"id": ' + self.reference(said.subject)]
        parts += [b'"type": ' + _few(types)] if types else []
        parts += [b"%b: %b" % (key, _worded(texts)) for key, texts in told.items()]
        return b"{" + b", ".join(parts) + b"}"

    def reference(self, node: bytes) -> bytes:
        """A node as a JSON string.

        :raises ReleaseError: it would be taken for another, and that must not be.
        """
        if node.startswith(b"<http"):
            return b'"%b"' % node[1:-1]
        iri = node.decode().removeprefix("<").removesuffix(">")
        scheme, _, rest = iri.partition(":")
        if self._strict and scheme in self.context and not rest.startswith("//"):
            raise unfit(FILE, "json-ld", f"{iri}: an IRI that would be taken for a prefixed name")
        return f'"{iri}"'.encode()

    def _planned(self, path: bytes, kind: bytes) -> _Plan:
        """How the values of a property are written that are nodes, or that end in a language or datatype."""
        self.reference(path)
        iri, end = path.decode()[1:-1], kind.decode()
        plain = self._named(path)
        if end in ("<", "_"):
            term = self._typed.get((iri, "@id"))
            return _Plan(f'"{term}"'.encode()) if term else _Plan(plain, around=b'{"id": %b}')
        if end.startswith("@"):
            language = end[1:].partition("--")[0]
            if term := self._worded.get(iri):
                return _Plan(f'"{term}"'.encode(), f'"{language}"'.encode())
            if term := self._typed.get((iri, f"@{language}")):
                return _Plan(f'"{term}"'.encode())
            return _Plan(plain, around=b'{"@value": %%b, "@language": "%b"}' % language.encode())
        if not end:
            return _Plan(plain)
        datatype = end[3:-1]
        if term := self._typed.get((iri, datatype)):
            return _Plan(f'"{term}"'.encode(), bare=_PLAIN.get(datatype))
        told = datatype.replace("%", "%%").encode()
        return _Plan(plain, around=b'{"@value": %%b, "@type": "%b"}' % told)

    def _named(self, node: bytes) -> bytes:
        """The term for a class, or for a property that changes nothing about its values; else a prefixed name."""
        self.reference(node)
        iri = node.decode()[1:-1]
        return f'"{self._names.get(iri) or self._prefixed(iri)}"'.encode()

    def _prefixed(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        name, local = self._namespaces.get(iri[:cut]), iri[cut:]
        return f"{name}:{local}" if name and _LOCAL.fullmatch(local) else iri


def _few(values: list[bytes]) -> bytes:
    return values[0] if len(values) == 1 else b"[" + b", ".join(values) + b"]"


def _worded(texts: dict[bytes, list[bytes]]) -> bytes:
    """Values, or a map of languages to values."""
    if b"" in texts:
        return _few(texts[b""])
    return b"{" + b", ".join(b"%b: %b" % (name, _few(few)) for name, few in texts.items()) + b"}"
