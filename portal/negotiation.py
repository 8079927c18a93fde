"""Which form of an answer a client wants: the Accept header as RFC 9110 (section 12.5.1) has it.

The most exact range that fits a media type gives its quality; among those of the same quality, the order in
which they are offered decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
_PARTS = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')
_FIELDS = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"?)+')
_HINTS = ("charset", "profile")
"""Parameters that no client means as a condition: all is UTF-8, and a profile is a wish."""


@dataclass(frozen=True)
class Range:
    """One media range: ``text/*;q=0.3``."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def fits(self, other: Range) -> bool:
        """Whether the media type lies in the range."""
        return (
            self.type in ("*", other.type)
            and self.subtype in ("*", other.subtype)
            and self.parameters <= other.parameters
        )

    @property
    def exactness(self) -> tuple[bool, bool, int]:
        """How much it says; the greatest of those that fit counts."""
        return self.type != "*", self.subtype != "*", len(self.parameters)


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The one of ``offered`` that the client likes best; None if it takes none of them.

    Without a header, or with one that says nothing readable, the first.

    >>> best("text/html;q=0.5, text/turtle", ["text/html", "text/turtle"])
    'text/turtle'
    >>> best("text/*;q=0.8, text/html;q=0, */*;q=0.1", ["text/html", "text/turtle", "application/xml"])
    'text/turtle'
    >>> best("image/png", ["text/html"]) is None
    True
    """
    ranges = read(accept or "")
    if not ranges:
        return offered[0] if offered else None
    ranked = [(quality(ranges, name), -at, name) for at, name in enumerate(offered)]
    most, _, name = max(ranked, default=(0.0, 0, ""))
    return name if most > 0 else None


def quality(ranges: Sequence[Range], media_type: str) -> float:
    """How much the client likes a media type: from 0, not at all, to 1."""
    one = _range(media_type)
    fitting = [found for found in ranges if one and found.fits(one)]
    return max(fitting, key=lambda found: found.exactness).quality if fitting else 0.0


def read(accept: str) -> list[Range]:
    """The ranges of an Accept header; what is none is left out."""
    return [found for part in _PARTS.findall(accept) if (found := _range(part))]


def _range(text: str) -> Range | None:
    name, *fields = (field.strip() for field in _FIELDS.findall(text) or ("",))
    match = _RANGE.fullmatch(name)
    if not match or (match[1] == "*" and match[2] != "*"):
        return None
    weight, parameters = "1", set()
    for field in fields:
        key, _, value = (part.strip() for part in field.partition("="))
        if key.lower() == "q":
            weight = value
            break  # what follows the weight concerned extensions that are no more
        if key.lower() not in _HINTS:
            parameters.add((key.lower(), value.strip('"').lower()))
    if not _QUALITY.fullmatch(weight):
        return None
    return Range(match[1].lower(), match[2].lower(), frozenset(parameters), float(weight))
