"""Text as a reader sees it: without the escapes of HTML, XML, JSON, JavaScript, N-Quads, URLs and LaTeX, then folded.

Every step keeps the line feeds that are there and makes no other, so that the number of a line stays what it was.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from ...graph.text import fold

LINE = b"\x01"
"""The token that stands for the end of a line."""
_ROUNDS = 4
"""Escapes in escapes: HTML in JSON in HTML is two deep."""
_ESCAPE = re.compile(
    r"[&%\\](?:"
    r"(?<=&)(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?<=%)[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*"
    r"|(?<=\\)(?:u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[^\n])"
    r")"
)
"""It begins with one letter of a few: whatever begins so is found ten times as fast."""
_BREAK = re.compile(r"<wbr\s?/?>|</wbr>")
_TAG = re.compile(r"<[^<>]*>")
_LATEX = re.compile(
    r"\\([\"'`^~=.]|[uvHcdbrk](?=[\s{]))|\\(aa|ae|oe|ss|AA|AE|OE|[oOlLij])(?![A-Za-z])\s?|[{}]"
)
_JOINED = str.maketrans(dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", ""))
_FOLD = "scen.gate.fold"
"""Name of what Python's encoder is to do with letters that are not ASCII: it meets them faster than a pattern does."""
_WORDS = bytes(
    char if char == 10 or char >= 128 or chr(char).isdigit() or chr(char).islower() else char + 32 if chr(char).isupper() else 32
    for char in range(256)
)  # fmt: skip


def plain(text: str) -> str:
    r"""The text without escapes, as deep as they are nested.

    >>> plain(r"Bj\u00f6rn &ouml;&#246; %C3%B6 \\u00f6 &amp;ouml; a\nb")
    'Björn öö ö ö ö a b'
    """
    if "<wbr" in text:
        text = _BREAK.sub("", text)
    for _ in range(_ROUNDS):
        text, many = _ESCAPE.subn(_letter, text)
        if not many:
            break
    return text


def _letter(found: re.Match[str]) -> str:
    return _meant(found.group())


@lru_cache(maxsize=4096)
def _meant(escape: str) -> str:
    match escape[0], escape[1]:
        case "&", _:
            meant = unescape(escape)
        case "%", _:
            meant = unquote(escape)
        case "\\", "u" | "U" | "x" if len(escape) > 2:
            meant = _numbered(escape)
        case _:
            meant = " " if escape[1] in "nrtbfv" else escape[1]
    return meant.replace("\n", " ")


def _numbered(escape: str) -> str:
    codes = [int(code, 16) for code in re.findall(r"[0-9A-Fa-f]{2,}", escape)]
    if max(codes) > 0x10FFFF:
        return " "
    return "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def untagged(text: str) -> str:
    r"""The text of a page or of XML: what stands between the tags.

    >>> untagged("<b>Anna</b> <i\n>Exempel</i>").split()
    ['Anna', 'Exempel']
    """
    return _TAG.sub(lambda tag: " " + "\n" * tag.group().count("\n"), text)


def unlatexed(text: str) -> str:
    r"""The text that BibTeX writes with LaTeX's accents, without them.

    >>> unlatexed(r'Bj{\"o}rn {\AA}s \O st')
    'Bjorn AAs Ost'
    """
    return _LATEX.sub(lambda found: found[2] or "", text)


def folded(text: str) -> bytes:
    r"""Words in lower case without diacritics; between them blanks, and line feeds where they were.

    >>> folded("Björn_Høy–Exem\u00adpel,\nÅSA").decode()
    'bjorn hoy exempel \nasa'
    """
    return text.encode("ascii", _FOLD).translate(_WORDS)


def _bare(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return _run(error.object[error.start : error.end]).encode(), error.end


@lru_cache(maxsize=65536)
def _run(text: str) -> str:
    out = []
    for char in text.translate(_JOINED):
        letters = fold(char)
        out.append(letters if letters and letters.isalnum() else "" if unicodedata.combining(char) else " ")
    return "".join(out)


codecs.register_error(_FOLD, _bare)


def tokens(words: bytes) -> list[bytes]:
    """The words, with `LINE` at the end of each line."""
    return words.replace(b"\n", b" \x01 ").split()
