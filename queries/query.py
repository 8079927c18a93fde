"""A query as its author wrote it: what it may do, what stands for its parameters, and where it goes wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph

from ..graph.errors import QueryError
from .parameters import Filled, Term, fill
from .tokens import bare, place, tokens, words

_UPDATE = re.compile(
    r"\A(?:\s|#[^\n]*\n|(?:BASE|PREFIX)\b[^>]*>)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORDS = "[A-Z0-9_]+(, [A-Z0-9_]+)*"
"""Where the engine wants one of these, the place it tells is behind what it took for the word."""
DEEPEST = 200
"""Brackets in brackets; an engine that parses by recursion dies of many more."""
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True)
class Query:
    """A query's text, and the terms that stand for its parameters (by token: ``?_person_iri``).

    ``rebase`` puts another base IRI in the place of the usual one, for a dataset that was built with one.

    >>> Query("ASK { ?s a ?_kind_iri }", {"?_kind_iri": pyoxigraph.NamedNode("http://example.org/K")}).sent
    'ASK { ?s a <http://example.org/K> }'
    """

    written: str
    terms: Mapping[str, Term] = field(default_factory=dict)
    rebase: tuple[str, str] | None = None

    @cached_property
    def filled(self) -> Filled:
        """The text with its terms."""
        return fill(self.written, self.terms, self.rebase)

    @property
    def sent(self) -> str:
        """The text that an engine reads."""
        return self.filled.text

    @cached_property
    def words(self) -> list[str]:
        """The bare words of the text that is sent."""
        return words(self.sent)

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE; "" for a text that is none of them."""
        return next((word for word in self.words if word in FORMS), "")

    @property
    def names_graphs(self) -> bool:
        """Whether it says itself, by FROM, which graphs it is asked over."""
        return "FROM" in self.words

    def refuse(self) -> None:
        """:raises QueryError: it would write, or ask another server."""
        if update := _UPDATE.match(self.written):
            raise QueryError(f"{update[1].upper()} is an update; scen query only reads")
        for token in tokens(self.written):
            if token.kind == "service":
                raise QueryError(
                    "SERVICE asks another server; a query here reads this dataset only",
                    *place(self.written, token.start),
                )
        if _depth(self.sent) > DEEPEST:
            raise QueryError(f"brackets are nested more than {DEEPEST} deep, which no engine bears")
        try:
            self.sent.encode()
        except UnicodeEncodeError:
            raise QueryError("the query is not UTF-8 text") from None

    def parse(self, prefixes: Mapping[str, str]) -> None:
        """:raises QueryError: it is no SPARQL 1.1, with line and column in the text as written."""
        try:
            pyoxigraph.Store().query(self.sent, prefixes=dict(prefixes))
        except SyntaxError as error:
            raise self.explained(str(error)) from None
        except (ValueError, RuntimeError, OSError):
            return  # it is SPARQL; what is wrong with it shows when it runs

    def explained(self, message: str) -> QueryError:
        """The engine's message about the filled text, in terms of the text as written."""
        if not (match := _WHERE.search(message)):
            return QueryError(f"not a SPARQL query: {message}")
        line, column = self.filled.back(int(match[1]), int(match[2]))
        lines = self.written.split("\n")
        here = lines[line - 1] if line <= len(lines) else ""
        if not self.written.strip():
            return QueryError("the query is empty", line, column)
        if not here[column - 1 :].strip() and not any(text.strip() for text in lines[line:]):
            open_ = self.written.count("{") > self.written.count("}")
            said = "the query ends too early" if open_ else f"not SPARQL near '{here.strip()[-40:]}'"
            return QueryError(said, line, column)
        if "Prefix not found" in match[3]:
            name = re.search(r"[\w-]*:[\w-]*\Z", here[: column - 1]) or re.search(r"[\w-]*:", here)
            return QueryError(f"unknown prefix in '{name[0] if name else here.strip()}'", line, column)
        if re.fullmatch(_KEYWORDS, match[3]):
            behind = min(map(len, match[3].split(", ")))
            line, column = self.filled.back(int(match[1]), int(match[2]), behind)
            here = lines[line - 1]
        return QueryError(f"not SPARQL from '{here[column - 1 :].strip()[:40]}' on", line, column)


def _depth(text: str) -> int:
    """How deep the brackets of the text are nested."""
    depth = deepest = 0
    for sign in re.findall(r"[][(){}]", bare(text)):
        depth += 1 if sign in "([{" else -1
        deepest = max(deepest, depth)
    return deepest
