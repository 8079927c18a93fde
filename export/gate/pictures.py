"""Text in pictures: what their formats keep beside the points (titles, authors, EXIF, XMP, comments).

The points themselves are not read: a name that is drawn is found where the drawing came from, in SVG and in the data.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .piece import Closed, Piece
from .texts import loose

_MOST = 64 << 20
"""Bytes of text that a chunk may unpack to."""


def png(stream: BinaryIO, where: str) -> Iterator[Piece | Closed]:
    """The chunks of a PNG that hold text."""
    stream.seek(8)
    while len(head := stream.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        if kind in (b"IDAT", b"PLTE", b"IHDR", b"fdAT"):
            stream.seek(size + 4, 1)
            continue
        data = stream.read(size)
        stream.seek(4, 1)
        yield from _chunk(kind, data, where)


def _chunk(kind: bytes, data: bytes, where: str) -> Iterator[Piece | Closed]:
    name = kind.decode("ascii", "replace")
    if kind == b"tEXt":
        yield Piece(where, data.replace(b"\0", b" ").decode("latin-1"), 0, name)
    elif kind == b"zTXt":
        word, _, packed = data.partition(b"\0")
        yield from _unpacked(packed[1:], where, name, "latin-1", word.decode("latin-1"))
    elif kind == b"iTXt" and len(parts := data.split(b"\0", 1)) == 2:
        language, _, rest = parts[1][2:].partition(b"\0")
        title, _, text = rest.partition(b"\0")
        before = " ".join(part.decode("utf-8", "replace") for part in (parts[0], language, title))
        if parts[1][:1] == b"\x01":
            yield from _unpacked(text, where, name, "utf-8", before)
        else:
            yield Piece(where, f"{before} {text.decode('utf-8', 'replace')}", 0, name)
    else:
        yield from loose(data, where, name, exact=True)


def _unpacked(packed: bytes, where: str, part: str, coding: str, before: str) -> Iterator[Piece | Closed]:
    try:
        text = zlib.decompressobj().decompress(packed, _MOST).decode(coding, "replace")
    except zlib.error:
        yield Closed(where, f"its chunk {part} cannot be unpacked")
    else:
        yield Piece(where, f"{before} {text}", 0, part)


def jpeg(stream: BinaryIO, where: str) -> Iterator[Piece | Closed]:
    """The segments of a JPEG before its points: EXIF, XMP, IPTC, comments."""
    stream.seek(2)
    while len(head := stream.read(4)) == 4 and head[0] == 0xFF and head[1] != 0xDA:
        data = stream.read(struct.unpack(">H", head[2:])[0] - 2)
        if head[1] == 0xFE or 0xE0 <= head[1] <= 0xEF:
            yield from loose(
                data, where, "comment" if head[1] == 0xFE else f"APP{head[1] - 0xE0}", exact=True
            )


def riff(stream: BinaryIO, where: str) -> Iterator[Piece | Closed]:
    """The chunks of a WebP that hold text; sound and film are not read."""
    if stream.read(12)[8:] != b"WEBP":
        yield Closed(where, "nothing here reads files of its type")
        return
    while len(head := stream.read(8)) == 8:
        kind, size = struct.unpack("<4sI", head)
        data = stream.read(size + size % 2)
        if kind in (b"EXIF", b"XMP "):
            yield from loose(data, where, kind.decode().strip(), exact=True)


def whole(stream: BinaryIO, where: str) -> Iterator[Piece | Closed]:
    """A small picture whose text may be anywhere (GIF, TIFF, ICO)."""
    yield from loose(stream.read(), where)
