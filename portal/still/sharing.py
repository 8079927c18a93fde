"""The parts of a site that take long, shared among processes; each opens the dataset for itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...export.workers import workers
from . import data, network
from .pages import Pages

if TYPE_CHECKING:
    from ...export.settings import Settings as Release
    from ...export.source import Progress

AT_ONCE = 40
"""Addresses that a process is given."""
FEW = 150
"""Fewer addresses than this are written here: starting processes takes longer."""
Written = tuple[list[str], set[str]]
"""Paths of pages, and the static files that they use."""


@contextmanager
def sharing(pages: Pages, addresses: Sequence[str]) -> Iterator[Sharing]:
    """The work on the pages at these addresses, for a while; what needs nothing but the dataset is begun at once.

    :raises WorkerError: a process was ended from outside.
    """
    many = min(os.cpu_count() or 1, 4)
    if len(addresses) < FEW or many < 2:
        yield Sharing(pages, addresses)
        return
    with workers(many, _begin, (pages.dataset, pages.release, pages.folder)) as pool:
        yield Sharing(pages, addresses, pool)


class Sharing:
    """The work on the pages."""

    def __init__(
        self, pages: Pages, addresses: Sequence[str], pool: ProcessPoolExecutor | None = None
    ) -> None:
        self._pages, self._addresses, self._pool = pages, addresses, pool
        self._alone = [pool.submit(_alone, name) for name in _ALONE] if pool else []

    def written(self, progress: Progress) -> Written:
        """Write the pages at the addresses in all languages, the data of all things, and the explorer's."""
        progress("pages")
        pages, addresses = self._pages, self._addresses
        if not self._pool:
            for write in _ALONE.values():
                write(pages)
            return pages.write(addresses), pages.used
        parts = [addresses[at : at + AT_ONCE] for at in range(0, len(addresses), AT_ONCE)]
        made = [*self._alone, *(self._pool.submit(_some, part) for part in parts)]
        for done in _done(made):
            progress(f"pages and data, {done} of {len(made)} parts")
        told = [one.result() for one in made]
        return [path for paths, _ in told for path in paths], set().union(*(used for _, used in told))


def _done(futures: Sequence[Future[Written]]) -> Iterator[int]:
    """How many are done, each time that it is more; an error ends it."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for one in done:
            one.result()
        yield len(futures) - len(waiting)


_here: list[Pages] = []
"""What this process, one of the pool's, writes with."""


def _begin(dataset: Path, release: Release, folder: Path) -> None:
    _here.append(Pages(dataset, release, folder))


def _some(addresses: Sequence[str]) -> Written:
    return _here[0].write(addresses), _here[0].used


def _network(pages: Pages) -> None:
    pages.put("static/network.js", network.text(pages.portal).encode())


def _data(pages: Pages) -> None:
    data.write(pages.portal, pages.things, pages.folder)


_ALONE: dict[str, Callable[[Pages], None]] = {"network": _network, "data": _data}


def _alone(name: str) -> Written:
    _ALONE[name](_here[0])
    return [], set()
