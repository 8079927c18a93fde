"""XML written as text, element by element; nothing is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, TextIO, cast

from .attributes import Value
from .coded import Coded

DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPED = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip
_FLOATS = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}


def clean(text: str) -> str:
    r"""The text with U+FFFD for each character that XML cannot hold (XML 1.0, production 2, Char).

    >>> clean("a\x00b\u202ec") == "a\ufffdb\u202ec"
    True
    """
    return _NO_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    r"""The text as an element or an attribute in double quotes holds it; what XML cannot hold is U+FFFD.

    >>> print(escaped('"a" < b\n') + escaped("\x00"))
    &quot;a&quot; &lt; b&#10;�
    """
    return _MARKUP.sub(_mark, text) if _MARKUP.search(text) else text


def column(values: Sequence[Value]) -> Sequence[str]:
    """Values of one type as XML holds them; texts are looked through all at once.

    >>> column([True, False]), column(["a", "<b>"])
    (['true', 'false'], ['a', '&lt;b&gt;'])
    """
    if isinstance(values, Coded):
        return Coded(column(values.words), values.codes)
    if not values or not isinstance(values[0], str):
        return [written(value) for value in values]
    texts = cast("Sequence[str]", values)
    whole = "".join(texts)
    plain = whole.isprintable() and not any(
        mark in whole for mark in '&<>"'
    )  # found faster than by the pattern
    return texts if plain else [escaped(text) for text in texts]


def _mark(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0], "\ufffd")


def written(value: Value) -> str:
    """A value as XML Schema part 2 writes it (3.2.2 boolean, 3.2.5 double).

    >>> written(True), written(0.1), written(float("inf")), written("a < b")
    ('true', '0.1', 'INF', 'a < b')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return _FLOATS.get(text, text) if isinstance(value, float) else text


@contextmanager
def as_text(file: BinaryIO | TextIO) -> Iterator[TextIO]:
    """A text file for one of bytes, in UTF-8, which stays open; a text file as it is."""
    if hasattr(file, "encoding"):
        yield cast("TextIO", file)
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
