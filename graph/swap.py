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
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .errors import DatasetError

CURRENT, VERSIONS, LOCK = "current", "versions", "lock"
_OURS = re.compile(r"new-\d+|[0-9a-f]{12}-\d+")
"""Names of the folders that builds make in `VERSIONS`; whatever else is there is somebody's, and stays."""


@contextlib.contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A new version's folder; it is there only within the block unless `adopt` makes it current.

    :raises DatasetError: another build is writing the folder, or it cannot be written.
    """
    versions = folder / VERSIONS
    try:
        versions.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a")
    except OSError as error:
        raise DatasetError(folder, f"cannot be written: {error.strerror}") from None
    with lock:
        try:
            free = _try_lock(lock, fcntl.LOCK_EX)
        except OSError as error:
            raise DatasetError(folder, f"cannot be locked: {error.strerror}") from None
        if not free:
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
    _reach_disk(final.parent, folder)
    _sweep(folder, keep=final)
    return final


def current(folder: Path) -> Path | None:
    """The current version's folder, links followed."""
    path = folder / CURRENT
    return path.resolve() if path.exists() else None


def hold(folder: Path) -> tuple[Path, IO[str] | None] | None:
    """The current version, and a shared lock that keeps it while it is read.

    The lock is None where the version has none or the disk knows no locks; nobody sweeps there either.
    """
    for _ in range(100):  # a build may sweep the version between the two steps; then the link leads elsewhere
        if (version := current(folder)) is None:
            return None
        try:
            lock = (version / LOCK).open("r")
        except OSError:
            if version == current(folder):  # else it is being swept, and may have lost its lock file first
                return version, None
            continue
        try:
            if _try_lock(lock, fcntl.LOCK_SH) and (version / LOCK).exists():
                return version, lock
        except OSError:
            lock.close()
            return version, None
        lock.close()
    return None


def _sweep(folder: Path, keep: Path) -> None:
    """Remove versions that are neither current nor read by anyone, and what killed builds left."""
    for version in sorted((folder / VERSIONS).iterdir()):
        ours = _OURS.fullmatch(version.name) and version.is_dir()
        if not ours or version == keep or version.resolve() == current(folder):
            continue
        with contextlib.suppress(OSError), (version / LOCK).open("a") as lock:
            if _try_lock(lock, fcntl.LOCK_EX):
                shutil.rmtree(version, ignore_errors=True)


def _try_lock(file: IO[str], kind: int) -> bool:
    """Whether the lock is ours; False while somebody else holds it."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Everything written reaches the disk before the link does."""
    _reach_disk(*folder.rglob("*"), folder)


def _reach_disk(*paths: Path) -> None:
    """What the files hold, and what the folders list, is on the disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
