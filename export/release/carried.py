"""The releases that were published before: they stay as they are, at the addresses they have."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from ...graph.errors import SettingError
from . import sums
from .made import FOLDER, Earlier

ABOUT = "release.json"
"""In the folder of a release: its version and day, for programs."""
GIT = ".git/"
"""Not searched for names: it is what somebody keeps beside a release, and no web host shows it."""
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


def others(old: Path) -> tuple[str, ...]:
    """Paths in ``old`` that no release put there: a ``CNAME``, a ``.git``, somebody's own pages. Of `GIT` the folder is told, of others each file.

    :raises SettingError: the folder is not one of releases, or what a release put there was changed or taken from.
    """
    if not old.is_dir():
        return ()
    told = sums.read(old) if (old / sums.NAME).is_file() else {}
    if told and not any(fnmatch(name, f"{FOLDER}/*/{ABOUT}") and (old / name).is_file() for name in told):
        raise SettingError(str(old / sums.NAME), "is not of a release; name an empty folder, or a new one")
    ours = {path.partition("/")[0] for path in told} | {sums.NAME}
    found = [name for path in sorted(old.iterdir()) if path.name not in ours for name in _names(path)]
    if not told and (wrong := [name for name in found if name[0] != "." and name != "CNAME"]):
        raise SettingError(
            str(old), f"holds '{wrong[0]}', and no release; name an empty folder, or a new one"
        )
    for path in sums.files(old):
        name = path.relative_to(old).as_posix()
        if name.partition("/")[0] in ours and name not in told:
            found.append(name)
        elif name in told and sums.digest(path) != told[name]:
            raise SettingError(str(path), "was changed since a release put it there; move it away")
    _whole(old)
    return tuple(found)


def _names(path: Path) -> list[str]:
    if not path.is_dir() or path.name == GIT[:-1]:
        return [path.name + "/" * path.is_dir()]
    inside = (one for one in sorted(path.rglob("*")) if one.is_file() or one.is_symlink())
    return [one.relative_to(path.parent).as_posix() for one in inside]


def _whole(old: Path) -> None:
    for path in sorted((old / FOLDER).glob("*")) if (old / FOLDER).is_dir() else ():
        if path.is_dir() and not (path / ABOUT).is_file():
            raise SettingError(
                str(path), f"has no {ABOUT}, and would not be kept; put it back, or move the folder away"
            )


def keep(old: Path, root: Path, names: Iterable[str]) -> None:
    """Take these along, as they are.

    :raises SettingError: one stands where the release puts a file, or cannot be read.
    """
    for name in names:
        source, target = old / name, root / name
        _new(target, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _linked(source, target) if name.endswith("/") else _one(str(source), str(target))


def _new(path: Path, name: str) -> None:
    if path.exists():
        raise SettingError(
            name, "was not put there by a release, and this release has a file of that name; move it"
        )


def _linked(old: Path, new: Path) -> None:
    try:
        shutil.copytree(old, new, copy_function=_one, symlinks=True)
    except shutil.Error as error:
        raise SettingError(str(old), f"cannot be taken along: {error.args[0][0][2]}") from None


def _one(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
