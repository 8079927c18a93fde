"""CSV for spreadsheets: no cell that a program takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> guarded("=1+1"), guarded("Sida")
    ("'=1+1", 'Sida')
    """
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def write_guarded(rows: Iterable[Iterable[object]], file: TextIO) -> None:
    """Write rows of CSV, the head first; texts are guarded, numbers are not, None is an empty cell."""
    csv.writer(file, lineterminator="\n").writerows(
        ["" if cell is None else guarded(cell) if isinstance(cell, str) else cell for cell in row]
        for row in rows
    )
