"""A change to a claim or a tie: what happened, what it says, and which of its values are others now."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from ...ontology.terms import expand

CLAIMS, TIES = ("new", "ended", "corrected", "withdrawn"), ("new", "ended", "changed", "gone")
"""What can have happened, in the order in which it is told."""
_PERIOD = re.compile(rf'"([^/"]+)(?:/([^"]*))?"\^\^<{re.escape(expand("edtf:EDTF"))}>$')


@dataclass(frozen=True)
class Field:
    """A property whose values are others now: in words, and as terms of N-Triples."""

    name: str
    path: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What happened to a claim or tie; ``claims`` are the changed ones behind a tie, each IRI with its place."""

    of: str
    what: str
    iri: str
    sentence: str
    certainty: str
    status: str
    document: str = ""
    lines: tuple[int, ...] = ()
    fields: tuple[Field, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """``document:lines``, or where the claims behind a tie stand."""
        if self.of == "tie":
            return "; ".join(sorted({place for _, place in self.claims}))
        return f"{self.document}:{','.join(map(str, self.lines))}"


def another(of: str, fields: tuple[Field, ...], causes: Collection[str]) -> str:
    """What happened to a claim or tie that both datasets have; ``causes``: what happened to the claims behind a tie."""
    if any(
        term.endswith("ns#ended>") for change in fields if change.name == "status" for term in change.added
    ):
        return "ended"
    if any(_closed(change, of == "tie") for change in fields) and (of == "claim" or "ended" in causes):
        return "ended"
    return "corrected" if of == "claim" else "changed"


def _closed(change: Field, days: bool = False) -> bool:
    """Whether a period was open, and has an end now; ``days``: an open one stands there as its first day.

    >>> edtf = '"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
    >>> told = lambda old, new: Field("date", "", (), (), (f'"{old}{edtf}',), (f'"{new}{edtf}',))
    >>> _closed(told("2019/..", "2019/2021-05")), _closed(told("2019", "2020")), _closed(told("2019", "2019/2020"))
    (True, False, False)
    >>> _closed(told("2019-01-01", "2019-01-01/2021-12-31"), days=True)
    True
    """
    old, new = (
        [found for term in terms if (found := _PERIOD.match(term))]
        for terms in (change.removed, change.added)
    )
    opened = {one[1] for one in old if one[2] in ("", "..") or (days and one[2] is None)}
    return any(one[1] in opened and one[2] not in (None, "", "..") for one in new)


def line(change: Change) -> bytes:
    """The change as a line, which sorts as changes are told: by what happened, then as they stand in documents."""
    order = (CLAIMS if change.of == "claim" else TIES).index(change.what)
    first = change.lines[0] if change.lines else 0
    words = change.sentence.replace("\n", " ")
    key = f"{change.of}\x1f{order}\x1f{change.document}\x1f{first:09}\x1f{words}\x1f{change.iri}"
    return f"{key}\x1f{json.dumps(asdict(change))}\n".encode()


def read(line: bytes) -> Change:
    """The change that a line tells."""
    told = json.loads(line.rpartition(b"\x1f")[2])
    fields = tuple(Field(**_frozen(one)) for one in told["fields"])
    claims = tuple((iri, place) for iri, place in told["claims"])
    return Change(**_frozen(told) | {"fields": fields, "claims": claims})


def _frozen(told: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
