"""Pages of the portal as files: asked of its own routes, their links made relative, written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..app import MODULES
from ..portal import LANGUAGES
from ..settings import Settings
from ..thing_words import KINDS
from .links import ROOT, Links
from .portal import Asking, StillPortal
from .routes import BASE, routes

if TYPE_CHECKING:
    from ...export.settings import Settings as Release

FIRST = "en"
"""The language of the pages that are shown before one is chosen."""


class Pages:
    """Writes pages into a folder; ``used`` are the static files that they need."""

    def __init__(self, dataset: Path, release: Release, folder: Path) -> None:
        """:raises DatasetError: there is no dataset, or it cannot be read."""
        contact = release.contact.page or (f"mailto:{release.contact.email}" if release.contact.email else "")
        settings = Settings(
            dataset, address=ROOT, contact=contact, publisher=release.publisher.name, time_limit=600.0, requests_a_minute=0,
        )  # fmt: skip
        self.dataset, self.release, self.folder = dataset, release, folder
        self.portal = StillPortal(settings, release, folder)
        self.links = Links(self._place, release.address, release.portal or "")
        self.used: set[str] = set()
        self._made: set[Path] = set()

    def close(self) -> None:
        """Let go of the dataset."""
        self.portal.current.close()

    @cached_property
    def things(self) -> list[tuple[str, str]]:
        """Kind and slug of everything that has a page."""
        with self.portal.current.reading(FIRST) as opened:
            return opened.store.read(lambda readable: readable.names.listed(list(KINDS), 0, 10_000_000))

    def write(self, addresses: Iterable[str], status: int = 200) -> list[str]:
        """Write what the portal has at these addresses, in every language; where it is."""
        found = []
        with self._asking() as asking:
            for address in addresses:
                for language in LANGUAGES:
                    found.append(self.portal.places.of(f"/{address}", language))
                    self._page(asking, address, language, found[-1], status)
        return found

    def single(self, names: dict[str, str]) -> None:
        """Write pages in one language: path -> address."""
        with self._asking() as asking:
            for path, address in names.items():
                self._page(asking, address, FIRST, path)

    def put(self, path: str, body: bytes) -> None:
        """Write a file."""
        target = self.folder / path
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        target.write_bytes(body)

    def _asking(self) -> Asking:
        portal = self.portal
        own = (route for module in MODULES for route in module.routes(portal))
        return Asking([*routes(portal, self.folder), *own])

    def _page(self, asking: Asking, address: str, language: str, path: str, status: int = 200) -> None:
        page = self.links.rewritten(asking.text(f"/{address}", language, status), path, language)
        if f'"{BASE}"' in page:
            page = page.replace(f'"{BASE}"', f'"{urlsplit(self.release.address).path or "/"}"', 1)
        self.put(path, page.encode("utf-8", "replace"))

    def _place(self, address: str, language: str) -> str:
        found = self.portal.places.of(address, language)
        if found.startswith("static/"):
            self.used.add(found.removeprefix("static/"))
        return found
