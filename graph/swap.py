"""A folder whose contents are replaced in one atomic step.

``<folder>/current`` is a link to one of ``<folder>/versions/<name>``. A new version is made in a folder of its
own and becomes current by renaming a link over the old one (POSIX rename is atomic); killed at any moment,
``current`` still leads to a whole version. A reader follows the link once and holds a shared lock on its
version, so that no later build removes what is still read.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .errors import DatasetError

CURRENT, VERSIONS, LOCK = "current", "versions", "lock"


@contextlib.contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A new version's folder; it is there only within the block unless `adopt` makes it current.

    :raises DatasetError: another build is writing the folder, or it cannot be written.
    """
    versions = folder / VERSIONS
    try:
        versions.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise DatasetError(folder, f"cannot be written: {error.strerror}") from None
    with lock:
        if not _try_lock(lock, fcntl.LOCK_EX):
            raise DatasetError(
                folder, "is being built by another process; wait for it, or build with --out elsewhere"
            )
        work = versions / f"new-{os.getpid()}"
        _sweep(folder, keep=work)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def adopt(folder: Path, work: Path, name: str) -> Path:
    """Make a finished version current, under a name of its own that begins with ``name``."""
    _sync(work)
    final = next(path for n in itertools.count(1) if not (path := folder / VERSIONS / f"{name}-{n}").exists())
    work.rename(final)
    link = folder / f"{CURRENT}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(VERSIONS) / final.name)
    link.rename(folder / CURRENT)
    _sweep(folder, keep=final)
    return final


def current(folder: Path) -> Path | None:
    """The current version's folder, links followed."""
    path = folder / CURRENT
    return path.resolve() if path.exists() else None


def hold(folder: Path) -> tuple[Path, IO[str] | None] | None:
    """The current version, and a shared lock that keeps it while it is read.

    The lock is None where the folder cannot be locked (a read-only disk); nobody sweeps there either.
    """
    for _ in range(100):  # a build may sweep the version between the two steps; then the link leads elsewhere
        if (version := current(folder)) is None:
            return None
        try:
            lock = (version / LOCK).open("r")
        except OSError:
            if version.exists():
                return version, None
            continue
        if _try_lock(lock, fcntl.LOCK_SH) and (version / LOCK).exists():
            return version, lock
        lock.close()
    return None


def _sweep(folder: Path, keep: Path) -> None:
    """Remove versions that are neither current nor read by anyone, and what killed builds left."""
    for version in sorted((folder / VERSIONS).iterdir()):
        if version == keep or version.resolve() == current(folder) or not version.is_dir():
            continue
        with contextlib.suppress(OSError), (version / LOCK).open("a") as lock:
            if _try_lock(lock, fcntl.LOCK_EX):
                shutil.rmtree(version, ignore_errors=True)


def _try_lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Everything written reaches the disk before the link does."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
