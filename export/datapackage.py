"""The description of the CSV tables as a Frictionless data package: schemas, sizes and checksums.

Data Package, version 2, https://datapackage.org/standard/data-package/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .catalogue.authority import code_of_licence
from .csvw import GUARD, key
from .tabular import TABLES, Column, Table
from .tabular_codes import values

if TYPE_CHECKING:
    from .source import Source

FILE = "datapackage.json"


def write(source: Source, folder: Path, tables: str, counts: Mapping[str, int]) -> None:
    """Describe the CSV files in ``tables``, a folder of this one."""
    settings = source.settings
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "scen",
        "id": settings.identifier,
        "title": settings.title.en,
        "description": f"{settings.description.en} {GUARD}",
        "homepage": settings.address,
        "version": settings.version,
        "created": f"{settings.day}T00:00:00Z",
        "keywords": list(settings.keywords.get("en", ())),
        "licenses": [{"name": "CC-BY-4.0", "path": settings.licence} if code_of_licence(settings.licence) == "CC_BY_4_0" else {"path": settings.licence}],
        "contributors": [{"title": settings.publisher.name, "roles": ["publisher"]}],
        "resources": [_resource(table, folder, f"{tables}/{table.name}.csv", counts[table.name]) for table in TABLES.values()],
    }  # fmt: skip
    (folder / FILE).write_text(
        json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline=""
    )


def _resource(table: Table, folder: Path, path: str, rows: int) -> dict[str, Any]:
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name, "type": "table", "title": table.title, "description": table.about, "path": path,
        "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size, "hash": f"sha256:{digest}", "rowCount": rows,
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "lineTerminator": "\r\n"},
        "schema": _schema(table),
    }  # fmt: skip


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns], "missingValues": [""], "primaryKey": list(table.key),
    }  # fmt: skip
    leading = [column for column in table.columns if column.leads]
    if leading:
        schema["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {"resource": _resource_of(table, column), "fields": [key(column.leads)]},
            }
            for column in leading
        ]
    return schema


def _resource_of(table: Table, column: Column) -> str:
    """The name of the table that a column leads to; ``""`` is the table itself."""
    return "" if column.leads == table.name else column.leads


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name, "title": column.title, "description": column.about, "type": column.type.frictionless,
    }  # fmt: skip
    if column.iri:
        found["rdfType"] = column.iri
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if (allowed := values(column)) and not column.many:
        constraints["enum"] = list(allowed)
    return found | ({"constraints": constraints} if constraints else {})
