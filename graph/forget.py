"""Forgetting a person: the change of the records, prepared as texts before anything is written.

The names move to the private file; in the records a tombstone stays, the keyed hash of the id. Statements that rest on
the person go, a cooperation of three goes on as one of two. What only a human can word otherwise is told by its line.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import offsets
from .errors import Place
from .forget_who import common, hidden, same_person
from .reader import Entry, Records, Sourced, read_nodes, read_records, shown
from .records import Cooperation, Statement, references
from .tree import Node, parse
from .visibility import Hidden, Private, Unspoken
from .yaml_cut import Cuts
from .yaml_text import flow


@dataclass(frozen=True)
class Change:
    """A file that changes; ``path`` is relative to the records."""

    path: str
    before: str
    after: str

    def diff(self) -> str:
        """The change as a unified diff."""
        names = (f"a/{self.path}", f"b/{self.path}")
        lines = self.before.splitlines(), self.after.splitlines()
        return "\n".join(difflib.unified_diff(*lines, *names, lineterm="", n=0))

    def hunks(self) -> tuple[tuple[int, str, str], ...]:
        """(Line of the new file, from 0, what stood there, what stands there) of each place that changed."""
        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return tuple(
            (c, "".join(old[a:b]), "".join(new[c:d])) for name, a, b, c, d in codes if name != "equal"
        )


@dataclass(frozen=True)
class Forgetting:
    """What forgetting somebody changes."""

    person: Hidden
    """The entry for the private file."""
    public: str
    """The id that stays."""
    changes: tuple[Change, ...]
    claims: tuple[tuple[Place, str], ...]
    """Where the statements stand that go, and of which list they are."""
    left: tuple[Place, ...]
    """Lines that name the person still, or may by one word, and that a human is to word otherwise."""


def prepare(root: Path | None, name: str, private: Private) -> Forgetting:
    """What is to change so that the person of that name is forgotten.

    :raises NotFound: nobody, or more than one, is of that name.
    :raises RecordErrors: the records hold mistakes, or would.
    """
    records = read_records(root)
    ids = same_person(records, name)
    person = hidden(records, ids)
    return _Change(records, ids, person, private.alias(ids[0])).made()


class _Change:
    """The texts of the records without somebody."""

    def __init__(self, records: Records, ids: list[str], person: Hidden, public: str) -> None:
        self._records, self._ids, self._person, self._public = records, ids, person, public
        self._unspoken = Unspoken((person.id, *person.names))
        self._doubtful = Unspoken((*self._unspoken.names, *common(records, ids)))
        self._cuts: dict[str, Cuts] = {}
        self._claims: list[tuple[Place, str]] = []
        self._labels: set[tuple[str, str]] = set()

    def made(self) -> Forgetting:
        for slug in self._ids:
            if slug in self._records.things:
                self._entity(slug)
        for item in self._records.sources:
            self._source(item)
        for item in self._records.sources:
            self._contradictions(item)
        self._ledger()
        texts = {path: (cuts.text, cuts.done()) for path, cuts in self._cuts.items()}
        texts |= self._offsets(self._read({path: new for path, (_, new) in texts.items()}))
        changes = tuple(Change(path, old, new) for path, (old, new) in sorted(texts.items()) if old != new)
        undo = {change.path: change.hunks() for change in changes}
        person = self._person.model_copy(update={"undo": undo})
        left = tuple(sorted(self._left({change.path: change.after for change in changes})))
        return Forgetting(person, self._public, changes, tuple(sorted(self._claims)), left)

    def _file(self, path: str) -> Cuts:
        if path not in self._cuts:
            self._cuts[path] = Cuts((self._records.root / path).read_bytes().decode("utf-8-sig"))
        return self._cuts[path]

    def _path(self, place: Place) -> str:
        """The path below the records of what a message calls so."""
        files = {shown(path): path for path in self._records.root.rglob("*.y*ml")}
        return files[place.path].relative_to(self._records.root).as_posix()

    def _entity(self, slug: str) -> None:
        entry = self._records.things[slug]
        path = self._path(entry.node.place)
        at = _position(self._records, entry)
        if slug == self._ids[0]:
            self._file(path).replace((at,), flow({"id": self._public, "visibility": "withheld"}))
        else:
            self._file(path).cut((at,))

    def _source(self, item: Sourced) -> None:
        cuts, source = self._file(self._path(item.node.place)), item.source
        for part in ("names", "stands_for"):
            for slug in getattr(source, part).keys() & set(self._ids):
                cuts.cut((part, slug))
        for at, section in enumerate(source.sections):
            if section.about in self._ids:
                cuts.cut(("sections", at))
        for name, at, statement, place in item.statements():
            self._statement(cuts, item, (name, at), statement, place)

    def _statement(
        self, cuts: Cuts, item: Sourced, path: tuple[str, int], statement: Statement, place: Place
    ) -> None:
        held = [(key, index) for key, index, slug, _ in references(statement) if slug in self._ids]
        if held and not _goes_on(statement, held):
            cuts.cut(path)
            self._claims.append((place, path[0]))
            if statement.label:
                self._labels.add((item.source.document.id, statement.label))
            return
        for key, index in held:
            cuts.cut((*path, key, index or 0))
        words = statement.as_written
        named = [at for at, text in enumerate(words) if self._unspoken.held_by(text)]
        for at in named if len(named) < len(words) else ():
            cuts.cut((*path, "as_written", at))

    def _contradictions(self, item: Sourced) -> None:
        cuts, document = self._file(self._path(item.node.place)), item.source.document.id
        for at, found in enumerate(item.source.contradictions):
            split = [(one.rpartition("/")[0] or document, one.rpartition("/")[2]) for one in found.between]
            gone = [index for index, one in enumerate(split) if one in self._labels]
            if gone and len(split) - len(gone) < 2:
                cuts.cut(("contradictions", at))
            else:
                for index in gone:
                    cuts.cut(("contradictions", at, "between", index))

    def _ledger(self) -> None:
        for at, (judgement, _) in enumerate(self._records.judgements):
            if {judgement.a, judgement.b}.intersection(self._ids):
                self._file("ledger.yaml").cut((at,))

    def _read(self, texts: dict[str, str]) -> Records:
        """The records as they will be; nothing is written for that.

        :raises RecordErrors: they would hold a mistake, which a human is to mend first.
        """
        from ..ontology.terms import model

        root = self._records.root
        kinds = {kind.plural: kind.name for kind in model().kinds.values()}

        def node(path: Path) -> Node:
            inside = path.relative_to(root).as_posix()
            data = texts[inside].encode() if inside in texts else path.read_bytes()
            return parse(data, shown(path))

        found = {
            part: sorted(path for path in (root / part).glob("*.y*ml") if not path.name.startswith("."))
            for part in ("entities", "sources")
        }
        ledger = root / "ledger.yaml"
        return read_nodes(
            root, [(kinds[path.stem], node(path)) for path in found["entities"]], [node(path) for path in found["sources"]],
            node(ledger) if ledger.exists() and texts.get("ledger.yaml", "x").strip() else None,
        )  # fmt: skip

    def _offsets(self, after: Records) -> dict[str, tuple[str, str]]:
        """The positions of words that no statement keeps any more go."""
        path = self._records.root / offsets.NAME
        if not path.exists():
            return {}
        gone = _kept_words(self._records) - _kept_words(after)
        text = path.read_bytes().decode("utf-8-sig")
        lines = [
            line for line in text.splitlines(keepends=True)
            if not ((row := next(csv.reader([line]), [])) and len(row) == 4 and (row[0], row[3]) in gone)
        ]  # fmt: skip
        return {offsets.NAME: (text, "".join(lines))}

    def _left(self, changed: dict[str, str]) -> Iterator[Place]:
        for path in sorted(self._records.root.rglob("*")):
            inside = path.relative_to(self._records.root).as_posix()
            if path.is_file() and path.suffix in (".yaml", ".yml", ".csv", ".md"):
                text = (
                    changed[inside]
                    if inside in changed
                    else path.read_text(encoding="utf-8", errors="replace")
                )
                for number, line in enumerate(text.splitlines(), 1):
                    if self._doubtful.held_by(line):
                        yield Place(shown(path), number)


def _position(records: Records, entry: Entry) -> int:
    """Which record of its file it is."""
    same = [other for other in records.things.values() if other.node.place.path == entry.node.place.path]
    return same.index(entry)


def _goes_on(statement: Statement, held: list[tuple[str, int | None]]) -> bool:
    """Whether a cooperation still has two parties without them."""
    if not isinstance(statement, Cooperation) or {key for key, _ in held} != {"parties"}:
        return False
    return len(statement.parties) - len(held) > 1


def _kept_words(records: Records) -> set[tuple[str, str]]:
    kept = set()
    for item in records.sources:
        document = item.source.document.id
        kept |= {
            (document, words) for _, _, statement, _ in item.statements() for words in statement.as_written
        }
        kept |= {(document, words) for forms in item.source.names.values() for words in forms}
    return kept
