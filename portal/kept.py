"""What is the same for as long as a dataset's version is: labels of concepts, counts, the rows of lists.

Nothing here is an answer. It is kept by digest and language, of a few versions, and each part is made once, by the
first request that needs it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from pyoxigraph import NamedNode

from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts, Ref, Said

Made = TypeVar("Made")
VERSIONS = 8
"""Versions and languages that are kept: those read last. What has no language is one, too."""
MOST = 200_000
"""Labels that are kept of one."""
FACTS = 20_000
"""Facts that are kept of one; each takes about 2 KB."""


class Room(Generic[Made]):
    """The values that were asked for last, between ``most`` and half as many: older ones make room by halves.

    It needs no lock, as a lost value is only read again.

    >>> room = Room[int](4)
    >>> [room.put(key, at) for at, key in enumerate("abcd")], room.get("a"), room.get("c")
    ([0, 1, 2, 3], 0, 2)
    >>> room.put("e", 4), room.get("b"), room.get("a")
    (4, None, 0)
    """

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._new, self._old = dict[Hashable, Made](), dict[Hashable, Made]()

    def get(self, key: Hashable) -> Made | None:
        """What is kept under that key."""
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: Hashable, value: Made) -> Made:
        """Keep a value, and give it back."""
        if len(self._new) >= self._half:
            self._new, self._old = {}, self._new
        self._new[key] = value
        return value


class Memory:
    """What is kept of one version in one language.

    >>> memory = Memory()
    >>> memory.once("two", lambda: 2), memory.once("two", lambda: 3)
    (2, 2)
    """

    def __init__(self) -> None:
        self.labels, self.notations = Room[str](MOST), Room[str](MOST)
        self.refs, self.tops, self.facts = Room[Ref](MOST), Room[list[str]](MOST), Room[Fact](FACTS)
        self.said, self.dates = Room[Said](FACTS), Room[str](MOST)
        self.orders = Room[list[str]](32)
        self._made: dict[str, Any] = {}
        self._locks: dict[str, Lock] = {}

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` gave when it was first asked for under that name."""
        if name not in self._made:
            with self._locks.setdefault(name, Lock()):
                if name not in self._made:
                    self._made[name] = make()
        return cast(Made, self._made[name])


_kept: OrderedDict[tuple[str, str], Memory] = OrderedDict()
_lock = Lock()


def memory(data: Readable, language: str) -> Memory:
    """What is kept of the dataset in that language."""
    key = (str(data.meta["digest"]), language)
    with _lock:
        found = _kept.setdefault(key, Memory())
        _kept.move_to_end(key)
        while len(_kept) > VERSIONS:
            _kept.popitem(last=False)
        return found


class KnownFacts(Facts):
    """Facts that look up nothing twice in the life of a version, as long as there is room to keep it."""

    def __init__(self, dataset: Readable, language: str) -> None:
        super().__init__(dataset, language)
        known = self.memory = memory(dataset, language)
        self._nodes: dict[str, NamedNode] = known.once("nodes", dict)
        self._read: dict[str, Fact | None] = {}
        own = vars(self)
        own["_properties"] = known.once("properties", lambda: Facts(dataset, language)._properties)
        own["paths"] = known.once("paths", lambda: Facts(dataset, language).paths)

    def iri(self, curie: str) -> NamedNode:
        """The IRI of a curie."""
        found = self._nodes.get(curie)
        if found is None:
            found = self._nodes[curie] = super().iri(curie)
        return found

    def ref(self, iri: str) -> Ref:
        """A thing or concept, with its label."""
        return self.memory.refs.get(iri) or self.memory.refs.put(iri, super().ref(iri))

    def label(self, iri: str) -> str:
        """The label of a thing, concept or property."""
        return self.memory.labels.get(iri) or self.memory.labels.put(iri, super().label(iri))

    def notation(self, iri: str) -> str:
        """The notation of a concept."""
        found = self.memory.notations.get(iri)
        return self.memory.notations.put(iri, super().notation(iri)) if found is None else found

    def fact(self, claim: NamedNode) -> Fact | None:
        """The claim as a fact; the same object for as long as a request lasts."""
        iri = claim.value
        if iri not in self._read:
            found = self.memory.facts.get(iri)
            if found is None and (found := super().fact(claim)):
                self.memory.facts.put(iri, found)
            self._read[iri] = found
        return self._read[iri]

    def said(self, claim: NamedNode) -> Said:
        """What is said of a claim; kept for those that say something of one thing, which are read again as they stand."""
        found = self.memory.said.get(claim.value)
        if found is None:
            found = super().said(claim)
            if self.paths["rdf:subject"] in found:
                self.memory.said.put(claim.value, found)
        return found

    def words(self, claim: NamedNode) -> tuple[str, ...]:
        """The words kept as evidence: the nodes that hold them are numbered, so that they need not be looked for."""
        found: list[tuple[int, str]] = []
        for note in self._subjects("oa:hasBody", claim):
            number = 1
            while texts := self.objects(NamedNode(f"{note.value}#words{number}"), "oa:exact"):
                found += [(number, text.value) for text in texts]
                number += 1
        return tuple(words for _, words in sorted(found))

    def _tops(self, event: NamedNode) -> list[str]:
        found = self.memory.tops.get(event.value)
        return self.memory.tops.put(event.value, super()._tops(event)) if found is None else found
