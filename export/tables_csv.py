"""The tables as CSV (RFC 4180, UTF-8), with their description for machines beside them.

Spreadsheets run cells as formulas, so a text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return
has an apostrophe before it. Whoever reads the file takes one off again: a text of apostrophes before such a sign
gets one more, so that nothing is lost. Numbers, dates and ids are never guarded; an empty cell is no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from . import csvw, datapackage, tables_readme
from .coded import Coded, rows_of
from .tabular import TABLES, Column, Table
from .tabular_rows import Block, rows

if TYPE_CHECKING:
    from .source import Source

FOLDER = "tables"
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile('[",\r\n]')


def write(source: Source, folder: Path) -> None:
    """Write a file for each table, and what describes them: for people, as CSVW and as a data package."""
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as opened, ThreadPoolExecutor(1) as disk:
        files = {name: opened.enter_context((folder / FOLDER / f"{name}.csv").open("wb")) for name in TABLES}
        for name, file in files.items():
            file.write((",".join(TABLES[name].names) + "\r\n").encode())
        written: Future[None] = disk.submit(lambda: None)
        for table, block in rows(source):
            written.result()
            written = disk.submit(_write, table, block, files[table.name])  # while the next block is made
            counts[table.name] += len(block[0])
        written.result()
    csvw.write(source, folder / FOLDER / "csv-metadata.json")
    tables_readme.write(source, folder / FOLDER / "README.txt")
    datapackage.write(source, folder, FOLDER, counts)


def _write(table: Table, block: Block, file: BinaryIO) -> None:
    pairs = list(zip(table.columns, block, strict=True))
    coded = [(_cells(one, told.words), told.codes) for one, told in pairs if isinstance(told, Coded)]
    if len(coded) == len(pairs):
        file.write(rows_of(coded, [","] * (len(coded) - 1) + ["\r\n"]))
    else:
        lines = map(",".join, zip(*(_cells(column, values) for column, values in pairs), strict=True))
        file.write(("\r\n".join(lines) + "\r\n").encode())


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
