"""A YAML file as plain values that remember their lines.

YAML's own loaders lose positions, expand anchors without limit and read ``no`` as false. Here a file is
read from libyaml's event stream into `Node` values: no anchors, no tags, no types but text,
whole numbers, true/false and null, and every value knows its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .errors import Place, Problem, RecordErrors

MAX_BYTES = 8_000_000
"""A record file larger than this is a mistake (the largest of the curated network is 0.1 MB)."""
MAX_DEPTH = 12

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Node:
    """A value (text, int, bool, None, or list/dict of nodes) and the place where it stands."""

    value: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: tuple[int | str, ...]) -> Place:
        """The place of the value at ``path``, or of the nearest one above it that exists."""
        if not path:
            return self.place
        head, rest = path[0], path[1:]
        if isinstance(self.value, list) and isinstance(head, int) and head < len(self.value):
            item: Node = self.value[head]
            return item.at(rest)
        if isinstance(self.value, dict) and head in self.value:
            child: Node = self.value[head]
            return child.at(rest) if rest else self.keys.get(str(head), child.place)
        return self.keys.get(str(head), self.place)


def read(path: Path, name: str | None = None) -> Node:
    """Read one YAML file; ``name`` is what messages call it.

    :raises RecordErrors: unreadable, empty, too large, not UTF-8, not YAML, or using anchors or tags.
    """
    name = name or str(path)
    try:
        if path.exists() and not path.is_file():  # reading a pipe or a device may never end
            raise _refuse(name, 0, "cannot be read: it is no file")
        if path.stat().st_size > MAX_BYTES:
            raise _refuse(
                name, 0, f"larger than {MAX_BYTES // 1_000_000} MB; a record file is text written by people"
            )
        data = path.read_bytes()
    except OSError as error:
        raise _refuse(name, 0, f"cannot be read: {error.strerror}") from None
    return parse(data, name)


def parse(data: bytes, name: str) -> Node:
    r"""Read YAML from bytes.

    >>> parse(b"- {id: a, country: no}\n", "x.yaml").plain()
    [{'id': 'a', 'country': 'no'}]
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(name, line, "not UTF-8 text") from None
    if unseen := _UNSEEN.search(text):
        raise _refuse(
            name, text.count("\n", 0, unseen.start()) + 1, "holds a control character; is it a binary file?"
        )
    try:
        return _document(text, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refuse(name, mark.line + 1 if mark else 0, f"not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise _refuse(name, 0, f"not YAML: {str(error).splitlines()[0]}") from None


def _document(text: str, name: str) -> Node:
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if found:
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise _refuse(name, line, "a second document begins ('---'); a record file holds one")
            found = _node(event, events, name, 1)
    if found is None:
        raise _refuse(name, 0, "the file is empty")
    return found


def _node(event: Any, events: Iterator[Any], name: str, depth: int) -> Node:
    place = Place(name, event.start_mark.line + 1)
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _refuse(name, place.line, "anchors and aliases (& and *) are not allowed in records")
    if event.tag and event.tag != "!":
        raise _refuse(name, place.line, f"tags are not allowed in records ({event.tag})")
    if depth > MAX_DEPTH:
        raise _refuse(name, place.line, f"nested more than {MAX_DEPTH} deep")
    if isinstance(event, yaml.ScalarEvent):
        return Node(_scalar(event), place)
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(
            [_node(item, events, name, depth + 1) for item in _until(events, yaml.SequenceEndEvent)], place
        )
    return _mapping(place, events, name, depth)


def _mapping(place: Place, events: Iterator[Any], name: str, depth: int) -> Node:
    node = Node({}, place)
    for event in _until(events, yaml.MappingEndEvent):
        key = _node(event, events, name, depth + 1)
        if isinstance(key.value, list | dict):
            raise _refuse(name, key.place.line, "a key must be one word")
        word = event.value
        if word in node.value:
            raise _refuse(name, key.place.line, f"'{word}' stands twice in one record")
        node.keys[word] = key.place
        node.value[word] = _node(next(events), events, name, depth + 1)
    return node


def _until(events: Iterator[Any], end: type) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _scalar(event: Any) -> Any:
    if not event.implicit[0]:  # quoted
        return event.value
    if event.value.lower() in _WORDS:
        return _WORDS[event.value.lower()]
    return int(event.value) if _INTEGER.fullmatch(event.value) else event.value


def _refuse(name: str, line: int, message: str) -> RecordErrors:
    return RecordErrors([Problem(Place(name, line), message)])
