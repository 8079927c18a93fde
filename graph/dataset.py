"""The reading side: a built dataset, opened read-only.

It imports nothing of the writing side (no pydantic, YAML, rdflib): opening and asking must be quick.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, Self

import pyoxigraph

from . import swap
from .errors import DatasetError
from .names import Names

if TYPE_CHECKING:
    from .network.incidences import Incidences

FORMAT = 2
"""Version of the dataset's layout; a newer one is refused."""
QUADS, STORE, NAMES, META = "scen.nq", "store", "names.sqlite", "meta.json"


Subject = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple
Object = Subject | pyoxigraph.Literal


class Quads(Protocol):
    """Quads to be looked up by pattern: a store, or a copy of what was needed of one."""

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: pyoxigraph.NamedNode | None,
        object: Object | None,
        graph_name: None,
        /,
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that fit; None fits everything, and the graph does not matter."""


class Readable(Protocol):
    """What the reading side needs of a dataset, wherever it is kept."""

    @property
    def base(self) -> str:
        """Namespace of things, graphs and terms."""

    @property
    def meta(self) -> dict[str, Any]:
        """Prefixes, base, whether it is a placeholder, and the digest ("" where it is not known)."""

    @property
    def names(self) -> Names:
        """The name index."""

    @property
    def store(self) -> Quads:
        """The quads."""

    @property
    def incidences(self) -> Incidences:
        """The columnar network."""


class Dataset:
    """One version of a dataset; it stays readable while newer ones are built.

    >>> import tempfile, pathlib
    >>> from scen.graph.build import build
    >>> out = pathlib.Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=out)
    >>> with Dataset(out) as dataset:
    ...     dataset.names.search("bjorn claeson")[0].label
    'Björn Claeson'
    """

    def __init__(self, path: Path) -> None:
        """:raises DatasetError: there is no dataset at ``path``, or it cannot be read."""
        held = swap.hold(path)
        if held is None:
            if (path / "dataset").exists():
                raise DatasetError(path, f"holds no dataset itself; there is one in {path / 'dataset'}")
            there = "is no dataset" if path.exists() else "there is no dataset here"
            raise DatasetError(
                path, f"{there}; name another with --dataset, or make one: scen build --out {path}"
            )
        self.path, self._opening = path, Lock()
        self._store: pyoxigraph.Store | None = None
        self._names: Names | None = None
        self._incidences: Incidences | None = None
        self.version, self._lock = held
        try:
            self.meta = self._meta()
        except DatasetError:
            self.close()
            raise

    def _meta(self) -> dict[str, Any]:
        try:
            meta = json.loads((self.version / META).read_text(encoding="utf-8"))
            sizes = {name: (self.version / name).stat().st_size for name in (QUADS, NAMES)}
        except (OSError, ValueError):
            raise self._damaged() from None
        if not isinstance(meta, dict) or not isinstance(meta.get("format"), int):
            raise self._damaged()
        if meta["format"] > FORMAT:
            raise DatasetError(
                self.path,
                f"was built by a newer scen (layout {meta['format']}, this one reads {FORMAT}); upgrade scen",
            )
        if meta["format"] < FORMAT or meta.get("sizes") != sizes:
            raise self._damaged()
        return meta

    def _damaged(self) -> DatasetError:
        return DatasetError(self.path, f"is damaged; build it again with: scen build --out {self.path}")

    @property
    def store(self) -> pyoxigraph.Store:
        """The quads, to be queried over the union of all graphs; opened when they are first needed."""
        with self._opening:
            if self._store is None:
                try:
                    self._store = pyoxigraph.Store.read_only(str(self.version / STORE))
                except (OSError, ValueError, RuntimeError):
                    raise self._damaged() from None
            return self._store

    @property
    def names(self) -> Names:
        """The name index; opened when it is first needed."""
        with self._opening:
            if self._names is None:
                self._names = Names(self.version / NAMES)
            return self._names

    @property
    def incidences(self) -> Incidences:
        """The columnar network; mapped into memory when it is first needed."""
        from .network.incidences import NETWORK, Incidences

        with self._opening:
            if self._incidences is None:
                try:
                    self._incidences = Incidences.read(self.version / NETWORK)
                except (OSError, ValueError, TypeError):
                    raise self._damaged() from None
            return self._incidences

    @property
    def base(self) -> str:
        """Namespace of things, graphs and terms."""
        return str(self.meta["base"])

    def close(self) -> None:
        """Let go of the version, so that a later build may remove it."""
        self._store = self._incidences = None
        if self._names:
            self._names.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
