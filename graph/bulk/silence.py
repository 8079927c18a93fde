"""Names that must be nowhere, looked for in canonical N-Quads.

Each line is looked at by itself, as it would be read: what N-Quads writes as ``\\n`` or ``\\t`` is a line feed or a
tab here, so that it does not pass for a letter of the word behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import Place, Problem, RecordErrors
from ..visibility import Unspoken
from . import folder
from .folder import Source

HOLDS = "holds the name of a person who must not be shown"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_BLOCK = 1 << 20


def first(lines: bytes, unspoken: Unspoken) -> int:
    """The first line (from 1) that holds a name; 0 where none does.

    >>> names = Unspoken(("Vera Verborgen",))
    >>> first(b'<a:s> <a:p> "x" <a:g> .\\n<a:s> <a:p> "Vera\\\\nVerborgen" <a:g> .\\n', names)
    2
    """
    if not unspoken.names:
        return 0
    found = (at for at, line in enumerate(lines.decode().split("\n"), 1) if unspoken.held_by(_plain(line)))
    return next(found, 0)


def kept(version: Path, sources: Iterable[Source], unspoken: Unspoken, listed: Sequence[str]) -> None:
    """Make sure that sources of a version are silent on people; where there is no name, nothing is read.

    :param listed: names of all sources, as the user sees them: one that holds a name is told by its number there.
    :raises RecordErrors: the sources that hold a name, each to be removed.
    :raises OSError: a source cannot be read.
    """
    problems = []
    for source in sources if unspoken.names else ():
        if named(unspoken, source.name, source.file):
            which = f"number {listed.index(source.name) + 1} of 'scen load --list'"
            message = f"{which}: its name {HOLDS}; remove it with scen load --remove"
            problems.append(Problem(Place("bulk source"), message))
        elif line := _line(folder.kept(version, source.name), unspoken):
            message = f"{HOLDS}; remove it: scen load --remove {source.name}"
            problems.append(Problem(Place(f"bulk source '{source.name}'", line), message))
    if problems:
        raise RecordErrors(problems)


def named(unspoken: Unspoken, *names: str) -> bool:
    """Whether one of the names, of a source or a file, holds a name that must be nowhere."""
    return any(map(unspoken.held_by, names))


def _line(path: Path, unspoken: Unspoken) -> int:
    before = 0
    with path.open("rb") as file:
        while lines := file.readlines(_BLOCK):
            if at := first(b"".join(lines), unspoken):
                return before + at
            before += len(lines)
    return 0


def _plain(line: str) -> str:
    """The line without the escapes of N-Quads."""
    return _ESCAPE.sub(_letter, line) if "\\" in line else line


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
