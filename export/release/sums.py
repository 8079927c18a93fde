"""SHA-256 of every file of a folder, as ``sha256sum`` writes and checks them: ``sha256sum -c SHA256SUMS``."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ...graph.errors import Finding, Place, SettingError

NAME = "SHA256SUMS"


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    >>> digest(Path(__file__)) == hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    True
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> Iterator[Path]:
    """Every file below the folder, sorted, but the sums themselves."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / NAME:
            yield path


def write(folder: Path, known: Mapping[Path, str]) -> Path:
    """Write the sums of all files of the folder; those that are ``known`` already are not read again."""
    lines = [
        f"{known.get(path) or digest(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in files(folder)
    ]
    target = folder / NAME
    target.write_text("".join(lines), encoding="utf-8")
    return target


def read(folder: Path) -> dict[str, str]:
    """Path below the folder -> its sum, as the file says.

    :raises SettingError: it is no text.
    """
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise SettingError(str(folder / NAME), "is no text of UTF-8") from None
    return {path: told for told, _, path in (line.partition("  ") for line in lines)}


def check(folder: Path, besides: Collection[str] = ()) -> Iterator[Finding]:
    """Files whose sum is another, which are missing, or of which the sums say nothing; ``besides`` are not ours."""
    told = read(folder)
    there = {path.relative_to(folder).as_posix(): path for path in files(folder)}
    for number, (name, sum_) in enumerate(told.items(), 1):
        place = Place(NAME, number)
        if name not in there:
            yield Finding(place, "checksum", f"{name} is not there")
        elif digest(there[name]) != sum_:
            yield Finding(Place(name), "checksum", f"is not the file of which {NAME}:{number} tells")
    for name in sorted(there.keys() - told.keys() - set(besides)):
        yield Finding(Place(name), "checksum", f"is not in {NAME}")
