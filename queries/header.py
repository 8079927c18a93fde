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
_WORDS = re.compile("null|true|false|yes|no|on|off", re.IGNORECASE)
"""What YAML does not read as text."""


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
            if name in parts or _WORDS.fullmatch(name):
                raise ValueError("twice, or no text")
            parts[name] = (match[2] or "").strip(" ")
        elif name and line.startswith(" "):
            parts[name] += " " + line.strip(" ")
        else:
            raise ValueError("no line of ours")
    return {name: _value(text.strip(" ")) for name, text in parts.items()}


def _value(text: str) -> Any:
    """A value that is the same in JSON and YAML, or a plain text; :raises ValueError: it may be another."""
    if not text.isprintable() or "\\" in text:
        raise ValueError("other rules for escapes and blanks")
    if text.startswith(("[", "{", '"')):
        return json.loads(text, parse_float=_refuse, parse_constant=_refuse)
    if not text[:1].isalpha() or re.search(r":(\s|$)|\s#", text) or _WORDS.fullmatch(text):
        raise ValueError("not plain")
    return text


def _refuse(text: str) -> Any:
    raise ValueError(f"YAML may read {text} as another number, or as text")


def _yaml(lines: list[str]) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day or number that there is not
        mark = getattr(error, "problem_mark", None)
        raise QueryError(
            f"the #+ lines are no YAML: {getattr(error, 'problem', None) or error}",
            *((mark.line + 1, mark.column + 4) if mark else ()),
        ) from None
    if not isinstance(found or {}, dict):
        raise QueryError("the #+ lines are no mapping of names to values", 1, 1)
    return dict(found or {})
