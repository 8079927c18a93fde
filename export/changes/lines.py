"""Claims and ties as they stand in files of quads: each with all that is said of it, in the order of their IRIs.

What leads to a claim from elsewhere is put with it: the event of a participation, and the words kept as its evidence. All
of it is sorted on the disk, so memory does not grow with the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ...ontology.terms import NS, expand
from ..sorting import PART, Lines, ordered
from ..statements import Said, subjects
from .given import Quads

CLAIM, TIE = f"<{NS}id/claim/".encode(), f"<{NS}id/tie/".encode()
EVENT, WORDS = b"<urn:scen:event>", b"<urn:scen:words>"
"""Stand for the property that leads to a claim from its event, and for the path from a claim to its words."""
_JOINS = f"> <{expand('cv:hasParticipation')}> ".encode()
_BODY = f"> <{expand('oa:hasBody')}> ".encode()
_EXACT = f"> <{expand('oa:exact')}> ".encode()
_NO_CLAIM = [f"<{expand('rdf:type')}>".encode(), f"<{expand('scen:Contradiction')}>".encode()]
_NOTED = b"<urn:scen:noted>"
_END = len(b" .\n")

Pairs = list[list[bytes]]


class Difference(NamedTuple):
    """A claim or tie of which two datasets say different things; what one does not know has no pairs there."""

    iri: bytes
    old: Pairs
    new: Pairs


def stated(quads: Quads, folder: Path) -> Iterator[Said]:
    """All claims, then all ties, sorted in files of ``folder``; IRIs are as `Quads.pieces` has them.

    A contradiction is no claim of its own.
    """
    for said in subjects(ordered(_parts(chain(_own(quads), _words(quads, folder))), folder)):
        if _NO_CLAIM not in said.pairs and any(path not in (EVENT, WORDS) for path, _ in said.pairs):
            yield said


def differences(old: Iterator[Said], new: Iterator[Said]) -> Iterator[Difference]:
    """Those of which the two do not say the same, in the order of their IRIs.

    >>> one = [Said(b"", b"<a>", [[b"<p>", b"1"]]), Said(b"", b"<b>", [[b"<p>", b"1"]])]
    >>> two = [Said(b"", b"<b>", [[b"<p>", b"2"]]), Said(b"", b"<c>", [[b"<p>", b"1"]])]
    >>> [(iri.decode(), len(old), len(new)) for iri, old, new in differences(iter(one), iter(two))]
    [('<a>', 1, 0), ('<b>', 1, 1), ('<c>', 0, 1)]
    """
    a, b = next(old, None), next(new, None)
    while a or b:
        if a and (not b or a.subject < b.subject):
            yield Difference(a.subject, a.pairs, [])
            a = next(old, None)
        elif b and (not a or b.subject < a.subject):
            yield Difference(b.subject, [], b.pairs)
            b = next(new, None)
        elif a and b:
            if a.pairs != b.pairs:
                yield Difference(a.subject, a.pairs, b.pairs)
            a, b = next(old, None), next(new, None)


def _parts(lines: Iterable[bytes]) -> Iterator[Lines]:
    """So many lines at a time as are sorted at once."""
    part: Lines = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size > PART:
            yield part
            part, size = [], 0
    yield part


def _own(quads: Quads) -> Iterator[bytes]:
    """What is said of claims and ties themselves, and which event a participation is of."""
    own = (CLAIM, TIE)
    for piece in quads.pieces():
        for line in piece:
            if line.startswith(own):
                yield line[:-_END].rpartition(b" ")[0] + b" .\n"
            elif _JOINS in line:
                event, _, claim, *_ = line.split(b" ", 3)
                yield b"%b %b %b .\n" % (claim, EVENT, event)


def _words(quads: Quads, folder: Path) -> Iterator[bytes]:
    """The words kept for each claim: annotations are brought together with their parts first."""
    for note in subjects(ordered(_parts(_notes(quads)), folder)):
        claims = [value for path, value in note.pairs if path == _NOTED]
        for words in (value for path, value in note.pairs if path == WORDS):
            yield from (b"%b %b %b .\n" % (claim, WORDS, words) for claim in claims)


def _notes(quads: Quads) -> Iterator[bytes]:
    for piece in quads.pieces():
        for line in piece:
            if _EXACT in line:
                selector, _, words = line[:-_END].rpartition(b" ")[0].split(b" ", 2)
                yield b"%b> %b %b .\n" % (selector.partition(b"#")[0], WORDS, words)
            elif _BODY in line:
                note, _, claim, *_ = line.split(b" ", 3)
                yield b"%b %b %b .\n" % (note, _NOTED, claim)
