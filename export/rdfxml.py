"""The union of all graphs as RDF/XML, one description after the other: plain elements that every XML reader takes.

XML cannot hold everything: a property whose IRI does not end in a name, and some control characters. Where an answer
must be given all the same (``lossy``), such a property is left out and such a character becomes U+FFFD; an export
is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from .source import Source
from .statements import Said, subjects, triples, unfit

FILE = "rdf/scen.rdf"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that are none of XML's, in UTF-8 (XML 1.0, production 2)."""
_SPECIAL = re.compile(rb"[&<>\"\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
_ESCAPE = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {b"t": "\t", b"b": "\b", b"n": "\n", b"r": "\r", b"f": "\f"}
_MEANT = frozenset((b"RDF", b"Description", b"ID", b"about", b"parseType", b"resource", b"nodeID", b"datatype", b"li", b"aboutEach", b"aboutEachPrefix", b"bagID"))  # fmt: skip
"""Names of RDF's own that mean something else as an element (RDF/XML, 5)."""
_KEPT = 1 << 12
"""Properties and datatypes that are kept for the next time."""


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.rdf``.

    :raises ReleaseError: XML cannot hold a statement.
    """
    prefixes: dict[str, str] = source.dataset.meta["prefixes"]
    with (folder / FILE).open("wb") as file:
        file.writelines(written(subjects(triples(source, folder)), prefixes))


def written(said: Iterable[Said], prefixes: Mapping[str, str], lossy: bool = False) -> Iterator[bytes]:
    """An RDF/XML document, subject by subject.

    :raises ReleaseError: XML cannot hold a statement, and it must not be ``lossy``.

    >>> one = Said(b"", b"<http://example.org/a>", [[b"<http://example.org/is>", b'"<b>"']])
    >>> b"<ex:is>&lt;b&gt;</ex:is>" in b"".join(written([one], {"ex": "http://example.org/"}))
    True
    """
    writer = _Writer({"rdf": _RDF, **prefixes}, lossy)
    yield writer.head()
    for one in said:
        yield writer.description(one)
    yield b"</rdf:RDF>\n"


class _Writer:
    """Writes descriptions."""

    def __init__(self, prefixes: Mapping[str, str], lossy: bool) -> None:
        self._prefixes, self._lossy = dict(sorted(prefixes.items())), lossy
        self._names = {iri.encode(): name.encode() for name, iri in self._prefixes.items()}
        self._element = lru_cache(_KEPT)(self._made)
        self._attribute = lru_cache(_KEPT)(self._quoted)

    def head(self) -> bytes:
        """The XML declaration, and the root element with the prefixes."""
        spaces = b"".join(b"\n  xmlns:%b=%b" % (name, self._quoted(iri)) for iri, name in self._names.items())
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF%b>\n' % spaces

    def description(self, said: Said) -> bytes:
        """What is said of one subject."""
        lines = b"".join([self._line(said.subject, path, value) for path, value in said.pairs])
        about = self._node(b"about", said.subject)
        return b"  <rdf:Description %b>\n%b  </rdf:Description>\n" % (about, lines)

    def _line(self, subject: bytes, path: bytes, value: bytes) -> bytes:
        start, end = self._element(path)
        if not start:
            self._unfit(subject, f"the property {path.decode()} has no name that RDF/XML takes")
            return b""
        if value.startswith(b"<<"):
            self._unfit(subject, "a triple term")
            return b""
        if not value.startswith(b'"'):
            return b"    <%b %b/>\n" % (start, self._node(b"resource", value))
        text, _, kind = value.rpartition(b'"')
        if kind.startswith(b"@"):
            start += b' xml:lang="%b"' % kind[1:].partition(b"--")[0]
        elif kind:
            start += b" rdf:datatype=" + self._attribute(kind[3:-1])
        return b"    <%b>%b</%b>\n" % (start, self._text(subject, text[1:]), end)

    def _made(self, path: bytes) -> tuple[bytes, bytes]:
        """How the element of a property starts and ends; nothing where it can have none."""
        found = _NAME.search(path, 1, len(path) - 1)
        if not found or (path.startswith(b"<%b" % _RDF.encode()) and found[0] in _MEANT):
            return b"", b""
        local, space = found[0], path[1 : found.start()]
        if prefix := self._names.get(space):
            return (b"%b:%b" % (prefix, local),) * 2
        return b"own:%b xmlns:own=%b" % (local, self._quoted(space)), b"own:" + local

    def _node(self, attribute: bytes, node: bytes) -> bytes:
        if node.startswith(b"<"):
            return b"rdf:%b=%b" % (attribute, self._quoted(node[1:-1]))
        return b'rdf:nodeID="%b"' % node.removeprefix(b"_:")

    def _quoted(self, iri: bytes) -> bytes:
        return b'"%b"' % self._escaped(b"an IRI", iri)

    def _text(self, subject: bytes, text: bytes) -> bytes:
        if b"\\" in text:
            text = _ESCAPE.sub(_meant, text)
        return self._escaped(subject, text)

    def _escaped(self, subject: bytes, text: bytes) -> bytes:
        if not _SPECIAL.search(text):
            return text
        if _NO_XML.search(text):
            self._unfit(subject, "a character that no XML document may have")
            text = _NO_XML.sub("\ufffd".encode(), text)
        for char, entity in _ENTITIES:
            text = text.replace(char, entity)
        return text

    def _unfit(self, subject: bytes, message: str) -> None:
        if not self._lossy:
            raise unfit(FILE, "rdf-xml", f"{subject.decode()}: {message}")


_ENTITIES = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b'"', b"&quot;"), (b"\r", b"&#13;"))


def _meant(escape: re.Match[bytes]) -> bytes:
    short, long, char = escape.groups()
    code = short or long
    return (chr(int(code, 16)) if code else _PLAIN.get(char, char.decode())).encode()
