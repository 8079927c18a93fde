"""What to keep of a network: one filter for everything that shows ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..order import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from .edge import Edge

LEADING = ("place", "project", "topic", "event", "session", "series", "programme")
"""Kinds of thing that what is shared may be, or be at, of or about; through these more is."""


@dataclass(frozen=True)
class Filter:
    """What to keep. What has no date is kept by ``undated`` whatever the period.

    ``since`` and ``until`` are days, months or years (``2019-09``). ``agents`` are kinds of agent (person,
    organisation, or a kind of organisation, which holds narrower ones), both ends of a tie to be among them; ``about``
    IRIs of places, projects, topics, events, of one of which what is shared must be (an opened dataset takes names
    too). Both are for ties.
    """

    kinds: frozenset[str] = frozenset()
    certainty: frozenset[str] = frozenset(CERTAINTIES)
    status: frozenset[str] = frozenset(STATUSES)
    sources: int = 1
    since: str = ""
    until: str = ""
    undated: bool = True
    agents: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    strong: bool = False
    """Only strong kinds of tie, whatever ``kinds`` says."""
    strongest: int = 0
    """Only ties to the so many strongest partners of one end at least, after all else; 0 for all. For network, measures
    and coverage; see `scen.graph.network.strongest`."""

    def keeps(self, edge: Edge) -> bool:
        """Whether the edge stays."""
        if (self.kinds and edge.kind not in self.kinds) or (self.strong and not edge.strong):
            return False
        if (
            edge.certainty not in self.certainty
            or edge.status not in self.status
            or edge.sources < self.sources
        ):
            return False
        if edge.undated:
            return self.undated
        return (edge.last or edge.first) >= self.since and (
            not self.until or (edge.first or edge.last)[: len(self.until)] <= self.until
        )


EVERYTHING = Filter()
