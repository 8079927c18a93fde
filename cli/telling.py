"""Lines on a terminal: wrapped, headings bold, remarks faint, the words of a source marked."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable

import click

from ..graph.telling import Line
from ..graph.text import printable


def tell(lines: Iterable[Line]) -> None:
    """Print the lines."""
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 110))
    for line in lines:
        for text in [" " * line.indent + _marked(line)] if line.whole else _wrapped(line, width):
            click.echo(
                click.style(text, bold=True)
                if line.head
                else click.style(text, dim=True)
                if line.faint
                else text
            )


def _wrapped(line: Line, width: int) -> list[str]:
    hanging = " " * (line.indent if line.faint else line.indent + 2)
    return textwrap.wrap(
        printable(line.text), width, initial_indent=" " * line.indent, subsequent_indent=hanging
    ) or [""]


def _marked(line: Line) -> str:
    shown = printable(line.text)
    for text in line.marked:
        shown = shown.replace(text, click.style(text, reverse=True) if sys.stdout.isatty() else f"[{text}]")
    return shown
