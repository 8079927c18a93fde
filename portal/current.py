"""The dataset as it is now: a new build is taken up by the next request, and those under way end on the old one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from ..graph import swap
from ..queries.opened import OpenDataset
from ..queries.stores import Embedded


class _Version:
    """A version that is open, and how many read it."""

    def __init__(self, folder: Path) -> None:
        self.store = Embedded(folder)
        self.path = self.store.dataset.version.resolve()
        self.link = f"{swap.VERSIONS}/{self.path.name}"
        self.readers, self.stale = 0, False


class Current:
    """The current version of a dataset's folder, opened once for all requests.

    :raises DatasetError: there is no dataset, or it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self._lock = folder, Lock()
        self._now, self._link = _Version(folder), str(folder / swap.CURRENT)

    @contextmanager
    def reading(self, language: str = "en") -> Iterator[OpenDataset]:
        """The dataset, kept open until the block ends; labels in ``language``."""
        version = self._taken()
        try:
            yield OpenDataset(version.store, language)
        finally:
            self._given_back(version)

    @property
    def digest(self) -> str:
        """Digest of the current version: it changes with the data, and with nothing else."""
        with self.reading() as data:
            return str(data.store.read(lambda readable: readable.meta["digest"]))

    @property
    def version(self) -> Path:
        """Folder of the current version."""
        return self._fresh().path

    def close(self) -> None:
        """Let go of it."""
        self._now.store.close()

    def _fresh(self) -> _Version:
        with suppress(OSError):  # the usual case, told by one call
            if os.readlink(self._link) == self._now.link:
                return self._now
        there = swap.current(self.folder)
        if there is None or there == self._now.path:
            return self._now
        with self._lock:
            if there != self._now.path:
                old, self._now = self._now, _Version(self.folder)
                old.stale = True
                if not old.readers:
                    old.store.close()
            return self._now

    def _taken(self) -> _Version:
        while True:
            version = self._fresh()
            with self._lock:
                if not version.stale:
                    version.readers += 1
                    return version

    def _given_back(self, version: _Version) -> None:
        with self._lock:
            version.readers -= 1
            last = version.stale and not version.readers
        if last:
            version.store.close()
