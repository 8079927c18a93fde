"""A growing copy of a remote dataset: what a piece of reading looks up is fetched in a few rounds.

Reading code looks up quads by pattern, hundreds of times, each depending on the last; one request for each
would take minutes. So it runs over a copy in memory that notes what it misses; all that is missing is fetched
at once, and the code runs again, until it misses nothing. It must be pure; its rounds are as many as its
look-ups are deep (about ten), whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, Store

from ..graph.dataset import Object, Subject
from ..graph.errors import EndpointError
from ..graph.names import Names

if TYPE_CHECKING:
    from ..graph.network.incidences import Incidences

Pattern = tuple[Subject | None, NamedNode | None, Object | None]
Rows = Iterable[tuple[Any, ...]]
Select = Callable[[str], Rows]
"""Text of a SELECT -> its rows."""
Read = TypeVar("Read")

_VOCABULARY = "SELECT ?s ?p ?o WHERE {{ GRAPH <{base}graph/vocabulary> {{ ?s ?p ?o }} }}"
BATCH = 300
"""Patterns in one request: some servers take no longer lists."""


class Copy:
    """The copy, as the reading side takes a dataset."""

    def __init__(
        self,
        select: Select,
        meta: dict[str, Any],
        names: Callable[[], Names],
        incidences: Callable[[], Incidences],
    ) -> None:
        self._select, self.meta, self._names, self._incidences = select, meta, names, incidences
        self._have = Store()
        self._known: set[Pattern] = set()
        self.missing: set[Pattern] = set()

    @property
    def base(self) -> str:
        """Namespace of things, graphs and terms."""
        return str(self.meta["base"])

    @property
    def names(self) -> Names:
        """The name index, made of the labels of all things when it is first used."""
        return self._names()

    @property
    def incidences(self) -> Incidences:
        """The columnar network, fetched when it is first used."""
        return self._incidences()

    @property
    def store(self) -> Copy:
        """The quads."""
        return self

    def quads_for_pattern(
        self, subject: Subject | None, predicate: NamedNode | None, object: Object | None, graph_name: None, /
    ) -> Iterator[Quad]:
        """The quads that fit; none where not all are here yet, which is noted."""
        wanted: Pattern = (subject, None, None) if subject else (None, predicate, object)
        if wanted not in self._known:
            self.missing.add(wanted)
            return iter(())
        return self._have.quads_for_pattern(subject, predicate, object, None)

    def fetch(self) -> None:
        """Fetch all that is missing; before all else the vocabulary, whose labels and notations everything needs."""
        if not self._known:
            self._have.extend(_quads(self._select(_VOCABULARY.format(base=self.base))))
            self._known = {(quad.subject, None, None) for quad in self._have}
            self.missing -= self._known
        for bound in ((0,), (1, 2), (2,), (1,)):
            found = (p for p in sorted(self.missing, key=str) if _bound(p) == bound)
            while batch := list(islice(found, BATCH)):
                self._have.extend(_quads(self._select(_query(batch, bound))))
        self._known |= self.missing
        self.missing = set()


def read(copy: Copy, work: Callable[[Copy], Read]) -> Read:
    """Run ``work`` over the copy until it misses nothing."""
    while True:
        try:
            found = work(copy)
        except EndpointError:
            raise
        except Exception:  # half the data may break it; the whole must not
            if not copy.missing:
                raise
        else:
            if not copy.missing:
                return found
        copy.fetch()


def _bound(pattern: Pattern) -> tuple[int, ...]:
    return tuple(at for at, term in enumerate(pattern) if term is not None)


def _query(batch: list[Pattern], bound: tuple[int, ...]) -> str:
    names = " ".join(["?s", "?p", "?o"][at] for at in bound)
    rows = " ".join("(" + " ".join(str(pattern[at]) for at in bound) + ")" for pattern in batch)
    return f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ({names}) {{ {rows} }} ?s ?p ?o }}"


def _quads(rows: Rows) -> Iterator[Quad]:
    for subject, predicate, object_ in rows:
        if not isinstance(subject, BlankNode) and not isinstance(object_, BlankNode):
            yield Quad(subject, predicate, object_)
