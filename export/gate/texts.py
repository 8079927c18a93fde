"""Text files, in whatever encoding, in pieces of a few megabytes that overlap."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from .piece import Piece

SIZE = 1 << 22
_OVERLAP = 512
"""Letters that two pieces share: a name may begin in one and end in the other."""
_LONG = 1 << 16
"""Letters by which a piece is longer at most, so that it ends with its line."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CHANCE = re.compile("[\u2e80-\uffff]")
"""What two bytes that are no letters look like as UTF-16, mostly."""
_FEW = 500
"""Letters to one control character that a text may have: there are some in programs."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def encoding(head: bytes) -> str | None:
    """How a text that begins so is written; None where it is no text.

    >>> encoding(b"Bj\\xc3\\xb6rn"), encoding("Björn".encode("utf-16-le")), encoding(b"\\x00\\x01\\x02")
    ('utf-8', 'utf-16-le', None)
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if len(_CONTROLS.findall(head)) * _FEW <= len(head) and b"\0" not in head[:_FEW]:
        return "utf-8"
    even, odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if min(even, odd) * 10 > half or max(even, odd) * 3 < half:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    return None if re.search("[\x00-\x08\x0e-\x1a]", text) else name


def texts(stream: BinaryIO, where: str, coding: str) -> Iterator[Piece]:
    """The pieces of a text; what is not of the encoding that its beginning told is read as Western European.

    >>> [piece.text for piece in texts(io.BytesIO("Björn".encode("cp1252")), "x", "utf-8")]
    ['Björn']
    """
    try:
        yield from _pieces(stream, where, coding, "strict")
    except UnicodeDecodeError:
        stream.seek(0)
        yield from _pieces(stream, where, "cp1252" if coding.startswith("utf-8") else coding, "replace")


def _pieces(stream: BinaryIO, where: str, coding: str, errors: str) -> Iterator[Piece]:
    reader = io.TextIOWrapper(stream, coding, errors, newline="\n")
    try:
        line, kept = 1, ""
        while more := reader.read(SIZE):
            if len(more) == SIZE:
                more += reader.readline(_LONG)
            text = kept + more
            yield Piece(where, text, line)
            kept = _end(text)
            line += text.count("\n", 0, len(text) - len(kept))
    finally:
        reader.detach()


def _end(text: str) -> str:
    """The end of a piece, from a blank on."""
    tail = text[-_OVERLAP:]
    return tail[blank.start() :] if (blank := re.search(r"\s", tail)) else ""


def loose(
    data: bytes, where: str, part: str = "", *, exact: bool = False, wide: bool = True
) -> Iterator[Piece]:
    """Whatever letters there are in bytes that are no text: as UTF-8, and as UTF-16 (``wide``) where there may be some."""
    codings = [("utf-8", 0)]
    if wide and data.count(b"\x00") * 20 > len(data):
        codings += [(coding, start) for coding in ("utf-16-le", "utf-16-be") for start in (0, 1)]
    for coding, start in codings:
        text = data[start:].decode(coding, "replace")
        yield Piece(where, _CHANCE.sub(" ", text) if coding != "utf-8" else text, 0, part, exact)
