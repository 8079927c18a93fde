"""A folder that is replaced whole: what is new is made beside it, and the two change places in one step.

Killed at any moment, the folder is the old one or the new one. What a killed run left beside it goes with the next run.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..files import alone

_EXCHANGE, _HERE = 2, -100
"""RENAME_EXCHANGE and AT_FDCWD, renameat2(2)."""


@contextlib.contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """An empty folder beside ``folder``, which is there only within the block; see `put`.

    :raises SettingError: another release is being made there, or nothing can be written there.

    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp()) / "web"
    >>> with beside(out) as work:
    ...     _ = (work / "index.html").write_text("new")
    ...     put(work, out)
    >>> sorted(path.name for path in out.parent.iterdir()), (out / "index.html").read_text()
    (['.web.lock', 'web'], 'new')
    """
    folder = folder.resolve()
    work = folder.with_name(f".{folder.name}.new")
    lock = folder.with_name(f".{folder.name}.lock")
    with alone(lock, folder, "another release is being made there; wait for it"):
        _clear(folder, work)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _clear(folder: Path, work: Path) -> None:
    """What a killed run left: half of a new folder, or an old one that was to make way."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)


def put(work: Path, folder: Path) -> None:
    """Make ``work`` be ``folder``; what was there is removed."""
    folder = folder.resolve()
    _reach_disk(work)
    if not folder.exists():
        work.rename(folder)
        return
    if not _exchanged(work, folder):  # this file system cannot: for a moment there is no folder
        folder.rename(_old(folder))
        work.rename(folder)
        shutil.rmtree(_old(folder))


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _reach_disk(folder: Path) -> None:
    """All of the file system that holds it: a sync of thousands of small files one by one takes much longer."""
    if hasattr(os, "sync"):
        os.sync()
