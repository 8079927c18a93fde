"""What is left of ties when a source document is taken away.

Every claim of the document is taken from every tie. A tie stays if what is left still makes it: for a cooperation
(met, agreement, joint action, acts for) one claim; for what is shared (an event, a project, an organisation, a paid
thing) a claim for the one agent and a claim for the other about the same thing, two different claims where
organisations are represented at an event; for a common funder, both chains of claims from it. A tie that stays has
the share of its weight that is the share of its things (or cooperations) that are left; nothing is weighed anew,
although fewer may share a thing. A tie whose claims are not known stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from .claim_columns import packed, spread
from .incidences import KINDS

if TYPE_CHECKING:
    from .incidences import Incidences, Numbers, Whole
    from .pairs import Mask, Ties

    Left = tuple[Whole, Numbers]
    """Positions of ties, and the share of each that is left: 0 where it goes, at most 1."""

COOPERATIONS = tuple(KINDS.index(kind) for kind in ("agreement", "joint-action", "acts-for", "met"))


def without(ties: Ties, documents: Iterable[int] | None = None) -> dict[int, Left]:
    """For each document (its number) the ties that rest on a claim of it and lose a share of themselves without it.

    ``documents`` are those asked for; without them, all that are behind the ties.
    """
    network, links = ties.links.network, ties.links
    asked = np.zeros(len(network.documents), dtype=bool)
    asked[slice(None) if documents is None else list(documents)] = True
    single = np.isin(network.kind[links.group], COOPERATIONS)
    things = np.where(single, np.maximum(np.diff(network.reason_starts)[links.x], 1), 1)
    special = _apart(ties)
    losses = [_cooperations(ties, np.flatnonzero(single)), _shared(ties, asked, ~single & ~special)]
    losses += [_told_apart(ties, np.flatnonzero(special))]
    link, document, lost = (np.concatenate(part) for part in zip(*losses, strict=True))
    wanted = asked[document]
    tie, document, lost = ties.of_links[link[wanted]], document[wanted], lost[wanted]
    total = np.add.reduceat(things, ties.starts[:-1]) if len(ties) else things
    keys, at = np.unique(document.astype(np.int64) * max(len(ties), 1) + tie, return_inverse=True)
    share = 1 - np.bincount(at, lost, len(keys)) / total[keys % max(len(ties), 1)]
    which = keys // max(len(ties), 1)
    if documents is None:
        documents = np.flatnonzero(np.bincount(which, minlength=len(asked))).tolist()
    found: dict[int, Left] = {}
    for number in sorted(documents):
        start, end = np.searchsorted(which, [number, number + 1]).tolist()
        found[number] = keys[start:end] % max(len(ties), 1), share[start:end]
    return found


def _cooperations(ties: Ties, which: Whole) -> tuple[Whole, Whole, Whole]:
    """Each claim of a cooperation counts: link, document, 1."""
    network, x = ties.links.network, ties.links.x[which]
    of, at = spread(network.reason_starts[x], network.reason_starts[x + 1])
    claims = network.reasons[at, 0]
    told = claims >= 0
    return which[of[told]], network.source[claims[told]].astype(np.int64), np.ones(told.sum(), dtype=np.int64)


def _shared(ties: Ties, asked: Mask, which: Mask) -> tuple[Whole, Whole, Whole]:
    """A link goes with each document that one of its two incidences needs: link, document, 1."""
    network, links = ties.links.network, ties.links
    starts, needed = _needed(network, asked)
    rows = np.flatnonzero(which)
    keys = []
    for incidence in (links.x[rows], links.y[rows]):
        of, at = spread(starts[incidence], starts[incidence + 1])
        keys.append(rows[of] * len(asked) + needed[at])
    once = np.unique(np.concatenate(keys))
    return once // len(asked), once % len(asked), np.ones(len(once), dtype=np.int64)


def _needed(network: Incidences, asked: Mask) -> tuple[Whole, Whole]:
    """The documents asked for of which each reason of an incidence has a claim: where those begin, and they."""
    reasons = network.reasons
    source = np.where(reasons >= 0, network.source[reasons], -1)
    source[source[:, 1] == source[:, 0], 1] = -1
    count = np.diff(network.reason_starts)
    incidence = np.repeat(np.repeat(np.arange(len(count)), count), 2)
    document = source.ravel().astype(np.int64)
    told = (document >= 0) & asked[document]
    keys, times = np.unique(incidence[told] * len(asked) + document[told], return_counts=True)
    always = keys[times == count[keys // len(asked)]]
    return np.searchsorted(always, np.arange(len(count) + 1) * len(asked)), always % len(asked)


def _apart(ties: Ties) -> Mask:
    """The links whose two incidences have a claim in common though they must not rest on it."""
    network, links = ties.links.network, ties.links
    if not len(network.apart):
        return np.zeros(len(links.x), dtype=bool)
    known = packed(network.apart[:, 0], network.apart[:, 1])
    return np.isin(packed(links.x, links.y), known)


def _told_apart(ties: Ties, which: Whole) -> tuple[Whole, Whole, Whole]:
    """Links that need two different claims, one by one: link, document without which there are none, 1."""
    network, lost = ties.links.network, list[tuple[int, int, int]]()
    for link in which.tolist():
        ours, theirs = (
            network.reasons[network.reason_starts[at] : network.reason_starts[at + 1], 0].tolist()
            for at in (int(ties.links.x[link]), int(ties.links.y[link]))
        )
        ways = [{int(network.source[x]), int(network.source[y])} for x in ours for y in theirs if x != y]
        lost += [(link, document, 1) for document in sorted(set.intersection(*ways))]
    found = np.array(lost, dtype=np.int64).reshape(-1, 3).T
    return found[0], found[1], found[2]
