"""What many claims have for a property, from the lines of the dataset: read once for all properties, as numbers.

A look-up in the store for each claim and property takes ten times as long. Memory holds four numbers for each claim and
property, and an IRI for each claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..graph.network.claim_columns import ClaimColumns
from ..graph.network.columns import hashed
from .statements import files

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.dataset import Dataset
    from ..graph.network.columns import Hashes

_PROPERTIES = (
    "rdf:type", "scen:certainty", "scen:status", "dct:source", "scen:line", "cv:hasParticipant", "cv:hasParticipation",
    "cv:role", "schema:funder", "schema:fundedItem", "schema:isPartOf", "cv:parentEvent", "schema:startDate", "schema:endDate",
)  # fmt: skip


@lru_cache(maxsize=1)
def columns(dataset: Dataset) -> ClaimColumns:
    """The properties of all claims of a dataset that edges tell of."""
    return ClaimColumns(files(dataset.version), dataset.meta["prefixes"], _PROPERTIES)


def told(columns: ClaimColumns, curie: str) -> dict[str, list[str]]:
    """What has a property, and its values, in their order: for properties of few things."""
    rows, found = columns[curie], defaultdict[str, list[str]](list)
    for subject, term in zip(columns.texts(rows.at, 0), columns.texts(rows.at, 2), strict=True):
        found[subject[1:-1]].append(term[1:-1] if term[0] == "<" else term[1 : term.rindex('"')])
    return {subject: sorted(values) for subject, values in found.items()}


@dataclass(frozen=True, eq=False)
class Claims:
    """Some claims, by number: their IRIs, in the order of these, and the hashes of these."""

    columns: ClaimColumns
    iris: Sequence[str]
    keys: Hashes

    @classmethod
    def of(cls, columns: ClaimColumns, iris: Sequence[str]) -> Claims:
        """The claims of these IRIs."""
        return cls(columns, iris, hashed(f"<{iri}>" for iri in iris))

    @classmethod
    def of_class(cls, columns: ClaimColumns, name: str) -> Claims:
        """All claims of a class, told as `scen.graph.network.claim_columns.CLASSES` names it."""
        types, keys = columns["rdf:type"], columns.of_class(name)
        at = types.at[np.searchsorted(types.subject, keys)]
        iris = [term[1:-1] for term in columns.texts(at, 0)]
        order = _order(iris)
        return cls(columns, [iris[place] for place in order], keys[order])

    def values(self, curie: str, *, inverse: bool = False) -> tuple[NDArray[np.int64], list[str]]:
        """The number of an IRI for each claim, and the IRIs in their order; -1 where a claim has none.

        :param inverse: what has the claims as its values.
        """
        rows = self.columns[curie].turned() if inverse else self.columns[curie]
        which, at = rows.join(self.keys)
        claim, first = np.unique(which, return_index=True)
        _, one, code = np.unique(rows.object[at[first]], return_index=True, return_inverse=True)
        iris = [term[1:-1] for term in self.columns.texts(rows.at[at[first[one]]], 0 if inverse else 2)]
        order = _order(iris)
        found = np.full(len(self.keys), -1, dtype=np.int64)
        found[claim] = np.argsort(order)[code]  # the rank of each
        return found, [iris[place] for place in order]

    def lines(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the lines of each claim begin, and the end; and the lines, in their order: 0 for a claim without one."""
        rows = self.columns["scen:line"]
        which, at = rows.join(self.keys)
        _, one, code = np.unique(rows.object[at], return_index=True, return_inverse=True)
        numbers = [int(term[1 : term.index('"', 1)]) for term in self.columns.texts(rows.at[at[one]], 2)]
        none = np.setdiff1d(np.arange(len(self.keys)), which)
        places = np.unique(
            np.concatenate([which << 32 | np.array(numbers, dtype=np.int64)[code], none << 32])
        )
        return np.searchsorted(places, np.arange(len(self.keys) + 1) << 32), places & 0xFFFFFFFF


def _order(texts: Sequence[str]) -> list[int]:
    """The places of the texts, in the order of these."""
    return sorted(range(len(texts)), key=texts.__getitem__)
