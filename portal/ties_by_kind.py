"""The ties of an agent to each other one, kind by kind, as a page tells them: each kind as sure, as far done and as well
sourced as it is, so that what is inferred does not pass for stated beside another kind that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.facts import Ref
from ..graph.network.incidences import KINDS
from ..graph.order import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from ..graph.network.pairs import Ties
    from .kept import KnownFacts


@dataclass(frozen=True)
class OfKind:
    """The ties of one kind to another agent: over what (each with its status and certainty), when, and where written."""

    label: str
    strong: bool
    things: tuple[tuple[Ref, str, str], ...]
    first: str
    last: str
    documents: tuple[Ref, ...]
    status: str
    certainty: str


class TiesByKind:
    """Some ties, as lists, which are quicker than arrays to take single values from."""

    def __init__(self, ties: Ties, facts: KnownFacts, labels: Sequence[tuple[str, bool]]) -> None:
        """``labels`` are those of the kinds, and whether each is strong."""
        self.facts, self.labels, self.network = facts, labels, ties.links.network
        self.kind, self.starts = ties.kind.tolist(), ties.starts.tolist()
        self.years = [
            [day // 10000 for day in days if day]
            for days in zip(ties.first.tolist(), ties.last.tolist(), strict=True)
        ]
        self.links = list(
            zip(ties.through.tolist(), ties.links.certainty.tolist(), ties.links.status.tolist(), strict=True)
        )
        self.documents: list[set[int]] = [set() for _ in self.kind]
        for tie, document in zip(
            *(column.tolist() for column in ties.documents_of(ties.of_links)), strict=True
        ):
            self.documents[tie].add(document)
        self._things: dict[int, Ref] = {}

    def of(self, others: Any) -> dict[int, tuple[OfKind, ...]]:
        """Agent -> its kinds by name; two ties of one kind, where each acts for the other, are told as one."""
        found: dict[int, dict[int, list[int]]] = {}
        for at, number in enumerate(others.tolist()):
            found.setdefault(number, {}).setdefault(self.kind[at], []).append(at)
        return {
            number: tuple(
                self._kind(rows) for _, rows in sorted(kinds.items(), key=lambda pair: KINDS[pair[0]])
            )
            for number, kinds in found.items()
        }

    def _kind(self, rows: list[int]) -> OfKind:
        label, strong = self.labels[self.kind[rows[0]]]
        years = [f"{year:04d}" for row in rows for year in self.years[row]]
        sure, done = min((sure, done) for row in rows for _, sure, done in self._links(row))
        documents = {one for row in rows for one in self.documents[row]}
        written = tuple(sorted(self.facts.ref(self.network.documents[one]) for one in documents))
        return OfKind(
            label, strong, self._shared(rows), min(years, default=""), max(years, default=""), written,
            STATUSES[done], CERTAINTIES[sure],
        )  # fmt: skip

    def _links(self, row: int) -> list[tuple[int, int, int]]:
        """What each link of a tie is over, and how sure and how far done it is."""
        return self.links[self.starts[row] : self.starts[row + 1]]

    def _shared(self, rows: list[int]) -> tuple[tuple[Ref, str, str], ...]:
        """What is shared, by name, each as sure and as far done as its surest link; a claim or tie stands for nothing else."""
        found: dict[Ref, tuple[int, int]] = {}
        for through, *said in (link for row in rows for link in self._links(row)):
            ref, sure = self._thing(through), (said[0], said[1])
            if ref.kind not in ("claim", "tie"):
                found[ref] = min(found.get(ref, sure), sure)
        return tuple((ref, STATUSES[done], CERTAINTIES[sure]) for ref, (sure, done) in sorted(found.items()))

    def _thing(self, number: int) -> Ref:
        if number not in self._things:
            iri = self.network.things[number]
            kind = self.facts.kind(iri)
            self._things[number] = Ref("", iri, kind) if kind in ("claim", "tie") else self.facts.ref(iri)
        return self._things[number]
