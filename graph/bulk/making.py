"""A version with bulk sources, in the making: what of the new files is fit goes in, the rest is left out and told.

The store is filled by a process of its own from the first line on (``filling.py``); where a file turns out
unfit it begins again without it, so that the common case, in which all are fit, waits for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from pyoxigraph import NamedNode, RdfFormat

from .. import swap
from ..dataset import QUADS
from ..errors import Place, Problem, RecordErrors
from ..network.blocks import forget
from ..text import printable
from ..visibility import NOBODY, Unspoken
from . import folder, silence, version
from .canonical import MOST, Canonical
from .filling import Fault, Filler
from .folder import Progress, Source
from .survey import Survey, spread, survey


@dataclass(frozen=True)
class Wanted:
    """A file to be loaded."""

    path: Path
    name: str
    form: RdfFormat


@dataclass(frozen=True)
class Loaded:
    """What a load or a removal made; ``version`` is None where nothing was changed."""

    version: Path | None
    sources: tuple[Source, ...]
    """All bulk sources of the dataset now."""
    new: tuple[Source, ...]
    quads: int
    """Quads of the whole dataset."""
    spread: int
    """Quads that repeat a triple of another graph: some engines count such a triple twice."""
    left_out: tuple[Problem, ...]
    """What is wrong with the files that were left out."""


@dataclass
class Making:
    """The files of a version in the making; ``filler`` was fed with them, in the order of `files`."""

    work: Path
    base: str
    filler: Filler
    progress: Progress
    old: Path
    """The version before."""
    stay: list[Source]
    unspoken: Unspoken = NOBODY
    """Names that must be nowhere."""
    new: dict[str, Canonical] = field(default_factory=dict)
    surveys: dict[Path, Survey] = field(default_factory=dict)
    left_out: list[Problem] = field(default_factory=list)
    counts: tuple[int, int] = (0, 0)
    """Quads of all files, and how many of them repeat a triple of another graph."""

    def files(self) -> list[Path]:
        """Records, sources that stay, new ones: in the order in which they are fed."""
        return [*version.files(self.work, self.stay), *(self.kept(name) for name in self.new)]

    def kept(self, name: str) -> Path:
        """Where the quads of a source are kept."""
        return folder.kept(self.work, name)

    def told(self) -> tuple[Problem, ...]:
        """What is wrong with the files that were left out."""
        return tuple(sorted(set(self.left_out)))

    def add(self, file: Wanted) -> None:
        """Keep a file's quads, and hand them to the store as they come."""

        def progress(part: float) -> None:
            self.progress(f"reading {file.path.name}: {part:.0%}")

        graph = NamedNode(folder.default_graph(self.base, file.name))
        read = self.new[file.name] = Canonical(file.path, file.form, graph, progress)
        kept, at, line = self.kept(file.name), 0, 0
        try:
            with kept.open("wb") as out:
                for block in read:
                    self._silent_on_people(file.name, block, line)
                    line += block.count(b"\n") if self.unspoken.names else 0
                    out.write(block)
                    out.flush()
                    self.filler.feed(kept, at, at + len(block))
                    at += len(block)
            if not at:
                raise RecordErrors([Problem(Place(str(file.path)), "holds no quads")])
        except RecordErrors as error:
            self.leave({file.name: list(error.problems)})

    def _silent_on_people(self, name: str, block: bytes, before: int) -> None:
        """:raises RecordErrors: the lines, of which ``before`` are the file's earlier ones, hold a name that must be nowhere."""
        if at := silence.first(block, self.unspoken):
            place = Place(str(self.new[name].path), self.new[name].line(before + at))
            raise RecordErrors([Problem(place, silence.HOLDS)])

    def leave(self, bad: dict[str, list[Problem]]) -> None:
        """Leave files out; a source that one was to replace stays."""
        for name, problems in bad.items():
            self.left_out += problems
            del self.new[name]
            forget(self.kept(name))
            self.kept(name).unlink()
            self.surveys.pop(self.kept(name), None)
        self.stay += folder.carry(
            self.old, self.work, [name for name in folder.names(self.old) if name in bad]
        )
        self.filler.again(self.files())

    def settle(self, staying: bool) -> bool:
        """Leave out files until all that is left fits, and everything but ``meta.json`` is made of it.

        Whether every IRI is one only the store's parser says, at the end.

        :param staying: check the sources that stay, too.
        :returns: whether there is a new file left.
        :raises RecordErrors: a source that stays does not fit, or holds a name that must be nowhere.
        """
        while True:
            try:
                self._check(staying)
                if not self.new and self.left_out:
                    return False
                silence.kept(self.work, self.stay, self.unspoken, folder.names(self.old))
                version.derive(self.work, self.files(), self.base, self.progress)
                self.counts = spread(self.surveys.values())
            except SyntaxError as error:  # met here before there; the store's parser has the last word
                if (fault := self._filled()) is None:
                    raise AssertionError from error
            else:
                fault = self._filled()
            if fault is None:
                return bool(self.new)
            self.leave(self._faulty(fault))

    def _filled(self) -> Fault | None:
        return self.filler.wait(lambda part: self.progress(f"filling the store: {part:.0%}"))

    def _check(self, staying: bool) -> None:
        """Leave out what does not go with the dataset, or breaks the shapes."""
        while bad := self._strangers() or self._broken(staying):
            self.leave(bad)

    def _survey(self, path: Path) -> Survey:
        if path not in self.surveys:
            self.progress(f"counting {path.name}")
            self.surveys[path] = survey(path, self.base)
        return self.surveys[path]

    def _strangers(self) -> dict[str, list[Problem]]:
        """New files that say nothing of this dataset, whose graphs are somebody's, or that say what is not theirs to say.

        :raises RecordErrors: a source that stays is such a one.
        """
        shared = {f"{self.base}graph/{name}" for name in folder.SHARED}
        owner = dict.fromkeys(set(self._survey(self.work / QUADS).graphs) - shared, "the records")
        bad: dict[str, list[Problem]] = {}
        for name in [source.name for source in self.stay] + list(self.new):
            found = self._survey(self.kept(name))
            taken = [graph for graph in found.graphs if graph in owner]
            more, line = _more(taken), 0
            words = self._new_words(found)
            if not found.things:
                message = f"says nothing of this dataset: no subject begins with {self.base}id/"
            elif taken:
                message = f"the graph {taken[0]}{more} belongs to {owner[taken[0]]}"
            elif found.ties:
                message, line = f"ties are derived, never loaded{_more(found.ties)}", found.ties[0]
            elif words:
                message, line = (
                    f"the vocabulary is not loaded: it comes with the records{_more(words)}",
                    words[0],
                )
            else:
                owner |= dict.fromkeys(set(found.graphs) - shared, f"the bulk source '{name}'")
                continue
            if name not in self.new:
                raise RecordErrors([self._told(name, message, line)])
            bad[name] = [self._told(name, message, line)]
        return bad

    def _new_words(self, found: Survey) -> list[int]:
        """The lines that would add to the graph of the vocabulary what the records do not say."""
        known = self._survey(self.work / QUADS).triples
        new: list[int] = found.word_lines[~np.isin(found.words, known)].tolist()
        return new

    def _broken(self, staying: bool) -> dict[str, list[Problem]]:
        """What of the new files breaks the shapes.

        :raises RecordErrors: a source that stays does.
        """
        self.progress("checking shapes")
        names = {str(self.kept(name)): name for name in self.new}
        old = [self.kept(source.name) for source in self.stay]
        known = [self.work / QUADS, *(() if staying else old)]
        new = [*(old if staying else ()), *(self.kept(name) for name in self.new)]
        bad: dict[str, list[Problem]] = {}
        stale: list[Problem] = []
        for problem in version.problems(new, known, self.base) if new else ():
            if (name := names.get(problem.place.path)) is None:
                stale.append(self._told(Path(problem.place.path).stem, problem.message, problem.place.line))
            else:
                found = bad.setdefault(name, [])
                if len(found) <= MOST:
                    found.append(self._told(name, problem.message, problem.place.line))
            if len(stale) > MOST or (len(new) == 1 and len(bad.get(name or "", ())) > MOST):
                break
        if stale:
            raise RecordErrors(stale)
        return {name: _most(found) for name, found in bad.items()}

    def _told(self, name: str, message: str, line: int = 0) -> Problem:
        """A problem of a kept file, at its place in the file that the user knows."""
        if name not in self.new:
            return Problem(Place(f"bulk source '{name}'", line), message)
        read = self.new[name]
        at = read.line(line) if line else 0
        if line and not at:  # the quads of such a file have no lines
            with self.kept(name).open("rb") as file:
                message += f" {next(islice(file, line - 1, None)).split()[0].decode()}"
        return Problem(Place(str(read.path), at), message)

    def seal(self) -> tuple[Loaded, str]:
        """Write ``meta.json`` and what is known of the new sources; returns the report and the digest."""
        for path in self.files():
            forget(path)
        new = [self._source(name) for name in self.new]
        for source in new:
            folder.write(self.work, source)
        now = sorted([*self.stay, *new])
        quads, more = self.counts
        (self.work / swap.LOCK).touch()
        digest = version.seal(self.work, self.base, now, quads)
        return Loaded(None, tuple(now), tuple(new), quads, more, self.told()), digest

    def _faulty(self, fault: Fault) -> dict[str, list[Problem]]:
        """The new file in which the line stands.

        :raises RecordErrors: it stands in another one.
        """
        line = fault.line
        for path in self.files():
            if line <= self.surveys[path].lines:
                break
            line -= self.surveys[path].lines
        problem = self._told(path.stem, fault.message, line)
        if path.stem not in self.new or path == self.work / QUADS:
            raise RecordErrors([problem])
        return {path.stem: [problem]}

    def _source(self, name: str) -> Source:
        read, found, kept = self.new[name], self.surveys[self.kept(name)], self.kept(name)
        return Source(
            name, printable(read.path.name), read.sha256, len(found.quads), kept.stat().st_size, found.graphs
        )


def _more(found: Sequence[object]) -> str:
    return f" (and {len(found) - 1} more)" if len(found) > 1 else ""


def _most(problems: list[Problem]) -> list[Problem]:
    """No more than are read."""
    if len(problems) <= MOST:
        return problems
    return [*problems[:MOST], Problem(problems[MOST].place, "and more; the rest is not told")]
