"""RDF as RDF/XML, one description after the other: plain elements that every XML reader takes.

What XML cannot hold is not written: a property whose IRI does not end in a name is left out, and a character
that no XML document may have becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Quad, Triple

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(said: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """An RDF/XML document, subject by subject.

    >>> one = Triple(NamedNode("http://example.org/a"), NamedNode("http://example.org/is"), Literal("<b>"))
    >>> b"<ex:is>&lt;b&gt;</ex:is>" in b"".join(written([one], {"ex": "http://example.org/"}))
    True
    """
    known = {"rdf": _RDF, **prefixes}
    spaces = "".join(f"\n  xmlns:{name}={_quoted(iri)}" for name, iri in sorted(known.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode()
    names = {iri: name for name, iri in known.items()}
    for _, same in groupby(said, key=lambda one: str(one.subject)):
        yield _description(list(same), names).encode()
    yield b"</rdf:RDF>\n"


def _description(said: list[Quad | Triple], names: Mapping[str, str]) -> str:
    lines = "".join(
        f"    {line}\n" for one in said if (line := _element(one.predicate.value, one.object, names))
    )
    return f"  <rdf:Description {_node('about', said[0].subject)}>\n{lines}  </rdf:Description>\n"


def _element(path: str, value: object, names: Mapping[str, str]) -> str:
    found = _NAME.search(path)
    if not found:
        return ""
    local, space = found[0], path[: found.start()]
    prefix = names.get(space)
    name, declared = (f"{prefix}:{local}", "") if prefix else (f"own:{local}", f" xmlns:own={_quoted(space)}")
    if not isinstance(value, Literal):
        return f"<{name}{declared} {_node('resource', value)}/>"
    return f"<{name}{declared}{_kind(value)}>{escape(_clean(value.value), {chr(13): '&#13;'})}</{name}>"


def _kind(value: Literal) -> str:
    if value.language:
        return f" xml:lang={_quoted(value.language)}"
    return "" if value.datatype.value == _XSD_STRING else f" rdf:datatype={_quoted(value.datatype.value)}"


def _node(attribute: str, node: object) -> str:
    if isinstance(node, NamedNode):
        return f"rdf:{attribute}={_quoted(node.value)}"
    return f"rdf:nodeID={_quoted(str(node).removeprefix('_:'))}"


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
