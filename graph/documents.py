"""The texts of source documents, where the reader has them: found by SHA-256, cut into lines."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import SettingError

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Document:
    """A text whose SHA-256 is known. Lines count from 1; only LF ends a line, as in editors."""

    path: Path
    sha256: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines; ``lines[0]`` is line 1."""
        return self.text.split("\n")

    @property
    def last(self) -> int:
        """Number of the last line; what follows a final line feed is no line."""
        return len(self.lines) - (self.lines[-1] == "")

    @cached_property
    def starts(self) -> list[int]:
        """Position of each line's first code point."""
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line) + 1
        return starts

    def line(self, number: int) -> str:
        """Line ``number``, or ``""`` where the text has no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def read_folder(folder: Path) -> dict[str, Document]:
    """SHA-256 -> document, for every UTF-8 text file of the folder.

    :raises SettingError: the folder is not there.
    """
    if not folder.is_dir():
        raise SettingError(
            str(folder), "is no folder; --documents takes the folder that holds the source texts"
        )
    found: dict[str, Document] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            try:
                data = path.read_bytes()
                text = data.decode("utf-8")
            except (UnicodeDecodeError, PermissionError):
                continue
            digest = hashlib.sha256(data).hexdigest()
            found[digest] = Document(path, digest, unicodedata.normalize("NFC", text))
    return found
