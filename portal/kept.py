"""What is the same for as long as a dataset's version is: labels of concepts, counts, the rows of lists.

Nothing here is an answer. It is kept by digest and language, of a few versions, and each part is made once, by the
first request that needs it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from pyoxigraph import NamedNode

from ..graph.dataset import Readable
from ..graph.facts import Fact, Facts

Made = TypeVar("Made")
VERSIONS = 6
"""Versions and languages that are kept: those read last."""
MOST = 200_000
"""Labels that are kept of one."""


class Memory:
    """What is kept of one version in one language.

    >>> memory = Memory()
    >>> memory.once("two", lambda: 2), memory.once("two", lambda: 3)
    (2, 2)
    """

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.notations: dict[str, str] = {}
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
    """Facts that look up no label, notation or property twice in the life of a version."""

    def __init__(self, dataset: Readable, language: str) -> None:
        super().__init__(dataset, language)
        self.memory = memory(dataset, language)
        if len(self.memory.labels) > MOST:
            self.memory.labels.clear()
        self._labels = self.memory.labels
        self._nodes: dict[str, NamedNode] = self.memory.once("nodes", dict)
        self._read: dict[str, Fact | None] = {}
        vars(self)["_properties"] = self.memory.once(
            "properties", lambda: Facts(dataset, language)._properties
        )

    def iri(self, curie: str) -> NamedNode:
        """The IRI of a curie."""
        found = self._nodes.get(curie)
        if found is None:
            found = self._nodes[curie] = super().iri(curie)
        return found

    def notation(self, iri: str) -> str:
        """The notation of a concept."""
        known = self.memory.notations
        if iri not in known:
            if len(known) > MOST:
                known.clear()
            known[iri] = super().notation(iri)
        return known[iri]

    def fact(self, claim: NamedNode) -> Fact | None:
        """The claim as a fact; read once by each request."""
        if claim.value not in self._read:
            self._read[claim.value] = super().fact(claim)
        return self._read[claim.value]
