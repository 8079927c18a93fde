"""First and last days of what is shared, as numbers yyyymmdd: of a claim's own date, else of the thing itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .. import dates
from .claim_columns import ClaimColumns
from .numbered import Numbered

if TYPE_CHECKING:
    from .columns import Hashes

Span = tuple[int, int]
"""First and last day; 0 where it is not known."""
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"
_PLAIN = re.compile(f"{_DAY}(?:/{_DAY})?")
"""Years, months and days, and spans of them: by far the most dates, and the parser takes milliseconds for each."""


class Days:
    """When things and claims are, as the columns have it."""

    def __init__(self, columns: ClaimColumns, things: Numbered, claims: Numbered) -> None:
        self._columns = columns
        when = columns["time:hasTime"]
        which = np.flatnonzero(np.isin(when.subject, things.hashes))
        self._things = self._by_number(things(when.subject[which]).tolist(), when.object[which])
        self._claims = self._by_number(claims(claims.hashes).tolist(), claims.hashes)

    def _by_number(self, numbers: Iterable[int], nodes: Hashes) -> dict[int, Span]:
        said = self.of(nodes)
        found: dict[int, Span] = {}
        for number, node in zip(numbers, nodes.tolist(), strict=True):
            if node in said:
                found.setdefault(number, said[node])
        return found

    def of(self, nodes: Hashes) -> dict[int, Span]:
        """Node (by hash) -> first and last day of its date, where it has one."""
        rows = self._columns["dct:date"]
        _, at = rows.join(np.unique(nodes))
        texts = self._columns.texts(rows.at[at], 2)
        return {
            node: span(literal(text)) for node, text in zip(rows.subject[at].tolist(), texts, strict=True)
        }

    def when(self, thing: int, claim: int = -1) -> Span:
        """Of a claim with a date of its own, else of a thing, both by number."""
        return self._claims.get(claim) or self._things.get(thing, (0, 0))


def literal(term: str) -> str:
    """The text of a literal as N-Quads have it; ``""`` for what is none.

    >>> literal('"2019"^^<http://example.org/date>'), literal("<http://example.org/2019>")
    ('2019', '')
    """
    return term.split('"')[1] if term.startswith('"') else ""


@lru_cache(maxsize=1 << 14)
def span(text: str) -> Span:
    """First and last day of an EDTF date as numbers; 0 where it is open or has no year.

    What `scen.graph.dates.check` refuses has neither: a server is not held to anything.

    >>> span("2019-09-16"), span("2019-09"), span("XXXX-09-16"), span("2020/..")
    ((20190916, 20190916), (20190901, 20190930), (0, 0), (20200101, 0))
    >>> span("last summer"), span("2019-02-31"), span("2020/2019"), span("Y12345")
    ((0, 0), (0, 0), (0, 0), (0, 0))
    """
    try:
        ends = dates.bounds(text if _PLAIN.fullmatch(text) else dates.check(text))
        first, last = (
            int(date.fromisoformat(end).isoformat().replace("-", "")) if end else 0 for end in ends
        )
    except ValueError:
        return 0, 0
    return (0, 0) if first > last > 0 else (first, last)
