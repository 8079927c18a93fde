"""The release that is handed over: a folder that `scen release` made, of which nothing was changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ...graph.errors import SettingError
from ..release import carried, sums
from ..release.made import FOLDER


@dataclass(frozen=True)
class Release:
    """A release in a folder."""

    folder: Path
    version: str
    day: str
    base: str
    sums: dict[str, str]
    """Path in the folder -> SHA-256."""

    def file(self, path: str) -> Path:
        """One of its files.

        :raises SettingError: it is not there, or not the one that was proven.
        """
        found = self.folder / path
        if path not in self.sums or not found.is_file():
            raise SettingError(str(found), "is not in the release")
        if sums.digest(found) != self.sums[path]:
            raise SettingError(
                str(found), f"is not the file of which {sums.NAME} tells; make the release anew"
            )
        return found


def opened(path: Path) -> Release:
    """The release in ``DIR/releases/<version>``, or the newest one in ``DIR``.

    :raises SettingError: there is none.
    """
    here = path
    if not (path / carried.ABOUT).is_file():
        abouts = sorted((path / FOLDER).glob(f"*/{carried.ABOUT}"))
        found = {carried.read(about.parent): about.parent for about in abouts}
        if not found:
            raise SettingError(str(path), "holds no release; scen release makes one")
        here = found[max(found)]
    known = carried.read(here)
    try:
        told = json.loads((here / carried.ABOUT).read_text(encoding="utf-8"))
        return Release(here, known.version, known.day, str(told["base"]), sums.read(here))
    except (OSError, ValueError, KeyError):
        raise SettingError(
            str(here), f"is not whole: {carried.ABOUT} or {sums.NAME} cannot be read"
        ) from None
