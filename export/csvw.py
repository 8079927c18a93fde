"""The description of the CSV tables by CSV on the Web: datatypes, keys, and the properties of the graph.

Metadata Vocabulary for Tabular Data, W3C Recommendation 17 December 2015, https://www.w3.org/TR/tabular-metadata/.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .tabular import TABLES, Column, Table
from .tabular_codes import values

if TYPE_CHECKING:
    from .source import Source

GUARD = (
    "A text that begins with =, +, -, @, a tab or a carriage return has an apostrophe before it, so that no spreadsheet "
    "runs it as a formula; so has a text of apostrophes before such a sign. Take one apostrophe off to have the text."
)
"""Said wherever the files are described."""


def write(source: Source, path: Path) -> None:
    """Write the metadata of the table group."""
    path.write_text(
        json.dumps(_group(source), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline=""
    )


def _group(source: Source) -> dict[str, Any]:
    settings, base = source.settings, source.dataset.base
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": settings.title.texts,
        "dc:description": settings.description.texts,
        "dc:license": {"@id": settings.licence},
        "dc:publisher": settings.publisher.name,
        "dc:date": settings.day,
        "rdfs:comment": GUARD,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_table(table, base) for table in TABLES.values()],
    }


def _table(table: Table, base: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(column, base) for column in table.columns],
        "primaryKey": list(table.key),
    }
    about = table.columns[0]
    if about.kind == "id" and (about.name == "id" or not about.leads):  # else a row is about no one thing
        schema["aboutUrl"] = f"{base}id/{{+{about.name}}}"
    leading = [column for column in table.columns if column.leads]
    if leading:
        schema["foreignKeys"] = [
            {
                "columnReference": column.name,
                "reference": {"resource": f"{column.leads}.csv", "columnReference": key(column.leads)},
            }
            for column in leading
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.about,
        "tableSchema": schema,
    }


def _column(column: Column, base: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name, "titles": [column.name, column.title], "dc:description": column.about,
        "datatype": {"base": column.type.csvw, "format": "|".join(allowed)} if (allowed := values(column)) else column.type.csvw,
    }  # fmt: skip
    if column.required:
        found["required"] = True
    if column.many:
        found["separator"] = " "
    if column.iri:
        found["propertyUrl"] = column.iri
    if column.kind == "id" and (column.leads or column.curie not in ("", "dct:identifier")):
        found["valueUrl"] = f"{base}id/{{+{column.name}}}"
    return found


def key(table: str) -> str:
    """The column of a table that other tables lead to."""
    return TABLES[table].key[0]
