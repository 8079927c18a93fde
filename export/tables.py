"""A table of names and values as CSV for spreadsheets, or as Markdown."""

from __future__ import annotations

import re
from typing import TextIO

from ..queries.cells import is_claims
from ..queries.table import Table, text
from .guard import write_guarded


def write_csv(table: Table, out: TextIO, with_sources: bool = False) -> None:
    """Names, and IRIs in columns beside them; no cell can be taken for a formula."""
    head, rows = table.flat(with_sources)
    write_guarded([head, *rows], out)


def write_markdown(table: Table, out: TextIO, with_sources: bool = False) -> None:
    """A Markdown table; claims as document and lines, with their words where sources are asked for."""
    head = ["source" if is_claims(column) else column for column in table.columns]
    rows = [[text(cell, table.columns) for cell in row] for row in table.cells]
    if with_sources:
        head.append("words")
        for row, cells in zip(rows, table.cells, strict=True):
            row.append(" … ".join(dict.fromkeys(w for fact in table.sources(cells) for w in fact.words)))
    out.writelines(
        "| " + " | ".join(map(_cell, line)) + " |\n" for line in (head, ["---"] * len(head), *rows)
    )


def _cell(value: str) -> str:
    """Text that cannot end the cell, start markup or break the line."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(value.split())) if value != "---" else value
