"""Counts of what is in a dump, taken from the file itself: one pass over its lines, in memory that does not grow.

The lines are sorted, as our N-Triples and N-Quads are: what stands in several graphs follows itself and counts once,
and so does a thing with several types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TARGETS = {
    "http://publications.europa.eu/resource/authority/": "EU authority tables",
    "http://data.europa.eu/": "data.europa.eu",
    "http://www.wikidata.org/entity/": "Wikidata",
    "https://sws.geonames.org/": "GeoNames",
    "https://ror.org/": "ROR",
    "https://orcid.org/": "ORCID",
    "http://purl.obolibrary.org/obo/": "OBO Foundry",
}
"""Namespaces of other datasets that links lead to -> what they are called."""
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_OBJECT = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#object>"
"""What a claim says again; no link of its own."""
_TERMS = (b"<http://data.europa.eu/m8g/", b"<http://data.europa.eu/s66#")
"""Vocabularies in such a namespace: a type or a property is no link."""
_NO_THING = ("claim", "evidence", "tie")


@dataclass(frozen=True, order=True)
class Links:
    """How many statements of a property lead into another dataset."""

    target: str
    property: str
    number: int


@dataclass(frozen=True)
class Counts:
    """How much there is; classes and properties are (IRI, number), by IRI."""

    triples: int
    things: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...] = ()
    links: tuple[Links, ...] = ()


def count(path: Path, base: str) -> Counts:
    """The counts of a sorted ``.nt`` or ``.nq`` file, each triple once; ``base`` is that of its IRIs."""
    own, start = f"<{base}".encode(), f"<{base}id/".encode()
    none = tuple(f"<{base}id/{kind}/".encode() for kind in _NO_THING)
    targets = tuple(f"<{target}".encode() for target in TARGETS)
    classes, properties, links = Counter[bytes](), Counter[bytes](), Counter[tuple[bytes, bytes]]()
    things, last = 0, b""
    for subject, predicate, value in _triples(path):
        properties[predicate] += 1
        if predicate == _TYPE:
            classes[value] += 1
            if subject != last and subject.startswith(start) and not subject.startswith(none):
                things += b"#" not in subject
            last = subject
        elif value[:1] != b"<" or value.startswith(own) or predicate == _OBJECT:
            continue
        elif value.startswith(targets) and not value.startswith(_TERMS):
            links[next(target for target in targets if value.startswith(target)), predicate] += 1
    return Counts(
        properties.total(), things, _named(classes), _named(properties),
        tuple(sorted(Links(target[1:].decode(), path[1:-1].decode(), n) for (target, path), n in links.items())),
    )  # fmt: skip


def _triples(path: Path) -> Iterator[tuple[bytes, bytes, bytes]]:
    graphs, before = path.suffix == ".nq", b""
    with path.open("rb") as file:
        for line in file:
            said = line.rstrip().removesuffix(b" .")
            if graphs:
                said = said.rpartition(b" <")[0]
            if said and said != before:
                before = said
                subject, predicate, value = said.split(b" ", 2)
                yield subject, predicate, value


def _named(counter: Counter[bytes]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((iri[1:-1].decode(), number) for iri, number in counter.items()))
