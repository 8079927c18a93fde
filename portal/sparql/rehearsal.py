"""The joins of a query, walked through beforehand with a bounded number of look-ups: what a text alone does not tell.

An engine that finds no rows cannot be stopped. A query that begins at one thing is quick or endless by how much is said
of that thing. So the steps of a join are taken here first, without its filters; if they lead to few things, the engine
will be done soon, in whatever order it takes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, RdfFormat, Store

from . import grammar, look
from .grammar import Leg, Reading
from .shape import constants

MOST = 1000
"""Look-ups, and things that they may find."""
Binding = dict[str, Any]
"""Constants and variables of steps -> what they stand for."""
_Plan = tuple[tuple[Leg, bool], ...]
"""Steps in an order in which each has a known end, and whether each is needed for a row."""


class _Many(Exception):
    """There are more than may be."""


def is_short(store: Store, shape: str, text: str, prefixes: Mapping[str, str]) -> bool:
    """Whether the joins of a query of that shape lead to few things.

    >>> store = Store()
    >>> store.load("".join(f"<a:hub> <a:p> <a:{n}> .\\n" for n in range(900)).encode(), RdfFormat.N_TRIPLES)
    >>> for end in ("?x", "?x, ?y"):
    ...     text = f"SELECT * {{ <a:hub> <a:p> {end} FILTER(?x = <a:none>) }} LIMIT 1"
    ...     is_short(store, look.shape(text), text, {})
    True
    False
    """
    plan, own = _planned(shape)
    if not plan:
        return plan is not None
    try:
        walk, found = _Walk(store), [_terms(plan, own, constants(text), prefixes)]
        for leg, needed in plan:
            found = walk.step(found, leg, needed)
    except (SyntaxError, ValueError, _Many):
        return False
    return True


@lru_cache(4096)
def _planned(shape: str) -> tuple[_Plan | None, Mapping[str, str]]:
    """The plan for queries of a shape, None where there is none; and the prefixes that they declare."""
    reading = grammar.read(shape)
    return (None, {}) if reading is None else (_plan(reading), reading.prefixes)


def _plan(reading: Reading) -> _Plan | None:
    if reading.form == "DESCRIBE" or look.streams(reading):
        return ()  # each thing that is looked at gives a row
    plan: list[tuple[Leg, bool]] = []
    known: set[str] = set()
    for triples, needed in ((reading.triples, True), (reading.optional, False)):
        if not all(triple.legs for triple in triples):
            return None
        left = [leg for triple in triples for leg in triple.legs]
        while left:
            leg = min(left, key=lambda one: _open(one, known))
            if _open(leg, known) > 2:
                return None
            left.remove(leg)
            plan.append((leg, needed))
            known |= {end for end in leg if end.startswith("?")}
    return tuple(plan)


def _open(leg: Leg, known: set[str]) -> int:
    """How open a step is: 0 between known things, 1 forward from one, 2 back from one, 3 for all else."""
    subject, predicate, thing = (not end.startswith("?") or end in known for end in leg)
    if subject:
        return 0 if thing else 1
    return 2 if thing and not (predicate and leg[1] == grammar.TYPE) else 3


def _terms(plan: _Plan, own: Mapping[str, str], written: list[str], prefixes: Mapping[str, str]) -> Binding:
    """The constants of the steps as terms: they are written as in Turtle.

    :raises SyntaxError: one is not.
    """
    wanted = list(dict.fromkeys(end for leg, _ in plan for end in leg if not end.startswith("?")))
    head = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in prefixes.items()
        if any(f"{name}:" in one for one in wanted)
    )
    head += "".join(f"@prefix {name}: {_filled(iri, written)} .\n" for name, iri in own.items())
    body = "".join(f"<a:a> <a:a> {_filled(end, written)} .\n" for end in wanted)
    quads = pyoxigraph.parse((head + body).encode(), RdfFormat.TURTLE)
    return dict(zip(wanted, (quad.object for quad in quads), strict=True))


def _filled(end: str, written: list[str]) -> str:
    return re.sub(r"#(\d+)", lambda match: written[int(match[1])], end)


class _Walk:
    """Takes steps, as long as there are not too many."""

    def __init__(self, store: Store) -> None:
        self.store, self.left = store, MOST

    def step(self, bindings: list[Binding], leg: Leg, needed: bool) -> list[Binding]:
        """The bindings, each with what the step leads to.

        :raises _Many: the steps lead to too many things.
        """
        longer: list[Binding] = []
        for binding in bindings:
            self._count()
            before = len(longer)
            longer += self._from(leg, binding)
            if not needed and len(longer) == before:
                longer.append(binding)
        return longer

    def _from(self, leg: Leg, known: Binding) -> Iterator[Binding]:
        subject, predicate, thing = map(known.get, leg)
        if isinstance(subject, Literal) or isinstance(predicate, Literal):
            return
        for quad in self.store.quads_for_pattern(subject, predicate, thing, None):
            self._count()
            found = dict(zip(leg, (quad.subject, quad.predicate, quad.object), strict=True))
            if all(
                found[end] == term
                for end, term in zip(leg, (quad.subject, quad.predicate, quad.object), strict=True)
            ):
                yield known | found

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Many
