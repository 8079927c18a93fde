"""All graphs as N-Quads of RDF 1.2, an extra: claims of one triple also reify it as a triple term.

Beyond ``scen.nq`` it says ``<claim> rdf:reifies <<( <s> <p> <o> )>>`` in the claim's own graph, for each node that has
exactly one ``rdf:subject``, ``rdf:predicate`` and ``rdf:object`` there: assertions and relations. Reifying asserts
nothing, so disputed and inferred claims have it too; the triple itself stands wherever ``scen.nq`` has it. Claims that
join more than two things (participation, funding, …) are no single triple and stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .sorting import Lines
from .source import Source
from .statements import quads, subjects

_RDF = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#%b>"
_REIFIES = _RDF % b"reifies"
_PARTS = (_RDF % b"subject", _RDF % b"predicate", _RDF % b"object")


def write(source: Source, folder: Path) -> None:
    """Write ``more/scen-rdf12.nq``."""
    with (folder / "more/scen-rdf12.nq").open("wb") as file:
        for lines in _with_terms(quads(source, folder)):
            file.writelines(lines)


def _with_terms(pieces: Iterable[Lines]) -> Iterator[Lines]:
    for said in subjects(pieces):
        lines = [b"%b %b %b .\n" % (said.subject, path, value) for path, value in said.pairs]
        yield sorted([*lines, *_reified(said.subject, said.pairs)])


def _reified(node: bytes, pairs: Iterable[list[bytes]]) -> Iterator[bytes]:
    """The triple that a node is about, in each graph that says all three parts of it once."""
    found: dict[bytes, dict[bytes, Lines]] = defaultdict(lambda: {path: [] for path in _PARTS})
    for path, value in pairs:
        if path in _PARTS:
            term, _, graph = value.rpartition(b" ")
            found[graph][path].append(term)
    for graph, parts in found.items():
        if all(len(terms) == 1 for terms in parts.values()):
            subject, path, value = (parts[part][0] for part in _PARTS)
            if subject.startswith(b"<") and path.startswith(b"<"):
                yield b"%b %b <<( %b %b %b )>> %b .\n" % (node, _REIFIES, subject, path, value, graph)
