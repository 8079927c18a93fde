"""The quads of a dataset as one narrow table a property, in an SQLite file for the time of an export.

Joining and sorting are then SQLite's, on the disk: memory does not grow with the data, and files of quads are read
once, in whatever order they stand. IRIs are without the base and ``id/``, as in the tables that are made of them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

Row = tuple[str, str, str]
"""Subject, object, and a tag: ``<`` for an IRI, else the language of a text, or ``""``."""
_AT_ONCE = 1 << 16
_ESCAPE = re.compile(r"\\(?:([tbnrf\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


@contextmanager
def properties(
    files: Iterable[Path], names: Mapping[str, str], base: str, progress: Callable[[str], None]
) -> Iterator[sqlite3.Connection]:
    """A database with a table (s, o, tag) for each property, told by name -> IRI, and an index on its subjects."""
    with TemporaryDirectory(prefix="scen-") as folder:
        database = sqlite3.connect(Path(folder) / "properties.sqlite", isolation_level=None)
        try:
            database.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; BEGIN"
            )
            for name in names:
                database.execute(f'CREATE TABLE "{name}" (s TEXT, o TEXT, tag TEXT)')
            progress("reading quads")
            _fill(database, files, names, base)
            progress("joining")
            for name in names:
                database.execute(f'CREATE INDEX "{name}_s" ON "{name}" (s, o, tag)')
            yield database
        finally:
            database.close()


def _fill(database: sqlite3.Connection, files: Iterable[Path], names: Mapping[str, str], base: str) -> None:
    rows: dict[bytes, list[Row]] = {f"<{iri}>".encode(): [] for iri in names.values()}
    tables = {f"<{iri}>".encode(): name for name, iri in names.items()}
    things, cut = f"<{base}id/".encode(), len(base) + 4

    def short(iri: bytes) -> str:
        return (iri[cut:-1] if iri.startswith(things) else iri[1:-1]).decode()

    def insert(predicate: bytes) -> None:
        database.executemany(f'INSERT INTO "{tables[predicate]}" VALUES (?,?,?)', rows[predicate])
        rows[predicate].clear()

    last, of = b"", ""
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                subject, predicate, rest = line.split(b" ", 2)
                if (held := rows.get(predicate)) is None:
                    continue
                if subject != last:  # files are in the order of subjects
                    last, of = subject, short(subject)
                term = rest[: rest.rindex(b" <")]
                held.append((of, short(term), "<") if term[0] == 60 else (of, *literal(term)))
                if len(held) >= _AT_ONCE:
                    insert(predicate)
    for predicate in rows:
        insert(predicate)


def literal(term: bytes) -> tuple[str, str]:
    r"""Text and language of a literal of N-Quads.

    >>> literal(b'"a \\"word\\" \\u00e5"@sv'), literal(b'"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    (('a "word" å', 'sv'), ('5', ''))
    """
    end = term.rindex(b'"')
    text = term[1:end].decode()
    if "\\" in text:
        text = _ESCAPE.sub(
            lambda found: _PLAIN.get(found[1] or "") or chr(int(found[2] or found[3], 16)), text
        )
    return text, term[end + 2 :].decode() if term[end + 1 : end + 2] == b"@" else ""
