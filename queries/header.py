"""The head of a question's file: ``#+`` lines, which together are YAML (the convention of grlc and BASIL).

The questions that come with scen write lists and mappings as JSON, which is YAML too, so that asking one needs
no YAML library; the head of any other file is read by one.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ..graph.errors import QueryError

_LINE = re.compile(r"#\+ ?(.*)")


def read(text: str) -> dict[str, Any]:
    """The head as a mapping.

    >>> read('#+ summary: Who met\\n#+ tags: ["people",\\n#+   "events"]\\nASK {}')
    {'summary': 'Who met', 'tags': ['people', 'events']}

    :raises QueryError: it is no mapping.
    """
    lines = [match[1] for line in text.split("\n") if (match := _LINE.match(line))]
    try:
        return _quick(lines)
    except ValueError:
        return _yaml(lines)


def _quick(lines: list[str]) -> dict[str, Any]:
    parts: dict[str, str] = {}
    name = ""
    for line in lines:
        if match := re.match(r"([A-Za-z][\w-]*):(?: (.*))?\Z", line):
            name = match[1]
            if name in parts:
                raise ValueError("twice")
            parts[name] = match[2] or ""
        elif name and line.startswith(" "):
            parts[name] += " " + line.strip()
        else:
            raise ValueError("no line of ours")
    return {name: _value(text.strip()) for name, text in parts.items()}


def _value(text: str) -> Any:
    if text.startswith(("[", "{", '"')):
        return json.loads(text)
    if not text or text[0] in "-?:,]}#&*!|>'%@`" or re.search(r":(\s|$)|\s#", text) or _plain_number(text):
        raise ValueError("not plain")
    return text


def _plain_number(text: str) -> bool:
    """Whether YAML would read something else than a text."""
    return bool(re.fullmatch(r"[-+.\d][\d_.:eE+-]*|~|null|true|false|yes|no|on|off", text, re.IGNORECASE))


def _yaml(lines: list[str]) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise QueryError(
            f"the #+ lines are no YAML: {getattr(error, 'problem', None) or error}",
            *((mark.line + 1, mark.column + 4) if mark else ()),
        ) from None
    if not isinstance(found or {}, dict):
        raise QueryError("the #+ lines are no mapping of names to values", 1, 1)
    return dict(found or {})
