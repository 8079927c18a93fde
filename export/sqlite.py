"""The tables as an SQLite file that opens in Datasette, with `metadata.json` for it.

Keys are enforced while it is written, so a row that leads nowhere is an error and no file. The bytes depend on the
version of SQLite; what is in the tables does not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .csvw import key
from .tabular import TABLES, Column, Table
from .tabular_rows import rows

if TYPE_CHECKING:
    from .source import Source

FILE, METADATA = "tables/scen.sqlite", "tables/metadata.json"
_NUMBERS = ("whole", "year", "number", "truth")

VIEWS = {
    "ties_readable": (
        "Ties with names, the strongest first",
        """SELECT a.label AS a, b.label AS b, t.kind, t.directed, t.strong, t.weight, t.links, t.sources, t.certainty, t.status,
  t.first, t.last, t.tie FROM ties t JOIN things a ON a.id = t.a JOIN things b ON b.id = t.b ORDER BY t.strong DESC, t.weight DESC, t.tie""",
    ),
    "claims_readable": (
        "Claims in words, with where they stand",
        """SELECT c.sentence, c.kind, c.certainty, c.status, c.because, d.title AS document, e.lines, e.words, c.first, c.last,
  c.disputed_by, c.id FROM claims c JOIN documents d ON d.id = c.document LEFT JOIN evidence e ON e.claim = c.id ORDER BY c.id""",
    ),
    "tie_evidence": (
        "Where a tie is written: its claims in words, each with document, lines and the words that were kept",
        """SELECT x.tie, a.label AS a, b.label AS b, t.kind, c.sentence, d.title AS document, e.lines, e.words, c.certainty,
  c.status, c.because, x.claim, t.a AS a_id, t.b AS b_id, c.document AS document_id
  FROM tie_claims x JOIN ties t ON t.tie = x.tie JOIN things a ON a.id = t.a JOIN things b ON b.id = t.b
  JOIN claims c ON c.id = x.claim JOIN documents d ON d.id = c.document LEFT JOIN evidence e ON e.claim = c.id""",
    ),
    "appearances": (
        "Who was in which role at which event, as announced or reported",
        """SELECT s.label AS who, c.role, o.label AS event, c.first, c.last, c.certainty, c.status, c.id AS claim
  FROM claims c JOIN things s ON s.id = c.subject JOIN things o ON o.id = c.object WHERE c.kind = 'participation' ORDER BY c.first, event, who""",
    ),
    "disputed": (
        "Claims that contradict each other, and why",
        """SELECT x.contradiction, x.because, c.sentence, c.document, c.id AS claim
  FROM contradictions x JOIN claims c ON c.id = x.claim ORDER BY x.contradiction, c.id""",
    ),
}
"""Name of a view -> what it shows, and its query."""
_FORMS = {
    "where_is_it_written": (
        "Where the ties of a person or organisation are written, by any of its names",
        """WITH who AS (SELECT n.thing FROM names_fts f JOIN names n ON n.rowid = f.rowid 
    WHERE names_fts MATCH iif(:name = '', '""', escape_fts(:name)))
  SELECT * FROM tie_evidence WHERE tie IN (SELECT t.tie FROM who JOIN ties t ON t.a = thing UNION SELECT t.tie FROM who JOIN ties t ON t.b = thing)
  ORDER BY a, b, kind, claim""",
    ),
}
"""Name of a query that Datasette offers as a form -> what it tells, and its SQL."""


def write(source: Source, folder: Path) -> None:
    """Write `FILE` and `METADATA`."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; BEGIN")
        base.execute("PRAGMA defer_foreign_keys=ON")  # a session may stand before its event
        for table in TABLES.values():
            base.execute(_create(table))
        for table, block in rows(source):
            marks = ", ".join("?" * len(table.columns))
            base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", zip(*block, strict=True))
        source.progress(f"writing indexes of {FILE}")
        for statement in (
            *_indexes(),
            *_SEARCH,
            *(f"CREATE VIEW {name} AS {query}" for name, (_, query) in VIEWS.items()),
        ):
            base.execute(statement)
        base.execute("COMMIT")
        base.execute("ANALYZE")
    text = json.dumps(_metadata(source), ensure_ascii=False, indent=1)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8", newline="")


def _create(table: Table) -> str:
    keys = [f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})"]
    keys += [
        f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {column.leads} ({key(column.leads)})"
        for column in table.columns
        if column.leads
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join([*map(_column, table.columns), *keys]) + "\n)"


def _column(column: Column) -> str:
    return f"{_quoted(column.name)} {column.type.sqlite}{' NOT NULL' if column.required else ''}"


def _quoted(name: str) -> str:
    """``end`` is a word of SQL."""
    return f'"{name}"'


def _indexes() -> list[str]:
    """An index on whatever leads to another table, or is one of a few words to choose by."""
    return [
        f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({_quoted(column.name)})"
        for table in TABLES.values()
        for column in table.columns
        if column.name != table.key[0]
        and (column.leads or column.name in ("kind", "certainty", "status", "label"))
    ]


_SEARCH = (
    "CREATE VIRTUAL TABLE names_fts USING fts5 (name, content='names', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO names_fts (rowid, name) SELECT rowid, name FROM names",
)
"""Datasette finds it by its name, and offers a search of the table of names."""


def _metadata(source: Source) -> dict[str, Any]:
    settings = source.settings
    tables: dict[str, Any] = {table.name: _described(table) for table in TABLES.values()}
    tables["names"] |= {"fts_table": "names_fts", "fts_pk": "rowid"}
    tables |= {name: {"title": _title(name), "description": about} for name, (about, _) in VIEWS.items()}
    queries = {
        name: {"title": _title(name), "description": about, "sql": sql}
        for name, (about, sql) in _FORMS.items()
    }
    return {
        "title": settings.title.en,
        "description": settings.description.en,
        "license": settings.licence,
        "license_url": settings.licence,
        "source": f"{settings.publisher.name}, {settings.version} of {settings.day}",
        "source_url": settings.address,
        "databases": {Path(FILE).stem: {"tables": tables, "queries": queries}},
    }


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _described(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "description": table.about,
        "columns": {column.name: column.about for column in table.columns},
        "facets": [name for name in table.names if name in ("kind", "certainty", "status")],
        **({"label_column": label} if (label := next(_label(table), "")) else {}),
    }


def _label(table: Table) -> Iterator[str]:
    """The column by which a row is called where another one leads to it."""
    return (name for name in table.names if name in ("label", "title", "sentence", "label_en"))
