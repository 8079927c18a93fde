"""Forgetting, written: the private file first, then the records, each file whole; and undone.

Stopped at any moment, the person is in the private file, and so in no dataset that is built. What the records were
before stands in the private file alone, from which it is undone.
"""

from __future__ import annotations

import codecs
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from .errors import NotFound, Place, Problem, RecordErrors, SettingError
from .forget import Change, Forgetting
from .reader import shown
from .text import fold
from .visibility import Hidden, Private, read_private
from .yaml_cut import Cuts, last_line
from .yaml_text import flow


def new_private() -> Private:
    """A private file that does not exist yet, with a new key."""
    return Private(key=secrets.token_hex(32))


def apply(forgetting: Forgetting, root: Path, private: Private, file: Path) -> None:
    """Write the change; where a file cannot be written, those before it become again what they were.

    :raises OSError: a file cannot be written.
    """
    old = _text(file) if file.exists() else ""
    cuts, person = Cuts(old or f"key: {private.key}\n"), forgetting.person
    for at, one in enumerate(private.people):
        if one.id == person.id:
            cuts.cut(("people", at))
            person = joined(person, one)
    texts = [(file, old, _listed(cuts.done(), person))]
    _write(texts + [(root / change.path, change.before, change.after) for change in forgetting.changes])


def joined(one: Hidden, other: Hidden) -> Hidden:
    """Two entries of one person as one: all names, and all that is known with the person."""
    return one.model_copy(
        update={
            name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))
            for name in ("names", "near")
        }
    )


def undo(name: str, root: Path, file: Path) -> Hidden:
    """Make the records what they were, and take the person out of the private file.

    :raises NotFound: nobody of that name or id was forgotten by a file that can be undone.
    :raises RecordErrors: the records have changed since, where they would have to be changed back.
    """
    private = read_private(file)
    found = [
        (at, person) for at, person in enumerate(private.people if private else ())
        if person.undo and fold(name) in {fold(text) for text in (person.id, *person.names)}
    ]  # fmt: skip
    if len(found) != 1:
        raise NotFound(name, hint=" that was forgotten with this private file", many=False)
    [(at, person)] = found
    changes = [_back(root, path, hunks) for path, hunks in person.undo.items()]
    text = _text(file)
    cuts = Cuts(text)
    cuts.cut(("people", at) if private and len(private.people) > 1 else ("people",))
    _write(
        [
            *((root / change.path, change.before, change.after) for change in changes),
            (file, text, cuts.done()),
        ]
    )
    return person


def _back(root: Path, path: str, hunks: tuple[tuple[int, str, str], ...]) -> Change:
    text = _text(root / path)
    lines = text.splitlines(keepends=True)
    for at, old, new in reversed(hunks):
        now = len(new.splitlines())
        if "".join(lines[at : at + now]) != new:
            message = "was changed since; undo it by hand, from 'undo' in the private file"
            raise RecordErrors([Problem(Place(shown(root / path), at + 1), message)])
        lines[at : at + now] = old.splitlines(keepends=True)
    return Change(path, text, "".join(lines))


def _text(path: Path) -> str:
    """The text with the ends of lines it has; of a mark at its beginning, `_put` takes care."""
    return path.read_bytes().decode("utf-8-sig")


def _listed(text: str, person: Hidden) -> str:
    """The private file with one more person; whatever else is in it stays as it is.

    >>> print(_listed("key: x # kept\\n", Hidden(id="anna-exempel", visibility="withheld")), end="")
    key: x # kept
    people:
    - {id: anna-exempel, visibility: withheld}
    """
    entry = flow({key: value for key, value in person.model_dump().items() if value})
    end = "\r\n" if "\r\n" in text else "\n"
    text = text if text.endswith("\n") else text + end
    people = _people(text)
    if people is None:
        return f"{text}people:{end}- {entry}{end}"
    if not isinstance(people, yaml.SequenceNode) or not people.value:  # nothing, or an empty list
        before, after = text[: people.start_mark.index].rstrip(" "), text[people.end_mark.index :]
        return f"{before}{end}- {entry}{after if after.startswith(end) else end + after.lstrip()}"
    if people.flow_style:
        close = people.end_mark.index - 1
        return f"{text[:close]}, {entry}{text[close:]}"
    lines, start = text.splitlines(keepends=True), people.value[0].start_mark
    begins = lines[start.line][: start.column]
    lines.insert(last_line(people) + 1, f"{begins}{entry}{end}")
    return "".join(lines)


def _people(text: str) -> Any:
    root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {key.value: value for key, value in root.value}.get("people")


def _write(texts: list[tuple[Path, str, str]]) -> None:
    done: list[tuple[Path, str]] = []
    try:
        for path, old, new in texts:
            _put(path, new)
            done.append((path, old))
    except OSError:
        for path, old in reversed(done):
            with suppress(OSError):
                _put(path, old) if old else path.unlink()
        raise


def _put(path: Path, text: str) -> None:
    """The file, whole, readable for whom it was, with the mark that it began with; a new one is for its owner alone."""
    target = path.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
    marked = target.exists() and target.read_bytes().startswith(codecs.BOM_UTF8)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8-sig" if marked else "utf-8", newline="") as file:
            file.write(text)
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def need_private(file: Path | None) -> Path:
    """The private file that is named, or that of the environment.

    :raises SettingError: none is.
    """
    from .visibility import VARIABLE

    named = file or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        raise SettingError("--private", f"name the file in which the names are kept (or set {VARIABLE})")
    return named
