"""What a release has made: its version, its files with size and checksum, and the releases before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ..formats import File
from .sums import NAME as SUMS
from .sums import digest

FOLDER = "releases"
"""Folder of the publication in which each release has its own."""
DESCRIPTIONS = (
    File("catalogue.ttl", "text/turtle", "Catalogue of the data (DCAT-AP, Turtle)"),
    File("catalogue.rdf", "application/rdf+xml", "Catalogue of the data (DCAT-AP, RDF/XML)"),
    File("void.ttl", "text/turtle", "Contents in numbers (VoID)"),
    File("ro-crate-metadata.json", "application/ld+json", "Files and people behind the release (RO-Crate)"),
    File("release.json", "application/json", "Version, date and files of the release"),
    File("more/lod-cloud.json", "application/json", "Record for the LOD Cloud"),
    File("more/zenodo.json", "application/json", "Record for Zenodo"),
    File("changes/summary.json", "application/json", "How much changed"),
    File("changes/changes.csv", "text/csv", "What changed since the release before (CSV)"),
    File("changes/changes.ttl", "text/turtle", "What changed since the release before (Turtle)"),
    File("changes/changes.json", "application/json", "What changed since the release before (JSON)"),
    File(SUMS, "text/plain", "Checksums of all files (SHA-256)"),
)
"""The files of a release that are no export; the first has no changes."""


@dataclass(frozen=True, order=True)
class Earlier:
    """A release that was published before; sorted by day, then by version, whose numbers count as numbers.

    >>> Earlier("2026-11-23", "1.9") < Earlier("2026-11-23", "1.10") < Earlier("2026-11-24", "0")
    True
    """

    day: str
    _parts: tuple[tuple[int, int, str], ...] = field(init=False, repr=False)
    version: str

    def __post_init__(self) -> None:
        parts = re.findall(r"\d+|\D+", self.version)
        told = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
        object.__setattr__(self, "_parts", told)


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


def measured(folder: Path, file: File, sha256: str = "") -> Made:
    """Size and checksum of a file that is written; the checksum, where it is known, is not taken again."""
    path = folder / file.path
    return Made(file, path.stat().st_size, sha256 or digest(path))
