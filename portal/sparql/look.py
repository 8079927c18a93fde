"""Where a query is run: at once, in a thread of the server, or in a process of its own.

At once is run what cannot take long: one pattern and few rows, or a few steps forward from a bound subject. In a
thread is run what has one open step at most, from a bound end, and a LIMIT. All else, and all that is not read for certain, is for the processes. A shape of query that was
slow is run one place further from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache
from time import perf_counter, thread_time

from . import grammar
from .grammar import Reading, Triple
from .shape import shape

FEW, MANY = 100, 20_000
"""Rows that are made at once, and in a thread; those that OFFSET passes over are counted too."""
STEPS = 8
"""Steps of a query in a thread, beside its open one."""
FORGIVEN = 0.05
"""Of once slow, for each time that a query of the shape is quick."""
SHAPES, STRIKES = 10_000, 3
"""Slow shapes that are remembered, and how often one must be slow: the first query opens the store, which takes long."""


class Lane(IntEnum):
    """Where a query is run."""

    AT_ONCE = 0
    THREAD = 1
    PROCESS = 2


def lane(text: str) -> Lane:
    """Where the query is run, by its text alone.

    >>> lane("SELECT ?l { <http://example.org/a> rdfs:label ?l } LIMIT 10").name
    'AT_ONCE'
    >>> lane("SELECT * { ?e scen:host <http://example.org/a> ; rdfs:label ?l } LIMIT 10").name
    'THREAD'
    >>> lane("SELECT * { ?a scen:knows+ ?b } LIMIT 1").name
    'PROCESS'
    """
    found = shape(text)
    return Lane.PROCESS if found is None else judged(found)


@lru_cache(4096)
def judged(shape: str) -> Lane:
    """Where queries of a shape are run."""
    reading = grammar.read(shape)
    if reading is None:
        return Lane.PROCESS
    if reading.form == "DESCRIBE":
        return Lane.THREAD if len(reading.triples) <= STEPS else Lane.PROCESS
    if reading.limit is None or reading.limit > MANY or not reading.triples:
        return Lane.PROCESS
    if streams(reading):
        return Lane.AT_ONCE if reading.limit <= FEW else Lane.THREAD
    if len(reading.triples) > 1 and any(triple.either for triple in reading.triples):
        return Lane.PROCESS  # an engine finds all of such parts first, and then joins them
    if (opened := _open_steps(reading)) is None:
        return Lane.PROCESS
    steps = sum(triple.steps for triple in reading.triples + reading.optional)
    short = steps <= 3 and not opened and not reading.sorts and reading.limit <= FEW
    return Lane.AT_ONCE if short else Lane.THREAD if opened <= 1 and steps <= STEPS + opened else Lane.PROCESS


def streams(reading: Reading) -> bool:
    """Whether each thing that is looked at gives a row: one pattern, and nothing that joins, filters or sorts."""
    if len(reading.triples) != 1 or reading.filters or reading.sorts or reading.optional:
        return False
    one = reading.triples[0]
    names = [name for name in (one.subject, one.predicate, one.object) if name]
    return one.steps == 1 and not one.backward and len(names) == len(set(names))


def _open_steps(reading: Reading) -> int | None:
    """How many steps may lead to many things, in the best order from the bound ends; None where parts hang loose.

    A step forward, from a known subject by a known predicate, leads to few. That a thing is of a class binds nothing.
    """
    known: set[str] = set()
    left, inner, opened = list(reading.triples), list(reading.optional), 0
    while left:
        step = next((t for t in left if _forward(t, known)), None)
        if step is None:
            step = next((t for t in left if _bound(t, known)), None)
            if step is None:
                return None
            opened += step.steps
        left.remove(step)
        known |= step.names
    while inner:  # an optional part is known to be quick only where it goes forward from what it is joined to
        step = next((t for t in inner if t.subject in known and _forward(t, known)), None)
        if step is None:
            return None
        inner.remove(step)
    return opened


def _forward(triple: Triple, known: set[str]) -> bool:
    """Whether it goes from a known thing to few things."""
    if triple.predicate and triple.predicate not in known:
        return False
    return (not triple.subject or triple.subject in known) and not triple.backward


def _bound(triple: Triple, known: set[str]) -> bool:
    """Whether it begins at something known, or at a bound end."""
    if triple.subject in known or triple.object in known or not triple.subject:
        return True
    return not triple.object and not triple.is_type


class Looks:
    """The static look, and what was learned since: a shape that was slow several times moves on to the next lane."""

    def __init__(self) -> None:
        self._slow: dict[str, float] = {}

    def lane(self, text: str) -> tuple[str, Lane]:
        """The shape of a query, and where it is run."""
        if (found := shape(text)) is None:
            return "", Lane.PROCESS
        known, strikes = judged(found), self._slow.get(found, 0.0)
        return found, Lane(min(known + int(strikes // STRIKES), Lane.PROCESS)) if strikes else known

    def clock(self, shape: str) -> Callable[[], float]:
        """The clock for a query: that on the wall, which is quickest to read, as long as none of its shape was slow.

        On a busy machine all is slow by that one, so the second time is told by what the query itself has worked.
        """
        return thread_time if shape in self._slow else perf_counter

    def ran(self, shape: str, quick: bool) -> None:
        """A query of the shape was quick, or slow, where it was run.

        >>> looks = Looks()
        >>> for quick in (False, *[True] * 20, False, False):
        ...     looks.ran("ASK { <> ?p ?o }", quick)
        >>> looks.lane("ASK { <http://example.org/b> ?p ?o }")[1].name, looks.clock("ASK { <> ?p ?o }").__name__
        ('AT_ONCE', 'thread_time')
        >>> looks.ran("ASK { <> ?p ?o }", False)
        >>> looks.lane("ASK { <http://example.org/b> ?p ?o }")[1].name
        'THREAD'
        """
        strikes = self._slow.get(shape, 0.0)
        if not quick:
            if len(self._slow) >= SHAPES:
                self._slow.pop(next(iter(self._slow)), None)
            self._slow[shape] = strikes + 1
        elif 0 < strikes < STRIKES:  # now and then all is slow on a busy machine
            self._slow[shape] = max(strikes - FORGIVEN, 0.0)
            if not self._slow[shape]:
                self._slow.pop(shape, None)
