"""The network page by page: ties are found as arrays, and told as edges with their claims only where the page has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...graph.errors import SettingError
from ...graph.facts import Facts
from ...graph.network.filter import LEADING, checked
from ...graph.network.reading import Reading
from ...graph.network.strongest import blocks
from .filters import keep
from .operations import Given

if TYPE_CHECKING:
    from ...graph.network.pairs import Ties
    from ...queries.opened import OpenDataset

MOST = 50_000
"""Ties of a network that is told, page by page; a larger one is for `scen network` or for a filter."""


def network(data: OpenDataset, given: Given) -> Any:
    """A page of the network of a view."""
    view = given["view"]
    wanted = checked(keep(given, view), view, strongest=True)
    first, last = given["offset"], given["offset"] + given["limit"]
    if view != "collaboration":
        whole = data.network(view, wanted)
        edges, number, left_out, undated = (
            whole.edges[first:last],
            len(whole.edges),
            whole.left_out,
            whole.undated,
        )
    else:
        about = frozenset(data.resolve(name, *LEADING).iri for name in sorted(wanted.about))
        reading = data.store.read(
            lambda readable: Reading(readable, replace(wanted, about=about), data.language)
        )
        ties, number, left_out, undated = _page(reading, first, last)
        edges = tuple(edge for some in ties for edge in reading.edges(some))
    nodes = sorted({iri for edge in edges for iri in (edge.a, edge.b)})
    facts = data.store.read(lambda readable: Facts(readable, data.language))
    return {
        "view": view, "number": number, "left_out": left_out, "undated": undated, "offset": first,
        "more": number > last, "nodes": [facts.ref(iri) for iri in nodes], "edges": edges,
    }  # fmt: skip


def _page(reading: Reading, first: int, last: int) -> tuple[list[Ties], int, int, int]:
    """The ties from one position to another, the number of all, of those left out and of those without a date.

    :raises SettingError: they are too many.
    """
    page, number, left_out, undated = [], 0, 0, 0
    for ties, more in blocks(reading):
        at = np.arange(number, number + len(ties))
        page.append(ties.only((at >= first) & (at < last)))
        number, left_out = number + len(ties), left_out + more
        undated += int(((ties.first == 0) & (ties.last == 0)).sum())
        if number > MOST:
            raise SettingError(
                "network", f"more than {MOST:,} ties, too many to tell here; add strongest=10 for the 10 strongest "
                "partners of each agent, or another filter",
            )  # fmt: skip
    return page, number, left_out, undated
