"""Files that belong together, written all or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from .errors import SettingError


def write_together(
    folder: Path, files: Mapping[str, str], *, force: bool = False, replaces: Iterable[str] = ()
) -> list[Path]:
    """Write the texts under their relative paths into ``folder``, which must be new or empty; returns the paths.

    They are written beside the folder and moved into place by renaming.

    :param force: where the folder is not empty, replace the files and subfolders of the same names, and
        those named by ``replaces``; whatever else is there stays.
    :raises SettingError: the folder is not empty, or cannot be written; it is then as it was.
    """
    real = folder.resolve()
    try:
        _refuse(
            folder,
            force,
            {*replaces, *(Path(name).parts[0] for name in files)},
            {Path(name).suffix for name in files},
        )
        real.parent.mkdir(parents=True, exist_ok=True)
        stage = real.parent / f".{real.name}.new-{os.getpid()}"
        shutil.rmtree(stage, ignore_errors=True)
        try:
            _write(stage / "new", files)
            if not real.exists() or not any(real.iterdir()):
                (stage / "new").rename(real)
            else:
                _replace(real, stage, {*replaces, *(path.name for path in (stage / "new").iterdir())})
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise SettingError(str(folder), f"cannot be written: {error.strerror}") from None
    return [folder / name for name in files]


def _refuse(folder: Path, force: bool, parts: set[str], suffixes: set[str]) -> None:
    """Refuse to write over what is not ours."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SettingError(str(folder), "is a file; a folder is needed")
    if not force and any(folder.iterdir()):
        raise SettingError(str(folder), "is not empty; choose a new folder, or write over it with --force")
    for part in sorted(parts):
        path = folder / part
        for inner in sorted(path.iterdir()) if path.is_dir() else ():
            if inner.is_dir() or inner.suffix not in suffixes:
                raise SettingError(str(inner), "would be lost; move it first")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _replace(folder: Path, stage: Path, parts: set[str]) -> None:
    """Move each part out of the folder and its successor in; a failure moves everything back."""
    moved: list[tuple[Path, Path]] = []
    (stage / "old").mkdir()
    try:
        for part in sorted(parts):
            for source, target in (
                (folder / part, stage / "old" / part),
                (stage / "new" / part, folder / part),
            ):
                if source.exists():
                    source.rename(target)
                    moved.append((source, target))
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        raise
