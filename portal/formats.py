"""The forms in which RDF leaves the portal, and the writer of each: a stream of bytes, the same for the same quads.

Turtle, TriG, N-Triples and N-Quads are written in pieces, each begun anew by pyoxigraph; the prefixes are cut
from all but the first. JSON-LD and RDF/XML are those of the exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from ..export import jsonld, rdfxml
from ..export.statements import Said

PIECE = 2_000
"""Statements that are written at once."""


@dataclass(frozen=True)
class Format:
    """A syntax of RDF: its extension, media type and name, and whether it tells graphs apart."""

    extension: str
    media_type: str
    name: str
    syntax: RdfFormat
    graphs: bool = False

    @property
    def content_type(self) -> str:
        """The value of Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("ttl", "text/turtle", "Turtle", RdfFormat.TURTLE)
JSON_LD = Format("jsonld", "application/ld+json", "JSON-LD", RdfFormat.JSON_LD)
RDF_XML = Format("rdf", "application/rdf+xml", "RDF/XML", RdfFormat.RDF_XML)
N_TRIPLES = Format("nt", "application/n-triples", "N-Triples", RdfFormat.N_TRIPLES)
N_QUADS = Format("nq", "application/n-quads", "N-Quads", RdfFormat.N_QUADS, graphs=True)
TRIG = Format("trig", "application/trig", "TriG", RdfFormat.TRIG, graphs=True)
FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS, TRIG)
"""All of them; the first is meant where a client takes any."""
BY_EXTENSION = {form.extension: form for form in FORMATS}
BY_TYPE = {form.media_type: form for form in FORMATS}


def written(quads: Iterable[Quad], form: Format, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The quads in a syntax, piece by piece; their graphs only where it has them.

    >>> from pyoxigraph import Literal, NamedNode
    >>> one = Quad(NamedNode("http://example.org/a"), NamedNode("http://example.org/is"), Literal("x"))
    >>> b"".join(written([one], N_TRIPLES, {}))
    b'<http://example.org/a> <http://example.org/is> "x" .\\n'
    """
    return _text(quads, form, dict(prefixes)) if form.graphs else of_triples(triples(quads), form, prefixes)


def of_triples(said: Iterable[Triple], form: Format, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The same for triples, in a syntax that tells no graphs apart."""
    if form is JSON_LD:
        return jsonld.written(_subjects(said), prefixes)
    if form is RDF_XML:
        return rdfxml.written(_subjects(said), prefixes, lossy=True)
    return _text(said, form, dict(prefixes))


def triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """What is said, whatever the graph; once, where repetitions follow each other."""
    last = None
    for quad in quads:
        if quad.triple != last:
            last = quad.triple
            yield last


def _subjects(said: Iterable[Triple]) -> Iterator[Said]:
    """What is said of each subject, with terms as N-Triples has them."""
    for subject, same in groupby(said, key=lambda one: str(one.subject)):
        pairs = [[str(one.predicate).encode(), str(one.object).encode()] for one in same]
        yield Said(b"", subject.encode(), pairs)


def _pieces(said: Iterable[Quad | Triple]) -> Iterator[list[Any]]:
    rest = iter(said)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _text(said: Iterable[Quad | Triple], form: Format, prefixes: dict[str, str]) -> Iterator[bytes]:
    """Syntaxes whose pieces may follow each other: only the prefixes stand once, and in our order."""
    known = dict(sorted(prefixes.items())) if form in (TURTLE, TRIG) else {}
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items()).encode()
    for piece in _pieces(said):
        whole = serialize(piece, format=form.syntax, prefixes=known or None) or b""
        yield whole.split(b"\n", len(known))[-1]
