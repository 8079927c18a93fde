"""A release as it lies in its folder: what was made, with sizes and checksums, and the releases beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..formats import File, files
from ..settings import Settings
from . import carried, sums
from .made import DESCRIPTIONS, FOLDER, Made, Released, measured


def exports(folder: Path) -> tuple[Made, ...]:
    """The exports in the folder of a release."""
    return _there(folder, (file for _, file in files()))


def descriptions(folder: Path) -> tuple[Made, ...]:
    """What tells of them."""
    return _there(folder, DESCRIPTIONS)


def read(root: Path, settings: Settings) -> Released:
    """The release of these settings in the folder of a publication."""
    folder = root / FOLDER / settings.version
    earlier = sorted(carried.read(about.parent) for about in (root / FOLDER).glob(f"*/{carried.ABOUT}"))
    return Released(settings.version, settings.day, folder, exports(folder), tuple(earlier))


def _there(folder: Path, known: Iterable[File]) -> tuple[Made, ...]:
    told = sums.read(folder) if (folder / sums.NAME).is_file() else {}
    return tuple(
        measured(folder, file, told.get(file.path, "")) for file in known if (folder / file.path).is_file()
    )
