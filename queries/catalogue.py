"""The questions that come with scen, one file each; a question of one's own is a path to such a file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..graph.errors import QueryError, QuestionError
from . import question as one
from .question import Question

TAGS = ("people", "organisations", "events", "network", "funding", "evidence", "gaps", "counts")
"""The order in which tags are listed; others follow."""


def names() -> list[str]:
    """The names of all questions, in alphabetical order."""
    return sorted(file.name[:-3] for file in _folder().iterdir() if file.name.endswith(".rq"))


def questions() -> list[Question]:
    """All questions, in the order of their names."""
    return [question(name) for name in names()]


def by_tag(found: list[Question]) -> dict[str, list[Question]]:
    """Tag -> its questions; a question stands under its first tag."""
    groups: dict[str, list[Question]] = {tag: [] for tag in TAGS}
    for one_ in sorted(found, key=lambda question: (question.tags[:1], question.name)):
        groups.setdefault(one_.tags[0] if one_.tags else "other", []).append(one_)
    return {tag: members for tag, members in groups.items() if members}


def question(name: str) -> Question:
    """The question of that name, or of that path of a ``.rq`` file.

    >>> question("contradictions").summary != ""
    True

    :raises QuestionError: there is none; the nearest is named.
    :raises QueryError: the file is no question, with line and column.
    """
    if name.endswith(".rq") and "\0" not in name:
        return _own(Path(name))  # it may change at any time
    return _ours(name)


@cache
def _ours(name: str) -> Question:
    if name not in names():
        from ..graph.nearest import did_you_mean

        hint = did_you_mean(name, names())
        raise QuestionError(f"no question '{name}'{hint or '; scen ask lists them all'}", name)
    return one.read(name, (_folder() / f"{name}.rq").read_text(encoding="utf-8"))


def _folder() -> Traversable:
    return files(__package__)


def _own(path: Path) -> Question:
    try:
        return one.read(path.stem, path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror or error}", path.stem) from None
    except UnicodeDecodeError:
        raise QueryError(f"{path}: is not UTF-8 text") from None
