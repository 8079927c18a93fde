"""Bulk sources: files of quads that stand in a dataset beside the records.

A version keeps each source as canonical N-Quads, ``bulk/<name>.nq``, and what is known of it, ``bulk/<name>.json``.
The next version gets hard links to them, so that a large file is on the disk once however many versions there
are; the file system counts who still needs it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import DatasetError

Progress = Callable[[str], None]
"""Told the name of each step as it begins, and how far it is."""
FOLDER = "bulk"
SHARED = ("entities", "vocabulary", "derived")
"""Graphs that belong to the dataset as a whole: every source may add to them. Any other has one owner."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, order=True)
class Source:
    """A file that was loaded: ``file`` is its name as given, ``sha256`` and ``quads`` are of its contents."""

    name: str
    file: str
    sha256: str
    quads: int
    size: int
    """Bytes of the kept file."""
    graphs: tuple[str, ...]

    def own(self, base: str) -> set[str]:
        """The graphs that are this source's alone."""
        return set(self.graphs) - {f"{base}graph/{name}" for name in SHARED}


def is_name(text: str) -> bool:
    """Whether a source may be called so; it becomes part of an IRI and of a file's name.

    >>> is_name("funding-2024.v2"), is_name("../x"), is_name("två")
    (True, False, False)
    """
    return _NAME.fullmatch(text) is not None


def kept(version: Path, name: str) -> Path:
    """Where a version keeps the quads of a source."""
    return version / FOLDER / f"{name}.nq"


def sources(version: Path) -> tuple[Source, ...]:
    """The bulk sources of a version, by name.

    :raises DatasetError: what is kept of one is damaged.
    """
    return tuple(_read(kept(version, name).with_suffix(".json")) for name in names(version))


def _read(path: Path) -> Source:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        source = Source(**{**told, "graphs": tuple(told["graphs"])})
        whole = path.with_suffix(".nq").stat().st_size == source.size and source.name == path.stem
    except (OSError, ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise DatasetError(
            path.with_suffix(""),
            f"this bulk source is damaged; remove it, then load it again: scen load --remove {path.stem}",
        )
    return source


def write(version: Path, source: Source) -> None:
    """Say what is known of a source whose quads are kept already."""
    path = kept(version, source.name).with_suffix(".json")
    path.write_text(json.dumps(asdict(source), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def names(version: Path) -> list[str]:
    """Names of the bulk sources of a version, sorted."""
    return sorted(path.stem for path in (version / FOLDER).glob("*.json"))


def carry(old: Path, new: Path, which: Iterable[str]) -> tuple[Source, ...]:
    """Take over sources of an older version, by their names.

    :raises DatasetError: what is kept of one is damaged.
    """
    (new / FOLDER).mkdir(exist_ok=True)
    taken = []
    for name in which:
        path = kept(old, name).with_suffix(".json")
        taken.append(_read(path))
        for file in (path, path.with_suffix(".nq")):
            link(file, new / FOLDER / file.name)
    return tuple(taken)


def link(old: Path, new: Path) -> None:
    """The same file under a second name, or a copy of it where the disk knows no such links."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def owners(sources: Iterable[Source], base: str) -> Mapping[str, str]:
    """The graphs that are a source's alone, each with the name of its source."""
    return {graph: source.name for source in sources for graph in source.own(base)}


def default_graph(base: str, name: str) -> str:
    """The graph of a source's triples that stand in none."""
    return f"{base}graph/bulk/{name}"
