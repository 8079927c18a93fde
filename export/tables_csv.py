"""The tables as CSV (RFC 4180, UTF-8), with their description for machines beside them.

Spreadsheets run cells as formulas, so a text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return
has an apostrophe before it. Whoever reads the file takes one off again: a text of apostrophes before such a sign
gets one more, so that nothing is lost. Numbers, dates and ids are never guarded; an empty cell is no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from . import csvw, datapackage
from .tabular import TABLES, Column, Table
from .tabular_rows import rows

if TYPE_CHECKING:
    from .source import Source

FOLDER = "tables"
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile('[",\r\n]')


def write(source: Source, folder: Path) -> None:
    """Write a file for each table, ``tables/csv-metadata.json`` (CSVW) and ``datapackage.json`` (Frictionless)."""
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as opened:
        files = {name: opened.enter_context((folder / FOLDER / f"{name}.csv").open("wb")) for name in TABLES}
        for name, file in files.items():
            file.write((",".join(TABLES[name].names) + "\r\n").encode())
        for table, block in rows(source):
            counts[table.name] += _block(table, block, files[table.name])
    csvw.write(source, folder / FOLDER / "csv-metadata.json")
    datapackage.write(source, folder, FOLDER, counts)


def _block(table: Table, block: Sequence[Sequence[Any]], file: BinaryIO) -> int:
    columns = [_cells(column, values) for column, values in zip(table.columns, block, strict=True)]
    lines = list(map(",".join, zip(*columns, strict=True)))
    file.write(("\r\n".join(lines) + "\r\n").encode())
    return len(lines)


def _cells(column: Column, values: Sequence[Any]) -> Sequence[str]:
    """The values of a column as they stand in the file."""
    if not column.type.plain:
        return ["" if value is None else quoted(value) for value in values]
    if column.kind == "truth":
        return ["true" if value else "false" for value in values]
    if column.kind in ("whole", "year", "number"):
        return ["" if value is None else str(value) for value in values]
    cells = values if column.required else [value or "" for value in values]
    text = "".join(cells)  # an IRI of bulk data may have a comma
    return [quoted(cell) for cell in cells] if any(sign in text for sign in ',"\r\n') else cells


def quoted(text: str) -> str:
    """A text as a cell: guarded, and in quotes where it must be.

    >>> quoted("=1+1"), quoted("'-a"), quoted('the "word", as printed'), quoted("it's")
    ("'=1+1", "''-a", '"the ""word"", as printed"', "it's")
    """
    if _GUARDED.match(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that was read.

    >>> [unguarded(cell) for cell in ("'=1+1", "''-a", "'tis")]
    ['=1+1', "'-a", "'tis"]
    """
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
