"""What became of each thing that was handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a thing."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    LEFT = "left"
    """The server has it and the release has not."""
    FAILED = "failed"
    TO_SEND = "to send"
    """In a dry run."""
    TO_REMOVE = "to remove"


@dataclass(frozen=True)
class Row:
    """A thing, what became of it, and why."""

    name: str
    outcome: Outcome
    triples: int | None = None
    note: str = ""

    def __str__(self) -> str:
        size = "" if self.triples is None else f"{self.triples:,}"
        return f"{self.outcome:<9}  {size:>12}  {self.name}" + (f"  {self.note}" if self.note else "")


def total(rows: Iterable[Row], thing: str) -> str:
    """How many had which outcome.

    >>> total([Row("a", Outcome.SENT), Row("b", Outcome.SENT), Row("c", Outcome.FAILED)], "graph")
    '3 graphs: 2 sent, 1 failed'
    """
    counted = Counter(row.outcome for row in rows)
    number = counted.total()
    told = ", ".join(f"{counted[outcome]} {outcome}" for outcome in Outcome if counted[outcome])
    return f"{number} {thing}{'' if number == 1 else 's'}" + (f": {told}" if told else "")
