"""A line of a network: a tie of two agents, or a claim drawn between two things, with the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..facts import Fact, Ref
from ..written import cited


@dataclass(frozen=True, order=True)
class Edge:
    """A tie, or a claim drawn as a line. ``a`` and ``b`` are IRIs; a directed edge leads from a to b."""

    a: str
    b: str
    kind: str
    label: str = field(compare=False)
    weight: float = field(compare=False)
    sources: int = field(compare=False)
    certainty: str = field(compare=False)
    status: str = field(compare=False)
    first: str = field(default="", compare=False)
    last: str = field(default="", compare=False)
    directed: bool = field(default=False, compare=False)
    facts: tuple[Fact, ...] = field(default=(), compare=False)
    strong: bool = field(default=False, compare=False)
    things: tuple[Ref, ...] = field(default=(), compare=False)
    """What the ends of a tie share, by name: events, projects, organisations; or who pays both."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """``document:line`` of every line it rests on."""
        return cited(self.facts)

    @property
    def undated(self) -> bool:
        """Whether it has no date."""
        return not self.first and not self.last

    def other(self, iri: str) -> str:
        """The end that is not the one of this IRI.

        >>> Edge("a", "b", "met", "met", 1.0, 1, "stated", "reported").other("b")
        'a'
        """
        return self.b if self.a == iri else self.a
