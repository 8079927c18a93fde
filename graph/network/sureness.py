"""How sure and how far done a link of two agents is, from small codes of each: tables instead of claims.

An agent may be in a group for several reasons. A link takes one reason of each of the two, such that their
weakest claim is as sure, and then as far done, as can be (`scen.graph.ties`). All that matters of an agent's reasons
is therefore, for each certainty, the strongest status among reasons at least so sure: its *profile*, one of 125.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..order import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint8]

STATES = len(STATUSES)
"""Numbers that tell a status; the last, cancelled, makes no link and here stands for "no such reason"."""
_NOT = STATES - 1
PROFILES = STATES ** len(CERTAINTIES)


def profiles(certainty: Codes, status: Codes, starts: NDArray[np.int64]) -> Codes:
    """The profile of each run of reasons; ``starts`` are where the runs begin, none of them empty.

    >>> known = profiles(np.array([0, 1], "u1"), np.array([2, 0], "u1"), np.array([0]))
    >>> link(known, profiles(np.array([0], "u1"), np.array([0], "u1"), np.array([0])))
    (array([0], dtype=uint8), array([2], dtype=uint8))
    """
    found = np.zeros(len(starts), dtype=np.uint8)
    for level in range(len(CERTAINTIES)):
        allowed = np.where(certainty <= level, status, _NOT).astype(np.uint8)
        found = (
            (found * STATES + np.minimum.reduceat(allowed, starts)).astype(np.uint8) if len(starts) else found
        )
    return found


def link(ours: Codes, theirs: Codes) -> tuple[Codes, Codes]:
    """Certainty and status, as positions in their orders, of the links of agents with these profiles."""
    certainty, status = _pairs()
    return certainty[ours, theirs], status[ours, theirs]


@lru_cache(maxsize=1)
def _pairs() -> tuple[Codes, Codes]:
    """Certainty and status of each two profiles."""
    codes = np.arange(PROFILES)
    best = np.stack(
        [codes // STATES ** (len(CERTAINTIES) - 1 - level) % STATES for level in range(len(CERTAINTIES))]
    )
    both = np.maximum(best[:, :, None], best[:, None, :])
    possible = both < _NOT
    level = possible.argmax(axis=0)
    return level.astype(np.uint8), np.take_along_axis(both, level[None], axis=0)[0].astype(np.uint8)
