"""The source documents as BibTeX in UTF-8, an entry of type misc each, with biblatex's ``date`` and ``langid``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .attributes import node_id
from .documents import Document, documents

if TYPE_CHECKING:
    from .source import Source

FILE = "documents/documents.bib"
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
_NAMED = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
_IN_ADDRESS = re.compile(r"[\s{}\\\x00-\x1f]")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-[0-9]{2})?)?")
_LANGUAGES = {"en": "english", "sv": "swedish", "nb": "norwegian"}


def write(source: Source, folder: Path) -> None:
    """Write `FILE`."""
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        file.writelines(map(entry, documents(source)))


def entry(document: Document) -> str:
    """A document as an entry."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(document) if value)
    return f"@misc{{{_key(document)},\n{fields}}}\n\n"


def _key(document: Document) -> str:
    return node_id("document", document.slug, document.iri).removeprefix("document.")


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{latex(document.title)}}}"
    yield "author", " and ".join(f"{{{latex(name)}}}" for name in document.publishers)
    yield "date", latex(document.issued)
    if found := _DATE.fullmatch(document.issued):
        yield "year", found[1]
        yield "month", (found[2] or "").lstrip("0")
    yield "langid", _LANGUAGES.get(document.language, "")
    yield "url", _IN_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", document.address or document.archive)
    yield "note", latex(document.note)


def latex(text: str) -> str:
    r"""A text as LaTeX reads it; braces by name, for BibTeX counts them even when they are escaped.

    >>> print(latex("50 % {of} A_b\\n"))
    50 \% \textbraceleft{}of\textbraceright{} A\_b\textbackslash{}n
    """
    return _SPECIAL.sub(_named, _SPACE.sub(" ", text).strip())


def _named(sign: re.Match[str]) -> str:
    return f"\\text{_NAMED[sign[0]]}{{}}" if sign[0] in _NAMED else f"\\{sign[0]}"
