"""Records as YAML text: one record a line, in flow style, so that a change is one line in a diff."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .fields import show_lines

_PLAIN = re.compile(r"[A-Za-z\u00c0-\u024f_](?:[\w .&/()+'’–-]*[\w.)+])?")
_SPECIAL = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)


def scalar(value: object) -> str:
    """A value as YAML, in quotes only where it needs them.

    >>> scalar("Region Skåne"), scalar("no"), scalar("a: b"), scalar(3)
    ('Region Skåne', '"no"', '"a: b"', '3')
    """
    if isinstance(value, str):
        plain = (
            _PLAIN.fullmatch(value)
            and not _SPECIAL.fullmatch(value)
            and " #" not in value
            and "  " not in value
        )
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def flow(value: object) -> str:
    """A value in flow style.

    >>> flow({"id": "a", "at": [1, 2]})
    '{id: a, at: [1, 2]}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def block(records: Iterable[object]) -> str:
    """A list of records, one a line."""
    return "".join(f"- {flow(record)}\n" for record in records)


def compact(lines: tuple[int, ...]) -> int | str | list[int]:
    """Line numbers as a record writes them: 12, "12-14" or [12, 16].

    >>> compact((12,)), compact((12, 13, 14)), compact((12, 16))
    (12, '12-14', [12, 16])
    """
    if len(lines) == 1:
        return lines[0]
    text = show_lines(lines)
    return text if "," not in text else list(lines)


def source_text(parts: Mapping[str, Any]) -> str:
    """A source file: the header, the lists, a blank line between them."""
    out = []
    for key, value in parts.items():
        if key == "document":
            out.append(f"document: {flow(value)}\n")
        elif key in ("names", "stands_for"):
            out.append(f"{key}:\n" + "".join(f"  {slug}: {flow(forms)}\n" for slug, forms in value.items()))
        elif value:
            out.append(f"{key}:\n" + block(value))
    return "\n".join(out)
