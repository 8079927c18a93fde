"""The parts of a site that take long, shared among processes; each opens the dataset for itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

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


def write(pages: Pages, addresses: Sequence[str], progress: Progress) -> Written:
    """Write the pages at these addresses in all languages, the data of all things, and the explorer's."""
    if len(addresses) < FEW or (os.cpu_count() or 1) < 2:
        progress("pages")
        _network(pages)
        _data(pages)
        return pages.write(addresses), pages.used
    parts = [addresses[at : at + AT_ONCE] for at in range(0, len(addresses), AT_ONCE)]
    few = min(os.cpu_count() or 1, 4)
    begun = (pages.dataset, pages.release, pages.folder)
    with ProcessPoolExecutor(few, get_context("spawn"), _begin, begun) as pool:
        rest: list[Future[Written]] = [pool.submit(_rest, name) for name in ("network", "data")]
        made = [pool.submit(_some, part) for part in parts]
        for done in _done([*rest, *made]):
            progress(f"pages and data, {done} of {len(made) + len(rest)} parts")
        told = [one.result() for one in made + rest]
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


def _rest(name: str) -> Written:
    {"network": _network, "data": _data}[name](_here[0])
    return [], set()


def _network(pages: Pages) -> None:
    pages.put("static/network.js", network.text(pages.portal).encode())


def _data(pages: Pages) -> None:
    data.write(pages.portal, pages.things, pages.folder)
