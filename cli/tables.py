"""A table for a terminal: text wrapped in its column, names as links where they lead somewhere."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table as Drawn
from rich.text import Text

from ..graph.facts import Fact, Ref
from ..graph.text import printable
from ..graph.written import by_document
from ..ontology.prefixes import NS
from ..queries.cells import Cell, is_claims
from ..queries.sources import where
from ..queries.table import Table, text

WORD = 28
"""Characters up to which a word is kept whole; columns too many for that make each row a list of its own."""

NAME = 20
"""Characters up to which a cell stays on one line, where there is room."""


def draw(table: Table, out: TextIO, with_sources: bool = False) -> None:
    """Write the table; claims are shown as document and lines.

    Left out are columns without any value, and the document where claims tell it.
    """
    if not table.cells:
        return
    sourced = any(map(is_claims, table.columns))
    shown = [
        at
        for at, name in enumerate(table.columns)
        if any(row[at] not in (None, "", ()) for row in table.cells) and not (sourced and name == "document")
    ]
    heads = ["written in" if is_claims(table.columns[at]) else table.columns[at] for at in shown]
    rows = [[_cell(row[at], with_sources, table.columns) for at in shown] for row in table.cells]
    least = [
        min(WORD, max(_longest(head), *(_longest(row[at].plain) for row in rows)))
        for at, head in enumerate(heads)
    ]
    width = shutil.get_terminal_size((100, 24)).columns
    room = width - 3 * (len(shown) - 1)  # three blanks between columns
    drawn = [_drawn(heads, rows, least, room)] if sum(least) <= room else _records(heads, rows)
    out.writelines(_text(part, width, out.isatty()) for part in drawn)


def _text(part: RenderableType, width: int, colours: bool) -> str:
    """The part as lines without blanks at their ends."""
    file = StringIO()
    Console(file=file, width=width, highlight=False, force_terminal=colours).print(part)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def _longest(value: str) -> int:
    return max(map(len, value.split()), default=0)


def _widths(least: list[int], most: list[int], room: int) -> list[int]:
    """Widths between the least and the most, the room shared out evenly."""
    widths = list(least)
    while (spare := room - sum(widths)) > 0 and (
        wanting := [at for at in range(len(most)) if widths[at] < most[at]]
    ):
        for at in wanting[:spare]:
            widths[at] += min(max(1, spare // len(wanting)), most[at] - widths[at])
    return widths


def _drawn(heads: list[str], rows: list[list[Text]], least: list[int], room: int) -> Drawn:
    most = [max(len(head), *(row[at].cell_len for row in rows)) for at, head in enumerate(heads)]
    whole = [max(word, min(NAME, long)) for word, long in zip(least, most, strict=True)]
    widths = _widths(whole if sum(whole) <= room else least, most, room)
    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at, head in enumerate(heads):
        number = all(row[at].plain.lstrip("-").isdecimal() for row in rows)
        drawn.add_column(Text(head), overflow="fold", justify="right" if number else "left", width=widths[at])
    for row in rows:
        drawn.add_row(*row)
    return drawn


def _records(heads: list[str], rows: list[list[Text]]) -> list[RenderableType]:
    """Each row as a list of names and values."""
    parts: list[RenderableType] = []
    for number, row in enumerate(rows, 1):
        grid = Drawn.grid(padding=(0, 2), pad_edge=True)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for head, cell in zip(heads, row, strict=True):
            if cell.plain:
                grid.add_row(Text(head, style="dim"), cell)
        parts += [Text(f"{number}.", style="bold"), grid]
    return parts


def _cell(cell: Cell, with_sources: bool, told: tuple[str, ...]) -> Text:
    if isinstance(cell, tuple):
        return Text(printable("; ".join(_source(cell, with_sources, told))))
    if isinstance(cell, Ref) and cell.iri.startswith(("http://", "https://")) and not cell.iri.startswith(NS):
        return Text(printable(text(cell)), style=f"link {cell.iri}")  # a placeholder leads nowhere
    return Text(printable(text(cell)))


def _source(facts: tuple[Fact, ...], with_words: bool, told: tuple[str, ...]) -> list[str]:
    """Document and lines, and the words kept of them, for each document."""
    found = []
    for place, members in zip(where(facts, told), by_document(facts).values(), strict=True):
        quoted = " … ".join(f"“{word}”" for word in dict.fromkeys(w for fact in members for w in fact.words))
        found.append(f"{place}: {quoted}" if with_words and quoted else place)
    return found
