"""The lines of source documents in their context, where whoever runs the portal has the texts: found by SHA-256."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..graph.documents import Document, read_folder

AROUND = 1
"""Lines shown before and after those of a claim."""
LONGEST = 1200
"""Characters of a line that are shown."""


@dataclass(frozen=True)
class Line:
    """A line of a source: its number, whether the claim rests on it, and its text, cut where words begin and end."""

    number: int
    rests: bool
    parts: tuple[tuple[str, bool], ...]


def context(document: Document, lines: Iterable[int], words: Iterable[str]) -> Iterator[Line]:
    """The lines of a claim with those around them; its words are marked in the lines it rests on."""
    rests = set(lines)
    shown = sorted({near for line in rests for near in range(line - AROUND, line + AROUND + 1)})
    for number in shown:
        if 0 < number <= document.last:
            text = document.line(number)
            known = tuple(words) if number in rests else ()
            yield Line(number, number in rests, tuple(_marked(text, known)))


def _marked(text: str, words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The text in parts, those that are the words told apart.

    >>> list(_marked("funded by Sida alone", ("Sida",)))
    [('funded by ', False), ('Sida', True), (' alone', False)]
    """
    start = max(0, min((text.find(word) for word in words if word in text), default=0) - LONGEST // 2)
    cut = text[start : start + LONGEST]
    cut = ("…" if start else "") + cut + ("…" if len(text) > start + LONGEST else "")
    pattern = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word)
    for at, part in enumerate(re.split(f"({pattern})", cut) if pattern else [cut]):
        if part:
            yield part, at % 2 == 1


def texts(folder: Path) -> Mapping[str, Document]:
    """SHA-256 -> text, of the folder; read again when a file of the folder changed."""
    try:
        stamp = max((entry.stat().st_mtime_ns for entry in folder.iterdir()), default=0)
        return _read(folder, stamp)
    except OSError:
        return {}


@lru_cache(maxsize=2)
def _read(folder: Path, stamp: int) -> Mapping[str, Document]:
    return read_folder(folder)
