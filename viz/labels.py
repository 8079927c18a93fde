"""Labels in a picture: broken into short lines, and how much room they take."""

from __future__ import annotations

import unicodedata

COLUMNS, LINES = 22, 3
FONT, LINE = 14, 16
"""Height of letters and of a line, in units of the layout (pixels where the picture is not scaled)."""


def wrapped(text: str, columns: int = COLUMNS, lines: int = LINES) -> str:
    """The text in at most so many lines of about so many characters; what is left out is an ellipsis.

    >>> wrapped("Academy of the General Prosecutor's Office of Uzbekistan")
    "Academy of the General\\nProsecutor's Office of\\nUzbekistan"
    >>> wrapped("a" * 50, 10, 2)
    'aaaaaaaaaa\\naaaaaaaaa…'
    """
    words = [word for part in text.split() for word in _broken(part, columns)]
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) + 1 + len(word) <= columns:
            made[-1] += " " + word
        else:
            made.append(word)
    if len(made) > lines:
        last = made[lines - 1]
        made = [*made[: lines - 1], (last if len(last) < columns else last[: columns - 1]) + "…"]
    return "\n".join(made)


def _broken(word: str, columns: int) -> list[str]:
    """A word that is longer than a line, in pieces."""
    return [word[i : i + columns] for i in range(0, len(word), columns)]


def size(text: str) -> tuple[float, float]:
    """Width and height of a label already broken into lines, in a wide sans-serif: rather too much than too little."""
    lines = text.split("\n")
    return FONT * max(sum(map(_width, line)) for line in lines), LINE * len(lines)


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return 1.35
    if letter in "iljtfrI.,:;'’|()[]! -":
        return 0.42
    if letter in "mwMWO@%—…":
        return 1.0
    return 0.76 if letter.isupper() else 0.65
