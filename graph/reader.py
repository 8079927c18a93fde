"""A folder of record files, read whole: every mistake of a run is found, with file and line.

``entities/<kind>.yaml``, ``sources/<document>.yaml``, ``ledger.yaml`` and ``offsets.csv`` (written by
``scen check --documents``). `rules` holds what a record may not say once it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..ontology.terms import model
from .errors import Place, Problem, RecordErrors, SettingError
from .nearest import did_you_mean
from .records import STATEMENTS, Judgement, Record, Source, Statement, Thing
from .tree import Node, read

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Entry:
    """A thing's record, its kind, and where it stands."""

    kind: str
    thing: Thing
    node: Node


@dataclass(frozen=True)
class Sourced:
    """A source file as read; ``node`` gives the place of everything in it."""

    source: Source
    node: Node

    def statements(self) -> Iterator[tuple[str, int, Statement, Place]]:
        """Every statement: its list, its position there, itself, its place."""
        for name in STATEMENTS:
            for index, statement in enumerate(getattr(self.source, name)):
                yield name, index, statement, self.node.at((name, index))


@dataclass
class Records:
    """All records of a folder."""

    root: Path
    things: dict[str, Entry] = field(default_factory=dict)
    sources: list[Sourced] = field(default_factory=list)
    judgements: list[tuple[Judgement, Node]] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)
    """Id -> kind of what is there but could not be read, so that nothing is said to be missing for it."""
    whole: bool = True
    """False where a mistake of form has left something unread."""

    @property
    def documents(self) -> dict[str, Sourced]:
        """Document id -> its source file."""
        return {item.source.document.id: item for item in self.sources}

    def kind(self, slug: str) -> str | None:
        """The kind of the thing (or document) of that id, None where there is none."""
        if slug in self.things:
            return self.things[slug].kind
        if any(item.source.document.id == slug for item in self.sources):
            return "document"
        return self.lost.get(slug)

    def kept(self) -> dict[str, str]:
        """Id -> id that is kept, for every thing judged the same as another (and for ids it had before)."""
        into = {judgement.b: judgement.a for judgement, _ in self.judgements if judgement.judgement == "same"}
        into |= {old: slug for slug, entry in self.things.items() for old in entry.thing.formerly}
        ends: dict[str, str] = {}
        for slug in sorted(into):
            seen, at = {slug}, into[slug]
            while at in into and at not in seen:
                seen.add(at)
                at = into[at]
            ends[slug] = at
        return ends


def bundled() -> Path:
    """The curated network that comes with the package."""
    return Path(str(files("scen.data")))


def read_records(root: Path | None = None) -> Records:
    """Read and check a folder of records; None means the curated network of the package.

    :raises RecordErrors: with every mistake found.
    """
    root = root or bundled()
    if not (root / "entities").is_dir() and not (root / "sources").is_dir():
        raise SettingError(str(root), "holds no records: a folder with entities/ and sources/ is needed")
    reader = _Reader(root)
    reader.run()
    return reader.checked()


def read_nodes(
    root: Path,
    entities: Iterable[tuple[str, Node]],
    sources: Iterable[Node],
    ledger: Node | None = None,
    problems: Iterable[Problem] = (),
) -> Records:
    """Check records that were not read from YAML; ``entities`` are (kind, list of things).

    :param problems: mistakes found on the way here, to be reported with the others.
    :raises RecordErrors: with every mistake found.
    """
    reader = _Reader(root)
    reader.problems += problems
    reader.take(entities, sources, ledger)
    return reader.checked()


def _yaml_in(folder: Path) -> list[Path]:
    """The YAML files of a folder; hidden ones are those of editors."""
    return sorted(path for path in folder.glob("*.y*ml") if not path.name.startswith("."))


def shown(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root, self.records = root, Records(root)
        self.problems: list[Problem] = []
        self._broken: set[tuple[int | str, ...]] = set()

    def run(self) -> None:
        kinds = {kind.plural: kind.name for kind in model().kinds.values() if kind.name != "document"}
        entities: list[tuple[str, Node]] = []
        for path in _yaml_in(self.root / "entities"):
            if path.stem not in kinds:
                self._note(
                    Place(shown(path)),
                    f"no kind of thing is called '{path.stem}'{did_you_mean(path.stem, kinds)}",
                )
            elif node := self._read(path):
                entities.append((kinds[path.stem], node))
        sources = [node for path in _yaml_in(self.root / "sources") if (node := self._read(path))]
        ledger = self.root / "ledger.yaml"
        self.take(entities, sources, self._read(ledger) if ledger.exists() else None)

    def take(
        self, entities: Iterable[tuple[str, Node]], sources: Iterable[Node], ledger: Node | None
    ) -> None:
        for kind, node in entities:
            self._entities(kind, node)
        for node in sources:
            self._source(node)
        if ledger:
            self._ledger(ledger)

    def checked(self) -> Records:
        """The records, if neither reading nor the rules found a mistake."""
        from .rules import problems_of  # the rules need the records' types

        self.records.whole = not self.problems
        if problems := [*self.problems, *problems_of(self.records)]:
            raise RecordErrors(problems)
        return self.records

    def _note(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _read(self, path: Path) -> Node | None:
        try:
            return read(path, shown(path))
        except RecordErrors as error:
            self.problems += error.problems
            return None

    def _items(self, node: Node) -> list[Node]:
        if node.value is None:
            return []
        if not isinstance(node.value, list):
            self._note(node.place, "a list of records is needed, each line beginning with '- '")
            return []
        return node.value

    def _entities(self, kind: str, node: Node) -> None:
        for item in self._items(node):
            if thing := self._typed(Thing, item):
                if thing.id in self.records.things:
                    other = self.records.things[thing.id].node.place
                    self._note(item.place, f"id '{thing.id}' is taken by {other}")
                else:
                    self.records.things[thing.id] = Entry(kind, thing, item)
            else:
                self._lose(kind, item)

    def _source(self, node: Node) -> None:
        source = self._typed(Source, node)
        if not source:
            node = self._pruned(node)
            source = self._typed(Source, node, silent=True)
        if not source:
            self._lose("document", node.value.get("document", node) if isinstance(node.value, dict) else node)
            return
        if taken := self.records.kind(source.document.id):
            self._note(node.place, f"id '{source.document.id}' is taken by another {taken}")
        self.records.sources.append(Sourced(source, node))

    def _lose(self, kind: str, node: Node) -> None:
        slug = node.value.get("id") if isinstance(node.value, dict) else None
        if slug and isinstance(slug.value, str):
            self.records.lost.setdefault(slug.value, kind)

    def _ledger(self, node: Node) -> None:
        for item in self._items(node):
            if judgement := self._typed(Judgement, item):
                self.records.judgements.append((judgement, item))

    def _typed(self, cls: type[R], node: Node, *, silent: bool = False) -> R | None:
        try:
            return cls.model_validate(node.plain())
        except ValidationError as failed:
            if not silent:
                self.problems += [Problem(node.at(e["loc"]), plain_words(cls, e)) for e in failed.errors()]
                self._broken = {error["loc"][:2] for error in failed.errors()}
            return None

    def _pruned(self, node: Node) -> Node:
        """The node without the items that are wrong, so that the rest is still checked in this run."""
        value: dict[str, Node] = {}
        for key, child in node.value.items() if isinstance(node.value, dict) else ():
            if isinstance(child.value, list):
                kept = [item for i, item in enumerate(child.value) if (key, i) not in self._broken]
                value[key] = Node(kept, child.place, child.keys)
            elif isinstance(child.value, dict) and key != "document":
                named = {
                    slug: words for slug, words in child.value.items() if (key, slug) not in self._broken
                }
                value[key] = Node(named, child.place, child.keys)
            elif key == "document":
                value[key] = child
        return Node(value, node.place, node.keys)


def plain_words(cls: type[Record], error: ErrorDetails) -> str:
    """A validation error as one sentence a curator understands."""
    where = ".".join(str(part) for part in error["loc"] if isinstance(part, str) and part != "[key]")
    key = str(error["loc"][-1]) if error["loc"] else ""
    value = error.get("input")
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key '{key}'{did_you_mean(key, _keys(cls, error['loc'][:-1]))}"
        case "missing":
            return f"'{key}' is missing"
        case "value_error":
            return f"{where}: {error['ctx']['error']}".removeprefix(": ")
        case "string_pattern_mismatch":
            wanted = _PATTERNS.get(error["ctx"]["pattern"], f"of the form {error['ctx']['pattern']}")
            return f"{where}: '{_short(value)}' is not {wanted}"
        case "string_too_long":
            return f"{where}: longer than {error['ctx']['max_length']} characters"
        case "too_short":
            return f"{where}: needs at least {error['ctx']['min_length']}"
        case "literal_error":
            return f"{where}: '{_short(value)}' is not one of {error['ctx']['expected']}"
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"{where or 'a record'} must be a record of keys and values, not '{_short(value)}'"
        case "tuple_type":
            return f"{where}: a list is needed, not '{_short(value)}'; put it in [ ]"
        case "string_type":
            return f"{where}: text is needed, not '{_short(value)}'; put it in quotes"
        case _:
            return f"{where}: {error['msg'][0].lower()}{error['msg'][1:]}".removeprefix(": ")


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id (lower-case letters, digits and single hyphens)",
    r"^[0-9a-f]{64}$": "a SHA-256 (64 hexadecimal digits)",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language code such as en, sv or nb",
}


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def _keys(cls: type[Record], loc: tuple[int | str, ...]) -> Mapping[str, object]:
    known: type[Record] = cls
    if loc and isinstance(loc[0], str):
        known = STATEMENTS.get(loc[0]) or getattr(cls.model_fields.get(loc[0]), "annotation", None) or cls
    fields = getattr(known, "model_fields", cls.model_fields)
    return {info.alias or name: info for name, info in fields.items()}
