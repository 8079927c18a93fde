"""The union of all graphs as Turtle for people and for ``diff``: a subject a paragraph, a value a line, all sorted.

Its class comes first in a paragraph. Things have a prefix for each kind: ``id-person:anna-exempel``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..ontology.terms import model
from .source import Source
from .statements import Said, subjects, triples

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = b"<http://www.w3.org/2001/XMLSchema#%b>"
_BARE = {
    _XSD % b"integer": re.compile(rb"0|-?[1-9][0-9]*"),
    _XSD % b"decimal": re.compile(rb"-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]{0,5}[1-9])"),
    _XSD % b"boolean": re.compile(rb"true|false"),
}
"""Datatype -> values that need no quotes, and that programs which make numbers of them give back as they were."""
_LOCAL = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""Names that need no escapes (production 168)."""
_KEPT = 1 << 16
"""Names that are kept for the next time."""


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.ttl``."""
    writer = Turtle(prefixes(source))
    with (folder / "rdf/scen.ttl").open("wb") as file:
        file.write(writer.head())
        file.writelines(b"\n" + writer.subject(said) for said in subjects(triples(source, folder)))


def prefixes(source: Source) -> dict[str, str]:
    """The dataset's prefixes, and one for graphs and for the things of each kind."""
    base = source.dataset.base
    kinds = [*model().kinds, "claim", "evidence", "tie"]
    own = {f"id-{kind}": f"{base}id/{kind}/" for kind in kinds}
    known: dict[str, str] = source.dataset.meta["prefixes"]
    return dict(sorted({**known, "graph": f"{base}graph/", "graph-doc": f"{base}graph/doc/", **own}.items()))


class Turtle:
    r"""Writes subjects, with names by prefixes.

    >>> writer = Turtle({"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"})
    >>> pairs = [[b"<http://example.org/is>", b'"12"^^<http://www.w3.org/2001/XMLSchema#integer>']]
    >>> print(writer.subject(Said(b"", b"<http://example.org/a>", pairs)).decode(), end="")
    ex:a ex:is 12 .
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri.encode(): name.encode() for name, iri in prefixes.items() if iri[-1] in "/#"}
        self.name = lru_cache(_KEPT)(self._name)

    def head(self) -> bytes:
        """The prefixes."""
        return b"".join(b"@prefix %b: <%b> .\n" % (name, iri) for iri, name in self._prefixes.items())

    def subject(self, said: Said, indent: bytes = b"") -> bytes:
        """A paragraph."""
        pairs = [pair for pair in said.pairs if pair[0] == _TYPE] + [
            pair for pair in said.pairs if pair[0] != _TYPE
        ]
        separator = b" ;\n    " + indent
        lines = separator.join(self._properties(pairs, b",\n        " + indent))
        return b"%b%b %b .\n" % (indent, self._name(said.subject), lines)

    def _properties(self, pairs: Iterable[list[bytes]], separator: bytes) -> Iterator[bytes]:
        for path, same in groupby(pairs, itemgetter(0)):
            name = b"a" if path == _TYPE else self.name(path)
            yield name + b" " + separator.join([self._value(value) for _, value in same])

    def _value(self, value: bytes) -> bytes:
        if value.startswith(b"<"):
            return self.name(value)
        if not value.endswith(b">"):
            return value
        text, _, datatype = value.rpartition(b"^^")
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return text + b"^^" + self.name(datatype)

    def _name(self, node: bytes) -> bytes:
        """The name of a node by a prefix, or the node as it is."""
        cut = max(node.rfind(b"/"), node.rfind(b"#")) + 1
        prefix = self._prefixes.get(node[1:cut])
        if prefix is not None and _LOCAL.fullmatch(node, cut, len(node) - 1):
            return prefix + b":" + node[cut:-1]
        return node
