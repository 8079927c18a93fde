"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

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
