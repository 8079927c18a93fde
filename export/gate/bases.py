"""Tables in files: SQLite (every table, the schema, and the bytes of free pages) and Parquet (values, statistics, metadata)."""

from __future__ import annotations

import itertools
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from .piece import Closed, Piece
from .texts import loose

_ROWS = 5000
_WIDE = (b"\0\0\0\2", b"\0\0\0\3")
"""How the head of an SQLite file tells that its texts are UTF-16."""


def sqlite(path: Path, where: str) -> Iterator[Piece | Closed]:
    """Each row of each table, numbered as the table gives them; then what was deleted and is still there."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.text_factory = lambda data: data.decode("utf-8", "replace")
            names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in ("sqlite_master", *names):
                quoted = name.replace('"', '""')
                yield from _rows(base.execute(f'SELECT * FROM "{quoted}"'), where, name)
    except sqlite3.Error as error:
        yield Closed(where, f"SQLite cannot read it: {str(error).split(':')[0]}")
    yield from _unused(path, where)


def _unused(path: Path, where: str) -> Iterator[Piece]:
    """What was deleted and is still there: pages that are free, and the room that pages in use do not use."""
    with path.open("rb") as file:
        head = file.read(100)
        size = int.from_bytes(head[16:18], "big") or 0
        size = 65536 if size == 1 else max(size, 512)
        wide = head[56:60] in _WIDE
        file.seek(0)
        free = _free(file, size, int.from_bytes(head[32:36], "big"))
        file.seek(0)
        for number in itertools.count(1):
            if not (page := file.read(size)):
                break
            for data in [page] if number in free else _room(page, 100 if number == 1 else 0):
                if data.strip(b"\0"):
                    yield from loose(data, where, "unused pages", wide=wide)


def _free(file: BinaryIO, size: int, trunk: int) -> set[int]:
    """Numbers of the free pages: trunks, each with the next trunk and its leaves."""
    free: set[int] = set()
    while trunk and trunk not in free:
        free.add(trunk)
        file.seek((trunk - 1) * size)
        numbers = array("I", file.read(size)[: size // 4 * 4])
        if sys.byteorder == "little":
            numbers.byteswap()
        if len(numbers) < 2:
            break
        trunk, many = numbers[0], numbers[1]
        free.update(numbers[2 : 2 + many])
    return free


def _room(page: bytes, at: int) -> Iterator[bytes]:
    """What a page of a tree does not use: between its pointers and its cells, and the blocks that were freed."""
    kind = page[at : at + 1]
    if kind not in (b"\2", b"\5", b"\n", b"\r"):
        return
    block, cells, begin = (int.from_bytes(page[at + one : at + one + 2], "big") for one in (1, 3, 5))
    yield page[at + (12 if kind in (b"\2", b"\5") else 8) + 2 * cells : begin or len(page)]
    for _ in range(len(page) // 4):
        if not block:
            break
        follows, length = (int.from_bytes(page[block + one : block + one + 2], "big") for one in (0, 2))
        yield page[block + 4 : block + length]
        block = follows


def _rows(rows: Iterable[Sequence[Any]], where: str, part: str) -> Iterator[Piece]:
    """Rows as lines of text, so many at a time."""
    each, number = iter(rows), 1
    while some := list(itertools.islice(each, _ROWS)):
        yield Piece(where, "\n".join(map(_line, some)), number, part)
        number += len(some)


def _line(row: Sequence[Any]) -> str:
    return " ; ".join(_told(value) for value in row if value is not None).replace("\n", " ")


def _told(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def parquet(path: Path, where: str) -> Iterator[Piece | Closed]:
    """Each row, the names of the columns, what the file says of itself, and the least and greatest values it keeps."""
    try:
        from pyarrow import ArrowException
        from pyarrow import parquet as arrow
    except ImportError:
        yield Closed(where, "pyarrow is not installed (pip install scen[parquet])")
        return
    try:
        with arrow.ParquetFile(path) as file:
            yield Piece(where, " ".join(map(str, _about(file))), 0, "metadata")
            number = 1
            for batch in file.iter_batches(_ROWS):
                yield from (
                    Piece(where, piece.text, number, "rows")
                    for piece in _rows(
                        zip(*(column.to_pylist() for column in batch.columns), strict=True), where, ""
                    )
                )
                number += batch.num_rows
    except (ArrowException, OSError):
        yield Closed(where, "it is no Parquet that can be read")


def _about(file: Any) -> Iterator[object]:
    yield file.schema_arrow
    meta = file.metadata
    for key, value in (meta.metadata or {}).items():
        if key != b"ARROW:schema":  # the schema once more, in base64
            yield from (_told(key), _told(value))
    for group in range(meta.num_row_groups):
        for column in range(meta.num_columns):
            kept = meta.row_group(group).column(column).statistics
            if kept is not None and kept.has_min_max:
                yield from (_told(kept.min), _told(kept.max))
