"""The columnar network: who shares what and in which way, as arrays that are mapped into memory.

Pairs of agents are not kept (ten million triples make a hundred million) but made from *groups* when they are asked
for: agents of one class that share one thing in one kind of way, each two of them linked. An *incidence* is one
agent in one group, with the claims that put it there. `scen.graph.ties` says in plain Python what is here in columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .strings import Strings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Small = NDArray[np.int32]
    Codes = NDArray[np.uint8]
    Numbers = NDArray[np.float64]

NETWORK = "network"
"""Folder of a version that holds it."""
CLASSES = ("person", "organisation")
KINDS = (
    "co-organised", "same-project", "agreement", "joint-action", "acts-for", "met", "same-network", "same-programme",
    "represented-at-same-event", "attended-same-event", "co-funded", "same-funder",
)  # fmt: skip
"""Kinds of tie, in the order of their codes."""
APART = KINDS.index("represented-at-same-event")
"""The kind in which two agents must be there by claims of their own: two of one group need not be linked."""


@dataclass(frozen=True, eq=False)
class Incidences:
    """The arrays. Numbers of agents, things, claims and documents are positions in the strings, which are IRIs."""

    agents: Strings
    things: Strings
    """What is shared: events, projects, organisations, funders, what is paid for, or a cooperation's claim."""
    claims: Strings
    documents: Strings
    classes: Codes
    """For each agent a position in `CLASSES`."""
    certainty: Codes
    """For each claim a position in `CERTAINTIES`; ``status`` in `STATUSES`."""
    status: Codes
    source: Small
    """The document of each claim."""
    kind: Codes
    """For each group a position in `KINDS`; groups are in the order of kind, class, thing."""
    through: Small
    """The thing that a group shares."""
    principal: Small
    """The agent whom the other one of the group acts for, or -1."""
    weight: Numbers
    """Newman's 1/(n-1) of a group of n; no unit."""
    first: Small
    """First day of what is shared, as the number yyyymmdd; 0 where it is not known. ``last`` likewise."""
    last: Small
    starts: Whole
    """Where the incidences of each group begin, and the end of all."""
    member: Small
    """The agent of each incidence, ascending within a group."""
    of: Small
    """The group of each incidence."""
    profile: Codes
    """How sure and how far done the agent's reasons are; see `scen.graph.network.sureness`."""
    reason_starts: Whole
    reasons: Small
    """Claims that put an agent into a group, two columns: the second is -1 where one claim is enough."""
    source_starts: Whole
    sources: Small
    """Documents that alone say that an agent is in a group."""
    own_starts: Whole
    own: Small
    """The incidences of each agent, by group."""
    belongs: Small
    """Who belongs to which organisation: person, organisation, claim, and 0 for a member, 1 for one who appears
    for it; sorted. ``staff`` are the rows in the order of organisations."""
    staff: Small
    apart: Small
    """Pairs of incidences, and certainty and status of their link (-1: none), where both rest on one same claim
    though they must not; four columns, sorted."""

    def write(self, folder: Path) -> None:
        """Write it as files of a new folder.

        :raises OSError: they cannot be written.
        """
        folder.mkdir()
        for name, value in self._parts():
            if isinstance(value, Strings):
                value.write(folder, name)
            else:
                np.save(folder / f"{name}.npy", value)

    def _parts(self) -> Iterator[tuple[str, Any]]:
        return ((part.name, getattr(self, part.name)) for part in fields(self))

    @classmethod
    def read(cls, folder: Path) -> Incidences:
        """What `write` wrote, mapped into memory: nothing is read before it is used.

        :raises OSError: a file is missing or cannot be read.
        """
        strings = ("agents", "things", "claims", "documents")
        found: dict[str, Any] = {name: Strings.read(folder, name) for name in strings}
        rest = (part.name for part in fields(cls) if part.name not in strings)
        for name in rest:  # a mapped array's own class is slow
            found[name] = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
        return cls(**found)

    @cached_property
    def sizes(self) -> Whole:
        """Number of agents of each group."""
        return np.diff(self.starts)

    def claims_of(self, incidences: Sequence[int] | Whole) -> list[str]:
        """The IRIs of the claims that put agents into groups, each once, in order."""
        numbers = {
            int(claim)
            for one in incidences
            for claim in self.reasons[self.reason_starts[one] : self.reason_starts[one + 1]].ravel()
            if claim >= 0
        }
        return [self.claims[number] for number in sorted(numbers)]


def write(folder: Path, files: Sequence[Path], prefixes: Mapping[str, str]) -> None:
    """Make the columnar network of canonical N-Quads files in a new folder.

    :raises OSError: a file cannot be read or written.
    """
    from .gathering import gather

    gather(files, prefixes).write(folder)
