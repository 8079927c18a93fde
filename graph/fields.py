"""The field types of records: lines, names, dates, references and concepts.

Each says in one plain sentence what is wrong with a value; `reader` adds file and line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema
from pyoxigraph import NamedNode

from ..ontology.terms import model
from . import dates
from .nearest import did_you_mean

MAX_WORDS = 160
"""`as_written` keeps at most this many characters: the words that carry a fact, never a sentence."""
MAX_TEXT = 600
MAX_RANGE = 5000

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """The text in Unicode NFC, refused where it would break a line or turn the writing direction."""
    text = unicodedata.normalize("NFC", text)
    if text != text.strip() or not text:
        raise ValueError("is empty, or begins or ends with a space")
    if len(text.splitlines()) > 1:
        raise ValueError("must stand on one line")
    if _CONTROL.search(text):
        raise ValueError("holds a control character")
    if _DIRECTION.search(text):
        raise ValueError("holds a hidden mark that turns the writing direction")
    return text


def lines(value: object) -> tuple[int, ...]:
    """Line numbers, counted from 1 as editors do, from ``22``, ``"22-24"`` or a list of those.

    >>> lines("22-24"), lines([12, 14])
    ((22, 23, 24), (12, 14))
    """
    if isinstance(value, list | tuple) and value:
        return tuple(sorted({line for item in value for line in lines(item)}))
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return (value,)
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", value)):
        first, last = int(match[1]), int(match[2] or match[1])
        if 0 < first <= last < first + MAX_RANGE:
            return tuple(range(first, last + 1))
    raise ValueError(f"'{value}' is no line: write 22, \"22-24\" or [12, 14]")


def runs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last of each run of lines that follow one another.

    >>> runs((12, 22, 23, 24))
    [(12, 12), (22, 24)]
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def show_lines(numbers: tuple[int, ...]) -> str:
    """Line numbers as people write them: ``12, 22-24``."""
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs(numbers))


def said(value: object) -> object:
    """The value of an assertion: a whole number, or text."""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise ValueError(f"longer than {MAX_TEXT} characters")
        return one_line(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("text or a whole number is needed")


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else [] if value is None else [value]


def address(text: str) -> str:
    """The text, if it is a web address.

    >>> address("https://example.org/[")
    Traceback (most recent call last):
    ValueError: 'https://example.org/[' is no address that begins with http:// or https:// (Invalid IRI code point '[')
    """
    wrong = ""
    if re.match("https?://.", text) and not _DIRECTION.search(text):
        try:
            NamedNode(text)
        except ValueError as error:
            wrong = f" ({error})"
        else:
            return text
    raise ValueError(f"'{text}' is no address that begins with http:// or https://{wrong}")


@cache
def notations(scheme: str) -> tuple[str, ...]:
    """Notations of a scheme's concepts, in the order of its file."""
    return tuple(concept.notation for concept in model().scheme(scheme).concepts)


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds the id of a thing of one of these kinds."""

    kinds: tuple[str, ...]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "description": f"id of a thing: {', '.join(self.kinds)}"}


@dataclass(frozen=True)
class InScheme:
    """Marks a field that holds the notation of a concept of one scheme of the ontology."""

    scheme: str

    def _check(self, value: str) -> str:
        if value not in (known := notations(self.scheme)):
            raise ValueError(f"unknown concept '{value}' of {self.scheme}{did_you_mean(value, known)}")
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "enum": list(notations(self.scheme))}


_LINES_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "string", "pattern": r"^\d+(-\d+)?$"},
        {"type": "array"},
    ],
    "description": 'lines of the document, counted from 1: 22, "22-24" or [12, 14]',
}

Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(one_line)]
Words = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(one_line)]
Quotes = Annotated[
    tuple[Words, ...], BeforeValidator(_listed), Field(description="the few words that carry the fact")
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
ByLang = dict[Lang, Text]
Lines = Annotated[tuple[int, ...], BeforeValidator(lines), WithJsonSchema(_LINES_SCHEMA)]
Value = Annotated[str | int, BeforeValidator(said)]
Edtf = Annotated[str, AfterValidator(dates.check)]
Address = Annotated[str, AfterValidator(address)]

AGENTS = ("person", "organisation", "group")
EVENTS = ("event", "series", "session")
Agent = Annotated[Slug, Ref(AGENTS)]
Person = Annotated[Slug, Ref(("person",))]
Organisation = Annotated[Slug, Ref(("organisation",))]
