"""Every error of scen, one tree; each carries its data, and ``str(error)`` is what a user reads.

ScenError
 + RecordErrors    .problems            records that cannot be read, each problem with file and line
 + DatasetError    .path                the dataset is missing, damaged, locked or of another version
 + QueryError      .line, .column       the text is not a query we run
 + QuestionError   .question, .parameter   no question or parameter of that name, or a value it does not take
 + EndpointError   .url, .status        a SPARQL server is down, slow, says no, or answers what is no answer
 + NotFound        .name, .candidates   no thing of that name, or more than one
 + SettingError    .setting             an option, path or environment variable that cannot be used
 + WorkerError                          a process that helped was ended from outside
 + ReleaseError    .findings            a release that must not be published, each finding with file, position and rule
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


class ScenError(Exception):
    """Base of all errors that are a user's business; shown in one line, without a traceback.

    They come from other processes as they were raised there.
    """

    def __reduce__(self) -> tuple[object, ...]:
        """What `pickle` needs: constructors take other arguments than those of the exception."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[ScenError], args: tuple[object, ...], data: dict[str, object]) -> ScenError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(data)
    return error


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file something stands: line and column count from 1; ``column`` may be a table heading."""

    path: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the records.

    >>> print(Problem(Place("data/sources/x.yaml", 41), "unknown person 'linda-scot'"))
    data/sources/x.yaml:41: unknown person 'linda-scot'
    """

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class RecordErrors(ScenError):
    """The records hold mistakes; all of a run, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DatasetError(ScenError):
    """A dataset folder cannot be opened or written."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class QueryError(ScenError):
    """The text is not a query that can be run here; line and column count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        where = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(where + message)


class QuestionError(ScenError):
    """A named question cannot be asked so: the question, its parameter or the value of one is wrong."""

    def __init__(self, message: str, question: str, parameter: str = "") -> None:
        self.question, self.parameter = question, parameter
        super().__init__(message)


class EndpointError(ScenError):
    """A SPARQL server gave no answer, or not a whole one; ``status`` is that of HTTP, 0 where there was none."""

    def __init__(self, url: str, message: str, status: int = 0) -> None:
        self.url, self.status = url, status
        super().__init__(f"{url}: {message}")


SHOWN = 8
"""Candidates that a message shows."""


class NotFound(ScenError):
    """No thing, or more than one, answers to the name; ``candidates`` are (label, kind, slug)."""

    def __init__(
        self,
        name: str,
        candidates: Sequence[tuple[str, str, str]] = (),
        *,
        many: bool = False,
        wanted: Sequence[str] = (),
        hint: str = "",
    ) -> None:
        self.name, self.candidates, self.many = name, candidates, many
        shown = "; ".join(f"{label} ({kind} {slug})" for label, kind, slug in candidates)
        if many:
            lines = "\n".join(f"  {kind}/{slug}  {label}" for label, kind, slug in candidates[:SHOWN])
            rest = f"\n  … and {len(candidates) - SHOWN} more" if len(candidates) > SHOWN else ""
            message = f"'{name}' names {len(candidates)} things; say which by its id:\n{lines}{rest}"
        elif wanted:
            message = f"no {' or '.join(wanted)} is named '{name}'; there is {shown}"
        else:
            message = f"no record of '{name}'{hint}" + (f"; did you mean {shown}?" if shown else "")
        super().__init__(message)


class SettingError(ScenError):
    """An option, a path or an environment variable that cannot be used."""

    def __init__(self, setting: str, message: str) -> None:
        self.setting = setting
        super().__init__(f"{setting}: {message}")


class WorkerError(ScenError):
    """A process that helped was ended from outside: by somebody, or by a system that lacks memory."""

    def __init__(self) -> None:
        super().__init__("a process that helped was ended from outside, perhaps for want of memory; try again")


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong in a release: ``rule`` is the name of the check that says so.

    >>> print(Finding(Place("releases/2026-11/tables/ties.csv", 41), "row-count", "99 rows, 100 ties"))
    releases/2026-11/tables/ties.csv:41: [row-count] 99 rows, 100 ties
    """

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: [{self.rule}] {self.message}"


class ReleaseError(ScenError):
    """A release that must not be published; nothing of it is in place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: Sequence[Finding] = sorted(set(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))
