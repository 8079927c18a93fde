"""Every number of a VoID document is what counting the dump again gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import Finding, Place
from ..catalogue.counts import Counts
from ..catalogue.documents import counted
from ..catalogue.said import PREFIXES
from .described import Described

if TYPE_CHECKING:
    from rdflib import URIRef
    from rdflib.term import Node

RULE = "stale-count"
Number = tuple[int, Place]


def check(void: Described, dataset: str, folder: Path) -> Iterator[Finding]:
    """Numbers that are not those of the dump in the folder of the release, and such as are missing."""
    told = _Told(void, dataset)
    try:
        there = _there(counted(folder, told.base))
    except OSError as error:
        yield Finding(Place(void.name), RULE, f"cannot be counted again: {error.strerror}")
        return
    numbers = told.numbers()
    for what, number in sorted(there.items()):
        if what not in numbers:
            yield Finding(void.place(dataset), RULE, f"says nothing of {what}: the dump has {number}")
    for what, (number, place) in sorted(numbers.items()):
        if number != there.get(what):
            yield Finding(place, RULE, f"{what}: {number} are told, the dump has {there.get(what, 0)}")


def _there(counts: Counts) -> dict[str, int]:
    """What is counted, in words -> its number."""
    return {
        "triples": counts.triples,
        "things": counts.things,
        **{f"class {name}": number for name, number in counts.classes},
        **{f"property {name}": number for name, number in counts.properties},
        **{f"links to {one.target} by {one.property}": one.number for one in counts.links},
    }


class _Told:
    """The numbers that a document tells, each with its place."""

    def __init__(self, void: Described, dataset: str) -> None:
        from rdflib import URIRef

        self.void, self.graph, self.dataset = void, void.graph, URIRef(dataset)
        self.base = str(self._value(self.dataset, "uriSpace")).removesuffix("id/")

    def numbers(self) -> dict[str, Number]:
        """What is counted, in words -> the number that is told."""
        found = {
            "triples": self._number(self.dataset, "triples"),
            "things": self._number(self.dataset, "entities"),
        }
        for kind, measure in (("class", "entities"), ("property", "triples")):
            for part in self.graph.objects(self.dataset, self._iri(f"{kind}Partition")):
                found[f"{kind} {self._value(part, kind)}"] = self._number(part, measure)
        for links in self.graph.objects(self.dataset, self._iri("subset")):
            target = self._value(self._value(links, "objectsTarget"), "uriSpace")
            found[f"links to {target} by {self._value(links, 'linkPredicate')}"] = self._number(
                links, "triples"
            )
        return found

    def _number(self, node: Node, name: str) -> Number:
        value = str(self._value(node, name))
        return int(value) if value.isdecimal() else -1, self.void.place(node, self._iri(name))

    def _value(self, node: Node | None, name: str) -> Node | None:
        return self.graph.value(node, self._iri(name))

    def _iri(self, name: str) -> URIRef:
        from rdflib import URIRef

        return URIRef(PREFIXES["void"] + name)
