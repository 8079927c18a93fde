"""What is searched: pieces of text, and what could not be opened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some text of a file; ``where`` is the file, and what is inside it after ``!``."""

    where: str
    text: str
    line: int = 1
    """Number of its first line, or row; 0 where there are no lines."""
    part: str = ""
    """What the lines are lines of, where it is not the file: a table, a chunk of a picture."""
    exact: bool = True
    """False for bytes that are no text as a whole: only whole names are told from chance there."""


@dataclass(frozen=True)
class Closed:
    """What could not be searched, and why."""

    where: str
    reason: str
