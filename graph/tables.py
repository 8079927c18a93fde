"""Records as CSV tables, for curators who work in spreadsheets. `tables_in` is the way back.

One table a kind of thing (``persons.csv``), one a list of a source file (``participations.csv``, its column
``document`` says whose), and ``documents.csv`` and ``ledger.csv``. The columns are the fields of the models in
`records`: what a row says first, where and how sure after it; ``name:en`` is the name in English. A cell:

* empty is absent: the field keeps its default;
* several values are parted by `` | ``; a ``|`` within a value is doubled, ``||``;
* lines stand as in YAML: ``12``, ``12-14``, ``12, 16``;
* a text that a spreadsheet would run as a formula (it begins with = + - @, tab or carriage return) is given
  an apostrophe in front, which is taken away on reading; so is a text of digits where a number may stand too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ..ontology.terms import model
from . import offsets
from .cells import FLAG, LINES, LIST, NUMBER, TEXT, VALUE, Form, guard
from .fields import show_lines
from .reader import Records
from .records import Document, Judgement, Record, Source, Statement, Thing
from .whole import write_together


@dataclass(frozen=True)
class Column:
    """One field of a model. ``key`` is what YAML calls it; ``languages``: one column for each language."""

    key: str
    form: Form
    attribute: str = ""
    languages: bool = False
    required: bool = True
    default: object = None

    def headings(self, languages: Iterable[str]) -> list[str]:
        """Its headings in a table."""
        return [f"{self.key}:{language}" for language in languages] if self.languages else [self.key]

    def cells(self, record: Record, languages: Iterable[str]) -> list[str]:
        """Its cells in the record's row."""
        value = getattr(record, self.attribute)
        if self.languages:
            return [self.form.write(value[language]) if language in value else "" for language in languages]
        return [self.form.write(value) if self.required or value != self.default else ""]


DOCUMENT = Column("document", TEXT)
LISTED = {
    "names": ("thing", "words", "lines"),
    "stands_for": ("thing", "words", "lines"),
    "ignored": ("lines", "reason"),
}
"""The lists of a source file whose items have no model, and the headings of their parts."""


def form_of(annotation: object) -> tuple[Form, bool]:
    """How a field of that type stands in a cell, and whether it has a column for each language."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return form_of(args[0])
    if origin in (Union, UnionType):
        inner = [form_of(arg) for arg in args if arg is not type(None)]
        return (VALUE, False) if len(inner) > 1 else inner[0]
    if origin is dict:
        return form_of(args[1])[0], True
    if origin is tuple:
        return (LINES if args[0] is int else LIST), False
    return {bool: FLAG, int: NUMBER}.get(annotation, TEXT) if isinstance(annotation, type) else TEXT, False


@cache
def columns_of(cls: type[Record]) -> tuple[Column, ...]:
    """The columns of a model's table: of a statement, what it says before what every statement has."""
    common = set(Statement.model_fields) if issubclass(cls, Statement) else set()
    ordered = sorted(cls.model_fields.items(), key=lambda item: item[0] in common)
    return tuple(
        Column(info.alias or name, form, name, by_language, info.is_required(), info.default)
        for name, info in ordered
        for form, by_language in [form_of(info.annotation)]
    )


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Every table and its columns.

    >>> [column.key for column in tables()["sections"]]
    ['document', 'about', 'heading', 'lines']
    """
    found = {kind.plural: columns_of(Thing) for kind in model().kinds.values() if kind.name != "document"}
    found["documents"] = columns_of(Document)
    for name, info in Source.model_fields.items():
        if name in LISTED:
            found[name] = (
                DOCUMENT,
                *(Column(key, LINES if key == "lines" else TEXT) for key in LISTED[name]),
            )
        elif name != "document":
            found[name] = (DOCUMENT, *columns_of(get_args(info.annotation)[0]))
    return found | {"ledger": columns_of(Judgement)}


def to_csv(records: Records, folder: Path, *, force: bool = False) -> list[Path]:
    """Write the records as tables into an empty or new folder, all or none; returns the files.

    :param force: write over the tables of a folder that is not empty.
    :raises SettingError: the folder is not empty, or cannot be written.
    """
    languages = _languages(records)
    return write_together(
        folder,
        {f"{name}.csv": table_text(_heading(columns, languages), _rows(records, name, languages))
         for name, columns in tables().items()} | {offsets.NAME: offsets.text(offsets.read(records.root))},
        force=force,
    )  # fmt: skip


def table_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV text, with commas and plain line feeds."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def _heading(columns: Iterable[Column], languages: list[str]) -> list[str]:
    return [heading for column in columns for heading in column.headings(languages)]


def _languages(records: Records) -> list[str]:
    """The languages of all names, so that every table has a column for each; English first."""
    found = {"en": None}
    for record in (
        *(e.thing for e in records.things.values()),
        *(s.source.document for s in records.sources),
    ):
        for column in columns_of(type(record)):
            found |= dict.fromkeys(getattr(record, column.attribute)) if column.languages else {}
    return list(found)


def _rows(records: Records, name: str, languages: list[str]) -> Iterator[list[str]]:
    if name == "documents":
        yield from (_row(item.source.document, languages) for item in records.sources)
    elif name == "ledger":
        yield from (_row(judgement, languages) for judgement, _ in records.judgements)
    elif name in Source.model_fields:
        for item in records.sources:
            for row in _listed(getattr(item.source, name), languages):
                yield [item.source.document.id, *row]
    else:
        yield from (
            _row(e.thing, languages) for e in records.things.values() if model().kinds[e.kind].plural == name
        )


def _row(record: Record, languages: list[str]) -> list[str]:
    return [cell for column in columns_of(type(record)) for cell in column.cells(record, languages)]


def _listed(items: Any, languages: list[str]) -> Iterator[list[str]]:
    if isinstance(items, dict):  # a thing without words is a row that says so
        for thing, forms in items.items():
            yield from (
                [thing, guard(words), show_lines(lines)] for words, lines in (forms or {"": ()}).items()
            )
        return
    for item in items:
        yield [show_lines(item[0]), guard(item[1])] if isinstance(item, tuple) else _row(item, languages)
