"""What a step from one agent to another costs: the one place where it is said which chains are better.

A step costs 1. To that comes

- half of ``log2(n - 1)`` over a gathering of n: Newman's weight 1/(n-1), so that half as intimate is half a step more,
  and a chain is the better the greater the product of its weights. For who belongs to an organisation n - 1 are those
  known to belong to it;
- 1/2 where the kind of tie says little of two having dealt with each other (`FAINT`);
- 1 where the two are surely there by inference only, 2 where it is disputed;
- 1/4 where it has ended, 2/4 where it was only announced, 3/4 where it is not known whether it came about.

================================================================  =====
an agreement of two, reported and stated                           1
a programme of 5, reported                                         2
a programme of 5, announced                                        2.5
a programme of 30, reported                                        3.5
on the staff of an organisation of 20                              3.25
attending, with 7 others / with 399 others                         3 / 5.75
================================================================  =====

So two steps over meetings of six (4.5 where they spoke, 5.5 where they only attended) come before attending one
conference of four hundred; but one programme of thirty comes before two steps of any kind but the most intimate.
All is counted in quarters of a step (`POINTS`),
rounded, so that equal prices are equal. A step of certainty costs more than all steps of status: the surest reasons of
two agents (`scen.graph.network.sureness`) are also their cheapest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..order import CERTAINTIES, STATUSES
from .incidences import KINDS, Incidences
from .sureness import PROFILES, link

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    Points = NDArray[np.int32]

POINTS = 4
"""Points of one step."""
FAR = 1 << 24
"""More points than any chain has: no way."""
FAINT = frozenset({"represented-at-same-event", "attended-same-event", "co-funded", "same-funder"})
"""Kinds of tie of two who may never have heard of each other."""


def intimate(weight: NDArray[np.float64]) -> Points:
    """Points for how many share a thing, from Newman's weight.

    >>> intimate(1 / (np.array([2.0, 5, 30, 400]) - 1)).tolist()
    [0, 4, 10, 17]
    """
    return np.rint(-POINTS / 2 * np.log2(weight)).astype(np.int32)


def groups(network: Incidences) -> Points:
    """Points of a step over each group, however sure it is."""
    faint = np.array([POINTS // 2 * (kind in FAINT) for kind in KINDS], dtype=np.int32)
    return POINTS + intimate(np.asarray(network.weight)) + faint[network.kind]


def sure(
    certainty: NDArray[np.uint8], status: NDArray[np.uint8], keep: tuple[Collection[str], Collection[str]]
) -> Points:
    """More points for what is less sure and less done; `FAR` for what is not to be kept.

    >>> sure(np.array([0, 1, 0], "u1"), np.array([0, 2, 3], "u1"), (CERTAINTIES, ("reported", "announced"))).tolist()
    [0, 6, 16777216]
    """
    weak = np.array(
        [POINTS * at if name in keep[0] else FAR for at, name in enumerate(CERTAINTIES)], dtype=np.int32
    )
    undone = np.array([at if name in keep[1] else FAR for at, name in enumerate(STATUSES)], dtype=np.int32)
    found: Points = np.minimum(weak[certainty] + undone[status], np.int32(FAR))
    return found


def profiles(keep: tuple[Collection[str], Collection[str]]) -> Points:
    """`sure` of each two profiles."""
    codes = np.arange(PROFILES)
    return sure(*link(codes[:, None], codes[None, :]), keep)


def belonging(network: Incidences, keep: tuple[Collection[str], Collection[str]]) -> Points:
    """Points of a step by each row of ``belongs``."""
    rows = network.belongs
    person, organisation, claim = (np.ascontiguousarray(rows[:, at]) for at in range(3))
    new = (np.diff(person, prepend=-1) != 0) | (np.diff(organisation, prepend=-1) != 0)
    staff = np.bincount(organisation[new], minlength=len(network.classes))
    return (
        POINTS
        + intimate(1 / np.maximum(staff, 1))[organisation]
        + sure(network.certainty[claim], network.status[claim], keep)
    )
