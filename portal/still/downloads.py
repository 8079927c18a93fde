"""What lies in the folder for download when the pages are written: the release's exports, and the releases before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...export.release import published
from ...export.release.made import DESCRIPTIONS, FOLDER, Made

if TYPE_CHECKING:
    from ...export.settings import Settings as Release


@dataclass(frozen=True)
class Found:
    """What lies there."""

    here: str
    """The folder of the release."""
    exports: tuple[Made, ...]
    described: tuple[Made, ...]
    changes: tuple[Made, ...]
    earlier: tuple[tuple[str, str], ...]
    """Version, and a page or file of it to begin with."""
    stream: bool
    """Whether there is an event stream."""


def found(folder: Path, release: Release) -> Found:
    """What lies in the folder of the whole site."""
    here = f"{FOLDER}/{release.version}"
    told = published.descriptions(folder / here)
    return Found(
        here, published.exports(folder / here), tuple(one for one in told if not _of_changes(one)), tuple(filter(_of_changes, told)),
        tuple(_earlier(folder, release.version)), (folder / "ldes" / "stream.ttl").is_file(),
    )  # fmt: skip


def _of_changes(one: Made) -> bool:
    return one.file.path.startswith("changes/")


def _earlier(folder: Path, version: str) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / FOLDER).glob("*"), reverse=True):
        if path.is_dir() and path.name != version:
            first = next((file.path for file in DESCRIPTIONS if (path / file.path).is_file()), "")
            if first:
                yield path.name, f"{FOLDER}/{path.name}/{first}"


def sized(size: int, language: str) -> str:
    """A number of bytes, to be read.

    >>> sized(10471322, "sv"), sized(663, "en")
    ('10,5 MB', '0.7 kB')
    """
    number, unit = (size / 1e6, "MB") if size >= 1e6 else (size / 1e3, "kB")
    return f"{number:.1f} {unit}".replace(".", "." if language == "en" else ",")
