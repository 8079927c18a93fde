"""A file as the text that is in it, whatever it is packed in, as deep as it is packed.

What a file is, its first bytes tell; its name only where they do not. What cannot be opened is said to be closed: only
fonts may be.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import contextlib
import gzip
import io
import lzma
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast
from urllib.parse import unquote_to_bytes

from . import bases, pictures
from .piece import Closed, Piece
from .texts import encoding, loose, texts

Part: TypeAlias = Piece | Closed

DEEP = 8
"""How deep archives may stand in each other."""
MOST = 16 << 30
"""Bytes that one file may unpack to."""
_HEAD = 1 << 16
_MEMORY = 32 << 20
_FONTS = (b"wOFF", b"wOF2", b"OTTO", b"\x00\x01\x00\x00\x00", b"ttcf", b"true")
_DATA_URI = re.compile(
    r"data:(?:[\w.+/-]|;(?!base64,)[\w.+=-]+)*;base64,((?:[A-Za-z0-9+/_=-]|%[0-9A-Fa-f]{2}|\\/)+)"
)


def opened(path: Path, where: str) -> Iterator[Part]:
    """Everything in a file that can be read, and what cannot."""
    try:
        with path.open("rb") as stream:
            yield from _parts(cast(BinaryIO, stream), where, 0, path)
    except OSError as error:
        yield Closed(where, error.strerror or "it cannot be read")


def _parts(stream: BinaryIO, where: str, deep: int, path: Path | None = None) -> Iterator[Part]:
    head = stream.read(_HEAD)
    stream.seek(0)
    if deep > DEEP:
        yield Closed(where, f"it is packed more than {DEEP} times")
        return
    if head.startswith(_FONTS):
        return
    for marks, reader in _PICTURES:
        if head.startswith(marks):
            yield from reader(stream, where)
            return
    for begins, unpack in _PACKED:
        if begins(head, where):
            yield from _unpacked(stream, where, deep, unpack)
            return
    for mark, table in ((b"SQLite format 3\0", bases.sqlite), (b"PAR1", bases.parquet)):
        if head.startswith(mark):
            with _on_disk(stream, path) as file:
                yield from table(file, where)
            return
    unread = next((name for mark, name in _UNREAD.items() if head.startswith(mark)), "")
    if not unread and (coding := encoding(head)):
        for piece in texts(stream, where, coding):
            yield piece
            yield from _inside(piece, deep)
    else:
        yield from loose(stream.read(), where)
        yield Closed(where, f"nothing here reads {unread or 'files of its type'}")


def _inside(piece: Piece, deep: int) -> Iterator[Part]:
    """What stands in a text as base64, in ``data:`` addresses."""
    if ";base64," in piece.text:
        for found in _DATA_URI.finditer(piece.text):
            packed = unquote_to_bytes(found[1].replace("\\/", "/")).translate(bytes.maketrans(b"-_", b"+/"))
            line = piece.line + piece.text.count("\n", 0, found.start())
            with contextlib.suppress(binascii.Error):
                data = base64.b64decode(packed + b"=" * (-len(packed) % 4))
                yield from _parts(io.BytesIO(data), f"{piece.where}!line {line}", deep + 1)


@contextlib.contextmanager
def _on_disk(stream: BinaryIO, path: Path | None) -> Iterator[Path]:
    """The file itself, or a copy of what was packed: libraries for tables want a path."""
    if path:
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        yield Path(copy.name)


Members: TypeAlias = Iterator[tuple[str, BinaryIO]]


def _unpacked(
    stream: BinaryIO, where: str, deep: int, unpack: Callable[[BinaryIO], Members]
) -> Iterator[Part]:
    try:
        for name, member in unpack(stream):
            inner = f"{where}!{name}"
            if name:
                yield Piece(inner, name, 0, "name")
            with tempfile.SpooledTemporaryFile(_MEMORY) as whole:
                if _copied(member, cast(BinaryIO, whole)):
                    whole.seek(0)
                    yield from _parts(cast(BinaryIO, whole), inner, deep + 1)
                else:
                    yield Closed(inner, f"it unpacks to more than {MOST >> 30} GB")
    except _BROKEN as error:
        yield Closed(where, f"it cannot be unpacked ({type(error).__name__})")


def _copied(source: BinaryIO, target: BinaryIO) -> bool:
    size = 0
    while data := source.read(1 << 20):
        size += len(data)
        if size > MOST:
            return False
        target.write(data)
    return True


def _zip(stream: BinaryIO) -> Members:
    with zipfile.ZipFile(stream) as archive:
        if archive.comment:
            yield "comment", io.BytesIO(archive.comment)
        for member in archive.infolist():
            if member.comment:
                yield f"{member.filename} (comment)", io.BytesIO(member.comment)
            if member.is_dir():
                yield member.filename, io.BytesIO()
            else:
                with archive.open(member) as file:
                    yield member.filename, cast(BinaryIO, file)


def _tar(stream: BinaryIO) -> Members:
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        for member in archive:
            about = " ".join(
                [member.linkname, member.uname, member.gname, *member.pax_headers.values()]
            ).strip()
            if about:
                yield f"{member.name} (header)", io.BytesIO(about.encode("utf-8", "replace"))
            file = archive.extractfile(member) if member.isfile() else None
            yield member.name, cast(BinaryIO, file or io.BytesIO())


def _gzip(stream: BinaryIO) -> Members:
    head = stream.read(512)
    stream.seek(0)
    if len(head) > 10 and head[3] & 0x18 and not head[3] & 0x04:  # the name of what was packed, and a comment
        yield "header", io.BytesIO(head[10:].split(b"\0")[0])
    with gzip.GzipFile(fileobj=stream, mode="rb") as file:
        yield "", cast(BinaryIO, file)


def _bz2(stream: BinaryIO) -> Members:
    with bz2.BZ2File(stream) as file:
        yield "", cast(BinaryIO, file)


def _xz(stream: BinaryIO) -> Members:
    with lzma.LZMAFile(stream) as file:
        yield "", cast(BinaryIO, file)


def _zstd(stream: BinaryIO) -> Members:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    with zstd.ZstdFile(stream) as file:
        yield "", cast(BinaryIO, file)


def _brotli(stream: BinaryIO) -> Members:
    import brotli

    yield "", io.BytesIO(brotli.decompress(stream.read()))


Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Part]]
_PICTURES: tuple[tuple[tuple[bytes, ...], Reader], ...] = (
    ((b"\x89PNG\r\n\x1a\n",), pictures.png),
    ((b"\xff\xd8\xff",), pictures.jpeg),
    ((b"RIFF",), pictures.riff),
    ((b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\1\0"), pictures.whole),
)
"""First bytes -> what reads the text of such a picture."""
_PACKED: tuple[tuple[Callable[[bytes, str], bool], Callable[[BinaryIO], Members]], ...] = (
    (lambda head, _: head.startswith((b"PK\3\4", b"PK\5\6")), _zip),
    (lambda head, _: head.startswith(b"\x1f\x8b"), _gzip),
    (lambda head, _: head.startswith(b"BZh"), _bz2),
    (lambda head, _: head.startswith(b"\xfd7zXZ\0"), _xz),
    (lambda head, _: head.startswith(b"\x28\xb5\x2f\xfd"), _zstd),
    (lambda head, _: head[257:262] == b"ustar", _tar),
    (lambda _, where: where.endswith(".br"), _brotli),
)
"""How an archive is known -> what unpacks it."""
_UNREAD = {b"%PDF": "PDF", b"$HDT": "HDT", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR"}
"""First bytes of what nothing here reads."""
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
)
