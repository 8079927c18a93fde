"""CSV tables back to records, checked as YAML is, with file, row and column in every message.

A table is UTF-8 text with commas, semicolons or tabs, whatever its first row is parted by. The first row
holds the headings, in any order; a row is counted as the spreadsheet counts it, blank ones too.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..ontology.terms import model
from . import offsets
from .errors import Place, Problem, RecordErrors, SettingError
from .nearest import did_you_mean
from .reader import Records, read_nodes, shown
from .records import Source
from .tables import LISTED, Column, tables
from .tree import Node
from .whole import write_together
from .yaml_files import yaml_files

MAX_BYTES = 64_000_000
"""A table larger than this was not written by people."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSEEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML cannot hold: control characters, a byte-order mark within the text, code points that are none."""


def read_tables(folder: Path) -> Records:
    """Read and check a folder of tables.

    :raises RecordErrors: with every mistake found; of the headings first, for the rest hangs on them.
    """
    found = _Tables(folder)
    if found.unreadable:
        raise RecordErrors(found.problems)
    kinds = {kind.plural: kind.name for kind in model().kinds.values() if kind.plural in found.rows}
    entities = [
        (kinds[name], found.node(name, found.rows[name])) for name in sorted(kinds) if name != "documents"
    ]
    sources = found.sources()
    ledger = found.node("ledger", found.rows.get("ledger", []))
    try:
        return read_nodes(folder, entities, sources, ledger, found.problems)
    except RecordErrors as failed:
        raise RecordErrors(_without_column(problem, found.where) for problem in failed.problems) from None


def from_csv(folder: Path, out: Path, *, force: bool = False) -> list[Path]:
    """Make YAML records in ``out``, an empty or new folder, of a folder of tables; returns the files.

    All or none: nothing is written where a table holds a mistake. Comments of YAML files are in no table.

    :param force: write over the records of a folder that is not empty.
    :raises RecordErrors: with every mistake found.
    :raises SettingError: ``folder`` holds no tables, or ``out`` is not empty or cannot be written.
    """
    files = yaml_files(read_tables(folder))
    if known := offsets.read(folder):
        files[offsets.NAME] = offsets.text(known)
    return write_together(
        out, files, force=force, replaces=("entities", "sources", "ledger.yaml", offsets.NAME)
    )


class _Tables:
    """The rows of every table as nodes, and what is wrong with the tables as such."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.unreadable = False
        self.where: dict[tuple[str, int], list[str]] = {}
        """What messages call the item of a row, for items that have no model."""
        self.rows: dict[str, list[Node]] = {}
        known = {f"{name}.csv": name for name in tables()}
        paths = sorted(
            path
            for path in folder.glob("*")
            if path.suffix.lower() == ".csv" and path.name[0] != "." and path.name != offsets.NAME
        )
        if not paths:
            raise SettingError(str(folder), "holds no tables such as persons.csv")
        for path in paths:
            if path.name in known:
                self.rows[known[path.name]] = list(self._read(path, tables()[known[path.name]]))
            else:
                self.unreadable = True
                self._note(
                    Place(shown(path)),
                    f"no table is called '{path.name}'{did_you_mean(path.name.lower(), known)}",
                )

    def node(self, name: str, items: Any) -> Node:
        """A value that stands for a whole table."""
        return Node(items, Place(shown(self.folder / f"{name}.csv")))

    def sources(self) -> list[Node]:
        """One node a document, of its row and the rows of all tables that name it."""
        parts: dict[str, dict[str, Node]] = {}
        for row in self.rows.get("documents", []):
            parts.setdefault(row.value["id"].value if "id" in row.value else "", {}).setdefault(
                "document", row
            )
        for name in Source.model_fields:
            for document, rows in self._by_document(name, parts).items():
                value: Any = self._listed(name, rows) if name in LISTED else rows
                parts[document][name] = self.node(name, value)
        taken = {id(part["document"]) for part in parts.values()}
        twins = [
            Node({"document": row}, row.place)
            for row in self.rows.get("documents", [])
            if id(row) not in taken
        ]
        return [Node(dict(part), part["document"].place) for part in parts.values()] + twins

    def _by_document(self, name: str, known: dict[str, Any]) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for row in self.rows.get(name, []) if name != "document" else ():
            document = row.value.pop("document", None)
            if document is None:
                self._note(row.keys["document"], "'document' is missing")
            elif document.value not in known:
                message = f"unknown document '{document.value}'{did_you_mean(document.value, known)}"
                self._note(row.keys["document"], message)
            else:
                found[document.value].append(row)
        return found

    def _listed(self, name: str, rows: list[Node]) -> Any:
        """The value of a list whose items have no model: [lines, reason], or thing -> words -> lines."""
        keys = LISTED[name]
        whole = [row for row in rows if self._is_whole(row, keys)]
        for row in whole:
            path = [name, *(str(row.value[key].value) for key in ("thing", "words") if key in row.value)]
            self.where[row.place.path, row.place.line] = [
                ".".join(path[:end]) for end in range(len(path), 0, -1)
            ]
        if "thing" not in keys:
            return [Node([row.value[key] for key in keys], row.place) for row in whole]
        found: dict[str, Node] = {}
        for row in whole:
            forms = found.setdefault(row.value["thing"].value, Node({}, row.keys["thing"]))
            if "words" not in row.value:
                continue
            words = row.value["words"].value
            if words in forms.value:
                self._note(
                    row.keys["words"],
                    f"'{words}' stands twice for '{row.value['thing'].value}'; see {forms.keys[words]}",
                )
            forms.keys[words] = row.keys["lines"]
            forms.value[words] = Node(row.value["lines"].value, row.keys["words"])
        return found

    def _is_whole(self, row: Node, keys: tuple[str, ...]) -> bool:
        missing = [key for key in keys if key not in row.value]
        if missing == ["words", "lines"]:  # a thing listed without words
            return True
        for key in missing:
            self._note(row.keys[key], f"'{key}' is missing")
        return not missing

    def _note(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _read(self, path: Path, columns: tuple[Column, ...]) -> Iterator[Node]:
        name = shown(path)
        try:
            records = _records(path, {column.key for column in columns})
        except RecordErrors as error:
            self.problems += error.problems
            self.unreadable = True
            return
        headings = [heading.strip() for heading in records[0]]
        if not (fields := self._fields(name, headings, columns)):
            self.unreadable = True
            return
        for number, cells in enumerate(records[1:], 2):
            if any(cell.strip() for cell in cells):
                yield self._row(name, number, headings, cells, fields)

    def _fields(
        self, name: str, headings: list[str], columns: tuple[Column, ...]
    ) -> dict[int, tuple[Column, str]]:
        """Position -> column and its language; nothing where a heading is wrong."""
        known = {column.key: column for column in columns}
        fields: dict[int, tuple[Column, str]] = {}
        before = len(self.problems)
        for index, heading in enumerate(headings):
            key, colon, language = heading.partition(":")
            column = known.get(key)
            if not heading:
                continue
            if heading in headings[:index]:
                self._note(Place(name, 1, heading), "the column stands twice")
            elif (
                not column or bool(colon) != column.languages or (colon and not _LANGUAGE.fullmatch(language))
            ):
                self._note(Place(name, 1, heading), f"unknown column '{heading}'{_meant(heading, columns)}")
            else:
                fields[index] = (column, language)
        for column in columns:
            if column.required and not any(column is known for known, _ in fields.values()):
                self._note(Place(name, 1, column.key), f"the column '{column.key}' is missing")
        return fields if len(self.problems) == before else {}

    def _row(
        self,
        name: str,
        number: int,
        headings: list[str],
        cells: list[str],
        fields: dict[int, tuple[Column, str]],
    ) -> Node:
        row = Node({}, Place(name, number, "id" if "id" in headings else ""))
        for index, (column, language) in fields.items():
            place = Place(name, number, headings[index])
            row.keys.setdefault(column.key, place)
            cell = cells[index] if index < len(cells) else ""
            if not cell.strip():
                continue
            value = _node(column.form.read(cell), place)
            if language:
                names = row.value.setdefault(column.key, Node({}, place))
                names.value[language], names.keys[language] = value, place
            else:
                row.value[column.key] = value
        for index, cell in enumerate(cells):
            if cell.strip() and index not in fields:
                what = (
                    "has no heading"
                    if index < len(headings)
                    else f"is one more than the {len(headings)} headings"
                )
                self._note(Place(name, number), f"cell {index + 1} ('{cell.strip()[:40]}') {what}")
        return row


def _records(path: Path, known: set[str]) -> list[list[str]]:
    """The cells of a table, row by row."""
    name = shown(path)
    try:
        if path.exists() and not path.is_file():  # reading a pipe or a device may never end
            raise _refuse(name, 0, "cannot be read: it is no file")
        if path.stat().st_size > MAX_BYTES:
            raise _refuse(name, 0, f"larger than {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise _refuse(name, 0, f"cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(
            name, data.count(b"\n", 0, error.start) + 1, "not UTF-8; save it as CSV UTF-8"
        ) from None
    if unseen := _UNSEEN.search(text):
        row = text.count("\n", 0, unseen.start()) + 1
        raise _refuse(name, row, f"holds a character that no record may hold (U+{ord(unseen[0]):04X})")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    found: list[list[str]] = []
    try:
        found.extend(reader)
    except csv.Error as error:
        raise _refuse(name, len(found) + 1, f"not CSV: {error}") from None
    if not found or not any(found[0]):
        raise _refuse(name, 1, "the first row must hold the headings")
    return found


def _delimiter(text: str, known: set[str]) -> str:
    """Of comma, semicolon and tab the one that finds most known headings in the first row."""
    first = (text.splitlines() or [""])[0]
    return max(
        ",;\t", key=lambda mark: sum(h.strip(' "').partition(":")[0] in known for h in first.split(mark))
    )


def _node(value: Any, place: Place) -> Node:
    return Node([_node(item, place) for item in value] if isinstance(value, list) else value, place)


def _meant(heading: str, columns: tuple[Column, ...]) -> str:
    key = heading.partition(":")[0]
    for column in columns:
        if column.key == key:
            return (
                "; write the language after it, as in " + f"'{key}:en'"
                if column.languages
                else f"; write '{key}'"
            )
    return did_you_mean(heading, [h for column in columns for h in column.headings(["en", "nb", "sv"])])


def _without_column(problem: Problem, where: Mapping[tuple[str, int], list[str]]) -> Problem:
    """The message without the name of the field, which the place says already."""
    place, message = problem.place, problem.message
    for name in where.get((place.path, place.line), ()):
        message = message.removeprefix(f"{name}: ")
    key = re.escape(place.column.replace(":", "."))
    return Problem(
        place, re.sub(rf"^(\w+\.)?{key}(\.function-after\[.*\])?: ", "", message) if key else message
    )


def _refuse(name: str, row: int, message: str) -> RecordErrors:
    return RecordErrors([Problem(Place(name, row), message)])
