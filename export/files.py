"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ..graph.errors import SettingError


@contextlib.contextmanager
def alone(path: Path, named: Path, taken: str) -> Iterator[TextIO]:
    """A file to read and to add to, which is ours while the block lasts; ``named`` is what messages call it.

    :raises SettingError: it cannot be written, or somebody else has it, which ``taken`` says.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise SettingError(str(named), f"cannot be written ({error.strerror})") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingError(str(named), taken) from None
        yield file


_unfinished: set[Path] = set()


@contextlib.contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A file to write to, under another name until all is written; folders are made.

    A link is followed; what is no ordinary file (a device, a pipe) is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    _unfinished.add(new)
    try:
        with new.open("x", encoding="utf-8", newline="") as file:
            yield file
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
        _unfinished.discard(new)


def write_whole(path: Path, text: str) -> None:
    """Write the text beside the file, then put it in its place."""
    with whole(path) as file:
        file.write(text)


def forget() -> None:
    """Remove what is half written: the program is about to end at once."""
    for path in list(_unfinished):
        path.unlink(missing_ok=True)
