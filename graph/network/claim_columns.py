"""The claims from which ties are derived, as columns: read from the N-Quads of a dataset in one pass."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import blocks
from .columns import Block, hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .columns import Hashes, Places

FILE = 48
"""Bits of a place that tell the byte of a file; those above tell which file."""
CLASSES = {
    "participation": "cv:Participation", "membership": "org:Membership", "project-role": "scen:ProjectRole",
    "funding": "scen:Funding", "cooperation": "scen:Cooperation", "relation": "scen:Relation",
    "person": "foaf:Person", "organisation": "org:Organization", "tie": "scen:Tie",
}  # fmt: skip
PROPERTIES = (
    "rdf:type", "scen:certainty", "scen:status", "dct:source", "cv:hasParticipant", "cv:hasParticipation", "cv:role",
    "scen:onBehalfOf", "org:member", "org:organization", "scen:agent", "scen:project", "schema:funder", "schema:fundedItem",
    "scen:party", "scen:actsFor", "schema:about", "scen:kind", "dct:date", "time:hasTime", "rdf:subject", "rdf:predicate",
    "rdf:object", "scen:weight", "prov:wasDerivedFrom",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Rows:
    """Quads of one property, sorted by subject; ``at`` is where the line stands (file and byte)."""

    subject: Hashes
    object: Hashes
    at: Places

    def turned(self) -> Rows:
        """Objects for subjects."""
        order = np.lexsort((self.subject, self.object))
        return Rows(self.object[order], self.subject[order], self.at[order])

    def join(self, keys: Hashes) -> tuple[Places, Places]:
        """Which of the keys has which of these rows: positions in ``keys``, and in these rows."""
        low, high = np.searchsorted(self.subject, keys), np.searchsorted(self.subject, keys, "right")
        return spread(low, high)

    def one(self, keys: Hashes) -> Hashes:
        """The object of each key, 0 where there is none; the smallest of several."""
        if not len(self.subject):
            return np.zeros(len(keys), dtype=np.uint64)
        at = np.minimum(np.searchsorted(self.subject, keys), len(self.subject) - 1)
        return np.where(self.subject[at] == keys, self.object[at], np.uint64(0))


def packed(high: NDArray[np.integer[Any]], low: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Two numbers below 2³¹ as one, in the order of the pairs.

    >>> packed(np.array([1]), np.array([2])).tolist() == [(1 << 32) + 2]
    True
    """
    return (high.astype(np.int64) << 32) | low


def spread(low: Places, high: Places) -> tuple[Places, Places]:
    """All numbers from each ``low`` up to its ``high``, and which of them each belongs to.

    >>> which, found = spread(np.array([5, 1]), np.array([7, 2]))
    >>> which.tolist(), found.tolist()
    ([0, 0, 1], [5, 6, 1])
    """
    count = high - low
    which = np.repeat(np.arange(len(low)), count)
    before = np.cumsum(count) - count
    return which, np.arange(len(which)) - before[which] + low[which]


class ClaimColumns:
    """The quads of the files that tell of link claims, by property.

    :param properties: those that are read, as curies; the first must be ``rdf:type``.
    :raises OSError: a file cannot be read.
    """

    def __init__(
        self, files: Sequence[Path], prefixes: Mapping[str, str], properties: Sequence[str] = PROPERTIES
    ) -> None:
        self.files, self.prefixes = list(files), prefixes
        self._classes = {name: self.hash(curie) for name, curie in CLASSES.items()}
        self._wanted = hashed(f"<{self.iri(curie)}>" for curie in properties)
        self._order = np.argsort(self._wanted)
        parts: list[list[Rows]] = [[] for _ in properties]
        for number, file in enumerate(self.files):
            for block in blocks(file):
                for code, rows in self._wanted_of(block, (number << FILE) + block.offset):
                    parts[code].append(rows)
        self._rows = {curie: _joined(parts[code]) for code, curie in enumerate(properties)}

    def iri(self, curie: str) -> str:
        """The IRI of a curie."""
        prefix, _, name = curie.partition(":")
        return self.prefixes[prefix] + name

    def hash(self, curie: str) -> int:
        """The hash of the IRI of a curie."""
        return int(hashed([f"<{self.iri(curie)}>"])[0])

    def __getitem__(self, curie: str) -> Rows:
        """The quads of a property."""
        return self._rows[curie]

    def of_class(self, name: str) -> Hashes:
        """The things or claims of a class, each once."""
        types = self._rows["rdf:type"]
        return np.unique(types.subject[types.object == np.uint64(self._classes[name])])

    def _wanted_of(self, block: Block, base: int) -> Iterator[tuple[int, Rows]]:
        known = self._wanted[self._order]
        at = np.minimum(np.searchsorted(known, block.predicate), len(known) - 1)
        rows = np.flatnonzero(known[at] == block.predicate)
        code = self._order[at[rows]]
        subject = block.of(0, rows)
        object_ = block.of(2, rows)
        kept = (code != 0) | np.isin(object_, np.array(list(self._classes.values()), dtype=np.uint64))
        for each in np.unique(code[kept]).tolist():
            one = kept & (code == each)
            yield each, Rows(subject[one], object_[one], block.starts[rows][one] + base)

    def texts(self, places: Places, term: int) -> Iterator[str]:
        """The terms that stand in the lines at these places: 0 for the subject, 2 for the object."""
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(file.open("rb", buffering=0)) for file in self.files]
            for place in places.tolist():
                line = _line(files[place >> FILE].fileno(), place & ((1 << FILE) - 1))
                subject, _, rest = line.split(b" ", 2)
                yield (subject if term == 0 else rest.rsplit(b" ", 2)[0]).decode()


def _line(file: int, start: int) -> bytes:
    """The line that begins there, without its end: read, not mapped, so that memory holds no file."""
    size = 512
    while b"\n" not in (read := os.pread(file, size, start)) and len(read) == size:
        size *= 8
    return read.partition(b"\n")[0]


def _joined(parts: list[Rows]) -> Rows:
    nothing = np.zeros(0, dtype=np.uint64)
    if not parts:
        return Rows(nothing, nothing, np.zeros(0, dtype=np.int64))
    subject, object_, at = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("subject", "object", "at")
    )
    order = np.lexsort((object_, subject))
    return Rows(subject[order], object_[order], at[order])
