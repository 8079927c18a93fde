"""What a release has made: its version, its files with size and checksum, and the releases before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..formats import File
from .sums import digest

FOLDER = "releases"
"""Folder of the publication in which each release has its own."""


@dataclass(frozen=True, order=True)
class Earlier:
    """A release that was published before."""

    day: str
    version: str


@dataclass(frozen=True)
class Made:
    """A file that was written; ``file.path`` is where, in the folder of the release."""

    file: File
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Released:
    """A release that is being made: ``folder`` is ``DIR/releases/<version>``."""

    version: str
    day: str
    folder: Path
    made: tuple[Made, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the whole publication."""
        return self.folder.parent.parent

    @property
    def before(self) -> tuple[Earlier, ...]:
        """The releases before this one, by day."""
        return tuple(sorted(one for one in self.earlier if one.version != self.version))


def measured(folder: Path, file: File) -> Made:
    """Size and checksum of a file that is written."""
    path = folder / file.path
    return Made(file, path.stat().st_size, digest(path))
