"""The proof that records say what their documents say: SHA-256, lines, words, offsets, names.

A *stated* claim holds when its words stand on its lines (letter for letter, as whole words), and on those
lines (or on ``context:`` lines, or under a heading whose section is about the thing) there stands a name of
each thing it joins, or a word recorded as standing for it. An *inferred* claim needs lines that exist, and the words it keeps, if any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from .claims import Claim, Claims
from .documents import Document
from .errors import Problem
from .fields import show_lines
from .offsets import Offsets
from .reader import Records, Sourced
from .records import Statement, references
from .text import column, names_it


@dataclass(frozen=True)
class Checked:
    """One statement as the check sees it: enough to move its lines or swap its agent."""

    lines: tuple[int, ...]
    quotes: tuple[str, ...]
    joins: tuple[tuple[str, str], ...]
    context: tuple[int, ...]
    stated: bool
    name: bool = False


@dataclass
class Proof:
    """What the check of all records found."""

    problems: list[Problem] = field(default_factory=list)
    offsets: Offsets = field(default_factory=dict)
    verified: int = 0
    claims: int = 0
    checkers: list[Checker] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Documents whose text is not in the folder."""


class Checker:
    """Checks the statements of one source file against its text."""

    def __init__(self, item: Sourced, records: Records, document: Document) -> None:
        self.item, self.records, self.document = item, records, document
        self.source = item.source
        self.kept = records.kept()

    @cached_property
    def _words(self) -> dict[str, list[tuple[str, frozenset[int] | None]]]:
        """Thing -> words that name it anywhere, or stand for it on certain lines."""
        words: dict[str, list[tuple[str, frozenset[int] | None]]] = defaultdict(list)
        for slug, forms in self.source.names.items():
            words[self._kept(slug)] += [(form, None) for form in forms]
        for slug, forms in self.source.stands_for.items():
            words[self._kept(slug)] += [(form, frozenset(lines)) for form, lines in forms.items()]
        return words

    def _kept(self, slug: str) -> str:
        return self.kept.get(slug, slug)

    def named(self, slug: str, lines: Iterable[int]) -> bool:
        """Whether the thing is named on one of the lines, or is what their section is about."""
        slug = self._kept(slug)
        if slug == self.source.document.id:
            return True
        lines = set(lines)
        for section in self.source.sections:
            if self._kept(section.about) == slug and lines & set(section.lines):
                lines.add(section.heading)
        return any(
            names_it(self.document.line(line), words)
            for words, allowed in self._words.get(slug, ())
            for line in lines
            if allowed is None or line in allowed
        )

    def faults(self, checked: Checked) -> Iterator[str]:
        """What is wrong with a statement, in plain words."""
        last = self.document.last
        if beyond := tuple(line for line in (*checked.lines, *checked.context) if line > last):
            yield f"{lines_(beyond)} {'does' if len(beyond) == 1 else 'do'} not exist; the document has {last} lines"
            return
        for words in checked.quotes:
            if all(column(self.document.line(line), words) < 0 for line in checked.lines):
                yield f"'{words}' does not stand on {lines_(checked.lines)}{self._elsewhere(words)}"
        if checked.stated:
            for part, slug in checked.joins:
                if not self.named(slug, (*checked.lines, *checked.context)):
                    where = lines_(tuple(sorted({*checked.lines, *checked.context})))
                    verb = "does" if where.startswith("line ") else "do"
                    what = {"parties": "party"}.get(part, part)
                    yield f"{where} {verb} not name {what} '{slug}'; add `context:`, a name, or infer it"

    def _elsewhere(self, words: str) -> str:
        found = [n for n, line in enumerate(self.document.lines, 1) if column(line, words) >= 0]
        return f", but on {lines_(tuple(found))}" if found else ""

    def statements(self) -> Iterator[tuple[Checked, Problem]]:
        """Every statement and naming, with a problem (of no message yet) at its place."""
        for _, _, statement, place in self.item.statements():
            yield self._checked(statement), Problem(place, "")
        for slug, forms in self.source.names.items():
            for words, lines in forms.items():
                for line in lines:
                    yield (
                        Checked((line,), (words,), (), (), True, name=True),
                        Problem(self.item.node.at(("names", slug)), ""),
                    )

    @staticmethod
    def _checked(statement: Statement) -> Checked:
        joins = tuple((key, slug) for key, _, slug, _ in references(statement))
        stated = statement.certainty == "stated"
        return Checked(statement.at, statement.as_written, joins, statement.context, stated)

    def supports(self) -> Iterator[Problem]:
        """Headings that do not name their thing, stand-in words that are not there, a text without end."""
        for index, section in enumerate(self.source.sections):
            place = self.item.node.at(("sections", index))
            forms = self._words.get(self._kept(section.about), ())
            if not any(names_it(self.document.line(section.heading), words) for words, _ in forms):
                yield Problem(place, f"heading line {section.heading} does not name '{section.about}'")
        for slug, forms_ in self.source.stands_for.items():
            for words, lines in forms_.items():
                for line in lines:
                    if not names_it(self.document.line(line), words):
                        place = self.item.node.at(("stands_for", slug))
                        yield Problem(
                            place, f"'{words}' does not stand on line {line}{self._elsewhere(words)}"
                        )

    def offsets(self) -> Offsets:
        """Position of every kept quote on every line of its statement where it stands."""
        found: Offsets = {}
        for checked, _ in self.statements():
            for words in checked.quotes:
                for line in checked.lines:
                    if (start := column(self.document.line(line), words)) >= 0:
                        found[self.source.document.id, line, words] = self.document.starts[line - 1] + start
        return found

    def uncovered(self) -> Iterator[tuple[int, str]]:
        """Lines with text that no statement refers to and the record does not set aside."""
        covered = {line for lines, _ in self.source.ignored for line in lines}
        for _, _, statement, _ in self.item.statements():
            if len(statement.at) <= 3 or not _is_run(statement.at):
                covered |= set(statement.at)
        for number, line in enumerate(self.document.lines, 1):
            if line.strip() and number not in covered:
                yield number, line


def lines_(numbers: tuple[int, ...]) -> str:
    """``line 7`` or ``lines 7, 9``."""
    return ("line " if len(numbers) == 1 else "lines ") + show_lines(numbers)


def _is_run(lines: tuple[int, ...]) -> bool:
    return lines == tuple(range(lines[0], lines[-1] + 1))


def checkers(records: Records, texts: dict[str, Document]) -> tuple[list[Checker], list[Problem], list[str]]:
    """A checker for each source whose text is there; problems where a text has changed; ids of absent ones."""
    found, problems, missing = [], [], []
    by_name = {document.path.name: document for document in texts.values()}
    for item in records.sources:
        header = item.source.document
        if document := texts.get(header.sha256):
            found.append(Checker(item, records, document))
        elif other := by_name.get(header.file):
            place = item.node.at(("document", "sha256"))
            problems.append(
                Problem(place, f"{header.file} has another SHA-256 ({other.sha256}); the text was changed")
            )
        else:
            missing.append(header.id)
    return found, problems, missing


def prove(records: Records, texts: dict[str, Document]) -> Proof:
    """Check every statement of every source whose text is there."""
    proof = Proof()
    proof.checkers, proof.problems, proof.missing = checkers(records, texts)
    for checker in proof.checkers:
        proof.problems += checker.supports()
        proof.offsets |= checker.offsets()
        for checked, problem in checker.statements():
            faults = [replace(problem, message=fault) for fault in checker.faults(checked)]
            proof.problems += faults
            proof.claims += 1
            proof.verified += not faults
    proof.problems = sorted(set(proof.problems))
    return proof


def unverified(claims: Claims) -> Iterator[Problem]:
    """One warning for each source file with words that have no position yet: the check has not been run."""
    waiting: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.claims:
        if any(quote.start is None for quote in claim.quotes):
            waiting[claim.document].append(claim)
    for document, found in sorted(waiting.items()):
        many = "1 statement has" if len(found) == 1 else f"{len(found)} statements have"
        place = min(claim.place for claim in found)
        yield Problem(place, f"{many} words without a position in {document}; run scen check --documents")
