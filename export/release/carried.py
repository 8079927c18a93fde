"""The releases that were published before: they stay as they are, at the addresses they have."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from ...graph.errors import SettingError
from .made import FOLDER, Earlier

ABOUT = "release.json"
"""In the folder of a release: its version and day, for programs."""
STAYING = ("ldes",)
"""Folders beside `FOLDER` that grow from release to release."""


def carry(old: Path, root: Path, without: str = "") -> tuple[Earlier, ...]:
    """Take what was published in the folder ``old`` along into ``root``; the releases, by day.

    Files are linked, not copied, where the file system can: nothing writes to a release that is published.

    :param without: a version that is left behind, for it is made anew.
    """
    found = []
    for about in sorted((old / FOLDER).glob(f"*/{ABOUT}")):
        if about.parent.name != without:
            found.append(read(about.parent))
            _linked(about.parent, root / FOLDER / about.parent.name)
    for name in STAYING:
        if (old / name).is_dir():
            _linked(old / name, root / name)
    return tuple(sorted(found))


def read(folder: Path) -> Earlier:
    """Version and day of a release's folder.

    :raises SettingError: it does not tell them.
    """
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Earlier(told["date"], told["version"])
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingError(str(folder / ABOUT), "does not tell which release this is") from None


def _linked(old: Path, new: Path) -> None:
    def one(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    shutil.copytree(old, new, copy_function=one)
