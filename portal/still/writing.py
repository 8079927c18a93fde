"""The whole static site into a folder: pages in three languages, scripts, data, redirects, and files for web hosts.

The same data and settings give the same bytes. What is kept in memory grows with the number of claims (their places)
and with the longest list; pages and data go to disk one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from ...export.source import Progress, quiet
from ...queries import catalogue
from .. import assets
from ..thing_words import KINDS
from . import hosts, index, ways
from .pages import FIRST, Pages
from .places import SINGLE
from .routes import SIZE
from .sharing import Sharing, sharing

if TYPE_CHECKING:
    from ...export.settings import Settings as Release


Write = Callable[[Progress], None]


def write(dataset: Path, release: Release, folder: Path, progress: Progress = quiet) -> None:
    """Write the site of the dataset in ``dataset``; exports that lie in the folder already are offered for download.

    :raises DatasetError: there is no dataset, or it cannot be read.
    """
    with begun(dataset, release, folder) as finish:
        finish(progress)


@contextmanager
def begun(dataset: Path, release: Release, folder: Path) -> Iterator[Write]:
    """The same in two steps: other processes begin with what needs no exports; what is given writes the rest, once."""
    with closing(Pages(dataset, release, folder)) as pages, sharing(pages, list(_addresses(pages))) as shared:
        yield lambda progress: _write(pages, shared, progress)


def _write(pages: Pages, shared: Sharing, progress: Progress) -> None:
    portal, release = pages.portal, pages.release
    with portal.current.reading(FIRST) as opened:
        moved, gone = opened.store.read(ways.moved), opened.store.read(ways.gone)
    paths, used = shared.written(progress)
    pages.write([f"page/{thing}" for thing in gone], 410)
    pages.single({"index.html": "", "404.html": "404", "410.html": "410"})
    pages.put("static/names.js", index.text(portal).encode())
    for path, text in ways.redirects(pages.things, moved, gone, portal.places.claims, release):
        pages.put(path, text.encode())
    for path, text in hosts.files(release, moved, gone, paths):
        pages.put(path, text.encode())
    for name in sorted(used | pages.used):
        if found := assets.asset(name):
            pages.put(f"static/{name}", found.body)


def _addresses(pages: Pages) -> Iterator[str]:
    """What is asked of the portal, in every language."""
    counted: dict[str, int] = {}
    for kind, _ in pages.things:
        counted[kind] = counted.get(kind, 0) + 1
    yield ""
    yield from SINGLE
    for kind, plural in KINDS.items():
        yield plural
        yield from (f"{plural}?page={number}" for number in range(2, -(-counted.get(kind, 0) // SIZE) + 1))
    yield from (f"questions/{name}" for name in catalogue.names())
    for name, values in sorted(pages.portal.places.questions):
        if values:
            yield f"questions/{name}?{urlencode(values)}"
    numbers = _document_pages(pages)
    for kind, slug in pages.things:
        yield (thing := f"page/{kind}/{quote(slug)}")
        yield from (
            f"{thing}?page={number}" for number in range(2, numbers.get(slug, 1) + 1) if kind == "document"
        )


def _document_pages(pages: Pages) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in pages.portal.places.claims.values():
        slug, _, number = (
            place.partition("#")[0].removeprefix("document/").removesuffix(".html").partition("/")
        )
        found[slug] = max(found.get(slug, 1), int(number or 1))
    return found
