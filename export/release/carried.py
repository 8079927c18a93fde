"""The releases that were published before: they stay as they are, at the addresses they have."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from ...graph.errors import SettingError
from . import sums
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


def keep_others(old: Path, root: Path) -> None:
    """Take along what no release put into ``old``: a ``.git``, a ``CNAME``, somebody's own pages.

    :raises SettingError: one of them stands where the release puts a file.
    """
    told = set(sums.read(old)) if (old / sums.NAME).is_file() else set()
    ours = {path.partition("/")[0] for path in told} | {sums.NAME}
    for path in sorted(old.iterdir()) if old.is_dir() else ():
        if path.name not in ours:
            _new(root / path.name)
            _linked(path, root / path.name) if path.is_dir() else _one(str(path), str(root / path.name))
    for path in sums.files(old):
        name = path.relative_to(old).as_posix()
        if name not in told and name.partition("/")[0] in ours:
            _new(root / name)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            _one(str(path), str(root / name))


def _new(path: Path) -> None:
    if path.exists():
        raise SettingError(
            path.name, "was not put there by a release, and this release has a file of that name; move it"
        )


def _linked(old: Path, new: Path) -> None:
    shutil.copytree(old, new, copy_function=_one, symlinks=True)


def _one(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
