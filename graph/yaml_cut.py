"""Taking parts out of a YAML text, and nothing else: comments, order and style of all that stays are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

Path: TypeAlias = tuple[str | int, ...]


@dataclass
class Cuts:
    """A YAML text, and what is to go from it, by path: ``("mentions", 2)``, ``("names", "anna-exempel")``.

    >>> cuts = Cuts("a: [x, y, z] # kept\\nb:\\n# one\\n- {k: 1}\\n- k: 2\\n  l: 3\\n- {k: 4}\\n")
    >>> for path in (("a", 1), ("b", 1)):
    ...     cuts.cut(path)
    >>> cuts.replace(("b", 2), "{k: 5}")
    >>> print(cuts.done(), end="")
    a: [x, z] # kept
    b:
    # one
    - {k: 1}
    - {k: 5}
    """

    text: str
    _spans: list[tuple[int, int, str]] = field(default_factory=list)
    _gone: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._root = yaml.compose(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._lines = [0]
        for line in self.text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def cut(self, path: Path) -> None:
        """Take an item of a list, or a key with its value, out."""
        self._gone.add(path)

    def replace(self, path: Path, text: str) -> None:
        """Put another text, in flow style, in the place of a value."""
        node = self._at(path)
        end = node.end_mark.index if _flows(node) else self._lines[last_line(node) + 1] - 1
        self._spans.append((node.start_mark.index, end, text))

    def done(self) -> str:
        """The text without what was cut; what is inside of something that goes, goes with it."""
        parents = {path[:-1] for path in self._gone}
        for parent in parents:
            if not any(parent[:length] in self._gone for length in range(1, len(parent) + 1)):
                self._take({path[-1] for path in self._gone if path[:-1] == parent}, self._at(parent))
        text = self.text
        for start, end, new in sorted(self._spans, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _at(self, path: Path) -> Any:
        node = self._root
        for step in path:
            node = next(child for key, _, child in _children(node) if key == step)
        return node

    def _take(self, keys: set[str | int], node: Any) -> None:
        children = _children(node)
        if not node.flow_style:
            for key, start, child in children:
                if key in keys:
                    self._spans.append(
                        (self._lines[start.start_mark.line], self._lines[last_line(child) + 1], "")
                    )
            return
        left = [child for child in children if child[0] not in keys]
        for at, (key, start, child) in enumerate(children):
            if key not in keys:
                continue
            follows = at + 1 < len(children)
            begin, end = start.start_mark.index, child.end_mark.index
            if follows:
                end = children[at + 1][1].start_mark.index
            elif left:
                begin = left[-1][2].end_mark.index
                self._spans = [span for span in self._spans if not begin <= span[0] < end]
            self._spans.append((begin, end, ""))


def _children(node: Any) -> list[tuple[str | int, Any, Any]]:
    """(Key or position, where the entry begins, its value)."""
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key, value) for key, value in node.value]
    return [(at, item, item) for at, item in enumerate(node.value)]


def _flows(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) or bool(node.flow_style)


def last_line(node: Any) -> int:
    """The last line of a value, without the comments and blank lines that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return max((last_line(child) for _, _, child in _children(node)), default=int(node.start_mark.line))
    end = node.end_mark
    return int(end.line) - (1 if end.column == 0 and end.line > node.start_mark.line else 0)
