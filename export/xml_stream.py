"""XML written element by element with lxml (``lxml.etree.xmlfile``), to a binary or a text file."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TextIO

from lxml import etree

from .attributes import Value

Part = tuple[str, Mapping[str, str], str]
"""Name, attributes and text of an element."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text with U+FFFD for each character that XML cannot hold (XML 1.0, production 2, Char).

    >>> clean("a\x00b\u202ec") == "a\ufffdb\u202ec"
    True
    """
    return _NO_XML.sub("\ufffd", text)


def written(value: Value) -> str:
    """A value as XML Schema part 2 writes it (3.2.2 boolean, 3.2.5 double).

    >>> written(True), written(0.1), written(float("inf")), written("a < b")
    ('true', '0.1', 'INF', 'a < b')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(repr(value), repr(value))
    return str(value)


class _Encoded:
    """A text file that takes bytes of UTF-8, however they are cut."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, data: bytes) -> None:
        self._text.write(self._decoder.decode(data))


class Writer:
    """Writes elements one after the other, each on a line of its own; nothing is kept."""

    def __init__(self, stream: Any, namespace: str) -> None:
        self._stream, self._namespace = stream, namespace

    @contextlib.contextmanager
    def within(self, name: str, attributes: Mapping[str, str]) -> Iterator[None]:
        """An element around what is written meanwhile."""
        cleaned = {key: clean(value) for key, value in attributes.items()}
        with self._stream.element(f"{{{self._namespace}}}{name}", cleaned):
            self._stream.write("\n")
            yield
        self._stream.write("\n")

    def leaf(
        self,
        name: str,
        attributes: Mapping[str, str],
        text: str = "",
        *,
        parts: Iterable[Part] = (),
        around: str = "",
    ) -> None:
        """An element with text, or with parts that have only text; ``around`` names one around the parts."""
        # without a namespace of its own it is written bare, and so has the root's when it is read
        item = etree.Element(name, {key: clean(value) for key, value in attributes.items()})
        item.text = clean(text) or None
        inner = etree.SubElement(item, around) if around else item
        for part, told, words in parts:
            etree.SubElement(inner, part, {key: clean(value) for key, value in told.items()}).text = (
                clean(words) or None
            )
        item.tail = "\n"
        self._stream.write(item)


@contextlib.contextmanager
def document(
    file: BinaryIO | TextIO, namespace: str, root: str, attributes: Mapping[str, str] | None = None
) -> Iterator[Writer]:
    """An XML document in UTF-8 with that root element; the file stays open. A text file must be one of UTF-8.

    >>> import io
    >>> out = io.StringIO()
    >>> with document(out, "https://x.test/ns", "all") as xml:
    ...     xml.leaf("one", {"of": "two"}, "<3>")
    >>> print(out.getvalue())
    <?xml version='1.0' encoding='UTF-8'?>
    <all xmlns="https://x.test/ns">
    <one of="two">&lt;3&gt;</one>
    </all>
    """
    target = _Encoded(file) if hasattr(file, "encoding") else file  # type: ignore[arg-type]
    with etree.xmlfile(target, encoding="UTF-8", close=False) as stream:
        stream.write_declaration()
        with stream.element(f"{{{namespace}}}{root}", dict(attributes or {}), nsmap={None: namespace}):
            stream.write("\n")
            yield Writer(stream, namespace)
