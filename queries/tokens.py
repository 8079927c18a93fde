"""The tokens of a SPARQL text, as far as it must be known what is a variable and what only looks like one.

SPARQL 1.1, section 19.8 (terminals). Comments, strings, IRIs and local names may hold any letters; only what
stands outside them is a parameter or a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
  | (?P<iri><(?=[a-z][a-z0-9+.-]*:(?://|(?![^<>\s]*(?:\(|&&)))|(?![^<>\s]*&&)[^<>?$]*>)
             [^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z][\w-]*)
  | (?P<local>:(?:[\w.:%-]|\\.)*)
  | (?P<service>SERVICE)
  | (?P<brace>[{}])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""No border of a word is asked for before SERVICE: an engine reads ``trueSERVICE:x`` as three tokens.

``<`` opens an IRI only where what follows can be one: in ``?a<?b&&?c>?d`` and in
``?a<xsd:integer(?b))FILTER(?c>1)`` it is an operator. What has ``://`` is always an IRI."""


@dataclass(frozen=True)
class Token:
    """A piece of the text that matters here; ``start`` is its offset in characters."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Comments, strings, IRIs, variables, language tags, local names, braces and the word SERVICE, in order.

    >>> [token.text for token in tokens("SELECT ?a { ?a ?_p_iri '?_no_iri' } # ?_no")]
    ['?a', '{', '?a', '?_p_iri', "'?_no_iri'", '}', '# ?_no']
    """
    for found in _TOKEN.finditer(text):
        yield Token(str(found.lastgroup), found[0], found.start())


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def bare(text: str) -> str:
    """The text with blanks in place of comments, strings, IRIs, variables, language tags and local names."""
    out = list(text)
    for token in tokens(text):
        if token.kind in ("comment", "string", "iri", "variable", "language", "local"):
            start = token.start + (token.kind == "local")  # its colon stays
            end = token.start + len(token.text)
            out[start:end] = " " * (end - start)
    return "".join(out)


def uncommented(text: str) -> str:
    """The text without its comments and empty lines: what need not be sent.

    >>> uncommented("#+ summary: x\\n\\nASK { ?s ?p '#' } # yes")
    "ASK { ?s ?p '#' } "
    """
    out = list(text)
    for token in tokens(text):
        if token.kind == "comment":
            out[token.start : token.start + len(token.text)] = [""] * len(token.text)
    return re.sub(r"\A\s+", "", "".join(out))


def undeclared(text: str) -> set[str]:
    """Prefixes that the text uses without declaring them.

    >>> undeclared("PREFIX a: <x:y> SELECT ?s { ?s a:b cv:role . ?t foaf:name 'dct:title' }") == {"cv", "foaf"}
    True
    """
    plain = bare(text)
    own = set(re.findall(r"PREFIX\s+([\w.-]*):", plain, re.IGNORECASE))
    return set(re.findall(r"(?<![\w:%.-])([A-Za-z][\w.-]*):", plain)) - own


def words(text: str) -> list[str]:
    """The bare words of the text in upper case: keywords, and functions without a prefix.

    >>> words("PREFIX ask: <x:y> select ?ask { ?ask ask:v1.ask 'ask' } limit 3")
    ['PREFIX', 'SELECT', 'LIMIT']
    """
    return [word.upper() for word in re.findall(r"(?<![\w:-])[A-Za-z]+(?![\w:-])", bare(text))]
