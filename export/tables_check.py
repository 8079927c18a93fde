"""Checks the tables as they were written: what their descriptions say of them, and that all formats hold the same."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from ..graph.errors import Finding, Place
from . import datapackage, sqlite, tables_csv
from .tabular import TABLES


def check(folder: Path) -> Iterator[Finding]:
    """What is wrong with the tables in the folder of a release; formats that are not there are not looked at.

    :raises OSError: a file cannot be read.
    """
    counts: dict[str, int] = {}
    if (folder / datapackage.FILE).exists():
        yield from _package(folder, counts)
    if (folder / sqlite.FILE).exists():
        yield from _sqlite(folder, counts)
    yield from _parquet(folder, counts)


def _package(folder: Path, counts: dict[str, int]) -> Iterator[Finding]:
    """The data package against its files; their rows are counted."""
    told = json.loads((folder / datapackage.FILE).read_text(encoding="utf-8"))
    for resource in told["resources"]:
        path = folder / resource["path"]
        place = Place(resource["path"])
        if not path.is_file():
            yield Finding(place, "missing-file", f"{datapackage.FILE} names it, and it is not there")
            continue
        with path.open("rb") as file:
            digest = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
        if (path.stat().st_size, digest) != (resource["bytes"], resource["hash"]):
            yield Finding(place, "checksum", f"is not the file that {datapackage.FILE} describes")
        counts[resource["name"]] = rows = _rows(path)
        if rows != resource["rowCount"]:
            yield Finding(place, "row-count", f"{rows} rows; {datapackage.FILE} says {resource['rowCount']}")


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def _sqlite(folder: Path, counts: dict[str, int]) -> Iterator[Finding]:
    place, path = Place(sqlite.FILE), quote(str((folder / sqlite.FILE).resolve()))
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as base:
        try:
            for table, row, leads, _ in base.execute("PRAGMA foreign_key_check"):
                yield Finding(place, "foreign-key", f"row {row} of {table} leads to no row of {leads}")
            for name in TABLES:
                (rows,) = base.execute(f"SELECT count(*) FROM {name}").fetchone()
                yield from _same(place, name, rows, counts)
        except sqlite3.DatabaseError as error:
            yield Finding(place, "readable", str(error))


def _parquet(folder: Path, counts: dict[str, int]) -> Iterator[Finding]:
    for name in TABLES:
        path = folder / tables_csv.FOLDER / f"{name}.parquet"
        if path.exists():
            from pyarrow import ArrowInvalid, parquet

            try:
                rows = parquet.read_metadata(path).num_rows
            except ArrowInvalid as error:
                yield Finding(Place(f"{tables_csv.FOLDER}/{path.name}"), "readable", str(error))
            else:
                yield from _same(Place(f"{tables_csv.FOLDER}/{path.name}"), name, rows, counts)


def _same(place: Place, name: str, rows: int, counts: dict[str, int]) -> Iterator[Finding]:
    """The first format tells how many rows a table has; the others have as many."""
    if rows != counts.setdefault(name, rows):
        yield Finding(place, "row-count", f"{rows} rows of {name}; another format has {counts[name]}")
