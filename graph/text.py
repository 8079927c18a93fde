"""Folding of names, and finding a name in a line."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "œ": "oe",
    }
)


_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without what could steer a terminal: control characters, and marks that turn its direction.

    >>> printable("a\\x1b]0;b")
    'a\ufffd]0;b'
    """
    return _CONTROLS.sub("\ufffd", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics and with single spaces, so that spellings can be compared.

    >>> fold("Høy  Dypvik"), fold("Björn")
    ('hoy dypvik', 'bjorn')
    """
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def names_it(line: str, words: str) -> bool:
    """Whether the words stand in the line as whole words, in upper or lower case.

    >>> names_it("Kontakt: Linda, Swedwatch", "swedwatch"), names_it("Swedwatches", "Swedwatch")
    (True, False)
    """
    return _pattern(words).search(line) is not None


def column(line: str, words: str) -> int:
    """Where the words stand in the line, letter for letter and as whole words; -1 where they do not.

    >>> column("Seminar 2020, 20 seats", "20"), column("Swedwatches", "Swedwatch")
    (14, -1)
    """
    return next((found.start() for found in _pattern(words).finditer(line) if found.group() == words), -1)


@lru_cache(maxsize=65536)
def _pattern(words: str) -> re.Pattern[str]:
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(left + re.escape(words) + right, re.IGNORECASE)


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters, cut at the end with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
