"""What the codes in the tables mean, as the model has it: a table of the kinds of ties, and one of all other codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from ..graph.facts import CLASSES
from ..ontology.terms import model
from .tabular import TABLES, Column

Row = tuple[Any, ...]
_CLOSED = frozenset({"kinds", "claims", "certainty", "status"})
"""Lists to which no data can add."""
_RESTS_ON = {
    "co-organised": "participation", "same-project": "project-role", "agreement": "cooperation",
    "joint-action": "cooperation", "acts-for": "cooperation", "met": "cooperation", "same-network": "membership",
    "same-programme": "participation", "represented-at-same-event": "participation",
    "attended-same-event": "participation", "co-funded": "funding", "same-funder": "funding participation project-role",
}  # fmt: skip
"""Kind of tie -> the kinds of claims from which `scen.graph.ties` derives it."""

_ABOUT: Row = ("about", "about", "gäller", "gjelder", "What its subject is about. Not where a property says in which way.", None)  # fmt: skip
"""The property of a relation that the model has no name for; see `scen.graph.facts`."""


def values(column: Column) -> tuple[str, ...]:
    """All that may stand in a cell of the column, where that is known; else none."""
    if not column.schemes or not _CLOSED.issuperset(column.schemes):
        return ()
    return tuple(code for scheme in column.schemes for code, *_ in _lists()[scheme])


@cache
def _lists() -> dict[str, list[Row]]:
    """Name of a list -> code, labels, definition and broader code of each of its members, in the order of the model."""
    known = model()
    lists: dict[str, list[Row]] = {
        name: [(c.notation, *_labels(c.labels), c.definition or None, c.broader and known.concepts[c.broader].notation)
               for c in scheme.concepts]
        for name, scheme in known.schemes.items()
    }  # fmt: skip
    lists["kinds"] = [(kind.name, *_labels(kind.labels), None, None) for kind in known.kinds.values()]
    lists["claims"] = [(name, *_labels(known.claim(name).labels), None, None) for name in CLASSES.values()]
    said = known.properties.values()
    lists["properties"] = [
        *((one.name, *_labels(one.labels), one.description or None, None) for one in said),
        _ABOUT,
    ]
    return lists


def _labels(labels: Mapping[str, str]) -> Row:
    return tuple(labels.get(language) for language in ("en", "sv", "nb"))


def _codes() -> Iterator[Row]:
    columns = [(table, column) for table in TABLES.values() for column in table.columns]
    for scheme, codes in sorted(_lists().items()):
        if where := " ".join(
            f"{table.name}.{column.name}" for table, column in columns if scheme in column.schemes
        ):
            yield from sorted((scheme, code, where, *told) for code, *told in codes)


def _tie_kinds() -> Iterator[Row]:
    strong = {concept.notation for concept in model().members("strong-ties")}
    for name, *told, _ in sorted(_lists()["tie-kinds"]):
        yield name, *told, name in strong, name == "acts-for", _RESTS_ON[name]


CODES: dict[str, Callable[[], Iterator[Row]]] = {"tie_kinds": _tie_kinds, "codes": _codes}
"""Table -> its rows, in the order of its key."""
