"""The tables as Parquet, one file each, for pandas, DuckDB, R and Spark.

The bytes depend on the version of pyarrow; what is in the tables does not. One row group at a time is in memory.
Apache Parquet, file format, https://parquet.apache.org/docs/file-format/.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from .coded import Coded
from .tabular import TABLES, Column, Table
from .tabular_rows import Block, rows

if TYPE_CHECKING:
    from .source import Source

FOLDER = "tables"
_ROWS = 1 << 18
"""Rows of a row group, about."""


def write(source: Source, folder: Path) -> None:
    """Write ``tables/<table>.parquet`` for each table."""
    import pyarrow as pa

    with ExitStack() as opened:
        files = {name: opened.enter_context(_File(pa, table, folder)) for name, table in TABLES.items()}
        for table, block in rows(source):
            files[table.name].add(block)


class _File:
    """The file of one table, and the rows of the row group to come."""

    def __init__(self, pa: Any, table: Table, folder: Path) -> None:
        from pyarrow import parquet

        self._pa, self._table, self._held = pa, table, list[Any]()
        told = {"title": table.title, "description": table.about}
        self._schema = pa.schema([_field(pa, column) for column in table.columns], metadata=told)
        self._out = parquet.ParquetWriter(
            folder / FOLDER / f"{table.name}.parquet", self._schema, compression="zstd",
            use_dictionary=[column.name for column in table.columns if column.kind == "code"],
        )  # fmt: skip

    def add(self, block: Block) -> None:
        """Add rows."""
        pairs = zip(self._table.columns, block, strict=True)
        self._held.append(self._pa.table([_array(self._pa, *pair) for pair in pairs], schema=self._schema))
        if sum(map(len, self._held)) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._out.write_table(self._pa.concat_tables(self._held), row_group_size=1 << 30)
            self._held.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._flush()
        self._out.close()


def _field(pa: Any, column: Column) -> Any:
    told = {"title": column.title, "description": column.about} | ({"iri": column.iri} if column.iri else {})
    return pa.field(
        column.name, pa.type_for_alias(column.type.parquet), nullable=not column.required, metadata=told
    )


def _array(pa: Any, column: Column, values: Sequence[Any]) -> Any:
    if isinstance(values, Coded):
        return _array(pa, column, values.words).take(pa.array(values.codes))
    if column.kind == "date":
        values = [value and datetime.date.fromisoformat(value) for value in values]
    return pa.array(values, pa.type_for_alias(column.type.parquet))
