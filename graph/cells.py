"""A value as one cell of a table, and back; `tables` says how a cell is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .fields import show_lines

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DIGITS = re.compile(r"'*-?[0-9]+")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula; `unguard` gives the text back.

    >>> guard("=1+1"), guard("'=1+1"), guard("'s-Hertogenbosch")
    ("'=1+1", "''=1+1", "'s-Hertogenbosch")
    """
    return "'" + text if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text of a cell that `guard` wrote.

    >>> unguard("'=1+1"), unguard("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def join(values: Iterable[str]) -> str:
    """Several values as one cell.

    >>> join(["a", "b|c"])
    'a | b||c'
    """
    return guard(" | ".join(value.replace("|", "||") for value in values))


def split(cell: str) -> list[str]:
    """The values of a cell that `join` wrote; the spaces around a bar do not matter.

    >>> split("a|b||c")
    ['a', 'b|c']
    """
    return [part.strip(" ").replace("\0", "|") for part in unguard(cell).replace("||", "\0").split("|")]


def _number(cell: str) -> int | str:
    return int(cell) if _NUMBER.fullmatch(cell) else cell


def _write_value(value: str | int) -> str:
    text = str(value)
    if isinstance(value, int):
        return text
    return "'" + text if _DIGITS.fullmatch(text) else guard(text)


def _read_value(cell: str) -> str | int:
    if cell[:1] == "'":
        return cell[1:] if _DIGITS.fullmatch(cell) else unguard(cell)
    return _number(cell)


def _read_lines(cell: str) -> int | str | list[int | str]:
    parts = [
        _number(part.strip())
        for part in cell.removeprefix("'").removeprefix("[").removesuffix("]").split(",")
    ]
    return parts if len(parts) > 1 else parts[0]


@dataclass(frozen=True)
class Form:
    """How the values of one type stand in a cell; ``read`` leaves what is wrong with them to the models."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


TEXT = Form(guard, unguard)
LIST = Form(join, split)
LINES = Form(show_lines, _read_lines)
NUMBER = Form(str, _number)
FLAG = Form(lambda value: "true" if value else "", str.lower)
VALUE = Form(_write_value, _read_value)
