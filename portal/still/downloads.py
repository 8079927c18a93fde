"""What lies in the folder for download when the pages are written: the release's exports, and the releases before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...export.formats import files

if TYPE_CHECKING:
    from ...export.settings import Settings as Release

DESCRIBED = {
    "catalogue.ttl": ("DCAT-AP, Turtle", "text/turtle"),
    "catalogue.rdf": ("DCAT-AP, RDF/XML", "application/rdf+xml"),
    "void.ttl": ("VoID, Turtle", "text/turtle"),
    "datapackage.json": ("Frictionless Data Package", "application/json"),
    "ro-crate-metadata.json": ("RO-Crate", "application/ld+json"),
    "SHA256SUMS": ("SHA-256", "text/plain"),
}
"""Files that describe a release -> title, media type."""


@dataclass(frozen=True)
class Download:
    """A file: its place in the whole folder, what it is, and its size."""

    path: str
    name: str
    title: str
    media: str
    size: int

    def sized(self, language: str) -> str:
        """Its size, to be read.

        >>> Download("a", "a", "A", "text/plain", 10471322).sized("sv"), Download("b", "b", "B", "text/plain", 663).sized("en")
        ('10,5 MB', '0.7 kB')
        """
        number, unit = (self.size / 1e6, "MB") if self.size >= 1e6 else (self.size / 1e3, "kB")
        return f"{number:.1f} {unit}".replace(".", "." if language == "en" else ",")


@dataclass(frozen=True)
class Found:
    """What lies there."""

    exports: tuple[Download, ...]
    described: tuple[Download, ...]
    changes: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]
    """Version, and a page or file of it to begin with."""
    feed: bool
    stream: bool
    """Whether there is an event stream."""


def found(folder: Path, release: Release) -> Found:
    """What lies in the folder of the whole site."""
    here = f"releases/{release.version}"
    changes = sorted(
        path.relative_to(folder).as_posix()
        for path in (folder / here / "changes").glob("*")
        if path.is_file()
    )
    return Found(
        tuple(_there(folder, here, ((file.path, file.title, file.media) for _, file in files()))),
        tuple(_there(folder, here, ((name, *told) for name, told in DESCRIBED.items()))),
        tuple(changes), tuple(_earlier(folder, release.version)), (folder / "feed.atom").is_file(),
        (folder / "ldes" / "stream.ttl").is_file(),
    )  # fmt: skip


def _there(folder: Path, here: str, told: Iterator[tuple[str, str, str]] | object) -> Iterator[Download]:
    assert isinstance(told, Iterator)
    for name, title, media in told:
        path = folder / here / name
        if path.is_file():
            yield Download(f"{here}/{name}", name, title, media, path.stat().st_size)


def _earlier(folder: Path, version: str) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "releases").glob("*"), reverse=True):
        if path.is_dir() and path.name != version:
            first = next((name for name in DESCRIBED if (path / name).is_file()), "")
            if first:
                yield path.name, f"releases/{path.name}/{first}"
