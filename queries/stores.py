"""Where questions are asked: one interface, and the store that comes with a dataset.

`Embedded` reads a built dataset in this process; `scen.queries.remote.Remote` asks a SPARQL server. Both
answer queries, and both let the code that reads things, ties and chains run over them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, Self, TypeVar

from ..graph.dataset import Dataset, Readable
from ..graph.errors import DatasetError, QueryError, ScenError
from .answers import Answer, answer
from .query import Query

Read = TypeVar("Read")


class Store(Protocol):
    """A store of one dataset, read-only."""

    @property
    def base(self) -> str:
        """Namespace of the dataset's things, graphs and terms."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that a query need not declare."""

    def answer(self, query: Query) -> Answer:
        """The answer over all graphs of the dataset, computed as it is read.

        :raises QueryError: no SPARQL 1.1 query, or one that would write or ask another server.
        :raises EndpointError: the server gives no answer; also while rows are read.
        """

    def read(self, work: Callable[[Readable], Read]) -> Read:
        """What ``work`` finds in the dataset; it must not change anything, and may be run more than once."""

    def close(self) -> None:
        """Let go of it."""


class Embedded:
    """The store in a dataset's folder.

    >>> import tempfile
    >>> from scen.graph.build import build
    >>> out = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=out)
    >>> with Embedded(out) as store:
    ...     bool(store.answer(Query("ASK { ?c a scen:Claim ; scen:line ?line }")))
    True
    """

    def __init__(self, path: Path) -> None:
        """:raises DatasetError: there is no dataset, or it cannot be read."""
        self.dataset = Dataset(path)

    @property
    def base(self) -> str:
        """Namespace of the dataset's things, graphs and terms."""
        return self.dataset.base

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that a query need not declare."""
        known: dict[str, str] = self.dataset.meta["prefixes"]
        return known

    def answer(self, query: Query) -> Answer:
        """The answer over the union of all graphs, computed as it is read."""
        query.refuse()
        try:
            found = self.dataset.store.query(
                query.sent, prefixes=dict(self.prefixes), use_default_graph_as_union=not query.names_graphs
            )
        except SyntaxError as error:
            raise query.explained(str(error)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise self._failed(error) from None
        return answer(found, self._failed)

    def _failed(self, error: Exception) -> ScenError:
        if isinstance(error, OSError):
            return DatasetError(self.dataset.path, f"cannot be read ({error})")
        return QueryError(str(error))

    def read(self, work: Callable[[Readable], Read]) -> Read:
        """What ``work`` finds in the dataset."""
        return work(self.dataset)

    def close(self) -> None:
        """Let go of the dataset's version."""
        self.dataset.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
